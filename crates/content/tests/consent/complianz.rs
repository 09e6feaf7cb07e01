//! The cookies of a site's former system.

use content::consent::{Event, Legacy, Method, Outcome, Stored, Surface};

use crate::values::{Effect, after, consent, stored};

// What the plugin sets is a fact that no compiler knows: its current names, those of a network, and those before version 6.
#[test]
fn a_refusal_is_told_from_a_grant() {
    let cases: [(&[(&str, &str)], Legacy); 9] = [
        (&[("theme", "dark")], Legacy::Absent),
        (&[("cmplz_policy_id", "12")], Legacy::Undecided),
        (
            &[
                ("cmplz_banner-status", "dismissed"),
                ("cmplz_functional", "allow"),
                ("cmplz_preferences", "deny"),
                ("cmplz_statistics", "deny"),
                ("cmplz_marketing", "deny"),
                ("cmplz_policy_id", "12"),
                ("cmplz_consented_services", ""),
            ],
            Legacy::Refused,
        ),
        (
            &[
                ("cmplz_banner-status", "dismissed"),
                ("cmplz_statistics", "allow"),
                ("cmplz_marketing", "deny"),
            ],
            Legacy::Undecided,
        ),
        (
            &[("cmplz_statistics", "deny"), ("cmplz_marketing", "deny")],
            Legacy::Undecided,
        ),
        (
            &[
                ("cmplz_rt_banner-status", "dismissed"),
                ("cmplz_rt_marketing", "deny"),
            ],
            Legacy::Refused,
        ),
        (
            &[("complianz_consent_status", "deny"), ("complianz_policy_id", "1")],
            Legacy::Refused,
        ),
        (&[("complianz_consent_status", "allow")], Legacy::Undecided),
        (
            &[
                ("cmplz_choice", "set"),
                ("cmplz_stats", "deny"),
                ("cmplz_all", "deny"),
            ],
            Legacy::Refused,
        ),
    ];
    for (cookies, legacy) in cases {
        assert_eq!(Legacy::of(cookies.iter().copied()), legacy, "{cookies:?}");
    }
}

fn loaded(stored: Stored<'_>, legacy: Legacy) -> Event<'_> {
    Event::Loaded {
        stored,
        gpc: false,
        legacy,
    }
}

// Who has refused once should not be asked again because the site has a new engine.
#[test]
fn a_refusal_is_honoured_without_a_question() {
    let consent = consent();
    let (state, effects) = after(&consent, &[loaded(Stored::Nothing, Legacy::Refused)]);
    assert_eq!(state.surface(), Surface::Nothing);
    let receipt = state.receipt(&consent).expect("it is a decision");
    assert_eq!(receipt.outcome(&consent), Outcome::Necessary);
    assert_eq!(receipt.record.method, Method::Migration);
    assert!(effects.contains(&Effect::CleanUpLegacy), "{effects:?}");
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Store { .. })),
        "{effects:?}"
    );
}

// What was granted there was granted about other words and other services.
#[test]
fn a_grant_is_asked_again_and_the_old_cookies_go() {
    let consent = consent();
    let (state, effects) = after(&consent, &[loaded(Stored::Nothing, Legacy::Undecided)]);
    assert_eq!(state.surface(), Surface::Banner);
    assert!(state.record().is_none());
    assert!(effects.contains(&Effect::CleanUpLegacy), "{effects:?}");
}

// The reader's answer on the new site is the later one.
#[test]
fn an_answer_on_this_site_counts_more() {
    let consent = consent();
    let (state, _) = after(
        &consent,
        &[loaded(Stored::Nothing, Legacy::Absent), Event::AcceptAll],
    );
    let text = stored(&state);
    let (state, effects) = after(&consent, &[loaded(Stored::Text(&text), Legacy::Refused)]);
    assert_eq!(state.choices(), consent.optional());
    assert!(effects.contains(&Effect::CleanUpLegacy), "{effects:?}");
}
