//! Which pages a portal has.

use std::collections::BTreeSet;

use content::article::Article;
use content::find::Query;
use content::listing::{self, List};
use content::route::Route;
use content::site::{Order, Site};

use crate::edition::authors;
use crate::edition::bundle::Edition;
use crate::edition::canonical::route_of;
use crate::edition::lists::lists;

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
