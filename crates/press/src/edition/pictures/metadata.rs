//! What files say beside what is seen or heard: where that was, and by whom.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use exif::{Context, In, Tag};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};
use memchr::memmem;

use super::fault::PictureFault;

/// How cameras that write XMP beside or in place of Exif say where they were.
const PLACE_IN_XMP: &[u8] = b"GPSLatitude";

/// How films say it: by an atom of Apple’s, by a key that telephones write, and by a box of the standard.
const PLACES_IN_FILMS: [&[u8]; 3] = [b"\xA9xyz", b"com.apple.quicktime.location", b"loci"];

/// What a film says of itself; far more than any does.
const MAX_FILM_HEAD: u64 = 64 * 1024 * 1024;

/// Does a file that is published as it is say where it was taken? One that cannot be read is told of elsewhere.
pub(super) fn tells_place(file: &Path) -> Option<PictureFault> {
    let extension = file.extension()?.to_str()?.to_ascii_lowercase();
    match &*extension {
        "jpg" | "jpeg" | "jpe" | "jfif" | "png" | "apng" | "webp" | "gif" | "avif" => {
            let bytes = fs::read(file).ok()?;
            picture_tells_place(&bytes).then_some(PictureFault::TellsPlace)
        }
        "mp4" | "m4v" | "mov" | "m4a" => film_tells_place(file)
            .unwrap_or(false)
            .then_some(PictureFault::FilmTellsPlace),
        _ => None,
    }
}

fn picture_tells_place(bytes: &[u8]) -> bool {
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    let in_exif = read.is_ok_and(|read| {
        read.fields()
            .any(|field| field.tag.context() == Context::Gps && field.tag != Tag::GPSVersionID)
    });
    in_exif || memmem::find(bytes, PLACE_IN_XMP).is_some()
}

/// Looks into the part of a film that tells of it, wherever that stands.
fn film_tells_place(file: &Path) -> io::Result<bool> {
    let mut bytes = File::open(file)?;
    loop {
        let mut head = [0; 8];
        if bytes.read_exact(&mut head).is_err() {
            return Ok(false);
        }
        let [a, b, c, d, kind @ ..] = head;
        let length = match u64::from(u32::from_be_bytes([a, b, c, d])) {
            // The length stands behind.
            1 => {
                let mut length = [0; 8];
                bytes.read_exact(&mut length)?;
                u64::from_be_bytes(length).saturating_sub(16)
            }
            // To the end of the file.
            0 => u64::MAX,
            length => length.saturating_sub(8),
        };
        if matches!(&kind, b"moov" | b"meta" | b"uuid") {
            let mut part = Vec::new();
            (&mut bytes)
                .take(length.min(MAX_FILM_HEAD))
                .read_to_end(&mut part)?;
            if PLACES_IN_FILMS
                .iter()
                .any(|place| memmem::find(&part, place).is_some())
                || memmem::find(&part, PLACE_IN_XMP).is_some()
            {
                return Ok(true);
            }
            if length > MAX_FILM_HEAD {
                return Ok(false);
            }
        } else {
            let Ok(length) = i64::try_from(length) else {
                return Ok(false);
            };
            bytes.seek(SeekFrom::Current(length))?;
        }
    }
}

/// The same picture, pixel for pixel, without what a camera or a program wrote into it; none where there is nothing of that
/// kind, or no way to take it out. Which side is up and which colours are meant stays: that is seen.
pub(super) fn without(bytes: &[u8]) -> Option<Vec<u8>> {
    let upright = orientation(bytes);
    let input = Bytes::copy_from_slice(bytes);
    let bare = if let Ok(mut picture) = Jpeg::from_bytes(input.clone()) {
        picture.segments_mut().retain(is_seen);
        picture.set_exif(upright);
        // Behind their end cameras put further pictures, with notes of their own.
        let bytes = picture.encoder().bytes();
        let end = end_of_jpeg(&bytes)?;
        bytes.slice(..end)
    } else if let Ok(mut picture) = Png::from_bytes(input.clone()) {
        picture
            .chunks_mut()
            .retain(|chunk| !matches!(&chunk.kind(), b"eXIf" | b"tEXt" | b"zTXt" | b"iTXt" | b"tIME"));
        picture.set_exif(upright);
        picture.encoder().bytes()
    } else if let Ok(mut picture) = WebP::from_bytes(input) {
        picture.remove_chunks_by_id(*b"XMP ");
        picture.set_exif(None);
        picture.set_exif(upright);
        picture.encoder().bytes()
    } else {
        return None;
    };
    (*bare != *bytes).then(|| bare.to_vec())
}

/// Where a JPEG ends; none where it is cut off.
fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        at += memchr::memchr(0xFF, bytes.get(at..)?)?;
        match *bytes.get(at + 1)? {
            // What is padded, and what stands among pixels.
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD8 => at += 2,
            0xD9 => return Some(at + 2),
            _ => {
                let length = [*bytes.get(at + 2)?, *bytes.get(at + 3)?];
                at += 2 + usize::from(u16::from_be_bytes(length));
            }
        }
    }
}

/// Is a part of a JPEG needed to see it as it was meant?
fn is_seen(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP0 | markers::APP14 => true,
        marker => !matches!(marker, markers::APP1..=markers::APP15 | markers::COM),
    }
}

/// The shortest Exif that says which side of a picture is up; none where it stands upright already.
fn orientation(bytes: &[u8]) -> Option<Bytes> {
    let read = exif::Reader::new()
        .read_from_container(&mut Cursor::new(bytes))
        .ok()?;
    let side = read.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    let side = u8::try_from(side).ok().filter(|side| (2..=8).contains(side))?;
    Some(Bytes::copy_from_slice(&[
        b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, side, 0, 0, 0, 0, 0, 0, 0,
    ]))
}
