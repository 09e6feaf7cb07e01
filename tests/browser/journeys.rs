//! Every click, every way back and every network: the address, the title and the page agree in the end.

use std::fs;

use serde_json::json;

use crate::samples::sixty;
use crate::support::{Browser, Folder, Portal, reader};

const PATH: &str = "/magazine/the-ropeworks/";
const TITLE: &str = "Three hundred metres of patience: a year in the ropewalk at Port Avel";

/// A browser on the demo whose answers can be held back.
fn gated() -> Option<Browser> {
    Browser::on(Portal::as_built()?.gated())
}

fn scrolled(browser: &Browser) -> f64 {
    browser.number("scrollY")
}

/// Marks the first paragraph, and listens to what is told to scripts that count.
fn mark(browser: &Browser) {
    browser.read(
        "(() => { document.querySelector('.prose p').mark = true; window.told = 0;
           document.addEventListener('navigate', () => { window.told += 1; }); })()",
    );
}

/// Nothing was built anew, and nothing was counted.
#[track_caller]
fn assert_untouched(browser: &Browser) {
    assert_eq!(
        browser.read("document.querySelector('.prose p').mark === true"),
        true
    );
    assert_eq!(browser.read("window.told"), 0);
}

// The first page came late, was shown under the address and title of the second one, and its entry was respelled.
#[test]
fn a_click_before_the_first_content_has_come_stands() {
    let edited = |folder: &Folder| folder.edit("content/articles/the-ropeworks.json", |_| {});
    let Some(portal) = Portal::changed(edited) else {
        return;
    };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.portal().hold("articles/the-ropeworks.json");
    browser.open(PATH);
    browser.portal().await_held("articles/the-ropeworks.json");
    // The app follows links from then on.
    browser.wait_for(
        "the app",
        &format!("location.pathname === '{PATH}' && Array.isArray(history.state)"),
    );
    browser.click_in_place(".menu a[href$='events/']");
    browser.arrived("/events/", "Events");
    browser.portal().release();
    browser.wait_for(
        "the late answer",
        "performance.getEntriesByName(new URL('/content/articles/the-ropeworks.json', location)).length > 0",
    );
    browser.arrived("/events/", "Events");
    assert_eq!(browser.read("document.title"), "Events | The Long Ferry");
    browser.back();
    browser.arrived(PATH, TITLE);
    browser.assert_clean();
}

// A podcast stopped, what was unfolded closed, and a second page view was counted.
#[test]
fn ways_within_a_page_leave_it_as_it_is() {
    let Some(browser) = gated() else { return };
    browser.visit(PATH);
    browser.refuse_services();
    mark(&browser);
    let id = browser.read("document.querySelector('.prose h2[id]').id");
    let id = id.as_str().expect("the article has headings").to_owned();
    browser.follow(&format!("{PATH}#{id}"));
    browser.wait_for(
        "the place",
        "scrollY > 0 && document.activeElement.matches('.prose h2')",
    );
    browser.back();
    browser.wait_for("the way back", "scrollY === 0 && location.hash === ''");
    assert_untouched(&browser);
    // Written into the address bar.
    browser.read(&format!("location.hash = '{id}'"));
    browser.wait_for(
        "the place",
        "scrollY > 0 && document.activeElement.matches('.prose h2')",
    );
    browser.back();
    browser.wait_for("the way back", "scrollY === 0 && location.hash === ''");
    assert_untouched(&browser);
    assert_eq!(
        browser.read("document.querySelector('main').ariaBusy !== 'true'"),
        true
    );
    browser.assert_clean();
}

