//! Buttons for what readers can do with a page on their own device.
//!
//! No button here does anything by itself. Each says in `data-tool` what is wanted, and the portal answers.

use crate::View;
use crate::element::{Element, button, div, output, span};
use crate::id;
use crate::text::Said;

/// A button, and what is wanted when it is pressed.
pub fn tool(wanted: &'static str, words: impl Said, view: &View<'_>) -> Element {
    empty(wanted).say(words, view)
}

fn empty(wanted: &'static str) -> Element {
    button()
        .attr("type", "button")
        .class("tool")
        .attr("data-tool", wanted)
}

/// What can be done with an article. Each button has room for both its words, and one of them is hidden: which one tells the
/// whole state. The first says what is kept of the article, so that it is saved without a file of its own.
pub fn tools(line: String, view: &View<'_>) -> Element {
    let text = view.text;
    let (tools, view) = view.own(div().class("tools"));
    let view = &view;
    let both = |wanted, one, other| {
        let words = (span().say(one, view), span().attr("hidden", "").say(other, view));
        empty(wanted).child(words)
    };
    tools.child((
        both("save", text.save(), text.saved()).attr("data-line", line),
        both("share", text.copy_link(), text.share()),
    ))
}

/// An address to be copied by hand, where the browser does not copy.
pub fn address(address: String) -> Element {
    output().id(id::ADDRESS).child(address)
}
