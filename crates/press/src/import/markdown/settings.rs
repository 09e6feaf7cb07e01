//! What the settings of a site say that its texts need.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use content::language::Language;
use regex::Regex;

use super::cascade::{Cascade, Target};
use super::page::Page;
use super::program::Program;
use super::{globs, keys, languages, public};
use crate::diagnostic::{Fault, Findings, Position};
use crate::read::settings::{Table, Value, parse_json, parse_toml, parse_yaml, truth};
use crate::read::text;

/// The settings of a site.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The tables of its files, those that count more first; one in a file of its own has the key that it would stand under.
    tables: Vec<(Option<String>, Table)>,
    /// Files that cannot be read.
    pub(super) unreadable: Vec<Unreadable>,
    /// Settings that are a program, in which a few words can be found all the same.
    pub(super) program: Program,
    /// What is said for all texts of folders, the nearest first.
    inherited: Vec<Inherited>,
    /// The address of the old site, without a slash at its end.
    pub(super) base: Option<String>,
}

/// What is said for all texts of a folder.
#[derive(Debug)]
pub(super) struct Inherited {
    pub(super) folder: PathBuf,
    /// The paths below it that are meant alone, where there are any.
    patterns: Vec<Regex>,
    /// Those of this collection alone.
    collection: Option<String>,
    /// Those of them that are meant.
    target: Target,
    table: Table,
}

impl Inherited {
    /// Does a file stand where it is said for?
    fn is_for(&self, file: &Path) -> bool {
        file.strip_prefix(&self.folder).is_ok_and(|path| {
            let path = path.to_string_lossy();
            let mut patterns = self.patterns.iter();
            self.patterns.is_empty() || patterns.any(|pattern| pattern.is_match(&path))
        })
    }

    /// For all that is below a folder.
    pub(super) fn below(folder: &Path, table: Table) -> Self {
        Self {
            folder: folder.to_owned(),
            patterns: Vec::new(),
            collection: None,
            target: Target::default(),
            table,
        }
    }
}

impl From<Cascade> for Inherited {
    fn from(cascade: Cascade) -> Self {
        Self {
            folder: cascade.folder,
            patterns: Vec::new(),
            collection: None,
            target: cascade.target,
            table: cascade.table,
        }
    }
}

/// A file of settings that cannot be read.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) file: PathBuf,
    pub(super) findings: Findings,
}

impl Settings {
    /// Reads the first of the files that is there.
    pub(super) fn read(root: &Path, names: &[&str], programs: &[&str]) -> Self {
        let mut settings = Self::default();
        let there = |names: &[&str]| {
            let mut files = names.iter().map(|name| root.join(name));
            files.find(|file| file.is_file())
        };
        if let Some(file) = there(names) {
            let table = settings.table_in(file);
            settings.tables.extend(table.map(|table| (None, table)));
        } else if let Some(file) = there(programs) {
            settings.program.add(&file);
        }
        settings.base = settings.find_base();
        settings
    }

    fn table_in(&mut self, file: PathBuf) -> Option<Table> {
        match table_of(&file) {
            Ok(table) => Some(table),
            Err(findings) => {
                self.unreadable.push(Unreadable { file, findings });
                None
            }
        }
    }

    /// Adds the files of a folder, of which each holds the table that it is called after, or, with one of the names, all of
    /// them. They count more than what was read before, or less.
    pub(super) fn add_folder(&mut self, folder: &Path, whole: &[&str], counts_more: bool) {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries
            .map(|entry| entry.path())
            .filter(|path| data_ends(path))
            .collect();
        files.sort();
        let mut tables = Vec::new();
        for file in files {
            let name = super::page::stem_of(&file);
            let name = name.split('.').next().unwrap_or_default().to_lowercase();
            let key = Some(name).filter(|name| !whole.contains(&name.as_str()));
            tables.extend(self.table_in(file).map(|table| (key, table)));
        }
        if counts_more {
            tables.append(&mut self.tables);
            self.tables = tables;
        } else {
            self.tables.append(&mut tables);
        }
        self.base = self.find_base();
    }

    /// Takes in what folders say for their texts, and the defaults of Jekyll, which say it for folders.
    pub(super) fn add_defaults(&mut self, root: &Path, mut inherited: Vec<Inherited>) {
        if let Some(Value::List(defaults)) = self.at(&["defaults"]) {
            for default in defaults {
                let Value::Table(default) = &default.value else {
                    continue;
                };
                let Some(Value::Table(values)) = value_at(default, &["values"]) else {
                    continue;
                };
                let word = |key: &str| match value_at(default, &["scope", key]) {
                    Some(Value::Text(text)) => text.clone(),
                    _ => String::new(),
                };
                let path = word("path");
                let path = path.trim_matches('/');
                // Jekyll takes a path with stars for all files and folders that it stands for.
                let is_pattern = path.contains('*');
                let patterns = [path.to_owned(), format!("{path}/**")];
                let patterns = patterns
                    .iter()
                    .filter(|_| is_pattern)
                    .filter_map(|path| globs::expression(path));
                inherited.push(Inherited {
                    folder: if is_pattern {
                        root.to_owned()
                    } else {
                        root.join(path)
                    },
                    patterns: patterns.collect(),
                    collection: Some(word("type")).filter(|kind| !kind.is_empty()),
                    target: Target::default(),
                    table: values.clone(),
                });
            }
        }
        // What is said nearer to a text counts more, and what is said later of two that are as near.
        inherited.reverse();
        inherited.sort_by_key(|inherited| std::cmp::Reverse(inherited.folder.components().count()));
        self.inherited = inherited;
    }

