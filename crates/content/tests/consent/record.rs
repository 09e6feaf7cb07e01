//! What is kept: its form, its length, and that nothing else is taken for it.

use content::consent::{
    Consent, Event, Key, MAX_SERVICES, Outcome, Record, ServiceSet, State, Stored, hash_of_words,
};
use content::language::Language;
use proptest::prelude::*;

use crate::support::consents;
use crate::values::{MAP, MATOMO, asked, consent, day, loaded, read, set, step, stored};

// The form is a promise to cookies that readers have: a change of it must be seen.
#[test]
fn a_record_is_this_text() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::Save(set(&[MATOMO]))]);
    let text = stored(&state);
    let [matomo, google, video, map] =
        [1, 2, 3, 4].map(|place: usize| digits(consent.services[place].mark(), 4));
    let (head, marks) = text.split_at(21);
    assert_eq!(marks, format!("{matomo}.{google}{video}{map}"));
    // Version 1, day 20600, revision 1, in the banner, the id, a checksum.
    assert!(head.starts_with("1FB4AAABAEjRWeJq8"), "{head}");
    assert_eq!(text.len(), 38);
}

fn digits(number: u32, count: u32) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let six = |digit: u32| char::from(alphabet[((number >> (6 * digit)) & 63) as usize]);
    (0..count).rev().map(six).collect()
}

/// Settings with as many services as there may be.
fn full() -> Consent {
    let service = |number: usize| {
        format!(
            r#"{{"id":"s-{number}","category":"marketing","name":"A","provider":"A","purpose":"A",
                "embed":{{"url":"https://a.example/{{id}}"}}}}"#
        )
    };
    let services: Vec<_> = (0..MAX_SERVICES).map(service).collect();
    let consent = read(&format!(
        r#"{{"revision":1,"services":[{}]}}"#,
        services.join(",")
    ));
    assert_eq!(consent.services.len(), MAX_SERVICES);
    consent
}

// The limit of the cookie holds with the longest name it can have.
#[test]
fn a_record_of_as_many_services_as_there_may_be_fits() {
    let consent = full();
    let longest = Key::parse("abcdefghijkl").expect("it is a name").to_string();
    for event in [
        Event::AcceptAll,
        Event::FunctionalOnly,
        Event::Save(set(&[0, 5, 20])),
    ] {
        let text = stored(&asked(&consent, &[event]).0);
        assert_eq!(text.len(), 106);
        assert!(longest.len() + 1 + text.len() <= Record::MAX);
    }
}

proptest! {
    // Round trip, whatever was decided about whatever settings; and the text needs no encoding in a cookie.
    #[test]
    fn what_was_decided_is_read_again(
        consent in consents(),
        choices in any::<u32>(),
        random in any::<u64>(),
        today in 0..200_000_u64,
    ) {
        let allowed = (0..32).filter(|place| choices & 1 << place != 0).fold(ServiceSet::NONE, ServiceSet::with);
        let mut now = day(today);
        now.random = random;
        let (state, _) = step(&consent, State::default(), loaded(Stored::Nothing), now);
        let (state, _) = step(&consent, state, Event::Save(allowed), now);
        if let Some(record) = state.record() {
            let text = record.encode();
            prop_assert!(consent.key().len() + 1 + text.len() <= Record::MAX, "{}", text);
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
            let read = Record::decode(&text);
            prop_assert_eq!(read.as_ref(), Some(record));
            prop_assert_eq!(record.answers(&consent), (consent.optional(), state.choices()));
        } else {
            prop_assert!(consent.optional().is_empty());
        }
    }

    // Cookies are hostile input: anything can stand there.
    #[test]
    fn nothing_that_stands_in_a_cookie_panics(text in prop_oneof!["\\PC{0,130}", "1[A-Za-z0-9_.-]{0,119}"]) {
        if let Some(record) = Record::decode(&text) {
            prop_assert_eq!(record.encode(), text);
        }
    }

    // A text cut off, or with one letter changed, is one that nobody has written.
    #[test]
    fn a_record_that_was_damaged_is_none(at in 0..100_usize, letter in "[A-Za-z0-9_.-]") {
        let consent = consent();
        let text = stored(&asked(&consent, &[Event::AcceptAll]).0);
        let at = at % text.len();
        prop_assert_eq!(Record::decode(&text[..at]), None);
        let mut changed = text.clone();
        changed.replace_range(at..=at, &letter);
        prop_assert!(changed == text || Record::decode(&changed).is_none(), "{}", changed);
    }
}

// The next version will know more than this one: it must not be half read.
#[test]
fn a_record_of_a_later_version_is_none() {
    let text = stored(&asked(&consent(), &[Event::AcceptAll]).0);
    assert_eq!(Record::decode(&text.replacen('1', "2", 1)), None);
    for text in ["", "1", "true", "%7B%22a%22%3A1%7D", "潮"] {
        assert_eq!(Record::decode(text), None, "{text}");
    }
}

// The words that a consent log is searched for.
#[test]
fn an_outcome_is_all_necessary_or_custom() {
    let consent = consent();
    for (event, outcome, word) in [
        (Event::AcceptAll, Outcome::All, "all"),
        (Event::FunctionalOnly, Outcome::Necessary, "necessary"),
        (Event::Save(set(&[MAP])), Outcome::Custom, "custom"),
        (Event::Save(set(&[1, 2, 3, 4])), Outcome::All, "all"),
        (Event::Save(ServiceSet::NONE), Outcome::Necessary, "necessary"),
    ] {
        let receipt = asked(&consent, &[event])
            .0
            .receipt(&consent)
            .expect("it is a decision");
        assert_eq!(receipt.outcome(&consent), outcome, "{event:?}");
        assert_eq!(outcome.as_str(), word);
    }
}

// What the site is told is enough to show that there was a decision, and too little to know whose.
#[test]
fn the_site_is_told_of_the_decision_and_not_of_the_reader() {
    let consent = consent();
    let (state, _) = asked(
        &consent,
        &[Event::OpenPreferences, Event::Save(set(&[MATOMO, MAP]))],
    );
    let receipt = state.receipt(&consent).expect("it is a decision");
    let language = Language::parse("pt-BR").expect("it is a language");
    let text = hash_of_words(["We use cookies.", "Save"].into_iter());
    let body: serde_json::Value =
        serde_json::from_str(&receipt.body(&consent, &language, text)).expect("the body is JSON");
    assert_eq!(
        body,
        serde_json::json!({
            "id": "123456789abc", "time": 20_600 * 86_400 + 43_200, "revision": 1, "text": format!("{text:08x}"),
            "language": "pt-BR",
            "choice": { "outcome": "custom", "allowed": ["matomo", "map"], "denied": ["google", "video"] },
            "method": "preferences", "gpc": false,
        })
    );
    assert_ne!(text, hash_of_words(["We use cookies.Save"].into_iter()));
}
