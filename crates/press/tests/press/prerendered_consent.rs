//! What is prerendered of the privacy settings before the app has arrived, and what feeds carry of embeds.

use content::consent::Consent;
use content::json;
use content::route::Route;
use press::edition::bundle::Edition;
use press::publish::feeds;
use press::publish::media_sizes::MediaSizes;
use press::publish::prerender::Prerenderer;
use scraper::{Html, Selector};

use crate::support::editions::of_site;

const FILM: &str = "+++\ntitle = \"A\"\npublished = 2026-01-02\n+++\n\n```embed\nservice = \"youtube\"\nid = \"abc\"\n\
                    title = \"A film\"\nlink = \"https://www.youtube.com/watch?v=abc\"\n```\n";

/// A site with an embed, a page that explains, and one service of each category.
fn edition() -> Edition {
    let policy = "+++\ntitle = \"Privacy\"\n+++\n\nAs little as we can.\n";
    let mut edition = of_site("", &[("magazine/a.md", FILM), ("pages/privacy.md", policy)]);
    let consent: Consent = json::from_text(
        r#"{ "revision": 1, "policy": "/privacy/", "services": [
            { "id": "chat", "category": "functional", "name": "Chat", "provider": "Talkers", "purpose": "Talk.",
              "script": { "src": "https://chat.example/chat.js" } },
            { "id": "counter", "category": "statistics", "name": "Counter", "provider": "Counters", "purpose": "Count.",
              "cookies": [{ "name": "_c", "duration": "13 months" }],
              "script": { "src": "https://counter.example/c.js" } },
            { "id": "youtube", "category": "marketing", "name": "YouTube", "provider": "Google", "purpose": "Play.",
              "embed": { "url": "https://www.youtube-nocookie.com/embed/{id}" } }
        ] }"#,
    )
    .expect("privacy settings are always read");
    assert_eq!(consent.faults, Vec::new());
    edition.site.consent = Some(consent);
    edition
}

fn prerendered(edition: &Edition) -> Vec<(Route, String)> {
    let prerenderer = Prerenderer::new(edition);
    let routes = press::edition::routes::routes(edition).into_iter();
    routes
        .map(|route| {
            let page = prerenderer.render(&route, "../").expect("every route has a page");
            (route, page.html)
        })
        .collect()
}

// Who reads without the app, or waits for it, is told the same as everybody else.
#[test]
fn the_prerendered_policy_page_lists_every_service() {
    let edition = edition();
    let pages = prerendered(&edition);
    let (_, html) = pages
        .iter()
        .find(|(route, _)| matches!(route, Route::Page(slug) if slug.as_ref() == "privacy"))
        .expect("the page is prerendered");
    let page = Html::parse_fragment(html);
    let texts = |selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).expect("it is a selector");
        let found = page.select(&selector);
        found.map(|element| element.text().collect()).collect()
    };
    assert_eq!(
        texts("#portal_services h3"),
        ["Chat", "Counter", "YouTube", "Test"]
    );
    let facts = texts("#portal_services dd").join("\n");
    let consent = edition.site.consent.as_ref().expect("the site asks");
    for service in &consent.services {
        for words in [&*service.provider, &*service.purpose, service.host()] {
            assert!(facts.contains(words), "{words}: {facts}");
        }
    }
    assert!(facts.contains("_c, 13 months"), "{facts}");
    assert_eq!(
        texts("#portal_consent-record-words"),
        ["No choice is stored on this device."]
    );
}

// A banner that is prerendered would be there without an app that takes it away, and for those who have answered.
#[test]
fn every_page_is_prerendered_with_the_way_to_the_settings_and_without_a_banner() {
    for (route, html) in prerendered(&edition()) {
        assert_eq!(
            html.matches("Privacy Settings</button><a").count(),
            1,
            "{route:?}"
        );
        for part in [
            "consent-banner",
            "<dialog",
            "<iframe",
            "youtube-nocookie.com/",
            "https://chat",
            "https://counter",
        ] {
            assert!(!html.contains(part), "{route:?}: {part}");
        }
    }
}

// A button in a feed reader would be dead; the link is not.
#[test]
fn feeds_carry_the_link_of_an_embed() {
    let edition = edition();
    for (name, bytes) in feeds::files(&edition, &MediaSizes::measure(&edition)) {
        let feed = String::from_utf8_lossy(&bytes);
        assert!(
            feed.contains("https://www.youtube.com/watch?v=abc"),
            "{name}: {feed}"
        );
        assert!(!feed.contains("load-once"), "{name}: {feed}");
    }
}
