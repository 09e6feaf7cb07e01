//! What holds after any sequence of events.

use content::consent::{Consent, Event, Legacy, Record, ServiceSet, State, Stored};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::values::{CHAT, Effect, TODAY, asked, consent, second, set, step, stored};

/// An event without borrowed parts, and the day on which it happens.
#[derive(Clone, Debug)]
enum Happening {
    Loaded { stored: Kept, gpc: bool, legacy: Legacy },
    Plain(Event<'static>),
    Once(usize, String),
    Changed(Kept),
    Restored(Kept),
}

#[derive(Clone, Debug)]
enum Kept {
    Nothing,
    Refused,
    /// What this page has stored last.
    Own,
    Text(String),
}

fn kept() -> impl Strategy<Value = Kept> {
    let text = |event| stored(&asked(&consent(), &[event]).0);
    prop_oneof![
        1 => Just(Kept::Nothing),
        1 => Just(Kept::Refused),
        3 => Just(Kept::Own),
        1 => Just(Kept::Text(text(Event::AcceptAll))),
        1 => Just(Kept::Text(text(Event::FunctionalOnly))),
        1 => "[12][A-Za-z0-9_.-]{10,60}".prop_map(Kept::Text),
    ]
}

fn happenings() -> impl Strategy<Value = (u64, Happening)> {
    let legacy = prop_oneof![
        Just(Legacy::Absent),
        Just(Legacy::Undecided),
        Just(Legacy::Refused)
    ];
    let plain = prop_oneof![
        Just(Event::AcceptAll),
        Just(Event::FunctionalOnly),
        (0..64_usize).prop_map(|bits| Event::Save(choices(bits))),
        Just(Event::OpenPreferences),
        Just(Event::ClosePreferences),
        (0..6_usize).prop_map(Event::AlwaysAllow),
        Just(Event::Navigated),
        (0..6_usize).prop_map(Event::ScriptRan),
        Just(Event::StorageThrew),
        Just(Event::Delete),
        Just(Event::RecordTaken),
        Just(Event::RecordFailed),
        Just(Event::RetryDue),
    ];
    let happening = prop_oneof![
        2 => (kept(), any::<bool>(), legacy).prop_map(|(stored, gpc, legacy)| Happening::Loaded { stored, gpc, legacy }),
        8 => plain.prop_map(Happening::Plain),
        2 => (0..6_usize, "[ab.]").prop_map(|(service, id)| Happening::Once(service, id)),
        1 => kept().prop_map(Happening::Changed),
        1 => kept().prop_map(Happening::Restored),
    ];
    (
        prop_oneof![4 => Just(0_u64), 1 => Just(1_u64), 1 => Just(100_u64)],
        happening,
    )
}

fn choices(bits: usize) -> ServiceSet {
    let places: Vec<_> = (0..6).filter(|place| bits & 1 << place != 0).collect();
    set(&places)
}

/// A page that has lived through the events: its state, and all it was told to do, event by event.
struct Life {
    state: State,
    steps: Vec<(State, Vec<Effect>)>,
    own: Option<String>,
    today: u64,
}

fn live(consent: &Consent, happenings: &[(u64, Happening)]) -> Life {
    let mut life = Life {
        state: State::default(),
        steps: Vec::new(),
        own: None,
        today: TODAY,
    };
    for (days, happening) in happenings {
        life.today += days;
        let now = second(life.today * 86_400);
        let own = life.own.clone();
        let read = |kept: &'_ Kept| -> Option<Option<String>> {
            match kept {
                Kept::Nothing => Some(None),
                Kept::Refused => None,
                Kept::Own => Some(own.clone()),
                Kept::Text(text) => Some(Some(text.clone())),
            }
        };
        let text = match happening {
            Happening::Loaded { stored, .. } | Happening::Changed(stored) | Happening::Restored(stored) => {
                read(stored)
            }
            _ => None,
        };
        let stored = match &text {
            None => Stored::Refused,
            Some(None) => Stored::Nothing,
            Some(Some(text)) => Stored::Text(text),
        };
        let event = match happening {
            Happening::Loaded { gpc, legacy, .. } => Event::Loaded {
                stored,
                gpc: *gpc,
                legacy: *legacy,
            },
            Happening::Plain(event) => *event,
            Happening::Once(service, id) => Event::LoadOnce {
                service: *service,
                id,
            },
            Happening::Changed(_) => Event::Changed(stored),
            Happening::Restored(_) => Event::Restored(stored),
        };
        let (state, effects) = step(consent, life.state, event, now);
        for effect in &effects {
            if let Effect::Store { text, .. } = effect {
                life.own = Some(text.clone());
            }
        }
        life.state = state.clone();
        life.steps.push((state, effects));
    }
    life
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    // The promise itself: whatever has happened, what is released is what a grant can be had for, and what a grant can be
    // had for was released and not withdrawn since.
    #[test]
    fn what_is_on_the_page_is_what_grants_can_be_had_for(happenings in vec(happenings(), 0..25)) {
        let consent = consent();
        let life = live(&consent, &happenings);
        let mut on_page = ServiceSet::NONE;
        for (state, effects) in &life.steps {
            for effect in effects {
                match effect {
                    Effect::Release(service) => on_page = on_page.with(*service),
                    Effect::Withdraw(service) => on_page = on_page.minus(set(&[*service])),
                    Effect::ReleaseOnce { service, id } => {
                        prop_assert!(state.embed(&consent, *service, id).is_some());
                    }
                    Effect::ReportPageView(service) => prop_assert!(state.script(&consent, *service).is_some()),
                    _ => {}
                }
            }
            let granted = (0..consent.services.len()).filter(|place| {
                state.script(&consent, *place).is_some() || state.embed(&consent, *place, "never loaded once").is_some()
            });
            prop_assert_eq!(granted.fold(ServiceSet::NONE, ServiceSet::with), on_page);
        }
    }

