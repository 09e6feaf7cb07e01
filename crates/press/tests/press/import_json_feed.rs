//! JSON Feed as a content folder.

use std::path::Path;

use crate::support::{press, transcript, write};
use content::day::Day;
use press::import::Imported;
use press::import::json_feed::{Options, read};

const FEED: &str = r#"{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "The Tide", "home_page_url": "https://tide.example/", "language": "en",
  "authors": [{ "name": "Maren" }],
  "items": [
    { "id": "1", "url": "https://tide.example/2026/ropes.html", "title": "Ropes &amp; knots",
      "content_html": "<p>A <strong>rope</strong> and <a href=\"/2026/bells\">bells</a>.</p><ul><li>one</li></ul>",
      "summary": "About ropes", "date_published": "2026-01-02T10:00:00Z", "date_modified": "2026-02-03",
      "tags": ["Craft", "Sea"], "attachments": [{ "url": "https://tide.example/knots.pdf", "mime_type": "application/pdf", "title": "Knots" }] },
    { "id": "2", "url": "https://tide.example/2026/bells", "content_text": "First line\nsecond\n\nNew paragraph", "authors": [{ "name": "Ines" }] },
    { "id": "3", "title": "Gone", "content_text": "x", "expired": true },
    { "id": "4", "title": "Later", "content_text": "x", "date_published": "2030-01-01" },
    { "id": "5", "title": "Empty" },
    { "id": "6", "title": "Odd day", "content_text": "x", "date_published": "yesterday" }
  ]
}"#;

fn import(feed: &str) -> Result<Imported, String> {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let file = folder.path().join("feed.json");
    write(&file, feed);
    let now = Day::parse("2026-06-01").expect("it is a day");
    let place = file.display().to_string();
    let options = Options {
        now,
        media: None,
        site: None,
    };
    read(Path::new(&file), &options).map_err(|error| error.to_string().replace(&place, "feed.json"))
}

// Each field has its place, and what is not published stays where it is.
#[test]
fn items_become_articles_with_all_that_they_say() {
    let imported = import(FEED).expect("it is a feed");
    let slugs: Vec<_> = imported
        .articles
        .iter()
        .map(|article| article.slug.to_string())
        .collect();
    assert_eq!(slugs, ["ropes", "bells", "odd-day"]);
    let ropes = serde_json::to_value(&imported.articles[0]).expect("an article is written as JSON");
    assert_eq!(ropes["title"], "Ropes & knots");
    assert_eq!(ropes["published"], "2026-01-02");
    assert_eq!(ropes["updated"], "2026-02-03");
    assert_eq!(ropes["authors"][0], "Maren");
    assert_eq!(ropes["tags"][0]["tags"], serde_json::json!(["craft", "sea"]));
    let text = ropes["body"].to_string();
    assert!(
        text.contains("\"/posts/bells/\""),
        "a link within the feed leads into the new site: {text}"
    );
    assert!(text.contains("https://tide.example/knots.pdf"), "{text}");
    let bells = &imported.articles[1];
    assert_eq!(bells.authors, ["Ines"]);
    assert_eq!(bells.body.len(), 2);
    let post = imported.account.tallies["post"];
    assert_eq!((post.read, post.kept, post.dropped), (6, 3, 3));
    assert!(imported.account.balances(), "{:?}", imported.account.tallies);
    let reasons: Vec<_> = imported
        .account
        .entries
        .iter()
        .map(|entry| entry.reason.as_str())
        .collect();
    assert!(
        reasons.contains(&"it is not published: it has expired"),
        "{reasons:?}"
    );
    assert!(
        reasons.contains(&"it is not published: its day has not come"),
        "{reasons:?}"
    );
    assert!(
        reasons
            .iter()
            .any(|reason| reason.contains("“yesterday” is no day")),
        "{reasons:?}"
    );
}

// The folder is one that press publishes; the item without text is told of by the exit status.
#[test]
fn the_folder_of_a_feed_passes_the_check() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write(&folder.path().join("feed.json"), FEED);
    let output = press(folder.path(), &["import", "jsonfeed", "feed.json", "-o", "new"]);
    assert_eq!(output.status.code(), Some(1), "{}", transcript(&output));
    let checked = press(folder.path(), &["check", "new"]);
    assert!(checked.status.success(), "{}", transcript(&checked));
}

// Each way in which a file is no feed has its own sentence, with the place.
#[test]
fn what_is_no_feed_is_said_with_its_place() {
    let cases = [
        ("truncated", &FEED[..700], "feed.json:10:56:", "is no JSON"),
        (
            "another version",
            r#"{ "version": "2", "items": [] }"#,
            "feed.json:",
            "its version is another",
        ),
        (
            "no items",
            r#"{ "version": "https://jsonfeed.org/version/1" }"#,
            "feed.json:",
            "no list of items",
        ),
    ];
    for (name, feed, place, why) in cases {
        let said = import(feed).expect_err(name);
        assert!(said.contains(place) && said.contains(why), "{name}: {said}");
    }
    let deep = format!("{{\"version\": {}", "[".repeat(100_000));
    assert!(import(&deep).expect_err("too deep").contains("is no JSON"));
}
