//! The `media` folder: which files there are, and what pictures measure.

pub mod captions;
pub mod view;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use content::href::MediaPath;

use content::block::Source;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, count};
use crate::names::{self, Names};
use crate::remedy::Refusal;

/// The folder's name within the content folder.
pub const FOLDER: &str = "media";

/// All media files by their path from the content folder.
#[derive(Debug, Default)]
pub struct Media {
    files: BTreeMap<String, PathBuf>,
    assumed: bool,
    /// The same names, to find one that is nearly right; made when the first is asked for.
    names: OnceLock<Names>,
}

/// Why an article cannot have a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaFault {
    /// It stands on another host.
    Elsewhere(String),
    /// It is named as no media file can be.
    BadPath(String),
    /// There is no such file.
    Missing(String, Option<String>),
}

impl Fault for MediaFault {
    fn code(&self) -> Code {
        match self {
            Self::Elsewhere(_) => Code::MediaElsewhere,
            Self::BadPath(_) => Code::MediaBadPath,
            Self::Missing(..) => Code::MediaMissing,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Elsewhere(src) => Explanation::warning(
                format!("“{src}” stands on another host, which would learn who reads what"),
                "save the file in the media folder and name it media/…",
            ),
            Self::BadPath(src) => Explanation::warning(
                format!("“{src}” is no path of a media file"),
                "name a file as media/a.avif, without spaces, %, # or ..",
            ),
            Self::Missing(src, nearest) => Explanation::warning(
                format!("there is no file “{src}”"),
                match nearest {
                    Some(nearest) => format!("did you mean {nearest}?"),
                    None => "put the file into the media folder and name it media/…".to_owned(),
                },
            ),
        }
    }

    fn is_loss(&self) -> bool {
        true
    }
}

/// A media folder that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderFault {
    /// The system refuses.
    Unreadable(Refusal),
    /// A file's name is no UTF-8 or cannot stand in an address.
    BadName,
    /// A file's name is longer than file systems take, with what press puts before and behind it.
    LongName,
}

impl Fault for FolderFault {
    fn code(&self) -> Code {
        match self {
            Self::Unreadable(_) => Code::MediaUnreadable,
            Self::BadName => Code::MediaBadName,
            Self::LongName => Code::MediaNameTooLong,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Unreadable(refusal) => {
                Explanation::error(format!("this cannot be read: {refusal}"), refusal.remedy)
            }
            Self::BadName => Explanation::warning(
                "this file’s name cannot stand in an address, so it is left out",
                "rename it without spaces, %, #, ?, : or quotes",
            ),
            Self::LongName => Explanation::warning(
                "this file’s name is too long to be published, so it is left out",
                "give it a shorter one",
            ),
        }
    }
}

impl Media {
    /// A folder that is not there yet: every file that is named is taken to be in it.
    pub fn assumed() -> Self {
        Self {
            assumed: true,
            ..Self::default()
        }
    }

    /// Looks at the `media` folder of a content folder, if it has one. Faults come with the path they are at.
    pub fn read(content: &Path) -> (Self, Vec<(PathBuf, FolderFault)>) {
        let mut media = Self::default();
        let mut faults = Vec::new();
        let root = content.join(FOLDER);
        if !root.is_dir() {
            return (media, faults);
        }
        let shown = |name: &std::ffi::OsStr| !name.as_encoded_bytes().starts_with(b".");
        let entries = walkdir::WalkDir::new(&root)
            .follow_links(true)
            .sort_by_file_name();
        for entry in entries
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || shown(entry.file_name()))
        {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let path = entry.into_path();
                    match address_of(content, &path) {
                        Some(name) if names::is_short_enough(&name) => {
                            media.files.insert(name, path);
                        }
                        Some(_) => faults.push((path, FolderFault::LongName)),
                        None => faults.push((path, FolderFault::BadName)),
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(&root).to_owned();
                    faults.push((path, FolderFault::Unreadable(error.into())));
                }
            }
        }
        (media, faults)
    }

    /// Every file, by its path from the content folder, with the place it is read from.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.files
            .iter()
            .map(|(name, path)| (name.as_str(), path.as_path()))
    }

    /// Where the file of a path from the content folder is.
    pub fn path(&self, name: &str) -> Option<&Path> {
        self.files.get(name).map(PathBuf::as_path)
    }

    /// The file that an article names, with or without a slash before it.
    ///
    /// # Errors
    /// When there is none, or the name is none of a media file.
    pub fn file(&self, src: &str) -> Result<(MediaPath, &Path), MediaFault> {
        let src = src.trim();
        if src.contains("://") || src.starts_with("//") {
            return Err(MediaFault::Elsewhere(src.to_owned()));
        }
        let name = src
            .strip_prefix("./")
            .or_else(|| src.strip_prefix('/'))
            .unwrap_or(src);
        let path = MediaPath::parse(name).ok_or_else(|| MediaFault::BadPath(src.to_owned()))?;
        if let Some(file) = self.files.get(name) {
            return Ok((path, file));
        }
        if self.assumed {
            return Ok((path, Path::new("")));
        }
        let names = self.names.get_or_init(|| Names::new(self.files.keys().cloned()));
        let nearest = names.nearest(name).map(ToOwned::to_owned);
        Err(MediaFault::Missing(name.to_owned(), nearest))
    }

    /// The size in bytes of a file that an article names.
    pub fn bytes(path: &Path) -> Option<u32> {
        path.metadata()
            .ok()
            .and_then(|data| u32::try_from(data.len()).ok())
    }

    /// The files `<stem>-<width>.<extension>` beside a picture. A number that is not the file's own width
    /// is part of another picture's name.
    pub fn smaller(&self, name: &str) -> Vec<Source> {
        let Some((stem, extension)) = name.rsplit_once('.') else {
            return Vec::new();
        };
        let start = format!("{stem}-");
        let beside = self
            .files
            .range(start.clone()..)
            .take_while(|(name, _)| name.starts_with(&start));
        let mut sources: Vec<_> = beside
            .filter_map(|(name, file)| {
                let (width, other) = name[start.len()..].split_once('.')?;
                let width: u32 = width.parse().ok()?;
                (other == extension && measure(file)?.0 == width).then_some(())?;
                Some(Source {
                    src: MediaPath::parse(name)?,
                    width,
                })
            })
            .collect();
        sources.sort_by_key(|source| source.width);
        sources
    }
}

fn address_of(content: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(content).ok()?;
    let parts: Option<Vec<_>> = relative.iter().map(|part| part.to_str()).collect();
    let name = parts?.join("/");
    MediaPath::parse(&name).map(|_| name)
}

fn measure(file: &Path) -> Option<(u32, u32)> {
    let size = imagesize::size(file).ok()?;
    Some((count(size.width), count(size.height)))
}
