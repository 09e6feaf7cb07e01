//! What can be wrong between articles, or with a bundle as a whole.

use content::check::FaultKind;
use content::href::Href;
use content::json::{DecodeError, Problem};
use content::slug::Slug;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, Position};
use crate::read::article::Draft;
use crate::read::consent::embeds::EmbedFault;
use crate::read::site_file::Places;

/// What can be wrong between articles, or with a bundle as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditionFault {
    /// A fault that the core has found.
    Core(FaultKind),
    /// A link that leads nowhere, and where it may have been meant to lead.
    BrokenLink(String, Option<String>),
    /// An embed that the site cannot show.
    Embed(EmbedFault),
    /// A folder of articles is no section.
    NoSection(String, Option<String>),
    /// An earlier file has the same slug.
    SecondSlug(Slug, String),
    /// A file that is published has the same slug as one that is held back.
    TakenSlug(Slug, String),
    /// A section has no articles.
    EmptySection(String),
    /// What press would write is more than the format allows.
    Unwritable(DecodeError),
    /// A hand-written `site.json` is not what the format says.
    BadSite(DecodeError),
}

impl Fault for EditionFault {
    fn code(&self) -> Code {
        match self {
            Self::Core(kind) => code_of(kind),
            Self::BrokenLink(..) => Code::BrokenLink,
            Self::Embed(fault) => fault.code(),
            Self::NoSection(..) => Code::UnknownSection,
            Self::SecondSlug(..) => Code::DuplicateSlug,
            Self::TakenSlug(..) => Code::TakenSlug,
            Self::EmptySection(_) => Code::EmptySection,
            Self::Unwritable(error) if error.problem == Problem::TooDeep => Code::NestedTooDeep,
            Self::Unwritable(_) => Code::ArticleUnwritable,
            Self::BadSite(_) => Code::BadSiteJson,
        }
    }

    fn link(&self) -> Option<&str> {
        match self {
            Self::BrokenLink(path, _) => Some(path),
            _ => None,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Core(kind) => {
                let sentence = kind.to_string();
                let (what, remedy) = sentence.split_once("; ").unwrap_or((&sentence, "correct it"));
                match kind {
                    FaultKind::BrokenFragment(_) => {
                        Explanation::warning(what, "correct the link, or give a heading these words")
                    }
                    FaultKind::BrokenFragmentElsewhere(_) => Explanation::warning(
                        format!("{what}: that article has no such heading"),
                        "correct what stands after #, or give a heading there these words",
                    ),
                    FaultKind::BrokenLink(_) => Explanation::warning(what, remedy),
                    _ => Explanation::error(what, remedy),
                }
            }
            Self::BrokenLink(path, suggestion) => Explanation::warning(
                format!("the link to /{path} leads nowhere"),
                match suggestion {
                    Some(suggestion) => format!("did you mean /{suggestion}?"),
                    None => "correct it or remove it".to_owned(),
                },
            ),
            Self::Embed(fault) => fault.explain(),
            Self::NoSection(folder, suggestion) => Explanation::error(
                format!(
                    "site.toml has no section “{folder}”, so the articles of this folder have no address"
                ),
                match suggestion {
                    Some(suggestion) => format!(
                        "did you mean “{suggestion}”? Rename the folder, or add the section to site.toml"
                    ),
                    None => "add the section to site.toml, or move the articles to another folder".to_owned(),
                },
            ),
            Self::SecondSlug(slug, first) => Explanation::error(
                format!("{first} has the slug “{slug}” already"),
                "rename one of the two files; every slug is used once in the whole site",
            ),
            Self::TakenSlug(slug, first) => Explanation::warning(
                format!("{first} has the slug “{slug}” already, so this article cannot appear when it is to"),
                "rename one of the two files; every slug is used once in the whole site",
            ),
            Self::EmptySection(name) => Explanation::warning(
                format!("no article stands in the section “{name}”"),
                "write one into its folder, or remove the section from site.toml",
            ),
            Self::Unwritable(error) if error.problem == Problem::TooDeep => Explanation::error(
                "quotes, lists or other blocks stand deeper in each other than the bundle’s format allows",
                "take some of them apart",
            ),
            Self::Unwritable(error) => Explanation::error(
                format!("the bundle’s format does not allow this article: {error}"),
                "make it simpler",
            ),
            Self::BadSite(error) => Explanation::error(
                error.to_string(),
                "correct the value at this place; docs/bundle-format.md has the format",
            ),
        }
    }
}

