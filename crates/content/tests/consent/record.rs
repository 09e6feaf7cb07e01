//! What is kept: its form, its length, and that nothing else is taken for it.

use content::consent::{
    Consent, Event, Key, MAX_SERVICES, Outcome, Receipt, Record, Revision, ServiceSet, State, Stored,
    hash_of_words,
};
use content::language::Language;
use proptest::prelude::*;

use crate::support::consents;
use crate::values::{MAP, MATOMO, asked, consent, day, digits, loaded, read, set, step, stored};

// The form is a promise to cookies that readers have: a change of it must be seen.
#[test]
fn a_record_is_this_text() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::Save(set(&[MATOMO]))]);
    let text = stored(&state);
    let [matomo, google, video, map] =
        [1, 2, 3, 4].map(|place: usize| digits(consent.services[place].mark().into(), 4));
    assert_eq!(text[28..], format!("en.{matomo}.{google}{video}{map}"));
    // Version 2, a checksum; noon of day 20600, the answers of that day, in the banner, revision 1, the id, the words.
    assert_eq!((&text[..1], &text[4..28]), ("2", "BqFtzAAAABEjRWeJq8AAAP7t"));
    assert_eq!(text.len(), 48);
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

// The limit of the cookie holds with the longest name it can have: that of a portal below the root, over https.
#[test]
fn a_record_of_as_many_services_as_there_may_be_fits() {
    let consent = full();
    let mut named = full();
    named.key = Key::parse("abcdefghijkl");
    let longest = named.cookie("/a/portal/below/the/root/", true);
    assert_eq!(longest.len(), 7 + 12 + 4);
    for event in [
        Event::AcceptAll,
        Event::FunctionalOnly,
        Event::Save(set(&[0, 5, 20])),
    ] {
        let text = stored(&asked(&consent, &[event]).0);
        assert!(longest.len() + 1 + text.len() <= Record::MAX, "{text}");
        assert_eq!(Record::decode(&text).map(|record| record.encode()), Some(text));
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
            let name = consent.cookie("/sub/", true);
            prop_assert!(name.len() + 1 + text.len() <= Record::MAX, "{}", text);
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
            let read = Record::decode(&text);
            let mut kept = record.clone();
            let has_language = read.as_ref().is_some_and(|read| read.language.is_some());
            prop_assert!(has_language || text.len() + 2 > 95, "there was room: {}", text);
            if !has_language {
                kept.language = None;
            }
            prop_assert_eq!(read.as_ref(), Some(&kept));
            prop_assert_eq!(record.answers(&consent), (consent.optional(), state.choices()));
        } else {
            prop_assert!(consent.optional().is_empty());
        }
    }

    // Cookies are hostile input: anything can stand there.
    #[test]
    fn nothing_that_stands_in_a_cookie_panics(text in prop_oneof!["\\PC{0,130}", "[12][A-Za-z0-9_.-]{0,119}"]) {
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

// A mark of eighteen bits is told from the next one as well: with many services, too, each has its own answer.
#[test]
fn each_of_many_services_keeps_its_own_answer() {
    let consent = full();
    let optional = consent.optional();
    for place in optional.iter() {
        for allowed in [
            ServiceSet::NONE.with(place),
            optional.minus(ServiceSet::NONE.with(place)),
        ] {
            let text = stored(&asked(&consent, &[Event::Save(allowed)]).0);
            let record = Record::decode(&text).expect("it is a record");
            assert_eq!(record.answers(&consent), (optional, allowed), "{place}");
        }
    }
}

// Day and revision take as much room as they need, and the language what is left.
#[test]
fn what_does_not_fit_is_the_language_alone() {
    let mut consent = full();
    consent.revision = Revision::new(0x00ff_ffff).expect("it is a revision");
    let state = asked(&consent, &[Event::AcceptAll]).0;
    let mut record = state.record().expect("somebody has decided").clone();
    let read = Record::decode(&record.encode()).expect("it is a record");
    record.language = None;
    assert_eq!(read, record);
}

// The next version will know more than this one: it must not be half read.
#[test]
fn a_record_of_a_later_version_is_none() {
    let text = stored(&asked(&consent(), &[Event::AcceptAll]).0);
    assert_eq!(Record::decode(&text.replacen('2', "3", 1)), None);
    for text in ["", "1", "2", "true", "%7B%22a%22%3A1%7D", "潮"] {
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
        let (state, _) = asked(&consent, &[event]);
        let receipt = state.receipt(&consent).expect("it is a decision");
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
    let text = hash_of_words(["We use cookies.", "Save"].into_iter());
    let mut record = state.record().expect("it is a decision").clone();
    record.words = text;
    record.language = Language::parse("pt-BR");
    let receipt = Receipt {
        record: &record,
        ..state.receipt(&consent).expect("it is a decision")
    };
    let body: serde_json::Value = serde_json::from_str(&receipt.body(&consent)).expect("the body is JSON");
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
