//! Sound and moving pictures of the site's own.

use wasm_bindgen::prelude::*;

/// A place on the page where a player is going to stand.
pub(crate) struct Waiting(web_sys::Element);

impl Waiting {
    /// The place that an element stands in, if it is one.
    pub(crate) fn around(element: &web_sys::Element) -> Option<Self> {
        element.closest("[data-player]").ok()?.map(Self)
    }

    /// Puts the player there, and starts it.
    pub(crate) fn start(&self) {
        play(&self.0);
    }
}

// boot.js has it.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn play(place: &web_sys::Element);
}
