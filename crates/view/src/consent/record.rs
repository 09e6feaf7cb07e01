//! What is kept of a reader's decision, for the reader to see, to copy and to delete.

use super::{action, open};
use crate::View;
use crate::element::{Element, div, h2, output, pre, section};
use crate::id;

/// The record of the reader's decision, as the JSON that the site was sent; none where nothing is kept.
pub fn record(receipt: Option<String>, view: &View<'_>) -> Element {
    let words = view.text;
    let (said, hidden) = match receipt {
        Some(_) => (words.record_kept(), None),
        None => (words.no_record(), Some("")),
    };
    let view = &view.within(&view.site.language);
    section()
        .id(id::RECORD)
        .class("consent-record")
        .attr(id::APART, "")
        .language(view.around)
        .child((
            h2().say(words.record(), view),
            output().id(id::RECORD_WORDS).say(said, view),
            // It stands there empty, too: whoever has come to a button by then stays on it.
            pre().id(id::RECEIPT).attr("hidden", hidden).child(receipt),
            div().class("consent-choice").child((
                action("copy-record", words.copy(), view).attr("hidden", hidden),
                action("delete-record", words.delete(), view).attr("hidden", hidden),
                open(view),
            )),
        ))
}