    // Nothing is allowed that the reader has not allowed: by a button of this page, or by a record that says so and is not
    // too old.
    #[test]
    fn nothing_is_allowed_that_nobody_has_allowed(happenings in vec(happenings(), 0..25)) {
        let consent = consent();
        let mut asked_for = set(&[CHAT]);
        let life = live(&consent, &happenings);
        for ((_, happening), (next, _)) in happenings.iter().zip(&life.steps) {
            asked_for = match happening {
                Happening::Plain(Event::AcceptAll) => asked_for.union(consent.optional()),
                Happening::Plain(Event::Save(choices)) => asked_for.union(*choices),
                Happening::Plain(Event::AlwaysAllow(service)) => asked_for.with(*service),
                Happening::Loaded { stored: Kept::Text(text), .. }
                | Happening::Changed(Kept::Text(text))
                | Happening::Restored(Kept::Text(text)) => {
                    let record = Record::decode(text);
                    record.map_or(asked_for, |record| asked_for.union(record.answers(&consent).1))
                }
                _ => asked_for,
            };
            prop_assert!(next.allowed(&consent).minus(asked_for).is_empty(), "{:?}", happening);
        }
    }

    // The end of a withdrawal is the end: no script, no frame, none that was loaded once, and no reload is forgotten.
    #[test]
    fn after_a_withdrawal_no_grant_stands(happenings in vec(happenings(), 0..25)) {
        let consent = consent();
        let life = live(&consent, &happenings);
        let now = second(life.today * 86_400);
        for event in [Event::FunctionalOnly, Event::Save(ServiceSet::NONE)] {
            let (state, _) = step(&consent, life.state.clone(), event, now);
            for place in consent.optional().iter() {
                prop_assert!(state.script(&consent, place).is_none());
                for id in ["a", "b", "never loaded once"] {
                    prop_assert!(state.embed(&consent, place, id).is_none());
                }
            }
            prop_assert_eq!(state.choices(), ServiceSet::NONE);
        }
    }

    // “Once” never outlives its page, whatever came before it.
    #[test]
    fn after_a_navigation_nothing_is_allowed_for_once(happenings in vec(happenings(), 0..25)) {
        let consent = consent();
        let life = live(&consent, &happenings);
        let now = second(life.today * 86_400);
        let (state, _) = step(&consent, life.state, Event::Navigated, now);
        for place in 0..consent.services.len() {
            let is_allowed = state.allowed(&consent).contains(place);
            for id in ["a", "b"] {
                prop_assert!(is_allowed || state.embed(&consent, place, id).is_none());
            }
        }
    }

    // Without a decision of the reader nothing is ever stored, and nothing is told to anybody.
    #[test]
    fn only_a_decision_is_stored_and_posted(happenings in vec(happenings(), 0..25)) {
        let decisions = |happening: &Happening| match happening {
            Happening::Plain(event) => matches!(
                event,
                Event::AcceptAll
                    | Event::FunctionalOnly
                    | Event::Save(_)
                    | Event::AlwaysAllow(_)
                    | Event::Delete
            ),
            Happening::Loaded { legacy, .. } => *legacy == Legacy::Refused,
            _ => false,
        };
        let without: Vec<_> = happenings.into_iter().filter(|(_, happening)| !decisions(happening)).collect();
        for (_, effects) in live(&consent(), &without).steps {
            let told = |effect: &Effect| matches!(effect, Effect::Store { .. } | Effect::Post(_));
            prop_assert!(!effects.iter().any(told), "{:?}", effects);
        }
    }

    // The same page with the same past does the same: what a bug report says can be played again.
    #[test]
    fn a_step_depends_on_its_arguments_alone(happenings in vec(happenings(), 0..15)) {
        let consent = consent();
        let (one, other) = (live(&consent, &happenings), live(&consent, &happenings));
        prop_assert_eq!(one.steps, other.steps);
    }

    // Whatever is stored fits, and says after a reload what it said before.
    #[test]
    fn what_is_stored_brings_the_same_answers_back(happenings in vec(happenings(), 0..25)) {
        let consent = consent();
        for (state, effects) in live(&consent, &happenings).steps {
            for effect in effects {
                let Effect::Store { text, seconds } = effect else { continue };
                prop_assert!(consent.key().len() + 1 + text.len() <= Record::MAX);
                prop_assert!(seconds <= 180 * 86_400);
                let record = Record::decode(&text).expect("what is stored is a record");
                prop_assert_eq!(record.answers(&consent).1, state.choices());
            }
        }
    }

    // A document can be loaded anew once; a second time it is another document.
    #[test]
    fn a_page_is_loaded_anew_at_most_once(happenings in vec(happenings(), 0..25)) {
        let life = live(&consent(), &happenings);
        let all = life.steps.iter().flat_map(|(_, effects)| effects);
        prop_assert!(all.filter(|effect| **effect == Effect::Reload).count() <= 1);
    }
}
