//! The preview: what is saved is what is shown, whatever happens to the folder.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use press::host::policy::MEDIA_POLICY;
use press::host::serve::SECURITY_HEADERS;
use press::preview::{Options, Preview};
use press::publish::template::app_of;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{content_with_address, press, transcript, tree, write, write_portal};

/// More than any machine needs; a test that waits so long has failed.
const LONGEST: Duration = Duration::from_mins(1);

const BELLS: &str = "+++\ntitle = \"Bells\"\ndate = 2026-01-01\n+++\n\nThe harbour bells.\n";

/// A content folder with a preview of it.
struct Desk {
    folder: TempDir,
    preview: Preview,
}

impl Desk {
    fn of(files: &[(&str, &str)]) -> Self {
        Self::with(content_with_address(files), false)
    }

    fn with(folder: TempDir, only_looks: bool) -> Self {
        write_portal(&folder.path().join("dist"));
        let preview = Preview::start(Options {
            content: folder.path().join("content"),
            app: app_of(&folder.path().join("dist")).expect("the portal was written above"),
            port: 0,
            only_looks,
        });
        Self {
            folder,
            preview: preview.expect("a folder that is there can be previewed"),
        }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join("content").join(name)
    }

    fn save(&self, name: &str, text: &str) {
        write(&self.path(name), text);
    }

    fn get(&self, path: &str) -> Answer {
        get(self.preview.port(), path, "")
    }

    /// The newest event, once there is one after that.
    fn event_after(&self, version: u64) -> Option<Value> {
        let body = get(
            self.preview.port(),
            "/.press/events",
            &format!("last-event-id: {version}\r\n"),
        )
        .body;
        let body = String::from_utf8(body).expect("events are text");
        let data = body.lines().find_map(|line| line.strip_prefix("data: "))?;
        Some(serde_json::from_str(data).expect("what is told is JSON"))
    }

    /// Waits until something holds that each new edition may bring, as a browser does.
    #[track_caller]
    fn await_that(&self, what: &str, holds: impl Fn(&Self, &Value) -> bool) -> Value {
        let begun = Instant::now();
        let mut version = 0;
        loop {
            if let Some(event) = self.event_after(version) {
                version = event["version"].as_u64().expect("each edition has a number");
                if holds(self, &event) {
                    return event;
                }
            }
            assert!(begun.elapsed() < LONGEST, "{what} was not shown");
        }
    }

    #[track_caller]
    fn await_words(&self, path: &str, words: &str) -> Value {
        self.await_that(&format!("{words} at {path}"), |desk, _| {
            desk.get(path).text().contains(words)
        })
    }
}

struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn is_found(&self) -> bool {
        self.head.starts_with("HTTP/1.1 200")
    }
}

fn get(port: u16, path: &str, headers: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the preview listens");
    let request = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).expect("the preview reads");
    let mut bytes = Vec::new();
    stream
        .read_to_end(&mut bytes)
        .expect("the preview answers and closes");
    let end = bytes
        .windows(4)
        .position(|part| part == b"\r\n\r\n")
        .expect("headers end");
    Answer {
        head: String::from_utf8_lossy(&bytes[..end])
            .to_ascii_lowercase()
            .replace("http/1.1", "HTTP/1.1"),
        body: bytes[end + 4..].to_vec(),
    }
}

/// A page without the script of the preview.
fn without_script(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body).into_owned();
    let Some(at) = text.find("<script src=\"/.press/preview.js\"") else {
        return body.to_vec();
    };
    let end = text[at..].find("</script>\n").expect("it ends") + at + "</script>\n".len();
    format!("{}{}", &text[..at], &text[end..]).into_bytes()
}

