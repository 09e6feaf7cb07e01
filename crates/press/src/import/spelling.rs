//! Titles as parts of addresses, which their readers are to recognise.

use content::language::Language;
use content::slug::Slug;

use crate::read::names::{composed, slugify};

/// How many letters are enough for a word.
const WORD: usize = 3;

/// The slug of a text in letters that readers of its language recognise. None where letters are lost that its words are made
/// of: scripts without vowels, and those that are read otherwise than they are spelt.
pub(super) fn spelt(text: &str, language: Option<&Language>) -> Option<Slug> {
    let mut plain = String::with_capacity(text.len());
    let mut before = None;
    let mut is_whole = true;
    // In a Japanese text the signs of Chinese are spoken as in Japanese, whether letters beside them tell or not.
    let is_japanese = language.is_some_and(|language| language.is_spoken_as(&japanese()))
        || text
            .chars()
            .any(|letter| matches!(letter, '\u{3040}'..='\u{30ff}'));
    for letter in composed(text).chars() {
        let is_han = matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
        match letter {
            // Signs of how the letter before is spoken.
            'ь' | 'Ь' | 'ъ' | 'Ъ' => continue,
            letter if is_lost(letter) || is_japanese && is_han => {
                is_whole = false;
                plain.push(' ');
                before = None;
                continue;
            }
            // Signs and drawings are no words.
            letter if !letter.is_ascii() && !letter.is_alphanumeric() => {
                plain.push(' ');
                before = None;
                continue;
            }
            _ => {}
        }
        // Nothing parts the words of two scripts from each other.
        if letter.is_alphanumeric() {
            if before.is_some_and(|before| before != is_han) {
                plain.push(' ');
            }
            before = Some(is_han);
        } else {
            before = None;
        }
        plain.push(letter);
    }
    let slug = slugify(&plain)?;
    let letters = slug.as_ref().bytes().filter(u8::is_ascii_alphabetic).count();
    (is_whole || letters >= WORD).then_some(slug)
}

fn japanese() -> Language {
    Language::parse("ja").expect("ja is a language")
}

/// Is a letter one that has no spelling of its own in Latin letters which readers know?
fn is_lost(letter: char) -> bool {
    matches!(letter,
        // Hebrew, Arabic, Syriac, Thaana
        '\u{0590}'..='\u{07ff}' | '\u{0860}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        // the scripts of India, Thai, Lao, Tibetan, Burmese, Khmer
        | '\u{0900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        // Japanese
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(text: &str) -> Option<String> {
        spelt(text, None).map(|slug| slug.to_string())
    }

    // A title without a Japanese letter is read as Chinese by nobody who reads the site.
    #[test]
    fn signs_of_chinese_are_not_spelt_as_chinese_in_japanese() {
        for (text, language, expected) in [
            ("東京湾", "ja", None),
            ("東京湾", "ja-JP", None),
            ("東京湾 2024 report", "ja", Some("2024-report")),
            ("東京湾", "zh", Some("dong-jing-wan")),
        ] {
            let language = Language::parse(language);
            let slug = spelt(text, language.as_ref()).map(|slug| slug.to_string());
            assert_eq!(slug.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn words_are_spelt_as_their_readers_know_them() {
        for (text, expected) in [
            ("Größe & Fuß", "grosse-fuss"),
            ("Большой объём", "bolshoi-obiom"),
            ("港口的故事", "gang-kou-de-gu-shi"),
            ("iPhone手机", "iphone-shou-ji"),
            ("🌐 Globe", "globe"),
            ("Vie\u{302}\u{323}t Nam", "viet-nam"),
            ("Tide المد", "tide"),
            ("2024", "2024"),
        ] {
            assert_eq!(slug(text).as_deref(), Some(expected), "{text}");
        }
    }

    // Half of the letters of a word are no word.
    #[test]
    fn what_cannot_be_spelt_is_not() {
        for text in [
            "العالم",
            "שלום עולם",
            "日本語の記事",
            "สวัสดี",
            "हिन्दी",
            "2024 المد",
            "!!!",
        ] {
            assert_eq!(slug(text), None, "{text}");
        }
    }
}
