//! `site.toml` as the site of a bundle.

use content::article::Thumbnail;
use content::bundle::FORMAT;
use content::href::{Href, SiteAddress};
use content::language::Language;
use content::site::{FooterBlock, Link, Order, Section, Site, Tag, Taxonomy};
use content::slug::Slug;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, Findings, Position};
use crate::read::consent;
use crate::read::countries::Country;
use crate::read::locale;
use crate::read::markdown::Converter;
use crate::read::media::{self, view::View};
use crate::read::names::slugify;
use crate::read::search::{self, SearchSettings};
use crate::read::settings::{Reader, parse_toml};
use crate::read::words;
use crate::time_zone::Zone;

/// Folders of the content folder that are no sections.
pub const FOLDERS: [&str; 3] = ["media", "pages", "pictures"];

/// What can be wrong with the site as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteFault {
    /// A section is named like a folder that holds something else.
    FolderName(Slug),
    /// An earlier tag of the taxonomy, of that name, is the same country.
    SecondCountry(Country, String),
    /// A country has no name in the site's language.
    NoCountryName(Country, Language),
    /// A tag has no slug, and a name that cannot be spelt as one.
    NoSlug(String),
}

impl Fault for SiteFault {
    fn code(&self) -> Code {
        match self {
            Self::FolderName(_) => Code::SectionLikeFolder,
            Self::SecondCountry(..) => Code::CountryTwice,
            Self::NoCountryName(..) => Code::CountryNoName,
            Self::NoSlug(_) => Code::TagNoSlug,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::FolderName(slug) => Explanation::error(
                format!("a section cannot be called “{slug}”: that folder holds something else"),
                "choose another slug",
            ),
            Self::SecondCountry(country, first) => Explanation::error(
                format!("the tag “{first}” is the country {country} already"),
                "remove one of the two; articles can carry only one of them",
            ),
            Self::NoCountryName(country, language) => Explanation::error(
                format!(
                    "Unicode’s data has no name of the country {country} in the site’s language “{}”",
                    language.as_str()
                ),
                "write name = \"…\" beside it",
            ),
            Self::NoSlug(name) => Explanation::error(
                format!("no address can be made from the tag “{name}”"),
                "write slug = \"…\", its name in addresses",
            ),
        }
    }
}

/// Where the parts of the site stand in `site.toml`, for whoever finds a fault between them.
#[derive(Debug, Default)]
pub struct Places {
    sections: Vec<(Slug, Position)>,
    taxonomies: Vec<(Slug, Position)>,
    /// Each with its taxonomy before it.
    tags: Vec<(Slug, Slug, Position)>,
    links: Vec<(Href, Position)>,
}

/// An author of whom `site.toml` tells. They stand in files of their own: there may be more of them than every page
/// should have to load.
#[derive(Clone, Debug)]
pub struct Author {
    /// The author's name in addresses.
    pub slug: Slug,
    /// The name that articles are signed with.
    pub name: String,
    /// A sentence or two about the author.
    pub description: Option<String>,
    /// Where the author stands in `site.toml`.
    pub position: Option<Position>,
}

impl Places {
    /// The place of a section.
    pub fn section(&self, section: &Slug) -> Option<Position> {
        place(&self.sections, section)
    }

    /// The place of a taxonomy.
    pub fn taxonomy(&self, taxonomy: &Slug) -> Option<Position> {
        place(&self.taxonomies, taxonomy)
    }

    /// The place of the second section, taxonomy or tag of that name.
    pub fn second(&self, slug: &Slug) -> Option<Position> {
        let named = |places: &[(Slug, Position)]| {
            let mut found = places.iter().filter(|(its_slug, _)| its_slug == slug);
            found.nth(1).map(|(_, position)| *position)
        };
        let mut tags = self.tags.iter().enumerate().filter(|(at, (taxonomy, tag, _))| {
            let earlier = &self.tags[..*at];
            tag == slug
                && earlier
                    .iter()
                    .any(|(other, tag, _)| other == taxonomy && tag == slug)
        });
        named(&self.sections)
            .or_else(|| named(&self.taxonomies))
            .or_else(|| tags.next().map(|(_, (.., position))| *position))
    }

    /// The place of a tag.
    pub fn tag(&self, taxonomy: &Slug, tag: &Slug) -> Option<Position> {
        let found = self
            .tags
            .iter()
            .rfind(|(its_taxonomy, its_tag, _)| its_taxonomy == taxonomy && its_tag == tag);
        found.map(|(.., position)| *position)
    }

    /// The place of a link of the menu or the footer.
    pub fn link(&self, href: &str) -> Option<Position> {
        let mut links = self.links.iter();
        let found = links.find(|(link, _)| link.as_str() == href);
        let mut links = self.links.iter();
        let found = found.or_else(|| links.find(|(link, _)| link.is_whole_address_of(href)));
        found.map(|(_, position)| *position)
    }
}

