//! Point 9: embeds wait for a click.

use std::time::Instant;

use serde_json::json;

use super::points::point;
use super::visit::{FILMS, Visit};
use crate::support::Key;

/// The links to the sources, as they can be seen.
const LINKS: &str = "[...document.querySelectorAll('.embed figcaption a')].filter((link) => link.checkVisibility()).map(({ href }) => href)";

fn links() -> serde_json::Value {
    json!([
        "https://tube.example/watch?v=one",
        "https://charts.example/tides/2026",
        "https://tube.example/watch?v=two",
    ])
}

// To see one film is not to agree to a company for half a year, and not to be sent away either.
#[test]
fn load_once_shows_one_embed_and_stores_nothing() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(9, "load once");
    visit.visit(FILMS);
    visit.await_banner();
    assert_eq!(visit.read(LINKS), links());
    let moment = Instant::now();
    visit.click(".embed[data-embed='one'] [data-consent='load-once']");
    visit.elsewhere.await_hit("tube.localhost", "/frame/one", moment);
    visit.wait_for(
        "the frame",
        "document.querySelector('.embed[data-embed=one][data-loaded] iframe')",
    );
    assert_eq!(visit.frames(), ["tube.localhost"], "and no other");
    assert_eq!(visit.read(LINKS), links());
    visit.elsewhere.listen();
    assert_eq!(visit.elsewhere.hosts_after(moment), ["tube.localhost"]);
    assert!(
        !visit.elsewhere.hits().iter().any(|hit| hit.path.contains("two")),
        "the second film was not asked for"
    );
    assert_eq!(visit.cookie_names(), Vec::<String>::new());
    assert_eq!(visit.stored(), Vec::<String>::new());
    visit.await_banner();

    // The address of what is not allowed stands nowhere, where a tool or a mistake could load it.
    let there = visit.read("document.documentElement.outerHTML.replace(/<iframe.*?<\\/iframe>/g, '').includes('tube.localhost/frame')");
    assert_eq!(there, false);

    visit.reload();
    visit.await_banner();
    assert_eq!(visit.frames(), Vec::<String>::new(), "once is once");
    assert_eq!(visit.cookie_names(), Vec::<String>::new());
    visit.assert_clean();
    point.passed("1 of 3 frames, 0 stored, asked again after a reload; 3 of 3 links stand");
}

// What was allowed for one page is not allowed for the visit: a film that comes back by itself was not asked for.
#[test]
fn load_once_ends_with_the_page_it_was_pressed_on() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(9, "once is one page");
    visit.visit(FILMS);
    visit.answered("functional-only");
    let load = |path: &str| {
        let moment = Instant::now();
        visit.click(".embed[data-embed='one'] [data-consent='load-once']");
        visit.elsewhere.await_hit("tube.localhost", "/frame/one", moment);
        assert_eq!(visit.frames(), ["tube.localhost"], "{path}");
    };
    load("at first");
    // What is not a page of its own changes nothing: a dialog over it, a place on it.
    visit.open_preferences();
    visit.press(Key::Escape);
    visit.await_no_preferences();
    visit.read("document.querySelector('.skip').click()");
    visit.wait_for("the place", "location.hash === '#portal_main'");
    visit.elsewhere.listen();
    assert_eq!(visit.frames(), ["tube.localhost"], "the page is the same");

    // By a link and back to it by another, and by the browser's own button.
    for is_back in [false, true] {
        visit.follow("/events/");
        visit.arrived("/events/", "Events");
        let moment = Instant::now();
        if is_back {
            visit.back();
        } else {
            visit.follow(FILMS);
        }
        visit.arrived(FILMS, "Films of the sea");
        visit.elsewhere.listen();
        assert_eq!(visit.frames(), Vec::<String>::new(), "by “back”: {is_back}");
        // A frame may say a last word while its page is left, but no frame is asked for.
        let asked = visit.elsewhere.hits_after(moment);
        assert!(
            !asked.iter().any(|hit| hit.path.starts_with("/frame/")),
            "{asked:?}"
        );
        assert_eq!(visit.count(".embed[data-loaded]"), 0);
        load("asked again");
    }
    assert_eq!(visit.cookie_names(), ["consent"]);
    visit.assert_clean();
    point.passed("0 frames on returning by a link and by “back”, and asked again");
}

