//! The only users of web-sys and js-sys. Each module wraps one Web API, returns `Option` or `Result`, and
//! holds no policy.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "this is where they belong"
)]

pub(crate) mod base;
pub(crate) mod busy;
pub(crate) mod clock;
pub(crate) mod fetch;
pub(crate) mod focus;
pub(crate) mod head;
pub(crate) mod history;
pub(crate) mod intl;
pub(crate) mod json;
pub(crate) mod links;
pub(crate) mod live;
pub(crate) mod page;
pub(crate) mod player;
pub(crate) mod scroll;

/// The window.
fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a page, and a page has a window")
}

/// Sets an attribute that says something else: a page that press has painted right is not touched.
fn set_attribute(element: &web_sys::Element, name: &str, value: &str) {
    if element.get_attribute(name).as_deref() != Some(value) {
        let _ = element.set_attribute(name, value);
    }
}

/// The document.
fn document() -> web_sys::Document {
    window().document().expect("the window of a page has a document")
}
