//! All sources, and which of them a file or folder comes from, by what is in it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::archive::{self, ArchiveError};
use super::source::{Options, Sample, Source, SourceError};
use super::{Imported, blogger, feed, ghost, items, json_feed, markdown, medium, substack, wordpress};

/// How much of a file is looked at, in bytes.
const LOOKED_AT: u64 = 256 * 1024;

/// All sources, in the order in which they are asked: what is packed or written as several have it is that of the first.
pub const SOURCES: [&dyn Source; 8] = [
    &Substack, &Medium, &Blogger, &WordPress, &Markdown, &JsonFeed, &Ghost, &Feed,
];

/// Why nobody can tell.
#[derive(Debug, thiserror::Error)]
pub enum KindError {
    /// Nothing in it is known.
    #[error(
        "{}: nobody can tell what this is (name its source: press import wordpress, ghost, substack, feed, blogger, medium, jsonfeed or markdown)",
        .0.display()
    )]
    Unknown(PathBuf),
    /// It cannot be looked into.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] items::ImportError),
}

/// Which source it comes from, and what says so.
///
/// # Errors
/// When it cannot be read, or comes from none of those.
pub fn guess(path: &Path) -> Result<(&'static dyn Source, &'static str), KindError> {
    let (names, start): (Vec<String>, String);
    let sample = if path.is_dir() {
        Sample::Folder
    } else if archive::is_zip(path) {
        names = archive::names(path)?;
        Sample::Zip(&names)
    } else if archive::is_gzip(path) {
        Sample::Gzip
    } else {
        let unreadable = |error| items::ImportError::Unreadable(path.to_owned(), error);
        let mut bytes = Vec::new();
        let mut file = File::open(path).map_err(unreadable)?.take(LOOKED_AT);
        file.read_to_end(&mut bytes).map_err(unreadable)?;
        start = String::from_utf8_lossy(&bytes).into_owned();
        Sample::File(path, start.trim_start_matches('\u{FEFF}').trim_start())
    };
    let known = SOURCES
        .iter()
        .find_map(|source| Some((*source, source.recognise(&sample)?)));
    known.ok_or_else(|| KindError::Unknown(path.to_owned()))
}

/// A backup of Blogger.
struct Blogger;

impl Source for Blogger {
    fn name(&self) -> &'static str {
        "blogger"
    }

    fn recognise(&self, sample: &Sample<'_>) -> Option<&'static str> {
        if sample.has_file(|name| archive::has_extension(name, "atom")) {
            return Some("it holds a feed.atom");
        }
        let signs = [
            "schemas.google.com/g/2005#kind",
            "schemas.google.com/blogger",
            ":blogger.com",
        ];
        sample
            .is_xml_with(&signs)
            .then_some("its entries are those of Blogger")
    }

    fn read(&self, files: &[PathBuf], options: &Options) -> Result<Imported, SourceError> {
        Ok(blogger::read(&files[0], &options.of_items())?)
    }
}

/// A feed of RSS, Atom or RDF.
struct Feed;

impl Source for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn recognise(&self, sample: &Sample<'_>) -> Option<&'static str> {
        let is_feed = sample.is_xml_with(&["<rss", "<feed", "<rdf:RDF"]);
        is_feed.then_some("it is a feed")
    }

    fn read(&self, files: &[PathBuf], options: &Options) -> Result<Imported, SourceError> {
        Ok(feed::read(&files[0], &options.of_items())?)
    }
}

/// The export of Ghost.
struct Ghost;

impl Source for Ghost {
    fn name(&self) -> &'static str {
        "ghost"
    }

    fn recognise(&self, sample: &Sample<'_>) -> Option<&'static str> {
        let Sample::File(path, start) = sample else {
            return None;
        };
        if !start.starts_with(['{', '[']) || sample.is_json_with("jsonfeed.org/version") {
            return None;
        }
        let value = serde_json::from_str(&items::text_of(path).ok()?).ok()?;
        ghost::is_export(&value).then_some("it has a list of posts as Ghost has")
    }

    fn read(&self, files: &[PathBuf], options: &Options) -> Result<Imported, SourceError> {
        Ok(ghost::read(&files[0], &options.of_items())?)
    }
}

/// A JSON Feed.
struct JsonFeed;

impl Source for JsonFeed {
    fn name(&self) -> &'static str {
        "jsonfeed"
    }

    fn recognise(&self, sample: &Sample<'_>) -> Option<&'static str> {
        let is_feed = sample.is_json_with("jsonfeed.org/version");
        is_feed.then_some("its version is that of a JSON Feed")
    }

    fn read(&self, files: &[PathBuf], options: &Options) -> Result<Imported, SourceError> {
        Ok(json_feed::read(&files[0], &options.of_items())?)
    }
}

/// The archive of Medium.
struct Medium;

impl Source for Medium {
    fn name(&self) -> &'static str {
        "medium"
    }

    fn recognise(&self, sample: &Sample<'_>) -> Option<&'static str> {
        let has = sample.has_file(|name| name.contains("posts/") && archive::has_extension(name, "html"));
        has.then_some("it holds posts/*.html")
    }

    fn read(&self, files: &[PathBuf], options: &Options) -> Result<Imported, SourceError> {
        Ok(medium::read(&files[0], &options.of_items())?)
    }
}

/// The archive of Substack.
struct Substack;

impl Source for Substack {
    fn name(&self) -> &'static str {
        "substack"
    }

    fn recognise(&self, sample: &Sample<'_>) -> Option<&'static str> {
        let has = sample.has_file(|name| name.rsplit('/').next() == Some("posts.csv"));
        has.then_some("it holds posts.csv")
    }

    fn read(&self, files: &[PathBuf], options: &Options) -> Result<Imported, SourceError> {
        Ok(substack::read(&files[0], &options.of_items())?)
    }
}

/// A folder of Markdown.
struct Markdown;

impl Source for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn recognise(&self, sample: &Sample<'_>) -> Option<&'static str> {
        if matches!(sample, Sample::Folder) {
            return Some("it is a folder");
        }
        if sample.has_file(|name| markdown::is_markdown(Path::new(name))) {
            return Some("it holds files of Markdown");
        }
        // Notion packs its archives into one.
        let is_packed =
            sample.has_file(|name| name.starts_with("ExportBlock-") && archive::has_extension(name, "zip"));
        is_packed.then_some("it holds what Notion exports")
    }

    fn read(&self, files: &[PathBuf], options: &Options) -> Result<Imported, SourceError> {
        let own = markdown::Options {
            dialect: options.dialect,
            now: options.now.day,
            media: options.media.clone(),
            map: options.map.clone(),
        };
        Ok(markdown::read(&files[0], &own)?)
    }
}

/// An export of WordPress.
struct WordPress;

impl Source for WordPress {
    fn name(&self) -> &'static str {
        "wordpress"
    }

    fn recognise(&self, sample: &Sample<'_>) -> Option<&'static str> {
        if matches!(sample, Sample::Gzip) {
            return Some("it is compressed as exports of WordPress are");
        }
        if sample.has_file(|name| archive::has_extension(name, "xml")) {
            return Some("it holds files of XML");
        }
        let is_export = sample.is_xml_with(&["wordpress.org/export/", "<wp:wxr_version"]);
        is_export.then_some("it names the format of WordPress exports")
    }

    fn read(&self, files: &[PathBuf], options: &Options) -> Result<Imported, SourceError> {
        let own = wordpress::Options {
            media: options.media.clone(),
            ..wordpress::Options::new(options.now)
        };
        Ok(wordpress::read(files, &own)?)
    }
}
