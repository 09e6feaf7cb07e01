//! Lexical, in which Ghost keeps texts since version 5, as HTML.

use std::fmt::Write;

use serde_json::Value;

use super::cards::{self, escaped};
use super::{gates, word};
use crate::import::account::{Account, Place};

/// How deep nodes may stand within each other.
const MAX_DEPTH: u32 = 60;

/// The bits in which a text keeps its marks.
const MARKS: [(u64, &str); 7] = [
    (1, "strong"),
    (2, "em"),
    (4, "s"),
    (8, "u"),
    (16, "code"),
    (32, "sub"),
    (64, "sup"),
];

/// The HTML of a text.
pub(super) fn html(document: &Value, account: &mut Account, place: &Place) -> String {
    let mut html = String::new();
    let root = document.get("root").unwrap_or(document);
    children(root, &mut html, account, place, 0);
    html
}

fn children(node: &Value, html: &mut String, account: &mut Account, place: &Place, depth: u32) {
    let children = node
        .get("children")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    if depth < MAX_DEPTH {
        children.for_each(|child| one(child, html, account, place, depth + 1));
    }
}

fn one(node: &Value, html: &mut String, account: &mut Account, place: &Place, depth: u32) {
    if !gates::is_for_all(node) {
        gates::tell(account, place);
        return;
    }
    let kind = word(node, "type").unwrap_or_default();
    let mut within = |tag: &str, attributes: &str, html: &mut String| {
        let _ = write!(html, "<{tag}{attributes}>");
        children(node, html, account, place, depth);
        let _ = write!(html, "</{tag}>");
    };
    match &*kind {
        "paragraph" => within("p", "", html),
        "heading" | "extended-heading" => {
            let tag =
                word(node, "tag").filter(|tag| matches!(&**tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
            within(&tag.unwrap_or_else(|| "h2".to_owned()), "", html);
        }
        "quote" | "extended-quote" | "aside" => within("blockquote", "", html),
        "list" => {
            let is_ordered = word(node, "listType").as_deref() == Some("number")
                || word(node, "tag").as_deref() == Some("ol");
            within(if is_ordered { "ol" } else { "ul" }, "", html);
        }
        "listitem" => within("li", "", html),
        "link" | "autolink" | "at-link" => {
            let url = word(node, "url").unwrap_or_default();
            within("a", &format!(" href=\"{}\"", escaped(&url)), html);
        }
        "text" | "extended-text" | "code-highlight" => {
            let text = node.get("text").and_then(Value::as_str).unwrap_or_default();
            let bits = node.get("format").and_then(Value::as_u64).unwrap_or_default();
            let marks: Vec<_> = MARKS
                .iter()
                .filter(|(bit, _)| bits & bit != 0)
                .map(|(_, tag)| *tag)
                .collect();
            html.extend(marks.iter().flat_map(|tag| ["<", tag, ">"]));
            html.push_str(&escaped(text));
            html.extend(marks.iter().rev().flat_map(|tag| ["</", tag, ">"]));
        }
        "linebreak" => html.push_str("<br>"),
        "tab" => html.push(' '),
        "root" => children(node, html, account, place, depth),
        _ if node
            .get("children")
            .and_then(Value::as_array)
            .is_some_and(|inner| !inner.is_empty()) =>
        {
            within("div", "", html);
        }
        card => html.push_str(&cards::html(card, node, account, place)),
    }
}
