//! The portal starts.

use crate::support::reader;

// Everything else stands on this: the app arrives, runs under the strict policy and shows a page.
#[test]
fn the_home_page_shows_a_heading_and_the_console_stays_empty() {
    let Some(browser) = reader() else { return };
    browser.open("/");
    browser.wait_for(
        "a heading with words",
        "document.querySelector('main h1')?.textContent.trim()",
    );
    browser.assert_console_empty();
    assert_eq!(browser.violations(), Vec::<String>::new());
}
