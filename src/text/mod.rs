//! The words of the interface: one table per language, checked by the compiler.

mod en;

use content::language::Language;

/// The words of the interface in one language. Where a sentence holds a value, the field is a function.
pub(crate) struct Text {
    /// The locale that the browser's `Intl` writes dates in.
    pub(crate) locale: &'static str,
    /// The order of a short date's day, month and year.
    pub(crate) short_day: fn(day: &str, month: &str, year: &str) -> String,
    pub(crate) skip: &'static str,
    pub(crate) menu: &'static str,
    pub(crate) breadcrumb: &'static str,
    pub(crate) home: &'static str,
    pub(crate) website: &'static str,
    pub(crate) by: fn(names: &str) -> String,
    pub(crate) and: &'static str,
    pub(crate) posted_on: &'static str,
    pub(crate) updated_on: &'static str,
    pub(crate) deadline: &'static str,
    pub(crate) closed_on: &'static str,
    pub(crate) when: &'static str,
    pub(crate) venue: &'static str,
    pub(crate) series: &'static str,
    pub(crate) similar: &'static str,
    pub(crate) shares: fn(tags: &str) -> String,
    pub(crate) all_of: fn(section: &str) -> String,
    pub(crate) closed: fn(count: usize) -> String,
    pub(crate) count: fn(count: u32) -> String,
    pub(crate) nothing_here: &'static str,
    pub(crate) no_such_page: fn(pages: u32) -> String,
    pub(crate) pages: &'static str,
    pub(crate) page: fn(page: u32, pages: u32) -> String,
    pub(crate) newer: &'static str,
    pub(crate) older: &'static str,
    pub(crate) missing_title: &'static str,
    pub(crate) missing_words: &'static str,
    pub(crate) missing_ways: &'static str,
    pub(crate) failed_title: &'static str,
    pub(crate) failed_network: &'static str,
    pub(crate) failed_status: fn(status: u16) -> String,
    pub(crate) failed_kind: &'static str,
    pub(crate) failed_content: &'static str,
    pub(crate) retry: &'static str,
    pub(crate) footnotes: &'static str,
    pub(crate) back_from_note: &'static str,
    pub(crate) note: fn(number: usize) -> String,
    pub(crate) embed: fn(service: &str) -> String,
    pub(crate) embed_words: &'static str,
    pub(crate) play: &'static str,
    pub(crate) transcript: &'static str,
    pub(crate) scrolls: &'static str,
    pub(crate) tones: [&'static str; 5],
}

/// The table for a site's language; English where there is none yet.
pub(crate) fn table(_: &Language) -> &'static Text {
    &en::TEXT
}
