//! What a post of Ghost says to its readers, taken from what its editor kept and not from what is made of it here.

use serde_json::Value;

use super::{MEMBERS, gates, word};
use crate::import::words::Said;

/// Cards that only members see, and letters.
const CLOSED: [&str; 6] = [
    "signup",
    "email",
    "email-cta",
    "paywall",
    "call-to-action",
    "transistor",
];

/// What cards say, by the names of their fields.
const WORDED: [&str; 18] = [
    "text",
    "textValue",
    "fileCaption",
    "html",
    "markdown",
    "code",
    "caption",
    "calloutText",
    "heading",
    "header",
    "subheader",
    "content",
    "title",
    "description",
    "buttonText",
    "productTitle",
    "productDescription",
    "productButton",
];

/// What a post says.
pub(super) fn of(post: &Value) -> Said {
    if let Some(html) = word(post, "html") {
        return open(&html);
    }
    let kept = |key: &str| serde_json::from_str::<Value>(&word(post, key)?).ok();
    let mut html = String::new();
    match (kept("lexical"), kept("mobiledoc")) {
        (Some(lexical), _) => collect(&lexical["root"], &mut html),
        (None, Some(mobiledoc)) => {
            collect_markers(&mobiledoc["sections"], &mut html);
            collect(&mobiledoc["cards"], &mut html);
        }
        (None, None) => return Said::text(&word(post, "plaintext").unwrap_or_default()),
    }
    open(&html)
}

/// What HTML says to everybody.
fn open(html: &str) -> Said {
    let (html, _) = gates::open(html);
    Said::html(html.split(MEMBERS).next().unwrap_or_default())
}

/// The words of nodes and cards, as HTML in which what belongs together stands together.
fn collect(value: &Value, html: &mut String) {
    match value {
        // A card of Mobiledoc is its name with its fields.
        Value::Array(items)
            if items
                .first()
                .and_then(Value::as_str)
                .is_some_and(|name| CLOSED.contains(&name)) => {}
        Value::Array(items) => items.iter().for_each(|item| collect(item, html)),
        Value::Object(fields) => {
            let kind = fields.get("type").and_then(Value::as_str).unwrap_or_default();
            if kind == "paywall" {
                html.push_str(MEMBERS);
            }
            let is_closed =
                CLOSED.contains(&kind) && !(kind == "call-to-action" && gates::is_said_for_all(value));
            if is_closed || !gates::is_for_all(value) {
                return;
            }
            let is_text = kind.ends_with("text");
            if !is_text && kind != "link" {
                html.push_str("<p>");
            }
            for (name, field) in fields {
                match field {
                    Value::String(text) if WORDED.contains(&name.as_str()) => {
                        let is_html = matches!(
                            name.as_str(),
                            "html"
                                | "caption"
                                | "content"
                                | "calloutText"
                                | "productDescription"
                                | "textValue"
                        );
                        if is_html {
                            html.extend([text, " "]);
                        } else {
                            html.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
                            html.push_str(if is_text { "" } else { " " });
                        }
                    }
                    Value::Array(_) | Value::Object(_) => collect(field, html),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// The words of the markers of Mobiledoc: `[0, marks, closed, text]`, in sections and their items.
fn collect_markers(value: &Value, html: &mut String) {
    let Value::Array(items) = value else { return };
    if let [kind, Value::Array(_), Value::Number(_), Value::String(text)] = items.as_slice()
        && kind.as_u64() == Some(0)
    {
        html.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
        return;
    }
    for item in items {
        // A list of markers is a paragraph, or an item of a list.
        let is_list = |inner: &Vec<Value>| inner.first().is_some_and(Value::is_array);
        if item.as_array().is_some_and(is_list) {
            html.push_str("<p>");
        }
        collect_markers(item, html);
    }
}
