//! What the files of the index are called: by a hash of their bytes, so that each may be kept for ever, and one that is cut
//! off or of another build is known as soon as it arrives.

use std::fmt;

use crate::bytes::{Fault, Reader};

/// The file that every query reads first. Its name and that of [`FILTERS`] are the only ones that stay.
pub const MANIFEST: &str = "search/manifest.bin";

/// The file that every choice of a filter reads first. The manifest names its bytes.
pub const FILTERS: &str = "search/filters.bin";

/// The folder of all others, which may be kept for ever.
pub const FOLDER: &str = "search/parts/";

/// How many bytes of the hash stand in a name: among 100,000 files two with one name are less likely than 1 : 50,000, and
/// whoever builds an index is told.
const BYTES: usize = 6;

/// 48 bits that follow from bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(u64);

impl Name {
    /// The name of a file with these bytes: FNV-1a of 64 bits (Fowler, Noll, Vo; RFC 9923), whose bits are then mixed by
    /// the last step of `MurmurHash3` so that any 48 of them are as good.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        for factor in [0xff51_afd7_ed55_8ccd_u64, 0xc4ce_b9fe_1a85_ec53] {
            hash = (hash ^ (hash >> 33)).wrapping_mul(factor);
        }
        Self((hash ^ (hash >> 33)) >> (64 - 8 * BYTES))
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let bytes = reader.take(BYTES)?;
        Ok(Self(
            bytes.iter().fold(0, |name, byte| (name << 8) | u64::from(*byte)),
        ))
    }

    #[cfg(feature = "build")]
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0.to_be_bytes()[8 - BYTES..]);
    }

    /// A number below `end` that follows from it; 0 where `end` is.
    #[cfg(feature = "build")]
    pub(crate) fn below(self, end: u32) -> u32 {
        let rest = self.0.checked_rem(u64::from(end)).unwrap_or_default();
        u32::try_from(rest).unwrap_or_default()
    }
}

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Words, and the articles that have each.
    Terms,
    /// Part of all the articles of a very common word.
    List,
    /// The vocabulary, for words that nobody wrote.
    Words,
    /// A part of the directory.
    Page,
    /// What stands for articles in results.
    Cards,
    /// What filters need.
    Facets,
    /// What stands for articles on the first pages of filters.
    First,
}

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct File {
    /// What is in it.
    pub kind: Kind,
    /// What its bytes are.
    pub name: Name,
}

impl File {
    /// Its path from the root of the bundle.
    pub fn path(self) -> String {
        let (folder, ending) = match self.kind {
            Kind::Terms => ("terms", "bin"),
            Kind::List => ("lists", "bin"),
            Kind::Words => ("words", "bin"),
            Kind::Page => ("pages", "bin"),
            Kind::Cards => ("cards", "json"),
            Kind::Facets => ("facets", "bin"),
            Kind::First => ("first", "json"),
        };
        let digits = (0..2 * BYTES).rev().filter_map(|digit| {
            // Four bits are always a digit.
            let bits = u32::try_from(self.name.0 >> (4 * digit) & 15).ok()?;
            char::from_digit(bits, 16)
        });
        let digits: String = digits.collect();
        [FOLDER, folder, "/", &digits, ".", ending].concat()
    }
}

impl fmt::Display for File {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.path())
    }
}
