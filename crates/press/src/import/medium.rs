//! Medium: the archive of *Settings, Download your information*. Replies and drafts stay behind.

use std::path::Path;

use scraper::{ElementRef, Html, Selector};

use super::Imported;
use super::account::{Account, Place};
use super::archive;
use super::html::plain;
use super::items::{self, Body, Channel, ImportError, Item, Options, PEOPLE};

/// How many words a reply has at most.
const MAX_REPLY: usize = 200;

/// What stories have in them, and replies have not.
const PARTS_OF_STORIES: &str = ".e-content :is(h1, h2, h3, h4, figure, img, iframe, blockquote, pre, ul, ol)";

/// Reads an archive.
///
/// # Errors
/// When the file is no export of Medium; whatever is wrong with one post stands in the account.
pub fn read(file: &Path, options: &Options) -> Result<Imported, ImportError> {
    let other = |why| {
        let remedy = "in Medium, Settings, Security and apps, Download your information";
        ImportError::Other(file.to_owned(), "export of Medium", why, remedy)
    };
    if !archive::is_zip(file) {
        return Err(other("it is no ZIP archive"));
    }
    let is_post = |name: &str| name.contains("posts/") && archive::has_extension(name, "html");
    let unpacked = archive::unzip(file, is_post)?;
    if unpacked.names.is_empty() {
        return Err(other("it holds no posts/*.html"));
    }
    let mut account = Account::default();
    let others = archive::names(file)?.into_iter().filter(|name| !is_post(name));
    for name in others.filter(|name| archive::has_extension(name, "html")) {
        account.read(PEOPLE);
        let place = Place {
            file: name,
            ..Place::default()
        };
        account.drop(
            PEOPLE,
            "profile, sessions, lists and whom one follows stay behind",
            &place,
        );
    }
    let mut found = Vec::new();
    for name in &unpacked.names {
        match items::text_of(&unpacked.path(name)) {
            Ok(html) => found.push(item(name, &html)),
            Err(error) => {
                account.read(items::POST);
                let place = Place {
                    file: name.clone(),
                    ..Place::default()
                };
                account.drop(items::POST, error.to_string(), &place);
            }
        }
    }
    let author = found.iter().find_map(|item| item.authors.first().cloned());
    let base = found.iter().find_map(|item| item.url.as_deref());
    let base = base.and_then(|url| Some(url.rsplit_once('/')?.0.to_owned()));
    let channel = Channel {
        file: file.display().to_string(),
        name: author,
        address: base,
        ..Channel::default()
    };
    let mut imported = items::into_site(channel, found, account, options);
    // The old address is that of all of Medium, which the new site has not.
    imported.site.address = None;
    Ok(imported)
}

fn first<'d>(document: &'d Html, selector: &str) -> Option<ElementRef<'d>> {
    let selector = Selector::parse(selector).ok()?;
    document.select(&selector).next()
}

fn words(element: ElementRef<'_>) -> Option<String> {
    Some(plain(&element.inner_html())).filter(|words| !words.is_empty())
}

fn item(name: &str, html: &str) -> Item {
    let document = Html::parse_document(html);
    let title = first(&document, ".p-name, header h1, title").and_then(words);
    let subtitle = first(&document, "[data-field=subtitle]").and_then(words);
    let body = first(&document, ".e-content, [data-field=body]");
    let own_title = first(
        &document,
        ".e-content .graf--title, [data-field=body] .graf--title",
    )
    .and_then(words);
    let published = first(&document, "time.dt-published, footer time").and_then(|time| time.attr("datetime"));
    let address = first(&document, "a.p-canonical").and_then(|link| link.attr("href"));
    let author = first(&document, "a.p-author, .p-author").and_then(words);
    let last = name.rsplit('/').next().unwrap_or(name);
    let beginning = body.and_then(words).unwrap_or_default();
    // A reply has no title of its own: Medium takes its first words for one. So it does with a story that has none, which is long,
    // or has more in it than paragraphs.
    let is_story = subtitle.is_some()
        || beginning.split_whitespace().count() > MAX_REPLY
        || first(&document, PARTS_OF_STORIES).is_some();
    let is_reply = own_title.is_none()
        && !is_story
        && title
            .as_deref()
            .is_some_and(|title| is_made_of(title, &beginning));
    let withheld = match published {
        _ if last.starts_with("draft_") => Some("it is a draft".to_owned()),
        None => Some("it has no day on which it was published".to_owned()),
        Some(_) if is_reply => Some("it is a reply to what somebody else wrote".to_owned()),
        Some(_) => None,
    };
    let slug = address
        .and_then(|url| url.rsplit('/').next())
        .map(|last| last.rsplit_once('-').map_or(last, |(slug, _)| slug).to_owned());
    let content = body.map(|body| without_title(&body.inner_html(), title.as_deref(), subtitle.as_deref()));
    Item {
        id: Some(last.to_owned()),
        title,
        url: address.map(ToOwned::to_owned),
        slug,
        lead: subtitle.filter(|subtitle| !beginning.starts_with(subtitle.trim_end_matches('…'))),
        body: content
            .filter(|html| !plain(html).is_empty() || html.contains("<img"))
            .map_or(Body::Nothing, Body::Html),
        published: published.map(ToOwned::to_owned),
        authors: author.into_iter().collect(),
        withheld,
        ..Item::default()
    }
}

/// Is a title made of the words that a text begins with?
fn is_made_of(title: &str, text: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let title = words(title);
    let mut first = words(text);
    first.truncate(title.len() + 4);
    // The last word of a title may have been cut.
    let is_there = |word: &String| first.iter().any(|known| known.starts_with(word.as_str()));
    !title.is_empty() && title.iter().all(is_there)
}

/// The text without the heading that says the title once more, and without the subtitle that is the lead.
fn without_title(html: &str, title: Option<&str>, subtitle: Option<&str>) -> String {
    let mut html = html.to_owned();
    let document = Html::parse_fragment(&html);
    for (selector, said) in [(".graf--title", title), (".graf--subtitle", subtitle)] {
        let Some(element) = first(&document, selector) else {
            continue;
        };
        if words(element).as_deref().is_some_and(|words| Some(words) == said) {
            html = html.replacen(&element.html(), "", 1);
        }
    }
    html
}
