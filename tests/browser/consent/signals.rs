//! What is not among the sixteen points: the signal that a browser sends, and the one that Google wants.

use std::time::Instant;

use serde_json::json;

use super::points::point;
use super::visit::{FILMS, Visit, hits};

/// A browser that sends Global Privacy Control.
const SIGNAL: &str = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true, configurable: true });";

// Who has told the browser once need not tell every site.
#[test]
fn global_privacy_control_refuses_marketing_until_the_reader_says_otherwise() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(17, "");
    visit.before_pages(SIGNAL);
    visit.visit(FILMS);
    visit.await_banner();
    let words = visit.text("#portal_consent-banner");
    assert!(
        words.contains("Global Privacy Control"),
        "the banner says so: {words}"
    );
    visit.assert_untouched();
    visit.answer("preferences");
    visit.await_preferences();
    let words = visit.text("#portal_consent-preferences");
    assert!(
        words.contains("Global Privacy Control"),
        "and the preferences: {words}"
    );

    // An explicit choice wins, and the record says that the signal was on.
    visit.in_preferences("accept-all");
    visit.await_allowed(&["charts", "counter", "pixel", "tube"]);
    visit.portal().await_posts(1);
    assert!(visit.portal().posts()[0].body.contains("\"gpc\":true"));

    // Where only marketing is asked about, the signal has answered, and there is nothing to ask.
    visit.forget();
    visit.edit(|consent| {
        let services = consent["services"].as_array_mut().expect("the site has services");
        services.retain(|service| service["category"] == "marketing");
    });
    visit.visit(FILMS);
    visit.await_no_banner();
    assert_eq!(visit.cookies().len(), 0);
    assert_eq!(visit.frames(), Vec::<String>::new());

    // Without the signal nothing is granted.
    visit.before_pages(
        "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => false });",
    );
    visit.visit(FILMS);
    visit.await_banner();
    assert_eq!(hits(&visit.elsewhere.listen()), Vec::<String>::new());
    visit.assert_clean();
    point.passed("marketing refused and said so, 0 stored; an explicit choice wins and is recorded; off grants nothing");
}

// Google learns what was granted, when something was, and is not even asked for its script before.
#[test]
fn google_learns_nothing_before_a_grant_and_of_every_change_after_it() {
    let google = json!({ "id": "google", "category": "statistics", "name": "Google Analytics", "provider": "Google",
        "purpose": "Counts readers.", "hosts": ["ga.localhost"],
        "script": { "src": "http://tags.localhost/gtag.js", "kind": "ga4", "site": "G-1" } });
    let Some(visit) = Visit::with(|consent| consent["services"] = json!([google])) else {
        return;
    };
    let point = point(18, "");
    let entries = "(window.dataLayer ?? []).map((entry) => [...entry]).filter(([first]) => first === 'consent')
        .map(([, command, signals]) => [command, signals.analytics_storage, signals.ad_storage, signals.security_storage])";
    visit.visit(FILMS);
    visit.await_banner();
    assert_eq!(hits(&visit.elsewhere.listen()), Vec::<String>::new());
    let moment = Instant::now();
    visit.answered("accept-all");
    visit.elsewhere.await_hit("tags.localhost", "/gtag.js", moment);
    let first = json!(["default", "denied", "denied", "granted"]);
    let granted = json!(["update", "granted", "denied", "granted"]);
    assert_eq!(visit.read(entries), json!([first, granted]));
    assert_eq!(
        visit.read("[...dataLayer[0]].slice(0, 2).join()"),
        "consent,default",
        "the first entry of all"
    );
    // A reader who comes back is known before the script runs.
    visit.reload();
    visit.await_no_banner();
    visit.wait_for("Google's script", "window.standIns?.gtag");
    assert_eq!(visit.read(entries), json!([first, granted]));
    let updates = "window.entries = []; const push = dataLayer.push; dataLayer.push = function (entry) { entries.push([...entry].slice(0, 2).join()); return push.call(this, entry); };";
    visit.read(&format!("(() => {{ {updates} }})()"));
    // While its scripts are being ended, Google hears that it has been refused, before anything is removed.
    visit.read("addEventListener('pagehide', () => { sessionStorage.entries = JSON.stringify(entries); })");
    visit.open_preferences();
    visit.in_preferences("functional-only");
    visit.wait_for(
        "the page anew",
        "document.querySelector('#portal_root[data-running]') && !window.standIns",
    );
    visit.await_allowed(&[]);
    assert_eq!(
        visit.read("JSON.parse(sessionStorage.entries ?? null)"),
        json!(["consent,update"])
    );
    point.passed("0 requests before; default, then update: on grant, on return, before removal");
}
