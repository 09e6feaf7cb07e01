//! What readers can do with a page on their own device.

use content::display::{self, Display};
use content::route::Route;
use content::saved;
use view::components::tool::address;
use view::id::ADDRESS;

use crate::browser::dialog::{self, Box};
use crate::browser::tool::{self, Tool};
use crate::browser::{self, base, focus, head, live, page, storage};
use crate::session::{Arrived, Session, Shown};
use crate::shell;

/// The attribute of the boxes that say how pages look.
const BOX: &str = "data-display";

/// Answers from now on, and follows what other tabs store.
pub(crate) fn start(session: Session) {
    dialog::watch_boxes(|changed| {
        if changed.named(BOX).is_some() {
            let mut words = String::new();
            for one in Box::all(BOX) {
                if one.is_ticked() {
                    words.push_str(&one.named(BOX).unwrap_or_default());
                    words.push(' ');
                }
            }
            let chosen = Display::parse(&words);
            let words = chosen.words();
            // Where the browser keeps nothing, it holds for the visit.
            keep(display::KEY, if chosen.is_usual() { "" } else { &words });
            show(chosen);
        }
    });
    browser::on_stored(move || {
        look();
        shown(session);
    });
    look();
}

/// The page shows something else, or what is saved may have changed.
pub(crate) fn shown(session: Session) {
    let arrived = session.arrived();
    if let Some(slug) = slug_of(&arrived) {
        tool::say("save", saved::has(&saved(), slug));
        tool::say("share", tool::shares());
    }
    let is_list = matches!(arrived.shown, Shown::Saved);
    if is_list {
        shell::renew(session);
    }
}

/// What is kept of the articles that the reader has saved.
pub(crate) fn saved() -> String {
    stored(saved::KEY).unwrap_or_default()
}

/// The reader has pressed a tool.
pub(crate) fn asked(session: Session, tool: Tool) {
    match &*tool.named("data-tool").unwrap_or_default() {
        "save" => save(session, &tool),
        "remove" => remove(session, &tool),
        "show" => tool.show_slide(),
        "share" => share(session, tool),
        "copy" => copy(session, tool, None),
        _ => {}
    }
}

/// The name of the article that is shown, if it is one.
fn slug_of(arrived: &Arrived) -> Option<&str> {
    match &arrived.route {
        Route::Article { slug, .. } | Route::Page(slug) if arrived.is_page() => Some(slug.as_ref()),
        _ => None,
    }
}

fn save(session: Session, tool: &Tool) {
    let (saved, line) = (saved(), tool.named("data-line").unwrap_or_default());
    let slug = saved::slug(&line);
    let changed = if saved::has(&saved, slug) {
        saved::without(&saved, slug)
    } else {
        saved::with(&saved, &line)
    };
    keep_saved(session, &changed);
}

fn remove(session: Session, tool: &Tool) {
    let slug = tool.named("data-slug").unwrap_or_default();
    if keep_saved(session, &saved::without(&saved(), &slug)) {
        // The button has become that of the article that follows, or is gone with the last.
        if focus::is_lost() {
            focus::on("main h1");
        }
        live::show(session.text.message(session.text.removed()));
    }
}

fn keep_saved(session: Session, changed: &str) -> bool {
    let before = saved();
    // Whatever makes it shorter is kept, however long it has become.
    let is_kept = changed.len() <= before.len().max(saved::ROOM) && keep(saved::KEY, &saved::ended(changed));
    if !is_kept {
        let text = session.text;
        live::show(text.message(if before.is_empty() {
            text.not_kept()
        } else {
            text.saved_full()
        }));
    }
    shown(session);
    is_kept
}

/// Shares the page's address; where the browser has no way to, it is copied.
fn share(session: Session, tool: Tool) {
    if let Some(here) = head::canonical() {
        if tool::shares() {
            tool::share(&here);
        } else {
            copy(session, tool, Some(here));
        }
    }
}

/// Copies an address, or else what stands before the button. Where the browser does not copy, it is selected for the
/// reader to do so.
fn copy(session: Session, tool: Tool, here: Option<String>) {
    let text = here.clone().or_else(|| tool.before()).unwrap_or_default();
    browser::copy(&text, move |is_copied| match here {
        _ if is_copied => live::show(session.text.message(session.text.copied())),
        Some(here) => {
            page::remove(ADDRESS);
            tool.show_behind(address(here));
            browser::select_id(ADDRESS);
        }
        None => tool.select_before(),
    });
}

fn stored(key: &str) -> Option<String> {
    storage::read(&base::key(key)).ok().flatten()
}

/// Keeps a text, or nothing where it is empty; false where the browser does not.
fn keep(key: &str, text: &str) -> bool {
    let own = base::key(key);
    // Below another site's root what that site has stored would be taken over once more.
    let is_empty = text.is_empty() && (own == key || storage::read(key) == Ok(None));
    if is_empty {
        storage::remove(&own);
        stored(key).is_none()
    } else {
        storage::write(&own, text)
    }
}

/// Looks again at what is stored of how pages look.
fn look() {
    if let Ok(stored) = storage::read(&base::key(display::KEY)) {
        show(Display::parse(&stored.unwrap_or_default()));
    }
}

fn show(chosen: Display) {
    let is_chosen = chosen.theme != display::THEMES[0];
    let schemes = if is_chosen { chosen.theme } else { "light dark" };
    head::look(
        &if chosen.is_usual() {
            String::new()
        } else {
            chosen.words()
        },
        schemes,
    );
    for one in Box::all(BOX) {
        one.tick(one.named(BOX).is_some_and(|word| chosen.is(&word)), false);
    }
}
