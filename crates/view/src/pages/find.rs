//! Articles that meet several filters at once.

use std::borrow::Cow;

use content::article::Card;
use content::find::{Axis, Choices, Filter, Found, Query};
use content::listing::{self, List};
use content::route::Route;

use crate::components::cards::{Size, card, waiting};
use crate::components::pager;
use crate::element::{
    Element, a, bdi, details, div, h1, header, input, label, li, nodes, p, span, summary, ul,
};
use crate::text::{self, Finding, Message};
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
    /// Is there a program that answers queries? Where there is none yet, or none at all, links lead to lists instead.
    pub is_answered: bool,
}

/// How many filters make a list so long that the most used ones stand for all of it, with a field to look for others.
const LONG: usize = 30;

/// How many stand for a long list.
const SHOWN: usize = 20;

/// The attribute of a field that looks for filters.
pub const FIELD: &str = "data-narrow";

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
pub fn page(page: &FindPage, words: &'static Finding, view: &View<'_>) -> Element {
    let (query, found) = (&page.query, &page.found);
    let address = |query: Query| view.route(&query.route());
    let numbered = |number: u32| {
        if page.is_answered {
            address(query.on_page(number))
        } else {
            // All that can be found is what the front page begins with.
            view.route(&Route::List(List::Home, number))
        }
    };
    let pages = listing::pages(found.count);
    let results = if found.count == 0 {
        nodes(p().class("notice").say(words.nothing_found(), view))
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
    let axes = found.axes.iter().map(|choices| axis(choices, page, words, view));
    div().class("list find").child((
        header().class("list-head").child((
            h1().say(view.text.find(), view),
            p().class("list-words").say(words.find_words(), view),
        )),
        unknown(query, words, view),
        // What is chosen stands below the choices: where there is one column, it would push them away from under the hand.
        div().class("find-axes").child(axes.collect::<Vec<_>>()),
        div().class("chips").child((
            p().class("list-count").say(count(page, view), view),
            chosen(query, words, view),
        )),
        div()
            .class("find-results")
            .child((results, pager::pager(query.page(), pages, &numbered, view))),
    ))
}

/// What the address asks for although the site does not know it.
fn unknown(query: &Query, words: &'static Finding, view: &View<'_>) -> Option<Element> {
    let mut values = query.unknown().iter();
    let first = values.next()?;
    let others: Vec<_> = values
        .map(|value| (view.say(view.text.comma()), bdi().child(value.clone())))
        .collect();
    Some(p().class("notice").attr("role", "status").child((
        view.say(words.unknown_value()),
        " ",
        bdi().child(first.clone()),
        others,
    )))
}

/// What is chosen, each a way to choose it no longer.
fn chosen(query: &Query, words: &'static Finding, view: &View<'_>) -> Option<Element> {
    let way = |query: Query| {
        let address = view.route(&query.route());
        a().class("chip").href(address).attr("rel", "nofollow")
    };
    let mut ways: Vec<_> = query
        .filters()
        .iter()
        .filter_map(|filter| {
            let name = name(filter, view)?;
            let remove = words.remove_choice().of(&name);
            let chip = way(query.without(filter)).child(bdi().child(name.into_owned()));
            Some(li().child(view.label(chip, LABEL, remove)))
        })
        .collect();
    if ways.len() > 1 {
        ways.push(li().child(way(Query::ALL).say(words.remove_all(), view)));
    }
    (!ways.is_empty()).then(|| view.label(ul().child(ways), LABEL, words.chosen()))
}

/// What can be chosen in one axis.
fn axis(choices: &Choices, page: &FindPage, words: &'static Finding, view: &View<'_>) -> Element {
    let site = view.site;
    let query = &page.query;
    let name = match &choices.axis {
        Axis::Taxonomy(slug) => site.taxonomy(slug).map(|taxonomy| taxonomy.name.clone()),
        Axis::Section => Some(words.section().bare()),
        Axis::Year => Some(words.year().bare()),
    };
    let name = name.unwrap_or_default();
    let all = choices.filters.len();
    let most_used = choices.most_used(if all > LONG { SHOWN } else { all });
    let options = choices
        .filters
        .iter()
        .zip(most_used)
        .map(|((filter, count), is_shown)| {
            let is_rest = !is_shown && !query.has(filter);
            option(filter, *count, page, view).class(is_rest.then_some("rest"))
        });
    let chosen = choices
        .filters
        .iter()
        .filter(|(filter, _)| query.has(filter))
        .count();
    let chosen = u32::try_from(chosen).ok().filter(|chosen| *chosen > 0);
    details().class("axis").child((
        summary().child((name.clone(), chosen.map(|chosen| (" ", tally(chosen, view))))),
        (all > LONG).then(|| narrow(&name, all, words, view)),
        ul().child(options.collect::<Vec<_>>()),
    ))
}
fn tally(count: u32, view: &View<'_>) -> Element {
    span().class("tally").child(view.number(count.into()))
}

/// What makes a long list short: a field to look for a filter by its name, and a box that shows all.
fn narrow(name: &str, all: usize, words: &'static Finding, view: &View<'_>) -> Element {
    let label_of_field = words.narrow().of(name);
    let all = u32::try_from(all).unwrap_or(u32::MAX);
    let show_all = words.show_all().with_own(&[&view.number(all.into())]);
    let field = input()
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("placeholder", label_of_field.clone().bare())
        .attr(FIELD, "");
    div().class("narrow").child((
        view.label(field, LABEL, label_of_field),
        label()
            .class("option")
            .child((view.say(show_all), input().attr("type", "checkbox"))),
    ))
}

/// One filter with its count: a way to choose it, or no longer. Where nothing would be found it leads nowhere.
fn option(filter: &Filter, count: u32, page: &FindPage, view: &View<'_>) -> Element {
    let query = &page.query;
    let is_chosen = query.has(filter);
    let name = name(filter, view).unwrap_or_default().into_owned();
    let words = (span().dir("auto").child(name), " ", tally(count, view));
    if count == 0 && !is_chosen {
        return li().child(span().class("option").child(words));
    }
    let next = match (page.is_answered, is_chosen) {
        (false, _) => Route::List(filter.list(), 1),
        (true, true) => query.without(filter).route(),
        (true, false) => query.with(filter, view.site).route(),
    };
    li().child(
        a().class("option")
            .href(view.route(&next))
            .attr("rel", "nofollow")
            .attr("aria-current", is_chosen.then_some("true"))
            .child(words),
    )
}
