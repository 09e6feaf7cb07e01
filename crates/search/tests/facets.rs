//! What filters leave, beside what a look through all articles finds.

mod support;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use content::bundle::{PAGE, decode_site};
use content::find::{Filter, Query};
use content::json::{self, Decode, DecodeError, Place, Value};
use content::site::Site;
use proptest::prelude::*;
use search::build::{Builder, Files, Limits, Wishes};
use search::bytes::Fault;
use search::facets::{Found, Order, Step, ask};
use search::filing::Filing;
use search::manifest::Shape;
use search::name::{FILTERS, File, MANIFEST};
use search::plan::{self, Hit};
use search::shelf::Shelf;

/// More filters have their lists whole, so that both kinds of list come about.
const SMALL: Limits = Limits {
    few: 9,
    ..support::SMALL
};

/// A filter of each axis, and a section that no article stands in.
const FILTERS_OF_SITE: [&str; 14] = [
    "themes=bells",
    "themes=harbours",
    "themes=mills",
    "themes=ropes",
    "countries=nepal",
    "countries=norway",
    "countries=peru",
    "section=magazine",
    "section=notes",
    "section=empty",
    "year=2024",
    "year=2025",
    "year=2026",
    "nobodys=own",
];

struct WholeSite(Site);

impl Decode for WholeSite {
    fn decode(value: Value, _: Place<'_>) -> Result<Self, DecodeError> {
        decode_site(value).map(Self)
    }
}

