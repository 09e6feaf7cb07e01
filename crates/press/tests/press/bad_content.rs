//! Each defect has a fixture named after it, and says exactly what `expected.txt` beside it says.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{assert_expected, content, fixtures, press, transcript};

// The messages are what editors work with: each must name its place and its remedy, and must not change unseen.
#[test]
fn every_defect_is_told_with_its_place_and_remedy() {
    let bad = fixtures().join("bad");
    let folders: BTreeSet<_> = fs::read_dir(&bad)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("the fixtures can be listed").file_name())
        .collect();
    for folder in folders {
        let name = folder.to_str().expect("fixtures are named in ASCII");
        let output = press(&bad, &["check", name, "--all"]);
        assert_expected(
            &bad.join(name).join("expected.txt"),
            transcript(&output).as_bytes(),
        );
    }
}

// Depth is the one property of a text that can kill a recursive program; the limit must come first.
#[test]
fn nesting_of_ten_thousand_levels_is_an_error_and_no_crash() {
    // Parsing HTML takes time that grows with the square of its depth; a fifth shows as much.
    let (depth, elements) = (10_000, 2_000);
    let texts = [
        ("quotes", format!("{}deep\n", "> ".repeat(depth))),
        ("tight quotes", format!("{}deep\n", ">".repeat(depth))),
        ("lists", format!("{}deep\n", "- ".repeat(depth))),
        (
            "indented lists",
            lines(2_000, |level| format!("{}- deep\n", "  ".repeat(level))),
        ),
        ("elements", format!("{}deep\n", "<div>".repeat(elements))),
        (
            "quotes of HTML",
            format!("{}deep\n", "<blockquote>".repeat(elements)),
        ),
        ("lists of HTML", format!("{}deep\n", "<ul><li>".repeat(elements))),
        (
            "details of HTML",
            format!("{}deep\n", "<details>".repeat(elements)),
        ),
    ];
    for (name, text) in texts {
        let folder = content(&[("magazine/a.md", &format!("+++\ntitle = \"A\"\n+++\n\n{text}"))]);
        let output = press(folder.path(), &["check", "content"]);
        let said = transcript(&output);
        assert!(said.starts_with("exit 1\n"), "{name}: {said}");
        assert!(
            said.contains("stand more than 32 deep in each other"),
            "{name}: {said}"
        );
    }
}

// Marks and links are a set on a run, so their nesting costs no depth; it must not cost the stack either.
#[test]
fn emphasis_and_pictures_may_nest_as_deep_as_they_like() {
    let depth = 10_000;
    let texts = [
        format!("{}deep{}\n", "*a ".repeat(depth), " b*".repeat(depth)),
        format!("{}deep{}\n", "![".repeat(depth), "](media/a.png)".repeat(depth)),
        format!("{}deep{}\n", "<em>".repeat(depth), "</em>".repeat(depth)),
        format!(
            "deep{}\n",
            lines(depth, |note| format!("\n\n[^{note}]: a[^{}]", note + 1))
        ),
    ];
    for text in texts {
        let folder = content(&[(
            "magazine/a.md",
            &format!("+++\ntitle = \"A\"\n+++\n\ntext {text}"),
        )]);
        let said = transcript(&press(folder.path(), &["check", "content"]));
        assert!(said.starts_with("exit 0\n"), "{said:.2000}");
    }
}

// The limit is a promise: what stays within it is published, and the portal can read it.
#[test]
fn nesting_up_to_the_limit_is_published() {
    for text in [
        "> ".repeat(31) + "deep **down**\n",
        "- ".repeat(30) + "deep **down**\n",
    ] {
        let folder = content(&[("magazine/a.md", &format!("+++\ntitle = \"A\"\n+++\n\n{text}"))]);
        let output = press(folder.path(), &["build", "content", "--output", "out"]);
        assert!(output.status.success(), "{}", transcript(&output));
    }
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().concat()
}
