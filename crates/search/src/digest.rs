//! An article as the index sees it: its terms, how much each says of it, and where each stands.

use std::collections::HashMap;

use crate::entry::{TITLE, TITLE_END, TITLE_WORDS, exact_of};
use crate::manifest::FIELDS;
use crate::rank::impact;
use crate::tokens::{Letters, pairs, plain, signs, tokens};

/// The most places of a word that are kept beyond those in the title: the first, where a text says what it is about.
const PLACES: usize = 2;

/// The most places of a pair of signs: by them the compounds are told that readers look for.
pub(crate) const PAIR_PLACES: usize = 64;

/// What is between two fields, so that the last word of one is not beside the first of the next.
const GAP: u32 = 2;

/// An article's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// The names of its authors.
    pub authors: Vec<String>,
    /// Its lead.
    pub lead: String,
    /// Its text: parts that do not belong together stand on lines of their own.
    pub body: String,
}

impl Document {
    fn fields(&self) -> [Vec<&str>; FIELDS] {
        let mut fields: [Vec<&str>; FIELDS] = Default::default();
        let [title, tags, authors, lead, body] = &mut fields;
        title.push(&self.title);
        tags.extend(self.tags.iter().map(String::as_str));
        authors.extend(self.authors.iter().map(String::as_str));
        lead.push(&self.lead);
        body.push(&self.body);
        fields
    }

    /// About how many words each field has, for the averages of a site.
    pub fn lengths(&self) -> [u32; FIELDS] {
        self.fields().map(|texts| {
            let words = texts.iter().map(|text| {
                let is_apart = |letter: char| !letter.is_alphanumeric();
                let spaced = text.split(is_apart).filter(|word| !word.is_empty()).count();
                // Scripts without spaces have a word for about each second sign of three bytes.
                spaced.max(text.chars().filter(|letter| *letter >= '\u{e00}').count() / 2)
            });
            u32::try_from(words.sum::<usize>()).unwrap_or(u32::MAX)
        })
    }
}

/// One term of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) impact: u8,
    /// What stands for the impact of the word as it is written; 0 where only others of its stem are there.
    pub(crate) exact: u8,
    pub(crate) places: Vec<u32>,
    /// The stem of the word, where it is another term.
    pub(crate) stem: Option<String>,
    /// Does a word of the article look so, and not only begin so?
    pub(crate) is_word: bool,
    pub(crate) is_in_title: bool,
}

/// The terms of an article, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    pub(crate) rows: Vec<(String, Row)>,
}

/// Words that were stemmed already: every text has the same few thousand.
#[derive(Debug, Default)]
pub struct Memory {
    /// By a word as it is written, the word and its stem without marks.
    known: HashMap<String, (String, Option<String>)>,
}

/// More words than this are not remembered.
const REMEMBERED: usize = 200_000;

impl Memory {
    fn ask(&mut self, word: &str, letters: &dyn Letters) -> (String, Option<String>) {
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let bare = plain(word, letters);
        let stem = letters.stems(word).first().map(|stem| plain(stem, letters));
        let answer = (
            bare.clone(),
            stem.filter(|stem| !stem.is_empty() && *stem != bare),
        );
        if self.known.len() < REMEMBERED {
            self.known.insert(word.to_owned(), answer.clone());
        }
        answer
    }
}

#[derive(Default)]
struct Seen {
    counts: [u32; FIELDS],
    /// As it is written, and not for the stem of another.
    exact: [u32; FIELDS],
    row: Row,
    kept: usize,
}

impl Digest {
    /// Takes an article apart. `letters` has the stemmer of its language, `averages` are those of the site, and `memory` is
    /// for articles of one language.
    pub fn new(
        document: &Document,
        letters: &dyn Letters,
        averages: &[u32; FIELDS],
        memory: &mut Memory,
    ) -> Self {
        let mut seen: HashMap<String, Seen> = HashMap::new();
        let mut lengths = [0_u32; FIELDS];
        let mut place = 0_u32;
        for (field, texts) in document.fields().iter().enumerate() {
            let is_title = field == 0;
            for text in texts {
                let tokens = tokens(text, letters);
                let (last, mut at) = (tokens.len(), place);
                for (number, token) in (1..).zip(tokens) {
                    // The title's places end where those of everything else begin.
                    let here = |at: u32| {
                        if is_title {
                            (at < TITLE_WORDS).then_some(at)
                        } else {
                            Some(at)
                        }
                    };
                    let end = (is_title && number == last && at < TITLE_WORDS).then_some(TITLE_END);
                    let mut add = |key: &str,
                                   places: [Option<u32>; 2],
                                   most: usize,
                                   is_word: bool,
                                   stem: Option<String>| {
                        if !seen.contains_key(key) {
                            seen.insert(key.to_owned(), Seen::default());
                        }
                        let Some(seen) = seen.get_mut(key) else { return };
                        seen.counts[field] += 1;
                        seen.exact[field] += u32::from(is_word);
                        seen.row.is_word |= is_word;
                        seen.row.is_in_title |= is_title;
                        seen.row.stem = seen.row.stem.take().or(stem);
                        for place in places.into_iter().flatten() {
                            if is_title || seen.kept < most {
                                seen.kept += usize::from(!is_title);
                                seen.row.places.push(place);
                            }
                        }
                    };
                    if token.is_run {
                        let count = u32::try_from(token.text.chars().count()).unwrap_or(u32::MAX);
                        for (offset, pair) in (0..).zip(pairs(&token.text)) {
                            let behind = count.saturating_sub(offset + 2);
                            let end = end.filter(|_| behind < TITLE_WORDS).map(|end| end - behind);
                            add(
                                pair,
                                [here(at.saturating_add(offset)), end],
                                PAIR_PLACES,
                                false,
                                None,
                            );
                        }
                        let end = end.filter(|_| count == 1);
                        for (offset, sign) in (0..).zip(signs(&token.text)) {
                            let first = (offset == 0 && count == 1).then_some(at).and_then(here);
                            add(sign, [first, end], PLACES, false, None);
                        }
                        lengths[field] += count;
                        at = at.saturating_add(count);
                    } else {
                        let (word, stem) = memory.ask(&token.text, letters);
                        if !word.is_empty() {
                            // The places stand with what readers are led to: the stem, where there is one.
                            let own = if stem.is_some() {
                                [None, None]
                            } else {
                                [here(at), end]
                            };
                            add(&word, own, PLACES, true, stem.clone());
                            if let Some(stem) = stem {
                                add(&stem, [here(at), end], PLACES, false, None);
                            }
                        }
                        lengths[field] += 1;
                        at = at.saturating_add(1);
                    }
                }
                place = at.saturating_add(GAP);
            }
            if is_title {
                place = TITLE;
            }
        }
        let rows = seen.into_iter().map(|(key, mut seen)| {
            seen.row.impact = impact(&seen.counts, &lengths, averages);
            if seen.row.is_word {
                seen.row.exact = exact_of(impact(&seen.exact, &lengths, averages));
            }
            seen.row.places.sort_unstable();
            seen.row.places.dedup();
            (key, seen.row)
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Self { rows }
    }
}
