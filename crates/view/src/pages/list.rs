//! A list of cards: the home page, a section, a tag, an author, a year.

use content::article::Card;
use content::bundle::Listing;
use content::listing::{self, Cards, List};
use content::route::Route;
use content::site::Order;
use content::slug::Slug;

use crate::View;
use crate::components::cards::{Size, card, grid};
use crate::components::pager;
use crate::element::{Element, Nodes, a, bdi, details, div, h1, h2, header, nodes, p, section, summary};

/// A page of a list, with all that it shows.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// The list.
    pub list: List,
    /// The page, counted from 1.
    pub page: u32,
    /// How many cards the whole list has.
    pub count: u32,
    /// The cards of the page.
    pub cards: Cards,
    /// On the front page, what is next in sections that are ordered by what is to come.
    pub upcoming: Vec<Card>,
    /// The list's own name, where the site does not know it.
    pub name: Option<String>,
    /// What stands under that name.
    pub description: Option<String>,
}

impl ListPage {
    /// A page of the list with this file, still without its cards.
    pub fn head(list: &List, page: u32, own: &Listing) -> Self {
        Self {
            list: list.clone(),
            page,
            count: own.count,
            cards: Cards::default(),
            upcoming: own.upcoming.clone(),
            name: own.name.clone(),
            description: own.description.clone(),
        }
    }

    /// The same with its cards.
    #[must_use]
    pub fn with(self, cards: Cards) -> Self {
        Self { cards, ..self }
    }
}

/// The title of a list: the site's name, the name of the section, the tag or the author, the year; a later page says which it is.
pub fn title(page: &ListPage, view: &View<'_>) -> String {
    let site = view.site;
    let name = match &page.list {
        List::Home => site.name.clone(),
        List::Section(slug) => site
            .section(slug)
            .map(|section| section.name.clone())
            .unwrap_or_default(),
        List::Tag { taxonomy, tag } => site
            .taxonomy(taxonomy)
            .and_then(|taxonomy| taxonomy.tag(tag))
            .map(|tag| tag.name.clone())
            .unwrap_or_default(),
        List::Author(_) => page.name.clone().unwrap_or_default(),
        List::Year(year) => view.year(*year),
    };
    pager::title(name, page.page, page.cards.pages, view)
}

/// A page of a list.
pub fn page(page: &ListPage, view: &View<'_>) -> Element {
    let site = view.site;
    let pages = page.cards.pages;
    let address = |number| view.route(&Route::List(page.list.clone(), number));
    let (shown, over) = (&page.cards.shown, &page.cards.over);
    let order = page.list.order(site);
    let within = match &page.list {
        List::Section(slug) => Some(slug),
        _ => None,
    };
    let cards = match &page.list {
        _ if page.page > pages => nodes(pager::beyond(pages, address(1), view)),
        _ if page.count == 0 => nodes(p().class("notice").say(view.text.nothing_here(), view)),
        List::Home if page.page == 1 => front(shown, &page.upcoming, view),
        List::Section(_) if page.page == 1 && order == Order::Newest => led(shown, within, view),
        _ => nodes((!shown.is_empty()).then(|| grid(shown, within, view))),
    };
    // What is over stands folded behind what is not; further pages have nothing else.
    let over = (!over.is_empty()).then(|| {
        let words = match order {
            Order::Event => view.text.past(),
            _ => view.text.closed(),
        };
        let is_all = shown.is_empty();
        let count = view.number(page.cards.count_over.into());
        let summary = summary().say(words.with_own(&[&count]), view);
        let cards = grid(over, within, view);
        details()
            .class("closed")
            .attr("open", is_all.then_some(""))
            .child((summary, cards))
    });
    div().class("list").child((
        head(page, title(page, view), view),
        cards,
        over,
        pager::pager(page.page, pages, &address, view),
    ))
}

