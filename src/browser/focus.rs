//! Keyboard focus.

use wasm_bindgen::JsCast;

/// Moves the focus to the first element that fits, without scrolling. An element that cannot take focus yet
/// is made able to, but not put into the tab order.
pub(crate) fn on(selector: &str) {
    if let Some(element) = super::find(selector) {
        focus(&element);
    }
}

/// Brings the element of that id into sight, and moves the focus to it; false where there is none.
pub(crate) fn arrive_at(id: &str) -> bool {
    let element = super::find_id(id);
    if let Some(element) = &element {
        element.scroll_into_view();
        focus(element);
    }
    element.is_some()
}

/// Has nothing the focus, because what had it is gone?
pub(crate) fn is_lost() -> bool {
    let document = super::document();
    document.active_element().map(web_sys::Node::from) == document.body().map(web_sys::Node::from)
}

/// Moves the focus to an element.
pub(super) fn focus(element: &web_sys::Element) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let element: &web_sys::HtmlElement = element.unchecked_ref();
    if element.tab_index() < 0 && !element.has_attribute("tabindex") {
        element.set_tab_index(-1);
    }
    let _ = element.focus_with_options(&options);
}
