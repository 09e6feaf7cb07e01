//! A content folder that is made as a whole, and takes the place of the one before, or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use thiserror::Error;

use crate::remedy;

/// Why nothing was written: the system refuses.
#[derive(Debug, Error)]
#[error("{}: cannot be written: {error} ({})", .path.display(), remedy::of(.error))]
pub struct WriteError {
    path: PathBuf,
    error: io::Error,
}

impl WriteError {
    fn new(path: impl Into<PathBuf>, error: io::Error) -> Self {
        let path = path.into();
        Self { path, error }
    }
}

/// Files in the making, in a hidden folder beside their destination so that renaming them is one step.
pub struct Staging {
    folder: TempDir,
    /// The destination. A link to a folder stays a link: what it leads to is replaced.
    target: PathBuf,
}

impl Staging {
    /// Nothing yet, beside its destination.
    ///
    /// # Errors
    /// When no folder can be made there.
    pub fn beside(target: &Path) -> Result<Self, WriteError> {
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let parent = target
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(|error| WriteError::new(parent, error))?;
        let folder = tempfile::Builder::new().prefix(".press-").tempdir_in(parent);
        Ok(Self {
            folder: folder.map_err(|error| WriteError::new(parent, error))?,
            target,
        })
    }

    /// The path that is going to be `relative` at the destination.
    fn path(&self, relative: &str) -> PathBuf {
        // A folder within: that of `tempfile` itself is closed to others, and a host must read what is served.
        self.folder.path().join("new").join(relative)
    }

    /// Writes a file.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn write(&self, relative: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let path = self.path(relative);
        make_parent(&path)?;
        fs::write(&path, bytes).map_err(|error| WriteError::new(path, error))
    }

    /// Copies a file.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn copy(&self, relative: &str, from: &Path) -> Result<(), WriteError> {
        let path = self.path(relative);
        make_parent(&path)?;
        let copied = io::copy(
            &mut fs::File::open(from).map_err(|error| WriteError::new(from, error))?,
            &mut fs::File::create(&path).map_err(|error| WriteError::new(&path, error))?,
        );
        copied.map(|_| ()).map_err(|error| WriteError::new(path, error))
    }

    /// Gives a file a second name, or copies it where it stands on another disk.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn link(&self, relative: &str, from: &Path) -> Result<(), WriteError> {
        let path = self.path(relative);
        make_parent(&path)?;
        fs::hard_link(from, &path).or_else(|_| self.copy(relative, from))
    }

    /// The folder in the making.
    pub fn folder(&self) -> PathBuf {
        self.path("")
    }

    /// Puts the folder that was made where its destination is or is to be.
    ///
    /// # Errors
    /// When the system refuses. The destination then is what it was.
    pub fn replace(self) -> Result<(), WriteError> {
        let made = self.path("");
        let old = self.folder.path().join("old");
        let moved_away = match fs::rename(&self.target, &old) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(WriteError::new(&self.target, error)),
        };
        fs::rename(&made, &self.target).map_err(|error| {
            if moved_away {
                // Best effort: the error that matters is the first one, and it is reported.
                let _ = fs::rename(&old, &self.target);
            }
            WriteError::new(&self.target, error)
        })
    }
}

fn make_parent(path: &Path) -> Result<(), WriteError> {
    match path.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(|error| WriteError::new(parent, error)),
        None => Ok(()),
    }
}
