//! Whatever breaks, a reader never sees a blank page, and the rest of the site goes on working.

use serde_json::{Value, json};

use crate::support::{Browser, Content, Folder, Portal, reader};

const FAILED: &str = "This page couldn’t be opened";
const ROPES: &str = "Three hundred metres of patience: a year in the ropewalk at Port Avel";
const GOOD: &str = "/magazine/bell-of-yelkenkoy/";

/// The failure text of `index.html`, on the screen.
const BOOT_FAILURE: &str = "document.getElementById('portal_failure')?.checkVisibility() && document.querySelector('#portal_failure button').innerText === 'Try again'
    && document.body.innerText.trim() === document.getElementById('portal_failure').innerText.trim()";

const SITE_DAMAGED: &str = "The site’s list of pages is damaged.";
const PAGE_DAMAGED: &str = "This page is damaged.";

/// Fails unless readers are told that and the place of the fault is folded away.
#[track_caller]
fn assert_told(browser: &Browser, words: &str, place: &str) {
    assert_eq!(browser.texts(".notice-page > p")[0], words, "{place}");
    assert_eq!(
        browser.read("document.querySelector('.notice-page details').open"),
        false
    );
    let told = browser.text(".notice-page details code");
    assert!(told.starts_with(place), "{told} is not {place}");
}

// Without its first file the portal knows nothing, not even its name; it still has to say so. That of a page was said to be
// damaged, with the path of a field for readers.
#[test]
fn a_site_file_that_is_missing_or_damaged_is_told_in_the_words_of_readers_with_a_way_to_retry() {
    let Some(portal) = Portal::changed(Folder::remove_prerendered) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    let folder = browser.portal().folder();
    let good = folder.json("content/site.json").to_string();
    let future = good.replacen("\"format\":1", "\"format\":2", 1);
    let (cut_off, _) = good.split_at(good.len() / 2);
    let cut_off = cut_off.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    for (text, place) in [
        (Some(cut_off), "site.json $: not JSON: "),
        (Some(""), "site.json $: not JSON: "),
        (
            Some(&*future),
            "site.json $.format: this app reads bundles of format 1",
        ),
        (
            Some("{\"format\":1,\"language\":\"en\"}"),
            "site.json $.name: this field is missing",
        ),
        (
            Some(
                "{\"format\":1,\"name\":\"A\",\"language\":\"en\",\"sections\":[{\"slug\":7,\"name\":\"A\"}]}",
            ),
            "site.json $.sections[0].slug: expected a string, found a number",
        ),
        // Some hosts answer any address with a page and 200: a folder with a page in it is how a static host comes to do so.
        (None, "site.json $: not JSON: text/html"),
    ] {
        folder.remove("content/site.json");
        let page = "<!doctype html><h1>Hello</h1>";
        let (file, text) = text.map_or(("content/site.json/index.html", page), |text| {
            ("content/site.json", text)
        });
        folder.write(file, text);
        browser.visit("/");
        assert_eq!(browser.text("main h1"), FAILED, "{place}");
        assert_told(&browser, SITE_DAMAGED, place);
        let console = browser.console();
        assert!(
            console.iter().any(|line| line.contains(place)),
            "{place}: {console:?}"
        );
        folder.remove("content/site.json");
        folder.write("content/site.json", &good);
        browser.click("main .notice-page a");
        browser.arrived("/", "The Long Ferry");
    }
    folder.remove("content/site.json");
    browser.visit("/");
    assert_eq!(
        browser.texts(".notice-page > p")[0],
        "The server reported error 404."
    );
    assert_eq!(browser.count(".notice-page details"), 0);
    folder.write("content/site.json", &good);
    browser.click("main .notice-page a");
    browser.arrived("/", "The Long Ferry");
}

