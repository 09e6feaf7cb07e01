//! A word of any length makes no page wider than its window.

use crate::kinds;
use crate::support::{Browser, Content, Portal};

/// Puts a word of sixty letters at the end of every text of the page, whatever it stands in: titles, cards, tags, tables, code,
/// captions, buttons, what is only seen when something is opened. Dates and numbers are ours, and short.
const LENGTHEN: &str = "(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    const meant = texts.filter((text) => text.data.trim() && !text.parentElement.closest('time, script, .unseen, .tally'));
    for (const text of meant) text.data += ` ${'Wortgrenze'.repeat(6)}`;
    return meant.length;
})()";

/// The words that stand outside the window, or outside a box that scrolls by itself.
const OUTSIDE: &str = "(() => {
    const outside = [];
    const walker = document.createTreeWalker(document.querySelector(':modal') ?? document.body, NodeFilter.SHOW_TEXT);
    const scrolls = (element) => element && (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    while (walker.nextNode()) {
        const { currentNode: text } = walker;
        const element = text.parentElement;
        if (!text.data.trim() || !element.checkVisibility() || element.closest('.unseen, .skip, .embed-box') || scrolls(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const { left, right } of range.getClientRects()) {
            if (left < -1 || right > document.documentElement.clientWidth + 1) {
                outside.push(`“${text.data.trim().slice(0, 30)}” in <${element.localName} class=\"${element.className}\"> from ${left} to ${right}`);
            }
        }
    }
    return [...new Set(outside)];
})()";

const SIDEWAYS: &str = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

const WIDTHS: [u32; 6] = [320, 375, 600, 768, 1024, 1440];

/// Lengthens every word of the page, and says what is wrong with it at each width.
fn lengthen(browser: &Browser, name: &str) -> Vec<String> {
    assert!(browser.number(LENGTHEN) > 5.0, "{name} has words");
    let mut wrong = Vec::new();
    for width in WIDTHS {
        browser.resize(width, 800);
        let sideways = browser.number(SIDEWAYS);
        if sideways > 0.0 {
            wrong.push(format!("{name} at {width} px goes {sideways} px sideways"));
        }
        let outside = browser.read(OUTSIDE);
        let outside = outside.as_array().into_iter().flatten();
        wrong.extend(outside.map(|words| format!("{name} at {width} px: {words}")));
    }
    wrong
}

// A German title, a file name or an address is one word, and a page that moves sideways under the thumb is none to be read.
#[test]
fn no_word_of_sixty_letters_moves_any_kind_of_page_sideways() {
    let Some(browser) = kinds::regular() else { return };
    let mut wrong = Vec::new();
    for kind in kinds::all() {
        browser.resize(1280, 800);
        kind.visit(&browser);
        wrong.extend(lengthen(&browser, kind.name));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    kinds::assert_clean(&browser);
}

// Who has not been asked yet sees the same, with the question before it.
#[test]
fn no_word_of_sixty_letters_moves_the_banner_sideways() {
    let Some(browser) = kinds::newcomer() else { return };
    browser.visit("/");
    browser.wait_for("the banner", "document.querySelector('#portal_consent-banner')");
    let wrong = lengthen(&browser, "the banner");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.assert_clean();
}

// Code and tables are read along their lines: they keep their words whole, and scroll by themselves.
#[test]
fn code_and_tables_keep_their_words_whole_and_scroll_in_a_box_of_their_own() {
    let content = Content::new();
    let word = "Wortgrenze".repeat(6);
    content.write(
        "site.toml",
        "name = \"Words\"\nlanguage = \"de\"\n\n[[sections]]\nslug = \"texts\"\nname = \"Texte\"\n",
    );
    content.write(
        "texts/long.md",
        format!(
            "+++\ntitle = \"{word}\"\nlead = \"{word}\"\n+++\n\n| {word} | two |\n|---|---|\n| one | {word} |\n\n```\n{word} {word}\n```\n\n{word} and `{word}`.\n"
        ),
    );
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.resize(320, 640);
    browser.visit("/texts/long/");
    assert_eq!(browser.read(SIDEWAYS), 0);
    for own in [".table", ".prose pre"] {
        let scrolls = format!(
            "(({{ scrollWidth, clientWidth }}) => scrollWidth > clientWidth)(document.querySelector('{own}'))"
        );
        assert_eq!(browser.read(&scrolls), true, "{own}");
    }
    let lines = "((cell) => { const range = document.createRange(); range.selectNodeContents(cell); return range.getClientRects().length; })(document.querySelector('.table th'))";
    assert_eq!(browser.read(lines), 1, "a cell breaks no word");
    // Where the language is known, words are parted as it parts them.
    assert_eq!(
        browser.style("main h1", "hyphens"),
        "auto",
        "a title of the language {}",
        browser.read("document.documentElement.lang")
    );
    for whole in [".prose code", ".prose pre", "button"] {
        assert_eq!(browser.style(whole, "hyphens"), "none", "{whole}");
    }
    browser.assert_clean();
}
