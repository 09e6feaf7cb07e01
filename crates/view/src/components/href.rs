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
    let words = link.as_str();
    words
        .split_once("://")
        .map_or(&*words, |(_, rest)| rest)
        .trim_end_matches('/')
        .to_owned()
}
