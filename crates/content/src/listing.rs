//! Lists of cards: which articles, in which order, in which files, on which page.
//!
//! A list is stored from its oldest card on, in chunks of [`PAGE`] cards, so that a chunk keeps its bytes
//! (and its hashed name) when newer articles arrive. The newer end, one to two pages, stands in the list's
//! own file together with the names of the chunks, so that the first page costs one file.

use std::cmp::Ordering;
use std::ops::Range;

use crate::article::{Article, Card};
use crate::bundle::{Author, Chunk, Listing};
use crate::day::{Day, Moment};
use crate::json::Slot;
use crate::order::sorted;
use crate::site::{Order, Site};

pub use crate::bundle::PAGE;
pub use crate::list::{List, complete, years};

/// How many upcoming cards of a section the home list keeps: more than the front page shows, for those that are over
/// before the site is built again.
pub const UPCOMING: usize = 8;

/// Puts cards in the order in which a list is stored, read from its newer end: by day, the latest first; of one day
/// by slug. The day is that of publication, without which a card comes last; or the one with which it is over, and
/// cards that are never over come first.
pub fn sort(cards: Vec<Card>, order: Order) -> Vec<Card> {
    let place = |card: &Card| {
        if order == Order::Newest {
            return (false, card.published);
        }
        let last = last_day(card, order);
        (last.is_none(), last)
    };
    sorted(cards, &|a, b| {
        place(b).cmp(&place(a)).then_with(|| a.slug.cmp(&b.slug))
    })
}

/// The last day on which a card is not yet over: that of its deadline or of its event, as the order of its list has it.
pub fn last_day(card: &Card, order: Order) -> Option<Day> {
    match order {
        Order::Newest => None,
        Order::Closing => card.deadline,
        Order::Event => {
            let event = card.event.as_ref()?;
            Some(event.start.day.max(event.end.unwrap_or(event.start).day))
        }
    }
}

/// Is it over, by the order of its list? The last day itself is not.
pub fn is_over(card: &Card, order: Order, today: Day) -> bool {
    last_day(card, order).is_some_and(|last| last < today)
}

