//! What the portal itself stores is no service's to remove, whatever the names of what that stores.

use super::Consent;
use super::pattern::NamePattern;
use crate::stored::MARK;
use crate::{display, saved};

impl Consent {
    /// Is it a cookie of a portal of this host?
    pub(super) fn is_own_cookie(&self, name: &str) -> bool {
        is_of(name.strip_prefix(Self::HOST).unwrap_or(name), &[self.key()])
    }

    /// Is it a key of web storage of a portal of this host?
    pub(super) fn is_own_key(&self, key: &str) -> bool {
        is_of(key, &[self.key(), &self.outbox(), saved::KEY, display::KEY])
    }

    /// The portal's own cookie that a pattern means, too.
    pub fn own_cookie(&self, pattern: &NamePattern) -> Option<String> {
        let key = self.key();
        own(pattern, &[key, &[Self::HOST, key].concat()])
    }

    /// The portal's own key of web storage that a pattern means, too.
    pub fn own_key(&self, pattern: &NamePattern) -> Option<String> {
        own(pattern, &[self.key(), &self.outbox(), saved::KEY, display::KEY])
    }
}

fn is_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|own| {
        let rest = name.strip_prefix(own);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(MARK))
    })
}

fn own(pattern: &NamePattern, names: &[&str]) -> Option<String> {
    let text = pattern.as_str();
    let means = |name: &&&str| pattern.matches(name) || is_of(text.trim_end_matches('*'), &[name]);
    names.iter().find(means).map(|name| (*name).to_owned())
}
