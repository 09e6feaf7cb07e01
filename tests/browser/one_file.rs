//! A small site is one file that a person has written.

use serde_json::json;

use crate::support::{Browser, Portal};

#[track_caller]
fn assert_no_other_file(browser: &Browser) {
    let asked = browser.portal().asked();
    let others: Vec<_> = asked
        .iter()
        .filter(|path| path.starts_with("/content/") && *path != "/content/site.json")
        .collect();
    assert_eq!(others, Vec::<&String>::new(), "no other file is asked for");
    browser.assert_clean();
}

// The smallest way to publish: one file beside the app, no tool at all.
#[test]
fn a_site_of_one_file_has_lists_tags_and_similar_articles() {
    let article = |slug: &str, title: &str, day: &str, tags: &[&str]| {
        json!({
            "slug": slug, "section": "magazine", "title": title, "published": day,
            "tags": [{ "taxonomy": "themes", "tags": tags }],
            "authors": ["Zoë", "Émile"], "bylines": [{ "name": "Zoë", "slug": "zoe" }, { "name": "Émile", "slug": "emile" }],
            "body": [{ "kind": "paragraph", "text": [format!("Words of {title}.")] }],
        })
    };
    let site = json!({
        "format": 1, "name": "The Tide", "language": "en",
        "sections": [{ "slug": "magazine", "name": "Magazine" }],
        "taxonomies": [{ "slug": "themes", "name": "Themes", "tags": [{ "slug": "heritage", "name": "Heritage" }] }],
        "navigation": [{ "label": "About", "href": "/about/" }],
        "articles": [
            article("tides", "The tide tables", "2026-03-14", &["heritage", "sea-level"]),
            article("bells", "The bells", "2026-01-09", &["heritage"]),
            article("ropes", "The ropes", "2025-12-24", &["sea-level"]),
            { "slug": "about", "title": "About us", "body": [{ "kind": "paragraph", "text": ["We live by the sea."] }] },
        ],
    });
    let Some(portal) = Portal::changed(|folder| {
        for place in [
            "content",
            "magazine",
            "events",
            "opportunities",
            "resources",
            "tags",
            "authors",
            "archive",
            "page",
            "about",
            "faq",
        ] {
            folder.remove(place);
        }
        folder.remove_prerendered();
        folder.write("content/site.json", site.to_string());
    }) else {
        return;
    };
    let Some(browser) = Browser::on(portal.with_fallback().gated()) else {
        return;
    };
    browser.visit("/");
    assert_eq!(
        browser.texts(".card-title"),
        ["The tide tables", "The bells", "The ropes"]
    );
    browser.click(".card-lead .card-title a");
    browser.arrived("/magazine/tides/", "The tide tables");
    assert_eq!(browser.texts(".prose > p"), ["Words of The tide tables."]);
    assert_eq!(browser.texts(".tags a"), ["Heritage", "sea level"]);
    let mut similar = browser.texts(".similar .card-title");
    similar.sort();
    assert_eq!(similar, ["The bells", "The ropes"]);
    browser.click(".tags a[href='/tags/themes/sea-level/']");
    browser.arrived("/tags/themes/sea-level/", "sea level");
    assert_eq!(browser.text(".list-count"), "2 articles");
    assert_eq!(browser.texts(".card-title"), ["The tide tables", "The ropes"]);
    browser.click(".kicker a");
    browser.arrived("/tags/themes/", "Themes");
    assert_eq!(browser.texts(".names a"), ["Heritage 2", "sea level 2"]);
    browser.visit("/authors/");
    browser.arrived("/authors/", "Authors");
    assert_eq!(browser.texts(".names a"), ["Émile 3", "Zoë 3"]);
    browser.click(".names a");
    browser.arrived("/authors/emile/", "Émile");
    browser.click(".menu a");
    browser.arrived("/about/", "About us");
    assert_no_other_file(&browser);

    // With press beside it, every address has a page, and a link that somebody was sent opens as well.
    let content = tempfile::tempdir().expect("the system has a folder for temporary files");
    std::fs::write(content.path().join("site.json"), site.to_string()).expect("the folder is ours");
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.visit("/magazine/bells/");
    browser.arrived("/magazine/bells/", "The bells");
    assert_eq!(
        browser.texts(".similar .card-title").first().map(String::as_str),
        Some("The tide tables")
    );
    assert_no_other_file(&browser);
}
