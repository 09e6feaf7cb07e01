//! The names that articles are signed with, as authors who have a page.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use content::article::{Article, Byline};
use content::bundle::{self, AuthorIndex};
use content::language::Language;
use content::slug::Slug;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault};
use crate::edition::collation::Alphabet;
use crate::read::article::Draft;
use crate::read::names::slugify;
use crate::read::site_file::Author;

/// What can be wrong with authors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AuthorFault {
    /// Two names that differ in more than their capitals have one slug.
    SameSlug(String, String),
    /// A name that cannot be spelt as a slug.
    NoSlug(String),
    /// Two entries of `site.toml` have one name or one slug.
    Twice(String),
    /// An author of `site.toml` whom no article names.
    Unused(String),
}

impl Fault for AuthorFault {
    fn code(&self) -> Code {
        match self {
            Self::SameSlug(..) => Code::AuthorSameSlug,
            Self::NoSlug(_) => Code::AuthorNoSlug,
            Self::Twice(_) => Code::AuthorTwice,
            Self::Unused(_) => Code::UnusedAuthor,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::SameSlug(name, first) => Explanation::warning(
                format!("the author “{name}” counts as “{first}”, because both have the same slug"),
                "write both alike, or declare one of them in site.toml under [[authors]] with another slug",
            ),
            Self::NoSlug(name) => Explanation::warning(
                format!("no address can be made from the author “{name}”, who has no page"),
                "declare the author in site.toml under [[authors]] with a slug",
            ),
            Self::Twice(name) => Explanation::error(
                format!("an earlier author has the name or the slug of “{name}”"),
                "remove one of the two, or give it another slug",
            ),
            Self::Unused(name) => Explanation::warning(
                format!("no article names the author “{name}”"),
                "remove the author from site.toml, or write the name as articles do",
            ),
        }
    }
}

/// All authors, growing with the names that articles are signed with.
#[derive(Default)]
pub(super) struct Authors {
    all: Vec<(Author, bool)>,
    /// The place of each name in lower case.
    names: HashMap<String, usize>,
    slugs: HashMap<Slug, usize>,
}

impl Authors {
    /// Those whom `site.toml` declares, and what is wrong with them.
    pub(super) fn declared(declared: Vec<Author>, site_name: &str) -> (Self, Vec<Diagnostic>) {
        let mut authors = Self::default();
        let mut diagnostics = Vec::new();
        for author in declared {
            if authors.names.contains_key(&author.name.to_lowercase())
                || authors.slugs.contains_key(&author.slug)
            {
                let fault = AuthorFault::Twice(author.name.clone());
                diagnostics.push(Diagnostic::new(site_name, author.position, &fault));
                continue;
            }
            authors.push(author, false);
        }
        (authors, diagnostics)
    }

    fn push(&mut self, author: Author, used: bool) {
        let place = self.all.len();
        self.names.insert(author.name.to_lowercase(), place);
        self.slugs.insert(author.slug.clone(), place);
        self.all.push((author, used));
    }

    /// Says on an article which of its names have a page. A name that cannot be spelt as a slug has none.
    pub(super) fn resolve(&mut self, draft: &mut Draft) {
        for (name, position) in &draft.authors {
            let known = self.names.get(&name.to_lowercase()).copied();
            let place = known.or_else(|| {
                let Some(slug) = slugify(name) else {
                    draft.findings.add(*position, &AuthorFault::NoSlug(name.clone()));
                    return None;
                };
                if let Some(place) = self.slugs.get(&slug) {
                    let first = self.all[*place].0.name.clone();
                    let fault = AuthorFault::SameSlug(name.clone(), first);
                    draft.findings.add(*position, &fault);
                    return Some(*place);
                }
                let author = Author {
                    slug,
                    name: name.clone(),
                    description: None,
                    position: None,
                };
                self.push(author, false);
                Some(self.all.len() - 1)
            });
            let Some((author, used)) = place.and_then(|place| self.all.get_mut(place)) else {
                continue;
            };
            *used = true;
            let bylines = &mut draft.article.bylines;
            if bylines.iter().all(|byline| byline.name != *name) {
                bylines.push(Byline {
                    name: name.clone(),
                    slug: author.slug.clone(),
                });
            }
        }
    }

    /// Tells of those whom nobody names.
    pub(super) fn unused(&self, site_name: &str) -> Vec<Diagnostic> {
        let unused = self.all.iter().filter(|(_, used)| !used);
        let told = unused.map(|(author, _)| {
            let fault = AuthorFault::Unused(author.name.clone());
            Diagnostic::new(site_name, author.position, &fault)
        });
        told.collect()
    }

    /// The file that names all of them, in the order of the alphabet; none where no article names any.
    pub(super) fn index(&self, articles: &[Article], language: &Language) -> Option<AuthorIndex> {
        let counts = counts(articles);
        let authors = counts.into_iter().filter_map(|(slug, count)| {
            Some(bundle::Author {
                slug: slug.clone(),
                name: self.get(slug)?.name.clone(),
                count,
            })
        });
        let mut authors: Vec<_> = authors.collect();
        let alphabet = Alphabet::of(language);
        authors.sort_by(|one, other| {
            let names = alphabet.compare(&one.name, &other.name);
            names.then_with(|| one.slug.cmp(&other.slug))
        });
        (!authors.is_empty()).then_some(AuthorIndex { authors })
    }

    /// The author of that slug.
    pub(super) fn get(&self, slug: &Slug) -> Option<&Author> {
        self.slugs.get(slug).map(|place| &self.all[*place].0)
    }
}

/// The authors whom articles name, each once, in the order of their slugs.
pub(crate) fn of<'a>(articles: impl IntoIterator<Item = &'a Article>) -> BTreeSet<&'a Slug> {
    let bylines = articles.into_iter().flat_map(|article| &article.bylines);
    bylines.map(|byline| &byline.slug).collect()
}

/// The same with the number of articles that name each.
pub(crate) fn counts(articles: &[Article]) -> BTreeMap<&Slug, u32> {
    let mut counts = BTreeMap::new();
    for article in articles {
        for author in of([article]) {
            *counts.entry(author).or_default() += 1;
        }
    }
    counts
}
