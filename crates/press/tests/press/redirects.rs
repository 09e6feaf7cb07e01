//! Earlier addresses: as pages, and as settings of real servers.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::editions::{HOSTILE, SHOWN, article, demo, of_site, site};
use crate::support::{installed, press, transcript, tree, with_extension, write};
use press::edition::bundle::Edition;
use press::publish::redirects::files;
use scraper::{Html, Selector};
use url::Url;

const TARGET: &str = "/sub/magazine/a/";

/// Addresses that mean something in the settings of a server, in regular expressions or in file systems.
const ODD: [&str; 35] = [
    "/old/",
    "/old-without-slash",
    "/old-index/index.html",
    "/2019/05/page.html",
    "/page.php",
    "/version-1.2/",
    "/Magazine/A/",
    "/caf%C3%A9/",
    "/été/",
    "/北京/",
    "/turned-\u{202E}-around/",
    "/a%20space/",
    "/100%25/",
    "/%22double%22/",
    "/'single'/",
    "/`back`/",
    "/{$HOME}/",
    "/{env.HOME}/",
    "/${uri}/",
    "/$uri/",
    "/semicolon;return/",
    "/}location/",
    "/(paren)[bracket]/",
    "/star*and:colon/",
    "/a+b|c^d/",
    "/~tilde/",
    "/@at/",
    "/%23hash/",
    "/%3Fquestion/",
    "/?p=12",
    "/?q={$HOME}&r=$uri;",
    "/?q=\"quoted\"",
    "/?q=caf%c3%a9",
    "/index.php?id=3",
    "/old/?q=(a|b)*[c]",
];

/// Addresses near those that must not lead on.
const NEAR: [&str; 9] = [
    "/",
    "/ol/",
    "/old/more/",
    "/magazine/a/",
    "/?p=123",
    "/?xp=12",
    "/elsewhere/?p=12",
    "/2019/05/pagexhtml",
    "/index.php?id=31",
];

fn edition(aliases: &[&str]) -> Edition {
    let aliases: Vec<_> = aliases.iter().map(|alias| format!("{alias:?}")).collect();
    // Rust and TOML write U+202E in different ways.
    let aliases = aliases.join(", ").replace("\\u{202e}", "\u{202E}");
    let text = article(&format!("title = \"{HOSTILE}\"\naliases = [{aliases}]"));
    of_site("", &[("magazine/a.md", &text)])
}

fn text(edition: &Edition, name: &str) -> String {
    let files = files(edition);
    let bytes = files
        .get(name)
        .unwrap_or_else(|| panic!("there is no {name}: {:?}", files.keys()));
    String::from_utf8(bytes.clone()).expect("the files are UTF-8")
}

/// The path and the query that a browser sends for an address below `/sub`.
fn request(address: &str) -> String {
    let url = Url::parse(&format!("http://example.org/sub{address}")).expect("a browser reads the address");
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

// The page must lead to the article from wherever it stands, on any host, without a script.
#[test]
fn a_page_leads_on_from_each_earlier_path() {
    let edition = edition(&ODD);
    let files = files(&edition);
    let pages = with_extension(&files, "html");
    assert!(pages.len() > 20, "{:?}", files.keys());
    for (name, bytes) in &pages {
        let html = Html::parse_document(&String::from_utf8_lossy(bytes));
        let attribute = |selector: &str, name: &str| {
            let selector = Selector::parse(selector).expect("it is a selector");
            let found: Vec<_> = html.select(&selector).collect();
            assert_eq!(found.len(), 1, "{selector:?}");
            found[0].attr(name).expect("it has the attribute").to_owned()
        };
        // Two bases, because one output stands at any path.
        for base in ["https://example.org/", "https://example.org/deep/er/"] {
            let here = Url::parse(base)
                .and_then(|base| base.join(&press_encoded(name)))
                .expect("an address");
            let refresh = attribute("meta[http-equiv=refresh]", "content");
            let (delay, to) = refresh.split_once("; url=").expect("it names an address");
            assert_eq!(delay, "0");
            for to in [to, &attribute("a", "href")] {
                assert_eq!(
                    here.join(to).expect("an address").as_str(),
                    format!("{base}magazine/a/"),
                    "{name}"
                );
            }
        }
        assert_eq!(
            attribute("link[rel=canonical]", "href"),
            "https://example.org/sub/magazine/a/"
        );
        assert_eq!(attribute("meta[name=robots]", "content"), "noindex");
        assert!(
            html.select(&Selector::parse("script").expect("it is a selector"))
                .next()
                .is_none()
        );
        let title = html
            .select(&Selector::parse("title").expect("it is a selector"))
            .next();
        assert_eq!(title.expect("it has a title").text().collect::<String>(), SHOWN);
    }
}

/// A file's path as a link to it is written.
fn press_encoded(path: &str) -> String {
    path.split('/')
        .map(|part| {
            percent_encoding::utf8_percent_encode(part, percent_encoding::NON_ALPHANUMERIC).to_string()
        })
        .collect::<Vec<_>>()
        .join("/")
}

// On a file system that knows no capital letters, the page of an earlier address would replace the real one.
#[test]
fn no_page_stands_where_another_does_but_for_capital_letters() {
    let files = files(&edition(&[
        "/MAGAZINE/a/",
        "/Feed.XML",
        "/old/",
        "/OLD/",
        "/page.html",
        "/page.html/below/",
    ]));
    let pages: Vec<_> = with_extension(&files, "html").into_keys().collect();
    assert_eq!(pages, ["OLD/index.html", "page.html"]);
}

// One line for each redirect: hosts pass over what they do not understand, and an author must not add lines.
#[test]
fn the_file_for_hosts_has_three_words_a_line() {
    let text = text(&edition(&ODD), "_redirects");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<_> = line.split(' ').collect();
        assert!(
            matches!(words[..], [from, TARGET, "301"] if from.starts_with("/sub/")),
            "{line}"
        );
        assert!(line.is_ascii() && !line.contains(['*', ':', '?']), "{line}");
    }
    for alias in [
        "/sub/caf%C3%A9",
        "/sub/caf%C3%A9/",
        "/sub/old-index/index.html",
        "/sub/page.php",
    ] {
        assert!(
            text.contains(&format!("{alias} {TARGET} 301\n")),
            "{alias}\n{text}"
        );
    }
}

