//! Accessibility findings of axe-core.

use std::fs;

use xtask::workspace::Workspace;

use super::browser::Browser;
use super::skip;

/// Asks for everything that axe-core checks, and keeps what a message needs.
const RUN: &str = "const done = arguments[arguments.length - 1];
axe.run(document).then(
  ({ violations }) => done(violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help}, at ${target.join(' ')}`))),
  (error) => done([`axe-core failed: ${error}`]),
);";

impl Browser {
    /// What axe-core finds wrong with the page, a sentence each; none where axe-core is not installed.
    #[track_caller]
    pub(crate) fn axe(&self) -> Option<Vec<String>> {
        let file = Workspace::new().node_modules().join("axe-core/axe.min.js");
        let Ok(source) = fs::read_to_string(&file) else {
            skip(&format!("there is no {}: run `cargo xtask test`", file.display()));
            return None;
        };
        self.run(&source, Vec::new());
        let findings = self.run_async(RUN);
        let findings: Vec<String> =
            serde_json::from_value(findings).expect("the script above hands over a list of texts");
        Some(findings)
    }
}
