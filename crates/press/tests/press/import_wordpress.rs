//! The import of WordPress exports: real data, features, and everything that can be wrong with a file.

use std::path::{Path, PathBuf};

use crate::support::{press as command, transcript};
use content::article::Article;
use content::block::Block;
use content::day::Moment;
use press::import::Imported;
use press::import::account::Fate;
use press::import::wordpress::{ImportError, Options, read};
use press::read::consent::{embeds, ready_made};
use quick_xml::events::Event;
use serde_json::Value;
use similar::{Algorithm, DiffOp, capture_diff_slices};

fn options() -> Options {
    Options::new(Moment::parse("2026-01-01T12:00").expect("the moment is one"))
}

fn fixture(name: &str) -> PathBuf {
    crate::support::fixtures().join("wordpress").join(name)
}

fn import(name: &str) -> Imported {
    let imported = read(&[fixture(name)], &options()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(
        imported.account.balances(),
        "{name}: {:?}",
        imported.account.tallies
    );
    imported
}

/// The same site, with a copy of its uploads.
fn import_with_media(name: &str) -> Imported {
    let options = Options {
        media: Some(fixture("uploads")),
        ..options()
    };
    let imported = read(&[fixture(name)], &options).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(
        imported.account.balances(),
        "{name}: {:?}",
        imported.account.tallies
    );
    imported
}

fn titles(imported: &Imported) -> Vec<&str> {
    imported
        .articles
        .iter()
        .map(|article| article.title.as_str())
        .collect()
}

fn article<'i>(imported: &'i Imported, slug: &str) -> &'i Article {
    imported
        .articles
        .iter()
        .find(|article| article.slug.as_ref() == slug)
        .unwrap_or_else(|| panic!("no article {slug} among {:?}", titles(imported)))
}

fn kinds(article: &Article) -> Vec<&str> {
    article.body.iter().map(Block::kind).collect()
}

fn body_json(article: &Article) -> String {
    serde_json::to_string(&article.body).expect("blocks can be written")
}

fn has_entry(imported: &Imported, kind: &str, fate: Fate, words: &str) -> bool {
    let entries = &imported.account.entries;
    let found = entries
        .iter()
        .any(|entry| entry.kind == kind && entry.fate == fate && entry.reason.contains(words));
    if !found {
        println!("{entries:#?}");
    }
    found
}

/// The theme test export, where it has been downloaded.
fn theme_test() -> Option<PathBuf> {
    crate::support::shared("data/wordpress-theme-unit-test.xml")
}

// 49 posts and 21 pages of the file are published, and one of the posts has a password.
#[test]
fn the_theme_test_gives_what_it_published_and_nothing_else() {
    let Some(file) = theme_test() else { return };
    let imported = read(std::slice::from_ref(&file), &options()).expect("the file is an export");
    let pages = imported
        .articles
        .iter()
        .filter(|article| article.section.is_none())
        .count();
    assert_eq!((imported.articles.len() - pages, pages), (48, 21));
    let tallies = &imported.account.tallies;
    assert_eq!((tallies["post"].read, tallies["post"].dropped), (51, 3));
    assert_eq!((tallies["page"].read, tallies["page"].dropped), (21, 0));
    assert!(has_entry(
        &imported,
        "post",
        Fate::Dropped,
        "a password protects it"
    ));
    assert!(imported.account.balances(), "{:?}", imported.account.tallies);
    let faults = content::check::check(
        &content::site::Site {
            pages: imported
                .articles
                .iter()
                .filter(|article| article.section.is_none())
                .map(|article| article.slug.clone())
                .collect(),
            consent: ready_made::consent(&embeds::needed(&imported.articles)),
            ..imported.site.clone()
        },
        &imported.articles,
    );
    assert_eq!(faults, Vec::new());
}

