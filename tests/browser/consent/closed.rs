//! Point 15: whatever goes wrong closes.

use serde_json::{Value, json};

use super::points::point;
use super::visit::{ARTICLE, FILMS, Visit, hits};

// An app that never arrives cannot have been allowed anything.
#[test]
fn without_the_app_nothing_is_loaded_and_no_button_is_dead() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(15, "no app");
    // A reader who has agreed before.
    visit.visit(ARTICLE);
    visit.answered("accept-all");
    visit.forget_trackers();
    visit.block(&["*.wasm"]);
    let moment = std::time::Instant::now();
    visit.open(FILMS);
    visit.wait_for(
        "the end of the start",
        "performance.getEntriesByType('resource').some(({ name }) => /app-[^/]*\\.js$/.test(name))",
    );
    assert_eq!(visit.text("main h1"), "Films of the sea");
    visit.elsewhere.listen();
    assert_eq!(hits(&visit.elsewhere.hits_after(moment)), Vec::<String>::new());
    assert_eq!(visit.count("iframe, #portal_consent-banner"), 0);
    assert_eq!(
        visit.read("[...document.querySelectorAll('[data-consent]')].filter((button) => button !== document.documentElement
            && button.checkVisibility({ visibilityProperty: true })).length"),
        0,
        "buttons that would do nothing"
    );
    assert_eq!(visit.read("[...document.querySelectorAll('.embed figcaption a')].filter((link) => link.checkVisibility({ visibilityProperty: true })).length"), 3);
    point.passed("0 requests, 0 dead buttons, 3 of 3 links, the article reads");
}

// Some browsers answer every question about storage with an exception.
#[test]
fn storage_that_throws_lets_nothing_in_and_keeps_the_page() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(15, "storage throws");
    visit.before_pages(
        "(() => {
            const refuse = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
            Object.defineProperty(Document.prototype, 'cookie', { get: refuse, set: refuse });
            for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
                Object.defineProperty(window, name, { get: refuse });
            }
        })();",
    );
    for path in ["/", FILMS] {
        visit.visit(path);
        visit.await_banner();
    }
    assert_eq!(hits(&visit.elsewhere.listen()), Vec::<String>::new());
    assert_eq!(hits(&visit.elsewhere.hits()), Vec::<String>::new());
    visit.follow("/events/");
    visit.arrived("/events/", "Events");
    // A refusal holds for the visit, and for no longer: nothing can be kept.
    visit.answered("functional-only");
    visit.follow(FILMS);
    visit.arrived(FILMS, "Films of the sea");
    visit.await_no_banner();
    assert_eq!(hits(&visit.elsewhere.hits()), Vec::<String>::new());
    visit.reload();
    visit.await_banner();
    assert_eq!(visit.cookies().len(), 0);
    visit.assert_clean();
    point.passed("0 requests, 0 stored, pages and answers work for the visit");
}

// A record is a text that anybody may have written. None that this portal has not written allows anything.
#[test]
fn a_thousand_records_that_nobody_wrote_allow_nothing() {
    const COUNT: usize = 1000;
    let Some(visit) = Visit::begin() else { return };
    let point = point(15, "fuzzed records");
    visit.visit(ARTICLE);
    visit.answered("accept-all");
    let right = visit.own_cookies()[0].value.clone();
    visit.forget();
    let moment = std::time::Instant::now();
    visit.visit(FILMS);
    visit.await_banner();
    let records: Vec<String> = (0..COUNT).map(|number| fuzzed(&right, number)).collect();
    // Another tab says that the record has changed: on this way one page reads a thousand of them. Whoever listens hears it in
    // turn, and the portal has listened for longer than the ear that says when to go on.
    let answer = visit.read(&format!(
        "(async () => {{
            const wrong = [];
            const [other, ear] = [new BroadcastChannel('consent'), new BroadcastChannel('consent')];
            for (const record of {}) {{
                document.cookie = `consent=${{record}}; path=/`;
                const heard = new Promise((done) => {{ ear.onmessage = done; }});
                other.postMessage('');
                await heard;
                if (document.querySelector('iframe') || document.documentElement.dataset.consent) wrong.push(record);
            }}
            other.close();
            ear.close();
            return wrong;
        }})()",
        json!(records)
    ));
    assert_eq!(answer, json!([]), "records that allow something");
    assert_eq!(hits(&visit.elsewhere.hits_after(moment)), Vec::<String>::new());
    visit.await_banner();
    // That the portal reads them at all is seen by one that is right.
    visit.read(&format!(
        "(() => {{ document.cookie = 'consent={right}; path=/'; new BroadcastChannel('consent').postMessage(''); }})()"
    ));
    visit.await_allowed(&["charts", "counter", "pixel", "tube"]);
    visit
        .elsewhere
        .await_hit("stats.localhost", "/counter.js", moment);
    // And on the usual way, at the start.
    visit.forget();
    for record in records.iter().step_by(COUNT / 20) {
        visit.leave_for("http://blog.localhost/");
        visit.set_cookie("consent", record, super::visit::HOST);
        let moment = std::time::Instant::now();
        visit.visit(FILMS);
        visit.await_banner();
        assert_eq!(visit.allowed(), Vec::<String>::new(), "{record}");
        assert_eq!(
            hits(&visit.elsewhere.hits_after(moment)),
            Vec::<String>::new(),
            "{record}"
        );
    }
    visit.assert_clean();
    point.passed(&format!(
        "0 of {COUNT} read in one page allow anything, and 0 of 20 at the start; one that is right is read"
    ));
}

