//! The heads of built pages, read as browsers, link previews and search engines read them.

use std::collections::BTreeMap;

use crate::support::editions::{HOSTILE, SHOWN, article, demo, of_site, posts_18f};
use crate::support::{fixtures, press, transcript, tree, write_portal};
use content::route::Route;
use press::edition::bundle::Edition;
use press::publish::head::{HeadElement, head, html};
use scraper::{Html, Selector};
use serde_json::Value;

/// A page with nothing but these elements in its head.
fn page(elements: &[HeadElement]) -> Html {
    Html::parse_document(&format!(
        "<!doctype html><head>{}</head><body></body>",
        html(elements)
    ))
}

fn all(page: &Html, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("it is a selector");
    let found = page.select(&selector);
    found
        .filter_map(|element| element.attr(attribute).map(ToOwned::to_owned))
        .collect()
}

fn one(page: &Html, selector: &str, attribute: &str) -> String {
    let found = all(page, selector, attribute);
    assert_eq!(found.len(), 1, "{selector}: {found:?}");
    found[0].clone()
}

/// The things that the structured data of a page tells of, by their type.
fn things(page: &Html) -> BTreeMap<String, Value> {
    let selector = Selector::parse(r#"script[type="application/ld+json"]"#).expect("it is a selector");
    let found: Vec<_> = page.select(&selector).collect();
    assert_eq!(found.len(), 1);
    let text: String = found[0].text().collect();
    let data: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(data["@context"], "https://schema.org");
    let graph = data["@graph"].as_array().expect("the things stand in a list");
    let things = graph.iter().map(|thing| {
        let kind = thing["@type"].as_str().expect("a thing has a type").to_owned();
        assert_required(&kind, thing);
        (kind, thing.clone())
    });
    things.collect()
}

/// What each type must have for search engines to take it.
fn assert_required(kind: &str, thing: &Value) {
    let required: &[&str] = match kind {
        "WebSite" => &["url", "name"],
        "CollectionPage" | "WebPage" => &["url", "name", "isPartOf"],
        "ProfilePage" => &["url", "name", "isPartOf", "mainEntity"],
        "Article" => &[
            "url",
            "headline",
            "author",
            "publisher",
            "mainEntityOfPage",
            "inLanguage",
        ],
        "Event" => &["name", "startDate", "url"],
        "BreadcrumbList" => &["itemListElement"],
        other => panic!("{other} is unknown to this test"),
    };
    for field in required {
        assert!(!thing[field].is_null(), "{kind} has no {field}: {thing}");
    }
    for (field, value) in thing.as_object().expect("a thing is an object") {
        assert!(
            !value.is_null() && *value != Value::Array(Vec::new()),
            "{kind}.{field} is empty"
        );
    }
    for field in ["url", "mainEntityOfPage", "@id"] {
        let address = thing[field].as_str().unwrap_or("https://");
        assert!(address.starts_with("https://"), "{address}");
    }
    if kind == "BreadcrumbList" {
        let items = thing["itemListElement"].as_array().expect("a list");
        for (item, position) in items.iter().zip(1..) {
            assert_eq!(item["position"], position);
            assert!(item["name"].is_string() && item["item"].is_string(), "{item}");
        }
    }
}

// Every page of the demo: one of each element that must be single, whole addresses, and structured data that is whole.
#[test]
fn every_page_of_the_demo_has_a_sound_head() {
    assert_sound_heads(&demo());
}

// Real posts have what no fixture thinks of.
#[test]
fn every_page_of_the_posts_of_18f_has_a_sound_head() {
    let Some(edition) = posts_18f() else { return };
    assert_sound_heads(&edition);
}

fn assert_sound_heads(edition: &Edition) {
    let mut kinds = BTreeMap::<String, usize>::new();
    for route in press::edition::routes::routes(edition) {
        let page = page(&head(edition, &route));
        let address = one(&page, "link[rel=canonical]", "href");
        assert!(
            address.starts_with("https://") && address.ends_with(&route.path()),
            "{address}"
        );
        assert_eq!(one(&page, r#"meta[property="og:url"]"#, "content"), address);
        let is_article = matches!(route, Route::Article { .. });
        let kind = if is_article { "article" } else { "website" };
        assert_eq!(one(&page, r#"meta[property="og:type"]"#, "content"), kind);
        assert!(!one(&page, r#"meta[property="og:title"]"#, "content").is_empty());
        one(&page, r#"meta[property="og:site_name"]"#, "content");
        one(&page, r#"meta[property="og:locale"]"#, "content");
        one(&page, r#"meta[name="twitter:card"]"#, "content");
        assert!(all(&page, "meta[name=description]", "content").len() <= 1);
        assert!(
            all(&page, "link[rel=alternate]", "href")
                .iter()
                .all(|href| href.starts_with("https://"))
        );
        for kind in things(&page).into_keys() {
            *kinds.entry(kind).or_default() += 1;
        }
    }
    assert_eq!(kinds["WebSite"], 1);
    assert!(
        kinds["Article"] > 40 && kinds["BreadcrumbList"] > kinds["Article"],
        "{kinds:?}"
    );
}

// What people see when somebody shares an article.
#[test]
fn an_article_is_previewed_with_all_that_is_known_of_it() {
    let edition = demo();
    let article = edition
        .articles
        .iter()
        .find(|article| article.slug.as_ref() == "low-tide-festival-2027")
        .expect("the demo has it");
    let page = page(&head(&edition, &press::edition::canonical::route_of(article)));
    let image = "https://longferry.example.org/content/media/low-tide-festival-2027.avif";
    assert_eq!(one(&page, r#"meta[property="og:image"]"#, "content"), image);
    assert_eq!(one(&page, r#"meta[name="twitter:image"]"#, "content"), image);
    assert_eq!(
        one(&page, r#"meta[name="twitter:card"]"#, "content"),
        "summary_large_image"
    );
    assert_eq!(
        one(&page, r#"meta[property="og:image:width"]"#, "content"),
        "1600"
    );
    assert!(one(&page, r#"meta[property="og:image:alt"]"#, "content").starts_with("A round stage"));
    assert_eq!(
        one(&page, r#"meta[property="article:section"]"#, "content"),
        "Events"
    );
    assert_eq!(
        one(&page, r#"meta[property="article:published_time"]"#, "content"),
        "2026-11-03"
    );
    assert_eq!(all(&page, r#"meta[property="article:tag"]"#, "content").len(), 7);
    assert_eq!(all(&page, "link[rel=alternate]", "href").len(), 7);
    let things = things(&page);
    let event = &things["Event"];
    assert_eq!(event["startDate"], "2027-05-21T09:40:00+01:00");
    assert_eq!(event["endDate"], "2027-05-25");
    assert_eq!(
        event["location"]["name"],
        "The bay below the lighthouse, Port Avel"
    );
    let steps = things["BreadcrumbList"]["itemListElement"]
        .as_array()
        .expect("a list");
    assert_eq!(steps[1]["item"], "https://longferry.example.org/events/");
}

// Each of these words could end an attribute, an element or the data block.
#[test]
fn hostile_words_stay_words() {
    let keys = format!(
        "title = \"{HOSTILE}\"\nauthors = [\"{HOSTILE}\"]\nseries = \"{HOSTILE}\"\n[tags]\nthemes = [\"{HOSTILE}\"]\n\
         [event]\nstart = 2026-05-03\nvenue = \"{HOSTILE}\""
    );
    let edition = of_site("", &[("magazine/a.md", &article(&keys))]);
    for route in press::edition::routes::routes(&edition) {
        let elements = head(&edition, &route);
        let html = html(&elements);
        assert_eq!(html.matches("</script").count(), 1, "{html}");
        let page = page(&elements);
        let body = Selector::parse("body > *").expect("it is a selector");
        assert!(
            page.select(&body).next().is_none(),
            "nothing has fallen out of the head"
        );
        let things = things(&page);
        if matches!(route, Route::Article { .. }) {
            for (selector, attribute) in [
                (r#"meta[property="og:title"]"#, "content"),
                (r#"meta[property="article:author"]"#, "content"),
                (r#"meta[property="article:tag"]"#, "content"),
                (r#"meta[name="twitter:title"]"#, "content"),
                (r#"link[type="text/calendar"]"#, "title"),
            ] {
                assert_eq!(one(&page, selector, attribute), SHOWN, "{selector}");
            }
            assert_eq!(things["Article"]["headline"], SHOWN);
            assert_eq!(things["Event"]["location"]["name"], SHOWN);
        }
    }
}

// A page that is none must not be found, and one of a site without an address claims none.
#[test]
fn what_is_not_known_is_not_said() {
    let edition = demo();
    let missing = head(&edition, &Route::Missing("nowhere".to_owned()));
    assert_eq!(one(&page(&missing), "meta[name=robots]", "content"), "noindex");
    assert_eq!(missing.len(), 1);

    let folder = crate::support::content(&[("magazine/a.md", &article("title = \"A\""))]);
    let edition = crate::support::editions::compose(&folder.path().join("content"));
    for route in press::edition::routes::routes(&edition) {
        let html = html(&head(&edition, &route));
        assert!(
            !html.contains("canonical") && !html.contains("og:url") && !html.contains("ld+json"),
            "{html}"
        );
    }
}

// The front page is the template of all others: what an earlier build has left in it must not pile up.
#[test]
fn heads_do_not_pile_up_and_replace_the_portals_own() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write_portal(&folder.path().join("dist"));
    let sample = fixtures().join("sample");
    let mut earlier = None;
    for _ in 0..3 {
        let output = press(
            folder.path(),
            &[
                "build",
                sample.to_str().expect("the path is UTF-8"),
                "--app",
                "dist",
            ],
        );
        assert!(output.status.success(), "{}", transcript(&output));
        let built = tree(&folder.path().join("dist"));
        // What each reader has saved is no page for search engines.
        let pages = built
            .iter()
            .filter(|(name, _)| name.ends_with("index.html") && !name.starts_with("saved/"));
        for (name, bytes) in pages {
            let page = Html::parse_document(&String::from_utf8_lossy(bytes));
            if all(&page, "meta[http-equiv=refresh]", "content").is_empty() {
                one(&page, "link[rel=canonical]", "href");
                one(&page, r#"meta[property="og:title"]"#, "content");
                assert_eq!(
                    all(&page, r#"meta[property="og:image"]"#, "content").len(),
                    1,
                    "{name}"
                );
                things(&page);
            }
        }
        assert!(earlier.is_none_or(|earlier| earlier == built));
        earlier = Some(built);
    }
}
