//! What articles show of others: whether the services have it, and how their frames call it.

use std::collections::BTreeSet;

use content::article::Article;
use content::block::{Block, Embed};
use content::consent::{Consent, Service};
use content::slug::Slug;

use super::ready_made::{self, ReadyMade};
use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::read::names::nearest;

/// What can be wrong with an embed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmbedFault {
    /// The site has no such service; what else may have been meant, and whether there is a ready-made one.
    UnknownService {
        /// The service.
        service: Slug,
        /// One that the site has and that is spelt like it.
        meant: Option<String>,
        /// Is there a ready-made service of that name?
        is_ready_made: bool,
    },
    /// The service has no such ids; the rule of its ids.
    BadId(String, &'static str),
    /// No address can be made of the id.
    NoAddress(String),
}

impl Fault for EmbedFault {
    fn code(&self) -> Code {
        match self {
            Self::UnknownService { .. } => Code::UnknownService,
            Self::BadId(..) => Code::EmbedBadId,
            Self::NoAddress(_) => Code::EmbedNoAddress,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::UnknownService {
                service,
                meant,
                is_ready_made,
            } => Explanation::error(
                format!("the site has no embeds of a service “{service}”"),
                match meant {
                    Some(meant) => format!("did you mean “{meant}”?"),
                    None if *is_ready_made => {
                        format!(
                            "add [[consent.services]] with use = \"{service}\" to site.toml, or write a link instead"
                        )
                    }
                    None => {
                        "describe it in [[consent.services]] of site.toml, or write a link instead".to_owned()
                    }
                },
            ),
            Self::BadId(id, rule) => {
                Explanation::warning(format!("the service has nothing that is called “{id}”"), *rule)
            }
            Self::NoAddress(id) => Explanation::warning(
                format!("no address can be made of the id “{id}”, so only the link is shown"),
                "write what the service calls it",
            ),
        }
    }
}

/// The fault of an embed whose service is unknown.
pub(crate) fn unknown_service(service: Slug, consent: Option<&Consent>) -> EmbedFault {
    let own = consent.into_iter().flat_map(|consent| &consent.services);
    let mut names: Vec<&str> = own
        .filter(|service| service.frame().is_some())
        .map(|service| service.id.as_ref())
        .collect();
    names.extend(ready_made::embeds().map(|(ready, _)| ready.name));
    let is_ready_made = ready_made::embeds().any(|(ready, _)| ready.name == service.as_ref());
    let meant = nearest(service.as_ref(), names);
    EmbedFault::UnknownService {
        meant: meant.filter(|_| !is_ready_made).map(ToOwned::to_owned),
        is_ready_made,
        service,
    }
}

/// The fault of what an embed is called, if there is one.
pub(crate) fn fault_of_id(consent: &Consent, service: &Slug, id: &str) -> Option<EmbedFault> {
    let service = &consent.services[consent.position(service)?];
    let frame = service.frame()?;
    if let Some(ready) = ready_made_of(service)
        && !ready.is_id(id)
    {
        return Some(EmbedFault::BadId(id.to_owned(), ready.ids));
    }
    (!frame.url.takes(id)).then(|| EmbedFault::NoAddress(id.to_owned()))
}

/// The faults of what the embeds of an article are called.
pub(crate) fn faults_of_ids(article: &Article, consent: &Consent) -> Vec<EmbedFault> {
    let mut faults = Vec::new();
    // Blocks are walked by one function, which can change them.
    each(&mut article.body.clone(), &mut |embed| {
        faults.extend(fault_of_id(consent, &embed.service, &embed.id));
    });
    faults
}

/// Calls what an article embeds as the frames of the services want it.
pub(crate) fn settle(article: &mut Article, consent: &Consent) {
    each(&mut article.body, &mut |embed| {
        let service = consent
            .position(&embed.service)
            .map(|place| &consent.services[place]);
        let id = service
            .and_then(ready_made_of)
            .and_then(|ready| ready.id_of_frame(&embed.id));
        if let Some(id) = id {
            embed.id = id;
        }
    });
}

/// The names of the ready-made services that these articles need, in the order of the alphabet.
pub fn needed(articles: &[Article]) -> Vec<&'static str> {
    let mut used = BTreeSet::new();
    for article in articles {
        // Blocks are walked by one function, which can change them.
        each(&mut article.body.clone(), &mut |embed| {
            used.insert(embed.service.clone());
        });
    }
    ready_made::embeds()
        .map(|(ready, _)| ready.name)
        .filter(|name| used.iter().any(|service| service.as_ref() == *name))
        .collect()
}

/// The ready-made service whose frames these are.
fn ready_made_of(service: &Service) -> Option<&'static ReadyMade> {
    let url = &service.frame()?.url;
    let same = |own: &Service| own.frame().is_some_and(|frame| frame.url == *url);
    let found = ready_made::embeds().find(|(_, own)| same(own));
    found.map(|(ready, _)| *ready)
}

fn each(blocks: &mut [Block], visit: &mut impl FnMut(&mut Embed)) {
    for block in blocks {
        match block {
            Block::Embed(embed) => visit(embed),
            Block::List(list) => list.items.iter_mut().for_each(|item| each(item, visit)),
            Block::Quote(quote) => each(&mut quote.body, visit),
            Block::Callout(callout) => each(&mut callout.body, visit),
            Block::Details(details) => each(&mut details.body, visit),
            Block::Footnotes(footnotes) => {
                footnotes
                    .notes
                    .iter_mut()
                    .for_each(|note| each(&mut note.body, visit));
            }
            _ => {}
        }
    }
}
