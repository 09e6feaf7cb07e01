//! The site to begin with.

use crate::support::{press, transcript, tree, write};

// The first thing that anybody sees of press must be without fault, and show what there is. Where it will stand nobody but
// its owner knows.
#[test]
fn a_new_site_lacks_nothing_but_its_address() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let made = press(folder.path(), &["new", "site"]);
    assert!(made.status.success(), "{}", transcript(&made));
    let checked = transcript(&press(folder.path(), &["check", "site"]));
    assert!(
        checked.ends_with("[address-missing]\n0 errors, 1 warning; 5 articles\n"),
        "{checked}"
    );
    let site = folder.path().join("site/site.toml");
    let text = std::fs::read_to_string(&site).expect("the site has been made");
    write(&site, text.replace("# address", "address"));
    let checked = press(folder.path(), &["check", "--strict", "site"]);
    assert_eq!(transcript(&checked), "exit 0\n0 errors, 0 warnings; 5 articles\n");
    let built = press(folder.path(), &["build", "site", "--output", "out"]);
    assert!(built.status.success(), "{}", transcript(&built));
    let articles: String = tree(&folder.path().join("out/articles"))
        .into_values()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    for kind in [
        "paragraph",
        "heading",
        "list",
        "quote",
        "pull-quote",
        "figure",
        "code",
        "table",
        "callout",
        "details",
        "separator",
        "footnotes",
    ] {
        assert!(articles.contains(&format!("\"kind\":\"{kind}\"")), "{kind}");
    }
}

// What is in the folder is somebody's.
#[test]
fn a_folder_with_something_in_it_is_refused() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write(&folder.path().join("site/letter.txt"), "Dear");
    let output = press(folder.path(), &["new", "site"]);
    assert_eq!(output.status.code(), Some(2), "{}", transcript(&output));
    assert!(transcript(&output).contains("name a new or an empty one"));
    assert_eq!(tree(folder.path()).len(), 1);
}

// GitHub runs what stands there on the site's behalf, and must find the content.
#[test]
fn a_new_site_has_a_workflow_that_publishes_it_where_one_is_wanted() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let made = press(folder.path(), &["new", "texts/site", "--workflow"]);
    assert!(made.status.success(), "{}", transcript(&made));
    assert!(folder.path().join("texts/site/site.toml").is_file());
    let workflow = folder.path().join(".github/workflows/site.yml");
    let text = std::fs::read_to_string(&workflow).expect("the workflow has been made");
    for part in [
        "CONTENT: \"texts/site\"",
        "cron: ",
        concat!("feuilleton@", env!("CARGO_PKG_VERSION")),
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // What stands there is somebody's by then.
    let refused = transcript(&press(folder.path(), &["new", "texts/site", "--workflow"]));
    assert!(
        refused.starts_with("exit 2") && refused.contains("there is a workflow of this name already"),
        "{refused}"
    );
    // A site that is written already gets its workflow, and stays as it is.
    std::fs::remove_file(&workflow).expect("it was read");
    let before = tree(&folder.path().join("texts"));
    let made = press(folder.path(), &["new", "texts/site", "--workflow"]);
    assert!(
        made.status.success() && workflow.is_file(),
        "{}",
        transcript(&made)
    );
    assert!(
        tree(&folder.path().join("texts")) == before,
        "the site has changed"
    );
    let elsewhere = transcript(&press(folder.path(), &["new", "../site", "--workflow"]));
    assert!(elsewhere.starts_with("exit 2"), "{elsewhere}");
}
