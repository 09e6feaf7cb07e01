//! From an address to checked content: fetch, then decode.

use std::cell::Cell;

use content::article::Article;
use content::bundle::{self, Author, AuthorIndex, Chunk, FoundCards, Listing};
use content::json::{Decode, DecodeError, Place, Problem, Value};
use content::navigation::Freshness;
use content::site::Site;
use view::pages::failed::Reason;

use crate::browser;
use crate::browser::fetch;

thread_local! {
    static RECEIVED: Cell<usize> = const { Cell::new(0) };
}

/// Why content could not be loaded.
#[derive(Debug)]
pub(crate) enum LoadError {
    /// There is no such file.
    Missing,
    /// A part of a list is gone: the site was published anew since the list was read.
    Gone,
    /// Whatever else the reader is told.
    Failed(Reason),
}

impl LoadError {
    /// What the reader is told.
    pub(crate) fn reason(&self) -> &Reason {
        match self {
            Self::Missing | Self::Gone => &Reason::Status(404),
            Self::Failed(reason) => reason,
        }
    }
}

/// Loads `site.json` as text.
///
/// # Errors
/// Whatever kept the text from arriving.
pub(crate) async fn site_text(freshness: Freshness) -> Result<String, LoadError> {
    text(bundle::SITE, freshness).await
}

/// Reads the text of `site.json`, as it is written.
///
/// # Errors
/// What the text says wrong, and where.
pub(crate) fn read_site(text: &str) -> Result<Site, LoadError> {
    decode(bundle::SITE, text, bundle::decode_site_as_written)
}

/// Loads the file of an article.
///
/// # Errors
/// Whatever kept it from arriving or being read.
pub(crate) async fn article(file: &str, freshness: Freshness) -> Result<Article, LoadError> {
    decode(file, &text(file, freshness).await?, bundle::decode_article)
}

/// Loads a list's own file.
///
/// # Errors
/// Whatever kept it from arriving or being read.
pub(crate) async fn listing(file: &str, freshness: Freshness) -> Result<Listing, LoadError> {
    decode(file, &text(file, freshness).await?, |value| {
        Listing::decode(value, Place::Root)
    })
}

/// Loads the file that names all authors.
///
/// # Errors
/// Whatever kept it from arriving or being read.
pub(crate) async fn authors(freshness: Freshness) -> Result<Vec<Author>, LoadError> {
    let index = decode(
        bundle::AUTHORS,
        &text(bundle::AUTHORS, freshness).await?,
        |value| AuthorIndex::decode(value, Place::Root),
    )?;
    Ok(index.authors)
}

/// Loads a chunk of cards.
///
/// # Errors
/// Whatever kept it from arriving or being read.
pub(crate) async fn chunk(hash: &str) -> Result<Chunk, LoadError> {
    let file = bundle::chunk_file(hash);
    let text = text(&file, Freshness::Usual).await.map_err(|error| match error {
        LoadError::Missing => LoadError::Gone,
        error => error,
    })?;
    decode(&file, &text, |value| Chunk::decode(value, Place::Root))
}

/// Loads a file of the search index.
///
/// # Errors
/// Whatever kept it from arriving.
pub(crate) async fn bytes(file: &str, freshness: Freshness) -> Result<Vec<u8>, LoadError> {
    let address = browser::base::content(file);
    let (status, kind, bytes) = fetch::bytes(&address, freshness)
        .await
        .ok_or(LoadError::Failed(Reason::Network))?;
    match status {
        // As for texts.
        200..=299 if kind.starts_with("text/html") => Err(LoadError::Missing),
        200..=299 => Ok(bytes),
        404 | 410 => Err(LoadError::Missing),
        status => Err(LoadError::Failed(Reason::Status(status))),
    }
}

/// Reads the cards of what was found.
///
/// # Errors
/// What the text says wrong, and where.
pub(crate) fn read_cards(file: &str, text: &str) -> Result<FoundCards, LoadError> {
    decode(file, text, |value| FoundCards::decode(value, Place::Root))
}

/// How many bytes of files have been received in this document.
pub(crate) fn received() -> usize {
    RECEIVED.get()
}

async fn text(file: &str, freshness: Freshness) -> Result<String, LoadError> {
    let address = browser::base::content(file);
    let answer = fetch::get(&address, freshness)
        .await
        .ok_or(LoadError::Failed(Reason::Network))?;
    match answer.status {
        // Some hosts, and networks that want a word first, answer any address with a page.
        200..=299 if answer.kind.starts_with("text/html") => {
            let error = DecodeError::new(Place::Root, Problem::Syntax(answer.kind));
            Err(damaged(file, &error))
        }
        200..=299 => {
            RECEIVED.set(RECEIVED.get() + answer.text.len());
            Ok(answer.text)
        }
        404 | 410 => Err(LoadError::Missing),
        status => Err(LoadError::Failed(Reason::Status(status))),
    }
}

fn decode<T>(
    file: &str,
    text: &str,
    read: impl FnOnce(Value) -> Result<T, DecodeError>,
) -> Result<T, LoadError> {
    browser::json::parse(text)
        .and_then(read)
        .map_err(|error| damaged(file, &error))
}

/// A file that is not what the format says. Whoever looks after the site finds the place in the console, too.
#[inline(never)]
fn damaged(file: &str, error: &DecodeError) -> LoadError {
    let place = [file, " ", &error.to_string()].concat();
    browser::warn(&place);
    LoadError::Failed(Reason::Damaged {
        is_site: file == bundle::SITE,
        place,
    })
}
