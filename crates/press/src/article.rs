//! One Markdown file as an article.

use content::article::{Article, Event};
use content::block::{Block, Image};
use content::day::{Day, Moment};
use content::href::{Href, Target};
use content::inline::{Inline, Mark};
use content::language::Language;
use content::site::Site;
use content::slug::Slug;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::diagnostic::{Explanation, Fault, Findings, Position};
use crate::front_matter::{self, Parts};
use crate::markdown::{Converter, EmbedPlace, Links, PictureWords};
use crate::media::view::View;
use crate::names::slugify;
use crate::settings::{Node, Reader, Table, Value};

/// A file that is to be an article, before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its slug.
    pub slug: Slug,
    /// Its section; a page has none.
    pub section: Option<Slug>,
    /// The day before the slug in the file's name.
    pub published: Option<Day>,
}

/// An article whose tags are still names.
#[derive(Debug, Serialize, Deserialize)]
pub struct Draft {
    /// The article; its tags and similar content are empty.
    pub article: Article,
    /// The names of its authors and where they stand.
    pub authors: TagNames,
    /// Its tags, taxonomy by taxonomy in the order of the site.
    pub tags: Vec<(Slug, TagNames)>,
    /// Where its links stand.
    pub links: Links,
    /// Where its embeds stand.
    pub embeds: Vec<EmbedPlace>,
    /// Where its earlier addresses stand.
    pub aliases: Links,
    /// Where the articles stand that it wants as related.
    pub related: Vec<(Slug, Position)>,
    /// The article that it is a translation of, and where that is said.
    pub translation_of: Option<(Slug, Position)>,
    /// Is it marked as not to be published?
    pub withheld: bool,
    /// What is wrong with it.
    pub findings: Findings,
}

impl Draft {
    /// An article whose file cannot be read.
    pub fn unread(name: Name, findings: Findings) -> Self {
        Self {
            article: blank(name),
            authors: Vec::new(),
            tags: Vec::new(),
            links: Vec::new(),
            embeds: Vec::new(),
            aliases: Vec::new(),
            related: Vec::new(),
            translation_of: None,
            withheld: false,
            findings,
        }
    }
}

/// Names of tags and where they stand.
pub type TagNames = Vec<(String, Position)>;

/// What can be wrong with an article as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleFault {
    /// The file's name is no slug.
    Renamed(String, Slug),
    /// Nothing in the file's name can be spelt as a slug.
    NoSlug(String),
    /// It is marked as a draft.
    Withheld,
    /// Tags of a taxonomy that the site has not.
    UnknownTaxonomy(String),
    /// Tags without a taxonomy, on a site that has none.
    NoTaxonomy,
    /// An earlier address that is none.
    BadAlias(String),
    /// The website it is about has no address of one.
    BadWebsite(String),
}

impl Fault for ArticleFault {
    fn explain(&self) -> Explanation {
        match self {
            Self::Renamed(name, slug) => Explanation::warning(
                format!("the file name “{name}” is no slug; the address has “{slug}”"),
                format!("rename the file to {slug}.md"),
            ),
            Self::NoSlug(name) => Explanation::error(
                format!("no address can be made from the file name “{name}”"),
                "name the file with letters and digits",
            ),
            Self::Withheld => Explanation::warning(
                "this is a draft, and left out of the site".to_owned(),
                "remove the key draft to publish it",
            ),
            Self::UnknownTaxonomy(name) => Explanation::error(
                format!("the site has no taxonomy “{name}”"),
                "add it to site.toml or remove these tags",
            ),
            Self::NoTaxonomy => Explanation::error(
                "this article has tags, but the site has no taxonomy",
                "add one to site.toml, as in [[taxonomies]] with slug and name",
            ),
            Self::BadAlias(alias) => Explanation::error(
                format!("“{alias}” is no earlier address of this site"),
                "write it from the root, as /old/address/",
            ),
            Self::BadWebsite(url) => Explanation::warning(
                format!("“{url}” is no website; it is left out"),
                "begin it with https:// or http://",
            ),
        }
    }
}

/// The slug and the day that a file's name (without its extension) says, and what is odd about it.
///
/// # Errors
/// When no slug can be made of it.
pub fn name(stem: &str, section: Option<Slug>) -> Result<(Name, Option<ArticleFault>), ArticleFault> {
    let dated = stem
        .get(..10)
        .and_then(Day::parse)
        .filter(|_| stem[10..].starts_with('-'));
    let rest = if dated.is_some() { &stem[11..] } else { stem };
    if let Some(slug) = Slug::parse(rest) {
        return Ok((
            Name {
                slug,
                section,
                published: dated,
            },
            None,
        ));
    }
    let slug = slugify(rest).ok_or_else(|| ArticleFault::NoSlug(stem.to_owned()))?;
    let fault = ArticleFault::Renamed(rest.to_owned(), slug.clone());
    Ok((
        Name {
            slug,
            section,
            published: dated,
        },
        Some(fault),
    ))
}

