//! What every source is: it knows its own files, and reads them as a site and its articles.

use std::path::{Path, PathBuf};

use content::day::Moment;

use super::{Imported, items, markdown, wordpress};

/// What an import needs to know, whatever it reads.
#[derive(Clone, Debug)]
pub struct Options {
    /// The clock: what is dated later is not published.
    pub now: Moment,
    /// A folder with media that are not in the source, by their path or as `host/path`.
    pub media: Option<PathBuf>,
    /// The address of the old site, for a source that does not name it.
    pub site: Option<String>,
    /// Whose conventions a folder of Markdown follows; found out where it is not said.
    pub dialect: Option<markdown::Dialect>,
    /// Keys of its front matter that mean the same as others.
    pub map: Vec<markdown::Mapping>,
}

impl Options {
    /// What those need that are lists of texts in HTML.
    pub(super) fn of_items(&self) -> items::Options {
        items::Options {
            now: self.now.day,
            media: self.media.clone(),
            site: self.site.clone(),
        }
    }
}

/// Why a source cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// An export of WordPress.
    #[error(transparent)]
    WordPress(#[from] wordpress::ImportError),
    /// A folder of Markdown.
    #[error(transparent)]
    Markdown(#[from] markdown::ImportError),
    /// A list of texts in HTML.
    #[error(transparent)]
    Items(#[from] items::ImportError),
}

/// What can be seen of a file or folder without reading all of it.
pub enum Sample<'s> {
    /// It is a folder.
    Folder,
    /// It is a ZIP archive with these files.
    Zip(&'s [String]),
    /// It is compressed by gzip.
    Gzip,
    /// It is a file, which begins so.
    File(&'s Path, &'s str),
}

impl Sample<'_> {
    /// Has an archive a file of that kind?
    pub(super) fn has_file(&self, is_meant: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Zip(names) => names.iter().any(|name| is_meant(name)),
            _ => false,
        }
    }

    /// Does a file of JSON begin with these words?
    pub(super) fn is_json_with(&self, words: &str) -> bool {
        matches!(self, Self::File(_, start) if start.starts_with(['{', '[']) && start.contains(words))
    }

    /// Does a file that is no JSON begin with any of these words?
    pub(super) fn is_xml_with(&self, words: &[&str]) -> bool {
        match self {
            Self::File(_, start) => {
                !start.starts_with(['{', '[']) && words.iter().any(|words| start.contains(words))
            }
            _ => false,
        }
    }
}

/// Where content comes from.
pub trait Source: Sync {
    /// What it is called on the command line.
    fn name(&self) -> &'static str;

    /// By what it knows something as its own; none where it does not.
    fn recognise(&self, sample: &Sample<'_>) -> Option<&'static str>;

    /// Reads it. Sources other than WordPress read the first file alone.
    ///
    /// # Errors
    /// When nothing of it can be read; whatever is wrong within it stands in the account.
    fn read(&self, files: &[PathBuf], options: &Options) -> Result<Imported, SourceError>;
}
