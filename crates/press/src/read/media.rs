//! The `media` folder: which files there are, and what pictures measure.

pub mod captions;
mod kind;
pub(crate) mod markup;
pub mod view;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use content::block::Source;
use content::bundle;
use content::href::MediaPath;
use percent_encoding::percent_decode_str;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, count};
use crate::read::bounds::{Bounds, EntryFault};
use crate::read::names::{self, Names, composed};
use crate::remedy::{self, Refusal};

pub use kind::KindFault;

/// The folder's name within the content folder.
pub const FOLDER: &str = bundle::MEDIA;

/// All media files by their path from the content folder, in Unicode's composed form.
#[derive(Debug, Default)]
pub struct Media {
    files: BTreeMap<String, File>,
    assumed: bool,
    /// The same names, to find one that is nearly right; made when the first is asked for.
    names: OnceLock<Names>,
}

/// A file of the folder.
#[derive(Debug)]
struct File {
    path: PathBuf,
    /// Whether it holds what its name says, once somebody has looked.
    contents: OnceLock<Result<(), KindFault>>,
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
    /// It is of a kind that is not published.
    Kind(String, KindFault),
    /// It was to be seen, and browsers do not show it.
    Unshown(String),
}

impl Fault for MediaFault {
    fn code(&self) -> Code {
        match self {
            Self::Elsewhere(_) => Code::MediaElsewhere,
            Self::BadPath(_) => Code::MediaBadPath,
            Self::Missing(..) => Code::MediaMissing,
            Self::Kind(..) => Code::MediaKind,
            Self::Unshown(_) => Code::MediaNotShown,
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
            Self::Kind(name, fault) => Explanation::warning(
                format!("“{name}” {fault}, so it is not published"),
                fault.remedy(),
            ),
            Self::Unshown(name) => Explanation::error(
                format!("“{name}” {}", KindFault::Original),
                KindFault::Original.remedy(),
            ),
        }
    }

    fn is_loss(&self) -> bool {
        true
    }
}

/// What can be wrong with a file or a folder of the media folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderFault {
    /// It must not be opened.
    Entry(EntryFault),
    /// A file's name is no UTF-8 or cannot stand in an address.
    BadName,
    /// A file's name is longer than file systems take, with what press puts before and behind it.
    LongName,
    /// Another file has the same name, with its letters composed otherwise.
    SameName(PathBuf),
}

impl Fault for FolderFault {
    fn code(&self) -> Code {
        match self {
            Self::Entry(fault) => fault.code(),
            Self::BadName => Code::MediaBadName,
            Self::LongName => Code::MediaNameTooLong,
            Self::SameName(_) => Code::MediaSameName,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Entry(fault) => fault.explain(),
            Self::BadName => Explanation::warning(
                "this file’s name cannot stand in an address, so it is left out",
                "rename it without spaces, %, #, ?, : or quotes",
            ),
            Self::LongName => Explanation::warning(
                "this file’s name is too long to be published, so it is left out",
                "give it a shorter one",
            ),
            Self::SameName(other) => Explanation::error(
                format!(
                    "this file’s name reads the same as that of {}: only how its letters are composed differs, and in an address nothing does",
                    other.display()
                ),
                "rename or remove one of the two",
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
    pub fn read(content: &Path, bounds: &Bounds) -> (Self, Vec<(PathBuf, FolderFault)>) {
        let mut media = Self::default();
        let root = content.join(FOLDER);
        if std::fs::symlink_metadata(&root).is_err() {
            return (media, Vec::new());
        }
        let faults = RefCell::new(Vec::new());
        let told = |path: &Path, fault| faults.borrow_mut().push((path.to_owned(), fault));
        let shown = |name: &std::ffi::OsStr| !name.as_encoded_bytes().starts_with(b".");
        let may_be_opened = |entry: &walkdir::DirEntry| {
            if entry.depth() > 0 && !shown(entry.file_name()) {
                return false;
            }
            let looked = bounds.look(entry.path());
            looked
                .map_err(|fault| told(entry.path(), FolderFault::Entry(fault)))
                .is_ok()
        };
        let entries = walkdir::WalkDir::new(&root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(may_be_opened);
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_type().is_file() => media.take(content, entry.into_path(), &told),
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(&root);
                    if path.file_name().is_some_and(shown) {
                        told(path, FolderFault::Entry(entry_fault(&error, path, bounds)));
                    }
                }
            }
        }
        (media, faults.into_inner())
    }

    fn take(&mut self, content: &Path, path: PathBuf, told: &impl Fn(&Path, FolderFault)) {
        let Some(name) = address_of(content, &path) else {
            told(&path, FolderFault::BadName);
            return;
        };
        if !names::is_short_enough(&name) {
            told(&path, FolderFault::LongName);
            return;
        }
        match self.files.entry(name) {
            Slot::Vacant(slot) => {
                let contents = OnceLock::new();
                slot.insert(File { path, contents });
            }
            Slot::Occupied(first) => told(&path, FolderFault::SameName(first.get().path.clone())),
        }
    }

    /// Every file, by its path from the content folder, with the place it is read from.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.files
            .iter()
            .map(|(name, file)| (name.as_str(), file.path.as_path()))
    }