// A preview that shows something else than what is published is worse than none.
#[test]
fn the_preview_shows_every_file_that_a_build_writes() {
    let files = [
        ("magazine/bells.md", BELLS),
        (
            "magazine/lights.md",
            "+++\ntitle = \"Lights\"\ndate = 2026-02-01\naliases = [\"/old/lights/\"]\ntags.themes = [\"Night\"]\nauthors = [\"A. Reader\"]\n+++\n\nSee [bells](bells.md). The harbour lights.\n",
        ),
        ("pages/about.md", "+++\ntitle = \"About\"\n+++\n\nWho we are.\n"),
        ("brand.css", ":root { --accent: teal }"),
        ("media/notes.txt", "No page names this."),
    ];
    let desk = Desk::of(&files);
    let root = desk.folder.path();
    write_portal(&root.join("built"));
    let built = press(root, &["build", "content", "--app", "built"]);
    assert!(built.status.success(), "{}", transcript(&built));
    let built = tree(&root.join("built"));
    assert!(built.len() > 40, "{:?}", built.keys());
    desk.await_that("the search index", |desk, _| {
        desk.get("/content/search/manifest.bin").is_found()
    });
    for (name, bytes) in &built {
        // What Trunk has left beside is no part of the site.
        if ["app.js", "app_bg.wasm", "base.css"].contains(&name.as_str()) {
            continue;
        }
        let answer = desk.get(&format!("/{name}"));
        // In files that a deployer may write in, too, a build says which lines are its own.
        let mark = b"# press writes what follows anew with each build\n";
        let bytes = bytes.strip_prefix(&mark[..]).unwrap_or(bytes);
        assert!(
            without_script(&answer.body) == bytes,
            "{name}: {}\n{}",
            answer.head,
            answer.text()
        );
    }
    assert_eq!(
        get(desk.preview.port(), "/magazine/bells", "")
            .head
            .lines()
            .next(),
        Some("HTTP/1.1 301 moved permanently")
    );
    let missing = desk.get("/magazine/nowhere/");
    assert!(missing.head.starts_with("HTTP/1.1 404") && without_script(&missing.body) == built["404.html"]);
}

// The page must work under the headers that readers get, or nobody notices that it does not.
#[test]
fn the_preview_sends_the_headers_of_production() {
    let desk = Desk::of(&[("magazine/bells.md", BELLS)]);
    for path in [
        "/",
        "/magazine/bells/",
        "/content/site.json",
        "/.press/preview.js",
        "/nowhere/",
    ] {
        let answer = desk.get(path);
        for (name, value) in SECURITY_HEADERS
            .into_iter()
            .chain([("content-security-policy", MEDIA_POLICY)])
        {
            let line = format!("{name}: {value}").to_ascii_lowercase();
            assert!(
                answer.head.lines().any(|one| one == line),
                "{path}: {line}\n{}",
                answer.head
            );
        }
    }
    assert_eq!(desk.get("/").text().matches("/.press/preview.js").count(), 1);
}

// The one thing that a preview is for.
#[test]
fn what_is_saved_is_shown() {
    let desk = Desk::of(&[("magazine/bells.md", BELLS)]);
    desk.save(
        "magazine/bells.md",
        &BELLS.replace("harbour bells", "evening bells"),
    );
    desk.await_words("/magazine/bells/", "The evening bells.");
    desk.save("magazine/bells.md", &BELLS.replace("\"Bells\"", "\"Chimes\""));
    desk.await_words("/", "Chimes");
    desk.save("magazine/lights.md", &BELLS.replace("Bells", "Lights"));
    desk.await_words("/magazine/lights/", "Lights");
    fs::remove_file(desk.path("magazine/lights.md")).expect("it was saved above");
    desk.await_that("that it is gone", |desk, _| {
        !desk.get("/magazine/lights/").is_found()
    });
    let site = fs::read_to_string(desk.path("site.toml")).expect("it is there");
    desk.save("site.toml", &site.replace("\"Test\"", "\"The Quay\""));
    desk.await_words("/", "The Quay");
    desk.save("brand.css", ":root { --accent: rebeccapurple }");
    let style = |desk: &Desk| {
        let page = desk.get("/").text();
        let at = page.find("assets/style-")?;
        let end = page[at..].find('"')? + at;
        Some(desk.get(&format!("/{}", &page[at..end])).text())
    };
    desk.await_that("the brand", |desk, _| {
        style(desk).is_some_and(|text| text.contains("639") || text.contains("rebeccapurple"))
    });
}

