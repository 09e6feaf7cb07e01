//! Absolute addresses, for whatever is read away from the site: feeds, sitemaps, link previews, calendars.

use std::collections::BTreeSet;

use content::article::{Article, Translation};
use content::find::Query;
use content::href::MediaPath;
use content::listing::{self, List};
use content::route::{CONTENT, Route};
use content::site::{Order, Site};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::Url;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::edition::{Edition, authors, lists};

/// What may not stand in a path as it is: all that has a meaning in addresses, in XML or in a server's settings.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'$')
    .add(b'%')
    .add(b'\'')
    .add(b'*')
    .add(b';')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Why a site has no absolute addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// The site does not say where it will stand.
    Missing,
    /// It says something that no browser reads as an address.
    Unreadable(String),
}

impl Fault for AddressFault {
    fn code(&self) -> Code {
        match self {
            Self::Missing => Code::AddressMissing,
            Self::Unreadable(_) => Code::AddressUnreadable,
        }
    }

    fn explain(&self) -> Explanation {
        let left_out = "feeds, the sitemap and absolute addresses in link previews are left out";
        match self {
            Self::Missing => Explanation::warning(
                format!("the site has no address, so {left_out}"),
                "write address = \"https://example.org/\", or wherever the site will stand",
            ),
            Self::Unreadable(address) => Explanation::warning(
                format!("“{address}” cannot be read as an address, so {left_out}"),
                "write it as https://example.org/ with the site’s own host",
            ),
        }
    }
}

/// Makes absolute addresses of one site.
#[derive(Clone, Debug)]
pub struct Canonical {
    root: Url,
}

impl Canonical {
    /// The addresses of a site that says where it will stand.
    ///
    /// # Errors
    /// When it does not, or not in a way that can be read.
    pub fn of(site: &Site) -> Result<Self, AddressFault> {
        let address = site.address.as_ref().ok_or(AddressFault::Missing)?;
        Url::parse(&address.as_str())
            .ok()
            .filter(|url| url.has_host() && url.path().ends_with('/'))
            .map(|root| Self { root })
            .ok_or_else(|| AddressFault::Unreadable(address.to_string()))
    }

    /// The address of a path from the site's root, without a leading slash.
    pub fn path(&self, path: &str) -> String {
        format!("{}{}", self.root, encoded(path))
    }

    /// The address of a page.
    pub fn route(&self, route: &Route) -> String {
        format!("{}{}", self.root, route.path())
    }

    /// The address of an article.
    pub fn article(&self, article: &Article) -> String {
        self.route(&route_of(article))
    }

    /// The languages in which an article can be read, with its address in each. The original also stands for all
    /// languages in which it cannot (`x-default`).
    pub fn translations(&self, article: &Article) -> Vec<(String, String)> {
        let address = |translation: &Translation| {
            self.route(&Route::of(translation.section.as_ref(), &translation.slug))
        };
        let all = article.translations.iter();
        let named = all.map(|translation| (translation.language.to_string(), address(translation)));
        let original = article.translations.first();
        named
            .chain(original.map(|original| ("x-default".to_owned(), address(original))))
            .collect()
    }

    /// The address of a file of the bundle.
    pub fn media(&self, media: &MediaPath) -> String {
        self.path(&format!("{CONTENT}/{}", media.as_str()))
    }

    /// The host, such as `example.org`.
    pub fn host(&self) -> &str {
        self.root.host_str().unwrap_or_default()
    }

    /// A name of an article that stays when the article moves to another section, which its address does not. No
    /// page answers to it.
    pub fn id(&self, article: &Article) -> String {
        format!("{}#{}", self.root, article.slug)
    }
}

/// A path as it stands in an address.
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// The page of an article.
pub fn route_of(article: &Article) -> Route {
    Route::of(article.section.as_ref(), &article.slug)
}

/// The path from the host's root to the site's, with both slashes, as a server sees it: `/`, `/sub/path/`.
pub(crate) fn base(site: &Site) -> String {
    Canonical::of(site).map_or_else(|_| "/".to_owned(), |canonical| canonical.root.path().to_owned())
}

