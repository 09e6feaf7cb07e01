//! The live region, which a screen reader reads out when its words change. It is in the language of the interface.

use view::text::Message;
use wasm_bindgen::prelude::*;

/// Puts words into the live region.
pub(crate) fn say(words: Message) {
    tell(&words.bare(), "bdi");
}

/// Puts words into the live region that are seen, too, for a while.
pub(crate) fn show(words: Message) {
    tell(&words.bare(), "span");
}

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    /// Puts the title of the page into the live region, in the language of the page.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = tellTitle)]
    pub(crate) fn say_title(title: &str);

    /// Says nothing any more.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = silence)]
    pub(crate) fn be_silent();

    /// Puts words into the live region, in an element of that kind.
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn tell(words: &str, tag: &str);
}