// A link into what is folded did nothing but in a document of its own; and a place that is not there left the reader in the
// middle of the next page.
#[test]
fn a_place_that_is_folded_is_unfolded_and_one_that_is_not_there_is_the_top() {
    let Some(portal) = Portal::changed(|folder| {
        folder.edit("content/articles/the-ropeworks.json", |article| {
            let body = article["body"].as_array_mut().expect("the article has a body");
            body.push(json!({ "kind": "details", "summary": "More", "body": [
                { "kind": "heading", "level": 2, "id": "within", "text": ["Within"] },
                { "kind": "paragraph", "text": ["Words."] },
            ] }));
        });
    }) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/events/");
    browser.follow(&format!("{PATH}#within"));
    browser.arrived(&format!("{PATH}#within"), TITLE);
    assert_eq!(browser.read("document.activeElement.id"), "within");
    assert_eq!(
        browser.read("document.getElementById('within').closest('details').open"),
        true
    );
    browser.read("scrollTo({ top: 900, behavior: 'instant' })");
    browser.follow("/magazine/#nowhere");
    browser.arrived("/magazine/#nowhere", "Magazine");
    assert!(scrolled(&browser) < 1.0, "{}", scrolled(&browser));
    assert_eq!(browser.read("document.activeElement.matches('main h1')"), true);
    // Within the page nothing moves.
    browser.read("scrollTo({ top: 300, behavior: 'instant' })");
    let place = scrolled(&browser);
    browser.follow("/magazine/#nor-here");
    assert_eq!(browser.read("location.hash"), "#nor-here");
    assert!((scrolled(&browser) - place).abs() < 1.0);
    browser.assert_clean();
}

