//! What Notion exports as Markdown: each name ends in an id, folders are called after the page that they stand below.

use std::path::Path;

use super::Generator;
use crate::import::markdown::page::{Page, Placing, Root};
use crate::import::markdown::pattern::Parts;
use crate::import::markdown::settings::Settings;

pub(super) struct Notion;

impl Generator for Notion {
    fn name(&self) -> &'static str {
        "Notion"
    }

    fn roots(&self, root: &Path, _settings: &Settings) -> Vec<Root> {
        vec![Root::new(root.to_owned())]
    }

    fn place(&self, page: &mut Page, _settings: &Settings) -> Placing {
        for name in page
            .folders
            .iter_mut()
            .chain([&mut page.stem, &mut page.dated_stem])
        {
            if let Some((before, _)) = id_of(name) {
                *name = before.to_owned();
            }
        }
        // Newer exports call folders after the page alone, and put all of it into one.
        page.folders
            .retain(|folder| !folder.starts_with("Export-") && !folder.starts_with("ExportBlock-"));
        Placing::Page
    }

    fn address(&self, _parts: &Parts<'_>, _settings: &Settings) -> Option<String> {
        None
    }
}

/// The name and the id of `The bell 8f14e45fceea167a5a36dedd4bea2543`.
pub(super) fn id_of(name: &str) -> Option<(&str, &str)> {
    let (before, id) = name.rsplit_once([' ', '-'])?;
    let is_id = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_id && !before.trim().is_empty()).then(|| (before.trim(), id))
}
