//! Which articles have a word of a query.

use crate::entry::Entry;
use crate::manifest::BEGINNING;
use crate::name::Kind;
use crate::query::Word;
use crate::shelf::Look;
use crate::terms;
use crate::tokens::{pairs, signs};

/// The most files in which the words of one beginning are looked up, in each level. Beginnings that need more have a term of
/// their own.
const FILES: usize = 4;

/// Beginnings up to this many letters have a term of their own.
pub(crate) const READY: usize = 2;

/// An article that has a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rated {
    pub(crate) number: u32,
    /// One more than the impact of the word in any of its forms; 0 where it has only words that begin so.
    pub(crate) whole: u8,
    /// The same of the word as it is typed.
    pub(crate) exact: u8,
    /// The same of words that begin so.
    pub(crate) begun: u8,
}

impl Rated {
    fn pack(self) -> u64 {
        u64::from(self.number) << 24
            | u64::from(self.whole) << 16
            | u64::from(self.exact) << 8
            | u64::from(self.begun)
    }

    fn unpack(packed: u64) -> Self {
        let [begun, exact, whole, a, b, c, d, _] = packed.to_le_bytes();
        Self {
            number: u32::from_le_bytes([a, b, c, d]),
            whole,
            exact,
            begun,
        }
    }
}

/// The articles that have a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    /// In the order of their numbers, each once.
    pub(crate) rated: Vec<Rated>,
    /// How many there are, also of those that are not at hand.
    pub(crate) count: u32,
    /// How many have the word itself, in any of its forms.
    pub(crate) whole: u32,
    /// How many have it as it is typed.
    pub(crate) exact: u32,
    /// Are the best of them here only?
    pub(crate) is_cut: bool,
    /// The terms that stand for the word, without those that only begin so.
    pub(crate) keys: Vec<Vec<u8>>,
    /// Of a run of signs, where it begins in each article, as far as that is known.
    pub(crate) starts: Vec<(u32, Vec<u32>)>,
}

/// How a term stands for a word of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// It is the word.
    Typed,
    /// It is a stem of it.
    Stem,
    /// It begins as the word, which may go on.
    Begun,
}

/// A list in the making.
#[derive(Default)]
struct Gathered {
    packed: Vec<u64>,
    /// How many articles are not at hand, at most: of the word, and of its beginning.
    missing: [u32; 2],
    is_cut: bool,
}

impl Gathered {
    /// Adds the articles of an entry. Those of a very common word are looked up where `wants_all`.
    fn add(&mut self, look: &mut Look<'_>, entry: &Entry<'_>, form: Form, wants_all: bool) {
        let is_begun = form == Form::Begun;
        let mut add = |rated: &mut dyn Iterator<Item = (u32, u8, u8)>| {
            for (number, impact, exact) in rated {
                let [whole, exact, begun] = match form {
                    Form::Typed => [impact + 1, exact, 0],
                    Form::Stem => [impact + 1, 0, 0],
                    Form::Begun => [0, 0, impact + 1],
                };
                let rated = Rated {
                    number,
                    whole,
                    exact,
                    begun,
                };
                self.packed.push(rated.pack());
            }
        };
        if !entry.parts.is_empty() && wants_all {
            for part in &entry.parts {
                let bytes = look.file(Kind::List, *part);
                let part = bytes.and_then(|bytes| look.read(Entry::read(&[], bytes)));
                add(&mut part.iter().flat_map(Entry::rated));
            }
            return;
        }
        add(&mut entry.rated());
        if !entry.parts.is_empty() {
            self.is_cut = true;
            let at_hand = u32::try_from(entry.numbers.len()).unwrap_or(u32::MAX);
            if let Some(missing) = self.missing.get_mut(usize::from(is_begun)) {
                *missing = missing.saturating_add(entry.count.saturating_sub(at_hand));
            }
        }
    }

