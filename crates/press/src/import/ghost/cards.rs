//! The cards of Ghost's editors as HTML: pictures, code, bookmarks and the like. Both editors have the same.

use serde_json::Value;

use super::{gates, word};
use crate::import::account::{Account, Place};

/// The kind under which cards stand in the account.
const CARD: &str = "card";

/// A text between tags, or as the value of an attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Text without markup: an empty line parts paragraphs.
pub(super) fn paragraphs(text: &str) -> String {
    let parts = text.split("\n\n").filter(|part| !part.trim().is_empty());
    let parts = parts.map(|part| ["<p>", &escaped(part.trim()), "</p>"].concat());
    parts.collect()
}

/// The HTML of a card; nothing where readers saw nothing of it, or only members did.
pub(super) fn html(name: &str, card: &Value, account: &mut Account, place: &Place) -> String {
    if !gates::is_for_all(card) {
        gates::tell(account, place);
        return String::new();
    }
    account.read(CARD);
    if let Some(html) = media(name, card).or_else(|| text(name, card)) {
        account.keep(CARD);
        return html;
    }
    let reason = match name {
        "email" | "email-cta" | "signup" | "call-to-action" => "is for members and their letters",
        _ => "shows nothing that readers saw in the text",
    };
    account.drop(CARD, format!("the card “{name}” {reason}"), place);
    String::new()
}

fn value(card: &Value, key: &str) -> String {
    word(card, key).unwrap_or_default()
}

/// A value as that of an attribute.
fn quoted(card: &Value, key: &str) -> String {
    escaped(&value(card, key))
}

/// Something with its caption, which holds marks and links.
fn figure(inside: &str, card: &Value) -> String {
    let caption = value(card, "caption");
    if caption.is_empty() {
        return format!("<figure>{inside}</figure>");
    }
    format!("<figure>{inside}<figcaption>{caption}</figcaption></figure>")
}

fn picture(image: &Value) -> String {
    format!(
        "<img src=\"{}\" alt=\"{}\">",
        quoted(image, "src"),
        quoted(image, "alt")
    )
}

/// Cards that show or play something.
fn media(name: &str, card: &Value) -> Option<String> {
    Some(match name {
        "image" if !value(card, "src").is_empty() => figure(&picture(card), card),
        "gallery" => {
            let mut html = "<figure class=\"wp-block-gallery\">".to_owned();
            for image in card.get("images").and_then(Value::as_array).into_iter().flatten() {
                html.extend(["<figure>", &picture(image), "</figure>"]);
            }
            match value(card, "caption") {
                caption if caption.is_empty() => html + "</figure>",
                caption => format!("{html}<figcaption>{caption}</figcaption></figure>"),
            }
        }
        "embed" => {
            let (url, html) = (value(card, "url"), value(card, "html"));
            let is_frame = html.contains("<iframe");
            figure(&if is_frame { html } else { link(&url, &url) }, card)
        }
        "audio" => format!(
            "<figure><audio src=\"{}\" title=\"{}\"></audio></figure>",
            quoted(card, "src"),
            quoted(card, "title")
        ),
        "video" => figure(&format!("<video src=\"{}\"></video>", quoted(card, "src")), card),
        "file" => {
            let name = word(card, "fileTitle").or_else(|| word(card, "fileName"));
            let caption = word(card, "fileCaption").map(|caption| format!("<p>{}</p>", escaped(&caption)));
            let link = link(&value(card, "src"), &name.unwrap_or_default());
            format!("<p>{link}</p>{}", caption.unwrap_or_default())
        }
        _ => return None,
    })
}

/// Cards that say something.
fn text(name: &str, card: &Value) -> Option<String> {
    Some(match name {
        "markdown" | "card-markdown" => {
            let mut options = crate::read::markdown::foreign_options();
            options.render.r#unsafe = true;
            comrak::markdown_to_html(&value(card, "markdown"), &options)
        }
        "html" => value(card, "html"),
        "code" | "codeblock" => {
            let language = quoted(card, "language");
            let code = card.get("code").and_then(Value::as_str).unwrap_or_default();
            let code = escaped(code);
            let pre = format!("<pre><code class=\"language-{language}\">{code}</code></pre>");
            match value(card, "caption") {
                caption if caption.is_empty() => pre,
                caption => format!("{pre}<p>{caption}</p>"),
            }
        }
        "bookmark" => {
            let of = card.get("metadata").unwrap_or(card);
            let url = word(card, "url").or_else(|| word(of, "url")).unwrap_or_default();
            let title = word(of, "title").unwrap_or_else(|| url.clone());
            let about = word(of, "description").map(|about| format!("<br>{}", escaped(&about)));
            let caption = word(card, "caption").map(|caption| format!("<p>{caption}</p>"));
            format!(
                "<p>{}{}</p>{}",
                link(&url, &title),
                about.unwrap_or_default(),
                caption.unwrap_or_default()
            )
        }
        "callout" => format!(
            "<blockquote><p>{} {}</p></blockquote>",
            quoted(card, "calloutEmoji"),
            value(card, "calloutText")
        ),
        "toggle" => format!(
            "<details><summary>{}</summary>{}</details>",
            value(card, "heading"),
            value(card, "content")
        ),
        "button" => format!(
            "<p>{}</p>",
            link(&value(card, "buttonUrl"), &value(card, "buttonText"))
        ),
        "call-to-action" if gates::is_said_for_all(card) => format!(
            "<div>{}</div><p>{}</p>",
            value(card, "textValue"),
            link(&value(card, "buttonUrl"), &value(card, "buttonText"))
        ),
        "header" => format!(
            "<h2>{}</h2><p>{}</p>",
            value(card, "header"),
            value(card, "subheader")
        ),
        "hr" | "horizontalrule" | "card-hr" => "<hr>".to_owned(),
        "product" => format!(
            "<h3>{}</h3><p>{}</p><p>{}</p>",
            value(card, "productTitle"),
            value(card, "productDescription"),
            link(&value(card, "productUrl"), &value(card, "productButton"))
        ),
        "paywall" => "<!--members-only-->".to_owned(),
        _ => return None,
    })
}

fn link(url: &str, words: &str) -> String {
    if url.is_empty() || words.is_empty() {
        return escaped(words);
    }
    format!("<a href=\"{}\">{}</a>", escaped(url), escaped(words))
}
