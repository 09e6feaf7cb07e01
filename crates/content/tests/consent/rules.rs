//! The rules that a reader relies on, one by one.

use content::consent::{
    Consent, Event, Legacy, Method, Notice, Now, Record, ServiceSet, State, Stored, Surface,
};
use content::language::Language;

use crate::values::{
    CHAT, ENGLISH, Effect, GOOGLE, MAP, MATOMO, TEXT, TODAY, VIDEO, after, asked, consent, day,
    first_version, loaded, read, second, set, step, stored,
};

fn released(effects: &[Effect]) -> Vec<usize> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Release(service) => Some(*service),
            _ => None,
        })
        .collect()
}

fn withdrawn(effects: &[Effect]) -> Vec<usize> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Withdraw(service) => Some(*service),
            _ => None,
        })
        .collect()
}

fn cleaned_up(effects: &[Effect]) -> Vec<usize> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::CleanUp(service) => Some(*service),
            _ => None,
        })
        .collect()
}

fn stores(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::Store { .. }))
}

/// A page that loads on a day, with what was stored before.
fn load_on(consent: &content::consent::Consent, text: &str, on: u64, gpc: bool) -> (State, Vec<Effect>) {
    let event = Event::Loaded {
        stored: Stored::Text(text),
        gpc,
        legacy: Legacy::Absent,
    };
    step(consent, State::default(), event, day(on))
}

// The first promise: before a choice there is nothing but what the site needs to work.
#[test]
fn before_a_choice_only_what_is_functional_is_released() {
    let consent = consent();
    let (state, effects) = after(&consent, &[loaded(Stored::Nothing)]);
    assert_eq!(state.surface(), Surface::Banner);
    assert_eq!(released(&effects), [CHAT]);
    assert!(!stores(&effects), "{effects:?}");
    for service in [MATOMO, GOOGLE] {
        assert!(state.script(&consent, service).is_none());
    }
    for service in [VIDEO, MAP] {
        assert!(state.embed(&consent, service, "a").is_none());
    }
}

// Before the portal has looked at what is stored it knows nothing, and so it allows nothing.
#[test]
fn before_the_portal_has_started_nothing_is_released() {
    let consent = consent();
    assert!(State::default().script(&consent, CHAT).is_none());
    let (_, effects) = after(&consent, &[Event::Navigated]);
    assert_eq!(effects, Vec::new());
}

// A site that asks about nothing must not show an empty question.
#[test]
fn without_optional_services_there_is_no_banner() {
    let text = r#"{"revision":1,"services":[{"id":"a","category":"functional","name":"A","provider":"A","purpose":"A",
        "script":{"src":"https://own.example/a.js"}}]}"#;
    for text in [text, r#"{"revision":1}"#] {
        let (state, effects) = after(&read(text), &[loaded(Stored::Nothing)]);
        assert_eq!(state.surface(), Surface::Nothing);
        assert!(!effects.contains(&Effect::ShowBanner));
    }
}

// Four boxes, four answers: each releases what it names and nothing beside.
#[test]
fn every_combination_of_categories_releases_exactly_its_services() {
    let consent = consent();
    let (statistics, marketing) = (set(&[MATOMO, GOOGLE]), set(&[VIDEO, MAP]));
    for (choices, services) in [
        (ServiceSet::NONE, vec![]),
        (statistics, vec![MATOMO, GOOGLE]),
        (marketing, vec![VIDEO, MAP]),
        (statistics.union(marketing), vec![MATOMO, GOOGLE, VIDEO, MAP]),
    ] {
        let (state, effects) = asked(&consent, &[Event::OpenPreferences, Event::Save(choices)]);
        assert_eq!(released(&effects), services);
        assert_eq!(state.surface(), Surface::Nothing);
        assert!(stores(&effects));
    }
}

// Page views of a portal are navigations that no script sees by itself.
#[test]
fn every_navigation_is_reported_to_the_scripts_that_are_allowed() {
    let consent = consent();
    let reported = |effects: &[Effect]| -> Vec<usize> {
        let services = effects.iter().filter_map(|effect| match effect {
            Effect::ReportPageView(service) => Some(*service),
            _ => None,
        });
        services.collect()
    };
    let (_, effects) = asked(&consent, &[Event::Save(set(&[MATOMO, MAP]))]);
    assert_eq!(
        reported(&effects),
        [MATOMO],
        "the page that is open when it is allowed"
    );
    let (_, effects) = asked(&consent, &[Event::Save(set(&[MATOMO, MAP])), Event::Navigated]);
    assert_eq!(reported(&effects), [CHAT, MATOMO]);
    let (_, effects) = asked(&consent, &[Event::FunctionalOnly, Event::Navigated]);
    assert_eq!(reported(&effects), [CHAT]);
}

