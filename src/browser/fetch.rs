//! Fetching text from the site's own host.

use gloo_net::http::Response;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit};

/// Whether an answer that the browser has kept will do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// As the host's cache headers say. The first load: preloads are found only by a plain request.
    Usual,
    /// Ask the host whether it is still the same: an open tab shows new content within one navigation.
    Asked,
}

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
    let request = RequestInit::new();
    request.set_cache(match freshness {
        Freshness::Usual => RequestCache::Default,
        Freshness::Asked => RequestCache::NoCache,
    });
    let response = answer_of(JsFuture::from(send(address, &request)).await.ok()?);
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

#[wasm_bindgen]
extern "C" {
    /// Promises whether the host has taken it; boot.js has it.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = post)]
    fn send_json(address: &str, body: &str) -> Promise;
}

/// By the browser's own function: what gloo-net says of errors, which nobody reads, weighs 1.8 kB.
fn send(address: &str, request: &RequestInit) -> Promise {
    super::window().fetch_with_str_and_init(address, request)
}

fn answer_of(answer: wasm_bindgen::JsValue) -> Response {
    answer.unchecked_into::<web_sys::Response>().into()
}
