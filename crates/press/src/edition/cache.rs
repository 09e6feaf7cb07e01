//! What earlier builds made, kept under hashes of everything that it was made from.
//!
//! An entry is found only by the very bytes of its input and by the press that made it, and it holds a hash of itself under
//! its name; a file is found by a hash of its own bytes. So what is found is what a clean build would make: what is
//! damaged, cut off or stands in another's place is passed over. Any number of sites and builds may share a folder.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault};
use crate::hash;
use crate::read::media::Media;
use crate::read::media::view::{Answered, View};

/// Whoever changes how entries are written raises the number.
const FORMAT: &str = "2";

/// Which press this is, as `build.rs` says: another one might make something else of the same file.
const PROGRAM: &str = env!("PRESS_PROGRAM");

/// How long an entry stays that nobody uses: a magazine that comes out once a month finds what it made.
const LIFE: Duration = Duration::from_hours(31 * 24);

/// How exactly it is known when an entry was used. Noting each use would be a write for each read.
const DAY: Duration = Duration::from_hours(24);

/// The file that says what the folder is, by the convention of cache directories: backups leave it out.
const TAG: &str = "CACHEDIR.TAG";

/// How the names of files begin that are to become the tag.
const TAG_TO_BE: &str = "CACHEDIR.TAG-";

const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # What press has made. It may be removed at any time.\n";

/// How the names of files begin that are to become entries.
const NEW: &str = ".new-";

/// The file that builds share, and that whoever removes entries has alone.
const LOCK: &str = "lock";

/// Folders in which earlier presses kept pictures and compressed files: what is in them grows old as well.
const FORMER: [&str; 2] = ["pictures", "compressed"];

/// Why a folder cannot keep anything.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CacheError {
    /// Nobody has said where it is to be, and the system does not know either.
    #[error("HOME: {} ({})", self.what(), self.remedy())]
    NoPlace,
    /// It holds something else.
    #[error("{}: {} ({})", .0.display(), self.what(), self.remedy())]
    NotOurs(PathBuf),
    /// The system refuses.
    #[error("{}: {} ({})", .0.display(), self.what(), self.remedy())]
    Io(PathBuf, #[source] io::Error),
}

impl CacheError {
    fn what(&self) -> String {
        match self {
            Self::NoPlace => "it is not set, so there is no folder for caches".to_owned(),
            Self::NotOurs(_) => "this folder holds something that is no cache of press".to_owned(),
            Self::Io(_, error) => format!("cannot be used as a cache: {error}"),
        }
    }

    fn remedy(&self) -> &'static str {
        match self {
            Self::NoPlace => "name a folder with --cache",
            Self::NotOurs(_) => "name an empty or a new folder with --cache",
            Self::Io(_, error) => match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    "free some space, or name another folder with --cache"
                }
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                    "see to its permissions, or name another folder with --cache"
                }
                _ => "name another folder with --cache",
            },
        }
    }
}

impl Fault for CacheError {
    fn code(&self) -> Code {
        Code::CacheUnusable
    }

    fn explain(&self) -> Explanation {
        let what = format!("{}; the next build makes everything anew", self.what());
        Explanation::note(what, self.remedy())
    }
}

/// A folder of results.
#[derive(Debug)]
pub struct Cache {
    place: Option<Place>,
    /// Where files stand that cannot be kept, until the build has ended.
    spare: Mutex<Option<TempDir>>,
    fault: OnceLock<CacheError>,
}

#[derive(Debug)]
struct Place {
    folder: PathBuf,
    /// Held together with other builds for as long as this one may read what it has found.
    lock: File,
}

