//! `cargo xtask test`: every check and every test, against a portal that was built for it.

use std::io::{self, BufRead, BufReader, Read};
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

/// How a test begins the line in which it says that, and why, it tested nothing.
pub const SKIPPED: &str = "skipped: ";

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
    /// There is no nginx or no Caddy, and they are required.
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Runs every check and every test, and closes with a line that counts them.
///
/// # Errors
/// When anything fails.
pub fn run(workspace: &Workspace) -> Result<(), Error> {
    let tools = tools::for_testing(workspace)?;
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
    check::sources(&tools)?;
    portal::build(&tools)?;

    let mut tests = tools.command("cargo");
    tests
        .args(["test", "--workspace", "--no-fail-fast"])
        .env(DIST, workspace.dist());
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
        if line.starts_with(SKIPPED) {
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
            "running 3 tests",
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "skipped: no Chromium to test in",
            "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 12.50s",
        ] {
            count.add(line);
        }
        assert_eq!(
            count,
            Count {
                passed: 7,
                failed: 3,
                skipped: 2
            }
        );
    }
}
