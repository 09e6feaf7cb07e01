//! Saved articles, kept and read again.

use content::article::Article;
use content::saved::{self, ROOM, cards, has, line, without};
use proptest::prelude::*;

fn article(slug: &str, more: &str) -> Article {
    serde_json::from_str(&format!(r#"{{"slug":"{slug}","title":"About {slug}"{more}}}"#))
        .expect("the test writes an article")
}

/// What is stored once an article has been saved.
fn with(stored: &str, article: &Article) -> String {
    saved::with(stored, &line(article))
}

// What a list shows of an article must come back as it was, in any language.
#[test]
fn an_article_is_read_as_it_was_saved() {
    let more = r#","section":"magazine","published":"2026-05-20","language":"ar""#;
    let stored = with("", &article("bells", more));
    assert_eq!(stored, "bells\tmagazine\t2026-05-20\tar\tAbout bells");
    assert_eq!(cards(&stored), [article("bells", more).card()]);
    let bare = article("bare", "");
    assert_eq!(cards(&with("", &bare)), [bare.card()]);
}

// The latest is what a reader looks for, and twice the same article is a list that nobody trusts.
#[test]
fn the_latest_stands_first_and_each_once() {
    let slugs =
        |stored: &str| -> Vec<String> { cards(stored).iter().map(|card| card.slug.to_string()).collect() };
    let stored = with(
        &with(&with("", &article("a", "")), &article("b", "")),
        &article("a", ""),
    );
    assert_eq!(slugs(&stored), ["a", "b"]);
    assert!(has(&stored, "a") && !has(&stored, "") && !has(&with("", &article("a-b", "")), "a"));
    assert_eq!(slugs(&without(&stored, "a")), ["b"]);
    assert_eq!(without(&without(&stored, "a"), "b"), "", "nothing stays stored");
    assert_eq!(without(&stored, "c"), stored);
}

// Readers keep hundreds of articles, and whoever saves one more must not lose the first in silence.
#[test]
fn none_is_lost_however_many_there_are() {
    let stored = (0..205).fold(String::new(), |stored, number| {
        with(&stored, &article(&format!("a-{number}"), ""))
    });
    let slugs: Vec<_> = cards(&stored).iter().map(|card| card.slug.to_string()).collect();
    let wanted: Vec<_> = (0..205).rev().map(|number| format!("a-{number}")).collect();
    assert_eq!(slugs, wanted);
    assert_eq!(cards(&without(&stored, "a-0")).len(), 204);
}

// The words that readers are told of the limit are true: ten thousand articles fit, and there is a limit.
#[test]
fn there_is_room_for_some_ten_thousand_articles() {
    let mut usual = article(
        "the-tide-tables-of-port-avel",
        r#","section":"magazine","published":"2026-05-20""#,
    );
    usual.title = "The tide tables of Port Avel".to_owned();
    let line = with("", &usual).len() + 1;
    assert!((8_000..20_000).contains(&(ROOM / line)), "{}", ROOM / line);
}

// Another program, an earlier version or a curious reader may have written anything there.
#[test]
fn lines_that_say_something_else_are_passed_over() {
    for line in [
        "",
        "bells",
        "bells\t\t\t",
        "bells\t\t\t\t",
        "Bells\t\t\t\tTitle",
        "../bells\t\t\t\tTitle",
        "javascript:alert(1)\t\t\t\tTitle",
        "bells\t//evil.example\t\t\tTitle",
        "bells\t\t2026-02-30\t\tTitle",
        "bells\t\t\tno language!\tTitle",
        "[{\"slug\":\"bells\"}]",
        "\u{0}\t\u{0}\t\u{0}\t\u{0}\t\u{0}",
    ] {
        let stored = format!("{line}\ngood\t\t\t\tGood");
        let titles: Vec<_> = cards(&stored).into_iter().map(|card| card.title).collect();
        assert_eq!(titles, ["Good"], "{line:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_stored_an_article_can_be_saved_and_taken_out_again(stored in "[ab\\t\\n]{0,40}|.*", title in ".*") {
        let mut item = article("bells", "");
        item.title = title;
        let saved = with(&stored, &item);
        prop_assert!(has(&saved, "bells"));
        prop_assert!(cards(&saved).len() <= cards(&stored).len() + 1);
        prop_assert!(!has(&without(&saved, "bells"), "bells"));
        prop_assert_eq!(saved.split('\n').next().map(|line| line.matches('\t').count()), Some(4));
    }
}
