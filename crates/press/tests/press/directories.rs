//! The pages of all tags and all authors.

use content::route::Route;
use content::slug::Slug;
use press::edition::bundle::Edition;
use press::edition::routes::routes;
use press::publish::prerender::Prerenderer;

use crate::support::editions::{article, compose, of_site};
use crate::support::{content, write};

/// What stands in `main`, or nothing where there is no such page.
fn prerendered(edition: &Edition, route: &Route) -> Option<String> {
    let html = Prerenderer::new(edition).render(route, "/")?.html;
    let start = html.find("<main").expect("there is a main");
    let end = html.find("</main>").expect("it ends");
    Some(html[start..end].to_owned())
}

fn taxonomy(slug: &str) -> Route {
    Route::Tags(Slug::parse(slug))
}

/// The texts between two signs, in order.
fn texts<'a>(html: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let parts = html.split(open).skip(1);
    parts.filter_map(|part| part.split(close).next()).collect()
}

/// A site in a language, with an article for each name, which is its author and its tag.
fn of_names(language: &str, names: &[&str]) -> Edition {
    let folder = content(&[]);
    let site = format!(
        "name = \"Names\"\nlanguage = \"{language}\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
         [[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n"
    );
    write(&folder.path().join("content/site.toml"), site);
    for (number, name) in names.iter().enumerate() {
        let text = article(&format!(
            "title = \"A\"\nauthors = [\"{name}\"]\n\n[tags]\nthemes = [\"{name}\"]"
        ));
        write(
            &folder.path().join(format!("content/magazine/a-{number}.md")),
            text,
        );
    }
    compose(&folder.path().join("content"))
}

// Readers look for a name where their own alphabet has it: Å before Z in English, behind it in Swedish.
#[test]
fn names_stand_in_the_alphabet_of_the_sites_language() {
    let names = ["Zola", "Åse", "Adam", "Émile", "Erik", "Fritz"];
    for (language, sorted) in [
        ("en", ["Adam", "Åse", "Émile", "Erik", "Fritz", "Zola"]),
        ("sv", ["Adam", "Émile", "Erik", "Fritz", "Zola", "Åse"]),
    ] {
        let edition = of_names(language, &names);
        for route in [Route::Authors, taxonomy("themes"), Route::Tags(None)] {
            let html = prerendered(&edition, &route).expect("there are names");
            assert_eq!(
                texts(&html, "<bdi>", "</bdi>"),
                sorted,
                "{language}, {}",
                route.path()
            );
        }
    }
}

// Two thousand names in a row are a wall: letters part them, and each can be gone to.
#[test]
fn many_names_stand_under_letters_that_links_lead_to() {
    let names: Vec<String> = ('A'..='F')
        .flat_map(|letter| (0..10).map(move |number| format!("{letter}nn {number}")))
        .chain(["Émile".to_owned(), "2 hands".to_owned()])
        .collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let edition = of_names("en", &names);
    for route in [Route::Authors, taxonomy("themes")] {
        let html = prerendered(&edition, &route).expect("there are names");
        let letters = ["#", "A", "B", "C", "D", "E", "F"];
        let headed = texts(&html, "<h2 id=\"portal_letter-", "</h2>");
        let numbered: Vec<_> = (1..)
            .zip(letters)
            .map(|(number, letter)| format!("{number}\">{letter}"))
            .collect();
        assert_eq!(headed, numbered, "{}", route.path());
        assert_eq!(texts(&html, "<a href=\"#portal_letter-", "</a>"), numbered);
        assert_eq!(texts(&html, "<bdi>", "</bdi>").len(), 62);
    }
    // All taxonomies on one page stand as they are: each has its own page with letters.
    let all = prerendered(&edition, &Route::Tags(None)).expect("there are tags");
    assert!(
        all.contains(r#"<h2><a href="/tags/themes/">Themes</a></h2>"#),
        "{all}"
    );
    assert!(!all.contains("portal_letter-"), "{all}");
}

// Each entry leads to its list and says how much stands there; what nobody carries is not worth a click.
#[test]
fn each_name_leads_to_its_list_with_the_number_of_articles() {
    let tags = "themes = [\"Sea\", \"Land\"]";
    let edition = of_site(
        "authors = [{ name = \"Ana Lind\", slug = \"ana\" }]",
        &[
            (
                "magazine/a.md",
                &article(&format!(
                    "title = \"A\"\nauthors = [\"Ana Lind\", \"ana lind\"]\n\n[tags]\n{tags}"
                )),
            ),
            (
                "magazine/b.md",
                &article("title = \"B\"\nauthors = [\"Ana Lind\"]\n\n[tags]\nthemes = [\"Sea\"]"),
            ),
        ],
    );
    let html = prerendered(&edition, &taxonomy("themes")).expect("there are tags");
    assert!(
        html.contains(concat!(
            r#"<p class="kicker"><a href="/tags/">Tags</a></p><h1>Themes</h1></header><section><ul class="names">"#,
            r#"<li><a class="option" href="/tags/themes/land/"><bdi>Land</bdi> <span class="tally">1</span></a></li>"#,
            r#"<li><a class="option" href="/tags/themes/sea/"><bdi>Sea</bdi> <span class="tally">2</span></a></li></ul></section>"#
        )),
        "{html}"
    );
    let html = prerendered(&edition, &Route::Authors).expect("there is an author");
    let entry = r#"<li><a class="option" href="/authors/ana/"><bdi>Ana Lind</bdi> <span class="tally">2</span></a></li>"#;
    assert!(
        html.contains(&format!(
            "<h1>Authors</h1></header><section><ul class=\"names\">{entry}</ul>"
        )),
        "{html}"
    );

    // The way up from a tag, and from the tags of an article.
    let tag = prerendered(&edition, &Route::parse("tags/themes/sea/", "", &edition.site))
        .expect("the tag has a page");
    assert!(
        tag.contains(r#"<p class="kicker"><a href="/tags/themes/"><bdi>Themes</bdi></a></p><h1>Sea</h1>"#),
        "{tag}"
    );
    let item = prerendered(&edition, &Route::parse("magazine/a/", "", &edition.site))
        .expect("the article has a page");
    assert!(
        item.contains(r#"<dt><a href="/tags/themes/">Themes</a></dt>"#),
        "{item}"
    );

    let head = press::publish::head::html(&press::publish::head::head(&edition, &taxonomy("themes")));
    for part in [
        r#"<link rel="canonical" href="https://example.org/sub/tags/themes/">"#,
        r#""@type":"CollectionPage""#,
        r#""item":"https://example.org/sub/tags/"},{"@type":"ListItem","position":3,"name":"Themes""#,
    ] {
        assert!(head.contains(part), "{part}: {head}");
    }
}

// A page of nothing, and a link to it, would be two promises that are not kept.
#[test]
fn without_tags_or_authors_there_is_no_page_of_them() {
    let edition = of_site("", &[("magazine/a.md", &article("title = \"A\""))]);
    assert!(!edition.files.contains_key("lists/authors.json"));
    for route in [Route::Tags(None), taxonomy("themes"), Route::Authors] {
        assert!(prerendered(&edition, &route).is_none(), "{}", route.path());
        assert!(!routes(&edition).contains(&route), "{}", route.path());
    }
    let edition = of_site(
        "",
        &[(
            "magazine/a.md",
            &article("title = \"A\"\n\n[tags]\nthemes = [\"Sea\"]"),
        )],
    );
    assert!(prerendered(&edition, &taxonomy("moods")).is_none());
    assert!(prerendered(&edition, &taxonomy("themes")).is_some());
    assert!(prerendered(&edition, &Route::Authors).is_none());
}

// A tag that is declared and not carried keeps its page, which leads nowhere that is not there.
#[test]
fn a_tag_that_no_article_carries_is_not_listed() {
    let folder = content(&[("magazine/a.md", &article("title = \"A\""))]);
    let path = folder.path().join("content/site.toml");
    let settings = std::fs::read_to_string(&path).expect("the file was written a moment ago");
    let declared = "\n[[taxonomies.tags]]\nname = \"Land\"\nslug = \"land\"\n";
    write(&path, format!("{settings}{declared}"));
    let edition = compose(&folder.path().join("content"));
    assert!(prerendered(&edition, &taxonomy("themes")).is_none());
    let tag = prerendered(&edition, &Route::parse("tags/themes/land/", "", &edition.site))
        .expect("the tag has a page");
    assert!(
        tag.contains(r#"<p class="kicker"><bdi>Themes</bdi></p><h1>Land</h1>"#),
        "{tag}"
    );
    let tagged = article("title = \"B\"\n\n[tags]\nthemes = [\"Sea\"]");
    write(&folder.path().join("content/magazine/b.md"), tagged);
    let edition = compose(&folder.path().join("content"));
    let html = prerendered(&edition, &taxonomy("themes")).expect("one tag is carried");
    assert_eq!(texts(&html, "<bdi>", "</bdi>"), ["Sea"]);
}

// Who writes `site.json` by hand sorts nothing and counts nothing, and has these pages all the same.
#[test]
fn a_site_with_its_articles_inline_has_them_too() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let site = r#"{"format":1,"name":"Small","language":"en","sections":[{"slug":"magazine","name":"Magazine"}],
        "taxonomies":[{"slug":"themes","name":"Themes","tags":[{"slug":"z","name":"Zeal"},{"slug":"unused","name":"Unused"}]}],
        "footer":[{"title":"More","links":[{"label":"Tags","href":"/tags/"},{"label":"Authors","href":"/authors/"}]}],
        "articles":[
        {"slug":"a","section":"magazine","title":"A","authors":["Zoe","Ana"],"tags":[{"taxonomy":"themes","tags":["z","early"]}],
        "bylines":[{"name":"Zoe","slug":"zoe"},{"name":"Ana","slug":"ana"}]},
        {"slug":"b","section":"magazine","title":"B","authors":["Ana"],"bylines":[{"name":"Ana","slug":"ana"}]}]}"#;
    write(&folder.path().join("site.json"), site);
    let outcome = press::edition::compose::compose(folder.path()).expect("it is a content folder");
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let edition = outcome.edition.expect("the site is right");
    let entries = |route: &Route| {
        let html = prerendered(&edition, route).expect("there are names");
        texts(&html, "<bdi>", "</span>")
            .join("|")
            .replace("</bdi> <span class=\"tally\">", " ")
    };
    assert_eq!(entries(&Route::Authors), "Ana 2|Zoe 1");
    assert_eq!(entries(&taxonomy("themes")), "early 1|Zeal 1");
    assert_eq!(entries(&Route::Tags(None)), "early 1|Zeal 1");
}
