//! The articles that a reader has saved, as they are kept on the reader's device: a line for each, the latest first, with
//! slug, section, day, language and title, and tabs between them. Lines that say something else are passed over.

use crate::article::{Article, Card};
use crate::day::Day;
use crate::language::Language;
use crate::slug::Slug;

/// The key of `localStorage` that they are kept under.
pub const KEY: &str = "saved";

/// The most bytes that are kept, some ten thousand articles. Browsers give a site about five times as much for everything,
/// and a list without an end would leave no room for the rest, such as the reader's privacy settings.
pub const ROOM: usize = 1_000_000;

/// The articles, with what is kept of them.
pub fn cards(stored: &str) -> Vec<Card> {
    stored.split('\n').filter_map(card).collect()
}

/// Is it among them?
pub fn has(stored: &str, slug: &str) -> bool {
    stored.split('\n').any(|line| is_of(line, slug))
}

/// The same with the line of an article put first.
pub fn with(stored: &str, line: &str) -> String {
    let mut text = line.to_owned();
    push_others(&mut text, stored, slug(line));
    text
}

/// The article that a line is of.
pub fn slug(line: &str) -> &str {
    line.split('\t').next().unwrap_or_default()
}

/// The line of an article.
pub fn line(article: &Article) -> String {
    let mut text = String::new();
    text.push_str(article.slug.as_ref());
    let section = article.section.as_ref().map(Slug::as_str);
    let day = article.published.as_ref().map(Day::as_str);
    let language = article.language.as_ref().map(Language::as_str);
    for part in [section, day, language] {
        text.push('\t');
        text.push_str(&part.unwrap_or_default());
    }
    text.push('\t');
    // Tabs and line ends part what is kept.
    text.extend(
        article
            .title
            .chars()
            .map(|letter| if letter < ' ' { ' ' } else { letter }),
    );
    text
}

/// The same without an article; empty where there is no other.
pub fn without(stored: &str, slug: &str) -> String {
    let mut text = String::new();
    push_others(&mut text, stored, slug);
    text
}

/// The same as it is stored: the end of its last line stands there, which the list that all portals of a host had lacks.
pub fn ended(changed: &str) -> String {
    let mut text = changed.to_owned();
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn push_others(text: &mut String, stored: &str, slug: &str) {
    for line in stored.split('\n') {
        if !line.is_empty() && !is_of(line, slug) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
        }
    }
}

fn is_of(line: &str, slug: &str) -> bool {
    line.strip_prefix(slug).is_some_and(|rest| rest.starts_with('\t'))
}

fn card(line: &str) -> Option<Card> {
    let mut parts = line.split('\t');
    let mut part = || parts.next();
    let slug = Slug::parse(part()?)?;
    let section = optional(part()?, Slug::parse).ok()?;
    let published = optional(part()?, Day::parse).ok()?;
    let language = optional(part()?, Language::parse).ok()?;
    let title = part().filter(|title| !title.is_empty())?.to_owned();
    Some(Card {
        slug,
        section,
        title,
        lead: None,
        authors: Vec::new(),
        published,
        deadline: None,
        event: None,
        language,
        image: None,
    })
}

/// What a part says that may be empty; an error where it says something else.
fn optional<T>(part: &str, parse: fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
    if part.is_empty() {
        Ok(None)
    } else {
        parse(part).map(Some).ok_or(())
    }
}
