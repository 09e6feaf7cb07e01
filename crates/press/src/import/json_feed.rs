//! JSON Feed, version 1.0 and 1.1.

use std::path::Path;

use content::day::Day;
use serde_json::Value;

use super::Imported;
use super::account::Account;
use super::day;
use super::items::{self, Attachment, Body, Channel, Item, Picture};

pub use super::items::{ImportError, Options};

/// Reads a feed.
///
/// # Errors
/// When the file is no feed; whatever is wrong with one item stands in the account.
pub fn read(file: &Path, options: &Options) -> Result<Imported, ImportError> {
    let text = items::text_of(file)?;
    let feed: Value =
        serde_json::from_str(&text).map_err(|error| ImportError::NoJson(file.to_owned(), error))?;
    let no_feed = |why| {
        let remedy = "name a file whose version is https://jsonfeed.org/version/1 or 1.1";
        ImportError::Other(file.to_owned(), "JSON Feed", why, remedy)
    };
    let version = word(&feed, "version").unwrap_or_default();
    if !version.contains("jsonfeed.org/version/1") {
        return Err(no_feed("its version is another"));
    }
    let items = feed
        .get("items")
        .and_then(Value::as_array)
        .ok_or_else(|| no_feed("it has no list of items"))?;
    let channel = Channel {
        file: file.display().to_string(),
        name: word(&feed, "title"),
        tagline: word(&feed, "description"),
        address: word(&feed, "home_page_url"),
        language: word(&feed, "language"),
        authors: authors(&feed),
        ..Channel::default()
    };
    let items = items.iter().map(|value| item(value, options.now)).collect();
    Ok(items::into_site(channel, items, Account::default(), options))
}

/// A text of an object that is not empty; a number counts as its digits.
fn word(value: &Value, key: &str) -> Option<String> {
    let text = match value.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// `authors` of version 1.1, `author` of version 1.
fn authors(value: &Value) -> Vec<String> {
    let many = value.get("authors").and_then(Value::as_array);
    let one = value.get("author");
    let all = many.into_iter().flatten().chain(one);
    let mut names: Vec<String> = all.filter_map(|author| word(author, "name")).collect();
    names.dedup();
    names
}

/// Fields that say so where they are set.
const CLOSED: &[&str] = &[
    "deleted",
    "draft",
    "embargo",
    "embargoed",
    "gated",
    "hidden",
    "internal",
    "isdraft",
    "ishidden",
    "isprivate",
    "locked",
    "members",
    "membersonly",
    "paid",
    "password",
    "paywall",
    "paywalled",
    "premium",
    "private",
    "scheduled",
    "subscribersonly",
    "trashed",
    "unlisted",
    "unpublished",
];

/// Fields that say so where they are not.
const OPEN: &[&str] = &[
    "ispublic",
    "ispublished",
    "listed",
    "public",
    "publish",
    "published",
    "visible",
];

/// Fields that say in a word who reads an item.
const WORDED: &[&str] = &[
    "access",
    "audience",
    "poststatus",
    "state",
    "status",
    "tier",
    "tiers",
    "visibility",
];

/// Words of such fields that close an item. An event has a state too, and a place.
const CLOSING: &[&str] = &[
    "admin",
    "archived",
    "closed",
    "customers",
    "deleted",
    "disabled",
    "donors",
    "draft",
    "embargoed",
    "expired",
    "future",
    "hidden",
    "internal",
    "locked",
    "loggedin",
    "member",
    "members",
    "only",
    "paid",
    "patrons",
    "pending",
    "premium",
    "private",
    "protected",
    "registered",
    "rejected",
    "restricted",
    "review",
    "scheduled",
    "subscriber",
    "subscribers",
    "supporters",
    "trash",
    "trashed",
    "unapproved",
    "unlisted",
    "unpublished",
    "vip",
    "withdrawn",
];

/// Extensions that name a day before which an item is not to be read, and those that name one after which it is not.
const BEGINS: &[&str] = &[
    "embargoeduntil",
    "embargountil",
    "publishat",
    "publishedfrom",
    "publishon",
];
const ENDS: &[&str] = &[
    "expires",
    "expiresat",
    "expireson",
    "expirydate",
    "publishuntil",
    "unpublishat",
];

/// Why an item is not for everybody, as its fields beside those of the format say: extensions begin with `_`, and may hold others.
fn withheld(value: &Value, depth: usize, now: Day) -> Option<String> {
    let fields = value.as_object().filter(|_| depth < 4)?;
    fields.iter().find_map(|(key, value)| {
        let name: String = key.chars().filter(|letter| letter.is_alphanumeric()).collect();
        let name = name.to_lowercase();
        let word = match value {
            Value::String(text) => text.trim().to_lowercase(),
            Value::Bool(says) => says.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Object(_) if key.starts_with('_') || depth > 0 => return withheld(value, depth + 1, now),
            _ => return None,
        };
        let is_no = matches!(&*word, "" | "false" | "0" | "no" | "off");
        // What is written in two words, such as `logged-in`, is read as one too.
        let joined: String = word.chars().filter(|letter| letter.is_alphanumeric()).collect();
        let mut words = word.split(|letter: char| !letter.is_alphanumeric());
        let mut closes = || CLOSING.contains(&joined.as_str()) || words.any(|word| CLOSING.contains(&word));
        let day = || {
            let begin = word.get(..10)?;
            day(begin)
        };
        let is_own = key.starts_with('_') || depth > 0;
        // What cannot be read is no day that has come.
        let is_early = || !is_no && day().is_none_or(|begin| begin > now);
        let is_late = || !is_no && day().is_some_and(|end| end < now);
        let is_closed = CLOSED.contains(&name.as_str()) && !is_no
            || OPEN.contains(&name.as_str()) && is_no
            || WORDED.contains(&name.as_str()) && closes()
            || is_own && BEGINS.contains(&name.as_str()) && is_early()
            || is_own && ENDS.contains(&name.as_str()) && is_late();
        is_closed.then(|| format!("its field {key} says so"))
    })
}

fn item(value: &Value, now: Day) -> Item {
    let body = match (word(value, "content_html"), word(value, "content_text")) {
        (Some(html), _) => Body::Html(html),
        (None, Some(text)) => Body::Text(text),
        (None, None) => Body::Nothing,
    };
    let tags = value.get("tags").and_then(Value::as_array).into_iter().flatten();
    let attachments = value
        .get("attachments")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let has_expired = value.get("expired").and_then(Value::as_bool) == Some(true);
    Item {
        id: word(value, "id"),
        title: word(value, "title"),
        url: word(value, "url"),
        lead: word(value, "summary"),
        body,
        published: word(value, "date_published"),
        updated: word(value, "date_modified"),
        authors: authors(value),
        tags: tags
            .map(|tag| ("tags".to_owned(), tag.as_str().unwrap_or_default().to_owned()))
            .collect(),
        image: word(value, "image")
            .or_else(|| word(value, "banner_image"))
            .map(|url| Picture {
                url,
                ..Picture::default()
            }),
        language: word(value, "language"),
        website: word(value, "external_url"),
        attachments: attachments
            .map(|attachment| Attachment {
                url: word(attachment, "url"),
                kind: word(attachment, "mime_type").unwrap_or_default(),
                title: word(attachment, "title"),
            })
            .collect(),
        withheld: has_expired
            .then(|| "it has expired".to_owned())
            .or_else(|| withheld(value, 0, now)),
        ..Item::default()
    }
}
