//! A whole content folder as a bundle: every file of it, and everything that is wrong.

mod tags;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use content::article::{Article, Card};
use content::block::Block;
use content::bundle::{self, Listing};
use content::check::{self, FaultKind};
use content::href::Href;
use content::json::{self, Decode, DecodeError, Place, Problem, Value};
use content::listing::{self, List};
use content::related::Related;
use content::route::Route;
use content::site::Site;
use content::slug::Slug;
use serde::Serialize;

use crate::article::{self, Draft};
use crate::diagnostic::{self, Diagnostic, Explanation, Fault, Findings, Position, Severity, count};
use crate::hash;
use crate::names::nearest;
use crate::pictures::{self, Pictures};
use crate::site_file;
use crate::source::{self, Folder, SiteFile, Source, SourceError};
use tags::TagNames;

/// A bundle that is ready to be written.
#[derive(Debug)]
pub struct Edition {
    /// The site, as `site.json` has it.
    pub site: Site,
    /// The articles, those that stand inline in `site.json` included.
    pub articles: Vec<Article>,
    /// The files press makes, by their path in the bundle.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The files it copies: their path in the bundle and where they are.
    pub copies: Vec<(String, PathBuf)>,
}

/// What reading a content folder comes to.
#[derive(Debug)]
pub struct Outcome {
    /// The bundle of all articles without an error; none where the site itself is beyond reading.
    pub edition: Option<Edition>,
    /// What is wrong, in the order in which it is printed.
    pub diagnostics: Vec<Diagnostic>,
}

impl Outcome {
    /// Is there an error?
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// What can be wrong between articles, or with a bundle as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditionFault {
    /// A fault that the core has found.
    Core(FaultKind),
    /// A link that leads nowhere, and where it may have been meant to lead.
    BrokenLink(String, Option<String>),
    /// A folder of articles is no section.
    NoSection(String, Option<String>),
    /// An earlier file has the same slug.
    SecondSlug(Slug, String),
    /// What press would write is more than the format allows.
    Unwritable(DecodeError),
    /// A hand-written `site.json` is not what the format says.
    BadSite(DecodeError),
}

impl Fault for EditionFault {
    fn explain(&self) -> Explanation {
        match self {
            Self::Core(kind) => {
                let sentence = kind.to_string();
                let (what, remedy) = sentence.split_once("; ").unwrap_or((&sentence, "correct it"));
                match kind {
                    FaultKind::BrokenFragment(_) => {
                        Explanation::warning(what, "correct the link, or give a heading these words")
                    }
                    FaultKind::BrokenLink(_) => Explanation::warning(what, remedy),
                    _ => Explanation::error(what, remedy),
                }
            }
            Self::BrokenLink(path, suggestion) => Explanation::warning(
                format!("the link to /{path} leads nowhere"),
                match suggestion {
                    Some(suggestion) => format!("did you mean /{suggestion}?"),
                    None => "correct it or remove it".to_owned(),
                },
            ),
            Self::NoSection(folder, suggestion) => Explanation::error(
                format!(
                    "site.toml has no section “{folder}”, so the articles of this folder have no address"
                ),
                match suggestion {
                    Some(suggestion) => format!(
                        "did you mean “{suggestion}”? Rename the folder, or add the section to site.toml"
                    ),
                    None => "add the section to site.toml, or move the articles to another folder".to_owned(),
                },
            ),
            Self::SecondSlug(slug, first) => Explanation::error(
                format!("{first} has the slug “{slug}” already"),
                "rename one of the two files; every slug is used once in the whole site",
            ),
            Self::Unwritable(error) if error.problem == Problem::TooDeep => Explanation::error(
                "quotes, lists or other blocks stand deeper in each other than the bundle’s format allows",
                "take some of them apart",
            ),
            Self::Unwritable(error) => Explanation::error(
                format!("the bundle’s format does not allow this article: {error}"),
                "make it simpler",
            ),
            Self::BadSite(error) => Explanation::error(
                error.to_string(),
                "correct the value at this place; docs/bundle-format.md has the format",
            ),
        }
    }
}

/// Reads a content folder and makes its bundle in memory, with pictures as they are.
///
/// # Errors
/// When the folder is no content folder at all; whatever is wrong with its content stands in the outcome.
pub fn compose(content: &Path) -> Result<Outcome, SourceError> {
    compose_with(content, Pictures::Examine)
}