// An open tab knows the language of its readers.
#[test]
fn what_is_damaged_is_told_in_the_language_of_the_site() {
    let content = Content::new();
    content.write(
        "site.toml",
        "name = \"Die Flut\"\nlanguage = \"de\"\n\n[[sections]]\nslug = \"magazin\"\nname = \"Magazin\"\n",
    );
    content.write("magazin/a.md", "+++\ntitle = \"Eins\"\n+++\n\nWorte.\n");
    content.write("pages/b.md", "+++\ntitle = \"Zwei\"\n+++\n\nWorte.\n");
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/b/");
    let folder = browser.portal().folder();
    let failed = "Diese Seite ließ sich nicht öffnen";
    let damaged = "Diese Seite ist beschädigt.";
    let articles = json!({ "slug": "a", "title": "Eins", "body": [{ "kind": "paragraph", "text": "x" }] });
    let list = json!({ "count": "1", "cards": [] });
    let places = [
        (
            "content/articles/a.json",
            articles,
            "/magazin/a/",
            "articles/a.json $.body[0].text: expected an array, found a string",
        ),
        (
            "content/lists/sections/magazin.json",
            list,
            "/magazin/",
            "lists/sections/magazin.json $.count: expected ",
        ),
    ];
    for (file, text, path, place) in &places {
        folder.write(file, text.to_string());
        browser.follow(path);
        browser.arrived(path, failed);
        assert_told(&browser, damaged, place);
    }
    // Whether there is such a page is asked of the site as it is now.
    folder.write("content/site.json", "{\"format\":1}");
    browser.follow("/nirgends/");
    browser.arrived("/nirgends/", failed);
    let words = "Das Verzeichnis der Seiten ist beschädigt.";
    assert_told(&browser, words, "site.json $.name: this field is missing");
    let places = places.map(|(.., place)| place);
    browser.assert_console_only(&[places[0], places[1], "site.json $.name: this field is missing"]);
}

