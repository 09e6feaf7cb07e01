//! The content folder: which file is what.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault};
use crate::read::bounds::{Bounds, Entry, EntryFault};
use crate::read::brand;
use crate::read::media::Media;
use crate::read::site_file::FOLDERS;
use crate::remedy;

/// The folder of pages outside the sections.
const PAGES: &str = "pages";

/// A content folder, listed.
#[derive(Debug)]
pub struct Source {
    /// The folder.
    pub root: PathBuf,
    /// Its site file.
    pub site: SiteFile,
    /// The folders that may be sections, and that of the pages, in the order of their names.
    pub folders: Vec<Folder>,
    /// Its media.
    pub media: Media,
    /// What is wrong with the folder.
    pub diagnostics: Vec<Diagnostic>,
}

/// The file that makes a folder a content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteFile {
    /// `site.toml`: articles are Markdown.
    Toml(PathBuf),
    /// `site.json`: a whole bundle in one hand-written file.
    Json(PathBuf),
}

impl SiteFile {
    /// Where the site file of a content folder stands.
    pub fn path_in(content: &Path) -> PathBuf {
        let toml = content.join("site.toml");
        if toml.is_file() {
            toml
        } else {
            content.join(content::bundle::SITE)
        }
    }
}

/// A folder of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Its path.
    pub path: PathBuf,
    /// Its name, which is that of its section.
    pub name: String,
    /// Are its articles pages outside the sections?
    pub is_pages: bool,
    /// Its Markdown files, in the order of their names.
    pub files: Vec<PathBuf>,
}

/// Why a folder is none that press can read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// It is not there, or is no folder.
    #[error("{}: there is no such folder (name the folder that holds site.toml)", .0.display())]
    NoFolder(PathBuf),
    /// It has neither `site.toml` nor `site.json`.
    #[error(
        "{}: this is no content folder, because it has no site.toml (write one with name, language and sections)",
        .0.display()
    )]
    NoSite(PathBuf),
    /// It has both.
    #[error(
        "{}: this folder has a site.toml and a site.json (keep the one that the site is written in)",
        .0.display()
    )]
    TwoSites(PathBuf),
    /// Its site file must not be opened.
    #[error("{}: {} ({})", .0.display(), .1, .1.remedy())]
    NoSiteFile(PathBuf, EntryFault),
    /// The system refuses to list it.
    #[error("{}: this folder cannot be read: {} ({})", .0.display(), .1, remedy::of(.1))]
    Unreadable(PathBuf, #[source] io::Error),
}

/// What can be wrong with where a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceFault {
    /// An article in a folder within a section.
    TooDeep,
    /// A Markdown file beside `site.toml`.
    AtRoot,
    /// The name of a file or folder is no UTF-8.
    BadName,
}

impl Fault for PlaceFault {
    fn code(&self) -> Code {
        match self {
            Self::TooDeep => Code::ArticleTooDeep,
            Self::AtRoot => Code::ArticleBesideSections,
            Self::BadName => Code::FileNameNotText,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::TooDeep => Explanation::error(
                "this article stands in a folder within a section, and has no address",
                "move it up into the folder of its section",
            ),
            Self::AtRoot => Explanation::warning(
                "this file stands in no section and is passed over",
                "move it into the folder of a section, or into pages",
            ),
            Self::BadName => Explanation::error(
                "the name of this file is no text",
                "rename it with letters and digits",
            ),
        }
    }
}

impl Source {
    /// Lists a content folder.
    ///
    /// # Errors
    /// When it is no content folder at all.
    pub fn list(root: &Path) -> Result<Self, SourceError> {
        if !root.is_dir() {
            return Err(SourceError::NoFolder(root.to_owned()));
        }
        let bounds = Bounds::of(root).map_err(|error| SourceError::Unreadable(root.to_owned(), error))?;
        let (toml, json) = (root.join("site.toml"), root.join(content::bundle::SITE));
        let is_there = |path: &Path| {
            let found = bounds.has_file(path);
            found.map_err(|fault| SourceError::NoSiteFile(path.to_owned(), fault))
        };
        let site = match (is_there(&toml)?, is_there(&json)?) {
            (true, false) => SiteFile::Toml(toml),
            (false, true) => SiteFile::Json(json),
            (true, true) => return Err(SourceError::TwoSites(root.to_owned())),
            (false, false) => return Err(SourceError::NoSite(root.to_owned())),
        };
        let (media, faults) = Media::read(root, &bounds);
        let mut source = Self {
            root: root.to_owned(),
            site,
            folders: Vec::new(),
            media,
            diagnostics: Vec::new(),
        };
        for (path, fault) in faults {
            source
                .diagnostics
                .push(Diagnostic::new(path.display().to_string(), None, &fault));
        }
        let brand = root.join(brand::FILE);
        if let Err(fault) = bounds.has_file(&brand) {
            source.report(&brand, &fault);
        }
        if matches!(source.site, SiteFile::Toml(_)) {
            for path in entries(root)? {
                source.visit(path, &bounds)?;
            }
        }
        Ok(source)
    }

    fn visit(&mut self, path: PathBuf, bounds: &Bounds) -> Result<(), SourceError> {
        let Some(name) = path.file_name().and_then(OsStr::to_str) else {
            self.report(&path, &PlaceFault::BadName);
            return Ok(());
        };
        if name.starts_with('.') {
            return Ok(());
        }
        if FOLDERS.contains(&name) && name != PAGES {
            return Ok(());
        }
        if self.look(&path, bounds) != Some(Entry::Folder) {
            if is_markdown(&path) && bounds.look(&path) == Ok(Entry::File) {
                self.report(&path, &PlaceFault::AtRoot);
            }
            return Ok(());
        }
        let mut folder = Folder {
            name: name.to_owned(),
            is_pages: name == PAGES,
            files: Vec::new(),
            path: path.clone(),
        };
        for entry in entries(&path)?.into_iter().filter(|entry| !is_hidden(entry)) {
            match self.look(&entry, bounds) {
                Some(Entry::Folder) => {
                    for nested in markdown_below(&entry) {
                        self.report(&nested, &PlaceFault::TooDeep);
                    }
                }
                Some(Entry::File) if is_markdown(&entry) => folder.files.push(entry),
                Some(Entry::File) | None => {}
            }
        }
        if !folder.files.is_empty() {
            self.folders.push(folder);
        }
        Ok(())
    }

    /// What something is. Where it must not be opened, that is told if articles were to be expected there.
    fn look(&mut self, path: &Path, bounds: &Bounds) -> Option<Entry> {
        match bounds.look(path) {
            Ok(entry) => Some(entry),
            Err(fault) => {
                if is_markdown(path) || path.is_dir() {
                    self.report(path, &fault);
                }
                None
            }
        }
    }

    fn report(&mut self, path: &Path, fault: &impl Fault) {
        self.diagnostics
            .push(Diagnostic::new(path.display().to_string(), None, fault));
    }
}

/// What stands directly in a folder, in the order of names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let unreadable = |error| SourceError::Unreadable(folder.to_owned(), error);
    let list = fs::read_dir(folder).map_err(unreadable)?;
    let mut paths = list
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.sort();
    Ok(paths)
}

fn markdown_below(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path()))
        .filter_map(Result::ok);
    files
        .map(walkdir::DirEntry::into_path)
        .filter(|path| is_markdown(path) && path.is_file())
        .collect()
}

/// Systems and editors keep what is their own in such files, beside those that they belong to.
fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn is_markdown(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}
