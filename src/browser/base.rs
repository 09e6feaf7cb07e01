//! Where the site stands: the folder of boot.js, found at run time.

use std::sync::OnceLock;

static BASE: OnceLock<String> = OnceLock::new();

/// The path of the site's root with both slashes: `/` or `/sub/`.
pub(crate) fn path() -> &'static str {
    // boot.js has written it down: an app may start when the address is another than that of the page.
    BASE.get_or_init(|| {
        let root = script().and_then(|script| script.get_attribute("data-root"));
        root.unwrap_or_else(|| "/".to_owned())
    })
}

/// The way to the site's root as the page's own file spells it, such as `../../`.
pub(crate) fn as_written() -> String {
    let written = script().and_then(|script| script.get_attribute("src"));
    written
        .and_then(|source| source.strip_suffix("boot.js").map(str::to_owned))
        .unwrap_or_else(|| path().to_owned())
}

fn script() -> Option<web_sys::Element> {
    super::find("script[data-wasm]")
}

/// What the site calls a key of web storage, or a channel to its other tabs: another site of the same host has its own.
pub(crate) fn key(name: &str) -> String {
    content::stored::key(name, path())
}

/// The address of a file of the content folder.
pub(crate) fn content(file: &str) -> String {
    [path(), "content/", file].concat()
}

/// The absolute address of the site's root, such as `http://127.0.0.1:8080/sub/`.
pub(crate) fn absolute() -> String {
    let origin = super::window().location().origin().unwrap_or_default();
    [&origin, path()].concat()
}

/// Another path under the root, with its own query or the one that is shown.
pub(crate) fn respelled(relative: &str, with_query: bool) -> String {
    let page = super::history::address().page;
    let (mark, query) = match page.split_once('?') {
        Some((_, query)) if with_query => ("?", query),
        _ => ("", ""),
    };
    [path(), relative, mark, query].concat()
}

/// The whole address that is shown, without its fragment.
pub(crate) fn address() -> String {
    let origin = super::window().location().origin().unwrap_or_default();
    [origin, super::history::address().page].concat()
}

/// The host that is shown, without a port, and the path.
pub(crate) fn host_and_path() -> (String, String) {
    let host = super::window().location().hostname().unwrap_or_default();
    let page = super::history::address().page;
    let path = page.split('?').next().unwrap_or_default();
    (host, path.to_owned())
}

/// The address of a path that is written from the site's root.
pub(crate) fn rooted(path: &str) -> String {
    [self::path(), path.trim_start_matches('/')].concat()
}
