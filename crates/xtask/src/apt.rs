//! Debian's packages, where this process may install them.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::chromium::is_root;
use crate::command::{self, CommandError};

/// May this process install packages? On Debian, its administrator may.
pub(crate) fn is_allowed() -> bool {
    let describes = |text: String| text.lines().any(|line| line == "ID=debian");
    let is_debian =
        Path::new("/usr/bin/apt-get").is_file() && fs::read_to_string("/etc/os-release").is_ok_and(describes);
    is_debian && is_root()
}

/// Installs packages and nothing that they only recommend.
pub(crate) fn install(packages: &[&str]) -> Result<(), CommandError> {
    let remedy = "check the network connection and the package sources";
    let mut install = apt("install");
    install.args(["--yes", "--no-install-recommends"]).args(packages);
    command::run(&mut apt("update"), remedy)?;
    command::run(&mut install, remedy)
}

fn apt(verb: &str) -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive")
        .args(["--quiet", verb]);
    apt
}
