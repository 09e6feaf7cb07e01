//! `press::host::serve` answers as a correct static host does.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use press::host::policy::{MEDIA_POLICY, STRICT_POLICY};
use press::host::serve::{Limits, Options, Policy, Running, SECURITY_HEADERS, ServeError, serve};
use tempfile::TempDir;

const SCRIPT: &str = "assets/app-0123456789abcdef.js";
const PROGRAM: &str = "assets/app-0123456789abcdef.wasm";

/// One answer, as it stood on the wire.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the test asks for text only")
    }
}

/// Sends a path exactly as given: HTTP libraries tidy `..` away before a server sees it.
fn ask(server: &Running, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut stream = TcpStream::connect(server.address()).expect("the server listens");
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.extend([name, ": ", value, "\r\n"]);
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).expect("the server reads");
    let mut bytes = Vec::new();
    stream
        .read_to_end(&mut bytes)
        .expect("the server answers and closes");
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Answer {
    let split = bytes
        .windows(4)
        .position(|part| part == b"\r\n\r\n")
        .expect("headers end with an empty line");
    let head = std::str::from_utf8(&bytes[..split]).expect("headers are ASCII");
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .expect("a status line comes first");
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Answer {
        status: status.parse().expect("a status is a number"),
        headers,
        body: bytes[split + 4..].to_vec(),
    }
}

fn read(server: &Running, path: &str) -> Answer {
    ask(server, "GET", path, &[])
}

/// A small portal: a home page, one article, hashed files, a chunk, a picture.
fn portal() -> TempDir {
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    let files: [(&str, &[u8]); 13] = [
        ("index.html", b"<h1>Home</h1>"),
        ("404.html", b"<h1>Not found</h1>"),
        ("magazine/harbour/index.html", b"<h1>Harbour</h1>"),
        ("content/site.json", b"{\"format\":1}"),
        ("content/lists/chunks/ab12.json", b"{\"cards\":[]}"),
        ("content/media/quay.avif", b"picture"),
        ("content/pictures/quay-0123456789abcdef-480.webp", b"picture"),
        ("content/media/quay-202611221130.avif", b"picture"),
        ("base-2a708db5602818.css", b"p {}"),
        ("empty/notes.txt", b"no page here"),
        ("boot.js", b"start();"),
        (SCRIPT, b"export default 1;"),
        (PROGRAM, b"\0asm\x01\0\0\0"),
    ];
    for (name, bytes) in files {
        let file = folder.path().join(name);
        let parent = file.parent().expect("every file stands in the portal's folder");
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&file, bytes))
            .expect("the folder is writable");
    }
    folder
}

fn served(change: impl FnOnce(&mut Options)) -> (TempDir, Running) {
    let folder = portal();
    let mut options = Options::new(folder.path());
    change(&mut options);
    let server = serve(options).expect("the options are sound");
    (folder, server)
}

// A reader who follows a link to a folder must get its page, and one who leaves out the slash the same page.
#[test]
fn a_folder_answers_with_its_page_and_redirects_to_its_slash() {
    let (_folder, server) = served(|_| ());
    let page = read(&server, "/magazine/harbour/");
    assert_eq!((page.status, page.text()), (200, "<h1>Harbour</h1>"));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let bare = read(&server, "/magazine/harbour?from=mail");
    assert_eq!(
        (bare.status, bare.header("location")),
        (301, Some("/magazine/harbour/?from=mail"))
    );
    assert_eq!(read(&server, "/").text(), "<h1>Home</h1>");
}

// Search engines drop a page only when it says 404, and a missing script must never arrive as a page with 200.
#[test]
fn whatever_is_unknown_answers_404_with_the_page_for_it() {
    let (_folder, server) = served(|_| ());
    for path in [
        "/nowhere/",
        "/nowhere.js",
        "/empty",
        "/empty/",
        "/boot.js/",
        "/magazine/",
    ] {
        let answer = read(&server, path);
        assert_eq!(
            (answer.status, answer.text()),
            (404, "<h1>Not found</h1>"),
            "{path}"
        );
    }
}

