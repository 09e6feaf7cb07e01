//! What is kept of a reader's decision, for the reader to see, to copy and to delete.

use super::{action, open};
use crate::View;
use crate::element::{Element, div, h2, output, pre, section};

/// The id of the element that shows it.
pub const RECEIPT: &str = "consent-receipt";

/// The record of the reader's decision, as the JSON that the site was sent; none where nothing is kept.
pub fn record(receipt: Option<String>, view: &View<'_>) -> Element {
    let words = view.text;
    let (said, hidden) = match receipt {
        Some(_) => (words.record_kept(), None),
        None => (words.no_record(), Some("")),
    };
    let view = &view.within(&view.site.language);
    section()
        .id("consent-record")
        .class("consent-record")
        .language(view.around)
        .child((
            h2().say(words.record(), view),
            output().id("consent-record-words").say(said, view),
            receipt.map(|receipt| pre().id(RECEIPT).child(receipt)),
            div().class("consent-choice").child((
                action("copy-record", words.copy(), view).attr("hidden", hidden),
                action("delete-record", words.delete(), view).attr("hidden", hidden),
                open(view),
            )),
        ))
}
