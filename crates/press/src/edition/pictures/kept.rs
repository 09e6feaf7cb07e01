//! What was made of pictures before: a value for each original, and the files that it names.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::fault::PictureFault;
use super::rendition::{Batch, Renditions};
use crate::edition::cache::{Cache, Key};

/// What there is of one original.
pub(super) struct Kept {
    pub(super) renditions: Renditions,
    /// Where each file stands, by the hash of its bytes.
    pub(super) files: BTreeMap<String, PathBuf>,
}

/// What was made of an original, or is made now.
pub(super) fn renditions(
    cache: &Cache,
    original: &[u8],
    make: impl FnOnce() -> Result<Batch, PictureFault>,
) -> Result<Kept, PictureFault> {
    let key = Key::new("picture", &[original]);
    if let Some(kept) = whole_entry(cache, &key) {
        return Ok(kept);
    }
    let Batch { renditions, files } = make()?;
    let files = files.into_iter().map(|(sum, bytes)| {
        let path = cache.keep_file(&sum, &bytes)?;
        Ok((sum, path))
    });
    let files = files
        .collect::<io::Result<_>>()
        .map_err(|error| PictureFault::Unkept(error.into()))?;
    // After the files, so that nobody finds a value whose files are still to come.
    cache.keep_json(&key, &renditions);
    Ok(Kept { renditions, files })
}

/// What is kept of an original, if all its files are there.
fn whole_entry(cache: &Cache, key: &Key) -> Option<Kept> {
    let renditions: Renditions = cache.json(key)?;
    let all = renditions.sources.iter().chain([&renditions.largest]);
    let files = all
        .map(|rendition| Some((rendition.sum.clone(), cache.file(&rendition.sum)?)))
        .collect::<Option<_>>()?;
    Some(Kept { renditions, files })
}
