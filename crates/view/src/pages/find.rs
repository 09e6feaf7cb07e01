//! Articles that meet several filters at once.

use std::borrow::Cow;

use content::article::Card;
use content::find::{Axis, Choices, Filter, Found, Query};
use content::listing;

use crate::components::cards::{Size, card, waiting};
use crate::components::pager;
use crate::element::{Element, a, bdi, details, div, h1, header, li, nodes, p, span, summary, ul};
use crate::text::{self, Message};
use crate::{LABEL, View};

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
    let names: Vec<_> = chosen.filter_map(|filter| name(filter, view)).collect();
    let name = if names.is_empty() {
        view.text.message(view.text.find())
    } else {
        let comma = view.text.bare(view.text.comma());
        text::row(names.iter().map(|name| &**name), comma, comma)
    }
    .bare();
    pager::title(name, page.query.page(), listing::pages(page.found.count), view)
}

/// What readers call a filter; nothing where the site does not know it.
fn name<'a>(filter: &'a Filter, view: &View<'a>) -> Option<Cow<'a, str>> {
    match filter {
        Filter::Year(year) => Some(Cow::Owned(view.year(u32::from(*year)))),
        _ => filter.name(view.site),
    }
}

/// How many articles were found, in words.
pub fn count(page: &FindPage, view: &View<'_>) -> Message {
    view.count(view.text.count(), page.found.count)
}

/// The page.
pub fn page(page: &FindPage, view: &View<'_>) -> Element {
    let (query, found) = (&page.query, &page.found);
    let address = |query: Query| view.route(&query.route());
    let pages = listing::pages(found.count);
    let results = if found.count == 0 {
        nodes(p().class("notice").say(view.text.nothing_found(), view))
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
            h1().say(view.text.find(), view),
            p().class("list-words").say(view.text.find_words(), view),
        )),
        unknown(query, view),
        div().class("chips").child((
            p().class("list-count").say(count(page, view), view),
            chosen(query, view),
        )),
        div().class("find-axes").child(axes.collect::<Vec<_>>()),
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
        .map(|value| (view.say(view.text.comma()), bdi().child(value.clone())))
        .collect();
    Some(p().class("notice").attr("role", "status").child((
        view.say(view.text.unknown_value()),
        " ",
        bdi().child(first.clone()),
        others,
    )))
}

/// What is chosen, each a way to choose it no longer.
fn chosen(query: &Query, view: &View<'_>) -> Option<Element> {
    let way = |query: Query| {
        let address = view.route(&query.route());
        a().class("chip").href(address).attr("rel", "nofollow")
    };
    let mut ways: Vec<_> = query
        .filters()
        .iter()
        .filter_map(|filter| {
            let name = name(filter, view)?;
            let remove = view.text.remove_choice().of(&name);
            let chip = way(query.without(filter)).child(bdi().child(name.into_owned()));
            Some(li().child(view.label(chip, LABEL, remove)))
        })
        .collect();
    if ways.len() > 1 {
        ways.push(li().child(way(Query::ALL).say(view.text.remove_all(), view)));
    }
    (!ways.is_empty()).then(|| view.label(ul().child(ways), LABEL, view.text.chosen()))
}

/// What can be chosen in one axis.
fn axis(choices: &Choices, query: &Query, view: &View<'_>) -> Element {
    let site = view.site;
    let name = match &choices.axis {
        Axis::Taxonomy(slug) => site
            .taxonomy(slug)
            .map(|taxonomy| bdi().child(taxonomy.name.clone()).into()),
        Axis::Section => Some(view.say(view.text.section())),
        Axis::Year => Some(view.say(view.text.year())),
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
    span().class("tally").child(view.number(count.into()))
}

/// One filter with its count: a way to choose it, or no longer. Where nothing would be found it leads nowhere.
fn option(filter: &Filter, count: u32, query: &Query, view: &View<'_>) -> Element {
    let is_chosen = query.has(filter);
    let name = name(filter, view).unwrap_or_default().into_owned();
    let words = (span().dir("auto").child(name), " ", tally(count, view));
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
