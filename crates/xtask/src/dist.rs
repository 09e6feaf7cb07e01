//! `cargo xtask dist`: what is handed to others. First the portal: the standard library is compiled with it, for bytes and
//! without the code that words a panic; docs/adr/0021 has the figures and the price. Then press, as one static program that
//! carries this portal, and the packages of it; docs/adr/0026 tells of those.
//!
//! Trunk runs `cargo` for the apps and for its hook. What the apps need must not reach the hook, which runs on this
//! machine: this program therefore stands in front of Cargo under its name, and passes on whatever it is called with.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Args;
use press::publish::template::{TemplateError, app_of};

use crate::apt;
use crate::bench::press::PROFILE;
use crate::command::{self, CommandError};
use crate::first_view::{self, DIST_BUDGET, FirstViewError, first_view};
use crate::packages::{self, Target};
use crate::portal;
use crate::tools::{self, ToolError, WASM_TARGET};
use crate::workspace::Workspace;

/// The variable that says where Cargo itself is.
const CARGO: &str = "FEUILLETON_CARGO";

/// How the apps of the portal are compiled, and the standard library with them.
const BUILD_STD: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

/// A panic is a trap at once, without words that nobody hears.
const FLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// Why there is no portal for deployers.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A tool is missing.
    #[error(transparent)]
    Tools(#[from] ToolError),
    /// The build failed.
    #[error(transparent)]
    Build(#[from] CommandError),
    /// Nothing can be put in front of Cargo.
    #[error("cannot write {}: {source}; {}", file.display(), press::remedy::of(source))]
    Stand {
        /// What was to be written.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The bytes cannot be weighed.
    #[error(transparent)]
    FirstView(#[from] FirstViewError),
    /// There is no app in the portal.
    #[error(transparent)]
    App(#[from] TemplateError),
    /// The packages cannot be written.
    #[error(transparent)]
    Packages(#[from] packages::Error),
    /// The program weighs too much.
    #[error("{} weighs {bytes} bytes, and {PROGRAM_BUDGET} is the most; `cargo bloat` says where they are", program.display())]
    HeavyProgram {
        /// The program.
        program: PathBuf,
        /// What it weighs.
        bytes: u64,
    },
    /// It weighs too much.
    #[error(
        "the first view weighs {total} bytes, and {DIST_BUDGET} is the most; `cargo xtask bench` says where they are"
    )]
    Heavy {
        /// What it weighs.
        total: usize,
    },
}

/// The most that the program may weigh with the portal, in bytes.
const PROGRAM_BUDGET: u64 = 30_000_000;

/// What is made.
#[derive(Args)]
pub struct Options {
    /// Build the portal alone, into dist
    #[arg(long, conflicts_with_all = ["portal", "target"])]
    portal_only: bool,
    /// Take a portal that was built before, in place of building one
    #[arg(long, value_name = "DIST")]
    portal: Option<PathBuf>,
    /// The kind of machine to make the packages for; by default this one, on Linux with a static program
    #[arg(long, value_name = "TRIPLE")]
    target: Option<String>,
}

/// Builds the portal, then press for a kind of machine, and packs both into `target/packages`.
///
/// # Errors
/// When a tool is missing, a build fails, or something weighs too much.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let portal = if let Some(portal) = &options.portal {
        portal.clone()
    } else {
        build_portal(workspace)?;
        workspace.dist()
    };
    if options.portal_only {
        return Ok(());
    }
    let app = app_of(&portal)?;
    let triple = options.target.as_deref().unwrap_or(OWN_TARGET);
    let target = Target::of(triple)?;
    let press = build_press(workspace, triple)?;
    let folder = workspace.root().join("target/packages").join(triple);
    let written = packages::write(workspace, &press, &app, target, &folder)?;
    for file in &written {
        let bytes = file.metadata().map_or(0, |data| data.len());
        println!("{bytes:>10}  {}", file.display());
    }
    let program = folder.join(press.file_name().unwrap_or_default());
    let bytes = program.metadata().map_or(0, |data| data.len());
    println!("{bytes:>10}  {} of {PROGRAM_BUDGET}", program.display());
    if bytes > PROGRAM_BUDGET {
        return Err(Error::HeavyProgram { program, bytes });
    }
    Ok(())
}

/// The kind of machine that this is, with a static program where there is one.
const OWN_TARGET: &str = match (cfg!(target_os = "linux"), cfg!(target_arch = "aarch64")) {
    (true, true) => "aarch64-unknown-linux-musl",
    (true, false) => "x86_64-unknown-linux-musl",
    (false, arm) if cfg!(target_os = "macos") => {
        if arm {
            "aarch64-apple-darwin"
        } else {
            "x86_64-apple-darwin"
        }
    }
    (false, _) => "x86_64-pc-windows-msvc",
};

/// Builds press for a kind of machine, and says where it is.
fn build_press(workspace: &Workspace, triple: &str) -> Result<PathBuf, Error> {
    let mut add = Command::new("rustup");
    add.args(["target", "add", triple]).current_dir(workspace.root());
    command::run(
        &mut add,
        "install rustup from https://rustup.rs, and check the network connection",
    )?;
    // What press has of C is compiled against musl's own library.
    if triple.ends_with("musl")
        && command::output(Command::new("musl-gcc").arg("--version")).is_none()
        && apt::is_allowed()
    {
        apt::install(&["musl-tools"])?;
    }
    let mut build = Command::new(cargo());
    build
        .args([
            "build",
            "--locked",
            "--package",
            "press",
            "--profile",
            PROFILE,
            "--target",
            triple,
        ])
        .current_dir(workspace.root());
    command::run(
        &mut build,
        "the lines above say what is wrong; for musl, musl-gcc has to be installed",
    )?;
    let program = format!("press{}", if triple.contains("windows") { ".exe" } else { "" });
    let folder = workspace.root().join("target").join(triple).join(PROFILE);
    Ok(folder.join(program))
}

/// Builds the portal for deployers into `dist`, and says what a first view of it weighs.
fn build_portal(workspace: &Workspace) -> Result<(), Error> {
    let tools = tools::for_deploying(workspace)?;
    // Trunk builds offline, and the standard library has packages of its own.
    let mut fetch = tools.command("cargo");
    fetch.args(["fetch", "--quiet", "--locked", "--manifest-path"]);
    fetch.arg(tools::standard_library(&tools).join("Cargo.toml"));
    fetch.env("RUSTC_BOOTSTRAP", "1");
    command::run(&mut fetch, "check the network connection, then run this again")?;

    let folder = workspace.root().join("target/dist-cargo");
    stand_in_front(&folder)?;
    portal::build_with(&tools.before(&folder), |trunk| {
        trunk.env(CARGO, cargo());
    })?;
    let parts = first_view(&workspace.dist())?;
    let total = first_view::total(&parts);
    for part in &parts {
        println!("{:>7}  {}", part.brotli, part.path.display());
    }
    println!("{total:>7}  of {DIST_BUDGET}");
    if total > DIST_BUDGET {
        return Err(Error::Heavy { total });
    }
    Ok(())
}

fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Puts this program into a folder under Cargo's name.
fn stand_in_front(folder: &Path) -> Result<(), Error> {
    let file = folder.join(format!("cargo{}", std::env::consts::EXE_SUFFIX));
    let put = || {
        fs::create_dir_all(folder)?;
        fs::copy(std::env::current_exe()?, &file)
    };
    match put() {
        Ok(_) => Ok(()),
        Err(source) => Err(Error::Stand { file, source }),
    }
}

/// Has this program been called under Cargo's name? Then it passes everything on, and the end of it is that of Cargo.
pub fn as_cargo() -> Option<ExitCode> {
    let mut words = std::env::args_os();
    let name = PathBuf::from(words.next()?);
    let cargo = std::env::var_os(CARGO)?;
    if name.file_stem() != Some(OsStr::new("cargo")) {
        return None;
    }
    let words: Vec<_> = words.collect();
    let mut command = Command::new(cargo);
    command.args(&words);
    if is_of_apps(&words) {
        command.args(BUILD_STD);
        // A stable compiler takes what is unstable where this is set.
        command.env("RUSTC_BOOTSTRAP", "1");
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FLAGS);
    }
    let ended = command.status().ok().and_then(|status| status.code());
    let code = ended.and_then(|code| u8::try_from(code).ok());
    Some(ExitCode::from(code.unwrap_or(1)))
}

/// Is it the build of an app for the browser?
fn is_of_apps(words: &[OsString]) -> bool {
    let is_build = words.first().is_some_and(|word| word == "build");
    is_build
        && words
            .iter()
            .any(|word| word.to_string_lossy().ends_with(WASM_TARGET))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The hook runs on this machine, where the standard library of the toolchain is the right one.
    #[test]
    fn only_apps_for_the_browser_are_compiled_with_their_own_standard_library() {
        let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        for line in [
            "build --target wasm32-unknown-unknown --release",
            "build --target=wasm32-unknown-unknown",
        ] {
            assert!(is_of_apps(&words(line)), "{line}");
        }
        for line in [
            "run --locked --package shrink",
            "build --release",
            "metadata --filter-platform wasm32-unknown-unknown",
        ] {
            assert!(!is_of_apps(&words(line)), "{line}");
        }
    }
}
