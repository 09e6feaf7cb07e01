//! Points 2 and 3: what is chosen is what happens, and no more.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde_json::json;

use super::points::point;
use super::visit::{FILMS, HOST, OTHERS, ROUTES, Visit, hits, site};

// Who refuses is to be left alone: with one click, for half a year, on every page.
#[test]
fn functional_only_is_one_click_that_keeps_one_record_and_lets_nothing_in() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(2, "over http");
    visit.visit(FILMS);
    visit.answered("functional-only");
    for _ in 0..3 {
        visit.reload();
        visit.await_no_banner();
    }
    for path in ROUTES {
        visit.follow(path);
        visit.wait_for(
            "the page",
            &format!("location.pathname === '{path}' && document.querySelector('main').getAttribute('aria-busy') !== 'true'"),
        );
        visit.await_no_banner();
    }
    visit.visit(FILMS);
    assert_eq!(hits(&visit.elsewhere.listen()), Vec::<String>::new());
    assert_eq!(hits(&visit.elsewhere.hits()), Vec::<String>::new());
    assert_eq!(visit.requests_to_others(), Vec::<String>::new());
    assert_eq!(visit.stored(), Vec::<String>::new());
    let cookies = visit.cookies();
    assert_eq!(cookies.len(), 1, "{cookies:?}");
    let record = &cookies[0];
    assert_eq!((record.name.as_str(), record.path.as_str()), ("consent", "/"));
    assert_eq!(record.domain, HOST, "it is this host's alone");
    // Chromium counts the name and the value; the sign between them is the 120th byte at most.
    assert!(record.size < 120, "{record:?}");
    assert_eq!(record.same_site, "Lax");
    assert!(
        !record.secure,
        "over http a secure cookie would not be kept: {record:?}"
    );
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("it is after 1970")
        .as_secs_f64();
    let days = (record.expires - now) / 86_400.0;
    assert!((178.0..=180.0).contains(&days), "kept for {days} days");
    visit.assert_clean();
    point.passed(&format!(
        "1 click; 0 requests over 3 reloads and {} navigations; 1 cookie of {} bytes, this host's alone, Lax, {days:.1} days",
        ROUTES.len(),
        record.size + 1
    ));
}

// A record that also travels in the open could be read, and written, on the way.
#[test]
fn over_https_the_record_travels_by_https_alone() {
    let Some(portal) = site(|_| {}) else { return };
    let Some(portal) = portal.over_https() else { return };
    let Some(visit) = Visit::of(portal) else { return };
    let point = point(2, "over https");
    visit.visit(FILMS);
    visit.answered("functional-only");
    visit.reload();
    visit.await_no_banner();
    let cookies = visit.cookies();
    assert_eq!(cookies.len(), 1, "{cookies:?}");
    assert!(cookies[0].secure && cookies[0].same_site == "Lax", "{cookies:?}");
    assert_eq!(cookies[0].domain, HOST);
    visit.assert_clean();
    point.passed("the cookie is Secure");
}

// A box that is ticked for the reader, or a service that comes with another's tick, is no choice.
#[test]
fn save_releases_exactly_what_is_ticked_and_nothing_is_ticked_in_advance() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(3, "");
    for (statistics, marketing) in [(false, false), (true, false), (false, true), (true, true)] {
        visit.forget();
        let moment = Instant::now();
        visit.visit(FILMS);
        visit.answer("preferences");
        visit.await_preferences();
        let ticked = visit.read(
            "[...document.querySelectorAll('#portal_consent-preferences input')].filter(({ checked, indeterminate }) => checked || indeterminate)
                .map(({ dataset: { category, switch: service } }) => category ?? service)",
        );
        assert_eq!(ticked, json!(["functional"]), "ticked in advance");
        assert_eq!(
            visit.read(
                "document.querySelector('#portal_consent-preferences [data-category=functional]').disabled"
            ),
            true
        );
        let functional = visit.spoken("checkbox");
        let functional = functional
            .iter()
            .find(|spoken| spoken.name.contains("Functional"));
        let functional = functional.expect("the box of the category is announced by its name");
        assert_eq!(
            functional.property("checked"),
            Some(&json!("true")),
            "{functional:?}"
        );
        assert_eq!(
            functional.property("disabled"),
            Some(&json!(true)),
            "{functional:?}"
        );

        let (mut services, mut hosts) = (Vec::new(), Vec::new());
        for (wanted, category, own) in [
            (
                statistics,
                "statistics",
                [("counter", "stats.localhost"), ("charts", "charts.localhost")],
            ),
            (
                marketing,
                "marketing",
                [("pixel", "ads.localhost"), ("tube", "tube.localhost")],
            ),
        ] {
            if wanted {
                visit.click(&format!("#portal_consent-preferences [data-category={category}]"));
                for (service, host) in own {
                    services.push(service);
                    hosts.push(host);
                }
            }
        }
        hosts.sort_unstable();
        visit.in_preferences("save");
        visit.await_no_preferences();
        visit.await_allowed(&services);
        for host in &hosts {
            visit.elsewhere.await_hit(host, "/beat", moment);
        }
        visit.elsewhere.listen();
        assert_eq!(visit.elsewhere.hosts_after(moment), hosts, "of {OTHERS:?}");
        visit.await_no_banner();
    }
    visit.assert_clean();
    point.passed("4 of 4 combinations released exactly their services; 1 of 7 boxes ticked in advance, Functional, and disabled");
}
