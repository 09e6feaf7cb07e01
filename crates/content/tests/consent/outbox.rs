//! What the endpoint is told, whatever happens: each decision once, in order, with one time.

use std::collections::BTreeSet;

use content::consent::{Consent, Event, Legacy, Now, State, Stored};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::values::{Effect, MATOMO, TODAY, consent, day, second, set, step};

/// What happens to a reader's browser.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Decision(Event<'static>),
    /// So many seconds pass.
    Wait(u64),
    /// The timer ends.
    Timer,
    /// The endpoint answers what was posted.
    Answer {
        takes: bool,
    },
    /// The reader loads the page anew. What is on its way arrives, or does not, and nobody hears of it.
    Reload {
        takes: bool,
    },
    /// The same page in another tab posts what is kept, as it is opened.
    OtherTab {
        takes: bool,
    },
    ScriptRan,
}

fn happenings() -> impl Strategy<Value = Happening> {
    let decision = prop_oneof![
        Just(Event::AcceptAll),
        Just(Event::FunctionalOnly),
        Just(Event::Save(set(&[MATOMO]))),
        Just(Event::AlwaysAllow(3)),
        Just(Event::Delete),
    ];
    prop_oneof![
        4 => decision.prop_map(Happening::Decision),
        2 => (0..400_u64).prop_map(Happening::Wait),
        2 => Just(Happening::Timer),
        4 => any::<bool>().prop_map(|takes| Happening::Answer { takes }),
        1 => any::<bool>().prop_map(|takes| Happening::Reload { takes }),
        1 => any::<bool>().prop_map(|takes| Happening::OtherTab { takes }),
        1 => Just(Happening::ScriptRan),
    ]
}

/// A browser, and the endpoint that it posts to.
struct World {
    consent: Consent,
    state: State,
    seconds: u64,
    random: u64,
    /// What is kept of the answer, and of the outbox; none where the browser keeps no outbox.
    record: Option<String>,
    outbox: Option<String>,
    on_its_way: Option<String>,
    timers: usize,
    decided: Vec<String>,
    taken: Vec<String>,
    posts: usize,
}

impl World {
    fn begin(keeps_outbox: bool) -> Self {
        let mut world = Self {
            consent: consent(),
            state: State::default(),
            seconds: day(TODAY).seconds,
            random: 0,
            record: None,
            outbox: keeps_outbox.then(String::new),
            on_its_way: None,
            timers: 0,
            decided: Vec::new(),
            taken: Vec::new(),
            posts: 0,
        };
        world.load();
        world
    }

    fn load(&mut self) {
        self.state = State::default();
        (self.on_its_way, self.timers) = (None, 0);
        let record = self.record.clone();
        self.happen(Event::Loaded {
            stored: record.as_deref().map_or(Stored::Nothing, Stored::Text),
            gpc: false,
            legacy: Legacy::Absent,
        });
    }

    fn happen(&mut self, event: Event<'_>) {
        let outbox = self.outbox.clone();
        self.random += 1;
        let now = Now {
            random: self.random,
            outbox: outbox.as_deref(),
            ..second(self.seconds)
        };
        let (state, effects) = step(&self.consent, std::mem::take(&mut self.state), event, now);
        self.state = state;
        let mut reloads = false;
        for effect in effects {
            match effect {
                Effect::Store { text, .. } => self.record = Some(text),
                Effect::Forget => self.record = None,
                Effect::KeepOutbox(lines) => {
                    if let Some(outbox) = &mut self.outbox {
                        *outbox = lines;
                    }
                }
                Effect::Post(receipt) => {
                    assert_eq!(self.on_its_way.replace(receipt), None, "one at a time");
                    self.posts += 1;
                }
                Effect::RetryAfter(_) => self.timers += 1,
                Effect::Reload => reloads = true,
                _ => {}
            }
        }
        if reloads {
            // It waited for the answer, or for as long as it does.
            self.deliver(true);
            self.load();
        }
    }

