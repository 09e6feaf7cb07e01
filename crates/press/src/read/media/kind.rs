//! The kinds of files that are published, and why another is not: what runs in the reader's browser as a part of the site,
//! what only its maker's program can open, and what such programs leave behind.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use thiserror::Error;

use super::markup;

/// A kind of file that is published, as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Picture,
    Sound,
    Film,
    Captions,
    Document,
    Archive,
    Data,
    Font,
    /// A drawing or data in XML, which are published when nothing in them runs.
    Markup,
}

/// Why a file is not published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KindFault {
    /// What a program has left behind beside a file.
    #[error("is a copy that a program has left behind")]
    LeftBehind,
    /// A picture as a camera or an editor keeps it.
    #[error("is a picture of a kind that browsers do not show")]
    Original,
    /// A page of the Web.
    #[error("is a page, which would run in the reader’s browser as a part of this site")]
    Page,
    /// Something that runs.
    #[error("is a program")]
    Program,
    /// None that press knows.
    #[error("is of no kind that press publishes")]
    Unknown,
    /// It holds something that runs.
    #[error("holds {0}, which runs in the reader’s browser")]
    Active(String),
    /// What it holds is not what its name says.
    #[error("holds {0}, whatever its name says")]
    Disguised(&'static str),
    /// Nobody can say what it holds.
    #[error("cannot be looked through for what runs in the reader’s browser: {0}")]
    Opaque(String),
}

impl KindFault {
    /// How to mend it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::LeftBehind => "name the file that it is a copy of, or give it another name",
            Self::Original => "save it as JPEG, PNG, WebP, AVIF or SVG, and name that file",
            Self::Page => "write an article of it, or give it away as a .zip",
            Self::Program => "give it away as a .zip",
            Self::Unknown => {
                "save it as a kind that docs/writing-content.md lists, or give it away as a .zip"
            }
            Self::Active(_) => "export it without scripts and web pages in it",
            Self::Disguised(_) => "save it as what its name says",
            Self::Opaque(_) => "save it as well-formed XML in UTF-8, or give it away as a .zip",
        }
    }
}

