//! Files whose names change with their bytes, and how long they stay. Whoever has kept a page of an earlier build asks for
//! those of that build, and without them has neither its look nor its pictures. The manifest remembers them from build to
//! build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::article::Card;
use content::bundle::{Chunk, FoundCards};
use content::json::{self, Decode};
use content::route::CONTENT;
use thiserror::Error;

use super::fault::PublishError;
use super::manifest::{Asset, Kind};
use super::publication::{Publication, Stage};
use super::target;
use crate::edition::bundle::Edition;
use crate::edition::used_media;

/// The folder of the style sheet, the apps and whatever else `index.html` names by a hash.
pub(crate) const FOLDER: &str = "assets/";

/// That of the parts of lists.
const CHUNKS: &str = "content/lists/chunks/";

/// That of the pictures that press makes.
const PICTURES: &str = "content/pictures/";

/// That of the search index, but for its manifest.
const SEARCH: &str = "content/search/parts/";

/// The cards in it.
const FOUND: &str = "content/search/parts/cards/";

/// For how many builds a file stays after the one that wrote it last.
const STAYS: u32 = 2;

/// Does the name of a file change with its bytes? Then it may be kept for ever.
pub(crate) fn is_immutable(file: &str) -> bool {
    [FOLDER, CHUNKS, PICTURES, SEARCH]
        .iter()
        .any(|folder| file.starts_with(folder))
}

/// The folder of the build before cannot be read.
#[derive(Debug, Error)]
#[error("{}: cannot be read: {error} (name the folder with the portal as it was published last, or leave out --earlier)", .folder.display())]
pub struct NoEarlier {
    folder: PathBuf,
    error: io::Error,
}

/// Looks whether the folder that is said to hold the portal of before can be read. It may hold none yet.
///
/// # Errors
/// When it cannot.
pub fn look_into(earlier: &Path) -> Result<(), NoEarlier> {
    match fs::read_dir(earlier) {
        Ok(_) => Ok(()),
        Err(error) => Err(NoEarlier {
            folder: earlier.to_owned(),
            error,
        }),
    }
}

/// Keeps what earlier pages name, and says which files have such names. The portal of before is the one that stands there
/// already, and that at `earlier`: Trunk makes a new one each time.
pub(crate) fn keep(
    publication: &Publication<'_>,
    edition: &Edition,
    earlier: Option<&Path>,
) -> Result<BTreeMap<String, Asset>, PublishError> {
    let mut assets: BTreeMap<_, _> = publication
        .at(Stage::Asset)
        .into_iter()
        .filter(|file| is_immutable(file))
        .map(|file| (file, Asset::default()))
        .collect();
    for article in &edition.articles {
        for file in used_media::of(article) {
            if let Some(asset) = assets.get_mut(&format!("{CONTENT}/{file}")) {
                asset.articles.insert(article.slug.to_string());
            }
        }
    }
    let published: BTreeSet<_> = edition
        .articles
        .iter()
        .map(|article| article.slug.as_ref())
        .collect();
    let target = publication.target();
    let here = (Some(target.manifest().clone()), target.folder());
    let elsewhere = earlier.map(|folder| (target::read_manifest(folder, Kind::Portal), folder));
    for (manifest, folder) in [Some(here), elsewhere].into_iter().flatten() {
        let finds_only_published = manifest.as_ref().is_none_or(|manifest| {
            let cards = manifest.assets.keys().filter(|file| file.starts_with(FOUND));
            cards
                .map(|file| folder.join(file))
                .all(|cards| is_of_published::<FoundCards>(&cards, &published))
        });
        for (file, mut asset) in manifest.into_iter().flat_map(|manifest| manifest.assets) {
            asset.age += 1;
            let path = folder.join(&file);
            let mut articles = asset.articles.iter();
            let is_public =
                asset.articles.is_empty() || articles.any(|slug| published.contains(slug.as_str()));
            let stays = !assets.contains_key(&file)
                && is_immutable(&file)
                && asset.age <= STAYS
                && is_public
                && path.is_file()
                && (!file.starts_with(CHUNKS) || is_of_published::<Chunk>(&path, &published))
                && (!file.starts_with(SEARCH) || finds_only_published);
            if !stays {
                continue;
            }
            if folder == target.folder() {
                publication.keep(Stage::Asset, &file);
            } else {
                publication.copy(Stage::Asset, &file, &path)?;
            }
            assets.insert(file, asset);
        }
    }
    Ok(assets)
}

/// Does a file of cards tell of nothing but articles that are published? What is withdrawn is withdrawn at once, and with it
/// every word by which an earlier index finds it.
fn is_of_published<T: Cards>(file: &Path, published: &BTreeSet<&str>) -> bool {
    let cards = fs::read_to_string(file)
        .ok()
        .and_then(|text| json::from_text::<T>(&text).ok());
    cards.is_some_and(|cards| {
        let mut cards = cards.cards().iter();
        cards.all(|card| published.contains(card.slug.as_ref()))
    })
}

/// What holds cards.
trait Cards: Decode {
    fn cards(&self) -> &[Card];
}

impl Cards for Chunk {
    fn cards(&self) -> &[Card] {
        &self.cards
    }
}

impl Cards for FoundCards {
    fn cards(&self) -> &[Card] {
        &self.cards
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use content::route::ASSETS;

    // A redirect or a picture of an editor that a browser keeps for ever can never be corrected.
    #[test]
    fn only_what_press_names_by_its_bytes_may_be_kept_for_ever() {
        assert_eq!(FOLDER.strip_suffix('/'), Some(ASSETS));
        for file in [
            "assets/app-0123456789abcdef.wasm",
            "content/pictures/pier-0123456789abcdef-480.webp",
            "content/lists/chunks/0123456789abcdef.json",
            "content/search/parts/terms/0123456789ab.bin",
        ] {
            assert!(is_immutable(file), "{file}");
        }
        for file in [
            "index.html",
            "old-0123456789abcdef.html",
            "old/assets/0123456789abcdef/index.html",
            "content/media/assets/report-0123456789abcdef.pdf",
            "content/articles/assets.json",
            "content/search/manifest.bin",
            "boot.js",
        ] {
            assert!(!is_immutable(file), "{file}");
        }
    }
}
