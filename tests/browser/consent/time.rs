//! Point 12: an answer holds for half a year, and for what it was given to.

use serde_json::{Value, json};

use super::points::point;
use super::visit::{ARTICLE, FILMS, Visit, hits};

impl Visit {
    /// From the next page on, it is so many days later for the pages of this tab, though not for the browser, which keeps its
    /// cookies: what is asked again is asked by the portal's own count.
    pub(super) fn days_later(&self, days: u32) {
        self.before_pages(&format!(
            "(() => {{
                const Real = window.RealDate ??= Date;
                const now = () => Real.now() + {days} * 86400000;
                window.Date = class extends Real {{
                    constructor(...parts) {{ parts.length ? super(...parts) : super(now()); }}
                    static now() {{ return now(); }}
                }};
            }})();"
        ));
    }
}

// A refusal that is forgotten sooner than a consent would be asked until it is one.
#[test]
fn nobody_is_asked_at_day_179_and_everybody_at_day_181() {
    let mut asked = Vec::new();
    for answer in ["functional-only", "accept-all"] {
        let Some(visit) = Visit::begin() else { return };
        let point = point(12, &format!("after {answer}"));
        visit.visit(FILMS);
        visit.answered(answer);
        let is_grant = answer == "accept-all";
        for (days, asks) in [(1, false), (90, false), (179, false), (181, true), (400, true)] {
            visit.days_later(days);
            visit.visit(ARTICLE);
            if asks {
                visit.await_banner();
                assert_eq!(visit.allowed(), Vec::<String>::new(), "day {days}");
                visit.follow(FILMS);
                visit.arrived(FILMS, "Films of the sea");
                assert_eq!(
                    hits(&visit.elsewhere.listen()),
                    Vec::<String>::new(),
                    "day {days}"
                );
            } else {
                visit.await_no_banner();
                assert_eq!(visit.allowed().len(), if is_grant { 4 } else { 0 }, "day {days}");
            }
        }
        visit.assert_clean();
        asked.push(answer);
        point.passed("not asked at days 1, 90, 179; asked at days 181, 400, with 0 requests");
    }
    assert_eq!(asked.len(), 2);
}

// An answer is about what was asked. Who is asked everything again for one new service answers without reading.
#[test]
fn only_what_has_changed_is_asked_again() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(12, "changes");
    visit.visit(ARTICLE);
    visit.answer("preferences");
    visit.await_preferences();
    visit.click("#portal_consent-preferences [data-switch=charts]");
    visit.in_preferences("save");
    visit.await_allowed(&["charts"]);

    // Words can be mended.
    visit.edit(|consent| {
        consent["services"][0]["purpose"] = "Counts, and does nothing else.".into();
        consent["services"][0]["name"] = "The counter".into();
        consent["services"][2]["cookies"] = json!([]);
    });
    visit.reload();
    visit.await_no_banner();
    visit.await_allowed(&["charts"]);

    // A new service is a new question, and the only one.
    let sound = json!({ "id": "sound", "category": "marketing", "name": "Sound", "provider": "Sound Ltd.",
        "purpose": "Plays sound.", "embed": { "url": "http://sound.localhost/frame/{id}" } });
    visit.edit(|consent| push(consent, sound));
    visit.reload();
    visit.await_banner();
    visit.await_allowed(&["charts"]);
    visit.answer("preferences");
    visit.await_preferences();
    assert_eq!(ticked(&visit), json!(["charts"]));
    visit.in_preferences("save");
    visit.await_allowed(&["charts"]);
    visit.await_no_banner();

    // The same service with another host is another service.
    visit.edit(|consent| {
        consent["services"][2]["embed"]["url"] = "http://figures.localhost/frame/{path}".into();
    });
    visit.reload();
    visit.await_banner();
    visit.await_allowed(&[]);
    visit.answered("accept-all");
    visit.await_allowed(&["charts", "counter", "pixel", "sound", "tube"]);

    // A higher revision asks everything, and answers count until then.
    visit.edit(|consent| consent["revision"] = 2.into());
    visit.reload();
    visit.await_banner();
    visit.await_allowed(&["charts", "counter", "pixel", "sound", "tube"]);
    visit.answered("functional-only");
    visit.await_allowed(&[]);
    visit.reload();
    visit.await_no_banner();
    point.passed("words: not asked; a new service, another host, a revision: asked, other answers stand");
}

// Only the deployer knows whether other words are another purpose.
#[test]
fn a_changed_purpose_or_provider_asks_again_where_the_service_says_so() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(12, "ask again");
    visit.visit(ARTICLE);
    visit.answered("accept-all");
    let all = ["charts", "counter", "pixel", "tube"];
    let others = ["charts", "pixel", "tube"];
    let changed = |field: &str, words: &str| {
        visit.edit(|consent| consent["services"][0][field] = words.into());
        visit.reload();
    };
    // Without the flag.
    changed("purpose", "Counts, and tells advertisers.");
    visit.await_no_banner();
    visit.await_allowed(&all);
    // With it, once, and about that service alone.
    visit.edit(|consent| consent["services"][0]["askAgain"] = true.into());
    visit.reload();
    visit.await_banner();
    visit.await_allowed(&others);
    visit.answered("accept-all");
    visit.await_allowed(&all);
    // A flag that stays asks nobody.
    visit.reload();
    visit.await_no_banner();
    visit.await_allowed(&all);
    for (field, words) in [
        ("purpose", "Counts who reads what."),
        ("provider", "Advertisers Inc."),
    ] {
        changed(field, words);
        visit.await_banner();
        visit.await_allowed(&others);
        visit.answered("accept-all");
        visit.await_allowed(&all);
    }
    changed("name", "The counter");
    visit.await_no_banner();
    visit.await_allowed(&all);
    point.passed("purpose, provider: asked with the flag, not without; the flag itself asks once");
}

fn push(consent: &mut Value, service: Value) {
    consent["services"]
        .as_array_mut()
        .expect("the site has services")
        .push(service);
}

/// The services that stand ticked in the preferences.
fn ticked(visit: &Visit) -> Value {
    visit.read("[...document.querySelectorAll('#portal_consent-preferences [data-switch]:checked')].map(({ dataset }) => dataset.switch)")
}