    /// What is said of a text elsewhere, that which counts more first.
    pub(super) fn inherited_by<'s>(
        &'s self,
        page: &'s Page,
        language: &'s str,
    ) -> impl Iterator<Item = &'s Table> {
        let collection = page.collection.as_deref().unwrap_or("pages");
        let own = self.inherited.iter().filter(move |inherited| {
            let is_meant = inherited
                .collection
                .as_deref()
                .is_none_or(|meant| meant == collection);
            is_meant && inherited.is_for(&page.file) && inherited.target.holds(page, language) == Some(true)
        });
        own.map(|inherited| &inherited.table)
    }

    /// Is nothing said at all?
    pub(super) fn is_empty(&self) -> bool {
        let mut tables = self.tables.iter();
        tables.all(|(_, table)| table.entries().next().is_none()) && self.program.is_empty()
    }

    /// The value at a path of keys, whatever their capitals.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Value> {
        self.all_at(path).into_iter().next()
    }

    /// The values at a path of keys in all files that say it, those that count more first.
    pub(super) fn all_at(&self, path: &[&str]) -> Vec<&Value> {
        let found = self.tables.iter().filter_map(|(key, table)| match key {
            None => value_at(table, path),
            Some(key) => {
                let (first, rest) = path.split_first()?;
                let is_meant = key.eq_ignore_ascii_case(first) && !rest.is_empty();
                is_meant.then(|| value_at(table, rest))?
            }
        });
        found.collect()
    }

    /// The texts of a key in all files that say it.
    pub(super) fn all_texts(&self, path: &[&str]) -> Vec<String> {
        self.all_at(path).into_iter().flat_map(texts_in).collect()
    }

    /// What a template tag prints that names a setting: `site.Params.x`, `config.extra.x`, or the bare key of a parameter.
    pub(super) fn value_of(&self, name: &str) -> Option<String> {
        let name = name.trim_start_matches(['$', '.']);
        let path: Vec<&str> = name.split('.').collect();
        let path: Vec<&str> = match path.as_slice() {
            [first, rest @ ..]
                if !rest.is_empty() && matches!(&*first.to_lowercase(), "site" | "config" | "page") =>
            {
                if first.eq_ignore_ascii_case("page") {
                    return None;
                }
                rest.to_vec()
            }
            [key] => vec!["params", key],
            _ => return None,
        };
        match self.at(&path)? {
            Value::Text(text) => Some(text.trim().to_owned()),
            _ => None,
        }
    }

    /// The entries of a table at a path of keys, of all files that say it; those that count more first.
    pub(super) fn all_entries(&self, path: &[&str]) -> Vec<(&str, &Value)> {
        let own = self.tables.iter().filter_map(|(key, table)| match (key, path) {
            (None, path) => match value_at(table, path) {
                Some(Value::Table(table)) => Some(table),
                _ => None,
            },
            (Some(key), [only]) if key.eq_ignore_ascii_case(only) => Some(table),
            _ => None,
        });
        own.flat_map(Table::entries).collect()
    }

    /// The same, each key once.
    pub(super) fn entries(&self, path: &[&str]) -> Vec<(&str, &Value)> {
        let mut entries = self.all_entries(path);
        let mut seen = BTreeSet::new();
        entries.retain(|(key, _)| seen.insert(*key));
        entries
    }

    /// The first of these texts that is there and not empty; a dot stands between keys.
    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        let of_table = |name: &&str| match self.at(&name.split('.').collect::<Vec<_>>())? {
            Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => None,
        };
        let found = names.iter().find_map(of_table);
        found.or_else(|| names.iter().find_map(|name| self.program.said(name)))
    }

    /// The texts of a key that is one or a list of them.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        match self.at(&[name]) {
            Some(value @ Value::List(_)) => texts_in(value),
            _ => self.text(&[name]).into_iter().collect(),
        }
    }

    /// The taxonomies that a site of Hugo has of its own, by the keys of its texts.
    pub(super) fn own_taxonomies(&self) -> Vec<String> {
        let entries = self.entries(&["taxonomies"]).into_iter();
        let names = entries.filter_map(|(_, plural)| match plural {
            Value::Text(plural) if !keys::is_read(plural) => Some(plural.clone()),
            _ => None,
        });
        names.collect()
    }

    /// The truth of a key; false where it is not said.
    pub(super) fn is(&self, name: &str) -> bool {
        self.text(&[name]).as_deref().and_then(truth) == Some(true)
    }

    /// The language of the site.
    pub(super) fn language(&self) -> Option<Language> {
        let names = [
            "default_language",
            "defaultContentLanguage",
            "languageCode",
            "defaultLocale",
            "lang",
            "locale",
            "language",
        ];
        names
            .iter()
            .find_map(|name| self.text(&[name]).as_deref().and_then(languages::meant))
    }

    fn find_base(&self) -> Option<String> {
        let mut bases = ["base_url", "baseURL", "url", "site"]
            .into_iter()
            .filter_map(|name| self.text(&[name]));
        let base = bases.find(|base| base.contains("://"))?;
        let base = base.trim_end_matches('/');
        let mut paths = ["baseurl", "root", "baseUrl", "base"]
            .into_iter()
            .filter_map(|name| self.text(&[name]));
        let path = paths.find(|path| path.starts_with('/')).unwrap_or_default();
        let path = path.trim_end_matches('/');
        Some(if base.ends_with(path) {
            base.to_owned()
        } else {
            format!("{base}{path}")
        })
    }
}

