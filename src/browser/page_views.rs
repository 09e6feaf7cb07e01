//! How scripts that count readers are told of the site and of its pages, each in its own way.

use std::cell::{Cell, RefCell};

use content::consent::{ConsentMode, ScriptGrant, ScriptKind, ServiceSet};
use js_sys::{Array, Date};
use wasm_bindgen::prelude::*;

use super::signals::object;

#[wasm_bindgen]
extern "C" {
    /// The arguments of a call, which boot.js makes: Google's tag reads nothing else, and WebAssembly has none.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = entry, variadic)]
    fn entry(words: &Array) -> JsValue;

    /// Adds to what a script reads in the global scope. boot.js does so, where what others throw can be caught.
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn tell(list: &str, entry: &JsValue);

    /// The settings of Plausible's newer script.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = plausible)]
    fn set_up_plausible(endpoint: Option<&str>);
}

thread_local! {
    /// The address of the page that was told of last.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };

    /// The services that were told of a page in this document. Their scripts run in it, so whoever withdraws one gets another.
    static TOLD: Cell<ServiceSet> = const { Cell::new(ServiceSet::NONE) };
}

/// A page that is read.
pub(crate) struct PageView {
    address: String,
    title: String,
    /// The address of the page before it; empty on the first one of a document.
    before: String,
}

/// Tells a script of the site, before it is there.
pub(crate) fn prepare(grant: &ScriptGrant<'_>) {
    let Some(site) = grant.site() else { return };
    let site = &*site.as_str();
    match grant.kind() {
        ScriptKind::Matomo => {
            push(&["setTrackerUrl", grant.endpoint().unwrap_or_default()]);
            push(&["setSiteId", site]);
        }
        ScriptKind::Plausible => set_up_plausible(grant.endpoint()),
        ScriptKind::Ga4 => {
            push_entry(&["js"], &Date::new_0());
            push_entry(&["config", site], &object(&[("send_page_view", false.into())]));
        }
        ScriptKind::Generic => {}
    }
}

impl PageView {
    /// The page that is shown now: by the time that scripts hear of it, it may be another one.
    pub(crate) fn now() -> Self {
        let address = super::base::address();
        Self {
            before: LAST.replace(address.clone()),
            address,
            title: super::document().title(),
        }
    }

    /// Tells a script that the page is read. What was read before the first one that it is told of is none of its business.
    pub(crate) fn report(&self, service: usize, grant: &ScriptGrant<'_>) {
        let told = TOLD.replace(TOLD.get().with(service));
        let before = if told.contains(service) { &*self.before } else { "" };
        match grant.kind() {
            ScriptKind::Matomo => {
                for words in [
                    ["setReferrerUrl", before],
                    ["setCustomUrl", &self.address],
                    ["setDocumentTitle", &self.title],
                ] {
                    if !words[1].is_empty() {
                        push(&words);
                    }
                }
                push(&["trackPageView"]);
            }
            ScriptKind::Plausible => {
                let arguments = line(&["pageview"]);
                arguments.push(&object(&[("u", (&*self.address).into())]));
                tell("plausible", &arguments);
            }
            ScriptKind::Ga4 => {
                let page = [
                    ("page_location", (&*self.address).into()),
                    ("page_title", (&*self.title).into()),
                    ("page_referrer", before.into()),
                ];
                push_entry(
                    &["event", "page_view"],
                    &object(&page[..3 - usize::from(before.is_empty())]),
                );
            }
            ScriptKind::Generic => {}
        }
    }
}

/// Tells Google's tag what is allowed.
pub(crate) fn push_consent_mode(mode: ConsentMode) {
    let signals = mode.signals().map(|(name, value)| (name, value.into()));
    push_entry(&["consent", mode.command.as_str()], &object(&signals));
}

fn line(words: &[&str]) -> Array {
    let line = Array::new();
    for word in words {
        line.push(&JsValue::from(*word));
    }
    line
}

/// Adds a line to Matomo's list of things to do.
fn push(words: &[&str]) {
    tell("_paq", &line(words));
}

fn push_entry(words: &[&str], last: &JsValue) {
    let line = line(words);
    line.push(last);
    tell("dataLayer", &entry(&line));
}
