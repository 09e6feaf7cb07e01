//! What the commands write, refuse and leave alone.

use std::fs;

use crate::support::{content, json, press, transcript, tree, write};

const GOOD: &str = "+++\ntitle = \"Good\"\n+++\n\nText.\n";
const BAD: &str = "+++\npublished = 2026-02-30\n+++\n\nText.\n";
const ODD: &str = "+++\ntitle = \"Odd\"\nlayout = \"post\"\n+++\n\nText.\n";

// A site that is up must not change because somebody has made a mistake in a text.
#[test]
fn a_failed_build_leaves_the_earlier_bundle_untouched() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    assert!(
        press(folder.path(), &["build", "content", "--output", "out"])
            .status
            .success()
    );
    let before = tree(&folder.path().join("out"));
    write(&folder.path().join("content/magazine/bad.md"), BAD);
    let output = press(folder.path(), &["build", "content", "--output", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        transcript(&output).ends_with("nothing was written\n"),
        "{}",
        transcript(&output)
    );
    assert_eq!(tree(&folder.path().join("out")), before);
}

// One bad text of five hundred must not stop an editor who knows about it.
#[test]
fn keep_going_publishes_what_is_right_and_still_fails() {
    let related = GOOD.replace("+++\n\n", "related = [\"bad\"]\n+++\n\n");
    let folder = content(&[("magazine/good.md", &related), ("magazine/bad.md", BAD)]);
    let output = press(
        folder.path(),
        &["build", "content", "--output", "out", "--keep-going"],
    );
    assert_eq!(output.status.code(), Some(1), "{}", transcript(&output));
    let out = folder.path().join("out");
    assert!(out.join("articles/good.json").exists() && !out.join("articles/bad.json").exists());
    assert_eq!(json(&out.join("lists/home.json"))["count"], 1);
    assert!(json(&out.join("articles/good.json")).get("related").is_none());
}

// Nothing is to be found beside the bundle afterwards, and nothing of the one before within it.
#[test]
fn a_build_replaces_the_bundle_as_a_whole() {
    let folder = content(&[("magazine/good.md", GOOD), ("magazine/odd.md", ODD)]);
    assert!(
        press(folder.path(), &["build", "content", "--output", "site/out"])
            .status
            .success()
    );
    fs::remove_file(folder.path().join("content/magazine/odd.md")).expect("the file was written above");
    assert!(
        press(folder.path(), &["build", "content", "--output", "site/out"])
            .status
            .success()
    );
    assert!(!folder.path().join("site/out/articles/odd.json").exists());
    let beside = fs::read_dir(folder.path().join("site"))
        .expect("the folder was made")
        .count();
    assert_eq!(beside, 1);
}

// A slip in a path must not cost anybody a home folder.
#[test]
fn a_folder_that_is_no_bundle_is_not_replaced() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    write(&folder.path().join("precious/letter.txt"), "Dear");
    for target in ["precious", "content", "content/out", "."] {
        let output = press(folder.path(), &["build", "content", "--output", target]);
        assert_eq!(output.status.code(), Some(2), "{target}: {}", transcript(&output));
    }
    assert!(folder.path().join("precious/letter.txt").exists());
    assert!(folder.path().join("content/magazine/good.md").exists());
}

// The same content gives the same bytes, whatever was there before: hosts and caches rely on it.
#[test]
fn two_builds_are_the_same_byte_for_byte() {
    let sample = crate::support::fixtures().join("sample");
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for out in ["one", "two", "two"] {
        let output = press(
            folder.path(),
            &[
                "build",
                sample.to_str().expect("the path is UTF-8"),
                "--output",
                out,
            ],
        );
        assert!(output.status.success(), "{}", transcript(&output));
    }
    assert_eq!(tree(&folder.path().join("one")), tree(&folder.path().join("two")));
}

// The exit status is what scripts see.
#[test]
fn warnings_fail_a_check_only_when_it_is_strict() {
    let folder = content(&[("magazine/odd.md", ODD)]);
    assert_eq!(press(folder.path(), &["check", "content"]).status.code(), Some(0));
    assert_eq!(
        press(folder.path(), &["check", "content", "--strict"])
            .status
            .code(),
        Some(1)
    );
    assert_eq!(press(folder.path(), &["check", "nowhere"]).status.code(), Some(2));
    assert_eq!(press(folder.path(), &["build", "content"]).status.code(), Some(2));
    assert_eq!(tree(folder.path()).len(), 2, "a check writes nothing");
}

