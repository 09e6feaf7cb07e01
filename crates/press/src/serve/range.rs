//! Parts of files: browsers ask for them to seek in sound and video.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use axum::http::header::{IF_RANGE, RANGE};
use axum::http::{HeaderMap, HeaderValue};
use http_range_header::parse_range_header;

/// What a request wants of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it.
    Whole,
    /// The bytes from the first to the last, both included.
    Part(u64, u64),
    /// What the file does not have.
    Nothing,
}

/// Does a request ask for a part at all?
pub(super) fn is_asked(headers: &HeaderMap) -> bool {
    headers.contains_key(RANGE)
}

/// What a request wants of a file with this length and tag. Of several parts at once it gets the whole file, as it may.
pub(super) fn wanted(headers: &HeaderMap, length: u64, tag: &HeaderValue) -> Wanted {
    let Some(range) = headers.get(RANGE).and_then(|range| range.to_str().ok()) else {
        return Wanted::Whole;
    };
    // The part would not fit what the browser has of another version.
    if headers.get(IF_RANGE).is_some_and(|known| known != tag) {
        return Wanted::Whole;
    }
    let Ok(parsed) = parse_range_header(range) else {
        return Wanted::Whole;
    };
    match parsed.validate(length).as_deref() {
        Ok([part]) => Wanted::Part(*part.start(), *part.end()),
        Ok(_) => Wanted::Whole,
        Err(_) => Wanted::Nothing,
    }
}

/// The bytes of a file from the first to the last.
pub(super) fn read(file: &Path, first: u64, last: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(file)?;
    file.seek(SeekFrom::Start(first))?;
    let mut bytes = Vec::new();
    file.take(last - first + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
