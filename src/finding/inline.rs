//! A site that holds its articles inline: there is no index, and few articles, so each is looked at. Words are found in title, lead
//! and tags.

use content::article::{Article, Card};
use content::find::{Found, Index, Query};
use content::site::Site;

use super::folded;

/// What a query finds, and the cards of its page.
pub(super) fn answer(query: &Query, site: &Site) -> (Found, Vec<Card>) {
    let folded_words = folded(query.words());
    let words: Vec<&str> = folded_words.split(' ').collect();
    let is_among = |place: usize| {
        let text = folded(&text_of(&site.articles[place], site));
        words.iter().all(|word| text.contains(word))
    };
    let found = Index::of(&site.articles, site).find_among(query, &is_among);
    let cards = found.places.iter().map(|place| site.articles[*place].card());
    let cards = cards.collect();
    (found, cards)
}

/// What an article is found by.
fn text_of(article: &Article, site: &Site) -> String {
    let card = article.card();
    let mut text = [&card.title, " ", card.lead.as_deref().unwrap_or_default()].concat();
    for tagging in &article.tags {
        for tag in &tagging.tags {
            let known = site
                .taxonomy(&tagging.taxonomy)
                .and_then(|taxonomy| taxonomy.tag(tag));
            text.push(' ');
            text.push_str(known.map_or(tag.as_ref(), |tag| &tag.name));
        }
    }
    text
}
