//! Mobiledoc, in which Ghost kept texts before version 5, as HTML.

use std::fmt::Write;

use serde_json::Value;

use super::cards::{self, escaped};
use crate::import::account::{Account, Place};

/// Tags that sections and marks may have; any other becomes a paragraph, or nothing.
const TAGS: [&str; 22] = [
    "a",
    "aside",
    "b",
    "blockquote",
    "code",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "ol",
    "p",
    "s",
    "strong",
    "sub",
    "sup",
    "u",
    "ul",
    "pre",
];

/// The HTML of a text.
pub(super) fn html(document: &Value, account: &mut Account, place: &Place) -> String {
    let mut html = String::new();
    for section in list(document, "sections") {
        let kind = section.get(0).and_then(Value::as_u64);
        match kind {
            Some(1) => {
                let tag = tag(section.get(1)).unwrap_or("p");
                let _ = write!(html, "<{tag}>");
                markers(document, section.get(2), &mut html);
                let _ = write!(html, "</{tag}>");
            }
            Some(2) => {
                let src = section.get(1).and_then(Value::as_str).unwrap_or_default();
                let _ = write!(html, "<figure><img src=\"{}\"></figure>", escaped(src));
            }
            Some(3) => {
                let tag = tag(section.get(1)).unwrap_or("ul");
                let _ = write!(html, "<{tag}>");
                for item in section.get(2).and_then(Value::as_array).into_iter().flatten() {
                    html.push_str("<li>");
                    markers(document, Some(item), &mut html);
                    html.push_str("</li>");
                }
                let _ = write!(html, "</{tag}>");
            }
            Some(10) => {
                let card = section.get(1).and_then(Value::as_u64);
                let card = card.and_then(|at| document.get("cards")?.get(usize::try_from(at).ok()?));
                if let Some(card) = card {
                    let name = card.get(0).and_then(Value::as_str).unwrap_or_default();
                    let payload = card.get(1).unwrap_or(&Value::Null);
                    html.push_str(&cards::html(name, payload, account, place));
                }
            }
            _ => {}
        }
    }
    html
}

fn list<'v>(document: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    document.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn tag(value: Option<&Value>) -> Option<&'static str> {
    let name = value?.as_str()?.to_lowercase();
    TAGS.iter().find(|tag| **tag == name).copied()
}

/// The pieces of a line: which marks begin, how many end, and the text between.
fn markers(document: &Value, pieces: Option<&Value>, html: &mut String) {
    let mut open: Vec<&'static str> = Vec::new();
    for piece in pieces.and_then(Value::as_array).into_iter().flatten() {
        for at in piece.get(1).and_then(Value::as_array).into_iter().flatten() {
            let markup = at
                .as_u64()
                .and_then(|at| document.get("markups")?.get(usize::try_from(at).ok()?));
            let Some(markup) = markup else { continue };
            let name = tag(markup.get(0)).unwrap_or("span");
            let attributes = markup.get(1).and_then(Value::as_array);
            let href = attributes.and_then(|list| {
                let at = list.iter().position(|name| name.as_str() == Some("href"))?;
                list.get(at + 1)?.as_str()
            });
            match href.filter(|_| name == "a") {
                Some(href) => drop(write!(html, "<a href=\"{}\">", escaped(href))),
                None => drop(write!(html, "<{name}>")),
            }
            open.push(name);
        }
        match piece.get(3) {
            Some(Value::String(text)) => html.push_str(&escaped(text)),
            // The only atom of Ghost's editor breaks the line.
            Some(Value::Number(_)) => html.push_str("<br>"),
            _ => {}
        }
        let closing = piece.get(2).and_then(Value::as_u64).unwrap_or_default();
        for _ in 0..closing {
            if let Some(name) = open.pop() {
                let _ = write!(html, "</{name}>");
            }
        }
    }
    while let Some(name) = open.pop() {
        let _ = write!(html, "</{name}>");
    }
}
