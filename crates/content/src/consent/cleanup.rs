//! What is to be removed when a service is withdrawn.

use super::Consent;
use super::pattern::{CookiePath, NamePattern};
use super::service::Service;
use super::set::ServiceSet;
use super::state::State;

/// What a page knows of itself and of what is stored.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Its host, without a port.
    pub host: &'a str,
    /// Its path, from the root of the host.
    pub path: &'a str,
    /// The names of the cookies that it can see.
    pub cookies: &'a [&'a str],
    /// The keys in `localStorage` and `sessionStorage`.
    pub storage: &'a [&'a str],
}

/// What is to be removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Cookies, as texts that delete one each when they are set: for each name, the host alone and, where the reader has
    /// decided about the service, every domain above it, each with every path down to the page's.
    pub cookies: Vec<String>,
    /// Keys, from `localStorage` and `sessionStorage`.
    pub storage: Vec<String>,
    /// Databases by their name; where it ends in `*`, all whose names begin so.
    pub databases: Vec<NamePattern>,
}

/// What these services leave behind that may not be there any more, and what Complianz has, where it is asked for. What a
/// service that is allowed stores under the same names stays, and so does what the portal stores itself.
pub fn plan(
    consent: &Consent,
    state: &State,
    services: ServiceSet,
    with_legacy: bool,
    page: Page<'_>,
) -> Plan {
    let allowed = state.allowed(consent);
    let needed = |uses: &dyn Fn(&Service) -> bool| allowed.iter().any(|place| uses(&consent.services[place]));
    let mut plan = Plan::default();
    for place in services.iter() {
        let service = &consent.services[place];
        let mut names: Vec<&str> = Vec::new();
        for cookie in &service.cookies {
            let is_ours = cookie.domain.as_ref().is_none_or(|domain| {
                let rest = page.host.strip_suffix(domain.get());
                rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            });
            if !is_ours {
                continue;
            }
            let path = cookie.path.as_ref().map(CookiePath::get);
            let mut delete_once = |name| {
                let kept = consent.is_own_cookie(name)
                    || needed(&|other| other.cookies.iter().any(|cookie| cookie.name.matches(name)));
                if !kept && !names.contains(&name) {
                    names.push(name);
                    // Of the domain above, it may be that of a site beside this one, whose reader has allowed it there.
                    delete(name, path, page, state.is_settled(place), &mut plan);
                }
            };
            for name in page.cookies {
                if cookie.name.matches(name) {
                    delete_once(name);
                }
            }
            // A cookie of another path cannot be seen from here, but it can be deleted by its name.
            if let (Some(name), Some(_)) = (cookie.name.exact(), path) {
                delete_once(name);
            }
        }
        for stored in page.storage {
            let has = |service: &Service| service.storage.iter().any(|pattern| pattern.matches(stored));
            if has(service) && !consent.is_own_key(stored) && !needed(&has) {
                plan.storage.push((*stored).to_owned());
            }
        }
        for name in &service.databases {
            if !needed(&|other| other.databases.contains(name)) {
                plan.databases.push(name.clone());
            }
        }
    }
    if with_legacy {
        let is_legacy = |name: &str| name.starts_with("cmplz_") || name.starts_with("complianz_");
        for name in page.cookies {
            if is_legacy(name) && !consent.is_own_cookie(name) {
                delete(name, None, page, true, &mut plan);
            }
        }
        for key in page.storage {
            if is_legacy(key) && !consent.is_own_key(key) {
                plan.storage.push((*key).to_owned());
            }
        }
    }
    plan
}

/// A cookie is deleted by the same name, domain and path with an age of 0, and none of these but its name can be seen.
#[inline(never)]
fn delete(name: &str, path: Option<&str>, page: Page<'_>, with_domains: bool, plan: &mut Plan) {
    let mut paths = vec!["/"];
    for (at, byte) in page.path.bytes().enumerate().skip(1) {
        if byte == b'/' {
            paths.extend(page.path.get(..at));
            paths.extend(page.path.get(..=at));
        }
    }
    for more in [Some(page.path), path].into_iter().flatten() {
        if !paths.contains(&more) {
            paths.push(more);
        }
    }
    // Digits in its last part make a host an address, above which there is nothing.
    let is_address = page.host.bytes().last().is_some_and(|byte| byte.is_ascii_digit());
    let (mut attribute, mut domain) = ("", "");
    let mut next = Some(page.host).filter(|_| with_domains && !is_address);
    loop {
        for path in &paths {
            let text = [name, "=; Max-Age=0; Path=", path, attribute, domain].concat();
            plan.cookies.push(text);
        }
        let Some(name) = next else { return };
        (attribute, domain) = ("; Domain=", name);
        let above = |name: &'_ str| name.bytes().position(|byte| byte == b'.');
        next = above(name)
            .and_then(|at| name.get(at + 1..))
            .filter(|above_it| above(above_it).is_some());
    }
}
