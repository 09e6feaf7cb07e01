//! Atom, RFC 4287.

use atom_syndication::{
    Category, Content, Entry, Feed as AtomFeed, FixedDateTime, Generator, Link, Person, Text,
};
use content::day::Day;

use super::{Feed, Item, midnight};
use crate::edition::portal::FEEDS;

pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let atom = AtomFeed {
        title: Text::plain(&*feed.title),
        subtitle: Some(Text::plain(&*feed.description)),
        id: feed.home.clone(),
        updated: moment(feed.updated),
        // Every entry needs an author, and those without one have the site's.
        authors: vec![person(&feed.site_name)],
        links: vec![
            link("self", &feed.own[1], FEEDS[1].media_type),
            link("alternate", &feed.home, "text/html"),
        ],
        generator: Some(Generator {
            value: "press".to_owned(),
            ..Generator::default()
        }),
        entries: feed.items.iter().map(entry).collect(),
        lang: Some(feed.language.clone()),
        ..AtomFeed::default()
    };
    let mut xml = atom
        .write_to(Vec::new())
        .expect("writing to memory does not fail, and the elements are written as a tree");
    xml.push(b'\n');
    xml
}

fn entry(item: &Item) -> Entry {
    let mut links = vec![link("alternate", &item.address, "text/html")];
    links.extend(item.image.as_ref().map(|image| Link {
        length: image.length.map(|length| length.to_string()),
        ..link("enclosure", &image.address, &image.media_type)
    }));
    let worded = |text: &str| Text {
        lang: item.language.clone(),
        ..Text::plain(text)
    };
    Entry {
        title: worded(&item.title),
        id: item.id.clone(),
        updated: moment(item.updated),
        authors: item.authors.iter().map(|author| person(author)).collect(),
        categories: item
            .categories
            .iter()
            .map(|category| Category {
                term: category.slug.clone(),
                scheme: Some(category.scheme.clone()),
                label: Some(category.name.clone()),
            })
            .collect(),
        links,
        published: Some(moment(item.published)),
        summary: item.summary.as_deref().map(worded),
        content: Some(Content {
            lang: item.language.clone(),
            value: Some(item.html.clone()),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn link(rel: &str, href: &str, media_type: &str) -> Link {
    Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        mime_type: Some(media_type.to_owned()),
        ..Link::default()
    }
}

fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        ..Person::default()
    }
}

fn moment(day: Day) -> FixedDateTime {
    midnight(day)
        .parse()
        .expect("a day of the years 1 to 9999 has a first moment")
}
