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
    let bodies = bodies(&visit);
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
    assert!(
        posts.iter().all(|post| post.body == posts[0].body),
        "the same decision, to the second: {posts:?}"
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
    // At a later visit, in the language and the words of another day, it is still the same.
    visit.edit(|consent| consent["services"][0]["purpose"] = "Counts something else.".into());
    visit.reload();
    visit.wait_for(
        "the record",
        "document.querySelector('#portal_consent-record pre:not([hidden])')",
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
    visit.delete_record();
    visit.await_banner();
    visit.await_allowed(&[]);
    visit.wait_for(
        "the words",
        "document.querySelector('#portal_consent-record-words').textContent === 'No choice is stored on this device.'",
    );
    assert_eq!(visit.cookie_names(), Vec::<String>::new());
    // A deletion is a decision, too.
    visit.portal().await_posts(2);
    visit.await_stored(&[]);
    let deletion = &bodies(&visit)[1];
    assert_eq!(deletion["id"], posted["id"]);
    assert!(deletion["time"].as_u64() > posted["time"].as_u64());
    assert_eq!(
        (&deletion["method"], &deletion["choice"]),
        (
            &json!("deletion"),
            &json!({ "outcome": "necessary", "allowed": [], "denied": [] })
        )
    );
    point.passed(
        "shown, copied and posted are one, at a later visit, too; deleted, it asks again and says so",
    );
}

/// What was posted, in order.
fn bodies(visit: &Visit) -> Vec<Value> {
    let posts = visit.portal().posts().into_iter();
    let read = |body: String| serde_json::from_str(&body).expect("the body is JSON");
    posts.map(|post| read(post.body)).collect()
}

// An endpoint that was down for a week is told all that was decided, in the order in which it was, and nothing twice.
#[test]
fn what_was_decided_while_the_endpoint_was_down_is_told_in_order_and_once() {
    // Without scripts, so that nothing but the reader loads the page anew.
    let site = Visit::with(|consent| {
        let services = consent["services"].as_array_mut().expect("the site has services");
        services.retain(|service| service["embed"].is_object());
    });
    let Some(visit) = site else { return };
    visit.before_pages(HURRY);
    visit.portal().answer_posts(503);
    visit.visit(FILMS);
    visit.answered("functional-only");
    visit.click(".embed[data-embed='one'] [data-consent='always-allow']");
    visit.await_allowed(&["tube"]);
    visit.reload();
    visit.await_no_banner();
    visit.open_preferences();
    visit.in_preferences("accept-all");
    visit.await_allowed(&["charts", "tube"]);
    visit.visit("/privacy/");
    visit.delete_record();
    visit.await_banner();
    visit.answer("preferences");
    visit.await_preferences();
    visit.in_preferences("save");
    visit.await_no_banner();
    let refused = visit.portal().posts().len();
    visit.portal().answer_posts(204);
    let taken = || -> Vec<Value> {
        let posts = visit.portal().posts();
        let taken = posts.iter().filter(|post| post.status == 204);
        taken
            .map(|post| serde_json::from_str(&post.body).expect("the body is JSON"))
            .collect()
    };
    crate::support::eventually("the endpoint to be told", || taken().len() >= 5);
    visit.await_stored(&[]);
    let taken = taken();
    let said: Vec<_> = taken
        .iter()
        .map(|body| json!([body["method"], body["choice"]["outcome"]]))
        .collect();
    assert_eq!(
        said,
        [
            json!(["banner", "necessary"]),
            json!(["embed", "custom"]),
            json!(["preferences", "all"]),
            json!(["deletion", "necessary"]),
            json!(["preferences", "necessary"]),
        ]
    );
    let times: Vec<_> = taken.iter().filter_map(|body| body["time"].as_u64()).collect();
    assert!(times.is_sorted(), "{times:?}");
    assert_ne!(taken[3]["id"], taken[4]["id"], "a new record is another one");
    // Ten seconds, a minute, five minutes: a hundredth of that here, for however many were owed.
    assert!(refused < 20, "{refused} posts in vain");
    visit.assert_console_only(&["503"]);
}

// The page is loaded anew by a withdrawal where a script has run, and what is on its way must not be lost, or come twice.
#[test]
fn a_withdrawal_that_loads_the_page_anew_is_told_once() {
    let Some(visit) = Visit::begin() else { return };
    let start = std::time::Instant::now();
    visit.visit(FILMS);
    visit.answered("accept-all");
    visit.await_everything(start);
    visit.portal().await_posts(1);
    visit.withdraw();
    visit.await_no_banner();
    visit.await_stored(&[]);
    let told = bodies(&visit);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert_eq!(told[0]["id"], told[1]["id"]);
    assert!(told[0]["time"].as_u64() < told[1]["time"].as_u64(), "{told:#?}");
    assert_eq!(told[1]["method"], "preferences");
    assert_eq!(told[1]["choice"]["outcome"], "necessary");
    visit.assert_clean_but_for_the_cut();
}

// A host that answers late holds nobody up: the page goes, and what it has sent arrives.
#[test]
fn an_endpoint_that_is_slow_does_not_hold_a_withdrawal_up() {
    let Some(visit) = Visit::begin() else { return };
    let start = std::time::Instant::now();
    visit.visit(FILMS);
    visit.answered("accept-all");
    visit.await_everything(start);
    visit.portal().await_posts(1);
    visit.read("window.same = true");
    visit.portal().hold("/consent");
    visit.open_preferences();
    let moment = std::time::Instant::now();
    visit.in_preferences("functional-only");
    visit.wait_for(
        "the page, loaded anew",
        "!window.same && document.querySelector('#portal_root[data-running]')",
    );
    let waited = moment.elapsed();
    assert!(waited < super::visit::AT_ONCE * 2, "it took {waited:?}");
    visit.portal().release();
    visit.portal().await_posts(2);
    visit.await_stored(&[]);
    let told = bodies(&visit);
    assert_eq!(told[0]["choice"]["outcome"], "all");
    // The answer to the first may not have been heard: then it comes twice, and is the same.
    assert!(
        told[1..].iter().all(|body| *body == told[1]) && told[1]["choice"]["outcome"] == "necessary",
        "{told:#?}"
    );
    visit.assert_clean_but_for_the_cut();
}

// Whoever has to show what somebody agreed to must know which words stood there: banner, preferences and boxes say different
// things, and none of them says what it says tomorrow.
#[test]
fn a_receipt_has_the_hash_of_the_words_that_asked() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit(FILMS);
    visit.answered("functional-only");
    visit.portal().await_posts(1);
    visit.click(".embed[data-embed='one'] [data-consent='always-allow']");
    visit.portal().await_posts(2);
    visit.open_preferences();
    visit.in_preferences("functional-only");
    visit.portal().await_posts(3);
    visit.open_preferences();
    visit.in_preferences("accept-all");
    visit.portal().await_posts(4);
    visit.forget_trackers();
    visit.edit(|consent| consent["services"][0]["purpose"] = "Counts something else.".into());
    visit.forget();
    visit.visit(FILMS);
    visit.answered("functional-only");
    visit.portal().await_posts(5);
    visit.open_preferences();
    visit.in_preferences("functional-only");
    visit.portal().await_posts(6);
    let texts: Vec<_> = bodies(&visit)
        .into_iter()
        .map(|body| body["text"].as_str().expect("it is a text").to_owned())
        .collect();
    let [banner, embed, preferences, again, _, changed] = &texts[..] else {
        panic!("{texts:?}");
    };
    assert_eq!(preferences, again, "the same words");
    assert!(
        banner != embed && embed != preferences && banner != preferences && preferences != changed,
        "{texts:?}"
    );
    visit.assert_clean_but_for_the_cut();
}
