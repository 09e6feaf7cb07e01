//! Settings that are a program in JavaScript: what they say in plain words is found without running them.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::{public, script};
use crate::diagnostic::Position;
use crate::read::settings::Table;

/// A key with a value that is written out: a text, a number, or a word for true, false or nothing.
static LITERAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?m)(?:^|[{,;\s])["']?([A-Za-z_][A-Za-z0-9_-]*)["']?\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|`([^`$\n]*)`|(true|false|-?[0-9][0-9.]*))\s*(?:[,}]|$)"#,
    )
    .expect("the expression is right, as a test says")
});

/// Keys whose computed values matter.
const COMPUTED: [&str; 2] = ["permalink", "published"];

/// What texts stand between.
const QUOTES: [char; 3] = ['"', '\'', '`'];

/// The programs of a site that say its settings, one after the other.
#[derive(Debug, Default)]
pub(super) struct Program {
    text: String,
}

impl Program {
    /// Adds a file; one that cannot be read says nothing.
    pub(super) fn add(&mut self, file: &Path) {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        // What is commented out is not said.
        self.text += &script::without_remarks(&text);
        self.text.push('\n');
    }

    /// Does it say nothing at all?
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Is this word in it?
    pub(super) fn mentions(&self, word: &str) -> bool {
        self.text.contains(word)
    }

    /// The value that it gives a key first, as it is written.
    pub(super) fn value<'a>(&'a self, key: &'a str) -> Option<&'a str> {
        self.values(key).next().map(script::value)
    }

    /// What it gives a key in brackets: a list or a table, as a program by itself.
    pub(super) fn within(&self, key: &str) -> Option<Self> {
        let value = self.values(key).find(|value| value.starts_with(['{', '[']))?;
        Some(Self::of(script::value(value)))
    }

    /// The tables that stand right behind a name in quotes which ends so, as options of a plugin do.
    pub(super) fn all_options(&self, name: &str) -> Vec<Self> {
        let found = self.text.match_indices(name).filter_map(|(at, _)| {
            let line = self.text[..at].rsplit('\n').next().unwrap_or_default();
            if line.trim_start().starts_with("import ") {
                return None;
            }
            let after = self.text[at + name.len()..].strip_prefix(QUOTES)?;
            let after = after
                .trim_start_matches(|sign: char| sign.is_whitespace() || matches!(sign, '(' | ')' | ','));
            let length = script::bracketed(after).filter(|_| after.starts_with('{'));
            Some(Self::of(length.map_or("", |length| &after[..length])))
        });
        found.collect()
    }

    /// The tables that it hands to a function first.
    pub(super) fn all_handed(&self, function: &str) -> Vec<Self> {
        let calls = self.text.split(function).skip(1);
        let tables = calls.filter_map(|after| {
            let table = after.trim_start().strip_prefix('(')?.trim_start();
            let length = script::bracketed(table).filter(|_| table.starts_with('{'))?;
            Some(Self::of(&table[..length]))
        });
        tables.collect()
    }

    /// The tables of a list that is all there is.
    pub(super) fn items(&self) -> Vec<Self> {
        let inner = self.text.trim().strip_prefix('[').unwrap_or_default();
        let mut items = Vec::new();
        let mut rest = inner;
        while let Some(at) = rest.find('{') {
            let Some(length) = script::bracketed(&rest[at..]) else {
                break;
            };
            items.push(Self::of(&rest[at..at + length]));
            rest = &rest[at + length..];
        }
        items
    }

