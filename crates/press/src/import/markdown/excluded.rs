//! What a site tells its generator to leave alone. Whoever keeps notes beside the texts says so there, and they stay at home.

use std::path::{Path, PathBuf};

use glob::Pattern;
use regex::Regex;

use super::settings::{Settings, texts_in, value_at};
use super::{Dialect, globs};
use crate::read::settings::{Table, Value, parse_json};

/// Files and folders that are left alone.
#[derive(Debug, Default)]
pub(super) struct Excluded {
    patterns: Vec<Pattern>,
    expressions: Vec<Regex>,
    /// Folders of which these files alone are taken.
    taken: Vec<(PathBuf, Vec<Regex>)>,
}

impl Excluded {
    /// Reads what the settings of a site say, each generator's in its own words.
    pub(super) fn read(root: &Path, dialect: Dialect, settings: &Settings) -> Self {
        let mut excluded = Self::default();
        match dialect {
            Dialect::Jekyll => {
                let included = settings.texts("include");
                let names = settings.texts("exclude").into_iter();
                excluded.add(names.filter(|name| !included.contains(name)));
            }
            Dialect::Hexo => {
                excluded.add(settings.texts("exclude"));
                excluded.add(settings.texts("ignore"));
            }
            Dialect::Zola => excluded.add(settings.texts("ignored_content")),
            Dialect::Hugo => {
                for text in settings.all_texts(&["ignoreFiles"]) {
                    let expression = Regex::new(&text).or_else(|_| Regex::new(&regex::escape(&text)));
                    excluded.expressions.extend(expression.ok());
                }
                excluded.add_of_mounts(settings);
            }
            Dialect::Eleventy => {
                for file in [".eleventyignore", ".gitignore"] {
                    let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
                    let lines = text.lines().map(str::trim);
                    let names = lines.filter(|line| !line.is_empty() && !line.starts_with(['#', '!']));
                    excluded.add(names.map(ToOwned::to_owned));
                }
                excluded.add(settings.program.all_given("ignores.add"));
            }
            Dialect::Obsidian => {
                excluded.add_of_vault(root);
                let names = settings.program.all_listed("ignorePatterns");
                excluded.add(names.iter().flat_map(|name| alternatives(name)));
            }
            Dialect::Docusaurus => {
                let names = settings.program.all_listed("exclude");
                excluded.add(names.iter().flat_map(|name| alternatives(name)));
            }
            // The patterns of a loader name what is left out with a sign before it.
            Dialect::Astro => {
                let names = settings.program.all_listed("pattern");
                let names = names.iter().filter_map(|name| name.strip_prefix('!'));
                excluded.add(names.flat_map(alternatives));
                excluded.add_of_loaders(settings);
            }
            Dialect::Notion => {}
        }
        excluded
    }

    /// What the loaders of Astro take and leave out, by patterns from the folder that each of them reads.
    fn add_of_loaders(&mut self, settings: &Settings) {
        for loader in settings.program.all_handed("glob") {
            let base = match (loader.value("base"), loader.said("base")) {
                (None, _) => String::new(),
                (_, Some(base)) => base,
                // Nobody knows where.
                (Some(_), None) => continue,
            };
            let base = base.trim_start_matches("./").trim_matches('/').trim_matches('.');
            let mut patterns = loader.all_listed("pattern");
            patterns.extend(loader.said("pattern"));
            // Brackets that alternatives stand in are not understood.
            let is_unclear = patterns.iter().any(|pattern| pattern.contains('('));
            let whole = |pattern: &str| {
                let pattern = pattern.trim_start_matches('!').trim_start_matches("./");
                let folder = if base.is_empty() {
                    String::new()
                } else {
                    format!("{base}/")
                };
                globs::expression(&format!("{folder}{pattern}"))
            };
            let (left, taken): (Vec<_>, Vec<_>) =
                patterns.iter().partition(|pattern| pattern.starts_with('!'));
            self.expressions
                .extend(left.into_iter().filter_map(|pattern| whole(pattern)));
            let mut taken: Vec<Regex> = taken.into_iter().filter_map(|pattern| whole(pattern)).collect();
            if taken.is_empty() || is_unclear {
                continue;
            }
            // Pages are no collection.
            taken.extend(globs::expression("src/pages/**"));
            self.taken.push((PathBuf::from(base), taken));
        }
    }

    /// What the folders that a site of Hugo is put together of leave out, or do not take in.
    fn add_of_mounts(&mut self, settings: &Settings) {
        let mounts = settings.all_at(&["module", "mounts"]).into_iter();
        let mounts = mounts.flat_map(|mounts| match mounts {
            Value::List(mounts) => mounts.as_slice(),
            _ => &[],
        });
        for mount in mounts {
            let Value::Table(mount) = &mount.value else {
                continue;
            };
            let texts = |key: &str| value_at(mount, &[key]).map(texts_in).unwrap_or_default();
            let Some(source) = texts("source").into_iter().next() else {
                continue;
            };
            let source = source.trim_matches('/').to_owned();
            let files = texts("files");
            let (left, taken): (Vec<_>, Vec<_>) = files.iter().partition(|name| name.starts_with('!'));
            let whole = |name: &str| {
                let name = name.trim_start_matches('!').trim().trim_start_matches('/');
                globs::expression(&format!("{source}/{name}"))
            };
            let left = left.into_iter().cloned().chain(texts("excludeFiles"));
            self.expressions.extend(left.filter_map(|name| whole(&name)));
            let taken: Vec<Regex> = taken
                .into_iter()
                .cloned()
                .chain(texts("includeFiles"))
                .filter_map(|name| whole(&name))
                .collect();
            if !taken.is_empty() {
                self.taken.push((PathBuf::from(source), taken));
            }
        }
    }

