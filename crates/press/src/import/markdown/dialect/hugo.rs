//! Hugo: <https://gohugo.io/configuration/permalinks/>, <https://gohugo.io/configuration/languages/>.

use std::path::Path;

use super::{Generator, Menu, first_of};
use crate::import::markdown::languages;
use crate::import::markdown::page::Root;
use crate::import::markdown::pattern::{Parts, from_root, joined, plain};
use crate::import::markdown::settings::{Settings, texts_in, value_at};
use crate::read::settings::{Value, truth};

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
        ]
    }

    fn complete(&self, root: &Path, settings: &mut Settings) {
        let whole = ["hugo", "config"];
        settings.add_folder(&root.join("config/_default"), &whole, false);
        settings.add_folder(&root.join("config/production"), &whole, true);
    }

    fn roots(&self, root: &Path, settings: &Settings) -> Vec<Root> {
        let content = settings
            .text(&["contentDir"])
            .unwrap_or_else(|| "content".to_owned());
        let mut roots = mounted(root, settings);
        if roots.is_empty() {
            roots.push(Root::new(first_of(root, &[&content, "content"])));
        }
        for (code, language) in settings.entries(&["languages"]) {
            let Value::Table(table) = language else { continue };
            let Some(Value::Text(folder)) = value_at(table, &["contentDir"]) else {
                continue;
            };
            let folder = root.join(folder);
            if let Some(language) = languages::meant(code)
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

    fn is_disabled(&self, language: &str, settings: &Settings) -> bool {
        let listed = settings.all_texts(&["disableLanguages"]);
        let languages = settings.all_entries(&["languages"]).into_iter();
        let disabled = languages.filter(|(_, value)| match value {
            Value::Table(table) => matches!(
                value_at(table, &["disabled"]),
                Some(Value::Text(text)) if truth(text.trim()) != Some(false)
            ),
            _ => false,
        });
        let mut names = disabled
            .map(|(code, _)| code)
            .chain(listed.iter().map(String::as_str));
        names.any(|name| name.eq_ignore_ascii_case(language))
    }

    fn reads_html(&self, _path: &Path, _file: &Path) -> bool {
        true
    }

    fn own_language_part(&self, settings: &Settings) -> Option<String> {
        let language = settings.text(&["defaultContentLanguage"]);
        let is_below = settings.is("defaultContentLanguageInSubdir");
        is_below.then(|| language.unwrap_or_else(|| "en".to_owned()))
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

/// The folders that a site is put together of, where its settings say so.
fn mounted(root: &Path, settings: &Settings) -> Vec<Root> {
    let mut roots = Vec::new();
    for mounts in settings.all_at(&["module", "mounts"]) {
        let Value::List(mounts) = mounts else { continue };
        for mount in mounts {
            let Value::Table(mount) = &mount.value else {
                continue;
            };
            let word = |key: &str| value_at(mount, &[key]).map(texts_in)?.into_iter().next();
            let (Some(source), Some(target)) = (word("source"), word("target")) else {
                continue;
            };
            let mut target = target.trim_matches('/').split('/').map(ToOwned::to_owned);
            let folder = root.join(source.trim_start_matches("./"));
            if target.next().as_deref() != Some("content") || !folder.is_dir() {
                continue;
            }
            let code = word("lang");
            let language = code.and_then(|code| Some((code.clone(), languages::meant(&code)?)));
            roots.push(Root {
                below: target.collect(),
                language,
                ..Root::new(folder)
            });
        }
    }
    roots
}
