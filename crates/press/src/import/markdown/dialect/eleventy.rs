//! Eleventy: <https://www.11ty.dev/docs/permalinks/>.

use std::path::Path;

use super::{Generator, Menu, first_of};
use crate::import::markdown::page::{Page, Placing, Root};
use crate::import::markdown::pattern::{Parts, from_root, joined};
use crate::import::markdown::settings::Settings;
use crate::read::names::slugify;

pub(super) struct Eleventy;

impl Generator for Eleventy {
    fn name(&self) -> &'static str {
        "Eleventy"
    }

    fn programs(&self) -> &'static [&'static str] {
        &[
            ".eleventy.js",
            "eleventy.config.js",
            "eleventy.config.mjs",
            "eleventy.config.cjs",
            "eleventy.config.ts",
        ]
    }

    fn roots(&self, root: &Path, settings: &Settings) -> Vec<Root> {
        let input = settings.text(&["input"]).unwrap_or_else(|| "content".to_owned());
        vec![Root::new(first_of(root, &[&input, "content", "src"]))]
    }

    fn place(&self, page: &mut Page, _settings: &Settings) -> Placing {
        if page.folders.iter().any(|folder| folder.starts_with('_')) {
            return Placing::PassedOver;
        }
        Placing::Page
    }

    fn has_templates(&self) -> bool {
        true
    }

    fn address(&self, parts: &Parts<'_>, _settings: &Settings) -> Option<String> {
        let Some(path) = parts.permalink else {
            return Some(joined(parts.page.path().chain([parts.name()])));
        };
        let mut made = String::new();
        let mut rest = path;
        while let Some((before, after)) = rest.split_once("{{") {
            let (expression, after) = after.split_once("}}")?;
            made.push_str(before);
            made.push_str(&value(expression.trim().trim_matches('-').trim(), parts)?);
            rest = after;
        }
        made.push_str(rest);
        (!made.contains(['{', '<'])).then(|| from_root(&made))
    }

    fn menus(&self) -> &'static [Menu] {
        &[
            Menu::Data("_data/navigation"),
            Menu::Data("_data/menu"),
            Menu::Data("_data/nav"),
            Menu::Data("src/_data/navigation"),
            Menu::Data("src/_data/menu"),
            Menu::Data("src/_data/nav"),
        ]
    }
}

/// What an expression in a template of an address stands for; none where nobody can tell.
fn value(expression: &str, parts: &Parts<'_>) -> Option<String> {
    let (name, filter) = expression.split_once('|').unwrap_or((expression, ""));
    let (name, filter) = (name.trim(), filter.trim());
    let page = parts.page;
    let found = match name {
        "page.fileSlug" | "fileSlug" => page.stem.clone(),
        "page.filePathStem" => joined(page.path().chain([&*page.stem]))
            .trim_end_matches('/')
            .to_owned(),
        "title" => parts.title.to_owned(),
        "slug" => parts.slug?.to_owned(),
        "page.date" | "date" => parts.published?.to_string(),
        _ => return None,
    };
    match filter.split(['(', ':']).next().unwrap_or_default().trim() {
        "" if name != "title" && !name.ends_with("date") => Some(found),
        "slugify" | "slug" => Some(slugify(&found)?.to_string()),
        "date" => {
            let day = parts.published?;
            let format = filter.split(['"', '\'']).nth(1)?;
            let made = format
                .replace("%Y", &format!("{:04}", day.year()))
                .replace("%m", &format!("{:02}", day.month()))
                .replace("%d", &format!("{:02}", day.day()));
            (!made.contains('%')).then_some(made)
        }
        _ => None,
    }
}
