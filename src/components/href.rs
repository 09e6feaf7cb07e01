//! The addresses that stand in `href` attributes.

use content::href::{Href, Target};
use content::route::Route;

use crate::browser::base;

/// A link of the content as it stands in the page: a path from the site's root gets the base path.
pub(crate) fn href(link: &Href) -> String {
    match link.target() {
        Target::Internal(path) => base::address(path),
        Target::Fragment(_) | Target::External(_) => link.to_string(),
    }
}

/// The address of a route.
pub(crate) fn route(route: &Route) -> String {
    base::address(&route.path())
}
