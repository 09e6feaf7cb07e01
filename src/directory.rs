//! From the site, and from the file of its authors, to the pages of all tags and of all authors.

use content::listing::{by_name, inline_authors};
use content::navigation::Freshness;
use content::route::Route;
use content::site::Site;
use view::View;
use view::element::{Nodes, nodes};
use view::pages::directory::{self, Alphabet, Directory};

use crate::browser::intl::Collator;
use crate::finder::Found;
use crate::finding::words;
use crate::load::{self, LoadError};
use crate::session::Shown;

impl Found for Directory {
    fn title(&self, view: &View<'_>) -> String {
        directory::title(self, words(view.site), view)
    }

    fn page(&self, view: &View<'_>) -> Nodes {
        nodes(directory::page(self, words(view.site), view))
    }

    fn query(&self) -> Option<String> {
        None
    }
}

/// Loads one of these pages.
///
/// # Errors
/// Whatever kept its file from arriving or being read.
pub(crate) async fn load(route: &Route, site: &Site, freshness: Freshness) -> Result<Shown, LoadError> {
    let alphabet = Collator::of(&site.language);
    let page = if let Route::Tags(taxonomy) = route {
        Directory::of_tags(taxonomy.as_ref(), site, &alphabet)
    } else {
        let authors = if site.articles.is_empty() {
            load::authors(freshness).await?
        } else {
            let compare = |one: &str, other: &str| alphabet.compare(one, other);
            by_name(inline_authors(site), |author| &author.name, &compare)
        };
        Directory::of_authors(authors, &alphabet)
    };
    let page = page.ok_or(LoadError::Missing)?;
    Ok(Shown::Found(Box::new(page)))
}
