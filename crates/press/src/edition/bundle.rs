//! A bundle in memory: the type that everybody above this room may name.

use std::collections::BTreeMap;
use std::path::PathBuf;

use content::article::Article;
use content::bundle::{self, Listing};
use content::day::Day;
use content::json;
use content::listing::{self, Cards, List, Pending};
use content::site::Site;

use crate::edition::json::to_json;
pub use crate::read::brand::BrandError;
pub use crate::read::search::SearchSettings;

/// Files by their path in a folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A bundle that is ready to be written.
#[derive(Debug)]
pub struct Edition {
    /// The site, as `site.json` has it.
    pub site: Site,
    /// The articles, those that stand inline in `site.json` included.
    pub articles: Vec<Article>,
    /// The files press makes, by their path in the bundle.
    pub files: Files,
    /// The files it copies: their path in the bundle and where they are.
    pub copies: Vec<(String, PathBuf)>,
    /// The files of the media folder that stay at home.
    pub unpublished: Vec<Unpublished>,
    /// The site's own style sheet, where it has one.
    pub brand: Result<Option<String>, BrandError>,
    /// How its articles are to be found by their words.
    pub search: SearchSettings,
    /// The day as of which it was composed, where the site is; without one, nothing has closed.
    pub today: Option<Day>,
}

/// A file of the media folder that is not published.
#[derive(Debug)]
pub struct Unpublished {
    /// Its path from the content folder.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Does an article name it, even one that is held back or has an error?
    pub is_named: bool,
}

/// A page of a list.
pub(crate) struct PageOfList {
    /// The list's own file.
    pub(crate) own: Listing,
    /// What the page shows.
    pub(crate) cards: Cards,
    /// The names of the chunks that it needs beside that file.
    pub(crate) chunks: Vec<String>,
}

impl Edition {
    /// Has nothing kept on readers' devices, whatever the site says.
    pub fn leave_nothing_on_devices(&mut self) {
        if self.site.offline {
            self.site.offline = false;
            self.files.insert(bundle::SITE.to_owned(), to_json(&self.site));
        }
    }

    /// The own file of a list; none where the edition has no such list.
    pub fn listing(&self, list: &List) -> Option<Listing> {
        if !self.site.articles.is_empty() {
            return listing::inline_listing(&self.site, list);
        }
        let bytes = self.files.get(&list.file())?;
        json::from_text(std::str::from_utf8(bytes).ok()?).ok()
    }

    /// A page of a list; none where the edition has no such list.
    pub(crate) fn page(&self, list: &List, page: u32) -> Option<PageOfList> {
        let own = self.listing(list)?;
        let mut pending = Pending::new(own.clone(), list.order(&self.site), page, self.today);
        let mut chunks = Vec::new();
        while let Some(hash) = pending.missing().map(ToOwned::to_owned) {
            let bytes = self.files.get(&bundle::chunk_file(&hash))?;
            let chunk = json::from_text(std::str::from_utf8(bytes).ok()?).ok()?;
            chunks.push(hash.clone());
            pending.add(hash, chunk);
        }
        Some(PageOfList {
            own,
            cards: pending.finish(),
            chunks,
        })
    }
}
