//! The captions of videos. Browsers pass over what is no WebVTT without a word, so press says it.

use std::path::Path;

use crate::support::{content, content_with_address, json, press, tree, write, write_portal};

const CAPTIONS: &str = "WEBVTT\n\n00:00.000 --> 00:02.000\nA gull\n";

/// What is printed about an article with a video whose captions are the given TOML, among the given files.
fn check(captions: &str, files: &[(&str, &[u8])]) -> (tempfile::TempDir, String) {
    let article = format!(
        "+++\ntitle = \"A\"\n+++\nText.\n\n```video\nsrc = \"media/a.mp4\"\ncaptions = {captions}\n```\n"
    );
    let folder = content_with_address(&[("magazine/a.md", &article)]);
    write(&folder.path().join("content/media/a.mp4"), "a video");
    for (name, bytes) in files {
        write(&folder.path().join("content/media").join(name), bytes);
    }
    let output = press(folder.path(), &["check", "content", "--strict"]);
    let said = [output.stdout, output.stderr].concat();
    (folder, String::from_utf8_lossy(&said).into_owned())
}

/// What is printed about a file of captions.
fn fault_of(file: &[u8]) -> String {
    check("\"media/a.vtt\"", &[("a.vtt", file)]).1
}

fn build(folder: &Path) {
    write_portal(&folder.join("portal"));
    let output = press(folder, &["build", "content", "--app", "portal"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The block of the video in the bundle.
fn video(folder: &Path) -> serde_json::Value {
    let article = json(&folder.join("portal/content/articles/a.json"));
    let body = article["body"].as_array().expect("an article has a body");
    let found = body.iter().find(|block| block["kind"] == "video");
    found.expect("the video is there").clone()
}

// A file that does not say its language is in that of the article; others say theirs, in their own name.
#[test]
fn captions_are_published_with_their_language_and_its_own_name() {
    let several = r#"["media/a.vtt", { src = "media/b.vtt", language = "fr" }, { src = "media/c.vtt", lang = "ar", label = "بالعربية" }]"#;
    let files = ["a.vtt", "b.vtt", "c.vtt"].map(|name| (name, CAPTIONS.as_bytes()));
    let (folder, said) = check(several, &files);
    assert!(said.starts_with("0 errors, 0 warnings"), "{said}");
    build(folder.path());
    let found: Vec<_> = video(folder.path())["captions"]
        .as_array()
        .expect("there are captions")
        .iter()
        .map(|captions| {
            [&captions["language"], &captions["label"]].map(|text| text.as_str().map(str::to_owned))
        })
        .collect();
    let expected = [("en", "English"), ("fr", "Français"), ("ar", "بالعربية")];
    assert_eq!(
        found,
        expected.map(|(language, label)| [Some(language.to_owned()), Some(label.to_owned())])
    );
    let published = tree(&folder.path().join("portal/content/media"));
    let count = published.keys().filter(|name| name.contains(".vtt")).count();
    assert_eq!(count, 3, "{:?}", published.keys());
}

// HTML in Markdown is how other systems write it.
#[test]
fn captions_in_html_are_those_of_the_video() {
    let article = "+++\ntitle = \"A\"\n+++\nText.\n\n<video src=\"media/a.mp4\" controls>\n\
        <track src=\"media/a.vtt\" kind=\"captions\" srclang=\"de\" label=\"Deutsch\">\n</video>\n";
    let folder = content(&[("magazine/a.md", article), ("media/a.vtt", CAPTIONS)]);
    write(&folder.path().join("content/media/a.mp4"), "a video");
    build(folder.path());
    let captions = &video(folder.path())["captions"][0];
    assert_eq!(captions["language"], "de", "{captions}");
    assert_eq!(captions["label"], "Deutsch", "{captions}");
}

// Whatever browsers read is let through: marks before the first line, carriage returns, names, settings, notes, styles, hours.
#[test]
fn every_form_of_webvtt_that_browsers_read_is_taken() {
    for file in [
        CAPTIONS,
        "\u{feff}WEBVTT - The bell\r\n\r\n00:00.000 --> 00:02.000\r\nA gull\r\n",
        "WEBVTT\nKind: captions\n\n1\n00:00.000 --> 00:02.000 align:start line:0\nA gull\nand another\n",
        "WEBVTT\n\nNOTE by the editor\n\nSTYLE\n::cue { color: white }\n\n100:59:59.000\t-->\t101:00:00.000\nA gull",
        "WEBVTT\r\r00:00.000 --> 00:02.000\rA gull",
    ] {
        let said = fault_of(file.as_bytes());
        assert!(said.starts_with("0 errors, 0 warnings"), "{file}: {said}");
    }
}

// Each fault names the file, the line and the remedy.
#[test]
fn what_browsers_would_pass_over_is_an_error_that_says_where() {
    let cases: [(&[u8], &[&str]); 9] = [
        (
            b"1\n00:00:00,000 --> 00:00:02,000\nA gull\n",
            &["SubRip", "ffmpeg -i", ".vtt"],
        ),
        (b"00:00.000 --> 00:02.000\nA gull\n", &["no WebVTT", "WEBVTT"]),
        (b"WEBVTTX\n\n00:00.000 --> 00:02.000\nA gull\n", &["no WebVTT"]),
        (b"", &["no WebVTT"]),
        (b"WEBVTT\n", &["nothing to show"]),
        (b"WEBVTT\n\n00:00.000 --> 00:02.000\n\n", &["nothing to show"]),
        (b"WEBVTT\n\nA gull\n", &["line 3", "no times"]),
        (
            b"WEBVTT\n\n00:00,000 --> 00:02,000\nA gull\n",
            &["line 3", "00:00,000 --> 00:02,000"],
        ),
        (
            b"WEBVTT\n\n00:02.000 --> 00:02.000\nA gull\n",
            &["line 3", "ends before"],
        ),
    ];
    for (file, expected) in cases {
        let said = fault_of(file);
        for part in expected.iter().chain(&["magazine/a.md:", "a.vtt"]) {
            assert!(said.contains(part), "{}: {said}", String::from_utf8_lossy(file));
        }
    }
    assert!(fault_of(b"WEBVTT\n\n\xff").contains("UTF-8"));
    assert!(fault_of(b"WEBVTT\n\n00:61.000 --> 00:62.000\nA").contains("do not understand"));
}

// A player shows one file for a language; a file that is not there shows none.
#[test]
fn captions_that_are_missing_or_in_one_language_twice_are_told() {
    let file: (&str, &[u8]) = ("a.vtt", CAPTIONS.as_bytes());
    let twice = check(
        r#"["media/a.vtt", { src = "media/a.vtt", language = "en" }]"#,
        &[file],
    )
    .1;
    assert!(twice.contains("“en” twice"), "{twice}");
    let missing = check("\"media/none.vtt\"", &[]).1;
    assert!(
        missing.contains("warning") && missing.contains("none.vtt"),
        "{missing}"
    );
}

// Nothing is lost: the video is shown, and nothing is asked for that is not there.
#[test]
fn a_video_whose_captions_are_missing_is_published_without_them() {
    let (folder, _) = check("\"media/none.vtt\"", &[]);
    build(folder.path());
    assert!(video(folder.path()).get("captions").is_none());
}

// No captions are none.
#[test]
fn an_empty_key_of_captions_is_none() {
    let said = check("\"\"", &[]).1;
    assert!(said.starts_with("0 errors, 0 warnings"), "{said}");
}
