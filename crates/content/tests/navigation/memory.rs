//! What stays in memory of the pages that were read last.

use content::navigation::Memory;
use proptest::collection::vec;
use proptest::prelude::*;

/// As many as are kept, and as many bytes.
const PAGES: usize = 10;
const BYTES: usize = 4 << 20;

// A phone has little memory, and the way back is short: what is older is asked for again.
#[test]
fn the_eleventh_page_takes_the_place_of_the_first() {
    let mut memory = Memory::default();
    for number in 0..=PAGES {
        memory.keep(format!("/{number}/"), 1, number);
    }
    assert_eq!(memory.page("/0/"), None);
    assert_eq!(memory.page("/1/"), Some(&1));
    assert_eq!(memory.page("/10/"), Some(&10));
}

// An article of a hundred pictures is still the one that the reader has just read.
#[test]
fn the_latest_page_stays_whatever_its_size() {
    let mut memory = Memory::new();
    memory.keep("/small/".to_owned(), 1, "small");
    memory.keep("/large/".to_owned(), BYTES + 1, "large");
    assert_eq!(memory.page("/small/"), None);
    assert_eq!(memory.page("/large/"), Some(&"large"));
}

// A page that was renewed is one page, and its place among the latest is new.
#[test]
fn the_latest_of_an_address_wins() {
    let mut memory = Memory::new();
    memory.keep("/a/".to_owned(), BYTES / 2, 1);
    memory.keep("/b/".to_owned(), BYTES / 2, 2);
    memory.keep("/a/".to_owned(), BYTES / 2, 3);
    memory.keep("/c/".to_owned(), BYTES / 2, 4);
    assert_eq!(memory.page("/a/"), Some(&3));
    assert_eq!(memory.page("/b/"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    // The bounds are what keeps an open tab small for a day. What is within them is there.
    #[test]
    fn the_latest_pages_are_there_as_far_as_they_fit(
        kept in vec((0..14_usize, prop_oneof![1..1000_usize, 1..BYTES * 3 / 2]), 1..40),
    ) {
        let mut memory = Memory::new();
        // What is there, the latest first.
        let mut there: Vec<(usize, usize, usize)> = Vec::new();
        for (number, (address, bytes)) in kept.into_iter().enumerate() {
            memory.keep(address.to_string(), bytes, number);
            there.retain(|(known, ..)| *known != address);
            there.insert(0, (address, bytes, number));
            let fit = |count: &usize| {
                *count == 1 || *count <= PAGES && there[..*count].iter().map(|page| page.1).sum::<usize>() <= BYTES
            };
            let count = (1..=there.len()).rev().find(fit).expect("the latest stays");
            there.truncate(count);
            for address in 0..14 {
                let wanted = there.iter().find(|(known, ..)| *known == address);
                prop_assert_eq!(memory.page(&address.to_string()), wanted.map(|(.., number)| number));
            }
        }
    }
}
