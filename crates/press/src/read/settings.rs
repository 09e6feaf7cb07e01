//! Front matter, `site.toml` and fences: tables of keys, whether TOML or YAML, that know where each key stands.

mod json;
mod toml;
mod yaml;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, Findings, Position};

pub use self::json::parse as parse_json;
pub use self::toml::parse as parse_toml;
pub use self::yaml::parse as parse_yaml;

/// How deep tables and lists may nest.
const MAX_DEPTH: usize = 16;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub position: Position,
    /// The value.
    pub value: Value,
}

/// A value. Numbers, truth values and dates are texts: each key says itself what its text must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing at all, which counts as if the key were missing.
    Nothing,
    /// Anything written as one word or text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

impl Value {
    /// Is nothing said? Editors' tools write empty texts, lists and tables for what was left out of a form.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.iter().all(|item| item.value.is_empty()),
            Self::Table(table) => table.entries.iter().all(|(.., node)| node.value.is_empty()),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// What a text must be to be a truth value, as a sentence without a full stop.
pub const TRUTH_RULE: &str = "it is either true or false";

/// A truth value: a word of YAML 1.2's core schema (<https://yaml.org/spec/1.2.2/#10212-boolean>) or of YAML 1.1
/// (<https://yaml.org/type/bool.html>), in which many a site was written. TOML and JSON have two of these words.
pub fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "y" | "Y" => Some(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" | "n" | "N" => Some(false),
        _ => None,
    }
}

/// A table: keys in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    entries: Vec<(String, Position, Node)>,
}

impl Table {
    /// The text of a key.
    pub fn text(&self, name: &str) -> Option<&str> {
        let (.., node) = self.entries.iter().find(|(key, ..)| key == name)?;
        match &node.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// All keys with their values.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries
            .iter()
            .map(|(key, _, node)| (key.as_str(), &node.value))
    }

    /// Calls keys as `name` wants them, where it wants it and nothing is called so already.
    pub fn rename(&mut self, name: impl Fn(&str) -> Option<&'static str>) {
        for at in 0..self.entries.len() {
            let wanted = name(&self.entries[at].0);
            let Some(wanted) = wanted.filter(|wanted| self.entries.iter().all(|(key, ..)| key != wanted))
            else {
                continue;
            };
            wanted.clone_into(&mut self.entries[at].0);
        }
    }

    /// Takes keys that are wanted out of the table that stands under a key, unless it has them itself.
    pub fn lift(&mut self, from: &str, is_wanted: impl Fn(&str) -> bool) {
        let Some(at) = self.entries.iter().position(|(key, ..)| key == from) else {
            return;
        };
        let Value::Table(inner) = &mut self.entries[at].2.value else {
            return;
        };
        let all = std::mem::take(&mut inner.entries);
        let (wanted, others) = all.into_iter().partition(|(key, ..)| is_wanted(key));
        inner.entries = others;
        if inner.entries.is_empty() {
            self.entries.remove(at);
        }
        let wanted: Vec<(String, Position, Node)> = wanted;
        for (key, position, node) in wanted {
            if !self.entries.iter().any(|(own, ..)| *own == key) {
                self.entries.push((key, position, node));
            }
        }
    }

    /// Puts keys that are wanted into the table that stands under a key.
    pub fn nest(&mut self, into: &str, position: Position, is_wanted: impl Fn(&str) -> bool) {
        let all = std::mem::take(&mut self.entries);
        let (wanted, others): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|(key, ..)| key != into && is_wanted(key));
        self.entries = others;
        if wanted.is_empty() {
            return;
        }
        let there = self.entries.iter_mut().find(|(key, ..)| key == into);
        match there.map(|(.., node)| &mut node.value) {
            Some(Value::Table(inner)) => inner.entries.extend(wanted),
            Some(_) => self.entries.extend(wanted),
            None => {
                let value = Value::Table(Self { entries: wanted });
                self.entries
                    .push((into.to_owned(), position, Node { position, value }));
            }
        }
    }

    /// Leaves out the keys that are not wanted.
    pub fn retain(&mut self, is_wanted: impl Fn(&str) -> bool) {
        self.entries.retain(|(key, ..)| is_wanted(key));
    }

    /// Adds a text under a key that it has not yet.
    pub fn add_text(&mut self, key: &str, text: &str, position: Position) {
        if !self.entries.iter().any(|(own, ..)| own == key) {
            let value = Value::Text(text.to_owned());
            self.entries
                .push((key.to_owned(), position, Node { position, value }));
        }
    }

    /// Takes over the keys of another table that it has not itself, as if they stood at that place.
    pub fn complete(&mut self, other: Self, position: Position) {
        for (key, _, node) in other.entries {
            if !self.entries.iter().any(|(own, ..)| *own == key) {
                self.entries.push((key, position, node));
            }
        }
    }
}

