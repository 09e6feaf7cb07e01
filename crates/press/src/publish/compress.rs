//! Compressed files beside those of a built portal, for hosts that send them in their stead.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::bundle;
use content::route::CONTENT;
use rayon::prelude::*;
use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault};
use crate::edition::cache::{Cache, Key};
use crate::encoding::{self, Encoding};
use crate::publish::fault::PublishError;
use crate::publish::publication::relative;
use crate::publish::target::{Target, When};
use crate::remedy;

/// Files of fewer bytes gain nothing: their answer is one packet anyway.
const WORTHWHILE: u64 = 512;

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Files written.
    pub written: usize,
    /// Files that were right already.
    pub unchanged: usize,
    /// Files removed, because what they were made from is gone or too small.
    pub removed: usize,
    /// Compressed files of others that hold something else than what they stand beside. They have stayed.
    pub foreign: Vec<PathBuf>,
}

/// A compressed file of somebody else does not hold what it stands beside.
#[derive(Clone, Copy, Debug)]
pub struct Foreign;

impl Fault for Foreign {
    fn code(&self) -> Code {
        Code::CompressedFileForeign
    }

    fn explain(&self) -> Explanation {
        Explanation::warning(
            "hosts send this file in the place of the one beside it, which says something else; press has not written it, so it stays",
            "remove it, and let press compress write one",
        )
    }
}

impl Tally {
    /// What is to be said of the files of others.
    pub fn diagnostics(&self) -> impl Iterator<Item = Diagnostic> {
        let files = self.foreign.iter();
        files.map(|file| Diagnostic::new(file.display().to_string(), None, &Foreign))
    }
}

/// Why a folder was not compressed.
#[derive(Debug, Error)]
pub enum CompressError {
    /// A file cannot be read.
    #[error("{}: cannot be compressed: {} ({})", .0.display(), .1, remedy::of(.1))]
    Io(PathBuf, io::Error),
    /// A file cannot be written.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Writes a `.br` and a `.gz` file beside every file of a built portal that they make smaller, and removes those of its own
/// that stand beside nothing any more. Media are left alone: they are compressed already, and may be `.gz` files themselves.
///
/// # Errors
/// When a file cannot be read or written.
pub fn compress(target: &mut Target, cache: &Cache) -> Result<Tally, CompressError> {
    let portal = target.folder().to_owned();
    let media = portal.join(CONTENT).join(bundle::MEDIA);
    let is_shown = |entry: &DirEntry| {
        entry.depth() == 0
            || !(entry.file_name().as_encoded_bytes().starts_with(b".") || entry.path() == media)
    };
    let mut sources = Vec::new();
    for entry in WalkDir::new(&portal).into_iter().filter_entry(is_shown) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&portal).to_owned();
            CompressError::Io(path, error.into())
        })?;
        if entry.file_type().is_file() && shrinks(entry.path()) {
            sources.extend(relative(&portal, entry.path()));
        }
    }
    sources.sort();

    let work = Work { target, cache };
    let done: Vec<_> = sources
        .par_iter()
        .flat_map_iter(|file| Encoding::COMPRESSED.map(|encoding| (file, encoding)))
        .map(|(file, encoding)| {
            let sibling = [file, encoding.ending()].concat();
            work.beside(file, &sibling, encoding)
                .map(|state| (sibling, state))
        })
        .collect::<Result<_, _>>()?;

    let mut tally = Tally::default();
    let before = target.manifest().clone();
    let mut after = before.clone();
    after.compressed.clear();
    let mut written = Vec::new();
    for (sibling, state) in done {
        match state {
            State::Written => {
                tally.written += 1;
                written.push(sibling.clone());
                after.compressed.insert(sibling);
            }
            State::Right => {
                tally.unchanged += 1;
                after.compressed.extend(before.compressed.get(&sibling).cloned());
            }
            State::Foreign => tally.foreign.push(target.path(&sibling)),
            State::None => {}
        }
    }
    let during = before.with(&after);
    if during == before && after == before && target.is_known() {
        return Ok(tally);
    }
    target.write_manifest_aside(&after, When::After)?;
    target.write_manifest_aside(&during, When::During)?;
    target.record(during, When::During)?;
    written.iter().try_for_each(|sibling| target.place(sibling))?;
    for sibling in before.compressed.difference(&after.compressed) {
        if target.path(sibling).is_file() {
            target.remove(sibling)?;
            tally.removed += 1;
        }
    }
    target.record(after, When::After)?;
    Ok(tally)
}

fn shrinks(path: &Path) -> bool {
    // The search index is made to be compressed; no type says so.
    path.extension().is_some_and(|ending| ending == "bin")
        || encoding::shrinks(&mime_guess::from_path(path).first_or_octet_stream())
}

/// What a compressed file is.
enum State {
    /// There is to be none.
    None,
    /// It stands, and unpacks to its original.
    Right,
    /// It is written aside.
    Written,
    /// Somebody else's stands there, and holds something else.
    Foreign,
}

struct Work<'a> {
    target: &'a Target,
    cache: &'a Cache,
}

impl Work<'_> {
    /// Sees to the compressed file beside one.
    fn beside(&self, file: &str, sibling: &str, encoding: Encoding) -> Result<State, CompressError> {
        let path = self.target.path(file);
        let bytes = fs::read(&path).map_err(|error| CompressError::Io(path, error))?;
        if bytes.len() as u64 <= WORTHWHILE {
            return Ok(State::None);
        }
        let there = self.target.path(sibling);
        let unpacked = fs::read(&there).and_then(|packed| encoding.decode(&packed, bytes.len()));
        if unpacked.is_ok_and(|unpacked| unpacked == bytes) {
            return Ok(State::Right);
        }
        let manifest = self.target.manifest();
        if there.symlink_metadata().is_ok() && !manifest.names(sibling) && !manifest.names(file) {
            return Ok(State::Foreign);
        }
        let key = Key::new("compressed", &[format!("{encoding:?}").as_bytes(), &bytes]);
        let packed = self.cache.bytes(&key).unwrap_or_else(|| {
            let packed = encoding.encode(bytes.clone());
            self.cache.keep_bytes(&key, &packed);
            packed
        });
        if packed.len() >= bytes.len() {
            return Ok(State::None);
        }
        self.target.write_aside(sibling, &packed)?;
        Ok(State::Written)
    }
}
