//! The searched words in an article that a reader has come to from what was found: marked until they are dismissed, or another
//! page is shown.

use std::cell::{Cell, RefCell};

use search::marks::Wanted;
use view::element::button;
use view::id::{MAIN, UNMARK};

use super::words;
use crate::browser::letters::Unicode;
use crate::browser::{base, focus, highlights, page, search_field};
use crate::session::{Session, Shown};

thread_local! {
    /// What was found last, where that is shown or was left for the page that is.
    static WANTED: RefCell<Option<Wanted>> = const { RefCell::new(None) };
    static IS_MARKED: Cell<bool> = const { Cell::new(false) };
}

/// Answers from now on who dismisses them.
pub(super) fn start() {
    page::watch_clicks(UNMARK, || {
        dismiss();
        focus::on("main h1");
    });
    search_field::watch_keys(|key, focused| {
        let is_asked = key == search_field::Key::Escape && focused == search_field::Focused::Else;
        is_asked && IS_MARKED.get() && dismiss()
    });
}

/// Another page stands: what was found, or what follows it.
pub(super) fn shown(session: Session, found: Option<&Wanted>) {
    dismiss();
    if let Some(found) = found {
        WANTED.set(Some(found.clone()));
        return;
    }
    let arrived = session.arrived();
    let wanted = WANTED.take().filter(|wanted| !wanted.is_empty());
    let (Some(wanted), Shown::Article(_)) = (wanted, &arrived.shown) else {
        return;
    };
    let places = |text: &str| {
        let marks = wanted.marks(text, &Unicode).into_iter();
        marks.map(|mark| mark.range).collect()
    };
    if highlights::mark(&places) {
        IS_MARKED.set(true);
        let site = session.site();
        let view = session.view(&site, base::path());
        let button = button().attr("type", "button").id(UNMARK).class("unmark");
        page::add(MAIN, button.say(words(&site).unmark(), &view));
    }
}

fn dismiss() -> bool {
    highlights::clear();
    page::remove(UNMARK);
    IS_MARKED.replace(false)
}