    fn finish(mut self, keys: Vec<Vec<u8>>) -> List {
        self.packed.sort_unstable();
        let mut rated: Vec<Rated> = Vec::with_capacity(self.packed.len());
        for packed in self.packed {
            let one = Rated::unpack(packed);
            match rated.last_mut().filter(|last| last.number == one.number) {
                Some(last) => {
                    last.whole = last.whole.max(one.whole);
                    last.exact = last.exact.max(one.exact);
                    last.begun = last.begun.max(one.begun);
                }
                None => rated.push(one),
            }
        }
        let [missing, begun] = self.missing;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let whole = number(rated.iter().filter(|rated| rated.whole > 0).count());
        let exact = number(rated.iter().filter(|rated| rated.exact > 0).count());
        List {
            count: number(rated.len()).saturating_add(missing).saturating_add(begun),
            whole: whole.saturating_add(missing),
            exact: exact.saturating_add(missing),
            rated,
            is_cut: self.is_cut,
            keys,
            starts: Vec::new(),
        }
    }
}

/// The entries of a term, one of each level that has it.
pub(crate) fn entries<'s>(look: &mut Look<'s>, key: &[u8]) -> Vec<Entry<'s>> {
    let mut entries = Vec::new();
    for level in &look.shelf.manifest.levels {
        for name in look.names(level, key, key, 1) {
            let found = look.file(Kind::Terms, name).map(|bytes| terms::find(bytes, key));
            let found = found.and_then(|found| look.read(found)).flatten();
            let entry = found.map(|bytes| Entry::read(key, bytes));
            entries.extend(entry.and_then(|entry| look.read(entry)));
        }
    }
    entries
}

/// The articles that have any of these words; with `is_open` those that have a word which begins as the first of them, too.
pub(crate) fn of_words(look: &mut Look<'_>, words: &[&Word], is_open: bool, wants_all: bool) -> List {
    let mut gathered = Gathered::default();
    let mut keys: Vec<Vec<u8>> = Vec::new();
    for word in words {
        for key in std::iter::once(&word.plain).chain(&word.stems) {
            keys.push(key.as_bytes().to_vec());
        }
        ask_around(look, &word.plain);
    }
    let mut at = 0;
    while let Some(key) = keys.get(at).cloned() {
        let form = if words.iter().any(|word| word.plain.as_bytes() == key) {
            Form::Typed
        } else {
            Form::Stem
        };
        for entry in entries(look, &key) {
            gathered.add(look, &entry, form, wants_all);
            // A stem has no stem.
            for stem in entry.stems {
                if keys.len() < 4 * words.len() + 8 && !keys.contains(&stem) {
                    keys.push(stem);
                }
            }
        }
        at += 1;
    }
    if let Some(word) = words.first().filter(|_| is_open) {
        beginning(look, &word.plain, &mut gathered, wants_all);
    }
    gathered.finish(keys)
}

/// Asks for the file in which the stem of a word may stand, in the same turn as for the word's own: most stems are the word
/// without its last letters.
fn ask_around(look: &mut Look<'_>, word: &str) {
    let count = word.chars().count();
    let start: String = word.chars().take(count.saturating_sub(3).max(3)).collect();
    if start.len() < word.len() {
        for level in &look.shelf.manifest.levels {
            let names = level.covering(start.as_bytes(), word.as_bytes());
            if names.len() == 2 {
                for name in look.names(level, start.as_bytes(), word.as_bytes(), 2) {
                    look.file(Kind::Terms, name);
                }
            }
        }
    }
}

