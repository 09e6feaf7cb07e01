//! The recipes of `docs/deploy.md`, tried on real hosts: nginx, Caddy, Apache, Python's, and press's own.

use std::fs;
use std::path::Path;

use press::host::policy::MEDIA_POLICY;
use press::host::serve::{IMMUTABLE, REVALIDATE, SECURITY_HEADERS};

use crate::support::hosts::{Answer, Host, Served, changed};
use crate::support::{fixtures, press, transcript, tree, write, write_portal};

const BASES: [&str; 2] = ["/", "/sub/path/"];

/// What every host has to say of one kind of file: its name below the portal, its type, how it may be kept.
const KINDS: [(&str, &str, &str); 13] = [
    ("index.html", "text/html", REVALIDATE),
    ("boot.js", "javascript", REVALIDATE),
    ("assets/app-0123456789abcdef.js", "javascript", IMMUTABLE),
    ("assets/app-0123456789abcdef.wasm", "application/wasm", IMMUTABLE),
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

/// A built portal with a site of every kind of file.
fn sample(base: &'static str) -> Served {
    let served = Served::at(base);
    let portal = served.site();
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
    served
}

/// Every address of a site, below its base.
fn addresses(site: &Served) -> Vec<String> {
    let files = tree(&site.site()).into_keys();
    let pages = files.filter_map(|name| name.strip_suffix("index.html").map(ToOwned::to_owned));
    pages.collect()
}

/// A recipe of the documentation.
fn recipe(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/deploy")
        .join(name);
    fs::read_to_string(&path).expect("the recipe is there")
}

/// A recipe with its lines changed for the path where a site stands, as the documentation says.
fn recipe_at(name: &str, base: &str) -> String {
    let folders = |text: &str, before: &str| {
        let from = format!("{before}^/(assets");
        changed(text, &from, &format!("{before}^{base}(assets"))
    };
    let text = recipe(name);
    match name {
        "nginx.conf" => folders(
            &changed(&text, "=404 /404.html;", &format!("=404 {base}404.html;")),
            "~",
        ),
        "Caddyfile" => folders(
            &changed(&text, "rewrite * /404.html", &format!("rewrite * {base}404.html")),
            "~",
        ),
        "htaccess" => {
            let text = changed(
                &text,
                "ErrorDocument 404 /404.html",
                &format!("ErrorDocument 404 {base}404.html"),
            );
            let text = changed(&text, "RewriteBase /\n", &format!("RewriteBase {base}\n"));
            folders(&text, "m#")
        }
        _ => panic!("{name} is no recipe of a host"),
    }
}

fn on_nginx(site: &Served) -> Option<Host> {
    site.nginx(&recipe_at("nginx.conf", site.base))
}

fn on_caddy(site: &Served) -> Option<Host> {
    site.caddy(&recipe_at("Caddyfile", site.base), "example.org")
}

fn on_apache(site: &Served) -> Option<Host> {
    write(&site.site().join(".htaccess"), recipe_at("htaccess", site.base));
    site.apache()
}

fn assert_secure(host: &Host, answer: &Answer, path: &str) {
    host.assert_secure(answer, path, MEDIA_POLICY);
}

/// Runs a test on each host that is installed, at each base.
fn on_hosts(test: impl Fn(&Served, &Host)) {
    for base in BASES {
        let site = sample(base);
        let hosts = [
            on_nginx(&site),
            on_caddy(&site),
            on_apache(&site),
            Some(site.press()),
        ];
        for host in hosts.into_iter().flatten() {
            test(&site, &host);
        }
    }
}

// One output for all hosts: whoever moves to another need not build again.
#[test]
fn every_address_answers_with_its_page_on_every_host() {
    for base in BASES {
        let site = sample(base);
        let addresses = addresses(&site);
        assert!(
            addresses.len() > 8,
            "the sample has articles, lists and pages: {addresses:?}"
        );
        for host in [
            on_nginx(&site),
            on_caddy(&site),
            on_apache(&site),
            site.python(),
            Some(site.press()),
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
            assert_secure(host, &answer, name);
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
            assert_secure(host, &answer, path);
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
        assert_eq!(host.leads_to(&answer), Some(wanted), "{}", host.at(""));
        assert_secure(host, &answer, "magazine/every-block");
    });
}

// The first view costs a third when hosts send what was compressed beforehand, at the highest level.
#[test]
fn compressed_files_are_sent_as_press_wrote_them() {
    on_hosts(|site, host| {
        for name in [
            "index.html",
            "assets/app-0123456789abcdef.js",
            "assets/app-0123456789abcdef.wasm",
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
    let said = recipe("../deploy.md");
    let caching = "add_header Cache-Control $feuilleton_caching always;";
    let lasting = "add_header Cache-Control \"$feuilleton_private$feuilleton_caching\" always;\n    add_header Set-Cookie $feuilleton_consent;";
    for line in lasting.split("\n    ") {
        assert!(said.contains(line), "{line}");
    }
    let hidden = "\t# Hidden files are never served";
    let own = recipe("lasting.Caddyfile");
    for base in BASES {
        let site = sample(base);
        let nginx = changed(&recipe_at("nginx.conf", base), caching, lasting);
        let nginx = site.nginx(&[recipe("lasting.nginx.conf"), nginx].concat());
        let caddy = changed(&recipe_at("Caddyfile", base), hidden, &format!("{own}\n{hidden}"));
        let caddy = site.caddy(&caddy, "example.org");
        for host in [nginx, caddy].into_iter().flatten() {
            let host = &host;
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
                    assert_secure(host, &answer, path);
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
        "deploy/htaccess",
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