    /// What a vault leaves out of its search, and the folders of its forms for new notes.
    fn add_of_vault(&mut self, root: &Path) {
        let table = |name: &str| -> Option<Table> {
            let text = std::fs::read_to_string(root.join(".obsidian").join(name)).ok()?;
            parse_json(&text, 1).ok().map(|(table, _)| table)
        };
        if let Some(app) = table("app.json") {
            let mut entries = app.entries();
            let filters = entries.find(|(key, _)| *key == "userIgnoreFilters");
            if let Some((_, Value::List(filters))) = filters {
                let names = filters.iter().filter_map(|item| match &item.value {
                    Value::Text(text) => Some(text.clone()),
                    _ => None,
                });
                let (expressions, names): (Vec<_>, Vec<_>) =
                    names.partition(|name| name.len() > 2 && name.starts_with('/') && name.ends_with('/'));
                self.add(names);
                let expressions = expressions.iter().map(|text| text.trim_matches('/'));
                self.expressions
                    .extend(expressions.filter_map(|text| Regex::new(text).ok()));
            }
        }
        for (file, key) in [
            ("templates.json", "folder"),
            ("plugins/templater-obsidian/data.json", "templates_folder"),
        ] {
            let folder = table(file).and_then(|table| table.text(key).map(ToOwned::to_owned));
            self.add(folder);
        }
        // Wherever it is set, the folder of forms is mostly called so.
        self.add(["Templates", "templates", "Template", "_templates"].map(ToOwned::to_owned));
    }

    fn add(&mut self, names: impl IntoIterator<Item = String>) {
        for name in names {
            let name = name.trim().trim_start_matches("./").trim_matches('/');
            if name.is_empty() {
                continue;
            }
            match Pattern::new(name) {
                Ok(pattern) => self.patterns.push(pattern),
                // One that this library does not take is understood as others take it.
                Err(_) => self.expressions.extend(globs::expression(name)),
            }
        }
    }

    /// Is a file left alone, or a folder that it stands in? Its paths are those from the root of the site and from the folder of
    /// its texts.
    pub(super) fn holds(&self, paths: &[&Path]) -> bool {
        let is_plain = |pattern: &Pattern| !pattern.as_str().contains('/');
        // Several may say what they take of one folder.
        let mut around = self.taken.iter().filter_map(|(folder, taken)| {
            let path = paths.iter().find(|path| path.starts_with(folder))?;
            let path = path.to_string_lossy();
            Some(taken.iter().any(|expression| expression.is_match(&path)))
        });
        let is_not_taken = around
            .next()
            .is_some_and(|first| !first && !around.any(|taken| taken));
        is_not_taken
            || paths.iter().any(|path| {
                let by_pattern = path.ancestors().any(|part| {
                    let name = part.file_name().map(Path::new);
                    self.patterns.iter().any(|pattern| {
                        pattern.matches_path(part)
                            || is_plain(pattern) && name.is_some_and(|name| pattern.matches_path(name))
                    })
                });
                by_pattern
                    || self
                        .expressions
                        .iter()
                        .any(|expression| expression.is_match(&path.to_string_lossy()))
            })
    }
}

/// The patterns that one with braces stands for: `*.{md,mdx}` is `*.md` and `*.mdx`.
fn alternatives(pattern: &str) -> Vec<String> {
    let parts = pattern.split_once('{').and_then(|(before, rest)| {
        let (within, after) = rest.split_once('}')?;
        Some((before, within, after))
    });
    let Some((before, within, after)) = parts else {
        return vec![pattern.to_owned()];
    };
    let ends = alternatives(after);
    let each = within.split(',').map(|part| format!("{before}{part}"));
    each.flat_map(|start| ends.iter().map(move |end| format!("{start}{end}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Patterns of JavaScript have braces, which those of this library have not.
    #[test]
    fn a_pattern_with_braces_stands_for_each_of_its_parts() {
        assert_eq!(
            alternatives("**/{wip,old}/*.{md,mdx}"),
            ["**/wip/*.md", "**/wip/*.mdx", "**/old/*.md", "**/old/*.mdx"]
        );
        assert_eq!(alternatives("{left/open"), ["{left/open"]);
    }

    // A folder stands for all in it, a name alone for files of that name anywhere, as in the lists of Git.
    #[test]
    fn names_folders_and_patterns_leave_out_what_they_say() {
        let mut excluded = Excluded::default();
        excluded.add(["internal/", "TODO.md", "notes/*.md", "**/wip/**", "*.left.md"].map(ToOwned::to_owned));
        let is_held = |path: &str| excluded.holds(&[Path::new(path)]);
        for path in [
            "internal/a.md",
            "deep/TODO.md",
            "notes/a.md",
            "a/wip/b.md",
            "a/b.left.md",
        ] {
            assert!(is_held(path), "{path}");
        }
        for path in ["news/a.md", "internals/a.md", "notes.md", "left.md"] {
            assert!(!is_held(path), "{path}");
        }
    }
}
