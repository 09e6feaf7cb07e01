//! Nothing is asked for early that nobody takes: Chromium says so in the console, a few seconds after the page was loaded.

use crate::samples::sixty;
use crate::support::{Browser, Portal};

/// Chromium's own timer takes three seconds from the end of loading.
const LATER: &str = "performance.timing.loadEventEnd && performance.now() > \
    performance.timing.loadEventEnd - performance.timing.navigationStart + 4000";

/// What is said of a preload that nobody takes.
const UNUSED: &str = "was preloaded using link preload but not used";

/// Opens each address in a tab of its own, so that all timers run at once.
fn open_all(browser: &Browser, paths: &[&str]) {
    for path in paths {
        browser.open_tab();
        browser.open(path);
        browser.wait_for(
            &format!("the app at {path}"),
            "document.querySelector('[data-running]') && document.querySelector('main').ariaBusy !== 'true'",
        );
    }
}

/// What the console has said of preloads, once the last tab is as old as the timer.
fn told(browser: &Browser) -> Vec<String> {
    browser.wait_for("the browser's own timer", LATER);
    let console = browser.console().into_iter();
    console.filter(|line| line.contains("preload")).collect()
}

// Each page logged warnings wherever its app came late, a query asked for something else, or one file stood for all
// addresses.
#[test]
fn no_page_of_any_kind_asks_early_for_what_nobody_takes() {
    let content = tempfile::tempdir().expect("the system has a folder for temporary files");
    sixty(content.path());
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    open_all(
        &browser,
        &[
            "/",
            "/?page=1",
            "/magazine/",
            "/magazine/?page=2",
            "/magazine/the-ropeworks/",
            "/magazine/the-ropeworks/?utm_source=mail",
            // A reader who comes back has the files already.
            "/magazine/the-ropeworks/",
            "/about/",
            "/tags/themes/heritage/",
            "/tags/",
            "/authors/",
            "/archive/",
            "/archive/2026/",
            "/find/",
            "/find/?themes=heritage",
            "/saved/",
            // One of before, which leads on.
            "/2026/ropewalk/",
            "/no/such/place/",
            "/magazine/no-such-article/",
        ],
    );
    assert_eq!(told(&browser), Vec::<String>::new());

    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    open_all(&browser, &["/magazine/page/2/", "/page/3/"]);
    assert_eq!(told(&browser), Vec::<String>::new());
}

// Where the app comes later than the timer, even what it will take was told.
#[test]
fn neither_a_late_app_nor_a_shell_for_all_addresses_leaves_what_was_asked_for_early() {
    let Some(portal) = Portal::changed(|folder| {
        for place in ["magazine", "tags"] {
            folder.remove(place);
        }
    }) else {
        return;
    };
    let Some(browser) = Browser::on(portal.with_fallback().gated()) else {
        return;
    };
    open_all(
        &browser,
        &[
            "/magazine/",
            "/magazine/the-ropeworks/",
            "/tags/themes/",
            "/no/such/place/",
        ],
    );
    browser.forget_files();
    browser.portal().hold("assets/app-");
    browser.open_tab();
    browser.forget_files();
    browser.start_opening("/about/");
    browser.portal().await_held("assets/app-");
    browser.wait_for(
        "the page",
        "location.pathname === '/about/' && document.querySelector('main h1')",
    );
    // A document whose module is held back is not loaded: that of the app alone is.
    browser.wait_for("as long as the browser's own timer", "performance.now() > 4500");
    let console = browser.console();
    browser.portal().release();
    browser.arrived("/about/", "About The Long Ferry");
    assert!(
        !console.iter().any(|line| line.contains("preload")),
        "{console:?}"
    );
    assert_eq!(told(&browser), Vec::<String>::new());
}

// A test that hears nothing shows nothing.
#[test]
fn what_nobody_takes_would_be_heard() {
    let Some(portal) = Portal::changed(|folder| {
        let page = folder.text("about/index.html");
        let preload =
            "<link rel=\"preload\" as=\"fetch\" crossorigin href=\"../content/lists/home.json\"></head>";
        folder.write("about/index.html", page.replace("</head>", preload));
    }) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    open_all(&browser, &["/about/"]);
    let told = told(&browser);
    assert!(told.len() == 1 && told[0].contains(UNUSED), "{told:?}");
}
