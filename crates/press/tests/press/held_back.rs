//! What must not be published: drafts, what is dated later, what has expired.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::support::editions::article;
use super::support::{content, content_with_address, press, transcript, tree, write, write_portal};

/// A word that no other file and no program has.
const WORD: &str = "Quagglewort";

/// What an article that must not be read has: its word in every place where words, names and addresses can stand.
fn secret(keys: &str) -> String {
    format!(
        "+++\ntitle = \"{WORD} title\"\nlead = \"{WORD} lead\"\nauthors = [\"{WORD} Author\"]\nseries = \"{WORD} series\"\n\
         aliases = [\"/{lower}-old/\"]\n{keys}\n[tags]\nthemes = [\"{WORD} tag\", \"Shared\"]\n\n\
         [image]\nsrc = \"media/{lower}-lead.png\"\nalt = \"{WORD} picture\"\n\n\
         [event]\nstart = \"2026-07-01T10:00\"\nvenue = \"{WORD} hall\"\n+++\n\n\
         {WORD} text.\n\n## {WORD} heading\n\n```file\nsrc = \"media/{lower}.pdf\"\ntitle = \"{WORD} file\"\n```\n\n\
         ![{WORD} figure](media/{lower}-figure.png)\n",
        lower = WORD.to_lowercase(),
    )
}

/// A site whose published article leads to the secret one in every way that there is.
fn site(keys: &str) -> tempfile::TempDir {
    let lower = WORD.to_lowercase();
    let page = format!(
        "+++\ntitle = \"Published\"\npublished = 2026-01-01\nrelated = [\"{lower}\"]\n[tags]\nthemes = [\"Shared\"]\n+++\n\n\
         See [there](/magazine/{lower}/), [its end](/magazine/{lower}/#{lower}-heading) and **[again](/magazine/{lower}/)**.\n\n\
         - in [a list](/magazine/{lower}/)\n\n> [in a quote](/magazine/{lower}/)\n"
    );
    let folder = content(&[
        ("magazine/published.md", &page),
        (&format!("magazine/{lower}.md"), &secret(keys)),
        ("pages/about.md", &article("title = \"About\"")),
    ]);
    let root = folder.path().join("content");
    let settings = fs::read_to_string(root.join("site.toml")).expect("the site has one");
    write(
        &root.join("site.toml"),
        format!(
            "address = \"https://example.org/\"\n{settings}\n[[navigation]]\nlabel = \"{WORD} menu\"\nhref = \"/magazine/{lower}/\"\n\n\
             [[footer]]\ntitle = \"More\"\nlinks = [{{ label = \"{WORD} foot\", href = \"/magazine/{lower}/\" }}]\n"
        ),
    );
    let picture = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pictures/plain.png"))
        .unwrap_or_else(|_| one_pixel());
    for name in ["lead", "figure"] {
        write(&root.join(format!("media/{lower}-{name}.png")), &picture);
    }
    write(
        &root.join(format!("media/{lower}.pdf")),
        format!("%PDF-1.4 {WORD}"),
    );
    write(&root.join(format!("media/{lower}-unnamed.txt")), WORD);
    write_portal(&folder.path().join("portal"));
    folder
}

/// The smallest PNG.
fn one_pixel() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(1, 1)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture of one pixel can be written");
    bytes.into_inner()
}

fn build(folder: &Path, more: &[&str]) -> Output {
    press(folder, &[&["build", "content", "--app", "portal"], more].concat())
}

/// The files below a folder in whose name or bytes the word stands, in any spelling.
fn told_in(folder: &Path) -> Vec<String> {
    let lower = WORD.to_lowercase();
    let has = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains(&lower);
    let files = tree(folder).into_iter();
    let told = files.filter(|(name, bytes)| has(name.as_bytes()) || has(bytes));
    told.map(|(name, _)| name).collect()
}

