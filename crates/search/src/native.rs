//! What a browser knows of letters, for programs that have none.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

use crate::tokens::Letters;

/// The languages whose words can be stemmed, by their first subtag.
const LANGUAGES: [(&str, Algorithm); 20] = [
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("nl", Algorithm::Dutch),
    ("en", Algorithm::English),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("no", Algorithm::Norwegian),
    ("nb", Algorithm::Norwegian),
    ("nn", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("es", Algorithm::Spanish),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

/// Unicode's tables, and the stemmers of some languages.
#[derive(Default)]
pub struct Native {
    stemmers: Vec<Stemmer>,
}

impl std::fmt::Debug for Native {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Native with {} stemmers", self.stemmers.len())
    }
}

impl Native {
    /// For words of these languages, given by their tags. Each that has no stemmer is passed over.
    pub fn new<'t>(tags: impl IntoIterator<Item = &'t str>) -> Self {
        let known = |tag: &str| {
            let first = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            let found = LANGUAGES.iter().find(|(language, _)| *language == first);
            found.map(|(_, algorithm)| Stemmer::create(*algorithm))
        };
        Self {
            stemmers: tags.into_iter().filter_map(known).collect(),
        }
    }
}

impl Letters for Native {
    fn compose(&self, text: &str) -> String {
        text.nfkc().collect()
    }

    fn decompose(&self, text: &str) -> String {
        text.nfkd().collect()
    }

    fn stems(&self, word: &str) -> Vec<String> {
        // A number is no word: its end is no ending.
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        let stems = self
            .stemmers
            .iter()
            .map(|stemmer| stemmer.stem(word).into_owned());
        stems.collect()
    }
}
