//! What press makes of pictures: sizes, kinds, colours, and nothing that a camera wrote into them.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use crate::support::{content, json, press, transcript, tree, write};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use tempfile::TempDir;

const ARTICLE: &str =
    "+++\ntitle = \"A\"\n\n[image]\nsrc = \"media/quay.jpg\"\nalt = \"The quay\"\n+++\n\nText.\n";

/// A content folder whose one article has a file as its lead picture.
fn site(name: &str, bytes: &[u8]) -> TempDir {
    let folder = content(&[("magazine/a.md", &ARTICLE.replace("quay.jpg", name))]);
    write(&folder.path().join("content/media").join(name), bytes);
    folder
}

fn build(folder: &Path, arguments: &[&str]) -> String {
    let output = press(
        folder,
        &[&["build", "content", "--output", "out"], arguments].concat(),
    );
    transcript(&output)
}

/// The lead picture as the bundle has it.
fn lead(folder: &Path) -> serde_json::Value {
    json(&folder.join("out/articles/a.json"))["image"].clone()
}

fn decoded(folder: &Path, src: &serde_json::Value) -> DynamicImage {
    let path = folder
        .join("out")
        .join(src.as_str().expect("a picture has a file"));
    image::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A landscape with soft colours, as photographs have them.
pub(crate) fn photograph(width: u32, height: u32) -> RgbImage {
    let shade = |at: u32, of: u32| u8::try_from(at * 200 / of).expect("it is at most 200");
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([shade(x, width), shade(y, height), 120])
    })
}

pub(crate) fn encoded(pixels: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    pixels
        .into()
        .write_to(&mut bytes, format)
        .expect("the picture can be encoded");
    bytes.into_inner()
}

/// A JPEG with what a telephone writes into it: turned by a quarter, and taken at 38° 42′ N.
pub(crate) fn from_a_telephone(pixels: RgbImage) -> Vec<u8> {
    let jpeg = encoded(pixels, ImageFormat::Jpeg);
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [
            &tag.to_le_bytes()[..],
            &kind.to_le_bytes(),
            &count.to_le_bytes(),
            &value.to_le_bytes(),
        ]
        .concat()
    };
    let (directory, position) = (8 + 2 + 2 * 12 + 4, 8 + 2 + 2 * 12 + 4 + 2 + 2 * 12 + 4);
    let exif = [
        &b"Exif\0\0II*\0\x08\0\0\0\x02\0"[..],
        &entry(0x0112, 3, 1, 6),
        &entry(0x8825, 4, 1, directory),
        &[0; 4],
        &[2, 0],
        &entry(1, 2, 2, u32::from(b'N')),
        &entry(2, 5, 3, position),
        &[0; 4],
        &[38_u32, 1, 42, 1, 0, 1].map(u32::to_le_bytes).concat(),
    ]
    .concat();
    let length = u16::try_from(exif.len() + 2).expect("it is short").to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

// A telephone loads a tenth of what a wide screen does, and no page may jump when a picture arrives.
#[test]
fn a_photograph_becomes_webp_in_three_widths_and_a_jpeg() {
    let folder = site("quay.jpg", &encoded(photograph(2000, 1250), ImageFormat::Jpeg));
    assert!(build(folder.path(), &[]).starts_with("exit 0\n0 errors, 0 warnings"));
    let image = lead(folder.path());
    assert_eq!((&image["width"], &image["height"]), (&1600.into(), &1000.into()));
    assert!(
        image["src"]
            .as_str()
            .is_some_and(|src| src.ends_with("-1600.jpg")),
        "{image}"
    );
    assert_eq!(decoded(folder.path(), &image["src"]).width(), 1600);
    let sources = image["sources"].as_array().expect("there are smaller files");
    for (source, (width, height)) in sources.iter().zip([(480, 300), (960, 600), (1600, 1000)]) {
        assert_eq!(source["width"], width);
        assert!(
            source["src"]
                .as_str()
                .is_some_and(|src| src.ends_with(&format!("-{width}.webp")))
        );
        let made = decoded(folder.path(), &source["src"]);
        assert_eq!((made.width(), made.height()), (width, height));
    }
    assert_eq!(sources.len(), 3);
    let card = &json(&folder.path().join("out/lists/home.json"))["cards"][0]["image"];
    assert_eq!((&card["src"], &card["width"]), (&sources[0]["src"], &480.into()));
}

// Enlarging costs bytes and shows nothing more; a width a little below another is only one more file.
#[test]
fn no_file_is_wider_than_its_original() {
    let folder = site("quay.jpg", &encoded(photograph(1000, 500), ImageFormat::Jpeg));
    assert!(build(folder.path(), &[]).starts_with("exit 0"));
    let image = lead(folder.path());
    assert_eq!(image["width"], 1000);
    let widths: Vec<_> = image["sources"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|source| &source["width"])
        .collect();
    assert_eq!(widths, [480, 1000]);
}

