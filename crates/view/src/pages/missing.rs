//! An address that the site does not have, with the ways on from it.

use content::listing::List;
use content::route::Route;

use crate::View;
use crate::element::{Element, a, div, h1, li, p, ul};

/// The page.
pub fn page(view: &View<'_>) -> Element {
    let (site, text) = (view.site, view.text);
    let way = |address: String, name: String| li().child(a().href(address).child(name));
    let home = way(view.root.to_owned(), text.home().to_owned());
    let sections = site.sections.iter().map(|section| {
        way(
            view.route(&Route::List(List::Section(section.slug.clone()), 1)),
            section.name.clone(),
        )
    });
    div().class("notice-page").child((
        h1().child(text.missing_title()),
        p().child(text.missing_words()),
        p().child(text.missing_ways()),
        ul().child(std::iter::once(home).chain(sections).collect::<Vec<_>>()),
    ))
}