// On a train the article may fail and the menu may not.
#[test]
fn a_failed_article_can_be_retried_and_the_menu_works_meanwhile() {
    let Some(browser) = reader() else { return };
    browser.visit("/magazine/");
    browser.block(&["*/articles/the-ropeworks.json"]);
    browser.click(".cards a[href='/magazine/the-ropeworks/']");
    browser.arrived("/magazine/the-ropeworks/", FAILED);
    assert!(
        browser
            .text("main")
            .contains("We couldn’t connect. You may be offline.")
    );
    assert_eq!(
        browser.read("document.title"),
        format!("{FAILED} | The Long Ferry")
    );
    browser.click(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    browser.back();
    browser.arrived("/magazine/the-ropeworks/", FAILED);
    // Who reads with a small screen has the menu far above: the ways on stand below the words, too.
    assert_eq!(browser.texts(".notice-page ul > li:first-child > a"), ["Home"]);
    browser.click(".notice-page a[href='/resources/']");
    browser.arrived("/resources/", "Resources");
    browser.back();
    browser.arrived("/magazine/the-ropeworks/", FAILED);
    browser.block(&[]);
    browser.click(".notice-page button");
    browser.arrived("/magazine/the-ropeworks/", ROPES);
    assert_eq!(
        browser.read("document.title"),
        format!("{ROPES} | The Long Ferry")
    );
    browser.assert_clean();
}

/// A body of quotes within quotes, as JSON text: nothing that makes JSON from values nests that deep.
fn deep(levels: usize) -> String {
    let (open, close) = (
        "[{\"kind\":\"quote\",\"body\":".repeat(levels),
        "}]".repeat(levels),
    );
    format!("{{\"slug\":\"the-ropeworks\",\"title\":\"Deep\",\"body\":{open}[]{close}}}")
}

fn with_text(text: Value) -> String {
    let body = json!([{ "kind": "paragraph", "text": text }]);
    json!({ "slug": "the-ropeworks", "title": "Hostile", "body": body }).to_string()
}

// Content comes from many hands. One wrong file must name its fault and hurt nothing else.
#[test]
fn a_hostile_article_names_its_fault_and_the_next_one_opens() {
    let Some(portal) = Portal::changed(|_| {}) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    let good = browser
        .portal()
        .folder()
        .json("content/articles/bell-of-yelkenkoy.json");
    let good = good["title"].as_str().expect("an article has a title");
    browser.visit("/magazine/");
    for (text, words) in [
        (deep(10_000), "$.body[0].body[0].body[0]"),
        (deep(10_000), "nested more than 96 levels deep"),
        (
            with_text(json!(["x".repeat(5_000_000)])),
            "$.body[0].text[0]: a string longer than 256 KiB",
        ),
        (
            with_text(json!([{ "text": "x", "link": "javascript:alert(1)" }])),
            "$.body[0].text[0].link: a link begins with https://",
        ),
        (
            with_text(json!([{ "text": "x", "link": "//example.org/" }])),
            "$.body[0].text[0].link",
        ),
        (
            with_text(json!({ "0": "x" })),
            "$.body[0].text: expected an array, found an object",
        ),
        (
            json!({ "slug": "the-ropeworks", "title": 7 }).to_string(),
            "$.title: expected a string, found a number",
        ),
        (
            json!({ "slug": "the-ropeworks", "title": "x", "image": { "src": "https://example.org/a.png" } })
                .to_string(),
            "$.image.src: a media path is relative",
        ),
        (json!({ "slug": "../up", "title": "x" }).to_string(), "$.slug"),
        ("[]".to_owned(), "$: expected an object, found an array"),
        ("{\"slug\":".to_owned(), "$: not JSON"),
        (String::new(), "$: not JSON"),
    ] {
        browser
            .portal()
            .folder()
            .write("content/articles/the-ropeworks.json", &text);
        browser.follow("/magazine/the-ropeworks/");
        browser.arrived("/magazine/the-ropeworks/", FAILED);
        let page = browser.text("main");
        let shown = format!("articles/the-ropeworks.json {words}");
        assert!(
            page.contains(&shown) || (page.contains(words) && words.starts_with("nested")),
            "{shown} is not in: {page:.400}"
        );
        assert_eq!(browser.texts(".notice-page > p")[0], PAGE_DAMAGED);
        browser.follow(GOOD);
        browser.arrived(GOOD, good);
    }
    browser.assert_console_only(&["articles/the-ropeworks.json $"]);
}

/// The file that `index.html` names in an attribute of its script.
fn named(folder: &Folder, attribute: &str) -> String {
    let page = folder.text("index.html");
    let start = format!("{attribute}=\"./");
    let (_, rest) = page.split_once(&start).expect("the page names its app");
    rest.split('"').next().unwrap_or_default().to_owned()
}

// When the app itself does not arrive there is no app to say so: boot.js has to.
#[test]
fn an_app_that_does_not_arrive_shows_the_failure_text() {
    let Some(portal) = Portal::changed(Folder::remove_prerendered) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.block(&["*.wasm"]);
    browser.open("/");
    browser.wait_for("the failure text", BOOT_FAILURE);
    browser.block(&[]);
    browser.click("#portal_failure button");
    browser.arrived("/", "The Long Ferry");
    browser.assert_console_only(&["TypeError: Failed to fetch"]);

    for attribute in ["data-glue", "data-wasm"] {
        let mut file = String::new();
        let Some(portal) = Portal::changed(|folder| {
            folder.remove_prerendered();
            file = named(folder, attribute);
            folder.remove(&file);
        }) else {
            return;
        };
        let Some(browser) = Browser::on(portal) else {
            return;
        };
        browser.open("/");
        browser.wait_for("the failure text", BOOT_FAILURE);
        browser.assert_console_only(&["boot.js", &format!("{file} - Failed to load resource")]);
    }
}

// Some readers run no scripts. Where nobody has prerendered the page for them, they are owed a sentence.
#[test]
fn without_javascript_the_page_says_what_it_needs() {
    let Some(portal) = Portal::changed(Folder::remove_prerendered) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.forbid_scripts();
    browser.open("/");
    browser.wait_for(
        "the words for readers without scripts",
        "document.querySelector('noscript p')?.checkVisibility() && document.querySelector('noscript').innerText.includes('This page needs JavaScript.')",
    );
    browser.assert_console_empty();
}

// A picture that is lost must not take its caption or its place with it, nor move the text when it is given up.
#[test]
fn a_lost_picture_keeps_its_place_and_its_caption() {
    const PLACE: &str = "((picture, text) => [picture.width, picture.height, text.top].map(Math.round))(
        document.querySelector('.article > .figure img').getBoundingClientRect(), document.querySelector('.prose').getBoundingClientRect())";
    const PATH: &str = "/magazine/the-ropeworks/";
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    browser.wait_for(
        "the picture",
        "document.querySelector('.article > .figure img').naturalWidth > 0",
    );
    let place = browser.read(PLACE);

    let Some(portal) = Portal::changed(|folder| {
        folder.remove("content/media/the-ropeworks.avif");
        folder.remove("content/media/the-ropeworks-640.avif");
    }) else {
        return;
    };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.visit("/about/");
    browser.portal().hold("media/the-ropeworks");
    browser.follow(PATH);
    browser.arrived(PATH, ROPES);
    assert_eq!(browser.read(PLACE), place, "before the picture is lost");
    browser.portal().release();
    browser.wait_for(
        "the loss of the picture",
        "(({ complete, naturalWidth }) => complete && !naturalWidth)(document.querySelector('.article > .figure img'))",
    );
    assert_eq!(browser.read(PLACE), place, "after the picture is lost");
    let caption = browser.text(".article > .figure figcaption");
    assert!(caption.starts_with("The walk on a Tuesday"), "{caption}");
    browser.assert_console_only(&["media/the-ropeworks"]);
}