const PICTURES: &[&str] = &["jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "gif", "avif"];
const SOUNDS: &[&str] = &[
    "mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "flac", "wav", "weba",
];
const FILMS: &[&str] = &["mp4", "m4v", "webm", "ogv", "mov", "mkv"];
const CAPTIONS: &[&str] = &["vtt", "srt"];
const DOCUMENTS: &[&str] = &[
    "pdf", "txt", "md", "rtf", "doc", "docx", "odt", "ppt", "pptx", "odp", "epub",
];
const DATA: &[&str] = &[
    "csv", "tsv", "json", "geojson", "jsonl", "ndjson", "xls", "xlsx", "ods", "parquet", "ics", "vcf", "bib",
    "ris", "yaml", "yml", "toml",
];
const FONTS: &[&str] = &["woff2", "woff", "ttf", "otf"];
const MARKUP: &[&str] = &["svg", "xml", "gpx", "kml", "rdf", "gml", "musicxml"];
const ARCHIVES: &[&str] = &["zip", "7z", "tar", "tgz", "kmz"];

/// What is packed without a name of its own: a host may unpack it on the way, so what is within counts.
const PACKED: &[&str] = &["gz", "bz2", "xz", "zst"];

const ORIGINALS: &[&str] = &[
    "heic", "heif", "hif", "heics", "avci", "tif", "tiff", "bmp", "jp2", "jxl", "psd", "psb", "xcf", "kra",
    "ai", "eps", "afphoto", "raw", "dng", "cr2", "cr3", "crw", "nef", "nrw", "arw", "sr2", "srf", "orf",
    "rw2", "raf", "pef", "srw", "x3f", "3fr", "iiq", "erf", "mrw", "rwl", "gpr", "xmp", "aae",
];
const PAGES: &[&str] = &[
    "html",
    "htm",
    "xhtml",
    "xht",
    "shtml",
    "mht",
    "mhtml",
    "hta",
    "svgz",
    "xsl",
    "xslt",
    "htc",
    "webmanifest",
    "css",
];
const PROGRAMS: &[&str] = &[
    "js", "mjs", "cjs", "ts", "jsx", "wasm", "exe", "com", "bat", "cmd", "msi", "scr", "ps1", "vbs", "sh",
    "bash", "php", "cgi", "pl", "py", "rb", "asp", "aspx", "jsp", "jar", "apk", "ipa", "app", "dmg", "pkg",
    "deb", "rpm", "swf", "dll", "so", "dylib", "bin",
];

/// What editors and tools append to the name of a file that they keep a copy of.
const COPIES: &[&str] = &[
    "bak",
    "orig",
    "old",
    "tmp",
    "temp",
    "swp",
    "part",
    "crdownload",
    "download",
];

/// The kind that a name says.
pub(crate) fn of_name(name: &str) -> Result<Kind, KindFault> {
    let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let Some((stem, extension)) = file.rsplit_once('.') else {
        let is_copy = file.ends_with('~') || file.starts_with('#');
        return Err(if is_copy {
            KindFault::LeftBehind
        } else {
            KindFault::Unknown
        });
    };
    let is = |list: &[&str]| list.contains(&extension);
    if file.ends_with(['~', '#']) || extension.ends_with("_original") || is(COPIES) {
        return Err(KindFault::LeftBehind);
    }
    if is(PACKED) {
        return match of_name(stem)? {
            // Unpacked by the host, it would run without anybody having looked into it.
            Kind::Markup => Err(KindFault::Page),
            _ => Ok(Kind::Archive),
        };
    }
    let kinds = [
        (PICTURES, Kind::Picture),
        (SOUNDS, Kind::Sound),
        (FILMS, Kind::Film),
        (CAPTIONS, Kind::Captions),
        (DOCUMENTS, Kind::Document),
        (DATA, Kind::Data),
        (FONTS, Kind::Font),
        (MARKUP, Kind::Markup),
        (ARCHIVES, Kind::Archive),
    ];
    if let Some((_, kind)) = kinds.into_iter().find(|(list, _)| is(list)) {
        return Ok(kind);
    }
    Err(if is(ORIGINALS) {
        KindFault::Original
    } else if is(PAGES) {
        KindFault::Page
    } else if is(PROGRAMS) {
        KindFault::Program
    } else {
        KindFault::Unknown
    })
}

/// How much of a file tells what it is, in bytes.
const HEAD: u64 = 1024;

/// Looks whether a file holds what its name says, as far as somebody might be harmed by another.
pub(crate) fn check_contents(kind: Kind, file: &Path) -> Result<(), KindFault> {
    let opaque = |error: io::Error| KindFault::Opaque(error.to_string());
    if kind == Kind::Markup {
        return markup::check(file);
    }
    let mut head = Vec::new();
    let opened = File::open(file).map_err(opaque)?;
    opened.take(HEAD).read_to_end(&mut head).map_err(opaque)?;
    disguise(&head).map_or(Ok(()), |what| Err(KindFault::Disguised(what)))
}

/// What a file of another name holds, if that is something that is not published.
fn disguise(head: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let begins = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    if begins(&[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<svg",
        "<?xml",
        "<?php",
    ]) {
        return Some("a page or a drawing");
    }
    let has = |start: &[u8]| head.starts_with(start);
    let is_windows = has(b"MZ") && head.get(..64).is_some_and(|header| header.contains(&0));
    let is_mac = has(b"\xFE\xED\xFA\xCE") || has(b"\xFE\xED\xFA\xCF") || has(b"\xCF\xFA\xED\xFE");
    if is_windows || is_mac || has(b"\x7FELF") || has(b"\0asm") || has(b"#!") {
        return Some("a program");
    }
    let is_heif = head.get(4..12).is_some_and(|brand| {
        brand.starts_with(b"ftyphe") || (brand == b"ftypmif1" && !text.contains("avif"))
    });
    (is_heif || has(b"II*\0") || has(b"MM\0*")).then_some("a picture of a kind that browsers do not show")
}

#[cfg(test)]
mod tests {
    use super::*;

    // A host goes by the end of the name, in small letters or capitals; whatever nobody has thought of stays at home.
    #[test]
    fn a_name_says_whether_its_file_is_published() {
        for name in [
            "a.jpg", "A.JPEG", "a.b.png", "a.svg", "a.mp3", "a.mov", "a.vtt", "a.pdf", "a.csv.gz",
            "a.tar.xz", "a.zip", "a.woff2", "a.gpx",
        ] {
            assert!(of_name(&format!("media/{name}")).is_ok(), "{name}");
        }
        for (name, fault) in [
            ("a.html", KindFault::Page),
            ("A.XHTML", KindFault::Page),
            ("a.html.gz", KindFault::Page),
            ("a.svg.gz", KindFault::Page),
            ("a.pdf.js", KindFault::Program),
            ("a.wasm", KindFault::Program),
            ("a.HEIC", KindFault::Original),
            ("a.dng", KindFault::Original),
            ("a.jpg_original", KindFault::LeftBehind),
            ("a.jpg~", KindFault::LeftBehind),
            ("a~", KindFault::LeftBehind),
            ("a.jpg.bak", KindFault::LeftBehind),
            ("a", KindFault::Unknown),
            ("a.html.", KindFault::Unknown),
            ("a.gz", KindFault::Unknown),
            ("folder.pdf/a", KindFault::Unknown),
        ] {
            assert_eq!(of_name(&format!("media/{name}")), Err(fault), "{name}");
        }
    }

    // Somebody who renames a page to a document means it to be opened.
    #[test]
    fn bytes_say_what_a_name_hides() {
        for (bytes, expected) in [
            (&b"\xEF\xBB\xBF \n<!DOCTYPE HTML>"[..], true),
            (b"<?xml version=\"1.0\"?><html/>", true),
            (b"#!/bin/sh\n", true),
            (b"\0asm\x01\0\0\0", true),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", true),
            (b"\0\0\0\x20ftypmif1\0\0\0\0mif1avifmiaf", false),
            (b"\0\0\0\x20ftypavif\0\0\0\0", false),
            (b"MM\0*\0\0\0\x08", true),
            (b"MZ,Mozambique\n", false),
            (b"%PDF-1.7", false),
            (b"", false),
        ] {
            assert_eq!(disguise(bytes).is_some(), expected, "{bytes:?}");
        }
    }
}
