//! Sources that are a list of texts in HTML: feeds, and the exports of Ghost, Substack, Blogger and Medium. Each source says
//! what it has as items; here they become the articles of a site, by one way for all.

mod item;
mod library;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::article::Article;
use content::block::{Audio, Block, File, Image, Paragraph, Video};
use content::day::Day;
use content::href::{Href, SiteAddress};
use content::inline::{Inline, Run};
use content::route::Route;
use content::site::{Link, Site};
use content::slug::Slug;

use super::account::{Account, Place};
use super::archive::ArchiveError;
use super::html::{self, Context, Surroundings};
use super::intake::{self, Slugs};
use super::words::{Part, Said};
use super::{Imported, day, privacy};
use crate::read::article::{self, Name};
use crate::read::locale;
use crate::read::names::slugify;
use crate::remedy;

pub(super) use self::item::{Attachment, Body, Channel, Item, List, Picture};
use self::library::{Library, key};

/// The kind under which items stand in the account.
pub(super) const POST: &str = "post";

/// The kind under which entries of menus stand in the account.
const MENU_ITEM: &str = "menu item";

/// The kind under which what is said of people stands in the account.
pub(super) const PEOPLE: &str = "data of people";

/// The section that all items go to.
const SECTION: &str = "posts";

/// The largest file that is read as a whole, in bytes.
const MAX_SIZE: u64 = 512 * 1024 * 1024;

/// How many words a title has that is made of a text's first ones.
const TITLE_WORDS: usize = 10;

/// How many bytes a title may have.
const MAX_TITLE: usize = 1000;

/// What an import of items needs to know.
#[derive(Clone, Debug)]
pub struct Options {
    /// Today: what is dated later is not published.
    pub now: Day,
    /// A folder with the media, by their path or as `host/path`.
    pub media: Option<PathBuf>,
    /// The address of the old site, for a source that does not name it.
    pub site: Option<String>,
}

