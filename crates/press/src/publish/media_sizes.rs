//! How large the files are that an edition copies.

use std::collections::BTreeMap;

use content::href::MediaPath;

use crate::edition::bundle::Edition;

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
