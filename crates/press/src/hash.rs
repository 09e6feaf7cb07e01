//! Names that follow from bytes.

use sha2::{Digest, Sha256};

/// The first 64 bits of the SHA-256 of something, as 16 hexadecimal digits.
pub fn of(bytes: &[u8]) -> String {
    of_parts(&[bytes])
}

/// The same of several parts, one after the other.
pub fn of_parts(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let start = hash
        .finalize()
        .iter()
        .take(8)
        .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    format!("{start:016x}")
}

/// The whole SHA-256 of something, as 64 hexadecimal digits: for what must never be taken for something else.
pub fn whole(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes)
        .into_iter()
        .flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}
