//! What press says about content: one sentence, its place and its remedy.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::code::Code;

/// Does a fault keep its article out of the bundle?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The article cannot be published as it is.
    Error,
    /// The article is published, but not quite as it was written.
    Warning,
    /// Nothing is wrong; somebody may want to know all the same.
    Note,
}

impl Severity {
    /// What one of them is called.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1, where it is known.
    pub column: Option<u32>,
}

impl Position {
    /// A line as a whole.
    pub fn line(line: u32) -> Self {
        Self { line, column: None }
    }

    /// The place of a byte of a text whose first line has the given number.
    pub fn of_byte(text: &str, byte: usize, first_line: u32) -> Self {
        let before = text.as_bytes().get(..byte).unwrap_or(text.as_bytes());
        let line_start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count();
        let lines = before.split(|byte| *byte == b'\n').count() - 1;
        Self {
            line: first_line + count(lines),
            column: Some(count(column) + 1),
        }
    }
}

/// A number of things in memory as a number of the bundle.
///
/// Saturates: four thousand million lines, bytes or articles are beyond what the format can name.
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What is wrong, how bad it is and how to mend it.
pub struct Explanation {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, as a sentence without a full stop.
    pub what: String,
    /// How to mend it, likewise.
    pub remedy: String,
}

impl Explanation {
    /// An error.
    pub fn error(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// A warning.
    pub fn warning(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(what, remedy)
        }
    }

    /// A note.
    pub fn note(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(what, remedy)
        }
    }
}

/// Something that can be wrong with content.
pub trait Fault {
    /// Its code, which stays when the sentence is put better; docs/diagnostics.md has them all.
    fn code(&self) -> Code;

    /// Puts it into words.
    fn explain(&self) -> Explanation;

    /// The path from the site's root that it says leads nowhere, which is no fault where a file is published there.
    fn link(&self) -> Option<&str> {
        None
    }

    /// Is what it tells of gone, rather than there in another shape? An import accounts for it.
    fn is_loss(&self) -> bool {
        false
    }
}

/// A fault at its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The file, as it is reached from the working directory.
    pub file: String,
    /// The place in it, where it is known.
    pub position: Option<Position>,
    /// How bad it is.
    pub severity: Severity,
    /// What kind of fault it is.
    pub code: Code,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub remedy: String,
    /// The path from the site's root that is said to lead nowhere. Whether a file is published there is known in the end.
    #[serde(default)]
    pub link: Option<String>,
}

impl Diagnostic {
    /// A fault in a file.
    pub fn new(file: impl Into<String>, position: Option<Position>, fault: &(impl Fault + ?Sized)) -> Self {
        let Explanation {
            severity,
            what,
            remedy,
        } = fault.explain();
        Self {
            file: file.into(),
            position,
            severity,
            code: fault.code(),
            what,
            remedy,
            link: fault.link().map(ToOwned::to_owned),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        if let Some(position) = self.position {
            write!(out, ":{}", position.line)?;
            if let Some(column) = position.column {
                write!(out, ":{column}")?;
            }
        }
        let severity = self.severity.noun();
        let (code, what, remedy) = (self.code, &self.what, &self.remedy);
        write!(out, ": {severity}: {what} ({remedy}) [{code}]")
    }
}

/// The faults of one file, as they are found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Findings {
    file: String,
    found: Vec<Diagnostic>,
    /// Whether each of them tells of a loss.
    losses: Vec<bool>,
}

impl Findings {
    /// None yet.
    pub fn new(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            found: Vec::new(),
            losses: Vec::new(),
        }
    }

    /// One more.
    pub fn add(&mut self, position: impl Into<Option<Position>>, fault: &impl Fault) {
        self.found
            .push(Diagnostic::new(&*self.file, position.into(), fault));
        self.losses.push(fault.is_loss());
    }

    /// A second collection for the same file, to be taken in again.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self {
            file: self.file.clone(),
            found: Vec::new(),
            losses: Vec::new(),
        }
    }

    /// The same for a file of another name, as when a text is found again elsewhere.
    #[must_use]
    pub fn moved_to(mut self, file: &str) -> Self {
        for diagnostic in &mut self.found {
            file.clone_into(&mut diagnostic.file);
        }
        file.clone_into(&mut self.file);
        self
    }

    /// Takes in what another collection holds.
    pub fn take_in(&mut self, other: Self) {
        self.found.extend(other.found);
        self.losses.extend(other.losses);
    }

    /// Is there an error among them?
    pub fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All of them, each with whether it tells of a loss.
    pub fn into_losses(self) -> impl Iterator<Item = (Diagnostic, bool)> {
        self.found.into_iter().zip(self.losses)
    }

    /// All of them.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// Puts diagnostics into the order in which they are printed: by file, then by place.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        (&a.file, a.position, a.severity, &a.what).cmp(&(&b.file, b.position, b.severity, &b.what))
    });
}

/// Diagnostics as a JSON array, each with its file, its line and column where they are known, its severity, its code,
/// what is wrong and the remedy.
///
/// # Errors
/// None that is known: numbers and texts can be written as JSON.
pub fn json(diagnostics: &[Diagnostic]) -> serde_json::Result<serde_json::Value> {
    #[derive(Serialize)]
    struct Told<'a> {
        file: &'a str,
        line: Option<u32>,
        column: Option<u32>,
        severity: Severity,
        code: Code,
        reason: &'a str,
        remedy: &'a str,
    }
    let told: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| Told {
            file: &diagnostic.file,
            line: diagnostic.position.map(|position| position.line),
            column: diagnostic.position.and_then(|position| position.column),
            severity: diagnostic.severity,
            code: diagnostic.code,
            reason: &diagnostic.what,
            remedy: &diagnostic.remedy,
        })
        .collect();
    serde_json::to_value(&told)
}

/// How many errors and how many warnings.
pub fn tally(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let of = |severity| {
        let found = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity);
        found.count()
    };
    (of(Severity::Error), of(Severity::Warning))
}
