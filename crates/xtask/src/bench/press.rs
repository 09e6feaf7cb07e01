//! `cargo xtask bench press`: how long press takes for a magazine of a given size, and how much memory at its peak.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

use super::magazine;
use crate::command::{self, CommandError};
use crate::folder;
use crate::workspace::Workspace;

/// The profile that press is measured in, and that it is to be handed out in.
pub(crate) const PROFILE: &str = "native";

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// press cannot be built.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// The folders to measure cannot be prepared.
    #[error("cannot prepare {}: {source}; {}", folder.display(), ::press::remedy::of(source))]
    Prepare {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// press failed.
    #[error("press failed while it was measured: {what}; run `{line}` to see why")]
    Failed {
        /// How it ended.
        what: String,
        /// The command line.
        line: String,
    },
}

/// Builds press and lets it build magazines of these sizes, each from nothing and then after small changes: the bundle
/// alone, then with a page for every address.
///
/// # Errors
/// When press cannot be built or fails, or the folders cannot be written.
pub fn run(workspace: &Workspace, sizes: &[usize], profile: Option<&str>) -> Result<(), Error> {
    let profile = profile.unwrap_or(PROFILE);
    let press = built(workspace, profile)?;
    println!(
        "{:>8} {:<34}{:>9}{:>13}{:>10}{:>12}{:>15}",
        "articles", "build", "seconds", "processor s", "peak MB", "kB/article", "bytes written"
    );
    for articles in sizes {
        measure(workspace, &press, *articles)?;
    }
    Ok(())
}

/// Builds press in a profile, and says where it is.
///
/// # Errors
/// When it cannot be built.
pub(super) fn built(workspace: &Workspace, profile: &str) -> Result<PathBuf, Error> {
    let mut build = Command::new(env!("CARGO"));
    build
        .args([
            "build",
            "--locked",
            "--quiet",
            "--package",
            "press",
            "--profile",
            profile,
        ])
        .current_dir(workspace.root());
    command::run(&mut build, "the lines above say what is wrong")?;
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(workspace.root().join("target").join(folder).join("press"))
}

fn measure(workspace: &Workspace, press: &Path, articles: usize) -> Result<(), Error> {
    let root = workspace.bench().join(format!("press-{articles}"));
    let in_preparing = |source| Error::Prepare {
        folder: root.clone(),
        source,
    };
    folder::remove(&root).map_err(in_preparing)?;
    let content = root.join("content");
    magazine::write(&content, articles).map_err(in_preparing)?;
    let (out, app, cache) = (root.join("out"), root.join("app"), root.join("cache"));
    portal(workspace, &app).map_err(in_preparing)?;
    let one = |what: &str, target: &Path, is_cached: bool| -> Result<(), Error> {
        let mut build = Command::new(press);
        let option = if target == app { "--app" } else { "--output" };
        build.arg("build").arg(&content).arg(option).arg(target);
        if is_cached {
            build.arg("--cache").arg(&cache);
        }
        // What is measured here stays out of the cache of whoever measures.
        build.env("XDG_CACHE_HOME", root.join("home"));
        let used = run_measured(&mut build)?;
        let bytes = folder_bytes(target).map_err(in_preparing)?;
        print(articles, what, &used, bytes);
        Ok(())
    };
    let change = |words: &str| {
        let article = first_file(&content.join("magazine"))?;
        let text = fs::read_to_string(&article)?;
        fs::write(&article, format!("{text}\n{words}\n"))
    };
    one("from nothing, without a cache", &out, false)?;
    fs::remove_dir_all(&out).map_err(in_preparing)?;
    one("from nothing, filling the cache", &out, true)?;
    one("nothing has changed", &out, true)?;
    change("One more paragraph.").map_err(in_preparing)?;
    one("one text has changed", &out, true)?;
    one("with pages, from nothing", &app, true)?;
    one("with pages, nothing has changed", &app, true)?;
    change("And another.").map_err(in_preparing)?;
    one("with pages, one text has changed", &app, true)?;
    folder::remove(&root).map_err(in_preparing)
}

/// Writes what stands for a built portal: the page of press's own tests, and a program that does nothing.
pub(super) fn portal(workspace: &Workspace, folder: &Path) -> io::Result<()> {
    let page = "crates/press/tests/fixtures/portal/index.html";
    fs::create_dir_all(folder)?;
    fs::copy(workspace.root().join(page), folder.join("index.html"))?;
    fs::write(folder.join("base.css"), "")?;
    fs::write(folder.join("app.js"), "")?;
    fs::write(folder.join("app_bg.wasm"), b"\0asm\x01\0\0\0")
}

/// What a run of press has used.
pub(super) struct Used {
    pub(super) taken: Duration,
    processor: Duration,
    /// The most memory that it had, in bytes.
    pub(super) peak: u64,
}

fn print(articles: usize, what: &str, used: &Used, bytes: u64) {
    let per_article = used.peak / 1000 / u64::try_from(articles.max(1)).unwrap_or(u64::MAX);
    println!(
        "{articles:>8} {what:<34}{:>9.2}{:>13.2}{:>10}{per_article:>12}{bytes:>15}",
        used.taken.as_secs_f64(),
        used.processor.as_secs_f64(),
        used.peak / 1_000_000,
    );
}

/// Runs a program to its end, and says what it has used.
///
/// # Errors
/// When it cannot be run or fails.
pub(super) fn run_measured(command: &mut Command) -> Result<Used, Error> {
    command.stdout(Stdio::null());
    let line = command::line(command);
    let failed = |what: String| Error::Failed {
        what,
        line: line.clone(),
    };
    let started = Instant::now();
    let child = command.spawn().map_err(|error| failed(error.to_string()))?;
    let used = child.wait4().map_err(|error| failed(error.to_string()))?;
    if !used.status.success() {
        return Err(failed(used.status.to_string()));
    }
    Ok(Used {
        taken: started.elapsed(),
        processor: used.rusage.utime + used.rusage.stime,
        peak: used.rusage.maxrss,
    })
}

fn folder_bytes(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() {
            folder_bytes(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(bytes)
}

pub(super) fn first_file(folder: &Path) -> io::Result<PathBuf> {
    let mut files = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    files.sort();
    let first = files.into_iter().next();
    first.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "the folder is empty"))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Figures of two days can only be compared when both were measured on the same words.
    #[test]
    fn the_measured_magazine_is_the_same_every_time() {
        let texts = [(); 2].map(|()| {
            let folder = tempfile::tempdir().expect("there is room for a temporary folder");
            magazine::write(folder.path(), 5).expect("the folder can be written");
            let first = ["magazine", "events", "resources"]
                .iter()
                .find_map(|section| first_file(&folder.path().join(section)).ok());
            fs::read_to_string(first.expect("five articles were written")).expect("it was listed")
        });
        assert_eq!(texts[0], texts[1]);
        assert!(texts[0].split_whitespace().count() > 600, "{}", texts[0]);
    }
}
