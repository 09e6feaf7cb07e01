//! Where things stand in a clone of the repository.

use std::path::{Path, PathBuf};

/// A clone of the repository.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The clone that this program was started or built in.
    pub fn new() -> Self {
        // Cargo sets the variable for what it runs, so a clone that was moved after it was built is found too.
        let built = || Some(PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let started = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let holds_lock = |folder: &Path| folder.join("Cargo.lock").is_file();
        let root = [started, built()].into_iter().flatten().find_map(|folder| {
            folder
                .ancestors()
                .find(|folder| holds_lock(folder))
                .map(Path::to_owned)
        });
        Self {
            root: root.unwrap_or_default(),
        }
    }

    /// Its top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The built portal.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The tools that xtask installs.
    pub fn tools(&self) -> PathBuf {
        self.root.join("target/tools")
    }

    /// The packages from npm that tests and measurements use.
    pub fn node_modules(&self) -> PathBuf {
        self.tools().join("node/node_modules")
    }

    /// What measurements build for themselves.
    pub fn bench(&self) -> PathBuf {
        self.root.join("target/bench")
    }

    /// What the portal looks like.
    pub fn shots(&self) -> PathBuf {
        self.root.join("target/shots")
    }

    /// The portal while pictures of it are taken.
    pub fn shots_portal(&self) -> PathBuf {
        self.root.join("target/shots-portal")
    }
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}
