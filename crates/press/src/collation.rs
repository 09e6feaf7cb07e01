//! The order of names in a language's alphabet, by Unicode's collation.

use std::cmp::Ordering;

use content::language::Language;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

/// The alphabet of a language; the usual order of all scripts where it has none of its own.
pub(crate) struct Alphabet(CollatorBorrowed<'static>);

impl Alphabet {
    pub(crate) fn of(language: &Language) -> Self {
        let locale = Locale::try_from_str(&language.as_str()).unwrap_or(Locale::UNKNOWN);
        let collator = Collator::try_new((&locale).into(), CollatorOptions::default())
            .expect("the order of all scripts, which each language falls back to, is compiled in");
        Self(collator)
    }

    pub(crate) fn compare(&self, one: &str, other: &str) -> Ordering {
        self.0.compare(one, other)
    }
}
