//! Lists of cards: which articles, in which order, in which files, on which page.
//!
//! A list is stored from its oldest card on, in chunks of [`PAGE`] cards, so that a chunk keeps its bytes
//! (and its hashed name) when newer articles arrive. The newer end, one to two pages, stands in the list's
//! own file together with the names of the chunks, so that the first page costs one file.

use std::cmp::Ordering;

use crate::article::{Article, Card};
use crate::bundle::{Author, Chunk, Listing};
use crate::day::Day;
use crate::order::sorted;
use crate::site::{Order, Site, Tag, Year};
use crate::slug::Slug;

/// The number of cards on a page and in a chunk.
pub const PAGE: usize = 24;

/// A list that the site keeps.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Every article that stands in a section.
    Home,
    /// The articles of a section.
    Section(Slug),
    /// The articles that carry a tag.
    Tag {
        /// Its taxonomy.
        taxonomy: Slug,
        /// The tag.
        tag: Slug,
    },
    /// The articles of an author.
    Author(Slug),
    /// The articles of sections that appeared in a year.
    Year(u32),
}

impl List {
    /// The list's own file in the content folder.
    pub fn file(&self) -> String {
        match self {
            Self::Home => "lists/home.json".to_owned(),
            Self::Section(section) => ["lists/sections/", section.as_ref(), ".json"].concat(),
            Self::Tag { taxonomy, tag } => {
                ["lists/tags/", taxonomy.as_ref(), "/", tag.as_ref(), ".json"].concat()
            }
            Self::Author(author) => ["lists/authors/", author.as_ref(), ".json"].concat(),
            Self::Year(year) => ["lists/years/", &year.to_string(), ".json"].concat(),
        }
    }

    /// Does the article stand in it?
    pub fn holds(&self, article: &Article) -> bool {
        match self {
            Self::Home => article.section.is_some(),
            Self::Section(section) => article.section.as_ref() == Some(section),
            Self::Tag { taxonomy, tag } => article.carries(taxonomy, tag),
            Self::Author(author) => article.bylines.iter().any(|byline| byline.slug == *author),
            Self::Year(year) => article.year() == Some(*year),
        }
    }

    /// The order of its cards.
    pub fn order(&self, site: &Site) -> Order {
        match self {
            Self::Section(slug) => site
                .section(slug)
                .and_then(|section| section.order)
                .unwrap_or(Order::Newest),
            _ => Order::Newest,
        }
    }
}

impl Article {
    /// The year under which the archive has it: that of its publication, where it stands in a section.
    pub fn year(&self) -> Option<u32> {
        let day = self.section.as_ref().and(self.published)?;
        Some(day.year().into())
    }

    /// Does it carry the tag?
    pub fn carries(&self, taxonomy: &Slug, tag: &Slug) -> bool {
        self.tags
            .iter()
            .any(|tagging| tagging.taxonomy == *taxonomy && tagging.tags.contains(tag))
    }
}

/// Puts cards in the order in which a list is stored, read from its newer end: by day, the latest first; of one day
/// by slug. Cards without a day of publication come last; those without a deadline never close, so they come first
/// among deadlines.
pub fn sort(cards: Vec<Card>, order: Order) -> Vec<Card> {
    let place = |card: &Card| match order {
        Order::Newest => (false, card.published),
        Order::Closing => (card.deadline.is_none(), card.deadline),
    };
    sorted(cards, &|a, b| {
        place(b).cmp(&place(a)).then_with(|| a.slug.cmp(&b.slug))
    })
}

/// A list cut into its own file and its chunks.
pub struct Split {
    /// The cards of the list's own file, newest first.
    pub newest: Vec<Card>,
    /// The chunks, the oldest first.
    pub older: Vec<Chunk>,
}

/// Cuts a sorted list.
pub fn split(mut cards: Vec<Card>) -> Split {
    let chunks = (cards.len() / PAGE).saturating_sub(1);
    let mut older = Vec::with_capacity(chunks);
    for _ in 0..chunks {
        let cards = cards.split_off(cards.len() - PAGE);
        older.push(Chunk { cards });
    }
    Split { newest: cards, older }
}

/// The number of pages that a list of so many cards has; an empty list has one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a page is a small number of cards"
)]
pub fn pages(count: u32) -> u32 {
    count.div_ceil(PAGE as u32).max(1)
}

/// The number of pages of a list with so many cards. Where the order is that of closing, one shows all of them.
pub fn pages_of(list: &List, count: u32, site: &Site) -> u32 {
    match list.order(site) {
        Order::Newest => pages(count),
        Order::Closing => 1,
    }
}

/// Which chunks a page needs beside the list's own file, the newer first.
pub fn chunks_of_page(listing: &Listing, page: u32) -> Vec<&str> {
    let first = first_of(page);
    let own = listing.cards.len();
    // Counted in older cards, the newest of them as 0: the page's first, and the one after its last.
    let (from, to) = (
        first.saturating_sub(own),
        first.saturating_add(PAGE).saturating_sub(own),
    );
    let chunks = from / PAGE..to.div_ceil(PAGE);
    let older = listing.older.iter().rev().enumerate();
    older
        .filter(|(index, _)| chunks.contains(index))
        .map(|(_, hash)| hash.as_str())
        .collect()
}

/// The cards of a page, from the list's own file and the chunks that [`chunks_of_page`] named.
pub fn cards_of_page(listing: Listing, chunks: Vec<Chunk>, page: u32) -> Vec<Card> {
    let first = first_of(page);
    let (own, skip) = match first.checked_sub(listing.cards.len()) {
        Some(older) => (Vec::new(), older % PAGE),
        None => (listing.cards, first),
    };
    let older = chunks.into_iter().flat_map(|chunk| chunk.cards);
    own.into_iter().chain(older).skip(skip).take(PAGE).collect()
}