// The measure is independent of the importer: the words of every published body by a second, simpler way of reading,
// compared in order with the words of the articles.
#[test]
fn the_visible_words_of_the_theme_test_survive_in_order() {
    let Some(file) = theme_test() else { return };
    let imported = read(std::slice::from_ref(&file), &options()).expect("the file is an export");
    let (mut read_words, mut kept) = (0, 0);
    for (slug, body) in bodies(&file) {
        let Some(article) = imported.articles.iter().find(|article| {
            article
                .aliases
                .iter()
                .any(|alias| alias.as_str().ends_with(&format!("={slug}")))
        }) else {
            continue;
        };
        let source = words(&text_of_html(&body));
        let mut made = String::new();
        collect(
            &serde_json::to_value(&article.lead).expect("it can be written"),
            &mut made,
        );
        made.push(' ');
        collect(
            &serde_json::to_value(&article.body).expect("it can be written"),
            &mut made,
        );
        let made = words(&made);
        let equal: usize = capture_diff_slices(Algorithm::Myers, &source, &made)
            .iter()
            .map(|operation| match operation {
                DiffOp::Equal { len, .. } => *len,
                _ => 0,
            })
            .sum();
        if equal < source.len() {
            println!("{}: {equal} of {}", article.title, source.len());
        }
        read_words += source.len();
        kept += equal;
    }
    println!("{kept} of {read_words} words survive in order");
    assert!(
        read_words > 10_000,
        "{read_words} words are too few to tell anything"
    );
    assert!(kept * 1000 >= read_words * 995, "{kept} of {read_words}");
}

/// Number and body of every item, read without the importer.
fn bodies(file: &Path) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(file).expect("the file is UTF-8");
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut bodies, mut name, mut number, mut body) =
        (Vec::new(), String::new(), String::new(), String::new());
    loop {
        match reader.read_event().expect("the file is well-formed") {
            Event::Start(tag) => tag.name().into_inner().clone_into(&mut name),
            Event::CData(data) if name == "content:encoded" => body.push_str(&data.into_inner()),
            Event::Text(data) if name == "wp:post_id" => number.push_str(&data.into_inner()),
            Event::End(tag) => {
                name.clear();
                if tag.name().into_inner() == "item" {
                    bodies.push((
                        std::mem::take(&mut number).trim().to_owned(),
                        std::mem::take(&mut body),
                    ));
                }
            }
            Event::Eof => return bodies,
            _ => {}
        }
    }
}

/// The text of HTML: comments and the shortcodes of WordPress are taken out, tags of lines of their own part words.
fn text_of_html(html: &str) -> String {
    let mut plain = html.to_owned();
    for (open, close) in [
        ("<!--", "-->"),
        ("[caption", "]"),
        ("[/caption", "]"),
        ("[gallery", "]"),
        ("[audio", "]"),
    ] {
        while let Some(start) = plain.find(open) {
            let end = plain[start..]
                .find(close)
                .map_or(plain.len(), |end| start + end + close.len());
            plain.replace_range(start..end, " ");
        }
    }
    let parted = [
        "p", "li", "td", "th", "h", "br", "div", "dt", "dd", "fig", "cite", "ul", "ol", "block", "pre", "img",
    ];
    for name in parted {
        plain = plain.replace(&format!("<{name}"), &format!(" <{name}"));
        plain = plain.replace(&format!("</{name}"), &format!(" </{name}"));
    }
    scraper::Html::parse_fragment(&plain)
        .root_element()
        .text()
        .collect()
}

