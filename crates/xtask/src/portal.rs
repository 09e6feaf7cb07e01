//! Building the portal into `dist/`.

use std::process::Command;

use crate::command::{self, CommandError};
use crate::tools::Tools;

/// Builds the portal with the demo content.
///
/// # Errors
/// When the build fails.
pub fn build(tools: &Tools) -> Result<(), CommandError> {
    build_with(tools, |_| {})
}

/// The same, with more that Cargo and Trunk are to know.
///
/// # Errors
/// When the build fails.
pub(crate) fn build_with(tools: &Tools, tell: impl Fn(&mut Command)) -> Result<(), CommandError> {
    let mut fetch = tools.command("cargo");
    fetch.args(["fetch", "--quiet", "--locked"]);
    tell(&mut fetch);
    command::run(
        &mut fetch,
        "check the network connection, and that Cargo.lock fits Cargo.toml",
    )?;

    // Offline, Trunk takes the pinned tools from PATH or fails, but never downloads others.
    let mut trunk = tools.command("trunk");
    trunk.args(["build", "--release", "--offline", "true"]);
    // The convention is any text, but Trunk takes only `true` or `false` and stops at the usual `1`.
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env("NO_COLOR", "true");
    } else {
        trunk.env_remove("NO_COLOR");
    }
    tell(&mut trunk);
    command::run(&mut trunk, "the lines above say what is wrong")
}