// Where somebody lives must not stand in a picture of their garden, and what was upright must stay so.
#[test]
fn a_picture_is_turned_upright_and_loses_its_place() {
    let mut pixels = RgbImage::from_pixel(600, 400, Rgb([250, 250, 250]));
    for pixel in pixels
        .enumerate_pixels_mut()
        .filter(|(x, y, _)| *x < 100 && *y < 100)
    {
        *pixel.2 = Rgb([200, 0, 0]);
    }
    let folder = site("quay.jpg", &from_a_telephone(pixels));
    assert!(build(folder.path(), &[]).starts_with("exit 0\n0 errors, 0 warnings"));
    let image = lead(folder.path());
    assert_eq!((&image["width"], &image["height"]), (&400.into(), &600.into()));
    let made = decoded(folder.path(), &image["src"]).into_rgb8();
    let corner = made.get_pixel(made.width() - 20, 20);
    assert!(
        corner.0[0] > 150 && corner.0[1] < 60,
        "the red corner is now at the right: {corner:?}"
    );
    for (name, bytes) in tree(&folder.path().join("out")) {
        assert!(!bytes.windows(4).any(|part| part == b"Exif"), "{name}");
        assert!(!name.starts_with("media/"), "the original stays at home: {name}");
    }
}

// A photograph that an article gives away is wanted as it is; any other original is not meant for publication.
#[test]
fn an_original_is_published_only_where_it_is_given_away() {
    let quay = encoded(photograph(64, 40), ImageFormat::Jpeg);
    let folder = site("quay.jpg", &quay);
    let text =
        "+++\ntitle = \"B\"\n+++\n\nThe [plan](media/plan.png).\n\n```file\nsrc = \"media/print.jpg\"\n```\n";
    write(&folder.path().join("content/magazine/b.md"), text);
    for name in ["plan.png", "print.jpg", "unused.jpg", "notes.txt"] {
        write(&folder.path().join("content/media").join(name), &quay);
    }
    assert!(build(folder.path(), &[]).starts_with("exit 0"));
    let names: Vec<_> = tree(&folder.path().join("out/media")).into_keys().collect();
    assert_eq!(names, ["plan.png", "print.jpg"]);
}

// Two builds of one text must give one site, whether a cache remembers the first or not.
#[test]
fn the_same_pictures_give_the_same_bytes() {
    let folder = site("quay.jpg", &encoded(photograph(1200, 700), ImageFormat::Jpeg));
    write(
        &folder.path().join("content/magazine/b.md"),
        ARTICLE.replace("quay.jpg", "rope.png"),
    );
    write(
        &folder.path().join("content/media/rope.png"),
        encoded(photograph(500, 300), ImageFormat::Png),
    );
    let mut bundles = Vec::new();
    for cache in ["one", "one", "two"] {
        assert!(build(folder.path(), &["--cache", cache]).starts_with("exit 0"));
        bundles.push(tree(&folder.path().join("out")));
    }
    assert_eq!(bundles[0], bundles[1]);
    assert_eq!(bundles[0], bundles[2]);
}

// Logos stand on coloured ground: what is transparent must stay so. Sixteen bits are for editing, not for reading.
#[test]
fn transparency_stays_and_sixteen_bits_become_eight() {
    let logo = RgbaImage::from_fn(600, 300, |x, _| Rgba([0, 80, 160, if x < 300 { 0 } else { 255 }]));
    let folder = site("logo.png", &encoded(logo, ImageFormat::Png));
    assert!(build(folder.path(), &[]).starts_with("exit 0"));
    let image = lead(folder.path());
    for src in [&image["src"], &image["sources"][0]["src"]] {
        let made = decoded(folder.path(), src).into_rgba8();
        assert_eq!(
            (
                made.get_pixel(5, 5).0[3],
                made.get_pixel(made.width() - 5, 5).0[3]
            ),
            (0, 255)
        );
    }
    let deep = DynamicImage::from(photograph(300, 200)).into_rgb16();
    let folder = site("deep.png", &encoded(deep, ImageFormat::Png));
    assert!(build(folder.path(), &[]).starts_with("exit 0"));
    let made = decoded(folder.path(), &lead(folder.path())["src"]);
    assert_eq!(made.color(), image::ColorType::Rgb8);
}

