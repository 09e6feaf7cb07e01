//! `press compress` writes what hosts send in a file's stead, and nothing that is out of date stays.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::support::{content, press, transcript, tree, with_extension, write, write_portal};
use tempfile::TempDir;

fn text(start: &str) -> String {
    format!("{start} The harbour lights went out one by one.").repeat(40)
}

fn portal() -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for name in [
        "index.html",
        "app.js",
        "content/site.json",
        "content/media/notes.txt",
        "photo.webp",
    ] {
        write(&folder.path().join("dist").join(name), text(name));
    }
    write(&folder.path().join("dist/short.css"), "p {}");
    write(
        &folder.path().join("dist/content/media/archive.json.gz"),
        "an editor's own",
    );
    folder
}

fn compress(folder: &Path) -> String {
    transcript(&press(folder, &["compress", "dist"]))
}

fn compressed(folder: &Path) -> Vec<String> {
    let files = tree(&folder.join("dist"));
    let mut names: Vec<_> = ["br", "gz"]
        .into_iter()
        .flat_map(|ending| with_extension(&files, ending).into_keys())
        .collect();
    names.sort();
    names
}

// A host sends these files to every reader: each must unpack to its original, and media are not ours to touch.
#[test]
fn texts_get_compressed_files_that_unpack_to_them() {
    let folder = portal();
    assert_eq!(
        compress(folder.path()),
        "exit 0\n6 compressed files written, 0 unchanged, 0 removed\n"
    );
    let wanted = [
        "app.js.br",
        "app.js.gz",
        "content/media/archive.json.gz",
        "content/site.json.br",
        "content/site.json.gz",
        "index.html.br",
        "index.html.gz",
    ];
    assert_eq!(compressed(folder.path()), wanted);
    let dist = folder.path().join("dist");
    let brotli = fs::read(dist.join("app.js.br")).expect("it was written");
    assert_eq!(brotli, press::encoding::brotli(text("app.js").as_bytes()));
    let mut unpacked = String::new();
    let gzip = fs::File::open(dist.join("app.js.gz")).expect("it was written");
    flate2::read::GzDecoder::new(gzip)
        .read_to_string(&mut unpacked)
        .expect("it is gzip");
    assert_eq!(unpacked, text("app.js"));
}

// Hosts do not look whether a compressed file is out of date: what is changed, shortened or gone must not stay behind.
#[test]
fn only_what_changed_is_written_and_what_is_stale_is_removed() {
    let folder = portal();
    compress(folder.path());
    assert_eq!(
        compress(folder.path()),
        "exit 0\n0 compressed files written, 6 unchanged, 0 removed\n"
    );
    let dist = folder.path().join("dist");
    write(&dist.join("index.html"), text("changed"));
    write(&dist.join("app.js"), "short");
    fs::remove_file(dist.join("content/site.json")).expect("it was written above");
    assert_eq!(
        compress(folder.path()),
        "exit 0\n2 compressed files written, 0 unchanged, 4 removed\n"
    );
    assert_eq!(
        compressed(folder.path()),
        ["content/media/archive.json.gz", "index.html.br", "index.html.gz"]
    );
}

// New content in an old portal: without --precompress the host must not go on sending the old page.
#[test]
fn a_build_leaves_no_compressed_page_of_the_one_before() {
    let good = "+++\ntitle = \"Good\"\n+++\n\nText.\n";
    let folder = content(&[("magazine/good.md", good)]);
    write_portal(&folder.path().join("dist"));
    let build = |more: &[&str]| {
        press(
            folder.path(),
            &[&["build", "content", "--app", "dist"], more].concat(),
        )
    };
    assert!(build(&["--precompress"]).status.success());
    assert!(folder.path().join("dist/index.html.br").exists());
    write(
        &folder.path().join("content/magazine/good.md"),
        good.replace("Good", "Better"),
    );
    assert!(build(&[]).status.success());
    // What has not changed is right as it is.
    assert_eq!(
        compressed(folder.path()),
        [
            "404.html.br",
            "404.html.gz",
            "saved/index.html.br",
            "saved/index.html.gz"
        ]
    );
}

// A slip in a path must not fill somebody's home folder with thousands of files.
#[test]
fn a_folder_that_is_no_portal_is_refused() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write(&folder.path().join("dist/letter.txt"), text("Dear"));
    let said = compress(folder.path());
    assert!(
        said.starts_with("exit 2") && said.contains("this is no built portal"),
        "{said}"
    );
    assert_eq!(compressed(folder.path()), Vec::<String>::new());
}

// A host would go on sending what somebody compressed last year, and nobody would know why the page does not change.
#[test]
fn a_compressed_file_of_others_that_says_something_else_is_told_and_stays() {
    let folder = portal();
    let dist = folder.path().join("dist");
    write(&dist.join("app.js.gz"), "something else");
    write(&dist.join("data.csv.gz"), "beside nothing");
    let said = compress(folder.path());
    assert!(
        said.starts_with("exit 0") && said.contains("[compressed-file-foreign]"),
        "{said}"
    );
    assert_eq!(said.matches("[compressed-file-foreign]").count(), 1, "{said}");
    for (name, words) in [("app.js.gz", "something else"), ("data.csv.gz", "beside nothing")] {
        assert_eq!(fs::read(dist.join(name)).ok().as_deref(), Some(words.as_bytes()));
    }
}
