//! Where the words of a query stand in a text, and what a reader is shown of it.
//!
//! Texts are taken apart as they were when the index was made, so what is marked is what was found. Only of another form of a word
//! it is guessed: the index says the stem of what was typed, and not that of each word of a text.

use std::ops::Range;

use crate::plan::{Found, Taken};
use crate::query::Query;
use crate::tokens::{Letters, Token, plain, tokens};

/// The most letters by which a word is longer than its stem.
const ENDING: usize = 4;

/// Shorter stems are the beginnings of too many other words.
const SHORTEST_STEM: usize = 3;

/// About so many bytes of a text are shown.
const EXCERPT: usize = 200;

/// At most so many bytes of them stand before the first word that is marked.
const BEFORE: usize = 60;

/// What is looked for in texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    words: Vec<WantedWord>,
}

#[derive(Clone, Debug, PartialEq)]
struct WantedWord {
    is_run: bool,
    /// May it go on?
    is_open: bool,
    /// The word and what means the same, then stems.
    keys: Vec<String>,
    rarity: f32,
}

/// A word of a query in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// Which word of the query it is.
    word: usize,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The part.
    pub text: String,
    /// Where the words of the query stand in it, in bytes.
    pub marks: Vec<Range<usize>>,
    /// Is something left out before it?
    pub goes_before: bool,
    /// Is something left out after it?
    pub goes_on: bool,
}

impl Wanted {
    /// What an answer was found by. Words that stand nearly everywhere are not looked for beside others.
    pub fn of(query: &Query, found: &Found) -> Self {
        let words = query.words.iter().zip(&found.words).enumerate();
        let words = words.filter(|(_, (_, asked))| !matches!(asked.taken, Taken::Unknown | Taken::Common));
        let words = words.map(|(place, (word, asked))| WantedWord {
            is_run: word.is_run,
            is_open: query.is_open
                && query.sequence.last() == Some(&place)
                && asked.taken == Taken::AsTyped
                && !word.is_run,
            keys: asked.keys.clone(),
            rarity: asked.rarity,
        });
        Self {
            words: words.collect(),
        }
    }

    /// Words as they were typed, where no index was asked: any word that begins so.
    pub fn literal(query: &Query) -> Self {
        let words = query.words.iter().map(|word| WantedWord {
            is_run: word.is_run,
            is_open: !word.is_run,
            keys: vec![word.plain.clone()],
            rarity: 1.0,
        });
        Self {
            words: words.collect(),
        }
    }

    /// Is there nothing to look for?
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many words are looked for.
    pub fn count(&self) -> usize {
        self.words.len()
    }