// A long list is cut into chunks that keep their names when newer articles arrive.
#[test]
fn chunks_keep_their_bytes_when_articles_arrive() {
    let folder = content(&[]);
    let add = |day: u32| {
        let text = format!("+++\ntitle = \"Day {day}\"\npublished = 2026-01-01\n+++\n\nText.\n");
        let date = format!("19{:02}-01-01", 10 + day);
        write(
            &folder
                .path()
                .join(format!("content/magazine/{date}-day-{day}.md")),
            text.replace("2026-01-01", &date),
        );
    };
    let chunks = || {
        assert!(
            press(folder.path(), &["build", "content", "--output", "out"])
                .status
                .success()
        );
        let mut files = tree(&folder.path().join("out"));
        files.retain(|name, _| name.starts_with("lists/chunks/"));
        files
    };
    (1..=70).for_each(add);
    let before = chunks();
    assert_eq!(before.len(), 1);
    (71..=80).for_each(add);
    let after = chunks();
    assert_eq!(after.len(), 2);
    assert!(before.iter().all(|(name, bytes)| after.get(name) == Some(bytes)));
}

// A small site may be one hand-written file; press checks it and hands it on as it is.
#[test]
fn a_hand_written_site_is_copied_with_its_media() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let site = "{ \"format\": 1, \"name\": \"Small\", \"language\": \"en\",\n  \"articles\": [{ \"slug\": \"a\", \"title\": \"A\", \"image\": { \"src\": \"media/a.png\" } }] }\n";
    write(&folder.path().join("content/site.json"), site);
    write(&folder.path().join("content/media/a.png"), "no picture");
    write(&folder.path().join("content/media/unnamed.png"), "not published");
    write(&folder.path().join("content/notes.txt"), "not published");
    let output = press(folder.path(), &["build", "content", "--output", "out"]);
    assert!(output.status.success(), "{}", transcript(&output));
    let files = tree(&folder.path().join("out"));
    let by_hand = files.keys().filter(|name| !name.starts_with("search/"));
    assert_eq!(by_hand.collect::<Vec<_>>(), ["media/a.png", "site.json"]);
    // Its articles can be looked for as well.
    assert!(files.contains_key("search/manifest.bin"));
    assert_eq!(files["site.json"], site.as_bytes());
}

// Reader tools need the schemas; writing them twice gives the same files.
#[test]
fn schemas_are_written_for_every_kind_of_file() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    assert!(
        press(folder.path(), &["schema", "--output", "schemas"])
            .status
            .success()
    );
    let names: Vec<_> = tree(&folder.path().join("schemas")).into_keys().collect();
    assert_eq!(
        names,
        [
            "article.schema.json",
            "authors.schema.json",
            "chunk.schema.json",
            "found-cards.schema.json",
            "listing.schema.json",
            "site.schema.json"
        ]
    );
}

// Who is told to see to permissions where a link leads in a circle looks in the wrong place.
#[cfg(unix)]
#[test]
fn what_the_system_refuses_is_told_with_the_remedy_of_its_error() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let article = folder.path().join("content/magazine/circle.md");
    std::os::unix::fs::symlink("circle.md", &article).expect("a link may lead anywhere");
    write(&folder.path().join("file"), "");
    let long = "n".repeat(300);
    for (arguments, code, words) in [
        (
            &["check", "content"][..],
            1,
            "correct where it leads, or remove it",
        ),
        (&["new", "file/site"], 2, "a file stands where a folder should be"),
        (&["new", &long], 2, "give it a shorter and simpler name"),
        (&["schema", "--output", "file"], 2, "take away what stands there"),
        (
            &["import", "jsonfeed", "content", "-o", "imported"],
            2,
            "this is a folder where a file should be",
        ),
        (
            &["import", "jsonfeed", "nothing.json", "-o", "imported"],
            2,
            "see whether it is there",
        ),
        (
            &["import", "wordpress", "nothing.xml", "-o", "imported"],
            2,
            "see whether it is there",
        ),
    ] {
        let said = transcript(&press(folder.path(), arguments));
        assert!(
            said.starts_with(&format!("exit {code}\n")),
            "{arguments:?}: {said}"
        );
        assert!(said.contains(words), "{arguments:?}: {said}");
        assert!(!said.contains("permissions"), "{arguments:?}: {said}");
    }
}

// A policy that is not printed has a reason; a hand-written site's was swallowed.
#[test]
fn a_site_without_a_policy_is_told_why() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for (site, words) in [
        (r#"{ "format": 1, "name": 1, "language": "en" }"#, "$.name"),
        (
            r#"{ "format": 1, "name": "A", "language": "en", "consent": { "revision": 1, "services": [{ "id": "a" }] } }"#,
            "services[0]",
        ),
    ] {
        write(&folder.path().join("content/site.json"), site);
        let said = transcript(&press(folder.path(), &["policy", "content"]));
        assert!(said.starts_with("exit 1\n"), "{said}");
        assert!(said.contains(words) && said.contains("[bad-site-json]"), "{said}");
    }
}
