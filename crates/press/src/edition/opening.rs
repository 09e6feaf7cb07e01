//! The first sentence of a text, which stands on a card where an article has no lead.

use content::article::{Article, Card};

use crate::edition::plain;

/// How much of a text there may be on a card. A letter of East Asian scripts takes the room of two.
const MOST: usize = 200;

/// What is shorter takes the next sentence with it: “It rained.” tells nobody what an article is about.
const LEAST: usize = 40;

/// The card of an article for lists, where words under the title say more than a title alone.
pub(crate) fn card(article: &Article) -> Card {
    let mut card = article.card();
    if card.lead.is_none() {
        card.lead = plain::first_paragraph(article).map(|text| opening(&text));
    }
    card
}

/// The first sentence, or as much of it as there is room for.
fn opening(text: &str) -> String {
    let end = ends(text).find(|end| room(&text[..*end]) >= LEAST);
    let sentence = text[..end.unwrap_or(text.len())].trim_end();
    let mut taken = 0;
    let beyond = sentence.char_indices().find(|(_, sign)| {
        taken += width(*sign);
        taken > MOST
    });
    beyond.map_or_else(|| sentence.to_owned(), |(end, _)| plain::cut(text, end))
}

/// The room that a text takes, in letters of European scripts.
fn room(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(sign: char) -> usize {
    match sign {
        '\u{300}'..='\u{36F}' => 0,
        '\u{1100}'..='\u{11FF}'
        | '\u{2E80}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{1F300}'.. => 2,
        _ => 1,
    }
}

/// Where sentences end. In doubt one goes on: a sentence too many is better than half of one.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(|(at, sign)| {
        let rest = &text[at + sign.len_utf8()..];
        let after = rest.trim_start_matches(is_closing);
        let end = text.len() - after.len();
        match sign {
            // Chinese and Japanese, Devanagari, Urdu, Arabic, Armenian, Ethiopic, Burmese, Khmer.
            '。' | '！' | '？' | '｡' | '।' | '॥' | '۔' | '؟' | '։' | '።' | '፧' | '။' | '។' | '៕' => {
                Some(end)
            }
            '.' | '!' | '?' | '…' | ';' | '\u{37E}' => {
                // French has a space before what closes a quotation.
                let after = after.trim_start().strip_prefix('»').unwrap_or(after);
                let next = after.trim_start();
                let goes_on = (next.len() == after.len() && !next.is_empty())
                    || next.starts_with(|c: char| c.is_lowercase() || is_sign(c));
                let before = &text[..at];
                let is_end = match sign {
                    '.' => !is_abbreviation(before),
                    // What asks in Greek only divides elsewhere.
                    ';' => before.ends_with(is_greek),
                    _ => true,
                };
                (is_end && !goes_on).then(|| text.len() - after.len())
            }
            _ => None,
        }
    })
}

fn is_sign(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ',' | ';' | ':' | '–' | '—' | '-')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '“' | '’' | '»' | '›' | ')' | ']' | '」' | '』' | '）' | '】' | '》'
    )
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}')
}

/// Words that are written with a point in the languages of the interface, and stand before names and numbers.
const SHORT: [&str; 62] = [
    "abb", "abs", "al", "approx", "art", "aug", "av", "bd", "bzw", "ca", "cap", "capt", "cf", "co", "col",
    "dec", "dez", "dept", "dr", "dra", "ed", "eds", "ehem", "evtl", "feb", "fig", "fr", "frl", "gen", "ggf",
    "gov", "hon", "hr", "inc", "inkl", "jan", "jr", "lt", "ltd", "mlle", "mme", "mr", "mrs", "ms", "mt",
    "no", "nov", "nr", "oct", "okt", "op", "pp", "prof", "rev", "sept", "sog", "sr", "sra", "st", "str",
    "vol", "vs",
];

