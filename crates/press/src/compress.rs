//! Compressed files beside those of a built portal, for hosts that send them in their stead.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::route::CONTENT;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::cache::Cache;
use crate::hash;
use crate::media;
use crate::serve::encoding::{self, Encoding};

/// Files of fewer bytes gain nothing: their answer is one packet anyway.
const WORTHWHILE: u64 = 512;

/// Whoever changes how files are compressed raises the number.
const RECIPE: &str = "1: brotli 11, gzip 9";

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Files written.
    pub written: usize,
    /// Files that were right already.
    pub unchanged: usize,
    /// Files removed, because what they were made from is gone or too small.
    pub removed: usize,
}

/// Why a folder was not compressed. What was written before is right, and another run goes on from there.
#[derive(Debug)]
pub enum CompressError {
    /// The folder has no `index.html`.
    NoPortal(PathBuf),
    /// The system refuses.
    Io(PathBuf, io::Error),
}

impl fmt::Display for CompressError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPortal(path) => write!(
                out,
                "{}: this is no built portal, because it has no index.html (name the folder that trunk build has written)",
                path.display()
            ),
            Self::Io(path, error) => write!(
                out,
                "{}: cannot be compressed: {error} (see to its permissions and to the space left)",
                path.display()
            ),
        }
    }
}

impl std::error::Error for CompressError {}

/// Writes a `.br` and a `.gz` file beside every file of a built portal that they make smaller, and removes those that
/// stand beside nothing any more. Media are left alone: they are compressed already, and may be `.gz` files themselves.
///
/// # Errors
/// When the folder is no built portal, or a file cannot be read or written.
pub fn compress(portal: &Path, cache: &Cache) -> Result<Tally, CompressError> {
    if !portal.join("index.html").is_file() {
        return Err(CompressError::NoPortal(portal.to_owned()));
    }
    let media = portal.join(CONTENT).join(media::FOLDER);
    let is_ours = |entry: &DirEntry| {
        entry.depth() == 0
            || !(entry.file_name().as_encoded_bytes().starts_with(b".") || entry.path() == media)
    };
    let mut files = BTreeSet::new();
    for entry in WalkDir::new(portal).into_iter().filter_entry(is_ours) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(portal).to_owned();
            CompressError::Io(path, error.into())
        })?;
        if entry.file_type().is_file() {
            files.insert(entry.into_path());
        }
    }
    let room = cache
        .room("compressed")
        .map_err(|error| CompressError::Io(portal.to_owned(), error))?;

    let sources: Vec<_> = files.iter().filter(|path| shrinks(path)).collect();
    let done: Vec<_> = sources
        .into_par_iter()
        .flat_map_iter(|path| Encoding::COMPRESSED.map(|encoding| (path, encoding)))
        .map(|(path, encoding)| {
            let sibling = encoding.sibling(path);
            beside(path, &sibling, encoding, &room)
                .map(|is_new| (sibling, is_new))
                .map_err(|error| CompressError::Io(path.clone(), error))
        })
        .collect::<Result<_, _>>()?;

    let mut tally = Tally::default();
    let mut right = BTreeSet::new();
    for (sibling, is_new) in done {
        match is_new {
            Some(true) => tally.written += 1,
            Some(false) => tally.unchanged += 1,
            None => continue,
        }
        right.insert(sibling);
    }
    for path in &files {
        let stands_for = Encoding::COMPRESSED
            .into_iter()
            .find_map(|encoding| encoding.source(path));
        if stands_for.is_some_and(|source| shrinks(&source)) && !right.contains(path) {
            fs::remove_file(path).map_err(|error| CompressError::Io(path.clone(), error))?;
            tally.removed += 1;
        }
    }
    Ok(tally)
}

/// Removes what stands compressed beside a file that is written anew: a host would go on sending it.
pub(crate) fn forget(file: &Path) {
    for encoding in Encoding::COMPRESSED {
        // Mostly there is none.
        let _ = fs::remove_file(encoding.sibling(file));
    }
}

fn shrinks(path: &Path) -> bool {
    encoding::shrinks(&mime_guess::from_path(path).first_or_octet_stream())
}

/// Sees to the compressed file beside one: was it written, or right already? None where there is to be none.
fn beside(path: &Path, sibling: &Path, encoding: Encoding, room: &Path) -> io::Result<Option<bool>> {
    let bytes = fs::read(path)?;
    if bytes.len() as u64 <= WORTHWHILE {
        return Ok(None);
    }
    let unpacks = |path: &Path| {
        let packed = fs::read(path).ok()?;
        (encoding.decode(&packed, bytes.len()).ok()? == bytes).then_some(packed)
    };
    if unpacks(sibling).is_some() {
        return Ok(Some(false));
    }
    let name = hash::of_parts(&[RECIPE.as_bytes(), b"\0", &bytes]);
    let kept = encoding.sibling(&room.join(name));
    let packed = unpacks(&kept).unwrap_or_else(|| {
        let packed = encoding.encode(bytes.clone());
        // The cache saves time only: without it the next run compresses again.
        let _ = replace(&kept, &packed);
        packed
    });
    if packed.len() >= bytes.len() {
        return Ok(None);
    }
    replace(sibling, &packed)?;
    Ok(Some(true))
}

/// Writes a file in one step, with the permissions that any new file has.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = std::ffi::OsString::from(".press-");
    name.push(path.file_name().unwrap_or_default());
    let staging = path.with_file_name(name);
    fs::write(&staging, bytes)?;
    fs::rename(&staging, path)
}
