//! Substack: the archive of *Settings, Exports*. Subscribers, and what each of them opened, stay behind.

mod shown;

use std::collections::BTreeMap;
use std::path::Path;

use super::Imported;
use super::account::{Account, Place};
use super::archive;
use super::intake::title_of;
use super::items::{self, Attachment, Body, Channel, ImportError, Item, Options, PEOPLE};

/// The list of all posts.
const LIST: &str = "posts.csv";

/// Reads an archive.
///
/// # Errors
/// When the file is no export of Substack; whatever is wrong with one post stands in the account.
pub fn read(file: &Path, options: &Options) -> Result<Imported, ImportError> {
    let other = |why| {
        let remedy = "in Substack, Settings, Exports, New export";
        ImportError::Other(file.to_owned(), "export of Substack", why, remedy)
    };
    if !archive::is_zip(file) {
        return Err(other("it is no ZIP archive"));
    }
    let unpacked = archive::unzip(file, |name| {
        name.ends_with("posts.csv") || archive::has_extension(name, "html")
    })?;
    let mut files = unpacked.names.iter();
    let list = files.find(|name| name.rsplit('/').next() == Some(LIST));
    let list = list.ok_or_else(|| other("it holds no posts.csv"))?;
    let mut account = Account::default();
    leave_subscribers(&archive::names(file)?, &mut account);
    let texts: BTreeMap<&str, &String> = unpacked
        .names
        .iter()
        .filter_map(|name| {
            let stem = name.rsplit('/').next()?;
            Some((stem.split('.').next()?, name))
        })
        .filter(|(_, name)| archive::has_extension(name, "html"))
        .collect();
    let rows = items::text_of(&unpacked.path(list))?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(rows.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    let mut found = Vec::new();
    for row in reader.records() {
        let Ok(row) = row else {
            account.read(items::POST);
            let place = Place {
                file: list.clone(),
                ..Place::default()
            };
            account.drop(items::POST, "its row in posts.csv is broken", &place);
            continue;
        };
        let value = |key: &str| {
            let at = headers.iter().position(|header| header == key)?;
            row.get(at).map(str::trim).filter(|value| !value.is_empty())
        };
        let Some(id) = value("post_id") else { continue };
        // The name of a post's file is its number, and its name in addresses.
        let (number, named) = id.split_once('.').unwrap_or((id, ""));
        let name = texts.get(number).copied();
        let slug = name
            .and_then(|name| name.rsplit('/').next()?.strip_suffix(".html")?.split_once('.'))
            .map_or(named, |(_, slug)| slug);
        let body = name.and_then(|name| items::text_of(&unpacked.path(name)).ok());
        let body = body.map(|body| open(&body, name, &mut account));
        let line = row
            .position()
            .map_or(0, |position| u32::try_from(position.line()).unwrap_or(u32::MAX));
        found.push(Item {
            id: Some(id.to_owned()),
            title: value("title").map(ToOwned::to_owned),
            url: (!slug.is_empty()).then(|| format!("/p/{slug}")),
            slug: Some(slug.to_owned()).filter(|slug| !slug.is_empty()),
            lead: value("subtitle").map(ToOwned::to_owned),
            body: body
                .filter(|body| !body.trim().is_empty())
                .map_or(Body::Nothing, Body::Html),
            published: value("post_date").map(ToOwned::to_owned),
            attachments: value("podcast_url")
                .map(|url| Attachment {
                    url: Some(url.to_owned()),
                    kind: "audio/mpeg".to_owned(),
                    title: None,
                })
                .into_iter()
                .collect(),
            is_page: value("type") == Some("page"),
            withheld: withheld(value("is_published"), value("audience"), value("type")),
            line,
            ..Item::default()
        });
    }
    let stem = file
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or("Substack");
    let channel = Channel {
        file: list.clone(),
        name: Some(title_of(stem)),
        service: Some("substack"),
        ..Channel::default()
    };
    Ok(items::into_site(channel, found, account, options))
}

/// What everybody sees of the text in a file.
fn open(body: &str, file: Option<&String>, account: &mut Account) -> String {
    let Some(at) = shown::paywall(body) else {
        return shown::html(body);
    };
    account.read("closed part");
    let place = Place {
        file: file.cloned().unwrap_or_default(),
        ..Place::default()
    };
    let reason = "what stands behind the paywall is for subscribers alone";
    account.withhold("closed part", reason, &place);
    shown::html(&body[..at])
}

fn leave_subscribers(names: &[String], account: &mut Account) {
    let is_list = |name: &&String| {
        let last = name.rsplit('/').next().unwrap_or_default();
        archive::has_extension(last, "csv") && last != LIST
    };
    for name in names.iter().filter(is_list) {
        account.read(PEOPLE);
        let place = Place {
            file: name.clone(),
            ..Place::default()
        };
        let reason = "lists of subscribers, and of what they opened, stay behind";
        account.drop(PEOPLE, reason, &place);
    }
}

fn withheld(is_published: Option<&str>, audience: Option<&str>, kind: Option<&str>) -> Option<String> {
    let is_public = is_published.is_some_and(|word| word.eq_ignore_ascii_case("true"));
    match (is_public, audience, kind) {
        (false, ..) => Some("it is a draft".to_owned()),
        (_, _, Some("thread")) => Some("it is a thread among subscribers".to_owned()),
        (_, None | Some("everyone"), _) => None,
        (_, Some(audience), _) => Some(format!("it is for “{audience}” alone")),
    }
}