// Some hosts can only answer every address with one shell: its cost is measured beside a file per address.
#[test]
fn a_fallback_shell_answers_unknown_addresses_with_200() {
    let (_folder, server) = served(|options| options.fallback_shell = true);
    let answer = read(&server, "/magazine/unknown/");
    assert_eq!((answer.status, answer.text()), (200, "<h1>Not found</h1>"));
    assert_eq!(read(&server, "/magazine/harbour/").text(), "<h1>Harbour</h1>");
}

// The headers are the portal's second wall: every answer carries them, the failures too.
#[test]
fn every_answer_carries_the_security_headers() {
    let (_folder, server) = served(|_| ());
    for path in [
        "/",
        "/nowhere/",
        "/magazine/harbour",
        "/content/site.json",
        "/%2e%2e/secret",
    ] {
        let answer = read(&server, path);
        assert_eq!(
            answer.header("content-security-policy"),
            Some(STRICT_POLICY),
            "{path}"
        );
        for (name, value) in SECURITY_HEADERS {
            assert_eq!(answer.header(name), Some(value), "{path}: {name}");
        }
    }
    assert_eq!(
        STRICT_POLICY,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
    );
}

// Sound and video of the portal's own are the one thing that a reader may start and the strict policy forbids.
#[test]
fn the_policy_for_media_adds_the_portals_own_and_nothing_else() {
    let (_folder, server) = served(|options| options.policy = Policy::Media);
    assert_eq!(
        read(&server, "/").header("content-security-policy"),
        Some(MEDIA_POLICY),
    );
    assert_eq!(MEDIA_POLICY.replace(" media-src 'self';", ""), STRICT_POLICY);
}

// A portal that is served for a look must work and fail as it will on its host.
#[test]
fn a_portal_is_served_under_the_policy_that_its_services_need() {
    let site = r#"{"format":1,"name":"A","language":"en","consent":{"revision":1,"services":[{"id":"tube",
        "category":"marketing","name":"Tube","provider":"T","purpose":"Plays.","embed":{"url":"https://tube.example/{id}"}}]}}"#;
    let (_folder, server) = served(|options| {
        options.policy = Policy::Site;
        std::fs::write(options.root.join("content/site.json"), site).expect("the file can be written");
    });
    let wanted = MEDIA_POLICY.replace("base-uri", "frame-src https://tube.example; base-uri");
    assert_eq!(
        read(&server, "/").header("content-security-policy"),
        Some(&*wanted)
    );
}

// Portals that embed other sites need a wider policy than the strict one.
#[test]
fn another_policy_can_be_sent() {
    let (_folder, server) =
        served(|options| options.policy = Policy::Custom("default-src 'self'".to_owned()));
    assert_eq!(
        read(&server, "/").header("content-security-policy"),
        Some("default-src 'self'")
    );
}

// With `nosniff`, a browser refuses modules and streamed WebAssembly that come with the wrong type.
#[test]
fn files_have_the_types_that_browsers_insist_on() {
    let (_folder, server) = served(|_| ());
    let types = [
        ("/boot.js", "text/javascript; charset=utf-8"),
        ("/assets/app-0123456789abcdef.wasm", "application/wasm"),
        ("/content/site.json", "application/json"),
        ("/content/media/quay.avif", "image/avif"),
    ];
    for (path, kind) in types {
        assert_eq!(read(&server, path).header("content-type"), Some(kind), "{path}");
    }
}

// A name that changes with its bytes may be kept for ever; any other name must be asked about each time.
#[test]
fn only_names_with_a_hash_are_kept_without_asking() {
    let (_folder, server) = served(|_| ());
    for path in [
        "/assets/app-0123456789abcdef.js",
        "/assets/app-0123456789abcdef.wasm",
        "/content/lists/chunks/ab12.json",
        "/content/pictures/quay-0123456789abcdef-480.webp",
    ] {
        let caching = read(&server, path).header("cache-control").map(str::to_owned);
        assert_eq!(
            caching.as_deref(),
            Some("public, max-age=31536000, immutable"),
            "{path}"
        );
    }
    for path in [
        "/",
        "/boot.js",
        "/content/site.json",
        "/content/media/quay.avif",
        "/assets/nowhere-0123456789abcdef.js",
    ] {
        assert_eq!(
            read(&server, path).header("cache-control"),
            Some("no-cache"),
            "{path}"
        );
    }
}

