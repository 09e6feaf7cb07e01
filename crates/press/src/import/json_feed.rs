//! JSON Feed, version 1.0 and 1.1.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::block::{Audio, Block, File, Image, Paragraph, Video};
use content::bundle::FORMAT;
use content::day::Day;
use content::href::{Href, MediaPath, SiteAddress};
use content::inline::{Inline, Run};
use content::language::Language;
use content::site::Site;
use serde_json::Value;

use super::account::{Account, Place};
use super::html::{self, Context, Surroundings};
use super::intake::{self, Slugs};
use super::{Imported, day, media_at_hand};
use crate::read::article::{self, Name};
use crate::read::locale;
use crate::remedy;

/// The kind under which items stand in the account.
const POST: &str = "post";

/// The section that all items go to.
const SECTION: &str = "posts";

/// The largest feed that is read, in bytes.
const MAX_SIZE: u64 = 512 * 1024 * 1024;

/// What an import of a feed needs to know.
#[derive(Clone, Debug)]
pub struct Options {
    /// Today: what is dated later is not published.
    pub now: Day,
    /// A folder with the media, by their path or as `host/path`.
    pub media: Option<PathBuf>,
}

/// Why a feed cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The system refuses to read it.
    #[error("{}: this cannot be read: {} ({})", .0.display(), .1, remedy::of(.1))]
    Unreadable(PathBuf, #[source] io::Error),
    /// It is too large to be a feed.
    #[error("{}: this is larger than {} MiB (split the feed)", .0.display(), MAX_SIZE / 1024 / 1024)]
    TooLarge(PathBuf),
    /// It is not UTF-8 from this line on.
    #[error("{}:{}: from here on this file is not UTF-8 (save it as UTF-8)", .0.display(), .1)]
    NotUtf8(PathBuf, usize),
    /// It is no JSON.
    #[error(
        "{}:{}:{}: this is no JSON: {} (fetch the feed again; it may have been cut off)",
        .0.display(), .1.line(), .1.column(), .1
    )]
    NoJson(PathBuf, #[source] serde_json::Error),
    /// It is JSON, and no feed.
    #[error(
        "{}: this is no JSON Feed: {} (name a file whose version is https://jsonfeed.org/version/1 or 1.1)",
        .0.display(), .1
    )]
    NoFeed(PathBuf, &'static str),
}

/// Reads a feed.
///
/// # Errors
/// When the file is no feed; whatever is wrong with one item stands in the account.
pub fn read(file: &Path, options: &Options) -> Result<Imported, ImportError> {
    let unreadable = |error| ImportError::Unreadable(file.to_owned(), error);
    if fs::metadata(file).map_err(unreadable)?.len() > MAX_SIZE {
        return Err(ImportError::TooLarge(file.to_owned()));
    }
    let bytes = fs::read(file).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        ImportError::NotUtf8(file.to_owned(), sound.split(|byte| *byte == b'\n').count())
    })?;
    let feed: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}'))
        .map_err(|error| ImportError::NoJson(file.to_owned(), error))?;
    let version = word(&feed, "version").unwrap_or_default();
    if !version.contains("jsonfeed.org/version/1") {
        return Err(ImportError::NoFeed(file.to_owned(), "its version is another"));
    }
    let items = feed
        .get("items")
        .and_then(Value::as_array)
        .ok_or_else(|| ImportError::NoFeed(file.to_owned(), "it has no list of items"))?;
    let mut import = Import {
        file: file.display().to_string(),
        now: options.now,
        site: site(&feed),
        account: Account::default(),
        slugs: Slugs::new(),
        articles: Vec::new(),
        authors: authors(&feed),
    };
    let mut library = Library {
        base: word(&feed, "home_page_url")
            .unwrap_or_default()
            .trim_end_matches('/')
            .to_owned(),
        addresses: BTreeMap::new(),
        folder: options.media.clone(),
        media: BTreeMap::new(),
        missing: Vec::new(),
    };
    let section = import.slugs.take(SECTION, SECTION);
    intake::section(&mut import.site, &section, "Posts");
    let mut taken = Vec::new();
    for item in items {
        if let Some(article) = import.take(item, &section) {
            if let Some(url) = word(item, "url") {
                let route = content::route::Route::of(article.section.as_ref(), &article.slug);
                library.addresses.insert(key(&url), format!("/{}", route.path()));
            }
            taken.push((item, article));
        }
    }
    for (item, article) in taken {
        let article = import.convert(item, article, &mut library);
        import.articles.push(article);
    }
    let Import {
        mut site,
        articles,
        mut account,
        ..
    } = import;
    if articles.is_empty() {
        site.sections.clear();
    }
    for _ in &library.media {
        account.read("media");
        account.keep("media");
    }
    library.missing.sort();
    library.missing.dedup();
    for address in &library.missing {
        account.read("media");
        let place = Place {
            item: address.clone(),
            ..Place::default()
        };
        account.change("media", "the file is not at hand", &place);
    }
    let media = library.media.into_iter();
    Ok(Imported {
        site,
        articles,
        media: media
            .filter_map(|(path, from)| Some((MediaPath::parse(&path)?, from)))
            .collect(),
        missing_media: library.missing,
        account,
    })
}

