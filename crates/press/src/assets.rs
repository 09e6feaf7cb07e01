//! Files whose names change with their bytes, and how long they stay. Whoever has kept a page of an earlier build asks for
//! those of that build, and without them has neither its look nor its pictures. A manifest remembers them from build to
//! build.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::bundle::{self, Chunk};
use content::json;
use content::route::CONTENT;
use lol_html::errors::RewritingError;
use lol_html::html_content::Attribute;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use serde::{Deserialize, Serialize};

use crate::edition::Edition;
use crate::serve::is_immutable;
use crate::used_media;

/// Where the manifest stands in a portal. Hosts do not serve what is hidden.
pub(crate) const MANIFEST: &str = ".press/manifest.json";

/// For how many builds a file stays after the one that wrote it last.
const STAYS: u32 = 2;

/// What press has written, as far as its names change with its bytes.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    /// By their path from the portal's root.
    assets: BTreeMap<String, Asset>,
}

/// One file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Asset {
    /// How many builds ago it was written last.
    age: u32,
    /// The articles that show it. It goes with the last of them; where there are none, it is the site's own.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    articles: BTreeSet<String>,
}

/// What becomes of these files in a build.
pub(crate) struct Assets {
    manifest: Manifest,
    /// The portal that was built before, where there is one.
    before: Option<PathBuf>,
    /// What stays of it although nothing of this build names it.
    kept: BTreeSet<String>,
    /// What does not.
    gone: BTreeSet<String>,
}

/// The folder of the build before cannot be read.
#[derive(Debug)]
pub struct NoEarlier(PathBuf, io::Error);

impl fmt::Display for NoEarlier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}: cannot be read: {} (name the folder with the portal as it was published last, or leave out --earlier)",
            self.0.display(),
            self.1
        )
    }
}

impl std::error::Error for NoEarlier {}

/// Looks whether the folder that is said to hold the portal of before can be read. It may hold none yet.
///
/// # Errors
/// When it cannot.
pub fn look_into(earlier: &Path) -> Result<(), NoEarlier> {
    match fs::read_dir(earlier) {
        Ok(_) => Ok(()),
        Err(error) => Err(NoEarlier(earlier.to_owned(), error)),
    }
}

impl Assets {
    /// Decides about a build into a portal, whose pages are made from this template. The portal of before is the one that
    /// stands there already; where Trunk has just made a new one, it is `earlier`.
    pub(crate) fn of(
        edition: &Edition,
        template: &str,
        portal: &Path,
        earlier: Option<&Path>,
    ) -> Result<Self, RewritingError> {
        let mut manifest = Manifest::default();
        for file in named(template)? {
            manifest.assets.insert(file, Asset::default());
        }
        let files = edition.files.keys().map(String::as_str);
        let copies = edition.copies.iter().map(|(name, _)| name.as_str());
        for file in files.chain(copies).map(|file| format!("{CONTENT}/{file}")) {
            if is_immutable(&file) {
                manifest.assets.insert(file, Asset::default());
            }
        }
        for article in &edition.articles {
            for file in used_media::of(article) {
                if let Some(asset) = manifest.assets.get_mut(&format!("{CONTENT}/{file}")) {
                    asset.articles.insert(article.slug.to_string());
                }
            }
        }
        let mut assets = Self {
            manifest,
            before: [Some(portal), earlier]
                .into_iter()
                .flatten()
                .find(|folder| folder.join(CONTENT).join(bundle::SITE).is_file())
                .map(Path::to_owned),
            kept: BTreeSet::new(),
            gone: BTreeSet::new(),
        };
        if let Some(before) = assets.before.clone() {
            assets.take_over(&before, edition)?;
        }
        Ok(assets)
    }

