//! JSON Feed 1.1.

use serde::Serialize;

use super::{Feed, midnight};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    description: &'a str,
    language: &'a str,
    authors: Vec<Author<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    content_html: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home,
        feed_url: &feed.own[2],
        description: &feed.description,
        language: &feed.language,
        authors: vec![Author {
            name: &feed.site_name,
        }],
        items: feed.items.iter().map(item).collect(),
    };
    serde_json::to_vec(&document).expect("texts and lists of them can always be written as JSON")
}

fn item(item: &super::Item) -> Item<'_> {
    Item {
        id: &item.id,
        url: &item.address,
        title: &item.title,
        summary: item.summary.as_deref(),
        content_html: &item.html,
        image: item.image.as_ref().map(|image| image.address.as_str()),
        date_published: midnight(item.published),
        date_modified: midnight(item.updated),
        authors: item.authors.iter().map(|name| Author { name }).collect(),
        tags: item
            .categories
            .iter()
            .map(|category| category.name.as_str())
            .collect(),
        language: item.language.as_deref(),
    }
}
