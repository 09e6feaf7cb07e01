//! RSS 2.0.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use quick_xml::escape::partial_escape;
use rss::extension::atom::{AtomExtension, Link};
use rss::extension::dublincore::DublinCoreExtension;
use rss::{Category, Channel, Enclosure, Guid, Item};

use super::{Feed, midnight};
use crate::edition::portal::FEEDS;
use content::day::Day;

pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let channel = Channel {
        title: feed.title.clone(),
        link: feed.home.clone(),
        description: feed.description.clone(),
        language: Some(feed.language.clone()),
        last_build_date: Some(date(feed.updated)),
        atom_ext: Some(AtomExtension {
            links: vec![Link {
                href: feed.own[0].clone(),
                rel: "self".to_owned(),
                mime_type: Some(FEEDS[0].media_type.to_owned()),
                ..Link::default()
            }],
        }),
        items: feed.items.iter().map(item).collect(),
        ..Channel::default()
    };
    let mut xml = channel
        .write_to(Vec::new())
        .expect("writing to memory does not fail, and the elements are written as a tree");
    xml.push(b'\n');
    xml
}

fn item(item: &super::Item) -> Item {
    Item {
        title: Some(item.title.clone()),
        link: Some(item.address.clone()),
        // Readers take a description for HTML: what looks like markup in the words is to stay words.
        description: item
            .summary
            .as_ref()
            .map(|summary| partial_escape(summary).into_owned()),
        categories: item
            .categories
            .iter()
            .map(|category| Category {
                name: category.name.clone(),
                domain: Some(category.scheme.clone()),
            })
            .collect(),
        // Its length is required: a picture that cannot be measured is left out.
        enclosure: item.image.as_ref().and_then(|image| {
            Some(Enclosure {
                url: image.address.clone(),
                length: image.length?.to_string(),
                mime_type: image.media_type.clone(),
            })
        }),
        content: Some(item.html.clone()),
        guid: Some(Guid {
            value: item.id.clone(),
            permalink: false,
        }),
        pub_date: Some(date(item.published)),
        // The author of RSS itself is an address of mail.
        dublin_core_ext: Some(DublinCoreExtension {
            creators: item.authors.clone(),
            languages: item.language.clone().into_iter().collect(),
            ..DublinCoreExtension::default()
        }),
        ..Item::default()
    }
}

fn date(day: Day) -> String {
    let moment: Timestamp = midnight(day)
        .parse()
        .expect("a day of the years 1 to 9999 has a first moment");
    DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&moment)
        .expect("the format has room for the years 1 to 9999")
}
