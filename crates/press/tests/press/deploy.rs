//! The recipes of `docs/deploy.md`, tried on real hosts: nginx, Caddy, Python's, and press's own.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::support::{fixtures, installed, not_installed, press, transcript, tree, write, write_portal};
use press::host::policy::MEDIA_POLICY;
use press::host::serve::{IMMUTABLE, Options, Policy, REVALIDATE, Running, SECURITY_HEADERS, serve};
use tempfile::TempDir;

const BROTLI_MODULE: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

const BASES: [&str; 2] = ["/", "/sub/path/"];

/// What every host has to say of one kind of file: its name below the portal, its type, how it may be kept.
const KINDS: [(&str, &str, &str); 13] = [
    ("index.html", "text/html", REVALIDATE),
    ("boot.js", "javascript", REVALIDATE),
    ("assets/program-0123456789abcdef.js", "javascript", IMMUTABLE),
    (
        "assets/program-0123456789abcdef.wasm",
        "application/wasm",
        IMMUTABLE,
    ),
    ("assets/style-0123456789abcdef.css", "text/css", IMMUTABLE),
    // A redirect or an author's file whose name only looks like that has to be asked about.
    ("old/assets/a-0123456789abcdef.html", "text/html", REVALIDATE),
    (
        "content/media/assets/a-0123456789abcdef.mp4",
        "video/mp4",
        REVALIDATE,
    ),
    ("content/site.json", "application/json", REVALIDATE),
    (
        "content/articles/every-block.json",
        "application/json",
        REVALIDATE,
    ),
    ("content/lists/home.json", "application/json", REVALIDATE),
    (
        "content/lists/chunks/0123456789abcdef.json",
        "application/json",
        IMMUTABLE,
    ),
    ("content/media/rope-202611221130.mp4", "video/mp4", REVALIDATE),
    (
        "content/pictures/quay-0123456789abcdef-480.webp",
        "image/webp",
        IMMUTABLE,
    ),
];

/// A built portal in the folder that a host serves, at the path where it stands there.
struct Site {
    root: TempDir,
    base: &'static str,
}

/// A host at work.
struct Host {
    name: &'static str,
    base: &'static str,
    address: SocketAddr,
    _process: Process,
    _folder: Option<TempDir>,
}

