//! What was measured, a line for each point, in `target/consent-points.md`.
//!
//! A test says at its beginning which point it proves, which then counts as not passed until its end says the figure.
//! Lines of tests that did not run stay as they are.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The points, in the order of their numbers; what follows the sixteenth is not numbered.
const TITLES: [&str; 18] = [
    "Before a choice nothing of others is asked for, and nothing stored",
    "Functional only is one click, and keeps one record",
    "Save releases exactly what is ticked",
    "Functional only and Accept all weigh the same, and are always in sight",
    "The banner is a region that can be left, and does not stop the page",
    "The preferences are a dialog, from everywhere, and tell each service",
    "Accessible in light, dark and forced colours; targets; focus in sight",
    "Nothing moves, the banner is not the largest paint, buttons answer",
    "Embeds wait for a click; a plain link always stands",
    "A withdrawal ends everything, and a new grant needs no reload",
    "Other tabs and pages that come back follow",
    "Asked again after 180 days, and only about what has changed",
    "Each decision is posted once, and can be read and copied",
    "No violation of the policy, Trusted Types included; nonces are carried",
    "Fails closed",
    "Choices made with Complianz",
    "Global Privacy Control",
    "Google Consent Mode",
];

/// A part of a point that is being proved.
#[must_use]
pub(super) struct Point {
    file: PathBuf,
}

/// Begins to prove a part of a point.
pub(super) fn point(number: usize, part: &str) -> Point {
    let name = format!("{number:02} {part}");
    let point = Point {
        file: folder().join(name),
    };
    point.write("**not passed**");
    point
}

impl Point {
    /// It holds, and this was measured.
    pub(super) fn passed(self, measured: &str) {
        self.write(measured);
    }

    fn write(&self, measured: &str) {
        static TABLE: Mutex<()> = Mutex::new(());
        // A test that panics while it writes has written less than a line.
        let _turn = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
        fs::create_dir_all(folder())
            .and_then(|()| fs::write(&self.file, measured))
            .and_then(|()| fs::write(folder().with_extension("md"), table()))
            .expect("the build's own folder is writable");
    }
}

/// Beside everything else that is built.
fn folder() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    target
        .expect("Cargo's folder for tests is in target")
        .join("consent-points")
}

fn table() -> String {
    let entries = fs::read_dir(folder()).into_iter().flatten().flatten();
    let mut parts: Vec<(String, String)> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some((name, fs::read_to_string(entry.path()).ok()?))
        })
        .collect();
    parts.sort();
    let mut table = "| point | | measured |\n|---|---|---|\n".to_owned();
    for (place, title) in TITLES.iter().enumerate() {
        let start = format!("{:02} ", place + 1);
        let mut measured = String::new();
        for (name, words) in &parts {
            let Some(part) = name.strip_prefix(&start) else {
                continue;
            };
            if !measured.is_empty() {
                measured.push_str("; ");
            }
            if !part.is_empty() {
                let _ = write!(measured, "{part}: ");
            }
            measured.push_str(words);
        }
        let number = if place < 16 {
            (place + 1).to_string()
        } else {
            String::new()
        };
        let measured = if measured.is_empty() {
            "**not tried**"
        } else {
            &measured
        };
        let _ = writeln!(table, "| {number} | {title} | {measured} |");
    }
    table
}
