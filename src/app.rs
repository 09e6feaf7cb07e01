//! The app: from the address to what is shown.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use content::bundle::{Chunk, Listing};
use content::day::Day;
use content::listing::{self, List};
use content::route::Route;
use content::site::Site;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use view::element::nodes;
use view::pages::list::ListPage;
use view::text::{self, Text};
use wasm_bindgen_futures::spawn_local;

use crate::browser::fetch::Freshness;
use crate::browser::links::Click;
use crate::browser::{self, clock, focus, head, history, links, live, page, scroll};
use crate::load::{self, LoadError};
use crate::session::{ArticlePage, Session, Shown};
use crate::{consent, failed, shell, tools};

thread_local! {
    /// The text of the `site.json` that is shown, to see whether a newer one differs.
    static SITE_TEXT: RefCell<String> = const { RefCell::new(String::new()) };
    /// Counts navigations, so that an answer that comes late for an earlier one is dropped.
    static NAVIGATION: Cell<u32> = const { Cell::new(0) };
}

/// How the reader came to a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrival {
    /// By the first load of the document.
    Load,
    /// By a link.
    Link,
    /// Back or forward.
    Return,
}

/// Loads the site, then shows the page of the address.
pub(crate) fn start() {
    // Leptos lends its executor and its owner of effects; the page's elements are put in place by `shell`.
    mount_to_body(|| spawn_local(load()));
}

async fn load() {
    let site = load::site_text(Freshness::Usual).await.and_then(|text| {
        let site = load::read_site(&text)?;
        SITE_TEXT.set(text);
        Ok(site)
    });
    match site {
        Ok(site) => open(site),
        // A page that press has painted stays readable, and its links lead to others.
        Err(_) if page::is_painted() => {}
        Err(error) => page::take_over(nodes(failed::without_site(&error, text::english()))),
    }
}

fn open(site: Site) {
    let text = Text::of(&site);
    // Signals that live as long as the document belong to an owner that is never dropped.
    let owner = Owner::new();
    let session = owner.with(|| Session {
        site: RwSignal::new(Arc::new(site)),
        view: RwSignal::new(Shown::Nothing),
        text,
    });
    std::mem::forget(owner);
    history::watch(move || go(session, Arrival::Return));
    links::watch(move |click| match click {
        Click::Page(address) => {
            history::push(&address);
            go(session, Arrival::Link);
        }
        Click::Fragment(id) => {
            let address = browser::base::here_with_fragment(&id);
            history::push(&address);
            arrive_at(&id);
            history::shown();
        }
        Click::Play(waiting) => waiting.start(),
        Click::Retry => go(session, Arrival::Link),
        Click::Tool(tool) => tools::asked(session, tool),
        Click::Consent(what, embed) => consent::asked(&what, embed.as_ref()),
    });
    spawn_local(async move {
        let (route, shown) = load_here(session, Freshness::Usual).await;
        session.view.set(shown.clone());
        shell::start(session);
        settle(session, &route, &shown, Arrival::Load);
        consent::start(session);
        tools::start(session);
    });
}

/// Shows the page of the address that the history now has.
fn go(session: Session, arrival: Arrival) {
    let turn = NAVIGATION.get() + 1;
    NAVIGATION.set(turn);
    browser::busy::set(true);
    let known = session.site.get_untracked();
    spawn_local(async move {
        let (mut route, mut shown) =
            beside(load_here(session, Freshness::Asked), refresh_site(session)).await;
        // Only a new site knows the tags of new articles, and where they stand.
        if !Arc::ptr_eq(&known, &session.site.get_untracked()) {
            (route, shown) = load_here(session, Freshness::Asked).await;
        }
        if NAVIGATION.get() != turn {
            return;
        }
        browser::busy::set(false);
        session.view.set(shown.clone());
        leptos::task::tick().await;
        settle(session, &route, &shown, arrival);
    });
}

/// Does the work, and other work at the same time; done when both are.
async fn beside<T>(work: impl Future<Output = T>, other: impl Future<Output = ()>) -> T {
    let (mut work, mut other) = (pin!(work), pin!(other));
    let (mut result, mut other_done) = (None, false);
    poll_fn(|context| {
        if result.is_none()
            && let Poll::Ready(value) = work.as_mut().poll(context)
        {
            result = Some(value);
        }
        other_done = other_done || other.as_mut().poll(context).is_ready();
        if other_done {
            result.take().map_or(Poll::Pending, Poll::Ready)
        } else {
            Poll::Pending
        }
    })
    .await
}

/// Asks whether the site has changed, and shows it if it has. That it cannot be asked is no reason to stop.
async fn refresh_site(session: Session) {
    let Ok(text) = load::site_text(Freshness::Asked).await else {
        return;
    };
    if SITE_TEXT.with_borrow(|shown| *shown == text) {
        return;
    }
    if let Ok(site) = load::read_site(&text) {
        SITE_TEXT.set(text);
        session.site.set(Arc::new(site));
    }
}

