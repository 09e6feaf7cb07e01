//! The live region, which a screen reader reads out when its words change. It is in the language of the interface.

use view::element::{Element, bdi, span};
use view::text::Message;

/// Puts words into the live region.
pub(crate) fn say(words: Message) {
    put(bdi().child(words.bare()));
}

/// Puts words into the live region that are seen, too, for a while.
pub(crate) fn show(words: Message) {
    put(span().child(words.bare()));
}

/// Puts the title of the page into the live region, in the language of the page.
pub(crate) fn say_title(title: &str) {
    let language = super::document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"));
    put(bdi().attr("lang", language).child(title.to_owned()));
}

/// Says nothing any more.
pub(crate) fn be_silent() {
    if let Some(region) = super::find_id(view::id::LIVE) {
        region.set_text_content(None);
    }
}

fn put(words: Element) {
    be_silent();
    if let Some(region) = super::find_id(view::id::LIVE) {
        super::page::append_to(&region, words);
    }
}
