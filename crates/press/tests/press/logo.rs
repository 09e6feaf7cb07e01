//! A picture in the place of the site's name.

use std::fs;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};
use scraper::{Html, Selector};

use crate::support::editions::{article, site};
use crate::support::{json, press, transcript, write, write_portal};

const DRAWING: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60"><path d="M0 0h240v60z"/></svg>"#;

fn with_logo(name: &str, bytes: &[u8]) -> tempfile::TempDir {
    let signed = article("title = \"A\"\npublished = 2026-03-02");
    let folder = site(&format!("logo = \"media/{name}\""), &[("magazine/a.md", &signed)]);
    write(&folder.path().join("content/media").join(name), bytes);
    let portal = folder.path().join("dist");
    write_portal(&portal);
    let said = transcript(&press(folder.path(), &["build", "content", "--app", "dist"]));
    assert!(said.starts_with("exit 0"), "{said}");
    folder
}

// Whoever does not see it has to find the same link, and the page must not jump when it arrives.
#[test]
fn a_logo_stands_for_the_name_with_its_words_and_its_size() {
    let folder = with_logo("logo.svg", DRAWING.as_bytes());
    let page =
        fs::read_to_string(folder.path().join("dist/magazine/a/index.html")).expect("it is prerendered");
    let page = Html::parse_document(&page);
    let logo = Selector::parse(".masthead a.site-name > img").expect("it is a selector");
    let found: Vec<_> = page.select(&logo).collect();
    assert_eq!(found.len(), 1);
    let said = ["alt", "width", "height", "src", "loading"].map(|name| found[0].attr(name));
    let src = Some("../../content/media/logo.svg");
    assert_eq!(said, [Some("Test"), Some("240"), Some("60"), src, None]);
    assert!(folder.path().join("dist/content/media/logo.svg").is_file());
}

// Search engines show it beside articles, and want to know its size.
#[test]
fn the_publisher_of_an_article_has_the_logo() {
    let folder = with_logo("logo.svg", DRAWING.as_bytes());
    let page =
        fs::read_to_string(folder.path().join("dist/magazine/a/index.html")).expect("it is prerendered");
    let page = Html::parse_document(&page);
    let data = Selector::parse(r#"script[type="application/ld+json"]"#).expect("it is a selector");
    let text: String = page.select(&data).flat_map(|data| data.text()).collect();
    let data: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(
        data["@graph"][0]["publisher"]["logo"],
        serde_json::json!({
            "@type": "ImageObject",
            "url": "https://example.org/sub/content/media/logo.svg",
            "width": 240,
            "height": 60,
        })
    );
}

// A picture as it came from a designer is many times as large as the head of a page.
#[test]
fn of_a_large_logo_a_small_file_is_shown() {
    let picture = DynamicImage::from(RgbImage::new(2400, 800));
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, ImageFormat::Png)
        .expect("the picture can be encoded");
    let folder = with_logo("logo.png", &bytes.into_inner());
    let logo = json(&folder.path().join("dist/content/site.json"))["logo"].clone();
    assert_eq!((&logo["width"], &logo["height"]), (&480.into(), &160.into()));
    let src = logo["src"].as_str().expect("it has a file");
    assert!(src.starts_with("pictures/logo-"), "{src}");
    assert!(folder.path().join("dist/content").join(src).is_file());
}
