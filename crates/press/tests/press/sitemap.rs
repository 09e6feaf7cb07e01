//! The sitemap, read by an XML parser and held against the files that were written.

use std::collections::BTreeSet;

use crate::support::editions::{article, demo, of_site, posts_18f, site};
use crate::support::{press, transcript, tree, write};
use content::href::SiteAddress;
use content::slug::Slug;
use press::edition::bundle::Edition;
use press::publish::sitemap::{LIMIT, files};
use roxmltree::Document;

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("sitemaps are UTF-8")
}

/// What a sitemap names, each with its day.
fn entries(xml: &str, root: &str) -> Vec<(String, Option<String>)> {
    let document = Document::parse(xml).expect("a sitemap is XML");
    let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    assert!(
        document.root_element().has_tag_name((namespace, root)),
        "{xml:.200}"
    );
    let words = |node: roxmltree::Node<'_, '_>, name: &str| {
        let found = node
            .children()
            .find(|child| child.has_tag_name((namespace, name)));
        found.and_then(|child| child.text()).map(ToOwned::to_owned)
    };
    let entries = document.root_element().children();
    entries
        .map(|entry| {
            (
                words(entry, "loc").expect("every entry has an address"),
                words(entry, "lastmod"),
            )
        })
        .collect()
}

// Every address in it must answer, and every page that is to be found must be in it.
#[test]
fn the_sitemap_names_exactly_the_pages_that_are_there() {
    let folder = site(
        "",
        &[
            (
                "magazine/a.md",
                &article(
                    "title = \"A\"\npublished = 2026-01-02\nupdated = 2026-03-04\nauthors = [\"Ana Lind\"]\naliases = [\"/old/\"]\n[tags]\nthemes = [\"Sea\"]",
                ),
            ),
            ("magazine/b.md", &article("title = \"B\"\npublished = 2026-05-06")),
            ("pages/about.md", &article("title = \"About\"")),
        ],
    );
    let settings = folder.path().join("content/site.toml");
    let more = "[[taxonomies.tags]]\nslug = \"land\"\nname = \"Land\"\n";
    let text_of = std::fs::read_to_string(&settings).expect("the file is there");
    write(&settings, format!("{text_of}{more}"));
    write(
        &folder.path().join("dist/index.html"),
        "<!doctype html><html><head><title></title></head><body><div id=portal_root></div></body></html>",
    );
    let output = press(folder.path(), &["build", "content", "--app", "dist"]);
    assert!(output.status.success(), "{}", transcript(&output));
    let built = tree(&folder.path().join("dist"));
    let found = entries(&text(&built["sitemap.xml"]), "urlset");
    let address = |path: &str, day: Option<&str>| {
        (
            format!("https://example.org/sub/{path}"),
            day.map(ToOwned::to_owned),
        )
    };
    let expected = [
        address("", Some("2026-05-06")),
        address("magazine/", Some("2026-05-06")),
        address("tags/themes/sea/", Some("2026-03-04")),
        address("tags/", Some("2026-03-04")),
        address("tags/themes/", Some("2026-03-04")),
        address("authors/", Some("2026-03-04")),
        address("authors/ana-lind/", Some("2026-03-04")),
        address("archive/", Some("2026-05-06")),
        address("archive/2026/", Some("2026-05-06")),
        address("find/", Some("2026-05-06")),
        address("magazine/a/", Some("2026-03-04")),
        address("magazine/b/", Some("2026-05-06")),
        address("about/", None),
    ];
    assert_eq!(found, expected);
    for (address, _) in &found {
        let path = address
            .strip_prefix("https://example.org/sub/")
            .expect("it is of this site");
        assert!(built.contains_key(&format!("{path}index.html")), "{address}");
    }
    let robots = text(&built["robots.txt"]);
    assert!(
        robots.ends_with("Sitemap: https://example.org/sub/sitemap.xml\n"),
        "{robots}"
    );
}

