//! Names that services give to what they store.

use std::borrow::Cow;

use crate::json::checked_string;

/// The name of a cookie, a key of web storage or a database; with `*` at its end, all names that begin so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern(String);

impl NamePattern {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a name is 1 to 100 visible ASCII characters without , ; = \" and \\; a * may stand only at its end, after something else";

    /// The pattern, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let stem = text.strip_suffix('*').unwrap_or(text);
        let right = (1..=100).contains(&stem.len())
            && stem.bytes().all(|byte| {
                byte.is_ascii_graphic() && !matches!(byte, b',' | b';' | b'=' | b'"' | b'\\' | b'*')
            });
        right.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    /// The one name that it is; none where it ends in `*`.
    pub fn exact(&self) -> Option<&str> {
        (!self.0.ends_with('*')).then_some(&self.0)
    }

    /// Does it mean that name?
    pub fn matches(&self, name: &str) -> bool {
        match self.0.strip_suffix('*') {
            Some(stem) => name.starts_with(stem),
            None => name == self.0,
        }
    }
}

checked_string!(NamePattern);

/// The path that a cookie is bound to: `/`, or `/forum`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CookiePath(String);

impl CookiePath {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a cookie's path begins with / and has no spaces, no ; and no ,";

    /// The path, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let right = text.len() <= 200
            && text.starts_with('/')
            && text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b';' | b','));
        right.then(|| Self(text.to_owned()))
    }

    pub(super) fn get(&self) -> &str {
        &self.0
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

checked_string!(CookiePath);
