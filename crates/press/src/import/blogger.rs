//! Blogger: the backup that its settings gave (Atom with everything in one list), and `feed.atom` of Google's Takeout.

use std::collections::BTreeSet;
use std::path::Path;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roxmltree::{Document, Node, ParsingOptions};

use super::Imported;
use super::account::{Account, Place};
use super::archive;
use super::items::{self, Body, Channel, ImportError, Item, List, Options, PEOPLE};

/// How the kinds of entries are called in the old backup.
const KIND: &str = "http://schemas.google.com/g/2005#kind";

/// How many elements an export may have, so that none can fill the memory.
const MAX_NODES: u32 = 20_000_000;

/// Reads an export, or the archive of Takeout that holds one.
///
/// # Errors
/// When the file is no export of Blogger; whatever is wrong with one entry stands in the account.
pub fn read(file: &Path, options: &Options) -> Result<Imported, ImportError> {
    if archive::is_zip(file) {
        let unpacked = archive::unzip(file, |name| archive::has_extension(name, "atom"))?;
        let Some(name) = unpacked.names.first() else {
            return Err(other(file, "this archive holds no feed.atom"));
        };
        return read_feed(&unpacked.path(name), file, options);
    }
    read_feed(file, file, options)
}

fn other(file: &Path, why: &'static str) -> ImportError {
    let remedy = "in Blogger, Settings, Back up content; or Takeout’s Blogger/Blogs/NAME/feed.atom";
    ImportError::Other(file.to_owned(), "export of Blogger", why, remedy)
}

fn read_feed(path: &Path, file: &Path, options: &Options) -> Result<Imported, ImportError> {
    let text = items::text_of(path)?;
    let bounds = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(&text, bounds)
        .map_err(|error| ImportError::NoXml(file.to_owned(), error.pos().row, error.to_string()))?;
    let feed = document.root_element();
    let entries: Vec<_> = children(feed, "entry").collect();
    if feed.tag_name().name() != "feed" || !entries.iter().any(|entry| kind_of(*entry).is_some()) {
        return Err(other(file, "none of its entries says what it is"));
    }
    let name = file.display().to_string();
    let mut account = Account::default();
    let mut found = Vec::new();
    for entry in entries {
        let line = document.text_pos_at(entry.range().start).row;
        let place = Place {
            file: name.clone(),
            line,
            item: word(entry, "title").unwrap_or_default(),
        };
        for _ in entry
            .descendants()
            .filter(|node| node.tag_name().name() == "email")
        {
            account.read(PEOPLE);
            account.drop(PEOPLE, "e-mail addresses stay behind", &place);
        }
        match kind_of(entry).as_deref() {
            Some("post") => found.push(item(entry, line, false)),
            Some("page") => found.push(item(entry, line, true)),
            Some("comment") => {
                account.read("comment");
                account.drop("comment", "comments, and who wrote them, stay behind", &place);
            }
            _ => {
                account.read("setting");
                account.drop("setting", "settings and templates are for Blogger", &place);
            }
        }
    }
    let mut links = children(feed, "link").filter(|link| link.attribute("rel") == Some("alternate"));
    let address = links
        .find_map(|link| link.attribute("href"))
        .map(ToOwned::to_owned);
    let of_items = || {
        let mut urls = found.iter().filter_map(|item| item.url.as_deref());
        let whole = urls.find_map(|url| url::Url::parse(url).ok())?;
        Some(whole.origin().ascii_serialization())
    };
    let channel = Channel {
        file: name,
        name: word(feed, "title"),
        tagline: word(feed, "subtitle"),
        address: address.or_else(of_items),
        language: None,
        service: Some("blogspot"),
        lists: labels(&found),
        ..Channel::default()
    };
    Ok(items::into_site(channel, found, account, options))
}

/// The addresses of the lists of labels.
fn labels(items: &[Item]) -> Vec<(String, List)> {
    let tags: BTreeSet<_> = items.iter().flat_map(|item| &item.tags).collect();
    let tags = tags.into_iter().flat_map(|(taxonomy, name)| {
        let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC).to_string();
        let spellings = [
            name.clone(),
            name.replace(' ', "%20"),
            name.replace(' ', "+"),
            encoded,
        ];
        spellings.map(|name_in_address| {
            let list = List::Tag(taxonomy.clone(), name.clone());
            (format!("/search/label/{name_in_address}"), list)
        })
    });
    tags.collect()
}

fn children<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children()
        .filter(move |child| child.tag_name().name() == name)
}

fn word(node: Node<'_, '_>, name: &'static str) -> Option<String> {
    let text: String = children(node, name)
        .next()?
        .descendants()
        .filter_map(|node| node.text().filter(|_| node.is_text()))
        .collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What an entry is: `post`, `page`, `comment` or another word.
fn kind_of(entry: Node<'_, '_>) -> Option<String> {
    let own = children(entry, "type").find(|node| {
        let space = node.tag_name().namespace();
        space.is_some_and(|space| space.contains("blogger"))
    });
    if let Some(kind) = own.and_then(|node| node.text()) {
        return Some(kind.trim().to_lowercase());
    }
    let mut categories = children(entry, "category");
    let term = categories.find(|category| category.attribute("scheme") == Some(KIND))?;
    let term = term.attribute("term")?;
    Some(term.rsplit('#').next().unwrap_or(term).to_lowercase())
}

fn item(entry: Node<'_, '_>, line: u32, is_page: bool) -> Item {
    let is_draft = entry
        .descendants()
        .any(|node| node.tag_name().name() == "draft" && node.text().is_none_or(|text| text.trim() != "no"));
    let status = word(entry, "status").map(|status| status.to_uppercase());
    let is_trashed = word(entry, "trashed").is_some_and(|when| !when.is_empty());
    let withheld = match status.as_deref() {
        _ if is_draft => Some("it is a draft".to_owned()),
        _ if is_trashed => Some("it is in the trash".to_owned()),
        None | Some("LIVE") => None,
        Some("DRAFT") => Some("it is a draft".to_owned()),
        Some("SOFT_TRASHED" | "TRASHED") => Some("it is in the trash".to_owned()),
        Some("SCHEDULED") => Some("its day has not come".to_owned()),
        Some(other) => Some(format!("its status “{other}” is not that of a published text")),
    };
    let mut pages = children(entry, "link").filter(|link| link.attribute("rel") == Some("alternate"));
    let address = pages.find_map(|link| link.attribute("href"));
    let tags = children(entry, "category").filter(|category| category.attribute("scheme") != Some(KIND));
    let authors = children(entry, "author").filter_map(|author| word(author, "name"));
    let is_name =
        |name: &String| !name.contains('@') && !matches!(&**name, "Unknown" | "Anonymous" | "noreply");
    let content = word(entry, "content").or_else(|| word(entry, "summary"));
    Item {
        id: word(entry, "id"),
        title: word(entry, "title"),
        url: address.map(ToOwned::to_owned).or_else(|| word(entry, "filename")),
        lead: word(entry, "metaDescription"),
        body: content.map_or(Body::Nothing, Body::Html),
        published: word(entry, "published"),
        updated: None,
        authors: authors.filter(is_name).collect(),
        tags: tags
            .filter_map(|category| category.attribute("term"))
            .map(|term| ("tags".to_owned(), term.to_owned()))
            .collect(),
        is_page,
        withheld,
        line,
        ..Item::default()
    }
}
