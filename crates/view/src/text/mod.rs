//! The words of the interface: a table for each language, whose gaps the compiler finds.
//!
//! The app holds English alone. press puts the words of another language into `site.json`, so that a language more
//! is one file here, or a table in `site.toml`, and weighs nothing for readers of the others.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod zh;

use std::borrow::Cow;

use content::language::Language;
use content::site::Site;

/// A word or a sentence of the interface that is the same wherever it stands. It is no child and no attribute of an element:
/// [`Element::say`](crate::element::Element::say), [`View::say`](crate::View::say) and [`View::label`](crate::View::label)
/// put it there together with its language.
// A number, which costs a caller less than the words that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "words that stand nowhere are not read"]
pub struct Words(u8);

/// A sentence of the interface with its gaps filled in. What holds for [`Words`] holds for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "words that stand nowhere are not read"]
pub struct Message(pub(crate) Cow<'static, str>);

impl Message {
    /// The words without their language, for what has none of its own: the title of a document, the head of a page.
    pub fn bare(self) -> String {
        self.0.into_owned()
    }
}

/// What the interface says.
pub trait Said {
    /// The words, among those of an interface.
    fn message(self, text: &Text) -> Message;
}

impl Said for Words {
    fn message(self, text: &Text) -> Message {
        text.message(self)
    }
}

impl Said for Message {
    fn message(self, _: &Text) -> Message {
        self
    }
}

macro_rules! words {
    ($($name:ident: $kind:ident,)*; $($late:ident: $late_kind:ident,)*) => {
        /// The words in one language, to be filled in. The English table shows what each is for.
        ///
        /// In a sentence `{}` is what it is about, `{1}`, `{2}` and so on where there is more. Where a number decides, the
        /// forms stand in a row, `one=1 piece|other={} pieces`, with the categories of Unicode's plural rules.
        #[derive(Clone, Copy, Debug)]
        #[expect(missing_docs, reason = "the English table shows what each word is for")]
        pub struct Table {
            $(pub $name: &'static str,)*
            $(pub $late: &'static str,)*
        }

        impl Table {
            /// A word by its name.
            pub fn get(&self, name: &str) -> Option<&'static str> {
                match name {
                    $(stringify!($name) => Some(self.$name),)*
                    $(stringify!($late) => Some(self.$late),)*
                    _ => None,
                }
            }
        }

        /// The names of all words.
        pub const NAMES: &[&str] = &[$(stringify!($name),)* $(stringify!($late),)*];

        /// The names of those that every page may say as one text, a line for each.
        const LINES_OF_NAMES: &str = concat!($(stringify!($name), "\n",)*);

        words! { # Text At OF_PAGES $($name: $kind,)* }
        words! { # Finding AtFinding OF_FINDING $($late: $late_kind,)* }
    };
    (# $words:ident $at:ident $names:ident $($name:ident: $kind:ident,)*) => {
        /// The places of words.
        #[expect(non_camel_case_types, reason = "they are named as the words are")]
        #[derive(Clone, Copy)]
        #[repr(u8)]
        enum $at {
            $($name,)*
        }

        const $names: &[&str] = &[$(stringify!($name),)*];

        impl $words {
            const fn words_of(table: &Table) -> [&'static str; $names.len()] {
                [$(table.$name,)*]
            }

            $(words! { @ $at $kind $name })*
        }
    };
    (@ $at:ident setting $name:ident) => {
        #[expect(missing_docs, reason = "the English table shows what each word is for")]
        pub fn $name(&self) -> &'static str {
            self.words[$at::$name as usize]
        }
    };
    (@ $at:ident word $name:ident) => {
        #[expect(missing_docs, reason = "the English table shows what each word is for")]
        pub fn $name(&self) -> Words {
            Words($at::$name as u8)
        }
    };
    (@ $at:ident message $name:ident) => {
        #[expect(missing_docs, reason = "the English table shows what each word is for")]
        pub fn $name(&self) -> Message {
            Message(Cow::Borrowed(self.words[$at::$name as usize]))
        }
    };
    (@ $at:ident sentence $name:ident) => {
        #[expect(missing_docs, reason = "the English table shows what each word is for")]
        pub fn $name(&self) -> Sentence {
            Sentence(self.words[$at::$name as usize])
        }
    };
    (@ $at:ident counted $name:ident) => {
        #[expect(missing_docs, reason = "the English table shows what each word is for")]
        pub fn $name(&self) -> Counted {
            Counted(self.words[$at::$name as usize])
        }
    };
}

/// The words of the interface in one language.
#[derive(Clone, Debug)]
pub struct Text {
    words: [&'static str; OF_PAGES.len()],
    /// Their language, where it is not the site's.
    language: Option<Language>,
}

/// The same of what only those read who find, or look at all tags.
#[derive(Clone, Debug)]
pub struct Finding {
    words: [&'static str; OF_FINDING.len()],
}

words! {
    locale: setting,
    locale_of_months: setting,
    short_day: sentence,
    day_and_time: sentence,
    skip: word,
    menu: word,
    breadcrumb: word,
    home: word,
    website: word,
    by: sentence,
    and: word,
    comma: word,
    posted_on: word,
    updated_on: word,
    deadline: word,
    closed_on: word,
    closes_today: word,
    closes_tomorrow: word,
    closes_in: counted,
    when: word,
    time_of: sentence,
    venue: word,
    series: word,
    previous_part: word,
    next_part: word,
    minutes: counted,
    contents: word,
    similar: word,
    shares: sentence,
    all_of: sentence,
    closed: sentence,
    past: sentence,
    add_to_calendar: word,
    also_in: sentence,
    authors: word,
    archive: word,
    count: counted,
    nothing_here: word,
    no_such_page: sentence,
    pages: word,
    page: sentence,
    newer: word,
    older: word,
    find: word,
    search: word,
    combine: word,
    pictures: word,
    picture_of: sentence,
    previous: word,
    next: word,
    close_pictures: word,
    missing_title: word,
    missing_words: word,
    missing_ways: word,
    failed_title: word,
    failed_network: word,
    failed_status: sentence,
    failed_content: word,
    failed_site: word,
    failed_place: word,
    retry: word,
    footnotes: word,
    back_from_note: word,
    note: sentence,
    embed: sentence,
    embed_words: word,
    play: word,
    play_of: sentence,
    transcript: word,
    scrolls: word,
    kilobytes: sentence,
    megabytes: sentence,
    tone_note: word,
    tone_tip: word,
    tone_important: word,
    tone_warning: word,
    tone_caution: word,
    privacy: word,
    privacy_words: word,
    privacy_services: word,
    privacy_parties: sentence,
    privacy_change: sentence,
    privacy_policy: word,
    privacy_gpc: word,
    privacy_this_visit: word,
    privacy_saved: word,
    privacy_elsewhere: word,
    functional_only: word,
    accept_all: word,
    preferences: word,
    save: word,
    close: word,
    always_on: word,
    functional: word,
    functional_words: word,
    statistics: word,
    statistics_words: word,
    marketing: word,
    marketing_words: word,
    about: sentence,
    services: word,
    category: word,
    provider: word,
    purpose: word,
    hosts: word,
    cookies: word,
    session: word,
    storage: word,
    databases: word,
    record: word,
    no_record: word,
    record_kept: word,
    copy: word,
    copied: word,
    delete: word,
    loaded_from: sentence,
    load_once: word,
    always_allow: sentence,
    display: word,
    colours: word,
    system: word,
    light: word,
    dark: word,
    text_size: word,
    small: word,
    normal: word,
    large: word,
    largest: word,
    saved_title: word,
    saved_words: word,
    saved_none: word,
    saved: word,
    remove: word,
    removed: word,
    not_kept: word,
    saved_full: word,
    share: word,
    copy_link: word,

    ;
    // What only those read who find, or look at all tags: the app for reading does without.
    tags: message,
    find_words: message,
    chosen: message,
    remove_choice: sentence,
    remove_all: message,
    unknown_value: message,
    nothing_found: message,
    nothing_for: sentence,
    try_spelling: message,
    try_fewer: message,
    try_filters: message,
    results_for: sentence,
    literally: sentence,
    left_out: sentence,
    most_words: message,
    search_cut: message,
    search_short: message,
    search_failed: message,
    order: message,
    best_first: message,
    newest_first: message,
    unmark: message,
    narrow: sentence,
    show_all: sentence,
    left: counted,
    section: message,
    year: message,
    // What is said of reading without a network, which press puts where it is needed.
    offline_title: message,
    offline_words: message,
    offline_these: message,
    offline_saved: message,
    offline_list: message,
}

/// A sentence with a gap or more.
#[derive(Clone, Copy, Debug)]
pub struct Sentence(&'static str);

impl Sentence {
    /// The sentence about this.
    pub fn of(self, value: &str) -> Message {
        self.with(&[value])
    }

    /// The sentence with its gaps filled in. Where the letters of a name or of the sentence are written from right to left,
    /// or signs turn them, the name is isolated, so that it cannot turn the sentence.
    pub fn with(self, values: &[&str]) -> Message {
        self.fill(values, push_apart)
    }

    /// The same with words in the language of the sentence.
    pub fn with_own(self, values: &[&str]) -> Message {
        self.fill(values, |filled, value, _| filled.push_str(value))
    }

    fn fill(self, values: &[&str], push: fn(&mut String, &str, &str)) -> Message {
        let mut filled = String::new();
        let mut pieces = self.0.split(['{', '}']);
        filled.push_str(pieces.next().unwrap_or_default());
        while let (Some(gap), Some(rest)) = (pieces.next(), pieces.next()) {
            let number = gap.bytes().next().unwrap_or(b'1');
            let place = usize::from(number.wrapping_sub(b'1'));
            push(
                &mut filled,
                values.get(place).copied().unwrap_or_default(),
                self.0,
            );
            filled.push_str(rest);
        }
        Message(Cow::Owned(filled))
    }

    /// What stands before the gap, and what after it.
    pub(crate) fn around(self) -> (&'static str, &'static str) {
        let (before, rest) = self.0.split_once('{').unwrap_or((self.0, ""));
        (before, rest.split_once('}').unwrap_or_default().1)
    }
}

/// Texts in a row, each isolated where it could turn the others.
pub(crate) fn row<'a>(names: impl ExactSizeIterator<Item = &'a str>, comma: &str, and: &str) -> Message {
    let mut row = String::new();
    let mut left = names.len();
    for name in names {
        push_apart(&mut row, name, comma);
        left -= 1;
        row.push_str(match left {
            0 => "",
            1 => and,
            _ => comma,
        });
    }
    Message(Cow::Owned(row))
}

/// Adds a name to a text, isolated where it or what stands beside it could turn the other.
fn push_apart(text: &mut String, name: &str, beside: &str) {
    if name
        .chars()
        .chain(beside.chars())
        .any(|letter| is_from_right(letter) || turns(letter))
    {
        isolate(text, name);
    } else {
        text.push_str(name);
    }
}

/// A title as it stands in a line with other words that have no elements: what turns in it ends with it.
pub(crate) fn contained(title: &str) -> String {
    let mut text = String::new();
    if title.chars().any(turns) {
        isolate(&mut text, title);
    } else {
        text.push_str(title);
    }
    text
}

fn isolate(text: &mut String, name: &str) {
    text.push('\u{2068}');
    // What would end it before its end is left out.
    text.extend(
        name.chars()
            .filter(|letter| !matches!(letter, '\u{2066}'..='\u{2069}')),
    );
    text.push('\u{2069}');
}

/// Is it a letter that is written from right to left: Hebrew, Arabic, one of the scripts between them, or a form of these?
fn is_from_right(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Is it a sign that turns what follows?
fn turns(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A sentence in a form that depends on a number.
#[derive(Clone, Copy, Debug)]
pub struct Counted(&'static str);

impl Counted {
    /// The form of a plural category, with the number in its gap; that of `other` where the language has none for it.
    pub fn of(self, category: &str, number: &str) -> Message {
        let forms = self.0.split('|').filter_map(|form| form.split_once('='));
        let mut chosen = "";
        for (name, form) in forms {
            if name == category {
                chosen = form;
                break;
            }
            if name == "other" {
                chosen = form;
            }
        }
        Sentence(chosen).with_own(&[number])
    }
}

/// The English words as one text, a line for each: as texts of their own each would take its place and its length besides.
const LINES_OF_ENGLISH: &str = {
    const WORDS: &[&str] = &Text::words_of(&en::TABLE);
    const BYTES: [u8; length_of_lines(WORDS)] = lines(WORDS);
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => panic!("texts one after the other are a text"),
    }
};

const fn length_of_lines(words: &[&str]) -> usize {
    let (mut length, mut at) = (0, 0);
    while at < words.len() {
        length += words[at].len() + 1;
        at += 1;
    }
    length
}

const fn lines<const LENGTH: usize>(words: &[&str]) -> [u8; LENGTH] {
    let mut bytes = [b'\n'; LENGTH];
    let (mut end, mut at) = (0, 0);
    while at < words.len() {
        let word = words[at].as_bytes();
        let mut byte = 0;
        while byte < word.len() {
            bytes[end] = word[byte];
            end += 1;
            byte += 1;
        }
        end += 1;
        at += 1;
    }
    bytes
}

static ENGLISH_FINDING: Finding = Finding {
    words: Finding::words_of(&en::TABLE),
};

/// The words in English, for those who know no site yet.
///
/// They stay until the program ends: ask once.
pub fn english() -> &'static Text {
    Box::leak(Box::new(Text::english()))
}

impl Text {
    fn english() -> Self {
        let mut words = [""; OF_PAGES.len()];
        for (place, word) in words.iter_mut().zip(LINES_OF_ENGLISH.split('\n')) {
            *place = word;
        }
        Self {
            words,
            language: None,
        }
    }

    /// The words of a site: English, but for what its `site.json` says otherwise.
    ///
    /// They stay until the program ends: ask once.
    pub fn of(site: &Site) -> &'static Self {
        let mut text = Self::english();
        for (name, words) in site.words.iter().flat_map(|words| &words.0) {
            if let Some(place) = place_of(name).and_then(|place| text.words.get_mut(place)) {
                *place = Box::leak(words.clone().into_boxed_str());
            }
        }
        // A site in a language that nobody has said the words in has English ones.
        let language = Language::parse(text.locale());
        text.language = language.filter(|language| !language.is_spoken_as(&site.language));
        Box::leak(Box::new(text))
    }

    /// What is said under a name; none where nothing has it.
    pub fn get(&self, name: &str) -> Option<Message> {
        let words = *self.words.get(place_of(name)?)?;
        Some(Message(Cow::Borrowed(words)))
    }

    /// What a word says, without its language, for what has none of its own.
    #[inline(never)]
    pub fn bare(&self, words: Words) -> &'static str {
        self.words[usize::from(words.0)]
    }

    /// What a word says.
    #[inline(never)]
    pub fn message(&self, words: Words) -> Message {
        Message(Cow::Borrowed(self.bare(words)))
    }

    /// Names in a row.
    pub(crate) fn row<'a>(&self, names: impl ExactSizeIterator<Item = &'a str>) -> Message {
        row(names, &self.message(self.comma()).0, &self.message(self.and()).0)
    }

    /// The language that the words are in, on a site.
    pub fn language<'a>(&'a self, site: &'a Site) -> &'a Language {
        self.language.as_ref().unwrap_or(&site.language)
    }
}

fn place_of(name: &str) -> Option<usize> {
    LINES_OF_NAMES.split('\n').position(|known| known == name)
}

impl Finding {
    /// The same of what only those read who find.
    ///
    /// They stay until the program ends: ask once.
    pub fn of(site: &Site) -> &'static Self {
        let Some(words) = &site.words else {
            return &ENGLISH_FINDING;
        };
        let mut text = ENGLISH_FINDING.clone();
        for (name, words) in &words.0 {
            if let Some(place) = OF_FINDING.iter().position(|known| known == name) {
                text.words[place] = Box::leak(words.clone().into_boxed_str());
            }
        }
        Box::leak(Box::new(text))
    }
}

/// The table of a language, for those who write bundles; none where there is none yet.
pub fn table(language: &Language) -> Option<&'static Table> {
    let language = language.as_str();
    Some(match language.split('-').next().unwrap_or_default() {
        "en" => &en::TABLE,
        "fr" => &fr::TABLE,
        "es" => &es::TABLE,
        "de" => &de::TABLE,
        "zh" => &zh::TABLE,
        "ar" => &ar::TABLE,
        _ => return None,
    })
}

/// The English one, which the apps hold.
pub const ENGLISH_TABLE: &Table = &en::TABLE;
