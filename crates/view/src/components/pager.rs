//! The pages of a list: which one is shown, and the way to the others.

use crate::element::{Element, a, nav, p, span};
use crate::text::{self, Message, Words};
use crate::{LABEL, View};

/// A name, with the page where it is a later one.
pub fn title(name: String, page: u32, pages: u32, view: &View<'_>) -> String {
    if page == 1 {
        return name;
    }
    let page = page_of(page, pages, view);
    text::row([&*name, &page.0].into_iter(), ", ", ", ").bare()
}

/// What to say of a page behind the last, with the address of the first.
pub fn beyond(pages: u32, first: String, view: &View<'_>) -> Element {
    p().class("notice").attr("role", "status").child((
        view.say(view.text.no_such_page().with_own(&[&view.number(pages.into())])),
        " ",
        a().href(first).say(page_of(1, pages, view), view),
    ))
}

/// The ways to the pages before and after, the newest first; none where there is one page, or not this one.
pub fn pager(page: u32, pages: u32, address: &dyn Fn(u32) -> String, view: &View<'_>) -> Option<Element> {
    called(page, pages, [view.text.newer(), view.text.older()], address, view)
}

/// The same in another order, with what the two ways are called.
pub fn called(
    page: u32,
    pages: u32,
    [before, after]: [Words; 2],
    address: &dyn Fn(u32) -> String,
    view: &View<'_>,
) -> Option<Element> {
    let link = |number: u32, words: Words, rel: &'static str| {
        a().href(address(number)).attr("rel", rel).say(words, view)
    };
    (pages > 1 && page <= pages).then(|| {
        let ways = nav().class("pager").child((
            (page > 1).then(|| link(page - 1, before, "prev")),
            span().say(page_of(page, pages, view), view),
            (page < pages).then(|| link(page + 1, after, "next")),
        ));
        view.label(ways, LABEL, view.text.pages())
    })
}

fn page_of(page: u32, pages: u32, view: &View<'_>) -> Message {
    view.text
        .page()
        .with_own(&[&view.number(page.into()), &view.number(pages.into())])
}