/// A text of an object that is not empty; a number counts as its digits.
fn word(value: &Value, key: &str) -> Option<String> {
    let text = match value.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// `authors` of version 1.1, `author` of version 1.
fn authors(value: &Value) -> Vec<String> {
    let many = value.get("authors").and_then(Value::as_array);
    let one = value.get("author");
    let all = many.into_iter().flatten().chain(one);
    let mut names: Vec<String> = all.filter_map(|author| word(author, "name")).collect();
    names.dedup();
    names
}

fn site(feed: &Value) -> Site {
    let language = word(feed, "language").and_then(|text| locale::meant(&text));
    let address = word(feed, "home_page_url").map(|url| format!("{}/", url.trim_end_matches('/')));
    Site {
        format: FORMAT,
        name: word(feed, "title").unwrap_or_else(|| "Untitled".to_owned()),
        tagline: word(feed, "description"),
        logo: None,
        address: address.and_then(|address| SiteAddress::parse(&address)),
        language: language.unwrap_or_else(|| Language::parse("en").expect("en is a language")),
        sections: Vec::new(),
        taxonomies: Vec::new(),
        navigation: Vec::new(),
        footer: Vec::new(),
        words: None,
        pages: Vec::new(),
        years: Vec::new(),
        consent: None,
        articles: Vec::new(),
    }
}

struct Import {
    file: String,
    now: Day,
    site: Site,
    account: Account,
    slugs: Slugs,
    articles: Vec<content::article::Article>,
    /// Those of the feed, for items that name none.
    authors: Vec<String>,
}

impl Import {
    /// What an item says of itself; none where it is not published.
    fn take(&mut self, item: &Value, section: &content::slug::Slug) -> Option<content::article::Article> {
        self.account.read(POST);
        let url = word(item, "url");
        let title = word(item, "title").map(|title| html::plain(&title));
        let name = title.clone().or(url.clone()).or_else(|| word(item, "id"));
        let place = Place {
            file: self.file.clone(),
            line: 0,
            item: name.clone().unwrap_or_default(),
        };
        if !item.is_object() || (item.get("content_html").is_none() && item.get("content_text").is_none()) {
            self.account
                .drop(POST, "it has neither content_html nor content_text", &place);
            return None;
        }
        let published = self.day(item, "date_published", &place);
        let expired = item.get("expired").and_then(Value::as_bool) == Some(true);
        if expired || published.is_some_and(|day| day > self.now) {
            let why = if expired {
                "it has expired"
            } else {
                "its day has not come"
            };
            self.account
                .withhold(POST, format!("it is not published: {why}"), &place);
            return None;
        }
        self.account.keep(POST);
        let path = url.as_deref().map(key).unwrap_or_default();
        let last = path
            .rsplit('/')
            .next()
            .filter(|last| path.contains('/') && !last.is_empty());
        let words = first_words(item);
        let title = title.unwrap_or(words);
        let slug = self.slugs.take(last.unwrap_or(&title), &title);
        let mut article = article::blank(Name {
            slug,
            section: Some(section.clone()),
            published,
        });
        article.title = if title.is_empty() {
            article.slug.to_string()
        } else {
            title
        };
        article.updated = self
            .day(item, "date_modified", &place)
            .filter(|day| Some(*day) != published);
        article.authors = authors(item);
        if article.authors.is_empty() {
            article.authors.clone_from(&self.authors);
        }
        let language = word(item, "language").and_then(|text| locale::meant(&text));
        article.language = language.filter(|language| *language != self.site.language);
        article.website = word(item, "external_url").and_then(|url| Href::parse(&url));
        for tag in item.get("tags").and_then(Value::as_array).into_iter().flatten() {
            self.account.read("tag");
            match tag.as_str() {
                Some(name) if intake::tag(&mut self.site, &mut article, "tags", name) => {
                    self.account.keep("tag");
                }
                _ => self.account.drop("tag", "no address can be made from it", &place),
            }
        }
        Some(article)
    }

    fn day(&mut self, item: &Value, name: &str, place: &Place) -> Option<Day> {
        let text = word(item, name)?;
        self.account.read("day");
        let found = day(&text);
        match found {
            Some(_) => self.account.keep("day"),
            None => self
                .account
                .drop("day", format!("“{text}” is no day; {}", Day::RULE), place),
        }
        found
    }

    fn convert(
        &mut self,
        item: &Value,
        mut article: content::article::Article,
        library: &mut Library,
    ) -> content::article::Article {
        let place = Place {
            file: self.file.clone(),
            line: 0,
            item: article.title.clone(),
        };
        if let Some(summary) = word(item, "summary") {
            article.lead = vec![Inline::Text(
                summary.split_whitespace().collect::<Vec<_>>().join(" "),
            )];
        }
        if let Some(html) = word(item, "content_html") {
            self.account.words_read += html::count_words(&html::plain(&html));
            let mut context = Context::new(&mut self.account, place.clone(), library);
            article.body = html::blocks(&html, &mut context);
        } else if let Some(text) = word(item, "content_text") {
            let words = html::count_words(&text);
            self.account.words_read += words;
            self.account.words_kept += words;
            article.body = paragraphs(&text);
        }
        if let Some(url) = word(item, "image").or_else(|| word(item, "banner_image")) {
            article.image = library.file(&url).map(Image::of);
        }
        for attachment in item
            .get("attachments")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            self.attach(attachment, &mut article, library, &place);
        }
        article
    }

    fn attach(
        &mut self,
        attachment: &Value,
        article: &mut content::article::Article,
        library: &mut Library,
        place: &Place,
    ) {
        const ATTACHMENT: &str = "attachment";
        self.account.read(ATTACHMENT);
        let Some(url) = word(attachment, "url") else {
            self.account.drop(ATTACHMENT, "it has no address", place);
            return;
        };
        let title = word(attachment, "title");
        let kind = word(attachment, "mime_type").unwrap_or_default();
        match library.file(&url) {
            Some(src) if kind.starts_with("audio/") => {
                self.account.keep(ATTACHMENT);
                article.body.push(Block::Audio(Audio {
                    src,
                    title,
                    transcript: None,
                }));
            }
            Some(src) if kind.starts_with("video/") => {
                self.account.keep(ATTACHMENT);
                article.body.push(Block::Video(Video {
                    src,
                    title,
                    poster: None,
                    width: None,
                    height: None,
                    transcript: None,
                    captions: Vec::new(),
                }));
            }
            Some(src) => {
                self.account.keep(ATTACHMENT);
                let name = src.as_str().rsplit('/').next().unwrap_or_default().to_owned();
                article.body.push(Block::File(File {
                    src,
                    title: title.unwrap_or(name),
                    bytes: None,
                }));
            }
            None => match Href::parse(&url) {
                Some(link) => {
                    self.account
                        .change(ATTACHMENT, "the file is not at hand; a link leads to it", place);
                    article.body.push(Block::Paragraph(Paragraph {
                        text: vec![Inline::Run(Run {
                            text: title.unwrap_or(url),
                            marks: Vec::new(),
                            lang: None,
                            link: Some(link),
                        })],
                    }));
                }
                None => self
                    .account
                    .drop(ATTACHMENT, "its address is none that a page can have", place),
            },
        }
    }
}

