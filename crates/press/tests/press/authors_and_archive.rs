//! The pages of authors, and the archive by year.

use content::listing::List;
use content::route::Route;
use content::slug::Slug;
use press::edition::bundle::Edition;
use press::publish::prerender::Prerenderer;

use crate::support::editions::{article, of_site};

const AUTHORS: &str =
    "authors = [{ name = \"Ana Lind\", slug = \"ana\", description = \"Writes about ropes.\" }]";

fn edition() -> Edition {
    of_site(
        AUTHORS,
        &[
            (
                "magazine/a.md",
                &article("title = \"A\"\npublished = 2024-12-31\nauthors = [\"ana lind\", \"Bo Berg\"]"),
            ),
            (
                "magazine/b.md",
                &article("title = \"B\"\npublished = 2026-01-01\nauthors = [\"Ana Lind\", \"!!!\"]"),
            ),
            ("magazine/c.md", &article("title = \"C\"")),
            (
                "pages/about.md",
                &article("title = \"About\"\npublished = 2020-01-01"),
            ),
        ],
    )
}

fn file<'e>(edition: &'e Edition, name: &str) -> &'e str {
    let bytes = edition
        .files
        .get(name)
        .unwrap_or_else(|| panic!("there is no {name}"));
    std::str::from_utf8(bytes).expect("press writes UTF-8")
}

fn author(slug: &str) -> List {
    List::Author(Slug::parse(slug).expect("it is a slug"))
}

fn prerendered(edition: &Edition, route: &Route) -> (String, String) {
    let prerendered = Prerenderer::new(edition).render(route, "/");
    let prerendered = prerendered.unwrap_or_else(|| panic!("{} has no page", route.path()));
    let start = prerendered.html.find("<main").expect("there is a main");
    let end = prerendered.html.find("</main>").expect("it ends");
    (prerendered.title, prerendered.html[start..end].to_owned())
}

