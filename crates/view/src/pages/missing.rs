//! An address that the site does not have, with the ways on from it.

use content::listing::List;
use content::route::Route;

use crate::View;
use crate::element::{Element, Nodes, a, div, h1, li, nodes, p, ul};
use crate::text::Words;

/// The page.
pub fn page(view: &View<'_>) -> Element {
    let text = view.text;
    div().class("notice-page").child((
        h1().say(text.missing_title(), view),
        p().say(text.missing_words(), view),
        ways(text.missing_ways(), view),
    ))
}

/// The ways on from a page that has nothing: home and to the sections.
pub fn ways(words: Words, view: &View<'_>) -> Nodes {
    let (site, text) = (view.site, view.text);
    let way = |address: String| a().href(address);
    let home = li().child(way(view.root.to_owned()).say(text.home(), view));
    let sections = site.sections.iter().map(|section| {
        let link = way(view.route(&Route::List(List::Section(section.slug.clone()), 1)));
        li().child(view.content(link, None, section.name.clone()))
    });
    nodes((
        p().say(words, view),
        ul().class("ways")
            .child(std::iter::once(home).chain(sections).collect::<Vec<_>>()),
    ))
}
