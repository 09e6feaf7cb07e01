//! The texts of what was found first: parts of them are shown, and the next click finds them in the browser's cache.

use std::cell::RefCell;

use content::article::Card;
use content::files::article_file;
use content::navigation::Freshness;
use content::site::Site;
use content::slug::Slug;

use crate::load;

/// Of so many results the text is loaded.
pub(super) const FIRST: usize = 6;

/// So many texts are kept.
const KEPT: usize = 48;

thread_local! {
    /// The latest last. What could not be had is empty, and not asked for again.
    static TEXTS: RefCell<Vec<(Slug, String)>> = const { RefCell::new(Vec::new()) };
}

/// The text of an article that is at hand.
pub(super) fn text(slug: &Slug, site: &Site) -> Option<String> {
    let inline = site.articles.iter().find(|article| article.slug == *slug);
    if let Some(article) = inline {
        return Some(content::text::of(&article.body));
    }
    TEXTS.with_borrow(|texts| {
        let mut texts = texts.iter();
        texts
            .find(|(known, _)| known == slug)
            .map(|(_, text)| text.clone())
    })
}

/// Loads the text of the first of these that lacks it; false where none does.
pub(super) async fn load_next(cards: &[Option<Card>], site: &Site) -> bool {
    let cards = cards.iter().take(FIRST).flatten();
    let Some(slug) = cards
        .map(|card| &card.slug)
        .find(|slug| text(slug, site).is_none())
    else {
        return false;
    };
    let article = load::article(&article_file(slug), Freshness::Usual).await;
    let text = article.map_or_else(|_| String::new(), |article| content::text::of(&article.body));
    TEXTS.with_borrow_mut(|texts| {
        if texts.len() == KEPT {
            texts.remove(0);
        }
        texts.push((slug.clone(), text));
    });
    true
}
