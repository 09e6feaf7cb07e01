//! A content folder that a test writes.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// A content folder; it goes with its value.
pub(crate) struct Content(TempDir);

impl Content {
    /// A folder with nothing in it.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("the system has a folder for temporary files"))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file of it, and the folders that it stands in.
    #[track_caller]
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path().join(name);
        let place = file.parent().expect("a file stands in a folder");
        fs::create_dir_all(place)
            .and_then(|()| fs::write(&file, bytes))
            .expect("the test's own folder is writable");
    }
}
