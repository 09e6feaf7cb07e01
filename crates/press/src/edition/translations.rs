//! Articles that are translations of each other.

use std::collections::{BTreeMap, HashMap};

use content::article::Translation;
use content::language::Language;
use content::site::Site;
use content::slug::Slug;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::read::article::Draft;
use crate::read::languages;

/// What can be wrong with translations.
#[derive(Clone, Debug, PartialEq, Eq)]
enum TranslationFault {
    /// There is no such article.
    Unknown(Slug),
    /// It names itself.
    Itself,
    /// Both are in one language.
    SameLanguage(Slug, Language),
    /// The same text has been translated into the language already.
    Twice(Slug, Language),
}

impl Fault for TranslationFault {
    fn code(&self) -> Code {
        match self {
            Self::Unknown(_) => Code::UnknownTranslation,
            Self::Itself => Code::TranslationOfItself,
            Self::SameLanguage(..) => Code::TranslationSameLanguage,
            Self::Twice(..) => Code::TranslationTwice,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Unknown(slug) => Explanation::error(
                format!("there is no article “{slug}” that this one could be a translation of"),
                "correct the slug, or remove translation_of",
            ),
            Self::Itself => Explanation::error(
                "an article cannot be a translation of itself",
                "write the slug of the article in the other language",
            ),
            Self::SameLanguage(slug, language) => Explanation::error(
                format!(
                    "“{slug}” is in the same language ({language}), so this article is no translation of it"
                ),
                "give this article its language, or remove translation_of",
            ),
            Self::Twice(slug, language) => Explanation::error(
                format!("the same text stands in the same language ({language}) in “{slug}” already"),
                "give one of the two another language, or remove its translation_of",
            ),
        }
    }
}

/// Finds out which articles are translations of each other, and tells each of all.
pub(super) fn connect<'d>(site: &Site, drafts: impl Iterator<Item = &'d mut Draft>) {
    let mut drafts: Vec<_> = drafts.collect();
    let language = |draft: &Draft| draft.article.language.as_ref().unwrap_or(&site.language).clone();
    let places: HashMap<Slug, usize> = drafts
        .iter()
        .enumerate()
        .map(|(place, draft)| (draft.article.slug.clone(), place))
        .collect();
    // The group of each article, named after the place of one of them.
    let mut groups: Vec<usize> = (0..drafts.len()).collect();
    for place in 0..drafts.len() {
        let Some((slug, position)) = drafts[place].translation_of.clone() else {
            continue;
        };
        let own = language(drafts[place]);
        let fault = match places.get(&slug) {
            None => Some(TranslationFault::Unknown(slug)),
            Some(other) if *other == place => Some(TranslationFault::Itself),
            Some(other) if language(drafts[*other]) == own => Some(TranslationFault::SameLanguage(slug, own)),
            Some(other) => {
                let (from, to) = (groups[place], groups[*other]);
                let moved = groups.iter_mut().filter(|group| **group == from);
                moved.for_each(|group| *group = to);
                None
            }
        };
        if let Some(fault) = fault {
            drafts[place].findings.add(position, &fault);
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, group) in groups.into_iter().enumerate() {
        members.entry(group).or_default().push(place);
    }
    for mut group in members.into_values().filter(|group| group.len() > 1) {
        // The original names no other; where all do, it is the one in the language of the site.
        group.sort_by_cached_key(|place| {
            let own = language(drafts[*place]);
            let is_named = drafts[*place].translation_of.is_some();
            (is_named, own != site.language, own.to_string(), *place)
        });
        let mut translations: Vec<Translation> = Vec::with_capacity(group.len());
        for place in &group {
            let own = language(drafts[*place]);
            let earlier = translations.iter().find(|earlier| earlier.language == own);
            if let Some(earlier) = earlier {
                let fault = TranslationFault::Twice(earlier.slug.clone(), own);
                let position = drafts[*place]
                    .translation_of
                    .as_ref()
                    .map(|(_, position)| *position);
                drafts[*place].findings.add(position, &fault);
                continue;
            }
            let article = &drafts[*place].article;
            translations.push(Translation {
                slug: article.slug.clone(),
                section: article.section.clone(),
                name: languages::own_name(&own),
                language: own,
            });
        }
        for place in group {
            drafts[place].article.translations.clone_from(&translations);
        }
    }
}
