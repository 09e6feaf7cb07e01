//! Folders that hold the texts of one language: `content/en/news/a.md`, `docs/fr/guides/a.md`.

use std::collections::{BTreeMap, BTreeSet};

use content::language::Language;
use icu_locale_core::Locale;

use crate::read::locale;

/// Languages that have two letters (ISO 639-1): folders of places look the same, such as `us`.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz \
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu \
    ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd \
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st \
    su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// How many folders may stand above one of a language.
const MAX_ABOVE: usize = 1;

/// The language of that name, in the one spelling of it: `pt-br` and `pt_BR` are one.
pub(super) fn meant(name: &str) -> Option<Language> {
    let language = locale::meant(name)?;
    let one = Locale::try_from_str(&language.to_string()).ok()?;
    Language::parse(&one.to_string()).or(Some(language))
}

/// The language that a folder, or a part of a file's name, is called after.
pub(super) fn of_name(name: &str) -> Option<Language> {
    let (code, region) = name.split_once(['-', '_']).unwrap_or((name, ""));
    let is_code = code.len() == 2 && CODES.split_whitespace().any(|known| known == code);
    let is_region =
        matches!(region.len(), 0 | 2 | 4) && region.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_code && is_region).then(|| meant(name))?
}

/// The name of a file without the language at its end, that as it is written, and which it is.
pub(super) fn suffix(stem: &str) -> Option<(String, String, Language)> {
    let (name, tag) = stem.rsplit_once('.')?;
    Some((name.to_owned(), tag.to_owned(), of_name(tag)?))
}

/// The folders of languages, by their path below the folder of texts.
#[derive(Debug, Default)]
pub(super) struct Languages {
    folders: BTreeSet<Vec<String>>,
}

impl Languages {
    /// Finds them among the paths of all texts. A folder that is called after a language is one where a text in it has the
    /// same place as a text of another language, or of none.
    pub(super) fn find(paths: &[Vec<String>]) -> Self {
        let all: BTreeSet<&[String]> = paths.iter().map(Vec::as_slice).collect();
        let mut places: BTreeMap<Vec<&str>, BTreeSet<Vec<String>>> = BTreeMap::new();
        let mut folders = BTreeSet::new();
        for path in paths {
            for at in 0..path.len().saturating_sub(1).min(MAX_ABOVE + 1) {
                if of_name(&path[at]).is_none() {
                    continue;
                }
                let folder = path[..=at].to_vec();
                let others: Vec<&str> = path
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| *place != at)
                    .map(|(_, part)| part.as_str())
                    .collect();
                let without: Vec<String> = others.iter().map(|part| (*part).to_owned()).collect();
                if all.contains(without.as_slice()) {
                    folders.insert(folder.clone());
                }
                places.entry(others).or_default().insert(folder);
            }
        }
        folders.extend(places.into_values().filter(|same| same.len() > 1).flatten());
        Self { folders }
    }

    /// Takes the folder of its language out of those of a text: what it is called, and the language.
    pub(super) fn take(&self, folders: &mut Vec<String>) -> Option<(String, Language)> {
        let at = (0..folders.len().min(MAX_ABOVE + 1)).find(|at| self.folders.contains(&folders[..=*at]))?;
        let language = of_name(&folders[at])?;
        Some((folders.remove(at), language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paths: &[&str]) -> Vec<String> {
        let paths: Vec<Vec<String>> = paths
            .iter()
            .map(|path| path.split('/').map(ToOwned::to_owned).collect())
            .collect();
        Languages::find(&paths)
            .folders
            .into_iter()
            .map(|folder| folder.join("/"))
            .collect()
    }

    #[test]
    fn a_folder_called_after_a_language_is_one_where_another_language_has_the_same_text() {
        assert_eq!(found(&["en/news/a.md", "ar/news/a.md", "ar/b.md"]), ["ar", "en"]);
        assert_eq!(found(&["docs/fr/a.md", "docs/a.md"]), ["docs/fr"]);
        assert_eq!(found(&["pt-br/a.md", "a.md"]), ["pt-br"]);
    }

    // Two spellings of one language were two languages to readers.
    #[test]
    fn a_language_has_one_spelling() {
        let spelled = |name: &str| meant(name).map(|language| language.to_string());
        assert_eq!(spelled("pt-br").as_deref(), Some("pt-BR"));
        assert_eq!(spelled("pt_BR"), spelled("pt-BR"));
    }

    // “It” is a section of computers, “us” a country, and “img” no language.
    #[test]
    fn a_folder_that_only_looks_like_a_language_is_none() {
        assert_eq!(found(&["it/a.md", "news/b.md"]), [""; 0]);
        assert_eq!(found(&["us/a.md", "uk/a.md"]), [""; 0]);
        assert_eq!(found(&["img/a.md", "a.md"]), [""; 0]);
    }
}
