//! What was made of pictures before: an entry for each original.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fault::PictureFault;
use super::rendition::{Batch, RECIPE, Rendition, Renditions};
use crate::cache::Cache;
use crate::hash;

/// The file of an entry that says what the others are.
const INDEX: &str = "index.json";

/// The entry of one original.
pub(super) struct Kept {
    pub(super) folder: PathBuf,
    pub(super) renditions: Renditions,
}

/// What was made of an original, or is made now.
pub(super) fn renditions(
    cache: &Cache,
    original: &[u8],
    make: impl FnOnce() -> Result<Batch, PictureFault>,
) -> Result<Kept, PictureFault> {
    let unkept = |error: io::Error| PictureFault::Unkept(error.to_string());
    let room = cache.room("pictures").map_err(unkept)?;
    let folder = room.join(hash::of_parts(&[RECIPE.as_bytes(), b"\0", original]));
    if let Some(renditions) = whole_entry(&folder) {
        return Ok(Kept { folder, renditions });
    }
    let batch = make()?;
    insert(&room, &folder, &batch).map_err(unkept)?;
    Ok(Kept {
        folder,
        renditions: batch.renditions,
    })
}

/// Writes an entry in one step, so that nobody ever reads half of one.
fn insert(room: &Path, folder: &Path, batch: &Batch) -> io::Result<()> {
    let staging = tempfile::Builder::new().prefix(".new-").tempdir_in(room)?;
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

/// The entry in a folder, if all its files are there.
fn whole_entry(folder: &Path) -> Option<Renditions> {
    let index = fs::read(folder.join(INDEX)).ok()?;
    let renditions: Renditions = serde_json::from_slice(&index).ok()?;
    let is_whole = |rendition: &Rendition| {
        fs::metadata(folder.join(rendition.file())).is_ok_and(|data| data.len() == rendition.length)
    };
    let all = renditions
        .sources
        .iter()
        .chain([&renditions.largest])
        .all(is_whole);
    all.then_some(renditions)
}