/// The words of a JSON value of the bundle.
fn collect(value: &Value, text: &mut String) {
    match value {
        Value::String(words) => text.push_str(words),
        Value::Array(items) => {
            for item in items {
                collect(item, text);
                if item.get("kind").is_some()
                    || item.get("text").is_some_and(Value::is_array)
                    || item.is_array()
                {
                    text.push(' ');
                }
            }
        }
        Value::Object(fields) => {
            let is_embed = fields.get("kind").is_some_and(|kind| kind == "embed");
            for (key, value) in fields {
                let is_words = matches!(
                    key.as_str(),
                    "text"
                        | "caption"
                        | "items"
                        | "body"
                        | "rows"
                        | "head"
                        | "summary"
                        | "attribution"
                        | "title"
                        | "images"
                        | "image"
                        | "notes"
                );
                if is_words || (is_embed && key == "link") {
                    collect(value, text);
                    if key != "text" {
                        text.push(' ');
                    }
                }
                if key == "break" {
                    text.push(' ');
                }
            }
        }
        _ => {}
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

// What an editor or a law keeps from readers must not reach them because a tool did not look.
#[test]
fn nothing_unpublished_and_nothing_private_comes_along() {
    let imported = import("never-published.xml");
    assert_eq!(titles(&imported), ["One", "Two"]);
    let everything = format!("{:?} {:?} {:?}", imported.site, imported.articles, imported.media);
    let report = serde_json::to_string(&imported.account).expect("the account can be written");
    for secret in ["secret", "203.0.113", "unpublished words"] {
        assert!(
            !everything.to_lowercase().contains(secret),
            "{secret} in {everything}"
        );
        assert!(!report.to_lowercase().contains(secret), "{secret} in {report}");
    }
    assert_eq!(article(&imported, "text-1").authors, ["Maren Holloway"]);
    assert_eq!(article(&imported, "text-2").authors, Vec::<String>::new());
    let tallies = &imported.account.tallies;
    assert_eq!((tallies["comment"].read, tallies["comment"].dropped), (1, 1));
    assert_eq!((tallies["post"].read, tallies["post"].kept), (12, 2));
    assert_eq!(tallies["item of another type"].dropped, 8);
    for reason in [
        "it is a draft",
        "it is private",
        "it is in the trash",
        "a password protects it",
        "“invented”",
    ] {
        assert!(has_entry(&imported, "post", Fate::Dropped, reason), "{reason}");
    }
    assert!(has_entry(
        &imported,
        "item of another type",
        Fate::Dropped,
        "log_entry had no address"
    ));
}

// A post dated a minute after the given time is still to come, one of the same minute is not.
#[test]
fn the_time_that_is_handed_in_decides_what_is_still_to_come() {
    let at = |moment| {
        let options = Options::new(Moment::parse(moment).expect("the moment is one"));
        read(&[fixture("truncated.xml")], &options)
            .expect("the file is an export")
            .articles
            .len()
    };
    assert_eq!(at("2024-05-02T09:59"), 0);
    assert_eq!(at("2024-05-02T10:00"), 1);
    assert_eq!(at("2024-05-02"), 1);
}

// Terms, sections, menu and addresses are what makes a site of texts.
#[test]
fn the_site_has_its_sections_terms_and_menu() {
    let imported = import_with_media("site.xml");
    let site = &imported.site;
    assert_eq!(
        (site.name.as_str(), site.language.as_str().as_ref()),
        ("Tide tables", "en-GB")
    );
    let sections: Vec<_> = site
        .sections
        .iter()
        .map(|section| section.name.as_str())
        .collect();
    assert_eq!(sections, ["Posts", "Recipe"]);
    let terms: Vec<String> = site
        .taxonomies
        .iter()
        .map(|taxonomy| {
            let tags: Vec<_> = taxonomy.tags.iter().map(|tag| tag.name.as_str()).collect();
            format!("{}: {}", taxonomy.slug, tags.join(", "))
        })
        .collect();
    assert_eq!(
        terms,
        ["categories: Places, Quays", "tags: Low water", "boat-type: Ferry"]
    );
    assert!(has_entry(
        &imported,
        "term",
        Fate::Dropped,
        "no published article carries it"
    ));
    let tags = &article(&imported, "one").tags[0].tags;
    assert_eq!(
        tags.iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        ["quays", "places"]
    );
    let menu: Vec<_> = site
        .navigation
        .iter()
        .map(|link| (link.label.as_str(), link.href.to_string()))
        .collect();
    assert_eq!(
        menu,
        [
            ("About", "/about/".to_owned()),
            ("Start", "/".to_owned()),
            ("Quays", "/tags/categories/quays/".to_owned()),
        ]
    );
    assert!(has_entry(&imported, "menu item", Fate::Dropped, "one level"));
}

// Old addresses are on other people's pages; each must still lead somewhere, and never to two places.
#[test]
fn addresses_become_slugs_and_aliases() {
    let imported = import("site.xml");
    let aliases = |slug| {
        let aliases = &article(&imported, slug).aliases;
        aliases.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(aliases("one"), ["/2024/05/one/", "/2024/05/uno/", "/?p=1"]);
    assert_eq!(aliases("about"), ["/?page_id=3"]);
    assert_eq!(aliases("two-2"), ["/recipe/two/", "/?p=4"]);
    assert!(has_entry(&imported, "address", Fate::Changed, "“two” is taken"));
    // A page may not have the name of a section.
    assert_eq!(article(&imported, "posts-2").title, "Taken");
    assert_eq!(article(&imported, "untitled").title, "No title at all here.…");
    assert!(has_entry(&imported, "title", Fate::Changed, "made up"));
    assert!(has_entry(&imported, "sticky mark", Fate::Dropped, "newest"));
}

// Links within the old site are links within the new one; what did not come along is linked where it was.
#[test]
fn links_lead_to_the_new_addresses() {
    let imported = import_with_media("site.xml");
    let body = body_json(article(&imported, "one"));
    for link in [
        "\"/posts/two/\"",
        "\"/about/\"",
        "\"/tags/categories/quays/\"",
        "\"https://old.example.org/gone/\"",
        "\"/content/media/uploads/2024/05/tides.pdf\"",
    ] {
        assert!(body.contains(link), "{link} in {body}");
    }
    assert_eq!(body.matches("/posts/two/").count(), 2, "{body}");
}

#[test]
fn pictures_and_sound_are_taken_from_the_copy_of_the_uploads() {
    let imported = import_with_media("site.xml");
    let one = article(&imported, "one");
    let image = one.image.as_ref().expect("it has a featured image");
    assert_eq!(image.src.as_str(), "media/uploads/2024/05/quay.jpg");
    assert_eq!(image.alt.as_deref(), Some("The quay at low water"));
    let lead = serde_json::to_string(&one.lead).expect("a lead can be written");
    assert!(lead.contains("first") && lead.contains("em"), "{lead}");
    let two = article(&imported, "two");
    assert_eq!(
        kinds(two),
        [
            "gallery",
            "figure",
            "paragraph",
            "audio",
            "embed",
            "embed",
            "paragraph"
        ]
    );
    let body = body_json(two);
    // The smaller version in the text gives way to the file itself, and keeps its words.
    assert!(body.contains("The quay at ") && body.contains("noon"), "{body}");
    assert!(!body.contains("300x200"), "{body}");
    let media: Vec<_> = imported.media.iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(
        media,
        [
            "media/uploads/2024/05/bell.mp3",
            "media/uploads/2024/05/quay.jpg",
            "media/uploads/2024/05/rope.jpg",
            "media/uploads/2024/05/tides.pdf",
        ]
    );
    assert!(has_entry(
        &imported,
        "attachment",
        Fate::Dropped,
        "nothing published shows it"
    ));
}

#[test]
fn pictures_that_are_not_at_hand_become_links_and_are_listed() {
    let imported = import("site.xml");
    let two = article(&imported, "two");
    assert!(
        !kinds(two)
            .iter()
            .any(|kind| matches!(*kind, "figure" | "gallery" | "audio"))
    );
    let body = body_json(two);
    assert!(
        body.contains("\"An older way\"") && body.contains("uploads/2024/05/missing.jpg"),
        "{body}"
    );
    assert!(
        imported
            .missing_media
            .iter()
            .any(|url| url.ends_with("/missing.jpg"))
    );
    assert!(imported.media.is_empty());
    assert!(has_entry(
        &imported,
        "element",
        Fate::Changed,
        "missing.jpg is not at hand"
    ));
}

// What a plugin would have shown in the place of its bracket nobody knows here, and no reader saw the bracket.
#[test]
fn brackets_that_are_no_shortcode_stay_text_and_those_of_plugins_go() {
    let imported = import("site.xml");
    let body = body_json(article(&imported, "two"));
    assert!(body.contains("[sic] stays, and too, and [gallery]."), "{body}");
    assert!(has_entry(&imported, "shortcode", Fate::Dropped, "[weather]"));
}

// Version 1.0 repeats each term without a taxonomy, calls that of the tags otherwise, and prefixes may be any.
#[test]
fn an_export_of_version_1_0_is_read() {
    let imported = import("version-1.0.xml");
    let tags = &article(&imported, "text-1").tags;
    assert_eq!(tags.len(), 2, "{tags:?}");
    assert_eq!(imported.site.taxonomies[0].tags.len(), 1);
}

#[test]
fn a_file_that_ends_too_early_gives_what_is_complete() {
    let imported = import("truncated.xml");
    assert_eq!(titles(&imported), ["One"]);
    assert!(
        has_entry(&imported, "XML", Fate::Dropped, "the file ends")
            || has_entry(&imported, "XML", Fate::Dropped, "broken")
    );
    assert!(
        imported
            .account
            .entries
            .iter()
            .all(|entry| entry.kind != "XML" || entry.place.line > 20)
    );
}

// A pipeline sees only the exit status: what an export that was cut off has lost must not pass for everything.
#[test]
fn an_import_of_a_file_that_ends_too_early_ends_with_status_1() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = fixture("truncated.xml");
    let arguments = [
        "import",
        "wordpress",
        &file.display().to_string(),
        "-o",
        "content",
    ];
    let output = command(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(1), "{}", transcript(&output));
}

#[test]
fn broken_xml_costs_one_item_and_the_rest_is_read() {
    let imported = import("broken-markup.xml");
    assert_eq!(titles(&imported), ["One", "Three"]);
    let faults: Vec<_> = imported
        .account
        .entries
        .iter()
        .filter(|entry| entry.kind == "XML")
        .collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].place.line > 25, "{faults:?}");
    assert_eq!(titles(&import("stray-end-tag.xml")), ["One", "Two"]);
}

