//! Names made from words: slugs, heading ids, and the name that a wrong one is nearest to.

use std::collections::BTreeSet;

use content::block::OWN_IDS;
use content::slug::Slug;

/// How alike a wrong name and a right one must be, from 0 to 1, for the right one to be suggested.
const LIKENESS: f64 = 0.75;

/// How much of a text too long for a slug stays in it, in bytes.
const KEPT: usize = 90;

/// The slug of a text in any script; none where nothing in it can be spelt.
///
/// A text that is too long ends in a hash of itself: “… part 1” and “… part 2” stay two slugs.
pub fn slugify(text: &str) -> Option<Slug> {
    let slug = slug::slugify(text);
    Slug::parse(&slug).or_else(|| {
        let start = slug.get(..KEPT)?;
        let words = start.rsplit_once('-').map_or(start, |(words, _)| words);
        Slug::parse(&format!("{words}-{}", &crate::hash::of(slug.as_bytes())[..6]))
    })
}

/// The ids of one article's headings.
#[derive(Debug, Default)]
pub struct HeadingIds {
    used: BTreeSet<String>,
}

impl HeadingIds {
    /// The id of the next heading: its words in lower case, letters of any script kept, joined by hyphens,
    /// with a number where an earlier heading has the same words.
    pub fn next(&mut self, text: &str) -> String {
        let id = self.would_be(text);
        self.used.insert(id.clone());
        id
    }

    /// Can a text stand as a heading's id?
    pub fn is_id(text: &str) -> bool {
        !text.is_empty()
            && text
                .chars()
                .all(|letter| !letter.is_whitespace() && !letter.is_control() && !matches!(letter, '{' | '}'))
    }

    /// The id that its author has chosen; none where an earlier heading or the portal itself has it, or it cannot be one.
    pub fn claim(&mut self, id: &str) -> Option<String> {
        let is_free = Self::is_id(id) && !id.starts_with(OWN_IDS);
        (is_free && self.used.insert(id.to_owned())).then(|| id.to_owned())
    }

    /// The id that the next heading would have by its words.
    pub fn would_be(&self, text: &str) -> String {
        let lower = text.to_lowercase();
        let words: Vec<_> = lower
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let base = if words.is_empty() {
            "section".to_owned()
        } else {
            words.join("-")
        };
        let mut id = base.clone();
        let mut number = 2;
        while self.used.contains(&id) {
            id = format!("{base}-{number}");
            number += 1;
        }
        id
    }
}

/// The candidate that a name was most likely meant to be.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = candidates
        .into_iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, candidate), candidate));
    scored
        .filter(|(score, _)| *score >= LIKENESS)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}
