//! Page views as they arrive at those who count them: each vendor's published script where a registry ships one, else a
//! stand-in written after what the vendor publishes (`counters/`), with ready-made services and with ones of an editor's own.
//!
//! `page_views` is about what scripts are told, whether they come or not.

use std::collections::BTreeMap;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use press::host::serve::Policy;
use serde_json::{Value, json};
use url::Url;
use xtask::workspace::Workspace;

use super::visit::{HOST, Visit};
use crate::support::{Content, Portal, eventually, skip_optional};

/// Every kind of counter that is ready-made.
const SITE: &str = r#"
name = "The Tide"
language = "en"

[[sections]]
slug = "magazine"
name = "Magazine"

[consent]
policy = "/privacy/"

[[consent.services]]
use = "matomo"
host = "matomo.localhost"
site = "7"

[[consent.services]]
use = "plausible"
host = "plausible.localhost"
site = "tide.example"

[[consent.services]]
use = "ga4"
site = "G-TIDE1"
"#;

/// The pages to go between.
const BELLS: (&str, &str) = ("/magazine/bells/", "The bells");
const TIDES: (&str, &str) = ("/magazine/tides/", "The tides");

/// Chromium takes no more than 200 changes of the history in ten seconds (crbug.com/1038223), and a page needs two or three.
const QUICKLY: usize = 50;
const WINDOW: Duration = Duration::from_secs(10);

const COUNTERS: [Counter; 3] = [Counter::Matomo, Counter::Plausible, Counter::Google];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Counter {
    Matomo,
    Plausible,
    Google,
}

impl Counter {
    /// A part of the address of its script, and of no other.
    fn script(self) -> &'static str {
        match self {
            Self::Matomo => "/matomo.js",
            Self::Plausible => "/js/script.manual.js",
            Self::Google => "/gtag/js",
        }
    }

    fn host(self) -> &'static str {
        match self {
            Self::Matomo => "matomo.localhost",
            Self::Plausible => "plausible.localhost",
            Self::Google => "tags.localhost",
        }
    }

    /// The script; none where the vendor's has not been installed. `MATOMO_JS` may name a real matomo.js.
    fn published(self) -> Option<String> {
        match self {
            Self::Matomo => Some(match std::env::var_os("MATOMO_JS") {
                Some(file) => fs::read_to_string(file).expect("MATOMO_JS names a file"),
                None => include_str!("counters/matomo.js").to_owned(),
            }),
            Self::Plausible => plausible(include_str!("counters/plausible.manual.js")),
            Self::Google => Some(include_str!("counters/gtag.js").to_owned()),
        }
    }
}

/// Plausible's tracker within a part of ours.
fn plausible(around: &str) -> Option<String> {
    let package = Workspace::new()
        .node_modules()
        .join("@plausible-analytics/tracker");
    let Ok(module) = fs::read_to_string(package.join("plausible.js")) else {
        skip_optional(&format!(
            "there is no {}: run `cargo xtask test`",
            package.display()
        ));
        return None;
    };
    let (tracker, _) = module.rsplit_once("export {").expect("it is a module");
    Some(around.replace("TRACKER", tracker))
}

/// A page view that has arrived.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct View {
    /// What the counter calls the site.
    site: String,
    address: String,
    /// The page's title; empty where the counter wants none.
    title: String,
    /// The address of the page before; empty where there is none.
    before: String,
}

/// The view that a request reports, if it does.
fn view(url: &str, body: &str) -> Option<(Counter, View)> {
    let url = Url::parse(url).ok()?;
    let fields: BTreeMap<_, _> = url.query_pairs().collect();
    let field = |name: &str| {
        fields
            .get(name)
            .map(|value| value.clone().into_owned())
            .unwrap_or_default()
    };
    let (counter, [site, address, title, before]) = match url.path() {
        "/matomo.php" => (
            Counter::Matomo,
            ["idsite", "url", "action_name", "urlref"].map(field),
        ),
        // A ping without consent is no view that counts.
        "/g/collect" if field("en") == "page_view" && field("gcs") == "G101" => {
            (Counter::Google, ["tid", "dl", "dt", "dr"].map(field))
        }
        "/api/event" => {
            let event: Value = serde_json::from_str(body).ok()?;
            let field = |name: &str| event[name].as_str().unwrap_or_default().to_owned();
            if event["n"] != "pageview" {
                return None;
            }
            (
                Counter::Plausible,
                [field("d"), field("u"), String::new(), field("r")],
            )
        }
        _ => return None,
    };
    let view = View {
        site,
        address,
        title,
        before,
    };
    Some((counter, view))
}

