//! What a section of Hugo hands down to the texts below it, or to those of them that it means.

use std::path::{Path, PathBuf};

use regex::Regex;

use super::globs;
use super::page::{Page, PageKind};
use super::public;
use crate::read::settings::{Table, Value};

/// Keys that texts get from above.
#[derive(Debug)]
pub(super) struct Cascade {
    /// Whoever stands below it is meant.
    pub(super) folder: PathBuf,
    pub(super) target: Target,
    pub(super) table: Table,
}

/// Which of the texts are meant; all of them where nothing is said.
#[derive(Debug, Default)]
pub(super) struct Target {
    paths: Option<Vec<Regex>>,
    kinds: Option<Vec<Regex>>,
    languages: Option<Vec<Regex>>,
    environments: Option<Vec<Regex>>,
    /// Is there more to it than is understood here?
    is_unclear: bool,
}

/// For whom a site is built that readers see.
const ENVIRONMENT: &str = "production";

/// What stands under `cascade`: one table, or several.
pub(super) fn read(value: &Value, folder: &Path) -> Vec<Cascade> {
    match value {
        Value::Table(table) => vec![of_table(table, folder)],
        Value::List(items) => items.iter().flat_map(|item| read(&item.value, folder)).collect(),
        Value::Text(_) | Value::Nothing => Vec::new(),
    }
}

fn of_table(table: &Table, folder: &Path) -> Cascade {
    let is_target = |key: &str| public::plain(key) == "target";
    let mut target = Target::default();
    for (_, value) in table.entries().filter(|(key, _)| is_target(key)) {
        match value {
            Value::Table(said) => said.entries().for_each(|(key, value)| target.add(key, value)),
            value => target.is_unclear = !value.is_empty(),
        }
    }
    let mut table = table.clone();
    table.retain(|key| !is_target(key));
    Cascade {
        folder: folder.to_owned(),
        target,
        table,
    }
}

impl Target {
    fn add(&mut self, key: &str, value: &Value) {
        let place = match &*public::plain(key) {
            "path" => &mut self.paths,
            "kind" => &mut self.kinds,
            "lang" => &mut self.languages,
            "environment" => &mut self.environments,
            _ => {
                self.is_unclear = true;
                return;
            }
        };
        let texts: Vec<&str> = match value {
            Value::Text(text) => vec![text.as_str()],
            Value::List(items) => items
                .iter()
                .filter_map(|item| match &item.value {
                    Value::Text(text) => Some(text.as_str()),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        let expressions = texts
            .into_iter()
            .filter_map(|text| globs::expression(text.trim()));
        *place = Some(expressions.collect());
    }

    /// Is a text meant that is written in that language? None where nobody can tell.
    pub(super) fn holds(&self, page: &Page, language: &str) -> Option<bool> {
        let path = path_of(page);
        let kind = match page.kind {
            PageKind::Section if page.folders.is_empty() => "home",
            PageKind::Section => "section",
            _ => "page",
        };
        let is_one = |expressions: &Option<Vec<Regex>>, texts: &[&str]| {
            expressions.as_ref().is_none_or(|expressions| {
                let mut expressions = expressions.iter();
                expressions.any(|own| texts.iter().any(|text| own.is_match(text)))
            })
        };
        let code = language.split('-').next().unwrap_or_default();
        let is_held = is_one(&self.paths, &[&path, &path.replace(' ', "-")])
            && is_one(&self.kinds, &[kind])
            && is_one(&self.languages, &[language, code])
            && is_one(&self.environments, &[ENVIRONMENT]);
        match (is_held, self.is_unclear) {
            (true, true) => None,
            (is_held, _) => Some(is_held),
        }
    }
}

/// The path by which Hugo knows a text.
fn path_of(page: &Page) -> String {
    let name = Some(&page.dated_stem).filter(|_| page.kind != PageKind::Section);
    let parts: Vec<&str> = page.folders.iter().chain(name).map(String::as_str).collect();
    format!("/{}", parts.join("/"))
}
