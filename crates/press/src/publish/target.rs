//! A folder that is published into: locked, and with what press has written there.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::app::App;
use super::disk::Disk;
use super::fault::PublishError;
use super::lock::Lock;
use super::manifest::Manifest;
use crate::edition::bundle::Files;
use crate::encoding::Encoding;

pub use super::manifest::Kind;

/// The file of a portal that its front page and all others are made from.
pub(crate) const INDEX: &str = "index.html";

/// The folder of press's own within one that is published. Hosts do not serve what is hidden.
const OWN: &str = ".press";

/// What press has written.
const MANIFEST: &str = ".press/manifest.json";

/// Where files stand until they get their places. What a build that was ended has left there goes before the next one.
const ASIDE: &str = ".press/new";

/// What is locked.
const LOCK: &str = ".press/lock";

/// Which of the two manifests that a build writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// What was published and what is going to be.
    During,
    /// What is published.
    After,
}

impl When {
    fn file(self) -> &'static str {
        match self {
            Self::During => ".press/during.json",
            Self::After => ".press/after.json",
        }
    }
}

/// A folder to publish into. Nobody else does as long as this lives.
#[derive(Debug)]
pub struct Target {
    folder: PathBuf,
    disk: Disk,
    lock: Lock,
    manifest: Manifest,
    /// Was there a manifest, or is there one by now?
    is_known: bool,
    /// The app that the site is made with, where it is not in the folder.
    app: Option<App>,
    /// What whoever opened it wants to stand beside the pages.
    beside: Files,
}

impl Target {
    /// Opens a folder for what is made of a content folder, or for what stands in it already, and waits until nobody else
    /// publishes into it. `waiting` is told for whom.
    ///
    /// # Errors
    /// When it is none to publish into, or cannot be written. It is then as it was.
    pub fn open(
        folder: &Path,
        kind: Kind,
        content: Option<&Path>,
        disk: Disk,
        waiting: &dyn Fn(&str),
    ) -> Result<Self, PublishError> {
        if let Some(content) = content {
            keep_apart(content, folder)?;
        }
        guard(folder, kind)?;
        Self::open_guarded(folder, kind, disk, waiting)
    }

    /// The same for a whole site, with an app that does not stand in the folder yet, or in another version.
    ///
    /// # Errors
    /// As for [`Target::open`]. The folder must be new, empty, or hold a site of press's.
    pub fn open_site(
        folder: &Path,
        app: App,
        content: &Path,
        disk: Disk,
        waiting: &dyn Fn(&str),
    ) -> Result<Self, PublishError> {
        keep_apart(content, folder)?;
        guard_own(folder, Kind::Portal)?;
        let mut target = Self::open_guarded(folder, Kind::Portal, disk, waiting)?;
        target.app = Some(app);
        Ok(target)
    }

