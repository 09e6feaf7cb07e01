//! What somebody has typed, as words to look for.

use crate::tokens::{self, Letters, plain, tokens};

/// The most characters of a query that are read, and the most words. What follows is passed over, and the answer says so.
pub const MOST: (usize, usize) = (400, 16);

/// A query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(crate) words: Vec<Word>,
    /// The words as they follow each other, by their places in `words`.
    pub(crate) sequence: Vec<usize>,
    /// May the last word go on?
    pub(crate) is_open: bool,
    /// Was it longer than what is read?
    pub(crate) is_cut: bool,
}

/// A word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// As it is typed, in lower case.
    pub(crate) text: String,
    /// Without marks.
    pub(crate) plain: String,
    /// The stems that the asking side knows, without marks.
    pub(crate) stems: Vec<String>,
    pub(crate) is_run: bool,
    /// Is nothing else to be taken for it?
    pub(crate) is_literal: bool,
}

impl Word {
    /// A word that the index has so.
    pub(crate) fn plain(word: String) -> Self {
        Self {
            text: word.clone(),
            plain: word,
            stems: Vec::new(),
            is_run: false,
            is_literal: false,
        }
    }
}

impl Query {
    /// Reads what was typed. Its last word may go on, unless something that is no letter follows it. Words that are there
    /// twice count once. Nothing else is taken for a word between quotation marks, though nobody wrote it.
    pub fn new(text: &str, letters: &dyn Letters) -> Self {
        let end = text.char_indices().nth(MOST.0).map(|(end, _)| end);
        let read = end.and_then(|end| text.get(..end)).unwrap_or(text);
        let mut query = Self {
            is_cut: end.is_some(),
            ..Self::default()
        };
        let tokens = tokens(read, letters);
        let last = tokens.last().map(|token| token.range.end);
        query.is_open =
            last.is_some_and(|last| read.get(last..).is_some_and(|rest| rest.chars().all(is_unseen)));
        let marks = quotation_marks(read);
        for token in tokens {
            let is_literal = marks.iter().filter(|at| **at < token.range.start).count() % 2 == 1;
            if query.sequence.len() == MOST.1 {
                query.is_cut = true;
                query.is_open = false;
                break;
            }
            let plain = if token.is_run {
                token.text.clone()
            } else {
                plain(&token.text, letters)
            };
            if plain.is_empty() {
                continue;
            }
            if let Some(place) = query.words.iter().position(|word| word.plain == plain) {
                if let Some(word) = query.words.get_mut(place) {
                    word.is_literal |= is_literal;
                }
                query.sequence.push(place);
                continue;
            }
            let mut stems = Vec::new();
            if !token.is_run {
                for stem in letters.stems(&token.text) {
                    let stem = tokens::plain(&stem, letters);
                    if !stem.is_empty() && stem != plain && !stems.contains(&stem) {
                        stems.push(stem);
                    }
                }
            }
            query.sequence.push(query.words.len());
            query.words.push(Word {
                text: token.text,
                plain,
                stems,
                is_run: token.is_run,
                is_literal,
            });
        }
        query
    }

    /// The same query, whose last word is whole.
    #[must_use]
    pub fn closed(self) -> Self {
        Self {
            is_open: false,
            ..self
        }
    }

    /// Is there nothing to look for?
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Was it longer than what is read?
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Its words without marks, with a space between them: what pinned articles are found by.
    pub fn plain(&self) -> String {
        let words = self.sequence.iter().filter_map(|place| self.words.get(*place));
        let words: Vec<_> = words.map(|word| word.plain.as_str()).collect();
        words.join(" ")
    }
}

/// Where the marks stand between which words are taken literally. One that is never closed is none.
fn quotation_marks(text: &str) -> Vec<usize> {
    let is_mark = |letter| {
        matches!(
            letter,
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』'
        )
    };
    let marks = text.char_indices().filter(|(_, letter)| is_mark(*letter));
    let mut marks: Vec<usize> = marks.map(|(at, _)| at).collect();
    if marks.len() % 2 == 1 {
        marks.pop();
    }
    marks
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
