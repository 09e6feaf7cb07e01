//! What a text in Markdown and its front matter say to readers, to be compared with what is made of them.

use std::path::{Path, PathBuf};

use super::Import;
use super::file::{cut, is_html};
use crate::import::account::Place;
use crate::import::words::{Loss, Part, Said};
use crate::read::settings::{Table, Value};

/// From how many words on a text of the front matter is one for readers, whatever its key.
const SENTENCE: usize = 4;

/// Keys whose texts are names, addresses, days or settings, however long.
const NAMES: [&str; 24] = [
    "tags",
    "tag",
    "keywords",
    "categories",
    "category",
    "taxonomies",
    "authors",
    "author",
    "series",
    "aliases",
    "redirect_from",
    "date",
    "lastmod",
    "updated",
    "url",
    "permalink",
    "slug",
    "path",
    "layout",
    "template",
    "menu",
    "menus",
    "cascade",
    "image",
];

/// Kinds of files that generators make pages of, and that no import reads.
const OTHERS: [&str; 10] = [
    "html", "htm", "org", "adoc", "asciidoc", "rst", "textile", "njk", "liquid", "pug",
];

/// The kind under which they stand in the account.
const OTHER_FILE: &str = "file of another kind";

/// From how many words on such a page is a text, and no frame for a list.
const PAGE: usize = 20;

/// What a text says whose front matter was read.
pub(super) fn of(table: &Table, body: &str, file: &Path, is_mdx: bool) -> Said {
    let said = if is_html(file) {
        Said::html(body)
    } else {
        Said::markdown(body, is_mdx)
    };
    let first = body.lines().find(|line| !line.trim().is_empty());
    let heading = first.and_then(|line| line.strip_prefix("# ")).map(str::trim);
    let mut texts = String::new();
    // A first heading that says the title again is one title.
    let title = table
        .text("title")
        .or(table.text("Title"))
        .filter(|title| heading != Some(*title));
    texts.extend([title.unwrap_or_default(), "\n"]);
    collect(table, &mut texts);
    said.and(Part::Key, &texts)
}

/// What a file says that was not opened, or cannot be read.
pub(super) fn of_file(file: &Path) -> Said {
    let bytes = std::fs::read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    match cut(&text) {
        Ok((table, body, _)) => of(&table, body, file, is_mdx(file)),
        Err(_) => Said::markdown(&text, is_mdx(file)),
    }
}

/// May a file hold programs and components?
pub(super) fn is_mdx(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "mdx")
}

fn collect(table: &Table, texts: &mut String) {
    for (key, value) in table.entries() {
        let key = key.to_lowercase();
        if key != "title" && !NAMES.contains(&&*key) {
            collect_value(value, texts);
        }
    }
}

fn collect_value(value: &Value, texts: &mut String) {
    match value {
        Value::Text(text) if text.split_whitespace().count() >= SENTENCE => {
            texts.extend([text.as_str(), "\n"]);
        }
        Value::Table(table) => collect(table, texts),
        Value::List(items) => items.iter().for_each(|item| collect_value(&item.value, texts)),
        _ => {}
    }
}

impl Import {
    /// Tells of the files beside the texts that are pages of the old site in another language than Markdown.
    pub(super) fn tell_of_others(&mut self, files: &[PathBuf]) {
        for file in files {
            let extension = file
                .extension()
                .unwrap_or_default()
                .to_string_lossy()
                .to_lowercase();
            let is_other = OTHERS.contains(&&*extension) && !self.is_text(file);
            let mut roots = self.roots.iter();
            let within = roots
                .find_map(|root| file.strip_prefix(&root.folder).ok())
                .filter(|_| is_other);
            // Generators keep their frames in folders that begin so.
            let is_page =
                within.is_some_and(|path| path.iter().all(|part| !part.to_string_lossy().starts_with('_')));
            if !is_page {
                continue;
            }
            let bytes = std::fs::read(file).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            let has_matter = text.starts_with("---") || text.starts_with("+++");
            if matches!(&*extension, "html" | "htm" | "njk" | "liquid" | "pug") && !has_matter {
                continue;
            }
            let said = of_file(file);
            if said.count() >= PAGE {
                self.account.read(OTHER_FILE);
                let place = Place {
                    line: 1,
                    ..self.place(file, "")
                };
                let reason = format!(
                    "a text of the kind .{extension} is not read; save it as Markdown or HTML within Markdown"
                );
                self.account.drop(OTHER_FILE, reason, &place);
                self.account.words.lose(Loss::OtherKind, said);
            }
        }
    }
}
