//! Lists: their order, their files, their pages.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use content::article::{Article, Byline, Card};
use content::bundle::{Chunk, Listing};
use content::day::Day;
use content::listing::{self, List, PAGE};
use content::site::Order;
use proptest::prelude::*;
use support::{article, day, site, slug, tagged};

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a test has few cards")
}

/// The name of a card.
fn name(card: &Card) -> &str {
    card.slug.as_ref()
}

/// A card that appeared, or closes, the given number of days after a certain one; two cards share each day.
fn card(index: usize) -> Card {
    let mut card = article(&format!("a{index:05}"), "A title").card();
    let at = number(index / 2);
    let part = |number: u32| u8::try_from(number + 1).expect("it is small");
    let year = u16::try_from(2000 + at / 336).expect("it is small");
    card.published = Day::new(year, part(at / 28 % 12), part(at % 28));
    card.deadline = card.published;
    card
}

fn cards(count: usize) -> Vec<Card> {
    listing::sort((0..count).map(card).collect(), Order::Newest)
}

/// A list as its files hold it: its own, and the chunks by name.
fn stored(cards: Vec<Card>) -> (Listing, BTreeMap<String, Chunk>) {
    let count = number(cards.len());
    let split = listing::split(cards);
    let names: Vec<String> = (0..split.older.len())
        .map(|index| format!("{index:016}"))
        .collect();
    let chunks = names.iter().cloned().zip(split.older).collect();
    (
        Listing {
            count,
            cards: split.newest,
            older: names,
            name: None,
            description: None,
        },
        chunks,
    )
}

/// The cards of a page, and how many chunks it needed.
fn page((own, chunks): &(Listing, BTreeMap<String, Chunk>), page: u32) -> (Vec<Card>, usize) {
    let needed = listing::chunks_of_page(own, page);
    let loaded: Vec<Chunk> = needed.iter().map(|name| chunks[*name].clone()).collect();
    let count = loaded.len();
    (listing::cards_of_page(own.clone(), loaded, page), count)
}

fn check_pages(count: usize) {
    let all = cards(count);
    let list = stored(all.clone());
    let pages = listing::pages(list.0.count);
    let mut met = Vec::new();
    for number in 1..=pages {
        let (cards, chunks) = page(&list, number);
        assert!(
            chunks <= 2,
            "page {number} of {count} cards needs {chunks} chunks"
        );
        assert!(
            number > 1 || chunks == 0,
            "the first page of {count} cards needs {chunks} chunks"
        );
        assert!(
            number == pages || cards.len() == PAGE,
            "page {number} of {count} has {}",
            cards.len()
        );
        assert!(
            count == 0 || !cards.is_empty(),
            "the last page of {count} is empty"
        );
        met.extend(cards);
    }
    assert_eq!(met, all, "the pages of {count} cards put together");
    assert_eq!(
        page(&list, pages + 1),
        (Vec::new(), 0),
        "there is nothing behind the end of {count} cards"
    );
}

// The arithmetic of pages across chunks: all lengths up to six pages leave no remainder untried.
#[test]
fn the_pages_put_together_give_every_card_exactly_once_in_order() {
    for count in 0..=6 * PAGE + 1 {
        check_pages(count);
    }
}

// Reached by nobody but a crawler with a wild query; on 32 bits the multiplication would overflow.
#[test]
fn a_page_far_behind_the_end_is_empty() {
    let list = stored(cards(100));
    for number in [6, 7, 1000, u32::MAX / 24, u32::MAX - 1, u32::MAX] {
        assert_eq!(page(&list, number), (Vec::new(), 0), "page {number}");
    }
    assert_eq!(page(&list, 0).0, page(&list, 1).0, "page 0 is read as the first");
}

// A list that a person wrote into one file has no chunks, however long it is.
#[test]
fn a_list_in_one_file_is_cut_into_pages_too() {
    let all = cards(100);
    let own = Listing {
        count: 100,
        cards: all.clone(),
        older: Vec::new(),
        name: None,
        description: None,
    };
    let list = (own, BTreeMap::new());
    let met: Vec<Card> = (1..=5).flat_map(|number| page(&list, number).0).collect();
    assert_eq!(met, all);
}