/// Text without markup: an empty line parts paragraphs, a line end is a line break.
fn paragraphs(text: &str) -> Vec<Block> {
    let text = text.replace("\r\n", "\n");
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let paragraph = |part: &str| {
        let mut pieces = Vec::new();
        for line in part.lines() {
            if !pieces.is_empty() {
                pieces.push(Inline::line_break());
            }
            pieces.push(Inline::Text(line.trim().to_owned()));
        }
        Block::Paragraph(Paragraph { text: pieces })
    };
    parts.map(paragraph).collect()
}

/// The beginning of an item without a title, as microblogs have them.
fn first_words(item: &Value) -> String {
    let text = word(item, "content_text")
        .or_else(|| word(item, "content_html").map(|html| html::plain(&html)))
        .unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = words.iter().take(10).copied().collect::<Vec<_>>().join(" ");
    if words.len() > 10 {
        format!("{shown} …")
    } else {
        shown
    }
}

/// An address without what differs between spellings of one.
fn key(url: &str) -> String {
    let url = url.split(['#', '?']).next().unwrap_or_default();
    let url = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or(url);
    url.trim_end_matches('/').trim_end_matches(".html").to_lowercase()
}

/// Where links and files of the feed lead now.
struct Library {
    /// The address of the old site.
    base: String,
    addresses: BTreeMap<String, String>,
    folder: Option<PathBuf>,
    media: BTreeMap<String, PathBuf>,
    missing: Vec<String>,
}

impl Library {
    fn absolute(&self, url: &str) -> String {
        match url.strip_prefix("//") {
            Some(rest) => format!("https://{rest}"),
            None if url.contains(':') || url.starts_with('#') => url.to_owned(),
            None => format!("{}/{}", self.base, url.trim_start_matches('/')),
        }
    }
}

impl Surroundings for Library {
    fn link(&mut self, url: &str) -> Option<Href> {
        let whole = self.absolute(url.trim());
        match self.addresses.get(&key(&whole)) {
            Some(address) => Href::parse(address),
            None => Href::parse(&whole),
        }
    }

    fn file(&mut self, url: &str) -> Option<MediaPath> {
        let whole = self.absolute(url.trim());
        if let Some((path, from)) = self
            .folder
            .as_deref()
            .and_then(|folder| media_at_hand(folder, &whole))
        {
            self.media.insert(path.to_string(), from);
            return Some(path);
        }
        self.missing.push(whole);
        None
    }
}
