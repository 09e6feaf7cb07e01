//! What press has prerendered can be read at once, and the portal hydrates it as it is.

use std::path::{Path, PathBuf};

use crate::samples::sixty;
use crate::support::{Browser, Content, Portal, reader};

const PATH: &str = "/magazine/the-ropeworks/";
/// An article that tells of no closing day, not on the cards below it either.
pub(crate) const LASTING: &str = "/magazine/bell-of-yelkenkoy/";

const TITLE: &str = "Three hundred metres of patience: a year in the ropewalk at Port Avel";

/// The addresses that have a prerendered page, from the root of the portal.
pub(crate) fn addresses(folder: &Path, path: &str, found: &mut Vec<String>) {
    let entries = std::fs::read_dir(folder.join(path)).expect("a built portal is readable");
    let mut names: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a built portal is readable").path())
        .collect();
    names.sort();
    for name in names {
        let last = name
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if name.is_dir() && last != "content" {
            addresses(folder, &format!("{path}{last}/"), found);
        } else if last == "index.html" && is_page(&name) {
            found.push(format!("/{path}"));
        }
    }
}

/// Is it a page, and not one that leads from an earlier address to a page?
fn is_page(file: &Path) -> bool {
    let page = std::fs::read_to_string(file).expect("a built portal is readable");
    page.contains("data-prerendered")
}

// What the portal would draw again flickers, moves under the finger and costs the phone its battery.
#[test]
fn the_portal_changes_nothing_of_what_is_prerendered_at_any_address() {
    let Some(portal) = Portal::as_built() else { return };
    let mut paths = Vec::new();
    addresses(portal.folder().path(), "", &mut paths);
    assert!(
        paths.len() > 60,
        "a demo of 45 articles has more addresses than {}",
        paths.len()
    );
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.forget_files();
    for path in paths {
        let changes = browser.changes_when_hydrated(&path);
        assert_eq!(changes, Vec::<String>::new(), "{path}");
    }
    assert_eq!(browser.violations(), Vec::<String>::new());
}

// A host that loses the app, or a phone that cannot run it, still has the article.
#[test]
fn a_prerendered_page_stays_readable_when_the_app_does_not_arrive() {
    let Some(browser) = reader() else { return };
    browser.block(&["*.wasm"]);
    browser.open(PATH);
    browser.wait_for(
        "the end of the start",
        "performance.getEntriesByType('resource').some(({ name }) => /app-[^/]*\\.js$/.test(name))",
    );
    assert_eq!(browser.text("main h1"), TITLE);
    browser.click(".menu a[href$='events/']");
    browser.wait_for(
        "the prerendered list",
        "document.querySelector('main h1').textContent === 'Events'",
    );
    browser.block(&[]);
    browser.visit(PATH);
    browser.assert_console_only(&["TypeError: Failed to fetch"]);
}

/// What a reader sees that the portal alone answers.
const ANSWERED: &str = "[...document.querySelectorAll('button:not([type=submit]), .display')].filter((one) => one.checkVisibility({ visibilityProperty: true })).map(({ innerText }) => innerText)";

// A page that a browser has kept for longer than its host has kept its files comes bare. It is still a text.
#[test]
fn a_page_without_its_style_sheet_reads_well() {
    let Some(browser) = reader() else { return };
    browser.block(&["*.css", "*.wasm"]);
    browser.open(PATH);
    browser.wait_for(
        "the end of the start",
        "performance.getEntriesByType('resource').some(({ name }) => /app-[^/]*\\.js$/.test(name))",
    );
    assert_eq!(
        browser.style("main h1", "margin-block-start"),
        browser.style("main h1", "margin-block-end"),
        "nothing but the browser's own style"
    );
    assert_eq!(browser.text("main h1"), TITLE);
    assert_eq!(
        browser.read(ANSWERED),
        serde_json::json!([]),
        "nothing answers them"
    );
    let page = browser.read("document.body.innerText");
    let page = page.as_str().expect("a page has a text");
    for words in [
        "Save",
        "Saved\n",
        "Copy link",
        "couldn’t",
        "couldn’t be opened",
        "Try again",
        "Play",
    ] {
        let stands = page.lines().any(|line| line.trim() == words.trim());
        assert!(!stands, "“{words}” stands in: {page}");
    }
    assert_eq!(
        browser.read("document.body.firstElementChild.querySelector('a').innerText"),
        "Skip to content"
    );

    // With the app, each button says one thing.
    browser.block(&["*.css"]);
    browser.open(PATH);
    browser.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
    assert_eq!(
        browser.read("[...document.querySelectorAll('.tools button')].map(({ innerText }) => innerText)"),
        serde_json::json!(["Save", "Copy link"])
    );
    browser.read("document.querySelector('[data-tool=save]').click()");
    browser.wait_for(
        "the other word",
        "document.querySelector('[data-tool=save]').innerText === 'Saved'",
    );
}