// Who agrees for half a year should know what to, and how to take it back.
#[test]
fn always_allow_tells_purpose_category_policy_and_where_it_can_be_changed() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(9, "terms");
    visit.visit(FILMS);
    visit.await_banner();
    for (embed, purpose, category, policy) in [
        (
            "one",
            "Plays films within articles.",
            "Marketing",
            "https://tube.example/privacy",
        ),
        (
            "tides/2026",
            "Draws figures.",
            "Statistics",
            "https://charts.example/privacy",
        ),
    ] {
        let place = format!(".embed[data-embed='{embed}'] .embed-ask");
        let words = visit.text(&place);
        for part in [purpose, category, "“Privacy Settings” at the foot of the page"] {
            assert!(words.contains(part), "{part} is not in: {words}");
        }
        let links = visit.read(&format!(
            "[...document.querySelectorAll(`{place} a`)].map(({{ href, textContent }}) => [href, textContent])"
        ));
        assert_eq!(links, json!([[policy, "Privacy policy"]]));
    }
    visit.assert_untouched();
    visit.assert_clean();
    point.passed("purpose, category, policy and the way back, 2 of 2");
}

// Who likes a service need not say so at every film.
#[test]
fn always_allow_stores_a_grant_for_one_service() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(9, "always allow");
    visit.visit(FILMS);
    visit.answered("functional-only");
    let label = visit.text(".embed[data-embed='two'] [data-consent='always-allow']");
    assert_eq!(label, "Always allow Tube");
    visit.click(".embed[data-embed='two'] [data-consent='always-allow']");
    visit.await_allowed(&["tube"]);
    visit.wait_for(
        "both films",
        "document.querySelectorAll('[data-service=tube][data-loaded] iframe').length === 2",
    );
    assert_eq!(visit.frames(), ["tube.localhost", "tube.localhost"]);
    assert_eq!(visit.read(LINKS), links());

    // On every later page, without a word.
    let moment = Instant::now();
    visit.follow("/events/");
    visit.arrived("/events/", "Events");
    visit.follow(FILMS);
    visit.wait_for(
        "both films",
        "document.querySelectorAll('[data-service=tube][data-loaded] iframe').length === 2",
    );
    visit.reload();
    visit.wait_for(
        "both films",
        "document.querySelectorAll('[data-service=tube][data-loaded] iframe').length === 2",
    );
    visit.elsewhere.listen();
    assert_eq!(visit.elsewhere.hosts_after(moment), ["tube.localhost"]);
    assert_eq!(visit.cookie_names(), ["consent"]);
    visit.assert_clean();
    point.passed("2 of 2 films of the service, 0 of others, also after navigation and reload");
}

// No thumbnail, no player that looks like one: what a placeholder shows is its own.
#[test]
fn a_placeholder_tells_who_learns_what_and_has_nothing_of_others() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(9, "placeholder");
    visit.visit(FILMS);
    visit.await_banner();
    assert_eq!(
        visit.count("figure.embed img, figure.embed video, figure.embed object"),
        0
    );
    let words = visit.texts("figure.embed .embed-words");
    assert_eq!(words.len(), 3);
    for (words, parts) in words.iter().zip([
        ["Tube Inc.", "tube.localhost"],
        ["Charts Org.", "charts.localhost"],
        ["Tube Inc.", "tube.localhost"],
    ]) {
        assert!(
            parts.iter().all(|part| words.contains(part)),
            "{words} should name {parts:?}"
        );
    }
    assert_eq!(
        visit.read("getComputedStyle(document.querySelector('figure.embed')).backgroundImage"),
        "none"
    );
    visit.assert_untouched();
    visit.assert_clean();
    point.passed("0 thumbnails; provider and host named 3 of 3 times");
}

// A service that the site does not know is none that anybody was asked about.
#[test]
fn an_embed_of_an_unknown_service_is_a_plain_link() {
    let Some(visit) = Visit::with(|consent| {
        let services = consent["services"].as_array_mut().expect("the site has services");
        services.retain(|service| service["id"] != "tube");
    }) else {
        return;
    };
    let point = point(9, "unknown service");
    visit.visit(FILMS);
    visit.answered("accept-all");
    visit.wait_for(
        "the chart",
        "document.querySelector('[data-service=charts] iframe')",
    );
    assert_eq!(visit.frames(), ["charts.localhost"]);
    assert_eq!(visit.count("main a[href^='https://tube.example/']"), 2);
    assert_eq!(visit.count("[data-service=tube]"), 0);
    visit.assert_clean();
    point.passed("2 links, 0 frames");
}
