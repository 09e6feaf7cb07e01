//! Point 11: what stands elsewhere in the browser follows.

use std::time::{Duration, Instant};

use serde_json::json;

use super::points::point;
use super::visit::{AT_ONCE, FILMS, HOST, Visit, hits, site};

// A reader has one mind, and several tabs.
#[test]
fn another_tab_follows_a_withdrawal_and_a_grant() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(11, "tabs");
    visit.visit(FILMS);
    visit.await_banner();
    let first = visit.tab();
    let second = visit.open_tab();
    visit.visit("/about/");
    visit.await_banner();

    // Granted in the first, known in the second.
    visit.go_to_tab(&first);
    let start = Instant::now();
    visit.answer("accept-all");
    visit.go_to_tab(&second);
    visit.await_no_banner();
    visit.await_allowed(&["charts", "counter", "pixel", "tube"]);
    let followed = start.elapsed();
    assert!(followed < AT_ONCE, "{followed:?}");
    visit.go_to_tab(&first);
    visit.await_everything(start);

    // Withdrawn in the second, ended in the first.
    visit.go_to_tab(&second);
    visit.open_preferences();
    let moment = Instant::now();
    visit.in_preferences("functional-only");
    visit.go_to_tab(&first);
    visit.wait_for("the end of the frames", "!document.querySelector('iframe')");
    let gone = moment.elapsed();
    visit.await_allowed(&[]);
    visit.await_cookies(&["consent"]);
    assert_eq!(
        hits(&visit.elsewhere.listen()),
        Vec::<String>::new(),
        "something still runs"
    );
    let after = visit.elsewhere.hits_after(moment);
    assert!(
        !after
            .iter()
            .any(|hit| hit.path == "/leave" && !hit.host.contains("tube") && !hit.host.contains("charts"))
    );
    let last = after.last().map_or(Duration::ZERO, |hit| hit.at - moment);
    assert!(last < AT_ONCE && gone < AT_ONCE, "{last:?}, {gone:?}");
    visit.await_stored(&[]);
    assert_eq!(visit.cookie_names(), ["consent"]);
    visit.assert_clean_but_for_the_cut();
    point.passed(&format!(
        "frames gone in the other tab after {} ms, last report after {} ms, a grant known after {} ms",
        gone.as_millis(),
        last.as_millis(),
        followed.as_millis()
    ));
}

// Preferences that show what was true before another tab refused would be saved over the refusal, and nobody would see it.
#[test]
fn open_preferences_follow_what_another_tab_decides() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(11, "open preferences");
    visit.visit("/about/");
    visit.answered("functional-only");
    let first = visit.tab();
    let second = visit.open_tab();
    visit.visit("/about/");
    visit.await_no_banner();
    let ticked =
        "[...document.querySelectorAll('#portal_consent-preferences input:is(:checked, :indeterminate)')]
        .map(({ dataset }) => dataset.switch ?? dataset.category).join()";
    let news = "document.querySelector('#portal_consent-preferences output').textContent";

    // What is allowed elsewhere is ticked here.
    visit.go_to_tab(&first);
    visit.open_preferences();
    assert_eq!(
        visit.read(&format!("[{ticked}, {news}]")),
        json!(["functional", ""])
    );
    visit.go_to_tab(&second);
    visit.open_preferences();
    visit.click("#portal_consent-preferences [data-switch=charts]");
    visit.in_preferences("save");
    visit.await_allowed(&["charts"]);
    visit.go_to_tab(&first);
    visit.wait_for(
        "the other tab's tick",
        &format!("{ticked} === 'functional,statistics,charts'"),
    );
    assert_eq!(visit.read(news), "Your choice was changed in another tab.");
    let status: Vec<_> = visit
        .spoken("status")
        .into_iter()
        .map(|status| status.name)
        .collect();
    assert!(!status.is_empty(), "screen readers are told");

    // What is refused elsewhere is not ticked here, whoever has ticked it, and saving refuses it, too.
    visit.click("#portal_consent-preferences [data-category=marketing]");
    visit.go_to_tab(&second);
    visit.open_preferences();
    visit.in_preferences("functional-only");
    visit.await_allowed(&[]);
    visit.go_to_tab(&first);
    visit.wait_for("the refusal", &format!("{ticked} === 'functional'"));
    visit.in_preferences("save");
    visit.await_no_preferences();
    visit.await_allowed(&[]);

    // A refusal that was one before is a decision, too.
    visit.open_preferences();
    visit.click("#portal_consent-preferences [data-switch=tube]");
    visit.go_to_tab(&second);
    visit.open_preferences();
    visit.in_preferences("functional-only");
    visit.await_no_preferences();
    visit.go_to_tab(&first);
    visit.wait_for("the refusal", &format!("{ticked} === 'functional'"));
    visit.assert_clean();
    point.passed(
        "a grant, a refusal and a second refusal elsewhere: boxes follow, are announced, and Save keeps them",
    );
}

// A page that was set aside would go on with what it believed, and nobody would have loaded anything.
#[test]
fn a_page_from_the_back_forward_cache_checks_again_first() {
    let Some(portal) = site(|_| {}) else { return };
    // The shell of the other tests sets no page aside; all of Chromium does.
    let Some(visit) = Visit::whole(portal) else { return };
    let point = point(11, "a page set aside");
    // When the page was shown again, and when its frames were gone, by its own clock: the driver's way there takes longer.
    visit.before_pages(
        "addEventListener('pageshow', ({ persisted }) => {
            window.persisted = persisted;
            window.shown = Date.now();
            new MutationObserver((_, watching) => {
                if (document.querySelector('iframe')) return;
                window.gone = Date.now();
                watching.disconnect();
            }).observe(document, { childList: true, subtree: true });
        });",
    );
    let start = Instant::now();
    visit.visit(FILMS);
    visit.answered("functional-only");
    visit.click(".embed[data-embed='one'] [data-consent='always-allow']");
    visit.elsewhere.await_hit("tube.localhost", "/frame/one", start);
    visit.read("window.remembered = true");
    visit.leave_for("http://blog.localhost/");
    // The record is taken away behind its back: no message reaches a page that is set aside.
    visit.set_cookie("consent", "none", HOST);
    let moment = Instant::now();
    visit.back();
    visit.wait_for("the page that was left", "document.querySelector('#portal_root')");
    assert_eq!(
        visit.read("[window.remembered, window.persisted].join()"),
        "true,true",
        "it came back as it was left"
    );
    visit.wait_for("the end of the frames", "!document.querySelector('iframe')");
    let span = |from: &str, to: &str| {
        let milliseconds = visit.number(&format!("{to} - {from}"));
        Duration::from_secs_f64(milliseconds.max(0.0) / 1000.0)
    };
    let gone = span("shown", "gone");
    visit.await_allowed(&[]);
    visit.await_banner();
    assert_eq!(
        hits(&visit.elsewhere.listen()),
        Vec::<String>::new(),
        "something still runs"
    );
    // Frames wake up with the page, and say what they were about to say before they are taken away.
    let after = visit.elsewhere.hits_after(moment);
    let (since, now) = (span("shown", "Date.now()"), Instant::now());
    let last = after.last().map_or(Duration::ZERO, |hit| {
        since.saturating_sub(now.duration_since(hit.at))
    });
    assert!(gone < AT_ONCE && last < AT_ONCE, "{gone:?}, {last:?}");
    point.passed(&format!(
        "restored (persisted), frames gone {} ms after it was shown, last report after {} ms",
        gone.as_millis(),
        last.as_millis()
    ));
}
