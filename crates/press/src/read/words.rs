//! The words of the interface: those of the site's language, and those that `[words]` in `site.toml` says otherwise.

use content::language::Language;
use content::words::Words;
use view::text::{self, ENGLISH_TABLE, NAMES};

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::read::locale;
use crate::read::settings::{Node, Reader};

/// What can be wrong with the words of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WordsFault {
    /// There is no table for the site's language, and the site has not said all words itself.
    NoTable(String, usize),
    /// Words have other gaps than the English ones; its name, the gaps that it needs.
    Gaps(&'static str, String),
    /// Words about a number lack the form that every language has.
    NoOther(&'static str),
}

impl Fault for WordsFault {
    fn code(&self) -> Code {
        match self {
            Self::NoTable(..) => Code::WordsInEnglish,
            Self::Gaps(..) => Code::WordsGaps,
            Self::NoOther(_) => Code::WordsNoOther,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::NoTable(language, missing) => Explanation::warning(
                format!(
                    "{missing} words of the interface stand in English: there is no table for “{language}”"
                ),
                "write them under [words]; docs/writing-content.md names them",
            ),
            Self::Gaps(name, gaps) => Explanation::error(
                format!("the words “{name}” have other gaps than the English ones"),
                if gaps.is_empty() {
                    "write them without {}".to_owned()
                } else {
                    format!("keep {gaps} in them")
                },
            ),
            Self::NoOther(name) => Explanation::error(
                format!("the words “{name}” have no form for any other number"),
                "write the forms as one=…|other=…",
            ),
        }
    }
}

/// The words that differ from the English ones, which the app has; none where nothing differs.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    node: Option<Node>,
    language: Option<&Language>,
) -> Option<Words> {
    let table = language.and_then(text::table);
    let mut words = Vec::new();
    let mut missing = 0;
    let position = node.as_ref().map_or(reader.position(), |node| node.position);
    let mut own = node.and_then(|node| reader.within("words", node));
    for name in NAMES {
        let english = ENGLISH_TABLE.get(name).unwrap_or_default();
        let said = own.as_mut().and_then(|own| {
            let (said, position) = own.words(&[name])?;
            if locale::OF_WORDS.contains(name) {
                let key = format!("words.{name}");
                return locale::check(own, &key, said, position).map(|language| language.to_string());
            }
            match fault(name, english, &said) {
                Some(fault) => {
                    own.findings().add(position, &fault);
                    None
                }
                None => Some(said),
            }
        });
        let known = table.and_then(|table| table.get(name));
        missing += usize::from(said.is_none() && known.is_none());
        let chosen = said.as_deref().or(known).unwrap_or(english);
        if chosen != english {
            words.push(((*name).to_owned(), chosen.to_owned()));
        }
    }
    if let Some(own) = own {
        own.finish();
    }
    if let (Some(language), None, true) = (language, &table, missing > 0) {
        let fault = WordsFault::NoTable(language.to_string(), missing);
        reader.findings().add(position, &fault);
    }
    (!words.is_empty()).then_some(Words(words))
}

/// What is wrong with words that stand for the English ones.
fn fault(name: &'static str, english: &str, said: &str) -> Option<WordsFault> {
    let is_counted = english.contains("other=");
    if is_counted && !forms(said).any(|(category, _)| category == "other") {
        return Some(WordsFault::NoOther(name));
    }
    let is_wrong = if is_counted {
        // “two stories” needs no number.
        forms(said).any(|(_, form)| gaps(form).iter().any(|gap| gap != "{}"))
    } else {
        gaps(said) != gaps(english)
    };
    is_wrong.then(|| WordsFault::Gaps(name, gaps(english).join(" ")))
}

fn forms(words: &str) -> impl Iterator<Item = (&str, &str)> {
    words.split('|').filter_map(|form| form.split_once('='))
}

/// The gaps of a sentence, each once and in the order of their numbers.
fn gaps(words: &str) -> Vec<String> {
    let mut gaps: Vec<_> = words
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(gap, _)| format!("{{{gap}}}"))
        .collect();
    gaps.sort();
    gaps.dedup();
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    // A gap too few swallows a name, and one too many stands on the page as it is.
    #[test]
    fn every_table_has_the_gaps_of_the_english_one() {
        for tag in ["en", "fr", "es", "de", "zh-Hans", "ar"] {
            let language = Language::parse(tag).expect("it is a language tag");
            let table = text::table(&language).expect("there is a table for it");
            for name in NAMES {
                let english = ENGLISH_TABLE.get(name).expect("it is the name of a word");
                let own = table.get(name).expect("it is the name of a word");
                assert_eq!(fault(name, english, own), None, "{tag}: {own}");
                assert!(!own.trim().is_empty(), "{tag}: {name} is empty");
            }
        }
    }

    // The categories are those of Unicode, and a form for another one is never chosen.
    #[test]
    fn every_form_is_one_that_its_language_has() {
        for (tag, own) in [
            ("en", vec!["one", "other"]),
            ("fr", vec!["one", "other"]),
            ("es", vec!["one", "other"]),
            ("de", vec!["one", "other"]),
            ("zh-Hans", vec!["other"]),
            ("ar", vec!["zero", "one", "two", "few", "many", "other"]),
        ] {
            let language = Language::parse(tag).expect("it is a language tag");
            let table = text::table(&language).expect("there is a table for it");
            for name in NAMES {
                let words = table.get(name).expect("it is the name of a word");
                if words.contains("other=") {
                    let found: Vec<_> = forms(words).map(|(category, _)| category).collect();
                    assert_eq!(found, own, "{tag}: {name}");
                }
            }
        }
    }
}
