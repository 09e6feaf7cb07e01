//! Whatever a host, a proxy or an old tab delivers: files that are cut off, changed, missing or something else.

use std::sync::LazyLock;

use content::find::{self, Filter};
use content::json::{Decode, Place, Value};
use content::site::Site;
use proptest::prelude::*;

use crate::build::{Builder, Files, Limits, Wishes};
use crate::bytes::Fault;
use crate::digest::{Digest, Document, Memory};
use crate::facets::{self, Order};
use crate::filing::Filing;
use crate::manifest::Shape;
use crate::name::{FILTERS, FOLDER, MANIFEST};
use crate::native::Native;
use crate::plan::{Found, Hit, Step, ask, card_file};
use crate::query::Query;
use crate::shelf::Shelf;

/// A small index that has every kind of file.
static FILES: LazyLock<Files> = LazyLock::new(|| {
    let letters = Native::new(["en"]);
    let limits = Limits {
        file: 400,
        small: 200,
        words: 60,
        list: 20,
        best: 4,
        part: 16,
        heavy: 12,
        page: 3,
        cards: 4,
        small_site: 20,
        one_level: 8,
        card_page: 2,
        root_page: 3,
        block: 16,
        few: 4,
        rows: 5,
        facets: 12,
        pair_blocks: 2,
        pair: 3,
    };
    let shape = Shape::new([80, 0, 0, 0, 240], 40, &limits);
    let mut builder = Builder::new(shape.clone(), limits);
    let mut memory = Memory::default();
    for number in 0..40_u32 {
        let document = Document {
            title: format!("Harbour {number} 東京大学"),
            body: format!("the bells ring{} for tide{} {number}", number % 3, number % 7),
            ..Document::default()
        };
        let digest = Digest::new(&document, &letters, shape.averages(), &mut memory);
        builder.add(number, digest).expect("numbers ascend");
    }
    let cards = (0..10).map(|cards: u8| vec![cards]).collect();
    let mut filing = Filing::default();
    // Some were dated anew since they have their numbers.
    for number in (0..40_u32)
        .filter(|number| number % 9 != 0)
        .chain([0, 9, 18, 27, 36])
    {
        filing.add(
            number,
            &[section(number % 3), year(2010 + number % 5), year(2020 + number)],
        );
    }
    let cards_of = |numbers: &[u32]| format!("{numbers:?}").into_bytes();
    builder
        .finish(40, cards, Wishes::default(), Some((&filing, &cards_of)))
        .expect("no two files have one name")
});

fn year(year: u32) -> Filter {
    Filter::Year(u16::try_from(year).expect("a year has four digits"))
}

fn section(number: u32) -> Filter {
    Filter::parse(&format!("section=s{number}")).expect("it is one")
}

/// A site with four sections.
fn site() -> Site {
    let object = |fields: &[(&str, Value)]| {
        let fields = fields.iter();
        Value::Object(
            fields
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        )
    };
    let text = |text: &str| Value::String(text.to_owned());
    let sections = ["s0", "s1", "s2", "s3"].map(|slug| object(&[("slug", text(slug)), ("name", text(slug))]));
    let site = object(&[
        ("format", Value::Number(1.0)),
        ("name", text("N")),
        ("language", text("en")),
        ("sections", Value::Array(sections.to_vec())),
    ]);
    Site::decode(site, Place::Root).expect("it is a site")
}

/// Asks for filters, with the files that `give` gives, and with hits and without.
fn choose(shelf: &mut Shelf, give: &dyn Fn(&str) -> Option<Vec<u8>>) -> usize {
    let (site, mut asked) = (site(), 0);
    let hit = |number| Hit {
        number,
        score: 1.0,
        words: 1,
        is_title: false,
        beside: 0,
        is_pinned: false,
    };
    let among = Found {
        count: 4,
        is_whole: true,
        hits: [7, 3, 39, u32::MAX, 11].map(hit).to_vec(),
        ..Found::default()
    };
    for chosen in [
        vec![],
        vec![section(1)],
        vec![year(2031)],
        vec![section(1), year(2011)],
        vec![section(0), section(3), year(2012), year(2013)],
    ] {
        let query = chosen
            .iter()
            .fold(find::Query::ALL, |query, filter| query.with(filter, &site));
        for (page, hits, order) in [
            (1, None, Order::Newest),
            (2, None, Order::Newest),
            (u32::MAX, Some(&among), Order::Newest),
            (1, Some(&among), Order::Best),
        ] {
            let query = query.on_page(page);
            for _ in 0..20 {
                let facets::Step::Fetch(wanted) = facets::ask(shelf, &query, hits, order) else {
                    break;
                };
                for file in wanted {
                    asked += 1;
                    shelf.insert(file, give(&file.to_string()));
                }
            }
        }
    }
    asked
}