/// A portal with these services, whose hosts are those of `Elsewhere`.
fn portal(change: impl FnOnce(&mut Value)) -> Option<Portal> {
    let content = Content::new();
    content.write("site.toml", SITE);
    for (name, title) in [("bells", "The bells"), ("tides", "The tides")] {
        content.write(
            &format!("magazine/{name}.md"),
            format!("+++\ntitle = \"{title}\"\npublished = 2026-03-02\n+++\n\nOne stroke.\n"),
        );
    }
    content.write(
        "pages/privacy.md",
        "+++\ntitle = \"Privacy\"\n+++\n\nWe count strokes.\n",
    );
    let portal = Portal::pressed(content.path())?;
    let folder = portal.folder();
    // Elsewhere speaks http alone.
    let http = folder
        .text("content/site.json")
        .replace("https://matomo.localhost", "http://matomo.localhost")
        .replace("https://plausible.localhost", "http://plausible.localhost")
        .replace("https://www.googletagmanager.com", "http://tags.localhost");
    folder.write("content/site.json", http);
    super::visit::edit(folder, |consent| change(&mut consent["services"]));
    Some(portal.with_policy(Policy::Site).named(HOST).gated())
}

/// A reader at the first page, with all scripts there.
struct Reading {
    visit: Visit,
    began: Instant,
}

impl Reading {
    /// None where the test is to be skipped.
    fn begin(change: impl FnOnce(&mut Value)) -> Option<Self> {
        let scripts: Vec<_> = COUNTERS
            .into_iter()
            .map(|counter| Some((counter, counter.published()?)))
            .collect::<Option<_>>()?;
        let visit = Visit::of(portal(change)?)?;
        for (counter, script) in scripts {
            visit.elsewhere.answer(counter.script(), 200, &script);
        }
        // Plausible counts no browser that a program drives, unless it is told so (`track.js` of its source).
        visit.before_pages("window.__plausible = true;");
        visit.visit(BELLS.0);
        Some(Self {
            visit,
            began: Instant::now(),
        })
    }

    fn allow(&self) {
        self.visit.answered("accept-all");
        self.visit.await_allowed(&["ga4", "matomo", "plausible"]);
    }

    fn go_to(&self, (path, title): (&str, &str)) {
        self.visit.follow(path);
        self.visit.arrived(path, title);
    }

    /// Goes to and fro so many times, beginning at the first page, and returns with the pages gone to.
    fn read_on(&self, times: usize) -> Vec<(&'static str, &'static str)> {
        let pages: Vec<_> = [TIDES, BELLS].into_iter().cycle().take(times).collect();
        let mut began = Instant::now();
        for (number, page) in pages.iter().enumerate() {
            if number > 0 && number % QUICKLY == 0 {
                thread::sleep(WINDOW.saturating_sub(began.elapsed()));
                began = Instant::now();
            }
            self.go_to(*page);
        }
        pages
    }

    /// Goes on to these pages, and from each of them only once it was counted. Matomo's script holds back what follows within a
    /// second of its first request, and may send it after what comes then (js/piwik.js).
    fn read_calmly(&self, pages: &[(&str, &str)], moment: Instant) {
        for (number, page) in pages.iter().enumerate() {
            if number > 0 {
                self.go_to(*page);
            }
            for counter in COUNTERS {
                eventually("the view", || self.arrived(counter, moment).len() > number);
            }
        }
    }

    /// What a counter should have of these pages, read one after the other from the first one in this document on.
    fn expected(&self, counter: Counter, pages: &[(&str, &str)]) -> Vec<View> {
        // Where a document was come from is the browser's to say.
        let referrer = self.visit.read("document.referrer");
        let referrer = referrer.as_str().unwrap_or_default();
        let mut before = referrer.to_owned();
        let views = pages.iter().map(|(path, title)| {
            let address = self.visit.portal().url(path);
            let own = std::mem::replace(&mut before, address.clone());
            let title = format!("{title} | The Tide");
            let (site, title, before) = match counter {
                Counter::Matomo => ("7", title, own),
                Counter::Google => ("G-TIDE1", title, own),
                // It is told no title, and has one page before alone: that of the document.
                Counter::Plausible => ("tide.example", String::new(), referrer.to_owned()),
            };
            View {
                site: site.to_owned(),
                address,
                title,
                before,
            }
        });
        views.collect()
    }

