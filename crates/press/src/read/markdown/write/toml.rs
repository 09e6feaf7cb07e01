//! Keys and values of TOML, each text on one line: a fence may stand indented, where a text of many lines would change.

use std::fmt::Write;

use toml_writer::{ToTomlKey, ToTomlValue, TomlKeyBuilder, TomlStringBuilder};

/// A text as a value.
pub(crate) fn text(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

/// Keys in the making, in their order.
#[derive(Default)]
pub(crate) struct Keys {
    lines: Vec<(String, String)>,
    out: String,
}

impl Keys {
    pub(crate) fn bare(&mut self, key: &str, value: &str) {
        let key = TomlKeyBuilder::new(key).as_default().to_toml_key();
        self.lines.push((key, value.to_owned()));
    }

    pub(crate) fn some_bare(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.bare(key, &value);
        }
    }

    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.bare(key, &text(value));
    }

    pub(crate) fn some_text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    /// A list; an empty one is not written.
    pub(crate) fn texts<'t>(&mut self, key: &str, values: impl Iterator<Item = &'t str>) {
        let values: Vec<_> = values.map(text).collect();
        if !values.is_empty() {
            self.bare(key, &format!("[{}]", values.join(", ")));
        }
    }

    /// A list with a line for each of its values.
    pub(crate) fn lines(&mut self, key: &str, values: Vec<String>) {
        let mut list = "[\n".to_owned();
        for value in values {
            list.push_str("  ");
            list.push_str(&value);
            list.push_str(",\n");
        }
        list.push(']');
        self.bare(key, &list);
    }

    /// What follows belongs to a table of that name.
    pub(crate) fn table(&mut self, name: &str) {
        self.head(&format!("[{name}]"));
    }

    /// What follows belongs to one more table of a list of tables.
    pub(crate) fn entry(&mut self, name: &str) {
        self.head(&format!("[[{name}]]"));
    }

    fn head(&mut self, head: &str) {
        self.flush();
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(head);
        self.out.push('\n');
    }

    fn flush(&mut self) {
        for (key, value) in self.lines.drain(..) {
            // Writing to a text cannot fail.
            let _ = writeln!(self.out, "{key} = {value}");
        }
    }

    /// A line for each key.
    pub(crate) fn finish(mut self) -> String {
        self.flush();
        self.out
    }

    /// All keys as one value.
    pub(crate) fn inline(self) -> String {
        let pairs: Vec<_> = self
            .lines
            .iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        format!("{{ {} }}", pairs.join(", "))
    }
}
