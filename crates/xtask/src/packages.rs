//! What is handed to those who publish: one program that carries the portal, as an archive, as a pair of npm packages, and as a
//! Python wheel, with their checksums. All of them are written here, byte for byte the same from the same program.

mod bom;
mod npm;
mod wheel;

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};
use press::hash;
use press::publish::app::{App, AppError};
use tar::{Builder, EntryType, Header};

use crate::workspace::Workspace;

/// What the packages are called.
const NAME: &str = "feuilleton";

/// One line of what it is.
const SUMMARY: &str =
    "A content portal for magazines: write Markdown, preview it as you save, publish files on any host";

/// What every package holds beside the program.
const BESIDE: [&str; 3] = ["README.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// The sums of all packages.
const SUMS: &str = "SHA256SUMS";

/// Why there are no packages.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nobody has packages for that machine.
    #[error("there are no packages for {0}; name one of {known}", known = TARGETS.map(|target| target.triple).join(", "))]
    UnknownTarget(String),
    /// A file cannot be read or written.
    #[error("cannot write {}: {source}; {}", file.display(), press::remedy::of(source))]
    Io {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The portal cannot be put into the program.
    #[error(transparent)]
    App(#[from] AppError),
    /// What the packages consist of cannot be told.
    #[error("cannot list what is in the packages: {0}; `cargo metadata --locked` has to work in this folder")]
    Bom(String),
    /// A wheel cannot be written.
    #[error("cannot write the wheel: {0}; free some space")]
    Wheel(#[from] zip::result::ZipError),
}

/// A kind of machine, as Rust, npm and Python call it.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name of Rust.
    pub triple: &'static str,
    /// The system and the processor, as Node.js calls them.
    npm: [&'static str; 2],
    /// The tag of a wheel.
    wheel: &'static str,
}

/// The machines that there are packages for. A static program asks nothing of the C library of its system; that of GNU is for
/// the machine that it was built on, as in tests.
const TARGETS: [Target; 6] = [
    Target {
        triple: "x86_64-unknown-linux-musl",
        npm: ["linux", "x64"],
        wheel: "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64",
    },
    Target {
        triple: "aarch64-unknown-linux-musl",
        npm: ["linux", "arm64"],
        wheel: "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
    },
    Target {
        triple: "x86_64-unknown-linux-gnu",
        npm: ["linux", "x64"],
        wheel: "linux_x86_64",
    },
    Target {
        triple: "x86_64-apple-darwin",
        npm: ["darwin", "x64"],
        wheel: "macosx_10_12_x86_64",
    },
    Target {
        triple: "aarch64-apple-darwin",
        npm: ["darwin", "arm64"],
        wheel: "macosx_11_0_arm64",
    },
    Target {
        triple: "x86_64-pc-windows-msvc",
        npm: ["win32", "x64"],
        wheel: "win_amd64",
    },
];

impl Target {
    /// The machine of that name.
    ///
    /// # Errors
    /// When there are no packages for it.
    pub fn of(triple: &str) -> Result<Self, Error> {
        let target = TARGETS.into_iter().find(|target| target.triple == triple);
        target.ok_or_else(|| Error::UnknownTarget(triple.to_owned()))
    }

    /// What the program is called there.
    fn program(&self) -> &'static str {
        if self.npm[0] == "win32" {
            "press.exe"
        } else {
            "press"
        }
    }
}

/// A file of a package.
struct Entry {
    name: String,
    bytes: Vec<u8>,
    is_program: bool,
}

impl Entry {
    fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
            is_program: false,
        }
    }

    fn program(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self {
            is_program: true,
            ..Self::new(name, bytes)
        }
    }
}

/// Writes all packages for a machine into a folder: of a press, and the app that it is to carry. Returns their paths.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(
    workspace: &Workspace,
    press: &Path,
    app: &App,
    target: Target,
    folder: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let failed = |file: &Path| {
        let file = file.to_owned();
        move |source| Error::Io { file, source }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let version = env!("CARGO_PKG_VERSION");
    let program = folder.join(target.program());
    fs::copy(press, &program).map_err(failed(&program))?;
    let end = OpenOptions::new().read(true).append(true).open(&program);
    app.pack(end.map_err(failed(&program))?)?;
    let bytes = fs::read(&program).map_err(failed(&program))?;
    let mut beside = Vec::new();
    for name in BESIDE {
        let file = workspace.root().join(name);
        beside.push((name, fs::read(&file).map_err(failed(&file))?));
    }

    let top = format!("{NAME}-{version}-{}", target.triple);
    let mut entries = vec![Entry::program(format!("{top}/{}", target.program()), &bytes)];
    let texts = beside.iter();
    entries.extend(texts.map(|(name, bytes)| Entry::new(format!("{top}/{name}"), bytes.clone())));
    let mut packages = vec![(format!("{top}.tar.gz"), archive(&entries))];
    packages.extend(npm::packages(&target, version, &bytes, &beside));
    packages.push(wheel::package(&target, version, &bytes, &beside)?);
    let list = bill_of_materials(workspace, target)?;
    packages.push((format!("{top}.cdx.json"), list.into_bytes()));

    let mut sums = String::new();
    let mut paths = Vec::new();
    for (name, bytes) in packages {
        let file = folder.join(&name);
        fs::write(&file, &bytes).map_err(failed(&file))?;
        sums.extend([&hash::whole(&bytes), "  ", &name, "\n"]);
        paths.push(file);
    }
    let file = folder.join(SUMS);
    fs::write(&file, sums).map_err(failed(&file))?;
    paths.push(file);
    Ok(paths)
}

/// What is in the packages for a machine, as a software bill of materials (CycloneDX).
///
/// # Errors
/// When Cargo does not say what the packages depend on.
pub fn bill_of_materials(workspace: &Workspace, target: Target) -> Result<String, Error> {
    bom::of(workspace, env!("CARGO_PKG_VERSION"), target.triple)
}

/// A `tar.gz`, the same from the same files on any day.
fn archive(entries: &[Entry]) -> Vec<u8> {
    let out = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    let mut archive = Builder::new(out);
    for entry in entries {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(if entry.is_program { 0o755 } else { 0o644 });
        // npm takes a file of the year 1970 for a fault of the machine's.
        header.set_mtime(499_162_500);
        archive
            .append_data(&mut header, &entry.name, &entry.bytes[..])
            .expect("a short name and bytes in memory can be written into memory");
    }
    let mut out = archive.into_inner().expect("memory takes the end of an archive");
    out.flush().expect("memory takes what is written");
    out.finish().expect("memory takes what is written")
}
