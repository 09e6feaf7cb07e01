//! A look at everything that is about to be written for what tells of people or opens doors: e-mail addresses, IP addresses,
//! keys. In names nobody wrote for readers it is taken out; in texts it is told, for it may be meant.

mod signs;

use std::ops::Range;

use content::article::Article;
use content::href::Href;
use content::inline::Inline;
use content::site::{Link, Site};
use serde_json::Value;

use self::signs::find;
use super::Imported;
use super::account::{Account, Place};
use super::folder;
use super::html::each_line;

/// The kind under which it stands in the account.
const KIND: &str = "personal data";

/// What a site or a list is called of whose name nothing is left.
const NAMELESS: &str = "Untitled";

/// What a text holds that tells of people or opens doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// An e-mail address.
    Mail,
    /// An IP address.
    Ip,
    /// A key, a token or a password.
    Key,
    /// An address that calls itself private.
    Private,
}

impl Found {
    fn name(self) -> &'static str {
        match self {
            Self::Mail => "an e-mail address",
            Self::Ip => "an IP address",
            Self::Key => "a key or token",
            Self::Private => "an address that calls itself private",
        }
    }
}

/// What a text holds, the same kind once.
pub fn look(text: &str) -> Vec<Found> {
    let mut found: Vec<_> = find(text).into_iter().map(|(_, found)| found).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Does an address hold what opens doors, so that it is for one person?
pub(super) fn is_for_one(address: &str) -> bool {
    let has_password = address
        .split_once("://")
        .and_then(|(_, rest)| rest.split(['/', '?', '#']).next())
        .and_then(|authority| authority.rsplit_once('@'))
        .is_some_and(|(user, _)| user.contains(':'));
    has_password
        || find(address)
            .iter()
            .any(|(_, found)| matches!(found, Found::Key | Found::Private))
}

/// What is to be left out of a title or a lead. Versions have four numbers as well: an address among words is one where they say so.
fn in_words(text: &str) -> Vec<(Range<usize>, Found)> {
    const BEFORE: &[&str] = &["address", "by", "from", "guest", "ip", "user", "visitor"];
    let mut found = find(text);
    let is_whole = without(text).is_none();
    found.retain(|(range, found)| {
        let mut words = text[..range.start].split(|letter: char| !letter.is_alphanumeric());
        let before = words
            .rfind(|word| !word.is_empty())
            .unwrap_or_default()
            .to_lowercase();
        *found != Found::Ip || is_whole || BEFORE.contains(&before.as_str())
    });
    found
}

/// A name without what it holds of such things; none where nothing of it is left.
fn without(text: &str) -> Option<String> {
    without_these(text, find(text))
}

fn without_these(text: &str, found: Vec<(Range<usize>, Found)>) -> Option<String> {
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for (range, _) in found {
        if range.end > at {
            kept.push_str(&text[at..range.start.max(at)]);
            at = range.end;
        }
    }
    kept.push_str(&text[at..]);
    for empty in ["<>", "()", "[]", "mailto:"] {
        kept = kept.replace(empty, " ");
    }
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = kept.trim_matches([' ', ',', ';', ':', '|', '<', '>', '-', '–', '—', '·', '"']);
    let inner = kept.strip_prefix('(').and_then(|kept| kept.strip_suffix(')'));
    let kept = inner.unwrap_or(kept).trim();
    kept.contains(char::is_alphanumeric).then(|| kept.to_owned())
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
    examine_names(site, account, &of_site);
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

/// Takes such things out of what the site, its sections and its menus are called.
fn examine_names(site: &mut Site, account: &mut Account, place: &Place) {
    let mut names: Vec<(&str, &mut String)> = vec![("site", &mut site.name)];
    names.extend(
        site.sections
            .iter_mut()
            .map(|section| ("section", &mut section.name)),
    );
    names.extend(
        site.taxonomies
            .iter_mut()
            .map(|taxonomy| ("taxonomy", &mut taxonomy.name)),
    );
    names.extend(site.footer.iter_mut().map(|block| ("footer", &mut block.title)));
    for (what, name) in names {
        if let Some(found) = look(name).first() {
            let reason = format!("the name of the {what} holds {}, which is left out", found.name());
            take_out(account, &reason, place);
            *name = without(name).unwrap_or_else(|| NAMELESS.to_owned());
        }
    }
    let mut examine_links = |links: &mut Vec<Link>| {
        links.retain_mut(|link| {
            if is_for_one(&link.href.to_string()) {
                let reason = "an entry of a menu opens what is for one person, and is left out";
                take_out(account, reason, place);
                return false;
            }
            let Some(found) = look(&link.label).first().copied() else {
                return true;
            };
            let reason = format!("an entry of a menu holds {}, which is left out", found.name());
            take_out(account, &reason, place);
            let label = without(&link.label);
            let is_left = label.is_some();
            link.label = label.unwrap_or_default();
            is_left
        });
    };
    examine_links(&mut site.navigation);
    site.footer
        .iter_mut()
        .for_each(|block| examine_links(&mut block.links));
}

/// Takes such things out of a line that is no text, and links that open what is for one person out of any line.
fn examine_line(line: &mut Vec<Inline>, is_text: bool, left_out: &mut Vec<Found>) {
    for piece in &mut *line {
        let text = match piece {
            Inline::Text(text) => text,
            Inline::Run(run) => {
                let is_closed = |link: &Href| is_for_one(&link.to_string());
                if let Some(link) = run.link.take_if(|link| is_closed(link)) {
                    left_out.push(Found::Key);
                    // A frame without a name is called by its address.
                    if is_for_one(&run.text) {
                        let address = link.to_string();
                        let host = address.split('/').nth(2).and_then(|host| host.rsplit('@').next());
                        run.text = without(&run.text).unwrap_or_else(|| host.unwrap_or(NAMELESS).to_owned());
                    }
                }
                &mut run.text
            }
            Inline::Break(_) | Inline::Note(_) => continue,
        };
        let found = if is_text { Vec::new() } else { in_words(text) };
        if let Some((_, first)) = found.first() {
            left_out.push(*first);
            *text = without_these(text, found).unwrap_or_default();
        }
    }
    line.retain(|piece| match piece {
        Inline::Text(text) => !text.is_empty(),
        Inline::Run(run) => !run.text.is_empty(),
        Inline::Break(_) | Inline::Note(_) => true,
    });
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
    for name in std::mem::take(&mut article.authors) {
        let found = look(&name);
        let Some(found) = found.first() else {
            article.authors.push(name);
            continue;
        };
        let reason = format!("an author’s name holds {}, which is left out", found.name());
        take_out(account, &reason, &place);
        let left = without(&name).filter(|name| !article.authors.contains(name));
        article.authors.extend(left);
    }
    if let Some(found) = article
        .series
        .as_deref()
        .and_then(|name| look(name).first().copied())
    {
        let reason = format!("the name of the series holds {}, which is left out", found.name());
        take_out(account, &reason, &place);
        article.series = article.series.as_deref().and_then(without);
    }
    let in_title = in_words(&article.title);
    if let Some((_, found)) = in_title.first() {
        let reason = format!("the title holds {}, which is left out", found.name());
        take_out(account, &reason, &place);
        article.title = without_these(&article.title, in_title).unwrap_or_else(|| NAMELESS.to_owned());
    }
    let mut left_out = Vec::new();
    examine_line(&mut article.lead, false, &mut left_out);
    for found in left_out.drain(..) {
        take_out(
            account,
            &format!("the lead holds {}, which is left out", found.name()),
            &place,
        );
    }
    each_line(&mut article.body, &mut |line| {
        examine_line(line, true, &mut left_out);
    });
    if article
        .website
        .as_ref()
        .is_some_and(|website| is_for_one(&website.to_string()))
    {
        article.website = None;
        left_out.push(Found::Key);
    }
    for _ in left_out {
        let reason = "a link opens what is for one person; its words stay without it";
        take_out(account, reason, &place);
    }
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

#[cfg(test)]
mod tests {
    use super::{in_words, without_these};

    // A title that loses the number of a version says nothing any more; who wrote from an address stays unknown.
    #[test]
    fn addresses_of_machines_in_titles_are_left_out_where_they_are_those_of_people() {
        for (title, kept) in [
            ("Firmware 10.2.3.4 is out", Some("Firmware 10.2.3.4 is out")),
            ("84.12.3.4", None),
            ("A letter from 84.12.3.4", Some("A letter from")),
            ("Mira (IP: 84.12.3.4)", Some("Mira (IP: )")),
            ("Write to mira@reed.example", Some("Write to")),
        ] {
            assert_eq!(without_these(title, in_words(title)).as_deref(), kept, "{title}");
        }
    }
}
