//! An article on paper.

use crate::samples::with_every_kind;
use crate::support::{Browser, Scheme};

fn ropes() -> Option<Browser> {
    let portal = with_every_kind()?;
    let browser = Browser::on(portal)?;
    browser.visit("/magazine/the-ropeworks/");
    Some(browser)
}

const AFTER: &str = "getComputedStyle(document.querySelector(SELECTOR), '::after').content";

// Nobody can press a link on paper, and the address of a tag or of the next page helps nobody there.
#[test]
fn links_of_the_text_are_printed_with_where_they_lead() {
    let Some(browser) = ropes() else { return };
    let after = |selector: &str| browser.read(&AFTER.replace("SELECTOR", &format!("\"{selector}\"")));
    let away = ".prose a[href='https://example.org/']";
    assert_eq!(after(away), "none", "on the screen the words are enough");
    browser.print();
    assert_eq!(after(away), "\" (https://example.org/)\"");
    assert_eq!(after(".prose a[href='/magazine/']"), "none");
    assert_eq!(after(".breadcrumb a"), "none");
    browser.assert_clean();
}

// Buttons do nothing on paper, and what surrounds a page costs ink.
#[test]
fn menus_buttons_and_players_are_not_printed() {
    let Some(browser) = ropes() else { return };
    browser.print();
    for gone in [".menu", ".search", ".footer", ".skip", ".player", "button"] {
        assert!(browser.count(gone) > 0, "{gone} stands on the screen");
        let shown =
            format!("[...document.querySelectorAll('{gone}')].filter(e => e.checkVisibility()).length");
        assert_eq!(browser.read(&shown), 0, "{gone}");
    }
    for kept in [
        ".site-name",
        "main h1",
        ".prose > p",
        ".prose > .figure img",
        ".prose > .media > figcaption",
    ] {
        let shown = format!("document.querySelector('{kept}').checkVisibility()");
        assert_eq!(browser.read(&shown), true, "{kept}");
    }
    // What is folded cannot be opened on paper.
    assert!(
        browser.number(
            "document.querySelector('.prose > details > :last-child').getBoundingClientRect().height"
        ) > 0.0
    );
    browser.assert_clean();
}

// A reader who prefers the dark has white paper, too.
#[test]
fn paper_is_white_and_the_words_are_black() {
    let Some(browser) = ropes() else { return };
    browser.prefer(Scheme::Dark);
    let colours =
        "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color]";
    let dark = browser.read(colours);
    browser.print();
    let printed = browser.read(colours);
    assert_ne!(dark, printed);
    assert_eq!(printed, serde_json::json!(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]));
    browser.assert_clean();
}
