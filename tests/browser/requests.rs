//! What each kind of page asks its host for, in a file that is compared in review.

use std::fs;
use std::path::Path;

use crate::kinds;
use crate::support::Browser;

/// Says how to renew the file, and what is left out.
const HEAD: &str = "\
What each kind of page asks its host for when it is opened, with nothing kept from before: by a reader who has refused
services. Pictures are left out, because the window decides which; so is what a reader's rest or hand asks for afterwards.
UPDATE_EXPECTED=1 REQUIRE_BROWSERS=1 cargo test --locked -p feuilleton --test browser requests
";

/// Names that hold a hash without it: they change with every build.
fn lasting(path: &str) -> String {
    let is_hash = |text: &str| text.len() >= 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some((stem, ending)) = path.rsplit_once('.') else {
        return path.to_owned();
    };
    let start = stem.rfind(['-', '/']).map_or(0, |place| place + 1);
    if is_hash(&stem[start..]) {
        format!("{}HASH.{ending}", &stem[..start])
    } else {
        path.to_owned()
    }
}

/// The requests since the last time this was asked, once nothing is left to do.
fn settled(browser: &Browser) -> Vec<String> {
    browser.wait_for("the end of loading", "document.readyState === 'complete'");
    browser.read("scheduler.postTask(() => true, { priority: 'background' })");
    let asked = browser.portal().asked();
    let files = asked.iter().filter(|path| !path.starts_with("/content/media/"));
    let mut files: Vec<_> = files.map(|path| lasting(path)).collect();
    files.sort();
    files
}

// A request more on every page is seen by no other test, and paid by every reader on a slow line.
#[test]
fn each_kind_of_page_asks_for_what_is_written_down() {
    let Some(browser) = kinds::counted() else { return };
    browser.forget_files();
    settled(&browser);
    let mut found = HEAD.to_owned();
    for kind in kinds::all() {
        kind.visit(&browser);
        found.extend(["\n", kind.name, ": ", kind.path, "\n"]);
        for file in settled(&browser) {
            found.extend(["    ", &file, "\n"]);
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/requests.txt");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&file, found).expect("the repository can be written to");
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        expected == found,
        "{} has other requests; its head says how to renew it\nfound:\n{found}",
        file.display()
    );
}
