//! The ids of the portal's own elements. They begin with letters that no heading's id begins with, so that an article
//! about “Live” or “Note 1” takes none of them.

use content::block::OWN_IDS;

/// What holds everything that the portal shows; index.html has it.
pub const ROOT: &str = "portal_root";

/// What every page shows.
pub const MAIN: &str = "portal_main";

/// The live region.
pub const LIVE: &str = "portal_live";

/// What takes the marks of searched words away.
pub const UNMARK: &str = "portal_unmark";

/// The heading of similar content.
pub const SIMILAR: &str = "portal_similar";

/// The address to be copied by hand.
pub const ADDRESS: &str = "portal_shared-address";

/// The list of services.
pub const SERVICES: &str = "portal_services";

/// The attribute of what stands on a page without being a part of it: banner and preferences, which come and go by themselves.
pub const APART: &str = "data-apart";

/// The banner.
pub const BANNER: &str = "portal_consent-banner";

/// Its heading.
pub const BANNER_TITLE: &str = "portal_consent-banner-title";

/// The preferences.
pub const PREFERENCES: &str = "portal_consent-preferences";

/// The place in the preferences of the categories below the first.
pub const FURTHER_CATEGORIES: &str = "portal_consent-further";

/// Their heading.
pub const PREFERENCES_TITLE: &str = "portal_consent-preferences-title";

/// What has become of the choice while they stand open.
pub const PREFERENCES_NEWS: &str = "portal_consent-preferences-news";

/// What is kept of the reader's decision.
pub const RECORD: &str = "portal_consent-record";

/// Whether anything is kept.
pub const RECORD_WORDS: &str = "portal_consent-record-words";

/// The record itself.
pub const RECEIPT: &str = "portal_consent-receipt";

/// A footnote.
pub fn note(id: &str) -> String {
    ["portal_note-", id].concat()
}

/// The place in the text that a footnote belongs to.
pub fn reference(id: &str) -> String {
    ["portal_reference-", id].concat()
}

/// The id of a heading; none for one that would be taken for an element of the portal.
pub fn heading(id: &str) -> Option<String> {
    (!id.starts_with(OWN_IDS)).then(|| id.to_owned())
}

/// The id of an element of the portal of that name: what it was called before ids began so.
pub fn own(id: &str) -> String {
    [OWN_IDS, id].concat()
}