    /// Where the file of a path from the content folder is.
    pub fn path(&self, name: &str) -> Option<&Path> {
        self.files.get(name).map(|file| file.path.as_path())
    }

    /// The file that an article names, with or without a slash before it, to be published as it is.
    ///
    /// # Errors
    /// When there is none, the name is none of a media file, or the file is of a kind that is not published.
    pub fn file(&self, src: &str) -> Result<(MediaPath, &Path), MediaFault> {
        let (path, file) = self.named(src)?;
        if let Some(file) = file {
            file.check(&path)?;
        }
        Ok((path, file.map_or(Path::new(""), |file| &file.path)))
    }

    /// The picture that an article names. What it holds is looked at when it is made.
    ///
    /// # Errors
    /// As for a file.
    pub fn picture(&self, src: &str) -> Result<(MediaPath, &Path), MediaFault> {
        match self.named(src) {
            Ok((path, file)) => Ok((path, file.map_or(Path::new(""), |file| &file.path))),
            Err(MediaFault::Kind(name, KindFault::Original)) => Err(MediaFault::Unshown(name)),
            Err(fault) => Err(fault),
        }
    }

    /// The file of a name; none in a folder that is not there yet.
    fn named(&self, src: &str) -> Result<(MediaPath, Option<&File>), MediaFault> {
        let src = src.trim();
        if src.contains("://") || src.starts_with("//") {
            return Err(MediaFault::Elsewhere(src.to_owned()));
        }
        let name = src
            .strip_prefix("./")
            .or_else(|| src.strip_prefix('/'))
            .unwrap_or(src);
        let bad_path = || MediaFault::BadPath(src.to_owned());
        if self.assumed {
            return Ok((MediaPath::parse(name).ok_or_else(bad_path)?, None));
        }
        let name = &*composed(name);
        let path = MediaPath::parse(name).ok_or_else(bad_path)?;
        let Some(file) = self.files.get(name) else {
            let names = self.names.get_or_init(|| Names::new(self.files.keys().cloned()));
            let nearest = names.nearest(name).map(ToOwned::to_owned);
            return Err(MediaFault::Missing(name.to_owned(), nearest));
        };
        match kind::of_name(name) {
            Ok(_) => Ok((path, Some(file))),
            Err(fault) => Err(MediaFault::Kind(name.to_owned(), fault)),
        }
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
                (other == extension && measure(&file.path)?.0 == width).then_some(())?;
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

impl File {
    /// Does it hold what its name says?
    fn check(&self, name: &MediaPath) -> Result<(), MediaFault> {
        let name = name.as_str();
        let contents = self
            .contents
            .get_or_init(|| kind::of_name(&name).and_then(|kind| kind::check_contents(kind, &self.path)));
        contents
            .clone()
            .map_err(|fault| MediaFault::Kind(name.into_owned(), fault))
    }
}

/// The media file that a link leads to, as its path from the content folder, and what follows it there, such as `#page=2`.
pub fn named_by_link(url: &str) -> Option<(String, &str)> {
    let (path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let path = ["./", "/content/"]
        .iter()
        .find_map(|start| path.strip_prefix(start))
        .unwrap_or(path);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let is_media = path
        .strip_prefix(FOLDER)
        .is_some_and(|name| name.starts_with('/'));
    is_media.then(|| (composed(&path).into_owned(), rest))
}

/// Why a walk through the folder did not go on.
fn entry_fault(error: &walkdir::Error, path: &Path, bounds: &Bounds) -> EntryFault {
    if error.loop_ancestor().is_some() {
        return EntryFault::LeadsInCircle;
    }
    let unreadable = || {
        let found = error
            .io_error()
            .map(|error| (error.to_string(), remedy::of(error)));
        let (why, remedy) = found.unwrap_or_else(|| (error.to_string(), "remove it"));
        EntryFault::Unreadable(Refusal { why, remedy })
    };
    bounds.look(path).err().unwrap_or_else(unreadable)
}

fn address_of(content: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(content).ok()?;
    let parts: Option<Vec<_>> = relative.iter().map(|part| part.to_str()).collect();
    let name = parts?.join("/");
    let name = composed(&name);
    MediaPath::parse(&name).map(|_| name.into_owned())
}

fn measure(file: &Path) -> Option<(u32, u32)> {
    let size = imagesize::size(file).ok()?;
    Some((count(size.width), count(size.height)))
}
