//! A file of terms: keys in order, each with the bytes that belong to it. The keys stand together, so that one is found
//! without reading what belongs to the others.

use crate::bytes::{Fault, Reader};

/// A key and what belongs to it.
pub(crate) type Keyed<'b> = (Vec<u8>, &'b [u8]);

/// The entries of a file whose keys `is_wanted`, until one is `beyond`.
fn entries(
    bytes: &[u8],
    mut is_wanted: impl FnMut(&[u8]) -> bool,
    mut is_beyond: impl FnMut(&[u8]) -> bool,
) -> Result<Vec<Keyed<'_>>, Fault> {
    let mut reader = Reader::new(bytes);
    let mut keys = Reader::new(reader.bytes()?);
    let (mut found, mut key) = (Vec::new(), Vec::new());
    while !keys.is_empty() {
        keys.key(&mut key)?;
        let length = keys.length()?;
        let entry = reader.take(length)?;
        if is_wanted(&key) {
            found.push((key.clone(), entry));
        } else if is_beyond(&key) {
            break;
        }
    }
    Ok(found)
}

/// What belongs to a key.
pub(crate) fn find<'b>(bytes: &'b [u8], key: &[u8]) -> Result<Option<&'b [u8]>, Fault> {
    let found = entries(bytes, |other| other == key, |other| other > key)?;
    Ok(found.first().map(|(_, entry)| *entry))
}

/// Everything whose key begins so.
pub(crate) fn starting<'b>(bytes: &'b [u8], start: &[u8]) -> Result<Vec<Keyed<'b>>, Fault> {
    entries(bytes, |key| key.starts_with(start), |key| key > start)
}

/// The bytes of a file with these entries, whose keys ascend.
#[cfg(feature = "build")]
pub(crate) fn write(entries: &[(&[u8], Vec<u8>)]) -> Vec<u8> {
    use crate::bytes::write;
    let (mut keys, mut bodies, mut last): (Vec<u8>, Vec<u8>, &[u8]) = (Vec::new(), Vec::new(), &[]);
    for (key, body) in entries {
        write::key(&mut keys, last, key);
        write::length(&mut keys, body.len());
        bodies.extend_from_slice(body);
        last = key;
    }
    let mut out = Vec::with_capacity(keys.len() + bodies.len() + 4);
    write::bytes(&mut out, &keys);
    out.append(&mut bodies);
    out
}
