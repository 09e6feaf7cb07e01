//! docs/bundle-format.md is what people write bundles by: its examples have to be true.
#![cfg(feature = "json")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use content::article::Article;
use content::block::Block;
use content::bundle::{self, AuthorIndex, Chunk, Listing};
use content::find;
use content::json::{self, Decode, DecodeError, MAX_DEPTH, MAX_STRING, Place, Value};
use content::listing::PAGE;
use content::route::RESERVED;
use content::site::Site;
use serde::Serialize;

struct WholeSite(Site);

impl Decode for WholeSite {
    fn decode(value: Value, _: Place<'_>) -> Result<Self, DecodeError> {
        bundle::decode_site(value).map(Self)
    }
}

fn documentation() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/bundle-format.md");
    fs::read_to_string(path).expect("docs/bundle-format.md can be read")
}

/// The whole files that the documentation shows, with the line that each begins in.
fn examples() -> Vec<(usize, String)> {
    let text = documentation();
    let mut examples = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        match (&mut open, line) {
            (None, "```json") => open = Some((number + 1, String::new())),
            (Some(_), "```") => examples.extend(open.take()),
            (Some((_, example)), line) => {
                example.push_str(line);
                example.push('\n');
            }
            (None, _) => {}
        }
    }
    examples
}

/// Reads an example as the file that its fields show it to be.
fn read(example: &str) -> Result<serde_json::Value, DecodeError> {
    fn written<T: Decode + Serialize>(example: &str) -> Result<serde_json::Value, DecodeError> {
        json::from_text::<T>(example).map(|value| serde_json::to_value(value).expect("it is written as JSON"))
    }
    let value: serde_json::Value = serde_json::from_str(example).expect("the example is JSON");
    if value.get("format").is_some() {
        json::from_text::<WholeSite>(example)
            .map(|WholeSite(site)| serde_json::to_value(site).expect("it is written as JSON"))
    } else if value.get("slug").is_some() {
        written::<Article>(example)
    } else if value.get("count").is_some() {
        written::<Listing>(example)
    } else if value.get("authors").is_some() {
        written::<AuthorIndex>(example)
    } else {
        written::<Chunk>(example)
    }
}

/// The first place of the example that did not survive being read: a field that the format does not have.
fn lost(example: &serde_json::Value, read: &serde_json::Value, place: &str) -> Option<String> {
    match (example, read) {
        (serde_json::Value::Object(fields), serde_json::Value::Object(read)) => {
            fields.iter().find_map(|(name, value)| {
                let place = format!("{place}.{name}");
                read.get(name)
                    .map_or(Some(place.clone()), |read| lost(value, read, &place))
            })
        }
        (serde_json::Value::Array(items), serde_json::Value::Array(read)) => {
            let items = items.iter().zip(read).enumerate();
            items
                .into_iter()
                .find_map(|(index, (item, read))| lost(item, read, &format!("{place}[{index}]")))
        }
        (example, read) => (example != read).then(|| place.to_owned()),
    }
}

// A field with a slip in its name would be ignored by every portal, and nobody would see why.
#[test]
fn every_whole_file_in_the_documentation_is_read_without_loss() {
    let examples = examples();
    assert_eq!(
        examples.len(),
        7,
        "two sites, two articles, a list, a chunk and the authors"
    );
    for (line, example) in examples {
        let read = read(&example).unwrap_or_else(|error| panic!("docs/bundle-format.md:{line}: {error}"));
        let value = serde_json::from_str(&example).expect("the example was JSON before");
        assert_eq!(
            lost(&value, &read, "$"),
            None,
            "docs/bundle-format.md:{line}: the format has no such field"
        );
    }
}

// A kind that is left out of the documentation is a kind that nobody uses.
#[test]
fn the_documentation_shows_every_kind_of_block() {
    let kinds: BTreeSet<String> = examples()
        .iter()
        .filter_map(|(_, example)| json::from_text::<Article>(example).ok())
        .flat_map(|article| article.body)
        .inspect(|block| assert!(!matches!(block, Block::Unknown(_)), "{block:?}"))
        .map(|block| block.kind().to_owned())
        .collect();
    let known = [
        "audio",
        "callout",
        "code",
        "details",
        "embed",
        "figure",
        "file",
        "footnotes",
        "gallery",
        "heading",
        "list",
        "paragraph",
        "pull-quote",
        "quote",
        "separator",
        "table",
        "video",
    ];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), known);
}

// Numbers and names that stand in the code and in the text.
#[test]
fn the_documentation_has_the_limits_of_the_code() {
    let text = documentation();
    let format = format!("the version of the format, {}.", bundle::FORMAT);
    let limits = format!(
        "{MAX_DEPTH} levels of JSON (thirty blocks within each other), {} KiB per string",
        MAX_STRING / 1024
    );
    let page = format!("A chunk holds exactly {PAGE} cards");
    let own = format!(
        "a list of fewer than {}, else {PAGE} to {}",
        2 * PAGE,
        2 * PAGE - 1
    );
    let either = |names: &[&str]| {
        let (last, others) = names.split_last().expect("there are names");
        format!("`{}` or `{last}`", others.join("`, `"))
    };
    let reserved = format!("may be called {}", either(&RESERVED));
    let words = format!("no taxonomy {}", either(&find::RESERVED));
    let authors = format!("`{}`", bundle::AUTHORS);
    for sentence in [format, limits, page, own, reserved, words, authors] {
        assert!(
            text.contains(&sentence),
            "docs/bundle-format.md should say: {sentence}"
        );
    }
}