// A reader who hides banners by a list of rules has said nothing.
#[test]
fn a_banner_that_a_filter_list_hides_allows_nothing_and_holds_nothing_back() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(15, "hidden banner");
    visit.before_pages(
        "addEventListener('DOMContentLoaded', () => {
            const rules = new CSSStyleSheet();
            rules.replaceSync('#portal_consent-banner, .consent-banner { display: none !important; }');
            document.adoptedStyleSheets = [rules];
        });",
    );
    visit.visit(FILMS);
    visit.wait_for(
        "the banner that is hidden",
        "document.querySelector('#portal_consent-banner')",
    );
    assert_eq!(
        visit.read("document.querySelector('#portal_consent-banner').checkVisibility()"),
        false
    );
    visit.read("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })");
    assert!(visit.number("scrollY") > 0.0);
    visit.click(".menu a[href='/events/']");
    visit.arrived("/events/", "Events");
    visit.assert_untouched();
    // The foot of the page still leads to the settings.
    visit.open_preferences();
    visit.in_preferences("functional-only");
    visit.await_cookies(&["consent"]);
    visit.assert_clean();
    point.passed("0 requests, 0 stored, the page scrolls and its links work");
}

// A site that behaves for those who look is one that nobody can trust.
#[test]
fn a_browser_that_is_driven_is_asked_like_any_other() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(15, "webdriver");
    visit.visit(FILMS);
    assert_eq!(visit.read("navigator.webdriver"), true);
    visit.await_banner();
    let driven = looks(&visit);
    visit.before_pages("Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false });");
    visit.visit(FILMS);
    assert_eq!(visit.read("navigator.webdriver"), false);
    visit.await_banner();
    assert_eq!(looks(&visit), driven);
    visit.assert_untouched();
    visit.assert_clean();
    point.passed("the same banner with and without, 0 requests");
}

fn looks(visit: &Visit) -> Value {
    visit.read("document.querySelector('#portal_consent-banner').outerHTML")
}

// A bundle may be written by hand, and press has not seen it then.
#[test]
fn a_service_with_a_fault_is_left_out_and_told_where_developers_look() {
    let Some(visit) =
        Visit::with(|consent| consent["services"][3]["embed"]["url"] = json!("javascript:alert(1)"))
    else {
        return;
    };
    let point = point(15, "a service with a fault");
    visit.visit(FILMS);
    visit.answered("accept-all");
    visit.await_allowed(&["counter", "pixel", "charts"]);
    visit.wait_for(
        "the chart",
        "document.querySelector('[data-service=charts] iframe')",
    );
    assert_eq!(visit.frames(), ["charts.localhost"]);
    assert_eq!(visit.count("main a[href^='https://tube.example/']"), 2);
    visit.assert_console_only(&["consent.services[3].embed.url"]);
    point.passed("0 frames, 2 of 2 links, the others work; 1 line on the console");
}

impl Visit {
    /// Leaves every page on which a script of others runs, and lets what it still has to say arrive.
    pub(super) fn forget_trackers(&self) {
        self.leave_for("http://blog.localhost/");
        self.elsewhere.listen();
    }
}

/// A record with a fault, made of one that is right: the same number gives the same fault.
fn fuzzed(right: &str, number: usize) -> String {
    const SIGNS: &[u8] =
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()[]{}<>/?@#$%&+:|^`";
    let mut state = number as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let mut next = |below: usize| {
        // SplitMix64, as its author gives it.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % below as u64).unwrap_or_default()
    };
    let mut bytes = right.as_bytes().to_vec();
    match number % 6 {
        // One sign is another.
        0 => {
            let at = next(bytes.len());
            let old = bytes[at];
            while bytes[at] == old {
                bytes[at] = SIGNS[next(64)];
            }
        }
        // Cut off.
        1 => bytes.truncate(next(bytes.len())),
        // Longer.
        2 => bytes.extend((0..=next(60)).map(|_| SIGNS[next(SIGNS.len())])),
        // Two signs have changed places with others.
        3 => {
            for _ in 0..2 {
                let at = next(bytes.len());
                bytes[at] = SIGNS[next(SIGNS.len())];
            }
            bytes.push(b'A');
        }
        // Nothing of it is right, but for the first sign.
        4 => {
            for byte in &mut bytes[1..] {
                *byte = SIGNS[next(SIGNS.len())];
            }
        }
        // Anything.
        _ => bytes = (0..next(4000)).map(|_| SIGNS[next(SIGNS.len())]).collect(),
    }
    String::from_utf8(bytes).expect("all signs are ASCII")
}
