//! Feeds: RSS 2.0, Atom, and RDF as RSS 1.0 has it.

mod extras;

use std::path::Path;

use feed_rs::model::{Entry, Feed, Text};
use feed_rs::parser::{self, ParseFeedError};

use self::extras::Extras;
use super::Imported;
use super::account::Account;
use super::items::{self, Attachment, Body, Channel, ImportError, Item, Options, Picture};

/// Reads a feed.
///
/// # Errors
/// When the file is no feed; whatever is wrong with one item stands in the account.
pub fn read(file: &Path, options: &Options) -> Result<Imported, ImportError> {
    let bytes = items::bytes_of(file)?;
    let reader = parser::Builder::new().sanitize_content(false).build();
    let feed = reader.parse(&*bytes).map_err(|error| no_feed(file, &error))?;
    let channel = Channel {
        file: file.display().to_string(),
        name: words(feed.title.as_ref()),
        tagline: words(feed.description.as_ref()),
        address: address(&feed),
        language: feed.language.clone(),
        authors: names(&feed.authors),
        ..Channel::default()
    };
    let mut extras = extras::of(&bytes, feed.entries.len()).into_iter();
    let entries = feed.entries.into_iter();
    let items = entries.map(|entry| item(entry, extras.next().unwrap_or_default()));
    let items = items.collect();
    Ok(items::into_site(channel, items, Account::default(), options))
}

fn no_feed(file: &Path, error: &ParseFeedError) -> ImportError {
    match error {
        ParseFeedError::XmlReader(error) => ImportError::NoXml(file.to_owned(), 1, error.to_string()),
        _ => ImportError::Other(
            file.to_owned(),
            "feed",
            "it is neither RSS nor Atom",
            "name the file that the address of the feed gives",
        ),
    }
}

/// The address of the site, not that of the feed.
fn address(feed: &Feed) -> Option<String> {
    let is_page = |rel: Option<&str>| matches!(rel, None | Some("alternate"));
    let links = feed.links.iter();
    let found = links
        .filter(|link| is_page(link.rel.as_deref()))
        .map(|link| link.href.clone());
    found.into_iter().find(|url| url.contains("://"))
}

fn words(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.content.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// Names, never addresses: RSS has `mail@host (Name)` in the place of a name.
fn names(people: &[feed_rs::model::Person]) -> Vec<String> {
    let mut names = Vec::new();
    for person in people {
        let written = person.name.as_deref().unwrap_or_default();
        let name = match written.split_once('(') {
            Some((before, name)) if before.contains('@') => name,
            _ => written,
        };
        // Of an address with a name in brackets, the reader of feeds leaves the brackets.
        let name = name.trim_matches(['(', ')', '<', '>', '"', ' ']);
        let is_name = !name.is_empty() && !name.contains('@') && !matches!(name, "unknown" | "Unknown");
        if is_name && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

fn item(entry: Entry, extras: Extras) -> Item {
    let url = entry
        .links
        .iter()
        .find(|link| matches!(link.rel.as_deref(), None | Some("alternate")))
        .or_else(|| entry.links.first())
        .map(|link| link.href.clone());
    let content = entry.content.and_then(|content| content.body);
    let summary = words(entry.summary.as_ref());
    // Where a feed has no text, its summary is all of it.
    let (body, lead) = match content.filter(|body| !body.trim().is_empty()) {
        Some(body) => (body, summary),
        None => (summary.unwrap_or_default(), None),
    };
    let mut media = entry.media.into_iter();
    let mut thumbnails = media.clone().flat_map(|object| object.thumbnails);
    let thumbnail = thumbnails.next().map(|thumbnail| thumbnail.image.uri);
    let attachments = media.by_ref().flat_map(|object| {
        let title = object.title.map(|title| title.content);
        object.content.into_iter().map(move |file| Attachment {
            url: file.url.map(String::from),
            kind: file
                .content_type
                .map(|kind| kind.as_str().to_owned())
                .unwrap_or_default(),
            title: title.clone(),
        })
    });
    let (pictures, attachments): (Vec<_>, Vec<_>) = attachments
        .filter(|file| file.url.is_some())
        .partition(|file| file.kind.starts_with("image/"));
    let picture = pictures.into_iter().find_map(|picture| picture.url).or(thumbnail);
    let is_address = entry.id.contains("://");
    let lead = lead
        .map(|lead| super::html::plain(&lead))
        .filter(|lead| !is_beginning(lead, &body));
    Item {
        title: words(entry.title.as_ref()),
        aliases: Some(entry.id.clone())
            .filter(|id| is_address && Some(id) != url.as_ref())
            .into_iter()
            .collect(),
        url,
        id: Some(entry.id),
        lead,
        body: if body.trim().is_empty() {
            Body::Nothing
        } else {
            Body::Html(body)
        },
        published: entry
            .published
            .or(entry.updated)
            .map(|time| time.format("%Y-%m-%d").to_string()),
        updated: entry.updated.map(|time| time.format("%Y-%m-%d").to_string()),
        authors: names(&entry.authors),
        tags: entry
            .categories
            .into_iter()
            .map(|category| category.label.unwrap_or(category.term))
            .chain(extras.subjects)
            .map(|name| ("tags".to_owned(), name))
            .filter(|(_, name)| !name.trim().is_empty())
            .collect(),
        image: picture.map(|url| Picture {
            url,
            ..Picture::default()
        }),
        attachments,
        language: entry.language.or(extras.language),
        base: extras.base,
        ..Item::default()
    }
}

/// Is a summary only the beginning of the text, which would stand there twice?
fn is_beginning(summary: &str, body: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.collect()
    };
    let own = summary
        .trim_end_matches("[…]")
        .trim_end_matches("[...]")
        .trim_end_matches(['…', '.']);
    let own = own.split(" The post ").next().unwrap_or(own);
    letters(&super::html::plain(body)).starts_with(&letters(own))
}
