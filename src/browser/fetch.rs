//! Fetching text from the site's own host.

use gloo_net::http::RequestBuilder;

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
    let response = RequestBuilder::new(address).cache(cache).send().await.ok()?;
    let kind = response.headers().get("content-type").unwrap_or_default();
    Some(Answer {
        status: response.status(),
        kind,
        text: response.text().await.ok()?,
    })
}

/// Posts a text of JSON, without the address of the page that it comes from; true where the host has taken it.
pub(crate) async fn post(address: &str, body: &str) -> bool {
    let request = RequestBuilder::new(address)
        .method(gloo_net::http::Method::POST)
        .referrer_policy(web_sys::ReferrerPolicy::NoReferrer)
        .header("content-type", "application/json")
        .body(body);
    let Ok(request) = request else { return false };
    request.send().await.is_ok_and(|response| response.ok())
}
