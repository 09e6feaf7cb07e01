//! Sentences of the interface, filled in.

use content::json;
use content::site::Site;
use view::text::{self, Text};

fn text(words: &str) -> &'static Text {
    let site = format!(r#"{{"format":1,"name":"Test","language":"en","words":{words}}}"#);
    let site: Site = json::from_text(&site).expect("the test writes a site");
    Text::of(&site)
}

// Languages put the parts of a sentence in an order of their own.
#[test]
fn gaps_are_filled_by_their_number_in_any_order() {
    let text = text(r#"{ "page": "{2}: {1}, {1}", "by": "{} wrote it" }"#);
    assert_eq!(text.page().with(&["1", "9"]).bare(), "9: 1, 1");
    assert_eq!(text.by().of("Ann").bare(), "Ann wrote it");
}

// A bundle may be older than the app, or newer.
#[test]
fn words_that_are_missing_are_english_and_unknown_ones_passed_over() {
    let text = text(r#"{ "menu": "Speisekarte", "spoon": "Löffel" }"#);
    assert_eq!(text.bare(text.menu()), "Speisekarte");
    assert_eq!(text.bare(text.skip()), "Skip to content");
}

// “1 pieces” is a small thing, and everybody sees it.
#[test]
fn the_form_follows_from_the_category_of_the_number() {
    let text = text(r#"{ "count": "one=one|few={} few|other={} others" }"#);
    assert_eq!(text.count().of("one", "1").bare(), "one");
    assert_eq!(text.count().of("few", "3").bare(), "3 few");
    assert_eq!(text.count().of("many", "11").bare(), "11 others");
}

// U+202E turns whatever follows it, the rest of the page included.
#[test]
fn a_name_cannot_turn_the_sentence_that_it_stands_in() {
    let by = text::english().by();
    assert_eq!(by.of("Ann").bare(), "By Ann");
    assert_eq!(by.of("王芳").bare(), "By 王芳");
    assert_eq!(by.of("\u{202e}nnA").bare(), "By \u{2068}\u{202e}nnA\u{2069}");
    assert_eq!(by.of("ليلى").bare(), "By \u{2068}ليلى\u{2069}");
}
