//! Says which press this is: a hash of everything that what it makes depends on. It is in the key of all that a cache keeps.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use sha2::{Digest, Sha256};
use toml::{Table, Value};

/// What takes part of each of the three packages: tests do not.
const PARTS: [&str; 4] = ["Cargo.toml", "build.rs", "src", "starter"];

/// Where they stand in a clone. Those of a registry stand in Cargo.lock instead, with a hash of their bytes.
const PACKAGES: [&str; 3] = [".", "../content", "../view"];

const LOCK: &str = "Cargo.lock";

fn main() -> io::Result<()> {
    let mut program = Program::default();
    program.read(Path::new(&env("CARGO_MANIFEST_DIR")))?;
    let compiler = Command::new(env("RUSTC")).arg("-vV").output()?;
    program.add(&compiler.stdout);
    for name in ["TARGET", "OPT_LEVEL", "CARGO_ENCODED_RUSTFLAGS"] {
        program.add(env(name).as_bytes());
    }
    for path in &program.watched {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    println!("cargo::rustc-env=PRESS_PROGRAM={:x}", program.hash.finalize());
    Ok(())
}

/// What press is made of.
#[derive(Default)]
pub(crate) struct Program {
    pub(crate) hash: Sha256,
    /// The files and folders that were read.
    pub(crate) watched: Vec<PathBuf>,
}

impl Program {
    fn add(&mut self, part: &[u8]) {
        self.hash.update(part.len().to_le_bytes());
        self.hash.update(part);
    }

    /// Reads the sources of press, of what stands beside it, and the versions of all else.
    pub(crate) fn read(&mut self, package: &Path) -> io::Result<()> {
        for folder in PACKAGES {
            for part in PARTS {
                let path = package.join(folder).join(part);
                // Cargo takes what is missing for something that has changed.
                if path.exists() {
                    self.read_part(package, &path)?;
                    self.watched.push(path);
                }
            }
        }
        let mut locks = package.ancestors().map(|folder| folder.join(LOCK));
        let Some(lock) = locks.find(|lock| lock.is_file()) else {
            // Nobody knows what it is made of, so it is like no other.
            self.add(format!("{:?}", SystemTime::now()).as_bytes());
            return Ok(());
        };
        let table: Table = fs::read_to_string(&lock)?.parse().map_err(io::Error::other)?;
        for line in dependencies(&table) {
            self.add(line.as_bytes());
        }
        self.watched.push(lock);
        Ok(())
    }

    /// Reads a file, or every file of a folder in the order of their names. Where the package stands does not matter.
    fn read_part(&mut self, package: &Path, path: &Path) -> io::Result<()> {
        if !path.is_dir() {
            let name = path.strip_prefix(package).unwrap_or(path);
            self.add(name.to_string_lossy().as_bytes());
            self.add(&fs::read(path)?);
            return Ok(());
        }
        let entries = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
        let entries: BTreeSet<_> = entries.collect::<io::Result<_>>()?;
        entries
            .iter()
            .try_for_each(|entry| self.read_part(package, entry))
    }
}

/// What Cargo says to build scripts; what it does not say is nothing.
fn env(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// The versions of all packages that press is made of, each with where it comes from and the hash of its bytes.
fn dependencies(lock: &Table) -> BTreeSet<String> {
    let packages: Vec<_> = lock
        .get("package")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .collect();
    let mut found = BTreeSet::new();
    let mut wanted = vec!["press".to_owned()];
    while let Some(name) = wanted.pop() {
        let text = |package: &Value, key: &str| {
            package
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        // Where there are two versions of one package, the list of dependencies says which.
        let is_wanted = |package: &&&Value| {
            let words = ["name", "version", "source"].map(|key| text(package, key));
            let short = format!("{} {}", words[0], words[1]);
            words[0] == name || short == name || format!("{short} ({})", words[2]) == name
        };
        for package in packages.iter().filter(is_wanted) {
            let line = ["name", "version", "source", "checksum"]
                .map(|key| text(package, key))
                .join(" ");
            if found.insert(line) {
                let names = package
                    .get("dependencies")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten();
                wanted.extend(names.filter_map(Value::as_str).map(ToOwned::to_owned));
            }
        }
    }
    found
}