    fn open_guarded(
        folder: &Path,
        kind: Kind,
        disk: Disk,
        waiting: &dyn Fn(&str),
    ) -> Result<Self, PublishError> {
        let failed = |error| PublishError::Io(folder.to_owned(), error);
        let lock = loop {
            disk.make_folder(&folder.join(OWN)).map_err(failed)?;
            match Lock::take(&folder.join(LOCK), waiting) {
                // A build that has written nothing has just taken its folder away again.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                taken => break taken.map_err(failed)?,
            }
        };
        let manifest = read_manifest(folder, kind);
        let target = Self {
            folder: folder.to_owned(),
            is_known: manifest.is_some(),
            manifest: manifest.unwrap_or_else(|| Manifest::new(kind)),
            disk,
            lock,
            app: None,
            beside: Files::new(),
        };
        target.disk.remove_all(&target.path(ASIDE)).map_err(failed)?;
        Ok(target)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The app that the site is made with, where it is not in the folder.
    pub(crate) fn app(&self) -> Option<&App> {
        self.app.as_ref()
    }

    /// Has files stand beside the pages of a site, by their paths from its root.
    pub fn add_beside(&mut self, files: Files) {
        self.beside.extend(files);
    }

    /// What is to stand beside the pages.
    pub(crate) fn beside(&self) -> &Files {
        &self.beside
    }

    /// How many steps were taken in it.
    pub fn steps(&self) -> usize {
        self.disk.steps()
    }

    /// Is it known what press has written into it?
    pub(crate) fn is_known(&self) -> bool {
        self.is_known
    }

    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Where a file of the folder is.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// Where a file stands until it gets its place.
    fn aside(&self, file: &str) -> PathBuf {
        self.path(ASIDE).join(file)
    }

    /// Writes a file aside.
    pub(crate) fn write_aside(&self, file: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let path = self.aside(file);
        self.make_parent(&path)?;
        let written = self.disk.write(&path, bytes);
        written.map_err(|error| PublishError::Io(self.path(file), error))
    }

    /// Writes aside what another file holds.
    pub(crate) fn copy_aside(&self, file: &str, from: &Path) -> Result<(), PublishError> {
        let path = self.aside(file);
        self.make_parent(&path)?;
        let copied = self.disk.copy(from, &path);
        copied.map_err(|error| PublishError::Io(from.to_owned(), error))
    }

    /// Gives a file that was written aside its place. What stands compressed beside the one of before goes first, because a
    /// host would go on sending it.
    pub(crate) fn place(&self, file: &str) -> Result<(), PublishError> {
        let path = self.path(file);
        self.make_parent(&path)?;
        self.remove_compressed(file)?;
        let placed = self.disk.rename(&self.aside(file), &path);
        placed.map_err(|error| PublishError::Io(path, error))
    }

    fn make_parent(&self, path: &Path) -> Result<(), PublishError> {
        let folder = path.parent().unwrap_or(&self.folder);
        let made = self.disk.make_folder(folder);
        made.map_err(|error| PublishError::Io(folder.to_owned(), error))
    }

    /// Removes a file, what stands compressed beside it, and its folders as far as nothing else is in them.
    pub(crate) fn remove(&self, file: &str) -> Result<(), PublishError> {
        // What a link leads to is somebody else's.
        if self.folders_of(file).any(|folder| folder.is_symlink()) {
            return Ok(());
        }
        self.remove_compressed(file)?;
        self.remove_file(&self.path(file))?;
        self.remove_empty_folders(file);
        Ok(())
    }

    fn remove_compressed(&self, file: &str) -> Result<(), PublishError> {
        for sibling in Encoding::COMPRESSED.map(|encoding| encoding.sibling(Path::new(file))) {
            // An archive that is published is named like one.
            let name = sibling.to_str().unwrap_or_default();
            if !self.manifest.is_original(name) {
                self.remove_file(&self.folder.join(&sibling))?;
            }
        }
        Ok(())
    }

    fn remove_file(&self, path: &Path) -> Result<(), PublishError> {
        // A folder has taken its place, or nothing is there.
        if path.symlink_metadata().map_or(true, |data| data.is_dir()) {
            return Ok(());
        }
        let removed = self.disk.remove(path);
        removed.map_err(|error| PublishError::Io(path.to_owned(), error))
    }

    /// Writes a manifest aside, so that there is room for it when it is due.
    pub(crate) fn write_manifest_aside(&self, manifest: &Manifest, when: When) -> Result<(), PublishError> {
        self.write_aside(when.file(), &manifest.text())
    }

    /// Has it known from now on that press has written, or is about to write, what this manifest names.
    pub(crate) fn record(&mut self, manifest: Manifest, when: When) -> Result<(), PublishError> {
        let placed = self.disk.rename(&self.aside(when.file()), &self.path(MANIFEST));
        placed.map_err(|error| PublishError::Io(self.path(MANIFEST), error))?;
        self.manifest = manifest;
        self.is_known = true;
        Ok(())
    }

    /// Makes the folder that a file is to stand in, unless a file is in the way that is still to go.
    pub(crate) fn make_room(&self, file: &str) -> Result<(), PublishError> {
        let mut folders = self.folders_of(file);
        if folders.any(|folder| folder.is_file()) {
            return Ok(());
        }
        self.make_parent(&self.path(file))?;
        let folder = self
            .folders_of(file)
            .next()
            .unwrap_or_else(|| self.folder.clone());
        if is_on_one_disk(&self.path(OWN), &folder) {
            Ok(())
        } else {
            Err(PublishError::Io(folder, ErrorKind::CrossesDevices.into()))
        }
    }

    /// Removes the folders of a file as far as nothing is in them.
    pub(crate) fn remove_empty_folders(&self, file: &str) {
        let mut folders = self.folders_of(file);
        while folders
            .next()
            .is_some_and(|folder| self.disk.remove_empty(&folder))
        {}
    }

    /// The folders that a file stands in, the innermost first.
    fn folders_of<'f>(&'f self, file: &'f str) -> impl Iterator<Item = PathBuf> + 'f {
        file.rmatch_indices('/').map(|(at, _)| self.path(&file[..at]))
    }
}

impl Drop for Target {
    /// Best effort: the next build sweeps, too.
    fn drop(&mut self) {
        let _ = self.disk.remove_all(&self.path(ASIDE));
        // While it is locked: whoever waits for this file sees that it is gone.
        let _ = self.disk.remove(&self.lock.path);
        if self.disk.remove_empty(&self.path(OWN)) && !self.is_known {
            self.disk.remove_empty(&self.folder);
        }
    }
}

/// Can a file be renamed from one folder into another?
#[cfg(unix)]
fn is_on_one_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|data| data.dev()).ok();
    device(one) == device(other)
}

