//! `site.toml` as the site of a bundle.

use content::bundle::FORMAT;
use content::href::{Href, SiteAddress};
use content::language::Language;
use content::site::{FooterBlock, Link, Order, Section, Site, Tag, Taxonomy};
use content::slug::Slug;

use crate::diagnostic::{Explanation, Fault, Findings, Position};
use crate::markdown::Converter;
use crate::media::Media;
use crate::settings::{Reader, parse_toml};

/// Folders of the content folder that are no sections.
pub const FOLDERS: [&str; 3] = ["media", "pages", "pictures"];

/// What can be wrong with the site as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteFault {
    /// A section is named like a folder that holds something else.
    FolderName(Slug),
}

impl Fault for SiteFault {
    fn explain(&self) -> Explanation {
        match self {
            Self::FolderName(slug) => Explanation::error(
                format!("a section cannot be called “{slug}”: that folder holds something else"),
                "choose another slug",
            ),
        }
    }
}

/// Reads `site.toml`. Its counts and pages are empty. None where a part is missing without which there is no site.
pub fn read(text: &str, media: &Media, findings: &mut Findings) -> Option<Site> {
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
    let tagline = words(&mut reader, "tagline");
    let address = reader.parsed(&["address"], SiteAddress::parse, SiteAddress::RULE);
    let language = reader.required(
        &["language"],
        "language = \"en\", or whichever the site is written in",
    );
    let language = language.and_then(|(text, position)| {
        reader.parse("language", &text, position, Language::parse, Language::RULE)
    });
    let sections = sections(&mut reader);
    let taxonomies = taxonomies(&mut reader);
    let navigation = links(&mut reader, "navigation");
    let footer = footer(&mut reader, &mut converter);
    reader.finish();
    findings.take_in(texts);
    Some(Site {
        format: FORMAT,
        name: name?.0,
        tagline,
        address,
        language: language?,
        sections,
        taxonomies,
        navigation,
        footer,
        pages: Vec::new(),
        articles: Vec::new(),
    })
}

fn sections(reader: &mut Reader<'_>) -> Vec<Section> {
    let mut sections = Vec::new();
    for node in reader.tables("sections") {
        let Some(mut table) = reader.within("sections", node) else {
            continue;
        };
        let named = named(&mut table);
        let description = words(&mut table, "description");
        let order = table.parsed(&["order"], Order::from_word, "an order is newest or closing");
        let position = table.position();
        table.finish();
        let Some((slug, name)) = named else { continue };
        if FOLDERS.contains(&slug.as_ref()) {
            reader
                .findings()
                .add(position, &SiteFault::FolderName(slug.clone()));
        }
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

fn taxonomies(reader: &mut Reader<'_>) -> Vec<Taxonomy> {
    let mut taxonomies = Vec::new();
    for node in reader.tables("taxonomies") {
        let Some(mut table) = reader.within("taxonomies", node) else {
            continue;
        };
        let taxonomy = named(&mut table);
        let mut tags = Vec::new();
        for node in table.tables("tags") {
            let Some(mut tag) = table.within("tags", node) else {
                continue;
            };
            let named = named(&mut tag);
            let description = words(&mut tag, "description");
            tag.finish();
            tags.extend(named.map(|(slug, name)| Tag {
                slug,
                name,
                description,
                count: None,
            }));
        }
        table.finish();
        taxonomies.extend(taxonomy.map(|(slug, name)| Taxonomy { slug, name, tags }));
    }
    taxonomies
}

fn links(reader: &mut Reader<'_>, key: &'static str) -> Vec<Link> {
    let mut links = Vec::new();
    for node in reader.tables(key) {
        let Some(mut table) = reader.within(key, node) else {
            continue;
        };
        let label = table.required(&["label"], "label = \"…\"");
        let href = table.required(&["href"], "href = \"/magazine/\"");
        let href =
            href.and_then(|(text, position)| table.parse("href", &text, position, Href::parse, Href::RULE));
        table.finish();
        if let (Some((label, _)), Some(href)) = (label, href) {
            links.push(Link { label, href });
        }
    }
    links
}

fn footer(reader: &mut Reader<'_>, converter: &mut Converter<'_>) -> Vec<FooterBlock> {
    let mut blocks = Vec::new();
    for node in reader.tables("footer") {
        let Some(mut table) = reader.within("footer", node) else {
            continue;
        };
        let title = table.required(&["title"], "title = \"…\"");
        let text = table
            .words(&["text"])
            .map(|(text, position)| converter.line(&text, position));
        let links = links(&mut table, "links");
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

fn words(reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
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
