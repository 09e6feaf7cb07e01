//! `--quiet`, and what is printed all the same; completions.

use std::process::Command;

use crate::support::{content, press, transcript, write, write_portal};

const ODD: &str = "+++\ntitle = \"Odd\"\nlayout = \"post\"\n+++\n\nText.\n";
const BAD: &str = "+++\npublished = 2026-02-30\n+++\n\nText.\n";

// A job that runs each night sends whatever is printed to somebody: nothing, as long as nothing is wrong.
#[test]
fn quiet_prints_nothing_where_nothing_is_an_error() {
    let folder = content(&[("magazine/odd.md", ODD)]);
    write_portal(&folder.path().join("dist"));
    let feed = r#"{ "version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [{ "id": "1", "content_text": "A", "title": "A" }] }"#;
    write(&folder.path().join("feed.json"), feed);
    for (arguments, code) in [
        (&["check", "content", "--quiet"][..], 0),
        (&["-q", "check", "content"], 0),
        (&["check", "content", "--strict", "--quiet"], 1),
        (&["build", "content", "--output", "out", "--quiet"], 0),
        (
            &["--quiet", "build", "content", "--app", "dist", "--precompress"],
            0,
        ),
        (&["compress", "dist", "--quiet"], 0),
        (&["new", "site", "--quiet"], 0),
        (&["schema", "--output", "schemas", "--quiet"], 0),
        (
            &["import", "jsonfeed", "feed.json", "-o", "imported", "--quiet"],
            0,
        ),
    ] {
        let output = press(folder.path(), arguments);
        assert_eq!(transcript(&output), format!("exit {code}\n"), "{arguments:?}");
    }
}

// Whoever wants to hear of errors only wants to hear of errors.
#[test]
fn quiet_prints_the_errors_and_ends_as_ever() {
    let folder = content(&[("magazine/odd.md", ODD), ("magazine/bad.md", BAD)]);
    for arguments in [
        &["check", "content", "--quiet"][..],
        &["build", "content", "--output", "out", "--quiet"],
        &["inspect", "content", "--quiet"],
    ] {
        let said = transcript(&press(folder.path(), arguments));
        assert!(said.starts_with("exit 1\n"), "{said}");
        assert!(said.contains("error"), "{said}");
        assert!(
            !said.contains("warning") && !said.contains("nothing was written"),
            "{said}"
        );
    }
    let said = transcript(&press(folder.path(), &["check", "nowhere", "--quiet"]));
    assert!(said.starts_with("exit 2\npress: nowhere: "), "{said}");
}

// A program that asks for JSON reads it; half of an answer would be none.
#[test]
fn quiet_leaves_what_was_asked_for() {
    let folder = content(&[("magazine/odd.md", ODD), ("magazine/bad.md", BAD)]);
    let output = press(
        folder.path(),
        &["check", "content", "--format", "json", "--quiet"],
    );
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("press prints JSON");
    let told = told.as_array().expect("it is a list");
    assert!(
        !told.is_empty() && told.iter().all(|fault| fault["severity"] == "error"),
        "{told:?}"
    );
    let policy = transcript(&press(folder.path(), &["policy", "content", "--quiet"]));
    assert!(
        policy.starts_with("exit 0\nContent-Security-Policy: "),
        "{policy}"
    );
}

// A script that a shell cannot read would break every prompt; the shell itself says whether it can.
#[test]
fn every_shell_has_its_completions() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = press(folder.path(), &["completions", shell]);
        let script = transcript(&output);
        assert!(script.starts_with("exit 0\n"), "{script}");
        for word in ["build", "check", "serve", "quiet", "address"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
        if shell == "bash" {
            write(&folder.path().join("press.bash"), &output.stdout);
            let read = Command::new("bash")
                .arg("-n")
                .arg(folder.path().join("press.bash"))
                .status()
                .expect("the tests run where bash is");
            assert!(read.success());
        }
    }
    assert_eq!(
        press(folder.path(), &["completions", "dos"]).status.code(),
        Some(2)
    );
}