#[cfg(not(unix))]
fn is_on_one_disk(_: &Path, _: &Path) -> bool {
    true
}

/// What press has written into a folder of that kind; none where there is no manifest that tells.
pub(crate) fn read_manifest(folder: &Path, kind: Kind) -> Option<Manifest> {
    Manifest::parse(&fs::read(folder.join(MANIFEST)).ok()?, kind)
}

/// Refuses a folder that is, or holds, the content folder, and one that is within it.
fn keep_apart(content: &Path, folder: &Path) -> Result<(), PublishError> {
    let absolute = |path: &Path| fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    match (absolute(content), absolute(folder)) {
        (Ok(content), Ok(other)) if content.starts_with(&other) || other.starts_with(&content) => {
            Err(PublishError::Overlap(folder.to_owned()))
        }
        _ => Ok(()),
    }
}

/// Refuses a folder that is no portal, or whose loss would hurt.
fn guard(folder: &Path, kind: Kind) -> Result<(), PublishError> {
    match kind {
        Kind::Portal if folder.join(INDEX).is_file() => Ok(()),
        Kind::Portal => Err(PublishError::NoPortal(folder.to_owned())),
        Kind::Bundle => guard_own(folder, kind),
    }
}

/// Refuses a folder that is not new, empty, or of press's own making.
fn guard_own(folder: &Path, kind: Kind) -> Result<(), PublishError> {
    if !folder.exists() || read_manifest(folder, kind).is_some() {
        return Ok(());
    }
    let failed = |error| PublishError::Io(folder.to_owned(), error);
    let is_other = |entry: &fs::DirEntry| entry.file_name() != OWN;
    let mut entries = fs::read_dir(folder).map_err(failed)?;
    // A build that was ended early leaves nothing but its own folder, without a manifest.
    let is_free = !entries.any(|entry| entry.as_ref().map_or(true, is_other));
    if is_free && !folder.join(MANIFEST).exists() {
        return Ok(());
    }
    let other = match kind {
        Kind::Bundle => Kind::Portal,
        Kind::Portal => Kind::Bundle,
    };
    Err(if read_manifest(folder, other).is_some() {
        PublishError::OtherKind(folder.to_owned(), other)
    } else {
        PublishError::NotOurs(folder.to_owned())
    })
}
