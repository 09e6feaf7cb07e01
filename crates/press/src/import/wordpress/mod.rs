//! WordPress exports (WXR 1.0 to 1.2) as a site and its articles.
//!
//! The file is read twice, and never held as a whole: first for addresses, terms and attachments, then for the texts,
//! whose links and pictures need them.

mod access;
mod addresses;
mod blocks;
mod closed;
mod code;
mod convert;
mod dates;
mod export;
mod foreign;
mod index;
mod languages;
mod layout;
mod menu;
mod paragraphs;
mod plan;
mod rules;
mod shortcodes;
mod terms;
mod text;

use std::path::PathBuf;

use content::day::Moment;
use content::slug::Slug;

use self::export::{Element, Part};
use self::index::{Index, Item};
use self::text::{Reading, Text};
use super::Imported;
use super::account::{Account, Place};
use super::archive::{self, ArchiveError, Unpacked};
use super::html;
use crate::remedy;

/// How to read an export.
#[derive(Clone, Debug)]
pub struct Options {
    /// The time on the clock of the site: what is dated later is not published.
    pub now: Moment,
    /// A copy of the site's `wp-content/uploads`. Without it pictures become links.
    pub media: Option<PathBuf>,
    /// The section that posts stand in.
    pub section: Slug,
    /// Its name.
    pub section_name: String,
}

impl Options {
    /// Everything that can be known at that time, without any files. Posts stand in the section `posts`.
    ///
    /// # Panics
    /// Never: the section's name is a slug.
    pub fn new(now: Moment) -> Self {
        Self {
            now,
            media: None,
            section: Slug::parse("posts").expect("the word is a slug"),
            section_name: "Posts".to_owned(),
        }
    }
}

/// Why there is nothing to import.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The system refuses to let the file be read.
    #[error("{}: the export cannot be read: {source}; {}", file.display(), remedy::of(source))]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is no export of WordPress.
    #[error("{}:{line}: this is no WordPress export: {why}; make one in WordPress under Tools, Export", file.display())]
    NoExport {
        /// The file.
        file: PathBuf,
        /// The line that shows it.
        line: u32,
        /// What is missing or wrong.
        why: String,
    },
    /// It is an archive that is not read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The folder of uploads is none.
    #[error("{}: there is no such folder; name a copy of wp-content/uploads", .0.display())]
    NoMedia(PathBuf),
}

/// Reads an export, which may stand in several files, in ZIP archives, or be compressed by gzip.
///
/// # Errors
/// When a file cannot be read or is no export of WordPress at all, or the folder of media is missing. Whatever is
/// wrong within an export stands in the account, and the rest is read.
pub fn read(files: &[PathBuf], options: &Options) -> Result<Imported, ImportError> {
    if let Some(media) = options.media.as_ref().filter(|media| !media.is_dir()) {
        return Err(ImportError::NoMedia(media.clone()));
    }
    let mut unpacked = Vec::new();
    let parts = parts_of(files, &mut unpacked)?;
    let mut import = Import::new(options);
    let mut index = Index::default();
    for (at, part) in parts.iter().enumerate() {
        import.begin(part);
        index.part = at;
        import.take_in(part, &mut index)?;
    }
    import.parts = parts.iter().map(|part| part.shown.clone()).collect();
    let plan = import.plan(&index);
    let mut converter = import.converter(&index, plan);
    let mut at = 0;
    for part in &parts {
        converter.import.begin(part);
        let text = Text::open(&part.path, part.reading).map_err(|source| part.unreadable(source))?;
        export::read(text, |part| {
            if let Part::Element(element) = part
                && element.name == "item"
            {
                converter.item(at, &element);
                at += 1;
            }
        });
    }
    Ok(converter.finish())
}

/// A file of an export.
struct Piece {
    path: PathBuf,
    /// What it is called in the account.
    shown: String,
    reading: Reading,
}

impl Piece {
    fn of(path: PathBuf, shown: String) -> Result<Self, ImportError> {
        let reading = text::examine(&path).map_err(|source| ImportError::Unreadable {
            file: PathBuf::from(&shown),
            source,
        })?;
        Ok(Self { path, shown, reading })
    }

    fn unreadable(&self, source: std::io::Error) -> ImportError {
        ImportError::Unreadable {
            file: PathBuf::from(&self.shown),
            source,
        }
    }
}

