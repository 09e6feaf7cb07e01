//! Where a link that leads nowhere was most likely meant to lead.

use std::collections::HashMap;

use content::article::Article;
use content::route::Route;
use content::site::Site;

use crate::edition::lists::lists;
use crate::edition::routes::directories;
use crate::read::names::Names;

/// Every address of a site, without the slashes around it.
pub(super) struct Suggestions {
    /// The first address of each last part.
    by_last_part: HashMap<String, String>,
    all: Names,
}

impl Suggestions {
    pub(super) fn new<'a>(site: &Site, articles: impl Iterator<Item = &'a Article> + Clone) -> Self {
        let lists = lists(site, articles.clone());
        let lists = lists.into_iter().map(|list| Route::List(list, 1));
        let directories = directories(site, articles.clone());
        let articles = articles.map(|article| Route::of(article.section.as_ref(), &article.slug));
        let routes = lists.chain(directories).chain(articles);
        let addresses: Vec<_> = routes
            .map(|route| route.path().trim_matches('/').to_owned())
            .filter(|address| !address.is_empty())
            .collect();
        let mut by_last_part = HashMap::new();
        for address in &addresses {
            by_last_part
                .entry(last_part(address).to_owned())
                .or_insert_with(|| address.clone());
        }
        Self {
            by_last_part,
            all: Names::new(addresses),
        }
    }

    /// The address that a broken one was most likely meant to be: that of the same last part, else the most alike.
    pub(super) fn of(&self, path: &str) -> Option<String> {
        let path = path
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .trim_matches('/');
        let same = self.by_last_part.get(last_part(path)).map(String::as_str);
        let found = same.or_else(|| self.all.nearest(path))?;
        Some(format!("{found}/"))
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
