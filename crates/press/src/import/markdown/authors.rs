//! Authors that front matter names by an id, as files of data tell them.

use std::collections::BTreeMap;
use std::path::Path;

use super::settings::{data, data_of, value_at};
use crate::read::settings::{Table, Value};

/// The files in which generators keep all authors.
const FILES: [&str; 6] = [
    "_data/authors",
    "data/authors",
    "blog/authors",
    "src/_data/authors",
    "source/_data/authors",
    "src/data/authors",
];

/// The folders in which each author has a file.
const FOLDERS: [&str; 4] = [
    "data/authors",
    "src/content/authors",
    "src/data/authors",
    "_data/authors",
];

/// Names of authors by their ids.
pub(super) fn read(root: &Path) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let tables = FILES.iter().filter_map(|file| data(root, file));
    for table in tables {
        for (id, value) in table.entries() {
            match value {
                Value::Table(author) => {
                    names.extend(name_of(author).map(|name| (id.to_owned(), name)));
                }
                Value::Text(name) => {
                    names.insert(id.to_owned(), name.clone());
                }
                _ => {}
            }
        }
    }
    for folder in FOLDERS {
        for entry in std::fs::read_dir(root.join(folder))
            .into_iter()
            .flatten()
            .flatten()
        {
            let id = super::page::stem_of(&entry.path());
            let name = data_of(&entry.path()).as_ref().and_then(name_of);
            names.extend(name.map(|name| (id, name)));
        }
    }
    names
}

fn name_of(author: &Table) -> Option<String> {
    let names = ["name", "title", "display_name", "displayName"];
    names.iter().find_map(|key| match value_at(author, &[key])? {
        Value::Text(name) => Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
        _ => None,
    })
}

/// Puts names in the place of ids.
pub(super) fn name(authors: &mut [String], names: &BTreeMap<String, String>) {
    for author in authors {
        if let Some(name) = names.get(author.as_str()) {
            author.clone_from(name);
        }
    }
}
