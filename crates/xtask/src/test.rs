//! `cargo xtask test`: every check and every test, against a portal that was built for it.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::num::NonZero;
use std::process::{Child, Command, Stdio};

use crate::check;
use crate::chromium::{self, Chromium, ChromiumError};
use crate::command::{self, CommandError};
use crate::portal;
use crate::servers::{self, ServersError};
use crate::tools::{self, ToolError};
use crate::workspace::Workspace;

/// The variable that tells tests where the built portal is.
pub const DIST: &str = "FEUILLETON_DIST";

/// The variable that says how many tests run at once. A browser is waited for as much as it works, so that two for each
/// processor are through sooner than one.
const THREADS: &str = "RUST_TEST_THREADS";

/// How a test begins the line in which it says that, and why, it tested nothing, or not all. Its name and a colon follow.
const SKIPPED: &str = "skipped: ";

/// Says that this test, or a part of it, tests nothing. Test programs hide what passing tests print with macros; this is
/// to be seen.
pub fn skip(reason: &str) {
    let thread = std::thread::current();
    let line = format!("{SKIPPED}{}: {reason}\n", thread.name().unwrap_or("a test"));
    // Nothing is lost if it is not seen after all.
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Why the tests did not pass.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A tool is missing.
    #[error(transparent)]
    Tools(#[from] ToolError),
    /// There is no browser, and one is required.
    #[error("{0}, or unset {required}", required = chromium::REQUIRE)]
    Browser(#[from] ChromiumError),
    /// There is no nginx, no Caddy or no Apache, and they are required.
    #[error("{0}, or unset {required}", required = servers::REQUIRE)]
    Servers(#[from] ServersError),
    /// A check, the build or the run of the tests failed.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// What the tests print cannot be read.
    #[error("cannot read what the tests print: {0}; run this again")]
    Output(#[from] io::Error),
    /// Tests failed.
    #[error("{0} tests failed; the lines above name them")]
    Failed(usize),
}

/// How many tests ended how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: usize,
    /// The tests of the present program that have said that they tested nothing, or not all.
    said: BTreeSet<String>,
}

/// Runs every check and every test, and closes with a line that counts them.
///
/// # Errors
/// When anything fails.
pub fn run(workspace: &Workspace) -> Result<(), Error> {
    // Debian's packages wait for the network, Cargo's for the processor.
    let (tools, packages) = std::thread::scope(|scope| {
        let packages = scope.spawn(packages);
        let tools = tools::for_testing(workspace).and_then(|tools| {
            tools::for_judging(workspace)?;
            Ok(tools)
        });
        (tools, packages.join())
    });
    let tools = tools?;
    packages.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    check::dependencies(&tools)?;
    check::sources(&tools)?;
    portal::build(&tools)?;

    let mut tests = tools.command("cargo");
    tests
        .args(["test", "--locked", "--workspace", "--no-fail-fast"])
        .env(DIST, workspace.dist());
    if std::env::var_os(THREADS).is_none() {
        let processors = std::thread::available_parallelism().map_or(2, NonZero::get);
        tests.env(THREADS, (2 * processors).to_string());
    }
    let (count, ended) = watch(&mut tests)?;
    println!(
        "{} passed, {} failed, {} skipped",
        count.passed, count.failed, count.skipped
    );
    match ended {
        Err(_) if count.failed > 0 => Err(Error::Failed(count.failed)),
        ended => Ok(ended?),
    }
}

/// Makes sure of the browser and of the hosts, or says which tests are skipped.
///
/// # Errors
/// When one is required, is missing and cannot be installed.
fn packages() -> Result<(), Error> {
    match Chromium::find_or_install() {
        Err(missing) if chromium::is_required() => return Err(missing.into()),
        Err(missing) => eprintln!("The browser tests are skipped: {missing}"),
        Ok(_) => {}
    }
    match servers::find_or_install() {
        Err(missing) if servers::are_required() => return Err(missing.into()),
        Err(missing) => eprintln!("The tests of the recipes for hosts are skipped: {missing}"),
        Ok(()) => {}
    }
    Ok(())
}

fn watch(tests: &mut Command) -> Result<(Count, Result<(), CommandError>), Error> {
    let line = command::line(tests);
    let remedy = "the lines above say what is wrong";
    eprintln!("$ {line}");
    let started = tests.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(source) => return Err(CommandError::Start { line, source, remedy }.into()),
    };
    let count = count(&mut child)?;
    let status = child.wait()?;
    let ended = if status.success() {
        Ok(())
    } else {
        Err(CommandError::Failed { line, status, remedy })
    };
    Ok((count, ended))
}

fn count(child: &mut Child) -> io::Result<Count> {
    let results = child.stdout.take();
    let remarks = child.stderr.take();
    let (results, remarks) = std::thread::scope(|scope| {
        let remarks = scope.spawn(|| follow(remarks, |line| eprintln!("{line}")));
        let results = follow(results, |line| println!("{line}"));
        (results, remarks.join())
    });
    let results = results?;
    // The thread only reads and prints: it panics where printing does, and then the reader is gone.
    let remarks = remarks.unwrap_or_else(|_| Ok(Count::default()))?;
    let skipped = results.skipped + remarks.skipped;
    Ok(Count {
        passed: results.passed.saturating_sub(remarks.skipped),
        failed: results.failed,
        skipped,
        said: BTreeSet::new(),
    })
}

fn follow(source: Option<impl Read>, show: impl Fn(&str)) -> io::Result<Count> {
    let mut count = Count::default();
    let Some(source) = source else {
        return Ok(count);
    };
    for line in BufReader::new(source).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        show(&line);
        count.add(&line);
    }
    Ok(count)
}

impl Count {
    fn add(&mut self, line: &str) {
        // Cargo names each program before it runs it.
        if line.trim_start().starts_with("Running ") {
            self.said.clear();
        }
        // A test may lack several things, and is one test.
        if let Some(said) = line.strip_prefix(SKIPPED)
            && let Some((test, _)) = said.split_once(": ")
            && self.said.insert(test.to_owned())
        {
            self.skipped += 1;
        }
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        for part in result.split(['.', ';']) {
            let mut words = part.split_whitespace();
            let (Some(number), Some(kind)) = (
                words.next().and_then(|word| word.parse::<usize>().ok()),
                words.next(),
            ) else {
                continue;
            };
            match kind {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The closing line is what people and machines read: it must add up over all test programs.
    #[test]
    fn results_and_skips_add_up_over_all_programs() {
        let mut count = Count::default();
        for line in [
            "     Running tests/browser/main.rs (target/debug/deps/browser-0123)",
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "skipped: navigation::a_menu: no Chromium to test in",
            "skipped: deploy::every_host: nginx is not installed",
            "skipped: deploy::every_host: caddy is not installed",
            "     Running tests/press/main.rs (target/debug/deps/press-0123)",
            "skipped: deploy::every_host: nginx is not installed",
            "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 12.50s",
        ] {
            count.add(line);
        }
        assert_eq!((count.passed, count.failed, count.skipped), (7, 3, 4));
    }

    // A skip that nobody counts looks like a test that has passed. Here a real test program skips, as `cargo test` runs it.
    #[test]
    fn a_skipped_test_is_counted_as_skipped_and_not_as_passed() {
        const INNER: &str = "XTASK_TEST_SKIPS";
        if std::env::var_os(INNER).is_some() {
            skip("it was asked to");
            skip("and for another reason");
            return;
        }
        let mut inner = Command::new(std::env::current_exe().expect("a test knows its program"));
        inner
            .args([
                "--exact",
                "test::tests::a_skipped_test_is_counted_as_skipped_and_not_as_passed",
            ])
            .env(INNER, "1");
        let (count, ended) = watch(&mut inner).expect("its output can be read");
        assert!(ended.is_ok());
        assert_eq!((count.passed, count.failed, count.skipped), (0, 0, 1));
    }
}