// Every boolean word of YAML is one, and what is held back leaves no trace: not in a page, a list, a feed, a calendar, the
// sitemap, a count, similar content, a tag, an author, a file's name or the media.
#[test]
fn what_is_held_back_leaves_no_word_in_the_whole_output() {
    for keys in [
        "draft = true",
        "draft = \"yes\"",
        "draft = \"On\"",
        "published = 2099-01-01",
        "published = 2026-06-01T00:01:00",
        "published = \"2026-06-01T02:00:00.000+01:00\"",
        "date = 2027-01-01T10:00:00Z",
        "expires = 2026-05-31",
        "expires = \"2026-06-01T00:00:00Z\"",
        "published = 2020-01-01\nexpires = 2021-01-01",
    ] {
        let folder = site(keys);
        let built = build(folder.path(), &[]);
        let said = transcript(&built);
        assert!(built.status.success(), "{keys}: {said}");
        assert!(said.contains("1 held back"), "{keys}: {said}");
        assert_eq!(told_in(&folder.path().join("portal")), [""; 0], "{keys}");
    }
}

// The test above would pass as well if nothing at all were written.
#[test]
fn what_is_due_is_published_with_all_that_names_it() {
    for keys in [
        "draft = false",
        "draft = \"no\"",
        "draft = \"\"",
        "published = 2026-06-01",
        "published = \"2026-06-01T01:00:00.000+01:00\"",
        "published = 2020-01-01\nexpires = 2026-06-02",
        "expires = 2099-01-01",
    ] {
        let folder = site(keys);
        let said = transcript(&build(folder.path(), &[]));
        assert!(!said.contains("held back"), "{keys}: {said}");
        let told = told_in(&folder.path().join("portal"));
        for file in [
            "content/articles/quagglewort.json",
            "content/calendar/quagglewort.ics",
            "content/lists/home.json",
            "content/media/quagglewort.pdf",
            "content/site.json",
            "events.ics",
            "feed.xml",
            "magazine/published/index.html",
            "magazine/quagglewort/index.html",
            "quagglewort-old/index.html",
            "sitemap.xml",
        ] {
            assert!(
                told.iter().any(|name| name == file),
                "{keys}: {file} is not among {told:?}"
            );
        }
        assert!(!told.iter().any(|name| name.contains("unnamed")), "{told:?}");
    }
}

// An article that is taken back has to go from a portal that stands already.
#[test]
fn what_is_withdrawn_leaves_a_portal_that_had_it() {
    let folder = site("draft = false");
    assert!(build(folder.path(), &["--precompress"]).status.success());
    assert!(told_in(&folder.path().join("portal")).len() > 10);
    write(
        &folder.path().join("content/magazine/quagglewort.md"),
        secret("draft = true"),
    );
    assert!(build(folder.path(), &["--precompress"]).status.success());
    assert_eq!(told_in(&folder.path().join("portal")), [""; 0]);
}

// An editor looks at what is to come before it comes; a draft stays a draft.
#[test]
fn what_is_dated_later_is_shown_on_request() {
    let folder = site("published = 2099-01-01");
    assert!(build(folder.path(), &["--future"]).status.success());
    assert!(told_in(&folder.path().join("portal")).contains(&"magazine/quagglewort/index.html".to_owned()));
    for keys in ["draft = true\npublished = 2099-01-01", "expires = 2020-01-01"] {
        let folder = site(keys);
        assert!(build(folder.path(), &["--future"]).status.success());
        assert_eq!(told_in(&folder.path().join("portal")), [""; 0], "{keys}");
    }
}

