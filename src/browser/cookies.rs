//! The cookies that the page can see.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The value of the cookie of that name; none where there is none or several, or the browser refuses to say. boot.js has it.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = cookie)]
    pub(crate) fn kept(name: &str) -> Option<String>;
}

/// All of them as the browser writes them, `name=value; name=value`; none where it refuses to say.
pub(crate) fn all() -> Option<String> {
    document().cookie().ok()
}

/// Sets one, or deletes it, by a text with its attributes. Whether it took effect is seen only in [`all`].
pub(crate) fn set(cookie: &str) {
    let _ = document().set_cookie(cookie);
}

/// Must a cookie of this page be `Secure`?
pub(crate) fn are_secure() -> bool {
    super::base::absolute().starts_with("https:")
}

fn document() -> web_sys::HtmlDocument {
    super::document().unchecked_into()
}
