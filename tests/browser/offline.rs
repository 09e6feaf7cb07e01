//! Reading without a network: what is kept, for how long, and what is never kept. Everything else is tested without the worker.

use press::host::serve::Policy;
use serde_json::json;

use crate::support::{Browser, Folder, Portal, eventually};

/// Three articles of the demo with pictures, by their paths.
const READ: [&str; 3] = [
    "/magazine/the-ropeworks/",
    "/magazine/car-deck-b/",
    "/magazine/every-stage-in-iloilo/",
];

/// An article that no test here reads, and that none of these three leads to.
const UNREAD: &str = "/magazine/against-the-opening-night/";

/// What the worker has noted, as a promise.
const LEDGER: &str = "(async () => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) if (url.endsWith('content/%20ledger')) return (await cache.match(url)).json();
  }
})()";

/// The addresses of everything that is kept, as a promise: paths of this host with their queries, and others whole.
const KEPT: &str = "(async () => {
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const all = (await Promise.all(stores.map((store) => store.keys()))).flat();
  return all.map(({ url }) => url.replace(location.origin, ''));
})()";

/// Is each picture of the article there, or a width of it?
const PICTURES: &str = "(async () => {
  for (const picture of document.querySelectorAll('main > article img')) {
    picture.loading = 'eager';
    try { await picture.decode(); } catch { return picture.currentSrc; }
  }
  return 'all';
})()";

/// A reader of the demo with the worker, and a network that can be taken away.
fn reader() -> Option<Browser> {
    reader_of(|_| {}, "/")
}

fn reader_of(change: impl FnOnce(&Folder), base: &str) -> Option<Browser> {
    let portal = Portal::changed(change)?.under(base).with_policy(Policy::Site);
    Browser::keeping(portal.gated())
}

/// Visits a page of a portal, and waits until the worker has it.
#[track_caller]
fn read_at(browser: &Browser, base: &str, path: &str) {
    let whole = format!("{}{path}", base.trim_end_matches('/'));
    browser.visit(&whole);
    browser.wait_for("the worker", "navigator.serviceWorker.controller");
    let file = path.trim_start_matches('/');
    let noted = format!("(async () => (await {LEDGER})?.pages[{}] ?? null)()", json!(file));
    eventually(path, || {
        !browser.read(&noted).is_null() && kept(browser).contains(&whole)
    });
}

#[track_caller]
fn read(browser: &Browser, path: &str) {
    read_at(browser, "/", path);
}

fn kept(browser: &Browser) -> Vec<String> {
    let paths = browser.read(KEPT);
    let paths = paths.as_array().expect("it is a list").iter();
    paths
        .filter_map(|path| path.as_str().map(str::to_owned))
        .collect()
}

/// Has a store been filled with the portal itself?
fn has_portal(browser: &Browser) -> bool {
    let kept = kept(browser);
    ["/", "/saved/", "/offline.html", "/boot.js", "/content/site.json"]
        .iter()
        .all(|file| kept.iter().any(|one| one == file))
}

/// The title of an article.
fn title(browser: &Browser, path: &str) -> String {
    let slug = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .expect("a path has a last part");
    let article = browser
        .portal()
        .folder()
        .json(&format!("content/articles/{slug}.json"));
    article["title"]
        .as_str()
        .expect("an article has a title")
        .to_owned()
}

// Readers on trains read on: what they have read, with its pictures, the list that led there, and the portal itself.
#[test]
fn what_was_read_is_read_without_a_network() {
    let Some(browser) = reader() else { return };
    read(&browser, "/");
    browser.refuse_services();
    read(&browser, "/magazine/");
    read(&browser, READ[0]);
    // Reached within the portal: no page of it has come from the host.
    browser.visit(READ[0]);
    browser.follow(READ[1]);
    browser.arrived(READ[1], &title(&browser, READ[1]));
    let data = "/content/articles/car-deck-b.json";
    eventually("its data", || kept(&browser).iter().any(|file| file == data));
    let noted = format!("(async () => (await {LEDGER}).pages['magazine/car-deck-b/'] ?? null)()");
    eventually("its title", || !browser.read(&noted).is_null());
    eventually("the portal", || has_portal(&browser));
    browser.assert_clean();
    browser.portal().cut();
    for path in [READ[0], READ[1]] {
        browser.visit(path);
        browser.arrived(path, &title(&browser, path));
    }
    browser.visit(READ[0]);
    assert_eq!(browser.read("(async () => { const one = document.querySelector('main > article img'); await one.decode(); return one.naturalWidth > 0; })()"), true);
    browser.visit("/magazine/");
    browser.arrived("/magazine/", "Magazine");
    browser.click_in_place(&format!("main a[href='{}']", READ[1]));
    browser.arrived(READ[1], &title(&browser, READ[1]));
    browser.portal().mend();
}