/// Which chunks hold the cards at some places beside the list's own file, each once, in the order of the places. Places
/// are counted from the oldest card as 0, so that they stay when newer cards arrive.
pub fn chunks_of_places<'a>(listing: &'a Listing, places: &[usize]) -> Vec<&'a str> {
    let mut chunks = Vec::new();
    for place in places {
        if let Some(hash) = listing.older.get(place / PAGE)
            && !chunks.contains(&hash.as_str())
        {
            chunks.push(hash.as_str());
        }
    }
    chunks
}

/// The cards at some places, from the list's own file and the chunks that [`chunks_of_places`] named, as far as they have
/// arrived, each with its name. None stands for a card that has not, or that the list has not, as it may be of another
/// day.
pub fn cards_of_places(
    listing: &Listing,
    arrived: &[(String, Chunk)],
    places: &[usize],
) -> Vec<Option<Card>> {
    let card = |place: &usize| {
        let (cards, behind) = match listing.older.get(place / PAGE) {
            Some(hash) => {
                let (_, chunk) = arrived.iter().find(|(name, _)| name == hash)?;
                (&chunk.cards, place % PAGE)
            }
            None => (&listing.cards, place - listing.older.len() * PAGE),
        };
        cards.get(cards.len().checked_sub(behind + 1)?)
    };
    places.iter().map(|place| card(place).cloned()).collect()
}

/// How many cards stand before a page.
pub(crate) fn first_of(page: u32) -> usize {
    (page.saturating_sub(1) as usize).saturating_mul(PAGE)
}

/// Cards by closing day: those still open, the next to close first and those without a deadline last;
/// then those that have closed, the latest first. A deadline's own day is still open.
pub fn by_closing(cards: Vec<Card>, today: Day) -> (Vec<Card>, Vec<Card>) {
    let (open, closed) = cards
        .into_iter()
        .partition(|card| card.deadline.is_none_or(|deadline| deadline >= today));
    let open = sorted(open, &|a, b| {
        let last = |card: &Card| card.deadline.is_none();
        last(a)
            .cmp(&last(b))
            .then_with(|| a.deadline.cmp(&b.deadline))
            .then_with(|| a.slug.cmp(&b.slug))
    });
    (open, closed)
}

/// A list of a site that holds its articles inline.
pub fn inline(site: &Site, list: &List) -> Vec<Card> {
    let cards = site
        .articles
        .iter()
        .filter(|article| list.holds(article))
        .map(Article::card)
        .collect();
    sort(cards, list.order(site))
}

/// The own file that a list of such a site would have; none for an author whom no article names.
pub fn inline_listing(site: &Site, list: &List) -> Option<Listing> {
    let name = match list {
        List::Author(author) => {
            let mut bylines = site.articles.iter().flat_map(|article| &article.bylines);
            Some(bylines.find(|byline| byline.slug == *author)?.name.clone())
        }
        _ => None,
    };
    Some(Listing {
        name,
        ..Listing::whole(inline(site, list))
    })
}

/// Puts things in the order of their names, by what compares two of them.
pub fn by_name<T>(things: Vec<T>, name: fn(&T) -> &str, compare: &dyn Fn(&str, &str) -> Ordering) -> Vec<T> {
    sorted(things, &|one, other| compare(name(one), name(other)))
}

/// The authors whom the articles of such a site name, as they come.
pub fn inline_authors(site: &Site) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    for article in &site.articles {
        for (place, byline) in article.bylines.iter().enumerate() {
            // One article counts once for an author under two names.
            if article.bylines[..place]
                .iter()
                .any(|before| before.slug == byline.slug)
            {
                continue;
            }
            match authors.iter_mut().find(|author| author.slug == byline.slug) {
                Some(author) => author.count += 1,
                None => authors.push(Author {
                    slug: byline.slug.clone(),
                    name: byline.name.clone(),
                    count: 1,
                }),
            }
        }
    }
    authors
}

/// The years of the archive, the newest first.
pub fn years<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for year in articles.into_iter().filter_map(Article::year) {
        let place = years.partition_point(|known| known.year > year);
        match years.get_mut(place) {
            Some(known) if known.year == year => known.count += 1,
            _ => years.insert(place, Year { year, count: 1 }),
        }
    }
    years
}

/// Fills in what a site that holds its articles inline need not say: counts, pages, years, and tags that only
/// articles name.
pub fn complete(site: &mut Site) {
    let articles = std::mem::take(&mut site.articles);
    let count = |list: &List| {
        let count = articles.iter().filter(|article| list.holds(article)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    for section in &mut site.sections {
        section.count = Some(count(&List::Section(section.slug.clone())));
    }
    for taxonomy in &mut site.taxonomies {
        for article in &articles {
            let taggings = article
                .tags
                .iter()
                .filter(|tagging| tagging.taxonomy == taxonomy.slug);
            for tag in taggings.flat_map(|tagging| &tagging.tags) {
                if taxonomy.tag(tag).is_none() {
                    let name = tag.as_ref().replace('-', " ");
                    taxonomy.tags.push(Tag {
                        slug: tag.clone(),
                        name,
                        description: None,
                        count: None,
                    });
                }
            }
        }
        let slug = taxonomy.slug.clone();
        for tag in &mut taxonomy.tags {
            tag.count = Some(count(&List::Tag {
                taxonomy: slug.clone(),
                tag: tag.slug.clone(),
            }));
        }
    }
    for article in &articles {
        if article.section.is_none() && !site.pages.contains(&article.slug) {
            site.pages.push(article.slug.clone());
        }
    }
    site.years = years(&articles);
    site.articles = articles;
}