    fn take_over(&mut self, before: &Path, edition: &Edition) -> Result<(), RewritingError> {
        let read = |file: &str| fs::read_to_string(before.join(file)).ok();
        let manifest = read(MANIFEST).and_then(|text| serde_json::from_str(&text).ok());
        let Manifest { mut assets } = manifest.unwrap_or_default();
        // A press that kept no manifest may have written it, or a build may have been broken off.
        for file in named(&read("index.html").unwrap_or_default())? {
            assets.entry(file).or_default();
        }
        let published: BTreeSet<_> = edition
            .articles
            .iter()
            .map(|article| article.slug.as_ref())
            .collect();
        for (file, mut asset) in assets {
            if self.manifest.assets.contains_key(&file) || !is_ours(&file) {
                continue;
            }
            asset.age += 1;
            let shown = asset.articles.iter();
            let is_public = asset.articles.is_empty()
                || shown.clone().any(|article| published.contains(article.as_str()));
            let path = before.join(&file);
            let stays = asset.age <= STAYS
                && is_public
                && path.is_file()
                && (!file.starts_with(CHUNKS) || is_of_published(&path, &published));
            if stays {
                self.kept.insert(file.clone());
                self.manifest.assets.insert(file, asset);
            } else {
                self.gone.insert(file);
            }
        }
        Ok(())
    }

    /// Does a file stay?
    pub(crate) fn keeps(&self, file: &str) -> bool {
        self.kept.contains(file)
    }

    /// What stays of the bundle of before, by its path in the bundle.
    pub(crate) fn of_bundle(&self) -> impl Iterator<Item = (&str, PathBuf)> {
        self.stay(true)
            .filter_map(|(file, path)| Some((file.strip_prefix(CONTENT)?.strip_prefix('/')?, path)))
    }

    /// What stays beside the bundle and has to come from another folder.
    pub(crate) fn brought_along(&self, portal: &Path) -> impl Iterator<Item = (&str, PathBuf)> {
        let is_elsewhere = self.before.as_deref().is_some_and(|before| before != portal);
        self.stay(false).filter(move |_| is_elsewhere)
    }

    fn stay(&self, is_of_bundle: bool) -> impl Iterator<Item = (&str, PathBuf)> {
        let within = move |file: &&String| is_in_bundle(file) == is_of_bundle;
        self.before.iter().flat_map(move |before| {
            let kept = self.kept.iter().filter(within);
            kept.map(|file| (file.as_str(), before.join(file)))
        })
    }

    /// What is to be removed from a portal beside its bundle, which is replaced as a whole.
    pub(crate) fn gone(&self, portal: &Path) -> impl Iterator<Item = &String> {
        let stands_here = self.before.as_deref() == Some(portal);
        self.gone
            .iter()
            .filter(move |file| stands_here && !is_in_bundle(file))
    }

    /// The manifest as it stands in its file.
    pub(crate) fn manifest(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(&self.manifest)
            .expect("a manifest has string keys only and nothing that fails to serialise");
        text.push('\n');
        text.into_bytes()
    }
}

const CHUNKS: &str = "content/lists/chunks/";

fn is_in_bundle(file: &str) -> bool {
    file.strip_prefix(CONTENT)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Can press have written a file of that path? A manifest may come from anywhere.
fn is_ours(file: &str) -> bool {
    let is_within = !file.split('/').any(|part| matches!(part, "" | "." | ".."));
    is_immutable(file) && is_within && (is_in_bundle(file) || !file.contains(['/', '\\']))
}

/// Does a part of a list tell of nothing but articles that are published? What is withdrawn is withdrawn at once.
fn is_of_published(chunk: &Path, published: &BTreeSet<&str>) -> bool {
    let chunk = fs::read_to_string(chunk)
        .ok()
        .and_then(|text| json::from_text::<Chunk>(&text).ok());
    chunk.is_some_and(|chunk| {
        chunk
            .cards
            .iter()
            .all(|card| published.contains(card.slug.as_ref()))
    })
}

/// The files beside the page that a template names and whose names change with their bytes.
fn named(template: &str) -> Result<BTreeSet<String>, RewritingError> {
    let found = RefCell::new(BTreeSet::new());
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("*", |element| {
        let values = element.attributes().iter().map(Attribute::value);
        let files = values.filter_map(|value| value.strip_prefix("./").map(str::to_owned));
        found
            .borrow_mut()
            .extend(files.filter(|file| !file.contains(['/', '?', '#', '%']) && is_immutable(file)));
        Ok(())
    }));
    rewrite_str(template, settings)?;
    Ok(found.into_inner())
}
