//! A text as the words that its readers count.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use icu_properties::CodePointMapData;
use icu_properties::props::LineBreak;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Words, each as often as it stands there. Which word a number stands for is not needed: words are compared, never shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bag(Vec<u64>);

impl Bag {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut bag = Self::default();
        bag.add(text);
        bag
    }

    /// Takes in the words of a text. Addresses are no words: a page may show one, or what it leads to.
    pub(super) fn add(&mut self, text: &str) {
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        let mut put = |word: &str| self.0.push(hasher.hash_one(word));
        let plain = without_addresses(text);
        // Invisible signs say where a word may be broken, and typographers choose among apostrophes.
        let plain: String = plain
            .nfc()
            .filter(|letter| {
                !matches!(
                    letter,
                    '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
                )
            })
            .map(|letter| if letter == '’' { '\'' } else { letter })
            .flat_map(char::to_lowercase)
            .collect();
        for word in plain.unicode_words() {
            let stands_alone = word.chars().next().is_some_and(is_of_unspaced_script);
            if stands_alone {
                word.graphemes(true).for_each(&mut put);
            } else {
                put(word);
            }
        }
    }

    /// Takes in the words of another bag.
    pub(super) fn add_all(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// How many words there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Ready to be taken from.
    pub(super) fn sort(&mut self) {
        self.0.sort_unstable();
    }

    /// Takes the words of another bag out of this one, which is sorted, and says how many of them were there.
    pub(super) fn take(&mut self, wanted: &Self) -> usize {
        let mut wanted = wanted.0.clone();
        wanted.sort_unstable();
        let mut wanted = wanted.into_iter().peekable();
        let mut found = 0;
        self.0.retain(|word| {
            while wanted.next_if(|wanted| wanted < word).is_some() {}
            let is_wanted = wanted.next_if_eq(word).is_some();
            found += usize::from(is_wanted);
            !is_wanted
        });
        found
    }
}

/// The text without what begins like an address on the web.
fn without_addresses(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let before = &rest[..at];
        let scheme = before.len()
            - before
                .trim_end_matches(|letter: char| letter.is_ascii_alphanumeric())
                .len();
        plain.push_str(&before[..at - scheme]);
        plain.push(' ');
        let address = &rest[at..];
        let end = address
            .find(|letter: char| !letter.is_ascii_graphic() || matches!(letter, '<' | '"' | ')' | ']'));
        rest = &address[end.unwrap_or(address.len())..];
    }
    plain.push_str(rest);
    plain
}

/// Is it a letter of a script that puts no spaces between words, so that lines may break between any two of its letters?
/// Each of them counts as a word.
fn is_of_unspaced_script(letter: char) -> bool {
    matches!(
        CodePointMapData::<LineBreak>::new().get(letter),
        LineBreak::Ideographic
            | LineBreak::ComplexContext
            | LineBreak::ConditionalJapaneseStarter
            | LineBreak::Nonstarter
            | LineBreak::Aksara
            | LineBreak::AksaraPrebase
            | LineBreak::AksaraStart
    )
}

#[cfg(test)]
mod tests {
    use super::Bag;

    // Who counts an article in Chinese or Thai as a few words would call half of it missing a trifle.
    #[test]
    fn scripts_without_spaces_are_counted_by_their_letters() {
        for (text, count) in [
            ("The old bell’s rope, mended in 1904.", 7),
            ("鐘の綱", 3),
            ("カタカナ", 4),
            ("锚链和钟", 4),
            ("ระฆัง", 4),
            ("종의 밧줄", 2),
            ("See https://old.example/a-b?c=d, and www", 3),
            ("(https://old.example/)and", 1),
            ("", 0),
            ("— · *** |", 0),
        ] {
            assert_eq!(Bag::of(text).count(), count, "{text}");
        }
    }

    // What stands in an article twice was not there twice before, and a word that is made up makes good for no other.
    #[test]
    fn a_word_is_found_as_often_as_it_stands_there() {
        let mut result = Bag::of("Rope and bell: the rope’s end, a Rope");
        result.sort();
        assert_eq!(result.take(&Bag::of("rope rope rope bell anchor ROPE'S")), 4);
        assert_eq!(result.count(), 4);
    }
}