// A refusal must last as long as a grant, to the day.
#[test]
fn an_answer_lasts_exactly_as_long_as_the_site_says() {
    let short = TEXT.replace("\"revision\": 1", "\"revision\": 1, \"expiresAfterDays\": 30");
    for (text, days) in [(TEXT, 180), (&short, 30)] {
        let consent = read(text);
        for event in [Event::FunctionalOnly, Event::AcceptAll, Event::Save(set(&[MAP]))] {
            let text = stored(&asked(&consent, &[event]).0);
            for (later, surface) in [
                (0, Surface::Nothing),
                (days - 1, Surface::Nothing),
                (days, Surface::Banner),
                (days + 1, Surface::Banner),
            ] {
                let (state, effects) = load_on(&consent, &text, TODAY + later, false);
                assert_eq!(state.surface(), surface, "{event:?} after {later} days");
                if surface == Surface::Banner {
                    assert_eq!(released(&effects), [CHAT], "{event:?} after {later} days");
                }
            }
        }
    }
}

// A browser must not keep a cookie for longer than the answer counts.
#[test]
fn what_is_stored_is_kept_until_the_answer_expires() {
    let consent = consent();
    let (_, effects) = asked(&consent, &[Event::AcceptAll]);
    let seconds = effects.iter().find_map(|effect| match effect {
        Effect::Store { seconds, .. } => Some(*seconds),
        _ => None,
    });
    assert_eq!(seconds, Some(180 * 86_400 - 43_200), "decided at noon");
}

// A clock that was set back has written a record that no other clock would have.
#[test]
fn a_record_of_a_day_to_come_is_none() {
    let consent = consent();
    let text = stored(&asked(&consent, &[Event::AcceptAll]).0);
    assert_eq!(
        load_on(&consent, &text, TODAY - 1, false).0.surface(),
        Surface::Nothing
    );
    assert_eq!(
        load_on(&consent, &text, TODAY - 2, false).0.surface(),
        Surface::Banner
    );
}

// A page can stand open for months.
#[test]
fn a_grant_ends_on_its_day_on_a_page_that_stands_open() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::AcceptAll]);
    for event in [Event::RetryDue, Event::Navigated] {
        let (later, effects) = step(&consent, state.clone(), event, day(TODAY + 179));
        assert_eq!(withdrawn(&effects), Vec::<usize>::new());
        let (later, effects) = step(&consent, later, event, day(TODAY + 180));
        assert_eq!(withdrawn(&effects), [MATOMO, GOOGLE, VIDEO, MAP]);
        assert_eq!(later.surface(), Surface::Banner);
    }
}

// One more service is one more question; it is no reason to forget the answers to the others.
#[test]
fn a_new_service_is_asked_about_alone() {
    let new = TEXT.replace(
        r#"{ "id": "map""#,
        r#"{ "id": "new", "category": "statistics", "name": "New", "provider": "N", "purpose": "Count.",
             "script": { "src": "https://new.example/a.js" } },
           { "id": "map""#,
    );
    let (old, new) = (consent(), read(&new));
    let text = stored(&asked(&old, &[Event::Save(set(&[MATOMO, MAP]))]).0);
    let (state, effects) = load_on(&new, &text, TODAY, false);
    assert_eq!(state.surface(), Surface::Banner);
    assert_eq!(released(&effects), [CHAT, MATOMO, MAP + 1]);
    let answered: Vec<_> = (0..6).filter(|place| state.is_answered(*place)).collect();
    assert_eq!(answered, [MATOMO, GOOGLE, VIDEO, MAP + 1]);
}

// Who is told has changed: what was agreed to about another host says nothing about this one.
#[test]
fn a_service_that_has_changed_is_asked_about_alone() {
    let changed = read(&TEXT.replace(
        "https://stats.example/matomo.js",
        "https://other.example/matomo.js",
    ));
    let text = stored(&asked(&consent(), &[Event::AcceptAll]).0);
    let (state, effects) = load_on(&changed, &text, TODAY, false);
    assert_eq!(state.surface(), Surface::Banner);
    assert_eq!(released(&effects), [CHAT, GOOGLE, VIDEO, MAP]);
}

// Words are mended often. A reader who is asked for each comma stops reading.
#[test]
fn a_change_of_words_asks_nobody() {
    let mended = read(&TEXT.replace("Count.", "Counts how many people read what."));
    let text = stored(&asked(&consent(), &[Event::AcceptAll]).0);
    let (state, effects) = load_on(&mended, &text, TODAY, false);
    assert_eq!(state.surface(), Surface::Nothing);
    assert_eq!(released(&effects), [CHAT, MATOMO, GOOGLE, VIDEO, MAP]);
}