async fn load_here(session: Session, freshness: Freshness) -> (Route, Shown) {
    let site = session.site.get_untracked();
    let Some(here) = history::here() else {
        return (Route::Missing(String::new()), Shown::Missing);
    };
    let route = Route::parse(&here.path, &here.query, &site);
    let shown = load_route(&site, &route, freshness)
        .await
        .unwrap_or_else(|error| match error {
            LoadError::Missing => Shown::Missing,
            error => Shown::Failed(error),
        });
    let route = match (route, &shown) {
        (Route::Article { section, slug }, Shown::Article(page)) => {
            // An article has one address, whatever section was asked for.
            let own = page.article().section.as_ref();
            let own = own.filter(|own| site.section(own).is_some());
            Route::of(Some(own.unwrap_or(&section)), &slug)
        }
        (route, _) => route,
    };
    (route, shown)
}

async fn load_route(site: &Arc<Site>, route: &Route, freshness: Freshness) -> Result<Shown, LoadError> {
    if matches!(route, Route::Saved) {
        return Ok(Shown::Saved);
    }
    let Some(file) = route.file() else {
        return Ok(Shown::Missing);
    };
    match route {
        Route::Find(_) | Route::Saved | Route::Missing(_) => Ok(Shown::Missing),
        Route::Article { slug, .. } | Route::Page(slug) => {
            let page = match site.articles.iter().position(|article| article.slug == *slug) {
                Some(place) => ArticlePage::inline(Arc::clone(site), place),
                None if site.articles.is_empty() => {
                    ArticlePage::from_file(load::article(&file, freshness).await?)
                }
                None => return Err(LoadError::Missing),
            };
            Ok(Shown::Article(Arc::new(page)))
        }
        Route::List(list, page) => {
            let own = if site.articles.is_empty() {
                load::listing(&file, freshness).await?
            } else {
                let cards = listing::inline(site, list);
                Listing {
                    count: u32::try_from(cards.len()).unwrap_or(u32::MAX),
                    cards,
                    older: Vec::new(),
                }
            };
            let closing = matches!(list, List::Section(slug) if site.section(slug).is_some_and(content::site::Section::is_closing));
            let page = match clock::today() {
                Some(today) if closing => closing_page(list, *page, own, today).await?,
                _ => newest_page(list, *page, own).await?,
            };
            Ok(Shown::List(Arc::new(page)))
        }
    }
}

async fn newest_page(list: &List, page: u32, own: Listing) -> Result<ListPage, LoadError> {
    let mut chunks = Vec::new();
    for hash in listing::chunks_of_page(&own, page) {
        chunks.push(load::chunk(hash).await?);
    }
    let count = own.count;
    let cards = listing::cards_of_page(own, chunks, page);
    Ok(ListPage {
        list: list.clone(),
        page,
        count,
        cards,
        closed: Vec::new(),
    })
}

/// What is open fits on one page in every section we know of; so all of it is shown first, and what has closed
/// follows, as far as it was loaded.
async fn closing_page(list: &List, page: u32, own: Listing, today: Day) -> Result<ListPage, LoadError> {
    let count = own.count;
    let mut cards = own.cards;
    for hash in own.older.iter().rev() {
        let Chunk { cards: older } = load::chunk(hash).await?;
        let all_closed = older
            .iter()
            .all(|card| card.deadline.is_some_and(|deadline| deadline < today));
        cards.extend(older);
        if all_closed && page == 1 {
            break;
        }
    }
    let (open, closed) = listing::by_closing(cards, today);
    Ok(ListPage {
        list: list.clone(),
        page,
        count,
        cards: open,
        closed,
    })
}

/// What the web does after a navigation: title, language, canonical address, scroll, focus, announcement.
fn settle(session: Session, route: &Route, shown: &Shown, arrival: Arrival) {
    let site = session.site.get_untracked();
    let here = history::here();
    let title = shell::title(session, shown);
    head::set_title(&view::shell::document_title(&title, &site));
    let language = match shown {
        Shown::Article(page) => page.article().language.as_ref().unwrap_or(&site.language),
        _ => &site.language,
    };
    head::set_language(&language.as_str(), language.direction());
    let found = matches!(shown, Shown::Article(_) | Shown::List(_));
    let root = site
        .address
        .as_ref()
        .map_or_else(browser::base::absolute, |address| address.as_str().into_owned());
    head::set_canonical(found.then(|| [root.as_str(), &route.path()].concat()).as_deref());
    let fragment = here
        .as_ref()
        .map(|here| here.fragment.as_str())
        .unwrap_or_default();
    if let (true, Some(here)) = (found, &here) {
        let canonical = route.path();
        let path = canonical.split('?').next().unwrap_or_default();
        if path != here.path {
            history::respell(&browser::base::respelled(path));
        }
    }
    let kept = history::kept();
    match arrival {
        Arrival::Link if fragment.is_empty() => scroll::to(0.0),
        Arrival::Load if kept == 0.0 && fragment.is_empty() => {}
        Arrival::Load | Arrival::Return if kept > 0.0 || fragment.is_empty() => scroll::to(kept),
        _ => {
            arrive_at(fragment);
        }
    }
    if arrival != Arrival::Load {
        // Preferences that stand open keep the focus, and give it back to what they were opened from.
        consent::navigated(&title);
        if fragment.is_empty() {
            focus::on("main h1");
        }
        live::say(&title);
    }
    history::shown();
    tools::shown(session);
}

fn arrive_at(id: &str) {
    if scroll::to_id(id) {
        focus::on_id(id);
    }
}
