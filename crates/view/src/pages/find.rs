//! Articles that are found by words, by several filters at once, or by both.

use std::borrow::Cow;

use content::article::Card;
use content::find::{Axis, Choices, Filter, Found, Query, Sort};
use content::listing::{self, List};
use content::route::Route;

use crate::components::cards::{Size, card, skeleton};
use crate::components::marks::{Marks, marked};
use crate::components::pager;
use crate::element::{
    Element, Nodes, a, bdi, details, div, h1, header, input, label, li, nav, nodes, p, span, summary, ul,
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
    /// Where the searched words stand on each of these cards, in the same order; none where there are none.
    pub marks: Vec<Marks>,
    /// What has become of the words that are searched; none where there are none.
    pub searched: Option<Searched>,
    /// Is there an app that answers queries? Where there is none yet, or none at all, links lead to lists instead.
    pub is_answered: bool,
}

/// What has become of the words of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is said to the reader by itself, and any may be true beside any other"
)]
pub struct Searched {
    /// All words as they were looked for, where others were taken for some that nobody wrote; and the words that ask for what was
    /// typed alone.
    pub instead: Option<(String, String)>,
    /// Words that nobody wrote, nor anything like them.
    pub left_out: Vec<String>,
    /// Has what is found only most of the words?
    pub is_relaxed: bool,
    /// Was the query longer than what is read of it?
    pub is_cut: bool,
    /// Could a part of the index not be had, so that there may be more?
    pub is_short: bool,
    /// Could nothing of it be had? Then the words take no part.
    pub is_failed: bool,
    /// Is there a best one among what is found?
    pub is_ranked: bool,
}

/// How many filters make a list so long that the most used ones stand for all of it, with a field to look for others.
const LONG: usize = 30;

/// How many stand for a long list.
const SHOWN: usize = 20;

/// The attribute of a field that looks for filters.
pub const FIELD: &str = "data-narrow";

/// The title: what is searched and chosen, and which page of it.
pub fn title(page: &FindPage, view: &View<'_>) -> String {
    let words = Some(page.query.words()).filter(|words| !words.is_empty());
    let chosen = page.query.filters().iter();
    let chosen = chosen.filter_map(|filter| name(filter, view));
    let names: Vec<_> = words.map(Cow::Borrowed).into_iter().chain(chosen).collect();
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

/// The same for those who do not see it: with the words that were taken for others, and what nothing was found for.
pub fn announcement(page: &FindPage, words: &'static Finding, view: &View<'_>) -> Message {
    let searched = page.searched.as_ref();
    let instead = searched.and_then(|searched| searched.instead.as_ref());
    let first = match (page.found.count, instead) {
        _ if searched.is_some_and(|searched| searched.is_failed) => Some(words.search_failed()),
        (0, _) if searched.is_some() => return words.nothing_for().of(page.query.words()),
        (_, Some((taken, _))) => Some(words.results_for().of(taken)),
        _ => None,
    };
    let count = count(page, view);
    match first {
        Some(first) => Message([&*first.0, " ", &*count.0].concat().into()),
        None => count,
    }
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
        nothing(page, words, view)
    } else if page.cards.is_empty() {
        nodes(pager::beyond(pages, address(query.on_page(1)), view))
    } else {
        cards(page, view)
    };
    let other_pages = if is_ranked(page) && query.sort() == Sort::Best {
        let ways = [view.text.previous(), view.text.next()];
        pager::called(query.page(), pages, ways, &numbered, view)
    } else {
        pager::pager(query.page(), pages, &numbered, view)
    };
    let axes = found.axes.iter().map(|choices| axis(choices, page, words, view));
    let class = if query.words().is_empty() {
        "list find"
    } else {
        "list find searched"
    };
    div().class(class).child((
        header().class("list-head").child((
            h1().say(view.text.find(), view),
            query
                .words()
                .is_empty()
                .then(|| p().class("list-words").say(words.find_words(), view)),
        )),
        unknown(query, words, view),
        // What is chosen stands below the choices: where there is one column, it would push them away from under the hand.
        div().class("find-axes").child(axes.collect::<Vec<_>>()),
        div().class("chips").child((
            p().class("list-count").say(count(page, view), view),
            chosen(query, words, view),
            orders(page, words, view),
        )),
        div()
            .class("find-results")
            .child((told(page, words, view), results, other_pages)),
    ))
}