    /// What has arrived at a counter since a moment.
    fn arrived(&self, counter: Counter, moment: Instant) -> Vec<View> {
        let hits = self.visit.elsewhere.hits_after(moment);
        let views = hits
            .iter()
            .filter_map(|hit| view(&format!("http://{}{}", hit.host, hit.path), &hit.body));
        views
            .filter(|(other, _)| *other == counter)
            .map(|(_, view)| view)
            .collect()
    }

    /// Fails unless exactly the views of these pages arrive at these counters since a moment, and the browser has sent them
    /// in that order since it was last asked. Says how many there were at each.
    fn assert_counted(&self, counters: &[Counter], pages: &[(&str, &str)], moment: Instant) -> usize {
        for counter in counters {
            eventually(&format!("{} views at {counter:?}", pages.len()), || {
                self.arrived(*counter, moment).len() >= pages.len()
            });
        }
        let sent = self.visit.sent();
        let sent: Vec<_> = sent.iter().filter_map(|(url, body)| view(url, body)).collect();
        for counter in COUNTERS {
            let pages = if counters.contains(&counter) { pages } else { &[] };
            let expected = self.expected(counter, pages);
            // Requests go side by side, so they may overtake each other on their way to the log.
            let in_order = sent
                .iter()
                .filter(|(other, _)| *other == counter)
                .map(|(_, view)| view);
            assert_eq!(
                in_order.cloned().collect::<Vec<_>>(),
                expected,
                "sent to {counter:?}"
            );
            let sorted = |mut views: Vec<View>| {
                views.sort();
                views
            };
            assert_eq!(
                sorted(self.arrived(counter, moment)),
                sorted(expected),
                "arrived at {counter:?}"
            );
        }
        pages.len()
    }

    /// Fails when anything of others arrives from now on for as long as anything that runs would take.
    fn assert_silence(&self) {
        let hits = self.visit.elsewhere.listen();
        let views: Vec<_> = hits
            .iter()
            .filter_map(|hit| view(&format!("http://{}{}", hit.host, hit.path), &hit.body))
            .collect();
        assert_eq!(views, Vec::new());
    }
}

// The figures are what counters are there for: a page too many or too few, and nobody can go by them.
#[test]
fn each_of_a_hundred_pages_is_counted_once_and_none_while_it_is_not_allowed() {
    let Some(reading) = Reading::begin(|_| {}) else {
        return;
    };
    let visit = &reading.visit;
    visit.await_banner();
    reading.go_to(TIDES);
    reading.go_to(BELLS);
    reading.assert_silence();
    assert_eq!(
        reading.assert_counted(&COUNTERS, &[], reading.began),
        0,
        "before a choice"
    );

    reading.allow();
    let mut pages = vec![BELLS, TIDES, BELLS, TIDES, BELLS];
    reading.read_calmly(&pages, reading.began);
    pages.extend(reading.read_on(95));
    // A way through the history is a page as well.
    visit.back();
    visit.arrived(BELLS.0, BELLS.1);
    pages.push(BELLS);
    assert_eq!(reading.assert_counted(&COUNTERS, &pages, reading.began), 101);

    let withdrawn = Instant::now();
    reading.visit.withdraw();
    reading.read_on(4);
    reading.assert_silence();
    assert_eq!(
        reading.assert_counted(&COUNTERS, &[], withdrawn),
        0,
        "after the withdrawal"
    );

    let allowed = Instant::now();
    visit.open_preferences();
    visit.in_preferences("accept-all");
    visit.await_allowed(&["ga4", "matomo", "plausible"]);
    let pages = [BELLS, TIDES, BELLS, TIDES];
    reading.read_calmly(&pages, allowed);
    assert_eq!(
        reading.assert_counted(&COUNTERS, &pages, allowed),
        4,
        "after a new grant"
    );
    reading.assert_silence();
    visit.assert_clean_but_for_the_cut();
}