/// The texts of a value that is one, or a list of them.
pub(super) fn texts_in(value: &Value) -> Vec<String> {
    let texts: Vec<&str> = match value {
        Value::Text(text) => vec![text],
        Value::List(items) => items
            .iter()
            .filter_map(|item| match &item.value {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let texts = texts.into_iter().map(str::trim).filter(|text| !text.is_empty());
    texts.map(ToOwned::to_owned).collect()
}

/// The value at a path of keys in a table. Signs and capitals make no difference.
pub(super) fn value_at<'t>(table: &'t Table, path: &[&str]) -> Option<&'t Value> {
    let (first, rest) = path.split_first()?;
    let wanted = public::plain(first);
    let mut entries = table.entries();
    let exact = table.entries().find(|(key, _)| key == first);
    let (_, value) = exact.or_else(|| entries.find(|(key, _)| public::plain(key) == wanted))?;
    match (rest.is_empty(), value) {
        (true, value) => Some(value),
        (false, Value::Table(inner)) => value_at(inner, rest),
        _ => None,
    }
}

/// Reads a file of TOML, YAML or JSON.
fn table_of(file: &Path) -> Result<Table, Findings> {
    let mut findings = Findings::new(file.display().to_string());
    let Some(text) = text::read(file, &mut findings) else {
        return Err(findings);
    };
    let table = match file.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => parse_toml(&text, 1),
        Some("json") => parse_json(&text, 1).map(|(table, _)| table),
        _ => parse_yaml(&text, 1),
    };
    table.map_err(|(position, fault)| {
        add(&mut findings, position, &fault);
        findings
    })
}

fn add(findings: &mut Findings, position: Position, fault: &impl Fault) {
    findings.add(position, fault);
}

/// Data that stand beside the texts: a file of YAML, TOML or JSON, where it can be read.
pub(super) fn data(root: &Path, name: &str) -> Option<Table> {
    let files = ["yml", "yaml", "toml", "json"].map(|extension| root.join(format!("{name}.{extension}")));
    let file = files.into_iter().find(|file| file.is_file())?;
    let text = std::fs::read_to_string(&file).ok()?;
    // A list alone is no table; under a key it is one.
    let is_list =
        text.trim_start().starts_with(['-', '[']) && file.extension().is_none_or(|end| end != "toml");
    if !is_list {
        return table_of(&file).ok();
    }
    if file.extension().is_some_and(|end| end == "json") {
        return parse_json(&format!("{{\"items\":{text}}}"), 1)
            .ok()
            .map(|(table, _)| table);
    }
    parse_yaml(&format!("items:\n{text}"), 1).ok()
}

/// Is a file one of data, by its name?
fn data_ends(file: &Path) -> bool {
    file.is_file()
        && file
            .extension()
            .is_some_and(|end| ["yml", "yaml", "toml", "json"].iter().any(|known| end == *known))
}

/// The data of one file.
pub(super) fn data_of(file: &Path) -> Option<Table> {
    data_ends(file).then(|| table_of(file).ok())?
}

/// What the data files of Eleventy say that stand in a folder under a name: data as such, and what programs say in plain words.
pub(super) fn data_beside(folder: &Path, name: &str) -> Vec<Table> {
    let mut tables = Vec::new();
    for end in ["json", "11tydata.json"] {
        let text = std::fs::read_to_string(folder.join(format!("{name}.{end}"))).unwrap_or_default();
        tables.extend(parse_json(&text, 1).ok().map(|(table, _)| table));
    }
    for end in ["yaml", "yml", "toml"] {
        tables.extend(data_of(&folder.join(format!("{name}.{end}"))));
    }
    for end in ["js", "cjs", "mjs", "ts"] {
        let mut program = Program::default();
        program.add(&folder.join(format!("{name}.11tydata.{end}")));
        tables.push(program.literals());
    }
    tables.retain(|table| table.entries().next().is_some());
    tables
}
