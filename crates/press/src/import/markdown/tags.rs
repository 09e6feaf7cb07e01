//! Template tags and shortcodes that stand for something press knows: pictures, films, code and addresses.
//! What is left is taken out and reported by the Markdown reader.

mod meaning;

use std::collections::BTreeMap;

use crate::read::markdown::foreign_options;
use crate::read::markdown::template_tags::{code_ranges, html_ranges};

/// A text whose known tags are replaced.
pub(super) struct Prepared {
    pub(super) text: String,
    /// For each line of the text the line of the source, counted from 0.
    pub(super) lines: Vec<u32>,
    /// How many tags were understood.
    pub(super) known: usize,
    /// The lines of links whose address nobody knows, and why. Their words stay.
    pub(super) unled: Vec<(u32, String)>,
}

/// What tags may ask for.
#[derive(Clone, Copy)]
pub(super) struct Answers<'a> {
    /// The address of a source file or a post's name.
    pub(super) address: &'a dyn Fn(&str) -> Option<String>,
    /// The value of a setting.
    pub(super) value: &'a dyn Fn(&str) -> Option<String>,
}

/// Replaces the tags that are understood.
pub(super) fn prepare(source: &str, answers: Answers<'_>) -> Prepared {
    let mut prepared = Prepared {
        text: String::with_capacity(source.len()),
        lines: vec![0],
        known: 0,
        unled: Vec::new(),
    };
    let mut line = 0;
    if !source.contains("{%") && !source.contains("{{") {
        prepared.push(source, &mut line);
        return prepared;
    }
    let code = code_ranges(source);
    let html = html_ranges(source);
    let mut at = 0;
    while let Some(start) = source[at..].find('{').map(|found| at + found) {
        prepared.push(&source[at..start], &mut line);
        if let Some(range) = code.iter().find(|range| range.contains(&start)) {
            prepared.push(&source[start..range.end], &mut line);
            at = range.end;
            continue;
        }
        let tag = Tag::read(&source[start..]);
        let found = tag.as_ref().and_then(|tag| {
            let after = &source[start + tag.length..];
            let begins = source[..start]
                .rsplit('\n')
                .next()
                .unwrap_or_default()
                .trim()
                .is_empty();
            tag.meaning(after, begins, answers)
                .map(|(text, more)| (text, tag.length + more))
        });
        let unknown = tag.filter(|_| found.is_none());
        if let Some((text, length)) = found {
            prepared.known += 1;
            let is_in_html = html.iter().any(|range| range.contains(&start));
            let text = if is_in_html { as_html(text) } else { text };
            prepared.insert(&text, line);
            line += lines_in(&source[start..start + length]);
            at = start + length;
        } else if let Some(tag) = unknown
            && let Some(more) = prepared.drop_address(&source[start + tag.length..])
        {
            let length = tag.length + more;
            let shown = &source[start..start + tag.length];
            let reason =
                format!("nobody can tell what “{shown}” makes of its address; the words stay without a link");
            prepared.unled.push((line, reason));
            line += lines_in(&source[start..start + length]);
            at = start + length;
        } else {
            prepared.push("{", &mut line);
            at = start + 1;
        }
    }
    prepared.push(&source[at..], &mut line);
    prepared
}

/// Pictures and links as they are written within a block of HTML, which holds no Markdown.
fn as_html(text: String) -> String {
    if !text.trim_start().starts_with(['[', '!']) || text.contains('\n') {
        return text;
    }
    let mut options = foreign_options();
    options.render.r#unsafe = true;
    let html = comrak::markdown_to_html(&text, &options);
    let html = html.trim();
    let inner = html
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"));
    inner.unwrap_or(html).to_owned()
}

