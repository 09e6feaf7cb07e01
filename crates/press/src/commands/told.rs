//! What a command says, and how.

use std::io::{self, Write};

use clap::ValueEnum;
use press::code::Code;
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

/// Which diagnostics are told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Each {
    /// Each of them, in the order of files and places.
    All,
    /// Of each kind some, and how many there are; the worst kinds first.
    Examples,
}

/// How many diagnostics of a kind are told.
const EXAMPLES: usize = 3;

/// Prints diagnostics and the line that closes them, with whatever is to be said there.
pub(super) fn print(
    diagnostics: &[Diagnostic],
    results: impl IntoIterator<Item = String>,
    quiet: bool,
) -> Result<(), Failure> {
    print_as(diagnostics, Each::All, results, quiet)
}

/// The same for as many of them.
pub(super) fn print_as(
    diagnostics: &[Diagnostic],
    each: Each,
    results: impl IntoIterator<Item = String>,
    quiet: bool,
) -> Result<(), Failure> {
    let told = told_of(diagnostics.to_owned(), quiet);
    let mut lines: Vec<_> = match each {
        Each::All => told.iter().map(ToString::to_string).collect(),
        Each::Examples => examples(&told),
    };
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

/// The first diagnostics of each kind. Where no kind has more than those, the order of files and places stays.
fn examples(told: &[Diagnostic]) -> Vec<String> {
    let mut kinds: Vec<(Severity, Code, Vec<&Diagnostic>)> = Vec::new();
    for diagnostic in told {
        let key = (diagnostic.severity, diagnostic.code);
        match kinds
            .iter_mut()
            .find(|(severity, code, _)| (*severity, *code) == key)
        {
            Some((.., found)) => found.push(diagnostic),
            None => kinds.push((key.0, key.1, vec![diagnostic])),
        }
    }
    if kinds.iter().all(|(.., found)| found.len() <= EXAMPLES) {
        return told.iter().map(ToString::to_string).collect();
    }
    kinds.sort_by_key(|(severity, ..)| *severity);
    let mut lines = Vec::new();
    for (severity, code, found) in kinds {
        lines.extend(found.iter().take(EXAMPLES).map(ToString::to_string));
        if let Some(more) = found.len().checked_sub(EXAMPLES).filter(|more| *more > 0) {
            let (count, severity) = (found.len(), severity.noun());
            lines.push(format!(
                "… and {more} more of {count} {severity}s of this kind; --all tells each [{code}]"
            ));
        }
    }
    lines
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
