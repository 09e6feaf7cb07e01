//! The passage from one page to the next, which the browser shows where it can and the reader wants motion.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Promises a picture of the page as it is, and a function to be called when the next one stands; nothing where there
    /// is to be no passage. boot.js has it.
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn passage() -> Promise;
}

/// A passage that goes on when it is dropped.
pub(crate) struct Passage(Option<Function>);

/// Waits until the browser has a picture of the page, which from then on may be changed unseen.
pub(crate) async fn begin() -> Passage {
    let go_on = JsFuture::from(passage()).await.ok();
    Passage(go_on.and_then(|go_on| go_on.dyn_into().ok()))
}

impl Drop for Passage {
    fn drop(&mut self) {
        if let Some(go_on) = &self.0 {
            let _ = go_on.call0(&JsValue::UNDEFINED);
        }
    }
}
