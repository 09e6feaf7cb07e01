//! What was made of pictures before, so that the next build need not make it again.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fault::PictureFault;
use super::rendition::{Batch, RECIPE, Rendition, Renditions};
use crate::hash;

/// The file of an entry that says what the others are.
const INDEX: &str = "index.json";

/// A folder with an entry for each original. It may be thrown away at any time.
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

/// The entry of one original.
pub(super) struct Made {
    pub(super) folder: PathBuf,
    pub(super) renditions: Renditions,
}

impl Cache {
    /// The cache in a folder, which is made where it is missing.
    ///
    /// # Errors
    /// When it cannot be written to.
    pub fn open(folder: &Path) -> Result<Self, CacheError> {
        let folder = folder.join("pictures");
        let unwritable = |error| CacheError::Unwritable(folder.clone(), error);
        fs::create_dir_all(&folder).map_err(unwritable)?;
        tempfile::tempfile_in(&folder).map_err(unwritable)?;
        Ok(Self { folder })
    }

    /// The cache in the folder that this system has for such things: `$XDG_CACHE_HOME/press`, else `~/.cache/press`.
    ///
    /// # Errors
    /// When there is none, or it cannot be written to.
    pub fn of_system() -> Result<Self, CacheError> {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let caches = set("XDG_CACHE_HOME")
            .or_else(|| set("LOCALAPPDATA"))
            .or_else(|| set("HOME").map(|home| home.join(".cache")));
        Self::open(&caches.ok_or(CacheError::NoPlace)?.join("press"))
    }

    /// What was made of an original, or is made now.
    pub(super) fn renditions(
        &self,
        original: &[u8],
        make: impl FnOnce() -> Result<Batch, PictureFault>,
    ) -> Result<Made, PictureFault> {
        let key = hash::of_parts(&[RECIPE.as_bytes(), b"\0", original]);
        let folder = self.folder.join(key);
        if let Some(renditions) = whole_entry(&folder) {
            return Ok(Made { folder, renditions });
        }
        let batch = make()?;
        self.insert(&folder, &batch)
            .map_err(|error| PictureFault::Unkept(format!("{}: {error}", folder.display())))?;
        Ok(Made {
            folder,
            renditions: batch.renditions,
        })
    }

    /// Writes an entry in one step, so that nobody ever reads half of one.
    fn insert(&self, folder: &Path, batch: &Batch) -> io::Result<()> {
        let staging = tempfile::Builder::new().prefix(".new-").tempdir_in(&self.folder)?;
        for (name, bytes) in &batch.files {
            fs::write(staging.path().join(name), bytes)?;
        }
        fs::write(staging.path().join(INDEX), serde_json::to_vec(&batch.renditions)?)?;
        // What stands there is an entry that is not whole, or one that another build has just finished.
        if folder.exists() && whole_entry(folder).is_none() {
            fs::remove_dir_all(folder)?;
        }
        match fs::rename(staging.path(), folder) {
            Err(_) if whole_entry(folder).is_some() => Ok(()),
            renamed => renamed,
        }
    }
}

/// The entry in a folder, if all its files are there.
fn whole_entry(folder: &Path) -> Option<Renditions> {
    let index = fs::read(folder.join(INDEX)).ok()?;
    let renditions: Renditions = serde_json::from_slice(&index).ok()?;
    let is_whole = |rendition: &Rendition| {
        fs::metadata(folder.join(rendition.file())).is_ok_and(|data| data.len() == rendition.length)
    };
    let all = renditions.sources.iter().chain([&renditions.largest]).all(is_whole);
    all.then_some(renditions)
}