// The editor's way of asking anew: the question is open, and what was answered counts until it is answered again.
#[test]
fn a_higher_revision_asks_again_and_keeps_the_answers_until_then() {
    let raised = read(&TEXT.replace("\"revision\": 1", "\"revision\": 2"));
    let text = stored(&asked(&consent(), &[Event::Save(set(&[MATOMO]))]).0);
    let (state, effects) = load_on(&raised, &text, TODAY, false);
    assert_eq!(state.surface(), Surface::Banner);
    assert_eq!(released(&effects), [CHAT, MATOMO]);
    // Allowing one embed has not answered it.
    let (state, _) = step(&raised, state, Event::AlwaysAllow(MAP), day(TODAY));
    assert_eq!(state.surface(), Surface::Banner);
    let (state, effects) = step(&raised, state, Event::FunctionalOnly, day(TODAY));
    assert_eq!(
        (state.surface(), withdrawn(&effects)),
        (Surface::Nothing, vec![MATOMO, MAP])
    );
    let (state, _) = load_on(&raised, &stored(&state), TODAY, false);
    assert_eq!(state.surface(), Surface::Nothing);
    // A lower one, as after an editor's mistake, asks nobody.
    assert_eq!(
        load_on(&consent(), &stored(&state), TODAY, false).0.surface(),
        Surface::Nothing
    );
}

fn with_gpc(stored: Stored<'_>) -> Event<'_> {
    Event::Loaded {
        stored,
        gpc: true,
        legacy: Legacy::Absent,
    }
}

// Global Privacy Control is an answer that the reader has given once for all sites.
#[test]
fn global_privacy_control_refuses_marketing_and_stores_nothing() {
    let consent = consent();
    let (state, effects) = after(&consent, &[with_gpc(Stored::Nothing)]);
    assert!(state.gpc_refuses(&consent));
    assert!(state.record().is_none() && !stores(&effects), "{effects:?}");
    assert_eq!(
        state.surface(),
        Surface::Banner,
        "statistics are still a question"
    );
    assert_eq!(state.choices(), ServiceSet::NONE);
    let only_marketing = r#"{"revision":1,"services":[{"id":"a","category":"marketing","name":"A","provider":"A","purpose":"A",
        "embed":{"url":"https://a.example/{id}"}}]}"#;
    let (state, _) = after(&read(only_marketing), &[with_gpc(Stored::Nothing)]);
    assert_eq!(state.surface(), Surface::Nothing, "there is nothing left to ask");
}

// Whoever says it here says it later, and about this site.
#[test]
fn an_explicit_choice_counts_more_than_global_privacy_control() {
    let consent = consent();
    let (state, effects) = after(&consent, &[with_gpc(Stored::Nothing), Event::AcceptAll]);
    assert_eq!(released(&effects), [MATOMO, GOOGLE, VIDEO, MAP]);
    assert!(!state.gpc_refuses(&consent));
    let receipt = state.receipt(&consent).expect("it is recorded");
    assert!(receipt.record.gpc);
    let text = stored(&state);
    let (state, effects) = after(&consent, &[with_gpc(Stored::Text(&text))]);
    assert_eq!(released(&effects), [CHAT, MATOMO, GOOGLE, VIDEO, MAP]);
    assert_eq!(state.surface(), Surface::Nothing);
}

// Its absence says nothing.
#[test]
fn no_signal_grants_nothing() {
    let consent = consent();
    let (state, _) = after(&consent, &[loaded(Stored::Nothing)]);
    assert_eq!(state.allowed(&consent), set(&[CHAT]));
    assert!(!state.gpc_refuses(&consent));
}

// A closed dialog, a scroll, another page: none of them is a decision.
#[test]
fn what_is_no_decision_stores_nothing() {
    let consent = consent();
    for events in [
        &[Event::OpenPreferences][..],
        &[Event::OpenPreferences, Event::ClosePreferences],
        &[Event::ClosePreferences],
        &[Event::Navigated],
        &[Event::LoadOnce {
            service: VIDEO,
            id: "a",
        }],
        &[Event::Restored(Stored::Nothing)],
        &[Event::Changed(Stored::Nothing)],
    ] {
        let (state, effects) = asked(&consent, events);
        assert!(
            state.record().is_none() && !stores(&effects),
            "{events:?}: {effects:?}"
        );
        let open = events == [Event::OpenPreferences];
        let surface = if open {
            Surface::Preferences
        } else {
            Surface::Banner
        };
        assert_eq!(state.surface(), surface, "{events:?}");
    }
}

// “Load once” is about one thing: not the next one, and not the next visit.
#[test]
fn load_once_shows_one_embed_and_keeps_nothing() {
    let consent = consent();
    let once = Event::LoadOnce {
        service: VIDEO,
        id: "a",
    };
    let (state, effects) = asked(&consent, &[Event::FunctionalOnly, once]);
    assert_eq!(
        effects,
        [Effect::ReleaseOnce {
            service: VIDEO,
            id: "a".to_owned()
        }]
    );
    assert!(state.embed(&consent, VIDEO, "a").is_some());
    assert!(state.embed(&consent, VIDEO, "b").is_none());
    assert!(state.embed(&consent, MAP, "a").is_none());
    let text = stored(&state);
    let (state, _) = after(&consent, &[loaded(Stored::Text(&text))]);
    assert!(state.embed(&consent, VIDEO, "a").is_none());
}

