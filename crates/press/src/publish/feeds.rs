//! Feeds: the newest articles of the site and of each section as RSS 2.0, Atom and JSON Feed.
//!
//! Each carries the whole article as the HTML that its page shows, with absolute addresses.

mod atom;
mod json_feed;
mod rss;

use std::collections::BTreeMap;

use content::article::Article;
use content::day::Day;
use content::listing::{List, PAGE};
use content::route::Route;
use content::site::Site;

use crate::edition::bundle::Edition;
use crate::edition::bundle::Files;
use crate::edition::canonical::Canonical;
use crate::edition::plain;
use crate::edition::portal::{FEEDS, feed_path};
use crate::publish::media_sizes::MediaSizes;
use crate::publish::prerender;

/// What a feed says, whatever its format.
struct Feed {
    title: String,
    description: String,
    language: String,
    /// The page that shows the same list.
    home: String,
    /// The feed's own addresses, in the order of [`FEEDS`].
    own: [String; 3],
    /// The day of the latest change within it.
    updated: Day,
    /// The name under which the site publishes.
    site_name: String,
    items: Vec<Item>,
}

/// One article in a feed.
struct Item {
    id: String,
    address: String,
    title: String,
    summary: Option<String>,
    /// The whole text as HTML.
    html: String,
    authors: Vec<String>,
    published: Day,
    updated: Day,
    categories: Vec<Category>,
    image: Option<Picture>,
    language: Option<String>,
}

/// A tag.
struct Category {
    /// What parts the tags of one taxonomy from those of others.
    scheme: String,
    slug: String,
    name: String,
}

/// A lead picture.
struct Picture {
    address: String,
    media_type: String,
    /// In bytes, where the file can be measured.
    length: Option<u64>,
}

/// Every feed of an edition. None where the site does not say where it will stand, for feeds are read elsewhere.
pub fn files(edition: &Edition, sizes: &MediaSizes) -> Files {
    let mut files = BTreeMap::new();
    let Ok(canonical) = Canonical::of(&edition.site) else {
        return files;
    };
    for list in lists(edition) {
        let Some(feed) = Feed::of(&list, edition, &canonical, sizes) else {
            continue;
        };
        let written = [rss::write(&feed), atom::write(&feed), json_feed::write(&feed)];
        for (format, bytes) in FEEDS.iter().zip(written) {
            files.insert(feed_path(&list, format), bytes);
        }
    }
    files
}

/// The lists that have feeds: the whole site and its sections, where an article with a date stands in them.
pub fn lists(edition: &Edition) -> Vec<List> {
    let sections = edition.site.sections.iter();
    let sections = sections.map(|section| List::Section(section.slug.clone()));
    std::iter::once(List::Home)
        .chain(sections)
        .filter(|list| has_feed(list, edition))
        .collect()
}

/// Does an article with a date stand in the list?
pub fn has_feed(list: &List, edition: &Edition) -> bool {
    let mut articles = edition.articles.iter();
    articles.any(|article| list.holds(article) && dated(article).is_some())
}

/// What a feed is called.
pub fn title(list: &List, site: &Site) -> String {
    let section = match list {
        List::Section(slug) => site.section(slug),
        _ => None,
    };
    plain::line(&match section {
        Some(section) => format!("{} | {}", section.name, site.name),
        None => site.name.clone(),
    })
}

/// The day under which an article stands in a feed.
fn dated(article: &Article) -> Option<Day> {
    article.published.or(article.updated)
}

impl Feed {
    fn of(list: &List, edition: &Edition, canonical: &Canonical, sizes: &MediaSizes) -> Option<Self> {
        // Nothing in a feed reader could load an embed: without the services each is a link.
        let site = &Site {
            offline: false,
            consent: None,
            ..edition.site.clone()
        };
        let mut articles: Vec<(Day, &Article)> = edition
            .articles
            .iter()
            .filter(|article| list.holds(article))
            .filter_map(|article| Some((dated(article)?, article)))
            .collect();
        // The order of lists: of one day by slug.
        articles.sort_by(|(a_day, a), (b_day, b)| b_day.cmp(a_day).then_with(|| a.slug.cmp(&b.slug)));
        articles.truncate(PAGE);
        let items: Vec<_> = articles
            .into_iter()
            .map(|(day, article)| Item::of(day, article, site, canonical, sizes))
            .collect();
        let section = match list {
            List::Section(slug) => site.section(slug),
            _ => None,
        };
        let title = title(list, site);
        let description = section.map_or(&site.tagline, |section| &section.description);
        Some(Self {
            description: description.as_deref().map_or_else(|| title.clone(), plain::line),
            title,
            language: site.language.to_string(),
            home: canonical.route(&Route::List(list.clone(), 1)),
            own: FEEDS.map(|format| canonical.path(&feed_path(list, &format))),
            updated: items.iter().map(|item| item.updated).max()?,
            site_name: plain::line(&site.name),
            items,
        })
    }
}

impl Item {
    fn of(published: Day, article: &Article, site: &Site, canonical: &Canonical, sizes: &MediaSizes) -> Self {
        let categories = article.tags.iter().flat_map(|tagging| {
            let taxonomy = site.taxonomy(&tagging.taxonomy);
            let scheme = canonical.path(&format!("tags/{}/", tagging.taxonomy));
            tagging.tags.iter().map(move |slug| Category {
                scheme: scheme.clone(),
                slug: slug.to_string(),
                name: taxonomy
                    .and_then(|taxonomy| taxonomy.tag(slug))
                    .map_or_else(|| slug.to_string(), |tag| plain::line(&tag.name)),
            })
        });
        Self {
            id: canonical.id(article),
            address: canonical.article(article),
            title: plain::line(&article.title),
            summary: plain::summary(article),
            html: plain::visible(&prerender::text(article, site, &canonical.path(""))),
            authors: article.authors.iter().map(|author| plain::line(author)).collect(),
            published,
            // A change before the publication is none that readers have seen.
            updated: article.updated.unwrap_or(published).max(published),
            categories: categories.collect(),
            image: article.image.as_ref().map(|image| Picture {
                address: canonical.media(&image.src),
                media_type: mime_guess::from_path(&*image.src.as_str())
                    .first_or_octet_stream()
                    .to_string(),
                length: sizes.of(&image.src),
            }),
            language: article.language.as_ref().map(ToString::to_string),
        }
    }
}

/// A day as a moment, for formats that know no days: its first in UTC.
fn midnight(day: Day) -> String {
    format!("{}T00:00:00Z", day.as_str())
}
