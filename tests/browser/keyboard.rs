//! Everything is reached and seen by keyboard.

use press::host::serve::Policy;
use serde_json::json;

use crate::kinds::{self, Kind};
use crate::samples::with_every_kind;
use crate::support::{Browser, Key, Portal, Scheme, reader};

/// What the Tab key stops at, in the order of the document.
const STOPS: &str = "[...document.querySelectorAll('a[href], button, summary, [type=search], [tabindex=\"0\"]')].filter((stop) => stop.checkVisibility())";

/// Walks with Tab from the element at place `from` among the stops to the one before `to`, and fails where the focus
/// is elsewhere or cannot be seen. Returns the words of each stop.
#[track_caller]
fn walk(browser: &Browser, from: usize, to: usize) -> Vec<String> {
    let state = format!(
        "((stop) => {{
            const outlined = (element) => element && getComputedStyle(element).outlineStyle !== 'none' && parseFloat(getComputedStyle(element).outlineWidth) > 0;
            const {{ top, bottom }} = stop.getBoundingClientRect();
            return [{STOPS}.indexOf(stop), Boolean(outlined(stop) || outlined(stop.closest('.card'))), bottom > 0 && top < innerHeight, stop.textContent.trim()];
        }})(document.activeElement)"
    );
    (from..to)
        .map(|place| {
            browser.press(Key::Tab);
            let state = browser.read(&state);
            let words = state[3].as_str().unwrap_or_default().to_owned();
            assert_eq!(state[0], place, "the focus is on “{words:.60}”");
            assert_eq!(
                state[1], true,
                "the focus on “{words}” cannot be told from the rest"
            );
            assert_eq!(state[2], true, "“{words}” has the focus outside the window");
            words
        })
        .collect()
}

fn stops(browser: &Browser) -> usize {
    let stops = browser.read(&format!("{STOPS}.length")).as_u64();
    stops
        .and_then(|stops| usize::try_from(stops).ok())
        .expect("a length is a number")
}

// The way that most readers without a mouse take: past the menu to the first piece, and into it.
#[test]
fn tab_and_enter_lead_from_the_top_of_the_home_page_into_an_article() {
    let Some(browser) = reader() else { return };
    browser.visit("/");
    browser.refuse_services();
    browser.visit("/");
    let lead = browser.read(&format!(
        "{STOPS}.indexOf(document.querySelector('.card-lead .card-title a'))"
    ));
    let lead = lead
        .as_u64()
        .and_then(|lead| usize::try_from(lead).ok())
        .expect("there is a lead");
    let walked = walk(&browser, 0, lead + 1);
    assert_eq!(walked[..2], ["Skip to content", "The Long Ferry"]);
    assert!(walked[2..].contains(&"Opportunities".to_owned()), "{walked:?}");
    let title = &walked[lead];
    let path = browser.read("document.activeElement.pathname");
    browser.press(Key::Enter);
    browser.arrived(path.as_str().expect("a path is a text"), title);
    assert_eq!(
        browser.read("document.activeElement === document.querySelector('main h1')"),
        true
    );

    // The heading is no stop of its own: the walk goes on with what follows it.
    let next = browser.read(&format!(
        "{STOPS}.findIndex((stop) => document.querySelector('main h1').compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING)"
    ));
    let next = next
        .as_u64()
        .and_then(|next| usize::try_from(next).ok())
        .expect("something follows");
    let end = stops(&browser);
    let walked = walk(&browser, next, end);
    assert_eq!(
        walked.len(),
        end - next,
        "the focus is never lost before the end of the page"
    );
    browser.assert_clean();
}

// Eyes go from the beginning of a line to its end, and then to the next. A focus that jumps across them is looked for.
#[test]
fn the_focus_goes_through_masthead_and_article_head_as_the_eye_does() {
    /// Where each stop that the Tab key comes to in a part of the page stands.
    const PLACES: &str = "(({ left, right, top, bottom }) => [left, right, top, bottom])(document.activeElement.getClientRects()[0])";
    let Some(browser) = reader() else { return };
    browser.visit("/");
    browser.refuse_services();
    for (path, part) in [
        ("/", ".masthead"),
        ("/magazine/tide-tables-of-port-avel/", ".masthead"),
        ("/magazine/tide-tables-of-port-avel/", ".article-head"),
        ("/events/low-tide-festival-2027/", ".article"),
        ("/opportunities/slow-routes-travel-fund/", ".article"),
    ] {
        for width in [320, 375, 600, 768, 1024, 1440] {
            browser.resize(width, 900);
            browser.visit(path);
            browser.read("document.querySelector('.skip').focus()");
            let mut before: Option<[f64; 4]> = None;
            let mut seen = 0;
            for _ in 0..60 {
                browser.press(Key::Tab);
                let is_there = browser.read(&format!("Boolean(document.activeElement.closest('{part}'))"));
                if is_there != true {
                    if seen > 0 {
                        break;
                    }
                    continue;
                }
                let place = browser.read(PLACES);
                let at = |index: usize| place[index].as_f64().unwrap_or_default();
                // What has been scrolled to has another place in the window, and the same in the page.
                let scrolled = browser.number("scrollY");
                let now = [at(0), at(1), at(2) + scrolled, at(3) + scrolled];
                if let Some([left, right, top, bottom]) = before {
                    // A button may stand in its field.
                    let is_within = now[0] >= left && now[1] <= right && now[2] >= top && now[3] <= bottom;
                    assert!(
                        is_within || now[0] >= right - 1.0 || f64::midpoint(now[2], now[3]) > bottom - 1.0,
                        "{path} at {width} px: {} stands at {now:?}, before what had the focus, at {before:?}",
                        browser.read("document.activeElement.outerHTML")
                    );
                }
                before = Some(now);
                seen += 1;
            }
            assert!(seen > 3, "{path} at {width} px: {part} has {seen} stops");
        }
    }
    browser.assert_clean();
}

