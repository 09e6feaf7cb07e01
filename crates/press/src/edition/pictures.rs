//! Pictures as they are published: measured, in several widths, and without what a camera wrote into them.
//!
//! Of JPEG, PNG, WebP and still GIF files press makes its own; `docs/adr/0012-pictures-at-build.md` says why and how.
//! AVIF, SVG and moving pictures are published as they are.

mod budget;
mod fault;
mod kept;
mod metadata;
mod original;
mod rendition;
mod vector;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use content::article::Article;
use content::block::{Image, Source};
use content::href::MediaPath;
use content::site::Site;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, count};
use crate::edition::cache::Cache;
use crate::hash;
use crate::progress::Progress;
use crate::read::media::{self, Media, MediaFault};
use crate::read::names;
use budget::Budget;
use original::{Kind, MAX_PIXELS, Original};
use rendition::Rendition;
use walk::Place;

pub use fault::PictureFault;

/// The folder of the pictures that press makes, within the bundle. Their names change with their bytes.
pub const FOLDER: &str = "pictures";

/// What is to become of the pictures that articles show.
#[derive(Clone, Copy, Debug)]
pub enum Pictures<'a> {
    /// They are looked at, for what is wrong with them, and published as they are.
    Examine,
    /// They are made in several widths; what was made before is taken from the cache.
    Make(&'a Cache),
}

/// What became of the pictures.
#[derive(Debug, Default)]
pub struct Developed {
    /// The files that press made, by their path in the bundle, with the place they are read from.
    pub files: BTreeMap<String, PathBuf>,
    /// The originals in whose place those files are published, or would be.
    pub originals: BTreeSet<String>,
    /// What is wrong with originals.
    pub diagnostics: Vec<Diagnostic>,
}

/// A picture that can be shown.
struct Ready {
    src: MediaPath,
    width: u32,
    height: u32,
    sources: Vec<Source>,
    files: Vec<(String, PathBuf)>,
    remarks: Vec<PictureFault>,
    /// Does the original stay at home?
    is_made: bool,
}

/// Gives every picture of the articles its size and its files. One that cannot be shown leaves its words behind.
///
/// Each original is worked on once, on all processors, as far as memory allows; what comes out does not depend on their
/// number.
pub fn develop(
    articles: &mut [&mut Article],
    media: &Media,
    pictures: Pictures<'_>,
    progress: &Progress,
) -> Developed {
    let mut names = BTreeSet::new();
    for article in &mut *articles {
        walk::pictures(article, &mut |place| {
            names.insert(place.src().to_string());
            true
        });
    }
    let budget = Budget::new(MAX_PIXELS);
    progress.begin("pictures", names.len());
    let worked: BTreeMap<String, Result<Ready, PictureFault>> = names
        .into_par_iter()
        .map(|name| {
            let ready = ready(&name, media, pictures, &budget);
            progress.advance();
            (name, ready)
        })
        .collect();

    for article in articles {
        walk::pictures(article, &mut |place| {
            let Some(Ok(ready)) = worked.get(&*place.src().as_str()) else {
                return false;
            };
            match place {
                Place::Image(image) => ready.fill(image),
                Place::Poster(poster) => *poster = ready.src.clone(),
            }
            true
        });
    }

    let mut developed = Developed::default();
    for (name, result) in worked {
        let file = media
            .path(&name)
            .map_or_else(|| name.clone(), |path| path.display().to_string());
        let faults = match result {
            Ok(ready) => {
                developed.files.extend(ready.files);
                if ready.is_made {
                    developed.originals.insert(name);
                }
                ready.remarks
            }
            Err(fault) => vec![fault],
        };
        let faults = faults.iter().map(|fault| Diagnostic::new(&*file, None, fault));
        developed.diagnostics.extend(faults);
    }
    developed
}

/// The rows of pixels that a logo needs at most: its height at the head of a page, three times over for dense screens.
const LOGO_HEIGHT: u64 = 120;

/// Gives a site's logo its size and its file. One that cannot be shown leaves the name in its place.
pub fn develop_logo(site: &mut Site, media: &Media, pictures: Pictures<'_>) -> Developed {
    let Some(logo) = site.logo.take() else {
        return Developed::default();
    };
    let name = logo.src.to_string();
    let mut image = Image::of(logo.src);
    let result = ready(&name, media, pictures, &Budget::new(MAX_PIXELS));
    let faults = match &result {
        Ok(ready) => {
            ready.fill(&mut image);
            site.logo = Some(image.smallest(|source| {
                let height = u64::from(source.width) * u64::from(ready.height);
                height >= LOGO_HEIGHT * u64::from(ready.width)
            }));
            &ready.remarks[..]
        }
        Err(fault) => std::slice::from_ref(fault),
    };
    let file = media
        .path(&name)
        .map_or_else(|| name.clone(), |path| path.display().to_string());
    let is_made = result.as_ref().is_ok_and(|ready| ready.is_made);
    Developed {
        originals: is_made.then_some(name).into_iter().collect(),
        diagnostics: faults
            .iter()
            .map(|fault| Diagnostic::new(&*file, None, fault))
            .collect(),
        files: result
            .map(|ready| ready.files)
            .unwrap_or_default()
            .into_iter()
            .collect(),
    }
}

impl Ready {
    fn fill(&self, image: &mut Image) {
        image.src = self.src.clone();
        image.width = Some(self.width);
        image.height = Some(self.height);
        image.sources.clone_from(&self.sources);
    }

    /// A picture that is published as it is.
    fn unchanged(name: &str, size: (u32, u32), media: &Media, remarks: Vec<PictureFault>) -> Option<Self> {
        Some(Self {
            src: MediaPath::parse(name)?,
            width: size.0,
            height: size.1,
            sources: media.smaller(name),
            files: Vec::new(),
            remarks,
            is_made: false,
        })
    }
}

