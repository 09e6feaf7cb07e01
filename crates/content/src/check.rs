//! What can be wrong between the parts of a bundle although each part alone is right.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::article::Article;
use crate::block::{Block, OWN_IDS};
use crate::find;
use crate::href::{Href, Target, decoded};
use crate::inline::Inline;
use crate::list::List;
use crate::listing::pages;
use crate::route::{RESERVED, Route};
use crate::site::Site;
use crate::slug::Slug;

/// A fault between the parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The article it was found in; `None` for the site itself.
    pub article: Option<Slug>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Two sections, pages, taxonomies, tags or articles share a slug.
    DuplicateSlug(&'static str, Slug),
    /// A section or page has a name that addresses need for something else.
    Reserved(Slug),
    /// A taxonomy has a name that the address of what is found needs for something else.
    ReservedTaxonomy(Slug),
    /// An article names a section that the site has not.
    UnknownSection(Slug),
    /// An article names a taxonomy that the site has not.
    UnknownTaxonomy(Slug),
    /// An article names a tag that its taxonomy has not.
    UnknownTag(Slug, Slug),
    /// An article wants another among its similar content that does not exist.
    UnknownRelated(Slug),
    /// An article names a translation of itself that does not exist.
    UnknownTranslation(Slug),
    /// A link leads to no page of the site. What is a file beside the pages, whoever publishes them knows.
    BrokenLink(String),
    /// A link leads to an id that the same article has not.
    BrokenFragment(String),
    /// A link leads to an id that another article has not.
    BrokenFragmentElsewhere(String),
    /// A footnote reference names no note.
    UnknownNote(String),
    /// Two headings of one article share an id.
    DuplicateHeading(String),
    /// A heading has an id that the portal needs for itself.
    ReservedHeading(String),
    /// An embed names a service that the site has no frames of.
    UnknownService(Slug),
}

impl fmt::Display for FaultKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateSlug(what, slug) => {
                write!(out, "two {what} have the slug “{slug}”; rename one of them")
            }
            Self::Reserved(slug) => {
                write!(
                    out,
                    "“{slug}” is an address that the portal needs itself; choose another slug"
                )
            }
            Self::ReservedTaxonomy(slug) => {
                write!(
                    out,
                    "a taxonomy cannot be called “{slug}”, because addresses such as /find/?{slug}=… need the word themselves; choose another slug"
                )
            }
            Self::UnknownSection(slug) => {
                write!(
                    out,
                    "there is no section “{slug}”; add it to the site or move the article"
                )
            }
            Self::UnknownTaxonomy(slug) => {
                write!(
                    out,
                    "there is no taxonomy “{slug}”; add it to the site or remove these tags"
                )
            }
            Self::UnknownTag(taxonomy, tag) => {
                write!(
                    out,
                    "the taxonomy “{taxonomy}” has no tag “{tag}”; add it to the site or correct the tag"
                )
            }
            Self::UnknownRelated(slug) => write!(
                out,
                "there is no article “{slug}” to show as related; correct the slug"
            ),
            Self::UnknownTranslation(slug) => write!(
                out,
                "there is no article “{slug}” to be a translation of this one; correct the slug"
            ),
            Self::BrokenLink(path) => {
                write!(out, "the link to /{path} leads nowhere; correct it or remove it")
            }
            Self::BrokenFragment(id) => write!(
                out,
                "the link to #{id} leads nowhere; the article has no such heading"
            ),
            Self::BrokenFragmentElsewhere(path) => write!(
                out,
                "the link to /{path} leads nowhere; that article has no such heading"
            ),
            Self::UnknownNote(id) => write!(
                out,
                "there is no footnote “{id}”; write it or remove the reference"
            ),
            Self::UnknownService(service) => write!(
                out,
                "the site’s privacy settings have no embeds of a service “{service}”; add it to them or write a link instead"
            ),
            Self::DuplicateHeading(id) => {
                write!(out, "two headings have the id “{id}”; give one of them another")
            }
            Self::ReservedHeading(id) => write!(
                out,
                "a heading cannot have the id “{id}”, because ids that begin with {OWN_IDS} are the portal’s own; give it another"
            ),
        }
    }
}

