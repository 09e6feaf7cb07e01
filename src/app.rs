//! The app: from the address to what is shown.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use content::bundle::Listing;
use content::listing::{self, List, Pending};
use content::route::{CONTENT, Route};
use content::site::{Order, Site};
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use view::id::own;
use view::pages::{self, list::ListPage};
use view::text::{self, Text};
use wasm_bindgen_futures::spawn_local;

use crate::browser::fetch::Freshness;
use crate::browser::links::Click;
use crate::browser::{self, base, clock, focus, head, history, intl, links, live, page, passage, scroll};
use crate::finder::Finder;
use crate::load::{self, LoadError};
use crate::session::{ArticlePage, Session, Shown};
use crate::together::{after_effects, beside};
use crate::{consent, failed, shell, tools};

thread_local! {
    /// The text of the `site.json` that is shown, to see whether a newer one differs.
    static SITE_TEXT: RefCell<String> = const { RefCell::new(String::new()) };
    /// Counts navigations, so that an answer that comes late for an earlier one is dropped.
    static NAVIGATION: Cell<u32> = const { Cell::new(0) };
}

/// How the reader came to a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// By the first load of the document.
    Load,
    /// By a link.
    Link,
    /// Back or forward.
    Return,
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
        Err(error) => page::take_main(failed::without_site(&error, text::english())),
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
        site: RwSignal::new(Arc::new(site)),
        view: RwSignal::new(Shown::Nothing),
        text,
        finder,
    });
    std::mem::forget(owner);
    history::watch(move || go(session, Arrival::Return));
    let is_elsewhere = move |path: &str| {
        let is_of_finder = || Route::parse(path, "", &session.site.get_untracked()).is_of_finder();
        let file = path.strip_prefix(CONTENT);
        file.is_some_and(|file| file.starts_with('/')) || finder.is_none() && is_of_finder()
    };
    links::watch(is_elsewhere, move |click| match click {
        Click::Page(address) => {
            history::push(&address);
            go(session, Arrival::Link);
        }
        Click::Fragment(id) => {
            let address = base::here_with_fragment(&id);
            history::push(&address);
            arrive_at(&id);
            history::shown();
        }
        Click::Play(waiting) => waiting.start(),
        Click::Retry => go(session, Arrival::Link),
        Click::Tool(tool) => tools::asked(session, tool),
        Click::Consent(what, embed) => consent::asked(what, embed),
    });
    spawn_local(async move {
        let (route, shown) = load_here(session, Freshness::Usual).await;
        session.view.set(shown.clone());
        shell::start(session);
        settle(session, &route, &shown, Arrival::Load);
        consent::start(session);
        tools::start(session);
        if let Some(finder) = finder {
            (finder.start)(session);
        }
    });
}

/// Shows the page of the address that the history now has.
fn go(session: Session, arrival: Arrival) {
    let turn = NAVIGATION.get() + 1;
    NAVIGATION.set(turn);
    // Until the page stands: should the program stop before that, boot.js loads what was asked for.
    browser::busy::set(true);
    if session
        .finder
        .is_some_and(|finder| (finder.next)(session, arrival))
    {
        return;
    }
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
        // The browser has passages of its own for the ways back.
        let _passage = match arrival {
            Arrival::Link => Some(passage::begin().await),
            _ => None,
        };
        if NAVIGATION.get() != turn {
            return;
        }
        session.view.set(shown.clone());
        after_effects().await;
        browser::busy::set(false);
        settle(session, &route, &shown, arrival);
    });
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
        consent::start(session);
    }
}

/// The number of the latest navigation.
pub(crate) fn turn() -> u32 {
    NAVIGATION.get()
}

/// The route of the address that the history now has; none outside the site.
pub(crate) fn route_here(site: &Site) -> Option<Route> {
    let here = history::here()?;
    Some(Route::parse(&here.path, &here.query, site))
}