/// Adds the articles that have a word which begins so.
fn beginning(look: &mut Look<'_>, start: &str, gathered: &mut Gathered, wants_all: bool) {
    let bytes = start.as_bytes();
    let is_heavy = look
        .shelf
        .manifest
        .heavy
        .binary_search_by(|heavy| heavy.as_slice().cmp(bytes))
        .is_ok();
    if start.chars().count() <= READY || is_heavy {
        let mut key = bytes.to_vec();
        key.push(BEGINNING);
        for entry in entries(look, &key) {
            gathered.add(look, &entry, Form::Begun, wants_all);
        }
        return;
    }
    // No text has this byte: it is larger than any that follows.
    let mut end = bytes.to_vec();
    end.push(u8::MAX);
    for level in &look.shelf.manifest.levels {
        for name in look.names(level, bytes, &end, FILES) {
            let found = look
                .file(Kind::Terms, name)
                .map(|file| terms::starting(file, bytes));
            for (key, entry) in found.and_then(|found| look.read(found)).unwrap_or_default() {
                if key.last() != Some(&BEGINNING)
                    && let Some(entry) = look.read(Entry::read(&key, entry))
                {
                    gathered.add(look, &entry, Form::Begun, wants_all);
                }
            }
        }
    }
}

/// The articles in which a run of signs stands, pair after pair.
pub(crate) fn of_run(look: &mut Look<'_>, run: &str, wants_all: bool) -> List {
    let mut pairs: Vec<&str> = pairs(run).collect();
    if pairs.is_empty() {
        pairs.extend(signs(run));
    }
    let mut found: Option<Vec<Run>> = None;
    let mut is_cut = false;
    for (offset, pair) in (0..).zip(&pairs) {
        // The levels have the articles in their order, one after the other.
        let mut having: Vec<Run> = Vec::new();
        for entry in entries(look, pair.as_bytes()) {
            let places = entry.places(&|_| true);
            let mut places = look
                .read(places)
                .unwrap_or_default()
                .into_iter()
                .map(|(_, places)| places);
            let whole = &entry.parts;
            is_cut |= !whole.is_empty() && !wants_all;
            if !whole.is_empty() && wants_all {
                for part in whole {
                    let bytes = look.file(Kind::List, *part);
                    let part = bytes.and_then(|bytes| look.read(Entry::read(&[], bytes)));
                    having.extend(
                        part.iter()
                            .flat_map(Entry::rated)
                            .map(|(number, impact, _)| (number, impact, None)),
                    );
                }
                continue;
            }
            for (number, impact, _) in entry.rated() {
                let starts = places
                    .next()
                    .filter(|places| !places.is_empty() && places.len() < MANY);
                let starts = starts.map(|places| {
                    places
                        .iter()
                        .filter_map(|place| place.checked_sub(offset))
                        .collect()
                });
                having.push((number, impact, starts));
            }
        }
        found = Some(match found {
            None => having,
            Some(before) => before
                .into_iter()
                .filter_map(|(number, impact, starts)| {
                    let place = having.binary_search_by(|(other, ..)| other.cmp(&number)).ok()?;
                    let (_, other, others) = having.get(place)?;
                    let both = match (starts, others) {
                        (Some(starts), Some(others)) => {
                            let both: Vec<u32> = starts
                                .into_iter()
                                .filter(|start| others.contains(start))
                                .collect();
                            // Where it is known where both stand, and not side by side, the run is not there.
                            if both.is_empty() {
                                return None;
                            }
                            Some(both)
                        }
                        // Of one it is not known.
                        (starts, others) => starts.or_else(|| others.clone()),
                    };
                    Some((number, impact.max(*other), both))
                })
                .collect(),
        });
    }
    let mut list = List {
        is_cut,
        ..List::default()
    };
    for (number, impact, starts) in found.unwrap_or_default() {
        list.rated.push(Rated {
            number,
            whole: impact + 1,
            exact: impact + 1,
            begun: 0,
        });
        list.starts.push((number, starts.unwrap_or_default()));
    }
    list.count = u32::try_from(list.rated.len()).unwrap_or(u32::MAX);
    (list.whole, list.exact) = (list.count, list.count);
    list
}

/// An article with its impact, and where the run begins in it, as far as that is known.
type Run = (u32, u8, Option<Vec<u32>>);

/// So many places are not all that there are.
const MANY: usize = 64;
