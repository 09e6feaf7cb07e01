//! What people have, as a content folder: each source is read into the same site and articles, and every element
//! that was read is accounted for.

pub mod account;
pub mod folder;
pub mod html;
mod intake;
pub mod json_feed;
pub mod markdown;
pub mod report;
pub mod wordpress;

use std::path::{Path, PathBuf};

use content::article::Article;
use content::day::Day;
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

/// A day, also as the beginning of whatever a source takes for a time: 2026-01-02, or 2026/01/02.
fn day(text: &str) -> Option<Day> {
    let rest = text.get(10..)?;
    let right = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    Day::parse(&text.get(..10)?.replace('/', "-")).filter(|_| right)
}

/// The file of a folder that holds what an address has, as `host/path`, by its path or by its name, and its place in
/// the content folder.
fn media_at_hand(folder: &Path, url: &str) -> Option<(MediaPath, PathBuf)> {
    let (host, path) = url.split_once("://")?.1.split_once('/')?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let is_within = !path.split('/').any(|part| part == "..");
    let name = path
        .rsplit('/')
        .next()
        .filter(|name| is_within && !name.is_empty())?;
    let candidates = [
        folder.join(host).join(&*path),
        folder.join(&*path),
        folder.join(name),
    ];
    let found = candidates.into_iter().find(|file| file.is_file())?;
    let clean = path.replace([' ', ':', '?', '#', '%', '"', '\\'], "-");
    Some((MediaPath::parse(&format!("media/{clean}"))?, found))
}
