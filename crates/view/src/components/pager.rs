//! The pages of a list: which one is shown, and the way to the others.

use crate::View;
use crate::element::{Element, a, nav, p, span};

/// A name, with the page where it is a later one.
pub fn title(name: String, page: u32, pages: u32, view: &View<'_>) -> String {
    if page == 1 {
        return name;
    }
    [&name, ", ", &page_of(page, pages, view)].concat()
}

/// What to say of a page behind the last, with the address of the first.
pub fn beyond(pages: u32, first: String, view: &View<'_>) -> Element {
    p().class("notice").attr("role", "status").child((
        view.text.no_such_page().of(&pages.to_string()),
        " ",
        a().href(first).child(page_of(1, pages, view)),
    ))
}

/// The ways to the pages before and after; none where there is one page, or not this one.
pub fn pager(page: u32, pages: u32, address: &dyn Fn(u32) -> String, view: &View<'_>) -> Option<Element> {
    let link = |number: u32, words: &'static str, rel: &'static str| {
        a().href(address(number)).attr("rel", rel).child(words)
    };
    (pages > 1 && page <= pages).then(|| {
        nav().class("pager").attr("aria-label", view.text.pages()).child((
            (page > 1).then(|| link(page - 1, view.text.newer(), "prev")),
            span().child(page_of(page, pages, view)),
            (page < pages).then(|| link(page + 1, view.text.older(), "next")),
        ))
    })
}

fn page_of(page: u32, pages: u32, view: &View<'_>) -> String {
    view.text.page().with(&[&page.to_string(), &pages.to_string()])
}
