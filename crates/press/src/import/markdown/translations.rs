//! Which texts are translations of each other.

use std::collections::BTreeMap;

use content::article::Translation;
use content::language::Language;

use super::Import;

impl Import {
    /// Is it the language of the site, which may name a country as well?
    pub(super) fn is_own(&self, language: &Language) -> bool {
        let (own, language) = (
            self.site.language.to_string().to_lowercase(),
            language.to_string().to_lowercase(),
        );
        own == language || own.split('-').next() == Some(&*language)
    }

    /// Makes every text that stands at the same place in another language a translation of that in the language of the
    /// site, or of the first.
    pub(super) fn relate(&mut self) {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, post) in self.posts.iter().enumerate() {
            groups.entry(&post.translation_key).or_default().push(at);
        }
        let mut related = Vec::new();
        for group in groups.into_values().filter(|group| group.len() > 1) {
            let own = group
                .iter()
                .find(|at| self.posts[**at].article.language.is_none());
            let original = &self.posts[*own.unwrap_or(&group[0])].article;
            let language = original
                .language
                .clone()
                .unwrap_or_else(|| self.site.language.clone());
            let translation = Translation {
                slug: original.slug.clone(),
                section: original.section.clone(),
                name: language.to_string(),
                language,
            };
            let others = group
                .iter()
                .filter(|at| self.posts[**at].article.language != original.language);
            // Of two in one language nobody knows which is meant.
            let mut seen = Vec::new();
            for at in others {
                let language = &self.posts[*at].article.language;
                if !seen.contains(&language) {
                    seen.push(language);
                    related.push((*at, translation.clone()));
                }
            }
        }
        for (at, translation) in related {
            self.posts[at].article.translations = vec![translation];
        }
    }
}
