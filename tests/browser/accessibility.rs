//! axe-core finds nothing on any kind of page, in light, dark and forced colours, on a desk and on the smallest phone.

use crate::samples::write_every_kind;
use crate::support::{Browser, Portal, Scheme};

/// Looks at pages in all colours and both widths, and fails with everything that is wrong on any of them.
fn look(paths: &[&str]) {
    let Some(portal) = Portal::changed(|folder| {
        write_every_kind(folder);
        folder.write("content/articles/car-deck-b.json", "{}");
    }) else {
        return;
    };
    let Some(browser) = Browser::on(portal.with_fallback()) else {
        return;
    };
    let mut wrong = Vec::new();
    for path in paths {
        browser.visit(path);
        for width in [1280, 320] {
            browser.resize(width, 800);
            for colours in ["light", "dark", "forced"] {
                match colours {
                    "light" => browser.prefer(Scheme::Light),
                    "dark" => browser.prefer(Scheme::Dark),
                    _ => browser.force_colours(),
                }
                let Some(findings) = browser.axe() else { return };
                wrong.extend(
                    findings
                        .into_iter()
                        .map(|finding| format!("{path} at {width} px, {colours}: {finding}")),
                );
            }
            let wide = browser.read("document.documentElement.scrollWidth");
            if wide.as_u64().is_none_or(|wide| wide > u64::from(width)) {
                wrong.push(format!("{path} is {wide} px wide in a window of {width}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.assert_clean();
}

// Lists are mostly links and pictures.
#[test]
fn lists_are_accessible() {
    look(&[
        "/",
        "/magazine/",
        "/opportunities/",
        "/tags/themes/heritage/",
        "/authors/maren-holloway/",
        "/archive/",
        "/archive/2026/",
    ]);
}

// Queries change the page under the reader's hands.
#[test]
fn queries_are_accessible() {
    look(&[
        "/find/",
        "/find/?themes=heritage+no-such-theme&section=magazine",
        "/find/?themes=heritage&year=1999",
    ]);
}

// Articles have everything else.
#[test]
fn articles_are_accessible() {
    look(&[
        "/magazine/the-ropeworks/",
        "/magazine/bookbinder-of-al-mina/",
        "/events/low-tide-festival-2027/",
    ]);
}

// Who has lost the way needs it most.
#[test]
fn pages_outside_the_sections_and_failures_are_accessible() {
    look(&[
        "/about/",
        "/privacy/",
        "/accessibility/",
        "/no/such/place/",
        "/magazine/car-deck-b/",
    ]);
}
