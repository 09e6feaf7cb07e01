//! Hugo: <https://gohugo.io/configuration/permalinks/>, <https://gohugo.io/configuration/languages/>.

use std::path::Path;

use super::{Generator, Menu, first_of};
use crate::import::markdown::page::Root;
use crate::import::markdown::pattern::{Parts, from_root, joined, plain};
use crate::import::markdown::settings::{Settings, value_at};
use crate::read::locale;
use crate::read::settings::Value;

pub(super) struct Hugo;

impl Generator for Hugo {
    fn name(&self) -> &'static str {
        "Hugo"
    }

    fn settings(&self) -> &'static [&'static str] {
        &[
            "hugo.toml",
            "hugo.yaml",
            "hugo.yml",
            "hugo.json",
            "config.toml",
            "config.yaml",
            "config.yml",
            "config.json",
            "config/_default/hugo.toml",
            "config/_default/config.toml",
            "config/_default/hugo.yaml",
            "config/_default/hugo.yml",
            "config/_default/config.yaml",
            "config/_default/config.yml",
        ]
    }

    fn complete(&self, root: &Path, settings: &mut Settings) {
        settings.add_beside(&root.join("config/_default"));
    }

    fn roots(&self, root: &Path, settings: &Settings) -> Vec<Root> {
        let content = settings
            .text(&["contentDir"])
            .unwrap_or_else(|| "content".to_owned());
        let mut roots = vec![Root::new(first_of(root, &[&content, "content"]))];
        for (code, language) in settings.entries(&["languages"]) {
            let Value::Table(table) = language else { continue };
            let Some(Value::Text(folder)) = value_at(table, &["contentDir"]) else {
                continue;
            };
            let folder = root.join(folder);
            if let Some(language) = locale::meant(code)
                && folder.is_dir()
            {
                roots.push(Root {
                    language: Some((code.to_owned(), language)),
                    ..Root::new(folder)
                });
            }
        }
        roots
    }

    fn address(&self, parts: &Parts<'_>, settings: &Settings) -> Option<String> {
        let page = parts.page;
        let language = page.language_part.as_deref();
        let sections: Vec<String> = page.folders.iter().map(|folder| plain(folder)).collect();
        let name = parts.slug.map_or_else(|| plain(&page.dated_stem), plain);
        let own = |word: &str| {
            let found = match word {
                "section" => sections.first().cloned().unwrap_or_default(),
                "sections" => sections.join("/"),
                "sections[last]" => sections.last().cloned().unwrap_or_default(),
                "sections[1:]" => sections.get(1..).unwrap_or_default().join("/"),
                "title" => plain(parts.title),
                "slug" => parts.slug.map_or_else(|| plain(parts.title), plain),
                "slugorfilename" | "slugorcontentbasename" => name.clone(),
                "filename" | "contentbasename" => plain(&page.dated_stem),
                _ => return None,
            };
            Some(found)
        };
        if let Some(url) = parts.permalink {
            return parts.fill(url, &own);
        }
        let section = page.folders.first().map_or("", String::as_str);
        let pattern = settings
            .text(&[
                &format!("permalinks.page.{section}"),
                &format!("permalinks.{section}"),
            ])
            .filter(|_| !section.is_empty());
        let path = match pattern {
            Some(pattern) => parts.fill(&pattern, &own)?,
            None => joined(sections.iter().map(String::as_str).chain([name.as_str()])),
        };
        let path = match language {
            Some(language) => from_root(&format!("/{}{path}", language.to_lowercase())),
            None => path,
        };
        if settings.is("uglyURLs") {
            return Some(format!("{}.html", path.trim_end_matches('/')));
        }
        Some(path)
    }

    fn menus(&self) -> &'static [Menu] {
        &[
            Menu::Settings(&["menu", "main"]),
            Menu::Settings(&["menus", "main"]),
            Menu::Settings(&["main"]),
            Menu::Settings(&["params", "menu"]),
        ]
    }
}