fn site() -> Site {
    let slugs = |axis: &str| -> String {
        let of = FILTERS_OF_SITE
            .iter()
            .filter_map(|filter| filter.strip_prefix(axis));
        let of: Vec<String> = of
            .map(|slug| format!(r#"{{ "slug": "{slug}", "name": "{slug}" }}"#))
            .collect();
        of.join(", ")
    };
    let taxonomies = ["themes", "countries", "nobodys"].map(|taxonomy| {
        let tags = slugs(&format!("{taxonomy}="));
        format!(r#"{{ "slug": "{taxonomy}", "name": "{taxonomy}", "tags": [{tags}] }}"#)
    });
    let text = format!(
        r#"{{ "format": 1, "name": "N", "language": "en", "sections": [{}], "taxonomies": [{}] }}"#,
        slugs("section="),
        taxonomies.join(", ")
    );
    json::from_text::<WholeSite>(&text).expect("it is a site").0
}

fn filter(text: &str) -> Filter {
    Filter::parse(text).expect("it is one")
}

/// An article as lists see it.
#[derive(Clone, Debug)]
struct Article {
    slug: u32,
    day: u32,
    filters: Vec<&'static str>,
}

impl Article {
    /// In the order of the home list, the oldest first.
    fn age(&self) -> (u32, Reverse<u32>) {
        (self.day, Reverse(self.slug))
    }

    fn meets(&self, chosen: &[&str], without: &str) -> bool {
        let key = |filter: &str| filter.split_once('=').expect("it is a filter").0.to_owned();
        let mut axes: Vec<String> = chosen.iter().map(|filter| key(filter)).collect();
        axes.retain(|axis| axis != without);
        axes.iter().all(|needed| {
            let mut same = chosen.iter().filter(|filter| key(filter) == *needed);
            same.any(|filter| self.filters.contains(filter))
        })
    }
}

/// Articles by the numbers that they keep.
#[derive(Clone, Debug, Default)]
struct Magazine {
    articles: BTreeMap<u32, Article>,
    end: u32,
}

impl Magazine {
    fn new(mut articles: Vec<Article>) -> Self {
        articles.sort_by_key(Article::age);
        let end = u32::try_from(articles.len()).expect("there are few");
        Self {
            articles: (0..).zip(articles).collect(),
            end,
        }
    }

    fn files(&self, kept: Vec<String>, limits: Limits) -> Files {
        let mut in_order: Vec<(&u32, &Article)> = self.articles.iter().collect();
        in_order.sort_by_key(|(_, article)| article.age());
        let mut filing = Filing::new(kept);
        for (number, article) in in_order {
            let filters: Vec<Filter> = article.filters.iter().map(|text| filter(text)).collect();
            filing.add(*number, &filters);
        }
        // What is in a file of cards is the caller's.
        let cards_of = |numbers: &[u32]| format!("{numbers:?}").into_bytes();
        let each = limits.cards;
        let cards = (0..self.end.div_ceil(each)).map(|file| {
            let numbers: Vec<u32> = (file * each..self.end.min(file * each + each)).collect();
            cards_of(&numbers)
        });
        Builder::new(Shape::default(), limits)
            .finish(
                self.end,
                cards.collect(),
                Wishes::default(),
                Some((&filing, &cards_of)),
            )
            .expect("no two files have one name")
    }

    /// What is found by looking through all articles: those on the page, all, and the counts.
    fn look_through(
        &self,
        chosen: &[&str],
        hits: Option<&plan::Found>,
        page: u32,
        order: Order,
    ) -> (Vec<u32>, u32, BTreeMap<String, u32>) {
        let counted: Option<Vec<u32>> = hits.map(|hits| {
            let counted = hits.hits.iter().take(hits.count as usize);
            counted.map(|hit| hit.number).collect()
        });
        let is_among = |number: &u32| counted.as_ref().is_none_or(|counted| counted.contains(number));
        let mut found: Vec<(&u32, &Article)> = self
            .articles
            .iter()
            .filter(|(number, article)| {
                // A page outside the sections is found by its words, and by no filter.
                let takes_part = !article.filters.is_empty() || hits.is_some();
                takes_part && is_among(number) && article.meets(chosen, "")
            })
            .collect();
        found.sort_by_key(|(_, article)| Reverse(article.age()));
        if order == Order::Best
            && let Some(counted) = &counted
        {
            found.sort_by_key(|(number, _)| counted.iter().position(|other| other == *number));
        }
        let count = u32::try_from(found.len()).expect("there are few");
        let start = (page as usize - 1) * PAGE;
        let numbers = found.iter().skip(start).take(PAGE).map(|(number, _)| **number);
        let mut counts = BTreeMap::new();
        for filter in FILTERS_OF_SITE {
            let (axis, _) = filter.split_once('=').expect("it is a filter");
            let all = self
                .articles
                .values()
                .filter(|article| article.filters.contains(&filter));
            if all.count() > 0 {
                let meeting = self.articles.iter().filter(|(number, article)| {
                    is_among(number) && article.filters.contains(&filter) && article.meets(chosen, axis)
                });
                counts.insert(
                    filter.to_owned(),
                    u32::try_from(meeting.count()).expect("there are few"),
                );
            }
        }
        (numbers.collect(), count, counts)
    }
}

fn query(chosen: &[&str], page: u32) -> Query {
    let site = site();
    let filters = chosen.iter().map(|text| filter(text));
    let query = filters.fold(Query::ALL, |query, filter| query.with(&filter, &site));
    query.on_page(page)
}

fn bytes(files: &Files, file: File) -> &[u8] {
    files
        .get(&file.to_string())
        .expect("only files are asked for that there are")
}

fn shelf(files: &Files) -> Shelf {
    Shelf::of_filters(files.get(FILTERS).expect("each index has one")).expect("it is whole")
}

/// The answer, and how many turns it took.
fn answer(
    files: &Files,
    shelf: &mut Shelf,
    query: &Query,
    hits: Option<&plan::Found>,
    order: Order,
) -> (Found, usize) {
    for turns in 0..100 {
        match ask(shelf, query, hits, order) {
            Step::Found(found) => return (found, turns),
            Step::Fetch(wanted) => {
                assert!(!wanted.is_empty(), "a step that fetches nothing never ends");
                for file in wanted {
                    assert!(!shelf.has(file), "what is there is not asked for");
                    let bytes = bytes(files, file).to_vec();
                    shelf.put(file, bytes).expect("it is what its name says");
                }
            }
        }
    }
    panic!("it never ends");
}

fn hits(numbers: Vec<u32>, count: u32) -> plan::Found {
    let hit = |number| Hit {
        number,
        score: 1.0,
        words: 1,
        is_title: false,
        beside: 0,
        is_pinned: false,
    };
    plan::Found {
        count,
        is_whole: true,
        hits: numbers.into_iter().map(hit).collect(),
        ..plan::Found::default()
    }
}

fn compare(
    magazine: &Magazine,
    files: &Files,
    chosen: &[&str],
    among: Option<&plan::Found>,
    page: u32,
    order: Order,
) {
    let asked = query(chosen, page);
    let mut shelf = shelf(files);
    let (found, _) = answer(files, &mut shelf, &asked, among, order);
    let (numbers, count, counts) = magazine.look_through(chosen, among, page, order);
    assert!(!found.is_short);
    assert_eq!(found.count, count, "{chosen:?}");
    assert_eq!(found.numbers, numbers, "{chosen:?}");
    let found_counts: BTreeMap<String, u32> = found
        .counts
        .iter()
        .map(|(filter, count)| (filter.as_str().into_owned(), *count))
        .collect();
    assert_eq!(found_counts, counts, "{chosen:?}");
    // Everything on the page has its card in one of the files that are named.
    let mut cards = BTreeSet::new();
    for file in &found.cards {
        let text = String::from_utf8(bytes(files, *file).to_vec()).expect("it is text");
        let numbers = text.trim_matches(['[', ']']).split(", ");
        cards.extend(numbers.filter_map(|number| number.parse::<u32>().ok()));
    }
    let shown = found.numbers.iter().chain(&found.others);
    assert!(
        shown.into_iter().all(|number| cards.contains(number)),
        "{chosen:?}"
    );
    if let Some(among) = among {
        let counted = among.count as usize;
        let all: BTreeSet<u32> = among.hits.iter().skip(counted).map(|hit| hit.number).collect();
        let article = |number: &u32| &magazine.articles[number];
        assert!(
            found
                .others
                .iter()
                .all(|number| all.contains(number) && article(number).meets(chosen, ""))
        );
        if order == Order::Best && page == 1 {
            let meeting = all
                .iter()
                .filter(|number| article(number).meets(chosen, ""))
                .count();
            assert_eq!(found.others.len(), meeting.min(PAGE - found.numbers.len()));
        }
    }
}

fn filters() -> impl Strategy<Value = Vec<&'static str>> {
    let tags = prop::sample::subsequence(FILTERS_OF_SITE[..7].to_vec(), 0..4);
    // The first of each is met more often than the others, as everywhere.
    let section =
        prop_oneof![1 => Just(None), 6 => Just(Some("section=magazine")), 2 => Just(Some("section=notes"))];
    let year = prop_oneof![Just("year=2024"), Just("year=2025"), Just("year=2026")];
    (tags, section, year).prop_map(|(tags, section, year)| {
        let Some(section) = section else { return Vec::new() };
        tags.into_iter().chain([section, year]).collect()
    })
}

fn articles(most: usize) -> impl Strategy<Value = Vec<(u32, Vec<&'static str>)>> {
    prop::collection::vec((0_u32..40, filters()), 1..most)
}

fn magazine(most: usize) -> impl Strategy<Value = Magazine> {
    articles(most).prop_map(|articles| {
        let articles = (0..).zip(articles).map(|(place, (day, filters))| Article {
            // Slugs in another order than the articles.
            slug: place * 7919 % 100_003,
            day,
            filters,
        });
        Magazine::new(articles.collect())
    })
}

fn chosen() -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(FILTERS_OF_SITE.to_vec(), 0..6)
}

/// Hits in any order, of which so many are counted.
fn some_hits() -> impl Strategy<Value = Option<(Vec<prop::sample::Index>, prop::sample::Index)>> {
    prop::option::of((
        prop::collection::vec(any::<prop::sample::Index>(), 0..60),
        any::<prop::sample::Index>(),
    ))
}

fn hits_of(
    magazine: &Magazine,
    some: Option<(Vec<prop::sample::Index>, prop::sample::Index)>,
) -> Option<plan::Found> {
    let (places, counted) = some?;
    let all: Vec<u32> = magazine.articles.keys().copied().collect();
    let mut numbers: Vec<u32> = Vec::new();
    for place in places {
        let number = *place.get(&all);
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let count = u32::try_from(counted.index(numbers.len() + 1)).expect("there are few");
    Some(hits(numbers, count))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    // Counts beside filters are promises: whoever clicks on 7 wants to see seven.
    #[test]
    fn a_selection_has_what_a_look_through_all_articles_finds(
        magazine in magazine(300), chosen in chosen(), some in some_hits(), page in 1_u32..4,
        is_small in any::<bool>(), is_best in any::<bool>(),
    ) {
        let limits = if is_small { SMALL } else { Limits::default() };
        let files = magazine.files(Vec::new(), limits);
        let among = hits_of(&magazine, some);
        let order = if is_best { Order::Best } else { Order::Newest };
        compare(&magazine, &files, &chosen, among.as_ref(), page, order);
    }

    // Editors add, correct the dates of what stands there for years, and withdraw.
    #[test]
    fn so_it_is_after_articles_came_were_dated_anew_and_went(
        magazine in magazine(200), more in articles(60), days in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..40), 0..20),
        gone in prop::collection::vec(any::<prop::sample::Index>(), 0..20), chosen in chosen(), some in some_hits(), page in 1_u32..4,
    ) {
        let mut magazine = magazine;
        let before = magazine.files(Vec::new(), SMALL);
        for (place, day) in days {
            let numbers: Vec<u32> = magazine.articles.keys().copied().collect();
            magazine.articles.get_mut(place.get(&numbers)).expect("it is one of them").day = day;
        }
        for place in gone {
            let numbers: Vec<u32> = magazine.articles.keys().copied().collect();
            if numbers.len() > 1 {
                magazine.articles.remove(place.get(&numbers));
            }
        }
        for (day, filters) in more {
            magazine.articles.insert(magazine.end, Article { slug: magazine.end * 31 % 977 + 200_000, day, filters });
            magazine.end += 1;
        }
        let kept = shelf(&before).filters().expect("it is there").keys();
        let files = magazine.files(kept, SMALL);
        let among = hits_of(&magazine, some);
        compare(&magazine, &files, &chosen, among.as_ref(), page, Order::Newest);
    }
}

