//! Fetching text from the site's own host.

use content::navigation::Freshness;
use gloo_net::http::Response;
use js_sys::{Array, Promise};
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
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a status is a number of three digits"
)]
pub(crate) async fn get(address: &str, freshness: Freshness) -> Option<Answer> {
    let answer = ask(address, mode(freshness));
    let answer: Array = JsFuture::from(answer).await.ok()?.unchecked_into();
    Some(Answer {
        status: answer.get(0).unchecked_into_f64() as u16,
        kind: answer.get(1).as_string()?,
        text: answer.get(2).as_string()?,
    })
}

/// Fetches an address that holds no text: the status, the content type and the bytes; nothing when the connection failed.
pub(crate) async fn bytes(address: &str, freshness: Freshness) -> Option<(u16, String, Vec<u8>)> {
    let answer = JsFuture::from(answer_of(address, mode(freshness))).await.ok()?;
    let response = Response::from(answer.unchecked_into::<web_sys::Response>());
    let status = response.status();
    let kind = response.headers().get("content-type").unwrap_or_default();
    let body = web_sys::Response::from(response).array_buffer().ok()?;
    let body = js_sys::Uint8Array::new(&JsFuture::from(body).await.ok()?);
    Some((status, kind, body.to_vec()))
}

/// The name of a cache mode.
fn mode(freshness: Freshness) -> &'static str {
    match freshness {
        Freshness::Usual => "default",
        Freshness::Asked => "no-cache",
        Freshness::New => "reload",
    }
}

/// Posts a text of JSON, and says whether the host has taken it.
pub(crate) fn post(address: &str, body: &str, then: impl FnOnce(bool) + 'static) {
    super::once_settled(send_json(address, body), |is_taken| {
        then(is_taken.is_some_and(|is_taken| is_taken.is_truthy()));
    });
}

// boot.js and settings.js have them.
#[wasm_bindgen]
extern "C" {
    /// Asks for an address, with the name of a cache mode: promises the status, the content type and the body.
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn ask(address: &str, cache: &str) -> Promise;

    /// The same, and promises the browser's own answer.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = answer)]
    fn answer_of(address: &str, cache: &str) -> Promise;

    /// Promises whether the host has taken it.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = post)]
    fn send_json(address: &str, body: &str) -> Promise;
}