// A blank page, or that of the browser, would say that the site is gone. Nothing is promised that is not there.
#[test]
fn what_is_not_kept_is_told_with_what_is() {
    let Some(browser) = reader() else { return };
    read(&browser, "/");
    browser.refuse_services();
    read(&browser, READ[0]);
    eventually("the portal", || has_portal(&browser));
    browser.portal().cut();
    browser.open(UNREAD);
    assert_eq!(browser.text("main h1"), "This page isn’t on your device");
    assert_eq!(browser.texts("main .ways a"), [title(&browser, READ[0])]);
    assert_eq!(
        browser.read("document.querySelector('main .ways a').pathname"),
        READ[0]
    );
    browser.click("main .ways a");
    browser.arrived(READ[0], &title(&browser, READ[0]));
    // The app finds out by itself, and offers the same.
    browser.follow(UNREAD);
    browser.wait_for(
        "the offer",
        "document.querySelector('main .notice-page[role=alert] .ways:last-child a')",
    );
    let offered = browser.texts("main .notice-page .ways:last-child a");
    assert!(offered.contains(&title(&browser, READ[0])), "{offered:?}");
    browser.portal().mend();
    browser.visit(UNREAD);
    browser.arrived(UNREAD, &title(&browser, UNREAD));
}

// Whoever saves an article wants to read it later, also where there is no network then, and has to know that they can.
#[test]
fn a_saved_article_is_kept_as_a_whole_and_said_to_be() {
    let Some(browser) = reader() else { return };
    read(&browser, READ[0]);
    browser.refuse_services();
    browser.click("[data-tool=save]");
    browser.wait_for(
        "the words",
        "document.getElementById('portal_live').textContent.startsWith('Kept on this device')",
    );
    browser.visit("/saved/");
    browser.wait_for("the list", "document.querySelector('.list-words')?.textContent.endsWith('You can read all of these without a connection.')");
    browser.assert_clean();
    browser.portal().cut();
    browser.visit(READ[0]);
    assert_eq!(browser.read(PICTURES), "all");
    browser.visit("/saved/");
    browser.wait_for("the list", "document.querySelector('.list-words')?.textContent.endsWith('You can read all of these without a connection.')");
    browser.click_in_place(&format!("main a[href='{}']", READ[0]));
    browser.arrived(READ[0], &title(&browser, READ[0]));
    browser.portal().mend();
}

// A network that answers no more is worse than none: the browser waits for it for minutes.
#[test]
fn what_is_kept_is_shown_when_the_network_is_late() {
    let Some(browser) = reader() else { return };
    read(&browser, READ[0]);
    browser.refuse_services();
    eventually("the portal", || has_portal(&browser));
    browser.portal().hold("/");
    browser.visit(READ[0]);
    browser.arrived(READ[0], &title(&browser, READ[0]));
    browser.portal().release();
}

// Nobody reads something old where the new can be had.
#[test]
fn with_a_network_readers_see_what_is_published_now() {
    let Some(browser) = reader() else { return };
    read(&browser, READ[0]);
    browser.refuse_services();
    let name = "magazine/the-ropeworks/index.html";
    let folder = browser.portal().folder();
    let before = title(&browser, READ[0]);
    folder.edit("content/articles/the-ropeworks.json", |article| {
        article["title"] = "The new title".into();
    });
    folder.write(name, folder.text(name).replace(&before, "The new title"));
    browser.visit(READ[0]);
    browser.arrived(READ[0], "The new title");
    browser.assert_clean();
}