/// Reads a content folder and makes its bundle in memory.
///
/// # Errors
/// When the folder is no content folder at all; whatever is wrong with its content stands in the outcome.
pub fn compose_with(content: &Path, pictures: Pictures<'_>) -> Result<Outcome, SourceError> {
    let mut source = Source::list(content)?;
    let mut diagnostics = std::mem::take(&mut source.diagnostics);
    let edition = match &source.site {
        SiteFile::Toml(path) => compose_markdown(&source, path, pictures, &mut diagnostics),
        SiteFile::Json(path) => compose_json(&source, path, &mut diagnostics),
    };
    diagnostic::sort(&mut diagnostics);
    diagnostics.dedup();
    Ok(Outcome { edition, diagnostics })
}

/// An article's file and what it became.
struct Entry {
    file: String,
    draft: Draft,
}

fn compose_markdown(
    source: &Source,
    site_path: &Path,
    pictures: Pictures<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Edition> {
    let site_name = site_path.display().to_string();
    let mut findings = Findings::new(&*site_name);
    let text = source::text(site_path, &mut findings);
    let mut site = text.and_then(|text| site_file::read(&text, &source.media, &mut findings));
    diagnostics.extend(findings.into_diagnostics());

    let mut entries = Vec::new();
    for folder in &source.folders {
        read_folder(folder, source, site.as_ref(), &mut entries, diagnostics);
    }
    drop_second_slugs(&mut entries, diagnostics);
    if let Some(site) = &mut site {
        let mut names = TagNames::new(site);
        for entry in &mut entries {
            names.resolve(&mut entry.draft);
        }
        diagnostics.extend(names.finish(site, &site_name));
        check_all(site, &site_name, &mut entries, diagnostics);
    }

    let mut drafts: Vec<_> = entries.iter_mut().map(|entry| &mut entry.draft.article).collect();
    let developed = pictures::develop(&mut drafts, &source.media, pictures);
    diagnostics.extend(developed.diagnostics);

    let mut articles = Vec::with_capacity(entries.len());
    for Entry { mut draft, .. } in entries {
        if let Err(error) = reread::<Article>(&to_json(&draft.article)) {
            draft.findings.add(None, &EditionFault::Unwritable(error));
        }
        let sound = !draft.findings.has_errors();
        diagnostics.extend(draft.findings.into_diagnostics());
        if sound {
            articles.push(draft.article);
        }
    }
    let mut edition = assemble(site?, articles);
    let bundle = edition.files.values().map(Vec::as_slice);
    edition.copies = pictures::copies(&source.media, developed.files, bundle);
    Some(edition)
}

fn read_folder(
    folder: &Folder,
    source: &Source,
    site: Option<&Site>,
    entries: &mut Vec<Entry>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let section = (!folder.is_pages).then(|| Slug::parse(&folder.name)).flatten();
    let is_section = match (site, &section) {
        (None, _) => true,
        (Some(site), Some(section)) => site.section(section).is_some(),
        (Some(_), None) => folder.is_pages,
    };
    if !is_section {
        let sections = site
            .into_iter()
            .flat_map(|site| &site.sections)
            .map(|section| section.slug.as_ref());
        let suggestion = nearest(&folder.name, sections).map(ToOwned::to_owned);
        let fault = EditionFault::NoSection(folder.name.clone(), suggestion);
        diagnostics.push(Diagnostic::new(folder.path.display().to_string(), None, &fault));
    }
    for path in &folder.files {
        let file = path.display().to_string();
        let mut findings = Findings::new(&*file);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = match article::name(&stem, section.clone()) {
            Ok((name, renamed)) => {
                if let Some(fault) = renamed {
                    findings.add(None, &fault);
                }
                name
            }
            Err(fault) => {
                findings.add(None, &fault);
                diagnostics.extend(findings.into_diagnostics());
                continue;
            }
        };
        match source::text(path, &mut findings) {
            Some(text) => {
                let draft = article::read(name, &text, site, &source.media, findings);
                if is_section && !draft.withheld {
                    entries.push(Entry { file, draft });
                } else {
                    diagnostics.extend(draft.findings.into_diagnostics());
                }
            }
            None => entries.push(Entry {
                file,
                draft: Draft::unread(name, findings),
            }),
        }
    }
}

/// Of several articles with one slug the first in the order of files stays.
fn drop_second_slugs(entries: &mut Vec<Entry>, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<Slug, String> = BTreeMap::new();
    entries.retain_mut(|entry| {
        let slug = entry.draft.article.slug.clone();
        let Some(earlier) = first.get(&slug) else {
            first.insert(slug, entry.file.clone());
            return true;
        };
        let findings = &mut entry.draft.findings;
        findings.add(None, &EditionFault::SecondSlug(slug, earlier.clone()));
        let empty = findings.beside();
        diagnostics.extend(std::mem::replace(findings, empty).into_diagnostics());
        false
    });
}

/// Looks at everything between the parts. Articles with an error take part, so that a link to one is not broken.
fn check_all(site: &Site, site_name: &str, entries: &mut [Entry], diagnostics: &mut Vec<Diagnostic>) {
    let articles: Vec<Article> = entries.iter().map(|entry| entry.draft.article.clone()).collect();
    let mut site = site.clone();
    site.pages = articles
        .iter()
        .filter(|article| article.section.is_none())
        .map(|article| article.slug.clone())
        .collect();
    let addresses = addresses(&site, &articles);
    let places: BTreeMap<Slug, usize> = articles
        .iter()
        .enumerate()
        .map(|(index, article)| (article.slug.clone(), index))
        .collect();
    for check::Fault { article, kind } in check::check(&site, &articles) {
        let fault = match kind {
            FaultKind::BrokenLink(path) => {
                let suggestion = suggestion(&path, &addresses);
                EditionFault::BrokenLink(path, suggestion)
            }
            kind => EditionFault::Core(kind),
        };
        match article.and_then(|slug| places.get(&slug)) {
            Some(index) => {
                let draft = &mut entries[*index].draft;
                let position = draft.place_of(&fault);
                draft.findings.add(position, &fault);
            }
            None => diagnostics.push(Diagnostic::new(site_name, None, &fault)),
        }
    }
}

impl Draft {
    /// Where a fault stands that was found after the file had been read. Each link is told of once.
    fn place_of(&mut self, fault: &EditionFault) -> Option<Position> {
        let link = match fault {
            EditionFault::BrokenLink(path, _) => format!("/{path}"),
            EditionFault::Core(FaultKind::BrokenFragment(id)) => format!("#{id}"),
            EditionFault::Core(FaultKind::UnknownRelated(slug)) => {
                return self
                    .related
                    .iter()
                    .find(|(related, _)| related == slug)
                    .map(|(_, position)| *position);
            }
            _ => return None,
        };
        let at = self
            .links
            .iter()
            .position(|(href, _): &(Href, _)| href.as_str() == link)?;
        Some(self.links.remove(at).1)
    }
}

/// Every address of the site, without the leading slash.
fn addresses(site: &Site, articles: &[Article]) -> Vec<String> {
    let lists = lists(site).into_iter().map(|list| Route::List(list, 1));
    let articles = articles
        .iter()
        .map(|article| Route::of(article.section.as_ref(), &article.slug));
    lists
        .chain(articles)
        .map(|route| route.path())
        .filter(|path| !path.is_empty())
        .collect()
}

/// The address that a broken one was most likely meant to be: that of the same last part, else the most alike.
fn suggestion(path: &str, addresses: &[String]) -> Option<String> {
    let path = path
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_matches('/');
    let last = |path: &str| {
        path.trim_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let wanted = last(path);
    let same = addresses
        .iter()
        .find(|address| !wanted.is_empty() && last(address) == wanted);
    same.cloned().or_else(|| {
        let trimmed = addresses.iter().map(|address| address.trim_end_matches('/'));
        nearest(path, trimmed).map(|path| format!("{path}/"))
    })
}

/// Every list of the site.
fn lists(site: &Site) -> Vec<List> {
    let sections = site
        .sections
        .iter()
        .map(|section| List::Section(section.slug.clone()));
    let tags = site.taxonomies.iter().flat_map(|taxonomy| {
        taxonomy.tags.iter().map(|tag| List::Tag {
            taxonomy: taxonomy.slug.clone(),
            tag: tag.slug.clone(),
        })
    });
    std::iter::once(List::Home).chain(sections).chain(tags).collect()
}

/// The bundle of articles that are right.
fn assemble(mut site: Site, mut articles: Vec<Article>) -> Edition {
    let known: Vec<Slug> = articles.iter().map(|article| article.slug.clone()).collect();
    for article in &mut articles {
        article.related.retain(|slug| known.contains(slug));
    }
    let similar: Vec<_> = {
        let related = Related::new(&articles);
        (0..articles.len()).map(|index| related.to(index)).collect()
    };
    for (article, similar) in articles.iter_mut().zip(similar) {
        article.similar = similar;
    }
    site.articles = articles;
    listing::complete(&mut site);
    let articles = std::mem::take(&mut site.articles);

    let mut files = BTreeMap::new();
    files.insert(bundle::SITE.to_owned(), to_json(&site));
    for article in &articles {
        files.insert(bundle::article_file(&article.slug), to_json(article));
    }
    for list in lists(&site) {
        let cards = articles
            .iter()
            .filter(|article| list.holds(article))
            .map(Article::card)
            .collect();
        insert_list(&list, cards, &site, &mut files);
    }
    Edition {
        site,
        articles,
        files,
        copies: Vec::new(),
    }
}

fn insert_list(list: &List, cards: Vec<Card>, site: &Site, files: &mut BTreeMap<String, Vec<u8>>) {
    let number = count(cards.len());
    let split = listing::split(listing::sort(cards, list.order(site)));
    let mut older = Vec::with_capacity(split.older.len());
    for chunk in &split.older {
        let bytes = to_json(chunk);
        let hash = hash::of(&bytes);
        files.insert(bundle::chunk_file(&hash), bytes);
        older.push(hash);
    }
    files.insert(
        list.file(),
        to_json(&Listing {
            count: number,
            cards: split.newest,
            older,
        }),
    );
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value)
        .expect("the types of the bundle have string keys only and nothing that fails to serialise")
}

/// Reads what was written, as the portal will.
fn reread<T: Decode>(bytes: &[u8]) -> Result<T, DecodeError> {
    json::from_text(&String::from_utf8_lossy(bytes))
}

fn copies(source: &Source) -> Vec<(String, PathBuf)> {
    source
        .media
        .files()
        .map(|(name, path)| (name.to_owned(), path.to_owned()))
        .collect()
}

/// A site as the portal reads it, with the check of its version.
struct WholeSite(Site);

impl Decode for WholeSite {
    fn decode(value: Value, _: Place<'_>) -> Result<Self, DecodeError> {
        bundle::decode_site(value).map(Self)
    }
}

fn compose_json(source: &Source, path: &Path, diagnostics: &mut Vec<Diagnostic>) -> Option<Edition> {
    let name = path.display().to_string();
    let mut findings = Findings::new(&*name);
    let text = source::text(path, &mut findings);
    let site = text
        .as_ref()
        .and_then(|text| match json::from_text::<WholeSite>(text) {
            Ok(WholeSite(site)) => Some(site),
            Err(error) => {
                findings.add(None, &EditionFault::BadSite(error));
                None
            }
        });
    if let Some(site) = &site {
        let addresses = addresses(site, &site.articles);
        for check::Fault { article, kind } in check::check(site, &site.articles) {
            let fault = match kind {
                FaultKind::BrokenLink(path) => {
                    let suggestion = suggestion(&path, &addresses);
                    EditionFault::BrokenLink(path, suggestion)
                }
                kind => EditionFault::Core(kind),
            };
            match article {
                Some(slug) => findings.add(None, &InArticle(slug, fault)),
                None => findings.add(None, &fault),
            }
        }
        for (slug, src) in site.articles.iter().flat_map(|article| {
            media_of(article)
                .into_iter()
                .map(|src| (article.slug.clone(), src))
        }) {
            if let Err(fault) = source.media.file(&src) {
                findings.add(None, &InArticle(slug, fault));
            }
        }
    }
    diagnostics.extend(findings.into_diagnostics());
    let site = site?;
    let files = BTreeMap::from([(bundle::SITE.to_owned(), text?.into_bytes())]);
    Some(Edition {
        articles: site.articles.clone(),
        site,
        files,
        copies: copies(source),
    })
}

/// A fault within one of the articles of a hand-written `site.json`.
struct InArticle<F>(Slug, F);

impl<F: Fault> Fault for InArticle<F> {
    fn explain(&self) -> Explanation {
        let explanation = self.1.explain();
        Explanation {
            what: format!("article “{}”: {}", self.0, explanation.what),
            ..explanation
        }
    }
}

/// The pictures that an article names at the outermost level.
fn media_of(article: &Article) -> Vec<String> {
    let lead = article.image.iter();
    let body = article.body.iter().flat_map(|block| match block {
        Block::Figure(figure) => std::slice::from_ref(&figure.image).iter(),
        Block::Gallery(gallery) => gallery.images.iter(),
        _ => [].iter(),
    });
    lead.chain(body).map(|image| image.src.to_string()).collect()
}