/// Why a file cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The system refuses to read it.
    #[error("{}: this cannot be read: {} ({})", .0.display(), .1, remedy::of(.1))]
    Unreadable(PathBuf, #[source] io::Error),
    /// It is too large to be read as a whole.
    #[error("{}: this is larger than {} MiB (split the feed)", .0.display(), MAX_SIZE / 1024 / 1024)]
    TooLarge(PathBuf),
    /// It is not UTF-8 from this line on.
    #[error("{}:{}: from here on this file is not UTF-8 (save it as UTF-8)", .0.display(), .1)]
    NotUtf8(PathBuf, usize),
    /// It is no JSON.
    #[error(
        "{}:{}:{}: this is no JSON: {} (fetch it again; it may have been cut off)",
        .0.display(), .1.line(), .1.column(), .1
    )]
    NoJson(PathBuf, #[source] serde_json::Error),
    /// It is no XML.
    #[error("{}:{}: this is no XML: {} (fetch it again; it may have been cut off)", .0.display(), .1, .2)]
    NoXml(PathBuf, u32, String),
    /// It is something else: what it was taken for, why it is none, and what to name instead.
    #[error("{}: this is no {}: {} ({})", .0.display(), .1, .2, .3)]
    Other(PathBuf, &'static str, &'static str, &'static str),
    /// It is an archive that is not read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// Reads a file as a whole.
pub(super) fn bytes_of(file: &Path) -> Result<Vec<u8>, ImportError> {
    let unreadable = |error| ImportError::Unreadable(file.to_owned(), error);
    if fs::metadata(file).map_err(unreadable)?.len() > MAX_SIZE {
        return Err(ImportError::TooLarge(file.to_owned()));
    }
    fs::read(file).map_err(unreadable)
}

/// The same as text, without the mark that some programs begin it with.
pub(super) fn text_of(file: &Path) -> Result<String, ImportError> {
    let bytes = bytes_of(file)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        ImportError::NotUtf8(file.to_owned(), sound.split(|byte| *byte == b'\n').count())
    })?;
    Ok(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// The items as a site and its articles.
pub(super) fn into_site(
    channel: Channel,
    items: Vec<Item>,
    mut account: Account,
    options: &Options,
) -> Imported {
    let mut library = Library::new(&channel, options);
    let mut site = site(&channel);
    let mut slugs = Slugs::new();
    let section = slugs.take(SECTION, SECTION, None);
    intake::section(&mut site, &section, "Posts");
    let mut intake = Intake {
        channel,
        now: options.now,
        site,
        account: Account::default(),
        slugs,
    };
    std::mem::swap(&mut intake.account, &mut account);
    let mut taken: Vec<(Item, Article)> = Vec::new();
    for item in items {
        if let Some(article) = intake.take(&item, &section) {
            let route = Route::of(article.section.as_ref(), &article.slug);
            let route = format!("/{}", route.path());
            for url in item.url.iter().chain(&item.aliases) {
                library
                    .addresses
                    .entry(key(&library.absolute(url)))
                    .or_insert_with(|| route.clone());
            }
            taken.push((item, article));
        }
    }
    for (url, list) in std::mem::take(&mut intake.channel.lists) {
        let written = taken.iter().flat_map(|(_, article)| &article.authors);
        if let Some(route) = route_of(&list, &intake.site, written) {
            let key = key(&library.absolute(&url));
            library.addresses.entry(key).or_insert(route);
        }
    }
    intake.menu(&mut library);
    let mut articles = Vec::with_capacity(taken.len());
    for (item, article) in taken {
        articles.push(intake.convert(&item, article, &mut library));
    }
    let Intake {
        mut site,
        mut account,
        ..
    } = intake;
    let is_used = articles.iter().any(|article| article.section.is_some());
    if !is_used {
        site.sections.clear();
    }
    let (media, missing_media) = library.finish(&mut account);
    Imported {
        site,
        articles,
        media,
        missing_media,
        account,
        unpacked: Vec::new(),
    }
}

/// Where a list of items stands now; none where nothing of it came along.
fn route_of<'a>(list: &List, site: &Site, mut written: impl Iterator<Item = &'a String>) -> Option<String> {
    match list {
        List::Tag(taxonomy, name) => {
            let slug = intake::taxonomy_slug(taxonomy)?;
            let taxonomy = site.taxonomies.iter().find(|known| known.slug == slug)?;
            let tag = taxonomy.tags.iter().find(|tag| tag.name == *name)?;
            Some(format!("/tags/{slug}/{}/", tag.slug))
        }
        List::Author(name) => {
            let slug = slugify(name)?;
            written
                .any(|author| author == name)
                .then(|| format!("/authors/{slug}/"))
        }
    }
}

fn site(channel: &Channel) -> Site {
    let language = channel.language.as_deref().and_then(locale::meant);
    let address = channel
        .address
        .as_ref()
        .map(|url| format!("{}/", url.trim_end_matches('/')));
    let words = |text: &Option<String>| {
        let text = text.as_deref().map(html::plain);
        text.filter(|text| !text.is_empty())
    };
    Site {
        tagline: words(&channel.tagline),
        address: address.and_then(|address| SiteAddress::parse(&address)),
        ..intake::site(
            words(&channel.name).unwrap_or_else(|| "Untitled".to_owned()),
            language,
        )
    }
}

struct Intake {
    channel: Channel,
    now: Day,
    site: Site,
    account: Account,
    slugs: Slugs,
}

impl Intake {
    fn place(&self, item: &Item) -> Place {
        let name = item
            .title
            .as_deref()
            .map(html::plain)
            .filter(|title| !title.is_empty());
        Place {
            file: self.channel.file.clone(),
            line: item.line,
            item: name
                .or_else(|| item.url.clone())
                .or_else(|| item.id.clone())
                .unwrap_or_default(),
        }
    }

    /// Takes the entries of the menu that lead somewhere.
    fn menu(&mut self, library: &mut Library) {
        for (label, url) in std::mem::take(&mut self.channel.menu) {
            self.account.read(MENU_ITEM);
            let place = Place {
                file: self.channel.file.clone(),
                line: 0,
                item: label.clone(),
            };
            let label = html::plain(&label);
            match library.link(&url).filter(|_| !label.is_empty()) {
                None => {
                    let reason = "what it leads to did not come along";
                    self.account.drop(MENU_ITEM, reason, &place);
                }
                Some(_) if self.site.navigation.len() >= intake::MAX_MENU => {
                    self.account.drop(MENU_ITEM, "the menu is full", &place);
                }
                Some(href) => {
                    self.account.keep(MENU_ITEM);
                    self.site.navigation.push(Link { label, href });
                }
            }
        }
    }

    /// What an item says of itself; none where it is not published.
    fn take(&mut self, item: &Item, section: &Slug) -> Option<Article> {
        let kind = if item.is_page { "page" } else { POST };
        self.account.read(kind);
        let place = self.place(item);
        let published = self.day(item.published.as_deref(), &place);
        let is_later = published.is_some_and(|day| day > self.now);
        let why = item.withheld.clone();
        if let Some(why) = why.or_else(|| is_later.then(|| "its day has not come".to_owned())) {
            self.account
                .withhold(kind, format!("it is not published: {why}"), &place);
            self.account.words.withhold(&said(item));
            return None;
        }
        if matches!(item.body, Body::Nothing) && item.attachments.is_empty() && item.image.is_none() {
            self.account.drop(kind, "it has no text", &place);
            return None;
        }
        self.account.keep(kind);
        let title = item
            .title
            .as_deref()
            .map(html::plain)
            .filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| first_words(&item.body));
        let title = title[..title.floor_char_boundary(MAX_TITLE)].to_owned();
        let path = item.url.as_deref().map(key).unwrap_or_default();
        let last = path
            .rsplit('/')
            .next()
            .filter(|last| path.contains('/') && !last.is_empty());
        let wanted = item.slug.as_deref().or(last).unwrap_or(&title);
        let slug = self.slugs.take(wanted, &title, Some(&self.site.language));
        let mut article = article::blank(Name {
            slug,
            section: Some(section.clone()).filter(|_| !item.is_page),
            published,
        });
        if !title.is_empty() {
            article.title = title;
        }
        article.updated = self
            .day(item.updated.as_deref(), &place)
            .filter(|day| published.is_none_or(|published| *day > published));
        article.authors.clone_from(&item.authors);
        if article.authors.is_empty() && !item.is_page {
            article.authors.clone_from(&self.channel.authors);
        }
        let language = item.language.as_deref().and_then(locale::meant);
        article.language = language.filter(|language| *language != self.site.language);
        article.website = item.website.as_deref().and_then(Href::parse);
        for (taxonomy, name) in &item.tags {
            self.account.read("tag");
            if intake::tag(&mut self.site, &mut article, taxonomy, name) {
                self.account.keep("tag");
            } else {
                self.account
                    .drop("tag", format!("no address can be made from “{name}”"), &place);
            }
        }
        Some(article)
    }

    fn day(&mut self, text: Option<&str>, place: &Place) -> Option<Day> {
        let text = text?;
        self.account.read("day");
        let found = day(text);
        match found {
            Some(_) => self.account.keep("day"),
            None => self
                .account
                .drop("day", format!("“{text}” is no day; {}", Day::RULE), place),
        }
        found
    }

    fn convert(&mut self, item: &Item, mut article: Article, library: &mut Library) -> Article {
        let place = Place {
            item: article.title.clone(),
            ..self.place(item)
        };
        if let Some(lead) = &item.lead {
            article.lead = vec![Inline::Text(
                lead.split_whitespace().collect::<Vec<_>>().join(" "),
            )];
        }
        self.account
            .words
            .of_article(article.section.as_ref(), &article.slug, said(item));
        library.begin(item.base.as_deref().or(item.url.as_deref()));
        match &item.body {
            Body::Html(html) => {
                let mut context = Context::new(&mut self.account, place.clone(), library);
                article.body = html::blocks(html, &mut context);
            }
            Body::Text(text) => {
                article.body = paragraphs(text);
            }
            Body::Nothing => {}
        }
        if let Some(picture) = &item.image {
            article.image = library.file(&picture.url).map(|src| Image {
                alt: picture.alt.clone(),
                caption: picture
                    .caption
                    .iter()
                    .map(|text| Inline::Text(html::plain(text)))
                    .collect(),
                ..Image::of(src)
            });
        }
        for attachment in &item.attachments {
            self.attach(attachment, &mut article, library, &place);
        }
        let now = Route::of(article.section.as_ref(), &article.slug).path();
        for url in item.url.iter().chain(&item.aliases) {
            let alias = library
                .alias(url)
                .filter(|alias| alias.as_str().trim_matches('/') != now.trim_matches('/'));
            if let Some(alias) = alias.filter(|alias| !article.aliases.contains(alias)) {
                article.aliases.push(alias);
            }
        }
        article
    }

    fn attach(
        &mut self,
        attachment: &Attachment,
        article: &mut Article,
        library: &mut Library,
        place: &Place,
    ) {
        const ATTACHMENT: &str = "attachment";
        self.account.read(ATTACHMENT);
        let Some(url) = &attachment.url else {
            self.account.drop(ATTACHMENT, "it has no address", place);
            return;
        };
        let title = attachment.title.clone();
        let kind = attachment.kind.as_str();
        match library.file(url) {
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
            None if privacy::is_for_one(url) => {
                let reason = "the file is not at hand, and its address opens what is for one person";
                self.account.drop(ATTACHMENT, reason, place);
            }
            None => match Href::parse(url) {
                Some(link) => {
                    self.account
                        .change(ATTACHMENT, "the file is not at hand; a link leads to it", place);
                    article.body.push(Block::Paragraph(Paragraph {
                        text: vec![Inline::Run(Run {
                            text: title.unwrap_or_else(|| url.clone()),
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

/// What an item says to its readers.
fn said(item: &Item) -> Said {
    let words = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut said = match (&item.said, &item.body) {
        (Some(said), _) => said.clone(),
        (None, Body::Html(html)) => Said::html(html),
        (None, Body::Text(text)) => Said::text(text),
        (None, Body::Nothing) => Said::default(),
    };
    said = said
        .and_all(Said::html(&words(&item.title)))
        .and(Part::Key, &words(&item.lead));
    if let Some(picture) = &item.image {
        said = said
            .and(Part::Picture, &words(&picture.alt))
            .and_all(Said::html(&words(&picture.caption)));
    }
    for attachment in &item.attachments {
        said = said.and(Part::Key, &words(&attachment.title));
    }
    said
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
fn first_words(body: &Body) -> String {
    let text = match body {
        Body::Html(html) => html::plain(html),
        Body::Text(text) => text.clone(),
        Body::Nothing => String::new(),
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = words
        .iter()
        .take(TITLE_WORDS)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    if words.len() > TITLE_WORDS {
        format!("{shown} …")
    } else {
        shown
    }
}
