//! A vault of Obsidian, which nobody has published: its notes are articles, its links go by names.

use std::path::Path;

use super::{Generator, first_of};
use crate::import::markdown::page::Root;
use crate::import::markdown::pattern::Parts;
use crate::import::markdown::settings::Settings;

pub(super) struct Obsidian;

const QUARTZ: &str = "quartz.config.ts";

impl Generator for Obsidian {
    fn name(&self) -> &'static str {
        "Obsidian"
    }

    /// Quartz publishes vaults, and says in a program what of them.
    fn programs(&self) -> &'static [&'static str] {
        &[QUARTZ]
    }

    fn roots(&self, root: &Path, _settings: &Settings) -> Vec<Root> {
        if root.join(QUARTZ).is_file() {
            return vec![Root::new(first_of(root, &["content"]))];
        }
        vec![Root::new(root.to_owned())]
    }

    fn wanted_key(&self, root: &Path, settings: &Settings) -> Option<&'static str> {
        if settings.program.mentions("ExplicitPublish(") {
            return Some("publish");
        }
        let garden = root.join(".obsidian/plugins/digitalgarden");
        garden.is_dir().then_some("dgpublish")
    }

    fn address(&self, parts: &Parts<'_>, _settings: &Settings) -> Option<String> {
        parts.permalink.map(super::super::pattern::from_root)
    }
}