// “Once” is on the page on which it was pressed: the next one may show the same film, and going back is asking again.
#[test]
fn load_once_ends_with_the_page() {
    let consent = consent();
    let once = Event::LoadOnce {
        service: VIDEO,
        id: "a",
    };
    for before in [None, Some(Event::FunctionalOnly), Some(Event::AlwaysAllow(MAP))] {
        let events: Vec<_> = before.into_iter().chain([once, Event::Navigated]).collect();
        let (state, effects) = asked(&consent, &events);
        assert!(state.embed(&consent, VIDEO, "a").is_none(), "{events:?}");
        assert_eq!(withdrawn(&effects), [VIDEO], "{events:?}");
        assert!(!stores(&effects), "{events:?}");
        let is_kept = matches!(before, Some(Event::AlwaysAllow(_)));
        assert_eq!(state.embed(&consent, MAP, "a").is_some(), is_kept, "{events:?}");
    }
    // What is allowed for good stays, also where it was loaded once before.
    let events = [once, Event::AlwaysAllow(VIDEO), Event::Navigated];
    let (state, effects) = asked(&consent, &events);
    assert!(state.embed(&consent, VIDEO, "a").is_some());
    assert_eq!(withdrawn(&effects), Vec::<usize>::new());
}

// Boxes that show what was true before another tab refused would be saved over the refusal.
#[test]
fn open_preferences_follow_each_decision_of_another_tab() {
    let consent = consent();
    let refused = stored(&asked(&consent, &[Event::FunctionalOnly]).0);
    let allowed = stored(&asked(&consent, &[Event::AcceptAll]).0);
    let is_renewed = |events: &[Event<'_>]| asked(&consent, events).1.contains(&Effect::RenewChoices);
    for first in [Event::AcceptAll, Event::FunctionalOnly] {
        for text in [&refused, &allowed] {
            let changed = Event::Changed(Stored::Text(text));
            assert!(is_renewed(&[first, Event::OpenPreferences, changed]), "{first:?}");
            assert!(!is_renewed(&[first, changed]), "{first:?}: nothing is open");
        }
    }
    // The record was deleted.
    assert!(is_renewed(&[
        Event::AcceptAll,
        Event::OpenPreferences,
        Event::Changed(Stored::Nothing)
    ]));
    // A page that comes back as it was left keeps what is ticked in it, unless something else was decided meanwhile.
    let back = |text| {
        is_renewed(&[
            Event::AcceptAll,
            Event::OpenPreferences,
            Event::Restored(Stored::Text(text)),
        ])
    };
    assert_eq!((back(&allowed), back(&refused)), (false, true));
}

// The withdrawal is of everything that is on the page.
#[test]
fn a_withdrawal_takes_what_was_loaded_once_too() {
    let consent = consent();
    let once = Event::LoadOnce {
        service: VIDEO,
        id: "a",
    };
    for end in [Event::FunctionalOnly, Event::Save(set(&[MAP]))] {
        let (state, effects) = asked(&consent, &[once, end]);
        assert_eq!(withdrawn(&effects), [VIDEO], "{end:?}");
        assert!(state.embed(&consent, VIDEO, "a").is_none(), "{end:?}");
    }
}

// “Always allow NAME” answers for one service, and asks on about the others.
#[test]
fn always_allow_stores_a_grant_for_one_service() {
    let consent = consent();
    let (state, effects) = asked(&consent, &[Event::AlwaysAllow(VIDEO)]);
    assert_eq!(released(&effects), [VIDEO]);
    assert!(stores(&effects));
    assert_eq!(state.surface(), Surface::Banner);
    let text = stored(&state);
    let (state, effects) = after(&consent, &[loaded(Stored::Text(&text))]);
    assert_eq!(released(&effects), [CHAT, VIDEO]);
    assert_eq!(state.surface(), Surface::Banner);
}

// A grant at an embed must not put off the day on which a refusal is asked about again.
#[test]
fn always_allow_does_not_lengthen_earlier_answers() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::FunctionalOnly]);
    let (state, _) = step(&consent, state, Event::AlwaysAllow(VIDEO), day(TODAY + 100));
    let text = stored(&state);
    assert_eq!(
        load_on(&consent, &text, TODAY + 179, false).0.surface(),
        Surface::Nothing
    );
    assert_eq!(
        load_on(&consent, &text, TODAY + 180, false).0.surface(),
        Surface::Banner
    );
}

