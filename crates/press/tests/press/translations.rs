//! Articles that are translations of each other.

use content::route::Route;
use press::edition::bundle::Edition;
use press::publish::prerender::Prerenderer;

use crate::support::editions::{article, of_site};

/// An original in English, and translations into French and simplified Chinese.
fn edition() -> Edition {
    of_site(
        "",
        &[
            (
                "magazine/phare.md",
                &article("title = \"Phare\"\nlanguage = \"fr\"\ntranslation_of = \"tower\""),
            ),
            (
                "magazine/ta.md",
                &article("title = \"塔\"\nlanguage = \"zh-Hans\"\ntranslation_of = \"phare\""),
            ),
            ("magazine/tower.md", &article("title = \"Tower\"")),
            ("magazine/other.md", &article("title = \"Other\"")),
        ],
    )
}

fn route(edition: &Edition, slug: &str) -> Route {
    let found = edition
        .articles
        .iter()
        .find(|article| article.slug.as_ref() == slug);
    press::edition::canonical::route_of(found.expect("the test has written it"))
}

// Search engines follow such links only where every page names all of them, itself among them.
#[test]
fn every_translation_names_all_of_them_in_head_and_sitemap() {
    let edition = edition();
    let links = [
        ("en", "tower"),
        ("fr", "phare"),
        ("zh-Hans", "ta"),
        ("x-default", "tower"),
    ];
    let head_of = |slug: &str| {
        press::publish::head::html(&press::publish::head::head(&edition, &route(&edition, slug)))
    };
    let head: String = links
        .map(|(language, slug)| {
            format!(r#"<link rel="alternate" hreflang="{language}" href="https://example.org/sub/magazine/{slug}/">"#)
        })
        .concat();
    for slug in ["tower", "phare", "ta"] {
        let found = head_of(slug);
        assert!(found.contains(&head), "{slug}: {found}");
    }
    assert!(!head_of("other").contains("hreflang"));
    let files = press::publish::sitemap::files(&edition);
    let sitemap = std::str::from_utf8(&files["sitemap.xml"]).expect("press writes UTF-8");
    let entry: String = links
        .map(|(language, slug)| {
            format!(r#"<xhtml:link rel="alternate" hreflang="{language}" href="https://example.org/sub/magazine/{slug}/"/>"#)
        })
        .concat();
    assert!(
        sitemap.contains(r#" xmlns:xhtml="http://www.w3.org/1999/xhtml""#),
        "{sitemap}"
    );
    assert_eq!(sitemap.matches(&entry).count(), 3, "{sitemap}");
    assert!(
        sitemap.contains("<loc>https://example.org/sub/magazine/other/</loc></url>"),
        "{sitemap}"
    );
}

// Whoever cannot read the page looks for a word of their own language.
#[test]
fn an_article_leads_to_its_translations_by_their_own_names() {
    let edition = edition();
    let prerendered = |slug: &str| {
        let prerendered = Prerenderer::new(&edition).render(&route(&edition, slug), "/");
        prerendered.expect("it has a page").html
    };
    let links = concat!(
        r#"<li>Also in <a href="/magazine/phare/" lang="fr" dir="ltr" hreflang="fr">Français</a> and "#,
        r#"<a href="/magazine/ta/" lang="zh-Hans" dir="ltr" hreflang="zh-Hans">简体中文</a></li>"#
    );
    let page = prerendered("tower");
    assert!(page.contains(links), "{page}");
    let page = prerendered("phare");
    assert!(
        page.contains(
            r#"Also in <a href="/magazine/tower/" lang="en" dir="ltr" hreflang="en">English</a> and "#
        ),
        "{page}"
    );
    assert!(!prerendered("other").contains("Also in"));
}
