//! Point 6: the preferences.

use serde_json::{Value, json};

use super::banner::WINDOWS;
use super::points::point;
use super::visit::{ARTICLE, ROUTES, Visit};
use crate::support::Key;

const FOOTER_BUTTON: &str = "footer [data-consent='preferences']";

// Who has agreed must find the way back as easily, from wherever they are, and lose neither place nor choice by looking.
#[test]
fn the_preferences_open_from_every_page_and_close_without_a_trace() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(6, "dialog");
    visit.visit(ARTICLE);
    visit.answer("preferences");
    visit.await_preferences();
    visit.press(Key::Escape);
    visit.await_no_preferences();
    assert_eq!(
        visit.read("document.activeElement.matches(`#portal_consent-banner [data-consent='preferences']`)"),
        true,
        "focus returns to the banner"
    );
    visit.assert_untouched();
    visit.answered("functional-only");
    let kept = visit.answer_kept();
    for path in ROUTES {
        visit.visit(path);
        visit.read(&format!(
            "document.querySelector(`{FOOTER_BUTTON}`).scrollIntoView({{ behavior: 'instant' }})"
        ));
        let place = visit.number(&top_of_opener());
        visit.click(FOOTER_BUTTON);
        visit.await_preferences();
        let dialogs: Vec<_> = visit
            .spoken("dialog")
            .into_iter()
            .map(|dialog| dialog.name)
            .collect();
        assert_eq!(dialogs, ["Privacy Settings"], "{path}");
        assert_eq!(
            visit.read("document.activeElement.closest('#portal_consent-preferences') !== null"),
            true,
            "the focus is in it: {path}"
        );
        assert_stands(&visit, place, path);
        visit.press(Key::Escape);
        visit.await_no_preferences();
        assert_stands(&visit, place, path);
        assert_eq!(
            visit.read(&format!("document.activeElement.matches(`{FOOTER_BUTTON}`)")),
            true,
            "{path}"
        );
        visit.click(FOOTER_BUTTON);
        visit.await_preferences();
        visit.in_preferences("close");
        visit.await_no_preferences();
        assert_eq!(
            visit.read(&format!("document.activeElement.matches(`{FOOTER_BUTTON}`)")),
            true,
            "{path}"
        );
    }
    assert_eq!(visit.answer_kept(), kept, "nothing was changed");

    // The rest of the page is out of reach while they are open.
    visit.click(FOOTER_BUTTON);
    visit.await_preferences();
    let stops = visit.number(
        "document.querySelectorAll('#portal_consent-preferences :is(button, a[href], summary, input:not([disabled]))').length",
    );
    let mut seen = Vec::new();
    for _ in 0..30 {
        visit.press(Key::Tab);
        let place = visit.read(
            "document.activeElement === document.body ? 'window'
                : document.activeElement.closest('#portal_consent-preferences') ? document.activeElement.outerHTML : 'outside'",
        );
        assert_ne!(place, "outside", "after {seen:?}");
        seen.push(place);
    }
    let again = seen.iter().skip(1).position(|place| *place == seen[0]);
    assert!(again.is_some(), "Tab comes round: {seen:?}");
    assert_eq!(
        visit.read(
            "(() => {
            const link = document.querySelector('.menu a');
            link.focus();
            return document.activeElement === link;
        })()"
        ),
        false,
        "the rest cannot have the focus"
    );
    visit.press(Key::Escape);
    visit.await_no_preferences();
    visit.assert_clean();
    point.passed(&format!(
        "from the banner and the foot of {} addresses; {stops} stops, Tab comes round; 0 px moved; Escape changed 0",
        ROUTES.len()
    ));
}

// Of three buttons that look alike one is pressed that was not meant: what saves the reader's own choice is told apart, and
// refusing weighs as much as accepting.
#[test]
fn saving_is_told_apart_and_the_two_answers_are_alike_in_the_preferences() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit(ARTICLE);
    visit.answer("preferences");
    visit.await_preferences();
    for (width, height) in WINDOWS {
        visit.resize(width, height);
        let differ = |one: &str, other: &str| {
            visit.read(&format!(
                "(() => {{
                    const [one, other] = ['{one}', '{other}'].map((name) => getComputedStyle(document.querySelector(`#portal_consent-preferences .consent-choice [data-consent='${{name}}']`)));
                    const tenths = (value) => value.replace(/[\\d.]+/g, (number) => Number(number).toFixed(1));
                    return [...one].filter((property) => tenths(one.getPropertyValue(property)) !== tenths(other.getPropertyValue(property)));
                }})()"
            ))
        };
        assert_eq!(
            differ("functional-only", "accept-all"),
            json!([]),
            "in {width} × {height}"
        );
        // What makes room for “Save” must not make the answers narrow.
        let ends = visit.read(
            "['save', 'accept-all'].map((name) => Math.round(document.querySelector(`#portal_consent-preferences .consent-choice [data-consent='${name}']`).getBoundingClientRect().right))",
        );
        if height >= 480 {
            assert_eq!(ends[0], ends[1], "in {width} × {height}");
        }
        let from_save = differ("save", "accept-all");
        assert!(
            from_save
                .as_array()
                .is_some_and(|differ| differ.contains(&json!("background-color"))),
            "in {width} × {height}: {from_save}"
        );
    }
    visit.press(Key::Escape);
    visit.await_no_preferences();
    visit.assert_clean();
}