/// Where the bracket opens that is closed at the end.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices().rev() {
        match letter {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn lines_in(text: &str) -> u32 {
    crate::diagnostic::count(text.matches('\n').count())
}

impl Prepared {
    fn push(&mut self, text: &str, line: &mut u32) {
        for letter in text.chars() {
            self.text.push(letter);
            if letter == '\n' {
                *line += 1;
                self.lines.push(*line);
            }
        }
    }

    fn insert(&mut self, text: &str, line: u32) {
        self.text.push_str(text);
        self.lines.extend(text.matches('\n').map(|_| line));
    }

    /// Takes the link away in whose address the text stands now, and says how many bytes of what follows were part of it.
    /// None where the text stands in no address.
    fn drop_address(&mut self, after: &str) -> Option<usize> {
        let start = self.text.rfind('\n').map_or(0, |newline| newline + 1);
        let line = &self.text[start..];
        // HTML: the value of an attribute, which is emptied.
        for quote in ['"', '\''] {
            let attribute = ["href=", "src="]
                .iter()
                .filter_map(|name| {
                    line.rfind(&format!("{name}{quote}"))
                        .map(|at| at + name.len() + 1)
                })
                .max();
            if let Some(value) = attribute.filter(|value| !line[*value..].contains(quote)) {
                let end = after.find(quote)?;
                self.text.truncate(start + value);
                return Some(end);
            }
        }
        // Markdown: [words](address, of which the words stay.
        if let Some(at) = line.rfind("](")
            && !line[at..].contains([')', ' '])
        {
            let end = after
                .find([')', '\n'])
                .filter(|end| after[*end..].starts_with(')'))?;
            let open = opening(&line[..at])?;
            let is_picture = line[..open].ends_with('!');
            let words = line[open + 1..at].to_owned();
            self.text.truncate(start + open - usize::from(is_picture));
            self.text.push_str(&words);
            return Some(end + 1);
        }
        // The address of a reference, which stands by itself.
        let is_reference = line.starts_with('[') && line.contains("]: ");
        if is_reference && let Some(at) = line.find("]: ") {
            self.text.truncate(start + at + 3);
            self.text.push_str("<>");
            return Some(after.find('\n').unwrap_or(after.len()));
        }
        None
    }
}

/// One tag, taken apart.
struct Tag<'t> {
    length: usize,
    name: &'t str,
    /// What stands after the name.
    rest: &'t str,
    values: Vec<String>,
    named: BTreeMap<String, String>,
    is_value: bool,
}

impl<'t> Tag<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let forms = [
            ("{{<", ">}}", false),
            ("{{%", "%}}", false),
            ("{{", "}}", true),
            ("{%", "%}", false),
        ];
        let (open, close, is_value) = forms.into_iter().find(|(open, ..)| text.starts_with(open))?;
        let length = text.find(close)?;
        let inner = text.get(open.len()..length)?.trim_matches('-').trim();
        let end = inner
            .find(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '|'))
            .unwrap_or(inner.len());
        let name = &inner[..end];
        let rest = inner[end..].trim();
        let mut tag = Self {
            length: length + close.len(),
            name,
            rest,
            values: Vec::new(),
            named: BTreeMap::new(),
            is_value,
        };
        tag.arguments();
        Some(tag)
    }

    /// Values such as `"a"`, `a`, `key="a"` and `key: "a"`.
    fn arguments(&mut self) {
        let mut rest = self.rest.trim_start_matches('(').trim_end_matches(')');
        while !rest.is_empty() {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
            let Some(first) = rest.chars().next() else { break };
            if matches!(first, '"' | '\'' | '`') {
                let body = &rest[1..];
                let end = body.find(first).unwrap_or(body.len());
                self.values.push(body[..end].to_owned());
                rest = body.get(end + 1..).unwrap_or_default();
                continue;
            }
            let end = rest
                .find(|letter: char| letter.is_whitespace() || matches!(letter, '=' | ','))
                .unwrap_or(rest.len());
            let word = &rest[..end];
            let after = &rest[end..];
            if let Some(value) = after.trim_start().strip_prefix('=') {
                let value = value.trim_start();
                let quote = value
                    .chars()
                    .next()
                    .filter(|quote| matches!(quote, '"' | '\'' | '`'));
                let (text, left) = if let Some(quote) = quote {
                    let body = &value[1..];
                    let end = body.find(quote).unwrap_or(body.len());
                    (&body[..end], body.get(end + 1..).unwrap_or_default())
                } else {
                    let end = value
                        .find(|letter: char| letter.is_whitespace() || letter == ',')
                        .unwrap_or(value.len());
                    (&value[..end], &value[end..])
                };
                self.named.insert(word.to_owned(), text.to_owned());
                rest = left;
            } else {
                self.values.push(word.to_owned());
                rest = after.get(usize::from(word.is_empty())..).unwrap_or_default();
            }
        }
    }

    fn value(&self, name: &str, at: usize) -> Option<&str> {
        self.named
            .get(name)
            .or_else(|| self.values.get(at))
            .map(String::as_str)
    }
}
