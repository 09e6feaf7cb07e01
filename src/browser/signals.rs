//! What the page and the browser say of themselves to others: the reader's signals, and the portal's to scripts of the
//! site.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

/// Does the browser send Global Privacy Control?
pub(crate) fn is_global_privacy_control() -> bool {
    let navigator = super::window().navigator();
    Reflect::get(&navigator, &"globalPrivacyControl".into()).is_ok_and(|value| value.is_truthy())
}

/// Says which services are allowed now: at the root of the document, and by an event.
pub(crate) fn consent(allowed: &[&str]) {
    super::head::set_allowed(&allowed.join(" "));
    let list: Array = allowed.iter().map(|id| JsValue::from(*id)).collect();
    fire("consent", &object(&[("allowed", list.into())]));
}

/// Says that another page is shown.
pub(crate) fn navigate(title: &str) {
    let path = super::window().location().pathname().unwrap_or_default();
    fire(
        "navigate",
        &object(&[("path", path.into()), ("title", title.into())]),
    );
}

fn fire(name: &str, detail: &JsValue) {
    let init = web_sys::CustomEventInit::new();
    init.set_detail(detail);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(name, &init) {
        let _ = super::document().dispatch_event(&event);
    }
}

/// An object of these names and values.
pub(super) fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
