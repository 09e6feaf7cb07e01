//! Keyboard focus.

use wasm_bindgen::prelude::*;

/// Moves the focus to the first element that fits, without scrolling. An element that cannot take focus yet
/// is made able to, but not put into the tab order.
pub(crate) fn on(selector: &str) {
    if let Some(element) = super::find(selector) {
        focus(&element);
    }
}

/// Moves the focus to the link in `main` that the page writes so, without scrolling; false where there is none.
pub(crate) fn on_link(written: &str) -> bool {
    let link = super::find(&["main a[href='", written, "']"].concat());
    link.as_ref().map(focus).is_some()
}

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    /// Brings the element of that id into sight, unfolds what it stands in, and moves the focus to it; false where there is
    /// none.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = arrive)]
    pub(crate) fn arrive_at(id: &str) -> bool;

    /// Has nothing the focus, because what had it is gone?
    #[wasm_bindgen(js_namespace = feuilleton, js_name = isLost)]
    pub(crate) fn is_lost() -> bool;

    /// Moves the focus to an element, without scrolling.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(super) fn focus(element: &web_sys::Element);
}
