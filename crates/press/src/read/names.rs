//! Names made from words: slugs, heading ids, and the name that a wrong one is nearest to.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use content::block::OWN_IDS;
use content::slug::Slug;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How alike a wrong name and a right one must be, from 0 to 1, for the right one to be suggested.
const LIKENESS: f64 = 0.75;

/// How many names are looked at closely to find the nearest: looking at each of thousands for each of thousands takes
/// seconds.
const COMPARED: usize = 32;

/// How many entries of an index are looked up for one name.
const LOOKED_UP: usize = 2048;

/// The longest name of a file that is published, in bytes: file systems take 255, and press itself puts something before
/// one that is in the making and behind one that is compressed.
const LONGEST_NAME: usize = 240;

/// The longest path below the portal's folder, in bytes. Systems take 1024 or more for a whole one.
const LONGEST_PATH: usize = 768;

/// How much of a text too long for a slug stays in it, in bytes.
const KEPT: usize = 90;

/// A name in Unicode's composed form (NFC), in which all names are compared and published: some systems take letters and
/// their accents apart in the names of files, and keyboards write them as one.
pub fn composed(name: &str) -> Cow<'_, str> {
    if is_nfc(name) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(name.nfc().collect())
    }
}

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

/// Do file systems take a path, whatever press puts before and behind its names?
pub fn is_short_enough(path: &str) -> bool {
    path.len() <= LONGEST_PATH && path.split('/').all(|name| name.len() <= LONGEST_NAME)
}

/// The beginning of a text that has at most so many bytes.
pub fn beginning(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The candidate that a name was most likely meant to be.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_by(name, candidates, strsim::normalized_damerau_levenshtein)
}

/// The same, by how alike two names are from 0 to 1.
fn nearest_by<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    likeness: impl Fn(&str, &str) -> f64,
) -> Option<&'a str> {
    let scored = candidates
        .into_iter()
        .map(|candidate| (likeness(name, candidate), candidate));
    scored
        .filter(|(score, _)| *score >= LIKENESS)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// Many names, of which the one that a wrong name was most likely meant to be is found without looking at each.
#[derive(Debug)]
pub struct Names {
    names: Vec<String>,
    /// The places of the names that have three letters in a row.
    pieces: HashMap<Piece, Vec<usize>>,
}

/// Three letters of a name in a row.
type Piece = [char; 3];

impl Names {
    /// An index of these names.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let names: Vec<_> = names.into_iter().collect();
        let mut pieces: HashMap<Piece, Vec<usize>> = HashMap::new();
        if names.len() > COMPARED {
            for (place, name) in names.iter().enumerate() {
                for piece in pieces_of(name) {
                    pieces.entry(piece).or_default().push(place);
                }
            }
        }
        Self { names, pieces }
    }

    /// The name that another one was most likely meant to be.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        self.nearest_by(name, strsim::normalized_damerau_levenshtein)
    }

    fn nearest_by(&self, name: &str, likeness: impl Fn(&str, &str) -> f64) -> Option<&str> {
        let likely = self.likely(name);
        nearest_by(
            name,
            likely.into_iter().map(|place| &*self.names[place]),
            likeness,
        )
    }

    /// The places of the names that are worth comparing: those that share the most pieces with it, the rare ones before the
    /// ones that many have.
    fn likely(&self, name: &str) -> Vec<usize> {
        if self.names.len() <= COMPARED {
            return (0..self.names.len()).collect();
        }
        let pieces = pieces_of(name);
        let mut lists: Vec<_> = pieces.iter().filter_map(|piece| self.pieces.get(piece)).collect();
        lists.sort_by_key(|places| places.len());
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let mut left = LOOKED_UP;
        for places in lists {
            let looked_up = &places[..places.len().min(left)];
            left -= looked_up.len();
            for place in looked_up {
                *shared.entry(*place).or_default() += 1;
            }
        }
        let mut likely: Vec<_> = shared.into_iter().collect();
        likely.sort_by_key(|(place, shared)| {
            let longer = self.names[*place].len().abs_diff(name.len());
            (Reverse(*shared), longer, *place)
        });
        likely.truncate(COMPARED);
        likely.into_iter().map(|(place, _)| place).collect()
    }
}