async fn load_here(session: Session, freshness: Freshness) -> (Route, Shown) {
    let site = session.site.get_untracked();
    let Some(route) = route_here(&site) else {
        return (Route::Missing(String::new()), Shown::Missing);
    };
    let shown = load_route(session, &site, &route, freshness)
        .await
        .unwrap_or_else(|error| match error {
            LoadError::Missing => Shown::Missing,
            error => Shown::Failed(Arc::new(error)),
        });
    let route = match (route, &shown) {
        (Route::Article { section, slug }, Shown::Article(page)) => {
            // An article has one address, whatever section was asked for.
            let own = page.article().section.as_ref();
            let own = own.filter(|own| site.section(own).is_some());
            Route::of(Some(own.unwrap_or(&section)), &slug)
        }
        (route, Shown::Found(found)) => found.query().map_or(route, Route::Find),
        (route, _) => route,
    };
    (route, shown)
}

async fn load_route(
    session: Session,
    site: &Arc<Site>,
    route: &Route,
    freshness: Freshness,
) -> Result<Shown, LoadError> {
    let file = route.file().unwrap_or_default();
    match route {
        Route::Archive => Ok(Shown::Archive),
        Route::Saved => Ok(Shown::Saved),
        Route::Missing(_) => Ok(Shown::Missing),
        Route::Find(_) | Route::Tags(_) | Route::Authors => match session.finder {
            Some(finder) => (finder.load)(session, route, freshness).await,
            None => Ok(Shown::Missing),
        },
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
                listing::inline_listing(site, list).ok_or(LoadError::Missing)?
            };
            let page = list_page(list, *page, own, list.order(site)).await?;
            Ok(Shown::List(Arc::new(page)))
        }
    }
}

async fn list_page(list: &List, page: u32, own: Listing, order: Order) -> Result<ListPage, LoadError> {
    let head = ListPage::head(list, page, &own);
    let mut pending = Pending::new(own, order, page, clock::today());
    while let Some(hash) = pending.missing().map(ToOwned::to_owned) {
        let chunk = load::chunk(&hash).await?;
        pending.add(hash, chunk);
    }
    Ok(head.with(pending.finish()))
}

/// What the web does after a navigation: title, language, canonical address, scroll, focus, announcement.
pub(crate) fn settle(session: Session, route: &Route, shown: &Shown, arrival: Arrival) {
    let title = if arrival == Arrival::Load && shell::keeps_painting(shown) {
        String::new()
    } else {
        name(session, route, shown)
    };
    let here = history::here();
    let fragment = here
        .as_ref()
        .map(|here| here.fragment.as_str())
        .unwrap_or_default();
    let kept = history::kept();
    match arrival {
        Arrival::Link if fragment.is_empty() => scroll::to(0.0),
        Arrival::Load if kept == 0.0 && fragment.is_empty() => {}
        Arrival::Load | Arrival::Return if kept > 0.0 || fragment.is_empty() => scroll::to(kept),
        _ => {
            arrive_at(fragment);
        }
    }
    history::shown();
    if arrival != Arrival::Load {
        // Preferences that stand open keep the focus, and give it back to what they were opened from.
        consent::navigated(&title);
        // A screen reader reads out the heading that gets the focus: it is told the title by one of the two alone.
        if fragment.is_empty() {
            live::be_silent();
            focus::on("main h1");
        } else {
            live::say_title(&title);
        }
    }
    tools::shown(session);
}

/// Gives the document its title, language and canonical address; says the title without the site's name.
pub(crate) fn name(session: Session, route: &Route, shown: &Shown) -> String {
    let site = session.site.get_untracked();
    let title = shell::title(session, shown);
    head::set_title(&view::shell::document_title(&title, &site));
    let language = shown
        .page()
        .map_or(&site.language, |page| pages::language(page, &site));
    head::set_language(&language.as_str(), language.direction());
    let found = matches!(
        shown,
        Shown::Article(_) | Shown::List(_) | Shown::Found(_) | Shown::Archive
    );
    let root = site
        .address
        .as_ref()
        .map_or_else(base::absolute, |address| address.as_str().into_owned());
    head::set_canonical(found.then(|| [root.as_str(), &route.path()].concat()).as_deref());
    if found && let Some(here) = history::here() {
        let canonical = route.path();
        let path = canonical.split('?').next().unwrap_or_default();
        if path != here.path {
            // A page that was asked for by the query has its number in the path.
            history::respell(&base::respelled(path, !here.query.starts_with("page=")));
        }
    }
    title
}

/// Links of before lead to footnotes, and to lists of services, by ids that were not told from those of headings.
fn arrive_at(id: &str) {
    if !focus::arrive_at(id) {
        focus::arrive_at(&own(id));
    }
}
