//! The buttons of tools, what stands around them, and what the browser lends them.

use wasm_bindgen::prelude::*;
use web_sys::Element;

/// A button or a link that says what is wanted.
pub(crate) struct Tool(Element);

impl Tool {
    /// The one that an element stands in.
    pub(crate) fn around(element: &Element) -> Option<Self> {
        element.closest("[data-tool]").ok()?.map(Self)
    }

    /// The value of one of its attributes.
    pub(crate) fn named(&self, attribute: &str) -> Option<String> {
        self.0.get_attribute(attribute)
    }

    /// What stands before it.
    pub(crate) fn before(&self) -> Option<String> {
        self.0.previous_sibling()?.text_content()
    }

    /// Selects what stands before it.
    pub(crate) fn select_before(&self) {
        if let Some(before) = self.0.previous_sibling() {
            super::select(&before);
        }
    }

    /// Shows the slide that it names, in the dialog of the gallery that it stands in.
    pub(crate) fn show_slide(&self) {
        slide(&self.0);
    }

    /// Shows an element behind it.
    pub(crate) fn show_behind(&self, wanted: view::element::Element) {
        if let Some(parent) = self.0.parent_node() {
            super::page::append_to(&parent, wanted);
        }
    }
}

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn slide(button: &Element);

    /// Makes the button of a tool say the second of its words or the first.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn say(tool: &str, is_second: bool);

    /// Has the browser a way to hand a page on?
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn shares() -> bool;

    /// Hands an address on as the reader's system does it. What the reader makes of it stays there.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn share(address: &str);
}