/// Reads an article. Whatever is wrong stands in its findings; an article with an error is as complete as it can be.
///
/// Without a site, as when `site.toml` cannot be read, every taxonomy is taken as known.
pub fn read(name: Name, text: &str, site: Option<&Site>, media: &View<'_>, mut findings: Findings) -> Draft {
    let Parts {
        matter,
        body,
        body_line,
    } = front_matter::split(text);
    let table = matter.unwrap_or_else(|fault| {
        findings.add(fault.position(), &fault);
        Table::default()
    });
    let is_readable = !findings.has_errors();
    let mut draft = Draft::unread(name, findings.beside());
    let mut converter = Converter::new(media, &mut findings);
    if is_readable {
        let mut keys_findings = draft.findings.beside();
        let mut reader = Reader::new(table, Position::line(1), &mut keys_findings);
        read_keys(&mut reader, &mut draft, site, &mut converter);
        reader.finish();
        draft.findings.take_in(keys_findings);
    }
    let language = draft.article.language.as_ref();
    converter.set_language(language.or(site.map(|site| &site.language)).cloned());
    draft.article.body = converter.body(body, body_line);
    if draft.article.lead.is_empty() {
        draft.article.lead = take_lead(&mut draft.article.body);
    }
    (draft.links, draft.embeds) = converter.into_places();
    draft.findings.take_in(findings);
    draft
}

pub(crate) fn blank(name: Name) -> Article {
    Article {
        title: name.slug.to_string(),
        slug: name.slug,
        section: name.section,
        lead: Vec::new(),
        authors: Vec::new(),
        bylines: Vec::new(),
        published: name.published,
        updated: None,
        website: None,
        tags: Vec::new(),
        language: None,
        translations: Vec::new(),
        image: None,
        series: None,
        before: None,
        after: None,
        minutes: None,
        event: None,
        deadline: None,
        calendar: false,
        aliases: Vec::new(),
        related: Vec::new(),
        body: Vec::new(),
        similar: Vec::new(),
    }
}

