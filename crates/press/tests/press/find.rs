//! What press writes for finding by several filters.

use ::search::facets::Order;
use ::search::name::FILTERS;
use content::find::{Index, Query};
use press::edition::ask;
use press::edition::bundle::Edition;
use press::edition::search;
use press::progress::Progress;

use crate::support::editions::{article, compose, of_site};
use crate::support::{content, write};

const SITE: &str = "name = \"Found\"\nlanguage = \"en\"\n\n\
    [[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
    [[sections]]\nslug = \"events\"\nname = \"Events\"\n\n\
    [[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n";

/// The edition with its search index.
fn indexed(mut edition: Edition) -> Edition {
    search::add(&mut edition, None, &Progress::silent()).expect("no two files of an index have one name");
    edition
}

/// The slugs on the page of a query, from the files alone.
fn found(edition: &Edition, query: &str) -> (u32, Vec<String>) {
    let index = ask::Index::of_filters(&edition.files).expect("the edition has an index");
    let mut index = index.unwrap_or_else(|error| panic!("{error}"));
    let query = Query::parse(query, &edition.site);
    let (found, _) = index.select(&query, None, Order::Newest);
    let mut card = |number: &u32| index.card(*number).0.expect("each article has a card");
    let slugs = found.numbers.iter().map(|number| card(number).slug.to_string());
    (found.count, slugs.collect())
}

// The index is written by other code than what counts a site that is one file: together they have to lead to what was asked for.
#[test]
fn what_the_index_finds_is_what_a_look_through_all_articles_finds() {
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
    let edition = indexed(compose(&folder.path().join("content")));
    let (count, all) = found(&edition, "page=2");
    assert_eq!(count, 90);
    let newest: Vec<String> = (42..66).rev().map(|at| format!("a{at:02}")).collect();
    assert_eq!(all, newest);
    let query = "themes=even&section=events&year=2024+2020";
    let by_hand = ["a84", "a18", "a12", "a06", "a00"].map(String::from).to_vec();
    assert_eq!(found(&edition, query), (5, by_hand.clone()));
    let looked_at = Index::of(&edition.articles, &edition.site).find(&Query::parse(query, &edition.site));
    let slugs = looked_at.places.iter();
    let slugs: Vec<String> = slugs
        .map(|place| edition.articles[*place].slug.to_string())
        .collect();
    assert_eq!((looked_at.count, slugs), (5, by_hand));
}

// What is found stood in a file that grew with each article, and every reader of /find/ fetched it whole.
#[test]
fn no_file_of_lists_says_what_is_found() {
    let about = ("pages/about.md", article("title = \"About\""));
    let story = ("magazine/a.md", article("title = \"A\""));
    for (file, has_any) in [(about, false), (story, true)] {
        let edition = indexed(of_site("", &[(file.0, &file.1)]));
        assert!(!edition.files.contains_key("lists/find.json"), "{}", file.0);
        let (count, _) = found(&edition, "");
        assert_eq!(
            count,
            u32::from(has_any),
            "pages outside the sections take no part"
        );
        assert!(edition.files.contains_key(FILTERS), "{}", file.0);
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
