//! One build at a time in a folder.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

/// A file that is locked as long as this lives. The system lets go of it when the program ends, however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    /// Where the file is. Whoever holds the lock may remove it.
    pub(super) path: PathBuf,
}

impl Lock {
    /// Locks a file, which is made where it is missing. Where somebody else holds it, `waiting` is told who, and then it waits.
    pub(super) fn take(path: &Path, waiting: &dyn Fn(&str)) -> io::Result<Self> {
        loop {
            let file = File::options()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    waiting(&holder(path));
                    file.lock()?;
                }
                // A file system without locks is one that nobody shares.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            let lock = Self {
                file,
                path: path.to_owned(),
            };
            if lock.stands()? {
                lock.sign()?;
                return Ok(lock);
            }
        }
    }

    /// Is it the file that others find? Whoever held the lock removes its file, and we may have waited for that one.
    fn stands(&self) -> io::Result<bool> {
        let ours = Handle::from_file(self.file.try_clone()?)?;
        match Handle::from_path(&self.path) {
            Ok(there) => Ok(there == ours),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn sign(&self) -> io::Result<()> {
        self.file.set_len(0)?;
        (&self.file).write_all(std::process::id().to_string().as_bytes())
    }
}

/// Who holds it, in words.
fn holder(path: &Path) -> String {
    let number = fs::read_to_string(path).unwrap_or_default();
    if number.is_empty() || !number.bytes().all(|digit| digit.is_ascii_digit()) {
        "another press".to_owned()
    } else {
        format!("another press (process {number})")
    }
}
