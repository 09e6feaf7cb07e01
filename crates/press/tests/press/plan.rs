//! `check` is the plan of `build`: what the one refuses or leaves out, the other tells beforehand, in the same words.

use std::fs;
use std::path::Path;

use crate::support::{content, press, transcript, tree, write, write_portal};

/// What press says of the content, without the line that closes it.
fn told(folder: &Path, arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let output = press(folder, arguments);
    let said = transcript(&output);
    let lines = said.lines().filter(|line| line.ends_with(']'));
    (output.status.code(), lines.map(ToOwned::to_owned).collect())
}

fn article(matter: &str) -> String {
    format!("+++\ntitle = \"A\"\n{matter}\n+++\n\nText.\n")
}

/// A site with these files, checked and built; what both said.
fn checked_and_built(files: &[(&str, &str)]) -> Vec<String> {
    let folder = content(&[("magazine/other.md", &article(""))]);
    for (name, text) in files {
        write(&folder.path().join("content").join(name), text);
    }
    write_portal(&folder.path().join("dist"));
    let before = tree(&folder.path().join("dist"));
    let (checked, plan) = told(folder.path(), &["check", "content"]);
    let (built, done) = told(
        folder.path(),
        &["build", "content", "--app", "dist", "--precompress"],
    );
    assert_eq!(plan, done, "{files:?}");
    assert_eq!(checked, built, "{files:?}: {done:?}");
    if built != Some(0) {
        assert_eq!(
            tree(&folder.path().join("dist")),
            before,
            "{files:?}: something was written"
        );
    }
    plan
}

const SITE: &str = "name = \"Test\"\nlanguage = \"en\"\naddress = \"https://example.org/\"\n\n\
    [[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n[[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n";

