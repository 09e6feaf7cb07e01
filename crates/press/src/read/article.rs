//! One Markdown file as an article.

use content::article::{Article, Event};
use content::block::{Block, Image};
use content::day::Day;
use content::href::{Href, Target};
use content::inline::{Inline, Mark};
use content::site::Site;
use content::slug::Slug;
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, Findings, Position};
use crate::read::event;
use crate::read::front_matter::{self, Parts};
use crate::read::locale;
use crate::read::markdown::{Converter, EmbedPlace, Links, PictureWords};
use crate::read::media::view::View;
use crate::read::names::slugify;
use crate::read::release::{Dated, Release};
use crate::read::settings::{Node, Reader, Table, Value, truth};
use crate::read::stamp::Stamp;
use crate::time_zone::Zone;

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
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    /// Whether and when it may be published.
    pub release: Release,
    /// The days that it names.
    pub days: Vec<NamedDay>,
    /// What is wrong with it.
    pub findings: Findings,
}

impl Draft {
    /// An article whose file cannot be read.
    pub fn unread(name: Name, findings: Findings) -> Self {
        let from = name.published.map(|day| Dated {
            stamp: Stamp::from(day),
            position: None,
        });
        Self {
            article: blank(name),
            authors: Vec::new(),
            tags: Vec::new(),
            links: Vec::new(),
            embeds: Vec::new(),
            aliases: Vec::new(),
            related: Vec::new(),
            translation_of: None,
            release: Release {
                draft: None,
                from,
                until: None,
            },
            days: Vec::new(),
            findings,
        }
    }
}

/// A day that an article names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NamedDay {
    /// What it is the day of.
    pub of: DayOf,
    /// The day.
    pub day: Day,
    /// Where it stands.
    pub position: Position,
}

/// What a day can be the day of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayOf {
    /// The article's publication.
    Publication,
    /// Its last change.
    Change,
    /// Its end.
    Expiry,
    /// The closing of what it tells of.
    Deadline,
    /// The beginning or the end of an event.
    Event,
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
    /// Tags of a taxonomy that the site has not.
    UnknownTaxonomy(String),
    /// Tags without a taxonomy, on a site that has none.
    NoTaxonomy,
    /// An earlier address that is none.
    BadAlias(String),
    /// The website it is about has no address of one.
    BadWebsite(String),
    /// Words for a lead picture, and no file.
    NoPicture,
    /// A time of an event in Coordinated Universal Time, and no zone to read it in.
    NoZone(String),
}

impl Fault for ArticleFault {
    fn code(&self) -> Code {
        match self {
            Self::Renamed(..) => Code::FileNameChanged,
            Self::NoSlug(_) => Code::FileNameNoSlug,
            Self::UnknownTaxonomy(_) => Code::UnknownTaxonomy,
            Self::NoTaxonomy => Code::NoTaxonomy,
            Self::BadAlias(_) => Code::AliasElsewhere,
            Self::BadWebsite(_) => Code::WebsiteNoAddress,
            Self::NoPicture => Code::PictureNoFile,
            Self::NoZone(_) => Code::EventNoZone,
        }
    }

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
            Self::NoPicture => Explanation::warning(
                "the lead picture has words, but no file, and is left out",
                "name its file in src, or remove image",
            ),
            Self::NoZone(time) => Explanation::error(
                format!(
                    "“{time}” is a time in UTC, and the event does not say on which clocks it is to be read"
                ),
                "write zone = \"Europe/Lisbon\", or wherever it is, beside it",
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
        reader.finish_unless(may_withhold);
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
    read_release(reader, draft);
    let article = &mut draft.article;
    draft.authors = reader.texts(&["authors", "author"]);
    article.authors = draft.authors.iter().map(|(author, _)| author.clone()).collect();
    article.series = reader.words(&["series"]).map(|(series, _)| series);
    let language = locale::read(reader, &["language", "lang"]);
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
        article.event = event(reader, node, &mut draft.days);
    }
    draft.tags = tags(reader, site);
}

