//! The content is asked for while the app is still on its way, and an article before its link is pressed.

use crate::prerendered::LASTING;
use crate::support::{Browser, Folder, Portal};

const PATH: &str = "/magazine/the-ropeworks/";
const TITLE: &str = "Three hundred metres of patience: a year in the ropewalk at Port Avel";

/// What the app needs of an article that it has to make.
const FILES: [&str; 2] = ["/content/articles/the-ropeworks.json", "/content/site.json"];

/// Opens a page while its app is held back, and returns the paths that were asked for, once these files of the bundle were.
fn opened_early(portal: Portal, path: &str, files: &[&str]) -> Option<Vec<String>> {
    let browser = Browser::on(portal.gated())?;
    let portal = browser.portal();
    portal.hold(".wasm");
    // A document that waits for its app is not loaded yet, and opening it as usual would wait for that.
    browser.start_opening(path);
    portal.await_held(".wasm");
    for file in files {
        portal.await_asked(file);
    }
    portal.release();
    browser.wait_for(
        "the portal",
        &format!("location.pathname === '{path}' && document.querySelector('[data-running]')"),
    );
    let order = format!(
        "((at) => {files:?}.every((file) => at(file).requestStart < at('.wasm').responseEnd))(
            (end) => performance.getEntriesByType('resource').find(({{ name }}) => name.endsWith(end)))"
    );
    assert_eq!(browser.read(&order), true);
    browser.wait_for("the end of loading", "document.readyState === 'complete'");
    browser.assert_clean();
    Some(portal.asked())
}

#[track_caller]
fn assert_each_once(asked: &[String], wanted: &[&str]) {
    let (content, rest): (Vec<_>, Vec<_>) = asked.iter().partition(|path| path.starts_with("/content/"));
    let mut once = rest.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), rest.len(), "asked for more than once: {rest:?}");
    let (media, mut files): (Vec<_>, Vec<_>) = content
        .into_iter()
        .partition(|path| path.starts_with("/content/media/"));
    files.sort();
    assert_eq!(files, wanted, "what an article costs beside its media");
    assert!(!media.is_empty(), "the article has a picture");
}

// Fetched one after the other, app and content would cost a phone two round trips more.
#[test]
fn site_and_article_are_asked_for_once_before_the_app_has_arrived() {
    let edited = |folder: &Folder| folder.edit("content/articles/the-ropeworks.json", |_| {});
    let Some(portal) = Portal::changed(edited) else {
        return;
    };
    let Some(asked) = opened_early(portal, PATH, &FILES) else {
        return;
    };
    assert_each_once(&asked, &FILES);
}

// What stands in the file of the address need not come a second time as JSON.
#[test]
fn an_article_that_is_adopted_as_it_stands_costs_no_file_of_its_own() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(asked) = opened_early(portal, LASTING, &FILES[1..]) else {
        return;
    };
    assert_each_once(&asked, &FILES[1..]);
}

// A host with one shell for all addresses has no page that names the article: the shell says which addresses are those of
// articles.
#[test]
fn the_shared_shell_asks_as_early() {
    let Some(portal) = Portal::changed(|folder| {
        for place in ["magazine", "events", "opportunities", "resources", "tags"] {
            folder.remove(place);
        }
    }) else {
        return;
    };
    let Some(asked) = opened_early(portal.with_fallback(), PATH, &FILES) else {
        return;
    };
    assert_each_once(&asked, &FILES);
}

/// Puts a link to an address into the page.
fn put_link(browser: &Browser, place: &str, address: &str) {
    browser.read(&format!(
        "document.querySelector('{place}').append(Object.assign(document.createElement('a'), {{ href: '{address}', id: 'put' }}))"
    ));
}

/// Lets the pointer rest on an element for longer than boot.js waits: timers of a page come to an end in their order.
fn rest_on(browser: &Browser, selector: &str) {
    browser.read(&format!(
        "(document.querySelector(\"{selector}\").dispatchEvent(new PointerEvent('pointerover', {{ bubbles: true }})), \
         new Promise((done) => setTimeout(done, 100)))"
    ));
}

// A file that is not there stood in the log of the host, and in the console, for each link of before that was passed.
#[test]
fn nothing_is_asked_for_by_resting_on_a_link_that_leads_to_no_article_of_its_own() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit(PATH);
    browser.refuse_services();
    browser.requests();
    for address in [
        "/2026/ropewalk/",
        "/magazine/a-name-of-before/",
        "/feed.xml",
        "/magazine/atom.xml",
        "/content/media/programme.pdf",
        "/nowhere/at-all/",
        "https://example.org/magazine/the-ropeworks/",
    ] {
        for place in [".prose", ".card .card-title"] {
            put_link(&browser, place, address);
            let is_known = place == ".prose" || !address.starts_with("/magazine/a-");
            if is_known {
                rest_on(&browser, "#put");
            }
            browser.read("document.getElementById('put').remove()");
        }
    }
    for selector in [
        ".tags a",
        ".byline a",
        ".breadcrumb a",
        ".menu a",
        ".site-name",
        ".article > .figure img",
        ".footer a",
    ] {
        rest_on(&browser, selector);
    }
    rest_on(&browser, ".similar .card-title a");
    let file = "document.querySelector('.similar .card-title a').pathname.split('/').at(-2)";
    let slug = browser.read(file);
    let slug = slug.as_str().expect("an article's address ends with its name");
    let asked = browser.requests();
    let content: Vec<_> = asked
        .iter()
        .filter(|url| !url.contains("/content/media/"))
        .collect();
    assert_eq!(content.len(), 1, "{asked:?}");
    assert!(
        content[0].ends_with(&format!("/content/articles/{slug}.json")),
        "{content:?}"
    );
    browser.assert_clean();
}

// Between pressing a link and letting go lies a tenth of a second, in which most files come and are read.
#[test]
fn what_a_pressed_link_leads_to_is_asked_for_once_and_before_it_is_followed() {
    const LINK: &str = ".tags a[href='/tags/disciplines/craft/']";
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.visit(PATH);
    browser.refuse_services();
    let press = format!(
        "document.querySelector(\"{LINK}\").dispatchEvent(new PointerEvent('pointerdown', {{ bubbles: true }}))"
    );
    // Pressed and followed while it is on its way, and once more when it has come.
    for is_held in [true, false] {
        browser.portal().asked();
        if is_held {
            browser.portal().hold("disciplines/craft.json");
        }
        browser.read(&press);
        browser.portal().await_asked("disciplines/craft.json");
        if !is_held {
            browser.wait_for(
                "what was asked for",
                "performance.getEntriesByType('resource').filter(({ name, responseEnd }) => name.endsWith('craft.json') && responseEnd).length === 2",
            );
        }
        browser.click_in_place(LINK);
        browser.portal().release();
        browser.arrived("/tags/disciplines/craft/", "Craft");
        let asked = browser.portal().asked();
        let own = asked
            .iter()
            .filter(|path| path.ends_with("disciplines/craft.json"));
        assert_eq!(own.count(), 1, "{asked:?}");
        browser.back();
        browser.arrived(PATH, TITLE);
    }
    browser.assert_clean();
}
