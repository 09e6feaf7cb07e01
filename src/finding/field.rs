//! Typing: what is found follows each letter, and is told once the reader pauses.
//!
//! The first letter after a pause begins a new entry of the history, and those that follow rewrite its address: so the way
//! back leads from query to query, and not from letter to letter.

use std::cell::Cell;

use content::find::Query;
use content::route::Route;
use wasm_bindgen_futures::spawn_local;

use super::{excerpts, latest, page, refresh, renew};
use crate::browser::links::Link;
use crate::browser::search_field::{self, Done, Focused, Key};
use crate::browser::{base, clock, history, live};
use crate::finder::Found as _;
use crate::navigation;
use crate::session::Session;

/// Whoever types nothing for so many milliseconds has typed what is to be found.
const PAUSE: u32 = 1_000;

/// So many milliseconds after a page stands, what would be of use is loaded.
const REST: u32 = 400;

thread_local! {
    /// How often something was typed or shown: a timer of before means nothing.
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static IS_TYPING: Cell<bool> = const { Cell::new(false) };
    /// Is it still to be told what was found?
    static IS_UNTOLD: Cell<bool> = const { Cell::new(true) };
}

/// Answers from now on what is typed into the field, and keys between it and what is found.
pub(super) fn start(session: Session) {
    search_field::watch(move |done| match done {
        Done::Typed(words) => type_in(session, &words),
        Done::Submitted(words) => submit(session, &words),
    });
    search_field::watch_keys(move |key, focused| press(session, key, focused));
}

/// Has the reader typed, and not paused since?
pub(super) fn is_typing() -> bool {
    IS_TYPING.get()
}

fn press(session: Session, key: Key, focused: Focused) -> bool {
    match (key, focused) {
        (Key::Down, Focused::Field) => search_field::focus_result(0),
        (Key::Down, Focused::Result(place)) => search_field::focus_result(place + 1),
        (Key::Up, Focused::Result(0)) | (Key::Escape, Focused::Result(_)) => {
            search_field::focus();
            true
        }
        (Key::Up, Focused::Result(place)) => search_field::focus_result(place - 1),
        (Key::Escape, Focused::Field) if !search_field::value().is_empty() => {
            search_field::set("");
            type_in(session, "");
            true
        }
        _ => false,
    }
}

/// The query of the address, where it is one.
fn here(session: Session) -> Option<Query> {
    let site = session.site();
    let here = history::here()?;
    match Route::parse(&here.path, &here.query, &site) {
        Route::Find(text) => Some(Query::parse(&text, &site)),
        _ => None,
    }
}

fn type_in(session: Session, words: &str) {
    let Some(query) = here(session) else { return };
    let next = query.with_words(words);
    if next.words() == query.words() {
        return;
    }
    IS_UNTOLD.set(true);
    if IS_TYPING.replace(true) {
        history::respell(&base::respelled(&next.route().path(), false));
        renew(session);
    } else {
        follow(session, &next);
    }
    pause(session, PAUSE);
}

fn submit(session: Session, words: &str) {
    let query = here(session);
    let next = query.clone().unwrap_or(Query::ALL).with_words(words);
    if query.is_some_and(|query| query.words() == next.words()) {
        pause(session, 0);
    } else {
        IS_TYPING.set(false);
        IS_UNTOLD.set(true);
        follow(session, &next);
    }
}

fn follow(session: Session, query: &Query) {
    let url = base::respelled(&query.route().path(), false);
    let link = Link {
        address: history::address_of(&url),
        written: String::new(),
        url,
    };
    navigation::follow(session, link);
}

/// A page stands, with these words where it is one of what is found.
pub(super) fn shown(words: Option<&str>) {
    let is_left_alone = IS_TYPING.get() || words.is_none() && search_field::is_focused();
    if !is_left_alone {
        search_field::set(words.unwrap_or_default());
    }
}

/// A page of what is found stands with all its cards: it is told, unless the reader types on.
pub(super) fn settle_soon(session: Session) {
    if !IS_TYPING.get() {
        pause(session, 0);
    }
}

/// Settles after a while, unless something else happens.
fn pause(session: Session, milliseconds: u32) {
    let count = COUNT.get().wrapping_add(1);
    COUNT.set(count);
    clock::after(milliseconds, move || {
        if COUNT.get() == count {
            settle(session);
        }
    });
}

fn settle(session: Session) {
    IS_TYPING.set(false);
    let (Some(latest), Some(here)) = (latest(), here(session)) else {
        return;
    };
    // What is on its way settles when it stands.
    if navigation::is_waiting() || latest.query.text() != here.text() {
        return;
    }
    let site = session.site();
    let page = page(&latest, &site);
    if IS_UNTOLD.replace(false)
        && !here.words().is_empty()
        && let Some(words) = page.count(&session.view(&site, base::path()))
    {
        live::say(words);
    }
    if latest.wanted.is_empty() {
        return;
    }
    let count = COUNT.get();
    clock::after(REST, move || {
        spawn_local(async move {
            let mut has_more = false;
            while COUNT.get() == count && excerpts::load_next(&page.cards, &site).await {
                has_more = true;
            }
            if has_more && COUNT.get() == count {
                refresh(session);
            }
        });
    });
}