#[test]
fn every_encoding_is_read_as_what_it_is() {
    for (name, fate) in [
        ("latin-1.xml", None),
        ("utf-8-declared-latin-1.xml", Some("are read as that")),
        ("windows-1252-undeclared.xml", Some("read as Windows-1252")),
    ] {
        let imported = import(name);
        assert_eq!(titles(&imported), ["Café"], "{name}");
        let body = body_json(&imported.articles[0]);
        assert!(
            body.contains("Déjà vu.") || body.contains("“yes”"),
            "{name}: {body}"
        );
        if let Some(words) = fate {
            assert!(has_entry(&imported, "encoding", Fate::Changed, words), "{name}");
        }
    }
}

// Entities that a document type defines can grow without bound or name files of the machine.
#[test]
fn entities_are_not_expanded() {
    let imported = import("entities.xml");
    assert_eq!(titles(&imported), ["One &b; &secret; & é"]);
    assert!(has_entry(&imported, "XML", Fate::Dropped, "document type"));
}

#[test]
fn a_file_that_is_no_export_is_one_precise_error() {
    for (name, words) in [
        ("feed.xml", "a feed without posts of WordPress"),
        ("no-xml.xml", "no WordPress export"),
    ] {
        let error = read(&[fixture(name)], &options()).expect_err("it is no export");
        assert!(matches!(error, ImportError::NoExport { .. }), "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
    let error = read(&[fixture("absent.xml")], &options()).expect_err("there is no such file");
    assert!(matches!(error, ImportError::Unreadable { .. }), "{error}");
    let options = Options {
        media: Some(fixture("absent")),
        ..options()
    };
    let error = read(&[fixture("site.xml")], &options).expect_err("there is no such folder");
    assert!(matches!(error, ImportError::NoMedia(_)), "{error}");
}

/// The blocks of one body, which is the first of an export otherwise like `latin-1.xml`.
fn imported_body(body: &str, fields: &str) -> Imported {
    let template = std::fs::read_to_string(fixture("stray-end-tag.xml")).expect("the fixture is there");
    let text = template
        .replacen("First words.", &body.replace("]]>", "]]]]><![CDATA[>"), 1)
        .replacen("<wp:is_sticky>", &format!("{fields}<wp:is_sticky>"), 1);
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let file = folder.path().join("export.xml");
    std::fs::write(&file, text).expect("the file can be written");
    let imported = read(std::slice::from_ref(&file), &options()).expect("the file is an export");
    assert!(imported.account.balances(), "{:?}", imported.account.tallies);
    imported
}

// The paragraph rule of classic bodies, case by case, as the blocks that readers get.
#[test]
fn classic_bodies_get_their_paragraphs() {
    let cases = [
        (
            "one\n\ntwo",
            r#"[{"kind":"paragraph","text":["one"]},{"kind":"paragraph","text":["two"]}]"#,
        ),
        (
            "one\ntwo",
            r#"[{"kind":"paragraph","text":["one",{"break":true},"two"]}]"#,
        ),
        (
            "one<br />\ntwo",
            r#"[{"kind":"paragraph","text":["one",{"break":true},"two"]}]"#,
        ),
        (
            "one<br><br>two",
            r#"[{"kind":"paragraph","text":["one"]},{"kind":"paragraph","text":["two"]}]"#,
        ),
        (
            "one\r\n \t\r\ntwo",
            r#"[{"kind":"paragraph","text":["one"]},{"kind":"paragraph","text":["two"]}]"#,
        ),
        (
            "<div>one</div>two",
            r#"[{"kind":"paragraph","text":["one"]},{"kind":"paragraph","text":["two"]}]"#,
        ),
        (
            "<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
            r#"[{"kind":"list","items":[[{"kind":"paragraph","text":["one"]}],[{"kind":"paragraph","text":["two"]}]]}]"#,
        ),
        (
            "<blockquote>one\n\ntwo</blockquote>",
            r#"[{"kind":"quote","body":[{"kind":"paragraph","text":["one"]},{"kind":"paragraph","text":["two"]}]}]"#,
        ),
        ("<pre>a\n\n  b</pre>", r#"[{"kind":"code","text":"a\n\n  b"}]"#),
        (
            "one\n<hr />\ntwo",
            r#"[{"kind":"paragraph","text":["one"]},{"kind":"separator"},{"kind":"paragraph","text":["two"]}]"#,
        ),
        (
            "<a\nhref=\"https://example.org/\">one</a>",
            r#"[{"kind":"paragraph","text":[{"text":"one","link":"https://example.org/"}]}]"#,
        ),
        (
            "<h2>one</h2>\ntwo\n<h2>three</h2>",
            r#"[{"kind":"heading","level":2,"id":"one","text":["one"]},{"kind":"paragraph","text":["two"]},{"kind":"heading","level":2,"id":"three","text":["three"]}]"#,
        ),
        (
            "a < b\nc",
            r#"[{"kind":"paragraph","text":["a < b",{"break":true},"c"]}]"#,
        ),
        ("<!--more-->\n\none", r#"[{"kind":"paragraph","text":["one"]}]"#),
    ];
    for (source, expected) in cases {
        let imported = imported_body(source, "");
        let made: Value = serde_json::to_value(&imported.articles[0].body).expect("blocks can be written");
        assert_eq!(
            plain(made).to_string(),
            plain(serde_json::from_str(expected).expect("it is JSON")).to_string(),
            "{source:?}"
        );
    }
}

/// The value without fields that say nothing.
fn plain(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty()))
            .map(|(key, value)| (key, plain(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        other => other,
    }
}

// One body for each block that the block editor has, and what becomes of it.
#[test]
fn blocks_of_the_editor_become_blocks_of_the_portal() {
    let cases: [(&str, &[&str]); 14] = [
        (
            "<!-- wp:heading {\"level\":1} --><h1>One</h1><!-- /wp:heading -->",
            &["heading"],
        ),
        (
            "<!-- wp:pullquote --><figure class=\"wp-block-pullquote\"><blockquote><p>Words</p><cite>Ines</cite></blockquote></figure><!-- /wp:pullquote -->",
            &["pull-quote"],
        ),
        (
            "<!-- wp:code --><pre class=\"wp-block-code\"><code>let [gallery]</code></pre><!-- /wp:code -->",
            &["code"],
        ),
        (
            "<!-- wp:verse --><pre class=\"wp-block-verse\">one\ntwo</pre><!-- /wp:verse -->",
            &["paragraph"],
        ),
        (
            "<!-- wp:buttons --><div class=\"wp-block-buttons\"><!-- wp:button --><div class=\"wp-block-button\"><a class=\"wp-block-button__link\" href=\"https://example.org/\">Go</a></div><!-- /wp:button --></div><!-- /wp:buttons -->",
            &["paragraph"],
        ),
        (
            "<!-- wp:columns --><div class=\"wp-block-columns\"><!-- wp:column --><div class=\"wp-block-column\"><!-- wp:paragraph --><p>One</p><!-- /wp:paragraph --></div><!-- /wp:column --><!-- wp:column --><div class=\"wp-block-column\"><!-- wp:list --><ul><li>Two</li></ul><!-- /wp:list --></div><!-- /wp:column --></div><!-- /wp:columns -->",
            &["paragraph", "list"],
        ),
        (
            "<!-- wp:table --><figure class=\"wp-block-table\"><table><thead><tr><th>A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table><figcaption>Cap</figcaption></figure><!-- /wp:table -->",
            &["table"],
        ),
        (
            "<!-- wp:separator --><hr class=\"wp-block-separator\"/><!-- /wp:separator -->",
            &["separator"],
        ),
        (
            "<!-- wp:details --><details class=\"wp-block-details\"><summary>More</summary><!-- wp:paragraph --><p>Inside</p><!-- /wp:paragraph --></details><!-- /wp:details -->",
            &["details"],
        ),
        (
            "<!-- wp:embed {\"url\":\"https://youtu.be/SQEQr7c0-dw\"} --><figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://youtu.be/SQEQr7c0-dw\n</div><figcaption>Film</figcaption></figure><!-- /wp:embed -->",
            &["embed"],
        ),
        (
            "<!-- wp:html --><iframe src=\"https://www.openstreetmap.org/export/embed.html?bbox=1,2,3,4\"></iframe><iframe src=\"https://maps.example.org/x\" title=\"A map\"></iframe><!-- /wp:html -->",
            &["embed", "paragraph"],
        ),
        (
            "<!-- wp:latest-posts /--><!-- wp:acme/rating {\"stars\":5} /--><!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->",
            &["paragraph"],
        ),
        (
            "<!-- wp:query --><div><!-- wp:query --><p>gone</p><!-- /wp:query --><p>gone</p></div><!-- /wp:query --><!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->",
            &["paragraph"],
        ),
        (
            "<!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->\n\nclassic one\n\nclassic two",
            &["paragraph", "paragraph", "paragraph"],
        ),
    ];
    for (source, expected) in cases {
        let imported = imported_body(source, "");
        assert_eq!(kinds(&imported.articles[0]), expected, "{source}");
        assert!(!body_json(&imported.articles[0]).contains("gone"), "{source}");
    }
}

#[test]
fn footnotes_of_the_editor_become_footnotes() {
    let notes = r#"<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[[{"content":"The <em>note</em>.","id":"abc"},{"content":"Never.","id":"x"}]]]></wp:meta_value></wp:postmeta>"#;
    let body = "<!-- wp:paragraph --><p>Words<sup data-fn=\"abc\" class=\"fn\"><a href=\"#abc\" id=\"abc-link\">1</a></sup>.</p><!-- /wp:paragraph --><!-- wp:footnotes /-->";
    let imported = imported_body(body, notes);
    assert_eq!(kinds(&imported.articles[0]), ["paragraph", "footnotes"]);
    let json = body_json(&imported.articles[0]);
    assert!(
        json.contains(r#"{"note":"1"}"#) && json.contains(r#""id":"1""#),
        "{json}"
    );
}

// A body that nests without end must end in blocks, not in the end of the program's stack.
#[test]
fn a_body_that_nests_without_end_is_flattened() {
    for tag in [
        "div",
        "blockquote",
        "ul><li",
        "b",
        "table><tr><td",
        "details",
        "span",
    ] {
        let names = tag.split('>').rev().map(|name| name.trim_start_matches('<'));
        let close = names.fold(String::new(), |close, name| close + "</" + name + ">");
        let body = format!(
            "{}deep words{}",
            format!("<{tag}>").repeat(20_000),
            close.repeat(20_000)
        );
        let imported = imported_body(&body, "");
        assert_eq!(imported.articles.len(), 2, "{tag}");
        let json = body_json(&imported.articles[0]);
        assert!(json.contains("deep words"), "{tag}: {json:.300}");
    }
}

// The bundle's format has no string of more than 256 KiB.
#[test]
fn a_paragraph_beyond_the_limit_is_divided() {
    let word = "harbour ";
    let body = format!(
        "<p>{}</p><pre>{}</pre>",
        word.repeat(50_000),
        "code line\n".repeat(50_000)
    );
    let imported = imported_body(&body, "");
    let kinds = kinds(&imported.articles[0]);
    assert!(
        kinds.len() > 4 && kinds.contains(&"paragraph") && kinds.contains(&"code"),
        "{kinds:?}"
    );
    let words = imported.account.words.count(&imported.site, &imported.articles);
    assert_eq!(words.read, words.kept, "{words:?}");
}

// An export of a large site has more megabytes than one text may have; only a single text without end is refused.
#[test]
fn a_large_file_is_read_and_a_text_without_end_costs_one_item() {
    let field = |megabytes: usize| {
        let value = "value ".repeat(megabytes * 1024 * 1024 / 6);
        format!(
            "<wp:postmeta><wp:meta_key>_data</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        )
    };
    let imported = imported_body("First words.", &field(8).repeat(6));
    assert_eq!(titles(&imported), ["One", "Two"]);
    let imported = imported_body("First words.", &field(33));
    assert_eq!(titles(&imported), ["Two"]);
    assert!(has_entry(
        &imported,
        "XML",
        Fate::Dropped,
        "longer than 32 megabytes"
    ));
}
