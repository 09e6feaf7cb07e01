//! What every page may know: the site, the words of the interface, and what is shown.

use std::cell::RefCell;
use std::sync::Arc;

use content::article::Article;
use content::route::Route;
use content::site::Site;
use leptos::prelude::*;
use view::View;
use view::pages::Page;
use view::pages::list::ListPage;
use view::text::Text;

use crate::browser::clock;
use crate::browser::intl::Intl;
use crate::finder::{Finder, Found};
use crate::load::LoadError;

/// What every page may know. Copies are handles to the same signals.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    /// How often the site has changed, and how often what `main` shows of it. One signal of numbers is 0.4 kB smaller in the
    /// download than signals of both.
    pub(crate) changes: RwSignal<(u32, u32)>,
    /// The words of the interface.
    pub(crate) text: &'static Text,
    /// What answers queries and reads a site that is one file, in the app that can.
    pub(crate) finder: Option<&'static Finder>,
}

thread_local! {
    static SITE: RefCell<Option<Arc<Site>>> = const { RefCell::new(None) };
    static ARRIVED: RefCell<Option<Arc<Arrived>>> = const { RefCell::new(None) };
}

#[expect(
    clippy::unused_self,
    reason = "what the one session of a document shows stands beside it, so that a copy is a number"
)]
impl Session {
    /// The site.
    #[inline(never)]
    pub(crate) fn site(&self) -> Arc<Site> {
        SITE.with_borrow(Clone::clone)
            .expect("a session begins with a site")
    }

    /// What `main` shows.
    #[inline(never)]
    pub(crate) fn arrived(&self) -> Arc<Arrived> {
        ARRIVED
            .with_borrow(Clone::clone)
            .unwrap_or_else(|| Arrived::without_page(Shown::Nothing))
    }

    /// Shows another site from now on.
    pub(crate) fn set_site(&self, mut site: Site) {
        if let Some(finder) = self.finder
            && !site.articles.is_empty()
        {
            (finder.complete)(&mut site);
        }
        SITE.set(Some(Arc::new(site)));
        self.change((1, 0));
    }

    /// Shows another page from now on; where it is the same as it is now, [`crate::shell::renew`] shows it.
    pub(crate) fn set_arrived(&self, arrived: &Arc<Arrived>, is_same: bool) {
        ARRIVED.set(Some(Arc::clone(arrived)));
        self.change((0, u32::from(!is_same)));
    }

    fn change(&self, by: (u32, u32)) {
        let (site, page) = self.changes.get_untracked();
        self.changes.set((site + by.0, page + by.1));
    }

    /// What pages and components may know, with addresses that begin with `root`.
    pub(crate) fn view<'a>(&self, site: &'a Site, root: &'a str) -> View<'a> {
        View {
            site,
            text: self.text,
            root,
            today: clock::today(),
            locale: &Intl,
            around: &site.language,
        }
    }
}

/// A page that has arrived.
pub(crate) struct Arrived {
    /// The page.
    pub(crate) shown: Shown,
    /// Its route, as it should be written.
    pub(crate) route: Route,
    /// How many bytes its files have, at most.
    pub(crate) bytes: usize,
}

impl Arrived {
    /// What has no address of its own.
    pub(crate) fn without_page(shown: Shown) -> Arc<Self> {
        Arc::new(Self {
            shown,
            route: Route::Missing(String::new()),
            bytes: 0,
        })
    }

    /// Is there something at the address?
    pub(crate) fn is_page(&self) -> bool {
        matches!(
            self.shown,
            Shown::Adopted | Shown::Article(_) | Shown::List(_) | Shown::Found(_) | Shown::Archive
        )
    }
}

/// What `main` shows.
pub(crate) enum Shown {
    /// Nothing yet: what index.html holds stands.
    Nothing,
    /// The page that press has prerendered for the address, as it stands.
    Adopted,
    /// An article, or a page outside the sections.
    Article(Box<Article>),
    /// A page of a list.
    List(ListPage),
    /// What one of the apps alone shows: articles that meet several filters, all tags, all authors.
    Found(Box<dyn Found>),
    /// The years of the archive.
    Archive,
    /// What the reader has saved.
    Saved,
    /// No page of this site.
    Missing,
    /// A page that could not be loaded.
    Failed(LoadError),
}

impl Shown {
    /// Does it say what a query finds?
    pub(crate) fn is_finding(&self) -> bool {
        matches!(self, Self::Found(found) if found.query().is_some())
    }

    /// The page that shows it; none where another hand makes it, or there is nothing of the site to show.
    pub(crate) fn page(&self) -> Option<Page<'_>> {
        match self {
            Self::Article(article) => Some(Page::Article(article, &article.similar)),
            Self::List(page) => Some(Page::List(page)),
            Self::Archive => Some(Page::Archive),
            // Which ones is known where they are kept.
            Self::Saved => Some(Page::Saved(&[])),
            Self::Missing => Some(Page::Missing),
            Self::Nothing | Self::Adopted | Self::Found(_) | Self::Failed(_) => None,
        }
    }
}
