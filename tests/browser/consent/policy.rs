//! Point 14: under the strict policy.

use std::time::Instant;

use press::host::serve::Policy;
use serde_json::json;

use super::points::point;
use super::visit::{FILMS, Visit, site};
use crate::support::Browser;

/// A number that is used once, as servers make it that name their scripts so.
const NONCE: &str = "dGhlIHRpZGU";

// A policy that has to be loosened for consent lets in what consent is to keep out.
#[test]
fn the_whole_flow_breaks_no_policy() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(14, "flow");
    let mut looks = 0;
    let mut look = |visit: &Visit| {
        assert_eq!(visit.violations(), Vec::<String>::new());
        looks += 1;
    };
    let policy = "fetch(location.href).then(({ headers }) => headers.get('content-security-policy'))";
    visit.visit(FILMS);
    visit.await_banner();
    let policy = visit.read(policy);
    let policy = policy.as_str().unwrap_or_default();
    assert!(
        policy.contains("require-trusted-types-for 'script'") && !policy.contains("unsafe-inline"),
        "{policy}"
    );
    visit.click(".embed[data-embed='one'] [data-consent='load-once']");
    visit.wait_for("the frame", "document.querySelector('iframe')");
    look(&visit);
    visit.answer("preferences");
    visit.await_preferences();
    look(&visit);
    let start = Instant::now();
    visit.click("#portal_consent-preferences [data-category=statistics]");
    visit.in_preferences("save");
    visit.elsewhere.await_hit("stats.localhost", "/beat", start);
    look(&visit);
    visit.click(".embed[data-embed='two'] [data-consent='always-allow']");
    visit.elsewhere.await_hit("tube.localhost", "/frame/two", start);
    visit.open_preferences();
    visit.in_preferences("accept-all");
    visit.await_everything(start);
    look(&visit);
    visit.follow("/privacy/");
    visit.arrived("/privacy/", "What we know about you");
    look(&visit);
    visit.withdraw();
    visit.await_cookies(&["consent"]);
    look(&visit);
    visit.visit(FILMS);
    visit.await_no_banner();
    look(&visit);
    // The console tells of every violation of every page, the ones that were left included.
    let cut = visit.assert_clean_but_for_the_cut();
    point.passed(&format!(
        "0 violations of the site's policy at {looks} looks; {cut} reports of a script stopped while its page was being left"
    ));
}

// A policy that somebody else may make vouches for whatever they like.
#[test]
fn only_the_policies_of_trusted_types_that_are_listed_can_be_made() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(14, "trusted types");
    let start = Instant::now();
    visit.visit(FILMS);
    visit.answered("accept-all");
    // Both scripts came through the one policy of the portal.
    for host in ["stats.localhost", "ads.localhost"] {
        visit.elsewhere.await_hit(host, "/beat", start);
    }
    assert_eq!(visit.violations(), Vec::<String>::new());
    let refused = "['other', 'default', 'feuilleton'].filter((name) => {
        try { trustedTypes.createPolicy(name, { createHTML: String }); return false; } catch { return true; }
    })";
    assert_eq!(visit.read(refused), json!(["other", "default", "feuilleton"]));
    point.passed("1 made; others and a second of its name refused");
}

// Whoever has taken the portal's name keeps its services out, and cannot stop it.
#[test]
fn a_policy_of_trusted_types_that_another_has_taken_costs_the_services_alone() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit(FILMS);
    visit.await_banner();
    visit.read("window.taken = trustedTypes.createPolicy('feuilleton', {}) && null");
    visit.read("window.same = true");
    visit.answered("accept-all");
    // Scripts are inserted once the answer has been painted.
    visit.read("new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))");
    visit.follow("/");
    visit.wait_for(
        "the next page",
        "location.pathname === '/' && document.querySelector('main').ariaBusy === 'false'",
    );
    assert_eq!(
        visit.read("window.same === true && !!document.querySelector('[data-running]')"),
        true
    );
    assert_eq!(visit.count("script[data-service]"), 0);
}

// Where a server names its scripts by a nonce, what the portal inserts has to carry it, or nothing of it runs.
#[test]
fn a_script_that_is_inserted_carries_the_nonce_of_the_page() {
    let Some(portal) = site(|folder| {
        for file in ["index.html", "magazine/films/index.html"] {
            let page = folder.text(file);
            let mut named = page.clone();
            for script in ["<script type=\"module\"", "<script src="] {
                assert_eq!(page.matches(script).count(), 1, "{file} has the portal's scripts");
                let rest = script.trim_start_matches("<script");
                named = named.replace(script, &format!("<script nonce=\"{NONCE}\"{rest}"));
            }
            folder.write(file, named);
        }
    }) else {
        return;
    };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{NONCE}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' http:; \
         connect-src 'self' http:; font-src 'self'; frame-src http:; base-uri 'self'; require-trusted-types-for 'script'"
    );
    let portal = portal.with_policy(Policy::Custom(policy)).gated();
    portal.answer_posts(204);
    let Some(visit) = Visit::of(portal) else { return };
    let point = point(14, "nonce");
    let start = Instant::now();
    visit.visit(FILMS);
    visit.answered("accept-all");
    for host in ["stats.localhost", "ads.localhost"] {
        visit.elsewhere.await_hit(host, "/beat", start);
    }
    assert_eq!(
        visit.read("['counter', 'pixel'].map((name) => window.standIns[name].nonce).join()"),
        format!("{NONCE},{NONCE}")
    );
    let browser: &Browser = &visit;
    assert_eq!(browser.violations(), Vec::<String>::new());
    point.passed("2 of 2 scripts");
}