// A double click made two entries, and the first step back seemed dead.
#[test]
fn the_same_address_twice_is_one_entry() {
    let Some(browser) = gated() else { return };
    browser.visit("/magazine/");
    let before = browser.number("history.length");
    browser.portal().hold("lists/sections/events.json");
    browser.click_in_place(".menu a[href='/events/']");
    browser.click_in_place(".menu a[href='/events/']");
    browser.portal().release();
    browser.arrived("/events/", "Events");
    browser.click(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    assert!((browser.number("history.length") - before - 1.0).abs() < f64::EPSILON);
    browser.back();
    browser.arrived("/magazine/", "Magazine");
    browser.assert_clean();
}

// With a `site.json` that hangs, an article appeared after sixteen seconds although it was there.
#[test]
fn a_page_that_is_there_is_shown_whether_the_site_answers_or_not() {
    let Some(browser) = gated() else { return };
    browser.visit("/magazine/");
    browser.portal().hold("content/site.json");
    browser.click_in_place(&format!(".cards a[href='{PATH}']"));
    browser.arrived(PATH, TITLE);
    browser.portal().await_held("content/site.json");
    assert_eq!(browser.read("document.querySelector('main').ariaBusy"), "false");
    browser.portal().release();
    browser.assert_clean();
}

// Whoever had read on from a deep link was thrown back to it when the app came, by thousands of pixels.
#[test]
fn who_has_scrolled_before_the_app_has_come_stays_there() {
    let Some(browser) = gated() else { return };
    browser.forget_files();
    browser.visit(PATH);
    let id = browser.read("[...document.querySelectorAll('.prose h2[id]')].at(-1).id");
    let id = id.as_str().expect("the article has headings").to_owned();
    browser.portal().hold("assets/app-");
    browser.start_opening(&format!("{PATH}?from=letter#{id}"));
    browser.portal().await_held("assets/app-");
    browser.wait_for("the place", "location.search && scrollY > 1000");
    browser.read("scrollTo({ top: 700, behavior: 'instant' })");
    let place = scrolled(&browser);
    browser.portal().release();
    browser.wait_for("the app", "document.querySelector('[data-running]')");
    assert!(
        (scrolled(&browser) - place).abs() < 1.0,
        "{place} → {}",
        scrolled(&browser)
    );

    // A reload has the place before the app has come, and takes it as it is then.
    browser.read("new Promise((done) => { addEventListener('scrollend', () => done(), { once: true }); scrollBy({ top: 60 }); })");
    let place = scrolled(&browser);
    browser.portal().hold("assets/app-");
    browser.read("setTimeout(() => location.reload()) && null");
    browser.portal().await_held("assets/app-");
    browser.wait_for(
        "the place",
        &format!("!document.querySelector('[data-running]') && Math.abs(scrollY - {place}) < 2"),
    );
    browser.read("scrollTo({ top: 200, behavior: 'instant' })");
    let place = scrolled(&browser);
    browser.portal().release();
    browser.wait_for("the app", "document.querySelector('[data-running]')");
    assert!(
        (scrolled(&browser) - place).abs() < 1.0,
        "{place} → {}",
        scrolled(&browser)
    );
    browser.assert_clean();
}

// In a tunnel the page that was just read was lost, and with it the place where the reader was.
#[test]
fn the_pages_read_last_need_no_network_and_a_failure_keeps_the_place() {
    let Some(browser) = gated() else { return };
    browser.visit("/magazine/");
    let link = format!(".cards a[href='{PATH}']");
    browser.come_to(&link);
    let list = scrolled(&browser);
    browser.click_in_place(&link);
    browser.arrived(PATH, TITLE);
    browser.block(&["*/content/*"]);
    browser.back();
    browser.arrived("/magazine/", "Magazine");
    assert!((scrolled(&browser) - list).abs() < 2.0);
    assert_eq!(
        browser.read(&format!("document.activeElement.matches(\"{link}\")")),
        true
    );
    browser.forward();
    browser.arrived(PATH, TITLE);

    // A document of its own has only what it has read.
    browser.block(&[]);
    browser.reload();
    browser.arrived(PATH, TITLE);
    browser.block(&["*/content/*"]);
    browser.back();
    browser.wait_for("the failure", "document.querySelector('main [data-retry]')");
    browser.block(&[]);
    browser.click("main [data-retry]");
    browser.arrived("/magazine/", "Magazine");
    assert!(
        (scrolled(&browser) - list).abs() < 2.0,
        "{list} → {}",
        scrolled(&browser)
    );
}

// A later page of a list that was read before the site was published anew was told as “This page does not exist”.
#[test]
fn a_part_that_is_gone_is_asked_for_once_more_with_its_list_and_then_told_as_a_failure() {
    let content = tempfile::tempdir().expect("the system has a folder for temporary files");
    sixty(content.path());
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.visit("/magazine/");
    let chunks = browser.portal().folder().path().join("content/lists/chunks");
    fs::rename(&chunks, chunks.with_extension("gone")).expect("the folder is ours");
    browser.portal().asked();
    browser.follow("/magazine/page/3/");
    browser.wait_for("the failure", "document.querySelector('main [data-retry]')");
    let asked = browser.portal().asked();
    let count = |part: &str| asked.iter().filter(|path| path.contains(part)).count();
    assert_eq!(count("lists/sections/magazine.json"), 2, "{asked:?}");
    fs::rename(chunks.with_extension("gone"), &chunks).expect("the folder is ours");
    browser.click("main [data-retry]");
    browser.wait_for("the page", "document.querySelectorAll('main .card').length > 0");
    assert_eq!(browser.read("location.pathname"), "/magazine/page/3/");
}

// They ended in the app as “This page does not exist”.
#[test]
fn files_and_addresses_of_before_are_the_hosts() {
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    browser.read("window.same = true");
    // An address of before leads on to the one of now.
    browser.follow("/2026/ropewalk/");
    browser.wait_for("a document of its own", "!window.same");
    browser.arrived(PATH, TITLE);
    for file in ["/feed.xml", "/sitemap.xml"] {
        browser.read("window.same = true");
        browser.follow(file);
        browser.wait_for(file, &format!("!window.same && location.pathname === '{file}'"));
        browser.back();
        browser.wait_for("the article", "document.querySelector('main h1')");
    }
}

// The failure stood behind the preferences, which hold the link that led to it.
#[test]
fn preferences_make_room_for_a_page_that_has_failed() {
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    browser.wait_for("the question", "document.querySelector('#portal_consent-banner')");
    browser.click("#portal_consent-banner [data-consent=preferences]");
    browser.wait_for("the preferences", "document.querySelector('dialog:modal')");
    browser.block(&["*/content/*"]);
    browser.click("dialog a[href]");
    browser.wait_for("the failure", "document.querySelector('main [data-retry]')");
    assert_eq!(browser.count("dialog"), 0);
    assert_eq!(browser.read("document.activeElement.matches('main h1')"), true);
}

// Safari takes so many changes of the history in half a minute and throws at the next, and scripts of others stand in the way:
// what is thrown through the app would end it.
#[test]
fn a_history_that_refuses_stops_nothing() {
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    browser.refuse_services();
    browser.read(
        "(() => { window.same = true;
           history.pushState = history.replaceState = () => { throw new Error('too often'); }; })()",
    );
    browser.read("new Promise((done) => { addEventListener('scrollend', () => done(), { once: true }); scrollBy({ top: 200 }); })");
    assert_eq!(
        browser.read("window.same === true && !!document.querySelector('[data-running]')"),
        true
    );
    // Where there is no entry for it, the page is loaded as a document.
    browser.click_in_place(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    assert_eq!(browser.read("window.same ?? false"), false);
    browser.assert_clean();
}
