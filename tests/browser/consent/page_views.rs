//! What scripts that count readers are told: each page once, while they are allowed. The scripts never come here, so that all
//! of it waits to be looked at; `counters` is about what arrives where they do.

use press::host::serve::Policy;
use serde_json::{Value, json};

use super::visit::{HOST, Visit};
use crate::support::{Content, Portal};

const SITE: &str = r#"
name = "The Tide"
language = "en"

[[sections]]
slug = "magazine"
name = "Magazine"

[consent]
policy = "/privacy/"

[[consent.services]]
use = "matomo"
host = "matomo.example.org"
site = "7"
provider = "The Tide"

[[consent.services]]
use = "plausible"
site = "tide.example"

[[consent.services]]
use = "ga4"
site = "G-TIDE1"
"#;

fn begin() -> Option<Visit> {
    let content = Content::new();
    content.write("site.toml", SITE);
    for (name, title) in [("bells", "The bells"), ("tides", "The tides")] {
        content.write(
            &format!("magazine/{name}.md"),
            format!("+++\ntitle = \"{title}\"\npublished = 2026-03-02\n+++\n\nOne stroke.\n"),
        );
    }
    content.write(
        "pages/privacy.md",
        "+++\ntitle = \"Privacy\"\n+++\n\nWe count strokes.\n",
    );
    Visit::of(
        Portal::pressed(content.path())?
            .with_policy(Policy::Site)
            .named(HOST),
    )
}

/// What each has been told of pages: Matomo by a list, Plausible by calls that wait, Google's tag by events.
fn told(visit: &Visit) -> Value {
    visit.read(
        "({
            matomo: (window._paq ?? []).map((line) => [...line]).filter(([name]) => /Url|Title|View/.test(name) && name !== 'setTrackerUrl'),
            plausible: (window.plausible?.q ?? []).map((call) => [...call]),
            google: (window.dataLayer ?? []).map((entry) => [...entry]).filter(([name]) => name === 'event').map(([, name, page]) => [name, page]),
        })",
    )
}

/// What each is to be told of a page, and of the one before it, where it was told of one.
fn page(visit: &Visit, path: &str, title: &str, before: Option<&str>) -> [Value; 3] {
    let address = visit.portal().url(path);
    let mut matomo = vec![
        json!(["setCustomUrl", address]),
        json!(["setDocumentTitle", title]),
        json!(["trackPageView"]),
    ];
    let mut google = json!({ "page_location": address, "page_title": title });
    if let Some(before) = before.map(|path| visit.portal().url(path)) {
        matomo.insert(0, json!(["setReferrerUrl", before]));
        google["page_referrer"] = json!(before);
    }
    [
        json!(matomo),
        json!([["pageview", { "u": address }]]),
        json!([["page_view", google]]),
    ]
}

// A page that is counted twice, or while nobody has agreed, makes the figures worthless.
#[test]
fn each_page_is_told_once_and_only_while_it_is_allowed() {
    let Some(visit) = begin() else { return };
    let nothing = json!({ "matomo": [], "plausible": [], "google": [] });
    visit.visit("/magazine/bells/");
    visit.await_banner();
    assert_eq!(told(&visit), nothing, "before a choice");
    visit.follow("/magazine/");
    visit.arrived("/magazine/", "Magazine");
    assert_eq!(told(&visit), nothing, "before a choice");
    visit.answered("accept-all");
    visit.await_allowed(&["ga4", "matomo", "plausible"]);
    visit.wait_for(
        "the scripts",
        "document.querySelectorAll('script[data-service]').length === 3",
    );
    let [matomo, plausible, google] = page(&visit, "/magazine/", "Magazine | The Tide", None);
    assert_eq!(
        told(&visit),
        json!({ "matomo": matomo, "plausible": plausible, "google": google }),
        "the page on which it was allowed"
    );
    assert_eq!(
        visit.read("_paq.slice(0, 2).map((line) => [...line])"),
        json!([
            ["setTrackerUrl", "https://matomo.example.org/matomo.php"],
            ["setSiteId", "7"]
        ]),
        "the site comes first"
    );

    visit.follow("/magazine/tides/");
    visit.arrived("/magazine/tides/", "The tides");
    visit.wait_for(
        "the second page",
        "_paq.filter(([name]) => name === 'trackPageView').length === 2",
    );
    let second = page(
        &visit,
        "/magazine/tides/",
        "The tides | The Tide",
        Some("/magazine/"),
    );
    let both = [matomo, plausible, google]
        .into_iter()
        .zip(second)
        .map(|(first, second)| {
            let lists = [first, second].map(|list| list.as_array().cloned().unwrap_or_default());
            Value::from(lists.concat())
        });
    let both: Vec<_> = both.collect();
    assert_eq!(
        told(&visit),
        json!({ "matomo": both[0], "plausible": both[1], "google": both[2] })
    );

    visit.withdraw();
    assert_eq!(told(&visit), nothing, "after the withdrawal");
    visit.follow("/magazine/bells/");
    visit.arrived("/magazine/bells/", "The bells");
    assert_eq!(told(&visit), nothing, "after the withdrawal");
}

// What readers look for is theirs: who counts them is told that a page was read, and no word of it.
#[test]
fn what_readers_search_is_told_nobody() {
    for query in ["q=stroke", "section=magazine&q=stroke"] {
        let Some(visit) = begin() else { return };
        visit.visit(&format!("/find/?{query}"));
        visit.answered("accept-all");
        visit.await_allowed(&["ga4", "matomo", "plausible"]);
        visit.wait_for(
            "the scripts",
            "document.querySelectorAll('script[data-service]').length === 3",
        );
        visit.follow("/magazine/bells/");
        visit.arrived("/magazine/bells/", "The bells");
        visit.wait_for(
            "the next page to be told",
            "window.dataLayer.some((entry) => entry[2]?.page_title === 'The bells | The Tide')",
        );
        let told = told(&visit);
        for counter in ["matomo", "plausible", "google"] {
            let told = told[counter].to_string();
            assert!(
                told.contains("/find/") && told.contains("/magazine/bells/"),
                "{told}"
            );
            assert!(!told.contains("stroke"), "{told}");
        }
    }
}
