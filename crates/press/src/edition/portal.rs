//! What a portal has beside its pages and its bundle, by name: no earlier address can have one of these.

use content::listing::List;
use content::route::Route;

/// The calendar of the whole site.
pub(crate) const CALENDAR: &str = "events.ics";

/// The file that `robots.txt` names.
pub(crate) const SITEMAP: &str = "sitemap.xml";

/// The file that search engines look for at the root of a host.
pub(crate) const ROBOTS: &str = "robots.txt";

/// The file that a host shows for addresses that lead nowhere.
pub(crate) const NOT_FOUND: &str = "404.html";

/// The service worker by which the site is read without a network, or the one that takes itself away. Browsers look for it at this
/// path for as long as they know it: it never changes.
pub(crate) const WORKER: &str = "offline.js";

/// The page that stands for those that are not kept on a device.
pub(crate) const OFFLINE: &str = "offline.html";

/// The redirects that Netlify and Cloudflare read from the root of the site.
pub(crate) const HOSTED: &str = "_redirects";
/// Those for nginx.
pub(crate) const NGINX: &str = "redirects.nginx.conf";
/// Those for Caddy.
pub(crate) const CADDY: &str = "redirects.Caddyfile";

/// The formats of feeds, in the order in which pages offer them.
pub(crate) const FEEDS: [FeedFormat; 3] = [
    FeedFormat {
        file: "feed.xml",
        media_type: "application/rss+xml",
        name: "RSS",
    },
    FeedFormat {
        file: "atom.xml",
        media_type: "application/atom+xml",
        name: "Atom",
    },
    FeedFormat {
        file: "feed.json",
        media_type: "application/feed+json",
        name: "JSON Feed",
    },
];

/// A format of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FeedFormat {
    /// The file's name, beside that of the list's page.
    pub(crate) file: &'static str,
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// What readers call it.
    pub(crate) name: &'static str,
}

/// The path of a feed from the site's root.
pub(crate) fn feed_path(list: &List, format: &FeedFormat) -> String {
    format!("{}{}", Route::List(list.clone(), 1).path(), format.file)
}

/// The name of a part of a sitemap that is beyond the limits of one file.
pub(crate) fn sitemap_part(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

/// Is that the path of a part of a sitemap?
pub(crate) fn is_sitemap_part(path: &str) -> bool {
    let number = path
        .strip_prefix("sitemap-")
        .and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
}
