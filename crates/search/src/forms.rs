//! Other forms of a word that nobody wrote as it was typed: *ferries* where somebody looks for *ferry*.
//!
//! The stems of words that stand somewhere are in the index, so no reader loads a stemmer. For the others their neighbours are
//! looked at, which stand in the same file: what begins alike and has another short ending.

use crate::manifest::BEGINNING;
use crate::name::Kind;
use crate::order::sorted;
use crate::shelf::Look;
use crate::terms;

/// The most letters of an ending, on either side.
const ENDING: usize = 3;

/// The fewest letters that two forms have in common.
const COMMON: usize = 3;

/// The most words that are taken for one.
const TAKEN: usize = 3;

/// The most files, in each level, in which neighbours are looked for.
const FILES: usize = 2;

/// The words that are likely forms of the same word, those with the longest common beginning, and how many letters that is short
/// of what was typed.
pub(crate) fn of(look: &mut Look<'_>, typed: &str) -> Option<(usize, Vec<String>)> {
    let letters: Vec<char> = typed.chars().collect();
    let least = letters.len().saturating_sub(ENDING).max(COMMON);
    if letters.len() <= COMMON || letters.iter().any(char::is_ascii_digit) {
        return None;
    }
    let start: String = letters.iter().take(least).collect();
    let (low, high) = (start.as_bytes(), [start.as_bytes(), &[u8::MAX]].concat());
    let mut forms: Vec<(usize, usize, String)> = Vec::new();
    for level in &look.shelf.manifest.levels {
        for name in look.names(level, low, &high, FILES) {
            let found = look
                .file(Kind::Terms, name)
                .map(|file| terms::starting(file, low));
            for (key, _) in found.and_then(|found| look.read(found)).unwrap_or_default() {
                if key.last() == Some(&BEGINNING) {
                    continue;
                }
                let Ok(word) = std::str::from_utf8(&key) else {
                    continue;
                };
                let common = word
                    .chars()
                    .zip(&letters)
                    .take_while(|(one, other)| one == *other)
                    .count();
                let rest = word.chars().count() - common;
                // Of short words a letter says too much.
                if rest <= ENDING && letters.len() - common + rest <= common + 1 {
                    forms.push((letters.len() - common, rest, word.to_owned()));
                }
            }
        }
    }
    let short = forms.iter().map(|(short, ..)| *short).min()?;
    forms.retain(|(other, ..)| *other == short);
    let mut words: Vec<String> = Vec::new();
    for (.., word) in sorted(&forms, |(_, rest, _)| u32::try_from(*rest).unwrap_or(u32::MAX)) {
        if words.len() < TAKEN && !words.contains(&word) {
            words.push(word);
        }
    }
    Some((short, words))
}