// Asking again must cost a header, not the file; and an edited file must come through at once.
#[test]
fn an_unchanged_file_answers_304_and_an_edited_one_200() {
    let (folder, server) = served(|_| ());
    let first = read(&server, "/content/site.json");
    let tag = first
        .header("etag")
        .expect("a file that is asked about again has a tag")
        .to_owned();
    let again = ask(&server, "GET", "/content/site.json", &[("if-none-match", &tag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    fs::write(
        folder.path().join("content/site.json"),
        "{\"format\":1,\"name\":\"New\"}",
    )
    .expect("it is writable");
    let edited = ask(&server, "GET", "/content/site.json", &[("if-none-match", &tag)]);
    assert_eq!(
        (edited.status, edited.text()),
        (200, "{\"format\":1,\"name\":\"New\"}")
    );
}

// Measured bytes are to be those of a host with precompressed files; pictures only grow when compressed again.
#[test]
fn text_is_compressed_in_the_best_encoding_that_the_browser_takes() {
    let (folder, server) = served(|_| ());
    let text = "<p>The harbour lights went out one by one.</p>".repeat(100);
    fs::write(folder.path().join("index.html"), &text).expect("it is writable");
    let brotli = ask(&server, "GET", "/", &[("accept-encoding", "gzip, deflate, br")]);
    assert_eq!(brotli.header("content-encoding"), Some("br"));
    assert_eq!(brotli.body, press::encoding::brotli(text.as_bytes()));
    let gzip = ask(&server, "GET", "/", &[("accept-encoding", "br;q=0, gzip;q=0.5")]);
    assert_eq!(gzip.header("content-encoding"), Some("gzip"));
    assert_ne!(brotli.header("etag"), gzip.header("etag"));
    assert_eq!(gzip.header("vary"), Some("accept-encoding"));
    let plain = read(&server, "/");
    assert_eq!(
        (plain.header("content-encoding"), plain.text()),
        (None, text.as_str())
    );
    let picture = ask(
        &server,
        "GET",
        "/content/media/quay.avif",
        &[("accept-encoding", "br")],
    );
    assert_eq!(picture.header("content-encoding"), None);
}

// A host's files compressed beforehand are what is measured; one that is out of date would show readers the old text.
#[test]
fn a_compressed_file_beside_is_sent_unless_it_is_older() {
    let (folder, server) = served(|_| ());
    let page = folder.path().join("index.html.br");
    fs::write(&page, "compressed beforehand").expect("it is writable");
    let answer = ask(&server, "GET", "/", &[("accept-encoding", "br")]);
    assert_eq!(answer.text(), "compressed beforehand");
    let old = fs::File::options()
        .write(true)
        .open(&page)
        .expect("it was written above");
    old.set_modified(std::time::SystemTime::UNIX_EPOCH)
        .expect("its time can be set");
    let answer = ask(&server, "GET", "/", &[("accept-encoding", "br")]);
    assert_eq!(answer.body, press::encoding::brotli(b"<h1>Home</h1>"));
}

// Seeking in a video asks for parts, and a part of one version must never be put together with another's.
#[test]
fn parts_of_a_file_are_sent_as_they_are_asked_for() {
    let (_folder, server) = served(|_| ());
    let path = "/content/media/quay.avif";
    let tag = read(&server, path)
        .header("etag")
        .expect("a file has a tag")
        .to_owned();
    let whole = (200, "picture", None);
    let nothing = (416, "", Some("bytes */7"));
    let parts = [
        ("bytes=0-2", (206, "pic", Some("bytes 0-2/7"))),
        ("Bytes=0-2", (206, "pic", Some("bytes 0-2/7"))),
        ("bytes=4-", (206, "ure", Some("bytes 4-6/7"))),
        ("bytes=6-6", (206, "e", Some("bytes 6-6/7"))),
        ("bytes=3-99", (206, "ture", Some("bytes 3-6/7"))),
        ("bytes=-2", (206, "re", Some("bytes 5-6/7"))),
        ("bytes=-99", (206, "picture", Some("bytes 0-6/7"))),
        // Numbers that no machine can hold are larger than the file, and nothing else.
        (
            "bytes=5-99999999999999999999999",
            (206, "re", Some("bytes 5-6/7")),
        ),
        (
            "bytes=-99999999999999999999999",
            (206, "picture", Some("bytes 0-6/7")),
        ),
        ("bytes=99999999999999999999999-", nothing),
        ("bytes=7-", nothing),
        ("bytes=9-12", nothing),
        // An end of no bytes is no part of any file.
        ("bytes=-0", nothing),
        ("bytes=-0,9-", nothing),
        ("bytes=-0,0-1", (206, "pi", Some("bytes 0-1/7"))),
        ("bytes= 0-1 , ", (206, "pi", Some("bytes 0-1/7"))),
        ("bytes=0-1,3-4", whole),
        // What is no list of ranges counts as not written.
        ("lines=1-2", whole),
        ("bytes=", whole),
        ("bytes=-", whole),
        ("bytes=3-1", whole),
        ("bytes=+1-2", whole),
        ("bytes=1-2-3", whole),
        ("bytes=0-1,x", whole),
    ];
    for (range, expected) in parts {
        let answer = ask(&server, "GET", path, &[("range", range), ("if-range", &tag)]);
        assert_eq!(
            (answer.status, answer.text(), answer.header("content-range")),
            expected,
            "{range}"
        );
    }
    let twice = ask(
        &server,
        "GET",
        path,
        &[("range", "bytes=0-2"), ("range", "bytes=1-2")],
    );
    assert_eq!((twice.status, twice.text()), (200, "picture"));
    let head = ask(&server, "HEAD", path, &[("range", "bytes=0-2")]);
    assert_eq!((head.status, head.header("content-length")), (200, Some("7")));
    let other = ask(
        &server,
        "GET",
        path,
        &[("range", "bytes=0-2"), ("if-range", "\"other\"")],
    );
    assert_eq!((other.status, other.text()), (200, "picture"));
    let encoded = ask(
        &server,
        "GET",
        "/",
        &[("range", "bytes=0-3"), ("accept-encoding", "br")],
    );
    assert_eq!(
        (encoded.status, encoded.text(), encoded.header("content-encoding")),
        (206, "<h1>", None)
    );
}

// A player asks for the beginning of a film before it knows how long that is.
#[test]
fn a_file_without_bytes_has_no_parts() {
    let (folder, server) = served(|_| ());
    fs::write(folder.path().join("content/media/none.mp4"), "").expect("it is writable");
    let path = "/content/media/none.mp4";
    for range in ["bytes=0-", "bytes=0-0", "bytes=-0"] {
        let answer = ask(&server, "GET", path, &[("range", range)]);
        assert_eq!(
            (answer.status, answer.header("content-range")),
            (416, Some("bytes */0")),
            "{range}"
        );
    }
    let end = ask(&server, "GET", path, &[("range", "bytes=-5")]);
    assert_eq!((end.status, end.text()), (200, ""));
}

// A download that goes on with a file that has changed meanwhile is two halves that do not fit.
#[test]
fn what_is_asked_of_one_version_is_not_answered_by_another() {
    let (_folder, server) = served(|_| ());
    let path = "/content/media/quay.avif";
    let tag = read(&server, path)
        .header("etag")
        .expect("a file has a tag")
        .to_owned();
    let (weak, several) = (format!("W/{tag}"), format!("\"other\", {tag}"));
    let conditions: [(&[(&str, &str)], u16); 11] = [
        (&[("if-match", &tag)], 200),
        (&[("if-match", "*")], 200),
        (&[("if-match", &several)], 200),
        (&[("if-match", "\"other\""), ("if-match", &tag)], 200),
        (&[("if-match", "\"other\"")], 412),
        (&[("if-match", "")], 412),
        // A weak tag says that two versions mean the same, not that their bytes are.
        (&[("if-match", &weak)], 412),
        (&[("if-match", &tag), ("range", "bytes=0-1")], 206),
        (&[("if-match", "\"other\""), ("range", "bytes=0-1")], 412),
        (&[("if-match", &tag), ("if-none-match", &weak)], 304),
        (&[("if-match", "\"other\""), ("if-none-match", &tag)], 412),
    ];
    for (headers, status) in conditions {
        for method in ["GET", "HEAD"] {
            let is_part = method == "HEAD" && status == 206;
            let expected = if is_part { 200 } else { status };
            let answer = ask(&server, method, path, headers);
            assert_eq!(answer.status, expected, "{method} {headers:?}");
        }
    }
    let missing = ask(&server, "GET", "/nowhere/", &[("if-match", "\"other\"")]);
    assert_eq!(missing.status, 404);
}

/// Short, so that a test waits no longer than it must.
const LIMIT: Duration = Duration::from_millis(300);

/// Far more than any limit here: whoever waits so long waits for ever.
const FOR_EVER: Duration = Duration::from_secs(20);

fn impatient() -> (TempDir, Running) {
    served(|options| {
        options.limits = Limits {
            head: LIMIT,
            answer: LIMIT,
            ..Limits::default()
        };
    })
}

/// What the server still says until it closes the connection.
fn rest(stream: &mut TcpStream) -> Vec<u8> {
    stream
        .set_read_timeout(Some(FOR_EVER))
        .expect("it is no time of zero");
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {}
        Err(error) => panic!("the server has not closed the connection: {error}"),
    }
    bytes
}

// A thousand connections that say nothing would otherwise keep all others out.
#[test]
fn a_connection_that_does_not_finish_its_question_is_closed() {
    let (_folder, server) = impatient();
    for begun in [
        "",
        "G",
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nhost: localhost\r\nx-long: ",
    ] {
        let mut stream = TcpStream::connect(server.address()).expect("the server listens");
        stream.write_all(begun.as_bytes()).expect("the server reads");
        assert_eq!(rest(&mut stream), b"", "{begun:?}");
    }
    assert_eq!(read(&server, "/").status, 200);
}

// Whoever sends a letter now and then would hold a connection for hours if each letter counted.
#[test]
fn a_question_that_comes_letter_by_letter_is_not_waited_for() {
    let (_folder, server) = impatient();
    let mut stream = TcpStream::connect(server.address()).expect("the server listens");
    stream
        .set_read_timeout(Some(LIMIT / 10))
        .expect("it is no time of zero");
    stream
        .write_all(b"GET / HTTP/1.1\r\nx-slow: ")
        .expect("the server reads");
    let is_closed = (0..200).any(|_| {
        let said = stream.read(&mut [0]);
        let is_open = said.is_err_and(|error| {
            matches!(
                error.kind(),
                std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
            )
        });
        !is_open || stream.write_all(b"x").is_err()
    });
    assert!(is_closed, "the server has taken 200 letters");
}

// Browsers keep connections open for minutes; the server has better uses for them.
#[test]
fn a_connection_without_a_further_question_is_closed() {
    let (_folder, server) = impatient();
    let mut stream = TcpStream::connect(server.address()).expect("the server listens");
    for _ in 0..2 {
        stream
            .write_all(b"GET /boot.js HTTP/1.1\r\nhost: localhost\r\n\r\n")
            .expect("the server reads");
    }
    let answers = String::from_utf8(rest(&mut stream)).expect("headers and script are text");
    assert_eq!(
        answers.matches("start();").count(),
        2,
        "both questions are answered: {answers}"
    );
}

// A body that nobody asked for must not be waited for.
#[test]
fn a_body_that_does_not_come_keeps_nobody_waiting() {
    let (_folder, server) = served(|_| ());
    for method in ["GET", "POST"] {
        let mut stream = TcpStream::connect(server.address()).expect("the server listens");
        let question = format!("{method} / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n\r\nx");
        stream.write_all(question.as_bytes()).expect("the server reads");
        let expected = if method == "GET" { 200 } else { 405 };
        assert_eq!(parse(&rest(&mut stream)).status, expected, "{method}");
    }
}

// An answer that is not taken would stay in memory, as often as it is asked for.
#[test]
fn an_answer_that_nobody_takes_is_given_up() {
    const LENGTH: usize = 64 * 1024 * 1024;
    let (folder, server) = impatient();
    fs::write(folder.path().join("content/media/film.mp4"), vec![0; LENGTH]).expect("it is writable");
    let mut stream = TcpStream::connect(server.address()).expect("the server listens");
    stream
        .write_all(b"GET /content/media/film.mp4 HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .expect("the server reads");
    // What is sent behind the question is not read either: a closed connection refuses it.
    let is_closed = (0..200).any(|_| {
        std::thread::sleep(LIMIT / 10);
        stream.write_all(b"GET").is_err()
    });
    assert!(is_closed, "the server has waited 20 times as long as it should");
    assert!(rest(&mut stream).len() < LENGTH);
    assert_eq!(read(&server, "/").status, 200);
}

// Each connection has its buffers: who opens more and more of them would take all memory, and stop what else runs on the machine.
#[test]
fn no_more_connections_are_open_than_there_is_room_for() {
    let (_folder, server) = served(|options| options.limits.connections = 2);
    let connect = || TcpStream::connect(server.address()).expect("the system keeps whoever comes");
    let ask = |stream: &mut TcpStream| {
        let asked = stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        asked.expect("the system keeps what is asked");
    };
    // Both are open once one has been answered and asks for nothing more, and the other has been accepted behind it.
    let (first, mut second) = (connect(), connect());
    second
        .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .expect("the server reads");
    let mut start = [0; 12];
    second.read_exact(&mut start).expect("the server answers");
    assert_eq!(&start, b"HTTP/1.1 200");
    let mut third = connect();
    ask(&mut third);
    // Waiting for nothing takes its time.
    third
        .set_read_timeout(Some(LIMIT))
        .expect("it is no time of zero");
    assert!(
        third.read(&mut [0]).is_err(),
        "a third connection is answered beside two"
    );
    drop(first);
    assert!(
        rest(&mut third).starts_with(b"HTTP/1.1 200"),
        "a connection that has ended leaves its room to the next"
    );
}

// Keys and histories lie hidden in folders that were copied as a whole.
#[test]
fn hidden_files_are_not_served() {
    let (folder, server) = served(|_| ());
    for name in [".env", ".git/config", ".well-known/security.txt"] {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().expect("it stands in a folder")).expect("the folder is writable");
        fs::write(file, "words").expect("the folder is writable");
    }
    assert_eq!(read(&server, "/.env").status, 404);
    assert_eq!(read(&server, "/.git/config").status, 404);
    assert_eq!(read(&server, "/.well-known/security.txt").text(), "words");
}

// The compressed form is kept in memory: it must not outlive the file it was made from.
#[test]
fn an_edited_file_is_compressed_anew() {
    let (folder, server) = served(|_| ());
    let page = folder.path().join("index.html");
    for text in ["first".repeat(50), "second, and longer".repeat(50)] {
        fs::write(&page, &text).expect("it is writable");
        let answer = ask(&server, "GET", "/", &[("accept-encoding", "br")]);
        assert_eq!(answer.body, press::encoding::brotli(text.as_bytes()));
    }
}

// Portals stand in folders of larger sites: everything outside the base path is not theirs.
#[test]
fn a_portal_can_stand_under_a_base_path() {
    let (_folder, server) = served(|options| options.base = "/sub/".to_owned());
    assert!(server.url().ends_with("/sub/"));
    assert_eq!(read(&server, "/sub/").text(), "<h1>Home</h1>");
    assert_eq!(read(&server, "/sub").header("location"), Some("/sub/"));
    assert_eq!(
        read(&server, "/sub/magazine/harbour").header("location"),
        Some("/sub/magazine/harbour/")
    );
    assert_eq!(read(&server, "/sub/nowhere/").text(), "<h1>Not found</h1>");
    let outside = read(&server, "/magazine/harbour/");
    assert_eq!(
        (outside.status, outside.text()),
        (404, "The portal stands under /sub/")
    );
}

// The folder above a portal may hold drafts and keys.
#[test]
fn nothing_outside_the_folder_is_served() {
    let outer = tempfile::tempdir().expect("the system has a folder for temporary files");
    fs::write(outer.path().join("secret.txt"), "key").expect("the folder is writable");
    let inner = outer.path().join("portal");
    fs::create_dir(&inner).expect("the folder is writable");
    fs::write(inner.join("404.html"), "none").expect("the folder is writable");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.txt", inner.join("link.txt")).expect("the folder is writable");
    let server = serve(Options::new(&inner)).expect("the options are sound");
    let paths = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/./404.html",
        "//404.html",
        "/404.html%00",
        "/%ff",
        "/link.txt",
    ];
    for path in paths {
        let answer = read(&server, path);
        assert_eq!((answer.status, answer.text()), (404, "none"), "{path}");
    }
}

// A redirect to `//elsewhere/` would lead readers to another site.
#[test]
fn a_redirect_never_leads_to_another_host() {
    let (_folder, server) = served(|_| ());
    for path in ["//magazine/harbour", "//example.org/%2e%2e", "/%2fexample.org"] {
        assert_eq!(read(&server, path).header("location"), None, "{path}");
    }
}

// Link checkers ask with HEAD, and nothing here takes anything but questions.
#[test]
fn only_questions_are_answered() {
    let (_folder, server) = served(|_| ());
    let head = ask(&server, "HEAD", "/", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    let length = read(&server, "/").body.len().to_string();
    assert_eq!(head.header("content-length"), Some(&*length));
    let refused = ask(&server, "POST", "/", &[("content-length", "0")]);
    assert_eq!(refused.status, 405);
    assert_eq!(refused.header("allow"), Some("GET,HEAD"));
    assert_eq!(refused.header("x-content-type-options"), Some("nosniff"));
}

// Tests start many servers: each must free its port, with a browser's idle connection open too.
#[test]
fn a_stopped_server_frees_its_port() {
    let (folder, server) = served(|_| ());
    let _idle = TcpStream::connect(server.address()).expect("the server listens");
    let port = server.address().port();
    server.stop();
    let mut options = Options::new(folder.path());
    options.port = port;
    assert_eq!(
        serve(options).expect("the port is free again").address().port(),
        port
    );
}

// What is wrong must be said before a browser shows an empty page.
#[test]
fn unusable_options_are_refused_with_their_remedy() {
    let folder = portal();
    let missing = serve(Options::new(folder.path().join("nowhere"))).expect_err("there is no such folder");
    assert!(
        missing.to_string().contains("build the portal first"),
        "{missing}"
    );
    let mut options = Options::new(folder.path());
    options.base = "sub".to_owned();
    assert!(matches!(serve(options), Err(ServeError::Base { .. })));
    let mut options = Options::new(folder.path());
    options.policy = Policy::Custom("default-src 'none'\nset-cookie: a".to_owned());
    assert!(matches!(serve(options), Err(ServeError::Policy { .. })));
    let first = serve(Options::new(folder.path())).expect("the options are sound");
    let mut options = Options::new(folder.path());
    options.port = first.address().port();
    assert!(matches!(serve(options), Err(ServeError::Listen { .. })));
}

// What is printed is clicked: an address of IPv6 needs its brackets, and nobody can go to “all addresses”.
#[test]
fn the_printed_address_is_one_that_a_browser_goes_to() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    fs::write(folder.path().join("index.html"), "<!doctype html>").expect("the folder is new");
    for (wanted, shown) in [
        ("127.0.0.1", "127.0.0.1"),
        ("0.0.0.0", "127.0.0.1"),
        ("::1", "[::1]"),
        ("::", "[::1]"),
    ] {
        let address: std::net::IpAddr = wanted.parse().expect("the address is one");
        let options = Options {
            address,
            ..Options::new(folder.path())
        };
        let server = match serve(options) {
            Ok(server) => server,
            // Not every machine has IPv6.
            Err(ServeError::Listen { .. }) if address.is_ipv6() => continue,
            Err(error) => panic!("{wanted}: {error}"),
        };
        let port = server.address().port();
        assert_eq!(server.url(), format!("http://{shown}:{port}/"), "{wanted}");
        let stream = TcpStream::connect(format!("{shown}:{port}"));
        assert!(stream.is_ok(), "{wanted}: nobody answers at {shown}");
    }
}

// The remedy is for whoever reads it: a port that is taken is not mended by another address.
#[test]
fn what_cannot_be_listened_on_is_told_with_its_remedy() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let first = serve(Options::new(folder.path())).expect("any port will do");
    let taken = Options {
        port: first.address().port(),
        ..Options::new(folder.path())
    };
    let foreign = Options {
        // An address of documentation, which no machine has.
        address: "192.0.2.1".parse().expect("the address is one"),
        ..Options::new(folder.path())
    };
    for (options, remedy) in [
        (taken, "name another port"),
        (foreign, "an address that this machine has"),
    ] {
        let error = serve(options).expect_err("it cannot be listened on").to_string();
        assert!(error.contains(remedy), "{error}");
    }
}
