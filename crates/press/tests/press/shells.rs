//! Pages beside a portal: what stays from build to build, and which folders are none.

use std::fs;
use std::path::Path;

use crate::support::{command, fixtures, press, transcript, tree, write, write_portal};

fn portal(folder: &Path) {
    write_portal(&folder.join("dist"));
    write(&folder.join("dist/boot.js"), "");
}

fn build(folder: &Path, content: &str) {
    let output = press(folder, &["build", content, "--app", "dist"]);
    assert!(output.status.success(), "{}", transcript(&output));
}

fn sample() -> String {
    fixtures()
        .join("sample")
        .to_str()
        .expect("the path is UTF-8")
        .to_owned()
}

// New content on the same portal is the usual case; nothing may pile up.
#[test]
fn a_second_build_changes_nothing_and_a_smaller_one_removes_pages() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    portal(folder.path());
    build(folder.path(), &sample());
    let dist = folder.path().join("dist");
    let before = tree(&dist);
    build(folder.path(), &sample());
    assert_eq!(tree(&dist), before);
    let small = crate::support::content(&[("magazine/a.md", "+++\ntitle = \"A\"\n+++\n\nText.\n")]);
    build(
        folder.path(),
        small.path().join("content").to_str().expect("the path is UTF-8"),
    );
    assert!(!dist.join("magazine/every-block").exists() && dist.join("magazine/a/index.html").exists());
    assert!(dist.join("boot.js").exists());
}

// A titled page is made of somebody's words; they must stay words.
#[test]
fn a_title_cannot_end_its_element() {
    let folder = crate::support::content(&[(
        "magazine/a.md",
        "+++\ntitle = \"</title><script>alert('x')</script> & \\\"more\\\"\"\n+++\n\nText.\n",
    )]);
    portal(folder.path());
    build(folder.path(), "content");
    let page =
        fs::read_to_string(folder.path().join("dist/magazine/a/index.html")).expect("the page was written");
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(
        page.contains("<title>&lt;/title&gt;&lt;script&gt;alert('x')&lt;/script&gt; &amp; "),
        "{page}"
    );
}

// The wrong folder is found out before anything is written to it.
#[test]
fn a_folder_without_index_html_is_refused() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write(&folder.path().join("dist/readme.txt"), "no portal");
    let output = press(folder.path(), &["build", &sample(), "--app", "dist"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(tree(folder.path()).len(), 1);
}

// An index.html that cannot carry a title is a mistake of the portal's author, not of the reader.
#[test]
fn an_index_without_title_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write(
        &folder.path().join("dist/index.html"),
        "<!doctype html><html><head></head><body></body></html>",
    );
    let output = press(folder.path(), &["build", &sample(), "--app", "dist"]);
    assert_eq!(output.status.code(), Some(2), "{}", transcript(&output));
    assert_eq!(tree(folder.path()).len(), 1);
}

// A build that takes a slip for the present would differ from day to day without anybody knowing why.
#[test]
fn a_build_at_no_moment_is_refused() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    portal(folder.path());
    let output = command(folder.path())
        .args(["build", &sample(), "--app", "dist"])
        .env("SOURCE_DATE_EPOCH", "yesterday")
        .output()
        .expect("Cargo has built the binary before the tests");
    assert_eq!(output.status.code(), Some(2), "{}", transcript(&output));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("SOURCE_DATE_EPOCH is “yesterday”"), "{said}");
    assert!(!folder.path().join("dist/about").exists(), "nothing was written");
}
