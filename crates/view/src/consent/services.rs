//! The services of a site: who gets to know what, and what is stored for how long.

use content::consent::{Consent, Cookie, NamePattern, Service, Storage};
use content::{display, saved};

use super::category_words;
use crate::View;
use crate::components::fact::fact;
use crate::components::href::{href, words as link_words};
use crate::element::{Element, a, bdi, code, div, dl, h2, h3, li, section, ul};
use crate::id;

/// Every service that a site uses, and what it keeps itself, for the page that explains the privacy settings.
pub fn services(consent: &Consent, view: &View<'_>) -> Element {
    let words = view.text;
    let view = &view.within(&view.site.language);
    let section = section().language(view.around);
    let services: Vec<_> = consent
        .services
        .iter()
        .map(|service| {
            let (category, _) = category_words(service.category, view);
            div().child((
                h3().child(service.name.clone()),
                dl().child((
                    fact(view.say(words.category()), view.say(category)),
                    facts(service, view),
                )),
            ))
        })
        .collect();
    section
        .id(id::SERVICES)
        .class("services")
        .attr(id::APART, "")
        .child((h2().say(words.services(), view), services, own(consent, view)))
}

/// What the site itself keeps on the reader's device, each once the reader has asked for it.
fn own(consent: &Consent, view: &View<'_>) -> Element {
    let words = view.text;
    let kept = |key: &str, what| entry(key.to_owned()).child((", ", view.say(what)));
    let choice = kept(
        &consent.cookie("/", consent.storage() == Storage::Cookie),
        words.record(),
    );
    let outbox = consent
        .record
        .as_ref()
        .map(|_| kept(&consent.outbox(), words.record()));
    let display = kept(display::KEY, words.display());
    let saved = kept(saved::KEY, words.saved_title());
    let (cookies, mut storage) = match consent.storage() {
        Storage::Cookie => (vec![choice], Vec::new()),
        Storage::LocalStorage => (Vec::new(), vec![choice]),
    };
    storage.extend(outbox);
    storage.extend([display, saved]);
    let list = |label, entries: Vec<Element>| {
        (!entries.is_empty()).then(|| fact(view.say(label), ul().class("names").child(entries)))
    };
    div().child((
        h3().child(view.site.name.clone()),
        dl().child((
            fact(view.say(words.category()), view.say(words.functional())),
            list(words.cookies(), cookies),
            list(words.storage(), storage),
        )),
    ))
}

/// What there is to know of a service. What it has none of has no label.
pub(super) fn facts(service: &Service, view: &View<'_>) -> Vec<Element> {
    let words = view.text;
    let mut facts = vec![
        fact(view.say(words.provider()), service.provider.clone()),
        fact(view.say(words.purpose()), service.purpose.clone()),
    ];
    facts.extend(service.policy.as_ref().map(|policy| {
        let link = a().href(href(policy, view)).dir("ltr").child(link_words(policy));
        fact(view.say(words.privacy_policy()), link)
    }));
    let more = service.hosts.iter().map(|host| host.as_str().into_owned());
    let hosts = std::iter::once(service.host().to_owned()).chain(more);
    let names = |names: &[NamePattern]| -> Vec<_> {
        names
            .iter()
            .map(|name| entry(name.as_str().into_owned()))
            .collect()
    };
    let lists = [
        (words.hosts(), hosts.map(entry).collect()),
        (
            words.cookies(),
            service.cookies.iter().map(|one| cookie(one, view)).collect(),
        ),
        (words.storage(), names(&service.storage)),
        (words.databases(), names(&service.databases)),
    ];
    for (label, entries) in lists {
        if !entries.is_empty() {
            facts.push(fact(view.say(label), ul().class("names").child(entries)));
        }
    }
    facts
}

fn entry(name: String) -> Element {
    li().child(code().child(name))
}

/// A cookie with how long it stays, and whose it is where it is not this site's.
fn cookie(cookie: &Cookie, view: &View<'_>) -> Element {
    let duration = match &cookie.duration {
        Some(duration) => bdi().child(duration.clone()).into(),
        None => view.say(view.text.session()),
    };
    let mut place = String::new();
    if let Some(domain) = &cookie.domain {
        place.push_str(&domain.as_str());
    }
    if let Some(path) = &cookie.path {
        place.push_str(&path.as_str());
    }
    let place = (!place.is_empty()).then(|| (" ", code().child(place)));
    entry(cookie.name.as_str().into_owned()).child((place, ", ", duration))
}
