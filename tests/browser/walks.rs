//! Random walks through the portal, on a network that is slow, fails and answers out of order: whatever a reader does, the address,
//! the title, the page and the session history agree in the end.
//!
//! `WALKS` walks of `WALK_LENGTH` steps at most are taken from `WALK_SEED`. One that goes wrong is tried again shorter, and
//! printed. What has to hold whenever anything happens, the walks of `content::navigation` try natively.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::json;

use crate::support::{Browser, Portal};

/// The addresses that are walked through, and the file that each is made from. The last one is none of the site's.
const PAGES: [(&str, &str); 8] = [
    ("/", "lists/home.json"),
    ("/magazine/", "lists/sections/magazine.json"),
    ("/events/", "lists/sections/events.json"),
    ("/magazine/the-ropeworks/", "articles/the-ropeworks.json"),
    ("/magazine/bell-of-yelkenkoy/", "articles/bell-of-yelkenkoy.json"),
    ("/about/", "articles/about.json"),
    ("/saved/", ""),
    (NOWHERE, ""),
];

const NOWHERE: &str = "/nowhere/";

/// A place that every page has, and one that none has.
const FRAGMENTS: [&str; 3] = ["", "#portal_main", "#no-such-place"];

/// What the reader does, or the network.
#[derive(Clone, Debug)]
enum Doing {
    Click(usize, usize),
    Back,
    Forward,
    Reload,
    Type(usize),
    /// Answers with this file are held back from now on.
    Hold(usize),
    /// Requests for this file fail from now on.
    Fail(usize),
    /// All that is held back comes, in whatever order.
    Release,
    /// The network is as it should be, what has failed is tried again, and nothing is on its way.
    Settle,
}

fn doing() -> impl Strategy<Value = Doing> {
    let page = || 0..PAGES.len();
    prop_oneof![
        8 => (page(), prop_oneof![3 => Just(0), 1 => 1..FRAGMENTS.len()]).prop_map(|(page, fragment)| Doing::Click(page, fragment)),
        6 => Just(Doing::Back),
        3 => Just(Doing::Forward),
        1 => Just(Doing::Reload),
        2 => (1..FRAGMENTS.len()).prop_map(Doing::Type),
        4 => page().prop_map(Doing::Hold),
        2 => page().prop_map(Doing::Fail),
        3 => Just(Doing::Release),
        3 => Just(Doing::Settle),
    ]
}

/// A reader on the way, and where that should be.
struct Walk<'a> {
    browser: &'a Browser,
    /// The addresses of the session history, with their fragments.
    history: Vec<String>,
    place: usize,
    /// How long the history was with the first of them.
    length: f64,
    failing: Vec<String>,
}

impl<'a> Walk<'a> {
    fn begin(browser: &'a Browser) -> Self {
        browser.portal().release();
        browser.open_tab();
        browser.prefer_stillness();
        browser.visit("/");
        Self {
            browser,
            history: vec!["/".to_owned()],
            place: 0,
            length: browser.number("history.length"),
            failing: Vec::new(),
        }
    }

    fn here(&self) -> &str {
        &self.history[self.place]
    }

    fn page(&self) -> &str {
        self.here().split('#').next().unwrap_or_default()
    }

    fn push(&mut self, address: String) {
        if address != self.here() {
            self.history.truncate(self.place + 1);
            self.history.push(address);
            self.place += 1;
        }
    }

    /// Something that may take a while to begin.
    fn start(&self, script: &str) {
        self.browser.read(&format!("setTimeout(() => {script}) && null"));
    }

