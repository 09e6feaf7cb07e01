//! Eleventy: <https://www.11ty.dev/docs/permalinks/>.

use std::path::Path;

use super::{Generator, Menu, first_of};
use crate::import::markdown::page::{Page, Placing, Root};
use crate::import::markdown::settings::Settings;

pub(super) struct Eleventy;

impl Generator for Eleventy {
    fn name(&self) -> &'static str {
        "Eleventy"
    }

    fn programs(&self) -> &'static [&'static str] {
        &[
            ".eleventy.js",
            "eleventy.config.js",
            "eleventy.config.mjs",
            "eleventy.config.cjs",
            "eleventy.config.ts",
        ]
    }

    fn roots(&self, root: &Path, settings: &Settings) -> Vec<Root> {
        let input = settings.text(&["input"]).unwrap_or_else(|| "content".to_owned());
        vec![Root::new(first_of(root, &[&input, "content", "src"]))]
    }

    fn place(&self, page: &mut Page, _settings: &Settings) -> Placing {
        if page.folders.iter().any(|folder| folder.starts_with('_')) {
            return Placing::PassedOver;
        }
        Placing::Page
    }

    fn menus(&self) -> &'static [Menu] {
        &[
            Menu::Data("_data/navigation"),
            Menu::Data("_data/menu"),
            Menu::Data("_data/nav"),
            Menu::Data("src/_data/navigation"),
            Menu::Data("src/_data/menu"),
            Menu::Data("src/_data/nav"),
        ]
    }
}
