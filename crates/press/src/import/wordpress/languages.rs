//! Languages of texts and what they are translations of, as far as an export tells them.
//!
//! Polylang keeps both in terms, which every export holds. WPML keeps them in a table of its own, which none holds: there are
//! the fields that its importer reads, a mark on duplicates, and the address of each text.

use std::collections::{BTreeMap, BTreeSet};

use content::language::Language;
use url::Url;

use super::index::{Index, Item};
use crate::read::locale;

/// What a translation has in common with the others.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Polylang(String),
    Wpml(String),
    /// Copies of the text of this number.
    CopiesOf(u64),
}

/// The languages of all texts, and which belong together.
#[derive(Default)]
pub(super) struct Languages {
    /// Does WPML say by addresses which language a text is in?
    by_address: bool,
    groups: BTreeMap<Group, Vec<usize>>,
    of_item: BTreeMap<u64, Group>,
}

impl Languages {
    pub(super) fn of(index: &Index) -> Self {
        let mut languages = Self {
            by_address: index.items.iter().any(|item| item.is_of_wpml),
            ..Self::default()
        };
        let copied = index.items.iter().filter_map(copied_from);
        let copied: BTreeSet<u64> = copied.collect();
        for (at, item) in index.items.iter().enumerate() {
            let group = group_of(item).or_else(|| {
                let is_copied = copied.contains(&item.id);
                is_copied.then_some(Group::CopiesOf(item.id))
            });
            if let Some(group) = group {
                languages.groups.entry(group.clone()).or_default().push(at);
                languages.of_item.insert(item.id, group);
            }
        }
        languages
    }

    /// The language of a text.
    pub(super) fn language_of(&self, item: &Item) -> Option<Language> {
        let term = item.terms.iter().find(|(taxonomy, _)| taxonomy == "language");
        let told = term.and_then(|(_, slug)| locale::meant(slug));
        let told = told.or_else(|| locale::meant(item.field("_wpml_import_language_code")));
        told.or_else(|| self.by_address.then(|| language_in(&item.link)).flatten())
    }

    /// The texts that are translations of each other with this one, itself among them.
    pub(super) fn together<'i>(&self, index: &'i Index, item: &Item) -> Vec<&'i Item> {
        let group = self
            .of_item
            .get(&item.id)
            .and_then(|group| self.groups.get(group));
        let places = group.into_iter().flatten();
        places.filter_map(|at| index.items.get(*at)).collect()
    }
}

fn copied_from(item: &Item) -> Option<u64> {
    item.field("_icl_lang_duplicate_of")
        .parse()
        .ok()
        .filter(|id| *id > 0)
}

fn group_of(item: &Item) -> Option<Group> {
    let term = item
        .terms
        .iter()
        .find(|(taxonomy, _)| taxonomy == "post_translations");
    if let Some((_, slug)) = term {
        return Some(Group::Polylang(slug.clone()));
    }
    let group = item.field("_wpml_import_translation_group");
    if !group.is_empty() {
        return Some(Group::Wpml(group.to_owned()));
    }
    copied_from(item).map(Group::CopiesOf)
}

/// The language that an address has as a folder or in its query. One without is in the language of the site.
fn language_in(link: &str) -> Option<Language> {
    let url = Url::parse(link).ok()?;
    let asked = url.query_pairs().find(|(key, _)| key == "lang");
    if let Some((_, code)) = asked {
        return locale::meant(&code);
    }
    let mut folders = url.path_segments()?.filter(|part| !part.is_empty());
    let code = folders.next()?;
    let is_code = code.len() == 2 || code.len() <= 8 && code.get(2..3) == Some("-");
    locale::meant(code).filter(|_| is_code)
}