    fn does(&mut self, doing: &Doing) {
        match *doing {
            Doing::Click(page, fragment) => {
                let (path, _) = PAGES[page];
                if path == NOWHERE {
                    // It is loaded as a document, which takes the place of the entry: nobody goes on before that.
                    self.settles();
                }
                let address = format!("{path}{}", FRAGMENTS[fragment]);
                let is_within = fragment > 0 && self.page() == path;
                self.browser.read("window.same = true");
                self.browser.follow(&address);
                self.push(address);
                if path == NOWHERE && !is_within {
                    self.browser.wait_for("the answer of the host", "!window.same");
                }
            }
            Doing::Back if self.place > 0 => {
                self.start("history.back()");
                self.place -= 1;
            }
            Doing::Forward if self.place + 1 < self.history.len() => {
                self.start("history.forward()");
                self.place += 1;
            }
            Doing::Back | Doing::Forward => {}
            Doing::Reload => {
                self.browser.read("window.same = true");
                self.start("location.reload()");
                self.browser.wait_for("another document", "!window.same");
            }
            Doing::Type(fragment) => {
                self.browser
                    .read(&format!("(location.hash = '{}') && null", FRAGMENTS[fragment]));
                let page = self.page().to_owned();
                self.push(format!("{page}{}", FRAGMENTS[fragment]));
            }
            Doing::Hold(page) => {
                let (_, file) = PAGES[page];
                if !file.is_empty() {
                    self.browser.portal().hold(file);
                }
            }
            Doing::Fail(page) => {
                let (_, file) = PAGES[page];
                if !file.is_empty() {
                    self.failing.push(format!("*/content/{file}"));
                    self.block();
                }
            }
            Doing::Release => self.browser.portal().release(),
            Doing::Settle => self.settles(),
        }
        self.agrees();
    }

    fn block(&self) {
        let failing: Vec<_> = self.failing.iter().map(String::as_str).collect();
        self.browser.block(&failing);
    }

    /// The address and the history are where the reader has gone, whatever the network does. A document that is not loaded yet
    /// has no entry of its own for what happens in it, unless a hand is at work.
    fn agrees(&self) {
        let (first, more) = (self.length, self.history.len() - 1);
        let there = format!(
            "document.readyState === 'complete' && location.pathname + location.search + location.hash === {} && history.length === {first} + {more}",
            json!(self.here())
        );
        self.browser.wait_for(
            &format!("the address of {:?} at {}", self.history, self.place),
            &there,
        );
    }

    fn settles(&mut self) {
        self.browser.portal().release();
        self.failing.clear();
        self.block();
        let rests = "document.querySelector('[data-running] main h1') && document.querySelector('main').ariaBusy !== 'true'";
        self.browser.wait_for("an end of all waiting", rests);
        // A page that failed on the way is still told to have.
        while self.browser.count("main [data-retry]") > 0 {
            self.browser.click_in_place("main [data-retry]");
            self.browser.wait_for("an end of all waiting", rests);
        }
        let page = self.page();
        let heading = heading(self.browser, page);
        let title = if page == "/" {
            heading.clone()
        } else {
            format!("{heading} | The Long Ferry")
        };
        let found = self
            .browser
            .read("[document.querySelector('main h1').textContent, document.title]");
        assert_eq!(
            found,
            json!([heading, title]),
            "{:?} at {}",
            self.history,
            self.place
        );
        self.agrees();
    }
}

fn heading(browser: &Browser, page: &str) -> String {
    let folder = browser.portal().folder();
    let said = match page {
        "/" => folder.json("content/site.json")["name"].clone(),
        "/saved/" => json!("Saved articles"),
        NOWHERE => json!("Page not found"),
        "/magazine/" => json!("Magazine"),
        "/events/" => json!("Events"),
        page => {
            let file = PAGES
                .iter()
                .find(|(path, _)| *path == page)
                .map(|(_, file)| *file);
            folder.json(&format!("content/{}", file.unwrap_or_default()))["title"].clone()
        }
    };
    said.as_str().expect("it is a text").to_owned()
}

/// A number from the environment.
fn setting(name: &str, usual: u32) -> u32 {
    let said = std::env::var(name).ok();
    said.map_or(usual, |said| {
        said.parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not {said}"))
    })
}

// Each fault of navigation was an order of events that nobody had thought of.
#[test]
fn a_random_walk_ends_where_the_reader_has_gone() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.visit("/");
    browser.refuse_services();
    let (seed, length, walks) = (
        setting("WALK_SEED", 15),
        setting("WALK_LENGTH", 40),
        setting("WALKS", 6),
    );
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases: walks,
        max_shrink_iters: 40,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let steps = std::cell::Cell::new(0);
    let home = browser.tab();
    let result = runner.run(&vec(doing(), length as usize / 2..=length as usize), |doings| {
        let mut walk = Walk::begin(&browser);
        for doing in &doings {
            walk.does(doing);
            steps.set(steps.get() + 1);
        }
        walk.settles();
        browser.close_tab();
        browser.go_to_tab(&home);
        Ok(())
    });
    println!("{} steps in {walks} walks from the seed {seed}", steps.get());
    if let Err(error) = result {
        panic!("WALK_SEED={seed} WALK_LENGTH={length} WALKS={walks}: {error}");
    }
}
