//! What press writes for finding by several filters.

use content::article::Card;
use content::bundle::{self, Chunk, Listing};
use content::find::{Index, Query};
use content::json::{self, Decode, DecodeError, Place, Value};
use content::listing::{self, List};
use press::edition::bundle::Edition;

use crate::support::editions::{article, compose, of_site};
use crate::support::{content, write};

const SITE: &str = "name = \"Found\"\nlanguage = \"en\"\n\n\
    [[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
    [[sections]]\nslug = \"events\"\nname = \"Events\"\n\n\
    [[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n";

/// The file as it stands: an index is decoded beside its site.
struct Raw(Value);

impl Decode for Raw {
    fn decode(value: Value, _: Place<'_>) -> Result<Self, DecodeError> {
        Ok(Self(value))
    }
}

fn read<T: Decode>(edition: &Edition, file: &str) -> T {
    let bytes = edition
        .files
        .get(file)
        .unwrap_or_else(|| panic!("there is no {file}"));
    let text = std::str::from_utf8(bytes).expect("press writes UTF-8");
    json::from_text(text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The slugs on the page of a query, from the files alone.
fn found(edition: &Edition, query: &str) -> (u32, Vec<String>) {
    let Raw(value) = read(edition, bundle::FIND);
    let index = Index::decode(value, &edition.site).unwrap_or_else(|error| panic!("{error}"));
    let found = index.find(&Query::parse(query, &edition.site));
    let home: Listing = read(edition, &List::Home.file());
    let arrived: Vec<(String, Chunk)> = listing::chunks_of_places(&home, &found.places)
        .into_iter()
        .map(|hash| (hash.to_owned(), read(edition, &bundle::chunk_file(hash))))
        .collect();
    let cards = listing::cards_of_places(&home, &arrived, &found.places);
    let slug = |card: &Card| card.slug.to_string();
    (found.count, cards.iter().flatten().map(slug).collect())
}

// The index and the lists are written by different code: together they have to lead to what was asked for.
#[test]
fn what_the_index_finds_stands_in_the_files_of_the_home_list() {
    let files: Vec<(String, String)> = (0..90_u32)
        .map(|at| {
            let section = if at % 3 == 0 { "events" } else { "magazine" };
            let (year, tag) = (2020 + at / 20, if at % 2 == 0 { "Even" } else { "Odd" });
            let keys = format!(
                "title = \"A\"\npublished = {year}-05-{:02}\n\n[tags]\nthemes = [\"{tag}\"]",
                at % 20 + 1
            );
            (format!("{section}/a{at:02}.md"), article(&keys))
        })
        .chain([("pages/about.md".to_owned(), article("title = \"About\""))])
        .collect();
    let files: Vec<_> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    let folder = content(&files);
    write(&folder.path().join("content/site.toml"), SITE);
    let edition = compose(&folder.path().join("content"));
    let (count, all) = found(&edition, "page=2");
    assert_eq!(count, 90);
    let newest: Vec<String> = (42..66).rev().map(|at| format!("a{at:02}")).collect();
    assert_eq!(all, newest);
    let (count, even) = found(&edition, "themes=even&section=events&year=2024+2020");
    assert_eq!(
        (count, even),
        (5, ["a84", "a18", "a12", "a06", "a00"].map(String::from).to_vec())
    );
}

// A site of nothing but pages has no list to find anything in.
#[test]
fn a_site_without_articles_in_sections_has_no_index() {
    let about = ("pages/about.md", article("title = \"About\""));
    let story = ("magazine/a.md", article("title = \"A\""));
    for (file, has_index) in [(about, false), (story, true)] {
        let edition = of_site("", &[(file.0, &file.1)]);
        assert_eq!(edition.files.contains_key(bundle::FIND), has_index, "{}", file.0);
    }
}

// Every spelling of a query is an address of the page: what was there before cannot lead on.
#[test]
fn an_earlier_address_cannot_be_that_of_the_page() {
    for (alias, is_taken) in [
        ("/find/", true),
        ("/find", true),
        ("/find/?page=2", true),
        ("/found/", false),
    ] {
        let folder = content(&[(
            "magazine/a.md",
            &article(&format!("title = \"A\"\naliases = [\"{alias}\"]")),
        )]);
        let outcome =
            press::edition::compose::compose(&folder.path().join("content")).expect("it is a content folder");
        assert_eq!(
            outcome.has_errors(),
            is_taken,
            "{alias}: {:?}",
            outcome.diagnostics
        );
    }
}