enum Process {
    Child(Child),
    Own(#[expect(dead_code, reason = "it serves until it is dropped")] Running),
}

struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Self::Child(child) = self {
            // Both fail only where the host has ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Site {
    fn at(base: &'static str) -> Self {
        let root = tempfile::tempdir().expect("there is room for a temporary folder");
        let site = Self { root, base };
        let portal = site.portal();
        write_portal(&portal);
        let sample = fixtures().join("sample");
        let (sample, target) = (sample.to_str().expect("UTF-8"), portal.to_str().expect("UTF-8"));
        let output = press(Path::new("."), &["build", sample, "--app", target]);
        assert!(output.status.success(), "{}", transcript(&output));
        let words = "The harbour lights went out one by one. ".repeat(40);
        for (name, ..) in KINDS.iter().filter(|(name, ..)| !portal.join(name).exists()) {
            let start = if name.contains("wasm") {
                "\0asm\x01\0\0\0"
            } else {
                ""
            };
            write(&portal.join(name), [start, &words].concat());
        }
        write(&portal.join(".secret"), "key");
        write(&portal.join("empty/notes.txt"), "no page here");
        let output = press(Path::new("."), &["compress", target]);
        assert!(output.status.success(), "{}", transcript(&output));
        site
    }

    fn portal(&self) -> PathBuf {
        self.root.path().join(self.base.trim_matches('/'))
    }

    /// Every address of the portal, below its base.
    fn addresses(&self) -> Vec<String> {
        let files = tree(&self.portal()).into_keys();
        let pages = files.filter_map(|name| name.strip_suffix("index.html").map(ToOwned::to_owned));
        pages.collect()
    }

    fn file(&self, name: &str) -> Vec<u8> {
        fs::read(self.portal().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn on_nginx(&self) -> Option<Host> {
        self.nginx("", &[])
    }

    /// nginx with more before its recipe, and with lines of it changed.
    fn nginx(&self, more: &str, changes: &[(&str, String)]) -> Option<Host> {
        let program = installed("nginx")?;
        if !Path::new(BROTLI_MODULE).is_file() {
            return not_installed("libnginx-mod-http-brotli-static");
        }
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let (root, port) = (self.root.path().display(), free_port());
        let own = [
            ("listen 80;", format!("listen 127.0.0.1:{port};")),
            ("root /var/www/feuilleton;", format!("root {root};")),
            ("=404 /404.html;", format!("=404 {}404.html;", self.base)),
            ("~^/(assets", format!("~^{}(assets", self.base)),
        ];
        let recipe = recipe("nginx.conf", &[&own, changes].concat());
        write(&folder.path().join("site.conf"), [more, &recipe].concat());
        let own = folder.path().display();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {own}/{kind};\n"))
            .concat();
        let main = format!(
            "daemon off; master_process off; pid {own}/pid; error_log stderr notice;\n\
             load_module {BROTLI_MODULE};\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\n\
             default_type application/octet-stream; access_log off;\n{temporary}include {own}/site.conf;\n}}\n"
        );
        write(&folder.path().join("nginx.conf"), main);
        let mut command = Command::new(program);
        command.arg("-c").arg(folder.path().join("nginx.conf"));
        let (process, _) = started(command.stderr(Stdio::piped()), "getrlimit");
        Some(self.host("nginx", port, process, Some(folder)))
    }

    fn on_caddy(&self) -> Option<Host> {
        self.caddy(&[])
    }

    /// Caddy with lines of its recipe changed.
    fn caddy(&self, changes: &[(&str, String)]) -> Option<Host> {
        let program = installed("caddy")?;
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let (root, port) = (self.root.path().display(), free_port());
        let own = [
            ("\nexample.org {", format!("\nhttp://127.0.0.1:{port} {{")),
            ("root * /var/www/feuilleton", format!("root * {root}")),
            ("rewrite * /404.html", format!("rewrite * {}404.html", self.base)),
            ("~^/(assets", format!("~^{}(assets", self.base)),
        ];
        let recipe = recipe("Caddyfile", &[&own, changes].concat());
        let file = folder.path().join("Caddyfile");
        write(&file, format!("{{\n\tadmin off\n\tauto_https off\n}}\n{recipe}"));
        let mut command = Command::new(program);
        command
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(&file);
        for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
            command.env(variable, folder.path());
        }
        let (process, _) = started(command.stderr(Stdio::piped()), "serving initial configuration");
        Some(self.host("caddy", port, process, Some(folder)))
    }

    fn on_python(&self) -> Option<Host> {
        let mut command = Command::new(installed("python3")?);
        command.args(["-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory"]);
        command
            .arg(self.root.path())
            .arg("0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let (process, line) = started(&mut command, "Serving HTTP on");
        let port = line
            .split(' ')
            .find_map(|word| word.parse().ok())
            .expect("Python names its port");
        Some(self.host("python3", port, process, None))
    }

    fn on_press(&self) -> Host {
        let options = Options {
            base: self.base.to_owned(),
            policy: Policy::Media,
            ..Options::new(self.portal())
        };
        let server = serve(options).expect("the options are sound");
        Host {
            name: "press",
            base: self.base,
            address: server.address(),
            _process: Process::Own(server),
            _folder: None,
        }
    }

    fn host(&self, name: &'static str, port: u16, process: Process, folder: Option<TempDir>) -> Host {
        Host {
            name,
            base: self.base,
            address: ([127, 0, 0, 1], port).into(),
            _process: process,
            _folder: folder,
        }
    }
}

impl Host {
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("the host listens");
        let mut request = format!(
            "{method} {}{path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n",
            self.base, self.address
        );
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes()).expect("the host reads");
        let mut bytes = Vec::new();
        stream
            .read_to_end(&mut bytes)
            .expect("the host answers and closes");
        let end = bytes
            .windows(4)
            .position(|part| part == b"\r\n\r\n")
            .expect("headers end");
        let head = std::str::from_utf8(&bytes[..end]).expect("headers are ASCII");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Answer {
            status: status.expect("a status line comes first"),
            headers: head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    fn read(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Where a message of a test is about.
    fn at(&self, path: &str) -> String {
        format!("{} at {}: {path}", self.name, self.base)
    }

    fn assert_secure(&self, answer: &Answer, path: &str) {
        let policy = ("content-security-policy", MEDIA_POLICY);
        for (name, value) in SECURITY_HEADERS.into_iter().chain([policy]) {
            assert_eq!(answer.header(name), Some(value), "{}: {name}", self.at(path));
        }
    }
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// A recipe of the documentation with lines changed as the documentation says; each must be there once.
fn recipe(name: &str, lines: &[(&str, String)]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/deploy")
        .join(name);
    let mut text = fs::read_to_string(&path).expect("the recipe is there");
    for (line, changed) in lines {
        assert_eq!(text.matches(line).count(), 1, "{name}: {line}");
        text = text.replace(line, changed);
    }
    text
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener
        .local_addr()
        .expect("a bound socket has an address")
        .port()
}

/// Starts a host, and waits for the line in which it says that it is ready.
fn started(command: &mut Command, ready: &str) -> (Process, String) {
    let mut child = command.spawn().expect("the program can be started");
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let process = Process::Child(child);
    let output: Box<dyn Read + Send> = match (out, err) {
        (Some(out), _) => Box::new(out),
        (None, Some(err)) => Box::new(err),
        (None, None) => panic!("the test reads one of the two"),
    };
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let mut said = Vec::new();
    for line in lines.by_ref() {
        if line.contains(ready) {
            // A host that nobody listens to any more would end with its next word.
            std::thread::spawn(move || lines.for_each(drop));
            return (process, line);
        }
        said.push(line);
    }
    panic!("the host did not start:\n{}", said.join("\n"));
}

/// Runs a test on each host that is installed, at each base.
fn on_hosts(test: impl Fn(&Site, &Host)) {
    for base in BASES {
        let site = Site::at(base);
        let hosts = [site.on_nginx(), site.on_caddy(), Some(site.on_press())];
        for host in hosts.into_iter().flatten() {
            test(&site, &host);
        }
    }
}

// One output for all hosts: whoever moves to another need not build again.
#[test]
fn every_address_answers_with_its_page_on_every_host() {
    for base in BASES {
        let site = Site::at(base);
        let addresses = site.addresses();
        assert!(
            addresses.len() > 8,
            "the sample has articles, lists and pages: {addresses:?}"
        );
        for host in [
            site.on_nginx(),
            site.on_caddy(),
            site.on_python(),
            Some(site.on_press()),
        ] {
            for (host, address) in host
                .iter()
                .flat_map(|host| addresses.iter().map(move |at| (host, at)))
            {
                let answer = host.read(address);
                assert_eq!(answer.status, 200, "{}", host.at(address));
                assert_eq!(
                    answer.body,
                    site.file(&format!("{address}index.html")),
                    "{}",
                    host.at(address)
                );
            }
        }
    }
}

// A wrong type keeps the program from starting; a wrong rule for keeping shows readers what is gone.
#[test]
fn every_kind_of_file_has_its_type_and_its_rule_for_keeping() {
    on_hosts(|site, host| {
        for (name, kind, caching) in KINDS {
            let answer = host.read(name);
            assert_eq!(answer.status, 200, "{}", host.at(name));
            assert_eq!(answer.header("cache-control"), Some(caching), "{}", host.at(name));
            let found = answer.header("content-type").unwrap_or_default();
            assert!(found.contains(kind), "{}: {found}", host.at(name));
            assert_eq!(answer.body, site.file(name), "{}", host.at(name));
            host.assert_secure(&answer, name);
        }
    });
}

// The headers are the portal's second wall, and they must hold where something went wrong, too.
#[test]
fn what_is_unknown_hidden_or_without_a_page_answers_404_with_the_page_for_it() {
    on_hosts(|site, host| {
        for path in [
            "nowhere/",
            "nowhere",
            "magazine/nowhere/deeper/",
            "assets/nowhere-0123456789abcdef.js",
            "content/pictures/nowhere-0123456789abcdef-480.webp",
            ".secret",
            "empty/",
        ] {
            let answer = host.read(path);
            assert_eq!(answer.status, 404, "{}", host.at(path));
            assert_eq!(answer.body, site.file("404.html"), "{}", host.at(path));
            assert_eq!(
                answer.header("cache-control"),
                Some(REVALIDATE),
                "{}",
                host.at(path)
            );
            host.assert_secure(&answer, path);
        }
    });
}

// Links that people type leave out the slash, and relative links on a page need it.
#[test]
fn an_address_without_its_slash_is_led_to_it() {
    on_hosts(|_, host| {
        let answer = host.read("magazine/every-block");
        assert!(
            matches!(answer.status, 301 | 308),
            "{}: {}",
            host.at(""),
            answer.status
        );
        let wanted = format!("{}magazine/every-block/", host.base);
        assert_eq!(
            answer.header("location"),
            Some(wanted.as_str()),
            "{}",
            host.at("")
        );
        host.assert_secure(&answer, "magazine/every-block");
    });
}

// The first view costs a third when hosts send what was compressed beforehand, at the highest level.
#[test]
fn compressed_files_are_sent_as_press_wrote_them() {
    on_hosts(|site, host| {
        for name in [
            "index.html",
            "assets/program-0123456789abcdef.js",
            "assets/program-0123456789abcdef.wasm",
            "assets/style-0123456789abcdef.css",
            "content/site.json",
        ] {
            for (accepted, encoding, ending) in [("gzip, deflate, br", "br", "br"), ("gzip", "gzip", "gz")] {
                let answer = host.ask("GET", name, &[("accept-encoding", accepted)]);
                assert_eq!(
                    answer.header("content-encoding"),
                    Some(encoding),
                    "{}",
                    host.at(name)
                );
                assert_eq!(
                    answer.body,
                    site.file(&format!("{name}.{ending}")),
                    "{}",
                    host.at(name)
                );
                let vary = answer.header("vary").unwrap_or_default().to_ascii_lowercase();
                assert!(vary.contains("accept-encoding"), "{}: {vary}", host.at(name));
            }
        }
        let picture = "content/pictures/quay-0123456789abcdef-480.webp";
        let answer = host.ask("GET", picture, &[("accept-encoding", "gzip, br")]);
        assert_eq!(answer.header("content-encoding"), None, "{}", host.at(picture));
    });
}

// Browsers seek in sound and video by parts, and Safari plays nothing without them.
#[test]
fn a_part_of_a_video_can_be_asked_for() {
    on_hosts(|site, host| {
        let name = "content/media/rope-202611221130.mp4";
        let whole = site.file(name);
        let answer = host.ask("GET", name, &[("range", "bytes=4-11")]);
        assert_eq!(
            (answer.status, &*answer.body),
            (206, &whole[4..12]),
            "{}",
            host.at(name)
        );
        let range = format!("bytes 4-11/{}", whole.len());
        assert_eq!(
            answer.header("content-range"),
            Some(range.as_str()),
            "{}",
            host.at(name)
        );
        let beyond = host.ask("GET", name, &[("range", "bytes=99999-")]);
        assert_eq!(beyond.status, 416, "{}", host.at(name));
    });
}

// What is asked about at every visit must cost a header and not the file.
#[test]
fn what_has_not_changed_is_not_sent_again_and_head_sends_no_file() {
    on_hosts(|_, host| {
        let name = "content/site.json";
        let first = host.read(name);
        let tag = first
            .header("etag")
            .unwrap_or_else(|| panic!("{}", host.at(name)));
        let again = host.ask("GET", name, &[("if-none-match", tag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{}", host.at(name));
        let head = host.ask("HEAD", name, &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{}", host.at(name));
    });
}

// What a script has written Safari forgets within a week, and what a host has sent it keeps. No cache may give it to others.
#[test]
fn the_recipe_for_lasting_answers_sends_readers_their_own_and_nobody_elses() {
    const KEPT: &str = "__Host-consent=1FB4AAAABAEjRWeJq8abcdAbCd.EfGhIjKl";
    const SENT: &str =
        "__Host-consent=1FB4AAAABAEjRWeJq8abcdAbCd.EfGhIjKl; Max-Age=15552000; Path=/; Secure; SameSite=Lax";
    let private = format!("private, {REVALIDATE}");
    let said = recipe("../deploy.md", &[]);
    let caching = "add_header Cache-Control $feuilleton_caching always;";
    let lasting = "add_header Cache-Control \"$feuilleton_private$feuilleton_caching\" always;\n    add_header Set-Cookie $feuilleton_consent;";
    for line in lasting.split("\n    ") {
        assert!(said.contains(line), "{line}");
    }
    let hidden = "\t# Hidden files are never served";
    let own = recipe("lasting.Caddyfile", &[]);
    for base in BASES {
        let site = Site::at(base);
        let nginx = site.nginx(
            &recipe("lasting.nginx.conf", &[]),
            &[(caching, lasting.to_owned())],
        );
        let caddy = site.caddy(&[(hidden, format!("{own}\n{hidden}"))]);
        for host in [nginx, caddy].into_iter().flatten() {
            let among = format!("theme=dark; {KEPT}; visitor=7");
            let page = |path: &str, cookie: &str, kind: &str| {
                host.ask("GET", path, &[("cookie", cookie), ("sec-fetch-dest", kind)])
            };
            for cookie in [KEPT, &among] {
                for path in ["", "magazine/every-block/"] {
                    let answer = page(path, cookie, "document");
                    assert_eq!(answer.status, 200, "{}", host.at(path));
                    assert_eq!(
                        answer.header("set-cookie"),
                        Some(SENT),
                        "{}: {cookie}",
                        host.at(path)
                    );
                    assert_eq!(
                        answer.header("cache-control"),
                        Some(private.as_str()),
                        "{}",
                        host.at(path)
                    );
                    host.assert_secure(&answer, path);
                    // So it is where the page has not changed since.
                    let tag = answer
                        .header("etag")
                        .unwrap_or_else(|| panic!("{}", host.at(path)));
                    let headers = [
                        ("cookie", cookie),
                        ("sec-fetch-dest", "document"),
                        ("if-none-match", tag),
                    ];
                    let again = host.ask("GET", path, &headers);
                    assert_eq!(again.status, 304, "{}", host.at(path));
                    assert_eq!(again.header("set-cookie"), Some(SENT), "{}", host.at(path));
                    assert_eq!(
                        again.header("cache-control"),
                        Some(private.as_str()),
                        "{}",
                        host.at(path)
                    );
                }
            }
            // Nothing comes of a reader who has no answer, or of a text that is none.
            let long = format!("__Host-consent={}", "A".repeat(200));
            for cookie in [
                "",
                "theme=dark",
                "__Host-consent=",
                "__Host-consent=yes",
                &long,
                "consent=1FB4AAAABAEjRWeJq8abcdAbCd.EfGhIjKl",
                "a__Host-consent=1FB4AAAABAEjRWeJq8abcdAbCd.EfGhIjKl",
                "__Host-consent=1FB4AAAABAEjRWeJq8abcdAbCd.<script>",
            ] {
                let answer = page("", cookie, "document");
                assert_eq!(answer.header("set-cookie"), None, "{}: {cookie}", host.at(""));
                assert_eq!(
                    answer.header("cache-control"),
                    Some(REVALIDATE),
                    "{}: {cookie}",
                    host.at("")
                );
            }
            // Nor with what is no page, or with one that there is not.
            for (path, kind) in [
                ("", "empty"),
                ("content/site.json", "empty"),
                ("assets/style-0123456789abcdef.css", "style"),
                ("assets/style-0123456789abcdef.css", "document"),
                ("nowhere/", "document"),
            ] {
                let answer = page(path, KEPT, kind);
                assert_eq!(answer.header("set-cookie"), None, "{}: {kind}", host.at(path));
            }
        }
    }
}

// The policy has one definition: a page of documentation that says another breaks somebody's site.
#[test]
fn the_documentation_has_the_headers_that_press_sends() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for name in [
        "deploy.md",
        "deploy/_headers",
        "deploy/nginx.conf",
        "deploy/Caddyfile",
    ] {
        let text = fs::read_to_string(docs.join(name)).expect("the page is there");
        let lower = text.to_ascii_lowercase();
        let policy = ("content-security-policy", MEDIA_POLICY);
        for (header, value) in SECURITY_HEADERS.into_iter().chain([policy]) {
            assert!(
                lower.contains(header) && text.contains(value),
                "{name}: {header}: {value}"
            );
        }
    }
}
