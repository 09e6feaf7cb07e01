//! The field in the head of every page, and the ways to and from it by keyboard.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

const FIELD: &str = ".search input";
const RESULTS: &str = ".find-results .card-title a";

/// What the reader does in it.
pub(crate) enum Done {
    /// Other letters stand there now.
    Typed(String),
    /// They are to be searched.
    Submitted(String),
}

/// A key that leads somewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Up,
    Down,
    Escape,
}

/// What has the focus.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Focused {
    Field,
    /// What was found, by its place on the page.
    Result(usize),
    Else,
}

/// Calls back when the reader types or submits. What is half composed by an input method is not told: it is no word yet.
pub(crate) fn watch(done: impl Fn(Done) + Copy + 'static) {
    let document = super::document();
    // Some browsers say that a composition has ended after its last letters, some before.
    for kind in ["input", "compositionend"] {
        super::listen(&document, kind, move |event| {
            let is_half = kind == "input" && has(&event, "isComposing");
            if let Some(field) = target(&event).filter(|target| !is_half && fits(target, FIELD)) {
                done(Done::Typed(field.unchecked_into::<HtmlInputElement>().value()));
            }
        });
    }
    super::listen(&document, "submit", move |event| {
        if target(&event).is_some_and(|target| fits(&target, ".search")) {
            done(Done::Submitted(value()));
            // Last: should the app stop on the way, the browser follows the form itself.
            event.prevent_default();
        }
    });
}

/// Calls back for keys without modifiers; where it says so, the browser does nothing of its own.
pub(crate) fn watch_keys(pressed: impl Fn(Key, Focused) -> bool + 'static) {
    super::listen(&super::document(), "keydown", move |event| {
        let name = Reflect::get(&event, &"key".into())
            .ok()
            .and_then(|name| name.as_string());
        let key = match name.as_deref() {
            Some("ArrowUp") => Key::Up,
            Some("ArrowDown") => Key::Down,
            Some("Escape") => Key::Escape,
            _ => return,
        };
        let is_plain = ![
            "isComposing",
            "ctrlKey",
            "metaKey",
            "altKey",
            "shiftKey",
            "defaultPrevented",
        ]
        .iter()
        .any(|name| has(&event, name));
        let focused = target(&event).map_or(Focused::Else, |target| focused(&target));
        if is_plain && pressed(key, focused) {
            event.prevent_default();
        }
    });
}

fn focused(target: &Element) -> Focused {
    if fits(target, FIELD) {
        return Focused::Field;
    }
    let place = results().iter().position(|result| result == target);
    place.map_or(Focused::Else, Focused::Result)
}

fn has(event: &Event, name: &str) -> bool {
    Reflect::get(event, &name.into()).is_ok_and(|value| value.is_truthy())
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn fits(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or_default()
}

fn field() -> Option<HtmlInputElement> {
    super::find(FIELD)?.dyn_into().ok()
}

fn results() -> Vec<Element> {
    let found = super::document().query_selector_all(RESULTS);
    found.map_or_else(|_| Vec::new(), |found| super::elements(&found).collect())
}

/// What stands in the field. What is no character, such as half of one, is a sign that says so.
pub(crate) fn value() -> String {
    field().map(|field| field.value()).unwrap_or_default()
}

/// Puts words into the field, unless they stand there.
pub(crate) fn set(words: &str) {
    if let Some(field) = field().filter(|field| field.value() != words) {
        field.set_value(words);
    }
}

/// Has the field the focus?
pub(crate) fn is_focused() -> bool {
    super::find(&[FIELD, ":focus"].concat()).is_some()
}

/// Moves the focus into the field.
pub(crate) fn focus() {
    if let Some(field) = field() {
        let _ = field.focus();
    }
}

/// Moves the focus to what was found, by its place on the page, and into sight; false where there is nothing.
pub(crate) fn focus_result(place: usize) -> bool {
    let result = results().into_iter().nth(place);
    let result = result.and_then(|result| result.dyn_into::<HtmlElement>().ok());
    result.is_some_and(|result| result.focus().is_ok())
}