// Timers and listeners of a script cannot be stopped: where one has run, and only there, the page is loaded anew, once.
#[test]
fn a_withdrawal_reloads_once_and_only_where_a_script_has_run() {
    let consent = consent();
    let reloads = |events: &[Event<'_>]| -> usize {
        let (mut state, mut count) = (State::default(), 0);
        // What was posted is not answered until the page has waited long enough.
        let end = [Event::RetryDue, Event::RecordTaken];
        for event in [loaded(Stored::Nothing)].iter().chain(events).chain(&end) {
            let (next, effects) = step(&consent, state, *event, day(TODAY));
            state = next;
            count += effects.iter().filter(|effect| **effect == Effect::Reload).count();
            let last = effects.iter().position(|effect| *effect == Effect::Reload);
            assert!(last.is_none_or(|at| at + 1 == effects.len()), "{effects:?}");
        }
        count
    };
    let ran = Event::ScriptRan(MATOMO);
    assert_eq!(
        reloads(&[Event::AcceptAll, Event::FunctionalOnly]),
        0,
        "blocked on its way"
    );
    assert_eq!(reloads(&[Event::AcceptAll, ran, Event::FunctionalOnly]), 1);
    assert_eq!(
        reloads(&[
            Event::AcceptAll,
            ran,
            Event::FunctionalOnly,
            Event::FunctionalOnly,
            Event::AcceptAll
        ]),
        1
    );
    assert_eq!(
        reloads(&[Event::AcceptAll, ran, Event::Save(set(&[MATOMO, GOOGLE, MAP]))]),
        0,
        "frames just go"
    );
    assert_eq!(
        reloads(&[Event::AcceptAll, ran, Event::Save(set(&[GOOGLE, VIDEO, MAP]))]),
        1
    );
    assert_eq!(
        reloads(&[Event::AcceptAll, Event::ScriptRan(CHAT), Event::FunctionalOnly]),
        0
    );
    assert_eq!(
        reloads(&[Event::AcceptAll, Event::ScriptRan(VIDEO), Event::FunctionalOnly]),
        0
    );
    assert_eq!(
        reloads(&[Event::AcceptAll, Event::FunctionalOnly, ran]),
        1,
        "it came after its withdrawal"
    );
}

// The reader withdraws in one tab and means all of them.
#[test]
fn another_tabs_withdrawal_is_carried_out_here() {
    let consent = consent();
    let allowed = stored(&asked(&consent, &[Event::AcceptAll]).0);
    let refused = stored(&asked(&consent, &[Event::FunctionalOnly]).0);
    for event in [
        Event::Changed(Stored::Text(&refused)),
        Event::Restored(Stored::Text(&refused)),
    ] {
        let (state, effects) = after(
            &consent,
            &[loaded(Stored::Text(&allowed)), Event::ScriptRan(MATOMO), event],
        );
        assert_eq!(withdrawn(&effects), [MATOMO, GOOGLE, VIDEO, MAP]);
        assert_eq!(effects.last(), Some(&Effect::Reload));
        assert_eq!(state.surface(), Surface::Nothing);
        let passes_on = |effect: &Effect| {
            matches!(
                effect,
                Effect::Store { .. } | Effect::TellTabs | Effect::Post(_) | Effect::Announce(_)
            )
        };
        assert!(
            !effects.iter().any(passes_on),
            "two tabs would never come to rest: {effects:?}"
        );
    }
    let (state, effects) = after(
        &consent,
        &[
            loaded(Stored::Text(&refused)),
            Event::Changed(Stored::Text(&allowed)),
        ],
    );
    assert_eq!(released(&effects), [MATOMO, GOOGLE, VIDEO, MAP]);
    assert_eq!(state.surface(), Surface::Nothing);
}

// Whoever clears the site's data in another tab has taken the answer back.
#[test]
fn a_record_that_is_gone_withdraws_and_asks() {
    let consent = consent();
    let (state, effects) = asked(&consent, &[Event::AcceptAll, Event::Changed(Stored::Nothing)]);
    assert_eq!(withdrawn(&effects), [MATOMO, GOOGLE, VIDEO, MAP]);
    assert_eq!(state.surface(), Surface::Banner);
}

// A browser that keeps nothing: the choice holds for this visit, and the reader is told.
#[test]
fn where_storage_throws_a_choice_holds_for_the_visit() {
    let consent = consent();
    let (state, effects) = after(&consent, &[loaded(Stored::Refused), Event::Save(set(&[MAP]))]);
    assert!(
        !stores(&effects) && !effects.contains(&Effect::TellTabs),
        "{effects:?}"
    );
    assert!(effects.contains(&Effect::Announce(Notice::ForThisVisit)));
    assert!(state.embed(&consent, MAP, "a").is_some() && !state.keeps_choices());
    assert_eq!(state.surface(), Surface::Nothing);
    // A page that comes back finds nothing, which says nothing.
    let (again, effects) = step(&consent, state, Event::Restored(Stored::Nothing), day(TODAY));
    assert_eq!(
        (withdrawn(&effects), again.surface()),
        (Vec::new(), Surface::Nothing)
    );
    // It may also throw only when it is written to.
    let (state, effects) = asked(&consent, &[Event::AcceptAll, Event::StorageThrew]);
    assert_eq!(effects, [Effect::Announce(Notice::ForThisVisit)]);
    assert!(!state.keeps_choices());
    assert_eq!(
        after(&consent, &[loaded(Stored::Refused)]).0.surface(),
        Surface::Banner
    );
}