// The prerendered page says more than the reason why its content could not be loaded once more.
#[test]
fn a_prerendered_page_stays_when_its_content_does_not_arrive() {
    let Some(portal) = Portal::changed(|folder| folder.remove("content/site.json")) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.open(PATH);
    browser.wait_for(
        "the answer about the site",
        "performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('site.json') && responseEnd)",
    );
    assert_eq!(browser.text("main h1"), TITLE);
    browser.assert_console_only(&["content/site.json"]);

    let Some(browser) = reader() else { return };
    browser.block(&["*/articles/the-ropeworks.json"]);
    browser.visit(PATH);
    assert_eq!(browser.text("main h1"), TITLE);
    assert_eq!(
        browser.read("document.title"),
        format!("{TITLE} | The Long Ferry")
    );
    browser.click(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    browser.block(&[]);
    browser.assert_clean();
}

// Content may be newer than the pages: what is read must be what was published last.
#[test]
fn newer_content_replaces_what_is_prerendered() {
    let Some(portal) = Portal::changed(|folder| {
        folder.edit("content/articles/the-ropeworks.json", |article| {
            article["title"] = "The ropewalk, corrected".into();
            article["body"] = serde_json::json!([{ "kind": "paragraph", "text": ["One paragraph."] }]);
        });
    }) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit(PATH);
    browser.arrived(PATH, "The ropewalk, corrected");
    assert_eq!(browser.text(".prose"), "One paragraph.");
    browser.assert_clean();
}

// A page that says the same every day is not made a second time. Whoever comes back to it finds it as it was left, also in a
// tunnel.
#[test]
fn a_page_that_lasts_is_adopted_as_it_stands_and_found_again_as_it_was_left() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    let head = "[document.title, document.documentElement.lang, document.querySelector('link[rel=canonical]').href].join()";
    browser.visit(LASTING);
    browser.refuse_services();
    let title = browser.text("main h1");
    let before = browser.read(head);
    browser.read("document.querySelector('.prose p').mark = true");
    browser.click(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    assert_ne!(browser.read(head), before);
    browser.block(&["*/content/*"]);
    browser.back();
    browser.arrived(LASTING, &title);
    assert_eq!(
        browser.read("document.querySelector('.prose p').mark === true"),
        true
    );
    assert_eq!(browser.read(head), before);
    let asked = browser.portal().asked();
    let own = asked
        .iter()
        .filter(|path| path.ends_with("bell-of-yelkenkoy.json"));
    assert_eq!(own.count(), 0, "{asked:?}");
    assert_eq!(browser.violations(), Vec::<String>::new());
}

// Nothing has been read of such a page: what is kept of an article stands in it, and is kept at once, also in a tunnel.
#[test]
fn an_adopted_article_is_saved_without_its_file() {
    let Some(browser) = reader() else { return };
    browser.visit(LASTING);
    browser.refuse_services();
    let title = browser.text("main h1");
    browser.block(&["*/content/*"]);
    let word = "document.querySelector('[data-tool=save]').innerText";
    browser.click("[data-tool=save]");
    assert_eq!(browser.read(word), "Saved");
    browser.block(&[]);
    browser.visit("/saved/");
    assert_eq!(browser.texts(".card-title"), [title.as_str()]);
    browser.visit(LASTING);
    assert_eq!(browser.read(word), "Saved");
    browser.click("[data-tool=save]");
    assert_eq!(browser.read(word), "Save");
    browser.assert_clean();
}

/// What the translation of a browser makes of a page: words in elements of its own, and a mark at the root.
const BY_ELEMENTS: &str = "for (const text of texts) {
        const font = document.createElement('font');
        const inner = document.createElement('font');
        inner.textContent = text.data.replace(/\\S+/g, 'mot');
        font.append(inner);
        text.replaceWith(font);
    }
    document.documentElement.className = 'translated-ltr';
    document.documentElement.lang = 'fr';";
/// The same by a browser that writes over the words, and says so by the language of the page alone.
const IN_PLACE: &str = "for (const text of texts) text.data = text.data.replace(/\\S+/g, 'mot');
    document.documentElement.lang = 'fr';";
