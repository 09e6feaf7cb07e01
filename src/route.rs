//! From an address to the page that it shows.

use std::sync::Arc;

use content::bundle::Listing;
use content::listing::{self, List, Pending};
use content::navigation::Freshness;
use content::route::Route;
use content::site::{Order, Site};
use view::pages::list::ListPage;

use crate::browser::{base, clock, history};
use crate::load::{self, LoadError};
use crate::session::{Arrived, ArticlePage, Session, Shown};

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

/// Loads the page of the address that the address bar has.
///
/// # Errors
/// Whatever kept it from arriving or being read.
pub(crate) async fn load_here(session: Session, freshness: Freshness) -> Result<Arrived, LoadError> {
    let site = session.site();
    let here = history::here().ok_or(LoadError::Missing)?;
    let route = Route::parse(&here.path, &here.query, &site);
    let before = load::received();
    let shown = load_route(session, &site, &route, freshness).await?;
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
    match route {
        Route::Archive => Ok(Shown::Archive),
        Route::Saved => Ok(Shown::Saved),
        Route::Missing(_) => Err(LoadError::Missing),
        Route::Find(_) | Route::Tags(_) | Route::Authors => match session.finder {
            Some(finder) => (finder.load)(session, route, freshness).await,
            None => Err(LoadError::Missing),
        },
        Route::Article { slug, .. } | Route::Page(slug) => {
            let page = match site.articles.iter().position(|article| article.slug == *slug) {
                Some(place) => ArticlePage::inline(Arc::clone(site), place),
                None if site.articles.is_empty() => {
                    ArticlePage::from_file(load::article(&file, freshness).await?)
                }
                None => return Err(LoadError::Missing),
            };
            Ok(Shown::Article(page))
        }
        Route::List(list, page) => {
            let own = if site.articles.is_empty() {
                load::listing(&file, freshness).await?
            } else {
                listing::inline_listing(site, list).ok_or(LoadError::Missing)?
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
