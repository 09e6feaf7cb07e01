//! The content is asked for while the program is still on its way, and an article before its link is pressed.

use crate::support::{Browser, Portal};

const PATH: &str = "/magazine/the-ropeworks/";
const TITLE: &str = "Three hundred metres of patience: a year in the ropewalk at Port Avel";

/// Opens an article while its program is held back, and returns the paths that were asked for.
fn opened_early(portal: Portal) -> Option<Vec<String>> {
    let browser = Browser::on(portal.gated())?;
    let portal = browser.portal();
    portal.hold(".wasm");
    // A document that waits for its program is not loaded yet, and opening it as usual would wait for that.
    browser.start_opening(PATH);
    portal.await_held(".wasm");
    for file in ["content/site.json", "content/articles/the-ropeworks.json"] {
        portal.await_asked(file);
    }
    portal.release();
    browser.arrived(PATH, TITLE);
    let order = "((at) => [at('site.json'), at('the-ropeworks.json')].every(({ requestStart }) => requestStart < at('.wasm').responseEnd))(
        (end) => performance.getEntriesByType('resource').find(({ name }) => name.endsWith(end)))";
    assert_eq!(browser.read(order), true);
    browser.wait_for("the end of loading", "document.readyState === 'complete'");
    browser.assert_clean();
    Some(portal.asked())
}

#[track_caller]
fn assert_each_once(asked: &[String]) {
    let (content, rest): (Vec<_>, Vec<_>) = asked.iter().partition(|path| path.starts_with("/content/"));
    let mut once = rest.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), rest.len(), "asked for more than once: {rest:?}");
    let (media, mut files): (Vec<_>, Vec<_>) = content
        .into_iter()
        .partition(|path| path.starts_with("/content/media/"));
    files.sort();
    assert_eq!(
        files,
        ["/content/articles/the-ropeworks.json", "/content/site.json"],
        "an article costs two files and its media"
    );
    assert!(!media.is_empty(), "the article has a picture");
}

// Fetched one after the other, program and content would cost a phone two round trips more.
#[test]
fn site_and_article_are_asked_for_once_before_the_program_has_arrived() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(asked) = opened_early(portal) else { return };
    assert_each_once(&asked);
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
    let Some(asked) = opened_early(portal.with_fallback()) else {
        return;
    };
    assert_each_once(&asked);
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
        ".colophon a",
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