// On a slow line a script comes when the reader is pages further on.
#[test]
fn what_is_read_while_the_scripts_are_on_their_way_is_counted_when_they_come() {
    let Some(reading) = Reading::begin(|_| {}) else {
        return;
    };
    let elsewhere = &reading.visit.elsewhere;
    for counter in COUNTERS {
        elsewhere.hold(counter.script());
    }
    // A browser calls elements by their ids, and an article about Plausible has a heading with that one.
    let heading = "document.querySelector('main').append(Object.assign(document.createElement('h2'), { id: 'plausible' }))";
    reading.visit.read(heading);
    reading.allow();
    for counter in COUNTERS {
        elsewhere.await_hit(counter.host(), counter.script(), reading.began);
    }
    let mut pages = vec![BELLS];
    pages.extend(reading.read_on(5));
    for counter in COUNTERS {
        assert_eq!(
            reading.arrived(counter, reading.began),
            Vec::new(),
            "its script is not there"
        );
    }
    elsewhere.release();
    assert_eq!(reading.assert_counted(&COUNTERS, &pages, reading.began), 6);
    reading.go_to(BELLS);
    pages.push(BELLS);
    for counter in COUNTERS {
        eventually("the view after them", || {
            reading.arrived(counter, reading.began).len() >= pages.len()
        });
        assert_eq!(reading.arrived(counter, reading.began).len(), 7);
    }

    // Whoever changes their mind before it has come is not counted at all.
    for counter in COUNTERS {
        elsewhere.hold(counter.script());
    }
    let left = Instant::now();
    reading.visit.visit(BELLS.0);
    for counter in COUNTERS {
        elsewhere.await_hit(counter.host(), counter.script(), left);
    }
    reading.read_on(2);
    reading.visit.withdraw();
    elsewhere.release();
    reading.go_to(TIDES);
    reading.assert_silence();
    for counter in COUNTERS {
        assert_eq!(reading.arrived(counter, left), Vec::new(), "it was withdrawn");
    }
}

// The address in the bar is ahead of the page while the next one is fetched.
#[test]
fn a_grant_while_the_next_page_is_on_its_way_counts_that_page_once() {
    let Some(reading) = Reading::begin(|_| {}) else {
        return;
    };
    let portal = reading.visit.portal();
    portal.hold("articles/tides.json");
    reading.visit.follow(TIDES.0);
    portal.await_held("articles/tides.json");
    reading.visit.answered("accept-all");
    for counter in COUNTERS {
        reading
            .visit
            .elsewhere
            .await_hit(counter.host(), counter.script(), reading.began);
    }
    portal.release();
    reading.visit.arrived(TIDES.0, TIDES.1);
    reading.go_to(BELLS);
    reading.assert_counted(&COUNTERS, &[TIDES, BELLS], reading.began);
    reading.assert_silence();
}

// A filter list, a host that is down, a broken release: counters fail often, and readers must not notice.
#[test]
fn a_script_that_fails_counts_nothing_and_stops_neither_the_portal_nor_the_others() {
    let Some(reading) = Reading::begin(|_| {}) else {
        return;
    };
    let visit = &reading.visit;
    reading.allow();
    reading.assert_counted(&COUNTERS, &[BELLS], reading.began);
    let names = |counter: Counter| match counter {
        Counter::Matomo => "_paq",
        Counter::Plausible => "plausible",
        Counter::Google => "dataLayer",
    };
    let ways = [
        (404, ""),
        (200, "throw new Error('theirs');"),
        (
            200,
            "const fail = () => { throw new Error('theirs'); }; window.NAME = Object.assign(fail, { push: fail });",
        ),
        (
            200,
            "window.NAME = { push: () => { throw new Error('theirs'); } };",
        ),
        (
            200,
            "Object.defineProperty(window, 'NAME', { get: () => { throw new Error('theirs'); } });",
        ),
        (200, "Object.freeze(window.NAME = {});"),
        (200, "window.NAME = 'theirs';"),
    ];
    for failing in COUNTERS {
        let others: Vec<_> = COUNTERS
            .into_iter()
            .filter(|counter| *counter != failing)
            .collect();
        for (status, script) in ways {
            let script = script.replace("NAME", names(failing));
            visit.elsewhere.answer(failing.script(), status, &script);
            let moment = Instant::now();
            visit.visit(BELLS.0);
            visit
                .elsewhere
                .await_hit(failing.host(), failing.script(), moment);
            // All are there before the second page.
            for counter in &others {
                eventually("the first view", || !reading.arrived(*counter, moment).is_empty());
            }
            let mut pages = vec![BELLS];
            pages.extend(reading.read_on(3));
            reading.assert_counted(&others, &pages, moment);
        }
        let works = failing.published().expect("it was there at the beginning");
        visit.elsewhere.answer(failing.script(), 200, &works);
    }
    let strange: Vec<_> = visit
        .console()
        .into_iter()
        .filter(|line| !line.contains("theirs") && !line.contains("404"))
        .collect();
    assert_eq!(strange, Vec::<String>::new(), "nothing of ours");
}