/// Asks for everything, with the files that `give` gives.
fn walk(manifest: &[u8], give: &dyn Fn(&str) -> Option<Vec<u8>>) -> usize {
    let mut asked = 0;
    if let Some(Ok(mut shelf)) = give(FILTERS).as_deref().map(Shelf::of_filters) {
        asked += choose(&mut shelf, give);
    }
    let Ok(mut shelf) = Shelf::new(manifest) else {
        return asked;
    };
    asked += choose(&mut shelf, give);
    for words in [
        "harbour",
        "h",
        "ha",
        "harb",
        "the bells ",
        "tide1 ring2",
        "harbuor ",
        "東京大学",
        "東",
        "大学京",
        "zzzzzzzzz ",
    ] {
        let query = Query::new(words, &Native::default());
        for wants_all in [false, true] {
            for _ in 0..20 {
                let Step::Fetch(wanted) = ask(&shelf, &query, wants_all) else {
                    break;
                };
                for file in wanted {
                    asked += 1;
                    shelf.insert(file, give(&file.to_string()));
                }
            }
        }
    }
    for number in [0, 39, 40, u32::MAX] {
        if let Err(wanted) = card_file(&shelf, number) {
            for file in wanted {
                shelf.insert(file, give(&file.to_string()));
            }
            drop(card_file(&shelf, number));
        }
    }
    drop(shelf.shape());
    asked
}

// A walk that asks for nothing would prove nothing.
#[test]
fn the_walk_asks_for_files_of_every_kind() {
    let files = &*FILES;
    let asked = std::cell::RefCell::new(Vec::new());
    let manifest = files.get(MANIFEST).expect("each index has one");
    walk(manifest, &|path| {
        asked.borrow_mut().push(path.to_owned());
        Some(
            files
                .get(path)
                .expect("nothing is asked for that is not there")
                .clone(),
        )
    });
    for kind in ["terms", "lists", "words", "pages", "facets"] {
        let folder = format!("{FOLDER}{kind}/");
        assert!(
            asked.borrow().iter().any(|path| path.starts_with(&folder)),
            "{kind}"
        );
    }
}

proptest! {
    // What a host, a proxy or an old tab delivers is anything at all, and the page must stand.
    #[test]
    fn whatever_the_bytes_nothing_panics(
        at in any::<prop::sample::Index>(),
        with in prop::collection::vec(any::<u8>(), 0..12),
        kind in 0_usize..4,
        manifest_too in any::<bool>(),
    ) {
        let files = &*FILES;
        let spoil = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            let place = at.index(bytes.len() + 1);
            match kind {
                0 => bytes.truncate(place),
                1 => bytes.iter_mut().skip(place).zip(&with).for_each(|(byte, other)| *byte = *other),
                2 => drop(bytes.splice(place..place, with.iter().copied())),
                _ => bytes.clone_from(&with),
            }
            bytes
        };
        let manifest = files.get(MANIFEST).expect("each index has one");
        let manifest = if manifest_too { spoil(manifest) } else { manifest.clone() };
        walk(&manifest, &|path| files.get(path).map(|bytes| spoil(bytes)));
    }

    // The same for what has nothing of an index.
    #[test]
    fn bytes_of_anything_else_are_a_fault_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let with_head = [b"FSI\x01".as_slice(), &bytes].concat();
        let of_filters = [b"FSF\x01".as_slice(), &bytes].concat();
        for bytes in [&bytes, &of_filters] {
            if let Err(fault) = Shelf::of_filters(bytes) {
                prop_assert!(fault.to_string().contains("index"), "{}", fault);
            }
        }
        for bytes in [&bytes, &with_head] {
            if let Err(fault) = Shelf::new(bytes) {
                prop_assert!(fault.to_string().contains("index"), "{}", fault);
            }
        }
    }
}

// A host that answers every address with its start page would fill the results with nonsense.
#[test]
fn a_file_of_other_bytes_counts_as_missing() {
    let files = &*FILES;
    let mut shelf = Shelf::new(files.get(MANIFEST).expect("each index has one")).expect("it is whole");
    let query = Query::new("harbour ", &Native::default());
    let Step::Fetch(wanted) = ask(&shelf, &query, false) else {
        panic!("nothing is there yet")
    };
    for file in wanted {
        assert_eq!(
            shelf.put(file, b"<!doctype html>".to_vec()),
            Err(Fault::OtherBytes)
        );
    }
    let mut step = ask(&shelf, &query, false);
    while let Step::Fetch(wanted) = step {
        for file in wanted {
            shelf.miss(file);
        }
        step = ask(&shelf, &query, false);
    }
    let Step::Found(found) = step else {
        unreachable!("the loop ends with what is found")
    };
    assert!(found.is_short && found.count == 0);
    shelf.forgive();
    assert!(
        matches!(ask(&shelf, &query, false), Step::Fetch(_)),
        "what is forgiven is asked for again"
    );
}