// What scrolls by itself must take the focus, or a part of it is for mice only. What fits scrolls nowhere, and would be one
// stop more.
#[test]
fn code_and_tables_that_scroll_and_folded_text_take_the_focus() {
    const SCROLLING: &str = "[...document.querySelectorAll('[data-scrolls]')].map((one) => [one.localName, one.tabIndex, one.role, one.ariaLabel])";
    let Some(portal) = with_every_kind() else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/magazine/the-ropeworks/");
    browser.refuse_services();
    browser.visit("/magazine/the-ropeworks/");
    assert_eq!(
        browser.read(SCROLLING),
        json!([["pre", -1, null, null], ["div", -1, null, null]])
    );
    browser.read(
        "document.querySelectorAll('pre code, .table td').forEach((one) => one.append('Wortgrenze'.repeat(30)))",
    );
    browser.resize(1000, 800);
    browser.wait_for(
        "both to be reached",
        "document.querySelectorAll('[data-scrolls][tabindex]').length === 2",
    );
    assert_eq!(
        browser.read(SCROLLING),
        json!([["pre", 0, null, null], ["div", 0, "region", "Scrollable table"]])
    );
    let all = stops(&browser);
    // The article's own: an embed that asks has two buttons.
    let kinds = browser.read(&format!(
        "{STOPS}.filter((stop) => stop.closest('main')).map((stop) => stop.closest('pre, .table')?.tagName ?? stop.tagName).filter((tag) => ['PRE', 'DIV', 'SUMMARY', 'BUTTON'].includes(tag))"
    ));
    assert_eq!(
        kinds,
        json!([
            "BUTTON", "BUTTON", "PRE", "BUTTON", "DIV", "BUTTON", "BUTTON", "BUTTON", "SUMMARY", "BUTTON",
            "SUMMARY"
        ])
    );
    walk(&browser, 0, all);
    browser.assert_clean();
}

// A button that makes way for a player takes the focus with it, unless somebody hands it on.
#[test]
fn the_play_button_hands_the_focus_to_the_player() {
    let Some(portal) = Portal::as_built() else { return };
    // The strict policy names no source of media, and so lets none play.
    let portal = portal.with_policy(Policy::Media);
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/magazine/bell-of-yelkenkoy/");
    assert_eq!(
        browser.count("audio"),
        0,
        "nothing is fetched before it is asked for"
    );
    browser.click(".media button");
    browser.wait_for("the sound", "document.querySelector('audio').readyState > 0");
    assert_eq!(browser.read("document.activeElement.tagName"), "AUDIO");
    browser.assert_clean();
}

/// Walks round every kind of page and back, uses its skip link, and fails with everything that is wrong on any of them.
fn walk_all(browser: &Browser, kinds: impl Iterator<Item = &'static Kind>) {
    let (mut wrong, mut stops) = (Vec::new(), 0);
    for kind in kinds {
        kind.visit(browser);
        let walk = browser.walk();
        stops += walk.names.len();
        let name = kind.name;
        wrong.extend(walk.wrong.into_iter().map(|fault| format!("{name}: {fault}")));
        let is_modal = browser.read("Boolean(document.querySelector(':modal'))") == true;
        if is_modal {
            continue;
        }
        if (kind.presses.is_empty() && walk.first != 0) || !walk.names[0].contains("class=\"skip\"") {
            let first = &walk.names[walk.first];
            wrong.push(format!("{name}: the walk begins with {first}"));
        }
        let skipped = browser.skip();
        if skipped != walk.first_in_main {
            wrong.push(format!("{name}: the skip link leads to {skipped:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{stops} stops");
    kinds::assert_clean(browser);
}

// A page that works but for one button works for those alone who can point at it.
#[test]
fn the_tab_key_goes_round_every_kind_of_page_and_back() {
    let Some(browser) = kinds::regular() else { return };
    browser.prefer(Scheme::Light);
    walk_all(&browser, kinds::all());
}

// Whoever enlarges four times sees a dozen lines at once: the stop has to be among them.
#[test]
fn the_tab_key_goes_round_every_kind_of_page_in_the_dark_at_400_percent() {
    let Some(browser) = kinds::regular() else { return };
    browser.zoom_in();
    browser.prefer(Scheme::Dark);
    walk_all(&browser, kinds::all());
}

// The question about services stands over the page for as long as a reader does not answer it.
#[test]
fn the_tab_key_goes_round_every_kind_of_page_with_the_banner_on_a_phone_in_forced_colours() {
    let Some(browser) = kinds::newcomer() else { return };
    browser.resize(375, 667);
    browser.force_colours();
    walk_all(&browser, kinds::all());
}
