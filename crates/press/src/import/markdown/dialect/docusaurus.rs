//! Docusaurus: <https://docusaurus.io/docs/blog>, <https://docusaurus.io/docs/i18n/introduction>.

use std::path::Path;

use super::Generator;
use crate::import::markdown::page::{Page, Placing, Root};
use crate::import::markdown::pattern::{Parts, from_root, joined};
use crate::import::markdown::settings::Settings;
use crate::read::locale;

pub(super) struct Docusaurus;

impl Generator for Docusaurus {
    fn name(&self) -> &'static str {
        "Docusaurus"
    }

    fn programs(&self) -> &'static [&'static str] {
        &[
            "docusaurus.config.js",
            "docusaurus.config.ts",
            "docusaurus.config.mjs",
        ]
    }

    fn roots(&self, root: &Path, _settings: &Settings) -> Vec<Root> {
        let mut roots = Vec::new();
        for name in ["blog", "docs"] {
            roots.push(Root {
                collection: Some(name.to_owned()),
                ..Root::new(root.join(name))
            });
        }
        let languages = std::fs::read_dir(root.join("i18n"))
            .into_iter()
            .flatten()
            .flatten();
        for entry in languages {
            let code = entry.file_name().to_string_lossy().into_owned();
            let Some(language) = locale::meant(&code) else {
                continue;
            };
            for (name, folder) in [
                ("blog", "docusaurus-plugin-content-blog"),
                ("docs", "docusaurus-plugin-content-docs/current"),
            ] {
                roots.push(Root {
                    collection: Some(name.to_owned()),
                    language: Some((code.clone(), language.clone())),
                    ..Root::new(entry.path().join(folder))
                });
            }
        }
        roots
    }

    fn place(&self, page: &mut Page, _settings: &Settings) -> Placing {
        let is_part =
            page.dated_stem.starts_with('_') || page.folders.iter().any(|folder| folder.starts_with('_'));
        if is_part {
            return Placing::PassedOver;
        }
        if page.collection.as_deref() == Some("docs") {
            page.stem = unnumbered(&page.stem).to_owned();
        }
        page.section.clone_from(&page.collection);
        Placing::Page
    }

    fn address(&self, parts: &Parts<'_>, settings: &Settings) -> Option<String> {
        let page = parts.page;
        let collection = page.collection.as_deref()?;
        let is_book = collection == "docs";
        // The documentation, or the blog alone, may stand at the root.
        let bases = settings.program.all_said("routeBasePath");
        let is_at_root = bases.iter().any(|base| base == "/") && is_book;
        let base = if is_at_root { "" } else { collection };
        let start = || page.language_part.as_deref().into_iter().chain([base]);
        if let Some(slug) = parts.slug.or(parts.permalink) {
            let is_whole = slug.starts_with('/') || !is_book;
            let folders = page.folders.iter().map(String::as_str).filter(|_| !is_whole);
            return Some(joined(start().chain(folders).chain([slug])));
        }
        if !is_book && let Some(day) = parts.published {
            let day = format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day());
            return Some(joined(start().chain([&*day, &*page.stem])));
        }
        let parts: Vec<&str> = page.folders.iter().map(|folder| unnumbered(folder)).collect();
        // The text that introduces a folder is its index.
        let name = unnumbered(&page.stem);
        let is_first = parts.last() == Some(&name) || name == "index";
        let name = Some(name).filter(|_| !is_first);
        Some(from_root(&joined(start().chain(parts).chain(name))))
    }
}

/// A name without the number that puts it into order: `01-intro`.
fn unnumbered(name: &str) -> &str {
    let rest = name.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let after = rest.trim_start_matches(['-', '_', '.', ' ']);
    if rest.len() < name.len() && after.len() < rest.len() && !after.is_empty() {
        after
    } else {
        name
    }
}
