//! How far the page is scrolled.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Scrolls at once, whatever the style sheet says of smoothness. boot.js has it.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = scroll)]
    pub(crate) fn to(position: f64);
}

/// The distance from the top in CSS pixels.
pub(crate) fn position() -> f64 {
    super::window().scroll_y().unwrap_or(0.0)
}
