//! What an import and a check say of themselves: what fits a screen, and where the rest is.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{content, press, transcript, write};

/// A site whose texts have many faults of many kinds.
fn troubled(folder: &Path) {
    write(
        &folder.join("old/hugo.toml"),
        "title = \"Reed\"\nbaseURL = \"https://reed.example/\"\n",
    );
    for number in 0..60 {
        let mut text = format!(
            "---\ntitle: Text {number}\ndeck: What a sentence of its own says here\nodd{number}: yes\n"
        );
        if number % 5 == 0 {
            text += "draft: true\n";
        }
        let _ = write!(
            text,
            "---\n{{{{< odd{number} >}}}}\n\n![](/a/very/long/path/to/a/picture/that/is/not/there/{number}.png)\n\n<marquee>Text</marquee> [link](/nowhere/{number}/) <blink>a</blink> <script>x</script>\n\n<object></object><u>a</u>\n"
        );
        write(&folder.join(format!("old/content/news/{number}.md")), text);
    }
    write(&folder.join("old/content/news/broken.md"), "---\ntitle: [\n---\n");
}

// Whoever sees the last screen of a thousand lines has not seen what was lost.
#[test]
fn a_report_fits_a_screen_whatever_was_imported() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    troubled(folder.path());
    for arguments in [
        &["import", "old", "-o", "new"][..],
        &["import", "markdown", "old", "-o", "new", "--missing", "list"],
        &["import", "markdown", "old", "-o", "new", "--report", "report.txt"],
    ] {
        let output = press(folder.path(), arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let rows: usize = said
            .lines()
            .map(|line| line.chars().count().div_ceil(80).max(1))
            .sum();
        assert!(rows <= 23, "{rows} rows:\n{said}");
        for told in [
            "48 articles and 0 media files are written to new",
            "words that readers saw are kept",
            "lost",
            "not public",
            "--map deck=lead",
        ] {
            assert!(said.contains(told), "{told}:\n{said}");
        }
        assert_eq!(output.status.code(), Some(1), "{said}");
    }
    let whole = fs::read_to_string(folder.path().join("report.txt")).expect("the report was written");
    assert!(
        whole.contains("× key: press has nothing for the key “…”"),
        "{whole}"
    );
    assert_eq!(whole.matches("it is not published").count(), 1, "{whole}");
    assert!(whole.contains("and 9 more (--verbose names them)"), "{whole}");
}

// Programs read the report, and people read it with other programs: each entry is there, and the groups of them.
#[test]
fn a_report_in_json_has_every_entry_and_groups_with_three_examples() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    troubled(folder.path());
    let output = press(
        folder.path(),
        &["import", "markdown", "old", "-o", "new", "--format", "json"],
    );
    let report: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let withheld = |entry: &&Value| entry["withheld"] == true;
    let entries = report["entries"].as_array().expect("it is a list");
    assert_eq!(entries.iter().filter(withheld).count(), 12);
    let groups = report["groups"].as_array().expect("it is a list");
    let of_drafts = groups.iter().find(|group| group["told"] == "withheld");
    let of_drafts = of_drafts.expect("drafts are told");
    assert_eq!(
        (
            &of_drafts["count"],
            of_drafts["examples"].as_array().map(Vec::len)
        ),
        (&12.into(), Some(3))
    );
    assert_eq!(report["maps"][0]["key"], "deck");
    assert_eq!(report["maps"][0]["articles"], 48);
}

// Half a magazine's leads are in a key of its own: who has to find that out by reading a thousand lines does without.
#[test]
fn a_key_that_many_articles_have_is_suggested_for_what_it_seems_to_be() {
    for (key, value, meant) in [
        ("deck", "What a sentence of its own says", Some("deck=lead")),
        (
            "standfirst",
            "What a sentence of its own says",
            Some("standfirst=lead"),
        ),
        ("splash", "/pictures/a.jpg", Some("splash=image")),
        ("day_of_issue", "2024-01-02", Some("day_of_issue=date")),
        ("revised", "2024-01-02", Some("revised=updated")),
        (
            "written_by_authors",
            "Ines Tavora",
            Some("written_by_authors=authors"),
        ),
        ("topics", "[Rope, Tide]", Some("topics=tags")),
        ("weight", "12", None),
        ("sidebar", "yes", None),
        ("tracking", "https://counter.example/1 a b c d", None),
    ] {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        for number in 0..4 {
            let text = format!("---\ntitle: T{number}\n{key}: {value}\n---\nText.\n");
            write(&folder.path().join(format!("old/content/news/{number}.md")), text);
        }
        let arguments = ["import", "markdown", "old", "-o", "new", "--dialect", "hugo"];
        let said = transcript(&press(folder.path(), &arguments));
        match meant {
            Some(map) => {
                let line = format!("4 articles have `{key}`: --map {map} may be meant");
                assert!(said.contains(&line), "{line}: {said}");
                let mut again = arguments.to_vec();
                again.extend(["--map", map]);
                let said = transcript(&press(folder.path(), &again));
                assert!(
                    !said.contains("may be meant") && !said.contains(&format!("“{key}”")),
                    "{said}"
                );
            }
            None => assert!(!said.contains("may be meant"), "{key}: {said}"),
        }
    }
    // One article's own key is no rule of a site.
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for number in 0..40 {
        let key = if number < 3 {
            "deck: What a sentence of its own says\n"
        } else {
            ""
        };
        let text = format!("---\ntitle: T{number}\n{key}---\nText.\n");
        write(&folder.path().join(format!("old/content/news/{number}.md")), text);
    }
    let said = transcript(&press(folder.path(), &["import", "markdown", "old", "-o", "new"]));
    assert!(!said.contains("may be meant"), "{said}");
}

// Eight hundred warnings of one kind hide the one error between them.
#[test]
fn check_tells_three_of_each_kind_and_each_of_them_where_asked() {
    let odd: Vec<(String, String)> = (0..7)
        .map(|number| {
            (
                format!("magazine/{number}.md"),
                "+++\ntitle = \"Odd\"\nlayout = \"post\"\n+++\n\n![](media/none.png)\n".to_owned(),
            )
        })
        .collect();
    let mut files: Vec<(&str, &str)> = odd
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    files.push((
        "magazine/bad.md",
        "+++\ntitle = \"Bad\"\npublished = 2026-02-30\n+++\n\nText.\n",
    ));
    let folder = content(&files);
    let said = transcript(&press(folder.path(), &["check", "content"]));
    assert_eq!(said.matches("[unknown-key]").count(), 4, "{said}");
    assert!(
        said.contains("… and 4 more of 7 warnings of this kind; --all tells each [unknown-key]"),
        "{said}"
    );
    let (error, warning) = (said.find(": error: "), said.find(": warning: "));
    assert!(error.is_some() && error < warning, "errors come first: {said}");
    let all = transcript(&press(folder.path(), &["check", "content", "--all"]));
    assert_eq!(all.matches("[unknown-key]").count(), 7, "{all}");
    let told = press(folder.path(), &["check", "content", "--format", "json"]);
    let told: Value = serde_json::from_slice(&told.stdout).expect("it is JSON");
    let faults = told.as_array().expect("it is a list");
    assert_eq!(
        faults
            .iter()
            .filter(|fault| fault["code"] == "unknown-key")
            .count(),
        7
    );
}
