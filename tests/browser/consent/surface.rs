//! What the portal tells scripts of the site: docs/privacy.md promises it.

use serde_json::{Value, json};

use super::visit::{FILMS, Visit};

/// A script of the site, which is there before the portal.
const LISTENER: &str = "window.heard = [];
    for (const kind of ['consent', 'navigate']) {
        document.addEventListener(kind, ({ type, detail }) =>
            heard.push([type, detail, document.documentElement.dataset.consent ?? null]));
    }";

fn heard(visit: &Visit) -> Value {
    visit.read("heard.splice(0)")
}

// A deployer's own script has nothing else to go by.
#[test]
fn scripts_of_the_site_hear_of_each_choice_and_each_page() {
    let Some(visit) = Visit::begin() else { return };
    visit.before_pages(LISTENER);
    visit.visit(FILMS);
    visit.await_banner();
    assert_eq!(heard(&visit), json!([]), "nothing has been chosen");
    visit.answered("accept-all");
    let all = json!(["counter", "pixel", "charts", "tube"]);
    let words = "counter pixel charts tube";
    assert_eq!(heard(&visit), json!([["consent", { "allowed": all }, words]]));

    visit.follow("/events/regatta/");
    visit.arrived("/events/regatta/", "The regatta");
    let page = json!({ "path": "/events/regatta/", "title": "The regatta" });
    assert_eq!(heard(&visit), json!([["navigate", page, words]]));

    // The first page of a visit is no navigation, and the choice of an earlier one holds from the start.
    visit.reload();
    visit.await_no_banner();
    visit.await_allowed(&["counter", "pixel", "charts", "tube"]);
    assert_eq!(heard(&visit), json!([["consent", { "allowed": all }, words]]));
}

// What follows a withdrawal is told before the document is left for good.
#[test]
fn scripts_of_the_site_hear_of_a_withdrawal() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit(FILMS);
    visit.answered("functional-only");
    visit.click(".embed[data-embed='one'] [data-consent='always-allow']");
    visit.await_allowed(&["tube"]);
    visit.read(&format!("(() => {{ {LISTENER} }})()"));
    visit.open_preferences();
    visit.in_preferences("functional-only");
    visit.await_allowed(&[]);
    assert_eq!(heard(&visit), json!([["consent", { "allowed": [] }, ""]]));
    visit.assert_clean();
}
