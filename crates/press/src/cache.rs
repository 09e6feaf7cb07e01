//! What was made before, so that the next build need not make it again.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder of what was made of something, named after what it was made of. It may be thrown away at any time.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

/// Why there is no cache.
#[derive(Debug)]
pub enum CacheError {
    /// Nobody has said where it is to be, and the system does not know either.
    NoPlace,
    /// The folder cannot be written to.
    Unwritable(PathBuf, io::Error),
}

impl fmt::Display for CacheError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace => write!(
                out,
                "there is no folder to keep made pictures in, because HOME is not set (name one with --cache)"
            ),
            Self::Unwritable(path, error) => write!(
                out,
                "{}: made pictures cannot be kept here: {error} (see to its permissions, or name another folder with --cache)",
                path.display()
            ),
        }
    }
}

impl std::error::Error for CacheError {}

impl Cache {
    /// The cache in a folder, which is made where it is missing.
    ///
    /// # Errors
    /// When it cannot be written to.
    pub fn open(folder: &Path) -> Result<Self, CacheError> {
        let unwritable = |error| CacheError::Unwritable(folder.to_owned(), error);
        fs::create_dir_all(folder).map_err(unwritable)?;
        tempfile::tempfile_in(folder).map_err(unwritable)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// The cache in a folder that somebody has named; else in that which this system has for such things,
    /// `$XDG_CACHE_HOME/press` or `~/.cache/press`.
    ///
    /// # Errors
    /// When there is none, or it cannot be written to.
    pub fn find(named: Option<&Path>) -> Result<Self, CacheError> {
        if let Some(folder) = named {
            return Self::open(folder);
        }
        let set = |name| {
            std::env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let caches = set("XDG_CACHE_HOME")
            .or_else(|| set("LOCALAPPDATA"))
            .or_else(|| set("HOME").map(|home| home.join(".cache")));
        Self::open(&caches.ok_or(CacheError::NoPlace)?.join("press"))
    }

    /// The folder within it of one kind of thing, which is made where it is missing.
    pub(crate) fn room(&self, name: &str) -> io::Result<PathBuf> {
        let room = self.folder.join(name);
        fs::create_dir_all(&room)?;
        Ok(room)
    }
}
