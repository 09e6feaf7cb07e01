//! What the tests of the command line share.

#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod editions;
pub(crate) mod hosts;
pub(crate) mod pages;
pub(crate) mod web;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

/// The folder of fixtures.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Runs press in a folder.
pub(crate) fn press(folder: &Path, arguments: &[&str]) -> Output {
    command(folder)
        .args(arguments)
        .output()
        .expect("Cargo has built the binary before the tests")
}

/// press in a folder, with a cache that no earlier run has filled.
pub(crate) fn command(folder: &Path) -> Command {
    command_of(Path::new(env!("CARGO_BIN_EXE_press")), folder)
}

/// The same of another press.
pub(crate) fn command_of(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        // 1 June 2026: what has closed is prerendered so, and must not change from day to day.
        .env("SOURCE_DATE_EPOCH", "1780272000")
        .env("PRESS_CACHE", fresh_cache());
    command
}

/// A cache of this process alone: yesterday's pictures must not answer for those of today.
///
/// Nothing runs when a test program ends, so each removes what those have left that run no more: they hold a lock.
fn fresh_cache() -> &'static Path {
    static CACHE: LazyLock<(PathBuf, File)> = LazyLock::new(|| {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("caches");
        fs::create_dir_all(&all).expect("the build's own folder is writable");
        for entry in fs::read_dir(&all)
            .expect("the folder was made a moment ago")
            .flatten()
        {
            let is_over = File::open(entry.path().join("held")).is_ok_and(|held| held.try_lock().is_ok());
            if is_over {
                // Another program may be removing it as well.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let own = tempfile::tempdir_in(&all).expect("the folder can be made").keep();
        let held = File::create(own.join("being-held")).expect("the folder is new");
        held.lock().expect("nobody else knows the file");
        fs::rename(own.join("being-held"), own.join("held")).expect("the folder is new");
        (own.join("cache"), held)
    });
    &CACHE.0
}

/// How the line begins in which a test says that, and why, it tested nothing. xtask counts these lines; it is built upon
/// press, so its own words for this are out of reach here.
const SKIPPED: &str = "skipped: ";

/// Says that this test, or a part of it, tests nothing. Test programs hide what passing tests print with macros; this is
/// to be seen.
pub(crate) fn skip(reason: &str) {
    let thread = std::thread::current();
    let line = format!("{SKIPPED}{}: {reason}\n", thread.name().unwrap_or("a test"));
    // Nothing is lost if it is not seen after all.
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// The variable that turns a missing host from a skipped test into a failed one.
const REQUIRE: &str = "REQUIRE_SERVERS";

/// A host of this machine; none where the test is to be skipped.
pub(crate) fn installed(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Debian keeps nginx where only administrators look.
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    let found = folders
        .map(|folder| folder.join(program))
        .find(|file| file.is_file());
    found.or_else(|| not_installed(program))
}

/// Skips the test for what is missing, or fails it where hosts are required.
pub(crate) fn not_installed<T>(name: &str) -> Option<T> {
    let required = std::env::var_os(REQUIRE).is_some_and(|value| value == "1");
    assert!(!required, "{name} is not installed, and {REQUIRE}=1 asks for it");
    skip(&format!("{name} is not installed"));
    None
}

/// Content that is not ours to publish, where it stands beside the checkout; none where the test is to be skipped.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    skip(&format!("there is no {}", path.display()));
    None
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

/// The same for a site that says where it will stand, so that `check` has nothing to tell of it.
pub(crate) fn content_with_address(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = content(files);
    let site = folder.path().join("content/site.toml");
    let text = fs::read_to_string(&site).expect("the file was written above");
    write(&site, format!("address = \"https://example.org/\"\n{text}"));
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
