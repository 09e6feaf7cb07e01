//! A list of cards: the home page, a section, a tag, an author, a year.

use content::article::Card;
use content::listing::{self, List};
use content::route::Route;
use content::slug::Slug;

use crate::View;
use crate::components::cards::{Size, card, grid};
use crate::components::pager;
use crate::element::{Element, Nodes, a, details, div, h1, h2, header, nodes, p, section, summary};

/// A page of a list, with all that it shows.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// The list.
    pub list: List,
    /// The page, counted from 1.
    pub page: u32,
    /// How many cards the whole list has.
    pub count: u32,
    /// The cards of the page, in order.
    pub cards: Vec<Card>,
    /// Cards of opportunities that have closed.
    pub closed: Vec<Card>,
    /// The list's own name, where the site does not know it.
    pub name: Option<String>,
    /// What stands under that name.
    pub description: Option<String>,
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
        List::Year(year) => year.to_string(),
    };
    pager::title(name, page.page, listing::pages(page.count), view)
}

/// A page of a list.
pub fn page(page: &ListPage, view: &View<'_>) -> Element {
    let site = view.site;
    let pages = listing::pages(page.count);
    let address = |number| view.route(&Route::List(page.list.clone(), number));
    let empty = page.cards.is_empty() && page.closed.is_empty();
    let within = match &page.list {
        List::Section(slug) => Some(slug),
        _ => None,
    };
    let closing = within
        .and_then(|slug| site.section(slug))
        .is_some_and(content::site::Section::is_closing);
    let cards = match &page.list {
        _ if empty && page.count > 0 => nodes(pager::beyond(pages, address(1), view)),
        _ if empty => nodes(p().class("notice").child(view.text.nothing_here())),
        List::Home if page.page == 1 => front(&page.cards, view),
        List::Section(_) if page.page == 1 && !closing => led(&page.cards, within, view),
        _ => nodes(grid(&page.cards, within, view)),
    };
    let closed = (!page.closed.is_empty()).then(|| {
        details().class("closed").child((
            summary().child(view.text.closed().of(&page.closed.len().to_string())),
            grid(&page.closed, within, view),
        ))
    });
    div().class("list").child((
        head(page, title(page, view), view),
        cards,
        closed,
        (!closing).then(|| pager::pager(page.page, pages, &address, view)),
    ))
}

fn head(page: &ListPage, title: String, view: &View<'_>) -> Element {
    let site = view.site;
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
                taxonomy.map(|taxonomy| nodes(taxonomy.name.clone())),
                tag.and_then(|tag| tag.description.clone()),
                Some([taxonomy_slug.as_ref(), "=", tag_slug.as_ref()].concat()),
            )
        }
        List::Author(_) => (Some(nodes(view.text.author())), page.description.clone(), None),
        List::Year(year) => {
            let archive = a().href(view.route(&Route::Archive)).child(view.text.archive());
            (
                Some(nodes(archive)),
                None,
                Some(["year=", &year.to_string()].concat()),
            )
        }
    };
    let combine = query.map(|query| {
        let address = view.route(&Route::Find(query));
        a().href(address).child(view.text.combine())
    });
    header().class("list-head").child((
        label.map(|label| p().class("kicker").child(label)),
        h1().child(title),
        description.map(|words| p().class("list-words").child(words)),
        div().class("list-ways").child((
            p().class("list-count")
                .child(view.count(view.text.count(), page.count)),
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
/// cards in a strip for each section.
fn front(cards: &[Card], view: &View<'_>) -> Nodes {
    let site = view.site;
    let mut rest: Vec<&Card> = cards.iter().collect();
    let first = site.sections.first().map(|section| &section.slug);
    let leads = |card: &&Card| card.image.is_some() && card.section.as_ref() == first;
    let lead = rest.iter().position(leads).unwrap_or(0);
    let lead = rest.remove(lead);
    let beside: Vec<_> = rest.drain(..rest.len().min(4)).collect();
    let strips: Vec<_> = site
        .sections
        .iter()
        .filter_map(|section_of| {
            let own = rest
                .iter()
                .filter(|card| card.section.as_ref() == Some(&section_of.slug));
            let own: Vec<_> = own
                .map(|one| card(one, Size::Full, Some(&section_of.slug), view))
                .collect();
            (!own.is_empty()).then(|| {
                let address = view.route(&Route::List(List::Section(section_of.slug.clone()), 1));
                section().class("strip").child((
                    div().class("strip-head").child((
                        h2().child(section_of.name.clone()),
                        a().href(address).child(view.text.all_of().of(&section_of.name)),
                    )),
                    div().class("cards").child(own),
                ))
            })
        })
        .collect();
    nodes((
        div().class("front").child((
            card(lead, Size::Lead, None, view),
            (!beside.is_empty()).then(|| {
                div().class("front-beside").child(
                    beside
                        .into_iter()
                        .map(|one| card(one, Size::Small, None, view))
                        .collect::<Vec<_>>(),
                )
            }),
        )),
        strips,
    ))
}