fn posts(effects: &[Effect]) -> usize {
    effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Post(_)))
        .count()
}

// Each decision is told once; an endpoint that is down is tried again, and at the next visit at the latest.
#[test]
fn a_decision_is_posted_until_it_is_taken() {
    let consent = consent();
    let (state, effects) = asked(&consent, &[Event::AcceptAll]);
    assert_eq!(posts(&effects), 1);
    let receipt = state.posting().expect("it is on its way").to_owned();
    let mut waits = Vec::new();
    let mut down = state.clone();
    for hour in 0..4 {
        let later = second(day(TODAY).seconds + 3600 * hour);
        let (next, effects) = step(&consent, down, Event::RecordFailed, later);
        waits.extend(effects);
        let (next, effects) = step(&consent, next, Event::RetryDue, later);
        assert_eq!(
            effects,
            [Effect::Post(receipt.clone())],
            "the same words each time"
        );
        down = next;
    }
    assert_eq!(waits, [10_000, 60_000, 300_000, 300_000].map(Effect::RetryAfter));

    // The next visit.
    let outbox = down.outbox().to_owned();
    let next_day = || Now {
        outbox: Some(&outbox),
        ..day(TODAY + 1)
    };
    let (_, effects) = step(
        &consent,
        State::default(),
        loaded(Stored::Text(&stored(&down))),
        next_day(),
    );
    assert!(effects.contains(&Effect::Post(receipt)), "{effects:?}");

    let (state, effects) = step(&consent, state, Event::RecordTaken, day(TODAY));
    assert_eq!(effects, [Effect::KeepOutbox(String::new())]);
    let (_, effects) = load_on(&consent, &stored(&state), TODAY + 1, false);
    assert_eq!(posts(&effects), 0);
}

// Two decisions within one round trip: the answer to the first says nothing about the second, which waits for its turn.
#[test]
fn an_answer_to_one_decision_is_none_to_the_next() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::AcceptAll]);
    let first = state.record().expect("it is a decision").clone();
    let (state, effects) = step(&consent, state, Event::FunctionalOnly, day(TODAY));
    assert_eq!(posts(&effects), 0, "one at a time");
    let second = state.record().expect("it is a decision").clone();
    let body = state.receipt(&consent).expect("it is a decision").body(&consent);
    assert_eq!(
        (second.id, second.time),
        (first.id, first.time + 1),
        "no two decisions have one time"
    );
    let (state, effects) = step(&consent, state, Event::RecordTaken, day(TODAY));
    assert_eq!(effects, [Effect::KeepOutbox(body.clone()), Effect::Post(body)]);
    let (_, effects) = step(&consent, state, Event::RecordTaken, day(TODAY));
    assert_eq!(effects, [Effect::KeepOutbox(String::new())]);
}

// However many decisions wait, an endpoint that is down for an hour hears little of it.
#[test]
fn an_hour_of_failures_makes_few_posts_however_much_is_owed() {
    let consent = consent();
    for decisions in [1, 2, 10] {
        let (mut state, effects) = asked(&consent, &[Event::AcceptAll]);
        let mut count = posts(&effects);
        let start = day(TODAY).seconds * 1000;
        let (mut time, mut timers) = (start, Vec::new());
        for number in 0..decisions {
            let event = [Event::FunctionalOnly, Event::AcceptAll][number % 2];
            let (next, effects) = step(&consent, state, event, second(time / 1000));
            count += posts(&effects);
            state = next;
        }
        while time < start + 3_600_000 {
            if state.posting().is_some() {
                let (next, effects) = step(&consent, state, Event::RecordFailed, second(time / 1000));
                state = next;
                timers.extend(effects.iter().filter_map(|effect| match effect {
                    Effect::RetryAfter(wait) => Some(time + u64::from(*wait)),
                    _ => None,
                }));
            }
            assert_eq!(timers.len(), 1, "one timer");
            time = timers.remove(0);
            let (next, effects) = step(&consent, state, Event::RetryDue, second(time / 1000));
            count += posts(&effects);
            state = next;
        }
        assert_eq!(count, 15, "{decisions} decisions");
    }
}

