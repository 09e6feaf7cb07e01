//! What of a content folder may be opened: plain files and folders that lie within it. A link may lead to anything on the
//! machine, and what it leads to would be published; whoever opens a pipe waits for ever.

use std::fs::{self, FileType};
use std::io;
use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::remedy::Refusal;

/// The bounds of a content folder. The folder itself may be reached through links.
#[derive(Clone, Debug)]
pub struct Bounds(PathBuf);

/// What may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file with bytes.
    File,
    /// A folder.
    Folder,
}

/// Why something is not opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EntryFault {
    /// A link to what lies elsewhere.
    #[error("this link leads out of the content folder, so it is not followed")]
    LeadsOut,
    /// A link to what is hidden within the content folder.
    #[error("this link leads to a hidden file or folder, so it is not followed")]
    LeadsToHidden,
    /// A link to nothing, or back to itself.
    #[error("this link leads nowhere: {0}")]
    LeadsNowhere(Refusal),
    /// A link to a folder that it stands in itself.
    #[error("this link leads back to a folder that it stands in, so it is not followed")]
    LeadsInCircle,
    /// Neither a file nor a folder; what it is.
    #[error("this is {0}, and no file, so it is not opened")]
    NoFile(&'static str),
    /// The system refuses to look at it.
    #[error("this cannot be read: {0}")]
    Unreadable(Refusal),
}

impl EntryFault {
    /// How to mend it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::LeadsOut => "put a copy of what it leads to in its place, or remove it",
            Self::LeadsToHidden => "let it lead to something that is not hidden, or remove it",
            Self::LeadsNowhere(_) => "correct where it leads, or remove it",
            Self::LeadsInCircle => "remove it",
            Self::NoFile("a folder") => "give the folder another name",
            Self::NoFile(_) => "put a file in its place, or remove it",
            Self::Unreadable(refusal) => refusal.remedy,
        }
    }
}

impl Fault for EntryFault {
    fn code(&self) -> Code {
        match self {
            Self::LeadsOut | Self::LeadsToHidden | Self::LeadsNowhere(_) | Self::LeadsInCircle => {
                Code::LinkNotFollowed
            }
            Self::NoFile(_) => Code::NoPlainFile,
            Self::Unreadable(_) => Code::FileUnreadable,
        }
    }

    fn explain(&self) -> Explanation {
        Explanation::error(self.to_string(), self.remedy())
    }
}

impl Bounds {
    /// Those of a content folder.
    ///
    /// # Errors
    /// When the system cannot say where the folder is.
    pub fn of(content: &Path) -> io::Result<Self> {
        fs::canonicalize(content).map(Self)
    }

    /// Looks at something that stands in the content folder without opening it.
    ///
    /// # Errors
    /// When it must not be opened.
    pub fn look(&self, path: &Path) -> Result<Entry, EntryFault> {
        let unreadable = |error: io::Error| EntryFault::Unreadable(error.into());
        let data = fs::symlink_metadata(path).map_err(unreadable)?;
        if !data.is_symlink() {
            return entry(data.file_type());
        }
        let goal = fs::canonicalize(path).map_err(|error| EntryFault::LeadsNowhere(error.into()))?;
        let within = goal.strip_prefix(&self.0).map_err(|_| EntryFault::LeadsOut)?;
        let is_hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
        if within.components().any(is_hidden) {
            return Err(EntryFault::LeadsToHidden);
        }
        entry(fs::metadata(&goal).map_err(unreadable)?.file_type())
    }

    /// The same where only a file can stand; false where there is nothing.
    ///
    /// # Errors
    /// As there, and when it is a folder.
    pub fn has_file(&self, path: &Path) -> Result<bool, EntryFault> {
        if fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return Ok(false);
        }
        match self.look(path)? {
            Entry::File => Ok(true),
            Entry::Folder => Err(EntryFault::NoFile("a folder")),
        }
    }
}

fn entry(kind: FileType) -> Result<Entry, EntryFault> {
    if kind.is_file() {
        Ok(Entry::File)
    } else if kind.is_dir() {
        Ok(Entry::Folder)
    } else {
        Err(EntryFault::NoFile(special(kind)))
    }
}

/// What something is that is neither file nor folder.
#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "a device"
}