/// The code of a fault that the core has found.
fn code_of(kind: &FaultKind) -> Code {
    match kind {
        FaultKind::DuplicateSlug(..) => Code::DuplicateSlug,
        FaultKind::Reserved(_) => Code::ReservedSlug,
        FaultKind::ReservedTaxonomy(_) => Code::ReservedTaxonomy,
        FaultKind::UnknownSection(_) => Code::UnknownSection,
        FaultKind::UnknownTaxonomy(_) => Code::UnknownTaxonomy,
        FaultKind::UnknownTag(..) => Code::UnknownTag,
        FaultKind::UnknownRelated(_) => Code::UnknownRelated,
        FaultKind::UnknownTranslation(_) => Code::UnknownTranslation,
        FaultKind::BrokenLink(_) => Code::BrokenLink,
        FaultKind::BrokenFragment(_) => Code::BrokenFragment,
        FaultKind::BrokenFragmentElsewhere(_) => Code::BrokenFragmentElsewhere,
        FaultKind::UnknownNote(_) => Code::UnknownFootnote,
        FaultKind::DuplicateHeading(_) => Code::DuplicateHeading,
        FaultKind::ReservedHeading(_) => Code::ReservedHeading,
        FaultKind::UnknownService(_) => Code::UnknownService,
    }
}

impl EditionFault {
    /// The slug that a page cannot have.
    pub(super) fn page(&self) -> Option<&Slug> {
        match self {
            Self::Core(FaultKind::Reserved(slug) | FaultKind::DuplicateSlug(_, slug)) => Some(slug),
            _ => None,
        }
    }
}

impl Places {
    /// Where a fault of the site stands.
    pub(super) fn of(&self, fault: &EditionFault) -> Option<Position> {
        match fault {
            EditionFault::BrokenLink(path, _)
            | EditionFault::Core(FaultKind::BrokenFragmentElsewhere(path)) => self.link(&format!("/{path}")),
            EditionFault::Core(FaultKind::Reserved(slug)) => self.section(slug),
            EditionFault::Core(FaultKind::ReservedTaxonomy(slug)) => self.taxonomy(slug),
            EditionFault::Core(FaultKind::DuplicateSlug(_, slug)) => self.second(slug),
            _ => None,
        }
    }
}

impl Draft {
    /// Where a fault stands that was found after the file had been read. Each link is told of once.
    pub(super) fn place_of(&mut self, fault: &EditionFault) -> Option<Position> {
        let link = match fault {
            EditionFault::BrokenLink(path, _)
            | EditionFault::Core(FaultKind::BrokenFragmentElsewhere(path)) => format!("/{path}"),
            EditionFault::Core(FaultKind::BrokenFragment(id)) => format!("#{id}"),
            EditionFault::Embed(EmbedFault::UnknownService { service, .. }) => {
                let at = self.embeds.iter().position(|embed| embed.service == *service)?;
                return Some(self.embeds.remove(at).service_at);
            }
            EditionFault::Core(FaultKind::UnknownRelated(slug)) => {
                return self
                    .related
                    .iter()
                    .find(|(related, _)| related == slug)
                    .map(|(_, position)| *position);
            }
            _ => return None,
        };
        let at = self
            .links
            .iter()
            .position(|(href, _): &(Href, _)| href.as_str() == link)
            .or_else(|| {
                let mut links = self.links.iter();
                links.position(|(href, _)| href.is_whole_address_of(&link))
            })?;
        Some(self.links.remove(at).1)
    }
}