// What nobody understands is not published; YAML has more booleans than one would think, and none of them is a number.
#[test]
fn a_draft_that_is_neither_true_nor_false_is_an_error() {
    for (value, is_error, is_held_back) in [
        ("True", false, true),
        ("TRUE", false, true),
        ("yes", false, true),
        ("Yes", false, true),
        ("on", false, true),
        ("y", false, true),
        ("'true'", false, true),
        ("False", false, false),
        ("no", false, false),
        ("off", false, false),
        ("N", false, false),
        ("", false, false),
        ("~", false, false),
        ("1", true, false),
        ("0", true, false),
        ("banana", true, false),
        ("tRue", true, false),
        ("[true]", true, false),
        ("{ is: true }", true, false),
        ("2099-01-01", true, false),
    ] {
        let folder = content(&[(
            "magazine/a.md",
            &format!("---\ntitle: A\ndraft: {value}\n---\n\n{WORD} text.\n"),
        )]);
        write_portal(&folder.path().join("portal"));
        let said = transcript(&build(folder.path(), &["--keep-going"]));
        assert_eq!(said.starts_with("exit 1"), is_error, "draft: {value}: {said}");
        assert_eq!(said.contains("held back"), is_held_back, "draft: {value}: {said}");
        let is_told = !told_in(&folder.path().join("portal")).is_empty();
        assert_eq!(is_told, !is_error && !is_held_back, "draft: {value}");
        if is_error {
            assert!(said.contains("content/magazine/a.md:3:"), "{said}");
        }
    }
}

// A key that another tool would have understood, or a slip of the pen, must not put a draft before the world.
#[test]
fn a_key_that_may_mean_held_back_is_an_error_and_one_that_does_not_is_passed_over() {
    for (line, is_error) in [
        ("Draft: true", true),
        ("DRAFT: yes", true),
        ("darft: true", true),
        ("isDraft: true", true),
        ("private: true", true),
        ("hidden: 1", true),
        ("unlisted: on", true),
        ("publish: false", true),
        ("Published: 2099-01-01", true),
        ("publishDate: 2099-01-01", true),
        ("publish_date: 2099-01-01", true),
        ("expiryDate: 2020-01-01", true),
        ("expire: 2020-01-01", true),
        ("expirse: 2020-01-01", true),
        ("status: draft", true),
        ("visibility: members", true),
        ("password: secret", true),
        ("permalink: false", true),
        ("build: { render: never }", true),
        ("_build: { list: false }", true),
        ("isDraft: false", false),
        ("private: no", false),
        ("publish: true", false),
        ("status: published", false),
        ("Status: Public", false),
        ("permalink: /somewhere/", false),
        ("layout: post", false),
        ("colour: red", false),
    ] {
        let folder = content(&[(
            "magazine/a.md",
            &format!("---\ntitle: A\n{line}\n---\n\n{WORD} text.\n"),
        )]);
        write_portal(&folder.path().join("portal"));
        let said = transcript(&build(folder.path(), &["--keep-going"]));
        assert_eq!(said.starts_with("exit 1"), is_error, "{line}: {said}");
        assert_eq!(
            told_in(&folder.path().join("portal")).is_empty(),
            is_error,
            "{line}: {said}"
        );
    }
}

// What is due at midnight is due at the site's midnight.
#[test]
fn days_begin_in_the_zone_of_the_site() {
    // The clock of these tests stands at the first moment of 1 June 2026 in UTC.
    for (zone, published, is_due) in [
        ("UTC", "2026-06-01", true),
        ("UTC", "2026-06-01T00:00:01", false),
        ("Pacific/Auckland", "2026-06-01T12:00", true),
        ("Pacific/Auckland", "2026-06-01T12:01", false),
        ("America/Lima", "2026-06-01", false),
        ("America/Lima", "2026-05-31T19:00", true),
        ("America/Lima", "2026-06-01T00:00:00Z", true),
    ] {
        let folder = site(&format!("published = {published}"));
        let path = folder.path().join("content/site.toml");
        let settings = fs::read_to_string(&path).expect("the site has one");
        write(&path, format!("zone = \"{zone}\"\n{settings}"));
        let said = transcript(&build(folder.path(), &[]));
        assert!(said.starts_with("exit 0"), "{said}");
        assert_eq!(!said.contains("held back"), is_due, "{zone} {published}: {said}");
    }
    let folder = site("");
    let path = folder.path().join("content/site.toml");
    let settings = fs::read_to_string(&path).expect("the site has one");
    write(&path, format!("zone = \"Europe/Lisbom\"\n{settings}"));
    let said = transcript(&build(folder.path(), &[]));
    assert!(
        said.contains("content/site.toml:1:8: error: “zone” cannot be “Europe/Lisbom”"),
        "{said}"
    );
}

