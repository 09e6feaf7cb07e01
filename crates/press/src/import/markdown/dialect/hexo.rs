//! Hexo: <https://hexo.io/docs/permalinks>.

use std::path::Path;

use super::{Generator, Menu, first_of};
use crate::import::markdown::page::{Page, PageKind, Placing, Root};
use crate::import::markdown::pattern::{Parts, from_root, joined, plain};
use crate::import::markdown::settings::{Settings, texts_in};
use crate::read::settings::Value;

pub(super) struct Hexo;

/// What shows that a folder is a site of Hexo, whose settings are called as those of Jekyll.
pub(super) fn sign(folder: &Path) -> Option<&'static str> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    if !["_config.yml", "_config.yaml"]
        .iter()
        .any(|name| folder.join(name).is_file())
    {
        return None;
    }
    if read("package.json").contains("\"hexo") {
        return Some("package.json names hexo");
    }
    let is_said = |line: &str| line.starts_with("source_dir:") || line.starts_with("new_post_name:");
    let settings = read("_config.yml") + &read("_config.yaml");
    settings
        .lines()
        .any(is_said)
        .then_some("_config.yml has keys of Hexo")
}

/// The collection of what stands in `_posts`.
const POSTS: &str = "posts";

impl Generator for Hexo {
    fn name(&self) -> &'static str {
        "Hexo"
    }

    fn settings(&self) -> &'static [&'static str] {
        &["_config.yml", "_config.yaml", "_config.toml"]
    }

    fn roots(&self, root: &Path, settings: &Settings) -> Vec<Root> {
        let source = settings.text(&["source_dir"]);
        let source = source.as_deref().unwrap_or("source").trim_matches('/');
        vec![Root::new(first_of(root, &[source, "source"]))]
    }

    fn reads_html(&self, path: &Path, _file: &Path) -> bool {
        path.iter().any(|folder| folder == "_posts")
    }

    fn closing_tags(&self, settings: &Settings) -> Vec<String> {
        let mut tags = Vec::new();
        for value in settings.all_at(&["encrypt", "tags"]) {
            tags.extend(texts_in(value));
            let Value::List(items) = value else { continue };
            tags.extend(items.iter().filter_map(|item| match &item.value {
                Value::Table(table) => table.text("name").map(ToOwned::to_owned),
                _ => None,
            }));
        }
        tags
    }

    fn place(&self, page: &mut Page, _settings: &Settings) -> Placing {
        let is_passed_over = |name: &str| name.starts_with('_') && !matches!(name, "_posts" | "_drafts");
        let within = page.folders.iter().skip(1);
        if within.chain([&page.dated_stem]).any(|name| is_passed_over(name)) {
            return Placing::Withheld("Hexo makes no page of what has a line before its name".to_owned());
        }
        match page.folders.first().map(String::as_str) {
            Some("_posts") => {
                page.folders.remove(0);
                if page.folders.iter().any(|folder| folder == "_drafts") {
                    page.kind = PageKind::Draft;
                }
                page.collection = Some(POSTS.to_owned());
                page.section = Some(POSTS.to_owned());
            }
            Some("_drafts") => page.kind = PageKind::Draft,
            Some(folder) if folder.starts_with('_') => return Placing::PassedOver,
            _ => page.is_page = true,
        }
        Placing::Page
    }

    fn address(&self, parts: &Parts<'_>, settings: &Settings) -> Option<String> {
        let page = parts.page;
        let own = |word: &str| {
            Some(match word {
                "title" => joined(page.folders.iter().map(String::as_str).chain([parts.name()]))
                    .trim_matches('/')
                    .to_owned(),
                "name" | "post_title" => parts.name().to_owned(),
                "category" => parts
                    .categories
                    .iter()
                    .map(|name| plain(name))
                    .collect::<Vec<_>>()
                    .join("/"),
                "lang" => page.language_part.clone().unwrap_or_default(),
                _ => return None,
            })
        };
        if let Some(path) = parts.permalink {
            return parts.fill(path, &own);
        }
        if page.collection.is_some() {
            let style = settings.text(&["permalink"]);
            return parts.fill(style.as_deref().unwrap_or(":year/:month/:day/:title/"), &own);
        }
        let path = joined(page.path().chain([&*page.stem]));
        Some(if page.is_index {
            path
        } else {
            from_root(&format!("{}.html", path.trim_end_matches('/')))
        })
    }

    fn menus(&self) -> &'static [Menu] {
        &[
            Menu::Settings(&["menu"]),
            Menu::Settings(&["theme_config", "menu"]),
            Menu::Data("source/_data/menu"),
            Menu::Data("_config.next"),
            Menu::Data("_config.landscape"),
        ]
    }
}
