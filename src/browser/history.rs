//! The session history: what the address bar says, and what each of its entries keeps.

use content::navigation::{Address, Kept};
use wasm_bindgen::prelude::*;

/// Where the reader is, seen from the root of the site.
pub(crate) struct Here {
    /// The path relative to the site's root.
    pub(crate) path: String,
    /// The query without its question mark.
    pub(crate) query: String,
}

/// What the address bar says.
pub(crate) fn address() -> Address {
    address_of(&here_and_now())
}

/// The parts of an address that is seen from the root of the host.
pub(crate) fn address_of(url: &str) -> Address {
    let (page, fragment) = url.split_once('#').unwrap_or((url, ""));
    Address {
        page: page.to_owned(),
        fragment: decode(fragment),
    }
}

/// Where the reader is, or nothing outside the site's root.
pub(crate) fn here() -> Option<Here> {
    from_root(&address().page)
}

/// A page seen from the root of the site, or nothing outside of that.
pub(crate) fn from_root(page: &str) -> Option<Here> {
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    // A host may answer /sub with the page of /sub/.
    let root = super::base::path();
    let relative = path
        .strip_prefix(root)
        .or_else(|| (path.len() < root.len()).then_some(""))?;
    Some(Here {
        path: relative.to_owned(),
        query: query.to_owned(),
    })
}

/// Calls back when the reader goes back or forward, and when the page has been scrolled or is left.
pub(crate) fn watch(on_return: impl Fn() + 'static, on_scroll: impl Fn() + Copy + 'static) {
    let window = super::window();
    super::listen(&window, "popstate", move |_| on_return());
    let scrolled = move |event: web_sys::Event| {
        // A page that the browser sets aside comes back as it is. One that writes then is thrown away: for Chromium it has
        // gone on.
        if !is_set_aside(&event) {
            on_scroll();
        }
    };
    // Chromium takes the entry's state for a reload before it says `pagehide`; Safari says `scrollend` only lately.
    for event in ["scrollend", "pagehide"] {
        super::listen(&window, event, scrolled);
    }
}

/// What the entry has kept that is shown; none where it is not ours.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "we wrote a small whole number"
)]
pub(crate) fn kept() -> Option<Kept> {
    Some((part(0)? as u32, part(1)?))
}

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    /// Goes to an address of the site as a new entry.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn push(number: u32, url: &str);

    /// Writes the page of the address as it should be spelled. The fragment stays.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn respell(page: &str);

    #[wasm_bindgen(js_namespace = feuilleton, js_name = isSetAside)]
    fn is_set_aside(event: &web_sys::Event) -> bool;

    #[wasm_bindgen(js_namespace = feuilleton, js_name = here)]
    fn here_and_now() -> String;

    /// A fragment as it was before a URL was made of it.
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn decode(fragment: &str) -> String;

    #[wasm_bindgen(js_namespace = feuilleton, js_name = kept)]
    fn part(index: u32) -> Option<f64>;

    #[wasm_bindgen(js_namespace = feuilleton, js_name = keep)]
    fn keep(number: u32, scroll: f64);
}

/// Writes into the entry what it keeps.
pub(crate) fn write((number, scroll): Kept) {
    keep(number, scroll);
}
