//! What is to be removed when a service is withdrawn.

use super::Consent;
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

/// A cookie to delete: the same name, domain and path with an age of 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CookieDeletion {
    /// Its name.
    pub name: String,
    /// Its `Domain`; without one the cookie is this host's alone.
    pub domain: Option<String>,
    /// Its `Path`.
    pub path: String,
}

/// What is to be removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Cookies: for each name, the host alone and every domain above it, each with every path down to the page's.
    pub cookies: Vec<CookieDeletion>,
    /// Keys, from `localStorage` and `sessionStorage`.
    pub storage: Vec<String>,
    /// Databases by their name; where it ends in `*`, all whose names begin so.
    pub databases: Vec<String>,
}

/// What a service leaves behind that may not be there any more. What a service that is allowed stores under the same
/// names stays, and so does the record.
pub fn plan(consent: &Consent, state: &State, service: usize, page: Page<'_>) -> Plan {
    let Some(service) = consent.services.get(service) else {
        return Plan::default();
    };
    let allowed = state.allowed(consent);
    let mut plan = Plan::default();
    let mut names: Vec<&str> = Vec::new();
    for cookie in &service.cookies {
        let is_ours = cookie.domain.as_ref().is_none_or(|domain| {
            let domain = &*domain.as_str();
            page.host
                .strip_suffix(domain)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
        if !is_ours {
            continue;
        }
        let path = cookie.path.as_ref().map(ToString::to_string);
        // A cookie of another path cannot be seen from here, but it can be deleted by its name.
        let unseen = cookie.name.exact().filter(|_| path.is_some());
        let seen = page
            .cookies
            .iter()
            .copied()
            .filter(|name| cookie.name.matches(name));
        for name in seen.chain(unseen) {
            let kept = name == consent.key()
                || needed(consent, allowed, |other| {
                    other.cookies.iter().any(|cookie| cookie.name.matches(name))
                });
            if !kept && !names.contains(&name) {
                names.push(name);
                delete(name, path.as_deref(), page, &mut plan);
            }
        }
    }
    for stored in page.storage {
        let has = |service: &Service| service.storage.iter().any(|pattern| pattern.matches(stored));
        if has(service) && *stored != consent.key() && !needed(consent, allowed, has) {
            plan.storage.push((*stored).to_owned());
        }
    }
    for name in &service.databases {
        if !needed(consent, allowed, |other| other.databases.contains(name)) {
            plan.databases.push(name.to_string());
        }
    }
    plan
}

/// What Complianz has left behind.
pub fn legacy_plan(page: Page<'_>) -> Plan {
    let mut plan = Plan::default();
    let is_legacy = |name: &str| name.starts_with("cmplz_") || name.starts_with("complianz_");
    for name in page.cookies.iter().filter(|name| is_legacy(name)) {
        delete(name, None, page, &mut plan);
    }
    let keys = page.storage.iter().filter(|key| is_legacy(key));
    plan.storage.extend(keys.map(|key| (*key).to_owned()));
    plan
}

fn needed(consent: &Consent, allowed: ServiceSet, uses: impl Fn(&Service) -> bool) -> bool {
    allowed.iter().any(|place| uses(&consent.services[place]))
}

fn delete(name: &str, path: Option<&str>, page: Page<'_>, plan: &mut Plan) {
    let mut paths = vec!["/".to_owned()];
    let mut add = |path: &str| {
        if !paths.iter().any(|other| other == path) {
            paths.push(path.to_owned());
        }
    };
    for (at, byte) in page.path.bytes().enumerate().skip(1) {
        if byte == b'/' {
            page.path.get(..at).into_iter().for_each(&mut add);
            page.path.get(..=at).into_iter().for_each(&mut add);
        }
    }
    add(page.path);
    path.into_iter().for_each(&mut add);
    // Digits in its last part make a host an address, above which there is nothing.
    let is_address = page.host.bytes().last().is_some_and(|byte| byte.is_ascii_digit());
    let mut domain = Some(page.host).filter(|_| !is_address);
    let mut domains = vec![None];
    while let Some(name) = domain {
        domains.push(Some(name));
        domain = name
            .split_once('.')
            .map(|(_, above)| above)
            .filter(|above| above.bytes().any(|byte| byte == b'.'));
    }
    for domain in domains {
        for path in &paths {
            plan.cookies.push(CookieDeletion {
                name: name.to_owned(),
                domain: domain.map(str::to_owned),
                path: path.clone(),
            });
        }
    }
}
