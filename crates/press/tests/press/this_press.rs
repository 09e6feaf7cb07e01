//! Which press this is, as its build script says: as long as what it makes may depend on something, that is part of it.

use std::path::Path;

use crate::support::write;

#[allow(dead_code, reason = "what it says to Cargo is for Cargo")]
#[path = "../../build.rs"]
mod build;

/// A lock file in which press depends on two versions of one package, one of them through another package, and in which
/// a package stands that it does not depend on.
const LOCK: &str = r#"
[[package]]
name = "app"
version = "0.1.0"
dependencies = ["far 1.0.0", "leptos"]

[[package]]
name = "far"
version = "1.0.0"
source = "registry"
checksum = "aa"

[[package]]
name = "far"
version = "2.0.0"
source = "registry"
checksum = "bb"

[[package]]
name = "leptos"
version = "0.8.0"
source = "registry"
checksum = "cc"

[[package]]
name = "near"
version = "0.3.0"
source = "registry"
checksum = "dd"
dependencies = ["far 2.0.0"]

[[package]]
name = "press"
version = "0.1.0"
dependencies = ["near"]
"#;

/// What becomes of a file.
type Edit = dyn Fn(&str) -> String;

fn clone() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write(&folder.path().join("Cargo.lock"), LOCK);
    for name in ["press", "content", "view"] {
        let package = folder.path().join("crates").join(name);
        write(&package.join("Cargo.toml"), name);
        write(&package.join("src/lib.rs"), "//! It.");
        write(&package.join("src/deep/mod.rs"), "//! It.");
        write(&package.join("tests/it.rs"), "//! Tests of it.");
    }
    folder
}

fn program(clone: &Path) -> String {
    let mut program = build::Program::default();
    let read = program.read(&clone.join("crates/press"));
    read.expect("the clone can be read");
    assert!(
        program.watched.iter().all(|path| path.exists()),
        "Cargo would build for ever"
    );
    format!("{:x}", sha2::Digest::finalize(program.hash))
}

// What an older press has made must not answer for a newer one.
#[test]
fn whatever_press_is_made_of_makes_it_another() {
    let before = program(clone().path());
    let changes: [(&str, &Edit); 8] = [
        ("crates/press/src/lib.rs", &|text| format!("{text}\n")),
        ("crates/content/src/deep/mod.rs", &|text| format!("{text}\n")),
        ("crates/view/src/new.rs", &|_| "//! New.".to_owned()),
        ("crates/press/Cargo.toml", &|_| "features".to_owned()),
        ("crates/press/starter/site.toml", &|_| "name = \"New\"".to_owned()),
        ("Cargo.lock", &|text| text.replace("0.3.0", "0.3.1")),
        ("Cargo.lock", &|text| text.replace("2.0.0", "2.0.1")),
        ("Cargo.lock", &|text| text.replace("bb", "ee")),
    ];
    for (file, change) in changes {
        let clone = clone();
        let path = clone.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        write(&path, change(&text));
        assert_ne!(program(clone.path()), before, "{file}");
    }
}

// Otherwise each clone, each change to a test and each update of the portal would make all pictures anew.
#[test]
fn what_press_is_not_made_of_leaves_it_the_same() {
    let before = program(clone().path());
    let changes: [(&str, &Edit); 4] = [
        ("crates/press/tests/it.rs", &|text| format!("{text}\n")),
        ("crates/content/README.md", &|_| "New".to_owned()),
        ("Cargo.lock", &|text| text.replace("0.8.0", "0.9.0")),
        ("Cargo.lock", &|text| text.replace("aa", "ee")),
    ];
    for (file, change) in changes {
        let clone = clone();
        let path = clone.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        write(&path, change(&text));
        assert_eq!(program(clone.path()), before, "{file}");
    }
}

// A package has the lock file within it, and the other two come from a registry.
#[test]
fn a_packaged_copy_is_known_by_its_lock_file() {
    let packaged = |lock: &str| {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let package = folder.path().join("crates/press");
        write(&package.join("src/lib.rs"), "//! It.");
        write(&package.join("Cargo.lock"), lock);
        program(folder.path())
    };
    assert_eq!(packaged(LOCK), packaged(LOCK));
    assert_ne!(packaged(LOCK), packaged(&LOCK.replace("0.3.0", "0.3.1")));
}

// What cannot be known must not be taken for something that is.
#[test]
fn a_copy_without_a_lock_file_is_like_no_other() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write(&folder.path().join("crates/press/src/lib.rs"), "//! It.");
    assert_ne!(program(folder.path()), program(folder.path()));
}
