//! Unicode's tables, by the browser's own `String.prototype.normalize`.

use js_sys::JsString;
use search::tokens::Letters;

/// The browser's letters. Stems are the index's own.
pub(crate) struct Unicode;

impl Letters for Unicode {
    fn compose(&self, text: &str) -> String {
        JsString::from(text).normalize("NFKC").into()
    }

    fn decompose(&self, text: &str) -> String {
        JsString::from(text).normalize("NFKD").into()
    }
}
