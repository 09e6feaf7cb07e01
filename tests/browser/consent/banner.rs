//! Points 4 and 5: the banner asks, and does not press.

use serde_json::json;

use super::points::point;
use super::visit::{ARTICLE, Visit};
use crate::support::Key;

const REFUSE: &str = "#portal_consent-banner [data-consent='functional-only']";
const ACCEPT: &str = "#portal_consent-banner [data-consent='accept-all']";

/// The smallest phone, a usual one, a desktop, and a desktop at 400 %.
pub(super) const WINDOWS: [(u32, u32); 4] = [(320, 568), (375, 667), (1440, 900), (320, 256)];

// A refusal that is smaller, paler or further away than the consent is none that counts.
#[test]
fn both_answers_have_one_size_weight_and_colour_and_are_wholly_in_sight() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(4, "");
    let mut sizes = Vec::new();
    for path in ["/", ARTICLE] {
        for (width, height) in WINDOWS {
            visit.resize(width, height);
            visit.visit(path);
            visit.await_banner();
            let hidden = visit.read(&format!(
                "[document.querySelector(`{REFUSE}`), document.querySelector(`{ACCEPT}`)].flatMap((button) => {{
                    const {{ left, top, right, bottom }} = button.getBoundingClientRect();
                    const corners = [[left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4], [right - 4, bottom - 4]];
                    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
                        && corners.every(([x, y]) => button.contains(document.elementFromPoint(x, y)))
                        ? [] : [`${{button.textContent}} at ${{[left, top, right, bottom]}}`];
                }})"
            ));
            assert_eq!(hidden, json!([]), "{path} in {width} × {height}");
            let different = visit.read(&format!(
                "(() => {{
                    const [one, other] = [getComputedStyle(document.querySelector(`{REFUSE}`)), getComputedStyle(document.querySelector(`{ACCEPT}`))];
                    // Chromium lays out in 64ths of a pixel: two thirds of a width are not always the same number of them.
                    const tenths = (value) => value.replace(/[\\d.]+/g, (number) => Number(number).toFixed(1));
                    return [...one].filter((property) => tenths(one.getPropertyValue(property)) !== tenths(other.getPropertyValue(property)))
                        .map((property) => `${{property}}: ${{one.getPropertyValue(property)}} and ${{other.getPropertyValue(property)}}`);
                }})()"
            ));
            assert_eq!(different, json!([]), "{path} in {width} × {height}");
            let size = |selector: &str| {
                let rectangle = format!("document.querySelector(`{selector}`).getBoundingClientRect()");
                (
                    visit.number(&format!("Math.round({rectangle}.width)")),
                    visit.number(&format!("Math.round({rectangle}.height)")),
                )
            };
            assert_eq!(size(REFUSE), size(ACCEPT), "{path} in {width} × {height}");
            let (wide, high) = size(ACCEPT);
            let share =
                visit.number("document.querySelector('#portal_consent-banner').offsetHeight / innerHeight");
            sizes.push(format!(
                "{width} × {height}: {wide:.0} × {high:.0} px, the banner {:.0} %",
                share * 100.0
            ));
        }
    }
    visit.assert_clean();
    sizes.truncate(WINDOWS.len());
    point.passed(&format!(
        "0 of all computed properties differ; {}",
        sizes.join(", ")
    ));
}

// Whoever answers on the first layer has to know what for, to whom, and that it is not for ever.
#[test]
fn the_banner_names_purposes_and_third_parties_and_says_that_the_answer_can_be_changed() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(4, "first layer");
    let words = |visit: &Visit| {
        visit.visit(ARTICLE);
        visit.await_banner();
        visit.texts("#portal_consent-banner p")
    };
    let said = words(&visit);
    assert!(
        said[0].starts_with("We use cookies to optimize our website and our service."),
        "{said:?}"
    );
    assert_eq!(
        said[1..],
        [
            "If you agree, third parties (4) receive data for Statistics and Marketing.",
            "You can change your choice at any time under “Privacy Settings” at the foot of the page.",
        ]
    );
    // Few are named.
    visit.edit(|consent| consent["services"][3]["provider"] = "Pixel Inc.".into());
    let said = words(&visit);
    assert_eq!(
        said[1],
        "If you agree, third parties (Counter Ltd., Pixel Inc., Charts Org.) receive data for Statistics and Marketing."
    );
    // One category, one provider of two services.
    visit.edit(|consent| {
        let services = consent["services"].as_array_mut().expect("the site has services");
        services.retain(|service| service["category"] == "statistics");
        services[1]["provider"] = "Counter Ltd.".into();
    });
    let said = words(&visit);
    assert_eq!(
        said[1],
        "If you agree, third parties (Counter Ltd.) receive data for Statistics."
    );
    // More than can be read there: how many, and the list one button away.
    visit.edit(|consent| {
        let services = consent["services"].as_array_mut().expect("the site has services");
        for number in 0..7 {
            let mut service = services[1].clone();
            service["id"] = format!("more-{number}").into();
            service["name"] = format!("Service {number}").into();
            service["provider"] = format!("Company {number}").into();
            services.push(service);
        }
    });
    let said = words(&visit);
    assert_eq!(
        said[1],
        "If you agree, third parties (8) receive data for Statistics."
    );
    visit.answer("preferences");
    visit.await_preferences();
    visit.open_rows();
    let listed = visit.text("#portal_consent-preferences");
    for number in 0..7 {
        assert!(listed.contains(&format!("Company {number}")), "{listed}");
    }
    visit.assert_clean();
    point.passed("purposes and parties named; of 8 the number, and all of them in the preferences");
}

