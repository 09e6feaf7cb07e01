//! Astro, and Starlight upon it: <https://docs.astro.build/en/guides/content-collections/>.

use std::path::Path;

use super::Generator;
use crate::import::markdown::page::{Page, Placing, Root};
use crate::import::markdown::pattern::{Parts, from_root, joined};
use crate::import::markdown::settings::Settings;

pub(super) struct Astro;

/// The programs in which an Astro site says where its collections are.
const COLLECTIONS: [&str; 4] = [
    "src/content.config.ts",
    "src/content.config.mjs",
    "src/content.config.js",
    "src/content/config.ts",
];

impl Generator for Astro {
    fn name(&self) -> &'static str {
        "Astro"
    }

    fn programs(&self) -> &'static [&'static str] {
        &["astro.config.mjs", "astro.config.ts", "astro.config.js"]
    }

    fn complete(&self, root: &Path, settings: &mut Settings) {
        for name in COLLECTIONS {
            settings.program.add(&root.join(name));
        }
    }

    fn roots(&self, root: &Path, settings: &Settings) -> Vec<Root> {
        let mut roots = Vec::new();
        let content = root.join("src/content");
        if content.is_dir() {
            roots.push(Root::new(content.clone()));
        }
        let pages = root.join("src/pages");
        if pages.is_dir() {
            roots.push(Root {
                holds_pages: true,
                ..Root::new(pages)
            });
        }
        for base in settings.program.all_said("base") {
            let folder = root.join(base.trim_start_matches("./").trim_start_matches('/'));
            let is_beside = folder != *root && folder != content && !folder.starts_with(&content);
            let Some(name) = folder.file_name().filter(|_| is_beside && folder.is_dir()) else {
                continue;
            };
            roots.push(Root {
                collection: Some(name.to_string_lossy().into_owned()),
                ..Root::new(folder.clone())
            });
        }
        if roots.is_empty() {
            roots.push(Root::new(root.to_owned()));
        }
        roots
    }

    fn place(&self, page: &mut Page, _settings: &Settings) -> Placing {
        if page.dated_stem.starts_with('_') || page.folders.iter().any(|folder| folder.starts_with('_')) {
            return Placing::PassedOver;
        }
        Placing::Page
    }

    fn address(&self, parts: &Parts<'_>, settings: &Settings) -> Option<String> {
        let page = parts.page;
        if let Some(path) = parts.permalink {
            return Some(from_root(path));
        }
        let is_book = settings.program.mentions("starlight")
            && page.folders.first().is_some_and(|first| first == "docs");
        let language = page.language_part.as_deref();
        let folders: Vec<&str> = page.folders.iter().map(String::as_str).collect();
        let folders = if is_book { &folders[1..] } else { &folders[..] };
        // A slug of Astro may have folders, and is then the whole path within its collection.
        let name = parts.slug.unwrap_or(&page.dated_stem);
        let name = if name == "index" { "" } else { name };
        let folders: Vec<&str> = match parts.slug {
            Some(_) if is_book => Vec::new(),
            Some(_) => folders.iter().take(1).copied().collect(),
            None => folders.to_vec(),
        };
        let collection = page.collection.as_deref();
        Some(joined(
            language
                .into_iter()
                .chain(collection)
                .chain(folders)
                .chain([name]),
        ))
    }
}
