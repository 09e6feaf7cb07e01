//! What a reader has chosen of appearance, kept and read again.

use content::display::{Display, NORMAL, SYSTEM, TextSize, Theme};
use proptest::prelude::*;

fn displays() -> impl Strategy<Value = Display> {
    let themes = prop::option::of(prop::sample::select(vec![Theme::Light, Theme::Dark]));
    let sizes = prop::option::of(prop::sample::select(vec![
        TextSize::Small,
        TextSize::Large,
        TextSize::Largest,
    ]));
    (themes, sizes).prop_map(|(theme, text)| Display { theme, text })
}

// Another program, an earlier version or a curious reader may have written anything there.
#[test]
fn words_that_say_nothing_are_passed_over() {
    let dark = Some(Theme::Dark);
    for (stored, theme, text) in [
        ("", None, None),
        (" ", None, None),
        ("dark", dark, None),
        ("largest", None, Some(TextSize::Largest)),
        ("dark large", dark, Some(TextSize::Large)),
        ("large dark", dark, Some(TextSize::Large)),
        ("  dark  ", dark, None),
        ("light dark", dark, None),
        ("dark system", None, None),
        ("large normal", None, None),
        ("Dark", None, None),
        ("dark\nlarge", None, None),
        ("dark,large", None, None),
        ("darker", None, None),
        ("{\"theme\":\"dark\"}", None, None),
        ("dark constructor __proto__ \u{0} \u{2028}", dark, None),
    ] {
        assert_eq!(Display::parse(stored), Display { theme, text }, "{stored:?}");
    }
}

// A key that stays with nothing in it would be stored without having been asked for.
#[test]
fn what_the_device_decides_is_not_stored() {
    let chosen = Display::parse("dark large");
    assert_eq!(chosen.with(SYSTEM).stored().as_deref(), Some("system large"));
    assert_eq!(chosen.with(NORMAL).stored().as_deref(), Some("dark normal"));
    assert_eq!(chosen.with(SYSTEM).with(NORMAL).stored(), None);
}

proptest! {
    #[test]
    fn a_choice_is_read_as_it_was_stored(display in displays()) {
        prop_assert_eq!(Display::parse(&display.stored().unwrap_or_default()), display);
    }

    #[test]
    fn whatever_is_stored_is_read_to_something_that_can_be_stored(stored in ".*") {
        let display = Display::parse(&stored);
        prop_assert_eq!(Display::parse(&display.stored().unwrap_or_default()), display);
    }
}
