//! The addresses that stand in `href` attributes.

use content::href::{Href, Target};

use crate::View;

/// A link of the content as it stands in the page: a path from the site's root gets the root before it.
pub fn href(link: &Href, view: &View<'_>) -> String {
    match link.target() {
        Target::Internal(path) => [view.root, path].concat(),
        Target::Fragment(_) | Target::External(_) => link.to_string(),
    }
}

/// A link of the content as words: without `https://`, and without a slash at its end.
pub fn words(link: &Href) -> String {
    let whole = link.as_str();
    // Windows of bytes, because searching text for text costs a kilobyte of the download.
    let scheme = whole.as_bytes().windows(3).position(|three| three == b"://");
    let mut words = scheme.and_then(|at| whole.get(at + 3..)).unwrap_or(&whole);
    while let Some(shorter) = words.strip_suffix('/') {
        words = shorter;
    }
    words.to_owned()
}
