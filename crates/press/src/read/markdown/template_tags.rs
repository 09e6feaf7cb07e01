//! Tags of Jekyll, Hugo and Eleventy templates in Markdown. No template runs here, so they are taken out.

use std::borrow::Cow;
use std::ops::Range;

use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};

use super::{TextFault, options};

/// How much of a tag a message shows, in characters.
const SHOWN: usize = 60;

/// The text without template tags outside code; each is reported with its line and column within the text.
/// Line ends stay, so that later positions are right.
pub(super) fn remove(source: &str, mut report: impl FnMut(usize, usize, TextFault)) -> Cow<'_, str> {
    if !["{%", "{{", "{:"].iter().any(|start| source.contains(start)) {
        return Cow::Borrowed(source);
    }
    let code = code_ranges(source);
    let mut kept = String::with_capacity(source.len());
    let mut at = 0;
    while let Some(start) = source[at..].find('{').map(|found| at + found) {
        kept.push_str(&source[at..start]);
        if let Some(range) = code.iter().find(|range| range.contains(&start)) {
            kept.push_str(&source[start..range.end]);
            at = range.end;
            continue;
        }
        let Some(tag) = Tag::read(&source[start..]) else {
            kept.push('{');
            at = start + 1;
            continue;
        };
        at = start + tag.text.len();
        let mut removed = tag.text;
        if let Some(end) = tag.hides_until().and_then(|end| find_tag(&source[at..], end)) {
            removed = &source[start..at + end.end];
            at += end.end;
        }
        let (line, column) = place(source, start);
        let shown = shorten(removed);
        if let Some(path) = tag.path() {
            kept.push_str(path);
            report(line, column, TextFault::TemplatePath(shown, path.to_owned()));
        } else {
            report(line, column, TextFault::TemplateTag(shown));
        }
        kept.extend(removed.chars().filter(|letter| *letter == '\n'));
        if let Some(end) = tag.shows_until().and_then(|end| find_tag(&source[at..], end)) {
            kept.push_str(&source[at..at + end.start]);
            at += end.end;
        }
    }
    kept.push_str(&source[at..]);
    Cow::Owned(kept)
}

/// One tag at the beginning of a text.
struct Tag<'t> {
    text: &'t str,
    inner: &'t str,
    /// `{{ … }}`, which stands for a value.
    is_value: bool,
}

impl<'t> Tag<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let (end, is_value) = match text.get(..2)? {
            "{%" => ("%}", false),
            "{{" => ("}}", true),
            "{:" => ("}", false),
            _ => return None,
        };
        let length = text[2..].find(end)?;
        let inner = &text[2..2 + length];
        if end == "}" && inner.contains('\n') {
            return None;
        }
        Some(Self {
            text: &text[..2 + length + end.len()],
            inner: inner.trim_matches('-').trim(),
            is_value,
        })
    }

    /// The tag that ends what this one hides.
    fn hides_until(&self) -> Option<&'static str> {
        (self.inner == "comment").then_some("endcomment")
    }

    /// The tag that ends what this one shows as it is, other tags included.
    fn shows_until(&self) -> Option<&'static str> {
        (self.inner == "raw").then_some("endraw")
    }

    /// The path in `{{ "/path/" | url }}`.
    fn path(&self) -> Option<&'t str> {
        let quote = self
            .inner
            .chars()
            .next()
            .filter(|quote| self.is_value && matches!(quote, '"' | '\''))?;
        let path = self.inner[1..].split(quote).next()?;
        path.starts_with('/').then_some(path)
    }
}

/// Where the next tag of that name stands.
fn find_tag(text: &str, name: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(start) = text[at..].find("{%").map(|found| at + found) {
        let tag = Tag::read(&text[start..])?;
        let end = start + tag.text.len();
        if tag.inner == name {
            return Some(start..end);
        }
        at = end;
    }
    None
}

/// The bytes of code spans and code blocks, in order.
pub(crate) fn code_ranges(source: &str) -> Vec<Range<usize>> {
    ranges_of(source, |value| {
        matches!(value, NodeValue::Code(_) | NodeValue::CodeBlock(_))
    })
}

/// The bytes of blocks of HTML, in order.
pub(crate) fn html_ranges(source: &str) -> Vec<Range<usize>> {
    ranges_of(source, |value| matches!(value, NodeValue::HtmlBlock(_)))
}

fn ranges_of(source: &str, is_meant: fn(&NodeValue) -> bool) -> Vec<Range<usize>> {
    let mut options = options();
    options.parse.sourcepos_chars = false;
    let arena = Arena::new();
    let root = parse_document(&arena, source, &options);
    let mut starts = vec![0];
    starts.extend(source.match_indices('\n').map(|(at, _)| at + 1));
    let offset = |line: usize, column: usize| {
        let start = starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(source.len());
        let mut at = (start + column).min(source.len());
        while !source.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let meant = root.descendants().filter(|node| is_meant(&node.data().value));
    meant
        .map(|node| {
            let position = node.data().sourcepos;
            let start = offset(position.start.line, position.start.column.saturating_sub(1));
            start..offset(position.end.line, position.end.column).max(start + 1)
        })
        .collect()
}

fn place(source: &str, at: usize) -> (usize, usize) {
    let before = &source[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

fn shorten(tag: &str) -> String {
    let line = tag.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let mut short: String = line.chars().take(SHOWN).collect();
    short.push('…');
    short
}
