//! Articles that meet several filters at once.

use content::article::Card;
use content::find::{Axis, Choices, Filter, Found, Query};
use content::listing;

use crate::View;
use crate::components::cards::{Size, card, waiting};
use crate::components::pager;
use crate::element::{Element, a, bdi, details, div, h1, header, li, nodes, p, span, summary, ul};

/// What was asked for, with all that the page shows of it.
#[derive(Clone, Debug)]
pub struct FindPage {
    /// The query.
    pub query: Query,
    /// What it comes to.
    pub found: Found,
    /// The cards of the page, in order; none stands for one that is still on its way.
    pub cards: Vec<Option<Card>>,
}

/// The title: what is chosen, and which page of it.
pub fn title(page: &FindPage, view: &View<'_>) -> String {
    let chosen = page.query.filters().iter();
    let names: Vec<_> = chosen.filter_map(|filter| filter.name(view.site)).collect();
    let name = if names.is_empty() {
        view.text.find().to_owned()
    } else {
        names.join(view.text.comma())
    };
    pager::title(name, page.query.page(), listing::pages(page.found.count), view)
}

/// How many articles were found, in words.
pub fn count(page: &FindPage, view: &View<'_>) -> String {
    view.count(view.text.count(), page.found.count)
}

/// The page.
pub fn page(page: &FindPage, view: &View<'_>) -> Element {
    let (query, found) = (&page.query, &page.found);
    let address = |query: Query| view.route(&query.route());
    let pages = listing::pages(found.count);
    let results = if found.count == 0 {
        nodes(p().class("notice").child(view.text.nothing_found()))
    } else if page.cards.is_empty() {
        nodes(pager::beyond(pages, address(query.on_page(1)), view))
    } else {
        nodes(
            div().class("cards").child(
                page.cards
                    .iter()
                    .map(|found| match found {
                        Some(found) => card(found, Size::Listed, None, view),
                        None => waiting(),
                    })
                    .collect::<Vec<_>>(),
            ),
        )
    };
    let axes = found.axes.iter().map(|choices| axis(choices, query, view));
    div().class("list find").child((
        header().class("list-head").child((
            h1().child(view.text.find()),
            p().class("list-words").child(view.text.find_words()),
        )),
        unknown(query, view),
        // What is chosen stands below the choices: where there is one column, it would push them away from under the hand.
        div().class("find-axes").child(axes.collect::<Vec<_>>()),
        div().class("chips").child((
            p().class("list-count").child(count(page, view)),
            chosen(query, view),
        )),
        div().class("find-results").child((
            results,
            pager::pager(query.page(), pages, &|page| address(query.on_page(page)), view),
        )),
    ))
}

/// What the address asks for although the site does not know it.
fn unknown(query: &Query, view: &View<'_>) -> Option<Element> {
    let mut values = query.unknown().iter();
    let first = values.next()?;
    let others: Vec<_> = values
        .map(|value| (view.text.comma(), bdi().child(value.clone())))
        .collect();
    Some(p().class("notice").attr("role", "status").child((
        view.text.unknown_value(),
        " ",
        bdi().child(first.clone()),
        others,
    )))
}

/// What is chosen, each a way to choose it no longer.
fn chosen(query: &Query, view: &View<'_>) -> Option<Element> {
    let way = |query: Query, words: &str, name: Option<String>| {
        let address = view.route(&query.route());
        let link = a().class("chip").href(address).attr("rel", "nofollow");
        li().child(link.attr("aria-label", name).child(words.to_owned()))
    };
    let mut ways: Vec<_> = query
        .filters()
        .iter()
        .filter_map(|filter| {
            let name = filter.name(view.site)?;
            Some(way(
                query.without(filter),
                &name,
                Some(view.text.remove_choice().of(&name)),
            ))
        })
        .collect();
    if ways.len() > 1 {
        ways.push(way(Query::ALL, view.text.remove_all(), None));
    }
    (!ways.is_empty()).then(|| ul().attr("aria-label", view.text.chosen()).child(ways))
}

/// What can be chosen in one axis.
fn axis(choices: &Choices, query: &Query, view: &View<'_>) -> Element {
    let site = view.site;
    let name = match &choices.axis {
        Axis::Taxonomy(slug) => site.taxonomy(slug).map(|taxonomy| taxonomy.name.clone()),
        Axis::Section => Some(view.text.section().to_owned()),
        Axis::Year => Some(view.text.year().to_owned()),
    };
    let options = choices
        .filters
        .iter()
        .map(|(filter, count)| option(filter, *count, query, view));
    let chosen = choices
        .filters
        .iter()
        .filter(|(filter, _)| query.has(filter))
        .count();
    let chosen = u32::try_from(chosen).ok().filter(|chosen| *chosen > 0);
    details().class("axis").child((
        summary().child((name, chosen.map(|chosen| (" ", tally(chosen, view))))),
        ul().child(options.collect::<Vec<_>>()),
    ))
}

fn tally(count: u32, view: &View<'_>) -> Element {
    span()
        .class("tally")
        .child(view.locale.number(count, view.text.locale()))
}

/// One filter with its count: a way to choose it, or no longer. Where nothing would be found it leads nowhere.
fn option(filter: &Filter, count: u32, query: &Query, view: &View<'_>) -> Element {
    let is_chosen = query.has(filter);
    let name = filter.name(view.site).unwrap_or_default().into_owned();
    let words = (span().child(name), " ", tally(count, view));
    if count == 0 && !is_chosen {
        return li().child(span().class("option").child(words));
    }
    let next = if is_chosen {
        query.without(filter)
    } else {
        query.with(filter, view.site)
    };
    li().child(
        a().class("option")
            .href(view.route(&next.route()))
            .attr("rel", "nofollow")
            .attr("aria-current", is_chosen.then_some("true"))
            .child(words),
    )
}
