//! The pinned tools that building, testing and measuring need. Whatever is missing is installed into
//! `target/tools`, never into the system; a second run finds everything and is instant.
//!
//! Pinned are: the Rust toolchain in `rust-toolchain.toml`, Trunk and cargo-deny here, wasm-bindgen in `Cargo.lock`, and
//! binaryen (which holds wasm-opt) with the other npm packages in `tests/package.json` and its lock.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::command::{self, CommandError};
use crate::workspace::Workspace;

/// The version of Trunk: the newest that Rust 1.95 compiles.
const TRUNK_VERSION: &str = "0.21.14";

/// The version of cargo-deny.
const DENY_VERSION: &str = "0.20.2";

/// The oldest Node.js that the npm packages run on.
const OLDEST_NODE: u32 = 20;

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Why the tools are not all there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ToolError {
    /// A file that pins versions cannot be read.
    #[error("cannot read {}: {reason}; restore it from the repository", file.display())]
    Pins {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A part of the Rust toolchain is missing, and rustup as well.
    #[error(
        "the Rust toolchain lacks {part} and rustup is not there to add it; install rustup from https://rustup.rs"
    )]
    Rustup {
        /// What is missing.
        part: &'static str,
    },
    /// Node.js is missing or too old.
    #[error(
        "Node.js {OLDEST_NODE} or newer is needed for wasm-opt and to drive browsers, but {found}; install it from https://nodejs.org or your system's packages"
    )]
    Node {
        /// What is there instead.
        found: String,
    },
    /// A tool is installed and still is not the version that is pinned.
    #[error(
        "{tool} {version} was installed, but `{tool} --version` says \"{found}\"; remove target/tools and run this again"
    )]
    Version {
        /// The tool.
        tool: &'static str,
        /// The version that is pinned.
        version: String,
        /// What it says of itself.
        found: String,
    },
    /// The tools' folder cannot be written.
    #[error("cannot write to {}: {source}; {}", folder.display(), press::remedy::of(source))]
    Write {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// An installation failed.
    #[error(transparent)]
    Command(#[from] CommandError),
}

/// The tools, all there at their pinned versions.
#[derive(Clone, Debug)]
pub struct Tools {
    path: OsString,
    root: PathBuf,
    node_modules: PathBuf,
}

impl Tools {
    /// A program to be run in the top folder, with the pinned tools before all others.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", &self.path);
        command
    }

    /// The same tools behind those of a folder.
    pub(crate) fn before(&self, folder: &Path) -> Self {
        let rest = std::env::split_paths(&self.path);
        let folders = std::iter::once(folder.to_owned()).chain(rest);
        Self {
            // Only a colon in the path of the clone cannot be joined; the tools are then looked up elsewhere.
            path: std::env::join_paths(folders).unwrap_or_else(|_| self.path.clone()),
            ..self.clone()
        }
    }

    /// Node.js, where `require` finds the pinned packages from any folder.
    pub fn node(&self) -> Command {
        let mut command = self.command("node");
        command.env("NODE_PATH", &self.node_modules);
        command
    }
}

/// Makes sure of what building needs: the wasm target, Trunk, wasm-bindgen and wasm-opt.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn for_building(workspace: &Workspace) -> Result<Tools, ToolError> {
    let tools = found(workspace);
    rust_toolchain(workspace, &tools)?;
    let pins = Pins::read(workspace)?;
    let optimizer = || command::output(tools.command("wasm-opt").arg("--version")).unwrap_or_default();
    let optimizer_version = format!("version {}", pins.binaryen_major);
    let has_optimizer = |text: &str| text.contains(&optimizer_version);
    if !has_optimizer(&optimizer()) {
        node_packages(workspace, &tools)?;
        let found = optimizer();
        if !has_optimizer(&found) {
            return Err(ToolError::Version {
                tool: "wasm-opt",
                version: pins.binaryen_major,
                found,
            });
        }
    }
    crate_tool(&tools, workspace, &WASM_BINDGEN, &pins.wasm_bindgen)?;
    crate_tool(&tools, workspace, &TRUNK, TRUNK_VERSION)?;
    Ok(tools)
}

/// Makes sure of what the build for deployers needs besides: the source of the standard library.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn for_deploying(workspace: &Workspace) -> Result<Tools, ToolError> {
    let tools = for_building(workspace)?;
    let has_source = standard_library(&tools).is_dir();
    let part = (has_source, ["component", "add", "rust-src"], "rust-src");
    add_missing(workspace, &tools, &[part])?;
    Ok(tools)
}

