//! What a portal has beside its pages and its bundle: feeds, calendars, the sitemap, redirects, the service worker.

use crate::edition::bundle::{Edition, Files};
use crate::edition::calendar;
use crate::edition::portal;
use crate::publish::feeds;
use crate::publish::media_sizes::MediaSizes;
use crate::publish::offline;
use crate::publish::redirects;
use crate::publish::sitemap;

/// All these files.
pub fn files(edition: &Edition, sizes: &MediaSizes) -> Files {
    let mut files = feeds::files(edition, sizes);
    files.extend(calendar::files(edition));
    files.extend(sitemap::files(edition));
    files.insert(portal::WORKER.to_owned(), offline::worker(edition));
    let stubs = redirects::files(edition);
    for (path, bytes) in stubs {
        // press check refuses an alias that another file answers; where it was built all the same, that file stays.
        files.entry(path).or_insert(bytes);
    }
    files
}
