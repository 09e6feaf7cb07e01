//! When scripts that count readers are told of the site and of its pages.

use std::cell::{Cell, RefCell};

use content::consent::{ConsentMode, ScriptGrant, ServiceSet};
use wasm_bindgen::prelude::*;

use super::signals::object;

// boot.js knows what each kind of script is told: it is all calls of others' code, which are shorter there, and what they throw
// can be caught.
#[wasm_bindgen]
extern "C" {
    /// Tells a counter of its site and where it reports to, or of a page: its address, title and the page before.
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn count(kind: &str, is_page: bool, site_or_address: &str, endpoint_or_title: &str, before: &str);

    #[wasm_bindgen(js_namespace = feuilleton)]
    fn google(word: &str, command: &str, signals: &JsValue);
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
    let endpoint = grant.endpoint().unwrap_or_default();
    count(grant.kind().as_str(), false, &site.as_str(), endpoint, "");
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
        count(grant.kind().as_str(), true, &self.address, &self.title, before);
    }
}

/// Tells Google's tag what is allowed.
pub(crate) fn push_consent_mode(mode: ConsentMode) {
    let signals = mode.signals().map(|(name, value)| (name, value.into()));
    google("consent", mode.command.as_str(), &object(&signals));
}
