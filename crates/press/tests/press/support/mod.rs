//! What the tests of the command line share.

#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod editions;
pub(crate) mod pages;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of fixtures.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Runs press in a folder.
pub(crate) fn press(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_press"))
        .args(arguments)
        .current_dir(folder)
        // 1 June 2026: what has closed is painted so, and must not change from day to day.
        .env("SOURCE_DATE_EPOCH", "1780272000")
        .env(
            "PRESS_CACHE",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"),
        )
        .output()
        .expect("Cargo has built the binary before the tests")
}

/// The exit status and everything printed.
pub(crate) fn transcript(output: &Output) -> String {
    let code = output
        .status
        .code()
        .map_or_else(|| "a signal".to_owned(), |code| code.to_string());
    let (said, complained) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    format!("exit {code}\n{said}{complained}")
}

/// Compares a text with a committed file. `UPDATE_EXPECTED=1` writes the file instead.
pub(crate) fn assert_expected(file: &Path, actual: &[u8]) {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        write(file, actual);
        return;
    }
    let expected = fs::read(file).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs (UPDATE_EXPECTED=1 writes it anew)\nexpected:\n{}\nactual:\n{}",
        file.display(),
        String::from_utf8_lossy(&expected),
        String::from_utf8_lossy(actual),
    );
}

/// Writes a file and the folders it needs.
pub(crate) fn write(file: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(file.parent().expect("a file of a test stands in a folder"))
        .expect("the folder can be made");
    fs::write(file, text).expect("the file can be written");
}

/// Writes into a folder what `trunk build` leaves there: a page and the program that it names, which does nothing.
pub(crate) fn write_portal(folder: &Path) {
    let index = fs::read(fixtures().join("portal/index.html")).expect("the fixture is there");
    write(&folder.join("index.html"), index);
    write(&folder.join("base.css"), "");
    write(&folder.join("app.js"), "");
    write(&folder.join("app_bg.wasm"), b"\0asm\x01\0\0\0");
}

/// A content folder with a section `magazine`, a taxonomy `themes` and the given files.
pub(crate) fn content(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write(
        &folder.path().join("content/site.toml"),
        "name = \"Test\"\nlanguage = \"en\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
         [[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n",
    );
    for (name, text) in files {
        write(&folder.path().join("content").join(name), text);
    }
    folder
}

/// Every file below a folder, by its path from there, but for what press notes for itself in the hidden folder `.press`.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_entry(|entry| entry.file_name() != ".press")
        .map(|entry| entry.expect("the folder can be read"));
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry
                .path()
                .strip_prefix(folder)
                .expect("the walk stays in the folder");
            (
                name.to_string_lossy().into_owned(),
                fs::read(entry.path()).expect("the file can be read"),
            )
        })
        .collect()
}

/// The files of a tree that have an extension.
pub(crate) fn with_extension(
    files: &BTreeMap<String, Vec<u8>>,
    extension: &str,
) -> BTreeMap<String, Vec<u8>> {
    let has = |name: &str| {
        Path::new(name)
            .extension()
            .is_some_and(|other| other == extension)
    };
    files
        .iter()
        .filter(|(name, _)| has(name))
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect()
}

/// A file as JSON.
pub(crate) fn json(file: &Path) -> serde_json::Value {
    let text = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
