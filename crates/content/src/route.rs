//! Addresses: the only module that knows what a URL of the site looks like.

use crate::bundle;
use crate::listing::List;
use crate::site::{Site, Taxonomy};
use crate::slug::Slug;

/// The first parts of addresses that no section and no page may have.
pub const RESERVED: [&str; 8] = [TAGS, FIND, AUTHORS, ARCHIVE, CONTENT, "articles", SAVED, PAGE];

/// The first part of the addresses of the content folder's files.
pub const CONTENT: &str = "content";

/// The first part of the addresses of queries, which a program of their own answers.
pub const FIND: &str = "find";

const TAGS: &str = "tags";
const AUTHORS: &str = "authors";
const ARCHIVE: &str = "archive";
const SAVED: &str = "saved";

/// What stands between the address of a list and the number of a later page of it.
const PAGE: &str = "page";

/// One address of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A list of cards, `/`, `/<section>/`, `/tags/<taxonomy>/<tag>/`, `/authors/<author>/` or `/archive/<year>/`, with
    /// its page counted from 1. A later page stands below the first, at `/<section>/page/2/`.
    List(List, u32),
    /// `/<section>/<slug>/`.
    Article {
        /// The section that the address names.
        section: Slug,
        /// The article.
        slug: Slug,
    },
    /// `/<slug>/`: a page outside the sections.
    Page(Slug),
    /// `/find/`: the articles that meet several filters, with its query as it was written. [`crate::find::Query`] reads it.
    Find(String),
    /// `/tags/` and `/tags/<taxonomy>/`: all tags that articles carry, or those of one taxonomy.
    Tags(Option<Slug>),
    /// `/authors/`: all authors who have a page.
    Authors,
    /// `/archive/`: the years in which articles appeared.
    Archive,
    /// `/saved/`: the articles that the reader keeps on the device.
    Saved,
    /// No address of this site; what was asked for.
    Missing(String),
}