/// The pages of all tags, of those of each taxonomy, and of all authors.
pub(crate) fn directories<'a>(
    site: &Site,
    articles: impl IntoIterator<Item = &'a Article>,
) -> impl Iterator<Item = Route> {
    let (mut carried, mut has_authors) = (BTreeSet::new(), false);
    for article in articles {
        has_authors |= !article.bylines.is_empty();
        for tagging in article.tags.iter().filter(|tagging| !tagging.tags.is_empty()) {
            carried.insert(tagging.taxonomy.clone());
        }
    }
    let tags = (!carried.is_empty()).then_some(Route::Tags(None));
    let taxonomies = site.taxonomies.iter().map(|taxonomy| taxonomy.slug.clone());
    let taxonomies: Vec<_> = taxonomies.filter(|slug| carried.contains(slug)).collect();
    let taxonomies = taxonomies.into_iter().map(|slug| Route::Tags(Some(slug)));
    let authors = has_authors.then_some(Route::Authors);
    tags.into_iter().chain(taxonomies).chain(authors)
}

/// The pages of authors, the archive and its years.
pub(crate) fn authors_and_archive(edition: &Edition) -> Vec<Route> {
    let authors = authors::of(&edition.articles).into_iter().cloned();
    let authors = authors.map(|author| Route::List(List::Author(author), 1));
    let years = &edition.site.years;
    let archive = (!years.is_empty()).then_some(Route::Archive);
    let years = years.iter().map(|year| Route::List(List::Year(year.year), 1));
    authors.chain(archive).chain(years).collect()
}

/// The pages of all lists after their first.
pub(crate) fn later_pages(edition: &Edition) -> Vec<Route> {
    let site = &edition.site;
    let authors = authors::counts(&edition.articles);
    let lists = lists(site, &edition.articles).into_iter().flat_map(|list| {
        let count = match &list {
            List::Author(author) => authors.get(author).copied().unwrap_or_default(),
            list => count(site, list),
        };
        let last = last_page(edition, &list, count);
        (2..=last).map(move |page| Route::List(list.clone(), page))
    });
    lists.collect()
}

/// How many cards a list has, by what the site says. Of authors it says nothing.
fn count(site: &Site, list: &List) -> u32 {
    let count = match list {
        List::Home => site.sections.iter().map(|section| section.count).sum(),
        List::Section(slug) => site.section(slug).and_then(|section| section.count),
        List::Tag { taxonomy, tag } => {
            let taxonomy = site.taxonomy(taxonomy);
            taxonomy.and_then(|taxonomy| taxonomy.tag(tag)?.count)
        }
        List::Year(year) => {
            let year = site.years.iter().find(|known| known.year == *year);
            year.map(|year| year.count)
        }
        List::Author(_) => None,
    };
    count.unwrap_or_default()
}

/// How many pages a list of an edition has.
pub(crate) fn pages(edition: &Edition, list: &List) -> u32 {
    let count = match list {
        List::Author(_) => edition.listing(list).map_or(0, |own| own.count),
        list => count(&edition.site, list),
    };
    last_page(edition, list, count)
}

/// The last page of a list with so many cards. In one whose cards are over some day, those that are not stand on the first.
fn last_page(edition: &Edition, list: &List, count: u32) -> u32 {
    if list.order(&edition.site) == Order::Newest {
        return listing::pages(count);
    }
    edition.page(list, 1).map_or(1, |first| first.cards.pages)
}

/// Every page that a search engine is to find: home, sections, tags that an article carries, authors, the archive and its
/// years, what leads to all tags and authors, articles and pages. Not the later pages of lists: what stands on them
/// moves with every new article, and each of their articles is among these itself.
pub fn routes(edition: &Edition) -> Vec<Route> {
    let site = &edition.site;
    let mut routes = vec![Route::List(List::Home, 1)];
    for section in &site.sections {
        routes.push(Route::List(List::Section(section.slug.clone()), 1));
    }
    for taxonomy in &site.taxonomies {
        for tag in &taxonomy.tags {
            let list = List::Tag {
                taxonomy: taxonomy.slug.clone(),
                tag: tag.slug.clone(),
            };
            let carried = match tag.count {
                Some(count) => count > 0,
                None => edition.articles.iter().any(|article| list.holds(article)),
            };
            if carried {
                routes.push(Route::List(list, 1));
            }
        }
    }
    routes.extend(directories(site, &edition.articles));
    routes.extend(authors_and_archive(edition));
    if has_find(edition) {
        routes.push(Query::ALL.route());
    }
    routes.extend(edition.articles.iter().map(route_of));
    routes
}

/// Is there anything to find? Pages outside the sections take no part.
pub(crate) fn has_find(edition: &Edition) -> bool {
    edition.articles.iter().any(|article| List::Home.holds(article))
}