impl Cache {
    /// Opens a folder, which is made where it is missing.
    ///
    /// # Errors
    /// When it holds something else or cannot be written.
    pub fn open(folder: &Path) -> Result<Self, CacheError> {
        let in_folder = |error| CacheError::Io(folder.to_owned(), error);
        fs::create_dir_all(folder).map_err(in_folder)?;
        // Another press may be making a cache of the same folder: the tag appears whole, and before anything else but the files
        // that are to become it. So the folder is looked at first, and the tag after it.
        let entries = fs::read_dir(folder).map_err(in_folder)?;
        let names = entries.map(|entry| entry.map(|entry| entry.file_name()));
        let names = names.collect::<Result<Vec<_>, _>>().map_err(in_folder)?;
        let tag = folder.join(TAG);
        if !fs::read_to_string(&tag).is_ok_and(|text| text == TAG_TEXT) {
            let is_to_be_tag = |name: &std::ffi::OsString| name.to_string_lossy().starts_with(TAG_TO_BE);
            if !names.iter().all(is_to_be_tag) {
                return Err(CacheError::NotOurs(folder.to_owned()));
            }
            let mut whole = tempfile::Builder::new()
                .prefix(TAG_TO_BE)
                .tempfile_in(folder)
                .map_err(in_folder)?;
            whole.write_all(TAG_TEXT.as_bytes()).map_err(in_folder)?;
            whole.persist(&tag).map_err(|error| in_folder(error.error))?;
        }
        tempfile::tempfile_in(folder).map_err(in_folder)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join(LOCK))
            .map_err(in_folder)?;
        // Where the file system knows no locks, nobody gets it alone either, and nothing is removed.
        let _ = lock.lock_shared();
        Ok(Self {
            place: Some(Place {
                folder: folder.to_owned(),
                lock,
            }),
            spare: Mutex::default(),
            fault: OnceLock::new(),
        })
    }

    /// The cache in a folder that somebody has named; else in that which this system has for such things,
    /// `$XDG_CACHE_HOME/press` or `~/.cache/press`. Where that cannot be used, one that keeps nothing.
    ///
    /// # Errors
    /// When the named folder holds something else or cannot be written to.
    pub fn find(named: Option<&Path>) -> Result<Self, CacheError> {
        if let Some(folder) = named {
            return Self::open(folder);
        }
        let set = |name| {
            std::env::var_os(name)
                .map(PathBuf::from)
                .filter(|folder| folder.is_absolute())
        };
        let caches = set("XDG_CACHE_HOME")
            .or_else(|| set("LOCALAPPDATA"))
            .or_else(|| set("HOME").map(|home| home.join(".cache")));
        let opened = caches
            .ok_or(CacheError::NoPlace)
            .and_then(|caches| Self::open(&caches.join("press")));
        Ok(opened.unwrap_or_else(|fault| Self {
            place: None,
            spare: Mutex::default(),
            fault: fault.into(),
        }))
    }

    /// Why something was not kept, in the words of a build that goes on without.
    pub fn note(&self) -> Option<Diagnostic> {
        let fault = self.fault.get()?;
        let file = match fault {
            CacheError::NoPlace => "HOME".to_owned(),
            CacheError::NotOurs(path) | CacheError::Io(path, _) => path.display().to_string(),
        };
        Some(Diagnostic::new(file, None, fault))
    }

    /// What was made of a text with the same answers of the media; else what `make` makes now.
    pub fn remember<T: Serialize + DeserializeOwned>(
        &self,
        key: &Key,
        media: &Media,
        make: impl FnOnce(&View<'_>) -> T,
    ) -> T {
        if let Some((answered, kept)) = self.json::<(Vec<Answered>, T)>(key)
            && media.still_answers(&answered)
        {
            return kept;
        }
        let view = View::new(media);
        let new = make(&view);
        self.keep_json(key, &(view.into_answered(), &new));
        new
    }

    /// A value; none where there is none or it is damaged.
    pub fn json<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        serde_json::from_slice(&self.bytes(key)?).ok()
    }

    /// Keeps a value. What cannot be kept is made again.
    pub fn keep_json(&self, key: &Key, value: &impl Serialize) {
        if let Ok(bytes) = serde_json::to_vec(value) {
            self.keep_bytes(key, &bytes);
        }
    }

    /// Bytes; none where there are none or they are damaged.
    pub fn bytes(&self, key: &Key) -> Option<Vec<u8>> {
        let path = key.path(&self.place.as_ref()?.folder);
        let mut bytes = fs::read(&path).ok()?;
        let (sum, value) = bytes.split_at_checked(64)?;
        (key.seal(value).as_bytes() == sum).then_some(())?;
        used(&path);
        Some(bytes.split_off(64))
    }

    /// Keeps bytes. What cannot be kept is made again.
    pub fn keep_bytes(&self, key: &Key, bytes: &[u8]) {
        if let Some(place) = &self.place
            && let Err(error) = place.insert(key, &[key.seal(bytes).as_bytes(), bytes])
        {
            self.refused(place, error);
        }
    }

    /// A file, by the whole hash of its bytes; none where there is none or it is damaged.
    pub fn file(&self, sum: &str) -> Option<PathBuf> {
        let path = Key::of_file(sum).path(&self.place.as_ref()?.folder);
        (hash::whole(&fs::read(&path).ok()?) == sum).then_some(())?;
        used(&path);
        Some(path)
    }

    /// Keeps a file, and returns where it stands: until the build has ended where it cannot be kept.
    ///
    /// # Errors
    /// When it can stand nowhere.
    pub fn keep_file(&self, sum: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        if let Some(place) = &self.place {
            match place.insert(&Key::of_file(sum), &[bytes]) {
                Ok(path) => return Ok(path),
                Err(error) => self.refused(place, error),
            }
        }
        // The folder is whole even where a thread that made it panicked: it is there or not.
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = match &mut *spare {
            Some(folder) => folder,
            none => none.insert(tempfile::Builder::new().prefix("press-").tempdir()?),
        };
        let path = folder.path().join(sum);
        fs::write(&path, bytes)?;
        Ok(path)
    }

    fn refused(&self, place: &Place, error: io::Error) {
        // The first reason is told; a full disk gives thousands.
        let _ = self.fault.set(CacheError::Io(place.folder.clone(), error));
    }

    /// Removes what nobody has used for a month, unless another build is using the folder now. Best effort, as it costs only
    /// room.
    pub fn prune(&self) {
        let Some(Place { folder, lock }) = &self.place else {
            return;
        };
        if lock.try_lock().is_err() {
            return;
        }
        // Nobody else writes here now.
        let is_left_over =
            |entry: &walkdir::DirEntry| entry.file_name().as_encoded_bytes().starts_with(NEW.as_bytes());
        let is_room = |name: &str| FORMER.contains(&name) || is_hexadecimal(name, 2);
        let rooms = WalkDir::new(folder)
            .min_depth(1)
            .max_depth(1)
            .into_iter()
            .flatten();
        for room in rooms.filter(|room| room.file_name().to_str().is_some_and(is_room)) {
            for entry in WalkDir::new(room.path())
                .contents_first(true)
                .into_iter()
                .flatten()
            {
                if entry.file_type().is_dir() {
                    // One that is not empty stays.
                    let _ = fs::remove_dir(entry.path());
                } else if is_left_over(&entry) || age(entry.path()).is_some_and(|age| age > LIFE) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
        let _ = lock.unlock();
    }
}

impl Place {
    /// Writes an entry beside its place and renames it, so that nobody ever reads half of one.
    fn insert(&self, key: &Key, parts: &[&[u8]]) -> io::Result<PathBuf> {
        let path = key.path(&self.folder);
        let room = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(room)?;
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut new = builder.prefix(NEW).tempfile_in(room)?;
        for part in parts {
            new.write_all(part)?;
        }
        new.persist(&path).map_err(|error| error.error)?;
        Ok(path)
    }
}

/// The name of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// The name of what this press makes from these parts, which cannot run into each other.
    pub fn new(kind: &str, parts: &[&[u8]]) -> Self {
        let mut text = [FORMAT, PROGRAM, kind].join(" ");
        for part in parts {
            text.push(' ');
            text.push_str(&hash::whole(part));
        }
        Self(hash::whole(text.as_bytes()))
    }

    fn of_file(sum: &str) -> Self {
        Self::new("file", &[sum.as_bytes()])
    }

    /// A hash of an entry's bytes that holds under this name alone.
    fn seal(&self, bytes: &[u8]) -> String {
        hash::whole(&[self.0.as_bytes(), bytes].concat())
    }

    fn path(&self, folder: &Path) -> PathBuf {
        let (start, rest) = self.0.split_at(2);
        folder.join(start).join(rest)
    }
}

/// Notes that an entry was used, once a day. Best effort: one that cannot be noted is made again after a month.
fn used(path: &Path) {
    if age(path).is_some_and(|age| age > DAY) {
        let file = File::options().write(true).open(path);
        let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
    }
}

/// How long ago a file was written or used; none where nobody knows.
fn age(path: &Path) -> Option<Duration> {
    let modified = fs::symlink_metadata(path).and_then(|data| data.modified());
    SystemTime::now().duration_since(modified.ok()?).ok()
}

fn is_hexadecimal(name: &str, length: usize) -> bool {
    name.len() == length && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
