//! The pages of lists after their first.

use std::collections::BTreeMap;
use std::path::Path;

use content::listing::List;
use content::route::Route;
use content::slug::Slug;
use press::edition::bundle::Edition;

use crate::support::editions::{article, compose, of_site, site};
use crate::support::{press, transcript, tree, write, write_portal};

/// Articles by one author with one tag, of one year, as files of the magazine.
fn pieces(count: usize) -> Vec<(String, String)> {
    let piece = |number: usize| {
        let keys = format!(
            "title = \"Piece {number}\"\npublished = 2026-01-{:02}\nauthors = [\"Ana Lind\"]\n\n[tags]\nthemes = [\"Sea\"]",
            number % 28 + 1
        );
        (format!("magazine/piece-{number}.md"), article(&keys))
    };
    (0..count).map(piece).collect()
}

fn of_pieces(more: &str, count: usize) -> tempfile::TempDir {
    let pieces = pieces(count);
    let files: Vec<_> = pieces
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    site(more, &files)
}

/// Builds the content of a folder into its `dist`, and returns what stands there.
fn build(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    if !folder.join("dist").exists() {
        write_portal(&folder.join("dist"));
    }
    let output = press(folder, &["build", "content", "--app", "dist"]);
    assert!(output.status.success(), "{}", transcript(&output));
    tree(&folder.join("dist"))
}

fn later(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    let names = files.keys().map(String::as_str);
    names
        .filter(|name| format!("/{name}").contains("/page/"))
        .collect()
}

fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    std::str::from_utf8(&files[name]).expect("pages are UTF-8")
}

