//! The app: from the document to a session that answers.

use std::cell::RefCell;

use content::consent::Storage;
use content::navigation::{Event, Freshness};
use content::route::{self, Route};
use content::site::Site;
use leptos::prelude::*;
use view::pages::failed;
use view::text::{self, Text};
use wasm_bindgen_futures::spawn_local;

use crate::browser::links::Click;
use crate::browser::{self, base, clock, cookies, history, links, page, privacy};
use crate::finder::Finder;
use crate::load::{self, LoadError};
use crate::navigation::{self, happen};
use crate::session::Session;
use crate::tools;

thread_local! {
    /// The text of the `site.json` that is shown, to see whether a newer one differs.
    static SITE_TEXT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Loads the site, then shows the page of the address.
pub(crate) fn start(finder: Option<&'static Finder>) {
    spawn_local(load(finder));
}

async fn load(finder: Option<&'static Finder>) {
    let site = load::site_text(Freshness::Usual).await.and_then(|text| {
        let site = load::read_site(&text)?;
        SITE_TEXT.set(text);
        Ok(site)
    });
    match site {
        Ok(site) => open(site, finder),
        // A page that press has prerendered stays readable, and its links lead to others.
        Err(_) if page::is_prerendered() => {}
        Err(error) => page::take_main(failed::without_site(error.reason(), text::english())),
    }
}

fn open(site: Site, finder: Option<&'static Finder>) {
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
    // One file may stand for all addresses, also for those that the other app shows.
    if history::here().is_some_and(|here| is_of_other(&here.path)) {
        return page::start_finder();
    }
    let is_elsewhere = move |path: &str| route::is_file(path) || is_of_other(path);
    let clicked = move |click| match click {
        Click::Link(link) => navigation::follow(session, link),
        Click::Play(waiting) => waiting.start(),
        Click::Retry => happen(session, Event::Retried),
        Click::Tool(tool) => tools::asked(session, tool),
    };
    links::watch(is_elsewhere, clicked, move |link| {
        navigation::prepare(session, link);
    });
    navigation::start(session);
}

/// Does the app of `/find/` alone show the path? So it does all of a site that is one file. Put into each caller, the
/// question is many bytes.
#[inline(never)]
fn is_of_finder(path: &str, session: Session) -> bool {
    let site = session.site();
    !site.articles.is_empty() || Route::parse(path, "", &site).is_of_finder()
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

/// Says which services the site uses, once a page of it is shown: what asks the reader stands on a page.
pub(crate) fn ask_for_consent(session: Session) {
    let site = session.site();
    let Some(consent) = &site.consent else { return };
    // What is wrong with the file is told by the settings.
    if consent.services.is_empty() && consent.faults.is_empty() {
        return;
    }
    // Only a cookie goes by itself when it has run out.
    let is_cookie = consent.storage() == Storage::Cookie;
    let name = consent.cookie(base::path(), cookies::are_secure());
    let kept = cookies::kept(&name).filter(|_| is_cookie);
    let (now, _) = clock::now_and_random();
    let is_settled = kept.is_some_and(|text| consent.is_settled(&text, now));
    let channel = base::key(consent.key());
    SITE_TEXT.with_borrow(|text| privacy::ask(text, &channel, is_settled));
}

/// Shows another site from now on.
pub(crate) fn take_site(session: Session, (text, site): (String, Site)) {
    if session.finder.is_none() && !site.articles.is_empty() {
        // It has become one that the other app reads, which a new document starts.
        browser::reload();
    }
    SITE_TEXT.set(text);
    session.set_site(site);
}