fn head(page: &ListPage, title: String, view: &View<'_>) -> Element {
    let site = view.site;
    let above = |route: Route| a().href(view.route(&route));
    let (label, description, query) = match &page.list {
        List::Home if page.page == 1 => return h1().class("unseen").child(title),
        List::Home => return header().class("list-head").child(h1().child(title)),
        List::Section(slug) => (
            None,
            site.section(slug).and_then(|section| section.description.clone()),
            Some(["section=", slug.as_ref()].concat()),
        ),
        List::Tag { taxonomy, tag } => {
            let (taxonomy_slug, tag_slug) = (taxonomy, tag);
            let taxonomy = site.taxonomy(taxonomy);
            let tag = taxonomy.and_then(|taxonomy| taxonomy.tag(tag));
            (
                taxonomy.map(|taxonomy| {
                    let name = bdi().child(taxonomy.name.clone());
                    // A taxonomy has a page where an article carries any of its tags.
                    if page.count > 0 {
                        above(Route::Tags(Some(taxonomy.slug.clone()))).child(name)
                    } else {
                        name
                    }
                }),
                tag.and_then(|tag| tag.description.clone()),
                Some([taxonomy_slug.as_ref(), "=", tag_slug.as_ref()].concat()),
            )
        }
        List::Author(_) => (
            Some(above(Route::Authors).say(view.text.authors(), view)),
            page.description.clone(),
            None,
        ),
        List::Year(year) => (
            Some(above(Route::Archive).say(view.text.archive(), view)),
            None,
            Some(["year=", &year.to_string()].concat()),
        ),
    };
    let combine = query.map(|query| {
        let address = view.route(&Route::Find(query));
        a().href(address).say(view.text.combine(), view)
    });
    header().class("list-head").child((
        label.map(|label| p().class("kicker").child(label)),
        h1().child(title),
        description.map(|words| p().class("list-words").child(words)),
        div().class("list-ways").child((
            p().class("list-count")
                .say(view.count(view.text.count(), page.count), view),
            combine,
        )),
    ))
}

/// Fewer cards than these are a list: one of them at the head of the others would leave it bare.
const LED: usize = 3;

/// A section that begins with its newest piece with a picture, large.
fn led(cards: &[Card], within: Option<&Slug>, view: &View<'_>) -> Nodes {
    let lead = cards.iter().position(|card| card.image.is_some());
    let lead = lead.filter(|_| cards.len() >= LED);
    let place = |at: usize| {
        let size = if lead == Some(at) {
            Size::Lead
        } else {
            Size::Listed
        };
        card(&cards[at], size, within, view)
    };
    nodes((
        lead.map(place),
        div().class("cards").child(
            (0..cards.len())
                .filter(|at| lead != Some(*at))
                .map(place)
                .collect::<Vec<_>>(),
        ),
    ))
}

/// The front page: the newest piece of the first section large, the newest of all beside it, and the rest of the page's
/// cards in a strip for each section. Sections of what closes or begins show what is next.
fn front(cards: &[Card], upcoming: &[Card], view: &View<'_>) -> Nodes {
    let site = view.site;
    let order_of = |card: &Card| {
        let section = card.section.as_ref().and_then(|section| site.section(section));
        section.and_then(|section| section.order).unwrap_or(Order::Newest)
    };
    let is_over = |card: &&Card| {
        view.today
            .is_some_and(|today| listing::is_over(card, order_of(card), today))
    };
    let mut rest: Vec<&Card> = cards.iter().filter(|card| !is_over(card)).collect();
    let first = site.sections.first().map(|section| &section.slug);
    let leads = |card: &&Card| card.image.is_some() && card.section.as_ref() == first;
    let lead = rest.iter().position(leads).unwrap_or(0);
    let lead = (lead < rest.len()).then(|| rest.remove(lead));
    let beside: Vec<_> = rest.drain(..rest.len().min(4)).collect();
    let size_beside = if beside.len() < 3 {
        Size::Grown
    } else {
        Size::Small
    };
    let has_place = |card: &&Card| {
        let mut placed = lead.into_iter().chain(beside.iter().copied());
        placed.all(|other| other.slug != card.slug)
    };
    let strips: Vec<_> = site
        .sections
        .iter()
        .filter_map(|section_of| {
            let own = |card: &&Card| card.section.as_ref() == Some(&section_of.slug);
            let is_dated = section_of.order.is_some_and(|order| order != Order::Newest);
            let cards: Vec<&Card> = if is_dated && !upcoming.is_empty() {
                let next = upcoming.iter().filter(own).filter(|card| !is_over(card));
                next.filter(has_place).take(STRIP).collect()
            } else {
                rest.iter().copied().filter(own).collect()
            };
            let own: Vec<_> = cards
                .into_iter()
                .map(|one| card(one, Size::Full, Some(&section_of.slug), view))
                .collect();
            (!own.is_empty()).then(|| {
                let address = view.route(&Route::List(List::Section(section_of.slug.clone()), 1));
                section().class("strip").child((
                    div().class("strip-head").child((
                        h2().child(section_of.name.clone()),
                        a().href(address)
                            .say(view.text.all_of().of(&section_of.name), view),
                    )),
                    div().class("cards").child(own),
                ))
            })
        })
        .collect();
    nodes((
        lead.map(|lead| {
            div().class("front").child((
                card(lead, Size::Lead, None, view),
                (!beside.is_empty()).then(|| {
                    div().class("front-beside").child(
                        beside
                            .iter()
                            .map(|one| card(one, size_beside, None, view))
                            .collect::<Vec<_>>(),
                    )
                }),
            ))
        }),
        strips,
    ))
}

/// How many cards of what is next stand in a strip.
const STRIP: usize = 4;
