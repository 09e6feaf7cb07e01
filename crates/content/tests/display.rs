//! What a reader has chosen of appearance, kept and read again.

use content::display::{Display, SIZES, THEMES};
use proptest::prelude::*;

// Another program, an earlier version or a curious reader may have written anything there.
#[test]
fn words_that_say_nothing_are_passed_over() {
    for (stored, words) in [
        ("", "system normal"),
        (" ", "system normal"),
        ("dark", "dark normal"),
        ("largest", "system largest"),
        ("dark large", "dark large"),
        ("large dark", "dark large"),
        ("  dark\tsmall\n", "dark small"),
        ("dark light system", "dark normal"),
        ("large normal small", "system large"),
        ("Dark", "system normal"),
        ("dark,large", "system normal"),
        ("darker", "system normal"),
        ("dark\u{a0}large", "system normal"),
        ("{\"theme\":\"dark\"}", "system normal"),
        ("dark constructor __proto__ \u{0} \u{2028}", "dark normal"),
    ] {
        let display = Display::parse(stored);
        assert_eq!(display.words(), words, "{stored:?}");
        assert_eq!(display.is_usual(), words == "system normal", "{stored:?}");
    }
}

proptest! {
    #[test]
    fn a_choice_is_read_as_it_was_stored(
        theme in prop::sample::select(&THEMES[..]),
        size in prop::sample::select(&SIZES[..]),
    ) {
        let display = Display { theme, size };
        prop_assert_eq!(Display::parse(&display.words()), display);
        prop_assert!(display.is(theme) && display.is(size));
    }

    #[test]
    fn whatever_is_stored_is_read_to_something_that_can_be_stored(stored in ".*") {
        let display = Display::parse(&stored);
        prop_assert_eq!(Display::parse(&display.words()), display);
        prop_assert!(THEMES.contains(&display.theme) && SIZES.contains(&display.size));
    }
}
