//! What stands for a page that cannot be had without a network. The service worker serves it, and adds what is kept on the device.

use crate::View;
use crate::element::{Element, a, div, h1, p, ul};
use crate::text::{Finding, Said};

/// The attribute of what the service worker shows and fills in.
const KEPT: &str = "data-kept";

/// The page.
pub fn page(words: &Finding, view: &View<'_>) -> Element {
    let text = view.text;
    div().class("notice-page").child((
        h1().say(words.offline_title(), view),
        p().say(words.offline_words(), view),
        p().child(a().href(String::new()).say(text.retry(), view)),
        div().attr(KEPT, "").attr("hidden", "").child((
            p().say(words.offline_these(), view),
            ul().class("ways").attr(KEPT, ""),
        )),
    ))
}

/// Its title.
pub fn title(words: &Finding, view: &View<'_>) -> String {
    words.offline_title().message(view.text).bare()
}
