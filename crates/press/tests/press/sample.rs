//! A site with every block and every mark, and exactly the bundle it becomes.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{assert_expected, fixtures, json, press, transcript, tree, with_extension};
use content::article::Article;
use content::bundle::{self, AuthorIndex, Chunk, Listing};
use content::json::{Decode, from_text};
use content::site::Site;
use serde::de::DeserializeOwned;

fn build(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let sample = fixtures().join("sample");
    let sample = sample.to_str().expect("the path is UTF-8");
    let output = press(folder, &["build", sample, "--output", "out"]);
    assert!(output.status.success(), "{}", transcript(&output));
    tree(&folder.join("out"))
}

// The bundle is a contract: no byte of it changes without somebody having looked.
#[test]
fn the_sample_becomes_exactly_the_expected_bundle() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let files = build(folder.path());
    let expected = fixtures().join("sample.expected");
    let json = with_extension(&files, "json");
    for (name, bytes) in &json {
        assert_expected(&expected.join(name), bytes);
    }
    assert!(
        json.keys().eq(tree(&expected).keys()),
        "no file more or less than expected"
    );
    // What a calendar says, its own tests look at. Of the pictures only those stand there that press has made, under names that change with their bytes.
    // The search index is asked by tests of its own.
    let is_other = |name: &&String| !json.contains_key(*name) && !name.starts_with("search/");
    let others: Vec<_> = files.keys().filter(is_other).collect();
    let wanted = [
        "calendar/every-block.ics",
        "calendar/open-call.ics",
        "media/bell.mp3",
        "media/programme.pdf",
        "media/rope.mp4",
        "pictures/quay-32-HASH-32.png",
        "pictures/quay-32-HASH-32.webp",
        "pictures/quay-HASH-64.png",
        "pictures/quay-HASH-64.webp",
        "pictures/rope-HASH-10.png",
        "pictures/rope-HASH-10.webp",
    ];
    let mut unhashed: Vec<_> = others.iter().map(|name| without_hash(name)).collect();
    unhashed.sort();
    assert_eq!(unhashed, wanted);
}

/// The name of a made picture without what changes with its bytes.
fn without_hash(name: &str) -> String {
    let parts = name.split('-').map(|part| {
        let is_hash = part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hash { "HASH" } else { part }
    });
    parts.collect::<Vec<_>>().join("-")
}

// Content from elsewhere is full of HTML, template tags and missing pictures: what is kept of it, and what is said.
#[test]
fn imported_content_keeps_its_words_and_is_accounted_for() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let out = folder.path().join("out");
    let out_name = out.to_str().expect("the path is UTF-8");
    let expected = fixtures().join("imported.expected");
    let said = transcript(&press(&fixtures(), &["build", "imported", "--output", out_name]));
    assert_expected(
        &expected.join("transcript.txt"),
        said.replace(out_name, "OUT").as_bytes(),
    );
    for name in ["articles/html.json", "articles/habits-of-jekyll.json"] {
        let bytes = serde_json::to_vec_pretty(&json(&out.join(name))).expect("JSON can be written");
        assert_expected(&expected.join(name), &bytes);
    }
}

// The portal decodes with its own code, tools with serde: both must see the same.
#[test]
fn every_file_reads_back_the_same_by_both_decoders() {
    fn compare<T: Decode + DeserializeOwned + PartialEq + std::fmt::Debug>(name: &str, text: &str) {
        let ours: T = from_text(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let serde: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(ours, serde, "{name}");
    }
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for (name, bytes) in build(folder.path()) {
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        match name.as_str() {
            "site.json" => compare::<Site>(&name, &text),
            _ if name.starts_with("articles/") => compare::<Article>(&name, &text),
            _ if name.starts_with("lists/chunks/") => compare::<Chunk>(&name, &text),
            bundle::AUTHORS => compare::<AuthorIndex>(&name, &text),
            _ if name.starts_with("lists/") => compare::<Listing>(&name, &text),
            _ => {}
        }
    }
}

// The schemas are for those who write bundles with other tools: what press writes must pass them.
#[test]
fn every_file_is_valid_by_its_schema() {
    let schemas: BTreeMap<_, _> = content::schema::schemas().into_iter().collect();
    let validator = |name: &str| {
        jsonschema::validator_for(schemas[name].as_value()).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let (site, article) = (validator("site.schema.json"), validator("article.schema.json"));
    let listing = validator("listing.schema.json");
    let authors = validator("authors.schema.json");
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for (name, bytes) in build(folder.path()) {
        let schema = match name.as_str() {
            "site.json" => &site,
            _ if name.starts_with("articles/") => &article,
            bundle::AUTHORS => &authors,
            _ if name.starts_with("lists/") => &listing,
            _ => continue,
        };
        let value = serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let faults: Vec<_> = schema
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
}
