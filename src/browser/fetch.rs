//! Fetching text from the site's own host.

use content::navigation::Freshness;
use gloo_net::http::Response;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What a host answered.
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The content type, empty where none was sent.
    pub(crate) kind: String,
    /// The body.
    pub(crate) text: String,
}

/// Fetches an address; nothing when the connection failed.
pub(crate) async fn get(address: &str, freshness: Freshness) -> Option<Answer> {
    let answer = ask(
        address,
        match freshness {
            Freshness::Usual => "default",
            Freshness::Asked => "no-cache",
            Freshness::New => "reload",
        },
    );
    let answer = JsFuture::from(answer).await.ok()?;
    // What gloo-net says of errors, which nobody reads, weighs 1.8 kB: only the answer is its.
    let response = Response::from(answer.unchecked_into::<web_sys::Response>());
    let status = response.status();
    let kind = response.headers().get("content-type").unwrap_or_default();
    let text = web_sys::Response::from(response).text().ok()?;
    Some(Answer {
        status,
        kind,
        text: JsFuture::from(text).await.ok()?.as_string()?,
    })
}

/// Posts a text of JSON, and says whether the host has taken it.
pub(crate) fn post(address: &str, body: &str, then: impl FnOnce(bool) + 'static) {
    super::once_settled(send_json(address, body), |is_taken| {
        then(is_taken.is_some_and(|is_taken| is_taken.is_truthy()));
    });
}

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    /// Asks for an address by the browser's own function, with the name of a cache mode.
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn ask(address: &str, cache: &str) -> Promise;

    /// Promises whether the host has taken it.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = post)]
    fn send_json(address: &str, body: &str) -> Promise;
}
