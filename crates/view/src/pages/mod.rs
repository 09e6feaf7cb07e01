//! One file per kind of page.

pub mod archive;
pub mod article;
pub mod directory;
pub mod failed;
pub mod find;
pub mod list;
pub mod missing;
pub mod offline;
pub mod saved;

use content::article::{Article, Card, Similar};
use content::day::Day;
use content::language::Language;
use content::site::{Order, Site};

use crate::View;
use crate::element::{Nodes, nodes};
use list::ListPage;

/// What a page is made from.
#[derive(Clone, Copy, Debug)]
pub enum Page<'a> {
    /// An article, or a page outside the sections, with its similar content.
    Article(&'a Article, &'a [Similar]),
    /// A page of a list.
    List(&'a ListPage),
    /// The years of the archive.
    Archive,
    /// What the reader has saved.
    Saved(&'a [Card]),
    /// No page of this site.
    Missing,
}

/// The language of a page, which its document is in.
pub fn language<'a>(page: Page<'a>, site: &'a Site) -> &'a Language {
    match page {
        Page::Article(item, _) => item.language.as_ref(),
        _ => None,
    }
    .unwrap_or(&site.language)
}

/// Is it the same page from now on, for every reader and on every device? Then what is prerendered can be left as it is. A page
/// that tells until when something is open, or has a list in the order of that, is another one tomorrow.
pub fn is_lasting(page: Page<'_>, view: &View<'_>) -> bool {
    // What has closed stays so. West of whoever builds the site it may still be yesterday.
    let is_over = |day: Day| view.today.is_some_and(|today| today.until(day) < -1);
    let counts = |deadline: Option<Day>| deadline.is_some_and(|day| !is_over(day));
    match page {
        Page::Article(item, similar) => {
            !counts(item.deadline) && !similar.iter().any(|one| counts(one.card.deadline))
        }
        Page::List(page) => {
            page.list.order(view.site) == Order::Newest
                && page.upcoming.is_empty()
                && !page.cards.shown.iter().any(|card| counts(card.deadline))
        }
        Page::Archive => true,
        // What a reader has saved is known on the device; and what is missing now may be there on the site of tomorrow.
        Page::Saved(_) | Page::Missing => false,
    }
}

/// What stands in `main`.
pub fn page(page: Page<'_>, view: &View<'_>) -> Nodes {
    let view = &view.within(language(page, view.site));
    match page {
        Page::Article(item, similar) => article::page(item, similar, view),
        Page::List(list) => nodes(list::page(list, view)),
        Page::Archive => nodes(archive::page(view)),
        Page::Saved(cards) => nodes(saved::page(cards, view)),
        Page::Missing => nodes(missing::page(view)),
    }
}

/// The title of a page, without the site's name.
pub fn title(page: Page<'_>, view: &View<'_>) -> String {
    let bare = |words| view.text.bare(words).to_owned();
    match page {
        Page::Article(item, _) => item.title.clone(),
        Page::List(list) => list::title(list, view),
        Page::Archive => bare(view.text.archive()),
        Page::Saved(_) => bare(view.text.saved_title()),
        Page::Missing => bare(view.text.missing_title()),
    }
}
