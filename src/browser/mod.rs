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
pub(crate) mod cookies;
pub(crate) mod databases;
pub(crate) mod dialog;
pub(crate) mod embeds;
pub(crate) mod fetch;
pub(crate) mod focus;
pub(crate) mod head;
pub(crate) mod highlights;
pub(crate) mod history;
pub(crate) mod intl;
pub(crate) mod json;
pub(crate) mod letters;
pub(crate) mod links;
pub(crate) mod live;
pub(crate) mod narrow;
pub(crate) mod page;
pub(crate) mod page_views;
pub(crate) mod part;
pub(crate) mod player;
pub(crate) mod privacy;
pub(crate) mod scroll;
pub(crate) mod search_field;
pub(crate) mod signals;
pub(crate) mod storage;
pub(crate) mod tabs;
pub(crate) mod third_party;
pub(crate) mod tool;

use wasm_bindgen::prelude::*;

/// The window.
fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a page, and a page has a window")
}

/// Sets an attribute that says something else: a page that press has prerendered right is not touched.
fn set_attribute(element: &web_sys::Element, name: &str, value: &str) {
    if element.get_attribute(name).as_deref() != Some(value) {
        let _ = element.set_attribute(name, value);
    }
}

/// The document.
fn document() -> web_sys::Document {
    window().document().expect("the window of a page has a document")
}

/// Calls back for each event of a kind, as long as the document lives.
fn listen(target: &web_sys::EventTarget, kind: &str, heard: impl Fn(web_sys::Event) + 'static) {
    add_listener(target, kind, false, Box::new(heard));
}

/// The same on the way down to the element, for events that do not come up again.
fn listen_early(target: &web_sys::EventTarget, kind: &str, heard: impl Fn(web_sys::Event) + 'static) {
    add_listener(target, kind, true, Box::new(heard));
}

// Put into each caller, the making of a closure is hundreds of bytes.
#[inline(never)]
fn add_listener(
    target: &web_sys::EventTarget,
    kind: &str,
    is_early: bool,
    heard: Box<dyn Fn(web_sys::Event)>,
) {
    let heard = Closure::wrap(heard);
    let _ = target.add_event_listener_with_callback_and_bool(kind, heard.as_ref().unchecked_ref(), is_early);
    heard.forget();
}

/// Calls back when another tab has stored something, and when the page is shown again that the browser had put aside.
pub(crate) fn on_stored(then: impl Fn() + Clone + 'static) {
    for kind in ["storage", "pageshow"] {
        let then = then.clone();
        listen(&window(), kind, move |_| then());
    }
}

/// The first element that fits. Put into each caller, the question is many bytes.
#[inline(never)]
fn find(selector: &str) -> Option<web_sys::Element> {
    document().query_selector(selector).ok().flatten()
}

/// The element of that id.
#[inline(never)]
fn find_id(id: &str) -> Option<web_sys::Element> {
    document().get_element_by_id(id)
}

/// The elements of a list.
fn elements(list: &web_sys::NodeList) -> impl Iterator<Item = web_sys::Element> {
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok())
}

/// Calls back when the page is shown again that the browser had put aside, and when its tab is looked at again.
pub(crate) fn on_return(then: impl Fn() + Clone + 'static) {
    let again = then.clone();
    listen(&window(), "pageshow", move |_| again());
    listen(&document(), "visibilitychange", move |_| then());
}

/// Says something where developers look.
pub(crate) fn warn(words: &str) {
    web_sys::console::warn_1(&words.into());
}

/// Loads the page anew.
pub(crate) fn reload() {
    let _ = window().location().reload();
}

/// Puts a text where the reader can paste it from, and calls back with whether the browser has done so: over http there is
/// no clipboard.
pub(crate) fn copy(text: &str, then: impl FnOnce(bool) + 'static) {
    once_settled(write_to_clipboard(text), move |done| {
        then(done.is_some_and(|done| done.is_truthy()));
    });
}

// boot.js has it.
#[wasm_bindgen]
extern "C" {
    /// Promises whether the browser has done so.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = copy)]
    fn write_to_clipboard(text: &str) -> js_sys::Promise;
}

/// Selects what stands in the element of that id, for the reader to copy.
pub(crate) fn select_id(id: &str) {
    if let Some(shown) = find_id(id) {
        select(&shown);
    }
}

fn select(shown: &web_sys::Node) {
    if let Ok(Some(selection)) = window().get_selection() {
        let _ = selection.select_all_children(shown);
    }
}

/// Calls back with what a promise has brought; none where it has failed. Each future of its own would cost a kilobyte.
fn once_settled(promise: js_sys::Promise, then: impl FnOnce(Option<wasm_bindgen::JsValue>) + 'static) {
    settle(promise, Box::new(then));
}

fn settle(promise: js_sys::Promise, then: Box<dyn FnOnce(Option<wasm_bindgen::JsValue>)>) {
    wasm_bindgen_futures::spawn_local(async move {
        then(wasm_bindgen_futures::JsFuture::from(promise).await.ok());
    });
}

/// A method of an object that browsers may lack.
fn method(object: &wasm_bindgen::JsValue, name: &str) -> Option<js_sys::Function> {
    js_sys::Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}
