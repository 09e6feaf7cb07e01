//! An earlier address, taken apart, and why it may not lead on.

use std::fmt;

use content::href::Href;
use content::slug::Slug;
use percent_encoding::percent_decode_str;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::read::names;

/// The file of a folder's address.
pub(super) const INDEX: &str = "index.html";

/// Why an earlier address cannot lead on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AliasFault {
    /// It is one of the addresses that the site has now.
    Taken(Href),
    /// An earlier article has it already.
    Twice(Href, Slug),
    /// What follows `#` never reaches a host.
    Fragment(Href),
    /// No browser asks for such a path.
    NoPath(Href),
    /// No file system takes a file of such a name.
    TooLong(Href),
    /// Another file is in the way of the page that would lead on.
    NoPage(Href),
}

impl AliasFault {
    /// The address as it is written.
    pub fn alias(&self) -> &Href {
        match self {
            Self::Taken(alias)
            | Self::Twice(alias, _)
            | Self::Fragment(alias)
            | Self::NoPath(alias)
            | Self::TooLong(alias)
            | Self::NoPage(alias) => alias,
        }
    }
}

impl Fault for AliasFault {
    fn code(&self) -> Code {
        match self {
            Self::Taken(_) => Code::AliasTaken,
            Self::Twice(..) => Code::AliasTwice,
            Self::Fragment(_) => Code::AliasWithFragment,
            Self::NoPath(_) => Code::AliasNoPath,
            Self::TooLong(_) => Code::AliasTooLong,
            Self::NoPage(_) => Code::AliasNoPage,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Taken(alias) => Explanation::error(
                format!("“{alias}” is an address of this site now, so it cannot lead on to this article"),
                "remove it, or rename what stands there",
            ),
            Self::Twice(alias, other) => Explanation::error(
                format!("“{alias}” leads on to the article “{other}” already"),
                "keep it with one of the two articles",
            ),
            Self::Fragment(alias) => Explanation::error(
                format!("“{alias}” cannot lead on, because no host is told what follows #"),
                "remove what follows #",
            ),
            Self::NoPath(alias) => Explanation::error(
                format!("“{alias}” is no path that a browser asks for"),
                "write it as it stood in the address bar; //, /../ and control characters cannot stand there",
            ),
            Self::TooLong(alias) => Explanation::error(
                format!(
                    "“{alias}” is too long for the name of a file, and one has to stand there to lead on"
                ),
                "remove it, and redirect it in the settings of your host",
            ),
            Self::NoPage(alias) => Explanation::warning(
                format!(
                    "another file is in the way of “{alias}” where capital letters do not count, or a file where it needs a folder; it leads on only from hosts that read the files of redirects"
                ),
                "nothing, if yours is one (docs/addresses.md); else remove one of the two",
            ),
        }
    }
}

/// An earlier address, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Alias {
    /// The path from the site's root as a host reads it: without escapes, and without slashes around it.
    pub(crate) path: String,
    /// Does the address end with a slash, or with a folder's file?
    names_folder: bool,
    /// Does it name that file?
    names_index: bool,
    pub(crate) query: Option<String>,
}

impl Alias {
    pub(super) fn parse(alias: &Href) -> Result<Self, AliasFault> {
        let text = alias.as_str();
        if text.contains('#') {
            return Err(AliasFault::Fragment(alias.clone()));
        }
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query).filter(|query| !query.is_empty())),
            None => (&*text, None),
        };
        let no_path = || AliasFault::NoPath(alias.clone());
        let path = percent_decode_str(path).decode_utf8().map_err(|_| no_path())?;
        let path = path.strip_prefix('/').ok_or_else(no_path)?;
        let folder = path
            .strip_suffix(INDEX)
            .filter(|folder| folder.is_empty() || folder.ends_with('/'));
        let long = folder.unwrap_or(path);
        let short = long.strip_suffix('/').unwrap_or(long);
        let is_name = |part: &str| {
            !part.is_empty()
                && !matches!(part, "." | "..")
                && !part.contains(|c: char| c.is_control() || c == '\\')
        };
        if !short.is_empty() && !short.split('/').all(is_name) {
            return Err(no_path());
        }
        let parsed = Self {
            path: short.to_owned(),
            names_folder: long.len() > short.len(),
            names_index: folder.is_some(),
            query: query.map(ToOwned::to_owned),
        };
        match parsed.file() {
            Some(file) if !names::is_short_enough(&file) => Err(AliasFault::TooLong(alias.clone())),
            _ => Ok(parsed),
        }
    }

    /// Does it name a file rather than a folder?
    fn is_file(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.contains('.') && !self.names_folder
    }

    /// The ways in which browsers ask for it, each with its leading slash.
    pub(crate) fn spellings(&self) -> Vec<String> {
        let path = &self.path;
        if path.is_empty() {
            return vec!["/".to_owned()];
        }
        let mut spellings = vec![format!("/{path}")];
        if !self.is_file() {
            spellings.push(format!("/{path}/"));
        }
        if self.names_index {
            spellings.push(format!("/{path}/{INDEX}"));
        }
        spellings
    }

    /// The file that answers it on any host. A query names no file.
    pub(crate) fn file(&self) -> Option<String> {
        let extension = self.path.rsplit_once('.').map(|(_, extension)| extension);
        let is_page = extension.is_some_and(|extension| {
            ["html", "htm"]
                .iter()
                .any(|html| extension.eq_ignore_ascii_case(html))
        });
        match self.query {
            Some(_) => None,
            None if is_page && self.is_file() => Some(self.path.clone()),
            None => Some(format!("{}/{INDEX}", self.path)),
        }
    }

    /// What is the same in all its spellings.
    pub(super) fn key(&self) -> (String, Option<String>) {
        (self.path.clone(), self.query.clone())
    }
}

impl fmt::Display for Alias {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "/{}", self.path)?;
        match &self.query {
            Some(query) => write!(out, "?{query}"),
            None => Ok(()),
        }
    }
}