/// Where the source of the standard library stands, once it is there.
pub(crate) fn standard_library(tools: &Tools) -> PathBuf {
    let sysroot = command::output(tools.command("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    Path::new(&sysroot).join("lib/rustlib/src/rust/library")
}

/// Makes sure of what judging dependencies needs: cargo-deny.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn for_judging(workspace: &Workspace) -> Result<(), ToolError> {
    crate_tool(&found(workspace), workspace, &DENY, DENY_VERSION)
}

/// Makes sure of what tests and measurements need besides: the npm packages.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn for_testing(workspace: &Workspace) -> Result<Tools, ToolError> {
    node_packages(workspace, &found(workspace))?;
    for_building(workspace)
}

/// Makes sure of what driving a browser needs, where nothing is built: Node.js and the npm packages.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn for_driving(workspace: &Workspace) -> Result<Tools, ToolError> {
    let tools = found(workspace);
    node(&tools)?;
    node_packages(workspace, &tools)?;
    Ok(tools)
}

/// Makes sure of what checking needs: a whole Rust toolchain.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn for_checking(workspace: &Workspace) -> Result<Tools, ToolError> {
    let tools = found(workspace);
    rust_toolchain(workspace, &tools)?;
    Ok(tools)
}

/// The tools that are there already, whichever they are.
pub(crate) fn found(workspace: &Workspace) -> Tools {
    let own = [
        workspace.tools().join("bin"),
        workspace.node_modules().join(".bin"),
    ];
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let folders = own.into_iter().chain(std::env::split_paths(&inherited));
    Tools {
        // Only a colon in the path of the clone cannot be joined; the tools are then looked up elsewhere.
        path: std::env::join_paths(folders).unwrap_or(inherited),
        root: workspace.root().to_owned(),
        node_modules: workspace.node_modules(),
    }
}

/// What a part of the Rust toolchain is called where it is missing, and how rustup adds it.
type Part = (bool, [&'static str; 3], &'static str);

fn rust_toolchain(workspace: &Workspace, tools: &Tools) -> Result<(), ToolError> {
    let libraries = ["--print", "target-libdir", "--target", WASM_TARGET];
    let has_target = command::output(tools.command("rustc").args(libraries))
        .is_some_and(|folder| Path::new(&folder).is_dir());
    let has = |subcommand| command::output(tools.command("cargo").args([subcommand, "--version"])).is_some();
    let parts = [
        (
            has_target,
            ["target", "add", WASM_TARGET],
            "the target wasm32-unknown-unknown",
        ),
        (has("fmt"), ["component", "add", "rustfmt"], "rustfmt"),
        (has("clippy"), ["component", "add", "clippy"], "clippy"),
    ];
    add_missing(workspace, tools, &parts)
}

fn add_missing(workspace: &Workspace, tools: &Tools, parts: &[Part]) -> Result<(), ToolError> {
    for (is_there, arguments, part) in parts {
        if *is_there {
            continue;
        }
        if command::output(tools.command("rustup").arg("--version")).is_none() {
            return Err(ToolError::Rustup { part });
        }
        let file = workspace.root().join("rust-toolchain.toml");
        let channel = parse_toml::<ToolchainFile>(&file)?.toolchain.channel;
        eprintln!("Adding {part} to Rust {channel} (a few seconds)");
        let mut rustup = tools.command("rustup");
        rustup.args(arguments).args(["--toolchain", &channel]);
        command::run(&mut rustup, "check the network connection, then run this again")?;
    }
    Ok(())
}

/// A tool that `cargo install` builds.
struct CrateTool {
    program: &'static str,
    package: &'static str,
    arguments: &'static [&'static str],
}

/// Without --locked: the package locks versions that lagging mirrors of the registry do not have.
const WASM_BINDGEN: CrateTool = CrateTool {
    program: "wasm-bindgen",
    package: "wasm-bindgen-cli",
    arguments: &["--bin", "wasm-bindgen"],
};

/// Without its default features: they ask for newer versions and download tools, which are all there.
const TRUNK: CrateTool = CrateTool {
    program: "trunk",
    package: "trunk",
    arguments: &["--locked", "--no-default-features"],
};

const DENY: CrateTool = CrateTool {
    program: "cargo-deny",
    package: "cargo-deny",
    arguments: &["--locked"],
};

