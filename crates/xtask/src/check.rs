//! `cargo xtask check`: format, lints and source rules.

use crate::command::{self, CommandError};
use crate::tools::{self, ToolError, Tools};
use crate::workspace::Workspace;

/// Why the check did not pass.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A tool is missing.
    #[error(transparent)]
    Tools(#[from] ToolError),
    /// A check failed.
    #[error(transparent)]
    Check(#[from] CommandError),
}

/// Checks format, lints and source rules.
///
/// # Errors
/// When a tool is missing or a check fails.
pub fn run(workspace: &Workspace) -> Result<(), Error> {
    let tools = tools::for_checking(workspace)?;
    sources(&tools)?;
    let mut rules = tools.command("cargo");
    rules.args([
        "test",
        "--locked",
        "--quiet",
        "--package",
        "feuilleton",
        "--test",
        "source_rules",
    ]);
    command::run(
        &mut rules,
        "the lines above name the rule and the place that breaks it",
    )?;
    Ok(())
}

/// Checks licences and sources of all packages that stand behind the workspace, and which of them come twice.
///
/// # Errors
/// When `deny.toml` does not allow one.
pub fn dependencies(tools: &Tools) -> Result<(), CommandError> {
    let mut deny = tools.command("cargo");
    deny.args(["deny", "--locked", "check", "bans", "licenses", "sources"]);
    command::run(
        &mut deny,
        "do without the package that the lines above name, or say in deny.toml why not",
    )
}

/// Checks format and lints, natively and for the browser.
///
/// # Errors
/// When a check fails.
pub fn sources(tools: &Tools) -> Result<(), CommandError> {
    let cargo = |arguments: &[&str], remedy| {
        let mut cargo = tools.command("cargo");
        command::run(cargo.args(arguments), remedy)
    };
    let lints = "mend what the lines above name";
    cargo(&["fmt", "--all", "--check"], "run `cargo fmt --all`")?;
    cargo(
        &[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
        lints,
    )?;
    // In the profile of the build that follows, so that procedural macros are compiled once.
    let browser = [
        "--locked",
        "--package",
        "feuilleton",
        "--target",
        "wasm32-unknown-unknown",
        "--release",
    ];
    cargo(
        &[&["clippy"][..], &browser[..], &["--", "-D", "warnings"][..]].concat(),
        lints,
    )
}
