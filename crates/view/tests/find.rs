//! What is found, and what is said of it.

mod support;

use content::article::Card;
use content::find::{Found, Query};
use content::json;
use content::site::Site;
use support::view;
use view::components::marks::{Excerpt, Marks};
use view::element::nodes;
use view::html;
use view::pages::find::{self, FindPage, Searched};
use view::text::Finding;

fn site() -> Site {
    json::from_text(
        r#"{"format":1,"name":"Test","language":"en","sections":[{"slug":"magazine","name":"Magazine"}],
            "taxonomies":[{"slug":"themes","name":"Themes","tags":[{"slug":"sea","name":"Sea"}]}]}"#,
    )
    .expect("the test writes a site")
}

fn found(query: &str, titles: &[&str], marks: Vec<Marks>, searched: Searched) -> FindPage {
    let cards = titles.iter().enumerate().map(|(at, title)| {
        let card = format!(r#"{{"slug":"a{at}","section":"magazine","title":"{title}","lead":"A lead."}}"#);
        json::from_text::<Card>(&card).expect("the test writes a card")
    });
    FindPage {
        query: Query::parse(query, &site()),
        found: Found {
            count: u32::try_from(titles.len()).expect("there are few"),
            places: Vec::new(),
            axes: Vec::new(),
        },
        cards: cards.map(Some).collect(),
        marks,
        searched: Some(searched),
        is_answered: true,
    }
}

fn page(page: &FindPage) -> String {
    let site = site();
    html::write(nodes(find::page(page, Finding::of(&site), &view(&site))))
}

// A title is text, whatever stands in it, and what is marked in it is an element of its own.
#[test]
fn words_are_marked_and_no_text_becomes_markup() {
    let marks = Marks {
        title: vec![0..3, 8..11],
        lead: std::iter::once(2..6).collect(),
        excerpt: Some(Excerpt {
            text: "a <b> rope".to_owned(),
            marks: std::iter::once(6..10).collect(),
            goes_before: true,
            goes_on: false,
        }),
    };
    let shown = page(&found("q=x", &["<b> and <i>"], vec![marks], Searched::default()));
    for part in [
        "<mark>&lt;b&gt;</mark> and <mark>&lt;i&gt;</mark>",
        "A <mark>lead</mark>.",
        "…a &lt;b&gt; <mark>rope</mark></p>",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

// Places that are none, because a card is of another day than its marks, leave the text whole.
#[test]
fn marks_beyond_a_text_or_within_a_letter_lose_nothing_of_the_page() {
    let marks = Marks {
        title: vec![1..2, 40..50],
        ..Marks::default()
    };
    let shown = page(&found("q=x", &["Égypte"], vec![marks], Searched::default()));
    assert!(shown.contains(">Égypte</a>"), "{shown}");
}

// Whoever searches must know what was done with the words, and how to get what was typed.
#[test]
fn what_became_of_the_words_is_said() {
    let searched = Searched {
        instead: Some(("old rope".to_owned(), "old \"roep\"".to_owned())),
        left_out: vec!["zzz".to_owned()],
        is_relaxed: true,
        is_cut: true,
        is_short: true,
        is_ranked: true,
        ..Searched::default()
    };
    let shown = page(&found("q=old+roep+zzz", &["One", "Two"], Vec::new(), searched));
    for part in [
        "Showing results for “old rope”.",
        "href=\"/find/?q=old+%22roep%22\"",
        "Nothing here says “zzz”",
        "These have most of them.",
        "too long to search for",
        "there may be more",
        "href=\"/find/?q=old+roep+zzz&amp;sort=recent\"",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

// Words of the reader cannot turn the sentence that they stand in.
#[test]
fn searched_words_are_isolated_where_they_turn() {
    let site = site();
    let empty = found("q=%E2%80%AEepor", &[], Vec::new(), Searched::default());
    let told = find::announcement(&empty, Finding::of(&site), &view(&site)).bare();
    assert_eq!(told, "Nothing found for “\u{2068}\u{202e}epor\u{2069}”.");
}

// Filters stay where the words change, and words where the filters do.
#[test]
fn ways_keep_words_and_filters() {
    let shown = page(&found("q=rope&themes=sea", &[], Vec::new(), Searched::default()));
    assert!(
        shown.contains("<a href=\"/find/?q=rope\">Search without filters</a>"),
        "{shown}"
    );
    assert!(shown.contains("class=\"chip\" href=\"/find/?q=rope\""), "{shown}");
}
