//! Categories, tags and the terms of other taxonomies as the tags of the portal.

use std::collections::{BTreeMap, BTreeSet};

use content::article::Tagging;
use content::href::Href;
use content::site::{Tag, Taxonomy};
use content::slug::Slug;
use percent_encoding::percent_decode_str;

use super::index::{Index, Term, TermKey};
use crate::import::account::{Account, Place};
use crate::import::intake::{free_slug, taxonomy_slug, title_of};
use crate::read::names::slugify;

/// The kind under which terms stand in the account.
const TERM: &str = "term";

/// Taxonomies that WordPress and its plugins need for themselves.
const INTERNAL: [&str; 15] = [
    "author",
    "translation_priority",
    "yst_prominent_words",
    "post_format",
    "nav_menu",
    "link_category",
    "wp_theme",
    "wp_template_part_area",
    "wp_pattern_category",
    "language",
    "post_translations",
    "term_translations",
    "term_language",
    "product_type",
    "product_visibility",
];

/// How deep terms may stand below each other.
const MAX_PARENTS: usize = 32;

/// The terms that published articles carry.
#[derive(Debug, Default)]
pub(super) struct Terms {
    taxonomies: Vec<Taxonomy>,
    places: BTreeMap<TermKey, (Slug, Slug)>,
    /// Taxonomy and slug, and taxonomy and name in lower case, of every tag.
    slugs: BTreeSet<(Slug, Slug)>,
    names: BTreeSet<(Slug, String)>,
}

impl Terms {
    /// Chooses the terms that somebody carries, and accounts for the others.
    pub(super) fn new(
        index: &Index,
        carried: &BTreeSet<TermKey>,
        account: &mut Account,
        place: &dyn Fn(u32, &str) -> Place,
    ) -> Self {
        let mut with_parents = carried.clone();
        for key in carried {
            with_parents.extend(lineage(index, key));
        }
        let mut terms = Self::default();
        let mut ordered: Vec<(&TermKey, &Term)> = index.terms.iter().collect();
        ordered.sort_by_key(|((taxonomy, slug), _)| (rank(taxonomy), taxonomy.clone(), slug.clone()));
        for (key, term) in ordered {
            let at = place(term.line, &term.name);
            account.read(TERM);
            if INTERNAL.contains(&key.0.as_str()) {
                account.drop(
                    TERM,
                    format!("WordPress needs the taxonomy {} for itself", key.0),
                    &at,
                );
            } else if !with_parents.contains(key) {
                account.drop(TERM, "no published article carries it", &at);
            } else if terms.add(index, key, term) {
                account.keep(TERM);
            } else {
                account.drop(TERM, "no address can be made from its name", &at);
            }
        }
        for taxonomy in &mut terms.taxonomies {
            taxonomy
                .tags
                .sort_by_cached_key(|tag| (tag.name.to_lowercase(), tag.slug.clone()));
        }
        terms
    }

    fn add(&mut self, index: &Index, key: &TermKey, term: &Term) -> bool {
        let (slug, name) = match key.0.as_str() {
            "category" => ("categories".to_owned(), "Categories".to_owned()),
            "post_tag" => ("tags".to_owned(), "Tags".to_owned()),
            other => (other.to_owned(), title_of(other)),
        };
        let Some(taxonomy_slug) = taxonomy_slug(&slug) else {
            return false;
        };
        let at = self
            .taxonomies
            .iter()
            .position(|taxonomy| taxonomy.slug == taxonomy_slug)
            .unwrap_or_else(|| {
                self.taxonomies.push(Taxonomy {
                    slug: taxonomy_slug.clone(),
                    name,
                    tags: Vec::new(),
                });
                self.taxonomies.len() - 1
            });
        let tags = &mut self.taxonomies[at].tags;
        let written = percent_decode_str(&key.1).decode_utf8_lossy();
        let wanted = Slug::parse(&written)
            .or_else(|| slugify(&written))
            .or_else(|| slugify(&term.name));
        let Some(wanted) = wanted else { return false };
        let slug = free_slug(&wanted, |slug| {
            self.slugs.contains(&(taxonomy_slug.clone(), slug.clone()))
        });
        // Articles name their tags by name, so of two with one name the second is told apart by its parent.
        let parent = index.terms.get(&(key.0.clone(), term.parent.clone()));
        let candidates = [
            Some(term.name.clone()),
            parent.map(|parent| format!("{} ({})", term.name, parent.name)),
            Some(format!("{} ({slug})", term.name)),
        ];
        let is_free = |name: &String| {
            let key = (taxonomy_slug.clone(), name.to_lowercase());
            !self.names.contains(&key)
        };
        let name = candidates.into_iter().flatten().find(is_free);
        let name = name.unwrap_or_else(|| slug.to_string());
        self.slugs.insert((taxonomy_slug.clone(), slug.clone()));
        self.names.insert((taxonomy_slug.clone(), name.to_lowercase()));
        tags.push(Tag {
            slug: slug.clone(),
            name,
            description: None,
            count: None,
        });
        self.places.insert(key.clone(), (taxonomy_slug, slug));
        true
    }

