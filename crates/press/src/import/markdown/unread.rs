//! Keys of the front matter that nothing reads: what each may mean, and how many articles have it.

use std::collections::BTreeMap;

use super::public::plain;
use crate::import::account::Map;
use crate::import::day;
use crate::read::settings::Value;

/// How many articles a key must have to be worth a word.
const FEWEST: usize = 3;

/// Which part of all articles that has to be: one in so many.
const PART: usize = 10;

/// From how many words on a text is a sentence.
const SENTENCE: usize = 4;

/// How often each key stands there, by what it may mean.
#[derive(Debug, Default)]
pub(super) struct Unread(BTreeMap<String, BTreeMap<&'static str, usize>>);

impl Unread {
    /// Takes in the keys of an article.
    pub(super) fn add(&mut self, keys: &[(String, &'static str)]) {
        for (key, meant) in keys {
            *self.0.entry(key.clone()).or_default().entry(meant).or_default() += 1;
        }
    }

    /// Those that enough of the articles have, the most frequent first.
    pub(super) fn maps(&self, articles: usize) -> Vec<Map> {
        let maps = self.0.iter().filter_map(|(key, meanings)| {
            let (meant, count) = meanings.iter().max_by_key(|(_, count)| **count)?;
            Some(Map {
                key: key.clone(),
                meant,
                articles: *count,
            })
        });
        let mut maps: Vec<Map> = maps
            .filter(|map| map.articles >= FEWEST.max(articles / PART))
            .collect();
        maps.sort_by_key(|map| std::cmp::Reverse(map.articles));
        maps
    }
}

/// The key that a key may mean, by its name and by what it says; none where neither tells.
pub(super) fn meaning(key: &str, value: &Value) -> Option<&'static str> {
    let name = plain(key);
    let is_called = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let is_of_people = is_called(&["author", "writer", "byline", "contributor", "reporter"]);
    let is_of_topics = is_called(&["topic", "subject", "tag", "categor", "keyword", "theme", "genre"]);
    match value {
        Value::List(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(|item| text_of(&item.value)).collect();
            let texts = texts.filter(|texts| !texts.is_empty())?;
            match () {
                () if is_of_people => Some("authors"),
                () if texts.iter().all(|text| is_picture(text)) => Some("image"),
                () if is_of_topics => Some("tags"),
                () => None,
            }
        }
        Value::Text(text) if is_picture(text) => Some("image"),
        Value::Text(text) if day(text).is_some() => {
            if is_called(&["updat", "modif", "revis", "last", "edit"]) {
                Some("updated")
            } else {
                is_called(&["date", "day", "publi", "post", "issue", "creat"]).then_some("date")
            }
        }
        Value::Text(text) if text.contains("://") => None,
        Value::Text(_) if is_of_people => Some("authors"),
        Value::Text(text) if text.split_whitespace().count() >= SENTENCE => {
            Some(if name.contains("headline") {
                "title"
            } else {
                "lead"
            })
        }
        Value::Text(text) if is_of_topics && truthless(text) => Some("tags"),
        _ => None,
    }
}

/// A text that is neither a truth value nor a number names something.
fn truthless(text: &str) -> bool {
    crate::read::settings::truth(text).is_none() && text.chars().any(char::is_alphabetic)
}

fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn is_picture(text: &str) -> bool {
    let name = text.split(['?', '#']).next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    !name.contains('\n')
        && matches!(
            &*extension.to_ascii_lowercase(),
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg"
        )
}
