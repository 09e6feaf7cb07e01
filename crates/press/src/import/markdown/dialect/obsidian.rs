//! A vault of Obsidian, which nobody has published: its notes are articles, its links go by names.

use std::path::Path;

use super::{Generator, first_of};
use crate::import::markdown::page::{Page, Placing, Root};
use crate::import::markdown::pattern::Parts;
use crate::import::markdown::settings::Settings;
use crate::import::markdown::status;

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

    /// A vault has no drafts but those in a folder that is called so.
    fn place(&self, page: &mut Page, _settings: &Settings) -> Placing {
        match page
            .folders
            .iter()
            .find(|folder| status::is_closing_tag_of_vault(folder))
        {
            Some(folder) => Placing::Withheld(format!("its folder is called “{folder}”")),
            None => Placing::Page,
        }
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
