//! A test that tests nothing is seen, by whoever runs it.

use std::process::Command;

use crate::support::skip;

// A test that passes without having tested anything is worse than none, because it is believed. Test programs print
// nothing of tests that pass, so this runs itself as `cargo test` does.
#[test]
fn a_skip_is_seen_although_the_test_passes() {
    const INNER: &str = "PRESS_TEST_SKIPS";
    if std::env::var_os(INNER).is_some() {
        skip("it was asked to");
        return;
    }
    let output = Command::new(std::env::current_exe().expect("a test knows its program"))
        .args(["--exact", "skipped::a_skip_is_seen_although_the_test_passes"])
        .env(INNER, "1")
        .output()
        .expect("a program that runs can be started");
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.lines()
            .any(|line| line.starts_with("skipped: ") && line.ends_with(": it was asked to")),
        "{said}"
    );
}
