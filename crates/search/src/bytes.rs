//! Numbers and keys as they stand in the index's files, read without trust: whatever the bytes, there is an answer or a
//! [`Fault`], and no more memory than the bytes are worth.

use std::fmt;

/// Why a file of the index cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It ends in the middle of something.
    CutOff,
    /// It does not begin as a manifest does.
    NoManifest,
    /// It is of another version of the format.
    Version(u32),
    /// Its bytes are not those that its name was made of.
    OtherBytes,
    /// A number is larger than what it counts.
    TooLarge,
    /// What must ascend does not.
    Order,
    /// A text is no UTF-8.
    Text,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::CutOff => "the file of the index is cut off",
            Self::NoManifest => "the file is no manifest of a search index",
            Self::Version(version) => {
                return write!(
                    out,
                    "the index is of version {version} of the format, which is not known here"
                );
            }
            Self::OtherBytes => "the file of the index has other bytes than its name says",
            Self::TooLarge => "a number in the file of the index is too large",
            Self::Order => "the file of the index is not in order",
            Self::Text => "a text in the file of the index is no UTF-8",
        })
    }
}

impl std::error::Error for Fault {}

/// Reads bytes from their beginning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next bytes, so many.
    pub(crate) fn take(&mut self, length: usize) -> Result<&'b [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Fault::CutOff)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Fault> {
        let (first, rest) = self.rest.split_first().ok_or(Fault::CutOff)?;
        self.rest = rest;
        Ok(*first)
    }

    /// A number, seven bits a byte, the lowest first (LEB128).
    pub(crate) fn number(&mut self) -> Result<u32, Fault> {
        let mut number = 0_u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            let bits = u32::from(byte & 127);
            let moved = bits.checked_shl(shift).filter(|moved| moved >> shift == bits);
            number |= moved.ok_or(Fault::TooLarge)?;
            if byte < 128 {
                return Ok(number);
            }
        }
        Err(Fault::TooLarge)
    }

    /// How many things follow, each of a byte or more.
    pub(crate) fn count(&mut self) -> Result<usize, Fault> {
        let count = self.length()?;
        if count > self.rest.len() {
            return Err(Fault::CutOff);
        }
        Ok(count)
    }

    /// A number that counts what is in memory.
    pub(crate) fn length(&mut self) -> Result<usize, Fault> {
        usize::try_from(self.number()?).map_err(|_| Fault::TooLarge)
    }

    /// Bytes with their length before them.
    pub(crate) fn bytes(&mut self) -> Result<&'b [u8], Fault> {
        let length = self.length()?;
        self.take(length)
    }

    pub(crate) fn text(&mut self) -> Result<&'b str, Fault> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Fault::Text)
    }

    /// A key that stands behind another, of which it repeats the beginning.
    pub(crate) fn key(&mut self, last: &mut Vec<u8>) -> Result<(), Fault> {
        let shared = self.length()?;
        if shared > last.len() {
            return Err(Fault::Order);
        }
        let added = self.bytes()?;
        last.truncate(shared);
        last.extend_from_slice(added);
        Ok(())
    }

    /// The bytes that are left.
    #[cfg(feature = "build")]
    pub(crate) fn rest(&self) -> &'b [u8] {
        self.rest
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

/// Writes what [`Reader`] reads.
#[cfg(feature = "build")]
pub(crate) mod write {
    pub(crate) fn number(out: &mut Vec<u8>, mut number: u32) {
        while number >= 128 {
            out.push(number.to_le_bytes()[0] | 128);
            number >>= 7;
        }
        out.push(number.to_le_bytes()[0]);
    }

    pub(crate) fn length(out: &mut Vec<u8>, length: usize) {
        number(out, u32::try_from(length).unwrap_or(u32::MAX));
    }

    pub(crate) fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
        length(out, bytes.len());
        out.extend_from_slice(bytes);
    }

    /// A key behind another.
    pub(crate) fn key(out: &mut Vec<u8>, last: &[u8], key: &[u8]) {
        let shared = last
            .iter()
            .zip(key)
            .take_while(|(one, other)| one == other)
            .count();
        length(out, shared);
        bytes(out, key.get(shared..).unwrap_or_default());
    }
}
