//! What people have, as a content folder: each source is read into the same site and articles, and every element
//! that was read is accounted for.

pub mod account;
pub mod folder;
pub mod html;
mod intake;
pub mod markdown;
pub mod wordpress;

use std::path::PathBuf;

use content::article::Article;
use content::href::MediaPath;
use content::site::Site;

use account::Account;

/// A site that was read from elsewhere and not yet written.
#[derive(Debug)]
pub struct Imported {
    /// The site: names, sections, taxonomies and menu. Its counts, pages and articles are empty.
    pub site: Site,
    /// The articles and pages, in the order of the source.
    pub articles: Vec<Article>,
    /// Media that are at hand: where they go, and where they are now.
    pub media: Vec<(MediaPath, PathBuf)>,
    /// Addresses of media that are not at hand, for the reader of the report to fetch.
    pub missing_media: Vec<String>,
    /// What became of everything that was read.
    pub account: Account,
}
