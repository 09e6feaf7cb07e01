//! One browser session with a profile of its own. It closes when it is dropped; after a failed test it first
//! leaves a picture of what was on the screen.

use std::cell::RefCell;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{By, CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};
use tokio::runtime::Runtime;
use xtask::chromium::is_root;

use super::PATIENCE;
use super::driver::driver;
use super::elsewhere::Elsewhere;
use super::portal::Portal;

pub(crate) use thirtyfour::Key;

/// Runs in each page before its own scripts.
const WATCH: &str = "window.violations = [];
addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(`${event.effectiveDirective}: ${event.blockedURI}`);
});";

/// Runs there, too, unless a test is about reading without a network: a service worker answers in the place of the host, and
/// when it begins to is no matter of order.
const WITHOUT_WORKER: &str = "delete Navigator.prototype.serviceWorker;";

/// A browser with a portal to read in it.
pub(crate) struct Browser {
    pub(super) session: WebDriver,
    portal: Portal,
    /// What runs in each page of each tab before its own scripts.
    before: &'static [&'static str],
    console: RefCell<Vec<String>>,
}

/// What is started as the browser.
#[derive(Clone, Copy)]
enum Program {
    /// The shell without windows: it starts at once.
    Shell,
    /// All of it.
    Whole,
}

/// The colours that a reader's system asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scheme {
    Light,
    Dark,
}

/// So long it takes until what has come into view is laid out.
const TWO_FRAMES: Duration = Duration::from_millis(34);

impl Browser {
    /// A fresh browser for a portal; none where the test is to be skipped.
    pub(crate) fn on(portal: Portal) -> Option<Self> {
        Self::start(portal, Program::Shell, None, &[WATCH, WITHOUT_WORKER])
    }

    /// The same with the service worker, for a portal that has one.
    pub(crate) fn keeping(portal: Portal) -> Option<Self> {
        Self::start(portal, Program::Shell, None, &[WATCH])
    }

    /// A fresh browser for a portal in a world that writes down whatever leaves the portal; none where the test is to be
    /// skipped.
    pub(crate) fn in_world(portal: Portal, elsewhere: &Elsewhere) -> Option<Self> {
        let rule = elsewhere.rule(portal.name());
        Self::start(portal, Program::Shell, Some(rule), &[WATCH, WITHOUT_WORKER])
    }

    /// The same in the whole browser, which sets pages aside when they are left, as the shell does not.
    pub(crate) fn whole_in_world(portal: Portal, elsewhere: &Elsewhere) -> Option<Self> {
        let rule = elsewhere.rule_of_a_whole_browser(portal.name());
        Self::start(portal, Program::Whole, Some(rule), &[WATCH, WITHOUT_WORKER])
    }

