//! Languages and the direction of their text.

use content::language::{Direction, Language};

// The tag goes into `lang` attributes; which languages there are is the browser's business.
#[test]
fn a_language_has_the_shape_of_a_bcp_47_tag() {
    for text in [
        "en",
        "EN",
        "fil",
        "zh-Hans",
        "ar-EG",
        "de-CH-1996",
        "sr-Latn-RS",
        "en-x-tide",
    ] {
        assert_eq!(Language::parse(text).expect(text).to_string(), text);
    }
    for text in [
        "",
        "e",
        "englishlanguage",
        "en_GB",
        "en-",
        "-en",
        "en--GB",
        "en GB",
        "1n",
        "é",
        "en\n",
        "zh-汉",
        "abcdefghi",
        "en-abcdefghi",
        "en\" onclick=\"",
        "en-a1-b2-c3-d4-e5-f6-g7-h8-i9-j10-k11",
    ] {
        assert_eq!(Language::parse(text), None, "{text:?} is no language");
    }
}

// A page of Arabic that runs from the left cannot be read; a script subtag outranks the language.
#[test]
fn direction_follows_from_the_script_else_from_the_language() {
    let direction = |text| Language::parse(text).expect(text).direction();
    for text in [
        "ar",
        "AR",
        "ar-EG",
        "fa",
        "he-IL",
        "ur",
        "az-Arab",
        "pa-arab-PK",
        "ku-Arab",
        "yi",
        "ckb",
    ] {
        assert_eq!(direction(text), Direction::Rtl, "{text}");
    }
    for text in [
        "en", "zh-Hans", "ar-Latn", "fa-Cyrl", "ur-latn", "arc-Latn", "art", "fr-CA", "hebrew",
    ] {
        assert_eq!(direction(text), Direction::Ltr, "{text}");
    }
    assert_eq!((Direction::Ltr.as_str(), Direction::Rtl.as_str()), ("ltr", "rtl"));
}

// A variant has four characters, too, when it begins with a digit, and an extension may hold any word.
#[test]
fn only_a_script_subtag_is_read_as_a_script() {
    let direction = |text| Language::parse(text).expect(text).direction();
    assert_eq!(direction("ar-1994"), Direction::Rtl);
    assert_eq!(direction("en-x-arab"), Direction::Ltr);
    assert_eq!(direction("ar-u-nu-latn"), Direction::Rtl);
}
