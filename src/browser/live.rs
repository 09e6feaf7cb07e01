//! The live region, which a screen reader reads out when its words change.

use view::element::span;

/// Puts words into the live region.
pub(crate) fn say(words: &str) {
    if let Some(region) = super::find_id(view::id::LIVE) {
        region.set_text_content(Some(words));
    }
}

/// Puts words into the live region that are seen, too, for a while.
pub(crate) fn show(words: &'static str) {
    if let Some(region) = super::find_id(view::id::LIVE) {
        region.set_text_content(None);
        super::page::append_to(&region, span().child(words));
    }
}
