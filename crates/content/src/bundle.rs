//! The bundle: which file holds what. `docs/bundle-format.md` tells it in words.

use crate::article::{Article, Card};
use crate::json::{Decode, DecodeError, Place, Problem, Value, record};
use crate::list;
use crate::site::Site;
use crate::slug::Slug;

pub use crate::files::{AUTHORS, MEDIA, SITE, article_file, calendar_file, chunk_file};

/// The version of the format that this code writes and reads.
pub const FORMAT: u32 = 1;

/// The number of cards on a page and in a chunk.
pub const PAGE: usize = 24;

record! {
    /// The cards of one list, newest first: the whole list where it is short, else its newer end.
    pub struct Listing {
        /// How many cards the whole list has.
        pub count: u32,
        /// The newest [`PAGE`] cards or more, but fewer than twice as many.
        pub cards: Vec<Card>,
        /// Names of the chunks that hold the other cards, the oldest first; each holds [`PAGE`] cards.
        pub older: Vec<String>,
        /// Of the home list: the next to close or to begin, in sections that are ordered so.
        pub upcoming: Vec<Card>,
        /// What the list is called, where `site.json` does not say it: an author's name.
        pub name: Option<String>,
        /// What stands under that name.
        pub description: Option<String>,
    }

    /// A full page of older cards, newest first.
    pub struct Chunk {
        /// The cards.
        pub cards: Vec<Card>,
    }

    /// Cards of the search index.
    pub struct FoundCards {
        /// The numbers that the index gives their articles, ascending.
        pub numbers: Vec<u32>,
        /// The cards of these articles.
        pub cards: Vec<Card>,
    }

    /// All authors who have a page. They stand in a file of their own, so that `site.json` does not grow with them.
    pub struct AuthorIndex {
        /// The authors, in the order of the alphabet of the site's language.
        pub authors: Vec<Author>,
    }

    /// An author who has a page.
    pub struct Author {
        /// The name in addresses.
        pub slug: Slug,
        /// The name.
        pub name: String,
        /// How many articles name the author.
        pub count: u32,
    }
}

impl Listing {
    /// A list that stands in one file.
    pub fn whole(cards: Vec<Card>) -> Self {
        Self {
            count: u32::try_from(cards.len()).unwrap_or(u32::MAX),
            cards,
            older: Vec::new(),
            upcoming: Vec::new(),
            name: None,
            description: None,
        }
    }
}

/// Reads `site.json`. Where it holds the articles inline, it says what such a site need not write.
///
/// # Errors
/// The first place that is not what the format says, a higher format version among them.
pub fn decode_site(value: Value) -> Result<Site, DecodeError> {
    let mut site = decode_site_as_written(value)?;
    if !site.articles.is_empty() {
        list::complete(&mut site);
    }
    Ok(site)
}

/// The same, with nothing that the file does not say: for an app that cannot show articles of that file.
///
/// # Errors
/// As for [`decode_site`].
pub fn decode_site_as_written(value: Value) -> Result<Site, DecodeError> {
    if let Value::Object(fields) = &value {
        let version = fields
            .iter()
            .find(|(name, _)| name == "format")
            .map(|(_, version)| version);
        if let Some(Value::Number(version)) = version
            && *version > f64::from(FORMAT)
        {
            let place = Place::Field(&Place::Root, "format");
            return Err(DecodeError::new(
                place,
                Problem::Invalid {
                    rule: "this app reads bundles of format 1; bring the app up to date",
                    found: "a newer one".to_owned(),
                },
            ));
        }
    }
    Site::decode(value, Place::Root)
}

/// Reads the file of an article.
///
/// # Errors
/// The first place that is not what the format says.
pub fn decode_article(value: Value) -> Result<Article, DecodeError> {
    Article::decode(value, Place::Root)
}
