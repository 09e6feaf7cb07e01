//! The codes of what press tells of content.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use press::code::Code;

use crate::support::{content_with_address, press};

/// The files of the source, without the one that lists the codes.
fn sources() -> String {
    let files = walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let files = files
        .into_iter()
        .map(|entry| entry.expect("the source can be read"));
    let files = files.filter(|entry| {
        entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "rs")
            && entry.file_name() != "code.rs"
    });
    files
        .map(|entry| fs::read_to_string(entry.path()).expect("the source is text"))
        .collect()
}

// A code is looked up there by whoever meets one; one that is not said any more would be looked for in vain.
#[test]
fn every_code_stands_in_the_documentation_once_and_no_other_does() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnostics.md");
    let page = fs::read_to_string(page).expect("the documentation is there");
    let rows = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let mut documented: Vec<_> = rows.map(|(code, _)| code).collect();
    documented.sort_unstable();
    let mut codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(documented, codes);
}

// Two kinds of one code could not be told apart, and one in other letters than the rest would be mistyped.
#[test]
fn codes_are_words_and_each_is_one_of_its_kind() {
    let codes: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes.len(), Code::ALL.len());
    for code in codes {
        let is_word = code.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        });
        assert!(is_word, "{code}");
    }
}

// The compiler asks each fault for its code; it does not ask each code for a fault that has it.
#[test]
fn every_code_is_that_of_a_fault() {
    let sources = sources();
    for code in Code::ALL {
        let name = format!("Code::{code:?}");
        let is_said = sources.match_indices(&name).any(|(at, _)| {
            let next = sources[at + name.len()..].chars().next();
            next.is_none_or(|next| !next.is_alphanumeric())
        });
        assert!(is_said, "{name}");
    }
}

// People find it at the end of the line, programs under its name.
#[test]
fn a_code_stands_in_lines_and_in_json() {
    let folder = content_with_address(&[(
        "magazine/a.md",
        "+++\ntitle = \"A\"\nlayout = \"post\"\n+++\n\nText.\n",
    )]);
    let lines = press(folder.path(), &["check", "content"]);
    let lines = String::from_utf8(lines.stdout).expect("press prints UTF-8");
    assert!(
        lines.contains("is passed over (remove it) [unknown-key]\n"),
        "{lines}"
    );
    let told = press(folder.path(), &["check", "content", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("press prints JSON");
    let codes: Vec<_> = told
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|fault| fault["code"].as_str().expect("each has a code"))
        .collect();
    assert_eq!(codes, ["unknown-key"]);
}
