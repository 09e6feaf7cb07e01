//! What languages call themselves, by Unicode's Common Locale Data Repository.

use content::language::Language;
use icu_experimental::displaynames::{DisplayNamesOptions, multi::LocaleDisplayNamesFormatter};
use icu_locale_core::Locale;

/// What a language calls itself, with a capital letter; its tag where nobody knows.
pub(crate) fn own_name(language: &Language) -> String {
    let tag = language.as_str();
    let Ok(locale) = Locale::try_from_str(&tag) else {
        return tag.into_owned();
    };
    let names = LocaleDisplayNamesFormatter::try_new((&locale).into(), DisplayNamesOptions::default());
    let name = names.map_or_else(|_| tag.into_owned(), |names| names.of(&locale).into_owned());
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