/// Looks at a whole bundle: the site as it is written, and all its articles.
pub fn check(site: &Site, articles: &[Article]) -> Vec<Fault> {
    let known = Known::new(site, articles);
    let mut faults: Vec<_> = known
        .faults_of_site()
        .into_iter()
        .map(|kind| Fault { article: None, kind })
        .collect();
    for article in articles {
        let found = known.faults_of(article);
        faults.extend(found.into_iter().map(|kind| Fault {
            article: Some(article.slug.clone()),
            kind,
        }));
    }
    faults
}

/// What every reference is looked up in. Articles can be looked at one by one, in any order.
pub struct Known<'a> {
    site: &'a Site,
    articles: BTreeMap<&'a Slug, Goal<'a>>,
    authors: BTreeSet<&'a Slug>,
    /// The tags that articles carry.
    carried: BTreeSet<(&'a Slug, &'a Slug)>,
    tags: BTreeSet<(&'a Slug, &'a Slug)>,
    twice: BTreeSet<&'a Slug>,
}

impl<'a> Known<'a> {
    /// A site and all its articles.
    pub fn new(site: &'a Site, articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut known = Self {
            site,
            articles: BTreeMap::new(),
            authors: BTreeSet::new(),
            carried: BTreeSet::new(),
            tags: BTreeSet::new(),
            twice: BTreeSet::new(),
        };
        for article in articles {
            // Of two with one slug the first is meant, as press publishes that one.
            if known.articles.contains_key(&article.slug) {
                known.twice.insert(&article.slug);
                continue;
            }
            let goal = Goal {
                article,
                headings: Parts::of(article).headings,
            };
            known.articles.insert(&article.slug, goal);
            known
                .authors
                .extend(article.bylines.iter().map(|byline| &byline.slug));
            for tagging in &article.tags {
                let tags = tagging.tags.iter().map(|tag| (&tagging.taxonomy, tag));
                known.carried.extend(tags);
            }
        }
        for taxonomy in &site.taxonomies {
            let tags = taxonomy.tags.iter().map(|tag| (&taxonomy.slug, &tag.slug));
            known.tags.extend(tags);
        }
        known
    }

    /// What is wrong with the site itself.
    pub fn faults_of_site(&self) -> Vec<FaultKind> {
        let site = self.site;
        let mut faults = Vec::new();
        let sections = site.sections.iter().map(|section| &section.slug);
        let firsts: Vec<_> = sections.chain(&site.pages).collect();
        for slug in duplicates(firsts.iter().copied()) {
            faults.push(FaultKind::DuplicateSlug("sections or pages", slug.clone()));
        }
        for slug in firsts.iter().filter(|slug| RESERVED.contains(&slug.as_ref())) {
            faults.push(FaultKind::Reserved((*slug).clone()));
        }
        for slug in duplicates(site.taxonomies.iter().map(|taxonomy| &taxonomy.slug)) {
            faults.push(FaultKind::DuplicateSlug("taxonomies", slug.clone()));
        }
        let taxonomies = site.taxonomies.iter().map(|taxonomy| &taxonomy.slug);
        for slug in taxonomies.filter(|slug| find::RESERVED.contains(&slug.as_ref())) {
            faults.push(FaultKind::ReservedTaxonomy(slug.clone()));
        }
        for taxonomy in &site.taxonomies {
            for slug in duplicates(taxonomy.tags.iter().map(|tag| &tag.slug)) {
                faults.push(FaultKind::DuplicateSlug("tags of one taxonomy", slug.clone()));
            }
        }
        for slug in &self.twice {
            faults.push(FaultKind::DuplicateSlug("articles", (*slug).clone()));
        }
        let links = site
            .navigation
            .iter()
            .chain(site.footer.iter().flat_map(|block| &block.links))
            .map(|link| &link.href);
        faults.extend(links.filter_map(|link| self.fault_of_link(link)));
        let policy = site.consent.as_ref().and_then(|consent| consent.policy.as_ref());
        faults.extend(policy.and_then(|link| self.fault_of_link(link)));
        faults
    }

    /// What is wrong between an article and the rest.
    pub fn faults_of(&self, article: &Article) -> Vec<FaultKind> {
        let mut faults = Vec::new();
        if let Some(section) = &article.section
            && self.site.section(section).is_none()
        {
            faults.push(FaultKind::UnknownSection(section.clone()));
        }
        for tagging in &article.tags {
            let Some(taxonomy) = self.site.taxonomy(&tagging.taxonomy) else {
                faults.push(FaultKind::UnknownTaxonomy(tagging.taxonomy.clone()));
                continue;
            };
            let unknown = tagging
                .tags
                .iter()
                .filter(|tag| !self.tags.contains(&(&taxonomy.slug, *tag)));
            faults.extend(unknown.map(|tag| FaultKind::UnknownTag(taxonomy.slug.clone(), tag.clone())));
        }
        let unknown = article
            .related
            .iter()
            .filter(|slug| !self.articles.contains_key(slug));
        faults.extend(unknown.map(|slug| FaultKind::UnknownRelated(slug.clone())));
        let unknown = article
            .translations
            .iter()
            .filter(|translation| !self.articles.contains_key(&translation.slug));
        faults.extend(unknown.map(|unknown| FaultKind::UnknownTranslation(unknown.slug.clone())));
        let parts = Parts::of(article);
        for id in duplicates(parts.headings.iter()) {
            faults.push(FaultKind::DuplicateHeading((*id).to_owned()));
        }
        for id in parts.headings.iter().filter(|id| id.starts_with(OWN_IDS)) {
            faults.push(FaultKind::ReservedHeading((*id).to_owned()));
        }
        for note in &parts.references {
            if !parts.notes.contains(note) {
                faults.push(FaultKind::UnknownNote((*note).to_owned()));
            }
        }
        let unknown = parts.services.iter().filter(|service| !self.has_embeds(service));
        faults.extend(unknown.map(|service| FaultKind::UnknownService((*service).clone())));
        for link in &parts.links {
            match link.target() {
                Target::Fragment(id) if !id.is_empty() && !has_heading(&parts.headings, id) => {
                    faults.push(FaultKind::BrokenFragment(id.to_owned()));
                }
                _ => faults.extend(self.fault_of_link(link)),
            }
        }
        faults
    }

    fn has_embeds(&self, service: &Slug) -> bool {
        let consent = self.site.consent.as_ref();
        let place = consent.and_then(|consent| Some(&consent.services[consent.position(service)?]));
        place.is_some_and(|service| service.frame().is_some())
    }

    /// How many pages a list has at most: in one whose cards are over some day, those that are not stand on the first.
    fn pages_of(&self, list: &List) -> u32 {
        let goals = self.articles.values();
        let count = goals.filter(|goal| list.holds(goal.article)).count();
        pages(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Does any article carry a tag of a taxonomy, or a tag at all?
    fn has_tags(&self, wanted: Option<&Slug>) -> bool {
        let mut carried = self.carried.intersection(&self.tags);
        carried.any(|(taxonomy, _)| wanted.is_none_or(|wanted| wanted == *taxonomy))
    }

    /// The path from the site's root of a whole address of the site itself.
    fn within<'b>(&self, whole: &'b str) -> Option<&'b str> {
        let own = self.site.address.as_ref()?.as_str();
        let root = own.trim_end_matches('/');
        let path = whole.strip_prefix(root)?;
        path.strip_prefix('/').or_else(|| path.is_empty().then_some(path))
    }

    fn fault_of_link(&self, link: &Href) -> Option<FaultKind> {
        let target = match link.target() {
            Target::Internal(target) => target,
            Target::External(whole) => self.within(whole)?,
            Target::Fragment(_) => return None,
        };
        let path = target.split(['?', '#']).next().unwrap_or_default();
        // Whoever names a media file has looked for it.
        if path.starts_with("content/media/") {
            return None;
        }
        let goal = match Route::parse(path, "", self.site) {
            Route::Missing(_) => None,
            Route::List(List::Author(author), _) if !self.authors.contains(&author) => None,
            Route::List(list, page) if page > 1 && page > self.pages_of(&list) => None,
            Route::Authors if self.authors.is_empty() => None,
            Route::Tags(taxonomy) if !self.has_tags(taxonomy.as_ref()) => None,
            Route::List(..)
            | Route::Find(_)
            | Route::Tags(_)
            | Route::Authors
            | Route::Archive
            | Route::Saved => return None,
            Route::Article { section, slug } => self
                .articles
                .get(&slug)
                .filter(|goal| goal.article.section.as_ref() == Some(&section)),
            Route::Page(slug) => self.articles.get(&slug),
        };
        let Some(goal) = goal else {
            return Some(FaultKind::BrokenLink(target.to_owned()));
        };
        let (_, id) = target.split_once('#')?;
        let leads = id.is_empty() || has_heading(&goal.headings, id);
        (!leads).then(|| FaultKind::BrokenFragmentElsewhere(target.to_owned()))
    }
}

