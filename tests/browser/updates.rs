//! A new deploy, while somebody reads: files arrive at the host in any order, and whoever sends them may be stopped in between. Whatever
//! a reader then opens is a page that can be read, and nobody is loaded in a circle.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use press::hash;
use serde_json::json;

use crate::support::{Browser, Content, Portal};

/// Files of a site, by their paths.
type Files = BTreeMap<String, Vec<u8>>;

const ARTICLES: [&str; 3] = ["bells", "ropes", "tides"];

/// Counts how often the document of this tab was loaded.
const COUNT: &str = "sessionStorage.loads = (Number(sessionStorage.loads) || 0) + 1;";

/// What stands when a page has come to rest, whichever program shows it, or none.
const RESTS: &str = "document.readyState === 'complete' && document.querySelector('main h1')?.innerText.trim() \
    && document.querySelector('main').getAttribute('aria-busy') !== 'true'";

/// A small site as it was at the first deploy, or at the second: other titles, another list, another look.
fn site(version: u32) -> Content {
    let content = Content::new();
    content.write(
        "site.toml",
        format!(
            "name = \"The Tide\"\nlanguage = \"en\"\ntagline = \"Version {version}\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
             [[navigation]]\nlabel = \"Magazine\"\nhref = \"/magazine/\"\n"
        ),
    );
    content.write("brand.css", format!(":root {{ --accent: #00{version}000; }}\n"));
    for slug in ARTICLES.into_iter().chain((version > 1).then_some("wrecks")) {
        content.write(
            &format!("magazine/{slug}.md"),
            format!("+++\ntitle = \"{slug} of version {version}\"\ndate = \"2026-05-0{version}\"\n+++\n\nWhat version {version} says of {slug}.\n"),
        );
    }
    content
}

fn files(folder: &Path) -> Files {
    fn add(root: &Path, folder: &Path, files: &mut Files) {
        for entry in fs::read_dir(folder)
            .expect("the test's own folder can be read")
            .flatten()
        {
            let path = entry.path();
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned();
            if name == ".press" {
                continue;
            }
            if path.is_dir() {
                add(root, &path, files);
            } else {
                files.insert(name, fs::read(&path).expect("the test's own folder can be read"));
            }
        }
    }
    let mut files = Files::new();
    add(folder, folder, &mut files);
    files
}

/// The same with a program of another name, as one of other bytes has.
fn with_another_program(files: Files) -> Files {
    let program = files
        .keys()
        .find_map(|name| name.strip_prefix("assets/app-")?.strip_suffix(".js"));
    let before = format!("app-{}", program.expect("a portal has a program"));
    let after = format!("app-{}", "0".repeat(16));
    let files = files.into_iter().map(|(name, bytes)| {
        let bytes = if name.strip_suffix(".html").is_some() {
            String::from_utf8_lossy(&bytes)
                .replace(&before, &after)
                .into_bytes()
        } else {
            bytes
        };
        (name.replace(&before, &after), bytes)
    });
    files.collect()
}

/// Puts a file where it belongs, or takes it away.
fn put(folder: &Path, name: &str, bytes: Option<&Vec<u8>>) {
    let file = folder.join(name);
    // It may be one with a file of the built portal, which belongs to all tests.
    let _ = fs::remove_file(&file);
    if let Some(bytes) = bytes {
        let place = file.parent().expect("a file stands in a folder");
        fs::create_dir_all(place)
            .and_then(|()| fs::write(&file, bytes))
            .expect("the test's own folder is writable");
    }
}

/// The files of a deploy in the orders in which programs send them, and in some that none would choose.
fn orders(files: &Files) -> Vec<(&'static str, Vec<&String>)> {
    let names: Vec<_> = files.keys().collect();
    let backwards: Vec<_> = names.iter().rev().copied().collect();
    let is_page = |name: &&String| name.strip_suffix(".html").is_some();
    let (pages, others): (Vec<_>, Vec<_>) = names.iter().copied().partition(is_page);
    let by_chance = |seed: u8| {
        let mut order = names.clone();
        order.sort_by_key(|name| hash::of_parts(&[&[seed], name.as_bytes()]));
        order
    };
    let (one, other) = (by_chance(1), by_chance(2));
    vec![
        ("by name", names),
        ("by name, backwards", backwards),
        ("pages first", [&pages[..], &others[..]].concat()),
        ("pages last", [&others[..], &pages[..]].concat()),
        ("by chance", one),
        ("by another chance", other),
    ]
}

fn loads(browser: &Browser) -> u64 {
    let loads = browser.read("sessionStorage.loads");
    loads
        .as_str()
        .and_then(|loads| loads.parse().ok())
        .unwrap_or_default()
}

/// The heading of the page, once it rests.
#[track_caller]
fn rests(browser: &Browser, moment: &str) -> String {
    browser.wait_for(moment, RESTS);
    browser.text("main h1")
}

// Uploads are neither at once nor in order, caches keep one file and not the other, and a cable is pulled in the middle. What a reader
// opens then is the old page or the new one; a tab that is open goes on.
#[test]
fn a_deploy_that_stops_anywhere_in_any_order_leaves_pages_that_can_be_read() {
    let (Some(portal), Some(later)) = (Portal::pressed(site(1).path()), Portal::pressed(site(2).path()))
    else {
        return;
    };
    let before = files(portal.folder().path());
    let after = with_another_program(files(later.folder().path()));
    drop(later);
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.before_pages(COUNT);
    let folder = browser.portal().folder().path().to_owned();
    let mut tried = 0;
    for (order, names) in orders(&after) {
        for quarter in 1..=4 {
            let moment = format!("{order}, {quarter} quarters");
            for name in after.keys().filter(|name| !before.contains_key(*name)) {
                put(&folder, name, None);
            }
            for (name, bytes) in before
                .iter()
                .filter(|(name, bytes)| after.get(*name) != Some(bytes))
            {
                put(&folder, name, Some(bytes));
            }
            // Somebody is reading.
            browser.visit("/magazine/bells/");
            browser.read("sessionStorage.loads = 0");
            for name in &names[..names.len() * quarter / 4] {
                if after.get(*name) != before.get(*name) {
                    put(&folder, name, after.get(*name));
                }
            }
            browser.follow("/magazine/ropes/");
            browser.wait_for(
                &moment,
                &format!("location.pathname === '/magazine/ropes/' && {RESTS}"),
            );
            let heading = rests(&browser, &moment);
            assert!(
                heading.starts_with("ropes of version"),
                "{moment}: {heading:?} in a tab that was open"
            );
            assert!(loads(&browser) <= 1, "{moment}: loaded {} times", loads(&browser));
            for (path, start) in [
                ("/", "The Tide"),
                ("/magazine/", "Magazine"),
                ("/magazine/tides/", "tides of version"),
            ] {
                browser.read("sessionStorage.loads = 0");
                browser.open(path);
                let heading = rests(&browser, &moment);
                assert!(heading.starts_with(start), "{moment}: {heading:?} at {path}");
                assert!(
                    loads(&browser) <= 2,
                    "{moment}: {path} was loaded {} times",
                    loads(&browser)
                );
            }
            tried += 1;
        }
    }
    assert_eq!(tried, 24, "{}", json!(after.keys().collect::<Vec<_>>()));
}