/// Does the point after this text belong to its last word? An initial, a day of a month, “z.B.”, “Dr.”.
fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| {
            c.is_whitespace() || matches!(c, '(' | '[' | '“' | '„' | '«' | '"' | '‘' | '’' | '\'')
        })
        .next()
        .unwrap_or_default();
    let is_brief = |part: &str| part.chars().count() <= 2;
    let is_number = word.chars().all(|c| c.is_ascii_digit());
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (letters == 1 && word.chars().count() == 1)
        || (is_number && is_brief(word))
        || (word.contains('.') && word.split('.').all(is_brief))
        || SHORT.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    // Each language ends its sentences by signs of its own, and each sign stands in other places, too.
    #[test]
    fn the_first_sentence_ends_where_a_reader_would_end_it() {
        for (text, first) in [
            (
                "A town on the coast has read the sea for eight hundred years. It still does.",
                "A town on the coast has read the sea for eight hundred years.",
            ),
            (
                "Why does a town with three satellites print its tide tables? Because it can.",
                "Why does a town with three satellites print its tide tables?",
            ),
            (
                "“We read the water before we read the paper, every single day.” She laughs.",
                "“We read the water before we read the paper, every single day.”",
            ),
            (
                "The survey of 2016 was led by Dr. J. R. Holloway, e.g. in St. Ives, for 3.5 years. Then it ended.",
                "The survey of 2016 was led by Dr. J. R. Holloway, e.g. in St. Ives, for 3.5 years.",
            ),
            (
                "Am 3. Oktober öffnete das Haus, z. B. für Besucher aus der ganzen Stadt. Danach nicht.",
                "Am 3. Oktober öffnete das Haus, z. B. für Besucher aus der ganzen Stadt.",
            ),
            (
                "« Pourquoi lire la mer quand trois satellites la lisent ? » demande le maire. Il rit.",
                "« Pourquoi lire la mer quand trois satellites la lisent ? » demande le maire.",
            ),
            (
                "Le maire demande : « Pourquoi lire encore la mer, aujourd’hui ?\u{A0}» Puis il rit.",
                "Le maire demande : « Pourquoi lire encore la mer, aujourd’hui ?\u{A0}»",
            ),
            (
                "泉州的木偶戏班在同一条街上演出了四百年，今天仍然每天晚上都有一场新的演出。观众不多。",
                "泉州的木偶戏班在同一条街上演出了四百年，今天仍然每天晚上都有一场新的演出。",
            ),
            (
                "لماذا تطبع مدينة لديها ثلاثة أقمار صناعية جداول المد والجزر؟ لأنها تستطيع.",
                "لماذا تطبع مدينة لديها ثلاثة أقمار صناعية جداول المد والجزر؟",
            ),
            (
                "Γιατί μια πόλη τυπώνει ακόμη τους πίνακες της παλίρροιας; Επειδή μπορεί.",
                "Γιατί μια πόλη τυπώνει ακόμη τους πίνακες της παλίρροιας;",
            ),
            (
                "शहर आठ सौ साल से समुद्र को पढ़ता आ रहा है और आज भी पढ़ता है। कल भी पढ़ेगा।",
                "शहर आठ सौ साल से समुद्र को पढ़ता आ रहा है और आज भी पढ़ता है।",
            ),
        ] {
            assert_eq!(opening(text), first);
        }
    }

    // Two words under a title are a hole with a full stop.
    #[test]
    fn a_short_sentence_takes_the_next_with_it() {
        assert_eq!(
            opening(
                "It rained. The ferry left an hour late, and nobody on the quay was surprised. It came back."
            ),
            "It rained. The ferry left an hour late, and nobody on the quay was surprised."
        );
        assert_eq!(opening("Words."), "Words.");
        assert_eq!(opening("No end at all"), "No end at all");
    }

    // A card is no place for a sentence of Proust, and half a word is no word.
    #[test]
    fn a_long_sentence_ends_at_a_word_with_an_ellipsis() {
        let long = "which goes on and on, ".repeat(20);
        let opened = opening(&format!("A sentence {long}and ends."));
        assert!(opened.ends_with(", which goes…"), "{opened}");
        assert!(room(&opened) <= MOST + 1, "{opened}");
        let wide = opening(&"潮".repeat(300));
        assert_eq!(wide, format!("{}…", "潮".repeat(MOST / 2)));
        assert_eq!(opening(&"é".repeat(MOST)), "é".repeat(MOST));
        assert_eq!(
            opening(&"e\u{301}".repeat(MOST)),
            "e\u{301}".repeat(MOST),
            "an accent takes no room"
        );
    }
}