fn crate_tool(
    tools: &Tools,
    workspace: &Workspace,
    crate_tool: &CrateTool,
    version: &str,
) -> Result<(), ToolError> {
    let &CrateTool {
        program: tool,
        package,
        arguments,
    } = crate_tool;
    let says = || command::output(tools.command(tool).arg("--version")).unwrap_or_default();
    let is_pinned = |text: &str| text.split_whitespace().nth(1) == Some(version);
    if is_pinned(&says()) {
        return Ok(());
    }
    eprintln!("Installing {tool} {version} into target/tools (two or three minutes on two cores)");
    // Built without optimization, they take a third of the time to install and none more to run.
    let mut install = tools.command("cargo");
    install
        .args(["install", "--force", "--debug", "--root"])
        .arg(workspace.tools())
        .args(arguments)
        .arg(format!("{package}@{version}"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        // What two of them stand on is compiled once.
        .env("CARGO_TARGET_DIR", workspace.tools().join("build"));
    let remedy = "check the network connection and run this again, or put the tool on PATH at that version";
    command::run(&mut install, remedy)?;
    let found = says();
    if is_pinned(&found) {
        return Ok(());
    }
    Err(ToolError::Version {
        tool,
        version: version.to_owned(),
        found,
    })
}

fn node_packages(workspace: &Workspace, tools: &Tools) -> Result<(), ToolError> {
    let folder = workspace.tools().join("node");
    let read = |name: &str| {
        let file = workspace.root().join("tests").join(name);
        fs::read_to_string(&file).map_err(|error| ToolError::Pins {
            file,
            reason: error.to_string(),
        })
    };
    let (manifest, lock) = (read("package.json")?, read("package-lock.json")?);
    // Written last, so that an installation that was broken off is done again.
    let installed = folder.join("installed-lock.json");
    if fs::read_to_string(&installed).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    node(tools)?;
    let in_folder = |source| ToolError::Write {
        folder: folder.clone(),
        source,
    };
    fs::create_dir_all(&folder).map_err(in_folder)?;
    fs::write(folder.join("package.json"), manifest).map_err(in_folder)?;
    fs::write(folder.join("package-lock.json"), &lock).map_err(in_folder)?;
    eprintln!("Installing npm packages into target/tools/node (about a minute)");
    let mut install = tools.command("npm");
    install
        .current_dir(&folder)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    command::run(
        &mut install,
        "check the network connection and that npm came with Node.js, then run this again",
    )?;
    fs::write(&installed, lock).map_err(in_folder)
}

fn node(tools: &Tools) -> Result<(), ToolError> {
    let Some(version) = command::output(tools.command("node").arg("--version")) else {
        return Err(ToolError::Node {
            found: "there is none".to_owned(),
        });
    };
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => Err(ToolError::Node {
            found: format!("this is {version}"),
        }),
    }
}

/// The versions that other files pin.
struct Pins {
    wasm_bindgen: String,
    binaryen_major: String,
}

#[derive(Deserialize)]
struct ToolchainFile {
    toolchain: Toolchain,
}

#[derive(Deserialize)]
struct Toolchain {
    channel: String,
}

#[derive(Deserialize)]
struct CargoLock {
    package: Vec<LockedPackage>,
}

#[derive(Deserialize)]
struct LockedPackage {
    name: String,
    version: String,
}

#[derive(Deserialize)]
struct NodeManifest {
    dependencies: BTreeMap<String, String>,
}

impl Pins {
    fn read(workspace: &Workspace) -> Result<Self, ToolError> {
        let file = workspace.root().join("Cargo.lock");
        let lock = parse_toml::<CargoLock>(&file)?;
        let wasm_bindgen = lock
            .package
            .into_iter()
            .find(|package| package.name == "wasm-bindgen");
        let wasm_bindgen = wasm_bindgen
            .map(|package| package.version)
            .ok_or_else(|| ToolError::Pins {
                file,
                reason: "it holds no wasm-bindgen".to_owned(),
            })?;

        let file = workspace.root().join("tests/package.json");
        let broken = |reason: String| ToolError::Pins {
            file: file.clone(),
            reason,
        };
        let text = fs::read_to_string(&file).map_err(|error| broken(error.to_string()))?;
        let manifest: NodeManifest =
            serde_json::from_str(&text).map_err(|error| broken(error.to_string()))?;
        let binaryen = manifest
            .dependencies
            .get("binaryen")
            .and_then(|version| version.split('.').next());
        let binaryen_major = binaryen
            .ok_or_else(|| broken("it holds no binaryen".to_owned()))?
            .to_owned();
        Ok(Self {
            wasm_bindgen,
            binaryen_major,
        })
    }
}

fn parse_toml<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T, ToolError> {
    let broken = |reason| ToolError::Pins {
        file: file.to_owned(),
        reason,
    };
    let text = fs::read_to_string(file).map_err(|error| broken(error.to_string()))?;
    toml::from_str(&text).map_err(|error| broken(error.to_string()))
}