/// Cards that are not over, the next to close or to begin first, and those without a day last.
pub fn upcoming(cards: Vec<Card>, order: Order) -> Vec<Card> {
    let next = |card: &Card| match order {
        Order::Event => card.event.as_ref().map(|event| event.start),
        _ => card.deadline.map(|day| Moment { day, time: None }),
    };
    sorted(cards, &|a, b| {
        let (a_next, b_next) = (next(a), next(b));
        let last = a_next.is_none().cmp(&b_next.is_none());
        last.then_with(|| a_next.cmp(&b_next))
            .then_with(|| a.slug.cmp(&b.slug))
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

/// A page of a list, as it is put together from the list's own file and whichever chunks it turns out to need.
///
/// In a list whose cards are over one day, the first page has all that are not, and each page so many of those that are.
/// The list is stored by the last day of its cards, so the others stand before them: how many there are, nobody has to
/// read the whole list for.
pub struct Pending {
    listing: Listing,
    order: Order,
    page: u32,
    today: Day,
    chunks: Vec<(String, Chunk)>,
}

/// The cards of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cards {
    /// Those that are shown, in order.
    pub shown: Vec<Card>,
    /// Those that are over, the latest first.
    pub over: Vec<Card>,
    /// How many cards of the whole list are over.
    pub count_over: u32,
    /// The number of pages.
    pub pages: u32,
}

/// A place of a list, counted from its newest card as 0.
enum At<'a> {
    Card(&'a Card),
    /// It stands in a chunk that has not arrived.
    In(&'a str),
    /// The list ends before it.
    Beyond,
}

impl Pending {
    /// A page, counted from 1, of a list with this file. Where nobody knows what day it is, nothing has an order of its own.
    pub fn new(listing: Listing, order: Order, page: u32, today: Option<Day>) -> Self {
        Self {
            order: if today.is_some() { order } else { Order::Newest },
            today: today.unwrap_or(Slot::blank()),
            listing,
            page,
            chunks: Vec::new(),
        }
    }

    /// The chunk that it needs next.
    pub fn missing(&self) -> Option<&str> {
        let upcoming = match self.upcoming() {
            Ok(upcoming) => upcoming,
            Err(chunk) => return Some(chunk),
        };
        self.range(upcoming).find_map(|place| match self.at(place) {
            At::In(chunk) => Some(chunk),
            At::Card(_) | At::Beyond => None,
        })
    }

    /// Takes in the chunk that was missing.
    pub fn add(&mut self, hash: String, chunk: Chunk) {
        self.chunks.push((hash, chunk));
    }

    /// The cards of the page, as far as they have arrived.
    pub fn finish(mut self) -> Cards {
        let upcoming = self.upcoming().unwrap_or(0);
        let page = self.take(self.range(upcoming));
        let count = self.listing.count;
        if self.order == Order::Newest {
            return Cards {
                shown: page,
                over: Vec::new(),
                count_over: 0,
                pages: pages(count),
            };
        }
        let count_over = count.saturating_sub(u32::try_from(upcoming).unwrap_or(count));
        let shown = if self.page == 1 {
            self.take(0..upcoming)
        } else {
            Vec::new()
        };
        Cards {
            shown: self::upcoming(shown, self.order),
            over: page,
            count_over,
            pages: pages(count_over),
        }
    }

    /// How many cards stand before the first that is over, or the chunk in which that one may be.
    fn upcoming(&self) -> Result<usize, &str> {
        if self.order == Order::Newest {
            return Ok(0);
        }
        let mut place = 0;
        loop {
            match self.at(place) {
                At::Card(card) if !is_over(card, self.order, self.today) => place += 1,
                At::In(chunk) => return Err(chunk),
                At::Card(_) | At::Beyond => return Ok(place),
            }
        }
    }

    /// The places of the page's cards.
    fn range(&self, upcoming: usize) -> Range<usize> {
        let first = first_of(self.page).saturating_add(upcoming);
        first..first.saturating_add(PAGE)
    }

    /// Takes the cards out of these places, as far as the list goes. No place is asked twice.
    fn take(&mut self, places: Range<usize>) -> Vec<Card> {
        let mut cards = Vec::new();
        for place in places {
            let Some(card) = self.card(place) else { break };
            cards.push(std::mem::replace(card, Slot::blank()));
        }
        cards
    }

    fn card(&mut self, place: usize) -> Option<&mut Card> {
        let Some(older) = place.checked_sub(self.listing.cards.len()) else {
            return self.listing.cards.get_mut(place);
        };
        let hash = self.listing.older.iter().rev().nth(older / PAGE)?;
        let (_, chunk) = self.chunks.iter_mut().find(|(name, _)| name == hash)?;
        chunk.cards.get_mut(older % PAGE)
    }

    fn at(&self, place: usize) -> At<'_> {
        let own = &self.listing.cards;
        let Some(older) = place.checked_sub(own.len()) else {
            return At::Card(&own[place]);
        };
        let Some(hash) = self.listing.older.iter().rev().nth(older / PAGE) else {
            return At::Beyond;
        };
        match self.chunks.iter().find(|(name, _)| name == hash) {
            None => At::In(hash),
            Some((_, chunk)) => chunk.cards.get(older % PAGE).map_or(At::Beyond, At::Card),
        }
    }
}

/// How many cards stand before a page.
pub(crate) fn first_of(page: u32) -> usize {
    (page.saturating_sub(1) as usize).saturating_mul(PAGE)
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
    let mut listing = Listing::whole(inline(site, list));
    listing.name = name;
    if *list == List::Home {
        for section in &site.sections {
            let list = List::Section(section.slug.clone());
            let order = list.order(site);
            if order != Order::Newest {
                listing.upcoming.extend(upcoming(inline(site, &list), order));
            }
        }
    }
    Some(listing)
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
