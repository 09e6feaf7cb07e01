//! What a reader pays in bytes, held to figures that a change has to answer for.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use press::encoding::brotli;
use serde_json::Value;
use xtask::first_view::{self, BUDGET, SETTINGS_BUDGET, first_view, total};
use xtask::test::{DIST, skip};
use xtask::workspace::Workspace;

/// What `site.json` may weigh, compressed, however many articles there are.
const SITE_BUDGET: usize = 15_000;

/// The bytes of the first view by part, as they were when somebody last looked at them.
const FIGURES: &str = "tests/snapshots/first-view.txt";

/// By how much a part may differ from what is written down: by this share of it, which other versions of tools make of the same
/// source, and by so many bytes besides.
const TOLERANCE: f64 = 0.005;
const SLACK: f64 = 40.0;

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

// Who answers the banner pays for this app, mostly while reading.
#[test]
fn the_app_of_the_privacy_settings_stays_within_its_budget() {
    let Some(dist) = built() else {
        return;
    };
    let parts = first_view::settings(&dist).unwrap_or_else(|error| panic!("{error}"));
    let total = total(&parts);
    println!("{total} of {SETTINGS_BUDGET}");
    assert_eq!(parts.len(), 2, "glue and WebAssembly: {parts:?}");
    assert!(
        total <= SETTINGS_BUDGET,
        "the privacy settings weigh {total} bytes, and {SETTINGS_BUDGET} is the most"
    );
}

// Whoever reviews a change sees what it costs, and in which part.
#[test]
fn the_bytes_by_part_are_those_that_are_written_down() {
    let Some(dist) = built() else {
        return;
    };
    let parts = first_view(&dist).unwrap_or_else(|error| panic!("{error}"));
    let mut later = first_view::settings(&dist).unwrap_or_else(|error| panic!("{error}"));
    later.extend(first_view::offline(&dist).unwrap_or_else(|error| panic!("{error}")));
    let file = Workspace::new().root().join(FIGURES);
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let (head, _) = kept.split_once("\n\n").unwrap_or((&kept, ""));
    let mut now = format!("{head}\n\n");
    for part in &parts {
        let _ = writeln!(now, "{:>7}  {}", part.brotli, part.name());
    }
    let _ = writeln!(now, "{:>7}  in all\n", total(&parts));
    for part in &later {
        let _ = writeln!(now, "{:>7}  {}, later", part.brotli, part.name());
    }
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&file, now).expect("the repository is writable");
        return;
    }
    let figures = |text: &str| -> Vec<(String, f64)> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let lines = lines.filter_map(|line| line.trim().split_once("  "));
        let figures = lines.filter_map(|(figure, part)| Some((part.to_owned(), figure.parse().ok()?)));
        figures.collect()
    };
    let is_same = |(before, now): (&(String, f64), &(String, f64))| {
        before.0 == now.0 && (before.1 - now.1).abs() <= TOLERANCE * before.1 + SLACK
    };
    let (before, after) = (figures(&kept), figures(&now));
    assert!(
        before.len() == after.len() && before.iter().zip(&after).all(is_same),
        "{FIGURES} says otherwise; if the change is worth it, renew the file with UPDATE_EXPECTED=1 and commit it:\n{now}"
    );
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
        "search",
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