// The file is all that a page of an author is made from: `site.json` must not grow with the authors.
#[test]
fn the_list_of_an_author_says_itself_who_that_is() {
    let edition = edition();
    assert_eq!(
        file(&edition, "lists/authors/ana.json"),
        concat!(
            r#"{"count":2,"cards":["#,
            r#"{"slug":"b","section":"magazine","title":"B","lead":"The text of it.","authors":["Ana Lind","!!!"],"published":"2026-01-01"},"#,
            r#"{"slug":"a","section":"magazine","title":"A","lead":"The text of it.","authors":["ana lind","Bo Berg"],"published":"2024-12-31"}],"#,
            r#""name":"Ana Lind","description":"Writes about ropes."}"#
        )
    );
    assert!(file(&edition, "lists/authors/bo-berg.json").ends_with(r#""name":"Bo Berg"}"#));
    assert_eq!(
        file(&edition, "lists/authors.json"),
        r#"{"authors":[{"slug":"ana","name":"Ana Lind","count":2},{"slug":"bo-berg","name":"Bo Berg","count":1}]}"#
    );
    let site = file(&edition, "site.json");
    assert!(!site.contains("Ana") && !site.contains("Bo"), "{site}");
    // A name as it stands in the article is what the byline is looked up by; one without letters has no page.
    assert!(
        file(&edition, "articles/a.json")
            .contains(r#""bylines":[{"name":"ana lind","slug":"ana"},{"name":"Bo Berg","slug":"bo-berg"}]"#)
    );
    assert!(file(&edition, "articles/b.json").contains(r#""bylines":[{"name":"Ana Lind","slug":"ana"}]"#));
}

// What the reader sees at the head of the page; and nothing at all of an author whom no article names.
#[test]
fn the_page_of_an_author_begins_with_name_and_description() {
    let edition = edition();
    let (title, html) = prerendered(&edition, &Route::List(author("ana"), 1));
    assert!(title.starts_with("Ana Lind | "), "{title}");
    let head = r#"<p class="kicker"><a href="/authors/">Authors</a></p><h1>Ana Lind</h1><p class="list-words">Writes about ropes.</p><div class="list-ways"><p class="list-count">2 articles</p></div>"#;
    assert!(html.contains(head), "{html}");
    assert!(html.contains(r#"<a href="/magazine/a/">"#), "{html}");
    let nobody = Route::List(author("nobody"), 1);
    assert!(Prerenderer::new(&edition).render(&nobody, "/").is_none());
}

// Only what stands in a section counts, as in every list of the newest; the newest year comes first.
#[test]
fn the_archive_leads_to_the_years_in_which_articles_appeared() {
    let edition = edition();
    assert!(
        file(&edition, "site.json").contains(r#""years":[{"year":2026,"count":1},{"year":2024,"count":1}]"#)
    );
    let (title, html) = prerendered(&edition, &Route::Archive);
    assert!(title.starts_with("Archive | "), "{title}");
    let years = concat!(
        r#"<ul class="years"><li><a href="/archive/2026/">2026 <span class="list-count">1 article</span></a></li>"#,
        r#"<li><a href="/archive/2024/">2024 <span class="list-count">1 article</span></a></li></ul>"#
    );
    assert!(html.contains(years), "{html}");
    let (title, html) = prerendered(&edition, &Route::List(List::Year(2024), 1));
    assert!(title.starts_with("2024 | "), "{title}");
    let head = r#"<p class="kicker"><a href="/archive/">Archive</a></p><h1>2024</h1><div class="list-ways"><p class="list-count">1 article</p><a href="/find/?year=2024">"#;
    assert!(html.contains(head), "{html}");
    assert!(
        html.contains(r#"<a href="/magazine/a/">"#) && !html.contains("/magazine/b/"),
        "{html}"
    );
}

// Twenty-four cards make a page, here as on the pages of tags.
#[test]
fn long_lists_of_authors_and_years_have_further_pages() {
    let piece = article("title = \"A\"\npublished = 2026-01-01\nauthors = [\"Ana Lind\"]");
    let names: Vec<_> = (0..50).map(|number| format!("magazine/a-{number}.md")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), piece.as_str())).collect();
    let edition = of_site(AUTHORS, &files);
    for list in [author("ana"), List::Year(2026)] {
        for (page, cards) in [(1, 24), (2, 24), (3, 2)] {
            let (title, html) = prerendered(&edition, &Route::List(list.clone(), page));
            assert_eq!(html.matches("<article").count(), cards, "{title}");
            assert_eq!(title.contains(&format!("Page {page} of 3")), page > 1, "{title}");
        }
    }
}

// Search engines are told that the name above an article and the page of its author are one person.
#[test]
fn structured_data_links_an_article_with_the_page_of_its_author() {
    let edition = edition();
    let data = |route: &Route| press::publish::head::html(&press::publish::head::head(&edition, route));
    let slug = Slug::parse("a").expect("it is a slug");
    let section = edition.articles[0].section.as_ref();
    let article = data(&Route::of(section, &slug));
    let person = r#"{"@type":"Person","@id":"https://example.org/sub/authors/bo-berg/#person","name":"Bo Berg","url":"https://example.org/sub/authors/bo-berg/"}"#;
    assert!(article.contains(person), "{article}");
    let page = data(&Route::List(author("ana"), 1));
    assert!(page.contains(r#""@type":"ProfilePage""#), "{page}");
    assert!(
        page.contains(r#"<link rel="canonical" href="https://example.org/sub/authors/ana/">"#),
        "{page}"
    );
    assert!(
        page.contains(r#"<meta name="description" content="Writes about ropes.">"#),
        "{page}"
    );
    assert!(
        page.contains(
            r#""item":"https://example.org/sub/authors/"},{"@type":"ListItem","position":3,"name":"Ana Lind""#
        ),
        "{page}"
    );
    let year = data(&Route::List(List::Year(2024), 1));
    assert!(
        year.contains(
            r#""item":"https://example.org/sub/archive/"},{"@type":"ListItem","position":3,"name":"2024""#
        ),
        "{year}"
    );
}

// Whoever writes `site.json` by hand says who has a page, and needs no other file for it.
#[test]
fn a_site_with_its_articles_inline_has_authors_and_an_archive() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let site = r#"{"format":1,"name":"Small","language":"en","sections":[{"slug":"magazine","name":"Magazine"}],
        "footer":[{"title":"More","links":[{"label":"Archive","href":"/archive/"},{"label":"Ana","href":"/authors/ana/"}]}],
        "articles":[{"slug":"a","section":"magazine","title":"A","published":"2025-01-01","authors":["Ana"],
        "bylines":[{"name":"Ana","slug":"ana"}]}]}"#;
    crate::support::write(&folder.path().join("site.json"), site);
    let outcome = press::edition::compose::compose(folder.path()).expect("it is a content folder");
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let edition = outcome.edition.expect("the site is right");
    let (title, html) = prerendered(&edition, &Route::List(author("ana"), 1));
    assert_eq!(title, "Ana | Small");
    assert!(
        html.contains("<h1>Ana</h1>") && html.contains(r#"<a href="/magazine/a/">"#),
        "{html}"
    );
    let (_, html) = prerendered(&edition, &Route::Archive);
    assert!(html.contains(r#"<a href="/archive/2025/">2025 "#), "{html}");
    assert!(
        Prerenderer::new(&edition)
            .render(&Route::List(author("bo"), 1), "/")
            .is_none()
    );
}