/// The last place of that name: of two with one name the second is the one too many.
fn place(places: &[(Slug, Position)], name: &Slug) -> Option<Position> {
    let found = places.iter().rfind(|(slug, _)| slug == name);
    found.map(|(_, position)| *position)
}

/// What `site.toml` says.
#[derive(Debug)]
pub struct Declared {
    /// The site. Its counts and pages are empty, and its logo is not yet measured.
    pub site: Site,
    /// The authors of whom it tells.
    pub authors: Vec<Author>,
    /// The time zone in which days begin.
    pub zone: Zone,
    /// Where everything stands.
    pub places: Places,
    /// How articles are to be found by their words.
    pub search: SearchSettings,
}

/// Reads `site.toml`. None where a part is missing without which there is no site.
pub fn read(text: &str, media: &View<'_>, findings: &mut Findings) -> Option<Declared> {
    let table = match parse_toml(text, 1) {
        Ok(table) => table,
        Err((position, fault)) => {
            findings.add(position, &fault);
            return None;
        }
    };
    let mut texts = findings.beside();
    let mut converter = Converter::new(media, &mut texts);
    let mut reader = Reader::new(table, Position::line(1), findings);
    let name = reader.required(&["name"], "name = \"…\", the name of the site");
    let tagline = said(&mut reader, "tagline");
    let logo = logo(&mut reader, media);
    let address = reader.parsed(&["address"], SiteAddress::parse, SiteAddress::RULE);
    let language = reader.required(
        &["language"],
        "language = \"en\", or whichever the site is written in",
    );
    let language =
        language.and_then(|(text, position)| locale::check(&mut reader, "language", text, position));
    let zone = reader.parsed(&["zone"], Zone::parse, Zone::RULE);
    let mut places = Places::default();
    let sections = sections(&mut reader, &mut places);
    let taxonomies = taxonomies(&mut reader, language.as_ref(), &mut places);
    let authors = authors(&mut reader);
    let navigation = links(&mut reader, "navigation", media, &mut places);
    let footer = footer(&mut reader, &mut converter, media, &mut places);
    let consent = reader
        .take(&["consent"])
        .and_then(|node| consent::read(&mut reader, node))
        .map(|(consent, policy)| {
            places.links.extend(policy);
            consent
        });
    let offline = reader.truth(&["offline"]).is_some_and(|(truth, _)| truth);
    let search = search::read(&mut reader);
    let node = reader.take(&["words"]);
    let words = words::read(&mut reader, node, language.as_ref());
    reader.finish();
    findings.take_in(texts);
    let site = Site {
        format: FORMAT,
        name: name?.0,
        tagline,
        logo,
        address,
        language: language?,
        sections,
        taxonomies,
        navigation,
        footer,
        pages: Vec::new(),
        years: Vec::new(),
        words,
        offline,
        consent,
        articles: Vec::new(),
    };
    Some(Declared {
        site,
        authors,
        zone: zone.unwrap_or(Zone::UTC),
        places,
        search,
    })
}

/// The picture that stands for the name. Without its file the name is there.
fn logo(reader: &mut Reader<'_>, media: &View<'_>) -> Option<Thumbnail> {
    let (src, position) = reader.words(&["logo"])?;
    match media.picture(&src) {
        Ok((src, _)) => Some(Thumbnail {
            src,
            width: None,
            height: None,
            sources: Vec::new(),
        }),
        Err(fault) => {
            reader.findings().add(position, &fault);
            None
        }
    }
}

fn sections(reader: &mut Reader<'_>, places: &mut Places) -> Vec<Section> {
    let mut sections = Vec::new();
    for node in reader.tables("sections") {
        let Some(mut table) = reader.within("sections", node) else {
            continue;
        };
        let named = named(&mut table);
        let description = said(&mut table, "description");
        let order = table.parsed(
            &["order"],
            Order::from_word,
            "an order is newest, closing or event",
        );
        let position = table.position();
        table.finish();
        let Some((slug, name)) = named else { continue };
        if FOLDERS.contains(&slug.as_ref()) {
            reader
                .findings()
                .add(position, &SiteFault::FolderName(slug.clone()));
        }
        places.sections.push((slug.clone(), position));
        sections.push(Section {
            slug,
            name,
            description,
            order,
            count: None,
        });
    }
    sections
}

fn taxonomies(reader: &mut Reader<'_>, language: Option<&Language>, places: &mut Places) -> Vec<Taxonomy> {
    let mut taxonomies = Vec::new();
    for node in reader.tables("taxonomies") {
        let Some(mut table) = reader.within("taxonomies", node) else {
            continue;
        };
        let taxonomy = named(&mut table);
        let position = table.position();
        let mut tags = Vec::new();
        let mut countries = Vec::new();
        for node in table.tables("tags") {
            let Some(mut tag) = table.within("tags", node) else {
                continue;
            };
            let named = named_tag(&mut tag, language, &mut countries);
            let description = said(&mut tag, "description");
            let position = tag.position();
            tag.finish();
            let Some((slug, name)) = named else { continue };
            if let Some((taxonomy, _)) = &taxonomy {
                places.tags.push((taxonomy.clone(), slug.clone(), position));
            }
            tags.push(Tag {
                slug,
                name,
                description,
                count: None,
            });
        }
        table.finish();
        let Some((slug, name)) = taxonomy else { continue };
        places.taxonomies.push((slug.clone(), position));
        taxonomies.push(Taxonomy { slug, name, tags });
    }
    taxonomies
}