/// The codes of the lines.
fn codes(lines: &[String]) -> Vec<&str> {
    let code = |line: &'_ String| line.rfind('[').map(|at| at + 1);
    lines
        .iter()
        .map(|line| &line[code(line).expect("each line has a code")..line.len() - 1])
        .collect()
}

// Whoever checks in the editor and builds on a server must not learn there what was wrong.
#[test]
fn check_tells_what_build_refuses_or_leaves_out() {
    let long = "n".repeat(300);
    let deep = "old/".repeat(300);
    let cases = [
        ("brand.css", "@import url(a.css);".to_owned(), "brand-bound-rule"),
        (
            "brand.css",
            "p { margin: 0 }\n@CHARSET \"utf-8\";".to_owned(),
            "brand-bound-rule",
        ),
        (
            "brand.css",
            "@namespace svg url(x);".to_owned(),
            "brand-bound-rule",
        ),
        ("brand.css", "p { color: }}} @nothing".to_owned(), "brand-syntax"),
        (
            "brand.css",
            "@font-face { font-family: A; src: url(content/media/a.woff2) }".to_owned(),
            "brand-file-missing",
        ),
        (
            "brand.css",
            "p { background: url(\"media/a.png\") }".to_owned(),
            "brand-file-missing",
        ),
        (
            "magazine/a.md",
            article(&format!("aliases = [\"/{long}/\"]")),
            "alias-too-long",
        ),
        (
            "magazine/a.md",
            article(&format!("aliases = [\"/{long}.html\"]")),
            "alias-too-long",
        ),
        (
            "magazine/a.md",
            article(&format!("aliases = [\"/{deep}\"]")),
            "alias-too-long",
        ),
        (
            "magazine/a.md",
            article("aliases = [\"/Old/\", \"/old/\"]"),
            "alias-no-page",
        ),
        (
            "magazine/a.md",
            article("aliases = [\"/old.html\", \"/old.html/a.html\"]"),
            "alias-no-page",
        ),
        (
            "magazine/a.md",
            article("aliases = [\"/Magazine/\"]"),
            "alias-no-page",
        ),
        (
            "magazine/a.md",
            article("aliases = [\"/Content/a/\"]"),
            "alias-no-page",
        ),
        (
            "magazine/a.md",
            article("aliases = [\"/?p=12\"]"),
            "alias-needs-server",
        ),
        (
            "magazine/a.md",
            article("aliases = [\"/sitemap-1.xml\"]"),
            "alias-taken",
        ),
        ("magazine/a.md", article("authors = [\"???\"]"), "author-no-slug"),
        (
            "magazine/a.md",
            article("[event]\nstart = \"2026-05-03\"\nend = \"2026-05-01\""),
            "ends-before-start",
        ),
        (
            "magazine/a.md",
            article("[event]\nstart = \"2026-05-03T19:00\"\nzone = \"Lisbon\""),
            "unknown-zone",
        ),
        ("site.toml", SITE.replace("magazine", &long), "bad-value"),
        (
            "site.toml",
            SITE.replace("address = \"https://example.org/\"\n", ""),
            "address-missing",
        ),
    ];
    for (name, text, code) in cases {
        let files = [("site.toml", SITE), (name, &*text)];
        let lines = checked_and_built(&files);
        assert!(codes(&lines).contains(&code), "{code} is not told: {lines:?}");
    }
}

// Letters are no rule, and a long name that press makes shorter itself is no fault.
#[test]
fn what_build_takes_is_told_by_nobody() {
    let name = "word ".repeat(60);
    let harmless = [
        (
            "brand.css",
            "/* No @import here. */ p::after { content: \"@charset\" }".to_owned(),
        ),
        (
            "magazine/a.md",
            article(&format!(
                "authors = [\"{name}\"]\ntags = {{ themes = [\"{name}\"] }}"
            )),
        ),
        (
            "magazine/a.md",
            article(&format!("aliases = [\"/{}/\"]", "n".repeat(240))),
        ),
        (
            "magazine/a.md",
            article("[event]\nstart = \"2026-05-03T19:00\"\nend = \"2026-05-03\""),
        ),
        (
            "magazine/a.md",
            article("[event]\nstart = \"2026-05-03\"\nend = \"2026-05-03\""),
        ),
    ];
    for (name, text) in harmless {
        let lines = checked_and_built(&[("site.toml", SITE), (name, &text)]);
        assert!(lines.is_empty(), "{name}: {lines:?}");
    }
}

// Cameras and programs that download give names as long as the system takes; hash and width come behind them.
#[test]
fn a_picture_of_the_longest_name_is_published() {
    let folder = content(&[]);
    write(&folder.path().join("content/site.toml"), SITE);
    let stem = "é".repeat(112);
    let picture = image::RgbImage::from_pixel(800, 600, image::Rgb([90, 120, 150]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture is written to memory");
    write(
        &folder.path().join(format!("content/media/{stem}.png")),
        bytes.into_inner(),
    );
    let text = article(&format!("[image]\nsrc = \"media/{stem}.png\"\nalt = \"A\""));
    write(&folder.path().join("content/magazine/a.md"), text);
    write_portal(&folder.path().join("dist"));
    for arguments in [
        &["check", "content", "--strict"][..],
        &["build", "content", "--app", "dist", "--precompress"],
    ] {
        let output = press(folder.path(), arguments);
        assert!(output.status.success(), "{}", transcript(&output));
    }
    let pictures = tree(&folder.path().join("dist/content/pictures"));
    assert!(!pictures.is_empty());
}

// What is too long for its own name with a suffix would end a build that compresses.
#[test]
fn a_file_whose_name_is_too_long_is_left_out_and_told() {
    let folder = content(&[("magazine/a.md", &article(""))]);
    write(
        &folder
            .path()
            .join(format!("content/media/{}.svg", "n".repeat(245))),
        "<svg/>",
    );
    let (code, lines) = told(folder.path(), &["check", "content"]);
    assert_eq!(code, Some(0));
    assert!(codes(&lines).contains(&"media-name-too-long"), "{lines:?}");
}

// A style sheet that is a folder, or no text, ends a build; its remedy is not that of permissions.
#[test]
fn a_brand_that_cannot_be_read_is_told_with_its_remedy() {
    let folder = content(&[("magazine/a.md", &article(""))]);
    let brand = folder.path().join("content/brand.css");
    fs::create_dir(&brand).expect("the folder is new");
    let (code, lines) = told(folder.path(), &["check", "content"]);
    assert_eq!((code, codes(&lines)[0]), (Some(1), "no-plain-file"), "{lines:?}");
    assert!(lines[0].contains("give the folder another name"), "{lines:?}");
    fs::remove_dir(&brand).expect("it is empty");
    write(&brand, b"p { margin: 0 }\n\xff");
    let (code, lines) = told(folder.path(), &["check", "content"]);
    assert_eq!((code, codes(&lines)[0]), (Some(1), "not-utf8"), "{lines:?}");
    assert!(lines[0].contains("brand.css:2:1:"), "{lines:?}");
}

// A site of one file is read by the same portal and written by the same build.
#[test]
fn a_hand_written_site_is_told_of_as_much() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let site = r#"{ "format": 1, "name": "Small", "language": "en", "sections": [{ "slug": "s", "name": "S" }],
  "articles": [
    { "slug": "a", "title": "A", "section": "s", "published": "2026-01-01",
      "event": { "start": "2026-05-03T19:00", "end": "2026-05-01", "zone": "Lisbon" },
      "aliases": ["/?p=12"],
      "body": [{ "kind": "paragraph", "text": [{ "text": "later", "link": "/s/b/" }] }] },
    { "slug": "b", "title": "B", "section": "s", "published": "2026-12-01" },
    { "slug": "c", "title": "C", "section": "s", "published": "0026-12-01" }] }
"#;
    write(&folder.path().join("content/site.json"), site);
    write(&folder.path().join("content/brand.css"), "@import url(a.css);");
    write_portal(&folder.path().join("dist"));
    let (checked, plan) = told(folder.path(), &["check", "content"]);
    let (built, done) = told(folder.path(), &["build", "content", "--app", "dist"]);
    assert_eq!((checked, &plan), (built, &done));
    let mut codes = codes(&plan);
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "address-missing",
            "alias-needs-server",
            "brand-bound-rule",
            "ends-before-start",
            "held-back-later",
            "link-to-held-back",
            "unknown-zone",
            "year-too-early",
        ]
    );
}
