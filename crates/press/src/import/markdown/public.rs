//! Whether front matter lets a text go public, whoever's it is. The generators spell the same keys in many ways, and what is
//! misread here is published: in doubt nothing is.

use std::path::Path;

use content::day::Day;

use super::settings::data_beside;
use crate::import::day;
use crate::read::settings::{Table, Value, truth};

/// Why front matter keeps its own text back; none where nothing in it does.
pub(super) fn withheld(table: &Table, now: Day) -> Option<&'static str> {
    table
        .entries()
        .find_map(|(key, value)| withheld_by(&plain(key), value, now))
}

/// Why the section that a page introduces is not public, and with it nothing below it: so it is with drafts of Zola.
pub(super) fn section(table: &Table) -> Option<&'static str> {
    let mut entries = table.entries().filter(|(key, _)| plain(key) == "draft");
    entries.find_map(|(_, value)| match value {
        Value::Text(text) if truth(text.trim()) == Some(false) => None,
        value if value.is_empty() => None,
        _ => Some("it is a draft"),
    })
}

/// Why front matter keeps back what stands below it, as Hugo's `cascade` does.
pub(super) fn cascade(table: &Table, now: Day) -> Option<&'static str> {
    let mut entries = table.entries().filter(|(key, _)| plain(key) == "cascade");
    entries.find_map(|(_, value)| withheld_within(value, now))
}

/// Why the data files of Eleventy beside a text, or in a folder above it, keep it back: `posts/posts.json` tells of all
/// texts in `posts`.
pub(super) fn of_folder(folder: &Path, root: &Path, now: Day) -> Option<&'static str> {
    let within = folder.ancestors().take_while(|folder| folder.starts_with(root));
    within.into_iter().find_map(|folder| {
        let name = folder.file_name()?.to_str()?;
        of_data(folder, name, now)
    })
}

/// The same of those beside a text alone: `a.json` and `a.11tydata.json` tell of `a.md`.
pub(super) fn of_file(file: &Path, now: Day) -> Option<&'static str> {
    of_data(file.parent()?, file.file_stem()?.to_str()?, now)
}

fn of_data(folder: &Path, name: &str, now: Day) -> Option<&'static str> {
    let tables = data_beside(folder, name);
    tables.iter().find_map(|table| withheld(table, now))
}

/// Is it a key that says whether a text goes public, and nothing else of it?
pub(super) fn is_said_by(key: &str) -> bool {
    matches!(
        &*plain(key),
        "draft"
            | "isdraft"
            | "private"
            | "isprivate"
            | "unlisted"
            | "hidden"
            | "hide"
            | "listed"
            | "visible"
            | "public"
            | "unpublished"
            | "wip"
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
pub(super) fn plain(key: &str) -> String {
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
        _ if matches!(key, "cascade" | "build" | "params" | "extra") => {
            return withheld_within(value, now);
        }
        // Nobody knows what a list or a table means there.
        _ => "",
    };
    let (says, when) = (truth(text), day(text));
    let is_denied = says == Some(false) || matches!(&*text.to_lowercase(), "0" | "never" | "none");
    match key {
        "draft" | "isdraft" | "wip" | "unpublished" if says != Some(false) => Some("it is a draft"),
        "unlisted" | "hidden" | "hide" if says != Some(false) => Some("its front matter lists it nowhere"),
        "listed" | "visible" | "public" if is_denied => Some("its front matter lists it nowhere"),
        "excalidrawplugin" => Some("it is a drawing of Excalidraw, which has no words"),
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
        "status" | "visibility" if !is_open(text) => Some("its status is not that of a published article"),
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

/// Is a status none of those that keep a text back?
fn is_open(status: &str) -> bool {
    let status = plain(status);
    !matches!(
        &*status,
        "" | "draft"
            | "autodraft"
            | "private"
            | "pending"
            | "hidden"
            | "trash"
            | "deleted"
            | "unpublished"
            | "unlisted"
            | "scheduled"
            | "future"
            | "planned"
            | "inherit"
            | "internal"
            | "members"
            | "paid"
            | "tiers"
            | "wip"
            | "inprogress"
            | "notstarted"
            | "inreview"
            | "needsreview"
            | "review"
            | "todo"
            | "backlog"
            | "idea"
    )
}

/// The same of a table, or of any of several.
fn withheld_within(value: &Value, now: Day) -> Option<&'static str> {
    match value {
        Value::Table(table) => withheld(table, now),
        Value::List(items) => items.iter().find_map(|item| withheld_within(&item.value, now)),
        Value::Text(_) | Value::Nothing => None,
    }
}
