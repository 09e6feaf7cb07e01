//! Writing: a bundle replaces the one before as a whole, or not at all.

use std::fmt;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempDir;

use crate::edition::Edition;
use crate::parallel;

/// How much of two files is compared at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// Why nothing was written.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds something that is no bundle.
    NotOurs(PathBuf),
    /// The folder and the content folder are, or hold, one another.
    Overlap(PathBuf),
    /// The system refuses.
    Io(PathBuf, io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs(path) => write!(
                out,
                "{}: this folder holds something that is no bundle, and would be lost (name an empty or a new folder)",
                path.display()
            ),
            Self::Overlap(path) => write!(
                out,
                "{}: this folder and the content folder must stand beside each other (name another folder)",
                path.display()
            ),
            Self::Io(path, error) => {
                write!(
                    out,
                    "{}: cannot be written: {error} (see to its permissions and to the space left)",
                    path.display()
                )
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// Files in the making, in a hidden folder beside their destination so that renaming them is one step.
pub(crate) struct Staging {
    folder: TempDir,
}

impl Staging {
    pub(crate) fn beside(target: &Path) -> Result<Self, WriteError> {
        let parent = target
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(|error| WriteError::Io(parent.to_owned(), error))?;
        let folder = tempfile::Builder::new().prefix(".press-").tempdir_in(parent);
        Ok(Self {
            folder: folder.map_err(|error| WriteError::Io(parent.to_owned(), error))?,
        })
    }

    /// The path that is going to be `relative` at the destination.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        // A folder within: that of `tempfile` itself is closed to others, and a host must read what is served.
        self.folder.path().join("new").join(relative)
    }

    pub(crate) fn write(&self, relative: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let path = self.path(relative);
        make_parent(&path)?;
        fs::write(&path, bytes).map_err(|error| WriteError::Io(path, error))
    }

    /// The same, but a file in `earlier` that holds these bytes already is taken over as it is.
    fn write_or_keep(&self, relative: &str, bytes: &[u8], earlier: &Path) -> Result<(), WriteError> {
        if holds(earlier, relative, bytes) && self.keep(relative, earlier)? {
            return Ok(());
        }
        self.write(relative, bytes)
    }

    /// Takes a file over from `earlier`, by a second name for it; false where the file system has no such thing.
    fn keep(&self, relative: &str, earlier: &Path) -> Result<bool, WriteError> {
        let path = self.path(relative);
        make_parent(&path)?;
        Ok(fs::hard_link(earlier.join(relative), path).is_ok())
    }

    fn copy_or_keep(&self, relative: &str, from: &Path, earlier: &Path) -> Result<(), WriteError> {
        if same_bytes(from, &earlier.join(relative)).unwrap_or(false) && self.keep(relative, earlier)? {
            return Ok(());
        }
        self.copy(relative, from)
    }

    /// Takes a file as it is: by a second name for it, or else as a copy.
    pub(crate) fn take(&self, relative: &str, from: &Path) -> Result<(), WriteError> {
        let path = self.path(relative);
        make_parent(&path)?;
        fs::hard_link(from, path).or_else(|_| self.copy(relative, from))
    }

    pub(crate) fn copy(&self, relative: &str, from: &Path) -> Result<(), WriteError> {
        let path = self.path(relative);
        make_parent(&path)?;
        let copied = io::copy(
            &mut fs::File::open(from).map_err(|error| WriteError::Io(from.to_owned(), error))?,
            &mut fs::File::create(&path).map_err(|error| WriteError::Io(path.clone(), error))?,
        );
        copied.map(|_| ()).map_err(|error| WriteError::Io(path, error))
    }

    /// Puts the folder that was made where `target` is or is to be.
    pub(crate) fn replace(self, target: &Path) -> Result<(), WriteError> {
        let made = self.path("");
        let old = self.folder.path().join("old");
        let moved_away = match fs::rename(target, &old) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(WriteError::Io(target.to_owned(), error)),
        };
        fs::rename(&made, target).map_err(|error| {
            if moved_away {
                // Best effort: the error that matters is the first one, and it is reported.
                let _ = fs::rename(&old, target);
            }
            WriteError::Io(target.to_owned(), error)
        })
    }
}

pub(crate) fn make_parent(path: &Path) -> Result<(), WriteError> {
    match path.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(|error| WriteError::Io(parent.to_owned(), error)),
        None => Ok(()),
    }
}

/// Does a folder hold a file of these bytes?
pub(crate) fn holds(folder: &Path, relative: &str, bytes: &[u8]) -> bool {
    let path = folder.join(relative);
    let is_as_long =
        fs::symlink_metadata(&path).is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64);
    is_as_long && fs::read(&path).is_ok_and(|there| there == bytes)
}

/// Have two files the same bytes? They are read piece by piece: a film need not fit into memory.
fn same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let there = fs::symlink_metadata(other)?;
    if !there.is_file() || fs::metadata(one)?.len() != there.len() {
        return Ok(false);
    }
    let mut one = BufReader::with_capacity(PIECE, fs::File::open(one)?);
    let mut other = BufReader::with_capacity(PIECE, fs::File::open(other)?);
    loop {
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let length = left.len().min(right.len());
        if length == 0 {
            return Ok(left.len() == right.len());
        }
        if left[..length] != right[..length] {
            return Ok(false);
        }
        one.consume(length);
        other.consume(length);
    }
}

/// Writes a bundle to `target`, which is replaced as a whole. Files that have not changed keep their time.
///
/// # Errors
/// When `target` holds something that is no bundle, touches the content folder or cannot be written.
/// It then holds what it held before.
pub fn write(edition: &Edition, content: &Path, target: &Path) -> Result<(), WriteError> {
    write_with(edition, content, target, std::iter::empty())
}

/// The same with further files, each from where it stands.
pub(crate) fn write_with<'f>(
    edition: &Edition,
    content: &Path,
    target: &Path,
    further: impl Iterator<Item = (&'f str, PathBuf)>,
) -> Result<(), WriteError> {
    guard(content, target)?;
    let staging = Staging::beside(target)?;
    parallel::run(|| {
        let files = edition.files.par_iter();
        files.try_for_each(|(name, bytes)| staging.write_or_keep(name, bytes, target))?;
        let copies = edition.copies.par_iter();
        copies.try_for_each(|(name, from)| staging.copy_or_keep(name, from, target))
    })?;
    for (name, from) in further {
        staging.take(name, &from)?;
    }
    staging.replace(target)
}

/// Refuses a target whose loss would hurt.
fn guard(content: &Path, target: &Path) -> Result<(), WriteError> {
    let absolute = |path: &Path| fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    if let (Ok(content), Ok(target_path)) = (absolute(content), absolute(target))
        && (content.starts_with(&target_path) || target_path.starts_with(&content))
    {
        return Err(WriteError::Overlap(target.to_owned()));
    }
    if !target.exists() || target.join(content::bundle::SITE).is_file() {
        return Ok(());
    }
    let mut entries = fs::read_dir(target).map_err(|error| WriteError::Io(target.to_owned(), error))?;
    if entries.next().is_some() {
        Err(WriteError::NotOurs(target.to_owned()))
    } else {
        Ok(())
    }
}
