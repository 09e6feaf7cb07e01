//! Which encoding a browser takes, and each file compressed once.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hyper::body::Bytes;
use hyper::header::HeaderValue;

use super::Version;
use crate::encoding::Encoding;

/// The best encoding that an `Accept-Encoding` header allows.
pub(super) fn accepted(header: Option<&HeaderValue>) -> Encoding {
    let Some(list) = header.and_then(|header| header.to_str().ok()) else {
        return Encoding::Identity;
    };
    let accepts = |wanted: &str| {
        list.split(',').any(|item| {
            let (name, weight) = item.split_once(';').unwrap_or((item, ""));
            let refused = weight
                .trim()
                .strip_prefix("q=")
                .is_some_and(|weight| weight.trim().parse::<f32>().is_ok_and(|weight| weight <= 0.0));
            name.trim().eq_ignore_ascii_case(wanted) && !refused
        })
    };
    if accepts("br") {
        Encoding::Brotli
    } else if accepts("gzip") {
        Encoding::Gzip
    } else {
        Encoding::Identity
    }
}

/// Compressed files, each for the version of the file that it was made from.
#[derive(Default)]
pub(super) struct Cache {
    entries: Mutex<HashMap<(PathBuf, Encoding), Arc<Entry>>>,
}

struct Entry {
    version: Version,
    bytes: OnceLock<Bytes>,
}

impl Cache {
    /// The file in an encoding: the compressed file beside it, else compressed here. Requests that come while it is being compressed wait for that one compression.
    pub(super) fn read(&self, file: &Path, version: Version, encoding: Encoding) -> io::Result<Bytes> {
        if encoding != Encoding::Identity {
            let sibling = encoding.sibling(file);
            // One that is older than its file may have been made from what stood there before.
            if sibling
                .metadata()
                .and_then(|data| data.modified())
                .is_ok_and(|modified| modified >= version.modified)
            {
                return Ok(std::fs::read(sibling)?.into());
            }
        }
        let bytes = std::fs::read(file)?;
        if encoding == Encoding::Identity {
            return Ok(bytes.into());
        }
        let entry = {
            // The map is whole even where a thread that held it panicked: an insertion is one step.
            let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
            let fresh = || {
                Arc::new(Entry {
                    version,
                    bytes: OnceLock::new(),
                })
            };
            let entry = entries.entry((file.to_owned(), encoding)).or_insert_with(fresh);
            if entry.version != version {
                *entry = fresh();
            }
            Arc::clone(entry)
        };
        Ok(entry.bytes.get_or_init(|| encoding.encode(bytes).into()).clone())
    }
}
