//! What press writes so that a site can be read without a network, and what it writes where it is not to be.

use std::fs;
use std::path::Path;

use scraper::{Html, Selector};

use crate::support::{content, press, transcript, tree, write_portal};

const SITE: &str = "name = \"Gezeiten\"\nlanguage = \"de\"\naddress = \"https://tide.example.org/news/\"\noffline = true\n\n\
    [[sections]]\nslug = \"magazine\"\nname = \"Magazin\"\n";

const ARTICLE: &str = "+++\ntitle = \"Bells\"\n+++\n\nThe harbour bells.\n";

/// The path of the service worker, which never changes.
const WORKER: &str = "offline.js";

fn folder(site: &str) -> tempfile::TempDir {
    let folder = content(&[("site.toml", site), ("magazine/bells.md", ARTICLE)]);
    write_portal(&folder.path().join("dist"));
    folder
}

fn build(folder: &Path, more: &[&str]) {
    let arguments = [&["build", "content", "--app", "dist"], more].concat();
    let built = press(folder, &arguments);
    assert!(built.status.success(), "{}", transcript(&built));
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join("dist").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn pages(folder: &Path) -> Vec<(String, String)> {
    let files = tree(&folder.join("dist"));
    let pages = files
        .into_keys()
        .filter(|name| name.strip_suffix(".html").is_some());
    pages.map(|name| (name.clone(), text(folder, &name))).collect()
}

fn attribute(html: &str, selector: &str, name: &str) -> Option<String> {
    let selector = Selector::parse(selector).expect("it is a selector");
    let document = Html::parse_document(html);
    let element = document.select(&selector).next()?;
    element.attr(name).map(str::to_owned)
}

/// The names of the scripts for pages.
fn scripts(folder: &Path) -> Vec<String> {
    let files = tree(&folder.join("dist"));
    files
        .into_keys()
        .filter(|name| name.starts_with("assets/offline-"))
        .collect()
}

// A page that names no script, or one that is not there, keeps nothing, and nobody sees it before the network is gone.
#[test]
fn each_page_of_a_site_that_wants_it_names_the_script_that_starts_the_worker() {
    let folder = folder(SITE);
    let root = folder.path();
    build(root, &[]);
    assert!(text(root, WORKER).contains("addEventListener('fetch'"));
    let script = scripts(root);
    assert_eq!(script.len(), 1, "{script:?}");
    assert!(text(root, &script[0]).contains("\"these\":\"Das können Sie jetzt lesen:\""));
    for (name, html) in pages(root) {
        let named = attribute(&html, "script[data-wasm]", "data-offline");
        let is_stub = !html.contains("portal_root");
        if name == "offline.html" || is_stub {
            assert_eq!(named, None, "{name}");
            continue;
        }
        let up = "../".repeat(name.matches('/').count());
        let up = match (name.as_str(), up.as_str()) {
            ("404.html", _) => "/news/",
            (_, "") => "./",
            (_, up) => up,
        };
        assert_eq!(named, Some(format!("{up}{}", script[0])), "{name}");
    }
}

// It stands for any page, also where the app would look for that page once more, and it is for readers of the site.
#[test]
fn the_page_for_what_is_not_kept_starts_no_app_and_speaks_the_language_of_the_site() {
    let folder = folder(SITE);
    build(folder.path(), &[]);
    let page = text(folder.path(), "offline.html");
    assert_eq!(attribute(&page, "html", "lang").as_deref(), Some("de"));
    assert!(page.contains("Diese Seite liegt nicht auf Ihrem Gerät"), "{page}");
    assert!(!page.contains("data-wasm"), "{page}");
    assert_eq!(
        attribute(&page, "meta[name=robots]", "content").as_deref(),
        Some("noindex")
    );
    // The worker finds both by these very letters.
    assert!(page.contains("<div data-kept=\"\" hidden=\"\">"), "{page}");
    assert!(page.contains("<ul class=\"ways\" data-kept=\"\"></ul>"), "{page}");
}

// Browsers ask for the worker that they know at the path that they know: where nothing stands, it answers for ever.
#[test]
fn a_site_that_is_not_kept_on_devices_has_a_worker_that_takes_itself_away_in_the_same_place() {
    let folder = folder(SITE);
    let root = folder.path();
    build(root, &[]);
    let (worker, policy) = (text(root, WORKER), press(root, &["policy", "content"]));
    assert!(
        transcript(&policy).contains("; trusted-types feuilleton-offline"),
        "{}",
        transcript(&policy)
    );
    let gone = |what: &str| {
        let now = text(root, WORKER);
        assert!(now != worker && now.contains("unregister()"), "{what}: {now}");
        assert!(!root.join("dist/offline.html").exists(), "{what}");
        assert!(
            !text(root, "content/site.json").contains("\"offline\":true"),
            "{what}"
        );
        for (name, html) in pages(root) {
            assert!(!html.contains("data-offline"), "{what}: {name}");
        }
    };
    build(root, &["--without-offline"]);
    gone("left out by hand");
    build(root, &[]);
    assert_eq!(text(root, WORKER), worker);
    fs::write(
        root.join("content/site.toml"),
        SITE.replace("offline = true", "offline = false"),
    )
    .expect("the folder is ours");
    build(root, &[]);
    gone("left out by the site");
    let policy = press(root, &["policy", "content"]);
    assert!(
        transcript(&policy).contains("; trusted-types 'none'"),
        "{}",
        transcript(&policy)
    );
}

// A site that meant to be kept and is not, and the reverse, are found out by readers alone.
#[test]
fn a_word_that_is_neither_yes_nor_no_is_told() {
    let folder = folder(&SITE.replace("offline = true", "offline = \"perhaps\""));
    let told = transcript(&press(folder.path(), &["check", "content"]));
    assert!(told.starts_with("exit 1\n") && told.contains("offline"), "{told}");
}

// An earlier address in the place of the worker would stand there as a page.
#[test]
fn no_earlier_address_takes_the_place_of_the_worker() {
    for name in [WORKER, "offline.html"] {
        let folder = folder(SITE);
        let article = ARTICLE.replace("\"Bells\"", &format!("\"Bells\"\naliases = [\"/{name}\"]"));
        fs::write(folder.path().join("content/magazine/bells.md"), article).expect("the folder is ours");
        let told = transcript(&press(folder.path(), &["check", "content"]));
        assert!(told.starts_with("exit 1\n") && told.contains(name), "{told}");
    }
}
