//! An address that the site does not have, with the ways on from it.

use content::listing::List;
use content::route::Route;
use leptos::prelude::*;

use crate::browser::base;
use crate::components::href;
use crate::session::Session;
use crate::ui::{Element, a, div, h1, li, p, ul};

/// The page.
pub(crate) fn page(session: Session) -> Element {
    let site = session.site.get_untracked();
    let text = session.text;
    let way = |address: String, name: String| li().child(a().href(address).child(name));
    let home = way(base::path().to_owned(), text.home.to_owned());
    let sections = site.sections.iter().map(|section| {
        way(
            href::route(&Route::List(List::Section(section.slug.clone()), 1)),
            section.name.clone(),
        )
    });
    div().class("notice-page").child((
        h1().child(text.missing_title),
        p().child(text.missing_words),
        p().child(text.missing_ways),
        ul().child(std::iter::once(home).chain(sections).collect::<Vec<_>>()),
    ))
}
