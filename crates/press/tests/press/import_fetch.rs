//! Pictures and feeds that an import fetches itself: from whom, how much, and what is said of it.

use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::Duration;

use press::import::fetch::{Bounds, Fetcher};
use serde_json::json;

use crate::support::web::{Answer, Web};
use crate::support::{command, press, transcript, tree, write};

const PIXEL: &[u8] = include_bytes!("../fixtures/imported/media/rope.png");

/// Builds for tests fetch from this machine where they are told to; others never do.
const SEAM: &str = "PRESS_FETCHES_FROM_THIS_MACHINE";

fn fetching(folder: &Path, arguments: &[&str]) -> Output {
    let mut press = command(folder);
    press.env(SEAM, "1").args(arguments);
    press
        .output()
        .expect("Cargo has built the binary before the tests")
}

fn feed(pictures: &[String]) -> String {
    let images = pictures
        .iter()
        .map(|url| format!("<p><img src=\"{url}\" alt=\"A bell\"></p>"));
    let images = images.collect::<Vec<_>>().concat();
    json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Reed", "items": [{ "id": "1", "title": "Quay", "content_html": images }] }).to_string()
}

fn media(folder: &Path) -> Vec<String> {
    let files = tree(&folder.join("new")).into_keys();
    files.filter(|name| name.starts_with("media/")).collect()
}

// Whoever is online should not have to copy three commands. What failed the first time is all that is asked for the second time.
#[test]
fn missing_pictures_are_fetched_and_a_second_run_goes_on_with_the_rest() {
    let is_up = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let second = std::sync::Arc::clone(&is_up);
    let web = Web::answering(move |path| match path {
        "/b.png" if !second.load(std::sync::atomic::Ordering::SeqCst) => {
            Answer::status("503 Service Unavailable")
        }
        "/page.png" => Answer::file(
            "<!doctype html><title>Not here</title>",
            "text/html; charset=utf-8",
        ),
        "/moved.png" => Answer::sent_on("/c.png?x=1"),
        _ => Answer::file(PIXEL, "image/png"),
    });
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let names = [
        "a.png",
        "b.png",
        "page.png",
        "moved.png",
        "deep/caf%C3%A9.png?w=2",
    ];
    let pictures: Vec<String> = names
        .iter()
        .map(|name| format!("{}/{name}", web.base()))
        .collect();
    write(&folder.path().join("feed.json"), feed(&pictures));
    let arguments = [
        "import",
        "jsonfeed",
        "feed.json",
        "-o",
        "new",
        "--fetch",
        "--report",
        "report.txt",
    ];
    let said = transcript(&fetching(folder.path(), &arguments));
    assert!(said.contains("1 articles and 3 media files"), "{said}");
    assert_eq!(web.asked().len(), 6, "each once, and one sent on");
    let report = fs::read_to_string(folder.path().join("report.txt")).expect("the report is written");
    for told in [
        "the host answers with 503",
        "the host answers with a page",
        "/b.png",
        "/page.png",
    ] {
        assert!(report.contains(told), "{told}: {report}");
    }
    is_up.store(true, std::sync::atomic::Ordering::SeqCst);
    let said = transcript(&fetching(folder.path(), &arguments));
    assert!(said.contains("1 articles and 4 media files"), "{said}");
    let mut asked = web.asked();
    asked.sort();
    assert_eq!(asked, ["/b.png", "/page.png"]);
    assert_eq!(media(folder.path()).len(), 4);
}

// An article from elsewhere must not make press ask the router, the cloud's metadata or a program on this machine.
#[test]
fn nothing_is_asked_of_this_machine_or_a_private_network() {
    let web = Web::answering(|_| Answer::file(PIXEL, "image/png"));
    let port = web.port();
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let pictures: Vec<String> = [
        format!("https://127.0.0.1:{port}/a.png"),
        format!("http://127.0.0.1:{port}/b.png"),
        format!("https://localhost:{port}/c.png"),
        format!("https://2130706433:{port}/d.png"),
        format!("https://0x7f.1:{port}/e.png"),
        format!("https://[::1]:{port}/f.png"),
        format!("https://[::ffff:127.0.0.1]:{port}/g.png"),
        "https://10.0.0.1/h.png".to_owned(),
        "https://169.254.169.254/latest/i.png".to_owned(),
        "https://192.168.1.1/j.png".to_owned(),
        "https://100.64.0.1/k.png".to_owned(),
        "https://[fd00::1]/l.png".to_owned(),
        "https://[fe80::1]/m.png".to_owned(),
    ]
    .into();
    write(&folder.path().join("feed.json"), feed(&pictures));
    let arguments = [
        "import",
        "jsonfeed",
        "feed.json",
        "-o",
        "new",
        "--fetch",
        "--format",
        "json",
    ];
    let output = press(folder.path(), &arguments);
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", transcript(&output)));
    assert!(web.asked().is_empty());
    let entries = report["entries"].as_array().expect("it is a list");
    let refused = entries
        .iter()
        .filter(|entry| entry["reason"] == "its host is none that anybody may ask");
    assert_eq!(refused.count(), pictures.len(), "{report}");
}

