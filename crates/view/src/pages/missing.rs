//! An address that the site does not have, with the ways on from it.

use content::listing::List;
use content::route::Route;

use crate::View;
use crate::element::{Element, Nodes, a, div, h1, li, nodes, p, ul};

/// The page.
pub fn page(view: &View<'_>) -> Element {
    let text = view.text;
    div().class("notice-page").child((
        h1().child(text.missing_title()),
        p().child(text.missing_words()),
        ways(text.missing_ways(), view),
    ))
}

/// The ways on from a page that has nothing: home and to the sections.
pub fn ways(words: &'static str, view: &View<'_>) -> Nodes {
    let (site, text) = (view.site, view.text);
    let way = |address: String, name: String| li().child(a().href(address).child(name));
    let home = way(view.root.to_owned(), text.home().to_owned());
    let sections = site.sections.iter().map(|section| {
        way(
            view.route(&Route::List(List::Section(section.slug.clone()), 1)),
            section.name.clone(),
        )
    });
    nodes((
        p().child(words),
        ul().class("ways")
            .child(std::iter::once(home).chain(sections).collect::<Vec<_>>()),
    ))
}
