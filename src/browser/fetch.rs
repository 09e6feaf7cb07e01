//! Fetching text from the site's own host.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

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
    let cache = match freshness {
        Freshness::Usual => web_sys::RequestCache::Default,
        Freshness::Asked => web_sys::RequestCache::NoCache,
    };
    let request = RequestInit::new();
    request.set_cache(cache);
    let response = super::window().fetch_with_str_and_init(address, &request);
    let response: Response = JsFuture::from(response).await.ok()?.unchecked_into();
    let kind = response.headers().get("content-type").ok().flatten();
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(Answer {
        status: response.status(),
        kind: kind.unwrap_or_default(),
        text: text.as_string()?,
    })
}

/// Posts a text of JSON, and says whether the host has taken it. The address of the page that it comes from is not sent.
pub(crate) fn post(address: &str, body: &str, then: impl FnOnce(bool) + 'static) {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&super::signals::object(&[(
        "content-type",
        "application/json".into(),
    )]));
    request.set_body(&body.into());
    request.set_referrer("");
    let response = super::window().fetch_with_str_and_init(address, &request);
    super::once_settled(response, move |response| {
        then(response.is_some_and(|response| response.unchecked_ref::<Response>().ok()));
    });
}