/// The slug and the name of a tag. A country can do without a name, and a tag without a slug. `countries` are those of
/// the taxonomy so far, each with the name of its tag.
fn named_tag(
    tag: &mut Reader<'_>,
    language: Option<&Language>,
    countries: &mut Vec<(Country, String)>,
) -> Option<(Slug, String)> {
    let slug = tag
        .words(&["slug"])
        .map(|(text, position)| tag.parse("slug", &text, position, Slug::parse, Slug::RULE));
    let name = match tag.words(&["country"]) {
        None => {
            tag.required(&["name"], "name = \"…\", or country = \"PT\" for a country")?
                .0
        }
        Some((code, position)) => {
            let given = said(tag, "name");
            let country = tag.parse("country", &code, position, Country::parse, Country::RULE)?;
            if let Some((_, first)) = countries.iter().find(|(other, _)| *other == country) {
                let fault = SiteFault::SecondCountry(country, first.clone());
                tag.findings().add(position, &fault);
                return None;
            }
            // That a site has no language is told elsewhere.
            let language = language?;
            let Some(name) = given.or_else(|| country.name(language)) else {
                let fault = SiteFault::NoCountryName(country, language.clone());
                tag.findings().add(position, &fault);
                return None;
            };
            countries.push((country, name.clone()));
            name
        }
    };
    let slug = slug.unwrap_or_else(|| {
        let made = slugify(&name);
        if made.is_none() {
            let position = tag.position();
            tag.findings().add(position, &SiteFault::NoSlug(name.clone()));
        }
        made
    });
    Some((slug?, name))
}

fn authors(reader: &mut Reader<'_>) -> Vec<Author> {
    let mut authors = Vec::new();
    for node in reader.tables("authors") {
        let Some(mut table) = reader.within("authors", node) else {
            continue;
        };
        let named = named(&mut table);
        let description = said(&mut table, "description");
        let position = Some(table.position());
        table.finish();
        authors.extend(named.map(|(slug, name)| Author {
            slug,
            name,
            description,
            position,
        }));
    }
    authors
}

fn links(reader: &mut Reader<'_>, key: &'static str, media: &View<'_>, places: &mut Places) -> Vec<Link> {
    let mut links = Vec::new();
    for node in reader.tables(key) {
        let Some(mut table) = reader.within(key, node) else {
            continue;
        };
        let label = table.required(&["label"], "label = \"…\"");
        let href = table.required(&["href"], "href = \"/magazine/\"");
        let position = href.as_ref().map(|(_, position)| *position);
        let href = href.and_then(|(text, position)| link(&mut table, &text, position, media));
        table.finish();
        if let (Some((label, _)), Some(href)) = (label, href) {
            places
                .links
                .extend(position.map(|position| (href.clone(), position)));
            links.push(Link { label, href });
        }
    }
    links
}

/// Where an entry leads. A media file is addressed where the portal finds it.
fn link(table: &mut Reader<'_>, text: &str, position: Position, media: &View<'_>) -> Option<Href> {
    let Some((path, rest)) = media::named_by_link(text) else {
        return table.parse("href", text, position, Href::parse, Href::RULE);
    };
    match media.file(&path) {
        Ok((path, _)) => {
            let address = format!("/content/{path}{rest}");
            table.parse("href", &address, position, Href::parse, Href::RULE)
        }
        Err(fault) => {
            table.findings().add(position, &fault);
            None
        }
    }
}

fn footer(
    reader: &mut Reader<'_>,
    converter: &mut Converter<'_>,
    media: &View<'_>,
    places: &mut Places,
) -> Vec<FooterBlock> {
    let mut blocks = Vec::new();
    for node in reader.tables("footer") {
        let Some(mut table) = reader.within("footer", node) else {
            continue;
        };
        let title = table.required(&["title"], "title = \"…\"");
        let text = table
            .words(&["text"])
            .map(|(text, position)| converter.line(&text, position));
        let links = links(&mut table, "links", media, places);
        table.finish();
        if let Some((title, _)) = title {
            blocks.push(FooterBlock {
                title,
                text: text.unwrap_or_default(),
                links,
            });
        }
    }
    blocks
}

fn said(reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
    reader.words(&[key]).map(|(text, _)| text)
}

/// The slug and the name that sections, taxonomies and tags have.
fn named(table: &mut Reader<'_>) -> Option<(Slug, String)> {
    let found = table.required(&["slug"], "slug = \"…\", its name in addresses");
    let found =
        found.and_then(|(text, position)| table.parse("slug", &text, position, Slug::parse, Slug::RULE));
    let name = table.required(&["name"], "name = \"…\"");
    Some((found?, name?.0))
}
