//! The part of an address that names one thing.

use std::borrow::Cow;

use crate::json::checked_string;

/// Lower-case ASCII letters, digits and single hyphens between them, at most 100 characters.
///
/// ASCII only, because a slug is a file name on every host and an address that people dictate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str =
        "a slug is 1 to 100 lower-case ASCII letters, digits and single hyphens between them";

    /// The slug, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let edges = |byte: Option<&u8>| byte.is_some_and(|byte| *byte != b'-');
        let right = bytes.len() <= 100
            && edges(bytes.first())
            && edges(bytes.last())
            && bytes
                .iter()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
            && !bytes.windows(2).any(|pair| pair == b"--");
        right.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl AsRef<str> for Slug {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

checked_string!(Slug);
