//! Running other programs: each is shown before it runs, and a failure says what to do.

use std::ffi::OsStr;
use std::io;
use std::process::{Command, ExitStatus, Stdio};

/// Why another program did not do its work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// It cannot be started.
    #[error("cannot run `{line}`: {source}; {remedy}")]
    Start {
        /// The command line.
        line: String,
        /// What the system says.
        source: io::Error,
        /// What to do.
        remedy: &'static str,
    },
    /// It ran and failed.
    #[error("`{line}` failed with {status}; {remedy}")]
    Failed {
        /// The command line.
        line: String,
        /// How it ended.
        status: ExitStatus,
        /// What to do.
        remedy: &'static str,
    },
}

/// Runs a program with its output in view.
///
/// # Errors
/// When it cannot be started or fails, with the remedy.
pub fn run(command: &mut Command, remedy: &'static str) -> Result<(), CommandError> {
    run_as(line(command), command, remedy)
}

/// The same, shown as another line: as what it does.
pub(crate) fn run_as(line: String, command: &mut Command, remedy: &'static str) -> Result<(), CommandError> {
    eprintln!("$ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(CommandError::Failed { line, status, remedy }),
        Err(source) => Err(CommandError::Start { line, source, remedy }),
    }
}

/// What a program prints; none where it cannot be started or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// The command as one would type it.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
