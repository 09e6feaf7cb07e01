//! A Python wheel that holds the program as a script: pip puts it into the `bin` of an environment. A wheel is a zip archive
//! with a list of its files; <https://packaging.python.org/en/latest/specifications/binary-distribution-format/> describes it.

use std::io::{Cursor, Write as _};

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Entry, Error, NAME, SUMMARY, Target};

/// The wheel with the name of its file.
pub(super) fn package(
    target: &Target,
    version: &str,
    program: &[u8],
    beside: &[(&str, Vec<u8>)],
) -> Result<(String, Vec<u8>), Error> {
    let about = format!("{NAME}-{version}.dist-info");
    let readme = beside.iter().find(|(name, _)| *name == "README.md");
    let readme = readme.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    let metadata = format!(
        "Metadata-Version: 2.4\nName: {NAME}\nVersion: {version}\nSummary: {SUMMARY}\n\
         License-Expression: MIT OR Apache-2.0\nLicense-File: LICENSE-APACHE\nLicense-File: LICENSE-MIT\n\
         Requires-Python: >=3.8\nDescription-Content-Type: text/markdown\n\n{}",
        readme.unwrap_or_default()
    );
    let tags: Vec<_> = target
        .wheel
        .split('.')
        .map(|tag| format!("Tag: py3-none-{tag}\n"))
        .collect();
    let wheel = format!(
        "Wheel-Version: 1.0\nGenerator: {NAME}\nRoot-Is-Purelib: false\n{}",
        tags.concat()
    );
    let scripts = format!("{NAME}-{version}.data/scripts");
    let mut entries = vec![
        Entry::program(format!("{scripts}/{}", target.program()), program),
        Entry::new(format!("{about}/METADATA"), metadata),
        Entry::new(format!("{about}/WHEEL"), wheel),
    ];
    let licences = beside.iter().filter(|(name, _)| name.starts_with("LICENSE"));
    entries
        .extend(licences.map(|(name, bytes)| Entry::new(format!("{about}/licenses/{name}"), bytes.clone())));
    let record = format!("{about}/RECORD");
    let lines: Vec<_> = entries.iter().map(line).collect();
    entries.push(Entry::new(&record, format!("{}{record},,\n", lines.concat())));

    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in &entries {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .unix_permissions(if entry.is_program { 0o755 } else { 0o644 });
        archive.start_file(&entry.name, options)?;
        archive
            .write_all(&entry.bytes)
            .map_err(zip::result::ZipError::Io)?;
    }
    let bytes = archive.finish()?.into_inner();
    Ok((format!("{NAME}-{version}-py3-none-{}.whl", target.wheel), bytes))
}

/// A file in the list of all.
fn line(entry: &Entry) -> String {
    let sum = BASE64URL_NOPAD.encode(&Sha256::digest(&entry.bytes));
    format!("{},sha256={sum},{}\n", entry.name, entry.bytes.len())
}
