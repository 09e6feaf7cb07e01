//! The keys of front matter that are read, and those of a site's own that mean the same.

use super::public;

/// What a key is mapped to that is to be passed over, whatever it says.
pub(super) const NOTHING: &str = "nothing";

/// A key of the front matter that means the same as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub(super) from: String,
    pub(super) to: &'static str,
}

/// Why a mapping of keys cannot be understood.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// It has not two sides.
    #[error(
        "“{0}” maps nothing (write the key of the front matter, an equals sign and the key that is meant, as in deck=lead)"
    )]
    NoPair(String),
    /// What it is mapped to is no key that is read.
    #[error(
        "“{0}” is no key that an import reads (it reads title, lead, date, updated, authors, tags, categories, image, image_alt, image_caption, series, language, slug, aliases; nothing passes over the key)"
    )]
    Unknown(String),
}

impl std::str::FromStr for Mapping {
    type Err = MapError;

    fn from_str(text: &str) -> Result<Self, MapError> {
        let (from, to) = text
            .split_once('=')
            .map(|(from, to)| (from.trim(), to.trim()))
            .filter(|(from, to)| !from.is_empty() && !to.is_empty())
            .ok_or_else(|| MapError::NoPair(text.to_owned()))?;
        let meant = Some(NOTHING)
            .filter(|nothing| *nothing == to)
            .or_else(|| known(to));
        let to = meant.ok_or_else(|| MapError::Unknown(to.to_owned()))?;
        Ok(Self {
            from: public::plain(from),
            to,
        })
    }
}

/// The keys that are read, in the spelling in which they are asked for.
const KNOWN: [&str; 53] = [
    "title",
    "lead",
    "description",
    "excerpt",
    "summary",
    "subtitle",
    "slug",
    "permalink",
    "url",
    "path",
    "translationKey",
    "translationId",
    "menu",
    "menus",
    "eleventyNavigation",
    "featuredImage",
    "published",
    "date",
    "pubDate",
    "pubDatetime",
    "publishedAt",
    "publishDate",
    "updated",
    "lastmod",
    "last_modified_at",
    "updatedDate",
    "modDatetime",
    "modified",
    "authors",
    "author",
    "series",
    "language",
    "lang",
    "locale",
    "aliases",
    "redirect_from",
    "categories",
    "category",
    "tags",
    "tag",
    "keywords",
    "taxonomies",
    "image",
    "heroImage",
    "cover",
    "featured_image",
    "thumbnail",
    "ogImage",
    "images",
    "hero",
    "image_alt",
    "image_caption",
    "image_figcaption",
];

/// The known key that is meant, whatever its capitals and signs.
pub(super) fn known(key: &str) -> Option<&'static str> {
    let meant = public::plain(key);
    KNOWN.into_iter().find(|known| *known == key).or_else(|| {
        let mut known = KNOWN.into_iter();
        known.find(|known| public::plain(known) == meant)
    })
}

/// Is it a key that an import reads?
pub(super) fn is_read(key: &str) -> bool {
    known(key).is_some() || public::may_be_said_by(key)
}
