//! Parts of files: browsers ask for them to seek in sound and video.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use hyper::header::{HeaderMap, HeaderValue, IF_RANGE, RANGE};

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
    // The part would not fit what the browser has of another version.
    if headers.get(IF_RANGE).is_some_and(|known| known != tag) {
        return Wanted::Whole;
    }
    let mut ranges = headers.get_all(RANGE).iter();
    match (ranges.next().map(HeaderValue::to_str), ranges.next()) {
        (Some(Ok(range)), None) => parse(range, length).unwrap_or(Wanted::Whole),
        _ => Wanted::Whole,
    }
}

/// What a range header wants of so many bytes; none where it is no list of ranges of bytes, and counts as not written.
fn parse(header: &str, length: u64) -> Option<Wanted> {
    let (unit, list) = header.split_once('=')?;
    if !unit.eq_ignore_ascii_case("bytes") {
        return None;
    }
    let mut wanted = None;
    for range in list.split(',').map(|range| range.trim_matches([' ', '\t'])) {
        if range.is_empty() {
            continue;
        }
        let part = part(range, length)?;
        wanted = Some(match (wanted, part) {
            (None | Some(Wanted::Nothing), part) => part,
            (Some(before), Wanted::Nothing) => before,
            _ => Wanted::Whole,
        });
    }
    wanted
}

/// What one range wants, such as `0-99`, `100-` or `-5`.
fn part(range: &str, length: u64) -> Option<Wanted> {
    let (first, last) = range.split_once('-')?;
    if first.is_empty() {
        return Some(match number(last)? {
            0 => Wanted::Nothing,
            // A file without bytes has no part, but its end is there.
            _ if length == 0 => Wanted::Whole,
            count => Wanted::Part(length.saturating_sub(count), length - 1),
        });
    }
    let first = number(first)?;
    let last = if last.is_empty() { u64::MAX } else { number(last)? };
    if last < first {
        return None;
    }
    Some(if first < length {
        Wanted::Part(first, last.min(length - 1))
    } else {
        Wanted::Nothing
    })
}

/// A number. One that is larger than any file stands for the largest.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// The bytes of a file from the first to the last.
pub(super) fn read(file: &Path, first: u64, last: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(file)?;
    file.seek(SeekFrom::Start(first))?;
    let mut bytes = Vec::new();
    file.take(last - first + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
