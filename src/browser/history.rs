//! The session history: where the reader is, and where on the page.
//!
//! Every entry carries a number in its state. Scroll positions are kept by that number in memory, because at
//! `popstate` the entry that was left can no longer be written to; on leaving the page the position goes into
//! the entry itself, so that a reload and a return from another site find it too.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// Where the reader is.
pub(crate) struct Here {
    /// The path relative to the site's root.
    pub(crate) path: String,
    /// The query without its question mark.
    pub(crate) query: String,
    /// The fragment without its hash sign, decoded.
    pub(crate) fragment: String,
}

struct Positions {
    /// The number of the entry that is shown.
    current: u32,
    /// The number of the newest entry.
    newest: u32,
    /// How far each entry was scrolled.
    kept: Vec<(u32, f64)>,
    /// Does the page show that entry? Until then it is scrolled as the one before.
    is_shown: bool,
}

thread_local! {
    static POSITIONS: RefCell<Positions> = const {
        RefCell::new(Positions { current: 0, newest: 0, kept: Vec::new(), is_shown: false })
    };
}

/// Where the reader is, or nothing outside the site's root.
pub(crate) fn here() -> Option<Here> {
    let location = super::window().location();
    let path = location.pathname().ok()?;
    // A host may answer /sub with the page of /sub/.
    let root = super::base::path();
    let relative = path
        .strip_prefix(root)
        .or_else(|| (path.len() < root.len()).then_some(""))?;
    let query = location.search().ok()?;
    let fragment = location.hash().ok()?;
    Some(Here {
        path: relative.to_owned(),
        query: query.trim_start_matches('?').to_owned(),
        fragment: decode(fragment.trim_start_matches('#')),
    })
}

/// A fragment as it was before a URL was made of it.
pub(crate) fn decode(fragment: &str) -> String {
    js_sys::decode_uri_component(fragment).map_or_else(|_| fragment.to_owned(), String::from)
}

/// Takes scroll restoration over from the browser, and calls back when the reader goes back or forward.
pub(crate) fn watch(on_return: impl Fn() + 'static) {
    let window = super::window();
    if let Ok(history) = window.history() {
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
        let (number, scroll) = entry(&history.state().unwrap_or_default());
        POSITIONS.with_borrow_mut(|positions| {
            positions.current = number;
            positions.newest = number;
            positions.kept.push((number, scroll));
        });
        write(number, scroll);
    }
    super::listen(&window, "popstate", move |event| {
        keep();
        let event: &web_sys::PopStateEvent = event.unchecked_ref();
        let (number, scroll) = entry(&event.state());
        POSITIONS.with_borrow_mut(|positions| {
            positions.current = number;
            positions.is_shown = false;
            if !positions.kept.iter().any(|(kept, _)| *kept == number) {
                positions.kept.push((number, scroll));
            }
        });
        on_return();
    });
    let scrolled = |event: web_sys::Event| {
        // A page that the browser sets aside comes back as it is. One that writes then is thrown away: for Chromium it has
        // gone on.
        let leaving: Option<&web_sys::PageTransitionEvent> = event.dyn_ref();
        let is_set_aside = leaving.is_some_and(web_sys::PageTransitionEvent::persisted);
        if keep() && !is_set_aside {
            let current = POSITIONS.with_borrow(|positions| positions.current);
            write(current, kept());
        }
    };
    // Chromium takes the entry's state for a reload before it says `pagehide`; Safari says `scrollend` only lately.
    for event in ["scrollend", "pagehide"] {
        super::listen(&window, event, scrolled);
    }
}

/// The page shows the entry now, scrolled as it is to be.
pub(crate) fn shown() {
    POSITIONS.with_borrow_mut(|positions| positions.is_shown = true);
}

/// Does the page show the entry that the address is of? Another one may be on its way.
pub(crate) fn is_shown() -> bool {
    POSITIONS.with_borrow(|positions| positions.is_shown)
}

/// Goes to an address of the site as a new entry.
pub(crate) fn push(address: &str) {
    keep();
    // Scripts of others may stand between us and the history, and make something happen: nothing is borrowed meanwhile.
    let (left, position) =
        POSITIONS.with_borrow(|positions| (positions.current, position_of(positions, positions.current)));
    write(left, position);
    let number = POSITIONS.with_borrow_mut(|positions| {
        positions.newest += 1;
        positions.current = positions.newest;
        positions.is_shown = false;
        let newest = positions.newest;
        positions.kept.retain(|(number, _)| *number != newest);
        newest
    });
    if let Ok(history) = super::window().history() {
        let _ = history.push_state_with_url(&state(number, 0.0), "", Some(address));
    }
}

/// Writes the entry's address as it should be spelled.
pub(crate) fn respell(address: &str) {
    if let Ok(history) = super::window().history() {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(address));
    }
}

/// How far the shown entry was scrolled when it was last left; 0 for a new one.
pub(crate) fn kept() -> f64 {
    POSITIONS.with_borrow(|positions| position_of(positions, positions.current))
}

fn position_of(positions: &Positions, entry: u32) -> f64 {
    positions
        .kept
        .iter()
        .find(|(number, _)| *number == entry)
        .map_or(0.0, |(_, scroll)| *scroll)
}

/// Remembers how far the shown entry is scrolled; false while another one is on its way.
fn keep() -> bool {
    let scroll = super::scroll::position();
    POSITIONS.with_borrow_mut(|positions| {
        if positions.is_shown {
            let current = positions.current;
            positions.kept.retain(|(number, _)| *number != current);
            positions.kept.push((current, scroll));
        }
        positions.is_shown
    })
}

fn write(number: u32, scroll: f64) {
    if let Ok(history) = super::window().history() {
        let _ = history.replace_state(&state(number, scroll), "");
    }
}

fn state(number: u32, scroll: f64) -> JsValue {
    js_sys::Array::of2(&number.into(), &scroll.into()).into()
}

/// The number and the position in an entry's state; an entry that is not ours counts as the first.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "we wrote a small whole number"
)]
fn entry(state: &JsValue) -> (u32, f64) {
    let part = |index| {
        let array = state.dyn_ref::<js_sys::Array>()?;
        array.get(index).as_f64()
    };
    (part(0).unwrap_or(0.0) as u32, part(1).unwrap_or(0.0))
}
