//! nginx, Caddy and Apache, on which the recipes of `docs/deploy.md` are tried, and wget, with which those of imports are.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::apt;
use crate::command::CommandError;

/// The variable that turns a missing host from a skipped test into a failed one.
pub const REQUIRE: &str = "REQUIRE_SERVERS";

const PACKAGES: [&str; 6] = [
    "nginx-light",
    "libnginx-mod-http-brotli-static",
    "caddy",
    // Apache's program alone, without a service, and the types that it reads.
    "apache2-bin",
    "media-types",
    "wget",
];

const PARTS: [&str; 6] = [
    "/usr/sbin/nginx",
    "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so",
    "/usr/bin/caddy",
    "/usr/sbin/apache2",
    "/etc/mime.types",
    "/usr/bin/wget",
];

/// The services that the packages bring.
const SERVICES: [&str; 2] = ["nginx", "caddy"];

/// Why there are no hosts to try.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServersError {
    /// They are not installed.
    #[error("no nginx, Caddy, Apache and wget to try the recipes with: install them, on Debian with `apt-get install {}`", PACKAGES.join(" "))]
    Missing,
    /// They could not be installed.
    #[error(transparent)]
    Command(#[from] CommandError),
}

/// Sees to it that the hosts are installed, from Debian's packages where this process may install them. The services
/// that come with them are neither started now nor with the machine.
///
/// # Errors
/// When they are not installed and cannot be.
pub fn find_or_install() -> Result<(), ServersError> {
    if are_there() {
        return Ok(());
    }
    if !apt::is_allowed() {
        return Err(ServersError::Missing);
    }
    eprintln!(
        "Installing {} (half a minute); their services stay off",
        PACKAGES.join(", ")
    );
    apt::install(&PACKAGES)?;
    // A machine that starts services from elsewhere has none of these links.
    let _ = Command::new("systemctl")
        .args(["--quiet", "disable"])
        .args(SERVICES)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if are_there() {
        Ok(())
    } else {
        Err(ServersError::Missing)
    }
}

/// Must a missing host fail the tests? Continuous integration says so.
pub fn are_required() -> bool {
    std::env::var_os(REQUIRE).is_some_and(|value| value == "1")
}

fn are_there() -> bool {
    PARTS.iter().all(|part| Path::new(part).is_file())
}
