//! Point 13: the record.

use serde_json::{Value, json};

use super::points::point;
use super::visit::{ARTICLE, FILMS, HOST, Visit};

/// Waits of seconds become hundredths: what is tried again in five minutes is tried again while a test runs.
const HURRY: &str = "(() => {
    const slow = window.setTimeout.bind(window);
    window.setTimeout = (what, wait = 0, ...rest) => slow(what, wait >= 5000 ? wait / 100 : wait, ...rest);
})();";

// A site that must show that it was allowed to needs a record of it, and a record of more than that is a file on its reader.
#[test]
fn each_decision_is_posted_once_without_anything_that_tells_who_it_was() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(13, "posts");
    visit.before_pages(HURRY);
    visit.visit(FILMS);
    visit.answered("functional-only");
    visit.portal().await_posts(1);
    visit.click(".embed[data-embed='one'] [data-consent='always-allow']");
    visit.portal().await_posts(2);
    visit.open_preferences();
    visit.in_preferences("accept-all");
    visit.portal().await_posts(3);
    // Nothing is posted that was not decided.
    visit.open_preferences();
    visit.in_preferences("close");
    for path in ["/", ARTICLE, "/about/"] {
        visit.visit(path);
        visit.await_no_banner();
    }
    visit.assert_clean();
    let posts = visit.portal().posts();
    assert_eq!(posts.len(), 3, "{posts:#?}");
    let bodies: Vec<Value> = posts
        .iter()
        .map(|post| serde_json::from_str(&post.body).expect("the body is JSON"))
        .collect();
    for (post, body) in posts.iter().zip(&bodies) {
        assert_eq!(post.path, "/consent");
        assert!(
            post.head
                .iter()
                .any(|line| line.eq_ignore_ascii_case("content-type: application/json")),
            "{post:?}"
        );
        let names: Vec<_> = body.as_object().expect("the body is an object").keys().collect();
        assert_eq!(
            names,
            [
                "id", "time", "revision", "text", "language", "choice", "method", "gpc"
            ]
        );
        for part in [HOST, "http", "Mozilla", "Chrom", "127.0.0.1", "magazine"] {
            assert!(!post.body.contains(part), "{part} is in {}", post.body);
        }
        let referrer = post
            .head
            .iter()
            .find(|line| line.to_ascii_lowercase().starts_with("referer:"));
        assert_eq!(referrer, None, "where the reader was is nobody's business");
        assert_eq!(body["id"], bodies[0]["id"], "one reader, one number");
        assert_eq!(
            (&body["revision"], &body["language"], &body["gpc"]),
            (&json!(1), &json!("en"), &json!(false))
        );
    }
    assert_eq!(
        bodies
            .iter()
            .map(|body| json!([body["choice"]["outcome"], body["method"]]))
            .collect::<Vec<_>>(),
        [
            json!(["necessary", "banner"]),
            json!(["custom", "embed"]),
            json!(["all", "preferences"])
        ]
    );
    let longest = posts.iter().map(|post| post.body.len()).max().unwrap_or_default();
    point.passed(&format!(
        "3 decisions, 3 posts of {longest} bytes at most; 0 addresses, agents, URLs"
    ));
}

// The reader has decided, and whether a server has noticed is not theirs to worry about.
#[test]
fn an_endpoint_that_is_down_is_never_seen_and_asked_again() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(13, "endpoint down");
    visit.before_pages(HURRY);
    visit.portal().answer_posts(503);
    visit.visit(FILMS);
    visit.answered("functional-only");
    visit.portal().await_posts(3);
    assert_eq!(visit.count("#portal_failure:not([hidden])"), 0);
    assert_eq!(visit.text("main h1"), "Films of the sea");
    assert_eq!(visit.cookie_names(), ["consent"]);
    // At the next visit it is owed as well.
    visit.reload();
    visit.await_no_banner();
    let failed = visit.portal().posts().len();
    visit.portal().await_posts(failed + 1);
    visit.portal().answer_posts(204);
    let taken = |visit: &Visit| {
        visit
            .portal()
            .posts()
            .iter()
            .filter(|post| post.status == 204)
            .count()
    };
    crate::support::eventually("the endpoint to be asked once more", || taken(&visit) == 1);
    let posts = visit.portal().posts();
    let decision = |body: &str| {
        let mut body: Value = serde_json::from_str(body).expect("the body is JSON");
        // The record keeps the day alone: what is posted at a later visit was decided at its beginning.
        body["time"] = json!(body["time"].as_u64().unwrap_or_default() / 86_400);
        body
    };
    assert!(
        posts
            .iter()
            .all(|post| decision(&post.body) == decision(&posts[0].body)),
        "the same decision: {posts:?}"
    );
    // Once it is taken it is taken.
    for _ in 0..2 {
        visit.reload();
        visit.await_no_banner();
    }
    visit.read("new Promise((done) => setTimeout(done, 1000))");
    assert_eq!(taken(&visit), 1);
    // The browser itself notes that a server has failed; readers do not look there, and the portal adds nothing.
    visit.assert_console_only(&["503"]);
    point.passed(&format!(
        "{} refusals, 0 words to the reader, taken at the next answer, then 0 more posts",
        posts.len() - 1
    ));
}

// What is kept about somebody is theirs to see and to take away.
#[test]
fn the_reader_can_see_copy_and_delete_the_own_record() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(13, "own record");
    visit.visit("/privacy/");
    visit.await_banner();
    assert_eq!(
        visit.text("#portal_consent-record-words"),
        "No choice is stored on this device."
    );
    assert_eq!(
        visit.read("document.querySelector('[data-consent=copy-record]').checkVisibility()"),
        false
    );
    visit.answered("accept-all");
    visit.portal().await_posts(1);
    visit.wait_for(
        "the record",
        "document.querySelector('#portal_consent-record pre')",
    );
    let shown: Value =
        serde_json::from_str(&visit.text("#portal_consent-record pre")).expect("the record is JSON");
    let posted: Value = serde_json::from_str(&visit.portal().posts()[0].body).expect("the body is JSON");
    assert_eq!(shown, posted, "what is shown is what was posted");
    visit.allow_clipboard();
    visit.click("[data-consent='copy-record']");
    visit.wait_for(
        "word of the copy",
        "document.querySelector('#portal_live').textContent === 'Copied.'",
    );
    let copied = visit.read("navigator.clipboard.readText()");
    let copied: Value = serde_json::from_str(copied.as_str().unwrap_or_default()).expect("the copy is JSON");
    assert_eq!(copied, posted);
    // Over http browsers have no clipboard: what is selected can be copied by hand.
    visit.read("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    visit.click("[data-consent='copy-record']");
    let selected = visit.read("getSelection().toString()");
    let selected: Value =
        serde_json::from_str(selected.as_str().unwrap_or_default()).expect("all of it is selected");
    assert_eq!(selected, posted);
    visit.click("[data-consent='delete-record']");
    visit.await_banner();
    visit.await_allowed(&[]);
    visit.wait_for(
        "the words",
        "document.querySelector('#portal_consent-record-words').textContent === 'No choice is stored on this device.'",
    );
    assert_eq!(visit.cookie_names(), Vec::<String>::new());
    point.passed("shown, copied and posted are one; deleted, it asks again");
}
