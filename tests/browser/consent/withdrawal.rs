//! Point 10: a withdrawal ends everything.

use std::time::{Duration, Instant};

use super::points::point;
use super::visit::{AT_ONCE, FILMS, OTHERS, Visit, hits};

/// For how long nothing may be heard afterwards: what still ran would have reported 150 times.
const LONG: Duration = Duration::from_secs(30);

// “No” means now: what runs stops, what it left is removed, and nothing of it says good-bye on the way out.
#[test]
fn a_withdrawal_ends_scripts_and_frames_and_removes_what_they_have_left() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(10, "scripts");
    let start = Instant::now();
    visit.visit(FILMS);
    visit.answered("accept-all");
    visit.await_everything(start);
    // The cookies of a path can be removed where they cannot be seen.
    visit.follow("/events/");
    visit.arrived("/events/", "Events");
    assert_eq!(
        visit.cookie_names(),
        [
            "consent",
            "counter_deep",
            "counter_host",
            "counter_parent",
            "counter_path",
            "pixel_deep",
            "pixel_host",
            "pixel_parent",
            "pixel_path",
        ]
    );
    visit.open_preferences();
    visit.portal().asked();
    let moment = Instant::now();
    visit.in_preferences("functional-only");
    visit.await_cookies(&["consent"]);
    let cookies = moment.elapsed();
    visit.await_allowed(&[]);
    visit.await_stored(&[]);
    let stored = moment.elapsed();
    assert_eq!(visit.frames(), Vec::<String>::new());
    visit.await_no_banner();
    assert!(
        cookies < AT_ONCE && stored < AT_ONCE,
        "it took {cookies:?} and {stored:?}"
    );

    let late = visit.elsewhere.listen_for(LONG);
    assert_eq!(hits(&late), Vec::<String>::new(), "something still runs");
    let after = visit.elsewhere.hits_after(moment);
    let parting: Vec<_> = after.iter().filter(|hit| hit.path == "/leave").cloned().collect();
    assert_eq!(
        hits(&parting),
        Vec::<String>::new(),
        "a script has reported while it was made to go"
    );
    let last = after.last().map_or(Duration::ZERO, |hit| hit.at - moment);
    assert!(last < AT_ONCE, "the last report came after {last:?}");
    let loads = visit
        .portal()
        .asked()
        .iter()
        .filter(|path| *path == "/events/")
        .count();
    assert_eq!(
        loads, 1,
        "a script that has run can be ended by a reload alone, and by one"
    );
    assert_eq!(visit.path(), "/events/");

    // What was stored while the page was being left is gone, too, for good.
    assert_eq!(visit.cookie_names(), ["consent"]);
    visit.reload();
    visit.await_no_banner();
    assert_eq!(visit.cookie_names(), ["consent"]);
    visit.await_stored(&[]);
    visit.assert_clean_but_for_the_cut();
    point.passed(&format!(
        "8 cookies of host, domain above and paths gone after {} ms, 4 keys and 2 databases after {} ms; \
         last report after {} ms, then 0 for {} s; 0 parting reports; 1 reload",
        cookies.as_millis(),
        stored.as_millis(),
        last.as_millis(),
        LONG.as_secs()
    ));
}

// Frames end by being removed: who withdraws a film loses nothing else on the page.
#[test]
fn a_withdrawal_of_frames_needs_no_reload_and_a_new_grant_restores_them() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(10, "frames");
    let start = Instant::now();
    visit.visit(FILMS);
    visit.answered("functional-only");
    visit.click(".embed[data-embed='one'] [data-consent='always-allow']");
    visit.click("[data-service=charts] [data-consent='load-once']");
    visit.elsewhere.await_hit("tube.localhost", "/frame/two", start);
    visit.elsewhere.await_hit("charts.localhost", "/beat", start);
    visit.read("window.remembered = true");
    visit.open_preferences();
    let moment = Instant::now();
    visit.in_preferences("functional-only");
    visit.wait_for(
        "the end of the frames",
        "!document.querySelector('iframe, [data-loaded]')",
    );
    let gone = moment.elapsed();
    assert!(gone < AT_ONCE, "it took {gone:?}");
    assert_eq!(
        hits(&visit.elsewhere.listen()),
        Vec::<String>::new(),
        "a frame still runs"
    );
    let last = visit
        .elsewhere
        .hits_after(moment)
        .last()
        .map_or(Duration::ZERO, |hit| hit.at - moment);
    assert!(last < AT_ONCE, "the last report came after {last:?}");
    assert_eq!(visit.read("window.remembered"), true, "no reload");

    let moment = Instant::now();
    visit.open_preferences();
    visit.in_preferences("accept-all");
    visit.wait_for(
        "all frames",
        "document.querySelectorAll('[data-loaded] iframe').length === 3",
    );
    for host in OTHERS {
        visit.elsewhere.await_hit(host, "/beat", moment);
    }
    assert_eq!(visit.read("window.remembered"), true, "no reload");
    visit.assert_clean();
    point.passed(&format!(
        "gone after {} ms, last report after {} ms, 0 reloads; a new grant restored 3 of 3 without a reload",
        gone.as_millis(),
        last.as_millis()
    ));
}

// A script may be on its way while the reader changes their mind.
#[test]
fn a_script_that_arrives_after_its_withdrawal_leaves_nothing() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(10, "a script on its way");
    visit.visit(FILMS);
    visit.elsewhere.hold("/counter.js");
    let start = Instant::now();
    visit.answered("accept-all");
    visit.elsewhere.await_hit("stats.localhost", "/counter.js", start);
    visit.elsewhere.await_hit("ads.localhost", "/beat", start);
    visit.open_preferences();
    let moment = Instant::now();
    visit.in_preferences("functional-only");
    visit.elsewhere.release();
    visit.await_allowed(&[]);
    visit.await_cookies(&["consent"]);
    visit.await_stored(&[]);
    let late = visit.elsewhere.listen();
    assert_eq!(hits(&late), Vec::<String>::new(), "something still runs");
    let last = visit
        .elsewhere
        .hits_after(moment)
        .last()
        .map_or(Duration::ZERO, |hit| hit.at - moment);
    assert_eq!(visit.cookie_names(), ["consent"]);
    point.passed(&format!(
        "0 cookies, 0 keys; last report after {} ms",
        last.as_millis()
    ));
}