// A script of the portal has the name of an earlier address: replacing it would end the portal.
#[test]
fn a_file_of_the_portal_is_not_replaced_and_what_is_gone_is_removed() {
    let keys = |aliases: &str| article(&format!("title = \"A\"\naliases = [{aliases}]"));
    let folder = crate::support::content(&[("magazine/a.md", &keys("\"/boot.js\", \"/deep/old/\""))]);
    let index =
        "<!doctype html><html><head><title></title></head><body><div id=portal_root></div></body></html>";
    write(&folder.path().join("dist/index.html"), index);
    write(&folder.path().join("dist/boot.js"), "start()");
    let build = || {
        let output = press(folder.path(), &["build", "content", "--app", "dist"]);
        assert!(output.status.success(), "{}", transcript(&output));
        tree(&folder.path().join("dist"))
    };
    let files = build();
    assert_eq!(files["boot.js"], b"start()");
    assert!(files.contains_key("deep/old/index.html") && files.contains_key("_redirects"));
    write(&folder.path().join("content/magazine/a.md"), keys(""));
    let files = build();
    assert!(!files.contains_key("_redirects") && !folder.path().join("dist/deep").exists());
    assert_eq!(files["boot.js"], b"start()");
}

// A deployer's own rules and words to search engines are nobody else's to throw away.
#[test]
fn a_deployers_own_redirects_and_robots_stay_above_those_of_press() {
    let keys = |aliases: &str| {
        let settings = "title = \"A\"\npublished = 2026-01-02\n";
        article(&format!("{settings}aliases = [{aliases}]"))
    };
    let folder = site("", &[("magazine/a.md", &keys("\"/old/\""))]);
    let index =
        "<!doctype html><html><head><title></title></head><body><div id=portal_root></div></body></html>";
    let own = [
        ("_redirects", "/shop/* https://shop.example.org/:splat 302\n"),
        ("robots.txt", "User-agent: *\nDisallow: /drafts/\n"),
    ];
    write(&folder.path().join("dist/index.html"), index);
    for (name, text) in own {
        write(&folder.path().join("dist").join(name), text);
    }
    let build = || {
        let output = press(folder.path(), &["build", "content", "--app", "dist"]);
        assert!(output.status.success(), "{}", transcript(&output));
        let files = tree(&folder.path().join("dist"));
        own.map(|(name, _)| String::from_utf8(files[name].clone()).expect("both are text"))
    };
    let first = build();
    for ((name, text), written) in own.iter().zip(&first) {
        assert!(written.starts_with(text), "{name}: {written}");
    }
    assert!(
        first[0].contains("/old/") && first[1].contains("Sitemap: "),
        "{first:?}"
    );
    assert_eq!(build(), first, "a second build adds nothing");
    write(&folder.path().join("content/magazine/a.md"), keys(""));
    assert_eq!(
        build()[0],
        own[0].1,
        "with the last earlier address, only what press wrote goes"
    );
}

// Real content: the demo has one earlier address.
#[test]
fn the_demo_leads_on_from_its_earlier_address() {
    let names: Vec<_> = files(&demo()).into_keys().collect();
    assert_eq!(
        names,
        [
            "2026/ropewalk/index.html",
            "_redirects",
            "redirects.Caddyfile",
            "redirects.nginx.conf"
        ]
    );
}

