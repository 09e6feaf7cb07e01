//! What a reader has saved. press prerenders it without any article; that there is none is not seen before the portal has looked.

use content::article::Card;

use crate::View;
use crate::components::cards::{Size, card};
use crate::components::tool::tool;
use crate::element::{Element, div, h1, header, li, p, span, ul};
use crate::pages::missing;

/// The page.
pub fn page(cards: &[Card], view: &View<'_>) -> Element {
    let text = view.text;
    let entries: Vec<_> = cards.iter().map(|one| entry(one, view)).collect();
    div().class("list").child((
        header().class("list-head").child((
            h1().say(text.saved_title(), view),
            p().class("list-words").say(text.saved_words(), view),
        )),
        if entries.is_empty() {
            div()
                .class("saved-none")
                .child(missing::ways(text.saved_none(), view))
        } else {
            ul().class("saved").child(entries)
        },
    ))
}

fn entry(one: &Card, view: &View<'_>) -> Element {
    let title = view.content(span().class("unseen"), one.language.as_ref(), one.title.clone());
    let remove = tool("remove", view.text.remove(), view).child((" ", title));
    li().child((
        card(one, Size::Listed, None, view),
        remove.attr("data-slug", one.slug.to_string()),
    ))
}
