//! The only place where anything of another host enters the document. Each way in takes a grant.

use content::consent::{EmbedGrant, ScriptGrant, ScriptKind, SiteId};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

use super::embeds::Place;

/// What the page may still load once a service has been withdrawn whose script runs: nothing of anybody else.
const OWN_ONLY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/// Runs a script.
pub(crate) fn run(service: &str, grant: &ScriptGrant<'_>) {
    let Ok(script) = super::document().create_element("script") else {
        return;
    };
    if grant.kind() == ScriptKind::Plausible {
        // Plausible's script reads its site and where it reports to from its own element.
        let site = grant.site().map(SiteId::as_str);
        for (name, value) in [("data-domain", site.as_deref()), ("data-api", grant.endpoint())] {
            if let Some(value) = value {
                let _ = script.set_attribute(name, value);
            }
        }
    }
    for attribute in grant.attributes() {
        let _ = script.set_attribute(&attribute.name.as_str(), &attribute.value);
    }
    let _ = script.set_attribute("async", "");
    let _ = script.set_attribute("data-service", service);
    load(&script, grant.address());
}

#[wasm_bindgen]
extern "C" {
    /// Gives a script its address and puts it into the page; boot.js has it.
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn load(script: &Element, address: &str);
}

/// Puts a frame into its place, unless one stands there.
pub(crate) fn show(place: &Place, grant: &EmbedGrant<'_>, title: Option<&str>) {
    let had_focus = place.has_focus();
    let (Some(inner), Ok(frame)) = (place.free_box(), super::document().create_element("iframe")) else {
        return;
    };
    for (name, value) in [
        ("title", title.or(grant.title())),
        ("allow", grant.allow()),
        ("sandbox", Some(grant.sandbox())),
        ("loading", Some("lazy")),
        ("src", Some(grant.address())),
    ] {
        if let Some(value) = value {
            let _ = frame.set_attribute(name, value);
        }
    }
    let _ = inner.append_child(&frame);
    if had_focus {
        // The button that was pressed is gone from sight, and the focus must not go with it.
        let _ = frame.unchecked_ref::<HtmlElement>().focus();
    }
}

/// Takes away what a service has on the page.
pub(crate) fn remove(service: &str) {
    for place in Place::all() {
        if place.service() == service {
            place.clear();
        }
    }
    let selector = ["script[data-service='", service, "']"].concat();
    if let Some(script) = super::find(&selector) {
        script.remove();
    }
}

/// Forbids the document to speak to anybody else, for the moment until it is loaded anew: what still runs in it could
/// use its last one.
pub(crate) fn cut_off() {
    let document = super::document();
    if let (Ok(meta), Some(head)) = (document.create_element("meta"), document.head()) {
        let _ = meta.set_attribute("http-equiv", "Content-Security-Policy");
        let _ = meta.set_attribute("content", OWN_ONLY);
        let _ = head.append_child(&meta);
    }
}
