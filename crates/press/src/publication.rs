//! What a portal has beside its pages and its bundle: feeds, calendars, the sitemap, redirects.

use std::collections::BTreeMap;

use content::href::MediaPath;

use crate::calendar;
use crate::edition::Edition;
use crate::redirects;
use crate::sitemap;
use crate::syndication;

/// Files by their path from the portal's root.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What the files of the media folder measure in bytes.
#[derive(Clone, Debug, Default)]
pub struct MediaSizes(BTreeMap<String, u64>);

impl MediaSizes {
    /// Looks at the files that an edition copies. One that cannot be measured is passed over: copying it tells why.
    pub fn measure(edition: &Edition) -> Self {
        let sizes = edition.copies.iter().filter_map(|(name, path)| {
            let size = path.metadata().ok()?.len();
            Some((name.clone(), size))
        });
        Self(sizes.collect())
    }

    /// The size of a file in bytes.
    pub fn of(&self, media: &MediaPath) -> Option<u64> {
        self.0.get(&*media.as_str()).copied()
    }
}

/// All these files.
pub fn files(edition: &Edition, sizes: &MediaSizes) -> Files {
    let mut files = syndication::files(edition, sizes);
    files.extend(calendar::files(edition));
    files.extend(sitemap::files(edition));
    let stubs = redirects::files(edition);
    for (path, bytes) in stubs {
        // press check refuses an alias that another file answers; where it was built all the same, that file stays.
        files.entry(path).or_insert(bytes);
    }
    files
}
