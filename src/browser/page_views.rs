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
    let site = grant.site().map(|site| JsValue::from(&*site.as_str()));
    match (grant.kind(), site) {
        (ScriptKind::Matomo, Some(site)) => {
            let endpoint = grant.endpoint().unwrap_or_default();
            push("_paq", &["setTrackerUrl".into(), endpoint.into()]);
            push("_paq", &["setSiteId".into(), site]);
        }
        (ScriptKind::Ga4, Some(site)) => {
            push_entry(&["js".into(), Date::new_0().into()]);
            let by_hand = object(&[("send_page_view", false.into())]);
            push_entry(&["config".into(), site, by_hand]);
        }
        _ => {}
    }
}

/// Tells a script that the page is read.
pub(crate) fn report(grant: &ScriptGrant<'_>) {
    let address = JsValue::from(super::base::address());
    let title = JsValue::from(super::document().title());
    match grant.kind() {
        ScriptKind::Matomo => {
            push("_paq", &["setCustomUrl".into(), address]);
            push("_paq", &["setDocumentTitle".into(), title]);
            push("_paq", &["trackPageView".into()]);
        }
        ScriptKind::Plausible => call("plausible", &["pageview".into(), object(&[("u", address)])]),
        ScriptKind::Ga4 => {
            let page = object(&[("page_location", address), ("page_title", title)]);
            push_entry(&["event".into(), "page_view".into(), page]);
        }
        ScriptKind::Generic => {}
    }
}

/// Tells Google's tag what is allowed.
pub(crate) fn push_consent_mode(mode: ConsentMode) {
    let signals = mode.signals().map(|(name, value)| (name, value.into()));
    push_entry(&["consent".into(), mode.command.as_str().into(), object(&signals)]);
}

/// Adds a line to a list in the global scope that a script reads, and makes the list where there is none.
fn push(list: &str, line: &[JsValue]) {
    let line: Array = line.iter().collect();
    queue(&super::window(), list).push(&line);
}

fn push_entry(line: &[JsValue]) {
    let line: Array = line.iter().collect();
    queue(&super::window(), "dataLayer").push(&entry(&line));
}

/// Calls a function in the global scope that a script brings; until it has come, the call waits in its list `q`.
fn call(function: &str, arguments: &[JsValue]) {
    let window = super::window();
    let arguments: Array = arguments.iter().collect();
    let name = function.into();
    let known = Reflect::get(&window, &name).unwrap_or_default();
    if let Some(function) = known.dyn_ref::<Function>() {
        let _ = function.apply(&JsValue::UNDEFINED, &arguments);
        return;
    }
    let known = if known.is_object() {
        known
    } else {
        Object::new().into()
    };
    let _ = Reflect::set(&window, &name, &known);
    queue(&known, "q").push(&arguments);
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
