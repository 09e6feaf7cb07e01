//! An article of a site that is one file, without any other file of its bundle.

use content::article::Article;
use content::related::by_tags;
use content::site::Site;
use content::slug::Slug;

/// The article of that name, with what is similar to it.
pub(crate) fn article(site: &Site, slug: &Slug) -> Option<Article> {
    let place = site.articles.iter().position(|article| article.slug == *slug)?;
    let mut article = site.articles[place].clone();
    article.similar = by_tags(&site.articles, place);
    Some(article)
}
