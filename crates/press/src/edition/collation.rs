//! The order of names in a language's alphabet, by Unicode's collation.

use std::cmp::Ordering;

use content::language::Language;
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use view::pages::directory;

/// The alphabet of a language; the usual order of all scripts where it has none of its own.
pub(crate) struct Alphabet {
    /// The order of names.
    names: CollatorBorrowed<'static>,
    /// The order of letters without regard to marks and capitals.
    letters: CollatorBorrowed<'static>,
}

impl Alphabet {
    pub(crate) fn of(language: &Language) -> Self {
        let locale = Locale::try_from_str(&language.as_str()).unwrap_or(Locale::UNKNOWN);
        let collator = |options| {
            Collator::try_new((&locale).into(), options)
                .expect("the order of all scripts, which each language falls back to, is compiled in")
        };
        let mut letters = CollatorOptions::default();
        letters.strength = Some(Strength::Primary);
        Self {
            names: collator(CollatorOptions::default()),
            letters: collator(letters),
        }
    }

    pub(crate) fn compare(&self, one: &str, other: &str) -> Ordering {
        self.names.compare(one, other)
    }
}

impl directory::Alphabet for Alphabet {
    fn compare(&self, one: &str, other: &str) -> Ordering {
        self.names.compare(one, other)
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        self.letters.compare(one, other) == Ordering::Equal
    }

    fn initial(&self, text: &str) -> Option<String> {
        let letter = text.chars().next().filter(|letter| letter.is_alphabetic())?;
        Some(letter.to_uppercase().collect())
    }
}
