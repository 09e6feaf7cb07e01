//! The import of WordPress exports.

use std::path::{Path, PathBuf};

use content::day::Moment;
use press::import::Imported;
use press::import::wordpress::{Options, read};

fn options() -> Options {
    Options::new(Moment::parse("2026-01-01T12:00").expect("the moment is one"))
}

/// The theme test export, where it has been downloaded.
fn theme_test() -> Option<PathBuf> {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/wordpress-theme-unit-test.xml");
    if file.is_file() {
        return Some(file);
    }
    println!("skipped: ../shared is absent");
    None
}

#[test]
fn explore() {
    let Some(file) = theme_test() else { return };
    let imported = read(&file, &options()).expect("reads");
    println!("{:#?}", imported.account.tallies);
    println!("{} {}", imported.account.words_read, imported.account.words_kept);
    println!("{:?}", imported.account.balances());
    for entry in &imported.account.entries {
        if !matches!(entry.kind, "custom field" | "comment" | "term" | "menu item") {
            println!(
                "{}:{} {} {:?} {}",
                entry.place.line, entry.place.item, entry.kind, entry.fate, entry.reason
            );
        }
    }
    println!("{}", serde_json::to_string_pretty(&imported.site).unwrap());
    for article in &imported.articles {
        println!("ARTICLE {}", serde_json::to_string_pretty(&article).unwrap());
    }
    let _: Imported = imported;
}
