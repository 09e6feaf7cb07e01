//! The content security policy that a site's services need, and no more.

use std::path::Path;

use content::bundle;
use content::consent::{Consent, Host, Load, ScriptKind};
use content::json;
use content::site::Site;

use crate::trusted_types::{self, NAMES};

/// What the portal calls its policy of Trusted Types, by which it inserts scripts.
const PORTAL: &str = "feuilleton";

/// What the script for reading without a network calls its own, by which it starts the service worker. `offline/page.js` makes it, and
/// it vouches for that one address.
const OFFLINE: &str = "feuilleton-offline";

/// What Google's tag calls its own, without which it loads nothing more: each `gtag.js` as it is published makes one of this
/// name. `matomo.js` (5.2) and Plausible's script (`@plausible-analytics/tracker` 0.4.6) make none.
const GOOGLE: &str = "goog#html";

/// The content security policy that the portal works under.
pub const STRICT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'self'; \
    form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/// [`STRICT_POLICY`] and the portal's own sound and video, which readers start by hand. `docs/deploy.md` tells hosts to
/// send this one.
pub const MEDIA_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'self'; \
    form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/// The policy of a site, with its privacy settings: [`MEDIA_POLICY`], and the hosts of its services where each of them
/// is needed.
///
/// A script's own host may send scripts; that host, the one it reports to and the further hosts of its service may be
/// asked for data and pictures. The host of a frame, and its service's further hosts, may stand in frames. A service with a
/// script needs the portal's own policy of Trusted Types, and those that the script makes; reading without a network needs one, too.
pub fn of(site: &Site) -> String {
    with(site.consent.as_ref(), site.offline)
}

/// The same of privacy settings alone.
pub fn of_consent(consent: Option<&Consent>) -> String {
    with(consent, false)
}

fn with(consent: Option<&Consent>, offline: bool) -> String {
    let (mut scripts, mut asked, mut frames) = (Vec::new(), Vec::new(), Vec::new());
    let mut trusted = Vec::new();
    for service in consent.iter().flat_map(|consent| &consent.services) {
        let further = service.hosts.iter().map(|host| host.as_str().into_owned());
        match &service.load {
            Load::Script(script) => {
                scripts.push(script.src.host().to_owned());
                if script.kind() == ScriptKind::Ga4 {
                    trusted.push(GOOGLE);
                }
                let own = script.attributes.iter().filter(|one| one.name.as_str() == NAMES);
                let own = own.flat_map(|one| one.value.split_whitespace());
                trusted.extend(own.filter(|name| trusted_types::parse(name).is_some()));
                asked.push(script.src.host().to_owned());
                asked.extend(script.endpoint.iter().map(|endpoint| endpoint.host().to_owned()));
                asked.extend(further);
            }
            Load::Embed(frame) => {
                frames.push(frame.url.host().to_owned());
                frames.extend(further);
            }
        }
    }
    let mut policy = MEDIA_POLICY.to_owned();
    for (directive, hosts) in [
        ("script-src", &scripts),
        ("img-src", &asked),
        ("connect-src", &asked),
    ] {
        let start = format!("{directive} 'self'");
        policy = policy.replacen(&start, &format!("{start}{}", sources(hosts)), 1);
    }
    if !frames.is_empty() {
        let before = "base-uri";
        policy = policy.replacen(before, &format!("frame-src{}; {before}", sources(&frames)), 1);
    }
    let own = [(!scripts.is_empty(), PORTAL), (offline, OFFLINE)];
    let mut names: Vec<_> = own
        .into_iter()
        .filter(|(is_needed, _)| *is_needed)
        .map(|(_, name)| name)
        .collect();
    let own = names.len();
    if own > 0 {
        for name in &trusted {
            if !names.contains(name) {
                names.push(name);
            }
        }
        // Two scripts that make a policy of one name each make their own.
        if names.len() - own < trusted.len() {
            names.push("'allow-duplicates'");
        }
        policy = policy.replace(
            "trusted-types 'none'",
            &format!("trusted-types {}", names.join(" ")),
        );
    }
    policy
}

/// The policy of a portal that `press build` has written; [`MEDIA_POLICY`] where its `site.json` cannot be read.
pub fn of_portal(portal: &Path) -> String {
    let file = portal.join("content").join(bundle::SITE);
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let site = json::from_text::<Site>(&text).ok();
    site.map_or_else(|| MEDIA_POLICY.to_owned(), |site| of(&site))
}

/// Hosts as sources, each once, with a space before each.
fn sources(hosts: &[String]) -> String {
    let mut sources = String::new();
    for (at, host) in hosts.iter().enumerate() {
        if hosts[..at].contains(host) {
            continue;
        }
        let is_here = Host::parse(host).is_some_and(|host| host.is_loopback());
        sources.push_str(if is_here { " http://" } else { " https://" });
        sources.push_str(host);
    }
    sources
}
