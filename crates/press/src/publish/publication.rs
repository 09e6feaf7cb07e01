//! What one build publishes, and the order in which it does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use content::bundle;
use content::route::CONTENT;
use walkdir::WalkDir;

use super::fault::PublishError;
use super::manifest::{Asset, Manifest, is_within};
use super::target::{INDEX, Target, When};
use crate::encoding::Encoding;

/// How much of two files is compared at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// When a file gets its place. Nothing stands before what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// Style sheets, apps, pictures, parts of lists.
    Asset,
    /// What the next build makes pages from, which is press's own.
    Template,
    /// What the app reads.
    Bundle,
    /// What a reader opens.
    Page,
}

/// What a file is to the one that stands in its place. Those that are new come before those that lead to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Same,
    New,
    Changed,
}

/// What stands in the place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Nothing,
    Ours,
    /// Press has not written it, and leaves it alone.
    Foreign,
}

/// What one build publishes. Files are written aside as they are added.
#[derive(Debug)]
pub(crate) struct Publication<'t> {
    target: &'t mut Target,
    taken: BTreeSet<String>,
    returned: BTreeSet<String>,
    files: Mutex<BTreeMap<String, (Stage, Change)>>,
    occupied: Mutex<BTreeSet<PathBuf>>,
}

impl<'t> Publication<'t> {
    /// Nothing yet.
    pub(crate) fn new(target: &'t mut Target) -> Self {
        Self {
            target,
            taken: BTreeSet::new(),
            returned: BTreeSet::new(),
            files: Mutex::default(),
            occupied: Mutex::default(),
        }
    }

    /// Where it is published.
    pub(crate) fn target(&self) -> &Target {
        self.target
    }

    /// Makes a file press's own that others have written: it is replaced where this build writes it, and else removed.
    pub(crate) fn take(&mut self, file: &str) {
        self.taken.insert(file.to_owned());
    }

    /// Publishes a file of these bytes. A page in whose place somebody else's stands is not published.
    pub(crate) fn write(&self, stage: Stage, file: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let is_same = |path: &Path| holds(path, bytes);
        self.add(stage, file, is_same, || self.target.write_aside(file, bytes))
    }

    /// The same of what another file holds.
    pub(crate) fn copy(&self, stage: Stage, file: &str, from: &Path) -> Result<(), PublishError> {
        let is_same = |path: &Path| same_bytes(from, path).unwrap_or(false);
        self.add(stage, file, is_same, || self.target.copy_aside(file, from))
    }

    /// Gives up a file that is somebody else's by now.
    pub(crate) fn leave(&mut self, file: &str) {
        self.returned.insert(file.to_owned());
    }

    /// Gives up a file that others have written in, too: this is what is theirs.
    pub(crate) fn give_back(&mut self, file: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.returned.insert(file.to_owned());
        self.target.write_aside(file, bytes)?;
        lock(&self.files).insert(file.to_owned(), (Stage::Page, Change::Changed));
        Ok(())
    }

    /// Goes on publishing a file that stands.
    pub(crate) fn keep(&self, stage: Stage, file: &str) {
        lock(&self.files).insert(file.to_owned(), (stage, Change::Same));
    }

    /// The files that are published at a stage, so far.
    pub(crate) fn at(&self, stage: Stage) -> Vec<String> {
        let files = lock(&self.files);
        let files = files.iter().filter(|(_, (other, _))| *other == stage);
        files.map(|(file, _)| file.clone()).collect()
    }

    fn add(
        &self,
        stage: Stage,
        file: &str,
        is_same: impl Fn(&Path) -> bool,
        write_aside: impl Fn() -> Result<(), PublishError>,
    ) -> Result<(), PublishError> {
        let path = self.target.path(file);
        let standing = if stage == Stage::Template {
            Standing::Ours
        } else {
            self.standing(file, &path)
        };
        let change = match (standing, stage) {
            (Standing::Nothing, _) => Change::New,
            (Standing::Ours, _) | (Standing::Foreign, Stage::Asset) if is_same(&path) => Change::Same,
            (Standing::Ours, _) => Change::Changed,
            (Standing::Foreign, Stage::Page) => {
                lock(&self.occupied).insert(path);
                return Ok(());
            }
            (Standing::Foreign, _) => return Err(PublishError::InTheWay(path)),
        };
        if change != Change::Same {
            write_aside()?;
        }
        lock(&self.files).insert(file.to_owned(), (stage, change));
        Ok(())
    }

    fn standing(&self, file: &str, path: &Path) -> Standing {
        if !is_within(file) {
            return Standing::Foreign;
        }
        for (at, _) in file.match_indices('/') {
            let folder = &file[..at];
            // What a link leads to is somebody else's, whatever stands there.
            match fs::symlink_metadata(self.target.path(folder)) {
                Ok(data) if data.is_dir() => {}
                Ok(data) if data.is_symlink() => return Standing::Foreign,
                Ok(_) if self.is_ours(folder) => return Standing::Ours,
                Ok(_) => return Standing::Foreign,
                Err(_) => return Standing::Nothing,
            }
        }
        let is_ours = match fs::symlink_metadata(path) {
            Err(_) => return Standing::Nothing,
            Ok(data) if data.is_dir() => {
                let files = files_below(self.target.folder(), path);
                !files.is_empty() && files.iter().all(|file| self.is_ours(file))
            }
            Ok(_) => self.is_ours(file),
        };
        if is_ours {
            Standing::Ours
        } else {
            Standing::Foreign
        }
    }