// The first view and the first choice are what nearly all readers see of it.
#[test]
fn the_first_view_fetches_nothing_but_the_root_and_the_first_choice_two_files() {
    let articles = (0..400).map(|place| Article {
        slug: place,
        day: place,
        filters: vec![
            "section=magazine",
            if place.is_multiple_of(3) {
                "themes=bells"
            } else {
                "themes=mills"
            },
            "year=2024",
        ],
    });
    let magazine = Magazine::new(articles.collect());
    let files = magazine.files(Vec::new(), SMALL);
    let mut shelf = shelf(&files);
    let (found, turns) = answer(&files, &mut shelf, &Query::ALL, None, Order::Newest);
    assert_eq!((turns, found.cards.len(), found.count), (0, 1, 400));
    let Step::Fetch(wanted) = ask(&shelf, &query(&["themes=bells"], 1), None, Order::Newest) else {
        panic!("nothing is there yet")
    };
    assert_eq!(wanted.len(), 1);
    let (found, turns) = answer(
        &files,
        &mut shelf,
        &query(&["themes=bells"], 1),
        None,
        Order::Newest,
    );
    assert_eq!((turns, found.cards.len(), found.count), (1, 1, 134));
}

// A file that is lost must not make a page that says less than it knows, nor one that says it quietly.
#[test]
fn without_a_file_the_answer_says_that_it_is_short() {
    let magazine = Magazine::new(
        (0..200)
            .map(|place| Article {
                slug: place,
                day: place,
                filters: vec!["section=magazine", "themes=bells", "year=2024"],
            })
            .collect(),
    );
    let files = magazine.files(Vec::new(), SMALL);
    let mut shelf = shelf(&files);
    let asked = query(&["themes=bells", "year=2024", "section=magazine"], 1);
    let found = loop {
        match ask(&shelf, &asked, None, Order::Newest) {
            Step::Found(found) => break found,
            Step::Fetch(wanted) => wanted.into_iter().for_each(|file| shelf.miss(file)),
        }
    };
    assert!(found.is_short);
    shelf.forgive();
    assert!(matches!(ask(&shelf, &asked, None, Order::Newest), Step::Fetch(_)));
}

