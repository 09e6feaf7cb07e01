//! Addresses of other hosts. Host names may be shown; the addresses themselves are in the hands of
//! [`ScriptGrant`](super::ScriptGrant) and [`EmbedGrant`](super::EmbedGrant) alone.

use std::borrow::Cow;
use std::fmt;

use crate::json::{checked_string, hidden_string};

/// A host that a service uses, with its port where it has one: `stats.example.org`, `*.example.org`, `127.0.0.2:8080`.
///
/// It is spoken to over https; over http where it is this machine ([`is_loopback`](Self::is_loopback)), for tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host(String);

impl Host {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a host is written stats.example.org, in lower case and without https://; *. before it means every host below it";

    /// The host, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let below = text.strip_prefix("*.");
        let (name, port) = split_port(below.unwrap_or(text));
        let is_port = port.is_none_or(|port| {
            (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit())
        });
        let is_named = (name.bytes().any(|byte| byte == b'.') || name == "localhost") && name.len() <= 253;
        let is_label = |label: &[u8]| {
            label.first().is_some_and(|byte| *byte != b'-')
                && label.last() != Some(&b'-')
                && label
                    .iter()
                    .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        };
        let right = is_port && is_named && name.as_bytes().split(|byte| *byte == b'.').all(is_label);
        right.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    pub(super) fn get(&self) -> &str {
        &self.0
    }

    /// Is it this machine: `localhost`, a name below it, or an address of 127.0.0.0/8?
    pub fn is_loopback(&self) -> bool {
        let (name, _) = split_port(&self.0);
        name == "localhost"
            || name.ends_with(".localhost")
            || (name.starts_with("127.") && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.')))
    }
}

checked_string!(Host);

fn split_port(text: &str) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == b':') {
        Some(at) => (text.get(..at).unwrap_or(text), text.get(at + 1..)),
        None => (text, None),
    }
}

/// The address of a script, or of what a script reports to.
///
/// It has no `Display` and no `as_str`: only a [`ScriptGrant`](super::ScriptGrant) says it.
#[derive(Clone, PartialEq, Eq)]
pub struct ScriptSource(String);

impl ScriptSource {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a script's address is written https://host/path, in ASCII and without spaces; http:// only for this machine";

    /// The address, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let clean = text.bytes().all(|byte| !matches!(byte, b'{' | b'}' | b'#'));
        (clean && host_of(text).is_some()).then(|| Self(text.to_owned()))
    }

    /// The host, which may be shown and stands in the content security policy.
    pub fn host(&self) -> &str {
        host_part(&self.0)
    }

    pub(super) fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    pub(super) fn get(&self) -> &str {
        &self.0
    }
}

hidden_string!(ScriptSource);

impl fmt::Debug for ScriptSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.host())
    }
}

/// The address of a frame with a place for what the service calls the thing.
///
/// `{id}` stands for one value, of which everything that URLs reserve is encoded; `{path}` for one whose slashes stay.
/// Neither can leave its place: not to another host, another parameter, the fragment, or up from its folder.
///
/// It has no `Display` and no `as_str`: only an [`EmbedGrant`](super::EmbedGrant) says the address.
#[derive(Clone, PartialEq, Eq)]
pub struct EmbedTemplate {
    before: String,
    after: String,
    keeps_slashes: bool,
}

impl EmbedTemplate {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "an embed's address is written https://host/path with one {id} or {path} after the host; http:// only for this machine";

    const ID: &str = "{id}";
    const PATH: &str = "{path}";

    /// How long an id may be, in bytes.
    pub const MAX_ID: usize = 500;

    /// The template, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        // Windows of bytes, because searching text for text costs a kilobyte of the download.
        let place = |name: &str| {
            text.as_bytes()
                .windows(name.len())
                .position(|part| part == name.as_bytes())
        };
        let (at, name, keeps_slashes) = match (place(Self::ID), place(Self::PATH)) {
            (Some(at), None) => (at, Self::ID, false),
            (None, Some(at)) => (at, Self::PATH, true),
            _ => return None,
        };
        let (before, after) = (text.get(..at)?, text.get(at + name.len()..)?);
        // Up to its place the address must be whole: a host cannot be what an article says.
        host_of(before)?;
        let no = |text: &str, hash: bool| {
            clean(text)
                && !text
                    .bytes()
                    .any(|byte| matches!(byte, b'{' | b'}') || (hash && byte == b'#'))
        };
        // An encoded dot is a dot to the URL standard, where it could go up.
        let dots = |text: &str| {
            text.as_bytes()
                .windows(3)
                .any(|three| three.eq_ignore_ascii_case(b"%2e"))
        };
        let right = no(before, true) && no(after, false) && !dots(before) && !dots(after);
        right.then(|| Self {
            before: before.to_owned(),
            after: after.to_owned(),
            keeps_slashes,
        })
    }

    /// The host, which may be shown and stands in the content security policy.
    pub fn host(&self) -> &str {
        host_part(&self.before)
    }

    /// Can an address be made of this id? It is not empty, has at most [`MAX_ID`](Self::MAX_ID) bytes and does not
    /// go up.
    pub fn takes(&self, id: &str) -> bool {
        self.address(id).is_some()
    }

    pub(super) fn address(&self, id: &str) -> Option<String> {
        if id.is_empty() || id.len() > Self::MAX_ID {
            return None;
        }
        let mut address = self.before.clone();
        for byte in id.bytes() {
            let plain = byte.is_ascii_alphanumeric()
                || matches!(byte, b'-' | b'.' | b'_' | b'~')
                || (byte == b'/' && self.keeps_slashes);
            if plain {
                address.push(char::from(byte));
            } else {
                address.push('%');
                for digit in [byte >> 4, byte & 15] {
                    address.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
                }
            }
        }
        address.push_str(&self.after);
        let goes_up = address
            .as_bytes()
            .split(|byte| matches!(byte, b'?' | b'#'))
            .next()
            .is_some_and(|path| {
                path.split(|byte| *byte == b'/')
                    .any(|part| matches!(part, b"." | b".."))
            });
        (!goes_up).then_some(address)
    }

    pub(super) fn as_str(&self) -> Cow<'_, str> {
        let place = if self.keeps_slashes { Self::PATH } else { Self::ID };
        Cow::Owned([&self.before, place, &self.after].concat())
    }
}

hidden_string!(
    EmbedTemplate,
    Self {
        before: String::new(),
        after: String::new(),
        keeps_slashes: false,
    }
);

impl fmt::Debug for EmbedTemplate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.host())
    }
}

/// Visible ASCII, and nothing that a browser might read as something else than it looks like.
fn clean(text: &str) -> bool {
    text.len() <= 2000
        && text.bytes().all(|byte| {
            byte.is_ascii_graphic()
                && !matches!(byte, b'\\' | b'"' | b'\'' | b'<' | b'>' | b'^' | b'`' | b'|')
        })
}

/// The host of an address that is right up to the first slash of its path.
fn host_of(text: &str) -> Option<Host> {
    if !clean(text) || host_part(text).len() == text.len() {
        return None;
    }
    let host = Host::parse(host_part(text)).filter(|host| !host.0.starts_with('*'))?;
    let right = text.starts_with("https://") || (text.starts_with("http://") && host.is_loopback());
    right.then_some(host)
}

/// What stands between `//` and the next slash; the whole text where there is no such thing.
fn host_part(text: &str) -> &str {
    let after = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    after
        .and_then(|rest| rest.get(..rest.bytes().position(|byte| byte == b'/')?))
        .unwrap_or(text)
}
