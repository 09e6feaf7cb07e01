//! The bytes of an export as UTF-8, whatever it says of itself.

use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::path::Path;

use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};

/// How many bytes are read at once.
const CHUNK: usize = 64 * 1024;

/// How many bytes one piece of markup or text may have. A book has some two million.
const MAX_PIECE: u64 = 32 * 1024 * 1024;

/// How the bytes of a file are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As UTF-8, which they are.
    Utf8,
    /// As UTF-8 although the file declares something else.
    Utf8Despite(&'static Encoding),
    /// As the file declares.
    As(&'static Encoding),
    /// As UTF-8, and as Windows-1252 where they are none; with the first line where they are none.
    Mixed(u32),
}

/// Looks at a whole file and says how to read it.
pub(super) fn examine(path: &Path) -> io::Result<Reading> {
    let mut file = File::open(path)?;
    let mut start = vec![0; 1024];
    let mut filled = 0;
    while filled < start.len() {
        match file.read(&mut start[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    start.truncate(filled);
    if let Some((encoding, _)) = Encoding::for_bom(&start)
        && encoding != UTF_8
    {
        return Ok(Reading::As(encoding));
    }
    let declared = declared(&start).unwrap_or(UTF_8);
    file.seek(SeekFrom::Start(0))?;
    let mut text = Text::new(file, Reading::Mixed(0));
    while !text.fill_buf()?.is_empty() {
        let length = text.buffer.len() - text.at;
        text.consume(length);
        text.begin_piece();
    }
    Ok(match (text.first_wrong, declared == UTF_8) {
        (None, false) if text.has_others => Reading::Utf8Despite(declared),
        (None, _) => Reading::Utf8,
        (Some(line), true) => Reading::Mixed(line),
        (Some(_), false) => Reading::As(declared),
    })
}

/// The encoding that the XML declaration names.
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let text = String::from_utf8_lossy(start);
    let declaration = text.trim_start_matches('\u{feff}').trim_start();
    let declaration = declaration.strip_prefix("<?xml")?.split_once("?>")?.0;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next()?;
    Encoding::for_label(rest[quote.len_utf8()..].split(quote).next()?.as_bytes())
}

/// A file as UTF-8, which counts its lines.
pub(super) struct Text {
    file: File,
    decoder: Option<Decoder>,
    /// The beginning of a character of which the rest has not been read.
    rest: Vec<u8>,
    buffer: Vec<u8>,
    at: usize,
    is_over: bool,
    line: u32,
    /// How many bytes were taken since the last piece began.
    taken: u64,
    first_wrong: Option<u32>,
    has_others: bool,
}

impl Text {
    pub(super) fn open(path: &Path, reading: Reading) -> io::Result<Self> {
        Ok(Self::new(File::open(path)?, reading))
    }

    fn new(file: File, reading: Reading) -> Self {
        let decoder = match reading {
            Reading::As(encoding) => Some(encoding.new_decoder_with_bom_removal()),
            Reading::Utf8 | Reading::Utf8Despite(_) | Reading::Mixed(_) => None,
        };
        Self {
            file,
            decoder,
            rest: Vec::new(),
            buffer: Vec::new(),
            at: 0,
            is_over: false,
            line: 1,
            taken: 0,
            first_wrong: None,
            has_others: false,
        }
    }

    /// The line of the next byte, counted from 1.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// A new piece of markup or text begins.
    pub(super) fn begin_piece(&mut self) {
        self.taken = 0;
    }

    fn refill(&mut self) -> io::Result<()> {
        self.buffer.clear();
        self.at = 0;
        while self.buffer.is_empty() && !self.is_over {
            let mut bytes = std::mem::take(&mut self.rest);
            let before = bytes.len();
            bytes.resize(before + CHUNK, 0);
            let read = loop {
                match self.file.read(&mut bytes[before..]) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    other => break other?,
                }
            };
            bytes.truncate(before + read);
            self.is_over = read == 0;
            match &mut self.decoder {
                Some(decoder) => {
                    let room = decoder
                        .max_utf8_buffer_length(bytes.len())
                        .unwrap_or(bytes.len() * 4);
                    let mut text = String::with_capacity(room);
                    let (_, used, _) = decoder.decode_to_string(&bytes, &mut text, self.is_over);
                    self.rest = bytes.split_off(used);
                    self.buffer = text.into_bytes();
                }
                None => self.read_mixed(&bytes),
            }
        }
        Ok(())
    }

    fn read_mixed(&mut self, bytes: &[u8]) {
        self.has_others |= !bytes.is_ascii();
        let mut line = self.line;
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            let valid = chunk.valid().as_bytes();
            self.buffer.extend_from_slice(valid);
            let wrong = chunk.invalid();
            if wrong.is_empty() {
                continue;
            }
            let may_go_on = chunks.peek().is_none() && wrong.len() < 4 && !self.is_over;
            if may_go_on {
                self.rest = wrong.to_vec();
                continue;
            }
            if self.first_wrong.is_none() {
                line += newlines(&self.buffer);
                self.first_wrong = Some(line);
            }
            self.buffer
                .extend_from_slice(WINDOWS_1252.decode_without_bom_handling(wrong).0.as_bytes());
        }
    }
}

impl Read for Text {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(target.len());
        target[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Text {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.buffer.len() {
            self.refill()?;
        }
        if self.taken > MAX_PIECE {
            self.taken = 0;
            return Err(io::Error::other(format!(
                "a piece of text or markup is longer than {} megabytes",
                MAX_PIECE / 1024 / 1024
            )));
        }
        Ok(&self.buffer[self.at..])
    }

    fn consume(&mut self, length: usize) {
        let end = (self.at + length).min(self.buffer.len());
        self.line = self.line.saturating_add(newlines(&self.buffer[self.at..end]));
        self.taken += (end - self.at) as u64;
        self.at = end;
    }
}

fn newlines(bytes: &[u8]) -> u32 {
    crate::diagnostic::count(memchr::memchr_iter(b'\n', bytes).count())
}
