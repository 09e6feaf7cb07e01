//! The lists of a site: which there are, which articles stand in each, and their files.

use std::collections::BTreeMap;

use content::article::{Article, Card};
use content::bundle::{self, Listing};
use content::day::Day;
use content::listing::{self, List};
use content::site::{Order, Site};

use crate::diagnostic::count;
use crate::edition::authors::{self, Authors};
use crate::edition::json::to_json;
use crate::edition::opening;
use crate::hash;

/// Every list of a site and its articles.
pub(crate) fn lists<'a>(site: &Site, articles: impl IntoIterator<Item = &'a Article>) -> Vec<List> {
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
    let authors = authors::of(articles).into_iter().cloned().map(List::Author);
    let years = site.years.iter().map(|year| List::Year(year.year));
    std::iter::once(List::Home)
        .chain(sections)
        .chain(tags)
        .chain(authors)
        .chain(years)
        .collect()
}

/// Every list of the site with the places of the articles that stand in it.
pub(super) type Members = BTreeMap<List, Vec<usize>>;

pub(super) fn members(site: &Site, articles: &[Article]) -> Members {
    let mut members: Members = lists(site, articles)
        .into_iter()
        .map(|list| (list, Vec::new()))
        .collect();
    for (place, article) in articles.iter().enumerate() {
        let section = article.section.iter().cloned().map(List::Section);
        let home = article.section.iter().map(|_| List::Home);
        let tags = article.tags.iter().flat_map(|tagging| {
            tagging.tags.iter().map(|tag| List::Tag {
                taxonomy: tagging.taxonomy.clone(),
                tag: tag.clone(),
            })
        });
        let bylines = article.bylines.iter();
        let authors = bylines.map(|byline| List::Author(byline.slug.clone()));
        let year = article.year().map(List::Year);
        for list in home.chain(section).chain(tags).chain(authors).chain(year) {
            if let Some(places) = members.get_mut(&list)
                && places.last() != Some(&place)
            {
                places.push(place);
            }
        }
    }
    members
}

/// Fills in the counts and the pages.
pub(super) fn complete(site: &mut Site, members: &Members, articles: &[Article]) {
    let number = |list: &List| members.get(list).map(|places| count(places.len()));
    for section in &mut site.sections {
        section.count = number(&List::Section(section.slug.clone()));
    }
    for taxonomy in &mut site.taxonomies {
        for tag in &mut taxonomy.tags {
            tag.count = number(&List::Tag {
                taxonomy: taxonomy.slug.clone(),
                tag: tag.slug.clone(),
            });
        }
    }
    let pages = articles.iter().filter(|article| article.section.is_none());
    site.pages = pages.map(|article| article.slug.clone()).collect();
    for section in site.sections.iter_mut().filter(|section| section.order.is_none()) {
        let places = members.get(&List::Section(section.slug.clone()));
        let places = places.map(Vec::as_slice).unwrap_or_default();
        let events = places.iter().filter(|place| articles[**place].event.is_some());
        if 2 * events.count() > places.len() {
            section.order = Some(Order::Event);
        }
    }
}

/// What is next in the sections that are ordered so.
pub(super) fn upcoming(
    site: &Site,
    members: &Members,
    articles: &[Article],
    today: Option<Day>,
) -> Vec<Card> {
    let lists = site
        .sections
        .iter()
        .map(|section| List::Section(section.slug.clone()));
    let ordered = lists.filter(|list| list.order(site) != Order::Newest);
    let next = ordered.flat_map(|list| {
        let order = list.order(site);
        let places = members.get(&list).map(Vec::as_slice).unwrap_or_default();
        let mut cards = cards(places, articles);
        cards.retain(|card| today.is_none_or(|today| !listing::is_over(card, order, today)));
        listing::upcoming(cards, order)
            .into_iter()
            .take(listing::UPCOMING)
    });
    next.collect()
}

/// The cards of the articles at these places.
pub(super) fn cards(places: &[usize], articles: &[Article]) -> Vec<Card> {
    places
        .iter()
        .map(|place| opening::card(&articles[*place]))
        .collect()
}

/// The file of a list and those of its chunks.
pub(super) fn list_files(
    list: &List,
    cards: Vec<Card>,
    upcoming: &[Card],
    site: &Site,
    authors: &Authors,
) -> Vec<(String, Vec<u8>)> {
    let number = count(cards.len());
    let split = listing::split(listing::sort(cards, list.order(site)));
    let mut files = Vec::with_capacity(split.older.len() + 1);
    let mut older = Vec::with_capacity(split.older.len());
    for chunk in &split.older {
        let bytes = to_json(chunk);
        let hash = hash::of(&bytes);
        files.push((bundle::chunk_file(&hash), bytes));
        older.push(hash);
    }
    let author = match list {
        List::Author(author) => authors.get(author),
        _ => None,
    };
    let listing = Listing {
        count: number,
        cards: split.newest,
        older,
        upcoming: upcoming.to_vec(),
        name: author.map(|author| author.name.clone()),
        description: author.and_then(|author| author.description.clone()),
    };
    files.push((list.file(), to_json(&listing)));
    files
}
