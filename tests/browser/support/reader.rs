//! What a reader does and sees, in the words of the tests.

use serde_json::{Value, json};
use thirtyfour::By;

use super::browser::{Browser, Key, texts, wait};

/// What a page has that stands and is not about to change.
const SETTLED: &str = "document.querySelector('#portal_root:is([data-running], :not([data-prerendered])) main h1') \
    && document.querySelector('main').getAttribute('aria-busy') !== 'true'";

impl Browser {
    /// Waits until the page of this path (with query and fragment, as one writes it) stands, with this heading.
    #[track_caller]
    pub(crate) fn arrived(&self, path: &str, heading: &str) {
        let expression = format!(
            "{SETTLED} && decodeURI(location.pathname + location.search + location.hash) === {} \
             && document.querySelector('main h1').textContent === {}",
            json!(path),
            json!(heading)
        );
        self.wait_for(&format!("the page “{heading}” at {path}"), &expression);
    }

    /// Opens a path, and returns when its page stands.
    #[track_caller]
    pub(crate) fn visit(&self, path: &str) {
        self.open(path);
        self.wait_for(&format!("the page of {path}"), SETTLED);
    }

    /// Answers the question about services of others with a refusal, so that pages are as on every later visit.
    #[track_caller]
    pub(crate) fn refuse_services(&self) {
        self.wait_for("the question", "document.querySelector('#portal_consent-banner')");
        self.click("#portal_consent-banner [data-consent='functional-only']");
        self.wait_for(
            "the page without it",
            "!document.querySelector('#portal_consent-banner')",
        );
    }

    /// Begins to open a path, and does not wait for it.
    #[track_caller]
    pub(crate) fn start_opening(&self, path: &str) {
        self.run(
            "setTimeout((url) => location.assign(url), 0, arguments[0]);",
            vec![json!(self.portal().url(path))],
        );
    }

    /// Follows a link to an address of the site, without leaving the document.
    #[track_caller]
    pub(crate) fn follow(&self, address: &str) {
        let script = "const link = document.createElement('a');
            link.href = arguments[0];
            document.querySelector('main').append(link);
            link.click();";
        self.run(script, vec![json!(address)]);
    }

    /// Clicks where the element stands, without scrolling there first.
    #[track_caller]
    pub(crate) fn click_in_place(&self, selector: &str) {
        self.run(
            "document.querySelector(arguments[0]).click();",
            vec![json!(selector)],
        );
    }

    /// Clicks with a key held down.
    #[track_caller]
    pub(crate) fn click_with(&self, key: Key, selector: &str) {
        let clicked = wait(async {
            let element = self.session.find(By::Css(selector)).await?;
            let keys = self.session.action_chain();
            keys.key_down(key.clone())
                .click_element(&element)
                .key_up(key)
                .perform()
                .await
        });
        clicked.unwrap_or_else(|error| panic!("cannot click {selector}: {error}"));
    }

    /// How many tabs are open.
    #[track_caller]
    pub(crate) fn tabs(&self) -> usize {
        wait(self.session.windows())
            .expect("a browser knows its windows")
            .len()
    }

    /// The reader's reload button.
    #[track_caller]
    pub(crate) fn reload(&self) {
        wait(self.session.refresh()).unwrap_or_else(|error| panic!("the page did not reload: {error}"));
    }

