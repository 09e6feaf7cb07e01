//! Cards and their pictures.

mod support;

use content::block::{Image, Source};
use content::href::MediaPath;
use content::inline::{Inline, Mark, Run};
use support::article;

fn path(text: &str) -> MediaPath {
    MediaPath::parse(text).expect("the test names a file")
}

fn image(size: Option<(u32, u32)>, sources: &[u32]) -> Image {
    Image {
        src: path("media/a.avif"),
        alt: Some("A quay".to_owned()),
        caption: Vec::new(),
        credit: None,
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        sources: sources
            .iter()
            .map(|width| Source {
                src: path(&format!("media/a-{width}.avif")),
                width: *width,
            })
            .collect(),
    }
}

/// The file, the width and the height of the picture's thumbnail.
fn thumbnail(image: &Image) -> (String, Option<u32>, Option<u32>) {
    let thumbnail = image.thumbnail();
    (thumbnail.src.to_string(), thumbnail.width, thumbnail.height)
}

// A card is 480 pixels wide at most on a dense screen: more bytes would be waste, fewer would blur.
#[test]
fn a_card_gets_the_smallest_picture_that_is_wide_enough() {
    let size = Some((1600, 900));
    assert_eq!(
        thumbnail(&image(size, &[320, 960, 640])),
        ("media/a-640.avif".to_owned(), Some(640), Some(360))
    );
    assert_eq!(
        thumbnail(&image(size, &[480])),
        ("media/a-480.avif".to_owned(), Some(480), Some(270))
    );
    assert_eq!(
        thumbnail(&image(size, &[320])),
        ("media/a.avif".to_owned(), Some(1600), Some(900))
    );
    assert_eq!(
        thumbnail(&image(size, &[])),
        ("media/a.avif".to_owned(), Some(1600), Some(900))
    );
}

// Without the size of the large file that of the small one is unknown, and a wrong one would shift the page.
#[test]
fn a_picture_without_a_size_keeps_its_own_file() {
    assert_eq!(
        thumbnail(&image(None, &[640])),
        ("media/a.avif".to_owned(), None, None)
    );
    assert_eq!(thumbnail(&image(Some((0, 900)), &[640])).0, "media/a.avif");
}

// Sizes come from files: numbers that no picture has must not stop the page.
#[test]
fn a_picture_of_absurd_size_is_no_reason_to_stop() {
    let tall = image(Some((1, u32::MAX)), &[u32::MAX]);
    assert_eq!(
        thumbnail(&tall),
        (format!("media/a-{}.avif", u32::MAX), Some(u32::MAX), None)
    );
    let wide = image(Some((u32::MAX, u32::MAX)), &[4_000_000_000]);
    assert_eq!(thumbnail(&wide).2, Some(4_000_000_000));
}

// A card holds what a list shows and nothing of the body, so that lists stay small.
#[test]
fn a_card_repeats_its_article_without_marks() {
    let mut told = article("tides", "Tides");
    told.authors = vec!["Maren Holloway".to_owned()];
    told.published = Some(support::day("2026-03-14"));
    told.deadline = Some(support::day("2026-12-01"));
    told.image = Some(image(Some((1600, 900)), &[640]));
    told.lead = vec![
        Inline::Text("Low ".to_owned()),
        Inline::Run(Run {
            text: "water".to_owned(),
            marks: vec![Mark::Em],
            lang: None,
            link: None,
        }),
    ];
    let card = told.card();
    assert_eq!(
        (&card.slug, &card.section, &card.title),
        (&told.slug, &told.section, &told.title)
    );
    assert_eq!(
        (&card.authors, card.published, card.deadline),
        (&told.authors, told.published, told.deadline)
    );
    assert_eq!(card.lead.as_deref(), Some("Low water"));
    assert_eq!(
        card.image.map(|image| image.src.to_string()).as_deref(),
        Some("media/a-640.avif")
    );
}

// An empty line on every card of an article without a lead would be a label without a value.
#[test]
fn an_article_without_a_lead_has_a_card_without_one() {
    assert_eq!(article("tides", "Tides").card().lead, None);
}
