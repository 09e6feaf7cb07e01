//! Cards and the lists made of them: what they say, what they leave out, and how they stand.

use serde_json::json;

use crate::support::{Browser, Content, Key, Portal, eventually, reader, reader_with_tabs};

/// Rows of cards that do not reach both ends of what they stand in, and cards that stand alone beside nothing.
const UNFILLED: &str = "[...document.querySelectorAll('.cards')].filter((cards) => cards.checkVisibility()).flatMap((cards) => {
    const rows = new Map();
    for (const card of cards.children) {
        const { top, left, right } = card.getBoundingClientRect();
        const row = rows.get(Math.round(top)) ?? [];
        rows.set(Math.round(top), [...row, left, right]);
    }
    const { left, right } = cards.getBoundingClientRect();
    return [...rows.values()].filter((row) => Math.abs(Math.min(...row) - left) > 1 || Math.abs(Math.max(...row) - right) > 1)
        .map((row) => `a row of ${row.length / 2} from ${Math.min(...row)} to ${Math.max(...row)} in ${left} to ${right}`);
})";

/// A site with so many articles in each of its sections, with a picture where there are pictures.
fn site(counts: &[usize], has_pictures: bool) -> Content {
    let content = Content::new();
    let mut text = "name = \"The Quay\"\nlanguage = \"en\"\n".to_owned();
    for (at, count) in counts.iter().enumerate() {
        text += "\n[[sections]]\n";
        text += &["slug = \"s", &at.to_string(), "\"\nname = \"Section\"\n"].concat();
        for number in 0..*count {
            let picture = if has_pictures {
                "\n[image]\nsrc = \"media/a.svg\"\n"
            } else {
                ""
            };
            content.write(
                &format!("s{at}/a{at}-{number}.md"),
                format!(
                    "+++\ntitle = \"Piece {number}\"\npublished = 2026-0{}-{:02}{picture}\n+++\n\nThe harbour office has moved the timetable of Mr. Abrantes for the third time this year. Nobody reads it.\n\nMore.\n",
                    1 + at, 1 + number
                ),
            );
        }
    }
    content.write("site.toml", text);
    content.write(
        "media/a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 400\" width=\"600\" height=\"400\"><path fill=\"#0b57a4\" d=\"M0 0h600v400H0z\"/></svg>",
    );
    content
}

fn reader_of(content: &Content) -> Option<Browser> {
    Browser::on(Portal::pressed(content.path())?)
}