// Editors save in steps, sync programs rename, and people paste folders: the last state is what counts.
#[test]
fn whatever_happens_to_the_folder_nothing_is_stale() {
    let desk = Desk::of(&[("magazine/bells.md", BELLS)]);
    // Beside, then renamed over it; before that the file is away for a moment.
    desk.save("magazine/.bells.md.swp", "half of it");
    desk.save("magazine/bells.md~", BELLS);
    fs::remove_file(desk.path("magazine/bells.md")).expect("it is there");
    fs::write(desk.path("magazine/new"), BELLS.replace("harbour", "morning")).expect("it is ours");
    fs::rename(desk.path("magazine/new"), desk.path("magazine/bells.md")).expect("it is ours");
    desk.await_words("/magazine/bells/", "morning bells");
    // Two steps within one file.
    fs::write(desk.path("magazine/bells.md"), "").expect("it is ours");
    fs::write(desk.path("magazine/bells.md"), BELLS.replace("harbour", "noon")).expect("it is ours");
    desk.await_words("/magazine/bells/", "noon bells");
    // A folder renamed, and back again.
    fs::rename(desk.path("magazine"), desk.path("elsewhere")).expect("it is ours");
    desk.await_that("the empty section", |desk, _| {
        !desk.get("/").text().contains("/bells/")
    });
    fs::rename(desk.path("elsewhere"), desk.path("magazine")).expect("it is ours");
    desk.await_words("/", "magazine/bells/");
    // The folder itself, away and back: the system tells of another one by then.
    let (content, away) = (
        desk.folder.path().join("content"),
        desk.folder.path().join("away"),
    );
    fs::rename(&content, &away).expect("it is ours");
    desk.await_that("what is wrong", |_, event| {
        event["failure"]
            .as_str()
            .is_some_and(|words| words.contains("no such folder"))
    });
    fs::rename(&away, &content).expect("it is ours");
    desk.await_that("the site again", |_, event| event["failure"].is_null());
    desk.save("magazine/bells.md", &BELLS.replace("harbour", "night"));
    desk.await_words("/magazine/bells/", "night bells");
    // A thousand at once.
    for number in 0..1000 {
        desk.save(
            &format!("magazine/n{number}.md"),
            &BELLS.replace("Bells", &format!("Number {number}")),
        );
    }
    desk.await_that("the last of a thousand", |desk, _| {
        ["0", "500", "999"]
            .iter()
            .all(|number| desk.get(&format!("/magazine/n{number}/")).is_found())
    });
}

// A system that tells nothing, as of a network drive, and a watcher that has died look the same.
#[test]
fn what_the_system_does_not_tell_is_found_by_looking() {
    let desk = Desk::with(content_with_address(&[("magazine/bells.md", BELLS)]), true);
    desk.save("magazine/bells.md", &BELLS.replace("harbour", "evening"));
    desk.await_words("/magazine/bells/", "The evening bells.");
}

