//! What nobody means: exports that were damaged on the way, and questions that no browser asks. Each case is made by chance, from what
//! means something to the reader; one that goes wrong is printed as small as it can be.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::time::Duration;

use content::day::Moment;
use press::host::serve::{Limits, Options, Running, serve};
use press::import::wordpress;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::fixtures;

/// What happens to a file on its way: a piece is lost, is there twice, or is something else.
#[derive(Clone, Debug)]
enum Damage {
    Lost(usize, usize),
    Twice(usize, usize),
    Other(usize, &'static str),
    Byte(usize, u8),
}

/// What an export is made of, and what is like it.
const PIECES: [&str; 28] = [
    "<item>",
    "</item>",
    "<channel>",
    "</channel>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "&amp;",
    "&#0;",
    "&#x10ffff;",
    "&bogus;",
    "<content:encoded>",
    "</content:encoded>",
    "<wp:post_id>",
    "-1",
    "99999999999999999999",
    "<wp:postmeta>",
    "<wp:meta_value>",
    "a:1:{i:0;s:99999999:\"a\";}",
    "[gallery ids=\"1,,2\"]",
    "[[[",
    "<!-- wp:image {\"id\":1e999} -->",
    "<table><td>",
    "\u{feff}",
    "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "0000-00-00 00:00:00",
];

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let place = 0..60_000_usize;
    let length = 0..400_usize;
    let one = prop_oneof![
        (place.clone(), length.clone()).prop_map(|(at, length)| Damage::Lost(at, length)),
        (place.clone(), length).prop_map(|(at, length)| Damage::Twice(at, length)),
        (place.clone(), prop::sample::select(PIECES.to_vec()))
            .prop_map(|(at, piece)| Damage::Other(at, piece)),
        (place, any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
    ];
    vec(one, 1..6)
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        let end = bytes.len();
        let range = move |at: usize, length: usize| {
            let at = at % (end + 1);
            at..(at + length).min(end)
        };
        match *damage {
            Damage::Lost(at, length) => drop(bytes.drain(range(at, length))),
            Damage::Twice(at, length) => {
                let range = range(at, length);
                let (end, piece) = (range.end, bytes[range].to_vec());
                bytes.splice(end..end, piece);
            }
            Damage::Other(at, piece) => {
                let at = range(at, 0).start;
                bytes.splice(at..at, piece.bytes());
            }
            Damage::Byte(at, byte) => {
                if let Some(place) = bytes.get_mut(range(at, 0).start) {
                    *place = byte;
                }
            }
        }
    }
    bytes
}

/// A server that answers for all cases: whatever one does to it, the next one meets it.
static SERVER: LazyLock<(tempfile::TempDir, Running)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    fs::create_dir_all(folder.path().join("assets")).expect("the folder is ours");
    for (file, text) in [
        ("index.html", "home"),
        ("404.html", "none"),
        ("assets/app-1.js", "code"),
    ] {
        fs::write(folder.path().join(file), text).expect("the folder is ours");
    }
    // Many of these questions never end.
    let limit = Duration::from_millis(100);
    let limits = Limits {
        head: limit,
        answer: limit,
        ..Limits::default()
    };
    let server = serve(Options {
        limits,
        ..Options::new(folder.path())
    })
    .expect("a folder that exists can be served");
    (folder, server)
});

/// What the server says to some bytes until it hangs up.
fn answered(bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(SERVER.1.address()).expect("the server listens");
    let patience = Some(Duration::from_secs(20));
    stream.set_read_timeout(patience).expect("it is no time of zero");
    // It may hang up on what it does not understand before it has all of it.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() != std::io::ErrorKind::ConnectionReset => {
            panic!("the server keeps whoever asked waiting: {error}")
        }
        _ => answer,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    // An export comes by mail, from a disk that is full, out of a program of others. What is wrong with it is told, and the rest
    // is read.
    #[test]
    fn no_damage_to_an_export_stops_an_import(
        name in prop::sample::select(vec!["site.xml", "entities.xml", "windows-1252-undeclared.xml", "broken-markup.xml"]),
        damages in damages(),
    ) {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let file = folder.path().join("export.xml");
        let whole = fs::read(fixtures().join("wordpress").join(name)).expect("the fixture is there");
        fs::write(&file, damaged(whole, &damages)).expect("the folder is ours");
        let now = Moment::parse("2026-06-01T12:00").expect("it is a moment");
        // Either is an answer.
        let _ = wordpress::read(&[file], &wordpress::Options::new(now));
    }

    // Whoever is on the same network can say anything to a preview. Each question has an answer or is hung up on, none is the
    // server's own fault, and the next one is answered.
    #[test]
    fn no_question_stops_the_server_or_leaves_its_folder(
        pieces in vec(
            prop::sample::select(vec![
                "GET", "HEAD", "POST", "OPTIONS", " ", "/", "/../", "/%2e%2e/", "%00", "%zz", "assets/app-1.js", "*", "http://other.example/",
                "?a=%ff", "#", " HTTP/1.1", " HTTP/1.0", " HTTP/9.9", "\r\n", "\r\n\r\n", "\n", "host: a", "host:", "range: bytes=0-",
                "range: bytes=-0,9-1,18446744073709551616-", "content-length: 18446744073709551616", "content-length: -1",
                "transfer-encoding: chunked", "ffffffffffffffff\r\n", "if-none-match: \"", "if-modified-since: Thu, 99 Foo 2026",
                "accept-encoding: br;q=9, *;q=-1", "connection: close", "expect: 100-continue", "\0", "\u{e9}", "etc/passwd",
            ]),
            0..40,
        ),
    ) {
        let answer = answered(pieces.concat().as_bytes());
        let text = String::from_utf8_lossy(&answer);
        prop_assert!(text.is_empty() || text.starts_with("HTTP/1."), "{text}");
        prop_assert!(!text.contains("HTTP/1.1 5") && !text.contains("root:"), "{text}");
        let next = answered(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        prop_assert!(next.starts_with(b"HTTP/1.1 200") && next.ends_with(b"home"), "{}", String::from_utf8_lossy(&next));
    }
}
