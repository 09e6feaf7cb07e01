//! The folder that an import writes: whole or not at all, and never over somebody's work.

use std::fs;
use std::path::Path;

use crate::support::{press, transcript, tree, write};

const POST: &str = "---\ntitle: Tides\ndate: 2026-01-02\ntags: [sea]\n---\n\nHigh *water*.\n";

fn import(folder: &Path) -> std::process::Output {
    press(folder, &["import", "markdown", "old", "-o", "new"])
}

fn source() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write(&folder.path().join("old/_posts/2026-01-02-tides.md"), POST);
    folder
}

// Imports are repeated until the report is short: the folder of the one before is replaced, byte for byte.
#[test]
fn an_import_is_repeated_into_its_own_folder() {
    let folder = source();
    assert_eq!(import(folder.path()).status.code(), Some(0));
    let first = tree(&folder.path().join("new"));
    let output = import(folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    assert_eq!(tree(&folder.path().join("new")), first);
    assert!(first.contains_key("posts/tides.md"), "{:?}", first.keys());
    let beside = fs::read_dir(folder.path()).expect("the folder is there").count();
    assert_eq!(beside, 2, "nothing hidden is left beside the folders");
}

// Whoever has begun to edit what was imported must not lose it to one more import.
#[test]
fn a_folder_that_was_edited_since_is_not_replaced() {
    for (name, text) in [
        ("posts/tides.md", "my own words"),
        ("posts/mine.md", "a new article"),
    ] {
        let folder = source();
        assert_eq!(import(folder.path()).status.code(), Some(0));
        let mine = folder.path().join("new").join(name);
        write(&mine, text);
        let output = import(folder.path());
        let said = transcript(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(
            said.contains(name) && said.contains("name a new folder"),
            "{said}"
        );
        assert_eq!(fs::read_to_string(mine).expect("it was written above"), text);
    }
}

// A slip in a path must not cost anybody a home folder.
#[test]
fn a_folder_that_no_import_wrote_is_not_replaced() {
    let folder = source();
    write(&folder.path().join("new/letter.txt"), "Dear");
    let output = import(folder.path());
    let said = transcript(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("no import wrote"), "{said}");
    assert_eq!(tree(&folder.path().join("new")).len(), 1);
}

// Machines read the report too, and a pipeline sees it by the exit status whether all of it came along.
#[test]
fn the_report_is_json_where_that_is_asked_for() {
    let folder = source();
    write(
        &folder.path().join("old/_posts/2026-01-03-bad.md"),
        "---\ntitle: [\n---\n\nx\n",
    );
    let arguments = [
        "import",
        "markdown",
        "old",
        "-o",
        "new",
        "--format",
        "json",
        "--report",
        "report.json",
    ];
    let output = press(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(1), "{}", transcript(&output));
    let report = crate::support::json(&folder.path().join("report.json"));
    assert_eq!(report["tallies"]["post"]["read"], 2);
    assert_eq!(report["tallies"]["post"]["dropped"], 1);
    assert_eq!(report["articles"], 1);
    for (kind, tally) in report["tallies"].as_object().expect("tallies are an object") {
        let number = |name: &str| tally[name].as_u64().expect("a tally is a number");
        assert_eq!(
            number("read"),
            number("kept") + number("changed") + number("dropped"),
            "{kind}"
        );
    }
}

// A slug that begins with a day would lose it to the rule for file names.
#[test]
fn a_slug_that_begins_with_a_day_keeps_it() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let text = POST.replace("tags:", "slug: 2020-01-01-looking-back\ntags:");
    write(&folder.path().join("old/_posts/2026-01-02-tides.md"), text);
    let output = import(folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    let output = press(folder.path(), &["build", "new", "--output", "out"]);
    assert!(output.status.success(), "{}", transcript(&output));
    assert!(
        folder
            .path()
            .join("out/articles/2020-01-01-looking-back.json")
            .exists()
    );
}
