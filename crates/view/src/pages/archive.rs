//! The archive: the years in which articles appeared, the newest first.

use content::listing::List;
use content::route::Route;

use crate::View;
use crate::element::{Element, a, div, h1, header, li, span, ul};

/// The page of all years.
pub fn page(view: &View<'_>) -> Element {
    let years: Vec<_> = view
        .site
        .years
        .iter()
        .map(|year| {
            let address = view.route(&Route::List(List::Year(year.year), 1));
            li().child(
                a().href(address).child((
                    view.year(year.year),
                    " ",
                    span()
                        .class("list-count")
                        .say(view.count(view.text.count(), year.count), view),
                )),
            )
        })
        .collect();
    div().class("list").child((
        header()
            .class("list-head")
            .child(h1().say(view.text.archive(), view)),
        ul().class("years").child(years),
    ))
}
