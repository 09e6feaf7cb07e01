//! The only place where anything of another host enters the document. Each way in takes a grant.

use std::cell::OnceCell;

use content::consent::{EmbedGrant, ScriptGrant, ScriptKind, SiteId};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::embeds::Place;
use super::signals::object;

thread_local! {
    /// The policy that vouches for addresses where the browser demands one (Trusted Types).
    static POLICY: OnceCell<JsValue> = const { OnceCell::new() };
}

/// What the page may still load once a service has been withdrawn whose script runs: nothing of anybody else.
const OWN_ONLY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/// Runs a script.
pub(crate) fn run(service: &str, grant: &ScriptGrant<'_>) {
    let document = super::document();
    let (Ok(script), Some(head)) = (document.create_element("script"), document.head()) else {
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
    if let Ok(Some(own)) = document.query_selector("script[nonce]") {
        let nonce = own.unchecked_ref::<HtmlElement>().nonce();
        script.unchecked_ref::<HtmlElement>().set_nonce(&nonce);
    }
    let _ = Reflect::set(&script, &"src".into(), &vouched(grant.address()));
    let _ = head.append_child(&script);
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

/// The address as browsers with Trusted Types want it.
fn vouched(address: &str) -> JsValue {
    let address = address.into();
    let known = POLICY.with(|policy| policy.get().cloned());
    let policy = known.unwrap_or_else(|| {
        let made = policy_of_browser().unwrap_or_default();
        POLICY.with(|policy| {
            let _ = policy.set(made.clone());
        });
        made
    });
    super::method(&policy, "createScriptURL")
        .and_then(|vouch| vouch.call1(&policy, &address).ok())
        .unwrap_or(address)
}

fn policy_of_browser() -> Option<JsValue> {
    let window = super::window();
    let factory = Reflect::get(&window, &"trustedTypes".into()).ok()?;
    // The grant has vouched already: what comes in goes out as it is.
    let same = Reflect::get(&window, &"String".into()).ok()?;
    let rules = object(&[("createScriptURL", same)]);
    super::method(&factory, "createPolicy")?
        .call2(&factory, &"feuilleton".into(), &rules)
        .ok()
}
