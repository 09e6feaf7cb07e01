//! A pair of npm packages: the one that people name, which is a few lines of JavaScript, and the one with the program, of which
//! npm takes the one for the machine. Nothing runs while they are installed.

use serde_json::{Value, json};

use super::{Entry, NAME, SUMMARY, TARGETS, Target, archive};

const START: &str = include_str!("npm/start.js");

/// The package of a machine, by its name in the registry.
fn name_of(target: &Target) -> String {
    let [system, processor] = target.npm;
    format!("@{NAME}/{system}-{processor}")
}

/// Both, with the names of their files.
pub(super) fn packages(
    target: &Target,
    version: &str,
    program: &[u8],
    beside: &[(&str, Vec<u8>)],
) -> [(String, Vec<u8>); 2] {
    let others = TARGETS
        .iter()
        .map(|target| (name_of(target), Value::from(version)));
    let main = json!({
        "name": NAME,
        "version": version,
        "description": SUMMARY,
        "license": "MIT OR Apache-2.0",
        "bin": { NAME: "start.js", "press": "start.js" },
        "engines": { "node": ">=18" },
        "optionalDependencies": others.collect::<serde_json::Map<_, _>>(),
    });
    let [system, processor] = target.npm;
    let own = json!({
        "name": name_of(target),
        "version": version,
        "description": format!("The program of {NAME} for {system}-{processor}"),
        "license": "MIT OR Apache-2.0",
        "os": [system],
        "cpu": [processor],
        "preferUnplugged": true,
    });
    let package = |about: &Value, program: Entry| {
        let mut entries = vec![
            Entry::new("package/package.json", format!("{about:#}\n")),
            program,
        ];
        let texts = beside.iter();
        entries.extend(texts.map(|(name, bytes)| Entry::new(format!("package/{name}"), bytes.clone())));
        archive(&entries)
    };
    [
        (
            format!("{NAME}-{version}.tgz"),
            package(&main, Entry::program("package/start.js", START.as_bytes())),
        ),
        (
            format!("{NAME}-{system}-{processor}-{version}.tgz"),
            package(
                &own,
                Entry::program(format!("package/{}", target.program()), program),
            ),
        ),
    ]
}
