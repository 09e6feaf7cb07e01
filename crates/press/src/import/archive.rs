//! Archives as people download them: ZIP and gzip, unpacked into a folder that nobody else sees, within bounds.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use flate2::read::MultiGzDecoder;
use tempfile::TempDir;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::remedy;

/// How many entries an archive may have.
const MAX_ENTRIES: usize = 50_000;

/// How many bytes may come out of an archive altogether.
const MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// How many times larger than the archive its content may be; text is compressed to a tenth.
const MAX_RATIO: u64 = 200;

/// Small archives are within bounds however they are compressed, in bytes.
const SMALL: u64 = 8 * 1024 * 1024;

/// Why an archive is not read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The system refuses to read it, or to make room for it.
    #[error("{}: this cannot be unpacked: {} ({})", .0.display(), .1, remedy::of(.1))]
    Io(PathBuf, #[source] io::Error),
    /// It is broken, or cut off.
    #[error("{}: this archive is broken: {} (download it again; it may have been cut off)", .0.display(), .1)]
    Broken(PathBuf, String),
    /// What is in it needs a password.
    #[error("{}: “{}” in this archive needs a password (unpack it, and import what is in it)", .0.display(), .1)]
    Encrypted(PathBuf, String),
    /// A name in it leads out of the folder it is unpacked into.
    #[error("{}: “{}” in this archive leads out of its folder, as no export does (do not use this archive)", .0.display(), .1)]
    Outside(PathBuf, String),
    /// It has more entries than any export.
    #[error("{}: this archive has {} entries; {MAX_ENTRIES} are read (unpack it, and import a part of it)", .0.display(), .1)]
    TooMany(PathBuf, usize),
    /// Its content is too large, for its own size or altogether.
    #[error(
        "{}: this archive unpacks to more than any export of its size (unpack it yourself if you know what is in it, and import that)",
        .0.display()
    )]
    Bomb(PathBuf),
}

/// An archive's files, which are gone when this is dropped.
#[derive(Debug)]
pub struct Unpacked {
    folder: TempDir,
    /// The paths of the files within the archive, in its order.
    pub names: Vec<String>,
}

impl Unpacked {
    /// A file that was made here, as if it had been in an archive.
    pub(super) fn of_text(name: &str, text: &str) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join(name), text)?;
        Ok(Self {
            folder,
            names: vec![name.to_owned()],
        })
    }

    /// Where a file of the archive is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder that holds all of it: that of the archive, or the only one in it.
    pub fn root(&self) -> PathBuf {
        let mut firsts: Vec<&str> = self
            .names
            .iter()
            .map(|name| name.split('/').next().unwrap_or(name))
            .collect();
        firsts.dedup();
        match firsts[..] {
            [first] if self.path(first).is_dir() => self.path(first),
            _ => self.folder.path().to_owned(),
        }
    }

    /// Unpacks an archive that this one holds into the same folder, in its place.
    ///
    /// # Errors
    /// Those of [`unzip`].
    pub fn unzip_within(&mut self, name: &str, wanted: fn(&str) -> bool) -> Result<(), ArchiveError> {
        let file = self.path(name);
        let names = unzip_into(&file, self.folder.path(), wanted)?;
        self.names.retain(|own| own != name);
        self.names.extend(names);
        fs::remove_file(&file).map_err(|error| ArchiveError::Io(file, error))
    }
}

/// Does a name in an archive end so, whatever its capitals?
pub(super) fn has_extension(name: &str, extension: &str) -> bool {
    let own = name.rsplit('/').next().and_then(|last| last.rsplit_once('.'));
    own.is_some_and(|(_, own)| own.eq_ignore_ascii_case(extension))
}

/// Is the file a ZIP archive? Decided by its first bytes.
pub fn is_zip(path: &Path) -> bool {
    starts_with(path, b"PK\x03\x04") || starts_with(path, b"PK\x05\x06")
}

/// Is the file compressed by gzip?
pub fn is_gzip(path: &Path) -> bool {
    starts_with(path, b"\x1f\x8b")
}

fn starts_with(path: &Path, bytes: &[u8]) -> bool {
    let mut start = vec![0; bytes.len()];
    File::open(path)
        .and_then(|mut file| file.read_exact(&mut start))
        .is_ok_and(|()| start == bytes)
}

/// The names of the files in a ZIP archive.
///
/// # Errors
/// When it cannot be read, or has too many entries.
pub fn names(path: &Path) -> Result<Vec<String>, ArchiveError> {
    let archive = open(path)?;
    let names = archive.file_names().flatten().filter(|name| !name.ends_with('/'));
    Ok(names.map(std::borrow::Cow::into_owned).collect())
}

fn open(path: &Path) -> Result<ZipArchive<File>, ArchiveError> {
    let file = File::open(path).map_err(|error| ArchiveError::Io(path.to_owned(), error))?;
    let archive = ZipArchive::new(file).map_err(|error| explained(path, "", error))?;
    if archive.len() > MAX_ENTRIES {
        return Err(ArchiveError::TooMany(path.to_owned(), archive.len()));
    }
    Ok(archive)
}

