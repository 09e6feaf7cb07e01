//! Addresses that may stand in a page. A typed body has one hole left, the URL: these types close it.

use std::borrow::Cow;

use crate::json::checked_string;

/// The target of a link: http, https, mailto or tel, a path from the site's root, or a fragment.
///
/// Whatever a browser might read as another scheme or another host is refused: control characters and
/// spaces (which the URL standard strips or trims), backslashes (read as slashes) and `//host`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href(String);

/// What following a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// A place in the site: a path from its root, without the leading slash.
    Internal(&'a str),
    /// A place in the same page: the id.
    Fragment(&'a str),
    /// Another site, a mail or a call.
    External(&'a str),
}

impl Href {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a link begins with https://, http://, mailto:, tel:, / or #, and has no spaces";

    /// The link, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let clean = text.len() <= 2000
            && text
                .chars()
                .all(|c| !c.is_control() && !c.is_whitespace() && c != '\\');
        let right = clean
            && (["https://", "http://"]
                .iter()
                .any(|scheme| after(text, scheme).is_some_and(has_host))
                || ["mailto:", "tel:"]
                    .iter()
                    .any(|scheme| after(text, scheme).is_some())
                || (text.starts_with('/') && !text.starts_with("//"))
                || text.starts_with('#'));
        right.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    /// Is it the whole address of a path of some site?
    pub fn is_whole_address_of(&self, path: &str) -> bool {
        matches!(self.target(), Target::External(address) if address.ends_with(path))
    }

    /// What following it does.
    pub fn target(&self) -> Target<'_> {
        if let Some(path) = self.0.strip_prefix('/') {
            Target::Internal(path)
        } else if let Some(id) = self.0.strip_prefix('#') {
            Target::Fragment(id)
        } else {
            Target::External(&self.0)
        }
    }
}

checked_string!(Href);

/// A file of the content folder, from its root: `media/tide-tables.avif`. Never another host: a picture
/// from elsewhere would tell that host who reads what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MediaPath(String);

impl MediaPath {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a media path is relative to the content folder, such as media/a.avif, without .. or characters that URLs reserve";

    /// The path, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let clean = text.len() <= 300
            && text
                .chars()
                .all(|c| !c.is_control() && !matches!(c, ' ' | '\\' | ':' | '?' | '#' | '%' | '"'));
        let parts = text
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..");
        (clean && parts).then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

checked_string!(MediaPath);

/// Where the site itself stands: `https://example.org/sub/`, with the closing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAddress(String);

impl SiteAddress {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a site's address begins with https:// or http:// and ends with /";

    /// The address, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let href = Href::parse(text)?;
        let Target::External(address) = href.target() else {
            return None;
        };
        let host = ["https://", "http://"]
            .iter()
            .find_map(|scheme| address.strip_prefix(scheme))?;
        let right = !host.starts_with('/') && text.ends_with('/') && !text.contains(['?', '#']);
        right.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    /// Its path, from and with the leading slash: `/sub/`.
    pub fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        self.0[host..].find('/').map_or("/", |at| &self.0[host + at..])
    }
}

checked_string!(SiteAddress);

/// Does what follows `https://` begin with a host? Browsers skip further slashes there, readers do not.
fn has_host(rest: &str) -> bool {
    // Bytes, because searching text for one of several characters costs a kilobyte of the download.
    let mut host = rest
        .bytes()
        .take_while(|byte| !matches!(byte, b'/' | b'?' | b'#'))
        .peekable();
    host.peek().is_some() && host.all(|byte| !matches!(byte, b'<' | b'>' | b'^' | b'|' | b'"'))
}

/// What follows a scheme, in whatever case it is written.
fn after<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// The bytes of a text in which URLs may have written some as `%C3`.
pub(crate) fn decoded(text: &str) -> Vec<u8> {
    let mut rest = text.as_bytes();
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| {
            after
                .get(at)
                .and_then(|digit| char::from(*digit).to_digit(16))
                .and_then(|digit| u8::try_from(digit).ok())
        };
        let (byte, after) = match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => (high * 16 + low, &after[2..]),
            _ => (*first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    bytes
}