// A host that anybody may ask can send on to one that nobody may.
#[test]
fn a_host_cannot_send_on_to_a_private_one_or_to_a_file() {
    let targets = [
        "http://10.0.0.1/a.png",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:192.168.1.1]/a.png",
        "http://[fd00::1]/a.png",
        "file:///etc/passwd",
        "ftp://old.example/a.png",
    ];
    let web = Web::answering(move |path| {
        let number = path.trim_matches(|letter: char| !letter.is_ascii_digit());
        Answer::sent_on(
            number
                .parse()
                .ok()
                .and_then(|at: usize| targets.get(at).copied())
                .unwrap_or("/again"),
        )
    });
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let addresses: Vec<String> = (0..=targets.len())
        .map(|at| format!("{}/{at}.png", web.base()))
        .collect();
    let fetcher = Fetcher::of_tests(Bounds::default());
    let outcome = fetcher
        .fetch_all(&addresses, folder.path(), &mut || {})
        .expect("the folder is writable");
    assert!(outcome.fetched.is_empty() && outcome.left.is_empty());
    let refused: Vec<String> = outcome.refused.iter().map(|(_, why)| why.to_string()).collect();
    let private = "its host is none that anybody may ask";
    let other = "it is not sent over https";
    assert_eq!(
        refused,
        [
            private,
            private,
            private,
            private,
            other,
            other,
            "the host sends on more than 5 times"
        ]
    );
    assert!(tree(folder.path()).is_empty());
}

// A host can send without end, or nothing for ever.
#[test]
fn what_is_too_large_too_many_or_too_slow_is_left_and_the_rest_is_fetched() {
    let web = Web::answering(|path| match path {
        "/said.png" => Answer {
            head: "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 5000000\r\n".to_owned(),
            body: Vec::new(),
        },
        // Nothing is said of how much it is.
        "/unsaid.png" => Answer {
            head: "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n".to_owned(),
            body: vec![0; 5000],
        },
        "/broken.png" => Answer {
            head: "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 900\r\n".to_owned(),
            body: vec![0; 100],
        },
        _ => Answer::file(vec![1; 400], "image/png"),
    });
    let addresses = |names: &[&str]| -> Vec<String> {
        names
            .iter()
            .map(|name| format!("{}/{name}.png", web.base()))
            .collect()
    };
    let bounds = Bounds {
        file: 1000,
        ..Bounds::default()
    };
    let fetch = |bounds: Bounds, names: &[&str]| {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let outcome = Fetcher::of_tests(bounds).fetch_all(&addresses(names), folder.path(), &mut || {});
        (
            outcome.expect("the folder is writable"),
            tree(folder.path()).len(),
        )
    };
    let (outcome, files) = fetch(bounds, &["said", "unsaid", "broken", "a"]);
    assert_eq!(
        (outcome.fetched.len(), outcome.refused.len(), files),
        (1, 3, 1),
        "{outcome:?}"
    );
    let (outcome, files) = fetch(Bounds { files: 2, ..bounds }, &["a", "b", "c", "d"]);
    assert_eq!(
        (outcome.fetched.len(), outcome.left.len(), files),
        (2, 2, 2),
        "{outcome:?}"
    );
    let (outcome, files) = fetch(
        Bounds {
            total: 1000,
            ..bounds
        },
        &["a", "b", "c", "d"],
    );
    assert_eq!(
        (outcome.fetched.len(), outcome.left.len(), files),
        (2, 2, 2),
        "{outcome:?}"
    );
    let (outcome, files) = fetch(
        Bounds {
            all: Duration::ZERO,
            ..bounds
        },
        &["a"],
    );
    assert_eq!((outcome.left.len(), files), (1, 0), "{outcome:?}");
    // A host that takes the question and says nothing.
    let silent = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let address = format!("http://{}/a.png", silent.local_addr().expect("it listens"));
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let bounds = Bounds {
        each: Duration::from_millis(200),
        ..bounds
    };
    let outcome = Fetcher::of_tests(bounds).fetch_all(&[address], folder.path(), &mut || {});
    assert_eq!(outcome.expect("the folder is writable").refused.len(), 1);
}

// Most of those who have a feed have its address, and no file.
#[test]
fn a_feed_is_fetched_with_its_pictures() {
    let web = Web::answering(|path| match path {
        "/feed.xml" => Answer::file(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Reed</title><link>https://reed.example/</link>\
             <item><title>Quay</title><link>https://reed.example/quay/</link><description>&lt;p&gt;Words of the quay.&lt;/p&gt;</description></item></channel></rss>",
            "application/rss+xml",
        ),
        _ => Answer::status("404 Not Found"),
    });
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let url = format!("{}/feed.xml", web.base());
    let said = transcript(&fetching(
        folder.path(),
        &["import", "feed", "--fetch", &url, "-o", "new"],
    ));
    assert!(said.contains("1 articles and 0 media files"), "{said}");
    for (address, why) in [
        (format!("{}/none.xml", web.base()), "the host answers with 404"),
        ("feed.xml".to_owned(), "its address is none that can be fetched"),
        (
            "http://10.0.0.1/feed.xml".to_owned(),
            "its host is none that anybody may ask",
        ),
    ] {
        let output = fetching(
            folder.path(),
            &["import", "feed", "--fetch", &address, "-o", "other"],
        );
        let said = transcript(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(why) && said.contains(&address), "{said}");
        assert!(!folder.path().join("other").exists());
    }
    let said = transcript(&press(folder.path(), &["import", "feed", "-o", "other"]));
    assert!(said.starts_with("exit 2") && said.contains("FILE"), "{said}");
}