fn explained(path: &Path, name: &str, error: ZipError) -> ArchiveError {
    match error {
        ZipError::Io(error) if error.kind() == io::ErrorKind::NotFound => {
            ArchiveError::Io(path.to_owned(), error)
        }
        ZipError::UnsupportedArchive(why) if why.to_lowercase().contains("password") => {
            ArchiveError::Encrypted(path.to_owned(), name.to_owned())
        }
        other => ArchiveError::Broken(path.to_owned(), other.to_string()),
    }
}

/// Unpacks the files of a ZIP archive that are wanted by their names.
///
/// # Errors
/// When it is broken, closed by a password, too large, or would write outside of its folder.
pub fn unzip(path: &Path, wanted: fn(&str) -> bool) -> Result<Unpacked, ArchiveError> {
    let folder = tempfile::tempdir().map_err(|error| ArchiveError::Io(path.to_owned(), error))?;
    let names = unzip_into(path, folder.path(), wanted)?;
    Ok(Unpacked { folder, names })
}

fn unzip_into(path: &Path, folder: &Path, wanted: fn(&str) -> bool) -> Result<Vec<String>, ArchiveError> {
    let mut archive = open(path)?;
    let io = |error| ArchiveError::Io(path.to_owned(), error);
    let mut room = room_for(path)?;
    let mut names = Vec::new();
    for at in 0..archive.len() {
        let entry = archive
            .by_index_raw(at)
            .map_err(|error| explained(path, "", error))?;
        let name = entry
            .name()
            .map_err(|error| explained(path, "", error))?
            .into_owned();
        let is_encrypted = entry.encrypted();
        let is_within = stays_within(&name) && !entry.is_symlink();
        let is_folder = entry.is_dir();
        drop(entry);
        if !is_within {
            return Err(ArchiveError::Outside(path.to_owned(), name));
        }
        if is_folder || !wanted(&name) {
            continue;
        }
        if is_encrypted {
            return Err(ArchiveError::Encrypted(path.to_owned(), name));
        }
        let entry = archive
            .by_index(at)
            .map_err(|error| explained(path, &name, error))?;
        let target = folder.join(&name);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(io)?;
        }
        room = copy(path, entry, &target, room)?;
        names.push(name);
    }
    Ok(names)
}

/// Does a path in an archive lead to a place below its folder, on any system? The library takes an absolute one for what follows
/// the root, where joining takes it as it is.
fn stays_within(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    let is_below = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    !name.contains(['\\', '\0']) && !has_drive && Path::new(name).components().all(is_below)
}

/// Unpacks a file compressed by gzip, under the name `name`.
///
/// # Errors
/// When it is broken or too large.
pub fn gunzip(path: &Path, name: &str) -> Result<Unpacked, ArchiveError> {
    let io = |error| ArchiveError::Io(path.to_owned(), error);
    let folder = tempfile::tempdir().map_err(io)?;
    let file = File::open(path).map_err(io)?;
    let target = folder.path().join(name);
    copy(path, MultiGzDecoder::new(file), &target, room_for(path)?)?;
    Ok(Unpacked {
        folder,
        names: vec![name.to_owned()],
    })
}

/// How many bytes may come out of an archive of that size.
fn room_for(path: &Path) -> Result<u64, ArchiveError> {
    let size = fs::metadata(path).map_err(|error| ArchiveError::Io(path.to_owned(), error))?;
    Ok(size.len().saturating_mul(MAX_RATIO).clamp(SMALL, MAX_BYTES))
}

/// Copies what a reader gives, and says how much room is left. What an archive says of its sizes is not believed.
fn copy(path: &Path, reader: impl Read, target: &Path, room: u64) -> Result<u64, ArchiveError> {
    let mut file = File::create(target).map_err(|error| ArchiveError::Io(path.to_owned(), error))?;
    let copied = io::copy(&mut reader.take(room + 1), &mut file)
        .map_err(|error| ArchiveError::Broken(path.to_owned(), error.to_string()))?;
    room.checked_sub(copied)
        .ok_or_else(|| ArchiveError::Bomb(path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Any file of the reader's machine could be written over by one of the others.
    #[test]
    fn only_what_lies_below_its_folder_is_unpacked() {
        for name in ["a.md", "posts/a.md", "./a.md", "a..b/…/c.md", "posts/"] {
            assert!(stays_within(name), "{name}");
        }
        for name in [
            "/etc/a.md",
            "//host/a.md",
            "../a.md",
            "posts/../../a.md",
            "..",
            "C:/a.md",
            "c:a.md",
            "posts\\..\\..\\a.md",
            "a\0.md",
        ] {
            assert!(!stays_within(name), "{name}");
        }
    }
}
