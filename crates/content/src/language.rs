//! The language of a text, and the direction that follows from it.

use std::borrow::Cow;

use crate::json::checked_string;

/// A BCP 47 language tag by its outer shape: subtags of 1 to 8 ASCII letters and digits, the first of
/// letters, such as `en`, `zh-Hans` or `ar-EG`. Whether the registry knows it is the browser's business.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language(String);

/// The way a line of text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of the `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Language {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a language is a BCP 47 tag such as en, zh-Hans or ar-EG";

    /// The language, if the text has the shape of a tag.
    pub fn parse(text: &str) -> Option<Self> {
        let mut subtags = text.split('-');
        let first = subtags.next()?;
        let right = (2..=8).contains(&first.len())
            && first.bytes().all(|byte| byte.is_ascii_alphabetic())
            && text.len() <= 35
            && subtags.all(|subtag| {
                (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        right.then(|| Self(text.to_owned()))
    }

    /// The tag.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    /// Are they one language, whatever the script and the region of each?
    pub fn is_spoken_as(&self, other: &Self) -> bool {
        self.first().eq_ignore_ascii_case(other.first())
    }

    /// The first subtag.
    fn first(&self) -> &[u8] {
        let tag = self.0.as_bytes();
        let end = tag.iter().position(|byte| *byte == b'-');
        tag.get(..end.unwrap_or(tag.len())).unwrap_or_default()
    }

    /// The direction of its script: that of a script subtag, else the usual one of the language.
    pub fn direction(&self) -> Direction {
        // What follows a single letter (`x-…`, `u-…`) is an extension, and names no script.
        let mut subtags = self.0.split('-').take_while(|subtag| subtag.len() > 1);
        let first = subtags.next().unwrap_or_default();
        let rtl = match subtags
            .find(|subtag| subtag.len() == 4 && subtag.bytes().all(|byte| byte.is_ascii_alphabetic()))
        {
            Some(script) => ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"]
                .iter()
                .any(|rtl| script.eq_ignore_ascii_case(rtl)),
            None => [
                "ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb", "sd", "ug", "ks", "syr", "nqo", "azb",
                "mzn", "lrc", "pnb", "arz", "ary", "prs",
            ]
            .iter()
            .any(|rtl| first.eq_ignore_ascii_case(rtl)),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }
}

checked_string!(Language);