// After a deployment a tab that was open has one of the two root files of yesterday.
#[test]
fn files_of_two_builds_are_not_mixed() {
    let article = |slug| Article {
        slug,
        day: 1,
        filters: vec!["section=magazine", "year=2024"],
    };
    let old = Magazine::new(vec![article(1)]).files(Vec::new(), SMALL);
    let new = Magazine::new(vec![article(1), article(2)]).files(Vec::new(), SMALL);
    let mut shelf = Shelf::new(&old[MANIFEST]).expect("it is whole");
    assert_eq!(shelf.put_filters(&new[FILTERS]), Err(Fault::OtherBytes));
    assert_eq!(shelf.put_filters(&old[FILTERS]), Ok(()));
    let mut shelf = Shelf::of_filters(&new[FILTERS]).expect("it is whole");
    assert_eq!(shelf.put_manifest(&old[MANIFEST]), Err(Fault::OtherBytes));
    assert_eq!(shelf.put_manifest(&new[MANIFEST]), Ok(()));
    assert!(shelf.has_manifest());
}

// Each file that changes is fetched anew by every reader who has it.
#[test]
fn one_article_more_leaves_the_files_of_other_filters_as_they_are() {
    let article = |place: u32| Article {
        slug: place,
        day: place,
        filters: vec![
            if place.is_multiple_of(2) {
                "section=magazine"
            } else {
                "section=notes"
            },
            if place.is_multiple_of(3) {
                "themes=bells"
            } else {
                "themes=mills"
            },
            if place < 200 { "year=2024" } else { "year=2025" },
        ],
    };
    let magazine = Magazine::new((0..400).map(article).collect());
    let before = magazine.files(Vec::new(), SMALL);
    let mut more = magazine;
    more.articles.insert(400, article(400));
    more.end = 401;
    let kept = shelf(&before).filters().expect("it is there").keys();
    let after = more.files(kept, SMALL);
    let new: Vec<&String> = after
        .iter()
        .filter(|(name, bytes)| before.get(*name) != Some(bytes))
        .map(|(name, _)| name)
        .collect();
    assert!(
        new.len() * 3 < after.len(),
        "{} of {} are new",
        new.len(),
        after.len()
    );
    // And the same articles give the same bytes.
    assert_eq!(
        before,
        Magazine::new((0..400).map(article).collect()).files(Vec::new(), SMALL)
    );
}
