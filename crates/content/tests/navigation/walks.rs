//! What holds after any sequence of events, in a browser whose network does anything.

use content::navigation::{
    Announce, Answer, Effects, Entry, Event, Failure, Focus, Scroll, Show, SiteAnswer,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::browser::{Browser, Doing, FRAGMENTS, HistoryEntry, Kind, PAGES, Stand, Step, Way, spelled};

fn doing() -> impl Strategy<Value = Doing> {
    let answer = prop_oneof![
        4 => Just(Answer::Page),
        1 => Just(Answer::Query),
        1 => Just(Answer::Choice),
    ];
    let failure = prop_oneof![
        3 => Just(Failure::Missing),
        1 => Just(Failure::Gone),
        2 => Just(Failure::Other),
        2 => Just(Failure::Rest),
    ];
    let site = prop_oneof![
        Just(SiteAnswer::Same),
        Just(SiteAnswer::Other),
        Just(SiteAnswer::Nothing),
    ];
    let which = || 0..4_usize;
    prop_oneof![
        6 => (0..PAGES.len(), 0..FRAGMENTS.len(), any::<bool>())
            .prop_map(|(page, fragment, has_focus)| Doing::Click { page, fragment, has_focus }),
        6 => prop_oneof![3 => Just(-1_i8), 2 => Just(1), 1 => Just(-2), 1 => Just(2)].prop_map(Doing::Go),
        2 => (0..FRAGMENTS.len()).prop_map(Doing::Type),
        4 => prop_oneof![Just(0), 1..9_000_u16].prop_map(Doing::Scroll),
        1 => any::<bool>().prop_map(|is_prerendered| Doing::Reload { is_prerendered }),
        2 => Just(Doing::Retry),
        8 => (which(), answer, prop_oneof![3 => Just(true), 1 => Just(false)])
            .prop_map(|(which, answer, is_whole)| Doing::Come { which, answer, is_whole }),
        2 => (which(), failure).prop_map(|(which, failure)| Doing::Fail(which, failure)),
        1 => which().prop_map(Doing::TimeOut),
        4 => (which(), site).prop_map(|(which, answer)| Doing::AnswerSite(which, answer)),
    ]
}

fn life() -> impl Strategy<Value = Browser> {
    (any::<bool>(), vec(doing(), 0..50))
        .prop_map(|(is_prerendered, doings)| Browser::lives(is_prerendered, &doings))
}

/// The steps of a life, for a property of each of them.
fn steps() -> impl Strategy<Value = (bool, Vec<Doing>)> {
    (any::<bool>(), vec(doing(), 0..50))
}

fn moves_nobody(effects: &Effects) -> bool {
    effects.scroll == Scroll::Stay && effects.focus == Focus::Stay && effects.announce == Announce::Nothing
}

/// Does what stands in the document belong to the address?
fn agrees(stand: &Stand) -> bool {
    stand.screen == stand.bar.page && stand.title == stand.bar.page
}

/// Where an entry is when the reader comes back to it.
fn returned(step: &Step) -> Scroll {
    if step.place > 0.0 || step.is.bar.fragment.is_empty() {
        Scroll::To(step.place)
    } else {
        Scroll::Fragment
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    // The reader is elsewhere by then. This is what made a page appear under the title of another one.
    #[test]
    fn what_comes_late_changes_nothing((is_prerendered, doings) in steps()) {
        for step in Browser::lives(is_prerendered, &doings).steps {
            let is_older = matches!(step.event, Event::SiteAnswered { request, .. } if request <= step.answered);
            if step.is_in_other_turn || is_older {
                prop_assert_eq!(&step.effects, &Effects::default());
                prop_assert_eq!(&step.is.state, &step.was.state);
            }
            if let (Event::SiteAnswered { answer, .. }, false) = (step.event, is_older) {
                prop_assert_eq!(step.effects.take_site, answer == SiteAnswer::Other);
            }
        }
    }

    // Whoever copies the address, bookmarks the title or reads the page means the same.
    #[test]
    fn address_title_and_page_agree_whenever_nothing_is_on_its_way((is_prerendered, doings) in steps()) {
        for step in Browser::lives(is_prerendered, &doings).steps {
            prop_assert_eq!(step.is.state.here(), &step.is.bar);
            // Before the first content nothing is said to be busy.
            let is_first = matches!(step.is.kind, Kind::Nothing | Kind::Prerendered);
            prop_assert_eq!(step.is.state.is_waiting(), step.is.is_busy || is_first, "{:?}", step);
            if step.is.state.is_settled() {
                prop_assert!(agrees(&step.is), "{:?}", step);
                prop_assert!(!step.is.is_busy);
                prop_assert!(matches!(step.is.kind, Kind::Page | Kind::Missing), "{:?}", step);
            } else if !step.is.is_busy {
                // The first page is on its way, or one has failed.
                prop_assert!(step.is.kind == Kind::Nothing || agrees(&step.is), "{:?}", step);
            }
            if step.effects.show == Show::Renewed {
                prop_assert_eq!(step.content.as_deref(), Some(spelled(&step.was.screen)));
                prop_assert_eq!(step.was.kind == Kind::Failure, false);
            }
        }
    }

    // Back leads through the addresses in the order in which the reader has been at them, and each press of it does something.
    #[test]
    fn each_new_address_is_one_entry((is_prerendered, doings) in steps()) {
        let browser = Browser::lives(is_prerendered, &doings);
        for step in &browser.steps {
            let is_new = matches!(step.event, Event::Clicked(address) if *address != step.was.bar);
            prop_assert_eq!(matches!(step.effects.entry, Entry::Pushed(_)), is_new);
            let has_number = matches!(step.event, Event::Started { .. } | Event::Popped { kept: None, .. });
            prop_assert_eq!(matches!(step.effects.entry, Entry::Numbered(_)), has_number);
        }
    }

    // A place is found by the number of its entry: no two entries of a document have the same.
    #[test]
    fn each_entry_has_a_number_of_its_own(browser in life()) {
        let mut numbers: Vec<_> = browser.history.iter().map(HistoryEntry::number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        prop_assert_eq!(numbers.len(), browser.history.len());
    }

    // What is written into an entry survives a reload: the place of its own page, whenever that stands.
    #[test]
    fn each_entry_keeps_the_place_of_its_own_page((is_prerendered, doings) in steps()) {
        for step in Browser::lives(is_prerendered, &doings).steps {
            let leaves = match step.event {
                Event::Scrolled => true,
                Event::Clicked(address) => *address != step.was.bar || step.effects.fetch.is_some(),
                _ => continue,
            };
            let stands = !step.was.is_busy && step.was.shows(&step.was.bar.page);
            let kept = step.effects.keep.map(|kept| kept.1);
            if leaves {
                prop_assert_eq!(kept, stands.then_some(step.was.scroll), "{:?}", step);
            }
        }
    }

    // Nobody reads on where a page has moved by itself.
    #[test]
    fn nothing_but_navigation_moves_the_reader((is_prerendered, doings) in steps()) {
        for step in Browser::lives(is_prerendered, &doings).steps {
            let is_asked_for = matches!(step.event, Event::Clicked(_) | Event::Popped { .. });
            let is_shown = matches!(step.effects.show, Show::Page | Show::Missing | Show::Failure);
            prop_assert!(is_asked_for || is_shown || moves_nobody(&step.effects), "{:?}", step);
            // What is told in place of the rest of a page stands where the reader is.
            if step.was.state.is_settled() && matches!(step.event, Event::Failed { .. }) {
                prop_assert!(moves_nobody(&step.effects) && !step.effects.count, "{:?}", step);
            }
            if step.event == Event::Scrolled {
                let kept = Effects { keep: step.effects.keep, ..Effects::default() };
                prop_assert_eq!(step.effects, kept);
            }
        }
    }

    // Late apps threw readers back to where they had begun.
    #[test]
    fn who_has_scrolled_before_the_first_content_stays_there((is_prerendered, doings) in steps()) {
        for step in Browser::lives(is_prerendered, &doings).steps {
            let Way::Load { is_prerendered } = step.way else { continue };
            if step.effects.show != Show::Page {
                continue;
            }
            let has_fragment = !step.is.bar.fragment.is_empty();
            let wanted = if step.was.scroll > 0.0 {
                Scroll::Stay
            } else if !is_prerendered && step.place > 0.0 {
                Scroll::To(step.place)
            } else if has_fragment {
                Scroll::Fragment
            } else {
                Scroll::Stay
            };
            prop_assert_eq!(step.effects.scroll, wanted, "{:?}", step);
            prop_assert_eq!(step.effects.focus, Focus::Stay);
        }
    }

    // Hours of a reader's time have gone into a busy page that nothing could end.
    #[test]
    fn nothing_waits_without_limit(mut browser in life()) {
        browser.waits();
        let stand = browser.stand();
        prop_assert!(!stand.is_busy);
        prop_assert!(agrees(&stand), "{:?}", stand);
        prop_assert!(stand.state.is_settled() || stand.kind == Kind::Failure, "{:?}", stand);
    }

    // Where nothing is on its way, a failure can be tried again, and nothing else asks for a page by itself.
    #[test]
    fn a_failure_can_be_tried_again_and_nothing_else((is_prerendered, doings) in steps()) {
        for step in Browser::lives(is_prerendered, &doings).steps {
            if step.event == Event::Retried {
                let can_retry = step.was.kind == Kind::Failure && !step.was.is_busy;
                prop_assert_eq!(step.effects.fetch.is_some(), can_retry, "{:?}", step);
                prop_assert!(can_retry || step.effects == Effects::default());
            }
            // Also where it is the rest of a page that stands.
            if let Event::Failed { failure, .. } = step.event
                && step.was.state.is_settled()
            {
                let fails = failure == Failure::Rest && !step.is_in_other_turn;
                prop_assert_eq!(step.effects.keep.map(|kept| kept.1), fails.then_some(step.was.scroll), "{:?}", step);
                let show = [Show::Nothing, Show::Failure][usize::from(fails)];
                let wanted = Effects { keep: step.effects.keep, show, ..Effects::default() };
                prop_assert_eq!(step.effects, wanted, "{:?}", step);
                prop_assert_eq!(step.is.state.is_settled(), !fails);
            }
        }
    }

    // As it was left: the place, and the link that was followed. Also after a failure, and however often that was tried again.
    #[test]
    fn going_back_restores_how_an_entry_was_left((is_prerendered, doings) in steps()) {
        for step in Browser::lives(is_prerendered, &doings).steps {
            let is_return = step.way == Way::Return && step.effects.show == Show::Page;
            let is_within = match step.event {
                Event::Popped { address, kept: Some(_), .. } => step.was.shows(&address.page),
                _ => false,
            };
            if is_return || is_within {
                prop_assert_eq!(step.effects.scroll, returned(&step), "{:?}", step);
                let wanted = match returned(&step) {
                    Scroll::To(_) if step.link.is_empty() => Focus::Heading,
                    Scroll::To(_) => Focus::Link,
                    // What the fragment names gets it.
                    _ => Focus::Stay,
                };
                prop_assert_eq!(step.effects.focus, wanted);
                prop_assert_eq!(step.is.state.link(), step.link);
            }
        }
    }

    // What plays goes on playing, what is open stays open, and nobody is counted twice.
    #[test]
    fn a_way_within_a_page_loads_nothing((is_prerendered, doings) in steps()) {
        for step in Browser::lives(is_prerendered, &doings).steps {
            let is_within = match step.event {
                Event::Popped { address, .. } => step.was.shows(&address.page),
                Event::Clicked(address) => {
                    !address.fragment.is_empty() && address.page == step.was.bar.page && step.was.shows(&address.page)
                }
                _ => false,
            };
            if is_within {
                // But for the file of what press has rendered, which another page has kept from coming.
                let is_back = matches!(step.event, Event::Popped { .. });
                let goes_on = is_back && step.was.kind == Kind::Prerendered && step.was.is_busy;
                prop_assert_eq!(step.effects.fetch.is_some(), goes_on, "{:?}", step);
                let Effects { ask_site, show, respell, count, fade, .. } = step.effects;
                prop_assert!(is_back || step.effects.scroll == Scroll::Fragment);
                prop_assert_eq!((ask_site, show, respell, count, fade), (None, Show::Nothing, false, false, false));
            }
        }
    }

    // What editors read in their statistics are readers, not networks.
    #[test]
    fn each_page_that_the_reader_comes_to_is_counted_once((is_prerendered, doings) in steps()) {
        for step in Browser::lives(is_prerendered, &doings).steps {
            let is_there = matches!(step.effects.show, Show::Page | Show::Missing);
            prop_assert_eq!(step.effects.count, is_there && step.is_visit, "{:?}", step);
        }
    }
}