// No earlier addresses, no settings to include.
#[test]
fn a_site_without_earlier_addresses_has_no_such_files() {
    assert!(files(&edition(&[])).is_empty());
}

// A host that has lost its settings' syntax serves nothing at all, so nginx itself must read them.
#[test]
fn nginx_redirects_exactly_these_addresses() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let Some(program) = installed("nginx") else { return };
    let at = |name: &str| folder.path().join(name);
    write(
        &at("redirects.nginx.conf"),
        text(&edition(&ODD), "redirects.nginx.conf"),
    );
    let place = folder.path().display();
    // As root, nginx gives up its rights, and could not reach the folder of the test.
    let user = if is_root() { "user root;" } else { "" };
    write(
        &at("nginx.conf"),
        format!(
            "{user} pid {place}/pid; error_log {place}/error.log;\nevents {{}}\nhttp {{ access_log off;\n\
             client_body_temp_path {place}/b; proxy_temp_path {place}/p; fastcgi_temp_path {place}/f;\n\
             uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;\n\
             server {{ listen unix:{place}/socket; include {place}/redirects.nginx.conf;\n\
             location / {{ return 204; }} }} }}\n"
        ),
    );
    let mut command = Command::new(program);
    command
        .arg("-e")
        .arg(at("error.log"))
        .arg("-c")
        .arg(at("nginx.conf"));
    // It returns as soon as it listens, and goes on in the background.
    run(command, &at("out"));
    let _server = Server(at("pid"));
    assert_redirects(&at("socket"));
}

// As nginx above.
#[test]
fn caddy_redirects_exactly_these_addresses() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let Some(program) = installed("caddy") else { return };
    let at = |name: &str| folder.path().join(name);
    write(
        &at("redirects.Caddyfile"),
        text(&edition(&ODD), "redirects.Caddyfile"),
    );
    let place = folder.path().display();
    write(
        &at("Caddyfile"),
        format!(
            "{{\n\tadmin off\n\tauto_https off\n}}\nhttp:// {{\n\tbind unix/{place}/socket\n\
             \timport {place}/redirects.Caddyfile\n\trespond 204\n}}\n"
        ),
    );
    let mut command = Command::new(program);
    command
        .arg("start")
        .arg("--config")
        .arg(at("Caddyfile"))
        .arg("--pidfile")
        .arg(at("pid"));
    command.env("HOME", folder.path());
    run(command, &at("out"));
    let _server = Server(at("pid"));
    assert_redirects(&at("socket"));
}

/// Ends a server that was started in the background.
struct Server(PathBuf);

impl Drop for Server {
    fn drop(&mut self) {
        let pid = fs::read_to_string(&self.0).unwrap_or_default();
        let ended = Command::new("kill").arg(pid.trim()).status();
        assert!(
            ended.is_ok_and(|status| status.success()),
            "the server with the number {pid} still runs"
        );
    }
}

fn is_root() -> bool {
    let output = Command::new("id")
        .arg("-u")
        .output()
        .expect("every system tells who runs it");
    output.stdout == b"0\n"
}

fn run(mut command: Command, out: &Path) {
    // A file, because the server keeps what it was given open, and reading a pipe would not end.
    let file = fs::File::create(out).expect("the file can be made");
    let copy = file.try_clone().expect("the file is open");
    command.stdin(Stdio::null()).stdout(file).stderr(copy);
    let status = command.status().expect("the program was found");
    assert!(
        status.success(),
        "{}",
        fs::read_to_string(out).unwrap_or_default()
    );
}

fn assert_redirects(socket: &Path) {
    for alias in ODD {
        let (status, location) = ask(socket, &request(alias));
        assert_eq!(status, "301", "{alias}");
        let location = location.expect("a redirect names an address");
        let path = location.find(TARGET).map(|at| &location[at..]);
        assert_eq!(path, Some(TARGET), "{alias}: {location}");
    }
    assert_eq!(
        ask(socket, "/sub/?utm=x&p=12&y=z").0,
        "301",
        "among other parameters"
    );
    for address in NEAR {
        assert_eq!(ask(socket, &request(address)).0, "204", "{address}");
    }
}

/// The status and the location that a server answers.
fn ask(socket: &Path, request: &str) -> (String, Option<String>) {
    let mut stream = UnixStream::connect(socket).expect("the server listens");
    write!(stream, "GET {request} HTTP/1.0\r\nHost: example.org\r\n\r\n").expect("the server reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the server answers");
    let status = answer.split(' ').nth(1).unwrap_or_default().to_owned();
    let location = answer.lines().find_map(|line| line.strip_prefix("Location: "));
    (status, location.map(|location| location.trim().to_owned()))
}
