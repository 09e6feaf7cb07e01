//! What the app of `/find/`, `/tags/` and `/authors/` can do beyond the other one, which holds none of its code: it is
//! reached through these pointers alone. A site that is one file is read by it alone.

use std::pin::Pin;

use content::article::Article;
use content::bundle::Listing;
use content::listing::List;
use content::navigation::{Answer, Freshness};
use content::route::Route;
use content::site::Site;
use content::slug::Slug;
use view::View;
use view::element::Nodes;
use view::text::Message;

use crate::load::LoadError;
use crate::session::{Session, Shown};

/// A page that is on its way.
pub(crate) type Loading = Pin<Box<dyn Future<Output = Result<Shown, LoadError>>>>;

/// How queries are answered, and what a site that is one file consists of.
pub(crate) struct Finder {
    /// Answers what readers type, from now on.
    pub(crate) start: fn(Session),
    /// Loads the page of a query, of all tags or of all authors.
    pub(crate) load: fn(Session, &Route, Freshness) -> Loading,
    /// How a page that has arrived goes with the one that is shown.
    pub(crate) answer: fn(Session, &Shown) -> Answer,
    /// What is to be done once a page is shown, in this turn: what is still missing of it is loaded.
    pub(crate) shown: fn(Session, u32),
    /// Fills in what a site that is one file need not say.
    pub(crate) complete: fn(&mut Site),
    /// An article of such a site, with what is similar to it.
    pub(crate) article: fn(&Site, &Slug) -> Option<Article>,
    /// The own file that a list of such a site would have.
    pub(crate) listing: fn(&Site, &List) -> Option<Listing>,
}

/// A page that this app alone shows.
pub(crate) trait Found: Send + Sync {
    /// Its title, without the site's name.
    fn title(&self, view: &View<'_>) -> String;

    /// What stands in `main`.
    fn page(&self, view: &View<'_>) -> Nodes;

    /// Its query, in the one way to write it; none where the address has none.
    fn query(&self) -> Option<String>;

    /// How much it finds, for those who do not see it.
    fn count(&self, _: &View<'_>) -> Option<Message> {
        None
    }
}