/// The files of XML in what was named; archives are unpacked, and must stay until all is read.
fn parts_of(files: &[PathBuf], unpacked: &mut Vec<Unpacked>) -> Result<Vec<Piece>, ImportError> {
    let mut parts = Vec::new();
    for file in files {
        let archive = if archive::is_zip(file) {
            Some(archive::unzip(file, |name| {
                archive::has_extension(name, "xml") && !name.contains("__MACOSX")
            })?)
        } else if archive::is_gzip(file) {
            Some(archive::gunzip(file, "export.xml")?)
        } else {
            None
        };
        let Some(archive) = archive else {
            parts.push(Piece::of(file.clone(), file.display().to_string())?);
            continue;
        };
        if archive.names.is_empty() {
            return Err(ImportError::NoExport {
                file: file.clone(),
                line: 1,
                why: "this archive holds no file of XML".to_owned(),
            });
        }
        for name in &archive.names {
            parts.push(Piece::of(
                archive.path(name),
                format!("{}:{name}", file.display()),
            )?);
        }
        unpacked.push(archive);
    }
    Ok(parts)
}

/// An import that has begun.
struct Import<'a> {
    /// The file that is being read.
    file: String,
    /// All files.
    parts: Vec<String>,
    options: &'a Options,
    account: Account,
}

impl<'a> Import<'a> {
    fn new(options: &'a Options) -> Self {
        Self {
            file: String::new(),
            parts: Vec::new(),
            options,
            account: Account::default(),
        }
    }

    fn begin(&mut self, part: &Piece) {
        self.file.clone_from(&part.shown);
    }

    /// Takes in what a file says without its texts.
    fn take_in(&mut self, piece: &Piece, index: &mut Index) -> Result<(), ImportError> {
        self.account_for(piece.reading);
        let mut has_posts = false;
        let text = Text::open(&piece.path, piece.reading).map_err(|source| piece.unreadable(source))?;
        let shape = export::read(text, |part| match part {
            Part::Element(element) => {
                has_posts |= matches!(element.name.as_str(), "wxr_version" | "base_blog_url")
                    || !element.word("post_type").is_empty();
                self.account_for_people(&element);
                index.add(&element);
            }
            Part::Fault { line, reason } => {
                self.account.read("XML");
                let place = self.place(line, "");
                self.account.drop("XML", reason, &place);
            }
        });
        if shape.has_channel && has_posts {
            return Ok(());
        }
        let (line, why) = shape.first_fault.unwrap_or_else(|| {
            let why = if shape.has_channel {
                "it is a feed without posts of WordPress"
            } else {
                "it has no <channel>"
            };
            (1, why.to_owned())
        });
        Err(ImportError::NoExport {
            file: PathBuf::from(&piece.shown),
            line,
            why,
        })
    }

    /// The place of an item, in whichever file it stands.
    fn place_of(&self, item: &Item) -> Place {
        Place {
            file: self.parts.get(item.part).cloned().unwrap_or_default(),
            ..self.place(item.line, &html::plain(&item.title))
        }
    }

    fn place(&self, line: u32, item: &str) -> Place {
        Place {
            file: self.file.clone(),
            line,
            item: item.to_owned(),
        }
    }

    fn account_for(&mut self, reading: Reading) {
        let (line, reason) = match reading {
            Reading::Utf8 | Reading::As(_) => return,
            Reading::Utf8Despite(declared) => (
                1,
                format!(
                    "the file declares {}, but its bytes are UTF-8, and are read as that",
                    declared.name()
                ),
            ),
            Reading::Mixed(line) => (
                line,
                "bytes from here on are no UTF-8; those that are none are read as Windows-1252".to_owned(),
            ),
        };
        self.account.read("encoding");
        self.account.change("encoding", reason, &self.place(line, ""));
    }

    /// Counts what tells of people and never comes along.
    fn account_for_people(&mut self, element: &Element) {
        match element.name.as_str() {
            "category" | "tag" | "term" => {
                let names = ["category_description", "tag_description", "term_description"];
                if names.iter().any(|name| !element.word(name).is_empty()) {
                    self.account.read("description of a term");
                    let place = self.place(element.line, "");
                    let reason =
                        "plugins keep names, addresses and settings in them, so none is published unread";
                    self.account.drop("description of a term", reason, &place);
                }
            }
            "author" => {
                for _ in element.all("author_email") {
                    self.account.read("e-mail address");
                    let place = self.place(element.line, "");
                    self.account
                        .drop("e-mail address", "addresses of authors stay behind", &place);
                }
            }
            "item" => {
                let title = html::plain(element.word("title"));
                for comment in element.all("comment") {
                    self.account.read("comment");
                    let place = self.place(comment.line, &title);
                    self.account
                        .drop("comment", "comments, and who wrote them, stay behind", &place);
                }
            }
            _ => {}
        }
    }
}
