//! The content is asked for while the program is still on its way.

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

// A host with one shell for all addresses has no page that names the article: boot.js reads the address.
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
