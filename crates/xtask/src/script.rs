//! Scripts for Node.js that drive a browser: each reads what to do as JSON, and writes what came of it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::tools::Tools;

/// Why a script has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// It failed, or wrote something else than results.
    #[error("{} gave no results: {reason}; the lines above say more", script.display())]
    NoResults {
        /// The script.
        script: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

/// Runs a script, by its path from the top folder, and returns its answer. Its standard error stays in view.
///
/// # Errors
/// When it cannot be started, fails or answers with something else.
pub(crate) fn run<R: DeserializeOwned>(
    tools: &Tools,
    script: &Path,
    job: &impl Serialize,
) -> Result<R, ScriptError> {
    let broken = |reason: String| ScriptError::NoResults {
        script: script.to_owned(),
        reason,
    };
    let text = serde_json::to_vec(job).map_err(|error| broken(error.to_string()))?;
    let mut child = tools
        .node()
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| broken(error.to_string()))?;
    // A script that ends before it has read its job says why by itself.
    let written = child
        .stdin
        .take()
        .map_or(Ok(()), |mut input| input.write_all(&text));
    let output = child
        .wait_with_output()
        .map_err(|error| broken(error.to_string()))?;
    if !output.status.success() {
        return Err(broken(format!("it failed with {}", output.status)));
    }
    written.map_err(|error| broken(error.to_string()))?;
    serde_json::from_slice(&output.stdout).map_err(|error| broken(error.to_string()))
}
