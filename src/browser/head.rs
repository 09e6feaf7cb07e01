//! What the document says of itself: title, language, direction, canonical address.

use wasm_bindgen::prelude::*;

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    /// Gives the document its title, the language and direction of the article that it shows, or else those of the site, and its
    /// canonical address, or takes that away from a page that has none.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn name(title: &str, canonical: Option<&str>);

    /// Says at the root of the document how the page is to look, and to the browser which colours it is to use itself.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn look(words: &str, schemes: &str);
}

/// The canonical address.
pub(crate) fn canonical() -> Option<String> {
    super::find("link[rel=canonical]")?.get_attribute("href")
}
