//! Lists: their order, their files, their pages.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use content::article::{Article, Byline, Card, Event};
use content::bundle::{Chunk, Listing};
use content::day::{Day, Moment};
use content::listing::{self, Cards, List, PAGE, Pending};
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
            upcoming: Vec::new(),
            name: None,
            description: None,
        },
        chunks,
    )
}

/// A page, and how many chunks it needed.
fn page_by(
    (own, chunks): &(Listing, BTreeMap<String, Chunk>),
    order: Order,
    page: u32,
    today: Option<Day>,
) -> (Cards, usize) {
    let mut pending = Pending::new(own.clone(), order, page, today);
    let mut count = 0;
    while let Some(hash) = pending.missing().map(ToOwned::to_owned) {
        let chunk = chunks[&hash].clone();
        pending.add(hash, chunk);
        count += 1;
    }
    (pending.finish(), count)
}

/// The cards of a page by day of publication, and how many chunks it needed.
fn page(list: &(Listing, BTreeMap<String, Chunk>), page: u32) -> (Vec<Card>, usize) {
    let (cards, count) = page_by(list, Order::Newest, page, Some(day("2026-06-15")));
    assert!(cards.over.is_empty() && cards.count_over == 0);
    (cards.shown, count)
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
        upcoming: Vec::new(),
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

fn names(cards: &[Card]) -> Vec<&str> {
    cards.iter().map(name).collect()
}

/// A card of an event.
fn happening(name: &str, start: &str, end: Option<&str>) -> Card {
    let moment = |text| Moment::parse(text).expect("a test names moments");
    let mut card = article(name, "An event").card();
    card.event = Some(Event {
        start: moment(start),
        end: end.map(moment),
        zone: None,
        venue: None,
    });
    card
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
    let calls = vec![
        closing("late", Some("2026-12-31")),
        closing("never-b", None),
        closing("yesterday", Some("2026-06-14")),
        closing("today", Some("2026-06-15")),
        closing("long-ago", Some("2020-01-01")),
        closing("never-a", None),
        closing("soon-b", Some("2026-06-20")),
        closing("soon-a", Some("2026-06-20")),
    ];
    let list = stored(listing::sort(calls, Order::Closing));
    let (cards, _) = page_by(&list, Order::Closing, 1, Some(day("2026-06-15")));
    assert_eq!(
        names(&cards.shown),
        ["today", "soon-a", "soon-b", "late", "never-a", "never-b"]
    );
    assert_eq!(names(&cards.over), ["yesterday", "long-ago"]);
    assert_eq!((cards.count_over, cards.pages), (2, 1));
}

// Who looks at a programme wants to know what is on now and what comes next, not what was announced last.
#[test]
fn events_come_by_their_day_and_those_that_are_over_are_apart() {
    let events = vec![
        happening("next-week", "2026-06-22", None),
        happening("tonight-late", "2026-06-15T22:00", None),
        happening("tonight", "2026-06-15T19:00", None),
        happening("last-night", "2026-06-14T23:00", None),
        happening("exhibition", "2026-03-01", Some("2026-09-01")),
        happening("festival-that-ends-today", "2026-06-10", Some("2026-06-15T18:00")),
        happening("ended-yesterday", "2026-06-10", Some("2026-06-14T18:00")),
        happening("end-before-start", "2026-06-16", Some("2026-06-01")),
        article("no-event", "An essay on festivals").card(),
    ];
    let list = stored(listing::sort(events, Order::Event));
    let (cards, _) = page_by(&list, Order::Event, 1, Some(day("2026-06-15")));
    assert_eq!(
        names(&cards.shown),
        [
            "exhibition",
            "festival-that-ends-today",
            "tonight",
            "tonight-late",
            "end-before-start",
            "next-week",
            "no-event"
        ]
    );
    assert_eq!(names(&cards.over), ["ended-yesterday", "last-night"]);
}

// A section that has run for years has more of what is over than fits on a page. All of it has to be counted and reached,
// once, and what is open must not cost the reader the whole list.
#[test]
fn everything_that_is_over_is_counted_and_stands_on_one_of_the_pages() {
    let today = day("2026-06-15");
    for (open, closed) in [
        (0, 0),
        (3, 0),
        (0, 90),
        (1, 23),
        (1, 24),
        (42, 90),
        (100, 49),
        (5, 1000),
    ] {
        let days = |count: usize, year: u16, word: &'static str| {
            (0..count).map(move |at| {
                let mut card = closing(&format!("{word}-{at:04}"), None);
                let part = |number: usize| u8::try_from(number + 1).expect("it is small");
                card.deadline = Day::new(
                    year - u16::from(part(at / 336) - 1),
                    part(at / 28 % 12),
                    part(at % 28),
                );
                card
            })
        };
        let calls = days(open, 2039, "open")
            .chain(days(closed, 2025, "closed"))
            .collect();
        let stored_cards = listing::sort(calls, Order::Closing);
        let past: Vec<_> = stored_cards[open..].to_vec();
        let list = stored(stored_cards);
        let (first, needed) = page_by(&list, Order::Closing, 1, Some(today));
        assert_eq!(first.shown.len(), open, "{open} open, {closed} closed");
        assert_eq!(first.count_over, number(closed));
        assert_eq!(first.pages, listing::pages(number(closed)));
        assert!(
            needed <= open.div_ceil(PAGE) + 2,
            "{needed} chunks for {open} open calls"
        );
        let mut met = Vec::new();
        for number in 1..=first.pages {
            let (cards, needed) = page_by(&list, Order::Closing, number, Some(today));
            assert!(
                needed <= open.div_ceil(PAGE) + 2,
                "page {number} needs {needed} chunks"
            );
            assert_eq!((cards.count_over, cards.pages), (first.count_over, first.pages));
            assert!(number == 1 || cards.shown.is_empty());
            met.extend(cards.over);
        }
        assert_eq!(met, past, "{open} open, {closed} closed");
        let (beyond, _) = page_by(&list, Order::Closing, first.pages + 1, Some(today));
        assert!(beyond.shown.is_empty() && beyond.over.is_empty());
    }
}

// A chunk that holds less than it should, as after half an upload, must not be waited for again and again.
#[test]
fn a_chunk_that_is_too_short_ends_the_list() {
    let (own, mut chunks) = stored(listing::sort((0..200).map(card).collect(), Order::Closing));
    for chunk in chunks.values_mut() {
        chunk.cards.truncate(3);
    }
    let list = (own, chunks);
    for order in [Order::Newest, Order::Closing] {
        for number in [1, 2, 5, u32::MAX] {
            page_by(&list, order, number, Some(day("2000-01-01")));
        }
    }
}

// A browser without a clock shows the list as it is stored, and all of it.
#[test]
fn without_a_day_nothing_is_over() {
    let list = stored(listing::sort((0..50).map(card).collect(), Order::Closing));
    let (cards, _) = page_by(&list, Order::Closing, 1, None);
    assert_eq!((cards.shown.len(), cards.over.len(), cards.pages), (PAGE, 0, 3));
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
