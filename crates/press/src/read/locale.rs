//! The names of languages and locales, as browsers take them: the `Intl` of a browser throws where one is no tag of
//! BCP 47, however it looks.

use content::language::Language;
use content::site::Site;
use icu_locale_core::Locale;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, Position};
use crate::read::settings::Reader;

/// The words of the interface that are such names: browsers write dates and numbers by them.
pub(crate) const OF_WORDS: [&str; 2] = ["locale", "locale_of_months"];

/// A name that browsers do not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LocaleFault {
    /// The key that it stands under.
    pub(crate) key: String,
    /// The name.
    pub(crate) found: String,
}

impl Fault for LocaleFault {
    fn code(&self) -> Code {
        Code::BadLanguage
    }

    fn explain(&self) -> Explanation {
        Explanation::error(
            format!("“{}” cannot be “{}”", self.key, self.found),
            remedy(&self.found),
        )
    }
}

/// How to write a name that browsers do not take.
pub(crate) fn remedy(found: &str) -> String {
    meant(found).map_or_else(
        || Language::RULE.to_owned(),
        |language| format!("write {language}"),
    )
}

/// The language of that name.
pub(crate) fn parse(name: &str) -> Option<Language> {
    Locale::try_from_str(name).ok()?;
    Language::parse(name)
}

/// The language that other programs write so: systems say `pt_BR.UTF-8`.
pub(crate) fn meant(name: &str) -> Option<Language> {
    let tag = name.split(['.', '@']).next()?.replace('_', "-");
    let locale = Locale::try_from_str(tag.trim_matches(|sign: char| !sign.is_ascii_alphanumeric())).ok()?;
    parse(name).or_else(|| Language::parse(&locale.to_string()))
}

/// The language under the first of these names that is there.
pub(crate) fn read(reader: &mut Reader<'_>, names: &[&'static str]) -> Option<Language> {
    let (found, position) = reader.words(names)?;
    check(reader, names[0], found, position)
}

/// The language that stands under a key.
pub(crate) fn check(
    reader: &mut Reader<'_>,
    key: &str,
    found: String,
    position: Position,
) -> Option<Language> {
    let language = parse(&found);
    if language.is_none() {
        let key = key.to_owned();
        reader.findings().add(position, &LocaleFault { key, found });
    }
    language
}

/// What is wrong with the names in a hand-written `site.json`.
pub(crate) fn faults(site: &Site) -> Vec<LocaleFault> {
    let mut names = vec![("$.language".to_owned(), site.language.to_string())];
    for (name, words) in site.words.iter().flat_map(|words| &words.0) {
        if OF_WORDS.contains(&name.as_str()) {
            names.push((format!("$.words.{name}"), words.clone()));
        }
    }
    for (place, article) in site.articles.iter().enumerate() {
        let language = article.language.iter();
        names
            .extend(language.map(|language| (format!("$.articles[{place}].language"), language.to_string())));
    }
    let wrong = names.into_iter().filter(|(_, name)| parse(name).is_none());
    wrong.map(|(key, found)| LocaleFault { key, found }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Each of these has the outer shape of a tag, and makes a browser's `Intl` throw.
    #[test]
    fn what_browsers_do_not_take_is_no_language() {
        for name in [
            "pt_BR",
            "en-",
            "-en",
            "en--GB",
            "x-private",
            "i-klingon",
            "en-abcdefghi",
            "abcdefghi",
            "e",
            "english",
            "root",
            "de-1996-1996",
            "sl-rozaj-rozaj",
            "en-u",
            "en-a",
            "en-a-bb-a-cc",
            "en-u-ca-gregory-u-nu-latn",
            "en-GB-US",
            "zh-Hans-Hant",
            "en-x",
            "",
        ] {
            assert_eq!(parse(name), None, "{name}");
        }
    }

    #[test]
    fn what_browsers_take_is_a_language() {
        for name in [
            "en",
            "EN",
            "pt-BR",
            "zh-Hans",
            "ar-EG",
            "es-419",
            "sl-rozaj-biske",
            "de-1996",
            "ckb",
            "und",
            "ar-u-nu-latn",
            "en-x-private",
            "en-a-bb-x-a",
        ] {
            assert!(parse(name).is_some(), "{name}");
        }
    }

    // Whoever copies the name from a system or from another program should be told the right one.
    #[test]
    fn a_name_of_other_programs_is_told_as_it_should_be() {
        for (name, wanted) in [
            ("pt_BR", "write pt-BR"),
            ("pt_BR.UTF-8", "write pt-BR"),
            ("sr_RS@latin", "write sr-RS"),
            ("ZH_hans", "write zh-Hans"),
            ("en-", "write en"),
            ("english", Language::RULE),
            ("i-klingon", Language::RULE),
            ("x-private", Language::RULE),
        ] {
            assert_eq!(remedy(name), wanted, "{name}");
        }
    }
}