fn cards(page: &FindPage, view: &View<'_>) -> Nodes {
    let cards = page.cards.iter().enumerate().map(|(place, found)| {
        let Some(found) = found else { return skeleton() };
        let card = card(found, Size::Listed, None, view);
        match page.marks.get(place) {
            Some(marks) => marked(card, marks, found.language.as_ref(), view),
            None => card,
        }
    });
    nodes(div().class("cards").child(cards.collect::<Vec<_>>()))
}

fn is_ranked(page: &FindPage) -> bool {
    page.searched.as_ref().is_some_and(|searched| searched.is_ranked)
}

/// The two orders of what is found by words.
fn orders(page: &FindPage, words: &'static Finding, view: &View<'_>) -> Option<Element> {
    let way = |sort: Sort, name: Message| {
        let is_so = page.query.sort() == sort;
        a().href(view.route(&page.query.sorted(sort).route()))
            .attr("rel", "nofollow")
            .attr("aria-current", is_so.then_some("true"))
            .say(name, view)
    };
    (is_ranked(page) && page.found.count > 1).then(|| {
        let ways = nav().class("orders").child((
            way(Sort::Best, words.best_first()),
            way(Sort::Recent, words.newest_first()),
        ));
        view.label(ways, LABEL, words.order())
    })
}

/// What has become of the words, where they were not simply found.
fn told(page: &FindPage, words: &'static Finding, view: &View<'_>) -> Option<Element> {
    let searched = page.searched.as_ref()?;
    let query = &page.query;
    let mut lines = Vec::new();
    let mut say = |message: Message| lines.push(p().say(message, view));
    if searched.is_cut {
        say(words.search_cut());
    }
    if page.found.count > 0 && !searched.is_failed {
        for word in &searched.left_out {
            say(words.left_out().of(word));
        }
        if searched.is_relaxed {
            say(words.most_words());
        }
    }
    let way = |query: Query| a().href(view.route(&query.route())).attr("rel", "nofollow");
    if let Some((taken, literal)) = &searched.instead {
        let literally = words.literally().of(query.words());
        let way = way(query.with_words(literal)).say(literally, view);
        lines.push(p().child((view.say(words.results_for().of(taken)), " ", way)));
    }
    if searched.is_short || searched.is_failed {
        let name = if searched.is_failed {
            words.search_failed()
        } else {
            words.search_short()
        };
        let way = way(query.clone()).say(view.text.retry(), view);
        lines.push(p().child((view.say(name), " ", way)));
    }
    (!lines.is_empty()).then(|| div().class("told").child(lines))
}

/// What to do where nothing is found.
fn nothing(page: &FindPage, words: &'static Finding, view: &View<'_>) -> Nodes {
    let query = &page.query;
    if page.searched.is_none() {
        return nodes(p().class("notice").say(words.nothing_found(), view));
    }
    let line = |message: Message| li().say(message, view);
    let way = |address: String, name: Message| li().child(a().href(address).say(name, view));
    let has_tags = page
        .found
        .axes
        .iter()
        .any(|choices| matches!(choices.axis, Axis::Taxonomy(_)));
    let archive = view.text.message(view.text.archive());
    let unfiltered = query.without_filters().route();
    nodes(div().class("notice nothing").child((
        p().say(words.nothing_for().of(query.words()), view),
        ul().child((
            line(words.try_spelling()),
            line(words.try_fewer()),
            (!query.is_empty()).then(|| way(view.route(&unfiltered), words.try_filters())),
            has_tags.then(|| way(view.route(&Route::Tags(None)), words.tags())),
            (!view.site.years.is_empty()).then(|| way(view.route(&Route::Archive), archive)),
        )),
    )))
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
        ways.push(li().child(way(query.without_filters()).say(words.remove_all(), view)));
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
