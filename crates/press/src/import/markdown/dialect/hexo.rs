//! Hexo: <https://hexo.io/docs/permalinks>.

use std::path::Path;

use super::{Generator, Menu, first_of};
use crate::import::markdown::page::{Page, PageKind, Placing, Root};
use crate::import::markdown::pattern::{Parts, from_root, joined, plain};
use crate::import::markdown::settings::Settings;

pub(super) struct Hexo;

/// The collection of what stands in `_posts`.
const POSTS: &str = "posts";

impl Generator for Hexo {
    fn name(&self) -> &'static str {
        "Hexo"
    }

    fn settings(&self) -> &'static [&'static str] {
        &["_config.yml", "_config.yaml", "_config.toml"]
    }

    fn roots(&self, root: &Path, _settings: &Settings) -> Vec<Root> {
        vec![Root::new(first_of(root, &["source"]))]
    }

    fn place(&self, page: &mut Page, _settings: &Settings) -> Placing {
        match page.folders.first().map(String::as_str) {
            Some("_posts") => {
                page.folders.remove(0);
                if page.folders.iter().any(|folder| folder == "_drafts") {
                    page.kind = PageKind::Draft;
                } else if page.folders.iter().any(|folder| folder.starts_with('_')) {
                    return Placing::PassedOver;
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
