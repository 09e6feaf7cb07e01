//! The words of the interface: one table per language, checked by the compiler.

mod en;

use content::language::Language;

/// The words of the interface in one language. Where a sentence holds a value, the field is a function.
#[derive(Debug)]
#[expect(missing_docs, reason = "the English table shows what each word is for")]
pub struct Text {
    /// The locale that the browser's `Intl` writes dates in.
    pub locale: &'static str,
    /// The order of a short date's day, month and year.
    pub short_day: fn(day: &str, month: &str, year: &str) -> String,
    pub skip: &'static str,
    pub menu: &'static str,
    pub breadcrumb: &'static str,
    pub home: &'static str,
    pub website: &'static str,
    pub by: fn(names: &str) -> String,
    pub and: &'static str,
    pub posted_on: &'static str,
    pub updated_on: &'static str,
    pub deadline: &'static str,
    pub closed_on: &'static str,
    pub when: &'static str,
    pub venue: &'static str,
    pub series: &'static str,
    pub similar: &'static str,
    pub shares: fn(tags: &str) -> String,
    pub all_of: fn(section: &str) -> String,
    pub closed: fn(count: usize) -> String,
    pub count: fn(count: u32) -> String,
    pub nothing_here: &'static str,
    pub no_such_page: fn(pages: u32) -> String,
    pub pages: &'static str,
    pub page: fn(page: u32, pages: u32) -> String,
    pub newer: &'static str,
    pub older: &'static str,
    pub missing_title: &'static str,
    pub missing_words: &'static str,
    pub missing_ways: &'static str,
    pub failed_title: &'static str,
    pub failed_network: &'static str,
    pub failed_status: fn(status: u16) -> String,
    pub failed_kind: &'static str,
    pub failed_content: &'static str,
    pub retry: &'static str,
    pub footnotes: &'static str,
    pub back_from_note: &'static str,
    pub note: fn(number: usize) -> String,
    pub embed: fn(service: &str) -> String,
    pub embed_words: &'static str,
    pub play: &'static str,
    pub transcript: &'static str,
    pub scrolls: &'static str,
    pub tones: [&'static str; 5],
    pub privacy: Privacy,
}

/// The words of the privacy settings.
#[derive(Debug)]
#[expect(missing_docs, reason = "the English table shows what each word is for")]
pub struct Privacy {
    pub title: &'static str,
    pub introduction: &'static str,
    pub policy: &'static str,
    pub gpc: &'static str,
    pub this_visit: &'static str,
    pub saved: &'static str,
    pub functional_only: &'static str,
    pub accept_all: &'static str,
    pub preferences: &'static str,
    pub save: &'static str,
    pub close: &'static str,
    pub always_on: &'static str,
    /// Name and purpose of each category, in the order of [`Category`](content::consent::Category).
    pub categories: [(&'static str, &'static str); 3],
    pub about: fn(service: &str) -> String,
    pub services: &'static str,
    pub category: &'static str,
    pub provider: &'static str,
    pub purpose: &'static str,
    pub hosts: &'static str,
    pub cookies: &'static str,
    /// How long a cookie stays of which nothing is said.
    pub session: &'static str,
    pub storage: &'static str,
    pub databases: &'static str,
    pub record: &'static str,
    pub no_record: &'static str,
    pub record_kept: &'static str,
    pub copy_record: &'static str,
    pub copied: &'static str,
    pub delete_record: &'static str,
    pub embed: fn(provider: &str, host: &str) -> String,
    pub load_once: &'static str,
    pub always_allow: fn(service: &str) -> String,
}

/// The table in English, for those who know no site yet.
pub fn english() -> &'static Text {
    &en::TEXT
}

/// The table for a site's language; English where there is none yet.
pub fn table(_: &Language) -> &'static Text {
    &en::TEXT
}
