//! What the reader of feeds passes over: the address that links of an entry start from, its language, and its subjects in RDF.

use roxmltree::{Document, Node, ParsingOptions};
use url::Url;

/// How many elements a feed may have for these to be looked for.
const MAX_NODES: u32 = 5_000_000;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What is told of one entry.
#[derive(Debug, Default)]
pub(super) struct Extras {
    pub(super) base: Option<String>,
    pub(super) language: Option<String>,
    pub(super) subjects: Vec<String>,
}

/// What is told of each of so many entries, in their order; nothing where a feed is read otherwise than here.
pub(super) fn of(bytes: &[u8], count: usize) -> Vec<Extras> {
    let bounds = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let Ok(document) = Document::parse_with_options(text, bounds) else {
        return Vec::new();
    };
    let entries: Vec<_> = document
        .descendants()
        .filter(|node| matches!(node.tag_name().name(), "entry" | "item"))
        .collect();
    if entries.len() != count {
        return Vec::new();
    }
    entries.into_iter().map(extras).collect()
}

fn extras(entry: Node<'_, '_>) -> Extras {
    let content = entry
        .children()
        .find(|child| child.tag_name().name() == "content");
    let innermost = content.unwrap_or(entry);
    let language = innermost
        .ancestors()
        .find_map(|node| node.attribute((XML, "lang")));
    let subjects = entry.children().filter(|child| {
        let name = child.tag_name();
        name.name() == "subject"
            && name
                .namespace()
                .is_some_and(|space| space.contains("purl.org/dc"))
    });
    let subjects = subjects.filter_map(|subject| Some(subject.text()?.trim().to_owned()));
    Extras {
        base: base_of(innermost),
        language: language.map(ToOwned::to_owned),
        subjects: subjects.filter(|subject| !subject.is_empty()).collect(),
    }
}

/// The address that links within an element start from, as it and those around it say.
fn base_of(node: Node<'_, '_>) -> Option<String> {
    let mut said: Vec<&str> = node
        .ancestors()
        .filter_map(|node| node.attribute((XML, "base")))
        .collect();
    let mut base = Url::parse(said.pop()?).ok()?;
    while let Some(inner) = said.pop() {
        base = base.join(inner).ok()?;
    }
    Some(base.into())
}