fn read_keys(reader: &mut Reader<'_>, draft: &mut Draft, site: Option<&Site>, converter: &mut Converter<'_>) {
    let article = &mut draft.article;
    if let Some((title, _)) = reader.required(&["title"], "title = \"…\"") {
        article.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if let Some((lead, position)) = reader.words(&["lead", "description", "excerpt"]) {
        article.lead = converter.line(&lead, position);
    }
    if let Some((_, position)) = reader.words(&["draft"]).filter(|(word, _)| word == "true") {
        draft.withheld = true;
        reader.findings().add(position, &ArticleFault::Withheld);
    }
    article.published = reader
        .parsed(&["published", "date"], day, Day::RULE)
        .or(article.published);
    article.updated = reader.parsed(&["updated"], day, Day::RULE);
    article.deadline = reader.parsed(&["deadline"], day, Day::RULE);
    draft.authors = reader.texts(&["authors", "author"]);
    article.authors = draft.authors.iter().map(|(author, _)| author.clone()).collect();
    article.series = reader.words(&["series"]).map(|(series, _)| series);
    let language = reader.parsed(&["language", "lang"], Language::parse, Language::RULE);
    article.language = language.filter(|language| site.is_none_or(|site| site.language != *language));
    if let Some((url, position)) = reader.words(&["website"]) {
        article.website = Href::parse(&url).filter(|href| matches!(href.target(), Target::External(_)));
        if article.website.is_none() {
            reader.findings().add(position, &ArticleFault::BadWebsite(url));
        }
    }
    for (alias, position) in reader.texts(&["aliases"]) {
        match Href::parse(&alias).filter(|href| matches!(href.target(), Target::Internal(_))) {
            Some(alias) => {
                draft.aliases.push((alias.clone(), position));
                article.aliases.push(alias);
            }
            None => reader.findings().add(position, &ArticleFault::BadAlias(alias)),
        }
    }
    for (slug, position) in reader.texts(&["related"]) {
        if let Some(slug) = reader.parse("related", &slug, position, Slug::parse, Slug::RULE) {
            draft.related.push((slug.clone(), position));
            article.related.push(slug);
        }
    }
    if let Some((slug, position)) = reader.words(&["translation_of"]) {
        let slug = reader.parse("translation_of", &slug, position, Slug::parse, Slug::RULE);
        draft.translation_of = slug.map(|slug| (slug, position));
    }
    if let Some(node) = reader.take(&["image"]) {
        article.image = image(reader, node, converter);
    }
    if let Some(node) = reader.take(&["event"]) {
        article.event = event(reader, node);
    }
    draft.tags = tags(reader, site);
}

fn image(reader: &mut Reader<'_>, node: Node, converter: &mut Converter<'_>) -> Option<Image> {
    let position = node.position;
    let words = match node.value {
        Value::Text(src) if src.trim().is_empty() => return None,
        Value::Text(src) => PictureWords {
            src,
            alt: None,
            caption: Vec::new(),
            credit: None,
        },
        _ => converter.picture_within(reader, "image", node)?,
    };
    converter.picture(words, position).ok()
}

fn event(reader: &mut Reader<'_>, node: Node) -> Option<Event> {
    let mut table = reader.within("event", node)?;
    let start = table.required(&["start"], "start = 2026-05-03T19:00");
    let start =
        start.and_then(|(text, position)| table.parse("start", &text, position, moment, Moment::RULE));
    let end = table.parsed(&["end"], moment, Moment::RULE);
    let zone = table.words(&["zone"]).map(|(zone, position)| {
        if !calendar::is_zone(&zone) {
            table
                .findings()
                .add(position, &calendar::UnknownZone(zone.clone()));
        }
        zone
    });
    let venue = table.words(&["venue"]).map(|(venue, _)| venue);
    table.finish();
    Some(Event {
        start: start?,
        end,
        zone,
        venue,
    })
}

/// The tags by taxonomy. A list without a taxonomy belongs to the site's first.
fn tags(reader: &mut Reader<'_>, site: Option<&Site>) -> Vec<(Slug, TagNames)> {
    let mut tags: Vec<(Slug, TagNames)> = Vec::new();
    if let Some(node) = reader.take(&["tags"]) {
        if let Value::Table(_) = node.value {
            let entries = reader
                .within("tags", node)
                .map(Reader::into_entries)
                .unwrap_or_default();
            for (key, position, node) in entries {
                let names = reader.texts_of(&format!("tags.{key}"), node);
                match Slug::parse(&key).filter(|slug| site.is_none_or(|site| site.taxonomy(slug).is_some())) {
                    Some(taxonomy) => tags.push((taxonomy, names)),
                    None => reader
                        .findings()
                        .add(position, &ArticleFault::UnknownTaxonomy(key)),
                }
            }
        } else {
            let position = node.position;
            let names = reader.texts_of("tags", node);
            match site.map(|site| site.taxonomies.first()) {
                Some(Some(taxonomy)) => tags.push((taxonomy.slug.clone(), names)),
                Some(None) if !names.is_empty() => reader.findings().add(position, &ArticleFault::NoTaxonomy),
                Some(None) | None => {}
            }
        }
    }
    let categories = Slug::parse("categories").expect("the word is a slug");
    if site.is_some_and(|site| site.taxonomy(&categories).is_some()) {
        let names = reader.texts(&["categories"]);
        match tags.iter_mut().find(|(taxonomy, _)| *taxonomy == categories) {
            Some((_, there)) => there.extend(names),
            None => tags.push((categories, names)),
        }
    }
    tags.retain(|(_, names)| !names.is_empty());
    if let Some(site) = site {
        let place = |slug: &Slug| site.taxonomies.iter().position(|taxonomy| taxonomy.slug == *slug);
        tags.sort_by_key(|(taxonomy, _)| place(taxonomy));
    }
    tags
}

/// A day, also as the beginning of a time.
pub(crate) fn day(text: &str) -> Option<Day> {
    let rest = text.get(10..)?;
    let right = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    Day::parse(text.get(..10)?).filter(|_| right)
}

/// A day or a minute of it; seconds are passed over.
fn moment(text: &str) -> Option<Moment> {
    let text = text.replacen(' ', "T", 1);
    let minute = text
        .get(..16)
        .filter(|_| text[16..].starts_with(':') && text[16..].len() == 3);
    Moment::parse(minute.unwrap_or(&text))
}

/// The first paragraph, when all of it is emphasis. Emphasis as a whole needs no mark.
pub(crate) fn take_lead(body: &mut Vec<Block>) -> Vec<Inline> {
    let Some(Block::Paragraph(first)) = body.first() else {
        return Vec::new();
    };
    let emphatic = |piece: &Inline| match piece {
        Inline::Run(run) => run.marks.contains(&Mark::Em),
        Inline::Break(_) | Inline::Note(_) => true,
        Inline::Text(_) => false,
    };
    if !first.text.iter().all(emphatic) {
        return Vec::new();
    }
    let Block::Paragraph(first) = body.remove(0) else {
        return Vec::new();
    };
    crate::markdown::without_mark(first.text, Mark::Em)
}
