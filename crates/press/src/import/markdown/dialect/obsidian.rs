//! A vault of Obsidian, which nobody has published: its notes are articles, its links go by names.

use std::path::Path;

use super::Generator;
use crate::import::markdown::page::Root;
use crate::import::markdown::pattern::Parts;
use crate::import::markdown::settings::Settings;

pub(super) struct Obsidian;

impl Generator for Obsidian {
    fn name(&self) -> &'static str {
        "Obsidian"
    }

    fn roots(&self, root: &Path, _settings: &Settings) -> Vec<Root> {
        vec![Root::new(root.to_owned())]
    }

    fn address(&self, parts: &Parts<'_>, _settings: &Settings) -> Option<String> {
        parts.permalink.map(super::super::pattern::from_root)
    }
}
