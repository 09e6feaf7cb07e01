//! From a query to the page of what it finds.
//!
//! Index and cards stay while the reader goes from query to query: the next one is answered at once, and what is missing
//! of its cards follows.

use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use content::bundle::{Chunk, Listing};
use content::find::{Index, Query};
use content::fold::fold;
use content::listing::{self, List};
use content::route::Route;
use content::site::Site;
use leptos::prelude::*;
use view::View;
use view::element::{Nodes, nodes};
use view::pages::find::{self, FindPage};
use view::text::Finding;
use wasm_bindgen_futures::spawn_local;

use crate::app::{self, Arrival};
use crate::browser::fetch::Freshness;
use crate::browser::narrow::{self, Field};
use crate::browser::{base, busy, focus, history, live};
use crate::finder::{Finder, Found, Loading};
use crate::load::{self, LoadError};
use crate::session::{Session, Shown};
use crate::together::{after_effects, all, beside};
use crate::{consent, directory};

struct Known {
    index: Index,
    home: Listing,
    chunks: Vec<(String, Chunk)>,
}

thread_local! {
    static KNOWN: RefCell<Option<Known>> = const { RefCell::new(None) };
}

/// The words that only this program says. As those of all pages, they are those of the site that was loaded first.
pub(crate) fn words(site: &Site) -> &'static Finding {
    static WORDS: OnceLock<&Finding> = OnceLock::new();
    WORDS.get_or_init(|| Finding::of(site))
}

/// What `/find/` has beyond the other pages.
pub(crate) static FINDER: Finder = Finder { start, load, next };

impl Found for FindPage {
    fn title(&self, view: &View<'_>) -> String {
        find::title(self, view)
    }

    fn page(&self, view: &View<'_>) -> Nodes {
        nodes(find::page(self, words(view.site), view))
    }

    fn query(&self) -> Option<String> {
        Some(self.query.text())
    }
}

fn start(session: Session) {
    narrow::watch(move |field| {
        let left = narrow_down(&field);
        let site = session.site.get_untracked();
        let view = session.view(&site, base::path());
        live::say(view.count(words(&site).left(), left));
    });
    // The browser may have kept what was typed before the page was loaded anew.
    narrow_again();
}

/// Hides the choices in whose names what is typed does not stand, but for what is chosen. Says how many are left.
fn narrow_down(field: &Field) -> u32 {
    let typed = folded(&field.text());
    let mut left = 0;
    for choice in field.choices() {
        let is_left = choice.is_chosen() || folded(&choice.name()).contains(typed.trim());
        choice.show(is_left);
        left += u32::from(is_left);
    }
    left
}

/// The lists have been made anew: what is typed still holds.
fn narrow_again() {
    for field in Field::all() {
        narrow_down(&field);
    }
}

fn folded(text: &str) -> String {
    fold(&narrow::decomposed(text))
}

fn load(session: Session, route: &Route, freshness: Freshness) -> Loading {
    let route = route.clone();
    Box::pin(async move {
        let site = session.site.get_untracked();
        let query = match route {
            Route::Find(query) => asked(&query, &site),
            route => return directory::load(&route, &site, freshness).await,
        };
        prepare(&site, freshness).await?;
        let page = page(query).ok_or(LoadError::Missing)?;
        Ok(shown(complete(page).await?))
    })
}

fn next(session: Session, arrival: Arrival) -> bool {
    let site = session.site.get_untracked();
    let Shown::Found(before) = session.view.get_untracked() else {
        return false;
    };
    let (Some(before), Some(Route::Find(query))) = (before.query(), app::route_here(&site)) else {
        return false;
    };
    let Some(page) = page(asked(&query, &site)) else {
        return false;
    };
    let turn = app::turn();
    spawn_local(async move {
        let is_whole = page.cards.iter().all(Option::is_some);
        let now = shown(page.clone());
        session.view.set(now.clone());
        after_effects().await;
        narrow_again();
        // What was on its way before is waited for no longer, either.
        if app::turn() == turn {
            busy::set(false);
        }
        let route = page.query.route();
        let others = page.query.on_page(1).text();
        if arrival == Arrival::Link && Query::parse(&before, &site).on_page(1).text() != others {
            // The reader goes on choosing where the choices are.
            consent::navigated(&app::name(session, &route, &now));
            if focus::is_lost() {
                focus::on("main h1");
            }
            live::say(find::count(&page, &session.view(&site, base::path())));
            history::shown();
        } else {
            app::settle(session, &route, &now, arrival);
        }
        if !is_whole {
            let page = complete(page).await;
            if app::turn() == turn {
                session
                    .view
                    .set(page.map_or_else(|error| Shown::Failed(Arc::new(error)), shown));
                after_effects().await;
                narrow_again();
            }
        }
    });
    true
}

fn shown(page: FindPage) -> Shown {
    Shown::Found(Arc::new(page))
}

/// Reads a query, and writes it into the address as it is to be written. What the site does not know stays there, so that
/// the notice of it survives a reload.
fn asked(text: &str, site: &Site) -> Query {
    let query = Query::parse(text, site);
    if query.unknown().is_empty() && query.text() != text {
        history::respell(&base::respelled(&query.route().path(), false));
    }
    query
}

/// Loads what all queries need.
///
/// # Errors
/// Whatever kept it from arriving or being read.
async fn prepare(site: &Site, freshness: Freshness) -> Result<(), LoadError> {
    let (index, home) = if site.articles.is_empty() {
        let mut home = Err(LoadError::Missing);
        let index = beside(load::index(site, freshness), async {
            home = load::listing(&List::Home.file(), freshness).await;
        });
        (index.await?, home?)
    } else {
        let cards = listing::inline(site, &List::Home);
        (Index::inline(site), Listing::whole(cards))
    };
    KNOWN.set(Some(Known {
        index,
        home,
        chunks: Vec::new(),
    }));
    Ok(())
}

/// The page of a query with the cards that have arrived; none before [`prepare`] has loaded what it needs.
fn page(query: Query) -> Option<FindPage> {
    KNOWN.with_borrow(|known| {
        let known = known.as_ref()?;
        let found = known.index.find(&query);
        Some(FindPage {
            cards: listing::cards_of_places(&known.home, &known.chunks, &found.places),
            found,
            query,
            is_answered: true,
        })
    })
}

/// Loads the cards that a page still lacks.
///
/// # Errors
/// Whatever kept them from arriving or being read.
async fn complete(mut page: FindPage) -> Result<FindPage, LoadError> {
    let missing: Vec<String> = KNOWN.with_borrow(|known| {
        let Some(known) = known else { return Vec::new() };
        let has = |hash: &str| known.chunks.iter().any(|(name, _)| name == hash);
        let needed = listing::chunks_of_places(&known.home, &page.found.places);
        let missing = needed.into_iter().filter(|hash| !has(hash));
        missing.map(ToOwned::to_owned).collect()
    });
    let chunks = missing.into_iter().map(async |hash| {
        let chunk = load::chunk(&hash).await?;
        Ok((hash, chunk))
    });
    let arrived: Result<Vec<_>, LoadError> = all(chunks).await.into_iter().collect();
    let arrived = arrived?;
    KNOWN.with_borrow_mut(|known| {
        if let Some(known) = known {
            known.chunks.extend(arrived);
            page.cards = listing::cards_of_places(&known.home, &known.chunks, &page.found.places);
        }
    });
    // A place of another day may have no card.
    page.cards.retain(Option::is_some);
    Ok(page)
}
