//! Debian's Chromium, in which the portal is tested and measured.

use std::fs;
use std::path::PathBuf;

use crate::apt;

/// The variable that turns a missing browser from a skipped test into a failed one.
pub const REQUIRE: &str = "REQUIRE_BROWSERS";

const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "chromium-headless-shell"];

/// A Chromium with its driver.
#[derive(Clone, Debug)]
pub struct Chromium {
    /// Its server for tests.
    pub driver: PathBuf,
    /// The shell without windows: it starts at once, which suits tests.
    pub shell: PathBuf,
    /// The whole browser: it paints as readers' browsers do, which suits measurements.
    pub browser: PathBuf,
}

/// Why there is no Chromium.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChromiumError {
    /// It is not installed.
    #[error("no Chromium to test in: install it, on Debian with `apt-get install {}`", PACKAGES.join(" "))]
    Missing,
}

impl Chromium {
    /// The installed one.
    ///
    /// # Errors
    /// When a part of it is not installed.
    pub fn find() -> Result<Self, ChromiumError> {
        // Debian's own script for the shell starts the browser in a way that outlives its driver.
        let parts = [
            "/usr/bin/chromedriver",
            "/usr/lib/chromium/chromium-headless-shell",
            "/usr/bin/chromium",
        ];
        let [driver, shell, browser] = parts.map(PathBuf::from);
        if [&driver, &shell, &browser].iter().all(|part| part.is_file()) {
            return Ok(Self {
                driver,
                shell,
                browser,
            });
        }
        Err(ChromiumError::Missing)
    }

    /// The installed one, or a fresh one from Debian's packages where this process may install them.
    ///
    /// # Errors
    /// When it is not installed and cannot be.
    pub fn find_or_install() -> Result<Self, ChromiumError> {
        Self::find().or_else(|missing| {
            if !apt::is_allowed() {
                return Err(missing);
            }
            eprintln!("Installing {} (about a minute)", PACKAGES.join(", "));
            if let Err(error) = apt::install(&PACKAGES) {
                eprintln!("{error}");
            }
            Self::find()
        })
    }
}

/// Must a missing browser fail the tests? Continuous integration says so.
pub fn is_required() -> bool {
    std::env::var_os(REQUIRE).is_some_and(|value| value == "1")
}

/// Is this process the system's administrator? Chromium needs `--no-sandbox` then.
#[cfg(unix)]
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// Is this process the system's administrator? Chromium needs `--no-sandbox` then.
#[cfg(not(unix))]
pub fn is_root() -> bool {
    false
}
