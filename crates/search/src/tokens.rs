//! Words of a text, in any script: the same when an index is made and when it is asked.
//!
//! Scripts that part words by spaces give words. Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese do not, or join what
//! readers look for by itself: they give pairs of neighbouring signs, and single ones. No dictionary is asked, so both ends
//! always agree.

use std::ops::Range;

use content::fold::fold;

/// The most characters of a word: what is longer is no word that anybody looks for.
pub const LONGEST: usize = 40;

/// What is known of letters outside this program: Unicode's tables are in every browser already (`String.prototype.normalize`).
pub trait Letters {
    /// The text in normalisation form KC.
    fn compose(&self, text: &str) -> String;

    /// The text in normalisation form KD.
    fn decompose(&self, text: &str) -> String;

    /// The stems of a word in lower case, with its accents, one for each language that is asked in. There may be none: the
    /// index knows the stem of each word that stands in it.
    fn stems(&self, _word: &str) -> Vec<String> {
        Vec::new()
    }
}

/// A word, or a run of signs that are not parted by spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// As it is written, in lower case and composed.
    pub text: String,
    /// Is it a run of signs, of which each pair is looked for?
    pub is_run: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Sign,
    /// Part of whatever it stands in.
    Mark,
    /// Nobody sees it: it parts nothing.
    Unseen,
    Apostrophe,
    Other,
}

/// The words of a text, in their order.
pub fn tokens(text: &str, letters: &dyn Letters) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut open: Option<(Class, Range<usize>)> = None;
    for (at, letter) in text.char_indices() {
        let (class, end) = (class(letter), at + letter.len_utf8());
        match (&mut open, class) {
            (Some((_, range)), Class::Mark) => range.end = end,
            (Some((Class::Letter, range)), Class::Letter) | (Some((Class::Sign, range)), Class::Sign) => {
                range.end = end;
            }
            // What follows decides whether they belong to the word.
            (Some((Class::Letter, _)), Class::Apostrophe) | (Some(_), Class::Unseen) => {}
            _ => {
                finish(text, open.take(), letters, &mut tokens);
                if matches!(class, Class::Letter | Class::Sign) {
                    open = Some((class, at..end));
                }
            }
        }
    }
    finish(text, open, letters, &mut tokens);
    tokens
}

fn finish(text: &str, open: Option<(Class, Range<usize>)>, letters: &dyn Letters, tokens: &mut Vec<Token>) {
    let Some((class, range)) = open else { return };
    let raw = text.get(range.clone()).unwrap_or_default();
    let lower: String = raw.chars().flat_map(char::to_lowercase).collect();
    let whole = if lower.is_ascii() {
        lower
    } else {
        letters.compose(&lower)
    };
    let mut add = |part: &str, is_run| {
        let text: String = part.chars().filter(|letter| is_part(*letter)).collect();
        let text = if is_run {
            text
        } else {
            text.chars().take(LONGEST).collect()
        };
        if !text.is_empty() {
            tokens.push(Token {
                range: range.clone(),
                text,
                is_run,
            });
        }
    };
    if class == Class::Sign {
        return add(&whole, true);
    }
    let parts: Vec<&str> = whole.split(is_apostrophe).collect();
    match parts.as_slice() {
        // What belongs to Paris is looked for as Paris.
        [word, "s"] => add(word, false),
        // L’eau is water, and O’Brien is Brien.
        [article, word] if article.chars().count() <= 2 => {
            add(article, false);
            add(word, false);
        }
        parts => add(&parts.concat(), false),
    }
}

fn is_part(letter: char) -> bool {
    matches!(class(letter), Class::Letter | Class::Sign | Class::Mark)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '＇')
}

fn class(letter: char) -> Class {
    match letter {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        '\0'..='&' | '('..='\u{7f}' => Class::Other,
        _ if is_apostrophe(letter) => Class::Apostrophe,
        // Soft hyphens, joiners, and what turns the direction of a line.
        '\u{ad}'
        | '\u{61c}'
        | '\u{200c}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => Class::Unseen,
        _ if is_sign(letter) => Class::Sign,
        _ if letter.is_alphanumeric() => Class::Letter,
        // Accents and the points of Hebrew and Arabic; what the scripts of India have between and below letters.
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}'
        | '\u{6d6}'..='\u{6ed}'
        | '\u{3099}'
        | '\u{309a}' => Class::Mark,
        '\u{900}'..='\u{dff}' if !matches!(letter, '\u{964}' | '\u{965}' | '\u{970}' | '\u{df4}') => {
            Class::Mark
        }
        _ => Class::Other,
    }
}

/// Does it belong to a script that parts no words, or not those that readers look for?
fn is_sign(letter: char) -> bool {
    matches!(letter,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' // Thai
        | '\u{e81}'..='\u{ece}' | '\u{edc}'..='\u{edf}' // Lao
        | '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{109f}' | '\u{aa60}'..='\u{aa7f}' // Burmese
        | '\u{1780}'..='\u{17d3}' | '\u{17d7}' | '\u{17dc}' | '\u{17dd}' // Khmer
        | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}' // Korean
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' // Japanese and Chinese
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// A word as one types it who has no key for its marks.
pub fn plain(word: &str, letters: &dyn Letters) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    // A final sigma is a sigma, and a hyphen that folding made of another sign parts nothing here.
    let folded = fold(&letters.decompose(word));
    folded
        .chars()
        .filter(|letter| *letter != ' ' && *letter != '\'')
        .map(|letter| if letter == 'ς' { 'σ' } else { letter })
        .collect()
}

/// The neighbouring pairs of a run of signs.
pub fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let starts = run.char_indices().map(|(at, _)| at);
    let ends = run
        .char_indices()
        .skip(1)
        .map(|(at, letter)| at + letter.len_utf8());
    starts.zip(ends).filter_map(|(start, end)| run.get(start..end))
}

/// The single signs of a run.
pub fn signs(run: &str) -> impl Iterator<Item = &str> {
    run.char_indices()
        .filter_map(|(at, letter)| run.get(at..at + letter.len_utf8()))
}

/// Does a term come of a run of signs?
#[cfg(feature = "build")]
pub(crate) fn is_run(term: &str) -> bool {
    term.chars().next().is_some_and(is_sign)
}
