//! What a reader sees of a text of WordPress: HTML in which words in brackets stand for something else.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Part, Said, html};

/// Shortcodes whose content is shown as it is written, whatever marks are in it.
const VERBATIM: [&str; 14] = [
    "code",
    "sourcecode",
    "php",
    "html",
    "css",
    "js",
    "javascript",
    "python",
    "bash",
    "shell",
    "sql",
    "xml",
    "ruby",
    "java",
];

/// Attributes that hold words for readers.
const WORDED: [&str; 6] = ["title", "caption", "text", "label", "heading", "content"];

/// Takes in what a text of WordPress says.
pub(super) fn add(text: &str, said: &mut Said) {
    let mut plain = String::with_capacity(text.len());
    let mut tags = String::new();
    // Which names are closed somewhere, so that a text of many brackets is looked through once for each name.
    let mut closed: BTreeMap<&str, bool> = BTreeMap::new();
    let mut is_closed = |name| {
        *closed
            .entry(name)
            .or_insert_with(|| text.contains(&format!("[/{name}]")))
    };
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let Some(bracket) = Bracket::at(from, &mut is_closed) else {
            plain.push('[');
            rest = &from[1..];
            continue;
        };
        plain.push(' ');
        rest = &from[bracket.length..];
        let _ = write!(tags, "{}", bracket.words);
        if !bracket.closes
            && VERBATIM.contains(&bracket.name)
            && let Some(end) = rest.find(&format!("[/{}]", bracket.name))
        {
            said.add(Part::Code, &rest[..end]);
            rest = &rest[end..];
        }
    }
    plain.push_str(rest);
    said.add(Part::Tag, &tags);
    html::add(&plain, said);
}

/// A shortcode's bracket.
struct Bracket<'t> {
    name: &'t str,
    closes: bool,
    length: usize,
    /// What its attributes say to readers.
    words: String,
}

impl<'t> Bracket<'t> {
    /// The one that a text begins with. Other words in brackets are words.
    fn at(text: &'t str, is_closed: &mut impl FnMut(&'t str) -> bool) -> Option<Self> {
        let inner = text.strip_prefix('[')?;
        let closes = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let end =
            inner.find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')))?;
        let (name, attributes) = inner.split_at(end);
        name.starts_with(|letter: char| letter.is_ascii_lowercase())
            .then_some(())?;
        let mut quote = None;
        let close = attributes
            .char_indices()
            .find_map(|(at, letter)| match (quote, letter) {
                (None, ']') => Some(at),
                (None, '"' | '\'') => {
                    quote = Some(letter);
                    None
                }
                (Some(open), letter) if open == letter => {
                    quote = None;
                    None
                }
                _ => None,
            })?;
        let attributes = &attributes[..close];
        let is_code = closes
            || attributes.contains('=')
            || attributes.trim_end().ends_with('/')
            || attributes.trim().is_empty() && name.len() > 3
            || is_closed(name);
        is_code.then_some(())?;
        Some(Self {
            name,
            closes,
            length: text.len() - inner.len() + end + close + 1,
            words: words_of(attributes),
        })
    }
}

fn words_of(attributes: &str) -> String {
    let mut words = String::new();
    let mut rest = attributes;
    while let Some((name, value)) = rest.split_once('=') {
        let name = name.rsplit(char::is_whitespace).next().unwrap_or_default();
        let value = value.trim_start();
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_once(' ').unwrap_or((value, "")),
        };
        if WORDED.iter().any(|worded| name.ends_with(worded)) {
            let _ = writeln!(words, "{value}");
        }
        rest = after;
    }
    words
}
