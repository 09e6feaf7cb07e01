//! A look at everything that is about to be written for what tells of people or opens doors: e-mail addresses, IP addresses,
//! keys. In names nobody wrote for readers it is taken out; in texts it is told, for it may be meant.

use std::net::{Ipv4Addr, Ipv6Addr};

use content::article::Article;
use serde_json::Value;

use super::Imported;
use super::account::{Account, Place};
use super::folder;

/// The kind under which it stands in the account.
const KIND: &str = "personal data";

/// How many bytes the beginning of a name has that is no address.
const MAX_LOCAL: usize = 64;

/// What keys of well-known services begin with, and how long they are at least.
const KEYS: [(&str, usize); 14] = [
    ("AKIA", 20),
    ("AIza", 35),
    ("sk_live_", 20),
    ("rk_live_", 20),
    ("pk_live_", 20),
    ("ghp_", 30),
    ("gho_", 30),
    ("github_pat_", 30),
    ("glpat-", 20),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("SG.", 40),
    ("eyJhbGciOi", 40),
    ("sk-ant-", 30),
];

/// What a text holds that tells of people or opens doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// An e-mail address.
    Mail,
    /// An IP address.
    Ip,
    /// A key, a token or a password.
    Key,
}

impl Found {
    fn name(self) -> &'static str {
        match self {
            Self::Mail => "an e-mail address",
            Self::Ip => "an IP address",
            Self::Key => "a key or token",
        }
    }
}

/// What a text holds, the same kind once.
pub fn look(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if text.contains('@') && has_mail(text) {
        found.push(Found::Mail);
    }
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | ':' | '_' | '-');
    let words = text.split(|letter| !is_part(letter));
    for word in words
        .map(|word| word.trim_matches(['.', ':', '-']))
        .filter(|word| word.len() > 6)
    {
        if is_ip(word) {
            found.push(Found::Ip);
        }
        if is_key(word) {
            found.push(Found::Key);
        }
    }
    if text.contains("PRIVATE KEY-----") {
        found.push(Found::Key);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn has_mail(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let is_local = |letter: char| letter.is_ascii_alphanumeric() || "._%+-".contains(letter);
        let before = &text[..at];
        let local = before.trim_end_matches(is_local);
        let length = before.len() - local.len();
        // Names in other networks begin with the sign as well.
        if length == 0 || length > MAX_LOCAL || local.ends_with(['@', '/']) {
            return false;
        }
        let after = &text[at + 1..];
        let is_host = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
        let end = after.find(|letter| !is_host(letter)).unwrap_or(after.len());
        let host = after[..end].trim_end_matches(['.', '-']);
        let Some((name, top)) = host.rsplit_once('.') else {
            return false;
        };
        let is_file = matches!(
            top,
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "js" | "css"
        );
        !name.is_empty() && !is_file && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

/// Nobody is told by the addresses that every machine has for itself.
fn is_ip(word: &str) -> bool {
    if let Ok(address) = word.parse::<Ipv4Addr>() {
        return !(address.is_loopback() || address.is_unspecified() || address.is_documentation());
    }
    let is_long = word.matches(':').count() >= 3;
    is_long && word.parse::<Ipv6Addr>().is_ok()
}

fn is_key(word: &str) -> bool {
    let known = KEYS
        .iter()
        .any(|(start, length)| word.starts_with(start) && word.len() >= *length);
    let of_two = word.split_once(':').is_some_and(|(id, secret)| {
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        id.len() == 24 && secret.len() == 64 && is_hex(id) && is_hex(secret)
    });
    known || of_two
}

/// Takes such things out of names and tells of those in texts.
pub fn examine(imported: &mut Imported) {
    let Imported {
        site,
        articles,
        account,
        ..
    } = imported;
    let of_site = Place {
        file: folder::SITE.to_owned(),
        ..Place::default()
    };
    for (what, text) in [("tagline", &mut site.tagline)].into_iter().chain(
        site.sections
            .iter_mut()
            .map(|section| ("description", &mut section.description)),
    ) {
        if let Some(found) = text.as_deref().and_then(|text| look(text).first().copied()) {
            take_out(
                account,
                &format!("the {what} holds {}, and is left out", found.name()),
                &of_site,
            );
            *text = None;
        }
    }
    for taxonomy in &mut site.taxonomies {
        for tag in &mut taxonomy.tags {
            if let Some(found) = tag
                .description
                .as_deref()
                .and_then(|text| look(text).first().copied())
            {
                take_out(
                    account,
                    &format!("the description holds {}, and is left out", found.name()),
                    &of_site,
                );
                tag.description = None;
            }
        }
        let closed: Vec<_> = taxonomy
            .tags
            .iter()
            .filter(|tag| !look(&tag.name).is_empty())
            .collect();
        let closed: Vec<_> = closed.into_iter().map(|tag| tag.slug.clone()).collect();
        if closed.is_empty() {
            continue;
        }
        take_out(
            account,
            "a tag is called like a person’s address, and is left out",
            &of_site,
        );
        taxonomy.tags.retain(|tag| !closed.contains(&tag.slug));
        for tagging in articles.iter_mut().flat_map(|article| &mut article.tags) {
            if tagging.taxonomy == taxonomy.slug {
                tagging.tags.retain(|tag| !closed.contains(tag));
            }
        }
    }
    for article in articles {
        article.tags.retain(|tagging| !tagging.tags.is_empty());
        examine_article(article, account);
    }
}

fn take_out(account: &mut Account, reason: &str, place: &Place) {
    account.read(KIND);
    account.drop(KIND, reason, place);
}

fn examine_article(article: &mut Article, account: &mut Account) {
    let place = Place {
        file: folder::file_name(article),
        line: 0,
        item: article.title.clone(),
    };
    article.authors.retain(|name| {
        let found = look(name);
        if let Some(found) = found.first() {
            let reason = format!("an author’s name holds {}, and is left out", found.name());
            take_out(account, &reason, &place);
        }
        found.is_empty()
    });
    let mut found = Vec::new();
    if let Ok(value) = serde_json::to_value(&*article) {
        walk(&value, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    for found in found {
        account.read(KIND);
        let reason = format!(
            "{} stands in the text; it is kept, because it may be meant",
            found.name()
        );
        account.change(KIND, reason, &place);
    }
}

fn walk(value: &Value, found: &mut Vec<Found>) {
    match value {
        Value::String(text) => found.extend(look(text)),
        Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
        Value::Object(items) => items.values().for_each(|item| walk(item, found)),
        _ => {}
    }
}
