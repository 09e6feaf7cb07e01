//! Nothing moves while a page arrives, on any kind of page.

use std::collections::BTreeSet;

use crate::kinds::{self, Kind};
use crate::support::Browser;

/// What may move, as the browser adds it up: a fifth of what counts as good.
const MOST: f64 = 0.02;

/// Writes down every shift of the layout, also those that follow a click.
const WATCH: &str = "window.moved = [];
new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
        moved.push([value, sources.map(({ node, previousRect, currentRect }) =>
            `${node?.outerHTML?.slice(0, 60) ?? node?.nodeName} from ${previousRect.y} to ${currentRect.y}`)]);
    }
}).observe({ type: 'layout-shift', buffered: true });";

/// Two frames later, whatever was to be drawn is drawn and whatever has moved is written down.
const TWO_FRAMES: &str =
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))";

/// Every picture that the window shows is there.
const PICTURES: &str = "[...document.images].every((image) => image.complete || !image.checkVisibility({ contentVisibilityAuto: true })
    || image.getBoundingClientRect().top > innerHeight || image.getBoundingClientRect().bottom < 0)";

/// What has moved since the last time; it is wrong where it is more than may.
#[track_caller]
fn shifted(browser: &Browser, what: &str, wrong: &mut Vec<String>) -> f64 {
    browser.read(TWO_FRAMES);
    let moved = browser.read("moved.splice(0)");
    let shifts = moved.as_array().into_iter().flatten();
    let sum = shifts
        .filter_map(|shift| shift[0].as_f64())
        .fold(0.0, |sum, value| sum + value);
    if sum > MOST {
        wrong.push(format!("{what}: {sum:.3}: {moved}"));
    }
    sum
}

/// Goes through the page window by window, as it is read, and waits for the pictures of each.
fn read_through(browser: &Browser) {
    browser.read("scrollTo({ top: 0, behavior: 'instant' })");
    loop {
        let before = browser.number("scrollY");
        browser.read("scrollBy({ top: innerHeight * .8, behavior: 'instant' })");
        browser.read(TWO_FRAMES);
        browser.wait_for("the pictures in sight", PICTURES);
        if (browser.number("scrollY") - before).abs() < 1.0 {
            return;
        }
    }
}

/// One kind for each address: what a reader opens there may move things.
fn pages() -> impl Iterator<Item = &'static Kind> {
    let mut seen = BTreeSet::new();
    kinds::all().filter(move |kind| seen.insert(kind.path))
}

/// A reader who comes from an article, and of whom every file is asked anew; none where the test is to be skipped.
fn reader() -> Option<Browser> {
    let browser = kinds::regular_gated()?;
    browser.before_pages(WATCH);
    browser.forget_files();
    Some(browser)
}

// On a slow line words come first, then pictures, then the app: each would push the line away that is being read.
#[test]
fn nothing_moves_while_pictures_and_app_arrive_on_any_kind_of_page() {
    let Some(browser) = reader() else { return };
    browser.slow_network();
    let mut wrong = Vec::new();
    for (width, height) in [(375, 667), (1440, 900)] {
        browser.resize(width, height);
        for kind in pages() {
            browser.visit(kind.path);
            browser.wait_for(
                "the portal",
                "document.querySelector('#portal_root[data-running]')",
            );
            browser.wait_for("all cards", "!document.querySelector('.card-skeleton')");
            browser.wait_for("the pictures in sight", PICTURES);
            let name = format!("{} in {width} × {height}", kind.name);
            read_through(&browser);
            let sum = shifted(&browser, &name, &mut wrong);
            println!("{name}: {sum:.4}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    kinds::assert_clean(&browser);
}

// The document stays, and so do its head and its foot: they stand where they stood until the next page is there.
#[test]
fn nothing_moves_when_a_reader_goes_on_to_any_kind_of_page() {
    /// The page that was left is gone.
    const GONE: &str = "!window.leaving?.isConnected";
    let Some(browser) = reader() else { return };
    let mut wrong = Vec::new();
    for (width, height) in [(375, 667), (1440, 900)] {
        browser.resize(width, height);
        for kind in pages() {
            browser.visit("/magazine/forty-lines-of-code/");
            browser.wait_for(
                "the portal",
                "document.querySelector('#portal_root[data-running]')",
            );
            browser.wait_for("the pictures in sight", PICTURES);
            let portal = browser.portal();
            for part in ["/media/", "/content/"] {
                portal.hold(part);
            }
            browser.read("window.leaving = document.querySelector('main h1'), true");
            browser.follow(kind.path);
            browser.read(TWO_FRAMES);
            portal.release();
            browser.wait_for("the next page", &format!("{GONE} && document.querySelector('#portal_root[data-running] main h1') && document.querySelector('main').ariaBusy !== 'true'"));
            browser.wait_for("all cards", "!document.querySelector('.card-skeleton')");
            browser.wait_for("the pictures in sight", PICTURES);
            let name = format!("to {} in {width} × {height}", kind.name);
            let sum = shifted(&browser, &name, &mut wrong);
            println!("{name}: {sum:.4}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// A sign that somebody has to wait, gone before it is understood, makes what is quick look slow.
#[test]
fn no_sign_of_waiting_is_seen_within_200_milliseconds() {
    let Some(browser) = reader() else { return };
    browser.visit("/");
    let delays = browser.read(
        "(() => {
            const main = document.querySelector('main');
            main.ariaBusy = 'true';
            const card = document.createElement('article');
            card.className = 'card-skeleton';
            const words = document.createElement('p');
            words.className = 'start-words';
            card.append(words.cloneNode());
            main.append(card, words);
            const styles = [getComputedStyle(main, '::before'), getComputedStyle(card.firstChild), getComputedStyle(words)];
            return styles.map(({ animationName, animationDelay, animationFillMode }) =>
                [animationName.split(',')[0], Math.min(...animationDelay.split(',').map(parseFloat)), animationFillMode.split(',')[0]]);
        })()",
    );
    let signs = delays.as_array().map(Vec::as_slice).unwrap_or_default();
    assert_eq!(signs.len(), 3);
    for sign in signs {
        let is_late = sign[1].as_f64().is_some_and(|seconds| seconds >= 0.2);
        assert!(sign[0] == "appear" && is_late && sign[2] == "both", "{sign}");
    }
    browser.assert_clean();
}
