//! Fetching text from the site's own host.

use gloo_net::http::Request;
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
    let response = request_of(address, &request)?.send().await.ok()?;
    let kind = response.headers().get("content-type").unwrap_or_default();
    Some(Answer {
        status: response.status(),
        kind,
        text: response.text().await.ok()?,
    })
}

/// Posts a text of JSON, and says whether the host has taken it. The address of the page that it comes from is not sent, and
/// the post outlives the page.
pub(crate) fn post(address: &str, body: &str, then: impl FnOnce(bool) + 'static) {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&super::signals::object(&[(
        "content-type",
        "application/json".into(),
    )]));
    request.set_body(&body.into());
    request.set_referrer("");
    let _ = js_sys::Reflect::set(&request, &"keepalive".into(), &true.into());
    let request = request_of(address, &request);
    wasm_bindgen_futures::spawn_local(async move {
        let is_taken = match request {
            Some(request) => request.send().await.is_ok_and(|response| response.ok()),
            None => false,
        };
        then(is_taken);
    });
}

/// Made by the browser's own constructor: gloo-net's builder of requests weighs 1.1 kB more.
fn request_of(address: &str, request: &RequestInit) -> Option<Request> {
    let request = web_sys::Request::new_with_str_and_init(address, request).ok()?;
    Some(request.into())
}
