//! The tags that articles name, as the tags of the site.

use std::collections::HashMap;

use content::article::Tagging;
use content::site::{Site, Tag};
use content::slug::Slug;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault};
use crate::edition::collation::Alphabet;
use crate::read::article::Draft;
use crate::read::names::slugify;
use crate::read::site_file::Places;

/// What can be wrong with tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TagFault {
    /// A name that cannot be spelt as a slug.
    NoSlug(String),
    /// Two names that differ in more than their capitals have one slug.
    SameSlug(String, String),
    /// A tag of the site that no article carries.
    Unused(String),
}

impl Fault for TagFault {
    fn code(&self) -> Code {
        match self {
            Self::NoSlug(_) => Code::TagNoSlug,
            Self::SameSlug(..) => Code::TagSameSlug,
            Self::Unused(_) => Code::UnusedTag,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::NoSlug(name) => Explanation::error(
                format!("no address can be made from the tag “{name}”"),
                "declare it in site.toml with a slug",
            ),
            Self::SameSlug(name, first) => Explanation::warning(
                format!("the tag “{name}” counts as “{first}”, because both have the same slug"),
                "write both alike, or declare one of them in site.toml with another slug",
            ),
            Self::Unused(name) => Explanation::warning(
                format!("no article carries the tag “{name}”"),
                "remove it from site.toml, or give it to an article",
            ),
        }
    }
}

/// The tags of all taxonomies, growing with the names that articles use.
pub(super) struct TagNames {
    taxonomies: Vec<Known>,
}

struct Known {
    taxonomy: Slug,
    tags: Vec<(Tag, Use)>,
    /// The first tag of each name in lower case.
    names: HashMap<String, usize>,
    slugs: HashMap<Slug, usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Declared in `site.toml`, and not yet met.
    Declared,
    Carried,
}

impl TagNames {
    pub(super) fn new(site: &Site) -> Self {
        let known = |taxonomy: &content::site::Taxonomy| {
            let mut known = Known {
                taxonomy: taxonomy.slug.clone(),
                tags: Vec::new(),
                names: HashMap::new(),
                slugs: HashMap::new(),
            };
            for tag in &taxonomy.tags {
                known.push(tag.clone(), Use::Declared);
            }
            known
        };
        Self {
            taxonomies: site.taxonomies.iter().map(known).collect(),
        }
    }

    /// Gives an article the slugs of the tags it names; new names become tags.
    pub(super) fn resolve(&mut self, draft: &mut Draft) {
        for (taxonomy, names) in &draft.tags {
            let Some(known) = self
                .taxonomies
                .iter_mut()
                .find(|known| known.taxonomy == *taxonomy)
            else {
                continue;
            };
            let mut tags: Vec<Slug> = Vec::with_capacity(names.len());
            for (name, position) in names {
                let (slug, fault) = known.slug_of(name);
                if let Some(fault) = fault {
                    draft.findings.add(*position, &fault);
                }
                tags.extend(slug.filter(|slug| !tags.contains(slug)));
            }
            if !tags.is_empty() {
                draft.article.tags.push(Tagging {
                    taxonomy: taxonomy.clone(),
                    tags,
                });
            }
        }
    }

    /// Hands the tags to the site, in the order of their names, and tells of those that nobody carries.
    pub(super) fn finish(self, site: &mut Site, places: &Places, site_name: &str) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let alphabet = Alphabet::of(&site.language);
        for (taxonomy, known) in site.taxonomies.iter_mut().zip(self.taxonomies) {
            for (tag, used) in &known.tags {
                if *used == Use::Declared {
                    diagnostics.push(Diagnostic::new(
                        site_name,
                        places.tag(&known.taxonomy, &tag.slug),
                        &TagFault::Unused(tag.name.clone()),
                    ));
                }
            }
            taxonomy.tags = known.tags.into_iter().map(|(tag, _)| tag).collect();
            taxonomy.tags.sort_by(|one, other| {
                let names = alphabet.compare(&one.name, &other.name);
                names.then_with(|| one.slug.cmp(&other.slug))
            });
        }
        diagnostics
    }
}

impl Known {
    fn push(&mut self, tag: Tag, used: Use) {
        let at = self.tags.len();
        self.names.entry(tag.name.to_lowercase()).or_insert(at);
        self.slugs.entry(tag.slug.clone()).or_insert(at);
        self.tags.push((tag, used));
    }

    fn slug_of(&mut self, name: &str) -> (Option<Slug>, Option<TagFault>) {
        if let Some(at) = self.names.get(&name.to_lowercase()) {
            let (tag, used) = &mut self.tags[*at];
            *used = Use::Carried;
            return (Some(tag.slug.clone()), None);
        }
        let Some(slug) = slugify(name) else {
            return (None, Some(TagFault::NoSlug(name.to_owned())));
        };
        if let Some(at) = self.slugs.get(&slug) {
            let (tag, used) = &mut self.tags[*at];
            *used = Use::Carried;
            return (
                Some(slug),
                Some(TagFault::SameSlug(name.to_owned(), tag.name.clone())),
            );
        }
        let tag = Tag {
            slug: slug.clone(),
            name: name.to_owned(),
            description: None,
            count: None,
        };
        self.push(tag, Use::Carried);
        (Some(slug), None)
    }
}