/// Text that is no TOML or no YAML, or more of it than settings need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxFault {
    /// The parser does not understand it; its own words.
    Toml(String),
    /// The parser does not understand it; its own words.
    Yaml(String),
    /// The parser does not understand it; its own words.
    Json(String),
    /// It is a single value or a list where keys are needed.
    NoTable,
    /// Lists and tables within each other beyond the limit.
    TooDeep,
    /// An alias of YAML, which could blow up a small file.
    Alias,
    /// A key is written twice.
    Twice(String),
}

impl Fault for SyntaxFault {
    fn code(&self) -> Code {
        match self {
            Self::Toml(_) => Code::BadToml,
            Self::Yaml(_) => Code::BadYaml,
            Self::Json(_) => Code::BadJson,
            Self::NoTable => Code::NoKeys,
            Self::TooDeep => Code::KeysTooDeep,
            Self::Alias => Code::YamlAlias,
            Self::Twice(_) => Code::KeyTwice,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Toml(message) => Explanation::error(
                format!("this is no valid TOML: {message}"),
                "correct the line; a text needs quotes",
            ),
            Self::Yaml(message) => Explanation::error(
                format!("this is no valid YAML: {message}"),
                "correct the line; a text with a colon needs quotes",
            ),
            Self::Json(message) => Explanation::error(
                format!("this is no valid JSON: {message}"),
                "correct the line; texts and keys need double quotes",
            ),
            Self::NoTable => Explanation::error(
                "there are no keys here",
                "write key = value in TOML, key: value in YAML",
            ),
            Self::TooDeep => Explanation::error(
                "lists and tables nest too deep",
                "no key needs more than two levels",
            ),
            Self::Alias => Explanation::error("anchors and aliases of YAML are not read", "repeat the value"),
            Self::Twice(key) => {
                Explanation::error(format!("the key “{key}” is written twice"), "remove one of them")
            }
        }
    }
}

/// A fault with its place.
pub type Misplaced = (Position, SyntaxFault);

/// What can be wrong with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// No such key is known.
    Unknown(String, Option<String>),
    /// No such key is known, and it may be meant to keep something from being published.
    Doubtful(String, Option<String>),
    /// The key must be there.
    Missing(String, &'static str),
    /// The value has another shape.
    Shape {
        /// The key.
        key: String,
        /// The shape it must have.
        wanted: &'static str,
        /// The shape it has.
        found: &'static str,
    },
    /// The value breaks a rule.
    Invalid {
        /// The key.
        key: String,
        /// The value.
        found: String,
        /// The rule.
        rule: &'static str,
    },
    /// Two keys say the same.
    Same(String, String),
}

