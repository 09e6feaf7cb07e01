//! The words of the interface: a table for each language, whose gaps the compiler finds.
//!
//! The program holds English alone. press puts the words of another language into `site.json`, so that a language more
//! is one file here, or a table in `site.toml`, and weighs nothing for readers of the others.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod zh;

use content::language::Language;
use content::site::Site;

macro_rules! words {
    ($($name:ident: $kind:ident,)*) => {
        /// The words in one language, to be filled in. The English table shows what each is for.
        ///
        /// In a sentence `{}` is what it is about, `{1}`, `{2}` and so on where there is more. Where a number decides, the
        /// forms stand in a row, `one=1 piece|other={} pieces`, with the categories of Unicode's plural rules.
        #[derive(Clone, Copy, Debug)]
        #[expect(missing_docs, reason = "the English table shows what each word is for")]
        pub struct Table {
            $(pub $name: &'static str,)*
        }

        /// The places of the words in a [`Text`].
        #[expect(non_camel_case_types, reason = "they are named as the words are")]
        #[derive(Clone, Copy)]
        enum At {
            $($name,)*
        }

        /// The names of all words.
        pub const NAMES: &[&str] = &[$(stringify!($name),)*];

        /// The words of the interface in one language.
        #[derive(Clone, Debug)]
        pub struct Text([&'static str; NAMES.len()]);

        impl Text {
            const fn of_table(table: &Table) -> Self {
                Self([$(table.$name,)*])
            }

            $(words! { @ $kind $name })*
        }
    };
    (@ word $name:ident) => {
        #[expect(missing_docs, reason = "the English table shows what each word is for")]
        pub fn $name(&self) -> &'static str {
            self.0[At::$name as usize]
        }
    };
    (@ sentence $name:ident) => {
        #[expect(missing_docs, reason = "the English table shows what each word is for")]
        pub fn $name(&self) -> Sentence {
            Sentence(self.0[At::$name as usize])
        }
    };
    (@ counted $name:ident) => {
        #[expect(missing_docs, reason = "the English table shows what each word is for")]
        pub fn $name(&self) -> Counted {
            Counted(self.0[At::$name as usize])
        }
    };
}

words! {
    locale: word,
    locale_of_months: word,
    short_day: sentence,
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
    add_to_calendar: word,
    also_in: sentence,
    author: word,
    archive: word,
    count: counted,
    nothing_here: word,
    no_such_page: sentence,
    pages: word,
    page: sentence,
    newer: word,
    older: word,
    find: word,
    find_words: word,
    chosen: word,
    remove_choice: sentence,
    remove_all: word,
    unknown_value: word,
    nothing_found: word,
    section: word,
    year: word,
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
    failed_kind: word,
    failed_content: word,
    retry: word,
    footnotes: word,
    back_from_note: word,
    note: sentence,
    embed: sentence,
    embed_words: word,
    play: word,
    transcript: word,
    scrolls: word,
    tone_note: word,
    tone_tip: word,
    tone_important: word,
    tone_warning: word,
    tone_caution: word,
    privacy: word,
    privacy_words: word,
    privacy_policy: word,
    privacy_gpc: word,
    privacy_this_visit: word,
    privacy_saved: word,
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
    share: word,
    copy_link: word,
}

/// A sentence with a gap or more.
#[derive(Clone, Copy, Debug)]
pub struct Sentence(&'static str);

impl Sentence {
    /// The sentence about this.
    pub fn of(self, value: &str) -> String {
        self.with(&[value])
    }

    /// The sentence with its gaps filled in. A name in letters of another direction, or with signs that turn it, is
    /// isolated, so that it cannot turn the sentence.
    pub fn with(self, values: &[&str]) -> String {
        self.fill(values, push_apart)
    }

    /// The same with words in the language of the sentence.
    pub fn with_own(self, values: &[&str]) -> String {
        self.fill(values, String::push_str)
    }

    fn fill(self, values: &[&str], push: fn(&mut String, &str)) -> String {
        let mut filled = String::new();
        let mut pieces = self.0.split(['{', '}']);
        filled.push_str(pieces.next().unwrap_or_default());
        while let (Some(gap), Some(rest)) = (pieces.next(), pieces.next()) {
            let number = gap.bytes().next().unwrap_or(b'1');
            let place = usize::from(number.wrapping_sub(b'1'));
            push(&mut filled, values.get(place).copied().unwrap_or_default());
            filled.push_str(rest);
        }
        filled
    }
}

fn push_apart(filled: &mut String, value: &str) {
    let may_turn = value.chars().any(|letter| {
        matches!(letter,
            // Hebrew, Arabic and the scripts between them, and their forms.
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
            // Signs that turn what follows.
            | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    if may_turn {
        filled.push('\u{2068}');
    }
    filled.push_str(value);
    if may_turn {
        filled.push('\u{2069}');
    }
}

/// A sentence in a form that depends on a number.
#[derive(Clone, Copy, Debug)]
pub struct Counted(&'static str);

impl Counted {
    /// The form of a plural category, with the number in its gap; that of `other` where the language has none for it.
    pub fn of(self, category: &str, number: &str) -> String {
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
        Sentence(chosen).of(number)
    }
}

static ENGLISH: Text = Text::of_table(&en::TABLE);

/// The words in English, for those who know no site yet.
pub fn english() -> &'static Text {
    &ENGLISH
}

impl Text {
    /// The words of a site: English, but for what its `site.json` says otherwise.
    ///
    /// They stay until the program ends: ask once.
    pub fn of(site: &Site) -> &'static Self {
        let Some(words) = &site.words else {
            return &ENGLISH;
        };
        let mut text = ENGLISH.clone();
        for (name, words) in &words.0 {
            if let Some(place) = NAMES.iter().position(|known| known == name) {
                text.0[place] = Box::leak(words.clone().into_boxed_str());
            }
        }
        Box::leak(Box::new(text))
    }

    /// A word by its name.
    pub fn get(&self, name: &str) -> Option<&'static str> {
        let place = NAMES.iter().position(|known| *known == name)?;
        Some(self.0[place])
    }
}

/// The table of a language, for those who write bundles; none where there is none yet.
pub fn table(language: &Language) -> Option<Text> {
    let language = language.as_str();
    let table = match language.split('-').next().unwrap_or_default() {
        "en" => &en::TABLE,
        "fr" => &fr::TABLE,
        "es" => &es::TABLE,
        "de" => &de::TABLE,
        "zh" => &zh::TABLE,
        "ar" => &ar::TABLE,
        _ => return None,
    };
    Some(Text::of_table(table))
}
