//! Words that are meant where nobody wrote what was typed.
//!
//! The vocabulary stands in the index twice: from the front and from behind. A single slip leaves either the first or the second
//! half of a word as it is, so two short stretches of it are read, whichever letter is wrong, the first one included.

use crate::bytes::Reader;
use crate::name::Kind;
use crate::order::sorted;
use crate::shelf::Look;
use crate::terms;

/// Shorter words are within one slip of too many others.
const SHORTEST: usize = 3;

/// From so many letters on two slips are forgiven.
const LONG: usize = 8;

/// The most words that are taken for one.
const TAKEN: usize = 3;

/// The most files of the vocabulary that one stretch may stand in.
const FILES: usize = 3;

/// The words that may be meant, the most likely first: fewest slips, then the same first letter, then what more articles have.
pub(crate) fn meant(look: &mut Look<'_>, typed: &str) -> Vec<String> {
    let letters: Vec<char> = typed.chars().collect();
    let length = letters.len();
    if length < SHORTEST || letters.iter().any(char::is_ascii_digit) {
        return Vec::new();
    }
    let most = if length < LONG { 1 } else { 2 };
    // What one slip cannot reach from both ends at once: it touches two letters side by side at most.
    let kept = (length - 1) / (most + 1);
    let start: String = letters.iter().take(kept).collect();
    let end: String = letters.iter().rev().take(kept).collect();
    let mut found: Vec<Near> = Vec::new();
    let [forward, backward] = &look.shelf.manifest.words;
    for (levels, stretch, is_backward) in [(forward, &start, false), (backward, &end, true)] {
        let low = stretch.as_bytes();
        let high = [low, &[u8::MAX]].concat();
        let mut read: Vec<Near> = Vec::new();
        for level in levels {
            for name in look.names(level, low, &high, FILES) {
                let words = look
                    .file(Kind::Words, name)
                    .map(|file| terms::starting(file, low));
                for (key, having) in words.and_then(|words| look.read(words)).unwrap_or_default() {
                    let Ok(key) = std::str::from_utf8(&key) else {
                        continue;
                    };
                    let mut word: Vec<char> = key.chars().collect();
                    if is_backward {
                        word.reverse();
                    }
                    let Some(slips) = slips(&letters, &word, most) else {
                        continue;
                    };
                    let having = look.read(Reader::new(having).number()).unwrap_or_default();
                    // Each level says how many articles more there are.
                    match read.iter_mut().find(|near| near.word == word) {
                        Some(near) => near.having = near.having.saturating_add(having),
                        None => read.push(Near { slips, having, word }),
                    }
                }
            }
        }
        found.append(&mut read);
    }
    let least = found.iter().map(|near| near.slips).min();
    found.retain(|near| Some(near.slips) == least);
    let mut words: Vec<String> = Vec::new();
    for near in sorted(&found, |near| {
        let is_same = near.word.first() == letters.first();
        u32::from(!is_same) << 8 | (u32::BITS - near.having.max(1).ilog2())
    }) {
        let word: String = near.word.into_iter().collect();
        if words.len() < TAKEN && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// A word within few slips of what was typed.
#[derive(Clone)]
struct Near {
    slips: usize,
    /// How many articles have it.
    having: u32,
    word: Vec<char>,
}

/// How many slips make one word of another, if no more than `most`: letters left out, put in, taken for others, or two side by
/// side in the wrong order (optimal string alignment: Boytsov, “Indexing methods for approximate dictionary searching”, 2011,
/// section 2).
fn slips(typed: &[char], word: &[char], most: usize) -> Option<usize> {
    if typed.len().abs_diff(word.len()) > most {
        return None;
    }
    let mut rows: [Vec<usize>; 3] = [Vec::new(), Vec::new(), (0..=word.len()).collect()];
    for (at, letter) in typed.iter().enumerate() {
        rows.rotate_left(1);
        let [earlier, before, row] = &mut rows;
        row.clear();
        row.push(at + 1);
        for (other_at, other) in word.iter().enumerate() {
            let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let changed = get(before, other_at) + usize::from(letter != other);
            let mut least = changed
                .min(get(before, other_at + 1) + 1)
                .min(get(row, other_at) + 1);
            let is_turned = at > 0
                && other_at > 0
                && typed.get(at - 1) == Some(other)
                && word.get(other_at - 1) == Some(letter);
            if is_turned {
                least = least.min(get(earlier, other_at - 1) + 1);
            }
            row.push(least);
        }
        if row.iter().min().is_none_or(|least| *least > most) {
            return None;
        }
    }
    let [.., last] = &rows;
    last.last().copied().filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests {
    use super::slips;

    // The commonest slip of all is two letters in the wrong order, which counts as two where it is not known.
    #[test]
    fn each_slip_counts_as_one() {
        let count = |typed: &str, word: &str| {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            slips(&letters(typed), &letters(word), 2)
        };
        for (typed, word, slips) in [
            ("heritage", "heritage", Some(0)),
            ("hertiage", "heritage", Some(1)),
            ("heritge", "heritage", Some(1)),
            ("heritaage", "heritage", Some(1)),
            ("jeritage", "heritage", Some(1)),
            ("ehritage", "heritage", Some(1)),
            ("ehritaeg", "heritage", Some(2)),
            ("herit", "heritage", None),
            ("musealbau", "museum", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(count(typed, word), slips, "{typed} {word}");
        }
    }
}
