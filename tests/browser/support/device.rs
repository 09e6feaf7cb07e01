//! What the browser and the machine around a page are like, and what they keep: cookies and other storage, tabs, the clock,
//! the speed.

use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use super::browser::{Browser, Key, texts, wait};

/// A cookie that the browser keeps, of whatever host.
#[derive(Clone, Debug)]
pub(crate) struct Cookie {
    pub(crate) name: String,
    pub(crate) value: String,
    /// With a leading dot where it is sent to all hosts below, too.
    pub(crate) domain: String,
    pub(crate) path: String,
    /// Seconds since 1970; negative where it ends with the browser.
    pub(crate) expires: f64,
    /// Of name and value, in bytes.
    pub(crate) size: usize,
    pub(crate) secure: bool,
    pub(crate) same_site: String,
}

impl Cookie {
    fn read(value: &Value) -> Self {
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Self {
            name: text("name"),
            value: text("value"),
            domain: text("domain"),
            path: text("path"),
            expires: value["expires"].as_f64().unwrap_or(-1.0),
            size: value["size"]
                .as_u64()
                .and_then(|size| usize::try_from(size).ok())
                .unwrap_or(usize::MAX),
            secure: value["secure"] == true,
            same_site: text("sameSite"),
        }
    }
}

/// Something as it is told to those who do not see it.
#[derive(Clone, Debug)]
pub(crate) struct Spoken {
    pub(crate) name: String,
    properties: Value,
}

impl Spoken {
    /// The value of a property, such as `checked` or `disabled`.
    pub(crate) fn property(&self, name: &str) -> Option<&Value> {
        let properties = self.properties.as_array()?.iter();
        let mut named = properties.filter(|property| property["name"] == name);
        Some(&named.next()?["value"]["value"])
    }
}

/// Everything that a page can store but cookies, a text each.
const STORED: &str = "Promise.all([
  indexedDB.databases(), caches.keys(), navigator.serviceWorker?.getRegistrations() ?? [],
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

    /// Removes every cookie, and whatever else an origin has stored.
    #[track_caller]
    pub(crate) fn clear_storage(&self, origin: &str) {
        self.devtools("Storage.clearCookies", json!({}));
        self.devtools(
            "Storage.clearDataForOrigin",
            json!({ "origin": origin, "storageTypes": "all" }),
        );
    }

    /// Sets a cookie, as a server of that domain would.
    #[track_caller]
    pub(crate) fn set_cookie(&self, name: &str, value: &str, domain: &str) {
        let cookie = json!({ "name": name, "value": value, "domain": domain, "path": "/", "expires": 4_000_000_000_u32 });
        self.devtools("Storage.setCookies", json!({ "cookies": [cookie] }));
    }

    /// What the page tells those who do not see it of everything that has a role: role, name and properties.
    #[track_caller]
    pub(crate) fn spoken(&self, role: &str) -> Vec<Spoken> {
        let tree = self.devtools("Accessibility.getFullAXTree", json!({}));
        let nodes = tree["nodes"].as_array().expect("DevTools lists the nodes").iter();
        nodes
            .filter(|node| node["role"]["value"] == role && node["ignored"] != true)
            .map(|node| Spoken {
                name: node["name"]["value"].as_str().unwrap_or_default().to_owned(),
                properties: node["properties"].clone(),
            })
            .collect()
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
        self.prepare_tab();
        tab
    }

    /// Closes the tab that the reader looks at.
    #[track_caller]
    pub(crate) fn close_tab(&self) {
        let closed = wait(self.session.close_window());
        closed.unwrap_or_else(|error| panic!("the tab did not close: {error}"));
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

    /// Makes the machine so many times slower.
    #[track_caller]
    pub(crate) fn slow_down(&self, times: u32) {
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times }));
    }

    /// Makes the network as slow as a phone's on the train: 6 Mbit/s, 40 ms to any host.
    #[track_caller]
    pub(crate) fn slow_network(&self) {
        let line = json!({ "offline": false, "latency": 40, "downloadThroughput": 750_000, "uploadThroughput": 90_000 });
        self.devtools("Network.enable", json!({}));
        self.devtools("Network.emulateNetworkConditions", line);
    }

    /// Shows the page as a system does that forces its own colours on everything.
    #[track_caller]
    pub(crate) fn force_colours(&self) {
        let feature = json!({ "name": "forced-colors", "value": "active" });
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": [feature] }));
    }

    /// Shows the page as it is printed.
    #[track_caller]
    pub(crate) fn print(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    }

    /// Moves the pointer to a place of the window.
    #[track_caller]
    pub(crate) fn hover(&self, x: u32, y: u32) {
        let event = json!({ "type": "mouseMoved", "x": x, "y": y });
        self.devtools("Input.dispatchMouseEvent", event);
    }

    /// Clicks at a place of the window, whatever stands there.
    #[track_caller]
    pub(crate) fn click_at(&self, x: u32, y: u32) {
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.devtools("Input.dispatchMouseEvent", event);
        }
    }

    /// Draws the pointer from one place of the window to another with its button held down, as one marks words.
    #[track_caller]
    pub(crate) fn drag(&self, from: (u32, u32), to: (u32, u32)) {
        for (kind, (x, y), buttons) in [
            ("mousePressed", from, 1),
            ("mouseMoved", to, 1),
            ("mouseReleased", to, 0),
        ] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1 });
            self.devtools("Input.dispatchMouseEvent", event);
        }
    }

    /// Turns the wheel at a place of the window.
    #[track_caller]
    pub(crate) fn wheel(&self, x: u32, y: u32, by: u32) {
        let event = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": by });
        self.devtools("Input.dispatchMouseEvent", event);
    }

    /// Presses a key while another is held down.
    #[track_caller]
    pub(crate) fn press_with(&self, held: &Key, key: &Key) {
        let pressed = wait(
            self.session
                .action_chain()
                .key_down(held.clone())
                .send_keys(key.clone())
                .key_up(held.clone())
                .perform(),
        );
        pressed.unwrap_or_else(|error| panic!("cannot press {key:?}: {error}"));
    }

    /// Lets pages read and write what is copied.
    #[track_caller]
    pub(crate) fn allow_clipboard(&self) {
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.devtools("Browser.grantPermissions", permissions);
    }

    /// The value of a `JavaScript` expression as a number.
    #[track_caller]
    pub(crate) fn number(&self, expression: &str) -> f64 {
        let value: Value = self.read(expression);
        value
            .as_f64()
            .unwrap_or_else(|| panic!("{expression} is no number but {value}"))
    }
}
