//! The passage from one page to the next, which the browser shows where it can and the reader wants motion.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    /// Promises a picture of the page as it is; at once, where there is to be no passage.
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn passage() -> Promise;

    /// The next page stands, and the passage goes on.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn stands();
}

/// Waits until the browser has a picture of the page, which from then on may be changed unseen, until the next one [`stands`].
pub(crate) async fn begin() {
    let _ = JsFuture::from(passage()).await;
}
