//! Privacy settings: `[consent]` of `site.toml`, and what articles show of others.

pub mod embeds;
pub mod ready_made;
mod service;

use content::consent::{Consent, Days, Endpoint, Key, MAX_SERVICES, Revision, Service, Storage};
use content::href::Href;
use content::slug::Slug;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, Position};
use crate::read::settings::{Node, Reader};
use ready_made::READY_MADE;

/// What can be wrong with privacy settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentFault {
    /// No ready-made service of that name is known, and the one that may have been meant.
    UnknownReadyMade(String, Option<String>),
    /// A service has neither a script nor an embed.
    NoLoad,
    /// A service has both.
    TwoLoads,
    /// An earlier service has the same id.
    SecondService(Slug),
    /// A script of Plausible's that counts by itself is told of page views, too.
    CountsTwice,
    /// There are more services than a record can hold.
    TooMany(Slug),
    /// What a service stores may be what the portal itself has stored: the name, and the portal's.
    OwnName(String, String),
    /// Services without a page that explains them.
    NoPolicy,
}

impl Fault for ConsentFault {
    fn code(&self) -> Code {
        match self {
            Self::UnknownReadyMade(..) => Code::UnknownReadyMade,
            Self::NoLoad => Code::ServiceBringsNothing,
            Self::TwoLoads => Code::ServiceBringsTwo,
            Self::SecondService(_) => Code::ServiceTwice,
            Self::CountsTwice => Code::ServiceCountsTwice,
            Self::TooMany(_) => Code::ServicesTooMany,
            Self::OwnName(..) => Code::ServiceOwnName,
            Self::NoPolicy => Code::NoPrivacyPage,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::UnknownReadyMade(name, meant) => Explanation::error(
                format!("there is no ready-made service “{name}”"),
                if let Some(meant) = meant {
                    format!("did you mean “{meant}”?")
                } else {
                    let names: Vec<_> = READY_MADE.iter().map(|ready| ready.name).collect();
                    format!(
                        "name one of {}, or leave use out and describe the service",
                        names.join(", ")
                    )
                },
            ),
            Self::NoLoad => Explanation::error(
                "this service brings nothing",
                "write script = { src = \"…\" } or embed = { url = \"…\" }, or use = \"…\"",
            ),
            Self::TwoLoads => Explanation::error(
                "this service brings a script and embeds",
                "make two services of it, each with an id of its own",
            ),
            Self::SecondService(id) => Explanation::error(
                format!("two services have the id “{id}”"),
                "give one of them another id",
            ),
            Self::CountsTwice => Explanation::warning(
                "this script of Plausible’s counts by itself, and with a kind it is told of each page besides",
                "name script.manual.js, which counts what it is told",
            ),
            Self::TooMany(id) => Explanation::error(
                format!("“{id}” is one service too many: a reader’s answer has room for {MAX_SERVICES}"),
                "remove a service, or put several of one provider together",
            ),
            Self::OwnName(name, own) => Explanation::warning(
                format!(
                    "“{name}” also means “{own}”, which is the portal’s own and is never removed with a service"
                ),
                "write more exactly what this service stores",
            ),
            Self::NoPolicy => Explanation::warning(
                "no page explains the services to readers",
                "write policy = \"/privacy/\", and the page pages/privacy.md",
            ),
        }
    }
}

/// Reads `[consent]`: the settings, and where their page is named.
pub(crate) fn read(reader: &mut Reader<'_>, node: Node) -> Option<(Consent, Option<(Href, Position)>)> {
    let position = node.position;
    let mut table = reader.within("consent", node)?;
    let number = |text: &str| text.parse::<u32>().ok();
    let revision = table.parsed(
        &["revision"],
        |text| number(text).and_then(Revision::new),
        Revision::RULE,
    );
    let days = table.parsed(&["days"], |text| number(text).and_then(Days::new), Days::RULE);
    let storage = table.parsed(
        &["storage"],
        Storage::from_word,
        "a storage is cookie or local-storage",
    );
    let key = table.parsed(&["key"], Key::parse, Key::RULE);
    let policy = table.words(&["policy"]);
    let policy = policy.and_then(|(text, at)| {
        let href = table.parse("policy", &text, at, Href::parse, Href::RULE)?;
        Some((href, at))
    });
    let record = table.parsed(&["record"], Endpoint::parse, Endpoint::RULE);
    let mut consent = Consent {
        revision: revision.or_else(|| Revision::new(1))?,
        expires_after_days: days,
        storage,
        key,
        policy: policy.as_ref().map(|(href, _)| href.clone()),
        record,
        services: Vec::new(),
        faults: Vec::new(),
    };
    consent.services = services(&mut table, &consent);
    if !consent.services.is_empty() && policy.is_none() {
        table.findings().add(position, &ConsentFault::NoPolicy);
    }
    table.finish();
    Some((consent, policy))
}

fn services(table: &mut Reader<'_>, consent: &Consent) -> Vec<Service> {
    let mut services: Vec<Service> = Vec::new();
    for node in table.tables("services") {
        let Some(mut own) = table.within("services", node) else {
            continue;
        };
        let service = service::read(&mut own);
        let position = own.position();
        own.finish();
        let Some(service) = service else { continue };
        let cookies = service.cookies.iter().map(|cookie| &cookie.name);
        let cookies = cookies.map(|name| (name, consent.own_cookie(name)));
        let keys = service.storage.iter().map(|name| (name, consent.own_key(name)));
        for (name, own) in cookies.chain(keys) {
            if let Some(own) = own {
                table
                    .findings()
                    .add(position, &ConsentFault::OwnName(name.to_string(), own));
            }
        }
        let fault = if services.iter().any(|other| other.id == service.id) {
            ConsentFault::SecondService(service.id)
        } else if services.len() == MAX_SERVICES {
            ConsentFault::TooMany(service.id)
        } else {
            services.push(service);
            continue;
        };
        table.findings().add(position, &fault);
    }
    services
}