    fn start(
        portal: Portal,
        program: Program,
        argument: Option<String>,
        before: &'static [&'static str],
    ) -> Option<Self> {
        let driver = driver()?;
        let (program, headless) = match program {
            Program::Shell => (&driver.chromium.shell, "--headless"),
            Program::Whole => (&driver.chromium.browser, "--headless=new"),
        };
        let mut wanted = DesiredCapabilities::chrome();
        let mut arguments = vec![
            headless,
            "--disable-background-networking",
            // Of every form with a field, also of a search, Chrome asks its maker what is usually typed there. No page has a part
            // in that.
            "--disable-features=AutofillServerCommunication",
            // It takes no more changes of the history than readers make, and a test is quicker.
            "--disable-ipc-flooding-protection",
            "--no-first-run",
            "--window-size=1280,800",
        ];
        if is_root() {
            arguments.push("--no-sandbox");
        }
        arguments.extend(argument.as_deref());
        let prepared = arguments
            .into_iter()
            .try_for_each(|argument| wanted.add_arg(argument))
            .and_then(|()| wanted.set_binary(&program.to_string_lossy()))
            .and_then(|()| wanted.accept_insecure_certs(true))
            .and_then(|()| {
                wanted.set(
                    "goog:loggingPrefs",
                    json!({ "browser": "ALL", "performance": "ALL" }),
                )
            });
        prepared.expect("texts and JSON are valid capabilities");
        let session = wait(WebDriver::new(&driver.url, wanted));
        let session = session.unwrap_or_else(|error| panic!("the browser did not start: {error}"));
        let browser = Self {
            session,
            portal,
            before,
            console: RefCell::default(),
        };
        browser.prepare_tab();
        Some(browser)
    }

    /// Has every page of the tab begin as all pages of this browser do.
    pub(super) fn prepare_tab(&self) {
        for script in self.before {
            self.before_pages(script);
        }
    }

    /// The portal, to be changed while it is read.
    pub(crate) fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Opens a path of the portal, such as `/` or `/magazine/`, and returns when its document is loaded.
    #[track_caller]
    pub(crate) fn open(&self, path: &str) {
        let url = self.portal.url(path);
        wait(self.session.goto(&url)).unwrap_or_else(|error| panic!("{url} did not open: {error}"));
    }

    /// The path that the address bar shows, with query and fragment.
    #[track_caller]
    pub(crate) fn path(&self) -> String {
        let path = self.read("location.pathname + location.search + location.hash");
        path.as_str()
            .expect("the parts of an address are texts")
            .to_owned()
    }

    /// The reader's back button.
    #[track_caller]
    pub(crate) fn back(&self) {
        wait(self.session.back()).unwrap_or_else(|error| panic!("there is no way back: {error}"));
    }

    /// The reader's forward button.
    #[track_caller]
    pub(crate) fn forward(&self) {
        wait(self.session.forward()).unwrap_or_else(|error| panic!("there is no way forward: {error}"));
    }

    /// The value of a JavaScript expression.
    #[track_caller]
    pub(crate) fn read(&self, expression: &str) -> Value {
        self.run(&format!("return ({expression});"), Vec::new())
    }

    /// What a JavaScript function body returns.
    #[track_caller]
    pub(super) fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let result = wait(self.session.execute(script, arguments));
        result
            .unwrap_or_else(|error| panic!("this script failed: {script}\n{error}"))
            .json()
            .clone()
    }

    /// What a JavaScript function body hands to the callback that is its last argument.
    #[track_caller]
    pub(super) fn run_async(&self, script: &str) -> Value {
        let result = wait(self.session.execute_async(script, Vec::new()));
        result
            .unwrap_or_else(|error| panic!("this script failed: {script}\n{error}"))
            .json()
            .clone()
    }

    /// Waits until a JavaScript expression is true, and fails with what is on the screen if it never is.
    #[track_caller]
    pub(crate) fn wait_for(&self, what: &str, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        let script = format!("return Boolean({expression});");
        loop {
            // A page that is just being left has nothing to run scripts in: that is not yet an answer.
            let answer = wait(self.session.execute(script.as_str(), Vec::new()));
            match answer {
                Ok(answer) if answer.json() == &Value::Bool(true) => return,
                answer if Instant::now() > deadline => {
                    let error = answer
                        .err()
                        .map(|error| format!("\nlast error: {error}"))
                        .unwrap_or_default();
                    panic!(
                        "waited {PATIENCE:?} for {what}: {expression}{error}\n{}",
                        self.state()
                    );
                }
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Scrolls to an element, and waits until it is laid out: what is far below is not, and has no words to be seen.
    #[track_caller]
    pub(crate) fn come_to(&self, selector: &str) {
        self.read(&format!(
            "document.querySelector(\"{selector}\").scrollIntoView({{ behavior: 'instant' }})"
        ));
        self.wait_for(
            selector,
            &format!(
                "document.querySelector(\"{selector}\").checkVisibility({{ contentVisibilityAuto: true }})"
            ),
        );
    }

    /// Clicks as a reader does: the element is scrolled into view, to where the page says that nothing stands before it,
    /// and must not be covered. What stands far down is laid out in the frame after it comes into view, and moves what is
    /// below it: nobody presses a button that is still moving.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        // The driver itself would leave it at the edge of the window, where the banner stands.
        const TO_SIGHT: &str = "const [element] = arguments;
            element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
            return JSON.stringify(element.getBoundingClientRect());";
        let clicked = wait(async {
            let element = self.session.find(By::Css(selector)).await?;
            let found = element.to_json()?;
            let mut before = None;
            let deadline = Instant::now() + PATIENCE;
            loop {
                let now = self.session.execute(TO_SIGHT, vec![found.clone()]).await?;
                let rests = before.replace(now.json().clone()).as_ref() == Some(now.json());
                if rests || Instant::now() > deadline {
                    break element.click().await;
                }
                std::thread::sleep(TWO_FRAMES);
            }
        });
        clicked.unwrap_or_else(|error| panic!("cannot click {selector}: {error}\n{}", self.state()));
    }

    /// Presses one key.
    #[track_caller]
    pub(crate) fn press(&self, key: Key) {
        self.write(key.value().encode_utf8(&mut [0; 4]));
    }

    /// Types a text into whatever has the focus.
    #[track_caller]
    pub(crate) fn write(&self, text: &str) {
        let typed = wait(self.session.action_chain().send_keys(text).perform());
        typed.unwrap_or_else(|error| panic!("cannot type {text:?}: {error}"));
    }

    /// Shows the page in a window of this size, in CSS pixels.
    #[track_caller]
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.resize_dense(width, height, 1);
    }

    /// The same on a screen with so many pixels for each in either direction.
    #[track_caller]
    pub(crate) fn resize_dense(&self, width: u32, height: u32, density: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": density, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size);
    }

    /// Says that the reader wants as little motion as possible.
    #[track_caller]
    pub(crate) fn prefer_stillness(&self) {
        let feature = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": [feature] }));
    }

    /// Shows the page as a window of 1280 × 1024 pixels does at 400 %.
    #[track_caller]
    pub(crate) fn zoom_in(&self) {
        self.resize_dense(320, 256, 4);
    }

    /// Shows the page in light or dark colours.
    #[track_caller]
    pub(crate) fn prefer(&self, scheme: Scheme) {
        let value = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let feature = json!({ "name": "prefers-color-scheme", "value": value });
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": [feature] }));
    }

    /// Lets no request through whose address matches a pattern such as `*/site.json`; an empty list lets all through.
    #[track_caller]
    pub(crate) fn block(&self, patterns: &[&str]) {
        self.devtools("Network.enable", json!({}));
        self.devtools("Network.setBlockedURLs", json!({ "urls": patterns }));
    }

    /// Everything that the console has said in this session.
    #[track_caller]
    pub(crate) fn console(&self) -> Vec<String> {
        let fresh = wait(self.session.browser_log());
        let fresh = fresh.unwrap_or_else(|error| panic!("the console cannot be read: {error}"));
        let mut console = self.console.borrow_mut();
        console.extend(
            fresh
                .into_iter()
                .map(|entry| format!("{:?}: {}", entry.level, entry.message)),
        );
        console.clone()
    }

    /// Fails when the console has said anything.
    #[track_caller]
    pub(crate) fn assert_console_empty(&self) {
        let console = self.console();
        assert!(
            console.is_empty(),
            "the console should be empty, but says:\n{}",
            console.join("\n")
        );
    }

    /// What the content security policy has forbidden on this page.
    #[track_caller]
    pub(crate) fn violations(&self) -> Vec<String> {
        texts(&self.read("window.violations"))
    }

    /// The addresses that were requested since the last time this was asked.
    #[track_caller]
    pub(crate) fn requests(&self) -> Vec<String> {
        self.sent().into_iter().map(|(url, _)| url).collect()
    }

    /// The addresses that were requested since the last time this was asked, in order, and what was posted to them.
    #[track_caller]
    pub(crate) fn sent(&self) -> Vec<(String, String)> {
        let log = wait(self.session.get_log("performance"));
        let log = log.unwrap_or_else(|error| panic!("the requests cannot be read: {error}"));
        let events = log
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(&entry.message).ok());
        let sent = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
        sent.filter_map(|event| {
            let request = &event["message"]["params"]["request"];
            let body = request["postData"].as_str().unwrap_or_default();
            Some((request["url"].as_str()?.to_owned(), body.to_owned()))
        })
        .collect()
    }

    /// Keeps a picture of what is on the screen.
    #[track_caller]
    pub(crate) fn screenshot(&self, file: &Path) {
        let kept = wait(self.session.screenshot(file));
        kept.unwrap_or_else(|error| panic!("no screenshot in {}: {error}", file.display()));
    }

    /// Sends a command of the Chrome `DevTools` protocol.
    #[track_caller]
    pub(crate) fn devtools(&self, command: &str, parameters: Value) -> Value {
        let result = wait(self.session.cdp().send_raw(command, parameters));
        result.unwrap_or_else(|error| panic!("{command} failed: {error}"))
    }

    /// Where the reader is and what is to be read there, for messages of failed tests.
    fn state(&self) -> String {
        let script =
            "return [location.href, document.title, document.body?.innerText.slice(0, 1000)].join('\\n');";
        let page = wait(self.session.execute(script, Vec::new()));
        let page = page
            .ok()
            .and_then(|page| page.json().as_str().map(str::to_owned))
            .unwrap_or_default();
        format!("the page: {page}\nthe console: {}", self.console().join("\n"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let thread = std::thread::current();
            let name = thread.name().unwrap_or("test").replace("::", "-");
            let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
            if wait(self.session.screenshot(&file)).is_ok() {
                eprintln!("the screen is in {}", file.display());
            }
        }
        // A browser that is gone already needs no closing, and a test that has failed must say why itself.
        let _ = wait(self.session.clone().quit());
    }
}

/// The texts in a JavaScript array.
pub(super) fn texts(value: &Value) -> Vec<String> {
    let texts = value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    texts
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}

/// Tests read better when each line is done before the next: only this module knows of futures.
pub(super) fn wait<F: Future>(future: F) -> F::Output {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let start = || Runtime::new().expect("the system has threads to spare");
    RUNTIME.get_or_init(start).block_on(future)
}