    /// Lets no page run a script.
    #[track_caller]
    pub(crate) fn forbid_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    }

    /// The words of all elements that fit, in the order of the document, with single spaces.
    #[track_caller]
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .map(({ textContent }) => textContent.replace(/\\s+/g, ' ').trim());";
        texts(&self.run(script, vec![json!(selector)]))
    }

    /// The words of the only element that fits.
    #[track_caller]
    pub(crate) fn text(&self, selector: &str) -> String {
        let mut texts = self.texts(selector);
        assert_eq!(texts.len(), 1, "{selector} should fit one element: {texts:?}");
        texts.remove(0)
    }

    /// How many elements fit.
    #[track_caller]
    pub(crate) fn count(&self, selector: &str) -> usize {
        self.texts(selector).len()
    }

    /// A property of the only element that fits, as the style sheets have it.
    #[track_caller]
    pub(crate) fn style(&self, selector: &str, property: &str) -> Value {
        let script =
            "return getComputedStyle(document.querySelector(arguments[0])).getPropertyValue(arguments[1]);";
        self.run(script, vec![json!(selector), json!(property)])
    }

    /// Fails unless each of these stands in the document after the one before it.
    #[track_caller]
    pub(crate) fn assert_order(&self, selectors: &[&str]) {
        let script = "const places = arguments[0].map((selector) => document.querySelector(selector));
            return arguments[0].filter((selector, index) => !places[index] || (index > 0 && places[index - 1]
                && !(places[index - 1].compareDocumentPosition(places[index]) & Node.DOCUMENT_POSITION_FOLLOWING)));";
        let wrong = texts(&self.run(script, vec![json!(selectors)]));
        assert!(wrong.is_empty(), "missing or too early: {wrong:?}");
    }

    /// From now on, writes down what the live region says.
    #[track_caller]
    pub(crate) fn listen(&self) {
        let script = "const live = document.getElementById('portal_live');
            window.announced = [];
            new MutationObserver(() => live.textContent && window.announced.push(live.textContent))
                .observe(live, { childList: true, characterData: true, subtree: true });";
        self.run(script, Vec::new());
    }

    /// What the live region has said since the last time this was asked.
    #[track_caller]
    pub(crate) fn announced(&self) -> Vec<String> {
        texts(&self.read("window.announced.splice(0)"))
    }

    /// Asks for every file anew from now on.
    #[track_caller]
    pub(crate) fn forget_files(&self) {
        self.devtools("Network.enable", json!({}));
        self.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true }));
    }

    /// From now on, writes down every change of the page, but for links, which are made to hold at any address, for buttons and
    /// boxes, which keep their room until somebody answers them, and for what boot.js says of boxes that scroll.
    #[track_caller]
    pub(crate) fn watch_changes(&self) {
        let script = "window.changes = [];
            const observer = new MutationObserver((records) => {
                for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
                    if (attributeName === 'data-running' || (target.nodeName === 'A' && attributeName === 'href')) continue;
                    if (attributeName === 'hidden' && target.matches('button, .display, .saved-none')) continue;
                    if (['tabindex', 'role', 'aria-label'].includes(attributeName) && target.matches('[data-scrolls]')) continue;
                    const nodes = [...addedNodes, ...removedNodes].map((node) => node.outerHTML ?? node.data);
                    window.changes.push([type, target.nodeName, attributeName, ...nodes].join(' ').slice(0, 200));
                }
            });
            const everything = { subtree: true, childList: true, characterData: true, attributes: true };
            observer.observe(document.documentElement, { attributes: true });
            for (const part of [document.head, document.getElementById('portal_root')]) observer.observe(part, everything);";
        self.run(script, Vec::new());
    }

    /// What has changed on the page since then.
    #[track_caller]
    pub(crate) fn changes(&self) -> Vec<String> {
        texts(&self.read("window.changes"))
    }

    /// Opens a prerendered address, and says what the app changes of it. The portal is one that holds files back, and the
    /// browser one that forgets them.
    #[track_caller]
    pub(crate) fn changes_when_hydrated(&self, path: &str) -> Vec<String> {
        self.portal().hold(".wasm");
        self.start_opening(path);
        self.portal().await_held(".wasm");
        self.wait_for(
            "the prerendered page",
            "document.querySelector('#portal_root[data-prerendered] > footer') && [...document.querySelectorAll('link[rel=stylesheet]:not([disabled])')].every(({ sheet }) => sheet)",
        );
        self.watch_changes();
        self.portal().release();
        self.wait_for(
            "the portal",
            "document.querySelector('#portal_root[data-running]')",
        );
        let mut changes = self.changes();
        // The question about services of others comes with the app, over the foot of the window: nothing moves for it.
        changes.retain(|change| !change.contains("<section id=\"portal_consent-banner\""));
        changes
    }

    /// Fails when the console has said anything, or the policy has forbidden anything on this page.
    #[track_caller]
    pub(crate) fn assert_clean(&self) {
        self.assert_console_empty();
        assert_eq!(
            self.violations(),
            Vec::<String>::new(),
            "the policy forbids these"
        );
    }

    /// Fails unless every line of the console has one of these parts, and every part has a line.
    #[track_caller]
    pub(crate) fn assert_console_only(&self, parts: &[&str]) {
        let console = self.console();
        let all = console.join("\n");
        let strange: Vec<_> = console
            .iter()
            .filter(|line| !parts.iter().any(|part| line.contains(part)))
            .collect();
        assert!(strange.is_empty(), "the console says more than {parts:?}:\n{all}");
        let missing: Vec<_> = parts.iter().filter(|part| !all.contains(**part)).collect();
        assert!(missing.is_empty(), "the console does not say {missing:?}:\n{all}");
        assert_eq!(
            self.violations(),
            Vec::<String>::new(),
            "the policy forbids these"
        );
    }
}
