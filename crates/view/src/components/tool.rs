//! Buttons for what readers can do with a page on their own device.
//!
//! No button here does anything by itself. Each says in `data-tool` what is wanted, and the portal answers.

use crate::View;
use crate::element::{Children, Element, button, div, output, span};
use crate::id;

/// A button, and what is wanted when it is pressed.
pub fn tool(wanted: &'static str, words: impl Children) -> Element {
    button()
        .attr("type", "button")
        .class("tool")
        .attr("data-tool", wanted)
        .child(words)
}

/// What can be done with an article. Each button has room for both its words, and one of them is hidden.
pub fn tools(view: &View<'_>) -> Element {
    let text = view.text;
    let both = |wanted, one: &'static str, other: &'static str| {
        tool(
            wanted,
            (span().child(one), span().attr("hidden", "").child(other)),
        )
    };
    div().class("tools").language(&view.site.language).child((
        both("save", text.save(), text.saved()).attr("aria-pressed", "false"),
        both("share", text.copy_link(), text.share()),
    ))
}

/// An address to be copied by hand, where the browser does not copy.
pub fn address(address: String) -> Element {
    output().id(id::ADDRESS).child(address)
}
