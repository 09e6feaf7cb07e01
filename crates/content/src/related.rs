//! Similar content of a site that holds its articles inline: the browser works it out, by the tags that articles carry.
//!
//! press reads the texts as well, and asks for all articles of a large site: what it finds stands in each article's file.

use crate::article::{Article, Similar, TagReference};
use crate::slug::Slug;

/// The number of similar articles that a page shows.
pub const SHOWN: usize = 6;

/// What is similar to the article at `index` of a site that holds its articles inline: what it names itself; else an
/// editor's choice first, then by the number of tags that both carry, the newest first.
pub fn by_tags(articles: &[Article], index: usize) -> Vec<Similar> {
    let article = &articles[index];
    if !article.similar.is_empty() {
        return article.similar.clone();
    }
    let mut best: Vec<(usize, &Article)> = Vec::new();
    for other in articles {
        let chosen = article.related.iter().position(|chosen| *chosen == other.slug);
        let shared = tags(article).filter(|(taxonomy, tag)| other.carries(taxonomy, tag));
        let score = chosen.map_or_else(|| shared.count(), |chosen| usize::MAX - chosen);
        if score == 0 || other.slug == article.slug || other.section.is_none() || article.section.is_none() {
            continue;
        }
        let is_before = |(known, one): &(usize, &Article)| {
            (*known, one.published, &other.slug) > (score, other.published, &one.slug)
        };
        let place = best.iter().take_while(|known| is_before(known)).count();
        best.insert(place, (score, other));
        best.truncate(SHOWN);
    }
    let similar = |(_, other): (usize, &Article)| Similar {
        card: other.card(),
        shared: tags(article)
            .filter(|(taxonomy, tag)| other.carries(taxonomy, tag))
            .map(|(taxonomy, tag)| TagReference {
                taxonomy: taxonomy.clone(),
                tag: tag.clone(),
            })
            .collect(),
    };
    best.into_iter().map(similar).collect()
}

/// The tags of an article, each with its taxonomy.
fn tags(article: &Article) -> impl Iterator<Item = (&Slug, &Slug)> {
    let taggings = article.tags.iter();
    taggings.flat_map(|tagging| tagging.tags.iter().map(move |tag| (&tagging.taxonomy, tag)))
}

/// An article's tags as `taxonomy/tag`.
pub fn tags_of(article: &Article) -> Vec<String> {
    tags(article)
        .map(|(taxonomy, tag)| [taxonomy.as_ref(), "/", tag.as_ref()].concat())
        .collect()
}
