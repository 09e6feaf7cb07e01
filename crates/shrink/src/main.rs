//! Makes what Trunk has built of the portal small. Trunk starts all hooks of a stage at once, so whatever is to come after
//! this one stands behind it as its arguments: `shrink press build …`.

mod app;
mod functions;
mod minify;
mod panics;
mod portal;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode};

use portal::ShrinkError;

/// Where Trunk says which folder it is building into.
const FOLDER: &str = "TRUNK_STAGING_DIR";

/// Why the hook has failed.
#[derive(Debug, thiserror::Error)]
enum HookError {
    /// Trunk has not called it.
    #[error("{FOLDER} is not set (this is a hook of Trunk: call trunk build)")]
    NoFolder,
    /// The portal cannot be made smaller.
    #[error(transparent)]
    Shrink(#[from] ShrinkError),
    /// What comes after cannot be started.
    #[error("{}: cannot be started: {} (Trunk.toml names it)", .0.display(), .1)]
    Next(OsString, io::Error),
}

fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        // Where standard error is closed there is nobody left to tell.
        let _ = writeln!(io::stderr(), "shrink: {error}");
        ExitCode::from(2)
    })
}

fn run() -> Result<ExitCode, HookError> {
    let folder = env::var_os(FOLDER).ok_or(HookError::NoFolder)?;
    portal::shrink(Path::new(&folder))?;
    let mut next = env::args_os().skip(1);
    let Some(program) = next.next() else {
        return Ok(ExitCode::SUCCESS);
    };
    match Command::new(&program).args(next).status() {
        Ok(status) if status.success() => Ok(ExitCode::SUCCESS),
        // It has said why.
        Ok(_) => Ok(ExitCode::FAILURE),
        Err(error) => Err(HookError::Next(program, error)),
    }
}
