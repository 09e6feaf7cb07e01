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
use content::navigation::{Answer, Freshness};
use content::route::Route;
use content::site::Site;
use view::View;
use view::element::{Nodes, nodes};
use view::pages::find::{self, FindPage};
use view::text::{Finding, Message};
use wasm_bindgen_futures::spawn_local;

use crate::browser::narrow::{self, Field};
use crate::browser::{base, history, live};
use crate::directory;
use crate::finder::{Finder, Found, Loading};
use crate::load::{self, LoadError};
use crate::navigation;
use crate::session::{Arrived, Session, Shown};
use crate::together::{all, beside};

struct Known {
    site: Arc<Site>,
    index: Index,
    home: Listing,
    chunks: Vec<(String, Chunk)>,
}

thread_local! {
    static KNOWN: RefCell<Option<Known>> = const { RefCell::new(None) };
    /// The page that was answered with the cards that had arrived.
    static INCOMPLETE: RefCell<Option<FindPage>> = const { RefCell::new(None) };
}

/// The words that only this program says. As those of all pages, they are those of the site that was loaded first.
pub(crate) fn words(site: &Site) -> &'static Finding {
    static WORDS: OnceLock<&Finding> = OnceLock::new();
    WORDS.get_or_init(|| Finding::of(site))
}

/// What `/find/` has beyond the other pages.
pub(crate) static FINDER: Finder = Finder {
    start,
    load,
    answer,
    shown: stands,
};

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

    fn count(&self, view: &View<'_>) -> Option<Message> {
        Some(find::count(self, view))
    }
}

fn start(session: Session) {
    narrow::watch(move |field| {
        let left = narrow_down(&field);
        let site = session.site();
        let view = session.view(&site, base::path());
        live::say(view.count(words(&site).left(), left));
    });
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

fn folded(text: &str) -> String {
    fold(&narrow::decomposed(text))
}

fn load(session: Session, route: &Route, freshness: Freshness) -> Loading {
    let route = route.clone();
    Box::pin(async move {
        let site = session.site();
        let query = match route {
            Route::Find(query) => asked(&query, &site),
            route => return directory::load(&route, &site, freshness).await,
        };
        let is_finding = session.arrived().shown.is_finding();
        let is_known = is_finding && freshness != Freshness::New && is_of(&site);
        // From one query to the next what is known stays, and what has arrived of the cards is answered at once.
        let known = page(query.clone()).filter(|_| is_known);
        if let Some(page) = known {
            if page.cards.iter().any(Option::is_none) {
                INCOMPLETE.set(Some(page.clone()));
            }
            return Ok(shown(page));
        }
        prepare(&site, freshness).await?;
        let page = page(query).ok_or(LoadError::Missing)?;
        Ok(shown(complete(page).await?))
    })
}

/// How a page goes with the one that is shown: the reader may go on choosing, or leaf through what is found.
fn answer(session: Session, shown: &Shown) -> Answer {
    let site = session.site();
    let others = |shown: &Shown| {
        let Shown::Found(found) = shown else { return None };
        Some(Query::parse(&found.query()?, &site).on_page(1).text())
    };
    match (others(&session.arrived().shown), others(shown)) {
        (Some(before), Some(now)) if before == now => Answer::Query,
        (Some(_), Some(_)) => Answer::Choice,
        _ => Answer::Page,
    }
}

/// The lists have been made anew: what is typed still holds. The browser may have kept it from before a reload, too. And of a
/// page that was answered at once the other cards are loaded.
fn stands(session: Session, turn: u32) {
    for field in Field::all() {
        narrow_down(&field);
    }
    let Some(page) = INCOMPLETE.take() else { return };
    spawn_local(async move {
        let route = page.query.route();
        let came = complete(page).await.map(|page| Arrived {
            shown: shown(page),
            route,
            bytes: 0,
        });
        navigation::come(session, turn, came, true);
    });
}

fn shown(page: FindPage) -> Shown {
    Shown::Found(Box::new(page))
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

/// Is what is known of this site, and of no earlier one?
fn is_of(site: &Arc<Site>) -> bool {
    KNOWN.with_borrow(|known| known.as_ref().is_some_and(|known| Arc::ptr_eq(&known.site, site)))
}

/// Loads what all queries need.
///
/// # Errors
/// Whatever kept it from arriving or being read.
async fn prepare(site: &Arc<Site>, freshness: Freshness) -> Result<(), LoadError> {
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
        site: Arc::clone(site),
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
