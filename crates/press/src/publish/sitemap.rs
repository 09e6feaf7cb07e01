//! `sitemap.xml` and `robots.txt`: which pages there are, for search engines.

use std::collections::BTreeMap;

use content::article::Article;
use content::day::Day;
use content::route::Route;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::edition::bundle::Edition;
use crate::edition::bundle::Files;
use crate::edition::canonical::Canonical;
use crate::edition::portal::{ROBOTS, SITEMAP, sitemap_part};
use crate::edition::routes::routes;

/// The most addresses that one file may name, and the most bytes that it may have, by sitemaps.org.
pub const LIMIT: usize = 50_000;
const MAX_BYTES: usize = 50 * 1024 * 1024;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The namespace of links to translations.
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// What one address of a sitemap takes beside its own letters, at most.
const AROUND: usize = 100;

/// One page or one part of a sitemap.
struct Entry {
    address: String,
    changed: Option<Day>,
    /// The languages in which the page can be read, and where.
    translations: Vec<(String, String)>,
}

impl Entry {
    /// What it takes in a file, at most.
    fn bytes(&self) -> usize {
        let letters = |address: &str| address.len() * "&quot;".len() + AROUND;
        let translations = self.translations.iter();
        letters(&self.address) + translations.map(|(_, address)| letters(address)).sum::<usize>()
    }
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
        files.insert(SITEMAP.to_owned(), document("urlset", "url", only));
    } else {
        let mut index = Vec::with_capacity(parts.len());
        for (part, number) in parts.iter().zip(1..) {
            let name = sitemap_part(number);
            index.push(Entry {
                address: canonical.path(&name),
                changed: part.iter().filter_map(|entry| entry.changed).max(),
                translations: Vec::new(),
            });
            files.insert(name, document("urlset", "url", part));
        }
        files.insert(SITEMAP.to_owned(), document("sitemapindex", "sitemap", &index));
    }
    let robots = format!(
        "User-agent: *\nDisallow:\n\nSitemap: {}\n",
        canonical.path(SITEMAP)
    );
    files.insert(ROBOTS.to_owned(), robots.into_bytes());
    files
}

fn entries(edition: &Edition, canonical: &Canonical) -> Vec<Entry> {
    let articles: BTreeMap<_, _> = edition
        .articles
        .iter()
        .map(|article| (&article.slug, article))
        .collect();
    let changed = |article: &Article| article.updated.max(article.published);
    let article_of = |route: &Route| match route {
        Route::Article { slug, .. } | Route::Page(slug) => articles.get(slug).copied(),
        _ => None,
    };
    let routes = routes(edition);
    let entries = routes.iter().map(|route| Entry {
        address: canonical.route(route),
        changed: match route {
            Route::Article { .. } | Route::Page(_) => article_of(route).and_then(changed),
            // A list changes with the articles in it.
            Route::List(list, _) => {
                let articles = edition.articles.iter().filter(|article| list.holds(article));
                articles.filter_map(changed).max()
            }
            // What leads to tags or authors changes with the articles that have any.
            Route::Tags(taxonomy) => {
                let articles = edition.articles.iter().filter(|article| {
                    let mut tags = article.tags.iter();
                    tags.any(|tagging| taxonomy.as_ref().is_none_or(|wanted| *wanted == tagging.taxonomy))
                });
                articles.filter_map(changed).max()
            }
            Route::Authors => {
                let articles = edition.articles.iter();
                let signed = articles.filter(|article| !article.bylines.is_empty());
                signed.filter_map(changed).max()
            }
            // The archive changes with what is published, and so does what can be found.
            Route::Archive | Route::Find(_) => edition.articles.iter().filter_map(changed).max(),
            Route::Saved | Route::Missing(_) => None,
        },
        translations: article_of(route)
            .map(|article| canonical.translations(article))
            .unwrap_or_default(),
    });
    entries.collect()
}

/// Cuts a list where either limit is reached. There is always one part, because every site has a front page.
fn parts(entries: &[Entry]) -> Vec<&[Entry]> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, AROUND);
    for (at, entry) in entries.iter().enumerate() {
        let size = entry.bytes();
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
                .with_attributes(
                    entries
                        .iter()
                        .any(|entry| !entry.translations.is_empty())
                        .then_some(("xmlns:xhtml", XHTML)),
                )
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
                            for (language, address) in &entry.translations {
                                writer
                                    .create_element("xhtml:link")
                                    .with_attribute(("rel", "alternate"))
                                    .with_attribute(("hreflang", language.as_str()))
                                    .with_attribute(("href", address.as_str()))
                                    .write_empty()?;
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
