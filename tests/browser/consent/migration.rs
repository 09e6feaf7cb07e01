//! Point 16: readers who have answered on the site's former system.

use super::points::point;
use super::visit::{FILMS, HOST, Visit, hits};

/// What Complianz keeps of a reader, with these answers.
fn answer_with_complianz(visit: &Visit, statistics: &str, marketing: &str) {
    for (name, value) in [
        ("cmplz_banner-status", "dismissed"),
        ("cmplz_consented_services", "{}"),
        ("cmplz_policy_id", "16"),
        ("cmplz_functional", "allow"),
        ("cmplz_preferences", "deny"),
        ("cmplz_statistics", statistics),
        ("cmplz_marketing", marketing),
    ] {
        visit.set_cookie(name, value, HOST);
    }
    // On a site that shares its cookies with the ones below its domain.
    visit.set_cookie("cmplz_consenttype", "optin", ".app.localhost");
}

// Who has said no has said it to the magazine, and not to the software that it used.
#[test]
fn a_refusal_made_with_complianz_is_honoured_in_silence() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(16, "refusal");
    visit.before_pages(
        "window.shown = 0;
        new MutationObserver(() => { if (document.querySelector('#portal_consent-banner')?.checkVisibility()) shown += 1; })
            .observe(document, { subtree: true, childList: true, attributes: true });",
    );
    answer_with_complianz(&visit, "deny", "deny");
    visit.visit(FILMS);
    visit.await_cookies(&["consent"]);
    visit.await_no_banner();
    assert_eq!(visit.read("shown"), 0, "the banner was not shown for a moment");
    assert_eq!(visit.texts("#portal_live"), [""], "and nothing was said");
    visit.portal().await_posts(1);
    assert!(
        visit.portal().posts()[0]
            .body
            .contains("\"method\":\"migration\"")
    );
    visit.reload();
    visit.await_no_banner();
    assert_eq!(hits(&visit.elsewhere.listen()), Vec::<String>::new());
    assert_eq!(hits(&visit.elsewhere.hits()), Vec::<String>::new());
    visit.assert_clean();
    point.passed("no banner, 0 words, 8 old cookies removed, 1 record, 0 requests");
}

// A yes that was given to another question is none to this one.
#[test]
fn a_grant_made_with_complianz_is_asked_again_and_its_cookies_go() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(16, "grant");
    for (statistics, marketing) in [("allow", "allow"), ("allow", "deny"), ("deny", "allow")] {
        visit.forget();
        answer_with_complianz(&visit, statistics, marketing);
        visit.visit(FILMS);
        visit.await_banner();
        assert_eq!(visit.allowed(), Vec::<String>::new());
        assert_eq!(
            hits(
                &visit
                    .elsewhere
                    .hits()
                    .into_iter()
                    .filter(|hit| hit.host != "blog.localhost")
                    .collect::<Vec<_>>()
            ),
            Vec::<String>::new()
        );
        visit.await_cookies(&[]);
    }
    visit.answered("functional-only");
    visit.await_cookies(&["consent"]);
    visit.assert_clean();
    point.passed("asked in 3 of 3 cases, 8 old cookies removed, 0 requests");
}