// What was decided by a button that is pressed now was not decided when the words, or the clock, were others.
#[test]
fn a_receipt_says_what_was_true_at_the_decision() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::OpenPreferences, Event::AcceptAll]);
    let text = stored(&state);
    let french = Language::parse("fr").expect("it is a language");
    let later = Now {
        words: 1,
        language: &french,
        ..day(TODAY + 3)
    };
    let (state, _) = step(&consent, State::default(), loaded(Stored::Text(&text)), later);
    let receipt = state.receipt(&consent).expect("it is a decision");
    assert_eq!(
        (receipt.record.time, receipt.record.words, receipt.record.method),
        (day(TODAY).seconds, 0xfeed, Method::Preferences)
    );
    assert_eq!(receipt.record.language.as_ref(), Some(&*ENGLISH));
    // Allowed at an embed three days later: decided then, but kept no longer than the answers before.
    let (state, effects) = step(&consent, state, Event::AlwaysAllow(VIDEO), later);
    let receipt = state.receipt(&consent).expect("it is a decision");
    assert_eq!((receipt.record.time, receipt.record.words), (later.seconds, 1));
    assert_eq!(receipt.record.language.as_ref(), Some(&french));
    let kept = effects.iter().find_map(|effect| match effect {
        Effect::Store { text, seconds } => Some((Record::decode(text), *seconds)),
        _ => None,
    });
    let (record, seconds) = kept.expect("it is kept");
    assert_eq!(record.as_ref(), state.record());
    assert_eq!(seconds, 177 * 86_400 - 43_200);
}

// Who takes the own record away has said no, and the site must be able to show that, too.
#[test]
fn a_deletion_is_a_decision() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::AcceptAll, Event::RecordTaken]);
    let id = state.record().expect("somebody has decided").id;
    let later = second(day(TODAY).seconds + 5);
    let (state, effects) = step(&consent, state, Event::Delete, later);
    assert!(effects.contains(&Effect::Forget) && effects.contains(&Effect::TellTabs));
    assert_eq!(withdrawn(&effects), [MATOMO, GOOGLE, VIDEO, MAP]);
    assert_eq!((state.record(), state.surface()), (None, Surface::Banner));
    let posted: serde_json::Value =
        serde_json::from_str(state.posting().expect("it is on its way")).expect("it is JSON");
    assert_eq!(
        posted,
        serde_json::json!({
            "id": format!("{id:012x}"), "time": later.seconds, "revision": 1, "text": "0000feed", "language": "en",
            "choice": { "outcome": "necessary", "allowed": [], "denied": [] }, "method": "deletion", "gpc": false,
        })
    );
    // There is nothing to delete any more.
    let (_, effects) = step(&consent, state, Event::Delete, later);
    assert_eq!(effects, Vec::new());
}

// A page that is loaded anew takes its posts with it, but an answer that nobody hears is a receipt that comes twice.
#[test]
fn a_page_that_is_loaded_anew_waits_a_moment_for_the_answer() {
    let consent = consent();
    let start = [
        Event::AcceptAll,
        Event::RecordTaken,
        Event::ScriptRan(MATOMO),
        Event::FunctionalOnly,
    ];
    let (state, effects) = asked(&consent, &start);
    let end = &effects[effects.len() - 2..];
    assert_eq!(end, [Effect::RetryAfter(400), Effect::CutOff]);
    for answer in [Event::RecordTaken, Event::RecordFailed, Event::RetryDue] {
        let (state, effects) = step(&consent, state.clone(), answer, day(TODAY));
        assert_eq!(effects.last(), Some(&Effect::Reload), "{answer:?}");
        let (_, effects) = step(&consent, state, Event::RetryDue, day(TODAY));
        assert_eq!(effects, Vec::new(), "once");
    }
    // The withdrawal goes out as well where the grant has been on its way for long.
    let slow = [Event::AcceptAll, Event::ScriptRan(MATOMO), Event::FunctionalOnly];
    let (state, effects) = asked(&consent, &slow);
    assert_eq!(posts(&effects), 0, "one at a time");
    let (state, effects) = step(&consent, state, Event::RecordTaken, day(TODAY));
    assert_eq!(posts(&effects), 1);
    let (_, effects) = step(&consent, state, Event::RecordTaken, day(TODAY));
    assert_eq!(effects.last(), Some(&Effect::Reload));
    // Where nothing is posted nobody waits.
    let silent = read(&TEXT.replace("\"record\": \"/consent\", ", ""));
    let (_, effects) = asked(&silent, &start);
    assert_eq!(&effects[effects.len() - 2..], [Effect::CutOff, Effect::Reload]);
}

