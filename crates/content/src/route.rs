//! Addresses: the only module that knows what a URL of the site looks like.

use crate::files;
use crate::list::List;
use crate::site::Site;
use crate::slug::Slug;

/// The first parts of addresses that no section and no page may have.
pub const RESERVED: [&str; 9] = [
    TAGS, FIND, AUTHORS, ARCHIVE, CONTENT, ASSETS, "articles", SAVED, PAGE,
];

/// The first part of the addresses of the content folder's files.
pub const CONTENT: &str = "content";

/// The first part of the addresses of files whose names change with their bytes: style sheets, scripts, apps.
pub const ASSETS: &str = "assets";

/// The first part of the addresses of queries, which an app of their own answers.
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
        let mut parts: Vec<&str> = path.split('/').collect();
        let mut page = page_of(query);
        let mut is_numbered = false;
        if let [first @ .., PAGE, number] = &parts[..]
            && let Some(number) = number.parse().ok().filter(|number| *number > 0)
        {
            is_numbered = true;
            page = number;
            parts.truncate(first.len());
        }
        let list = match parts[..] {
            [] | [""] => List::Home,
            [TAGS, taxonomy, tag] => {
                let (taxonomy, tag) = (Slug::parse(taxonomy)?, Slug::parse(tag)?);
                site.taxonomy(&taxonomy)?.tag(&tag)?;
                List::Tag { taxonomy, tag }
            }
            [AUTHORS, author] => List::Author(Slug::parse(author)?),
            [ARCHIVE, year] => {
                let year = year.parse().ok()?;
                site.years.iter().find(|known| known.year == year)?;
                List::Year(year)
            }
            [section]
                if let Some(section) = Slug::parse(section).filter(|slug| site.section(slug).is_some()) =>
            {
                List::Section(section)
            }
            _ if is_numbered => return None,
            // Whether there are any, what makes these pages says; which authors there are, only their files.
            [TAGS] => return Some(Self::Tags(None)),
            [TAGS, taxonomy] => return Some(Self::Tags(Some(Slug::parse(taxonomy)?))),
            [AUTHORS] => return Some(Self::Authors),
            [ARCHIVE] if !site.years.is_empty() => return Some(Self::Archive),
            [SAVED] => return Some(Self::Saved),
            [FIND] => return Some(Self::Find(query.to_owned())),
            [page] => {
                let page = Slug::parse(page)?;
                return site.pages.contains(&page).then_some(Self::Page(page));
            }
            [section, slug] => {
                let section = Slug::parse(section)?;
                site.section(&section)?;
                let slug = Slug::parse(slug)?;
                return Some(Self::Article { section, slug });
            }
            _ => return None,
        };
        Some(Self::List(list, page))
    }

    /// Does the app of `/find/` alone show it?
    pub fn is_of_finder(&self) -> bool {
        matches!(self, Self::Find(_) | Self::Tags(_) | Self::Authors)
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
                    List::Section(section) => folders(&[section.as_ref()]),
                    List::Tag { taxonomy, tag } => folders(&[TAGS, taxonomy.as_ref(), tag.as_ref()]),
                    List::Author(author) => folders(&[AUTHORS, author.as_ref()]),
                    List::Year(year) => folders(&[ARCHIVE, &year.to_string()]),
                };
                if *page > 1 {
                    path.push_str(&folders(&[PAGE, &page.to_string()]));
                }
                path
            }
            Self::Article { section, slug } => folders(&[section.as_ref(), slug.as_ref()]),
            Self::Page(slug) => folders(&[slug.as_ref()]),
            Self::Find(query) => {
                let mark = if query.is_empty() { "" } else { "?" };
                [FIND, "/", mark, query].concat()
            }
            Self::Tags(None) => folders(&[TAGS]),
            Self::Tags(Some(taxonomy)) => folders(&[TAGS, taxonomy.as_ref()]),
            Self::Authors => folders(&[AUTHORS]),
            Self::Archive => folders(&[ARCHIVE]),
            Self::Saved => folders(&[SAVED]),
            Self::Missing(path) => path.clone(),
        }
    }

    /// A regular expression of queries, with their question mark, that ask for another page than the path. None where they change
    /// nothing.
    pub fn query_of_others(&self) -> Option<&'static str> {
        match self {
            Self::List(_, 1) => Some("[?&]page="),
            Self::Find(_) => Some("."),
            _ => None,
        }
    }

    /// The file of the content folder that the page is made from, beside `site.json`; tags and the archive need that alone, and
    /// what is found needs files of the search index, which says itself which.
    pub fn file(&self) -> Option<String> {
        match self {
            Self::List(list, _) => Some(list.file()),
            Self::Article { slug, .. } | Self::Page(slug) => Some(files::article_file(slug)),
            Self::Authors => Some(files::AUTHORS.to_owned()),
            Self::Find(_) | Self::Tags(_) | Self::Archive | Self::Saved | Self::Missing(_) => None,
        }
    }
}

/// The addresses of articles, for what reads no routes: a regular expression with one group for paths from the site's root, and
/// the file that such a page is made from, with a star for what the group has found. None where no article has a file of its own.
pub fn article_addresses(site: &Site) -> Option<(String, String)> {
    let sections: Vec<&str> = site
        .sections
        .iter()
        .map(|section| section.slug.as_ref())
        .collect();
    let has_files = site.articles.is_empty() && !sections.is_empty();
    has_files.then(|| {
        let addresses = format!("^(?:{})/([^/]+)/$", sections.join("|"));
        (addresses, files::file_of_article("*"))
    })
}

/// Is it the path of a file from the site's root, such as a feed, a calendar or a picture, and of no page? Pages have no dots in
/// their addresses.
pub fn is_file(path: &str) -> bool {
    let mut name = path.bytes().rev().take_while(|byte| *byte != b'/');
    name.any(|byte| byte == b'.') && !path.ends_with("index.html")
}

/// A path of folders. Put into each caller, it is many bytes.
#[inline(never)]
fn folders(names: &[&str]) -> String {
    let mut path = String::new();
    for name in names {
        path.push_str(name);
        path.push('/');
    }
    path
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