// Whoever runs a build each day has to know whether that is needed, and so has the program that runs it.
#[test]
fn a_build_says_what_is_held_back_and_what_is_due_next() {
    let folder = content(&[
        (
            "magazine/a.md",
            &article("title = \"A\"\npublished = 2026-09-01T09:30:00"),
        ),
        ("magazine/b.md", &article("title = \"B\"\npublished = 2026-08-01")),
        ("magazine/c.md", &article("title = \"C\"\ndraft = true")),
        ("magazine/d.md", &article("title = \"D\"\nexpires = 2026-01-01")),
        ("magazine/e.md", &article("title = \"E\"\nexpires = 2026-12-24")),
        ("magazine/f.md", &article("title = \"F\"")),
    ]);
    let path = folder.path().join("content/site.toml");
    let settings = fs::read_to_string(&path).expect("the site has one");
    write(&path, format!("zone = \"Europe/Lisbon\"\n{settings}"));
    write_portal(&folder.path().join("portal"));
    let said = transcript(&build(folder.path(), &[]));
    for line in [
        "content/magazine/a.md:3:13: note: this is held back: it is to appear on 2026-09-01 at 09:30 (Europe/Lisbon) (build the site again then; --future shows it now)",
        "content/magazine/b.md:3:13: note: this is held back: it is to appear on 2026-08-01 (Europe/Lisbon) (build the site again then; --future shows it now)",
        "content/magazine/c.md:3:9: note: this is a draft, and held back (remove the key draft to publish it)",
        "content/magazine/d.md:3:11: note: this is held back: it expired on 2026-01-01 (Europe/Lisbon) (remove the key expires to publish it again)",
        "0 errors, 1 warning; 4 held back (1 draft, 2 dated later, 1 expired); the next is due on 2026-08-01 (Europe/Lisbon): content/magazine/b.md; the next to expire, on 2026-12-24 (Europe/Lisbon): content/magazine/e.md; 2 articles; written to portal",
    ] {
        assert!(said.contains(line), "{line} is not in\n{said}");
    }
    let told = build(folder.path(), &["--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("it is JSON");
    assert_eq!(
        told["next_due"],
        serde_json::json!({ "file": "content/magazine/b.md", "at": "2026-08-01T00:00:00+01:00" })
    );
    assert_eq!(
        told["next_to_expire"],
        serde_json::json!({ "file": "content/magazine/e.md", "at": "2026-12-24T00:00:00+00:00" })
    );
    assert_eq!(
        (&told["articles"], &told["written_to"]),
        (&2.into(), &"portal".into())
    );
    let held: Vec<_> = told["held_back"].as_array().into_iter().flatten().collect();
    assert_eq!(held.len(), 4);
    assert_eq!(
        held[0],
        &serde_json::json!({
            "file": "content/magazine/a.md", "slug": "a", "reason": "later", "at": "2026-09-01T09:30:00+01:00"
        })
    );
    assert_eq!(told["diagnostics"].as_array().map(Vec::len), Some(5));
}

// A note is no fault: a planned article must not fail the check that a newsroom runs before each build.
#[test]
fn what_is_planned_passes_a_strict_check_and_what_is_plainly_a_slip_does_not() {
    for (keys, slip) in [
        ("draft = true", None),
        ("published = 2026-12-01", None),
        ("published = 2028-05-01", None),
        (
            "published = 2099-01-01",
            Some("2099-01-01 lies so far ahead that it is hardly meant"),
        ),
        (
            "published = 0226-01-01",
            Some("the year of 0226-01-01 is hardly meant"),
        ),
        ("published = 2026-01-01\nupdated = 2026-06-02", None),
        (
            "published = 2026-01-01\nupdated = 2062-01-01",
            Some("2062-01-01, the day of the last change, is still to come"),
        ),
        ("deadline = 2027-01-01", None),
        ("deadline = 2072-01-01", Some("2072-01-01 lies so far ahead")),
        ("expires = 2199-01-01", None),
        (
            "published = 2026-03-01\nexpires = 2026-02-01",
            Some("this expires before it appears"),
        ),
        (
            "[event]\nstart = \"2026-07-01T10:00\"\nend = \"2026-07-01\"",
            None,
        ),
        (
            "[event]\nstart = \"2026-07-01T10:00\"\nend = \"2026-07-01T09:00\"",
            Some("the event ends before it begins"),
        ),
        (
            "[event]\nstart = 2026-07-01\nend = 2025-07-03",
            Some("the event ends before it begins"),
        ),
        (
            "[event]\nstart = 2206-07-01",
            Some("2206-07-01 lies so far ahead"),
        ),
    ] {
        let folder = content_with_address(&[
            (
                "magazine/a.md",
                &article(&format!("title = \"A\"\nlead = \"B\"\n{keys}")),
            ),
            ("magazine/b.md", &article("title = \"B\"")),
        ]);
        let said = transcript(&press(folder.path(), &["check", "content", "--strict"]));
        match slip {
            None => assert!(said.starts_with("exit 0"), "{keys}: {said}"),
            Some(slip) => {
                assert!(said.starts_with("exit 1"), "{keys}: {said}");
                assert!(said.contains(&format!("warning: {slip}")), "{keys}: {said}");
            }
        }
    }
}

// Who links to an article that is still to come has done nothing wrong; who links to a draft may not know that it is one.
#[test]
fn links_to_what_is_held_back_are_left_out_and_told() {
    for (keys, severity) in [("published = 2026-12-01", "note"), ("draft = true", "warning")] {
        let folder = site(keys);
        let said = transcript(&press(folder.path(), &["check", "content", "--all"]));
        assert!(said.starts_with("exit 0"), "{said}");
        for place in ["content/magazine/published.md:9:", "content/site.toml:15:8"] {
            assert!(
                said.lines().any(|line| line.starts_with(place)
                    && line.contains(&format!("{severity}: the link to /magazine/quagglewort/"))),
                "{place}: {said}"
            );
        }
        build(folder.path(), &[]);
        let page = fs::read_to_string(folder.path().join("portal/magazine/published/index.html"));
        let page = page.expect("the page was written");
        assert!(
            page.contains("See there, its end and <strong>again</strong>."),
            "{page}"
        );
    }
}

// On the day that it is to appear, the build would fail.
#[test]
fn an_article_whose_slug_is_taken_is_told_before_it_is_due() {
    let folder = content(&[
        ("magazine/a.md", &article("title = \"A\"")),
        (
            "pages/a.md",
            &article("title = \"Later\"\npublished = 2026-12-01"),
        ),
        (
            "magazine/b.md",
            &article("title = \"B\"\nlead = \"See [A](/magazine/a/).\""),
        ),
    ]);
    let said = transcript(&press(folder.path(), &["check", "content"]));
    assert!(
        said.contains("content/pages/a.md: warning: content/magazine/a.md has the slug “a” already"),
        "{said}"
    );
    assert!(!said.contains("the link to"), "{said}");
}

// One half of a pair of translations may be published before the other.
#[test]
fn a_translation_that_is_held_back_is_not_named_by_the_original() {
    let folder = content(&[
        ("magazine/original.md", &article("title = \"A\"")),
        (
            "magazine/uebersetzung.md",
            &article("title = \"B\"\nlanguage = \"de\"\ntranslation_of = \"original\"\ndraft = true"),
        ),
        (
            "magazine/traduction.md",
            &article("title = \"C\"\nlanguage = \"fr\"\ntranslation_of = \"uebersetzung\""),
        ),
    ]);
    write_portal(&folder.path().join("portal"));
    let said = transcript(&build(folder.path(), &[]));
    assert!(said.starts_with("exit 0"), "{said}");
    let article = fs::read_to_string(folder.path().join("portal/content/articles/original.json"));
    let article = article.expect("the article is published");
    assert!(
        article.contains("traduction") && !article.contains("uebersetzung"),
        "{article}"
    );
}

// A site that a person writes into one file is published as it is, but for what is dated later.
#[test]
fn a_hand_written_site_holds_back_what_is_dated_later() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let site = serde_json::json!({
        "format": 1, "name": "Test", "language": "en",
        "sections": [{ "slug": "magazine", "name": "Magazine" }],
        "navigation": [{ "label": WORD, "href": "/magazine/later/" }],
        "articles": [
            { "slug": "now", "section": "magazine", "title": "Now", "related": ["later"],
              "body": [{ "kind": "paragraph", "text": [{ "text": "there", "link": "/magazine/later/" }] }] },
            { "slug": "later", "section": "magazine", "title": WORD, "published": "2026-06-02",
              "image": { "src": "media/quagglewort.png" } },
        ],
    });
    write(&folder.path().join("content/site.json"), site.to_string());
    write(&folder.path().join("content/media/quagglewort.png"), one_pixel());
    write_portal(&folder.path().join("portal"));
    let said = transcript(&build(folder.path(), &[]));
    assert!(
        said.starts_with("exit 0") && said.contains("1 held back (1 dated later)"),
        "{said}"
    );
    assert_eq!(told_in(&folder.path().join("portal")), [""; 0]);
    assert!(build(folder.path(), &["--future"]).status.success());
    assert!(told_in(&folder.path().join("portal")).contains(&"magazine/later/index.html".to_owned()));
}

// Editors' tools write empty texts for what was left out, and fractions of seconds nobody asked for.
#[test]
fn what_editors_tools_write_is_read() {
    for keys in [
        "image = { src = \"\", alt = \"\" }",
        "image = \"\"",
        "image = { src = \"\", alt = \"\", caption = \"\", credit = \"\" }",
        "event = { start = \"\", end = \"\", zone = \"\", venue = \"\" }",
        "deadline = \"\"\nupdated = \"\"\nexpires = \"\"\nwebsite = \"\"\nseries = \"\"\nlanguage = \"\"\ntranslation_of = \"\"",
        "authors = [\"\"]\naliases = [\"\"]\nrelated = []",
        "tags = { themes = [\"\"] }",
        "published = 2026-03-14T09:40:00.000",
        "published = \"2026-03-14T09:40:00.000Z\"",
        "event = { start = 2026-07-01T09:40:00.000, end = 2026-07-01T11:00:00.000 }",
        "event = { start = \"2026-07-01T09:40:00.000\", end = \"2026-07-02\" }",
        "event = { start = \"2026-07-01T09:40:00.000Z\", zone = \"Europe/Lisbon\" }",
    ] {
        let folder = content_with_address(&[(
            "magazine/a.md",
            &article(&format!("title = \"A\"\nlead = \"B\"\n{keys}")),
        )]);
        let said = transcript(&press(folder.path(), &["check", "content", "--strict"]));
        assert!(said.starts_with("exit 0"), "{keys}: {said}");
    }
    for (keys, told) in [
        (
            "image = { src = \"\", alt = \"A quay\" }",
            "warning: the lead picture has words, but no file, and is left out",
        ),
        (
            "event = { start = \"2026-07-01T09:40:00Z\" }",
            "error: “2026-07-01T09:40:00Z” is a time in UTC",
        ),
        (
            "published = \"2026-03-14 soon\"",
            "error: “published” cannot be “2026-03-14 soon”",
        ),
        (
            "event = { start = \"\", venue = \"A hall\" }",
            "error: “event.start” is missing",
        ),
    ] {
        let folder = content(&[(
            "magazine/a.md",
            &article(&format!("title = \"A\"\nlead = \"B\"\n{keys}")),
        )]);
        let said = transcript(&press(folder.path(), &["check", "content", "--strict"]));
        assert!(said.contains(told), "{keys}: {said}");
    }
}