impl Fault for KeyFault {
    fn code(&self) -> Code {
        match self {
            Self::Unknown(..) => Code::UnknownKey,
            Self::Doubtful(..) => Code::DoubtfulKey,
            Self::Missing(..) => Code::MissingKey,
            Self::Shape { .. } => Code::WrongType,
            Self::Invalid { .. } => Code::BadValue,
            Self::Same(..) => Code::KeyByTwoNames,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Unknown(key, nearest) => Explanation::warning(
                format!("the key “{key}” is not known and is passed over"),
                nearest
                    .as_ref()
                    .map_or_else(|| "remove it".to_owned(), |key| format!("did you mean “{key}”?")),
            ),
            Self::Doubtful(key, nearest) => Explanation::error(
                format!("the key “{key}” is not known, and may mean that this is not to be published"),
                match nearest {
                    Some(nearest) => format!("did you mean “{nearest}”? If not, remove it"),
                    None => "write draft = true to hold it back, or remove the key to publish it".to_owned(),
                },
            ),
            Self::Missing(key, example) => {
                Explanation::error(format!("“{key}” is missing"), format!("write {example}"))
            }
            Self::Shape { key, wanted, found } => {
                Explanation::error(format!("“{key}” is {found}"), format!("make it {wanted}"))
            }
            Self::Invalid { key, found, rule } => {
                Explanation::error(format!("“{key}” cannot be “{found}”"), (*rule).to_owned())
            }
            Self::Same(key, other) => Explanation::warning(
                format!("“{other}” is another name of “{key}” and is passed over"),
                "remove one of them",
            ),
        }
    }

    fn is_loss(&self) -> bool {
        true
    }
}

/// Takes keys out of a table; what nobody has taken at the end is unknown.
pub struct Reader<'f> {
    table: Table,
    /// The names of the tables around this one, with a dot after each.
    path: String,
    position: Position,
    asked: Vec<&'static str>,
    findings: &'f mut Findings,
}

impl<'f> Reader<'f> {
    /// Reads a whole document; `position` is where a missing key is reported.
    pub fn new(table: Table, position: Position, findings: &'f mut Findings) -> Self {
        Self {
            table,
            path: String::new(),
            position,
            asked: Vec::new(),
            findings,
        }
    }