// Editors publish while people read: the next click shows the new edition, without a reload.
#[test]
fn an_open_tab_shows_new_content_within_one_navigation() {
    let Some(portal) = Portal::changed(|_| {}) else {
        return;
    };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.visit("/magazine/the-ropeworks/");
    browser.read("window.same = true");
    let folder = browser.portal().folder();
    folder.edit("content/site.json", |site| {
        site["name"] = "The Longer Ferry".into();
        let tags = site["taxonomies"][1]["tags"].as_array_mut();
        tags.expect("a taxonomy has tags")
            .push(json!({ "slug": "fresh", "name": "Fresh", "count": 1 }));
    });
    folder.edit("content/articles/bell-of-yelkenkoy.json", |article| {
        article["title"] = "The bell rings anew".into();
        article["tags"] = json!([{ "taxonomy": "themes", "tags": ["fresh"] }]);
    });
    let list = json!({ "count": 1, "cards": [{ "slug": "bell-of-yelkenkoy", "section": "magazine", "title": "The bell rings anew" }] });
    folder.write("content/lists/tags/themes/fresh.json", list.to_string());

    // However late the site's file arrives, the article must not be shown without what only that file knows.
    browser.portal().hold("content/site.json");
    browser.follow(GOOD);
    browser.portal().await_held("content/site.json");
    browser.wait_for(
        "the article's file",
        "performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('bell-of-yelkenkoy.json') && responseEnd)",
    );
    browser.portal().release();
    browser.arrived(GOOD, "The bell rings anew");
    assert_eq!(browser.text(".site-name"), "The Longer Ferry");
    assert_eq!(
        browser.texts(".tags a"),
        ["Fresh"],
        "the article's new tag is known"
    );
    assert_eq!(
        browser.read("document.title"),
        "The bell rings anew | The Longer Ferry"
    );
    browser.click(".tags a");
    browser.arrived("/tags/themes/fresh/", "Fresh");
    assert_eq!(
        browser.read("window.same"),
        true,
        "the document was not loaded anew"
    );
    browser.assert_clean();
}