// The page is what somebody came for. A banner that holds it back gets an answer, and not a decision.
#[test]
fn the_banner_is_a_region_that_can_be_left_and_ignored() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(5, "");
    visit.visit(ARTICLE);
    visit.await_banner();
    let regions: Vec<_> = visit
        .spoken("region")
        .into_iter()
        .map(|region| region.name)
        .collect();
    assert!(regions.contains(&"Privacy Settings".to_owned()), "{regions:?}");

    // Into it, through it and out of it, in both directions.
    let mut steps = Vec::new();
    for _ in 0..12 {
        visit.press(Key::Tab);
        steps.push(visit.read(
            "document.activeElement.closest('#portal_consent-banner') ? 'banner' : document.activeElement.matches('a.skip') ? 'skip' : 'page'",
        ));
    }
    let first = steps.iter().position(|step| step == "banner");
    assert!(
        first.is_some_and(|first| first <= 1),
        "the banner is near the beginning: {steps:?}"
    );
    let last = steps
        .iter()
        .rposition(|step| step == "banner")
        .unwrap_or_default();
    assert!(
        steps[last + 1..].iter().any(|step| step == "page"),
        "Tab leaves it: {steps:?}"
    );
    assert!(
        steps[first.unwrap_or_default()..=last]
            .iter()
            .all(|step| step == "banner"),
        "{steps:?}"
    );
    let mut back = Vec::new();
    for _ in 0..12 {
        visit.press_with(&Key::Shift, &Key::Tab);
        back.push(visit.read("Boolean(document.activeElement.closest('#portal_consent-banner'))"));
    }
    let into = back
        .iter()
        .position(|inside| inside == true)
        .expect("Shift and Tab lead back into it");
    assert!(
        back[into..].iter().any(|inside| inside == false),
        "and out of it: {back:?}"
    );

    // The page scrolls under every hand.
    let before = visit.number("scrollY");
    visit.read("document.activeElement.blur()");
    visit.press(Key::PageDown);
    visit.wait_for("the page to scroll by key", &format!("scrollY > {before}"));
    let before = visit.number("scrollY");
    visit.wheel(300, 300, 400);
    visit.wait_for("the page to scroll by wheel", &format!("scrollY > {before}"));
    assert_eq!(
        visit.read(
            "[document.documentElement, document.body].map((element) => getComputedStyle(element).overflowY)"
        ),
        json!(["visible", "visible"])
    );

    // None of these is an answer.
    visit.press(Key::Escape);
    visit.read("scrollTo({ top: 0, behavior: 'instant' })");
    let (x, y) = beside(&visit);
    visit.click_at(x, y);
    visit.click(".menu a[href='/events/']");
    visit.arrived("/events/", "Events");
    visit.press(Key::Escape);
    visit.back();
    visit.arrived(ARTICLE, "The tide tables");
    visit.await_banner();
    visit.assert_untouched();
    visit.assert_clean();
    point.passed(&format!(
        "region “Privacy Settings”; stop {} of the tab order, {} stops; left by Tab and Shift+Tab; 5 ways to ignore it stored 0",
        first.unwrap_or_default() + 1,
        last - first.unwrap_or_default() + 1
    ));
}

/// A place of the window where only text stands.
fn beside(visit: &Visit) -> (u32, u32) {
    let place = visit.read(
        "[...Array(innerHeight).keys()].map((y) => [Math.round(innerWidth / 2), y])
            .find(([x, y]) => document.elementFromPoint(x, y)?.closest('.prose, main h1'))",
    );
    serde_json::from_value(place).expect("text can be seen beside the banner")
}
