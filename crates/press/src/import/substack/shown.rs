//! What Substack shows of a text beside its HTML: posts of other networks and texts that a program draws from what an element
//! says of itself.

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use crate::import::html::plain;

/// Fields that hold words for readers, in the order in which they are shown.
const WORDS: &[&str] = &[
    "title",
    "full_text",
    "body",
    "truncated_body_text",
    "description",
    "caption",
    "text",
    "persistentExpression",
];

/// Where in the HTML a paywall stands.
pub(super) fn paywall(html: &str) -> Option<usize> {
    let at = html.find("paywall-jump")?;
    html[..at].rfind('<')
}

/// The HTML with what its empty elements show.
pub(super) fn html(html: &str) -> String {
    let document = Html::parse_fragment(html);
    let Ok(selector) = Selector::parse("div[data-attrs]") else {
        return html.to_owned();
    };
    let mut shown = html.to_owned();
    let mut is_parsed = false;
    for element in document.select(&selector).filter(is_empty) {
        let Some(drawn) = drawn(element) else { continue };
        if !is_parsed {
            shown = document.root_element().inner_html();
            is_parsed = true;
        }
        shown = shown.replacen(&element.html(), &drawn, 1);
    }
    shown
}

/// Has an element neither words nor anything that is shown or played?
fn is_empty(element: &ElementRef<'_>) -> bool {
    let mut within = element.descendent_elements().skip(1);
    let shows = within.any(|inner| {
        matches!(
            inner.value().name(),
            "img" | "iframe" | "video" | "audio" | "form"
        )
    });
    !shows && plain(&element.inner_html()).is_empty()
}

fn drawn(element: ElementRef<'_>) -> Option<String> {
    let says: Value = serde_json::from_str(element.attr("data-attrs")?).ok()?;
    let word = |key: &str| {
        says.get(key)?
            .as_str()
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    let mut lines: Vec<String> = WORDS.iter().filter_map(|key| word(key)).map(escaped).collect();
    let who = word("name").or_else(|| word("username")).map(escaped);
    lines.extend(who.filter(|_| !lines.is_empty()));
    let url = word("url").filter(|url| url.starts_with("http"));
    if let Some(url) = url {
        let label = word("title").unwrap_or(url);
        lines.retain(|line| *line != escaped(label));
        lines.push(format!("<a href=\"{}\">{}</a>", escaped(url), escaped(label)));
    }
    let is_said = word("full_text").is_some();
    let paragraph = format!("<p>{}</p>", lines.join("<br>"));
    (!lines.is_empty()).then(|| {
        if is_said {
            format!("<blockquote>{paragraph}</blockquote>")
        } else {
            paragraph
        }
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