    /// What is on its way arrives, or does not.
    fn deliver(&mut self, takes: bool) -> bool {
        let Some(receipt) = self.on_its_way.take() else {
            return false;
        };
        if takes {
            self.taken.push(receipt);
        }
        true
    }

    fn live(&mut self, happening: Happening) {
        match happening {
            Happening::Decision(event) => {
                let had_record = self.state.record().is_some();
                self.happen(event);
                if event != Event::Delete {
                    let receipt = self.state.receipt(&self.consent).expect("somebody has decided");
                    self.decided.push(receipt.body(&self.consent));
                } else if had_record {
                    let outbox = self.state.outbox().to_owned();
                    self.decided.extend(outbox.lines().last().map(str::to_owned));
                }
            }
            Happening::Wait(seconds) => self.seconds += seconds,
            Happening::Timer => {
                if self.timers > 0 {
                    self.timers -= 1;
                    self.happen(Event::RetryDue);
                }
            }
            Happening::Answer { takes } => {
                if self.deliver(takes) {
                    self.happen(if takes {
                        Event::RecordTaken
                    } else {
                        Event::RecordFailed
                    });
                }
            }
            Happening::Reload { takes } => {
                self.deliver(takes);
                self.load();
            }
            Happening::OtherTab { takes } => {
                let Some(outbox) = &mut self.outbox else { return };
                if takes && self.on_its_way.is_none() {
                    self.taken.extend(outbox.lines().map(str::to_owned));
                    outbox.clear();
                }
            }
            Happening::ScriptRan => self.happen(Event::ScriptRan(MATOMO)),
        }
    }

    /// Until nothing is owed any more.
    fn settle(&mut self) {
        for _ in 0..1_000 {
            self.live(Happening::Answer { takes: true });
            self.live(Happening::Timer);
        }
        assert_eq!(self.state.outbox(), "");
        assert_eq!(self.outbox.as_deref().unwrap_or_default(), "");
    }

    /// What the endpoint has, each receipt once: its number and its time tell.
    fn told(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut told = Vec::new();
        for receipt in &self.taken {
            let receipt_of: serde_json::Value = serde_json::from_str(receipt).expect("a receipt is JSON");
            if seen.insert((receipt_of["id"].to_string(), receipt_of["time"].to_string())) {
                told.push(receipt.clone());
            }
        }
        told
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    // A log of decisions in which some are missing, twice or out of order proves nothing.
    #[test]
    fn each_decision_is_taken_once_in_order_with_one_time(happenings in vec(happenings(), 0..40)) {
        let mut world = World::begin(true);
        for happening in happenings {
            world.live(happening);
            prop_assert!(world.timers <= 2, "one to post again, and one to load anew");
        }
        world.settle();
        prop_assert_eq!(world.told(), world.decided);
    }

    // Where nobody loads a page anew while something is on its way, not even the endpoint has to tell them apart.
    #[test]
    fn whoever_hears_the_answers_posts_nothing_twice(happenings in vec(happenings(), 0..40)) {
        let mut world = World::begin(true);
        for happening in happenings {
            if matches!(happening, Happening::Reload { .. }) {
                while world.on_its_way.is_some() {
                    world.live(Happening::Answer { takes: true });
                }
            } else if matches!(happening, Happening::ScriptRan) {
                continue;
            }
            world.live(happening);
        }
        world.settle();
        prop_assert_eq!(world.taken, world.decided);
    }

    // Some browsers keep nothing: then the page that is open does what it can.
    #[test]
    fn without_a_kept_outbox_nothing_is_lost_while_the_page_stands(happenings in vec(happenings(), 0..40)) {
        let mut world = World::begin(false);
        for happening in happenings {
            if !matches!(happening, Happening::Reload { .. } | Happening::ScriptRan) {
                world.live(happening);
            }
        }
        world.settle();
        prop_assert_eq!(world.taken, world.decided);
    }
}