/// Whether and when it may be published, and the other days that it names.
fn read_release(reader: &mut Reader<'_>, draft: &mut Draft) {
    draft.release.draft = reader
        .truth(&["draft"])
        .filter(|(is_draft, _)| *is_draft)
        .map(|(_, position)| position);
    let days = &mut draft.days;
    let mut dated = |of, names: &[&'static str]| {
        let (text, position) = reader.words(names)?;
        let stamp = reader.parse(names[0], &text, position, Stamp::parse, Stamp::RULE)?;
        days.push(NamedDay {
            of,
            day: stamp.day,
            position,
        });
        let position = Some(position);
        Some(Dated { stamp, position })
    };
    let release = &mut draft.release;
    release.from = dated(DayOf::Publication, &["published", "date"]).or(release.from);
    release.until = dated(DayOf::Expiry, &["expires"]);
    let article = &mut draft.article;
    article.published = release.from.map(|dated| dated.stamp.day);
    article.updated = dated(DayOf::Change, &["updated"]).map(|dated| dated.stamp.day);
    article.deadline = dated(DayOf::Deadline, &["deadline"]).map(|dated| dated.stamp.day);
}

/// May an unknown key mean that the article is not to be published? One that says the contrary does not.
fn may_withhold(key: &str, value: &Value, nearest: Option<&str>) -> bool {
    let says = match value {
        Value::Text(text) => truth(text.trim()),
        Value::Nothing | Value::List(_) | Value::Table(_) => None,
    };
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    let key = key.to_ascii_lowercase();
    if WITHHOLDING.contains(&&*key) || nearest == Some("draft") {
        return says != Some(false);
    }
    if RELEASING.contains(&&*key) {
        let is_public = matches!(value, Value::Text(text) if PUBLIC.contains(&&*text.trim().to_lowercase()));
        return says != Some(true) && !is_public;
    }
    if ADDRESSING.contains(&&*key) {
        return !matches!(value, Value::Text(_)) || says == Some(false);
    }
    matches!(nearest, Some("published" | "expires"))
}

/// Keys by which other tools say that something is not to be read, unless their value is false.
const WITHHOLDING: [&str; 16] = [
    "draft",
    "drafts",
    "embargo",
    "embargoed",
    "headless",
    "hidden",
    "hide",
    "isdraft",
    "isprivate",
    "password",
    "private",
    "trash",
    "trashed",
    "unlisted",
    "unpublished",
    "wip",
];

/// Keys by which other tools say when, or that, something may be read, unless their value is true or one of [`PUBLIC`].
const RELEASING: [&str; 22] = [
    "date",
    "expire",
    "expirationdate",
    "expires",
    "expiresat",
    "expireson",
    "expiry",
    "expirydate",
    "ispublished",
    "live",
    "public",
    "publish",
    "publishat",
    "publishdate",
    "published",
    "publishedat",
    "publishon",
    "scheduled",
    "state",
    "status",
    "unpublishdate",
    "visibility",
];

/// Keys by which other tools say whether something has an address; a text is that address.
const ADDRESSING: [&str; 3] = ["build", "permalink", "render"];

/// What those keys say of what everybody may read.
const PUBLIC: [&str; 5] = ["live", "public", "publish", "published", "visible"];

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
        // A form whose picture was taken out keeps the words of it.
        Value::Table(ref table) if table.text("src").is_some_and(|src| src.trim().is_empty()) => {
            reader.findings().add(position, &ArticleFault::NoPicture);
            return None;
        }
        _ => converter.picture_within(reader, "image", node)?,
    };
    converter.picture(words, position).ok()
}

fn event(reader: &mut Reader<'_>, node: Node, days: &mut Vec<NamedDay>) -> Option<Event> {
    let mut table = reader.within("event", node)?;
    let start = table.required(&["start"], "start = \"2026-05-03T19:00\"");
    let end = table.words(&["end"]);
    let zone = table.words(&["zone"]).map(|(zone, position)| {
        let known = Zone::parse(&zone);
        if known.is_none() {
            table.findings().add(position, &event::UnknownZone(zone.clone()));
        }
        (zone, known)
    });
    let (zone, known) = zone.unzip();
    let known = known.flatten();
    let mut moment = |key, written: Option<(String, Position)>| {
        let (text, position) = written?;
        let stamp = table.parse(key, &text, position, Stamp::parse, Stamp::RULE)?;
        days.push(NamedDay {
            of: DayOf::Event,
            day: stamp.day,
            position,
        });
        let moment = stamp.moment_at(known.as_ref());
        if moment.is_none() {
            table.findings().add(position, &ArticleFault::NoZone(text));
        }
        moment
    };
    let start = moment("start", start);
    let end = moment("end", end);
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
    crate::read::markdown::without_mark(first.text, Mark::Em)
}