// Search engines refuse a file of more than 50,000 addresses; sites grow past it one by one.
#[test]
fn a_sitemap_beyond_the_limit_is_split_and_loses_nothing() {
    let mut edition = of_site(
        "",
        &[("magazine/a.md", &article("title = \"A\"\npublished = 2026-01-02"))],
    );
    let one = edition.articles[0].clone();
    let grow = |edition: &mut Edition, count: usize| {
        edition.articles = (0..count)
            .map(|number| {
                let mut article = one.clone();
                article.slug = Slug::parse(&format!("a-{number}")).expect("it is a slug");
                article
            })
            .collect();
    };
    // The front page, the section, the archive, its year and the page that finds are addresses, too.
    grow(&mut edition, LIMIT - 5);
    assert_eq!(files(&edition).len(), 2, "sitemap.xml and robots.txt");
    grow(&mut edition, LIMIT - 4);
    let files = files(&edition);
    let index = entries(&text(&files["sitemap.xml"]), "sitemapindex");
    let names: Vec<_> = index.iter().map(|(address, _)| address.as_str()).collect();
    assert_eq!(
        names,
        [
            "https://example.org/sub/sitemap-1.xml",
            "https://example.org/sub/sitemap-2.xml"
        ]
    );
    let parts = ["sitemap-1.xml", "sitemap-2.xml"].map(|name| entries(&text(&files[name]), "urlset"));
    assert_eq!(parts.each_ref().map(Vec::len), [LIMIT, 1]);
    let all: BTreeSet<_> = parts.iter().flatten().map(|(address, _)| address).collect();
    assert_eq!(all.len(), LIMIT + 1);
}

// An address with letters that XML and URLs reserve, as somebody might own one.
#[test]
fn odd_site_addresses_are_escaped() {
    let folder = site("", &[]);
    let path = folder.path().join("content/site.toml");
    let settings = std::fs::read_to_string(&path).expect("the file is there");
    write(
        &path,
        settings.replace("https://example.org/sub/", "https://bücher.example/a&b/"),
    );
    let edition = crate::support::editions::compose(&folder.path().join("content"));
    let found = entries(&text(&files(&edition)["sitemap.xml"]), "urlset");
    assert_eq!(found[0].0, "https://xn--bcher-kva.example/a&b/");
}

// Nothing twice, nothing of another host.
#[test]
fn the_demo_has_every_address_once() {
    assert_every_address_once(&demo());
}

// Real posts have what no fixture thinks of.
#[test]
fn the_posts_of_18f_have_every_address_once() {
    let Some(edition) = posts_18f() else { return };
    assert_every_address_once(&edition);
}

fn assert_every_address_once(edition: &Edition) {
    let found = entries(&text(&files(edition)["sitemap.xml"]), "urlset");
    let unique: BTreeSet<_> = found.iter().map(|(address, _)| address).collect();
    assert_eq!(unique.len(), found.len());
    assert!(found.len() > edition.articles.len());
}

// Search engines refuse a file of more than 50 MB, too: long addresses get there with far fewer of them.
#[test]
fn a_sitemap_of_long_addresses_is_split_before_a_file_has_fifty_megabytes() {
    let mut edition = of_site("", &[("magazine/a.md", &article("title = \"A\""))]);
    // An ampersand takes five bytes in XML.
    let long = format!("https://example.org/{}/", "&".repeat(1_800));
    edition.site.address = SiteAddress::parse(&long);
    let one = edition.articles[0].clone();
    let number = 8_000;
    edition.articles = (0..number)
        .map(|number| {
            let mut article = one.clone();
            article.slug = Slug::parse(&format!("a-{number}")).expect("it is a slug");
            article
        })
        .collect();
    let files = files(&edition);
    let parts: Vec<_> = files
        .iter()
        .filter(|(name, _)| name.starts_with("sitemap-"))
        .collect();
    let bytes: usize = parts.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(
        bytes > 50 * 1024 * 1024 && parts.len() > 1,
        "{bytes} bytes in {} parts",
        parts.len()
    );
    let mut found = 0;
    for (name, bytes) in parts {
        assert!(
            bytes.len() <= 50 * 1024 * 1024,
            "{name} has {} bytes",
            bytes.len()
        );
        found += entries(&text(bytes), "urlset").len();
    }
    assert!(found >= number, "{found}");
}
