//! What a reader pays in bytes, held to figures that a change has to answer for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use press::encoding::brotli;
use serde_json::Value;
use xtask::first_view::{BUDGET, first_view, total};
use xtask::test::{DIST, skip};
use xtask::workspace::Workspace;

/// What `site.json` may weigh, compressed, however many articles there are.
const SITE_BUDGET: usize = 15_000;

/// What the demo's media may weigh in the repository.
const MEDIA_BUDGET: u64 = 4_000_000;

/// The built portal; none where the test is to be skipped.
fn built() -> Option<PathBuf> {
    let dist = std::env::var_os(DIST).map_or_else(|| Workspace::new().dist(), PathBuf::from);
    if dist.join("content/site.json").is_file() {
        return Some(dist);
    }
    skip(&format!(
        "there is no built portal in {}: run `cargo xtask test`",
        dist.display()
    ));
    None
}

// Everything before the first word of an article is what keeps readers on slow lines away.
#[test]
fn the_code_of_a_first_view_stays_within_its_budget() {
    let Some(dist) = built() else {
        return;
    };
    let parts = first_view(&dist).unwrap_or_else(|error| panic!("{error}"));
    for part in &parts {
        println!("{:>7}  {}", part.brotli, part.path.display());
    }
    let total = total(&parts);
    println!("{total:>7}  of {BUDGET}");
    assert!(
        total <= BUDGET,
        "the first view weighs {total} bytes, and {BUDGET} is the most"
    );
    let has = |end: &str| {
        parts
            .iter()
            .any(|part| part.path.to_string_lossy().ends_with(end))
    };
    for end in [".html", ".css", "boot.js", ".wasm"] {
        assert!(
            has(end),
            "nothing ends with {end}: the weight is not that of a first view"
        );
    }
}

// Every visit reads this file first.
#[test]
fn the_site_file_stays_within_its_budget() {
    let Some(dist) = built() else {
        return;
    };
    let site = fs::read(dist.join("content/site.json")).expect("it was there a moment ago");
    let weight = brotli(&site).len();
    println!("{weight} of {SITE_BUDGET}");
    assert!(
        weight <= SITE_BUDGET,
        "site.json weighs {weight} bytes, and {SITE_BUDGET} is the most"
    );
}

// Whoever clones the repository downloads all pictures that it ever had.
#[test]
fn the_media_of_the_demo_stay_within_their_budget() {
    fn weight(folder: &Path) -> u64 {
        let entries = fs::read_dir(folder).expect("the demo content can be read");
        let paths = entries.map(|entry| entry.expect("the folder can be listed").path());
        paths
            .map(|path| {
                if path.is_dir() {
                    weight(&path)
                } else {
                    path.metadata().expect("the file can be read").len()
                }
            })
            .sum()
    }
    let weight = weight(&Workspace::new().root().join("content/media"));
    assert!(
        weight <= MEDIA_BUDGET,
        "they weigh {weight} bytes, and {MEDIA_BUDGET} is the most"
    );
}

/// What a package depends on, as Cargo reads its manifest.
fn dependencies(package: &str, is_shipped: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--locked",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(Workspace::new().root())
        .output()
        .expect("Cargo runs this test");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("Cargo writes JSON");
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let package = packages.into_iter().find(|known| known["name"] == package);
    let dependencies = package.and_then(|package| package["dependencies"].as_array());
    let dependencies = dependencies.expect("the workspace has this package");
    let shipped = dependencies.iter().filter(|dependency| is_shipped(dependency));
    shipped
        .filter_map(|dependency| dependency["name"].as_str().map(str::to_owned))
        .collect()
}

// A dependency of the app is paid by every reader. A new one changes this list, and somebody sees it.
#[test]
fn the_app_depends_on_nothing_new() {
    let app = dependencies("feuilleton", |dependency| {
        dependency["kind"].is_null() && dependency["target"] == "cfg(target_arch = \"wasm32\")"
    });
    let expected = [
        "content",
        "gloo-net",
        "js-sys",
        "leptos",
        "rlsf",
        "view",
        "wasm-bindgen",
        "wasm-bindgen-futures",
        "web-sys",
    ];
    assert_eq!(app, expected.map(str::to_owned).into());
    let everywhere = dependencies("feuilleton", |dependency| {
        dependency["kind"].is_null() && dependency["target"].is_null()
    });
    assert_eq!(everywhere, BTreeSet::new(), "they belong under the wasm32 target");

    let views = dependencies("view", |dependency| dependency["kind"].is_null());
    assert_eq!(views, ["content"].map(str::to_owned).into());
    let core = dependencies("content", |dependency| {
        dependency["kind"].is_null() && dependency["optional"] == false
    });
    assert_eq!(core, ["serde", "serde_with"].map(str::to_owned).into());
}
