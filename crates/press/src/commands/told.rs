//! What a command says, and how.

use std::io::{self, Write};

use clap::ValueEnum;
use press::diagnostic::{self, Diagnostic, Severity};
use press::progress::Progress;

use super::Failure;

/// How results are printed.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(super) enum Format {
    /// Lines for people
    #[default]
    Text,
    /// One JSON value for programs
    Json,
}

pub(super) fn progress(quiet: bool) -> Progress {
    if quiet {
        Progress::silent()
    } else {
        Progress::on_terminal()
    }
}

/// What is told of diagnostics: all of them, or the errors alone.
pub(super) fn told_of(mut diagnostics: Vec<Diagnostic>, quiet: bool) -> Vec<Diagnostic> {
    diagnostics.retain(|diagnostic| !quiet || diagnostic.severity == Severity::Error);
    diagnostics
}

/// Prints diagnostics and the line that closes them, with whatever is to be said there.
pub(super) fn print(
    diagnostics: &[Diagnostic],
    results: impl IntoIterator<Item = String>,
    quiet: bool,
) -> Result<(), Failure> {
    let told = told_of(diagnostics.to_owned(), quiet);
    let mut lines: Vec<_> = told.iter().map(ToString::to_string).collect();
    if !quiet {
        let (errors, warnings) = diagnostic::tally(diagnostics);
        let faults = [number(errors, "error"), number(warnings, "warning")].join(", ");
        let results = results.into_iter().filter(|words| !words.is_empty());
        let closing: Vec<_> = std::iter::once(faults).chain(results).collect();
        lines.push(closing.join("; "));
    }
    let lines: Vec<_> = lines.into_iter().map(|line| line + "\n").collect();
    print_text(&lines.concat())
}

/// Prints what was asked for.
pub(super) fn print_text(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever closes the pipe, as `head` does, has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Says in a line what was done. Where standard output is closed it is done all the same.
pub(super) fn mention(line: &str, quiet: bool) {
    if !quiet {
        let _ = writeln!(io::stdout(), "{line}");
    }
}

pub(super) fn articles(count: usize) -> String {
    number(count, "article")
}

pub(super) fn number(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}
