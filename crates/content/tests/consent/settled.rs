//! What is kept of a refusal says when nothing is left to do, and then the settings need not be at work.

use content::consent::{Consent, Event, Record, State, Stored, Surface};

use crate::values::{TODAY, consent, day, loaded, read, second, set, step};

/// A service with a script, and one with a frame. Nothing runs without a question.
const SITE: &str = r#"{"revision":3,"services":[
    {"id":"count","category":"statistics","name":"C","provider":"C","purpose":"C","script":{"src":"https://c.example/c.js"}},
    {"id":"film","category":"marketing","name":"F","provider":"F","purpose":"F","embed":{"url":"https://f.example/{id}"}}]}"#;

const NOON: u64 = TODAY * 86_400 + 43_200;

/// What is kept after the last of these events of one day.
fn kept(consent: &Consent, events: &[Event<'_>]) -> String {
    let state = events.iter().fold(State::default(), |state, event| {
        step(consent, state, *event, day(TODAY)).0
    });
    state.kept(consent, NOON).expect("something was decided").0
}

fn refusal(consent: &Consent) -> String {
    kept(consent, &[loaded(Stored::Nothing), Event::FunctionalOnly])
}

// Who has refused everything is to be left alone, by the app as well.
#[test]
fn a_refusal_of_everything_is_settled_for_as_long_as_it_holds() {
    let site = read(SITE);
    let text = refusal(&site);
    assert!(Record::decode(&text).is_some(), "{text}");
    assert!(text.len() <= Record::MAX);
    for (days, is_settled) in [(0, true), (179, true), (180, false), (1_000, false)] {
        assert_eq!(
            site.is_settled(&text, NOON + days * 86_400),
            is_settled,
            "after {days} days"
        );
    }
    // A clock that has been put back: nobody can say for how long it holds.
    assert!(!site.is_settled(&text, NOON - 2 * 86_400));
}

// Whatever is allowed has to be loaded, and whatever is open has to be asked.
#[test]
fn nothing_else_is_settled() {
    let site = read(SITE);
    for answer in [
        Event::AcceptAll,
        Event::Save(set(&[0])),
        Event::Save(set(&[1])),
        Event::AlwaysAllow(1),
    ] {
        let text = kept(&site, &[loaded(Stored::Nothing), answer]);
        assert!(!site.is_settled(&text, NOON), "{answer:?}: {text}");
    }
    for text in [
        "",
        "1",
        "2",
        "..",
        "_AAAA..",
        "2AAA..",
        "2AAAAAAAAA_AAAA..",
        "2é..",
        "2AAAéé..",
    ] {
        assert!(!site.is_settled(text, NOON), "{text}");
    }
    let text = refusal(&site);
    for end in 0..text.len() {
        let part = &text[..end];
        // What follows the seal is what was refused, and cut off it is refused no less.
        let is_whole = part.contains("..");
        assert_eq!(site.is_settled(part, NOON), is_whole, "{part}");
    }
}

// A new service, a changed one and a higher revision ask again.
#[test]
fn a_site_that_asks_something_else_is_not_settled() {
    let text = refusal(&read(SITE));
    for (from, to) in [
        ("\"revision\":3", "\"revision\":4"),
        ("\"count\"", "\"counts\""),
        ("f.example", "g.example"),
        ("\"marketing\"", "\"functional\""),
    ] {
        let site = read(&SITE.replacen(from, to, 1));
        assert!(!site.is_settled(&text, NOON), "{to}");
    }
    // Words can be mended without asking anybody.
    let mended = read(&SITE.replace("\"purpose\":\"C\"", "\"purpose\":\"Counts\""));
    assert!(mended.is_settled(&text, NOON));
}

// A script that has run may leave something behind until its document is gone: the next one cleans up, and is the first that can say
// that nothing is left to do.
#[test]
fn what_has_run_is_cleaned_up_before_anything_is_settled() {
    let site = read(SITE);
    let withdrawn = [
        loaded(Stored::Nothing),
        Event::AcceptAll,
        Event::ScriptRan(0),
        Event::FunctionalOnly,
    ];
    let text = kept(&site, &withdrawn);
    assert!(!site.is_settled(&text, NOON));
    let next = kept(&site, &[loaded(Stored::Text(&text))]);
    assert!(site.is_settled(&next, NOON));
    let [before, after] = [&text, &next].map(|text| Record::decode(text).expect("it is a record"));
    assert_eq!(before, after, "a seal changes no answer");
}

// What the endpoint has not taken is posted at the next visit, and somebody has to.
#[test]
fn a_decision_that_is_owed_is_not_settled() {
    let site = read(&SITE.replace("\"services\"", "\"record\":\"/consent\",\"services\""));
    let now = |seconds| content::consent::Now {
        outbox: Some(""),
        ..second(seconds)
    };
    let (state, _) = step(&site, State::default(), loaded(Stored::Nothing), now(NOON));
    let (state, _) = step(&site, state, Event::FunctionalOnly, now(NOON));
    let outbox = state.outbox().to_owned();
    let owed = state.kept(&site, NOON).expect("it was decided").0;
    assert!(!site.is_settled(&owed, NOON));
    let taken = content::consent::Now {
        outbox: Some(&outbox),
        ..second(NOON)
    };
    let (state, _) = step(&site, state, Event::RecordTaken, taken);
    assert_eq!(state.surface(), Surface::Nothing);
    let text = state.kept(&site, NOON).expect("it was decided").0;
    assert!(site.is_settled(&text, NOON));
}

// A service that nobody is asked about has to be started on each page.
#[test]
fn a_site_with_services_that_it_needs_is_never_settled() {
    let site = consent();
    assert!(!site.is_settled(&refusal(&site), NOON));
}
