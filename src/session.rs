//! What every page may know: the site, the words of the interface, and what is shown.

use std::sync::Arc;

use content::article::{Article, Similar};
use content::related::by_tags;
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
    /// The site.
    pub(crate) site: RwSignal<Arc<Site>>,
    /// What `main` shows.
    pub(crate) view: RwSignal<Shown>,
    /// The words of the interface.
    pub(crate) text: &'static Text,
    /// What answers queries, in the program that can.
    pub(crate) finder: Option<&'static Finder>,
}

impl Session {
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

/// What `main` shows.
#[derive(Clone)]
pub(crate) enum Shown {
    /// Nothing yet: what index.html holds stands.
    Nothing,
    /// An article, or a page outside the sections.
    Article(Arc<ArticlePage>),
    /// A page of a list.
    List(Arc<ListPage>),
    /// What one of the programs alone shows: articles that meet several filters, all tags, all authors.
    Found(Arc<dyn Found>),
    /// The years of the archive.
    Archive,
    /// What the reader has saved.
    Saved,
    /// No page of this site.
    Missing,
    /// A page that could not be loaded.
    Failed(Arc<LoadError>),
}

impl Shown {
    /// The page that shows it; none where another hand makes it, or there is nothing of the site to show.
    pub(crate) fn page(&self) -> Option<Page<'_>> {
        match self {
            Self::Article(page) => Some(Page::Article(page.article(), page.similar())),
            Self::List(page) => Some(Page::List(page)),
            Self::Archive => Some(Page::Archive),
            // Which ones is known where they are kept.
            Self::Saved => Some(Page::Saved(&[])),
            Self::Missing => Some(Page::Missing),
            Self::Nothing | Self::Found(_) | Self::Failed(_) => None,
        }
    }
}

/// An article with its similar content.
pub(crate) struct ArticlePage {
    source: Source,
    inline_similar: Vec<Similar>,
}

/// Where an article stands. A site that holds its articles inline keeps them, so that none is copied.
enum Source {
    File(Box<Article>),
    Inline(Arc<Site>, usize),
}

impl ArticlePage {
    /// An article from a file of its own, which names its similar content.
    pub(crate) fn from_file(article: Article) -> Self {
        Self {
            source: Source::File(Box::new(article)),
            inline_similar: Vec::new(),
        }
    }

    /// The article at a place among those that the site holds inline.
    pub(crate) fn inline(site: Arc<Site>, place: usize) -> Self {
        let inline_similar = by_tags(&site.articles, place);
        Self {
            source: Source::Inline(site, place),
            inline_similar,
        }
    }

    /// The article.
    pub(crate) fn article(&self) -> &Article {
        match &self.source {
            Source::File(article) => article,
            Source::Inline(site, place) => &site.articles[*place],
        }
    }

    /// Similar content, best first.
    pub(crate) fn similar(&self) -> &[Similar] {
        match &self.source {
            Source::File(article) => &article.similar,
            Source::Inline(..) => &self.inline_similar,
        }
    }
}
