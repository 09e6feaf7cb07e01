//! `sitemap.xml` and `robots.txt`: which pages there are, for search engines.

use std::collections::BTreeMap;

use content::day::Day;
use content::route::Route;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::canonical::{self, Canonical};
use crate::edition::Edition;
use crate::publication::Files;

/// The most addresses that one file may name, and the most bytes that it may have, by sitemaps.org.
pub const LIMIT: usize = 50_000;
const MAX_BYTES: usize = 50 * 1024 * 1024;

/// The file that `robots.txt` names.
pub const FILE: &str = "sitemap.xml";

/// The file that search engines look for at the root of a host.
pub const ROBOTS: &str = "robots.txt";

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// What one address of a sitemap takes beside its own letters, at most.
const AROUND: usize = 100;

/// One page or one part of a sitemap.
struct Entry {
    address: String,
    changed: Option<Day>,
}

/// The sitemap, in parts with an index where it is beyond the limits, and `robots.txt`. None where the site does not
/// say where it will stand: a sitemap names whole addresses only.
pub fn files(edition: &Edition) -> Files {
    let mut files = BTreeMap::new();
    let Ok(canonical) = Canonical::of(&edition.site) else {
        return files;
    };
    let entries: Vec<_> = entries(edition, &canonical);
    let parts = parts(&entries);
    if let [only] = &*parts {
        files.insert(FILE.to_owned(), document("urlset", "url", only));
    } else {
        let mut index = Vec::with_capacity(parts.len());
        for (part, number) in parts.iter().zip(1..) {
            let name = format!("sitemap-{number}.xml");
            index.push(Entry {
                address: canonical.path(&name),
                changed: part.iter().filter_map(|entry| entry.changed).max(),
            });
            files.insert(name, document("urlset", "url", part));
        }
        files.insert(FILE.to_owned(), document("sitemapindex", "sitemap", &index));
    }
    let robots = format!("User-agent: *\nDisallow:\n\nSitemap: {}\n", canonical.path(FILE));
    files.insert(ROBOTS.to_owned(), robots.into_bytes());
    files
}

fn entries(edition: &Edition, canonical: &Canonical) -> Vec<Entry> {
    let changed: BTreeMap<_, _> = edition
        .articles
        .iter()
        .map(|article| (&article.slug, article.updated.max(article.published)))
        .collect();
    let routes = canonical::routes(edition);
    let entries = routes.iter().map(|route| Entry {
        address: canonical.route(route),
        changed: match route {
            Route::Article { slug, .. } | Route::Page(slug) => changed.get(slug).copied().flatten(),
            // A list changes with the articles in it.
            Route::List(list, _) => {
                let articles = edition.articles.iter().filter(|article| list.holds(article));
                articles
                    .filter_map(|article| article.updated.max(article.published))
                    .max()
            }
            Route::Find(_) | Route::Saved | Route::Missing(_) => None,
        },
    });
    entries.collect()
}

/// Cuts a list where either limit is reached. There is always one part, because every site has a front page.
fn parts(entries: &[Entry]) -> Vec<&[Entry]> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, AROUND);
    for (at, entry) in entries.iter().enumerate() {
        let size = entry.address.len() * "&quot;".len() + AROUND;
        if at - start == LIMIT || bytes + size > MAX_BYTES {
            parts.push(&entries[start..at]);
            (start, bytes) = (at, AROUND);
        }
        bytes += size;
    }
    parts.push(&entries[start..]);
    parts
}

fn document(root: &str, element: &str, entries: &[Entry]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    let written = writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| {
            writer
                .create_element(root)
                .with_attribute(("xmlns", NAMESPACE))
                .write_inner_content(|writer| {
                    for entry in entries {
                        writer.create_element(element).write_inner_content(|writer| {
                            writer
                                .create_element("loc")
                                .write_text_content(BytesText::new(&entry.address))?;
                            if let Some(day) = entry.changed {
                                writer
                                    .create_element("lastmod")
                                    .write_text_content(BytesText::new(&day.as_str()))?;
                            }
                            Ok(())
                        })?;
                    }
                    Ok(())
                })
                .map(|_| ())
        });
    written.expect("writing to memory does not fail");
    let mut xml = writer.into_inner();
    xml.push(b'\n');
    xml
}