// Whoever runs no program reads to the oldest article, and so does a search engine.
#[test]
fn every_list_goes_on_at_addresses_of_its_own() {
    let folder = of_pieces("", 50);
    let files = build(folder.path());
    let lists = [
        "",
        "magazine/",
        "tags/themes/sea/",
        "authors/ana-lind/",
        "archive/2026/",
    ];
    let mut wanted: Vec<_> = lists
        .iter()
        .flat_map(|list| (2..=3).map(move |page| format!("{list}page/{page}/index.html")))
        .collect();
    wanted.sort();
    assert_eq!(later(&files), wanted);
    for list in lists {
        let depth = "../".repeat(list.matches('/').count());
        let first = text(&files, &format!("{list}index.html"));
        let up = if depth.is_empty() { "./" } else { &depth };
        assert!(
            first.contains(&format!(r#"<a href="{up}{list}page/2/" rel="next">Older</a>"#)),
            "{list}: {first}"
        );
        let last = text(&files, &format!("{list}page/3/index.html"));
        assert_eq!(last.matches("<article").count(), 2, "{list}");
        assert!(
            last.contains(&format!(
                r#"<a href="../../{depth}{list}page/2/" rel="prev">Newer</a>"#
            )),
            "{list}: {last}"
        );
        assert!(!last.contains(r#"rel="next""#), "{list}");
        // Each article stands on one of the three pages.
        let pages = (2..=3).map(|page| text(&files, &format!("{list}page/{page}/index.html")));
        let all: String = std::iter::once(first).chain(pages).collect();
        for number in 0..50 {
            let link = format!("magazine/piece-{number}/\">Piece {number}</a>");
            assert_eq!(all.matches(&link).count(), 1, "{list}: {link}");
        }
    }
}

// Two pages of one list are two pages for a search engine, which is told how they hang together.
#[test]
fn a_later_page_has_a_title_and_a_canonical_address_and_names_its_neighbours() {
    let folder = of_pieces("", 50);
    let edition = compose(&folder.path().join("content"));
    let head = |route: &Route| press::publish::head::html(&press::publish::head::head(&edition, route));
    let magazine = |page| {
        Route::List(
            List::Section(Slug::parse("magazine").expect("it is a slug")),
            page,
        )
    };
    let second = head(&magazine(2));
    for part in [
        r#"<link rel="canonical" href="https://example.org/sub/magazine/page/2/">"#,
        r#"<link rel="prev" href="https://example.org/sub/magazine/">"#,
        r#"<link rel="next" href="https://example.org/sub/magazine/page/3/">"#,
        r#"<meta property="og:title" content="Magazine, Page 2 of 3">"#,
        r#""item":"https://example.org/sub/magazine/"},{"@type":"ListItem","position":3,"name":"Magazine, Page 2 of 3""#,
    ] {
        assert!(second.contains(part), "{part}: {second}");
    }
    let first = head(&magazine(1));
    assert!(
        first.contains(r#"rel="next""#) && !first.contains(r#"rel="prev""#),
        "{first}"
    );
    let last = head(&magazine(3));
    assert!(
        last.contains(r#"rel="prev""#) && !last.contains(r#"rel="next""#),
        "{last}"
    );
    // What a site or a person is, only one page says.
    let author = List::Author(Slug::parse("ana-lind").expect("it is a slug"));
    for (list, kind) in [(List::Home, "WebSite"), (author, "ProfilePage")] {
        let kind = format!(r#""@type":"{kind}""#);
        assert!(head(&Route::List(list.clone(), 1)).contains(&kind));
        let later = head(&Route::List(list, 2));
        assert!(
            !later.contains(&kind) && later.contains(r#""@type":"CollectionPage""#),
            "{later}"
        );
    }
    let sitemap = press::publish::sitemap::files(&edition);
    let sitemap = String::from_utf8_lossy(&sitemap["sitemap.xml"]);
    assert!(
        !sitemap.contains("/page/"),
        "what stands there moves on with each article"
    );
}

// A list that has become shorter must not leave pages behind that nothing leads to any more.
#[test]
fn pages_that_a_list_no_longer_has_are_removed() {
    let folder = of_pieces("", 50);
    assert_eq!(later(&build(folder.path())).len(), 10);
    for number in 30..50 {
        std::fs::remove_file(folder.path().join(format!("content/magazine/piece-{number}.md")))
            .expect("it is there");
    }
    let files = build(folder.path());
    assert_eq!(later(&files).len(), 5);
    assert!(!folder.path().join("dist/magazine/page/3").exists());
    for number in 24..30 {
        std::fs::remove_file(folder.path().join(format!("content/magazine/piece-{number}.md")))
            .expect("it is there");
    }
    assert_eq!(later(&build(folder.path())), [""; 0]);
    assert!(!folder.path().join("dist/page").exists());
}

// All that is open stands on the first page; what has closed can be reached, too.
#[test]
fn what_has_closed_in_a_section_ordered_by_closing_has_later_pages() {
    let pieces: Vec<_> = (0..50)
        .map(|number| {
            let keys = format!(
                "title = \"Call {number}\"\ndeadline = 2026-01-{:02}",
                number % 28 + 1
            );
            (format!("calls/call-{number}.md"), article(&keys))
        })
        .collect();
    let files: Vec<_> = pieces
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let folder = site("", &files);
    let path = folder.path().join("content/site.toml");
    let settings = std::fs::read_to_string(&path).expect("the file was written a moment ago");
    let calls = "\n[[sections]]\nslug = \"calls\"\nname = \"Calls\"\norder = \"closing\"\n";
    write(&path, format!("{settings}{calls}"));
    let files = build(folder.path());
    assert_eq!(
        later(&files),
        [
            "calls/page/2/index.html",
            "calls/page/3/index.html",
            "page/2/index.html",
            "page/3/index.html"
        ]
    );
}

// What a list has for a page, or gets with more articles, cannot lead elsewhere.
#[test]
fn an_earlier_address_cannot_be_that_of_a_later_page() {
    for (alias, is_taken) in [
        ("/magazine/page/2/", true),
        ("/magazine/page/2", true),
        ("/magazine/page/700/index.html", true),
        ("/page/2/", true),
        ("/tags/themes/sea/page/2/", true),
        ("/authors/ana-lind/page/2/", true),
        ("/archive/2026/page/2/", true),
        ("/archive/2026/", true),
        ("/magazine/?page=2", true),
        ("/tags/", true),
        ("/tags/themes/", true),
        ("/authors/", true),
        ("/category/news/page/2/", false),
        ("/magazine/page/", false),
        ("/magazine/page/two/", false),
        ("/page/", false),
        ("/find/page/2/", false),
    ] {
        let keys = format!(
            "title = \"A\"\npublished = 2026-01-01\nauthors = [\"Ana Lind\"]\naliases = [\"{alias}\"]\n\n[tags]\nthemes = [\"Sea\"]"
        );
        let folder = site("", &[("magazine/a.md", &article(&keys))]);
        let outcome =
            press::edition::compose::compose(&folder.path().join("content")).expect("it is a content folder");
        assert_eq!(
            outcome.has_errors(),
            is_taken,
            "{alias}: {:?}",
            outcome.diagnostics
        );
    }
}

// A host that knows no capital letters has one file for both: the page of the list stays.
#[test]
fn an_earlier_address_in_capitals_does_not_replace_a_later_page() {
    let folder = of_pieces("", 25);
    let more = article("title = \"A\"\npublished = 2020-01-01\naliases = [\"/Magazine/Page/2/\"]");
    write(&folder.path().join("content/magazine/a.md"), more);
    let files = build(folder.path());
    assert!(text(&files, "magazine/page/2/index.html").contains("data-prerendered"));
    assert!(!files.contains_key("Magazine/Page/2/index.html"));
}

// An article, a tag and an author of this name collide with nothing: a later page ends with a number.
#[test]
fn what_is_called_page_has_its_pages_beside_those_of_lists() {
    let pieces: Vec<_> = (0..25)
        .map(|number| {
            let keys =
                format!("title = \"Piece {number}\"\nauthors = [\"Page\"]\n\n[tags]\nthemes = [\"Page\"]");
            (format!("magazine/piece-{number}.md"), article(&keys))
        })
        .chain([("magazine/page.md".to_owned(), article("title = \"The page\""))])
        .collect();
    let files: Vec<_> = pieces
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let files = build(site("", &files).path());
    for (name, title) in [
        ("magazine/page/index.html", "The page | "),
        ("magazine/page/2/index.html", "Magazine, Page 2 of 2 | "),
        ("authors/page/index.html", "Page | "),
        ("authors/page/page/2/index.html", "Page, Page 2 of 2 | "),
        ("tags/themes/page/page/2/index.html", "Page, Page 2 of 2 | "),
        ("page/2/index.html", ", Page 2 of 2"),
    ] {
        let page = text(&files, name);
        let start = page.find("<title>").expect("a page has a title") + 7;
        let end = page.find("</title>").expect("it ends");
        assert!(page[start..end].contains(title), "{name}: {}", &page[start..end]);
    }
}

fn found(edition: &Edition) -> String {
    let route = Route::Find(String::new());
    let prerendered = press::publish::prerender::Prerenderer::new(edition).render(&route, "/");
    prerendered.expect("there is something to find").html
}

// Nothing answers a query without the app: what can be chosen leads to the list of it, and “Older” goes on.
#[test]
fn the_page_that_finds_leads_to_lists_until_an_app_answers() {
    let html = found(&compose(&of_pieces("", 50).path().join("content")));
    for link in [
        r#"<a class="option" href="/tags/themes/sea/""#,
        r#"<a class="option" href="/magazine/""#,
        r#"<a class="option" href="/archive/2026/""#,
        r#"<a href="/page/2/" rel="next">Older</a>"#,
    ] {
        assert!(html.contains(link), "{link}: {html}");
    }
    assert!(!html.contains("/find/?"), "{html}");
}

// A list of hundreds in a box is looked through by nobody: the most used stand for it, and a field finds the others.
#[test]
fn a_long_list_of_choices_is_cut_after_the_most_used_and_has_a_field() {
    let pieces = |tags: usize| -> Vec<(String, String)> {
        // The later a tag, the more articles carry it.
        let piece = |number: usize| {
            let tags: Vec<_> = (number..tags).map(|tag| format!("\"Tag {tag:02}\"")).collect();
            let keys = format!("title = \"A\"\n\n[tags]\nthemes = [{}]", tags.join(", "));
            (format!("magazine/a-{number}.md"), article(&keys))
        };
        (0..tags).map(piece).collect()
    };
    for (tags, is_long) in [(30, false), (31, true)] {
        let pieces = pieces(tags);
        let files: Vec<_> = pieces
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let html = found(&of_site("", &files));
        assert_eq!(html.contains("data-narrow"), is_long);
        assert_eq!(html.contains(&format!("Show all {tags}")), is_long);
        assert_eq!(
            html.matches(r#"class="rest""#).count(),
            if is_long { 11 } else { 0 }
        );
        if is_long {
            let first = html
                .split(r#"<li class="rest">"#)
                .nth(1)
                .expect("the list is cut");
            assert!(
                first.contains("<span dir=\"auto\">Tag 00</span>"),
                "the least used are left out: {first}"
            );
        }
    }
}