// So that the first page costs one file and the own file stays small.
#[test]
fn the_own_file_holds_one_to_two_pages() {
    for count in 0..=200 {
        let split = listing::split(cards(count));
        let own = split.newest.len();
        assert!(
            own < 2 * PAGE && (own >= PAGE || own == count),
            "{own} of {count} cards"
        );
        assert!(split.older.iter().all(|chunk| chunk.cards.len() == PAGE));
        assert_eq!(own + split.older.len() * PAGE, count);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    // Long lists, too.
    #[test]
    fn the_pages_of_a_long_list_give_every_card(count in 0..3000_usize) {
        check_pages(count);
    }

    // A chunk's name is a hash of its bytes: readers keep what they have, and hosts keep what they cache.
    #[test]
    fn chunks_keep_their_content_when_newer_cards_arrive(before in 0..400_usize, more in 0..200_usize) {
        let old = listing::split(cards(before)).older;
        let new = listing::split(cards(before + more)).older;
        prop_assert!(new.len() >= old.len());
        prop_assert_eq!(&new[..old.len()], &*old);
    }

    // press sorts files as the disk gives them; the bytes must not depend on that.
    #[test]
    fn the_order_does_not_depend_on_the_input(
        shuffled in Just((0..60).map(card).collect::<Vec<_>>()).prop_shuffle(),
        closing in any::<bool>(),
    ) {
        let order = if closing { Order::Closing } else { Order::Newest };
        let sorted = listing::sort(shuffled, order);
        prop_assert_eq!(&sorted, &listing::sort((0..60).map(card).collect(), order));
        for pair in sorted.windows(2) {
            let places = [&pair[0], &pair[1]].map(|card| card.published);
            prop_assert!(places[0] > places[1] || (places[0] == places[1] && pair[0].slug < pair[1].slug));
        }
    }
}

// Only a page count of at least 1 gives the first page an address.
#[test]
fn an_empty_list_has_one_page() {
    assert_eq!([0, 1, 24, 25, 48, 49].map(listing::pages), [1, 1, 1, 2, 2, 3]);
    assert_eq!(listing::pages(u32::MAX), u32::MAX.div_ceil(24));
}

/// A card that closes on a day, or never.
fn closing(name: &str, deadline: Option<&str>) -> Card {
    let mut card = article(name, "A call").card();
    card.deadline = deadline.map(day);
    card
}

// What closes next comes first; who comes a day late has to see that it was yesterday.
#[test]
fn open_calls_come_by_closing_day_and_closed_ones_are_apart() {
    let stored = listing::sort(
        vec![
            closing("late", Some("2026-12-31")),
            closing("never-b", None),
            closing("yesterday", Some("2026-06-14")),
            closing("today", Some("2026-06-15")),
            closing("long-ago", Some("2020-01-01")),
            closing("never-a", None),
            closing("soon-b", Some("2026-06-20")),
            closing("soon-a", Some("2026-06-20")),
        ],
        Order::Closing,
    );
    let (open, closed) = listing::by_closing(stored, day("2026-06-15"));
    let open: Vec<_> = open.iter().map(name).collect();
    let closed: Vec<_> = closed.iter().map(name).collect();
    assert_eq!(open, ["today", "soon-a", "soon-b", "late", "never-a", "never-b"]);
    assert_eq!(closed, ["yesterday", "long-ago"]);
}

// The app stops loading older chunks at the first that holds closed calls only: no open call may stand behind it.
#[test]
fn calls_that_never_close_are_stored_at_the_newer_end() {
    let mut calls: Vec<Card> = (0..200).map(card).collect();
    calls.push(closing("never", None));
    let sorted = listing::sort(calls, Order::Closing);
    assert_eq!(name(&sorted[0]), "never");
    let mut undated = article("undated", "A page of no day").card();
    undated.published = None;
    let sorted = listing::sort(vec![undated, card(1), card(2)], Order::Newest);
    assert_eq!(name(&sorted[2]), "undated");
}

// Two lists in one file would overwrite each other.
#[test]
fn every_list_has_a_file_of_its_own() {
    let tag = |taxonomy, tag| List::Tag {
        taxonomy: slug(taxonomy),
        tag: slug(tag),
    };
    let lists = [
        List::Home,
        List::Section(slug("home")),
        List::Section(slug("magazine")),
        tag("themes", "magazine"),
        tag("countries", "magazine"),
        tag("sections", "magazine"),
        List::Author(slug("magazine")),
        List::Author(slug("2026")),
        List::Year(2026),
    ];
    let files: BTreeSet<String> = lists.iter().map(List::file).collect();
    assert_eq!(files.len(), lists.len());
    assert!(files.contains("lists/home.json") && files.contains("lists/sections/magazine.json"));
    assert!(files.contains("lists/tags/themes/magazine.json"));
    assert!(files.contains("lists/authors/2026.json") && files.contains("lists/years/2026.json"));
}

// A page such as “about” is no news: it stands in no list but that of its tags.
#[test]
fn a_list_holds_the_articles_that_it_is_named_after() {
    let mut about = tagged(article("about", "About"), &["music"]);
    about.section = None;
    let story = tagged(article("bells", "Bells"), &["craft"]);
    let music = List::Tag {
        taxonomy: slug("themes"),
        tag: slug("music"),
    };
    let same_tag_elsewhere = List::Tag {
        taxonomy: slug("countries"),
        tag: slug("music"),
    };
    let holds = |list: &List| (list.holds(&about), list.holds(&story));
    assert_eq!(holds(&List::Home), (false, true));
    assert_eq!(holds(&List::Section(slug("magazine"))), (false, true));
    assert_eq!(holds(&List::Section(slug("opportunities"))), (false, false));
    assert_eq!(holds(&music), (true, false));
    assert_eq!(holds(&same_tag_elsewhere), (false, false));
}

// Only a section may close: the front page and tags stay by day of publication.
#[test]
fn a_section_may_be_ordered_by_closing_day() {
    let site = site();
    assert_eq!(List::Section(slug("opportunities")).order(&site), Order::Closing);
    assert_eq!(List::Section(slug("magazine")).order(&site), Order::Newest);
    assert_eq!(List::Section(slug("unheard-of")).order(&site), Order::Newest);
    assert_eq!(List::Home.order(&site), Order::Newest);
    assert!(site.sections[1].is_closing() && !site.sections[0].is_closing());
}

// Whoever writes a small site by hand need not count, nor list each tag twice.
#[test]
fn a_site_with_its_articles_inline_is_completed() {
    let mut site = site();
    let mut about = article("imprint", "Imprint");
    about.section = None;
    site.articles = vec![
        tagged(article("bells", "Bells"), &["music", "harbour-life"]),
        tagged(article("ropes", "Ropes"), &["music"]),
        about,
    ];
    let articles = site.articles.clone();
    listing::complete(&mut site);
    assert_eq!(site.articles, articles);
    assert_eq!(
        site.sections
            .iter()
            .map(|section| section.count)
            .collect::<Vec<_>>(),
        [Some(2), Some(0)]
    );
    let themes = site.taxonomy(&slug("themes")).expect("the site has themes");
    let tags: Vec<_> = themes
        .tags
        .iter()
        .map(|tag| (tag.slug.as_ref(), &*tag.name, tag.count))
        .collect();
    let expected = [
        ("heritage", "heritage", Some(0)),
        ("music", "music", Some(2)),
        ("craft", "craft", Some(0)),
        ("harbour-life", "harbour life", Some(1)),
    ];
    assert_eq!(tags, expected);
    assert_eq!(site.pages, [slug("about"), slug("imprint")]);
    let mut again = site.clone();
    listing::complete(&mut again);
    assert_eq!(again, site, "completing twice changes nothing");
    let home: Vec<_> = listing::inline(&site, &List::Home)
        .iter()
        .map(|card| card.slug.clone())
        .collect();
    assert_eq!(home, [slug("bells"), slug("ropes")]);
}

/// A piece of that day, signed with that name.
fn signed(name: &str, author: &str, published: &str) -> Article {
    let mut piece = article(name, name);
    piece.authors = vec![author.to_owned()];
    piece.bylines = vec![Byline {
        name: author.to_owned(),
        slug: slug(&author.to_lowercase()),
    }];
    piece.published = Some(day(published));
    piece
}

// The archive counts what stands in it: an article without a day, or a page such as “about”, is in no year.
#[test]
fn the_archive_has_the_years_of_articles_in_sections() {
    let mut about = signed("about", "Ana", "2020-01-01");
    about.section = None;
    let articles = [
        signed("a", "Ana", "2024-12-31"),
        signed("b", "Ana", "2026-01-01"),
        article("c", "C"),
        about.clone(),
        signed("d", "Bo", "2024-01-01"),
    ];
    let years: Vec<_> = listing::years(&articles)
        .iter()
        .map(|year| (year.year, year.count))
        .collect();
    assert_eq!(years, [(2026, 1), (2024, 2)]);
    assert!(List::Year(2024).holds(&articles[0]) && !List::Year(2024).holds(&articles[1]));
    assert!(!List::Year(2020).holds(&about));
    assert!(List::Author(slug("ana")).holds(&about) && !List::Author(slug("bo")).holds(&about));
}

// A small site has no file that could be missing: an author whom no article names must be missing all the same.
#[test]
fn an_author_of_a_site_with_its_articles_inline_has_a_name_or_no_list() {
    let mut site = site();
    site.articles = vec![signed("a", "Ana", "2024-12-31"), signed("b", "Ana", "2026-01-01")];
    let own = listing::inline_listing(&site, &List::Author(slug("ana"))).expect("Ana has written");
    assert_eq!((own.count, own.name.as_deref()), (2, Some("Ana")));
    assert_eq!(name(&own.cards[0]), "b");
    assert!(listing::inline_listing(&site, &List::Author(slug("bo"))).is_none());
    let section = listing::inline_listing(&site, &List::Section(slug("opportunities")));
    assert_eq!(section.map(|own| (own.count, own.name)), Some((0, None)));
    listing::complete(&mut site);
    assert_eq!(site.years.len(), 2);
}
