//! Point 7: for everybody.

use super::banner::WINDOWS;
use super::points::point;
use super::visit::{ARTICLE, FILMS, Visit};
use crate::support::{Key, Scheme};

/// Everything that can be pressed and is not a word within a sentence.
const TARGETS: &str = "button, summary, input";

// Consent that cannot be read or reached is none.
#[test]
fn axe_finds_nothing_on_banner_preferences_and_embeds_in_any_colours() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(7, "axe");
    let mut wrong = Vec::new();
    let mut looks = 0;
    for width in [1280, 320] {
        visit.resize(width, 800);
        visit.forget();
        visit.visit(FILMS);
        visit.await_banner();
        for part in ["banner and embeds", "preferences"] {
            if part == "preferences" {
                visit.answer("preferences");
                visit.await_preferences();
                visit.open_rows();
            }
            for colours in ["light", "dark", "forced"] {
                match colours {
                    "light" => visit.prefer(Scheme::Light),
                    "dark" => visit.prefer(Scheme::Dark),
                    _ => visit.force_colours(),
                }
                let Some(findings) = visit.axe() else { return };
                looks += 1;
                let findings = findings.into_iter();
                wrong.extend(findings.map(|finding| format!("{part} at {width} px, {colours}: {finding}")));
            }
            let wide = visit.number("document.documentElement.scrollWidth");
            assert!(
                wide <= f64::from(width),
                "{part} is {wide} px wide in a window of {width}"
            );
        }
    }
    visit.resize(1280, 800);
    visit.forget();
    visit.visit("/privacy/");
    visit.answered("accept-all");
    visit.wait_for(
        "the record",
        "document.querySelector('#portal_consent-record pre:not([hidden])')",
    );
    for scheme in [Scheme::Light, Scheme::Dark] {
        visit.prefer(scheme);
        let Some(findings) = visit.axe() else { return };
        looks += 1;
        wrong.extend(
            findings
                .into_iter()
                .map(|finding| format!("the services, {scheme:?}: {finding}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    point.passed(&format!("0 findings in {looks} looks"));
}

// A finger is not a pointer.
#[test]
fn what_can_be_pressed_is_at_least_24_pixels_wide_and_high() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(7, "targets");
    let (mut smallest, mut count) = (f64::MAX, 0);
    for (width, height) in WINDOWS {
        visit.resize(width, height);
        visit.visit(FILMS);
        visit.await_banner();
        visit.answer("preferences");
        visit.await_preferences();
        visit.open_rows();
        for place in [
            "#portal_consent-banner",
            "#portal_consent-preferences",
            ".embed",
            "footer",
        ] {
            // A box and its words are one target.
            let sides = visit.read(&format!(
                "[...document.querySelectorAll('{place}')].flatMap((part) => [...part.querySelectorAll('{TARGETS}')])
                    .filter((target) => target.checkVisibility())
                    .map((target) => {{
                        const sides = [target, ...(target.labels ?? [])].map((part) => part.getBoundingClientRect());
                        return [target.outerHTML.slice(0, 100),
                            Math.max(...sides.map(({{ width, height }}) => Math.min(width, height)))];
                    }})"
            ));
            for target in sides.as_array().into_iter().flatten() {
                let side = target[1].as_f64().unwrap_or_default();
                assert!(side >= 24.0, "{target} in {width} × {height}");
                smallest = smallest.min(side);
                count += 1;
            }
        }
        visit.press(Key::Escape);
    }
    assert!(count > 4 * 15, "all parts have targets, but {count} were found");
    visit.assert_clean();
    point.passed(&format!("the smallest side of {count} is {smallest:.0} px"));
}

// Whoever goes on by keyboard without an answer has to see where they are.
#[test]
fn the_banner_never_hides_what_has_the_focus() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(7, "focus");
    let mut stops = 0;
    for (width, height) in WINDOWS {
        visit.resize(width, height);
        for path in [ARTICLE, FILMS] {
            visit.visit(path);
            visit.await_banner();
            let walk = visit.walk();
            assert!(
                walk.wrong.is_empty(),
                "{path} in {width} × {height}: {}",
                walk.wrong.join("\n")
            );
            assert!(
                walk.names
                    .iter()
                    .any(|name| name.contains("data-consent=\"accept-all\"")),
                "the banner is a part of the walk"
            );
            stops += walk.names.len();
        }
    }
    visit.assert_clean();
    point.passed(&format!("in sight at {stops} of {stops} stops"));
}