    /// Reads a table that another one holds under `key`.
    pub fn within(&mut self, key: &str, node: Node) -> Option<Reader<'_>> {
        let position = node.position;
        let Value::Table(table) = node.value else {
            self.report_shape(key, "a table", &node);
            return None;
        };
        let path = format!("{}{key}.", self.path);
        Some(Reader {
            table,
            path,
            position,
            asked: Vec::new(),
            findings: &mut *self.findings,
        })
    }

    /// Takes over the keys of another table that this one has not itself.
    pub fn complete(&mut self, other: Table) {
        self.table.complete(other, self.position);
    }

    /// Where the table stands.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Where faults go.
    pub fn findings(&mut self) -> &mut Findings {
        self.findings
    }

    /// The names and values that are left, for a table whose keys are data.
    pub fn into_entries(self) -> Vec<(String, Position, Node)> {
        self.table.entries
    }

    /// The value of the first of these names that is there. A second one is reported.
    pub fn take(&mut self, names: &[&'static str]) -> Option<Node> {
        self.asked.extend_from_slice(names);
        let mut taken: Option<(&str, Node)> = None;
        for name in names {
            let Some(at) = self.table.entries.iter().position(|(key, ..)| key == name) else {
                continue;
            };
            let (_, position, node) = self.table.entries.remove(at);
            // Empty words may mean something: those of a picture say that it only decorates.
            let is_missing = match &node.value {
                Value::Text(_) | Value::List(_) => false,
                value => value.is_empty(),
            };
            if is_missing {
                continue;
            }
            match &taken {
                None => taken = Some((name, node)),
                Some((first, before)) if before.value != node.value => {
                    let fault = KeyFault::Same(self.name(first), self.name(name));
                    self.findings.add(position, &fault);
                }
                Some(_) => {}
            }
        }
        taken.map(|(_, node)| node)
    }

    /// A text.
    pub fn text(&mut self, names: &[&'static str]) -> Option<(String, Position)> {
        let node = self.take(names)?;
        if let Value::Text(text) = node.value {
            return Some((text.trim().to_owned(), node.position));
        }
        self.report_shape(names[0], "a text", &node);
        None
    }

    /// A text that is not empty.
    pub fn words(&mut self, names: &[&'static str]) -> Option<(String, Position)> {
        self.text(names).filter(|(text, _)| !text.is_empty())
    }

    /// A text that must be there.
    pub fn required(&mut self, names: &[&'static str], example: &'static str) -> Option<(String, Position)> {
        let there = self
            .table
            .entries
            .iter()
            .any(|(key, ..)| names.contains(&key.as_str()));
        let text = self.words(names);
        if text.is_none() && !(there && self.findings.has_errors()) {
            let fault = KeyFault::Missing(self.name(names[0]), example);
            self.findings.add(self.position, &fault);
        }
        text
    }

    /// A truth value.
    pub fn truth(&mut self, names: &[&'static str]) -> Option<(bool, Position)> {
        let (text, position) = self.words(names)?;
        let truth = self.parse(names[0], &text, position, truth, TRUTH_RULE)?;
        Some((truth, position))
    }

    /// A list of texts; one text alone is a list of one.
    pub fn texts(&mut self, names: &[&'static str]) -> Vec<(String, Position)> {
        let Some(node) = self.take(names) else {
            return Vec::new();
        };
        self.texts_of(names[0], node)
    }

    /// The texts of a value.
    pub fn texts_of(&mut self, key: &str, node: Node) -> Vec<(String, Position)> {
        let items = match node.value {
            Value::List(items) => items,
            _ => vec![node],
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item.value {
                Value::Text(text) if !text.trim().is_empty() => {
                    texts.push((text.trim().to_owned(), item.position));
                }
                Value::Text(_) | Value::Nothing => {}
                _ => self.report_shape(key, "a list of texts", &item),
            }
        }
        texts
    }

    /// A list of tables; those in which nothing is said are left out.
    pub fn tables(&mut self, name: &'static str) -> Vec<Node> {
        let Some(node) = self.take(&[name]) else {
            return Vec::new();
        };
        if let Value::List(mut items) = node.value {
            items.retain(|item| !(matches!(item.value, Value::Table(_)) && item.value.is_empty()));
            return items;
        }
        self.report_shape(name, "a list of tables", &node);
        Vec::new()
    }

    /// A text that `parse` understands.
    pub fn parsed<T>(
        &mut self,
        names: &[&'static str],
        parse: impl Fn(&str) -> Option<T>,
        rule: &'static str,
    ) -> Option<T> {
        let (text, position) = self.words(names)?;
        self.parse(names[0], &text, position, parse, rule)
    }

    /// What `parse` makes of a text; a text that it does not understand is an error.
    pub fn parse<T>(
        &mut self,
        key: &str,
        text: &str,
        position: Position,
        parse: impl Fn(&str) -> Option<T>,
        rule: &'static str,
    ) -> Option<T> {
        let parsed = parse(text);
        if parsed.is_none() {
            let fault = KeyFault::Invalid {
                key: self.name(key),
                found: text.to_owned(),
                rule,
            };
            self.findings.add(position, &fault);
        }
        parsed
    }

    /// Reports the keys that nobody has taken.
    pub fn finish(self) {
        self.finish_unless(|_, _, _| false);
    }

    /// Reports the keys that nobody has taken; those that are doubtful, judged by name, value and the known key that is
    /// most like them, as errors.
    pub fn finish_unless(self, is_doubtful: impl Fn(&str, &Value, Option<&str>) -> bool) {
        for (key, position, node) in &self.table.entries {
            let nearest = crate::read::names::nearest(key, self.asked.iter().copied());
            let (name, suggestion) = (self.name(key), nearest.map(|key| self.name(key)));
            let fault = if is_doubtful(key, &node.value, nearest) {
                KeyFault::Doubtful(name, suggestion)
            } else {
                KeyFault::Unknown(name, suggestion)
            };
            self.findings.add(*position, &fault);
        }
    }

    fn name(&self, key: &str) -> String {
        format!("{}{key}", self.path)
    }

    fn report_shape(&mut self, key: &str, wanted: &'static str, node: &Node) {
        let fault = KeyFault::Shape {
            key: self.name(key),
            wanted,
            found: node.value.kind(),
        };
        self.findings.add(node.position, &fault);
    }
}
