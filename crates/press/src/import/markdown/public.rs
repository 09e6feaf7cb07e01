//! Whether front matter lets a text go public, whoever's it is. The generators spell the same keys in many ways, and what is
//! misread here is published: in doubt nothing is.

use content::day::Day;

use crate::import::day;
use crate::read::settings::{Table, Value, truth};

/// Why front matter keeps its own text back; none where nothing in it does.
pub(super) fn withheld(table: &Table, now: Day) -> Option<&'static str> {
    table
        .entries()
        .find_map(|(key, value)| withheld_by(&plain(key), value, now))
}

/// Why front matter keeps back what stands below it, as Hugo's `cascade` does.
pub(super) fn cascade(table: &Table, now: Day) -> Option<&'static str> {
    let mut entries = table.entries().filter(|(key, _)| plain(key) == "cascade");
    entries.find_map(|(_, value)| withheld_within(value, now))
}

/// Is it a key that says whether a text goes public, and nothing else of it?
pub(super) fn is_said_by(key: &str) -> bool {
    matches!(
        &*plain(key),
        "draft"
            | "isdraft"
            | "private"
            | "isprivate"
            | "headless"
            | "published"
            | "publish"
            | "ispublished"
            | "render"
            | "build"
            | "password"
            | "status"
            | "visibility"
            | "publishdate"
            | "expirydate"
            | "unpublishdate"
            | "expires"
    )
}

/// A key without capitals and signs: `isDraft`, `is_draft` and `ISDRAFT` are one.
fn plain(key: &str) -> String {
    let letters = key.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn withheld_by(key: &str, value: &Value, now: Day) -> Option<&'static str> {
    if value.is_empty() {
        return None;
    }
    let text = match value {
        Value::Text(text) => text.trim(),
        // What is cascaded, or said of the building of the page.
        _ if matches!(key, "cascade" | "build") => return withheld_within(value, now),
        // Nobody knows what a list or a table means there.
        _ => "",
    };
    let (says, when) = (truth(text), day(text));
    let is_denied = says == Some(false) || matches!(&*text.to_lowercase(), "0" | "never" | "none");
    match key {
        "draft" | "isdraft" if says != Some(false) => Some("it is a draft"),
        "private" | "isprivate" if says != Some(false) => Some("it is private"),
        "headless" if says != Some(false) => Some("it is headless"),
        "published" | "publish" | "ispublished" if is_denied || text.is_empty() => {
            Some("its front matter says published: false")
        }
        "permalink" | "eleventypermalink" if says == Some(false) => Some("it has no address"),
        "render" if is_denied || text.is_empty() || text == "link" => {
            Some("its front matter says render = false")
        }
        "password" => Some("it is behind a password"),
        "status" | "visibility"
            if matches!(
                &*text.to_lowercase(),
                "" | "draft" | "private" | "pending" | "hidden" | "trash"
            ) =>
        {
            Some("its status is not that of a published article")
        }
        "date" | "pubdate" | "pubdatetime" | "publishdate" | "publishedat" | "published"
            if when.is_some_and(|day| day > now) =>
        {
            Some("its day has not come")
        }
        "expirydate" | "unpublishdate" | "expires" if when.is_some_and(|day| day <= now) => {
            Some("its day has passed")
        }
        "publishdate" | "expirydate" | "unpublishdate" if when.is_none() => {
            Some("nobody can tell from when, or until when, it is public")
        }
        _ => None,
    }
}

/// The same of a table, or of any of several.
fn withheld_within(value: &Value, now: Day) -> Option<&'static str> {
    match value {
        Value::Table(table) => withheld(table, now),
        Value::List(items) => items.iter().find_map(|item| withheld_within(&item.value, now)),
        Value::Text(_) | Value::Nothing => None,
    }
}
