//! Zola: <https://www.getzola.org/documentation/content/page/>.

use std::path::Path;

use super::{Generator, Menu, first_of};
use crate::import::markdown::page::Root;
use crate::import::markdown::pattern::{Parts, joined};
use crate::import::markdown::settings::Settings;
use crate::read::names::slugify;

pub(super) struct Zola;

impl Generator for Zola {
    fn name(&self) -> &'static str {
        "Zola"
    }

    fn settings(&self) -> &'static [&'static str] {
        &["config.toml", "zola.toml"]
    }

    fn roots(&self, root: &Path, _settings: &Settings) -> Vec<Root> {
        vec![Root::new(first_of(root, &["content"]))]
    }

    fn address(&self, parts: &Parts<'_>, _settings: &Settings) -> Option<String> {
        if let Some(path) = parts.permalink {
            return Some(joined(
                parts.page.language_part.as_deref().into_iter().chain([path]),
            ));
        }
        let slugged = |part: &str| slugify(part).map_or_else(|| part.to_owned(), |slug| slug.to_string());
        let parts: Vec<String> = parts.page.path().chain([parts.name()]).map(slugged).collect();
        Some(joined(parts.iter().map(String::as_str)))
    }

    fn menus(&self) -> &'static [Menu] {
        &[Menu::Settings(&["extra"])]
    }
}
