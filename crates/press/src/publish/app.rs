//! The app without content: what pages are made from, and the files that they name. A press that is handed out carries it
//! as a zip archive behind its own last byte, so that one file does it all; docs/adr/0026 says why there.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::remedy;

/// The comment of the archive, which stands at its very end. What does not end so carries no app.
const SEAL: &[u8] = b"the app of feuilleton";

/// What stands in the archive beside the files that pages name.
const TEMPLATE: &str = ".press/template.html";
const STYLE: &str = ".press/style.css";

/// The app without content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// The document that pages are prerendered into.
    pub(crate) template: String,
    /// The rules of its style sheets, where they could be joined.
    pub(crate) style: Option<String>,
    /// The files that it names, by their paths from the root of the site.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// Why the app that a program carries cannot be had.
#[derive(Debug, Error)]
pub enum AppError {
    /// The program cannot read itself.
    #[error("{}: press cannot read the portal that it carries: {} ({})", .0.display(), .1, remedy::of(.1))]
    Itself(PathBuf, io::Error),
    /// The archive is damaged.
    #[error("{}: the portal that press carries is damaged: {} (install press again)", .0.display(), .1)]
    Damaged(PathBuf, String),
    /// The archive cannot be written.
    #[error("the portal cannot be packed: {0}")]
    Pack(#[from] zip::result::ZipError),
}

impl App {
    /// Writes the archive, behind whatever stands there.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn pack(&self, mut out: impl Write) -> Result<(), AppError> {
        // In memory: the archive's writer goes back to correct what it wrote, and whoever appends cannot.
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.set_raw_comment(SEAL.into())?;
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let own = [
            (TEMPLATE, Some(self.template.as_bytes())),
            (STYLE, self.style.as_deref().map(str::as_bytes)),
        ];
        let own = own.into_iter().filter_map(|(name, bytes)| Some((name, bytes?)));
        let files = self.files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..]));
        for (name, bytes) in own.chain(files) {
            archive.start_file(name, options)?;
            archive.write_all(bytes).map_err(zip::result::ZipError::Io)?;
        }
        let bytes = archive.finish()?.into_inner();
        out.write_all(&bytes).map_err(zip::result::ZipError::Io)?;
        Ok(())
    }

    /// The app that this program carries; none where it carries none.
    ///
    /// # Errors
    /// When the program cannot read itself, or what it carries is damaged.
    pub fn of_this_program() -> Result<Option<Self>, AppError> {
        let program =
            std::env::current_exe().map_err(|error| AppError::Itself(PathBuf::from("press"), error))?;
        Self::within(&program)
    }

    /// The app that a file carries behind its own bytes; none where it carries none.
    ///
    /// # Errors
    /// When it cannot be read, or what it carries is damaged.
    pub fn within(file: &Path) -> Result<Option<Self>, AppError> {
        let unreadable = |error| AppError::Itself(file.to_owned(), error);
        let mut program = File::open(file).map_err(unreadable)?;
        if !is_sealed(&mut program).map_err(unreadable)? {
            return Ok(None);
        }
        let damaged = |reason: String| AppError::Damaged(file.to_owned(), reason);
        let mut archive =
            ZipArchive::new(BufReader::new(program)).map_err(|error| damaged(error.to_string()))?;
        let mut files = BTreeMap::new();
        for place in 0..archive.len() {
            let mut entry = archive
                .by_index(place)
                .map_err(|error| damaged(error.to_string()))?;
            let mut bytes = Vec::new();
            // The archive's own sums are compared as it is read to its end.
            entry
                .read_to_end(&mut bytes)
                .map_err(|error| damaged(error.to_string()))?;
            let name = entry.name().map_err(|error| damaged(error.to_string()))?;
            files.insert(name.into_owned(), bytes);
        }
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|error| damaged(error.to_string()));
        let template = files.remove(TEMPLATE).map(text).transpose()?;
        let template = template.ok_or_else(|| damaged("it has no template".to_owned()))?;
        let style = files.remove(STYLE).map(text).transpose()?;
        Ok(Some(Self {
            template,
            style,
            files,
        }))
    }
}

fn is_sealed(file: &mut File) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    if length < SEAL.len() as u64 {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(length - SEAL.len() as u64))?;
    let mut end = vec![0; SEAL.len()];
    file.read_exact(&mut end)?;
    Ok(end == SEAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::OpenOptions;

    fn app() -> App {
        App {
            template: "<title>T</title>".to_owned(),
            style: Some("p{margin:0}".to_owned()),
            files: BTreeMap::from([
                ("assets/app-1.wasm".to_owned(), vec![0, 1, 2]),
                ("boot.js".to_owned(), vec![]),
            ]),
        }
    }

    fn carrying(app: &App) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().expect("there is room for a temporary file");
        std::fs::write(file.path(), b"\x7fELF and whatever a program is").expect("it is ours");
        let end = OpenOptions::new().append(true).read(true).open(file.path());
        app.pack(end.expect("it is ours")).expect("it is ours");
        file
    }

    // One file does it all: what is written behind the program is what is read from it.
    #[test]
    fn what_a_program_carries_is_what_was_packed() {
        let app = app();
        let found = App::within(carrying(&app).path()).expect("it is whole");
        assert_eq!(found, Some(app));
    }

    // Most programs carry nothing, and short ones are no fault.
    #[test]
    fn a_program_that_carries_nothing_is_no_fault() {
        let file = tempfile::NamedTempFile::new().expect("there is room for a temporary file");
        for bytes in [
            &b""[..],
            b"x",
            b"PK\x05\x06 is what the code that reads archives names, too",
        ] {
            std::fs::write(file.path(), bytes).expect("it is ours");
            assert_eq!(App::within(file.path()).expect("it can be read"), None);
        }
    }

    // Half a download must not become half a site.
    #[test]
    fn a_damaged_app_is_told() {
        let file = carrying(&app());
        let mut bytes = std::fs::read(file.path()).expect("it is ours");
        let at = bytes
            .windows(4)
            .position(|part| part == b"PK\x03\x04")
            .expect("an entry")
            + 60;
        bytes[at] ^= 0xff;
        std::fs::write(file.path(), bytes).expect("it is ours");
        let told = App::within(file.path()).expect_err("a byte is wrong").to_string();
        assert!(told.contains("install press again"), "{told}");
    }
}