// One card of five below a row of four looks like a mistake, at whatever width.
#[test]
fn every_row_of_cards_is_full_whatever_their_number_and_the_width() {
    for has_pictures in [true, false] {
        let content = site(&[5, 6, 7, 9, 1, 2], has_pictures);
        let Some(browser) = reader_of(&content) else {
            return;
        };
        let mut wrong = Vec::new();
        for path in [
            "/",
            "/s0/",
            "/s1/",
            "/s2/",
            "/s3/",
            "/s4/",
            "/s5/",
            "/archive/2026/",
            "/find/",
        ] {
            browser.resize(1280, 900);
            browser.visit(path);
            browser.wait_for("all cards", "!document.querySelector('.card-skeleton')");
            for width in [320, 600, 768, 1024, 1280, 1440, 1920] {
                browser.resize(width, 900);
                let unfilled = browser.read(UNFILLED);
                let unfilled = unfilled.as_array().into_iter().flatten();
                wrong.extend(unfilled.map(|row| format!("{path} at {width} px: {row}")));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        browser.assert_clean();
    }
}

// A grid that asks the window stands in three narrow columns where it has a third of the window.
#[test]
fn cards_ask_the_room_that_they_stand_in_and_not_the_window() {
    let Some(browser) = reader() else { return };
    let columns = "getComputedStyle(document.querySelector('.cards')).gridTemplateColumns.split(' ').length";
    browser.resize(1440, 900);
    browser.visit("/tags/themes/heritage/");
    assert_eq!(browser.read(columns), 4);
    browser.visit("/find/");
    assert_eq!(browser.read(columns), 3, "beside the choices there is less room");
    browser.visit("/tags/themes/heritage/");
    browser.read("document.documentElement.dataset.display = 'largest'");
    assert_eq!(browser.read(columns), 3, "large letters need wider columns");
    browser.assert_clean();
}

// The lead and what stands beside it end on one line, with whatever they have.
#[test]
fn nothing_is_left_open_beside_the_lead() {
    let ends = "(([lead, beside]) => [lead, beside].map((part) => Math.round(part.getBoundingClientRect().bottom)))(document.querySelectorAll('.card-lead, .front-beside'))";
    let picture = "(({ width, height }) => Math.round(width * 2 / 3) - Math.round(height))(document.querySelector('.card-lead img').getBoundingClientRect())";
    for count in [2, 3, 5, 9] {
        for has_pictures in [true, false] {
            let Some(browser) = reader_of(&site(&[count], has_pictures)) else {
                return;
            };
            browser.resize(1440, 900);
            browser.visit("/");
            let both = browser.read(ends);
            assert_eq!(both[0], both[1], "{count} pieces, with pictures: {has_pictures}");
            if has_pictures {
                assert!(
                    browser.number(picture) <= 1.0,
                    "the picture is never lower than its own shape"
                );
            }
        }
    }
    let Some(browser) = reader() else { return };
    for width in [1024, 1280, 1440, 1920] {
        browser.resize(width, 900);
        browser.visit("/");
        let both = browser.read(ends);
        assert_eq!(both[0], both[1], "the demo at {width} px");
    }
    browser.assert_clean();
}

// Where a card comes from is what readers look for first, and nobody needs to be told so in its own section.
#[test]
fn a_card_names_its_section_but_not_within_it() {
    let Some(browser) = reader() else { return };
    let kickers = "[...document.querySelectorAll('.card:not(.similar *)')].map((card) => card.querySelector('.kicker')?.textContent ?? null)";
    browser.visit("/tags/themes/heritage/");
    let site = browser.portal().folder().json("content/site.json");
    let sections = site["sections"].as_array().cloned().unwrap_or_default();
    let of = |path: &str| {
        let slug = path.split('/').nth(1).unwrap_or_default().to_owned();
        let section = sections.iter().find(|section| section["slug"] == slug);
        section.map(|section| section["name"].clone())
    };
    let paths = browser.read("[...document.querySelectorAll('.card-title a')].map((link) => link.pathname)");
    let expected: Vec<_> = paths
        .as_array()
        .into_iter()
        .flatten()
        .map(|path| of(path.as_str().unwrap_or_default()))
        .collect();
    assert_eq!(browser.read(kickers), json!(expected));
    for path in ["/magazine/", "/opportunities/"] {
        browser.visit(path);
        assert!(browser.count(".card") > 3);
        assert_eq!(browser.count(".card .kicker"), 0, "{path}");
    }
    browser.visit("/");
    assert_eq!(browser.count(".front .card:not(:has(.kicker))"), 0);
    assert_eq!(
        browser.count(".strip .kicker"),
        0,
        "the heading of a strip says it"
    );
    browser.assert_clean();
}

// “Posted on” twenty-five times is a system that speaks. What closes and what takes place says what its date is.
#[test]
fn a_date_on_a_card_is_quiet_unless_it_is_a_deadline_or_an_event() {
    let Some(browser) = reader() else { return };
    for path in ["/", "/magazine/", "/tags/themes/heritage/", "/find/"] {
        browser.visit(path);
        let dates = browser.texts(".card-when");
        assert!(!dates.is_empty(), "{path}");
        for date in &dates {
            assert!(!date.contains("Posted"), "{path}: {date}");
        }
        assert_eq!(browser.style(".card-when", "text-transform"), "none", "{path}");
    }
    browser.visit("/opportunities/");
    for date in browser.texts(".card-when") {
        assert!(
            date.starts_with("Deadline ") || date.starts_with("Closed on "),
            "{date}"
        );
    }
    browser.assert_clean();
}

// A site that was brought from elsewhere has titles and no leads: on a card the first sentence says what it is about.
#[test]
fn the_first_sentence_stands_in_for_a_lead_on_cards_and_not_in_the_article() {
    let Some(browser) = reader_of(&site(&[6], false)) else {
        return;
    };
    let first = "The harbour office has moved the timetable of Mr. Abrantes for the third time this year.";
    browser.visit("/s0/");
    assert_eq!(browser.texts(".card-lead-words"), vec![first; 6]);
    browser.visit("/");
    assert_eq!(browser.text(".card-lead .card-lead-words"), first);
    browser.visit("/s0/a0-1/");
    assert_eq!(browser.count(".lead"), 0);
    assert_eq!(browser.count(".prose > p"), 2);
    browser.assert_clean();
}

// Whoever quotes a title or looks up a word in it has to be able to mark it; and a card is pressed anywhere.
#[test]
fn the_words_of_a_card_can_be_selected_and_all_of_it_leads_to_its_article() {
    let Some(browser) = reader_with_tabs() else { return };
    browser.resize(1440, 900);
    browser.visit("/magazine/");
    browser.refuse_services();
    let place = |selector: &str, part: f64| {
        let place = browser.read(&format!(
            "(({{ left, top, width, height }}) => [Math.round(left + width * {part}), Math.round(top + height / 2)])(document.querySelector('{selector}').getBoundingClientRect())"
        ));
        let at = |index: usize| {
            let at = place[index].as_u64().and_then(|at| u32::try_from(at).ok());
            at.expect("the lead is in the window")
        };
        (at(0), at(1))
    };
    let words = ".list > .card-lead .card-lead-words";
    browser.drag(place(words, 0.1), place(words, 0.6));
    let marked = browser.read("getSelection().toString()");
    let marked = marked.as_str().unwrap_or_default();
    let lead = browser.text(words);
    assert!(
        marked.len() > 10 && lead.contains(marked.split('\n').next().unwrap_or_default()),
        "“{marked}” of “{lead}”"
    );
    assert_eq!(browser.path(), "/magazine/", "marking words leads nowhere");

    let title = browser.text(".list > .card-lead .card-title");
    let address = browser.read("document.querySelector('.list > .card-lead .card-title a').pathname");
    let address = address.as_str().expect("a path is a text").to_owned();
    for pressed in [
        words,
        ".list > .card-lead .card-picture",
        ".list > .card-lead .card-meta",
    ] {
        browser.visit("/magazine/");
        let (x, y) = place(pressed, 0.1);
        browser.click_at(x, y);
        browser.arrived(&address, &title);
    }
    // With a modifier it opens beside, as a link does.
    browser.visit("/magazine/");
    let tabs = browser.tabs();
    browser.click_with(Key::Control, words);
    eventually("a tab of its own", || browser.tabs() == tabs + 1);
    assert_eq!(browser.path(), "/magazine/");
    browser.assert_clean();
}
