//! Five hundred posts that nobody wrote for press: the public blog of 18F, where it has been downloaded.

use std::fs;

use crate::support::{content, json, press, shared, transcript, write};

/// Two posts that share their name with an earlier one, which only Jekyll's dated addresses allow.
const RENAMED: [(&str, &str); 2] = [
    (
        "2024-01-12-andrew-hyder-award.md",
        "2024-01-12-andrew-hyder-award-2024.md",
    ),
    (
        "2024-08-20-andrew-hyder-award.md",
        "2024-08-20-andrew-hyder-award-finalist.md",
    ),
];

// Real posts have what no fixture thinks of. All of them must be published, and what is odd in them told.
#[test]
fn all_posts_of_18f_are_published() {
    let Some(posts) = shared("data/18f-posts") else {
        return;
    };
    let folder = content(&[]);
    for post in fs::read_dir(&posts).expect("the folder was there a moment ago") {
        let path = post.expect("the folder can be listed").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("the posts are named in ASCII");
        let name = RENAMED
            .iter()
            .find(|(old, _)| *old == name)
            .map_or(name, |(_, new)| new);
        let text = fs::read(&path).expect("the post can be read");
        write(&folder.path().join("content/magazine").join(name), text);
    }
    let output = press(folder.path(), &["build", "content", "--output", "out"]);
    let said = transcript(&output);
    assert!(output.status.success(), "{said:.4000}");
    let home = json(&folder.path().join("out/lists/home.json"));
    assert_eq!(home["count"], 509);
    assert!(said.contains("the key “layout” is not known"));
    assert!(said.contains("the template tag {% image"));
    assert!(said.contains("the template tag {{ site.baseurl }} is removed"));
}