    /// One that is this text.
    pub(super) fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }

    /// The first text that it gives a key.
    pub(super) fn said(&self, key: &str) -> Option<String> {
        self.all_said(key).into_iter().next()
    }

    /// All texts that it gives a key.
    pub(super) fn all_said(&self, key: &str) -> Vec<String> {
        let found = self.values(key).filter_map(|value| {
            let quote = value.chars().next().filter(|letter| QUOTES.contains(letter))?;
            let (text, _) = value[1..].split_once(quote)?;
            Some(text.to_owned()).filter(|text| !text.is_empty() && !text.contains(['\n', '$']))
        });
        found.collect()
    }

    /// All texts that stand in the lists which it gives a key.
    pub(super) fn all_listed(&self, key: &str) -> Vec<String> {
        let lists = self.values(key).filter_map(|value| value.strip_prefix('['));
        lists.flat_map(texts_of).collect()
    }

    /// All texts that it hands to a function.
    pub(super) fn all_given(&self, function: &str) -> Vec<String> {
        let calls = self.text.split(function).skip(1);
        let given = calls.filter_map(|after| {
            let value = after.trim_start().strip_prefix('(')?.trim_start();
            let quote = value.chars().next().filter(|letter| QUOTES.contains(letter))?;
            Some(value[1..].split_once(quote)?.0.to_owned())
        });
        given.collect()
    }

    /// Every key whose value is written out, however deep it stands.
    pub(super) fn literals(&self) -> Table {
        let mut table = Table::default();
        let mut rest = 0;
        // What ends one value may begin the next key.
        while let Some(found) = LITERAL.captures_at(&self.text, rest) {
            let mut parts = found.iter().skip(1).flatten();
            if let (Some(key), Some(value)) = (parts.next(), parts.next()) {
                table.add_text(key.as_str(), value.as_str(), Position::line(1));
                rest = value.end();
            } else {
                break;
            }
        }
        for key in COMPUTED {
            let is_false = self.values(key).any(|value| may_be_false(script::value(value)));
            if is_false || self.methods(key).any(|body| may_be_false(&format!("=> {body}"))) {
                table.add_text(key, "false", Position::line(1));
            }
        }
        table
    }

    /// The bodies of methods of that name: `permalink(data) { … }`.
    fn methods<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.text.match_indices(name).filter_map(|(at, _)| {
            let after = &self.text[at + name.len()..];
            let handed = script::bracketed(after).filter(|_| after.starts_with('('))?;
            let body = after[handed..].trim_start();
            let length = script::bracketed(body).filter(|_| body.starts_with('{'))?;
            Some(&body[..length])
        })
    }

    /// What follows each use of a key.
    fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$' | '.' | '-');
        self.text.match_indices(key).filter_map(move |(at, _)| {
            let before = self.text[..at].trim_end_matches(['"', '\'']);
            if before.ends_with(is_word) {
                return None;
            }
            let after = self.text[at + key.len()..]
                .trim_start_matches(['"', '\''])
                .trim_start();
            Some(after.strip_prefix(':')?.trim_start())
        })
    }
}

/// Is a computed value false, as far as anybody can tell? One that hangs on a key which is read for itself is not.
fn may_be_false(value: &str) -> bool {
    let is_computed = value.contains("=>") || value.starts_with("function") || value.contains('?');
    if !is_computed || !value.contains("false") {
        return false;
    }
    let names = value.split(|sign: char| !(sign.is_alphanumeric() || sign == '_'));
    !names.into_iter().any(public::may_be_said_by)
}

/// The texts of a list, up to the bracket that ends it; a text may have brackets of its own.
fn texts_of(list: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = list;
    while let Some(at) = rest.find(QUOTES).filter(|at| !rest[..*at].contains(']')) {
        let quote = &rest[at..=at];
        let Some((text, after)) = rest[at + 1..].split_once(quote) else {
            break;
        };
        texts.push(text.to_owned());
        rest = after;
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(text: &str) -> Program {
        Program {
            text: text.to_owned(),
        }
    }

    // The settings of Astro and Docusaurus are programs; what they say in plain words is found all the same.
    #[test]
    fn words_in_a_program_are_found_by_their_keys() {
        let program = program(
            "import x from 'x';\nexport default { site: 'https://reed.example', website: 'no', \"base\": \"/docs\",\n exclude: ['**/[^_]*/a/**', `b.md`], include: many() }",
        );
        assert_eq!(program.said("site").as_deref(), Some("https://reed.example"));
        assert_eq!(program.said("base").as_deref(), Some("/docs"));
        assert_eq!(program.said("title"), None);
        assert_eq!(program.all_listed("exclude"), ["**/[^_]*/a/**", "b.md"]);
        assert_eq!(program.all_listed("include"), [""; 0]);
    }

    // A program may give texts no address; where that hangs on what each says of itself, it is read there.
    #[test]
    fn an_address_that_is_computed_to_be_none_is_none() {
        let said = |text: &str| program(text).literals().text("permalink").map(ToOwned::to_owned);
        assert_eq!(
            said("module.exports = { permalink: data => false }").as_deref(),
            Some("false")
        );
        assert_eq!(
            said("export default { permalink: (data) => { if (data.kind) return false; } }").as_deref(),
            Some("false")
        );
        assert_eq!(
            said("export default { permalink(data) { return false } }").as_deref(),
            Some("false")
        );
        assert_eq!(
            said("export default { permalink: data => data.draft ? false : data.permalink }"),
            None
        );
    }

    // Data files of Eleventy may be programs, and keep a whole folder from the public with one word.
    #[test]
    fn what_is_written_out_is_found_and_what_is_computed_is_not() {
        let table = program(
            "module.exports = { draft: true, 'permalink': false,\n  tags: \"news\", date: new Date(), layout: `post.njk`, eleventyComputed: { title: (data) => data.name } }",
        )
        .literals();
        let said: Vec<_> = ["draft", "permalink", "tags", "layout", "date", "title"]
            .iter()
            .map(|key| table.text(key))
            .collect();
        assert_eq!(
            said,
            [
                Some("true"),
                Some("false"),
                Some("news"),
                Some("post.njk"),
                None,
                None
            ]
        );
    }
}
