//! Slugs.

use content::slug::Slug;
use proptest::prelude::*;

// The table says what the rule says, at its edges.
#[test]
fn a_slug_is_lower_case_ascii_with_single_hyphens_inside() {
    let long = "a".repeat(100);
    for text in ["a", "7", "tide-tables-of-port-avel", "2026", "a-1-b", &long] {
        assert_eq!(Slug::parse(text).expect(text).as_ref(), text);
    }
    let too_long = "a".repeat(101);
    for text in [
        "", "-", "-a", "a-", "a--b", "A", "é", "a_b", "a b", "a.b", "a/b", "..", "%61", "a\0", "a\n",
        "\u{0430}", "潮", &too_long,
    ] {
        assert_eq!(Slug::parse(text), None, "{text:?} is no slug");
    }
}

proptest! {
    // A slug goes into addresses and file names unescaped: nothing in it may mean anything to either.
    #[test]
    fn what_is_accepted_needs_no_escaping_anywhere(text in "[a-zA-Z0-9./%_\\- é-]{0,12}") {
        if let Some(slug) = Slug::parse(&text) {
            prop_assert_eq!(slug.to_string(), &*text);
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
            prop_assert!(!text.starts_with('-') && !text.ends_with('-') && !text.contains("--") && !text.is_empty());
        }
    }
}
