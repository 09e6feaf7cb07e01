//! How scripts that count readers are told of the site and of its pages, each in its own way.

use content::consent::{ConsentMode, ScriptGrant, ScriptKind};
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::signals::object;

#[wasm_bindgen]
extern "C" {
    /// The arguments of a call, which boot.js makes: Google's tag reads nothing else, and WebAssembly has none.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = entry, variadic)]
    fn entry(words: &Array) -> JsValue;
}

/// Tells a script of the site, before it is there.
pub(crate) fn prepare(grant: &ScriptGrant<'_>) {
    let Some(site) = grant.site() else { return };
    let site = &*site.as_str();
    match grant.kind() {
        ScriptKind::Matomo => {
            push(MATOMO, &["setTrackerUrl", grant.endpoint().unwrap_or_default()]);
            push(MATOMO, &["setSiteId", site]);
        }
        ScriptKind::Ga4 => {
            push_entry(&["js"], &Date::new_0());
            push_entry(&["config", site], &object(&[("send_page_view", false.into())]));
        }
        ScriptKind::Plausible | ScriptKind::Generic => {}
    }
}

/// Tells a script that the page is read.
pub(crate) fn report(grant: &ScriptGrant<'_>) {
    let address = super::base::address();
    let title = super::document().title();
    match grant.kind() {
        ScriptKind::Matomo => {
            push(MATOMO, &["setCustomUrl", &address]);
            push(MATOMO, &["setDocumentTitle", &title]);
            push(MATOMO, &["trackPageView"]);
        }
        ScriptKind::Plausible => {
            let arguments = line(&["pageview"]);
            arguments.push(&object(&[("u", address.into())]));
            call("plausible", &arguments);
        }
        ScriptKind::Ga4 => {
            let page = object(&[("page_location", address.into()), ("page_title", title.into())]);
            push_entry(&["event", "page_view"], &page);
        }
        ScriptKind::Generic => {}
    }
}

/// Tells Google's tag what is allowed.
pub(crate) fn push_consent_mode(mode: ConsentMode) {
    let signals = mode.signals().map(|(name, value)| (name, value.into()));
    push_entry(&["consent", mode.command.as_str()], &object(&signals));
}

/// Matomo's list of things to do.
const MATOMO: &str = "_paq";

fn line(words: &[&str]) -> Array {
    let line = Array::new();
    for word in words {
        line.push(&JsValue::from(*word));
    }
    line
}

/// Adds a line to a list in the global scope that a script reads, and makes the list where there is none.
fn push(list: &str, words: &[&str]) {
    add(list, &line(words));
}

/// A script may have put a `push` of its own in the place of the list's, and that may throw.
fn add(list: &str, line: &JsValue) {
    let list = queue(&super::window(), list);
    if let Some(push) = super::method(&list, "push") {
        let _ = push.call1(&list, line);
    }
}

fn push_entry(words: &[&str], last: &JsValue) {
    let line = line(words);
    line.push(last);
    add("dataLayer", &entry(&line));
}

/// Calls a function in the global scope that a script brings; until it has come, the call waits in its list `q`.
fn call(function: &str, arguments: &Array) {
    let window = super::window();
    let name = function.into();
    let known = Reflect::get(&window, &name).unwrap_or_default();
    if let Some(function) = known.dyn_ref::<Function>() {
        let _ = function.apply(&JsValue::UNDEFINED, arguments);
        return;
    }
    let known = if known.is_object() {
        known
    } else {
        Object::new().into()
    };
    let _ = Reflect::set(&window, &name, &known);
    queue(&known, "q").push(arguments);
}

fn queue(owner: &JsValue, name: &str) -> Array {
    let name = name.into();
    let known = Reflect::get(owner, &name).unwrap_or_default();
    known.dyn_into().unwrap_or_else(|_| {
        let list = Array::new();
        let _ = Reflect::set(owner, &name, &list);
        list
    })
}
