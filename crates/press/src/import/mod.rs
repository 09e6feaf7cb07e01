//! What people have, as a content folder: each source is read into the same site and articles, and every element
//! that was read is accounted for.

pub mod account;
pub mod archive;
pub mod blogger;
mod day;
mod drawing;
pub mod feed;
pub mod fetch;
pub mod folder;
mod fragments;
pub mod furnish;
pub mod ghost;
pub mod html;
mod intake;
pub mod items;
pub mod json_feed;
pub mod kind;
pub mod markdown;
pub mod medium;
pub mod mend;
pub mod privacy;
pub mod report;
pub mod source;
mod spelling;
pub mod substack;
pub mod wordpress;
pub mod words;

use std::path::{Path, PathBuf};

use content::article::Article;
use content::href::MediaPath;
use content::site::Site;
use unicode_normalization::UnicodeNormalization;

use account::Account;
use archive::Unpacked;
use day::day;

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
    /// Archives that hold media which are at hand; they are gone when this is dropped.
    pub unpacked: Vec<Unpacked>,
}

/// The file of a folder that holds what an address has, as `host/path`, by its path or by its name, and its place in
/// the content folder. Programs that fetch files keep the query in their names.
fn media_at_hand(folder: &Path, url: &str) -> Option<(MediaPath, PathBuf)> {
    let (host, path) = match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?,
        None => ("", url.strip_prefix('/')?),
    };
    // A host may be written in capitals or in letters of any script; programs that fetch ask for it in one way.
    let asked = url::Url::parse(url).ok();
    let asked = asked.as_ref().and_then(|asked| {
        let host = asked.host_str()?;
        Some(
            asked
                .port()
                .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
        )
    });
    let hosts = [host, asked.as_deref().unwrap_or(host)];
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let is_within = !path.split('/').any(|part| part == "..");
    let name = path
        .rsplit('/')
        .next()
        .filter(|name| is_within && !name.is_empty())?;
    let decomposed: String = path.nfd().collect();
    let composed: String = path.nfc().collect();
    let encoded = query.replace('/', "%2F");
    let plain = percent_encoding::percent_decode_str(query).decode_utf8_lossy();
    let queries = [query, &encoded, &plain].map(|query| format!("?{query}"));
    let endings = ["", &queries[0], &queries[1], &queries[2]];
    let with_ending = |path: &str| endings.map(|ending| format!("{path}{ending}"));
    let spellings = [&*path, &composed, &decomposed]
        .map(with_ending)
        .into_iter()
        .flatten();
    let places = spellings.flat_map(|path| {
        let with_host = hosts.map(|host| folder.join(host).join(&path));
        with_host.into_iter().chain([folder.join(path)])
    });
    let names = [
        name,
        &*name.nfc().collect::<String>(),
        &*name.nfd().collect::<String>(),
    ]
    .map(with_ending)
    .into_iter()
    .flatten()
    .map(|name| folder.join(name));
    let mut candidates = places.chain(names);
    let found = candidates.find(|file| file.is_file()).or_else(|| {
        // Where nobody knows which site a path is of, it may have been fetched from any.
        let hosts = host
            .is_empty()
            .then(|| std::fs::read_dir(folder).ok())
            .flatten()?;
        let mut files = hosts.flatten().map(|host| host.path().join(&*path));
        files.find(|file| file.is_file())
    })?;
    let clean = composed.replace([' ', ':', '?', '#', '%', '"', '\\'], "-");
    Some((MediaPath::parse(&format!("media/{clean}"))?, found))
}