/// An article that links can lead to.
struct Goal<'a> {
    article: &'a Article,
    headings: Vec<&'a str>,
}

/// What of an article can refer or be referred to.
#[derive(Default)]
struct Parts<'a> {
    headings: Vec<&'a str>,
    notes: BTreeSet<&'a str>,
    references: Vec<&'a str>,
    links: Vec<&'a Href>,
    services: Vec<&'a Slug>,
}

impl<'a> Parts<'a> {
    fn of(article: &'a Article) -> Self {
        let mut parts = Self::default();
        parts.text(&article.lead);
        if let Some(image) = &article.image {
            parts.text(&image.caption);
        }
        parts.blocks(&article.body);
        parts
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(block) => self.text(&block.text),
                Block::Heading(block) => {
                    self.headings.push(&block.id);
                    self.text(&block.text);
                }
                Block::List(block) => block.items.iter().for_each(|item| self.blocks(item)),
                Block::Quote(block) => self.blocks(&block.body),
                Block::PullQuote(block) => self.text(&block.text),
                Block::Figure(block) => self.text(&block.image.caption),
                Block::Gallery(block) => {
                    self.text(&block.caption);
                    block.images.iter().for_each(|image| self.text(&image.caption));
                }
                Block::Table(block) => {
                    self.text(&block.caption);
                    block
                        .head
                        .iter()
                        .chain(block.rows.iter().flatten())
                        .for_each(|cell| self.text(&cell.text));
                }
                Block::Callout(block) => self.blocks(&block.body),
                Block::Details(block) => self.blocks(&block.body),
                Block::Footnotes(block) => {
                    for note in &block.notes {
                        self.notes.insert(&note.id);
                        self.blocks(&note.body);
                    }
                }
                Block::Embed(block) => {
                    self.services.push(&block.service);
                    self.links.extend(&block.link);
                }
                Block::Code(_)
                | Block::Audio(_)
                | Block::Video(_)
                | Block::File(_)
                | Block::Separator(_)
                | Block::Unknown(_) => {}
            }
        }
    }

    fn text(&mut self, text: &'a [Inline]) {
        for piece in text {
            match piece {
                Inline::Run(run) => self.links.extend(&run.link),
                Inline::Note(reference) => self.references.push(&reference.note),
                Inline::Text(_) | Inline::Break(_) => {}
            }
        }
    }
}

/// Is there a heading of that id, as a link writes it: plain, or with the bytes that URLs encode?
fn has_heading(headings: &[&str], id: &str) -> bool {
    let plain = decoded(id);
    headings
        .iter()
        .any(|heading| *heading == id || heading.as_bytes() == plain)
}

fn duplicates<'a, T: Ord + 'a>(items: impl Iterator<Item = &'a T>) -> BTreeSet<&'a T> {
    let mut seen = BTreeSet::new();
    items.filter(|item| !seen.insert(*item)).collect()
}
