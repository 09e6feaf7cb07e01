//! What every source needs on its way in: names used once, and tags collected into taxonomies.

use std::collections::BTreeSet;

use content::article::{Article, Tagging};
use content::block::Block;
use content::bundle::FORMAT;
use content::find;
use content::language::Language;
use content::route::RESERVED;
use content::site::{Section, Site, Tag, Taxonomy};
use content::slug::Slug;

use super::spelling::spelt;
use crate::read::names::slugify;
use crate::read::site_file::FOLDERS;

/// The most entries that a menu may have.
pub(super) const MAX_MENU: usize = 12;

/// Slugs, each used once in the whole site.
pub(super) struct Slugs {
    used: BTreeSet<String>,
}

impl Slugs {
    pub(super) fn new() -> Self {
        let reserved = RESERVED.iter().chain(&FOLDERS);
        Self {
            used: reserved.map(|name| (*name).to_owned()).collect(),
        }
    }

    /// The slug nearest to what is wanted in this language; `otherwise` where nothing in that can be spelt.
    pub(super) fn take(&mut self, wanted: &str, otherwise: &str, language: Option<&Language>) -> Slug {
        let base = Slug::parse(wanted)
            .or_else(|| spelt(wanted, language))
            .or_else(|| spelt(otherwise, language));
        let base = base.unwrap_or_else(|| Slug::parse("untitled").expect("the word is a slug"));
        let free = free_slug(&base, |slug| self.used.contains(&*slug.as_str()));
        self.used.insert(free.to_string());
        free
    }
}

/// The slug, with a number where it is taken.
pub(super) fn free_slug(wanted: &Slug, is_taken: impl Fn(&Slug) -> bool) -> Slug {
    if !is_taken(wanted) {
        return wanted.clone();
    }
    let text = wanted.as_str();
    let start = text[..text.len().min(90)].trim_end_matches('-');
    (2..=u32::MAX)
        .filter_map(|number| Slug::parse(&format!("{start}-{number}")))
        .find(|slug| !is_taken(slug))
        .expect("there are more numbers than articles")
}

/// A site of that name with nothing in it; in English where its source says no language.
pub(super) fn site(name: String, language: Option<Language>) -> Site {
    Site {
        format: FORMAT,
        name,
        tagline: None,
        logo: None,
        address: None,
        language: language.unwrap_or_else(|| Language::parse("en").expect("en is a language")),
        sections: Vec::new(),
        taxonomies: Vec::new(),
        navigation: Vec::new(),
        footer: Vec::new(),
        words: None,
        pages: Vec::new(),
        years: Vec::new(),
        offline: false,
        consent: None,
        articles: Vec::new(),
    }
}

/// The section of that name, which is added where the site has it not.
pub(super) fn section(site: &mut Site, slug: &Slug, name: &str) {
    if site.section(slug).is_none() {
        site.sections.push(Section {
            slug: slug.clone(),
            name: name.to_owned(),
            description: None,
            order: None,
            count: None,
        });
    }
}

/// The slug of a taxonomy of that name, which must not be a word that the queries of the site need.
pub(super) fn taxonomy_slug(name: &str) -> Option<Slug> {
    let slug = slugify(name)?;
    if find::RESERVED.contains(&slug.as_ref()) {
        Slug::parse(&format!("{slug}-2"))
    } else {
        Some(slug)
    }
}

/// Gives an article a tag, which the site gets to know. False where no address can be made from its name.
pub(super) fn tag(site: &mut Site, article: &mut Article, taxonomy: &str, name: &str) -> bool {
    let (Some(taxonomy_slug), Some(base)) = (taxonomy_slug(taxonomy), slugify(name)) else {
        return false;
    };
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = site
        .taxonomies
        .iter()
        .position(|known| known.slug == taxonomy_slug);
    let at = found.unwrap_or_else(|| {
        site.taxonomies.push(Taxonomy {
            slug: taxonomy_slug.clone(),
            name: title_of(taxonomy),
            tags: Vec::new(),
        });
        site.taxonomies.len() - 1
    });
    let slug = tag_slug(&mut site.taxonomies[at].tags, base, &name);
    let found = article
        .tags
        .iter()
        .position(|known| known.taxonomy == taxonomy_slug);
    let at = found.unwrap_or_else(|| {
        article.tags.push(Tagging {
            taxonomy: taxonomy_slug,
            tags: Vec::new(),
        });
        article.tags.len() - 1
    });
    let tagging = &mut article.tags[at];
    if !tagging.tags.contains(&slug) {
        tagging.tags.push(slug);
    }
    true
}

/// The slug of the tag of that name, which is added where it is missing. Names that are spelt alike are one tag (“Case studies”,
/// “case-studies”), unless their letters were lost on the way: then they are different words.
fn tag_slug(known: &mut Vec<Tag>, base: Slug, name: &str) -> Slug {
    let is_whole = |name: &str| spelt(name, None).is_some();
    let is_same = |tag: &Tag| {
        let is_named_so = tag.name.to_lowercase() == name.to_lowercase();
        // C, C++ and C# differ in signs that no address has.
        let is_spelt_so = tag.slug == base && signs(&tag.name) == signs(name);
        is_named_so || is_spelt_so && is_whole(name) && is_whole(&tag.name)
    };
    if let Some(tag) = known.iter().find(|tag| is_same(tag)) {
        return tag.slug.clone();
    }
    let slug = free_slug(&base, |slug| known.iter().any(|tag| tag.slug == *slug));
    known.push(Tag {
        slug: slug.clone(),
        name: name.to_owned(),
        description: None,
        count: None,
    });
    slug
}

/// The signs in a name that make it another one.
fn signs(name: &str) -> String {
    name.chars()
        .filter(|letter| "+#*&@%$€!?".contains(*letter))
        .collect()
}

/// A name in words: “case-studies” is “Case studies”.
pub(super) fn title_of(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Counts every block as kept, by its kind.
pub(super) fn count_blocks(blocks: &[Block], account: &mut super::account::Account) {
    for block in blocks {
        let kind = kind(block);
        account.read(kind);
        account.keep(kind);
        match block {
            Block::List(list) => list.items.iter().for_each(|item| count_blocks(item, account)),
            Block::Quote(quote) => count_blocks(&quote.body, account),
            Block::Callout(callout) => count_blocks(&callout.body, account),
            Block::Details(details) => count_blocks(&details.body, account),
            Block::Footnotes(footnotes) => {
                footnotes
                    .notes
                    .iter()
                    .for_each(|note| count_blocks(&note.body, account));
            }
            _ => {}
        }
    }
}

fn kind(block: &Block) -> &'static str {
    match block {
        Block::Paragraph(_) => "paragraph",
        Block::Heading(_) => "heading",
        Block::List(_) => "list",
        Block::Quote(_) => "quote",
        Block::PullQuote(_) => "pull-quote",
        Block::Figure(_) => "figure",
        Block::Gallery(_) => "gallery",
        Block::Code(_) => "code",
        Block::Table(_) => "table",
        Block::Embed(_) => "embed",
        Block::Audio(_) => "audio",
        Block::Video(_) => "video",
        Block::File(_) => "file to take away",
        Block::Callout(_) => "callout",
        Block::Details(_) => "details",
        Block::Separator(_) => "separator",
        Block::Footnotes(_) => "footnotes",
        Block::Unknown(_) => "unknown block",
    }
}
