//! From an address to the page that it shows.

use std::sync::Arc;

use content::bundle::Listing;
use content::listing::{List, Pending};
use content::navigation::Freshness;
use content::route::Route;
use content::site::{Order, Site};
use view::pages::list::ListPage;

use crate::browser::{base, clock, history, page};
use crate::load::{self, LoadError};
use crate::session::{Arrived, Session, Shown};

/// The address of a page that has arrived, as it should be written: its path from the root of the host, and its query.
pub(crate) fn page_of(arrived: &Arrived) -> String {
    let here = history::here().filter(|_| arrived.is_page());
    let canonical = arrived.route.path();
    let path = canonical.split('?').next().unwrap_or_default();
    match here {
        Some(here) if here.path != path => {
            // A page that was asked for by the query has its number in the path.
            base::respelled(path, !here.query.starts_with("page="))
        }
        _ => history::address().page,
    }
}

/// Is the page of an address of the host made from files that are fetched for it?
pub(crate) fn is_of_files(session: Session, page: &str) -> bool {
    let route = history::from_root(page).map(|here| Route::parse(&here.path, &here.query, &session.site()));
    matches!(
        route,
        Some(Route::Article { .. } | Route::Page(_) | Route::List(..))
    )
}

/// Loads the page of an address of the host.
///
/// # Errors
/// Whatever kept it from arriving or being read.
pub(crate) async fn load(session: Session, page: String, freshness: Freshness) -> Result<Arrived, LoadError> {
    let site = session.site();
    let here = history::from_root(&page).ok_or(LoadError::Missing)?;
    let route = Route::parse(&here.path, &here.query, &site);
    let before = load::received();
    let shown = load_route(session, &site, &route, freshness).await?;
    let route = match (route, &shown) {
        (Route::Article { section, slug }, Shown::Article(article)) => {
            // An article has one address, whatever section was asked for.
            let own = article.section.as_ref();
            let own = own.filter(|own| site.section(own).is_some());
            Route::of(Some(own.unwrap_or(&section)), &slug)
        }
        (route, Shown::Found(found)) => found.query().map_or(route, Route::Find),
        (route, _) => route,
    };
    let bytes = load::received() - before;
    Ok(Arrived { shown, route, bytes })
}

async fn load_route(
    session: Session,
    site: &Arc<Site>,
    route: &Route,
    freshness: Freshness,
) -> Result<Shown, LoadError> {
    let file = route.file().unwrap_or_default();
    let one_file = session.finder.filter(|_| !site.articles.is_empty());
    match route {
        Route::Saved => Ok(Shown::Saved),
        Route::Missing(_) => Err(LoadError::Missing),
        Route::Find(_) | Route::Tags(_) | Route::Authors => match session.finder {
            Some(finder) => (finder.load)(session, route, freshness).await,
            None => Err(LoadError::Missing),
        },
        // The first page of the document stands already.
        _ if freshness == Freshness::Usual && page::is_lasting() => Ok(Shown::Adopted),
        Route::Archive => Ok(Shown::Archive),
        Route::Article { slug, .. } | Route::Page(slug) => {
            let article = match one_file {
                Some(finder) => (finder.article)(site, slug).ok_or(LoadError::Missing)?,
                None => load::article(&file, freshness).await?,
            };
            Ok(Shown::Article(Box::new(article)))
        }
        Route::List(list, page) => {
            let own = match one_file {
                Some(finder) => (finder.listing)(site, list).ok_or(LoadError::Missing)?,
                None => load::listing(&file, freshness).await?,
            };
            let page = list_page(list, *page, own, list.order(site)).await?;
            Ok(Shown::List(page))
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