// A device has other things to keep. What somebody has saved goes last.
#[test]
fn what_was_read_longest_ago_goes_first_and_what_was_saved_last() {
    let small = |folder: &Folder| {
        let worker = folder.text("offline.js");
        assert!(
            worker.contains("const ROOM = 50e6;"),
            "the worker says how much it keeps"
        );
        folder.write(
            "offline.js",
            worker.replace("const ROOM = 50e6;", "const ROOM = 8e5;"),
        );
    };
    let Some(browser) = reader_of(small, "/") else {
        return;
    };
    read(&browser, READ[0]);
    browser.refuse_services();
    browser.click("[data-tool=save]");
    let of = format!("(async () => (await {LEDGER}).saved.length)()");
    eventually("the saved article", || browser.read(&of) == 1);
    for path in [READ[1], READ[2], UNREAD, "/magazine/the-lighthouse-library/"] {
        browser.visit(path);
        let noted = format!(
            "(async () => (await {LEDGER}).pages[{}] ?? null)()",
            json!(&path[1..])
        );
        eventually(path, || !browser.read(&noted).is_null());
    }
    let size = format!(
        "(async () => Object.values((await {LEDGER}).files).reduce((sum, {{ size }}) => sum + size, 0))()"
    );
    eventually("room", || {
        browser.read(&size).as_f64().is_some_and(|size| size <= 8e5)
    });
    let kept = kept(&browser);
    assert!(
        kept.iter().any(|one| one == READ[0]),
        "what was saved stays: {kept:?}"
    );
    assert!(has_portal(&browser), "{kept:?}");
    let pictures = format!(
        "(async () => Object.entries((await {LEDGER}).files).filter(([path, {{ of, isPortal }}]) => !of?.length && !isPortal).map(([, {{ used }}]) => used))()"
    );
    assert!(
        browser
            .read(&pictures)
            .as_array()
            .is_some_and(|rest| rest.len() < 60)
    );
    browser.assert_clean();
}

// A cache is read by whoever has the device. Errors, parts, queries, what others send and what is not the portal's stay out of it.
#[test]
fn nothing_personal_and_nothing_of_others_is_kept() {
    let beside = |folder: &Folder| {
        folder.write(
            "account/index.html",
            "<!doctype html><title>Yours</title><h1>Your orders</h1>",
        );
    };
    let Some(browser) = reader_of(beside, "/") else {
        return;
    };
    read(&browser, "/");
    browser.click("#portal_consent-banner [data-consent='accept-all']");
    read(&browser, "/magazine/");
    browser.visit("/find/?q=harbour");
    browser.visit("/nowhere/");
    browser.open("/account/");
    read(&browser, READ[0]);
    browser.read(
        "(async () => {
        await fetch('/content/site.json', { headers: { range: 'bytes=0-9' } });
        await fetch('/content/articles/nothing.json').catch(() => {});
        await fetch('/content/articles/car-deck-b.json?reader=7');
        await fetch('/content/articles/every-stage-in-iloilo.json', { cache: 'no-store' });
        await fetch('/content/site.json', { method: 'POST', body: '{}' }).catch(() => {});
    })()",
    );
    let kept = kept(&browser);
    for file in &kept {
        assert!(file.starts_with('/') && !file.contains('?'), "{file} is kept");
        for part in ["nowhere", "account", "nothing", "car-deck-b.json", "iloilo.json"] {
            assert!(!file.contains(part), "{file} is kept");
        }
    }
    let statuses = browser.read(
        "(async () => {
        const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
        const answers = (await Promise.all(stores.map((store) => store.matchAll()))).flat();
        return [...new Set(answers.map(({ status }) => status))];
    })()",
    );
    assert_eq!(statuses, json!([200]));
}

// A worker that is wrong is in every browser that has been here. There has to be a way back.
#[test]
fn a_worker_that_is_replaced_by_the_other_takes_itself_and_all_that_was_kept_away() {
    let Some(browser) = reader() else { return };
    read(&browser, READ[0]);
    browser.refuse_services();
    let gone = include_str!("../../offline/gone.js");
    browser.portal().folder().write("offline.js", gone);
    browser.visit(READ[0]);
    browser.wait_for(
        "the look for a newer worker",
        "navigator.serviceWorker.getRegistration",
    );
    browser.read("(async () => { await (await navigator.serviceWorker.getRegistration())?.update(); })()");
    eventually("nothing", || kept(&browser).is_empty());
    browser.assert_clean();
}

// Two portals of one host have each their own, and a portal below a path knows no root above it.
#[test]
fn it_works_below_a_path() {
    let Some(browser) = reader_of(|_| {}, "/sub/") else {
        return;
    };
    read_at(&browser, "/sub/", "/");
    browser.refuse_services();
    read_at(&browser, "/sub/", READ[0]);
    let path = format!("/sub{}", READ[0]);
    eventually("the portal", || {
        kept(&browser).iter().any(|file| file == "/sub/saved/")
    });
    assert!(kept(&browser).iter().all(|file| file.starts_with("/sub/")));
    assert_eq!(browser.read("(async () => (await navigator.serviceWorker.getRegistration()).scope.replace(location.origin, ''))()"), "/sub/");
    browser.assert_clean();
    browser.portal().cut();
    browser.visit(&path);
    browser.arrived(&path, &title(&browser, READ[0]));
    browser.open(&format!("/sub{UNREAD}"));
    assert_eq!(browser.texts("main .ways a"), [title(&browser, READ[0])]);
    browser.portal().mend();
}
