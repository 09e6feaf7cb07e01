//! Point 1: before a choice.

use std::time::Duration;

use press::host::serve::Policy;
use serde_json::{Value, json};

use super::points::point;
use super::visit::{FILMS, HOST, ROUTES, Visit, hits};
use crate::prerendered::addresses;
use crate::support::Portal;

/// For how long the page with embeds is watched: 50 times as long as what runs there would need to report.
const LONG: Duration = Duration::from_secs(10);

// Who has not been asked has not agreed: nothing of others before, however long they read and wherever they point.
#[test]
fn before_a_choice_no_page_asks_others_for_anything_and_stores_nothing() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(1, "each kind of page");
    for path in ROUTES {
        visit.visit(path);
        visit.await_banner();
        read_through(&visit);
    }
    // The same pages once more, without leaving the document.
    for path in ROUTES {
        visit.follow(path);
        visit.wait_for("the page", &format!("location.pathname === '{path}'"));
        read_through(&visit);
    }
    visit.visit(FILMS);
    visit.await_banner();
    read_through(&visit);
    assert_eq!(
        hits(&visit.elsewhere.listen_for(LONG)),
        Vec::<String>::new(),
        "asked for elsewhere"
    );
    visit.assert_untouched();
    assert_eq!(hints(&visit), json!([]), "what others are asked for in advance");
    visit.assert_clean();
    point.passed(&format!(
        "0 requests, 0 cookies, 0 things stored on {} addresses, each opened and followed; {} s on the one with embeds",
        ROUTES.len(),
        LONG.as_secs()
    ));
}

// The demo names services as editors do. What its pages hold must be as quiet at every address that it has.
#[test]
fn before_a_choice_no_address_of_the_demo_asks_others_for_anything() {
    let Some(portal) = Portal::as_built() else { return };
    let mut paths = Vec::new();
    addresses(portal.folder().path(), "", &mut paths);
    let portal = portal.with_policy(Policy::Site).named(HOST);
    let Some(visit) = Visit::of(portal) else { return };
    let point = point(1, "the demo");
    for path in &paths {
        visit.visit(path);
        visit.await_banner();
        visit.read("scrollTo(0, document.body.scrollHeight)");
    }
    visit.assert_untouched();
    visit.assert_clean();
    point.passed(&format!(
        "0 requests, 0 cookies, 0 things stored on {} addresses",
        paths.len()
    ));
}

/// Scrolls to the end and points at everything on the way.
fn read_through(visit: &Visit) {
    let height = visit.number("document.body.scrollHeight");
    let mut y = 0.0;
    while y < height {
        visit.read(&format!("scrollTo({{ top: {y}, behavior: 'instant' }})"));
        for (x, y) in [(200, 100), (400, 300), (640, 500), (640, 700)] {
            visit.hover(x, y);
        }
        y += 700.0;
    }
}

/// What makes the browser look up names of others or open connections to them.
fn hints(visit: &Visit) -> Value {
    visit.read(
        "[...document.querySelectorAll('[src], link[href]:not([rel=canonical], [rel=alternate])')]
            .filter(({ src, href }) => new URL(src || href).origin !== location.origin)
            .map(({ outerHTML }) => outerHTML)",
    )
}