/// The pieces of a name, each once; its ends make pieces of their own.
fn pieces_of(name: &str) -> BTreeSet<Piece> {
    let letters: Vec<_> = std::iter::once('\0')
        .chain(name.chars())
        .chain(std::iter::once('\0'))
        .collect();
    letters
        .windows(3)
        .map(|window| [window[0], window[1], window[2]])
        .collect()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Numbers that look random and are the same each time.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(self.0 >> 33).expect("31 bits are a number of things") % limit
        }
    }

    const WORDS: [&str; 24] = [
        "harbour", "lisbon", "night", "garden", "paper", "letters", "open", "studio", "winter", "rivers",
        "call", "island", "women", "print", "archive", "voices", "tide", "market", "bridge", "school",
        "film", "poems", "light", "stone",
    ];

    /// As many addresses as a magazine has, which are as alike as those of one are.
    fn addresses(count: usize) -> Vec<String> {
        let mut numbers = Numbers(1);
        let mut addresses: BTreeSet<String> = BTreeSet::new();
        while addresses.len() < count {
            let words: Vec<_> = (0..3 + numbers.below(3))
                .map(|_| WORDS[numbers.below(WORDS.len())])
                .collect();
            addresses.insert(format!("magazine/{}", words.join("-")));
        }
        addresses.into_iter().collect()
    }

    /// The address with a few slips of the pen in its last part.
    fn misspelt(address: &str, numbers: &mut Numbers) -> String {
        let mut letters: Vec<_> = address.chars().collect();
        let start = "magazine/".len();
        for _ in 0..=numbers.below(4) {
            let at = start + numbers.below(letters.len() - start - 1);
            match numbers.below(4) {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, 'e'),
                2 => letters.swap(at, at + 1),
                _ => letters[at] = 'o',
            }
        }
        letters.into_iter().collect()
    }

    // A site that was moved has thousands of broken links and thousands of addresses: their product took ten seconds.
    #[test]
    fn the_comparisons_for_a_name_do_not_grow_with_the_number_of_names() {
        for count in [1_500, 6_000] {
            let addresses = addresses(count);
            let names = Names::new(addresses.clone());
            let compared = Cell::new(0);
            let mut numbers = Numbers(2);
            for address in addresses.iter().cycle().take(6_000) {
                let wanted = misspelt(address, &mut numbers);
                names.nearest_by(&wanted, |_, _| {
                    compared.set(compared.get() + 1);
                    0.0
                });
            }
            assert!(compared.get() > 0, "nothing was compared");
            assert!(
                compared.get() <= 6_000 * COMPARED,
                "{} of {count}",
                compared.get()
            );
        }
    }

    // What is fast and finds another address is of no use: the one that is found is as near as any.
    #[test]
    fn what_is_found_is_as_near_as_what_is_found_by_looking_at_each() {
        let addresses = addresses(1_500);
        let names = Names::new(addresses.clone());
        let mut numbers = Numbers(3);
        for address in addresses.iter().step_by(5) {
            let wanted = misspelt(address, &mut numbers);
            let likeness = |found: Option<&str>| {
                found.map_or(0.0, |found| {
                    strsim::normalized_damerau_levenshtein(&wanted, found)
                })
            };
            let found = likeness(names.nearest(&wanted));
            let best = likeness(nearest(&wanted, addresses.iter().map(String::as_str)));
            assert!(found >= best, "{wanted}: {found} instead of {best}");
        }
    }

    // Every word is alike to none of the others, so nothing is the right answer.
    #[test]
    fn a_name_like_no_other_has_no_nearest() {
        let names = Names::new(addresses(100));
        assert_eq!(names.nearest("wp-content/uploads/2019/05/x.pdf"), None);
        assert_eq!(names.nearest(""), None);
        assert_eq!(Names::new([]).nearest("magazine/a"), None);
    }

    // Letters have one to four bytes, and half of one is none.
    #[test]
    fn a_beginning_ends_between_letters() {
        assert_eq!(beginning("größe", 3), "gr");
        assert_eq!(beginning("größe", 4), "grö");
        assert_eq!(beginning("größe", 90), "größe");
    }

    // Both limits of systems, and the room that press itself needs.
    #[test]
    fn a_path_is_short_enough_as_a_whole_and_in_its_names() {
        assert!(is_short_enough(&format!("old/{}", "n".repeat(LONGEST_NAME))));
        assert!(!is_short_enough(&format!("old/{}", "n".repeat(LONGEST_NAME + 1))));
        assert!(is_short_enough(&"n/".repeat(LONGEST_PATH / 2)));
        assert!(!is_short_enough(&"n/".repeat(LONGEST_PATH / 2 + 1)));
    }
}
