//! How a reader wants pages to look, as it is kept on the reader's device: words with spaces between them.
//!
//! Before the app is there, `display.js` puts them at the root of the document, and the style sheet reads them in the
//! same way: words that it does not know are passed over, and of two that contradict each other the one that stands later
//! in its list counts.

/// The key of `localStorage` that the words are kept under.
pub const KEY: &str = "display";

/// The words for colours, those of the device first.
pub const THEMES: [&str; 3] = ["system", "light", "dark"];

/// The words for sizes of the text, the usual one first.
pub const SIZES: [&str; 4] = ["normal", "small", "large", "largest"];

/// A word for the colours and one for the size of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Display {
    /// One of [`THEMES`].
    pub theme: &'static str,
    /// One of [`SIZES`].
    pub size: &'static str,
}

impl Display {
    /// What words say.
    pub fn parse(words: &str) -> Self {
        Self {
            theme: last(&THEMES, words),
            size: last(&SIZES, words),
        }
    }

    /// Both words.
    pub fn words(self) -> String {
        [self.theme, " ", self.size].concat()
    }

    /// Is it as the device and the site have it?
    pub fn is_usual(self) -> bool {
        self.is(THEMES[0]) && self.is(SIZES[0])
    }

    /// Is that one of its words?
    pub fn is(self, word: &str) -> bool {
        self.theme == word || self.size == word
    }
}

/// The last of the known words that is among these, or the first of all.
fn last(known: &[&'static str], words: &str) -> &'static str {
    let mut found = known[0];
    for one in known {
        if words.split_ascii_whitespace().any(|word| word == *one) {
            found = one;
        }
    }
    found
}