impl Route {
    /// The route of a path relative to the site's root (`magazine/tides/`) and a query (`page=2`).
    ///
    /// Capital letters, a missing slash at the end and a closing `index.html` are forgiven: [`Route::path`] gives
    /// the canonical spelling. Parameters that the site does not know are passed over.
    pub fn parse(path: &str, query: &str, site: &Site) -> Self {
        let path = path.trim_matches('/');
        let path = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.trim_end_matches('/'),
            _ => path,
        };
        let lower = path.to_ascii_lowercase();
        Self::recognise(&lower, query, site).unwrap_or_else(|| Self::Missing(path.to_owned()))
    }

    fn recognise(path: &str, query: &str, site: &Site) -> Option<Self> {
        let Some((list, page)) = later_page(path) else {
            return Self::unnumbered(path, query, site);
        };
        match Self::unnumbered(list, "", site)? {
            Self::List(list, _) => Some(Self::List(list, page)),
            _ => None,
        }
    }

    fn unnumbered(path: &str, query: &str, site: &Site) -> Option<Self> {
        if path.is_empty() {
            return Some(Self::List(List::Home, page_of(query)));
        }
        let mut parts = path.split('/');
        let first = Slug::parse(parts.next()?)?;
        let second = parts.next().map(Slug::parse);
        let third = parts.next().map(Slug::parse);
        if parts.next().is_some() {
            return None;
        }
        match (second, third) {
            (Some(taxonomy), Some(tag)) if first.as_ref() == TAGS => {
                let (taxonomy, tag) = (taxonomy?, tag?);
                site.taxonomy(&taxonomy)?.tag(&tag)?;
                Some(Self::List(List::Tag { taxonomy, tag }, page_of(query)))
            }
            (Some(taxonomy), None) if first.as_ref() == TAGS => {
                let taxonomy = taxonomy?;
                site.taxonomy(&taxonomy)?.carried().next()?;
                Some(Self::Tags(Some(taxonomy)))
            }
            (None, None) if first.as_ref() == TAGS => {
                let mut carried = site.taxonomies.iter().flat_map(Taxonomy::carried);
                carried.next().map(|_| Self::Tags(None))
            }
            // Which authors there are, only their files say.
            (None, None) if first.as_ref() == AUTHORS => Some(Self::Authors),
            (Some(author), None) if first.as_ref() == AUTHORS => {
                Some(Self::List(List::Author(author?), page_of(query)))
            }
            (Some(year), None) if first.as_ref() == ARCHIVE => {
                let year = year?.as_ref().parse().ok()?;
                let known = site.years.iter().any(|known| known.year == year);
                known.then(|| Self::List(List::Year(year), page_of(query)))
            }
            (None, None) if first.as_ref() == ARCHIVE && !site.years.is_empty() => Some(Self::Archive),
            (Some(slug), None) => {
                site.section(&first)?;
                Some(Self::Article {
                    section: first,
                    slug: slug?,
                })
            }
            (None, None) if first.as_ref() == SAVED => Some(Self::Saved),
            (None, None) if first.as_ref() == FIND => Some(Self::Find(query.to_owned())),
            (None, None) if site.section(&first).is_some() => {
                Some(Self::List(List::Section(first), page_of(query)))
            }
            (None, None) if site.pages.contains(&first) => Some(Self::Page(first)),
            _ => None,
        }
    }

    /// The route of an article or a page.
    pub fn of(section: Option<&Slug>, slug: &Slug) -> Self {
        match section {
            Some(section) => Self::Article {
                section: section.clone(),
                slug: slug.clone(),
            },
            None => Self::Page(slug.clone()),
        }
    }

    /// The canonical path relative to the site's root, with its query.
    pub fn path(&self) -> String {
        match self {
            Self::List(list, page) => {
                let mut path = match list {
                    List::Home => String::new(),
                    List::Section(section) => [section.as_ref(), "/"].concat(),
                    List::Tag { taxonomy, tag } => {
                        [TAGS, "/", taxonomy.as_ref(), "/", tag.as_ref(), "/"].concat()
                    }
                    List::Author(author) => [AUTHORS, "/", author.as_ref(), "/"].concat(),
                    List::Year(year) => [ARCHIVE, "/", &year.to_string(), "/"].concat(),
                };
                if *page > 1 {
                    path.push_str(PAGE);
                    path.push('/');
                    path.push_str(&page.to_string());
                    path.push('/');
                }
                path
            }
            Self::Article { section, slug } => [section.as_ref(), "/", slug.as_ref(), "/"].concat(),
            Self::Page(slug) => [slug.as_ref(), "/"].concat(),
            Self::Find(query) => {
                let mark = if query.is_empty() { "" } else { "?" };
                [FIND, "/", mark, query].concat()
            }
            Self::Tags(None) => [TAGS, "/"].concat(),
            Self::Tags(Some(taxonomy)) => [TAGS, "/", taxonomy.as_ref(), "/"].concat(),
            Self::Authors => [AUTHORS, "/"].concat(),
            Self::Archive => [ARCHIVE, "/"].concat(),
            Self::Saved => [SAVED, "/"].concat(),
            Self::Missing(path) => path.clone(),
        }
    }

    /// The file of the content folder that the page is made from, beside `site.json`; tags and the archive need that alone.
    pub fn file(&self) -> Option<String> {
        match self {
            Self::List(list, _) => Some(list.file()),
            Self::Article { slug, .. } | Self::Page(slug) => Some(bundle::article_file(slug)),
            Self::Find(_) => Some(bundle::FIND.to_owned()),
            Self::Authors => Some(bundle::AUTHORS.to_owned()),
            Self::Tags(_) | Self::Archive | Self::Saved | Self::Missing(_) => None,
        }
    }
}

/// Does the program of `/find/` alone show what stands at a path? `boot.js` asks the same of the address that is opened.
pub fn is_of_finder(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let (first, rest) = path.split_once('/').unwrap_or((&path, ""));
    match first {
        FIND => true,
        AUTHORS => matches!(rest, "" | "index.html"),
        TAGS => !rest
            .trim_end_matches("index.html")
            .trim_end_matches('/')
            .contains('/'),
        _ => false,
    }
}

/// The path of a list and the number of a page of it, if the path, without slashes around it, is that of a later page:
/// `magazine/page/2`.
pub fn later_page(path: &str) -> Option<(&str, u32)> {
    let (list, number) = path.rsplit_once('/')?;
    let list = list.strip_suffix(PAGE)?;
    let number = number.parse().ok().filter(|page| *page > 0)?;
    match list.strip_suffix('/') {
        Some(list) => Some((list, number)),
        None => list.is_empty().then_some((list, number)),
    }
}

/// The page that a query asks for: the first, unless it names a whole number above 0.
pub(crate) fn page_of(query: &str) -> u32 {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("page="))
        .and_then(|number| number.parse().ok())
        .filter(|page| *page > 0)
        .unwrap_or(1)
}