// Who has a typing error in one text goes on reading it as it was, and sees what is wrong and where.
#[test]
fn a_fault_is_told_and_the_page_of_before_stays() {
    let desk = Desk::of(&[
        ("magazine/bells.md", BELLS),
        ("magazine/other.md", &BELLS.replace("Bells", "Other")),
    ]);
    desk.save(
        "magazine/bells.md",
        &BELLS.replace("title = \"Bells\"", "title = \"Bells"),
    );
    let event = desk.await_that("the fault", |_, event| {
        event["errors"]
            .as_array()
            .is_some_and(|errors| !errors.is_empty())
    });
    let fault = &event["errors"][0];
    assert!(
        fault["file"]
            .as_str()
            .is_some_and(|file| file.ends_with("magazine/bells.md")),
        "{fault}"
    );
    assert_eq!(fault["line"], 2, "{fault}");
    assert!(
        ["reason", "remedy"]
            .iter()
            .all(|part| fault[*part].as_str().is_some_and(|words| !words.is_empty())),
        "{fault}"
    );
    assert!(desk.get("/magazine/bells/").text().contains("The harbour bells."));
    assert!(desk.get("/content/articles/bells.json").is_found());
    // The others go on.
    desk.save("magazine/other.md", &BELLS.replace("harbour", "other"));
    desk.await_words("/magazine/other/", "The other bells.");
    assert!(desk.get("/magazine/bells/").text().contains("The harbour bells."));
    // A fault of the whole site leaves all of it as it was.
    let site = fs::read_to_string(desk.path("site.toml")).expect("it is there");
    desk.save("site.toml", "name = \n");
    desk.await_that("the fault of the site", |_, event| {
        event["errors"].to_string().contains("site.toml")
    });
    assert!(desk.get("/magazine/other/").text().contains("The other bells."));
    desk.save("site.toml", &site);
    desk.save("magazine/bells.md", BELLS);
    desk.await_that("that all is well", |_, event| {
        event["errors"] == Value::Array(Vec::new())
    });
    desk.await_words("/magazine/bells/", "The harbour bells.");
}

// What is written for later is what a preview is looked at for, and must not be taken for published.
#[test]
fn drafts_and_what_is_dated_later_are_shown_and_said_to_be() {
    let desk = Desk::of(&[
        ("magazine/bells.md", BELLS),
        (
            "magazine/draft.md",
            &BELLS.replace("title", "draft = true\ntitle"),
        ),
        ("magazine/later.md", &BELLS.replace("2026-01-01", "2099-06-01")),
        (
            "magazine/over.md",
            &BELLS.replace("title", "expires = 2020-01-01\ntitle"),
        ),
    ]);
    let event = desk.event_after(0).expect("there is a first edition");
    let early: Vec<_> = event["early"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            (
                one["path"].as_str().unwrap_or_default(),
                one["why"].as_str().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        early,
        [
            ("magazine/draft/", "draft"),
            ("magazine/later/", "from 2099-06-01 00:00")
        ]
    );
    for path in ["/magazine/draft/", "/magazine/later/", "/magazine/bells/"] {
        assert!(desk.get(path).is_found(), "{path}");
    }
    assert!(!desk.get("/magazine/over/").is_found());
}

// Who begins has no site.toml yet, and the browser is open already.
#[test]
fn a_folder_without_a_site_is_told_in_the_page_until_it_has_one() {
    let folder = content_with_address(&[("magazine/bells.md", BELLS)]);
    let site = folder.path().join("content/site.toml");
    let text = fs::read_to_string(&site).expect("it was written");
    fs::remove_file(&site).expect("it was written");
    let desk = Desk::with(folder, false);
    let event = desk.event_after(0).expect("there is something to tell");
    assert!(
        event["failure"]
            .as_str()
            .is_some_and(|words| words.contains("no site.toml")),
        "{event}"
    );
    assert!(desk.get("/").text().contains("/.press/preview.js"));
    write(&site, text);
    desk.await_words("/", "Bells");
}

// Two sites are written at once, or a server was forgotten: nobody should have to look for a free port.
#[test]
fn a_port_in_use_is_passed_over_and_no_folder_is_told() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let port = taken.local_addr().expect("it is bound").port();
    let folder = content_with_address(&[("magazine/bells.md", BELLS)]);
    write_portal(&folder.path().join("dist"));
    let app = app_of(&folder.path().join("dist")).expect("the portal was written above");
    let options = Options {
        content: folder.path().join("content"),
        app,
        port,
        only_looks: false,
    };
    let preview = Preview::start(options.clone()).expect("one of the next ports is free");
    assert!(preview.port() > port, "{} is not after {port}", preview.port());
    let nowhere = Preview::start(Options {
        content: Path::new("nowhere").to_owned(),
        ..options
    });
    let told = nowhere.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(told.contains("nowhere: there is no such folder"), "{told}");
}