    fn is_ours(&self, file: &str) -> bool {
        self.taken.contains(file) || self.target.manifest().names(file)
    }

    /// Gives every file its place, then removes what is not published any more. `assets` says which names change with the
    /// bytes of their files. Returns the places that were occupied.
    pub(crate) fn publish(self, assets: BTreeMap<String, Asset>) -> Result<BTreeSet<PathBuf>, PublishError> {
        let Self {
            target,
            taken,
            returned,
            files,
            occupied,
        } = self;
        let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let is_changed = |file: &str| files.get(file).is_some_and(|(_, change)| *change != Change::Same);

        let before = target.manifest().clone();
        let own = files.iter().filter(|(file, (stage, _))| {
            *stage != Stage::Template && !assets.contains_key(*file) && !returned.contains(*file)
        });
        let mut after = before.clone();
        after.files = own.map(|(file, _)| file.clone()).collect();
        after.assets = assets;
        let mut during = before.with(&after);
        during.files.extend(taken);
        let mut gone = gone(&during, &after);
        gone.retain(|file| !returned.contains(file));
        let is_gone = |file: &str| before.is_original(file) && !after.is_original(file);
        let is_stale = |file: &String| {
            let source = compressed_from(file);
            source.is_some_and(|source| is_changed(&source) || is_gone(&source))
        };
        let compressed = after.compressed.iter().filter(|file| !is_stale(file)).cloned();
        after.compressed = compressed.collect();

        let occupied = occupied.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut order: Vec<_> = files.iter().filter(|(file, _)| is_changed(file)).collect();
        order.sort_by_key(|(file, (stage, change))| (*stage, *change, is_entrance(file), *file));
        let order: Vec<_> = order.into_iter().map(|(file, _)| file.as_str()).collect();
        if order.is_empty() && gone.is_empty() && target.is_known() && *target.manifest() == after {
            return Ok(occupied);
        }
        let room = order.iter().try_for_each(|file| target.make_room(file));
        let room = room.and_then(|()| target.write_manifest_aside(&after, When::After));
        let room = room.and_then(|()| target.write_manifest_aside(&during, When::During));
        if let Err(error) = room {
            for file in order {
                target.remove_empty_folders(file);
            }
            return Err(error);
        }
        // From here on nothing needs room.
        target.record(during, When::During)?;
        for file in order {
            clear_way(target, file)?;
            target.place(file)?;
        }
        // One that cannot be removed now is tried again by the next build, and the others go all the same.
        let mut fault = None;
        for file in gone {
            if let Err(error) = target.remove(&file) {
                after.files.insert(file);
                fault.get_or_insert(error);
            }
        }
        if fault.is_some() {
            target.write_manifest_aside(&after, When::After)?;
        }
        target.record(after, When::After)?;
        fault.map_or(Ok(occupied), Err)
    }
}

/// What is to be removed: pages before what they name.
fn gone(during: &Manifest, after: &Manifest) -> Vec<String> {
    let gone = during.originals().filter(|file| !after.names(file));
    let mut gone: Vec<_> = gone.cloned().collect();
    gone.sort_by_key(|file| (during.assets.contains_key(file), file.starts_with(CONTENT)));
    gone
}

/// The file that a compressed one stands beside.
fn compressed_from(file: &str) -> Option<String> {
    let mut sources = Encoding::COMPRESSED.iter();
    let source = sources.find_map(|encoding| encoding.source(Path::new(file)))?;
    source.to_str().map(str::to_owned)
}

/// Does it lead to all the others? Then it comes last.
fn is_entrance(file: &str) -> bool {
    file == INDEX || file.strip_prefix(CONTENT).unwrap_or(file).trim_start_matches('/') == bundle::SITE
}

/// Removes what is of press's and of another shape than the file that is to stand there: a file where a folder is needed, or
/// a folder where a file is.
fn clear_way(target: &Target, file: &str) -> Result<(), PublishError> {
    for (at, _) in file.match_indices('/') {
        if target.path(&file[..at]).is_file() {
            target.remove(&file[..at])?;
        }
    }
    let path = target.path(file);
    if path.is_dir() {
        for below in files_below(target.folder(), &path) {
            target.remove(&below)?;
        }
    }
    Ok(())
}

/// The files below a folder, by their paths from another.
fn files_below(root: &Path, folder: &Path) -> Vec<String> {
    let entries = WalkDir::new(folder).into_iter().flatten();
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    files.filter_map(|file| relative(root, file.path())).collect()
}

/// The path of a file from a folder that it is in, with slashes; none where it is no text.
pub(crate) fn relative(folder: &Path, file: &Path) -> Option<String> {
    let parts = file.strip_prefix(folder).ok()?.iter();
    let parts: Option<Vec<_>> = parts.map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Is there a file of these bytes?
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let data = fs::symlink_metadata(path);
    let is_as_long = data.is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64);
    is_as_long && fs::read(path).is_ok_and(|there| there == bytes)
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
