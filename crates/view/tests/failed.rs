//! A page that could not be loaded: what readers are told, in every language of the interface.

mod support;

use content::article::Article;
use content::bundle::{Listing, decode_site};
use content::json::{self, DecodeError};
use content::language::Language;
use content::site::Site;
use content::words::Words;
use support::view;
use view::element::nodes;
use view::html;
use view::pages::failed::{self, Reason};
use view::text;

const LANGUAGES: [&str; 6] = ["en", "fr", "es", "de", "zh-Hans", "ar"];

/// A site whose interface is in a language.
fn site(language: &str) -> Site {
    let text = format!(r#"{{"format":1,"name":"Test","language":"{language}"}}"#);
    let mut site: Site = json::from_text(&text).expect("the test writes a site");
    let language = Language::parse(language).expect("it is a language");
    let table = text::table(&language).expect("the interface is in it");
    let words = text::NAMES
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), table.get(name)?.to_owned())));
    site.words = Some(Words(words.collect()));
    site
}

fn page(reason: &Reason, site: &Site) -> String {
    html::write(nodes(failed::page(reason, &view(site))))
}

fn damaged(is_site: bool, place: &str) -> Reason {
    let place = place.to_owned();
    Reason::Damaged { is_site, place }
}

/// Why a text is no site, no article or no list.
fn fault<T>(read: Result<T, DecodeError>) -> String {
    read.err().expect("the test writes what is damaged").to_string()
}

// Readers were shown the path of a field of a file, and that of the site as a fault of “this page”.
#[test]
fn readers_are_told_what_is_damaged_in_their_language_and_the_place_is_folded_away() {
    for language in LANGUAGES {
        let site = site(language);
        let language = Language::parse(language).expect("it is a language");
        let table = text::table(&language).expect("the interface is in it");
        for (is_site, words, other) in [
            (true, table.failed_site, table.failed_content),
            (false, table.failed_content, table.failed_site),
        ] {
            let page = page(&damaged(is_site, "site.json $.name: why"), &site);
            let (before, folded) = page.split_once("<details>").expect("the place is folded away");
            assert!(before.contains(words), "{page}");
            assert!(!page.contains(other), "{page}");
            assert!(!before.contains('$'), "{before}");
            let place = format!(
                "<summary>{}</summary><code dir=\"auto\">site.json $.name: why</code></details>",
                table.failed_place
            );
            assert!(folded.starts_with(&place), "{folded}");
        }
        for reason in [Reason::Network, Reason::Status(503)] {
            let page = page(&reason, &site);
            assert!(!page.contains("<details"), "{page}");
        }
    }
}

// Where nothing of the site is known, its language is not, either.
#[test]
fn without_a_site_the_words_are_english_and_there_is_a_way_to_try_again() {
    let place = "site.json $.format: why";
    let page = html::write(nodes(failed::without_site(
        &damaged(true, place),
        text::english(),
    )));
    assert!(page.contains(r#"lang="en" dir="ltr""#), "{page}");
    assert!(page.contains(text::ENGLISH_TABLE.failed_site), "{page}");
    assert!(
        page.contains(&format!("<code dir=\"auto\">{place}</code>")),
        "{page}"
    );
    assert!(page.contains(r#"<a href="">"#), "{page}");
}

// Whoever looks after the site looks for the place, and finds it by file, path and reason.
#[test]
fn each_kind_of_damage_has_a_place_and_a_reason() {
    let site = |text: &str| fault(json::value_of(text).and_then(decode_site));
    let article = |text: &str| fault(json::from_text::<Article>(text));
    let list = |text: &str| fault(json::from_text::<Listing>(text));
    for (said, wanted) in [
        (site(r#"{"format":1,"name":"Te"#), "$: not JSON: "),
        (site(""), "$: not JSON: "),
        (site("<!doctype html><h1>Hello</h1>"), "$: not JSON: "),
        (
            site(r#"{"format":2,"name":"Test","language":"en"}"#),
            "$.format: this app reads bundles of format 1",
        ),
        (
            site(r#"{"format":"1","name":"Test","language":"en"}"#),
            "$.format: ",
        ),
        (
            site(r#"{"format":1,"language":"en"}"#),
            "$.name: this field is missing",
        ),
        (
            site(r#"{"format":1,"name":"Test","language":"en","sections":[{"slug":7,"name":"A"}]}"#),
            "$.sections[0].slug: expected a string, found a number",
        ),
        (
            article(r#"{"slug":"a","title":"A","body":[{"kind":"paragraph","text":"x"}]}"#),
            "$.body[0].text: expected an array, found a string",
        ),
        (article("[]"), "$: expected an object, found an array"),
        (list(r#"{"count":"3","cards":[]}"#), "$.count: expected "),
        (
            list(r#"{"count":1,"cards":[{"slug":"a"}]}"#),
            "$.cards[0].title: this field is missing",
        ),
    ] {
        assert!(said.starts_with(wanted), "{said} is not {wanted}");
    }
}