    /// Where they stand in a text, in its order; no two overlap.
    pub fn marks(&self, text: &str, letters: &dyn Letters) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        if self.words.is_empty() {
            return marks;
        }
        for token in tokens(text, letters) {
            let end = marks.last().map_or(0, |mark| mark.range.end);
            if token.range.start < end {
                continue;
            }
            if token.is_run {
                self.mark_run(text, &token, &mut marks);
                continue;
            }
            let written = plain(&token.text, letters);
            let word = self
                .words
                .iter()
                .position(|word| !word.is_run && word.is_met_by(&written));
            marks.extend(word.map(|word| Mark {
                range: token.range,
                word,
            }));
        }
        marks
    }

    /// In a run the words stand without anything between them. Where it is written with other signs than it is looked for
    /// with, nothing is marked.
    fn mark_run(&self, text: &str, token: &Token, marks: &mut Vec<Mark>) {
        let mut at = token.range.start;
        while let Some(rest) = text.get(at..token.range.end).filter(|rest| !rest.is_empty()) {
            let found = self.words.iter().enumerate().find_map(|(word, wanted)| {
                let key = wanted
                    .keys
                    .iter()
                    .find(|key| wanted.is_run && rest.starts_with(key.as_str()))?;
                Some((word, key.len()))
            });
            let first = rest.chars().next().map_or(1, char::len_utf8);
            if let Some((word, length)) = found {
                marks.push(Mark {
                    range: at..at + length,
                    word,
                });
            }
            at += found.map_or(first, |(_, length)| length.max(1));
        }
    }

    /// Are all of them among the marks?
    pub fn is_all<'m>(&self, marks: impl Iterator<Item = &'m Mark> + Clone) -> bool {
        (0..self.words.len()).all(|word| marks.clone().any(|mark| mark.word == word))
    }

    /// The part of a text, whose lines do not belong together, in which most of them stand: the rarer ones first, then the part
    /// that comes first. None where none of them stands there.
    pub fn excerpt(&self, text: &str, letters: &dyn Letters) -> Option<Excerpt> {
        let mut best: Option<(f32, &str, Vec<Mark>)> = None;
        for line in text.split('\n') {
            let marks = self.marks(line, letters);
            for (place, first) in marks.iter().enumerate() {
                let near = marks.get(place..).unwrap_or_default().iter();
                let near = near.take_while(|mark| mark.range.end <= first.range.start + EXCERPT - BEFORE);
                let near: Vec<Mark> = near.cloned().collect();
                let worth = self.worth(&near);
                if best.as_ref().is_none_or(|(most, ..)| worth > *most) {
                    best = Some((worth, line, near));
                }
            }
        }
        let (_, line, marks) = best?;
        Some(cut(line, &marks))
    }

    fn worth(&self, marks: &[Mark]) -> f32 {
        let words = self.words.iter().enumerate();
        let there = words.filter(|(word, _)| marks.iter().any(|mark| mark.word == *word));
        // What stands everywhere is worth something, too.
        there.map(|(_, word)| word.rarity + 0.01).sum()
    }
}

impl WantedWord {
    fn is_met_by(&self, written: &str) -> bool {
        let mut keys = self.keys.iter();
        let first = keys.next();
        if first.is_some_and(|word| written == word || self.is_open && written.starts_with(word.as_str())) {
            return true;
        }
        keys.any(|key| {
            let is_stem = key.chars().count() >= SHORTEST_STEM;
            let rest = written.strip_prefix(key.as_str());
            // Where a stem ends with i, the word may end with y.
            let with_y = key.strip_suffix('i').zip(written.strip_suffix('y'));
            written == key
                || is_stem && rest.is_some_and(|rest| rest.chars().count() <= ENDING)
                || with_y.is_some_and(|(stem, word)| stem == word)
        })
    }
}

/// The part of a line around marks.
fn cut(line: &str, marks: &[Mark]) -> Excerpt {
    let first = marks.first().map_or(0, |mark| mark.range.start);
    let last = marks.last().map_or(0, |mark| mark.range.end);
    let start = edge(line, first.saturating_sub(BEFORE), first, 0);
    let end = edge(line, last, (start + EXCERPT).max(last), line.len());
    Excerpt {
        text: line.get(start..end).unwrap_or_default().to_owned(),
        marks: marks
            .iter()
            .map(|mark| mark.range.start - start..mark.range.end - start)
            .collect(),
        goes_before: start > 0,
        goes_on: end < line.len(),
    }
}

/// A place to part a line at between two others: its end, where that is near enough, else a space, else between two letters.
/// At the beginning of a part the space nearest to `low` is taken, at its end the one nearest to `high`.
fn edge(line: &str, low: usize, high: usize, end: usize) -> usize {
    let is_start = end == 0;
    if is_start && low == 0 || !is_start && high >= line.len() {
        return end;
    }
    let mut space = None;
    let mut letter = None;
    for (at, sign) in line.char_indices() {
        if at < low {
            continue;
        }
        if at > high {
            break;
        }
        if !is_start || letter.is_none() {
            letter = Some(at);
        }
        if sign == ' ' && (!is_start || space.is_none()) && (at < high || !is_start) {
            space = Some(if is_start { at + 1 } else { at });
        }
    }
    space.or(letter).unwrap_or(if is_start { high } else { low })
}
