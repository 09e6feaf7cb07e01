//! What to do where the system refuses: the remedy that fits its error.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

/// How to mend what the system refuses, as a sentence without a full stop.
pub fn of(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "see whether it is there and its name is right",
        ErrorKind::PermissionDenied => "see to its permissions and to those of the folders above it",
        ErrorKind::AlreadyExists => "take away what stands there, or name another place",
        ErrorKind::StorageFull => "free some space on this disk, or name a place on another one",
        ErrorKind::QuotaExceeded => "free some of the space that your account may take, or ask for more",
        ErrorKind::FileTooLarge => "make it smaller, or take another disk: this one holds no file as large",
        ErrorKind::ReadOnlyFilesystem => "this disk can only be read: name a place on another one",
        ErrorKind::InvalidFilename => "give it a shorter and simpler name",
        ErrorKind::IsADirectory => "this is a folder where a file should be: take it away or rename it",
        ErrorKind::NotADirectory => "a file stands where a folder should be: take it away or rename it",
        ErrorKind::DirectoryNotEmpty => "empty this folder, or name another one",
        ErrorKind::CrossesDevices => "name a place on the same disk",
        ErrorKind::TooManyLinks => "this file has as many names as its disk allows: copy it",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::WouldBlock => {
            "end the program that uses it, and try again"
        }
        ErrorKind::InvalidData => "save it as UTF-8",
        ErrorKind::UnexpectedEof => "a part of it is missing: copy it again from where it came",
        ErrorKind::OutOfMemory => "free some memory, and try again",
        ErrorKind::AddrInUse => "end the program that listens there, or name another port",
        ErrorKind::AddrNotAvailable => "name an address that this machine has",
        ErrorKind::BrokenPipe | ErrorKind::Interrupted | ErrorKind::TimedOut => "try again",
        _ => of_number(error),
    }
}

/// The same for errors that have no name but a number.
#[cfg(unix)]
fn of_number(error: &io::Error) -> &'static str {
    match error.raw_os_error() {
        Some(libc::ELOOP) => LOOP,
        Some(libc::EMFILE | libc::ENFILE) => "allow more open files (ulimit -n), or end other programs",
        Some(libc::EIO) => "see to the disk: it does not answer as it should",
        _ => UNKNOWN,
    }
}

#[cfg(not(unix))]
fn of_number(_: &io::Error) -> &'static str {
    UNKNOWN
}

const LOOP: &str = "this link leads back to where it stands: take it away, or let it lead elsewhere";
const UNKNOWN: &str = "see to the disk and to what stands there, and try again";

/// What the system has refused, in its own words, and what to do. It can be kept and compared, as [`io::Error`] cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The system's own words.
    pub why: String,
    /// What to do.
    pub remedy: &'static str,
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self {
            why: error.to_string(),
            remedy: of(&error),
        }
    }
}

impl From<walkdir::Error> for Refusal {
    fn from(error: walkdir::Error) -> Self {
        Self {
            why: error.to_string(),
            // What no system says is that a link leads back to a folder above it.
            remedy: error.io_error().map_or(LOOP, of),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.why)
    }
}

impl Error for Refusal {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::io;

    use super::{UNKNOWN, of};

    // Who is told to see to permissions where the disk is full looks in the wrong place. Each of these has happened to
    // somebody who builds a site, and each is mended otherwise.
    #[cfg(unix)]
    #[test]
    fn each_refusal_has_a_remedy_of_its_own() {
        let numbers = [
            libc::ENOENT,
            libc::EACCES,
            libc::EEXIST,
            libc::ENOSPC,
            libc::EDQUOT,
            libc::EFBIG,
            libc::EROFS,
            libc::ENAMETOOLONG,
            libc::EISDIR,
            libc::ENOTDIR,
            libc::ENOTEMPTY,
            libc::EXDEV,
            libc::EMLINK,
            libc::EBUSY,
            libc::ENOMEM,
            libc::EADDRINUSE,
            libc::EADDRNOTAVAIL,
            libc::ELOOP,
            libc::EMFILE,
            libc::EIO,
        ];
        let mut remedies = BTreeMap::new();
        for number in numbers {
            let error = io::Error::from_raw_os_error(number);
            let remedy = of(&error);
            assert_ne!(remedy, UNKNOWN, "{error}");
            if let Some(other) = remedies.insert(remedy, number) {
                panic!("{error} and error {other} are both mended by “{remedy}”");
            }
        }
    }

    // The numbers above are what the standard library says that they are; these come from the system itself.
    #[cfg(unix)]
    #[test]
    fn what_the_system_refuses_is_told_as_what_it_is() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let place = |name: &str| folder.path().join(name);
        fs::write(place("file"), "").expect("a temporary folder can be written");
        std::os::unix::fs::symlink("circle", place("circle")).expect("a link may lead anywhere");
        let refused = [
            (fs::read(place("nothing")).map(drop), "is right"),
            (fs::read(folder.path()).map(drop), "folder where a file should be"),
            (
                fs::read(place("file/within")).map(drop),
                "file stands where a folder should be",
            ),
            (fs::write(place(&"n".repeat(300)), ""), "shorter"),
            (
                fs::read(place("circle")).map(drop),
                "leads back to where it stands",
            ),
            (fs::create_dir(place("file")), "take away what stands there"),
            (fs::write("/dev/full", "x"), "free some space"),
        ];
        for (result, words) in refused {
            let error = result.expect_err(words);
            // Not every system has a device that is always full.
            if words == "free some space" && error.kind() == io::ErrorKind::NotFound {
                continue;
            }
            assert!(of(&error).contains(words), "{error}: {}", of(&error));
        }
    }
}
