//! A file of Markdown before it is opened: what it is, by where it stands.

use std::path::{Path, PathBuf};

use content::day::Day;
use content::language::Language;

/// A folder that texts stand in.
pub(super) struct Root {
    pub(super) folder: PathBuf,
    /// The folders that its own stand for, where it is put into another one.
    pub(super) below: Vec<String>,
    /// The collection that all of it belongs to; where there is none, the folders in it are the collections.
    pub(super) collection: Option<String>,
    /// The language of all of it, as addresses write it, and as it is.
    pub(super) language: Option<(String, Language)>,
    /// Are its texts pages outside of what appears by and by?
    pub(super) holds_pages: bool,
}

impl Root {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            below: Vec::new(),
            collection: None,
            language: None,
            holds_pages: false,
        }
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageKind {
    Article,
    /// What a section says of itself.
    Section,
    Draft,
}

/// Where a file stands in the site.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_field_names,
    reason = "a page outside of what appears by and by is what generators call a page"
)]
pub(super) struct Page {
    pub(super) file: PathBuf,
    /// The folders that stand in its address, without that of its language.
    pub(super) folders: Vec<String>,
    /// Its name without extension, language and day, or that of its folder.
    pub(super) stem: String,
    /// The same with its day.
    pub(super) dated_stem: String,
    /// What the generator counts it among: a collection of Jekyll or Astro.
    pub(super) collection: Option<String>,
    pub(super) section: Option<String>,
    /// Does it stand outside of what appears by and by?
    pub(super) is_page: bool,
    /// Does it stand in no section, where the site lists such texts if they have a day?
    pub(super) is_listed: bool,
    /// Is it the index of a folder, which is its name?
    pub(super) is_index: bool,
    pub(super) published: Option<Day>,
    pub(super) language: Option<Language>,
    /// Its language as its address has it.
    pub(super) language_part: Option<String>,
    pub(super) kind: PageKind,
}

impl Page {
    /// A file of a folder of texts, before anything is known but where it stands.
    pub(super) fn new(file: &Path, folders: Vec<String>, root: &Root) -> Self {
        Self {
            file: file.to_owned(),
            folders,
            stem: String::new(),
            dated_stem: String::new(),
            collection: root.collection.clone(),
            section: None,
            is_page: root.holds_pages,
            is_listed: false,
            is_index: false,
            published: None,
            language: None,
            language_part: None,
            kind: PageKind::Article,
        }
    }

    /// The folders of its address, that of its language first.
    pub(super) fn path(&self) -> impl Iterator<Item = &str> {
        let language = self.language_part.iter();
        language.chain(&self.folders).map(String::as_str)
    }

    /// What it has in common with its translations.
    pub(super) fn place(&self) -> String {
        let collection = self.collection.as_deref().unwrap_or_default();
        format!("{collection}\n{}\n{}", self.folders.join("/"), self.dated_stem)
    }
}

/// What a generator makes of a file.
pub(super) enum Placing {
    /// A page.
    Page,
    /// Nothing, and nobody expects otherwise.
    PassedOver,
    /// Nothing, for this reason.
    Withheld(String),
    /// A page that its readers saw, and that is not read, for this reason.
    Left(String),
}

/// A file's name without its extension.
pub(super) fn stem_of(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The day before a file's name, with one digit or two for month and day, as Jekyll takes it.
pub(super) fn dated(stem: &str) -> Option<(Day, &str)> {
    let mut parts = stem.splitn(4, '-');
    let number = |part: Option<&str>, digits: usize| {
        part.filter(|part| part.len() <= digits && part.bytes().all(|byte| byte.is_ascii_digit()))?
            .parse::<u16>()
            .ok()
    };
    let year = number(parts.next().filter(|part| part.len() == 4), 4)?;
    let month = u8::try_from(number(parts.next(), 2)?).ok()?;
    let day = u8::try_from(number(parts.next(), 2)?).ok()?;
    let name = parts.next().filter(|name| !name.is_empty())?;
    Some((Day::new(year, month, day)?, name))
}

/// The day that folders one below the other say: `2024/01/02`.
pub(super) fn day_of(folders: &[String]) -> Option<Day> {
    folders.windows(3).find_map(|parts| {
        let number = |part: &str, digits: usize| {
            let is_number = part.len() <= digits && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u16>().ok().filter(|_| is_number)
        };
        let year = number(&parts[0], 4).filter(|year| *year >= 1900)?;
        let small = |part: &str| u8::try_from(number(part, 2)?).ok();
        Day::new(year, small(&parts[1])?, small(&parts[2])?)
    })
}

/// Is a folder called after a year, a month or a day, and so no section?
pub(super) fn is_of_time(folder: &str) -> bool {
    let is_number = folder.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = folder.len() == 4 && matches!(folder.get(..2), Some("19" | "20"));
    is_number && (is_year || folder.len() == 2)
}