/// The same by one that marks the elements.
const BY_ATTRIBUTES: &str = "for (const text of texts) {
        text.data = text.data.replace(/\\S+/g, 'mot');
        text.parentElement.setAttribute('_msttexthash', '7');
    }";

// A browser that translates begins as soon as words are there. An app that comes later and puts the words of before in
// their place gives the reader a page that cannot be read.
#[test]
fn a_page_that_the_browser_has_translated_stays_so_when_the_app_arrives() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.forget_files();
    for (path, translation) in [
        (PATH, BY_ELEMENTS),
        ("/", BY_ELEMENTS),
        ("/magazine/bookbinder-of-al-mina/", BY_ELEMENTS),
        (PATH, IN_PLACE),
        ("/magazine/", IN_PLACE),
        (PATH, BY_ATTRIBUTES),
    ] {
        browser.portal().hold(".wasm");
        browser.start_opening(path);
        browser.portal().await_held(".wasm");
        browser.wait_for(
            "the prerendered page",
            &format!("location.pathname === '{path}' && document.querySelector('#portal_root[data-prerendered] > footer') && document.styleSheets.length === 1"),
        );
        browser.read(&format!(
            "(() => {{
                const walker = document.createTreeWalker(document.getElementById('portal_root'), NodeFilter.SHOW_TEXT);
                const texts = [];
                while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
                {translation}
                window.before = document.getElementById('portal_root').innerText;
                return true;
            }})()"
        ));
        browser.portal().release();
        browser.wait_for(
            "the portal",
            "document.querySelector('#portal_root[data-running]')",
        );
        browser.wait_for("all that starts with it", "document.documentElement.dataset.display !== undefined && document.querySelector('#portal_consent-banner')");
        let words = browser.text("main h1");
        assert!(
            !words.is_empty() && words.split_whitespace().all(|word| word == "mot"),
            "{path}: {words}"
        );
        let different = browser.read(
            "[...document.querySelectorAll('main *, header *, footer *')].filter((element) => !element.children.length && !element.closest('time, .unseen, .tool, .display'))
                .map(({ textContent }) => textContent.trim()).filter((words) => words && !/^(mot\\s*)+$/.test(words))",
        );
        assert_eq!(different, serde_json::json!([]), "{path}");

        // It answers all the same.
        browser.follow("/events/");
        browser.arrived("/events/", "Events");
        assert_eq!(browser.violations(), Vec::<String>::new());
    }
}

// Readers without scripts, search engines and link previews get the article itself.
#[test]
fn without_javascript_the_article_can_be_read_and_left_by_its_links() {
    let Some(browser) = reader() else { return };
    browser.forbid_scripts();
    browser.open(PATH);
    assert_eq!(browser.text("main h1"), TITLE);
    assert!(browser.count(".prose > p") > 3 && browser.count(".similar .card") > 0);
    browser.click(".breadcrumb a");
    browser.wait_for(
        "the section",
        "document.querySelector('main h1').textContent === 'Magazine'",
    );
    browser.assert_console_empty();
}

// Readers without scripts, and whatever reads a site for others, get to the oldest piece by links.
#[test]
fn without_javascript_older_leads_to_the_oldest_piece() {
    let content = Content::new();
    sixty(content.path());
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.forbid_scripts();
    for list in ["/", "/magazine/"] {
        browser.open(list);
        for page in 2..=3 {
            browser.click(".pager a[rel=next]");
            let path = format!("{list}page/{page}/");
            browser.wait_for(
                "the next page",
                &format!("location.pathname === '{path}' && document.querySelector('.pager')"),
            );
            let heading = browser.text("main h1");
            assert!(heading.ends_with(&format!(", Page {page} of 3")), "{heading}");
        }
        assert_eq!(
            browser.texts(".card-title").last().map(String::as_str),
            Some("Piece 1")
        );
        assert_eq!(browser.count(".pager a[rel=next]"), 0);
        browser.click(".site-name");
        browser.wait_for("the way home", "location.pathname === '/'");
    }
    browser.assert_console_empty();
}

/// Addresses that have a page of their own without their query alone, and whether that has a later page.
const QUERIES: [(&str, bool); 4] = [
    ("/?page=2", true),
    ("/magazine/?page=2", false),
    ("/find/?themes=heritage", true),
    ("/find/?page=2", true),
];

