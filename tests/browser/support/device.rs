//! What the browser and the machine around a page are like, and what they keep: cookies and other storage, tabs, the clock,
//! the speed.

use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use super::browser::{Browser, WATCH, texts, wait};

/// A cookie that the browser keeps, of whatever host.
#[derive(Clone, Debug)]
pub(crate) struct Cookie {
    pub(crate) name: String,
    /// With a leading dot where it is sent to all hosts below, too.
    pub(crate) domain: String,
    pub(crate) path: String,
}

impl Cookie {
    fn read(value: &Value) -> Self {
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Self {
            name: text("name"),
            domain: text("domain"),
            path: text("path"),
        }
    }
}

/// Everything that a page can store but cookies, a text each.
const STORED: &str = "Promise.all([
  indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations(),
]).then(([databases, caches, workers]) => [
  ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
  ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
  ...databases.map(({ name }) => `database ${name}`),
  ...caches.map((name) => `cache ${name}`),
  ...workers.map(({ scope }) => `worker ${scope}`),
].sort())";

impl Browser {
    /// Runs a script in each page of this tab from now on, before its own.
    #[track_caller]
    pub(crate) fn before_pages(&self, script: &str) {
        self.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": script }),
        );
    }

    /// Every cookie that the browser keeps, of every host.
    #[track_caller]
    pub(crate) fn cookies(&self) -> Vec<Cookie> {
        let answer = self.devtools("Storage.getCookies", json!({}));
        let cookies = answer["cookies"].as_array().expect("DevTools lists the cookies");
        let mut cookies: Vec<_> = cookies.iter().map(Cookie::read).collect();
        cookies.sort_by(|one, other| (&one.name, &one.domain).cmp(&(&other.name, &other.domain)));
        cookies
    }

    /// What the page has stored but cookies, such as `localStorage key` or `database name`.
    #[track_caller]
    pub(crate) fn stored(&self) -> Vec<String> {
        texts(&self.read(STORED))
    }

    /// Waits until the page has stored exactly that.
    #[track_caller]
    pub(crate) fn await_stored(&self, wanted: &[&str]) {
        let there = format!(
            "(async () => {{
                while (String(await {STORED}) !== String({})) await new Promise((done) => setTimeout(done, 20));
                return true;
            }})()",
            json!(wanted)
        );
        let deadline = "new Promise((done) => setTimeout(done, 15000))";
        let is_there = self.read(&format!("Promise.race([{there}, {deadline}])"));
        assert!(
            is_there == true,
            "{wanted:?} should be stored, and there is {:?}",
            self.stored()
        );
    }

    /// Opens a tab, and goes on in it.
    #[track_caller]
    pub(crate) fn open_tab(&self) -> WindowHandle {
        let opened = wait(async {
            let tab = self.session.new_tab().await?;
            self.session.switch_to_window(tab.clone()).await?;
            Ok::<_, thirtyfour::error::WebDriverError>(tab)
        });
        let tab = opened.unwrap_or_else(|error| panic!("no tab was opened: {error}"));
        self.before_pages(WATCH);
        tab
    }

    /// The tab that the reader looks at.
    #[track_caller]
    pub(crate) fn tab(&self) -> WindowHandle {
        wait(self.session.window()).unwrap_or_else(|error| panic!("no tab is open: {error}"))
    }

    /// Goes on in another tab.
    #[track_caller]
    pub(crate) fn go_to_tab(&self, tab: &WindowHandle) {
        let gone = wait(self.session.switch_to_window(tab.clone()));
        gone.unwrap_or_else(|error| panic!("the tab is gone: {error}"));
    }

    /// Opens an address of another site.
    #[track_caller]
    pub(crate) fn leave_for(&self, url: &str) {
        wait(self.session.goto(url)).unwrap_or_else(|error| panic!("{url} did not open: {error}"));
    }
}