// Telephones take pictures in more colours than the Web shows by itself: without their profile they would look pale.
#[test]
fn colours_are_those_that_the_camera_meant() {
    let meant = Rgb([200, 60, 60]);
    let pixels = RgbImage::from_pixel(64, 64, meant);
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    let profile = moxcms::ColorProfile::new_display_p3()
        .encode()
        .expect("the profile can be written");
    encoder
        .set_icc_profile(profile)
        .expect("a JPEG can carry a profile");
    encoder.encode_image(&pixels).expect("the picture can be encoded");
    let folder = site("quay.jpg", &bytes);
    assert!(build(folder.path(), &[]).starts_with("exit 0"));
    let made = decoded(folder.path(), &lead(folder.path())["src"]).into_rgb8();
    let shown = made.get_pixel(32, 32).0;
    assert!(
        shown[0] > 208 && shown[1] < 55,
        "more red than without the profile: {shown:?}"
    );
}

// One damaged file of five hundred must not cost the others, nor the words around it.
#[test]
fn a_picture_that_cannot_be_shown_leaves_its_words_and_the_rest_behind() {
    let folder = site("quay.jpg", b"no picture");
    write(
        &folder.path().join("content/magazine/a.md"),
        "+++\ntitle = \"A\"\n+++\n\n![The quay](media/quay.jpg \"The quay at noon\")\n\n\
         ```gallery\nimages = [{ src = \"media/quay.jpg\", alt = \"Quay\" }, { src = \"media/rope.png\", alt = \"Rope\" }]\n```\n",
    );
    write(
        &folder.path().join("content/media/rope.png"),
        encoded(photograph(64, 40), ImageFormat::Png),
    );
    let said = build(folder.path(), &["--keep-going"]);
    assert_eq!(
        said.matches("quay.jpg: error").count(),
        1,
        "one file, one message: {said}"
    );
    let body = &json(&folder.path().join("out/articles/a.json"))["body"];
    assert_eq!(body[0]["text"][0], "The quay at noon");
    assert_eq!(body[1]["images"].as_array().map(Vec::len), Some(1));
    assert_eq!(body[2]["text"][0], "Quay");
}

// What is shown before a video plays is a picture like any other, with the same things to hide.
#[test]
fn the_poster_of_a_video_is_made_too() {
    let folder = site("quay.jpg", &from_a_telephone(photograph(64, 40)));
    let text = "+++\ntitle = \"A\"\n+++\n\n```video\nsrc = \"media/rope.mp4\"\ntitle = \"Rope\"\nposter = \"media/quay.jpg\"\n```\n";
    write(&folder.path().join("content/magazine/a.md"), text);
    write(&folder.path().join("content/media/rope.mp4"), "film");
    assert!(build(folder.path(), &[]).starts_with("exit 0"));
    let poster = json(&folder.path().join("out/articles/a.json"))["body"][0]["poster"].clone();
    assert!(
        poster
            .as_str()
            .is_some_and(|poster| poster.starts_with("pictures/quay-")),
        "{poster}"
    );
    decoded(folder.path(), &poster);
    assert!(!folder.path().join("out/media/quay.jpg").exists());
}

// Drawings say their size in many ways; each must be understood, for the page must not jump.
#[test]
fn a_drawing_is_published_as_it_is_with_its_size() {
    let sizes = [
        ("width=\"24\" height=\"16\"", (24, 16)),
        ("width=\"24px\" height=\"16px\" viewBox=\"0 0 3 2\"", (24, 16)),
        ("viewBox=\"0,0,300,200\"", (300, 200)),
        ("width=\"150\" viewBox=\"0 0 300 200\"", (150, 100)),
        ("width=\"100%\" viewBox=\"0 0 300 200\"", (300, 200)),
        ("width=\"1in\" height=\"0.5in\"", (96, 48)),
    ];
    for (attributes, (width, height)) in sizes {
        let drawing =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}><path d=\"M0 0h9\"/></svg>");
        let folder = site("plan.svg", drawing.as_bytes());
        assert!(
            build(folder.path(), &[]).starts_with("exit 0\n0 errors, 0 warnings"),
            "{attributes}"
        );
        let image = lead(folder.path());
        assert_eq!(
            (&image["width"], &image["height"]),
            (&width.into(), &height.into()),
            "{attributes}"
        );
        let published = fs::read(folder.path().join("out/media/plan.svg")).expect("it is published");
        assert_eq!(published, drawing.as_bytes());
    }
}

// "Damaged" sends an editor to look for another copy, which is as large as this one.
#[test]
fn a_picture_that_is_too_long_on_one_side_is_told_its_measure() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(31_000, 2)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("the picture can be written");
    let folder = site("rope.png", &bytes.into_inner());
    let said = build(folder.path(), &[]);
    assert!(
        said.starts_with("exit 1") && said.contains("measures 31000 × 2 pixels"),
        "{said}"
    );
}