// The site may have put something there for itself, and nothing of it may be lost or taken for a list.
#[test]
fn what_the_site_has_put_there_is_used() {
    let Some(reading) = Reading::begin(|_| {}) else {
        return;
    };
    let visit = &reading.visit;
    reading.allow();
    reading.assert_counted(&COUNTERS, &[BELLS], reading.began);
    for put in [
        "window._paq = null; window.dataLayer = null; window.plausible = null;",
        "window._paq = []; window.dataLayer = [{ event: 'theirs' }]; window.plausible = { q: [] };",
        "window.plausible = function () { (plausible.q = plausible.q || []).push(arguments); };",
        "window.plausible = {};",
    ] {
        visit.before_pages(put);
        let moment = Instant::now();
        visit.visit(BELLS.0);
        let pages = [BELLS, TIDES, BELLS];
        reading.read_calmly(&pages, moment);
        reading.assert_counted(&COUNTERS, &pages, moment);
    }
    visit.assert_clean();
}

// Whoever describes Plausible by hand writes what the portal asks for, and need not know how its scripts want it.
#[test]
fn a_plausible_that_an_editor_describes_counts_with_each_of_its_scripts() {
    let own = |script: Value| {
        json!({ "id": "plausible", "category": "statistics", "name": "Plausible", "provider": "Plausible",
            "purpose": "Counts readers.", "script": script })
    };
    let Some(web) = plausible(include_str!("counters/plausible.web.js")) else {
        return;
    };
    let manual = "http://plausible.localhost/js/script.manual.js";
    let newer = "http://plausible.localhost/js/pa-tide.js";
    let proxy = "http://proxy.localhost/api/event";
    for (script, host, site) in [
        (
            json!({ "src": manual, "kind": "plausible", "site": "tide.example" }),
            "plausible.localhost",
            "tide.example",
        ),
        (
            json!({ "src": manual, "kind": "plausible", "site": "tide.example", "endpoint": proxy }),
            "proxy.localhost",
            "tide.example",
        ),
        (
            json!({ "src": manual, "kind": "plausible", "site": "tide.example",
            "attributes": [{ "name": "data-domain", "value": "else.example" }] }),
            "plausible.localhost",
            "else.example",
        ),
        (
            json!({ "src": newer, "kind": "plausible", "site": "tide.example" }),
            "plausible.localhost",
            "tide.example",
        ),
        (
            json!({ "src": newer, "kind": "plausible", "site": "tide.example", "endpoint": proxy }),
            "proxy.localhost",
            "tide.example",
        ),
    ] {
        let Some(reading) = Reading::begin(|services| services[1] = own(script.clone())) else {
            return;
        };
        reading.visit.elsewhere.answer("/js/pa-tide.js", 200, &web);
        reading.allow();
        let mut pages = vec![BELLS];
        pages.extend(reading.read_on(2));
        eventually(&format!("three views of {script}"), || {
            reading.arrived(Counter::Plausible, reading.began).len() >= 3
        });
        let hits = reading.visit.elsewhere.hits();
        let hosts: Vec<_> = hits
            .iter()
            .filter(|hit| hit.path == "/api/event")
            .map(|hit| &hit.host)
            .collect();
        assert!(hosts.iter().all(|name| *name == host), "{script}: {hosts:?}");
        let mut expected = reading.expected(Counter::Plausible, &pages);
        for view in &mut expected {
            site.clone_into(&mut view.site);
        }
        let arrived = reading.arrived(Counter::Plausible, reading.began);
        assert_eq!(arrived.len(), 3, "{script}: {arrived:?}");
        let sent = reading.visit.sent();
        let sent: Vec<_> = sent.iter().filter_map(|(url, body)| view(url, body)).collect();
        let sent: Vec<_> = sent
            .into_iter()
            .filter(|(counter, _)| *counter == Counter::Plausible)
            .map(|(_, view)| view)
            .collect();
        assert_eq!(sent, expected, "{script}");
    }
}

// docs/writing-content.md says which box to clear at Google, because nothing that a page can say has the same effect.
#[test]
fn google_counts_changes_of_the_history_besides_unless_its_data_stream_is_set_not_to() {
    let Some(reading) = Reading::begin(|services| {
        services[2]["script"]["src"] = json!("http://tags.localhost/gtag/js?id=G-TIDE1&history");
    }) else {
        return;
    };
    reading.allow();
    reading.assert_counted(
        &[Counter::Matomo, Counter::Plausible, Counter::Google],
        &[BELLS],
        reading.began,
    );
    reading.read_on(3);
    let count = || reading.arrived(Counter::Google, reading.began).len();
    eventually("each page twice", || count() >= 7);
    eventually("each page", || {
        reading.arrived(Counter::Matomo, reading.began).len() >= 4
    });
    reading.assert_silence();
    assert_eq!(count(), 7, "the first once, three more twice");
    assert_eq!(reading.arrived(Counter::Matomo, reading.began).len(), 4);
}
