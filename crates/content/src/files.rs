//! What the files of the bundle are called. Nothing is known here of what is in them, so that addresses can name them.

use crate::slug::Slug;

/// The file that every visit reads first, from the root of the content folder.
pub const SITE: &str = "site.json";

/// The file that names all authors.
pub const AUTHORS: &str = "lists/authors.json";

/// The folder of pictures, sounds and whatever else articles show or hand out.
pub const MEDIA: &str = "media";

/// The file of one article.
pub fn article_file(slug: &Slug) -> String {
    file_of_article(slug.as_ref())
}

/// The same for whatever stands in the place of the slug.
pub(crate) fn file_of_article(slug: &str) -> String {
    ["articles/", slug, ".json"].concat()
}

/// The calendar with the event and the deadline of one article.
pub fn calendar_file(slug: &Slug) -> String {
    ["calendar/", slug.as_ref(), ".ics"].concat()
}

/// The file of one chunk of cards; its name is a hash of its bytes, so it never changes.
pub fn chunk_file(hash: &str) -> String {
    ["lists/chunks/", hash, ".json"].concat()
}