fn ready(name: &str, media: &Media, pictures: Pictures<'_>, budget: &Budget) -> Result<Ready, PictureFault> {
    let unreadable = |why: std::io::Error| PictureFault::Unreadable(why.into());
    let path = media
        .path(name)
        .ok_or_else(|| unreadable(std::io::ErrorKind::NotFound.into()))?;
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let kind = Kind::of(&bytes)?;
    let mut remarks = Vec::new();
    let as_it_is = |size, remarks| match media.file(name) {
        Err(MediaFault::Kind(_, fault)) => Err(PictureFault::Unpublished(fault)),
        _ => Ready::unchanged(name, size, media, remarks).ok_or(PictureFault::NoSize),
    };
    match kind {
        Kind::Avif => {
            let size = imagesize::blob_size(&bytes).map_err(|_| PictureFault::NoSize)?;
            if size.width == 0 || size.height == 0 {
                return Err(PictureFault::NoSize);
            }
            as_it_is((count(size.width), count(size.height)), remarks)
        }
        Kind::Svg => as_it_is(vector::measure(&bytes)?, remarks),
        Kind::Raster(format) => {
            let _share = budget.take(original::pixels(&bytes, format));
            if original::moves(&bytes, format) {
                let size = original::size(&bytes, format)?;
                remarks.push(PictureFault::Moves);
                return as_it_is(size, remarks);
            }
            match pictures {
                Pictures::Examine => {
                    let original = Original::decode(&bytes, format)?;
                    remarks.extend(original.remarks());
                    let ready = Ready::unchanged(name, original.size(), media, remarks);
                    let ready = ready.ok_or(PictureFault::NoSize)?;
                    Ok(Ready {
                        is_made: true,
                        ..ready
                    })
                }
                Pictures::Make(cache) => {
                    let made = kept::renditions(cache, &bytes, || {
                        Original::decode(&bytes, format).and_then(|original| rendition::make(&original))
                    })?;
                    published(name, made).ok_or(PictureFault::NoSize)
                }
            }
        }
    }
}

/// How much of its own name a picture keeps in those of its files, in bytes. Hash, width and what else press puts behind it
/// must have room in what file systems take.
const LONGEST_STEM: usize = 180;

fn published(name: &str, kept: kept::Kept) -> Option<Ready> {
    let stem = names::beginning(Path::new(name).file_stem()?.to_str()?, LONGEST_STEM);
    // One hash for all files of a picture: they change together, and lists and pages name all of them.
    let renditions = kept.renditions.sources.iter().chain([&kept.renditions.largest]);
    let hashes: Vec<_> = renditions.map(|rendition| rendition.hash().as_bytes()).collect();
    let hash = hash::of_parts(&hashes);
    let mut files = Vec::new();
    let mut publish = |rendition: &Rendition| {
        let published = format!(
            "{FOLDER}/{stem}-{hash}-{}.{}",
            rendition.width, rendition.extension
        );
        files.push((published.clone(), kept.files.get(&rendition.sum)?.clone()));
        MediaPath::parse(&published)
    };
    let largest = &kept.renditions.largest;
    Some(Ready {
        src: publish(largest)?,
        width: largest.width,
        height: largest.height,
        sources: kept
            .renditions
            .sources
            .iter()
            .map(|rendition| {
                Some(Source {
                    src: publish(rendition)?,
                    width: rendition.width,
                })
            })
            .collect::<Option<_>>()?,
        remarks: kept
            .renditions
            .remarks
            .iter()
            .map(|remark| (*remark).into())
            .collect(),
        files,
        is_made: true,
    })
}

/// What is published of the media folder and of what press made: what somebody names, in the kinds that are published.
/// Anything else may belong to an article that is held back, or be an original that holds the camera's note of where it was
/// taken.
pub fn copies(
    media: &Media,
    developed: BTreeMap<String, PathBuf>,
    named: &BTreeSet<String>,
) -> Vec<(String, PathBuf)> {
    let kept = named.iter().filter_map(|name| {
        let (path, file) = media.file(name).ok()?;
        Some((path.to_string(), file.to_owned()))
    });
    let made = developed.into_iter().filter(|(name, _)| named.contains(name));
    kept.chain(made).collect()
}

/// Which files say where they were taken, of those that are published as they are.
pub fn places(copies: &[(String, PathBuf)], is_as_it_is: impl Fn(&str) -> bool + Sync) -> Vec<Diagnostic> {
    let start = format!("{}/", media::FOLDER);
    let copies = copies.par_iter();
    copies
        .filter(|(name, _)| name.starts_with(&start) && is_as_it_is(name))
        .filter_map(|(_, path)| {
            let fault = metadata::tells_place(path)?;
            Some(Diagnostic::new(path.display().to_string(), None, &fault))
        })
        .collect()
}

/// Takes the pictures of a style sheet out of what is copied, and gives them back without what a camera wrote into them. The
/// sheet names them, so they keep their names; their pixels stay as they are, because only the sheet knows how large they are
/// shown.
pub fn bare(
    copies: &mut Vec<(String, PathBuf)>,
    is_of_sheet: impl Fn(&str) -> bool,
) -> Vec<(String, Vec<u8>)> {
    let mut bare = Vec::new();
    copies.retain(|(name, path)| {
        let bytes = is_of_sheet(name)
            .then(|| std::fs::read(path).ok())
            .flatten()
            .and_then(|bytes| metadata::without(&bytes));
        let is_copied = bytes.is_none();
        bare.extend(bytes.map(|bytes| (name.clone(), bytes)));
        is_copied
    });
    bare
}
