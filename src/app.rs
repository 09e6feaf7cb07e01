//! The app: from the document to a session that answers.

use std::cell::RefCell;

use content::navigation::{Event, Freshness};
use content::route::{self, Route};
use content::site::Site;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use view::pages::failed;
use view::text::{self, Text};
use wasm_bindgen_futures::spawn_local;

use crate::browser::links::Click;
use crate::browser::{history, intl, links, page};
use crate::finder::Finder;
use crate::load::{self, LoadError};
use crate::navigation::{self, happen};
use crate::session::Session;
use crate::{consent, tools};

thread_local! {
    /// The text of the `site.json` that is shown, to see whether a newer one differs.
    static SITE_TEXT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Loads the site, then shows the page of the address.
pub(crate) fn start(finder: Option<&'static Finder>) {
    // Leptos lends its executor and its owner of effects; the page's elements are put in place by `shell`.
    mount_to_body(move || spawn_local(load(finder)));
}

async fn load(finder: Option<&'static Finder>) {
    let site = load::site_text(Freshness::Usual).await.and_then(|text| {
        let site = load::read_site(&text)?;
        SITE_TEXT.set(text);
        Ok(site)
    });
    match site {
        Ok(site) => open(site, finder),
        // A page that press has painted stays readable, and its links lead to others.
        Err(_) if page::is_painted() => {}
        Err(error) => page::take_main(failed::without_site(error.reason(), text::english())),
    }
}

fn open(mut site: Site, finder: Option<&'static Finder>) {
    for (name, words) in site.words.iter_mut().flat_map(|words| &mut words.0) {
        if name.starts_with("locale") && !intl::takes(words) {
            *words = site.language.to_string();
        }
    }
    let text = Text::of(&site);
    // Signals that live as long as the document belong to an owner that is never dropped.
    let owner = Owner::new();
    let session = owner.with(|| Session {
        changes: RwSignal::new((0, 0)),
        text,
        finder,
    });
    std::mem::forget(owner);
    session.set_site(site);
    let is_of_other = move |path: &str| finder.is_none() && is_of_finder(path, session);
    // One file may stand for all addresses, also for those that the other program shows.
    if history::here().is_some_and(|here| is_of_other(&here.path)) {
        return page::start_finder();
    }
    let is_elsewhere = move |path: &str| route::is_file(path) || is_of_other(path);
    links::watch(is_elsewhere, move |click| match click {
        Click::Link(link) => navigation::follow(session, link),
        Click::Play(waiting) => waiting.start(),
        Click::Retry => happen(session, Event::Retried),
        Click::Tool(tool) => tools::asked(session, tool),
        Click::Consent(what, embed) => consent::asked(what, embed),
    });
    navigation::start(session);
}

/// Does the program of `/find/` alone show the path? Put into each caller, the question is many bytes.
#[inline(never)]
fn is_of_finder(path: &str, session: Session) -> bool {
    Route::parse(path, "", &session.site()).is_of_finder()
}

/// Asks for `site.json` once more: none where it is as it was.
///
/// # Errors
/// Whatever kept it from arriving or being read.
pub(crate) async fn newer_site() -> Result<Option<(String, Site)>, LoadError> {
    let text = load::site_text(Freshness::Asked).await?;
    if SITE_TEXT.with_borrow(|shown| *shown == text) {
        return Ok(None);
    }
    let site = load::read_site(&text)?;
    Ok(Some((text, site)))
}

/// Shows another site from now on.
pub(crate) fn take_site(session: Session, (text, site): (String, Site)) {
    SITE_TEXT.set(text);
    session.set_site(site);
}
