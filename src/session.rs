//! What every page may know: the site, the words of the interface, and what is shown.

use std::sync::Arc;

use content::article::{Article, Card, Similar};
use content::listing::List;
use content::related::Related;
use content::site::Site;
use leptos::prelude::*;

use crate::load::LoadError;
use crate::text::Text;

/// What every page may know. Copies are handles to the same signals.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    /// The site.
    pub(crate) site: RwSignal<Arc<Site>>,
    /// What `main` shows.
    pub(crate) view: RwSignal<Shown>,
    /// The words of the interface.
    pub(crate) text: &'static Text,
}

/// What `main` shows.
#[derive(Clone)]
pub(crate) enum Shown {
    /// Nothing yet: the start text of index.html stands.
    Nothing,
    /// An article, or a page outside the sections.
    Article(Arc<ArticlePage>),
    /// A page of a list.
    List(Arc<ListPage>),
    /// No page of this site.
    Missing,
    /// A page that could not be loaded.
    Failed(LoadError),
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
        let inline_similar = Related::new(&site.articles).to(place);
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

/// A page of a list, with all that it shows.
pub(crate) struct ListPage {
    /// The list.
    pub(crate) list: List,
    /// The page, counted from 1.
    pub(crate) page: u32,
    /// How many cards the whole list has.
    pub(crate) count: u32,
    /// The cards of the page, in order.
    pub(crate) cards: Vec<Card>,
    /// Cards of opportunities that have closed.
    pub(crate) closed: Vec<Card>,
}
