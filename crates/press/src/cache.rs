//! What earlier builds made of files, kept under hashes of everything that it was made from.
//!
//! An entry is found only by the very bytes of its input, the site and this program, and it is used only as long as
//! the media give the answers that they gave then; it begins with a hash of itself. So an entry is either what a
//! clean build would make, or it is passed over.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::hash;
use crate::media::Media;
use crate::media::view::{Answered, View};

/// The file that says what the folder is, by the convention of cache directories: backups leave it out.
const TAG: &str = "CACHEDIR.TAG";

/// How the names of files begin that are to become the tag.
const TAG_TO_BE: &str = "CACHEDIR.TAG-";

const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # What press has made. It may be removed at any time.\n";

/// Why a folder cannot keep anything.
#[derive(Debug)]
pub enum CacheError {
    /// Nobody has said where it is to be, and the system does not know either.
    NoPlace,
    /// It holds something else.
    NotOurs(PathBuf),
    /// The system refuses.
    Io(PathBuf, io::Error),
}

impl fmt::Display for CacheError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace => write!(
                out,
                "there is no folder to keep made pictures in, because HOME is not set (name one with --cache)"
            ),
            Self::NotOurs(path) => write!(
                out,
                "{}: this folder holds something that is no cache of press (name an empty or a new folder)",
                path.display()
            ),
            Self::Io(path, error) => write!(
                out,
                "{}: cannot be used as a cache: {error} (see to its permissions, or name another folder with --cache)",
                path.display()
            ),
        }
    }
}

impl std::error::Error for CacheError {}

/// A folder of results.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// A hash of this program: another one might make something else of the same file.
    program: OnceLock<String>,
    used: Mutex<BTreeSet<String>>,
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
            let is_to_be_tag = |name: &OsString| name.to_string_lossy().starts_with(TAG_TO_BE);
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
        Ok(Self {
            folder: folder.to_owned(),
            program: OnceLock::new(),
            used: Mutex::default(),
        })
    }

    /// The cache in a folder that somebody has named; else in that which this system has for such things,
    /// `$XDG_CACHE_HOME/press` or `~/.cache/press`.
    ///
    /// # Errors
    /// When there is none, or it cannot be written to.
    pub fn find(named: Option<&Path>) -> Result<Self, CacheError> {
        if let Some(folder) = named {
            return Self::open(folder);
        }
        let set = |name| {
            std::env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let caches = set("XDG_CACHE_HOME")
            .or_else(|| set("LOCALAPPDATA"))
            .or_else(|| set("HOME").map(|home| home.join(".cache")));
        Self::open(&caches.ok_or(CacheError::NoPlace)?.join("press"))
    }

    /// The folder within it of one kind of thing, which is made where it is missing.
    pub(crate) fn room(&self, name: &str) -> io::Result<PathBuf> {
        let room = self.folder.join(name);
        fs::create_dir_all(&room)?;
        Ok(room)
    }

    /// The name of what is made from these parts. Parts cannot run into each other.
    pub fn key(&self, parts: &[&[u8]]) -> Key {
        // A program that cannot be read is told apart from all others by its version alone.
        let program = self.program.get_or_init(|| {
            let program = std::env::current_exe().and_then(fs::read);
            program.map_or_else(
                |_| env!("CARGO_PKG_VERSION").to_owned(),
                |bytes| hash::whole(&bytes),
            )
        });
        let mut text = program.clone();
        for part in parts {
            text.push_str(&hash::whole(part));
        }
        Key(hash::whole(text.as_bytes()))
    }

    /// What was made from the same parts and the same media; else what `make` makes now.
    pub fn remember<T: Serialize + DeserializeOwned>(
        &self,
        key: &Key,
        media: &Media,
        make: impl FnOnce(&View<'_>) -> T,
    ) -> T {
        if let Ok(mut used) = self.used.lock() {
            used.insert(key.0.clone());
        }
        if let Some((answered, kept)) = self.read::<(Vec<Answered>, T)>(key)
            && media.still_answers(&answered)
        {
            return kept;
        }
        let view = View::new(media);
        let new = make(&view);
        self.write(key, &(view.into_answered(), &new));
        new
    }

    fn path(&self, key: &Key) -> PathBuf {
        let (start, rest) = key.0.split_at(2);
        self.folder.join(start).join(rest)
    }

    /// An entry; none where there is none or it is damaged.
    fn read<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        let bytes = fs::read(self.path(key)).ok()?;
        let (sum, value) = bytes.split_at_checked(64)?;
        (hash::whole(value).as_bytes() == sum).then_some(())?;
        serde_json::from_slice(value).ok()
    }

    /// Best effort: what cannot be kept is made again.
    fn write(&self, key: &Key, value: &impl Serialize) {
        let Ok(value) = serde_json::to_vec(value) else {
            return;
        };
        let mut bytes = hash::whole(&value).into_bytes();
        bytes.extend(value);
        let path = self.path(key);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all);
        let _ = written.and_then(|()| fs::write(&path, bytes));
    }

    /// Removes what nobody has asked for since the folder was opened. Best effort, as it costs only room.
    pub fn prune(&self) {
        let Ok(used) = self.used.lock() else { return };
        for start in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = start.file_name();
            let Some(start_name) = name.to_str().filter(|name| is_hexadecimal(name, 2)) else {
                continue;
            };
            for entry in fs::read_dir(start.path()).into_iter().flatten().flatten() {
                let rest = entry.file_name();
                if let Some(rest) = rest.to_str().filter(|rest| is_hexadecimal(rest, 62))
                    && !used.contains(&format!("{start_name}{rest}"))
                {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }
}

/// The name of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

fn is_hexadecimal(name: &str, length: usize) -> bool {
    name.len() == length && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
