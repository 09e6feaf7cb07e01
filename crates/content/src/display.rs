//! How a reader wants pages to look, as it is kept on the reader's device.
//!
//! `display.js` reads the same words in the same way, because it has to be done before the program is there.

use crate::json::word;

/// The key of `localStorage` that the choice is kept under.
pub const KEY: &str = "display";

/// The word for colours as the device has them.
pub const SYSTEM: &str = "system";

/// The word for text in its usual size.
pub const NORMAL: &str = "normal";

word! {
    /// Colours that a reader has chosen.
    pub enum Theme, "a theme is one of light, dark" {
        /// Dark letters on a light ground.
        Light = "light",
        /// Light letters on a dark ground.
        Dark = "dark",
    }
}

word! {
    /// A size of the text that a reader has chosen.
    pub enum TextSize, "a size of the text is one of small, large, largest" {
        /// Somewhat smaller than usual.
        Small = "small",
        /// Somewhat larger.
        Large = "large",
        /// Half as large again.
        Largest = "largest",
    }
}

/// How a reader wants pages to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// The colours; none where the device decides.
    pub theme: Option<Theme>,
    /// The size of the text; none where it is the usual one.
    pub text: Option<TextSize>,
}

impl Display {
    /// What stored words say. Those that say nothing are passed over, and of two that contradict each other the later
    /// counts.
    pub fn parse(stored: &str) -> Self {
        stored.split(' ').fold(Self::default(), Self::with)
    }

    /// The same with one thing changed, by its word.
    #[must_use]
    pub fn with(mut self, word: &str) -> Self {
        let (theme, text) = (Theme::from_word(word), TextSize::from_word(word));
        if theme.is_some() || word == SYSTEM {
            self.theme = theme;
        }
        if text.is_some() || word == NORMAL {
            self.text = text;
        }
        self
    }

    /// The words for colours and text.
    pub fn words(self) -> [&'static str; 2] {
        [
            self.theme.map_or(SYSTEM, Theme::as_str),
            self.text.map_or(NORMAL, TextSize::as_str),
        ]
    }

    /// What is to be stored; none where nothing is chosen.
    pub fn stored(self) -> Option<String> {
        let [theme, text] = self.words();
        (self != Self::default()).then(|| [theme, " ", text].concat())
    }
}
