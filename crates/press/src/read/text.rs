//! Files as text.

use std::fs;
use std::path::Path;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, Findings, Position};
use crate::remedy::Refusal;

/// What can be wrong with a file before anybody understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It is no text.
    NotUtf8,
    /// The system refuses to read it.
    Unreadable(Refusal),
    /// Whoever reads it may wait for ever.
    NoFile,
}

impl Fault for FileFault {
    fn code(&self) -> Code {
        match self {
            Self::NotUtf8 => Code::NotUtf8,
            Self::Unreadable(_) => Code::FileUnreadable,
            Self::NoFile => Code::NoPlainFile,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::NotUtf8 => Explanation::error("from here on this file is not UTF-8", "save it as UTF-8"),
            Self::Unreadable(refusal) => {
                Explanation::error(format!("this file cannot be read: {refusal}"), refusal.remedy)
            }
            Self::NoFile => Explanation::error(
                "this is no file, so it is not opened",
                "put a file in its place, or remove it",
            ),
        }
    }
}

/// The text of a file with `\n` as its line ends and without a byte order mark; none where it cannot be read,
/// which is reported.
pub fn read(path: &Path, findings: &mut Findings) -> Option<String> {
    if fs::metadata(path).is_ok_and(|data| !data.is_file()) {
        findings.add(None, &FileFault::NoFile);
        return None;
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            findings.add(None, &FileFault::Unreadable(error.into()));
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n")),
        Err(error) => {
            let sound = error.utf8_error().valid_up_to();
            let position = Position::of_byte(&String::from_utf8_lossy(error.as_bytes()), sound, 1);
            findings.add(position, &FileFault::NotUtf8);
            None
        }
    }
}
