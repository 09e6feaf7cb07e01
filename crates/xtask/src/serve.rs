//! `cargo xtask serve`: the portal with the demo content, at an address to open.

use press::host::serve::{Options, Policy, ServeError, serve};

use crate::command::CommandError;
use crate::portal;
use crate::tools::{self, ToolError};
use crate::workspace::Workspace;

/// How many ports are tried after the first.
const MORE_PORTS: u16 = 20;

/// Why the portal is not served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A tool is missing.
    #[error(transparent)]
    Tools(#[from] ToolError),
    /// The build failed.
    #[error(transparent)]
    Build(#[from] CommandError),
    /// The server cannot start.
    #[error(transparent)]
    Serve(#[from] ServeError),
}

/// Builds the portal and serves it until the process ends.
///
/// # Errors
/// When a tool is missing, the build fails or no port is free.
pub fn run(workspace: &Workspace, port: u16) -> Result<(), Error> {
    let tools = tools::for_building(workspace)?;
    portal::build(&tools)?;
    let server = serve(Options {
        port,
        more_ports: MORE_PORTS,
        policy: Policy::Site,
        ..Options::new(workspace.dist())
    })?;
    println!("The portal is at {} (Ctrl-C ends it)", server.url());
    server.wait();
    Ok(())
}
