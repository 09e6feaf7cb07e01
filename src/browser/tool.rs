//! The buttons of tools, what stands around them, and what the browser lends them.

use wasm_bindgen::JsCast;
use web_sys::Element;

use super::signals::object;

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

    /// Shows the slide of that number, in the dialog of the gallery that it stands in.
    pub(crate) fn show_slide(&self) {
        let number = self.named("data-slide").unwrap_or_default();
        let slide = ["dialog figure:nth-child(", &number, ")"].concat();
        let Ok(Some(gallery)) = self.0.closest(".gallery") else {
            return;
        };
        if let Ok(Some(dialog)) = gallery.query_selector("dialog") {
            let dialog: web_sys::HtmlDialogElement = dialog.unchecked_into();
            // One that is open already stays so.
            let _ = dialog.show_modal();
        }
        if let Ok(Some(slide)) = gallery.query_selector(&slide) {
            slide.scroll_into_view();
            super::focus::focus(&slide);
        }
    }

    /// Shows an element behind it.
    pub(crate) fn show_behind(&self, wanted: view::element::Element) {
        if let Some(parent) = self.0.parent_node() {
            super::page::append_to(&parent, wanted);
        }
    }
}

/// Makes the button of a tool say the second of its words or the first.
pub(crate) fn say(wanted: &str, is_second: bool) {
    let selector = ["[data-tool=", wanted, "]"].concat();
    let Some(button) = super::find(&selector) else {
        return;
    };
    for (words, is_hidden) in [
        (button.first_element_child(), is_second),
        (button.last_element_child(), !is_second),
    ] {
        if let Some(words) = words {
            let _ = words.toggle_attribute_with_force("hidden", is_hidden);
        }
    }
}

/// Has the browser a way to hand a page on?
pub(crate) fn shares() -> bool {
    super::method(&super::window().navigator(), SHARE).is_some()
}

/// Hands an address on as the reader's system does it. What the reader makes of it stays there.
pub(crate) fn share(address: &str) {
    let navigator = super::window().navigator();
    let shared = object(&[("url", address.into())]);
    let promise = super::method(&navigator, SHARE).and_then(|share| share.call1(&navigator, &shared).ok());
    if let Some(promise) = promise {
        super::once_settled(promise.unchecked_into(), |_| {});
    }
}

const SHARE: &str = "share";