// A query has no page that is prerendered. Whoever cannot run the app is told so, and keeps everything to go on with.
#[test]
fn where_the_app_does_not_come_an_address_with_a_query_keeps_the_ways_on() {
    for blocked in ["*.wasm", "*/app-*.js"] {
        let Some(browser) = reader() else { return };
        for (path, has_more) in QUERIES {
            let blocked = if path.starts_with("/find/") {
                blocked.replace("app", "find")
            } else {
                blocked.to_owned()
            };
            browser.block(&[&blocked]);
            browser.open(path);
            browser.wait_for(
                "the notice",
                "document.querySelector('main > #portal_failure')?.checkVisibility()",
            );
            for part in [
                ".site-name",
                ".menu a",
                "#portal_root > footer .links a",
                "main .card",
            ] {
                assert!(browser.count(part) > 0, "{path} without {blocked} has no {part}");
            }
            assert_eq!(browser.read("document.querySelector('main').ariaBusy"), "false");
            assert_eq!(browser.count(".pager a[rel=next]") > 0, has_more, "{path}");
            if has_more {
                browser.click(".pager a[rel=next]");
                browser.wait_for("the next page", "location.pathname.endsWith('/page/2/')");
                browser.open(path);
                browser.wait_for(
                    "the notice",
                    "document.querySelector('main > #portal_failure')?.checkVisibility()",
                );
            }
            browser.click(".menu a[href$='events/']");
            browser.wait_for(
                "the prerendered list",
                "document.querySelector('main h1').textContent === 'Events'",
            );
            browser.block(&[]);
            browser.open(path);
            browser.wait_for(
                "the portal",
                "document.querySelector('#portal_root[data-running]')",
            );
            assert_eq!(browser.count("main #portal_failure"), 0);
        }
        assert_eq!(browser.violations(), Vec::<String>::new());
    }
}

// The shell that a host gives for every address knows its masthead, and not what was asked for.
#[test]
fn where_the_app_does_not_come_a_shell_for_all_addresses_keeps_its_masthead() {
    let Some(portal) = Portal::changed(|folder| folder.remove("magazine/the-ropeworks")) else {
        return;
    };
    let Some(browser) = Browser::on(portal.with_fallback()) else {
        return;
    };
    browser.block(&["*.wasm"]);
    browser.open(PATH);
    browser.wait_for(
        "the notice",
        "document.querySelector('main > #portal_failure')?.checkVisibility()",
    );
    assert_eq!(browser.count("main h1"), 1, "{:?}", browser.texts("main h1"));
    browser.click(".menu a[href$='events/']");
    browser.wait_for(
        "the prerendered list",
        "document.querySelector('main h1').textContent === 'Events'",
    );
    browser.assert_console_only(&["TypeError: Failed to fetch"]);
}

// The app runs, and the first file that it needs is lost: the way home must not be.
#[test]
fn where_the_site_does_not_arrive_an_address_with_a_query_keeps_the_ways_on() {
    let Some(portal) = Portal::changed(|folder| folder.remove("content/site.json")) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    for (path, _) in QUERIES {
        browser.open(path);
        browser.wait_for("the notice", "document.querySelector('main .notice-page')");
        assert!(
            browser.count(".menu a") > 0 && browser.count("#portal_root > footer .links a") > 0,
            "{path}"
        );
        browser.click(".menu a[href$='events/']");
        browser.wait_for(
            "the prerendered list",
            "document.querySelector('main h1').textContent === 'Events'",
        );
    }
    assert_eq!(browser.violations(), Vec::<String>::new());
}

// Nobody may have to wait for what a picture far below costs: first comes what is seen, then what makes it answer.
#[test]
fn pictures_of_similar_content_are_asked_for_only_when_the_reader_comes_near() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    // A short piece: browsers ask for lazy pictures well before they come into sight.
    browser.visit("/magazine/against-the-opening-night/");
    let before = browser.portal().asked();
    browser.come_to(".similar");
    browser.wait_for(
        "the pictures of similar content",
        "[...document.querySelectorAll('.similar img')].every(({ complete, naturalWidth }) => complete && naturalWidth)",
    );
    let similar = browser
        .read("[...document.querySelectorAll('.similar img')].map(({ src }) => new URL(src).pathname)");
    let similar: Vec<String> = serde_json::from_value(similar).expect("the expression gives texts");
    assert!(
        !similar.is_empty(),
        "the article has similar content with pictures"
    );
    let early: Vec<_> = similar
        .iter()
        .filter(|picture| before.contains(picture))
        .collect();
    assert!(
        early.is_empty(),
        "asked for before the reader came near: {early:?}"
    );
    browser.assert_clean();
}