// A reader who follows the link to the policy wants to read it, not the preferences in front of it.
#[test]
fn a_link_in_the_preferences_closes_them_and_leads_to_its_page() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit(ARTICLE);
    visit.answered("functional-only");
    let kept = visit.answer_kept();
    visit.click(FOOTER_BUTTON);
    visit.await_preferences();
    visit.click("#portal_consent-preferences a[href$='privacy/']");
    visit.await_no_preferences();
    assert_eq!(visit.path(), "/privacy/");
    visit.wait_for(
        "focus on the heading",
        "document.activeElement.matches('main h1')",
    );
    assert_eq!(visit.answer_kept(), kept, "nothing was changed");
    visit.assert_clean();
}

// “Marketing” is no information. Whom one lets in, what for and what stays behind is.
#[test]
fn each_service_has_a_switch_of_its_own_and_tells_what_it_is() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(6, "services");
    visit.visit(ARTICLE);
    visit.answer("preferences");
    visit.await_preferences();
    let site = visit.portal().folder().json("content/site.json");
    let services = site["consent"]["services"]
        .as_array()
        .expect("the site has services")
        .clone();
    for service in &services {
        let id = text(service, "id");
        visit.read(&format!(
            "document.querySelector('#portal_consent-preferences [data-facts={id}]').open = true"
        ));
        visit.wait_for(
            "what there is to know",
            &format!("document.querySelector('#portal_consent-preferences [data-facts={id}] dl')"),
        );
        let details = visit.read(&format!(
            "(() => {{
                const details = document.querySelector('#portal_consent-preferences [data-facts={id}]');
                return [details.textContent, [...details.querySelectorAll('a')].map(({{ href }}) => href)];
            }})()"
        ));
        let words = details[0].as_str().unwrap_or_default();
        let mut wanted = vec![text(service, "provider"), text(service, "purpose")];
        for cookie in service["cookies"].as_array().into_iter().flatten() {
            wanted.extend([text(cookie, "name"), text(cookie, "duration")]);
        }
        wanted.extend(
            service["storage"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str),
        );
        for part in wanted {
            assert!(words.contains(part), "{id} does not tell {part}: {words}");
        }
        assert!(
            details[1]
                .as_array()
                .is_some_and(|links| links.contains(&service["policy"])),
            "{id}: {details}"
        );
    }
    // A category follows its services, and they follow it.
    let statistics = "document.querySelector('#portal_consent-preferences [data-category=statistics]')";
    visit.click("#portal_consent-preferences [data-switch=counter]");
    assert_eq!(
        visit.read(&format!("[{statistics}.checked, {statistics}.indeterminate]"))[1],
        true
    );
    visit.click("#portal_consent-preferences [data-switch=charts]");
    assert_eq!(
        visit.read(&format!("[{statistics}.checked, {statistics}.indeterminate]")),
        json!([true, false])
    );
    visit.click("#portal_consent-preferences [data-category=statistics]");
    assert_eq!(
        visit.read("['counter', 'charts'].map((id) => document.querySelector(`#portal_consent-preferences [data-switch=${id}]`).checked)"),
        json!([false, false])
    );
    // One service alone.
    visit.click("#portal_consent-preferences [data-switch=charts]");
    visit.in_preferences("save");
    visit.await_allowed(&["charts"]);
    visit.assert_clean();
    point.passed(&format!(
        "{} of {} tell provider, purpose, policy, cookies and their duration",
        services.len(),
        services.len()
    ));
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// Where what has opened the preferences is seen.
fn top_of_opener() -> String {
    format!("document.querySelector(`{FOOTER_BUTTON}`).getBoundingClientRect().top")
}

/// Fails when it is seen elsewhere now.
#[track_caller]
fn assert_stands(visit: &Visit, place: f64, path: &str) {
    let now = visit.number(&top_of_opener());
    assert!(
        (now - place).abs() < 1.0,
        "{path} has moved from {place} to {now}"
    );
}
