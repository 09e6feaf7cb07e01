//! A served portal: as it was built, with changed content, or made by hand.

use std::fs;
use std::path::{Path, PathBuf};

use press::serve::{Options, Running, serve};
use serde_json::Value;
use tempfile::TempDir;
use xtask::folder;
use xtask::workspace::Workspace;

use super::skip;

/// A folder and the server that serves it.
pub(crate) struct Portal {
    folder: Folder,
    server: Running,
}

/// A portal's folder that tests may change, also while it is served.
pub(crate) struct Folder {
    path: PathBuf,
    /// Absent where the folder is not ours to change.
    copy: Option<TempDir>,
}

impl Portal {
    /// The portal as it was built; none where the test is to be skipped.
    pub(crate) fn as_built() -> Option<Self> {
        Some(Self::serve(Folder { path: built()?, copy: None }))
    }

    /// A copy of the built portal, changed before it is served; none where the test is to be skipped.
    pub(crate) fn changed(change: impl FnOnce(&Folder)) -> Option<Self> {
        let built = built()?;
        let portal = Self::made(|copy| {
            folder::link(&built, &copy.path).expect("a built portal can be read and copied");
            change(copy);
        });
        Some(portal)
    }

    /// A portal of nothing but what is written into it.
    pub(crate) fn made(write: impl FnOnce(&Folder)) -> Self {
        // Beside the build, so that hard links work where temporary files are on another disk.
        let copy = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("the build's own folder is writable");
        let folder = Folder { path: copy.path().to_owned(), copy: Some(copy) };
        write(&folder);
        Self::serve(folder)
    }

    fn serve(folder: Folder) -> Self {
        let options = Options { compress: false, ..Options::new(&folder.path) };
        let server = serve(options).expect("a folder that exists can be served at any free port");
        Self { folder, server }
    }

    /// The folder, to be changed while the portal is read.
    pub(crate) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The address of a path. The name is a secure context in every browser, as a real site would be.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://app.localhost:{}{path}", self.server.address().port())
    }
}

impl Folder {
    /// Writes a file, named by its path from the portal's root, such as `content/site.json`.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let file = self.own(name);
        self.remove(name);
        let parent = file.parent().expect("the file stands in the portal's folder");
        fs::create_dir_all(parent).expect("a copy is writable");
        fs::write(&file, bytes).expect("a copy is writable");
    }

    /// Changes a JSON file.
    #[track_caller]
    pub(crate) fn edit(&self, name: &str, edit: impl FnOnce(&mut Value)) {
        let bytes = fs::read(self.own(name)).unwrap_or_else(|error| panic!("no {name} to edit: {error}"));
        let mut value = serde_json::from_slice(&bytes).expect("the bundle's files are JSON");
        edit(&mut value);
        self.write(name, value.to_string());
    }

    /// Removes a file, if it is there.
    pub(crate) fn remove(&self, name: &str) {
        let file = self.own(name);
        if file.exists() {
            fs::remove_file(file).expect("a copy is writable");
        }
    }

    fn own(&self, name: &str) -> PathBuf {
        assert!(self.copy.is_some(), "{name} belongs to every test: change a copy with Portal::changed");
        self.path.join(name)
    }
}

fn built() -> Option<PathBuf> {
    let dist = std::env::var_os(xtask::test::DIST).map_or_else(|| Workspace::new().dist(), PathBuf::from);
    if is_portal(&dist) {
        return Some(dist);
    }
    skip(&format!("there is no built portal in {}: run `cargo xtask test`", dist.display()));
    None
}

fn is_portal(dist: &Path) -> bool {
    dist.join("index.html").is_file() && dist.join("content/site.json").is_file()
}