// What lies in the outbox is a text like any other: others can write there, sites change their mind, and nothing is kept for
// longer than an answer.
#[test]
fn only_receipts_that_are_wanted_stay_in_the_outbox() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::AcceptAll]);
    let (text, receipt) = (stored(&state), state.outbox().to_owned());
    let kept = |consent: &Consent, outbox: &str, on: u64| {
        let now = Now {
            outbox: Some(outbox),
            ..day(on)
        };
        let (state, effects) = step(consent, State::default(), loaded(Stored::Text(&text)), now);
        let kept = effects
            .iter()
            .any(|effect| matches!(effect, Effect::KeepOutbox(_)));
        (state.outbox().to_owned(), kept)
    };
    let whole = (receipt.clone(), false);
    assert_eq!(kept(&consent, &receipt, TODAY + 179), whole);
    assert_eq!(kept(&consent, &receipt, TODAY + 180), (String::new(), true));
    for noise in ["潮", "{}", "{\"id\":\"\",\"time\":x,", "\0"] {
        let lines = format!("{noise}\n{receipt}\n\n{noise}");
        assert_eq!(kept(&consent, &lines, TODAY), (receipt.clone(), true), "{noise}");
    }
    let silent = read(&TEXT.replace("\"record\": \"/consent\", ", ""));
    assert_eq!(kept(&silent, &receipt, TODAY), (String::new(), true));
}

// Readers have records of the first version, which said the day alone, and whether the endpoint had taken it.
#[test]
fn a_record_of_the_first_version_is_read_and_its_receipt_posted() {
    let consent = consent();
    let [matomo, google, video, map] =
        [MATOMO, GOOGLE, VIDEO, MAP].map(|place| consent.services[place].mark());
    for (text, owes) in [
        (first_version(false, &[matomo], &[google, video, map]), 1),
        (first_version(true, &[matomo], &[google, video, map]), 0),
    ] {
        let (state, effects) = load_on(&consent, &text, TODAY + 20, false);
        assert_eq!(state.choices(), set(&[MATOMO]), "{text}");
        assert_eq!(posts(&effects), owes, "{text}");
        assert_eq!(
            stores(&effects),
            owes == 1,
            "that it was handed over is remembered"
        );
        let receipt = state.receipt(&consent).expect("it is a decision");
        assert_eq!((receipt.record.time, receipt.record.words), (TODAY * 86_400, 0));
        assert_eq!(receipt.record.language, None);
        // Written anew it is asked about at the same day.
        let record = Record::decode(&stored(&state)).expect("it is a record");
        assert!(record.holds(20_600 + 179, 180) && !record.holds(20_600 + 180, 180));
        let (_, effects) = load_on(&consent, &stored(&state), TODAY + 21, false);
        assert_eq!(posts(&effects), 0, "it is in the outbox");
    }
}

// A site without an endpoint has not asked for records.
#[test]
fn without_an_endpoint_nothing_is_posted() {
    let consent = read(&TEXT.replace("\"record\": \"/consent\", ", ""));
    assert_eq!(posts(&asked(&consent, &[Event::AcceptAll]).1), 0);
}

// What is left behind while a page is being left is found at the next.
#[test]
fn a_refusal_cleans_up_at_every_visit() {
    let consent = consent();
    let text = stored(&asked(&consent, &[Event::Save(set(&[GOOGLE]))]).0);
    let (_, effects) = load_on(&consent, &text, TODAY, false);
    assert_eq!(cleaned_up(&effects), [MATOMO, VIDEO, MAP]);
}

// Who deletes the own record has withdrawn as well, and so has an answer that has run out: what stayed behind goes.
#[test]
fn where_no_answer_is_in_force_everything_is_cleaned_up() {
    let consent = consent();
    let all = [MATOMO, GOOGLE, VIDEO, MAP];
    let (_, effects) = after(&consent, &[loaded(Stored::Nothing)]);
    assert_eq!(cleaned_up(&effects), all);
    let text = stored(&asked(&consent, &[Event::AcceptAll]).0);
    let (_, effects) = load_on(&consent, &text, TODAY + 179, false);
    assert_eq!(cleaned_up(&effects), Vec::<usize>::new());
    let (_, effects) = load_on(&consent, &text, TODAY + 180, false);
    assert_eq!(cleaned_up(&effects), all);
}

// Events come from a page that may know an older list of services.
#[test]
fn an_event_about_a_service_that_there_is_not_changes_nothing() {
    let consent = consent();
    let (before, _) = asked(&consent, &[Event::Save(set(&[MAP]))]);
    for event in [
        Event::AlwaysAllow(5),
        Event::AlwaysAllow(usize::MAX),
        Event::AlwaysAllow(CHAT),
        Event::ScriptRan(99),
        Event::LoadOnce { service: 99, id: "a" },
        Event::LoadOnce {
            service: MATOMO,
            id: "a",
        },
        Event::LoadOnce {
            service: VIDEO,
            id: "..",
        },
    ] {
        let (state, effects) = step(&consent, before.clone(), event, day(TODAY));
        assert_eq!((&state, effects), (&before, Vec::new()), "{event:?}");
    }
}
