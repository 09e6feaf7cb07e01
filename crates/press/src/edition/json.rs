//! Values as the files of the bundle hold them.

use content::json::{self, Decode, DecodeError};
use serde::Serialize;

pub(super) fn to_json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value)
        .expect("the types of the bundle have string keys only and nothing that fails to serialise");
    // All files stand in memory at once: room to grow in each would add up to half as much again.
    bytes.shrink_to_fit();
    bytes
}

/// Reads what was written, as the portal will.
pub(super) fn reread<T: Decode>(bytes: &[u8]) -> Result<T, DecodeError> {
    json::from_text(&String::from_utf8_lossy(bytes))
}
