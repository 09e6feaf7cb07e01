//! What the page and the browser say of themselves to others: the reader's signals, and the portal's to scripts of the
//! site.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// Does the browser send Global Privacy Control?
pub(crate) fn is_global_privacy_control() -> bool {
    let navigator = super::window().navigator();
    Reflect::get(&navigator, &"globalPrivacyControl".into()).is_ok_and(|value| value.is_truthy())
}

#[wasm_bindgen]
extern "C" {
    /// Says which services are allowed now, with a space between any two: at the root of the document, and by an event.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn consent(allowed: &str);

    /// Says that another page is shown.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn navigate(title: &str);
}

/// An object of these names and values.
pub(super) fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
