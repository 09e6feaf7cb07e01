//! Content encodings, in which files take less to send.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use mime_guess::Mime;

/// A content encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// Those that make files smaller.
    pub(crate) const COMPRESSED: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// Its name in headers; the identity has none.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// The ending of compressed files.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }

    /// The compressed file beside a file.
    pub(crate) fn sibling(self, file: &Path) -> PathBuf {
        let mut name = file.as_os_str().to_owned();
        name.push(self.ending());
        name.into()
    }

    /// The file that a compressed file stands beside, if it is named as one.
    pub(crate) fn source(self, sibling: &Path) -> Option<PathBuf> {
        sibling.to_str()?.strip_suffix(self.ending()).map(PathBuf::from)
    }

    /// Compresses at the highest level.
    pub(crate) fn encode(self, bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Brotli => brotli(&bytes),
            Self::Gzip => gzip(&bytes),
            Self::Identity => bytes,
        }
    }

    /// What was compressed, as far as it has no more than `length` bytes and one.
    pub(crate) fn decode(self, packed: &[u8], length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(length + 1);
        let limit = length as u64 + 1;
        match self {
            Self::Brotli => brotli::Decompressor::new(packed, 4096)
                .take(limit)
                .read_to_end(&mut bytes)?,
            Self::Gzip => GzDecoder::new(packed).take(limit).read_to_end(&mut bytes)?,
            Self::Identity => packed.take(limit).read_to_end(&mut bytes)?,
        };
        Ok(bytes)
    }
}

/// Does compression make files of this type smaller? Pictures and fonts are compressed already.
pub(crate) fn shrinks(mime: &Mime) -> bool {
    let subtype = mime.subtype().as_str();
    let suffix = mime.suffix().map(|suffix| suffix.as_str());
    mime.type_() == mime_guess::mime::TEXT
        || matches!(subtype, "wasm" | "json" | "javascript" | "xml")
        || matches!(suffix, Some("json" | "xml"))
}

/// Compresses at the highest level, as a host does that compresses before it serves.
///
/// # Panics
/// Never: reading from and writing to memory does not fail.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)
        .expect("reading from and writing to memory does not fail");
    compressed
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("writing to memory does not fail")
}
