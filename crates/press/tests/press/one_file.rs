//! A press that carries the portal: one file makes the whole site.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::Output;

use press::publish::template::app_of;

use crate::support::{command_of, content, press, transcript, tree, write, write_portal};

const ARTICLE: &str = "+++\ntitle = \"Bells\"\ntags.themes = [\"Night\"]\n+++\n\nThe harbour bells.\n";

/// A copy of press in a folder that carries the portal of another one, as those that are handed out do.
pub(crate) fn carrying(folder: &Path, portal: &Path) -> PathBuf {
    let program = folder.join("carrying-press");
    fs::copy(env!("CARGO_BIN_EXE_press"), &program).expect("there is room for a copy of press");
    let end = OpenOptions::new().read(true).append(true).open(&program);
    let app = app_of(portal).expect("the portal is whole");
    app.pack(end.expect("the copy is ours")).expect("there is room");
    program
}

fn run(program: &Path, folder: &Path, arguments: &[&str]) -> Output {
    let mut command = command_of(program, folder);
    command.args(arguments).output().expect("the copy runs")
}

// Whoever moves from a clone to the one file, or back, must not have every page replaced.
#[test]
fn the_site_is_the_same_with_the_portal_within_as_with_one_beside() {
    let folder = content(&[
        ("magazine/bells.md", ARTICLE),
        ("brand.css", ":root { --accent: teal }"),
    ]);
    let root = folder.path();
    write_portal(&root.join("dist"));
    let program = carrying(root, &root.join("dist"));
    let within = run(&program, root, &["build", "content", "-o", "site"]);
    assert!(within.status.success(), "{}", transcript(&within));
    let beside = press(root, &["build", "content", "--app", "dist"]);
    assert!(beside.status.success(), "{}", transcript(&beside));
    let (site, dist) = (tree(&root.join("site")), tree(&root.join("dist")));
    assert!(site.contains_key("magazine/bells/index.html") && site.contains_key("content/site.json"));
    let names =
        |files: &std::collections::BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&site), names(&dist));
    assert!(site == dist, "a file differs");
    let hidden = |name: &str| {
        [root.join("site"), root.join("dist")].map(|at| fs::read(at.join(".press").join(name)).ok())
    };
    for name in ["template.html", "style.css"] {
        let [one, other] = hidden(name);
        assert_eq!(one, other, "{name}");
    }
    // A portal that holds content already is as good to take the app from.
    let again = carrying(root, &root.join("site"));
    let within = run(&again, root, &["build", "content", "-o", "other"]);
    assert!(within.status.success(), "{}", transcript(&within));
    assert!(tree(&root.join("other")) == site, "a file differs");
}

// A new press brings a new app: pages name it, and readers of kept pages still find the one of before.
#[test]
fn a_new_press_renews_the_app_and_keeps_that_of_before() {
    let folder = content(&[("magazine/bells.md", ARTICLE)]);
    let root = folder.path();
    for app in ["let a = 1;", "let a = 2;"] {
        write_portal(&root.join("dist"));
        write(&root.join("dist/app.js"), app);
        let program = carrying(root, &root.join("dist"));
        let built = run(&program, root, &["build", "content", "-o", "site"]);
        assert!(built.status.success(), "{}", transcript(&built));
        fs::remove_dir_all(root.join("dist")).expect("it was written above");
    }
    let site = tree(&root.join("site"));
    let glue: Vec<_> = site
        .keys()
        .filter(|name| name.starts_with("assets/app-") && name.split('.').next_back() == Some("js"))
        .collect();
    assert_eq!(glue.len(), 2, "{glue:?}");
    let index = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert_eq!(
        glue.iter().filter(|name| index.contains(name.as_str())).count(),
        1
    );
}

// A site takes the whole folder: what stands there of others would be mixed with it, or lost.
#[test]
fn a_folder_of_others_is_refused_with_the_way_out() {
    let folder = content(&[("magazine/bells.md", ARTICLE)]);
    let root = folder.path();
    write_portal(&root.join("dist"));
    let program = carrying(root, &root.join("dist"));
    write(&root.join("letters/dear.txt"), "Dear");
    let bundle = run(&program, root, &["build", "content", "-o", "bundle", "--bundle"]);
    assert!(bundle.status.success(), "{}", transcript(&bundle));
    assert!(
        root.join("bundle/site.json").is_file(),
        "a bundle has no pages around it"
    );
    for (target, told) in [
        ("letters", "name an empty or a new folder"),
        ("bundle", "press has written a bundle alone into this folder"),
        ("dist", "name an empty or a new folder"),
        ("content", "must stand beside each other"),
        ("content/site", "must stand beside each other"),
        ("/proc/site", "cannot be written"),
    ] {
        let before = tree(root);
        let refused = transcript(&run(&program, root, &["build", "content", "-o", target]));
        assert!(
            refused.starts_with("exit 2") && refused.contains(told),
            "{target}: {refused}"
        );
        assert_eq!(refused.lines().count(), 2, "{refused}");
        assert!(tree(root) == before, "{target}: something has changed");
    }
    let refused = transcript(&run(
        &program,
        root,
        &["build", "content", "-o", "new", "--bundle", "--precompress"],
    ));
    assert!(
        refused.starts_with("exit 2") && refused.contains("--precompress is for a whole site"),
        "{refused}"
    );
}

// Without a portal of its own press is what it was: the bundle, and what to do for more.
#[test]
fn a_press_without_a_portal_writes_the_bundle_and_says_what_a_preview_needs() {
    let folder = content(&[("magazine/bells.md", ARTICLE)]);
    let built = press(folder.path(), &["build", "content", "-o", "out"]);
    assert!(built.status.success(), "{}", transcript(&built));
    assert!(folder.path().join("out/site.json").is_file());
    let refused = transcript(&press(folder.path(), &["preview", "content"]));
    assert!(
        refused.starts_with("exit 2") && refused.contains("this press carries no portal"),
        "{refused}"
    );
}
