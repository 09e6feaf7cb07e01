//! Google's Consent Mode: the entries, their values and their order.

use content::consent::{Command, Event, Stored};

use crate::values::{Effect, GOOGLE, MATOMO, after, asked, consent, loaded, read, set, step, stored};

/// The entries among effects, as the command and the signals that are granted.
fn entries(effects: &[Effect]) -> Vec<(&'static str, Vec<&'static str>)> {
    let entries = effects.iter().filter_map(|effect| match effect {
        Effect::ConsentMode(entry) => Some(entry),
        _ => None,
    });
    entries
        .map(|entry| {
            let granted = entry
                .signals()
                .into_iter()
                .filter(|(_, value)| *value == "granted");
            (entry.command.as_str(), granted.map(|(name, _)| name).collect())
        })
        .collect()
}

// The basic form: one default, all denied but security, before anything else.
#[test]
fn the_first_entry_is_the_only_default_and_denies_all_but_security() {
    let consent = consent();
    let (state, effects) = after(&consent, &[loaded(Stored::Nothing)]);
    assert_eq!(entries(&effects), [("default", vec!["security_storage"])]);
    let Effect::ConsentMode(entry) = effects[0] else {
        panic!("something stands before the default: {effects:?}");
    };
    assert_eq!(entry.command, Command::Default);
    assert!(
        entry
            .signals()
            .iter()
            .all(|(_, value)| ["granted", "denied"].contains(value))
    );
    let (_, effects) = step(&consent, state, Event::AcceptAll, crate::values::day(20_600));
    assert_eq!(
        entries(&effects),
        [("update", vec!["analytics_storage", "security_storage"])]
    );
}

// Who comes back has decided before Google's script runs.
#[test]
fn a_returning_reader_is_told_of_at_once() {
    let consent = consent();
    for (choices, granted) in [
        (set(&[GOOGLE]), vec!["analytics_storage", "security_storage"]),
        (set(&[MATOMO]), vec!["security_storage"]),
    ] {
        let text = stored(&asked(&consent, &[Event::Save(choices)]).0);
        let (_, effects) = after(&consent, &[loaded(Stored::Text(&text))]);
        assert_eq!(
            entries(&effects),
            [("default", vec!["security_storage"]), ("update", granted)]
        );
    }
}

// What Google's script still writes while it is withdrawn it must write under the new signals.
#[test]
fn a_withdrawal_is_told_before_anything_is_cleaned_up() {
    let consent = consent();
    let (_, effects) = asked(&consent, &[Event::AcceptAll, Event::FunctionalOnly]);
    assert_eq!(entries(&effects), [("update", vec!["security_storage"])]);
    let at = |wanted: &dyn Fn(&Effect) -> bool| effects.iter().position(wanted);
    let update = at(&|effect| matches!(effect, Effect::ConsentMode(_)));
    let clean_up = at(&|effect| matches!(effect, Effect::CleanUp(GOOGLE)));
    assert!(update < clean_up && clean_up.is_some(), "{effects:?}");
}

// Advertising is another purpose: only a service of that category allows it.
#[test]
fn advertising_is_granted_only_with_the_category_marketing() {
    let text = r#"{"revision":1,"services":[{"id":"ads","category":"marketing","name":"A","provider":"G","purpose":"A",
        "script":{"src":"https://tag.example/gtag/js?id=G-1","kind":"ga4","site":"G-1"}}]}"#;
    let consent = read(text);
    let (_, effects) = asked(&consent, &[Event::AcceptAll]);
    let granted = vec![
        "ad_storage",
        "ad_user_data",
        "ad_personalization",
        "analytics_storage",
        "security_storage",
    ];
    assert_eq!(entries(&effects), [("update", granted)]);
}

// A site without Google's script should not make the object that Google's scripts look for.
#[test]
fn without_google_there_are_no_entries() {
    let text = r#"{"revision":1,"services":[{"id":"a","category":"statistics","name":"A","provider":"A","purpose":"A",
        "script":{"src":"https://stats.example/a.js"}}]}"#;
    let consent = read(text);
    for events in [
        &[][..],
        &[Event::AcceptAll],
        &[Event::AcceptAll, Event::FunctionalOnly],
    ] {
        assert_eq!(entries(&asked(&consent, events).1), []);
    }
}
