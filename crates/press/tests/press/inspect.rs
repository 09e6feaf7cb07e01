//! What press tells about content: to people and to programs.

use std::fs;

use crate::support::{
    assert_expected, content, content_with_address, fixtures, json, press, transcript, write,
};
use serde_json::Value;

// The account is what editors decide by; a figure that moves unseen is worse than none.
#[test]
fn the_sample_is_told_exactly() {
    let expected = fixtures().join("inspect.expected");
    for (format, file) in [("text", "sample.txt"), ("json", "sample.json")] {
        let output = press(&fixtures(), &["inspect", "sample", "--format", format]);
        assert!(output.status.success(), "{}", transcript(&output));
        assert_expected(&expected.join(file), &output.stdout);
    }
}

// Files that nobody shows are paid by whoever publishes; a picture deep in a quote or behind a link is shown.
#[test]
fn only_media_that_no_article_names_is_unused() {
    let folder = content(&[(
        "magazine/a.md",
        "+++\ntitle = \"A\"\n+++\n\n> > ![Quay](media/quoted.png)\n\n[The file](media/linked.pdf)\n",
    )]);
    let quay = fs::read(fixtures().join("sample/media/quay.png")).expect("the fixture is there");
    let (media, weight) = (folder.path().join("content/media"), 10 + quay.len());
    write(&media.join("quoted.png"), quay);
    for name in ["linked.pdf", "forgotten.pdf"] {
        write(&media.join(name), "12345");
    }
    let output = press(folder.path(), &["inspect", "content", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("the account is JSON");
    assert_eq!(report["media"]["files"], 3);
    assert_eq!(report["media"]["bytes"], weight);
    assert_eq!(
        report["media"]["unused"],
        serde_json::json!([{ "name": "media/forgotten.pdf", "bytes": 5 }])
    );
    assert_eq!(report["without"]["lead"], serde_json::json!(["a"]));
}

// An account that silently lacks articles would be believed.
#[test]
fn articles_with_errors_are_said_to_be_missing() {
    let folder = content(&[("magazine/a.md", "no front matter")]);
    let output = press(folder.path(), &["inspect", "content"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        transcript(&output).contains("1 error kept articles out of this account"),
        "{}",
        transcript(&output)
    );
    assert_eq!(
        press(folder.path(), &["inspect", "nowhere"]).status.code(),
        Some(2)
    );
}

// Programs and people must be told the same: for every defect there is.
#[test]
fn faults_as_json_are_the_faults_as_text() {
    let bad = fixtures().join("bad");
    for entry in fs::read_dir(&bad).expect("the fixtures are there") {
        let name = entry.expect("the fixtures can be listed").file_name();
        let name = name.to_str().expect("fixtures are named in ASCII");
        let text = press(&bad, &["check", name, "--all"]);
        let told = press(&bad, &["check", name, "--format", "json"]);
        assert_eq!(text.status.code(), told.status.code(), "{name}");
        if text.status.code() == Some(2) {
            assert!(told.stdout.is_empty(), "{name}");
            continue;
        }
        let faults: Vec<Value> = serde_json::from_slice(&told.stdout).expect("the faults are a JSON array");
        let word = |fault: &Value, key: &str| fault[key].as_str().unwrap_or_default().to_owned();
        let lines = faults.iter().map(|fault| {
            let numbers = ["line", "column"].iter().filter_map(|key| fault[*key].as_u64());
            let place = numbers.fold(String::new(), |place, number| format!("{place}:{number}"));
            format!(
                "{}{place}: {}: {} ({}) [{}]\n",
                word(fault, "file"),
                word(fault, "severity"),
                word(fault, "reason"),
                word(fault, "remedy"),
                word(fault, "code")
            )
        });
        let lines: String = lines.collect();
        let said = String::from_utf8_lossy(&text.stdout).into_owned();
        let (faults_said, _) = said.trim_end().rsplit_once('\n').unwrap_or_default();
        assert_eq!(lines.trim_end(), faults_said, "{name}");
    }
}

// The example stands in docs/press.md; whoever reads the array goes by it.
#[test]
fn a_clean_folder_has_an_empty_array() {
    let folder = content_with_address(&[("magazine/a.md", "+++\ntitle = \"A\"\n+++\n\nText.\n")]);
    let output = press(folder.path(), &["check", "content", "--format", "json"]);
    assert_eq!(transcript(&output), "exit 0\n[]\n");
    let file = folder.path().join("faults.json");
    write(&file, output.stdout);
    assert_eq!(json(&file), serde_json::json!([]));
}
