//! A bundle in a folder of its own.

use std::collections::BTreeMap;
use std::path::Path;

use content::route::CONTENT;
use rayon::prelude::*;

use super::assets;
use super::disk::Disk;
use super::fault::PublishError;
use super::publication::{Publication, Stage};
use super::target::{Kind, Target};
use crate::edition::bundle::Edition;
use crate::parallel;

/// Writes a bundle into a folder that holds nothing, or a bundle of press's. Files that have not changed keep their time.
///
/// # Errors
/// When the folder holds something else, touches the content folder or cannot be written.
pub fn write(edition: &Edition, content: &Path, folder: &Path) -> Result<(), PublishError> {
    let mut target = Target::open(folder, Kind::Bundle, Some(content), Disk::default(), &|_| ())?;
    write_into(edition, &mut target)
}

/// The same with a folder that is open already.
///
/// # Errors
/// When it cannot be written.
pub fn write_into(edition: &Edition, target: &mut Target) -> Result<(), PublishError> {
    let publication = Publication::new(target);
    add(edition, &publication, "")?;
    publication.publish(BTreeMap::new()).map(|_| ())
}

/// Adds the files of a bundle, whose paths in the target begin with `folder`.
pub(crate) fn add(
    edition: &Edition,
    publication: &Publication<'_>,
    folder: &str,
) -> Result<(), PublishError> {
    let stage = |name: &str| {
        if assets::is_immutable(&format!("{CONTENT}/{name}")) {
            Stage::Asset
        } else {
            Stage::Bundle
        }
    };
    parallel::run(|| {
        let files = edition.files.par_iter();
        files.try_for_each(|(name, bytes)| {
            publication.write(stage(name), &format!("{folder}{name}"), bytes)
        })?;
        let copies = edition.copies.par_iter();
        copies.try_for_each(|(name, from)| publication.copy(stage(name), &format!("{folder}{name}"), from))
    })
}
