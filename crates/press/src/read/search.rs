//! `[search]` of `site.toml`: how articles are to be found by their words.

use content::article::Article;
use content::slug::Slug;
use search::native::Native;
use search::query::Query;

use crate::diagnostic::{Diagnostic, Position};
use crate::read::settings::{KeyFault, Node, Reader, Value};

/// What an article is found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The names of its tags.
    Tags,
    /// The names of its authors.
    Authors,
    /// Its lead.
    Lead,
    /// Its text.
    Body,
}

impl Field {
    const RULE: &str =
        "what can be left out is tags, authors, lead or body; by its title an article is always found";

    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "tags" => Self::Tags,
            "authors" => Self::Authors,
            "lead" => Self::Lead,
            "body" => Self::Body,
            _ => return None,
        })
    }
}

/// What comes first for a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// The query, as [`Query::plain`] has it.
    pub query: String,
    /// The articles, the first one first.
    pub articles: Vec<(Slug, Position)>,
}

/// What `site.toml` says of search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchSettings {
    /// Words that mean the same, each group without marks on letters.
    pub synonyms: Vec<Vec<String>>,
    /// What comes first for a query.
    pub pinned: Vec<Pinned>,
    /// What articles are not found by.
    pub left_out: Vec<Field>,
}

const SYNONYMS: &str = "synonyms";

const ONE_WORD: &str = "a synonym is a single word";

impl SearchSettings {
    /// Faults of what is pinned: articles that are not among those that are published.
    pub fn of_others(&self, articles: &[Article], site_name: &str) -> Vec<Diagnostic> {
        let all = self.pinned.iter().flat_map(|pinned| &pinned.articles);
        let strange = all.filter(|(slug, _)| !articles.iter().any(|article| article.slug == *slug));
        let faults = strange.map(|(slug, position)| {
            let fault = KeyFault::Invalid {
                key: "search.pinned.articles".to_owned(),
                found: slug.to_string(),
                rule: "write the slug of an article that is published",
            };
            Diagnostic::new(site_name, Some(*position), &fault)
        });
        faults.collect()
    }
}

/// Reads the table, if there is one.
pub(super) fn read(reader: &mut Reader<'_>) -> SearchSettings {
    let mut settings = SearchSettings::default();
    let Some(node) = reader.take(&["search"]) else {
        return settings;
    };
    let Some(mut table) = reader.within("search", node) else {
        return settings;
    };
    if let Some(node) = table.take(&[SYNONYMS]) {
        settings.synonyms = synonyms(&mut table, node);
    }
    for (text, position) in table.texts(&["leave_out"]) {
        settings
            .left_out
            .extend(table.parse("leave_out", &text, position, Field::parse, Field::RULE));
    }
    for node in table.tables("pinned") {
        let Some(mut entry) = table.within("pinned", node) else {
            continue;
        };
        let query = entry.required(&["query"], "query = \"…\", what readers type");
        let query = query.and_then(|(text, position)| {
            entry.parse("query", &text, position, plain, "a query has a word or more")
        });
        let mut articles = Vec::new();
        for (text, position) in entry.texts(&["articles"]) {
            let slug = entry.parse("articles", &text, position, Slug::parse, Slug::RULE);
            articles.extend(slug.map(|slug| (slug, position)));
        }
        entry.finish();
        settings
            .pinned
            .extend(query.map(|query| Pinned { query, articles }));
    }
    table.finish();
    settings
}

/// A list of lists of words.
fn synonyms(table: &mut Reader<'_>, node: Node) -> Vec<Vec<String>> {
    let groups = match node.value {
        Value::List(groups) => groups,
        _ => vec![node],
    };
    let mut all = Vec::new();
    for group in groups {
        let position = group.position;
        let is_list = matches!(group.value, Value::List(_));
        let mut words = Vec::new();
        for (text, position) in table.texts_of(SYNONYMS, group) {
            words.extend(table.parse(SYNONYMS, &text, position, one_word, ONE_WORD));
        }
        if !is_list || words.len() < 2 {
            let fault = KeyFault::Invalid {
                key: "search.synonyms".to_owned(),
                found: words.join(", "),
                rule: "write lists of two words or more: [[\"boat\", \"ship\"], [\"film\", \"movie\"]]",
            };
            if !table.findings().has_errors() {
                table.findings().add(position, &fault);
            }
        } else {
            all.push(words);
        }
    }
    all
}

fn plain(text: &str) -> Option<String> {
    let query = Query::new(text, &Native::default());
    (!query.is_empty()).then(|| query.plain())
}

fn one_word(text: &str) -> Option<String> {
    plain(text).filter(|words| !words.contains(' '))
}