    /// The taxonomies with their tags.
    pub(super) fn taxonomies(&self) -> Vec<Taxonomy> {
        self.taxonomies.clone()
    }

    /// The address of a term's list.
    pub(super) fn address(&self, key: &TermKey) -> Option<Href> {
        let (taxonomy, tag) = self.places.get(key)?;
        Href::parse(&format!("/tags/{taxonomy}/{tag}/"))
    }

    /// The old paths of the lists of terms, and the new addresses.
    pub(super) fn paths(&self, index: &Index) -> Vec<(String, Href)> {
        let mut paths = Vec::new();
        for key in self.places.keys() {
            let Some(href) = self.address(key) else { continue };
            let base = if key.0 == "post_tag" { "tag" } else { &key.0 };
            let mut line: Vec<String> = lineage(index, key).into_iter().map(|(_, slug)| slug).collect();
            line.reverse();
            line.push(key.1.clone());
            paths.push((format!("{base}/{}/", key.1), href.clone()));
            paths.push((format!("{base}/{}/", line.join("/")), href));
        }
        paths
    }

    /// The parameters by which lists of terms were asked for, with their values and the new addresses.
    pub(super) fn parameters(&self, index: &Index) -> Vec<(&'static str, String, Href)> {
        let by_number = index.term_ids.iter().filter_map(|(id, key)| {
            let href = self.address(key).filter(|_| key.0 == "category")?;
            Some(("cat", id.to_string(), href))
        });
        let by_name = self.places.keys().filter_map(|key| {
            let parameter = match key.0.as_str() {
                "category" => "category_name",
                "post_tag" => "tag",
                _ => return None,
            };
            Some((parameter, key.1.clone(), self.address(key)?))
        });
        by_number.chain(by_name).collect()
    }

    /// The tags of an article that carries the terms: also those above them, since an article in a category stands
    /// in the list of the one above it.
    pub(super) fn tagging(&self, index: &Index, terms: &[TermKey]) -> Vec<Tagging> {
        let mut tagging: Vec<Tagging> = Vec::new();
        let all = terms
            .iter()
            .flat_map(|key| std::iter::once(key.clone()).chain(lineage(index, key)));
        let places: Vec<_> = all.filter_map(|key| self.places.get(&key)).collect();
        for taxonomy in &self.taxonomies {
            let mut tags: Vec<Slug> = Vec::new();
            for (of, tag) in &places {
                if *of == taxonomy.slug && !tags.contains(tag) {
                    tags.push(tag.clone());
                }
            }
            if !tags.is_empty() {
                tagging.push(Tagging {
                    taxonomy: taxonomy.slug.clone(),
                    tags,
                });
            }
        }
        tagging
    }
}

/// The terms above one, the nearest first.
fn lineage(index: &Index, key: &TermKey) -> Vec<TermKey> {
    let mut line: Vec<TermKey> = Vec::new();
    let mut below = key.clone();
    while line.len() < MAX_PARENTS {
        let Some(parent) = index.terms.get(&below).map(|term| term.parent.clone()) else {
            break;
        };
        let above = (below.0.clone(), parent);
        if above.1.is_empty() || above == *key || line.contains(&above) || !index.terms.contains_key(&above) {
            break;
        }
        line.push(above.clone());
        below = above;
    }
    line
}

/// Categories first, then tags, then the others.
fn rank(taxonomy: &str) -> usize {
    ["category", "post_tag"]
        .iter()
        .position(|known| *known == taxonomy)
        .unwrap_or(2)
}
