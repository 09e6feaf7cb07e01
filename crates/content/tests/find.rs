//! Finding by several filters at once.
#![cfg(feature = "json")]

mod support;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use content::article::{Article, Card, Tagging};
use content::day::Day;
use content::find::{Axis, Filter, Found, Index, Query, RESERVED, Sort};
use content::listing::{self, List, PAGE};
use content::route::Route;
use content::site::{Order, Site};
use content::slug::Slug;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index as Pick, subsequence};
use support::{article, day, site, sites, slug, tagged};

fn filter(text: &str) -> Filter {
    Filter::parse(text).unwrap_or_else(|| panic!("{text} is no filter"))
}

fn query(text: &str) -> Query {
    Query::parse(text, &site())
}

/// Every filter that a site knows, with some years.
fn filters_of(site: &Site) -> Vec<Filter> {
    let mut filters = Vec::new();
    for taxonomy in &site.taxonomies {
        filters.extend(taxonomy.tags.iter().map(|tag| Filter::Tag {
            taxonomy: taxonomy.slug.clone(),
            tag: tag.slug.clone(),
        }));
    }
    filters.extend(
        site.sections
            .iter()
            .map(|section| Filter::Section(section.slug.clone())),
    );
    filters.extend([2026, 2025, 2024, 999].map(Filter::Year));
    filters
}

/// Does the article meet the filter? Asked of the article itself.
fn meets(article: &Article, filter: &Filter) -> bool {
    match filter {
        Filter::Tag { taxonomy, tag } => article.carries(taxonomy, tag),
        Filter::Section(section) => article.section.as_ref() == Some(section),
        Filter::Year(year) => article.published.is_some_and(|day| day.year() == *year),
    }
}

/// Does the article meet one of the chosen filters in every axis but the one left out?
fn fits(article: &Article, query: &Query, without: Option<&Axis>) -> bool {
    query
        .filters()
        .iter()
        .filter(|chosen| Some(&chosen.axis()) != without)
        .all(|chosen| {
            let same_axis = |other: &&Filter| other.axis() == chosen.axis();
            query
                .filters()
                .iter()
                .filter(same_axis)
                .any(|other| meets(article, other))
        })
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a test has few articles")
}

/// Articles of a site, on few days, with any of its tags; some stand outside the sections or have no day.
fn articles_of(site: &Site) -> impl Strategy<Value = Vec<Article>> + use<> {
    let tags: Vec<(Slug, Slug)> = filters_of(site)
        .into_iter()
        .filter_map(|filter| match filter {
            Filter::Tag { taxonomy, tag } => Some((taxonomy, tag)),
            _ => None,
        })
        .collect();
    let sections: Vec<Slug> = site.sections.iter().map(|section| section.slug.clone()).collect();
    let few = tags.len().min(4);
    let one = (
        subsequence(tags, 0..=few),
        prop_oneof![
            1 => Just(None),
            9 => any::<Pick>().prop_map(move |at| Some(at.get(&sections).clone()))
        ],
        prop_oneof![
            1 => Just(None),
            9 => (2023..2027_u16, 1..3_u8).prop_map(|(year, of_month)| Day::new(year, 5, of_month))
        ],
    );
    vec(one, 0..130).prop_map(|articles| {
        let articles = articles
            .into_iter()
            .enumerate()
            .map(|(at, (tags, section, published))| {
                // Slugs in another order than the articles.
                let mut article = article(&format!("a{}", (at * 7919) % 1000), "A title");
                article.section = section;
                article.published = published;
                article.tags = tags
                    .into_iter()
                    .map(|(taxonomy, tag)| Tagging {
                        taxonomy,
                        tags: vec![tag],
                    })
                    .collect();
                article
            });
        articles.collect()
    })
}

/// A site with its articles, and a query of its filters.
fn asked() -> impl Strategy<Value = (Site, Vec<Article>, Query)> {
    sites().prop_flat_map(|site| {
        let filters = filters_of(&site);
        let few = filters.len().min(5);
        let query = (subsequence(filters, 0..=few), 1..4_u32);
        (Just(site.clone()), articles_of(&site), query).prop_map(|(site, articles, (filters, page))| {
            let query = filters
                .iter()
                .fold(Query::ALL, |query, filter| query.with(filter, &site));
            (site, articles, query.on_page(page))
        })
    })
}

proptest! {
    // Readers trust the numbers: each has to be what a count by hand gives, before and after it is chosen.
    #[test]
    fn counts_are_what_a_count_by_hand_gives((site, articles, query) in asked()) {
        let found = Index::of(&articles, &site).find(&query);
        let listed = || articles.iter().filter(|article| List::Home.holds(article));
        let fitting = listed().filter(|article| fits(article, &query, None)).count();
        prop_assert_eq!(found.count, number(fitting));
        let mut wanted = Vec::new();
        for filter in [filters_of(&site), vec![Filter::Year(2023)]].concat() {
            if listed().any(|article| meets(article, &filter)) {
                let axis = filter.axis();
                let count = listed()
                    .filter(|article| meets(article, &filter) && fits(article, &query, Some(&axis)))
                    .count();
                wanted.push((filter, number(count)));
            }
        }
        let told: Vec<_> = found.axes.iter().flat_map(|choices| choices.filters.clone()).collect();
        prop_assert_eq!(told, wanted, "in the order of the site, and nothing that nobody meets");
        for choices in &found.axes {
            prop_assert!(choices.filters.iter().all(|(filter, _)| filter.axis() == choices.axis));
        }
        let axes: Vec<_> = found.axes.iter().map(|choices| &choices.axis).collect();
        prop_assert!(axes.iter().enumerate().all(|(at, axis)| !axes[..at].contains(axis)), "each axis stands once");
    }

    // A count beside a filter is a promise of what a click brings, where nothing of its axis is chosen yet.
    #[test]
    fn choosing_a_filter_brings_as_many_as_it_said((site, articles, query) in asked()) {
        let index = Index::of(&articles, &site);
        for choices in index.find(&query).axes {
            if query.filters().iter().all(|chosen| chosen.axis() != choices.axis) {
                for (filter, count) in choices.filters {
                    prop_assert_eq!(index.find(&query.with(&filter, &site)).count, count, "{}", filter);
                }
            }
        }
    }

    // What is found stands in the order of lists: a place that is one off shows another article than the one found.
    #[test]
    fn places_lead_to_the_articles_in_the_order_of_lists((site, articles, query) in asked()) {
        let found = Index::of(&articles, &site).find(&query);
        let listed = articles.iter().filter(|article| List::Home.holds(article));
        let cards = listing::sort(listed.map(Article::card).collect(), Order::Newest);
        let article_of = |card: &Card| articles.iter().find(|article| article.slug == card.slug);
        let fitting = cards.into_iter().filter(|card| article_of(card).is_some_and(|article| fits(article, &query, None)));
        let skipped = (query.page() as usize - 1) * PAGE;
        let wanted: Vec<Card> = fitting.skip(skipped).take(PAGE).collect();
        let told: Vec<Card> = found.places.iter().map(|place| articles[*place].card()).collect();
        prop_assert_eq!(told, wanted);
    }

    // press reads files in the order of the disk, and people write a site.json in theirs; what is found must not depend on that.
    #[test]
    fn what_is_found_does_not_depend_on_the_order_of_the_articles(
        (articles, shuffled) in articles_of(&site()).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let answer = |articles: &[Article]| {
            let found = Index::of(articles, &site()).find(&query("year=2024+2025"));
            let cards: Vec<Card> = found.places.iter().map(|place| articles[*place].card()).collect();
            (found.count, found.axes, cards)
        };
        prop_assert_eq!(answer(&articles), answer(&shuffled));
    }

    // One address for one question: what is chosen survives a reload, the way back and the way to somebody else.
    #[test]
    fn a_query_is_read_back_from_its_text((site, _, query) in asked(), swaps in any::<u32>()) {
        let text = query.text();
        prop_assert_eq!(Query::parse(&text, &site), query.clone(), "{}", text);
        let route = query.route();
        let path = route.path();
        let (path, written) = path.split_once('?').unwrap_or((&path, ""));
        prop_assert_eq!((path, written), ("find/", &*text));
        prop_assert_eq!(Route::parse(path, written, &site), route);
        // However the same is chosen, and however often, it is written in one way.
        let mut filters = query.filters().to_vec();
        let middle = swaps as usize % filters.len().max(1);
        filters.rotate_left(middle);
        filters.extend(query.filters().first().cloned());
        let again = filters.iter().fold(Query::ALL, |query, filter| query.with(filter, &site));
        prop_assert_eq!(again.on_page(query.page()).text(), text);
        let one_by_one: Vec<String> = filters.iter().map(Filter::to_string).collect();
        prop_assert_eq!(Query::parse(&one_by_one.join("&"), &site), query.on_page(1));
    }

    // The address bar is anybody's: whatever stands there is read, and what comes of it has a spelling of its own.
    #[test]
    fn any_text_is_a_query(text in prop_oneof![any::<String>(), "(themes|countries|section|year|page|%70|=|&|\\+|,|%2B|%|[a-z0-9%é]{0,3}){0,9}"]) {
        let query = query(&text);
        prop_assert_eq!(Query::parse(&query.text(), &site()), query.on_page(query.page()));
        prop_assert!(query.unknown().len() <= 8);
        for value in query.unknown() {
            prop_assert!((1..=60).contains(&value.chars().count()), "{}", value);
            prop_assert!(!value.chars().any(char::is_control), "{:?}", value);
        }
    }

    // A chip takes away what its button has brought, and both begin at the first page again.
    #[test]
    fn a_filter_that_is_taken_away_leaves_no_trace((site, _, query) in asked()) {
        for filter in filters_of(&site) {
            let with = query.with(&filter, &site);
            let without = query.without(&filter);
            prop_assert!(with.has(&filter) && !without.has(&filter));
            prop_assert_eq!([with.page(), without.page()], [1, 1]);
            prop_assert_eq!(with.without(&filter), without.clone());
            prop_assert_eq!(without.filters().len() + usize::from(query.has(&filter)), query.filters().len());
        }
    }
}

// The spellings that people, mail programs and old bookmarks make of a query.
#[test]
fn other_spellings_of_a_query_mean_the_same() {
    let canonical = "themes=music+craft&countries=malta&section=magazine&year=2025+2024&page=2";
    for text in [
        canonical,
        "page=2&year=2024+2025&section=magazine&countries=malta&themes=craft+music",
        "themes=music&themes=craft&countries=malta&section=magazine&year=2025&year=2024&page=2",
        "themes=music,craft&countries=malta,malta&section=magazine&year=2024,2025&page=2",
        "themes=music%2Bcraft&countries=%6Dalta&section=magazine&year=2024%202025&page=2",
        "themes=music%20craft&countries=malta&section=magazine&year=2025%2c2024&page=2",
        "%74hemes=MUSIC+Craft&countries=+malta+&section=magazine,&year=2025+02024&page=2",
        "utm_source=themes&themes=craft+music+craft&&=&x&countries=malta&section=Magazine&year=2024+2025&page=2&moods=glad",
    ] {
        let query = query(text);
        assert_eq!(query.text(), canonical, "{text}");
        assert_eq!(query.unknown(), Vec::<String>::new(), "{text}");
    }
}

// A tag may have been renamed since a link was written: readers are to know why the link brings something else.
#[test]
fn values_that_the_site_does_not_know_are_kept_apart() {
    for (text, unknown, known) in [
        ("themes=music+opera", vec!["opera"], "themes=music"),
        (
            "themes=opera&countries=atlantis&section=news&year=0",
            vec!["opera", "atlantis", "news", "0"],
            "",
        ),
        ("themes=malta&countries=music", vec!["malta", "music"], ""),
        (
            "section=pages&section=magazine",
            vec!["pages"],
            "section=magazine",
        ),
        (
            "year=twenty+20245+-1+10000+2024",
            vec!["twenty", "20245", "-1", "10000"],
            "year=2024",
        ),
        ("themes=opera+opera,opera&themes=opera", vec!["opera"], ""),
        ("themes=Caf%C3%A9+%E6%BD%AE", vec!["Café", "潮"], ""),
        ("themes=%FF%FE+%zz", vec!["\u{FFFD}", "%zz"], ""),
        ("themes=a%00b%0Ac%1B", vec!["abc"], ""),
        ("themes=%00", vec![], ""),
        ("themes=<script>", vec!["<script>"], ""),
        ("moods=glad&themes=&countries", vec![], ""),
    ] {
        let query = query(text);
        assert_eq!(query.unknown(), unknown, "{text}");
        assert_eq!(query.text(), known, "{text}");
    }
    let long = query(&format!("themes={}", "é".repeat(1000)));
    assert_eq!(long.unknown(), ["é".repeat(60)]);
    let many: Vec<String> = (0..1000).map(|at| format!("x{at}")).collect();
    assert_eq!(query(&format!("themes={}", many.join("+"))).unknown(), &many[..8]);
    let moved_on = query("themes=opera+music&page=3");
    for next in [
        moved_on.on_page(2),
        moved_on.with(&filter("themes=craft"), &site()),
        moved_on.without(&filter("themes=music")),
    ] {
        assert_eq!(
            next.unknown(),
            Vec::<String>::new(),
            "the notice is for the page that was asked for"
        );
    }
}

// What is no page number means the first page, as in lists; a page has a number from 1.
#[test]
fn the_page_of_a_query_is_counted_from_1() {
    for (text, page) in [
        ("", 1),
        ("page=0", 1),
        ("page=x&page=3", 1),
        ("themes=music&page=4294967295", u32::MAX),
    ] {
        assert_eq!(query(text).page(), page, "{text}");
    }
    assert_eq!(Query::ALL.on_page(0).page(), 1);
    assert_eq!(Query::ALL.on_page(7).text(), "page=7");
    assert_eq!(query("").filters(), []);
    assert!(query("page=7").is_empty() && !query("year=2024").is_empty());
}

// A filter that the site does not know would be written into an address that reads it as unknown.
#[test]
fn only_what_the_site_knows_can_be_chosen() {
    for unknown in ["themes=opera", "moods=glad", "section=news"] {
        assert_eq!(Query::ALL.with(&filter(unknown), &site()), Query::ALL);
    }
}

// Chips say what readers call things.
#[test]
fn a_filter_has_the_name_that_readers_know() {
    let mut site = site();
    site.taxonomies[1].tags[1].name = "Viet Nam".to_owned();
    site.sections[0].name = "The magazine".to_owned();
    for (text, name) in [
        ("countries=viet-nam", Some("Viet Nam")),
        ("section=magazine", Some("The magazine")),
        ("year=2024", Some("2024")),
        ("countries=atlantis", None),
        ("section=news", None),
    ] {
        assert_eq!(filter(text).name(&site).as_deref(), name, "{text}");
    }
}

// The words of queries that are no taxonomies: whoever adds one has to reserve it.
#[test]
fn no_taxonomy_can_take_the_words_of_a_query() {
    assert_eq!(RESERVED, ["section", "year", "page", "q", "sort"]);
    for (text, is_filter) in [
        ("countries=malta", true),
        ("section=magazine", true),
        ("year=2024", true),
        ("year=magazine", false),
        ("year=0", false),
        ("year=10000", false),
        ("page=magazine", false),
        ("countries=", false),
        ("=malta", false),
        ("countries", false),
        ("Countries=malta", false),
        ("countries=malta=", false),
    ] {
        let parsed = Filter::parse(text);
        assert_eq!(parsed.is_some(), is_filter, "{text}");
        if let Some(filter) = parsed {
            assert_eq!(filter.as_str(), text);
        }
    }
}

fn story(name: &str, published: &str, tags: &[&str]) -> Article {
    let mut story = tagged(article(name, "A story"), tags);
    story.published = Some(day(published));
    story
}

fn counts(found: &Found) -> Vec<String> {
    let all = found.axes.iter().flat_map(|choices| &choices.filters);
    all.map(|(filter, count)| format!("{filter} {count}")).collect()
}

// An example by hand, in which each rule of counting shows.
#[test]
fn within_an_axis_any_filter_will_do_and_every_axis_has_to_be_met() {
    let articles = [
        story("a", "2024-01-01", &["music"]),
        story("b", "2024-01-02", &["craft"]),
        story("c", "2025-01-01", &["music", "craft"]),
        story("d", "2025-01-02", &[]),
    ];
    let index = Index::of(&articles, &site());
    let find = |text: &str| index.find(&query(text));
    let all = find("");
    assert_eq!((all.count, &*all.places), (4, &[3, 2, 1, 0][..]));
    assert_eq!(
        counts(&all),
        [
            "themes=music 2",
            "themes=craft 2",
            "section=magazine 4",
            "year=2025 2",
            "year=2024 2"
        ]
    );
    let music = find("themes=music");
    assert_eq!(music.places, [2, 0]);
    assert_eq!(
        counts(&music),
        [
            "themes=music 2",
            "themes=craft 2",
            "section=magazine 2",
            "year=2025 1",
            "year=2024 1"
        ],
        "what else could be chosen of its own axis keeps its count"
    );
    let either = find("themes=music+craft&year=2024");
    assert_eq!(either.places, [1, 0]);
    assert_eq!(
        counts(&either),
        [
            "themes=music 1",
            "themes=craft 1",
            "section=magazine 2",
            "year=2025 1",
            "year=2024 2"
        ]
    );
}

// A tag that no article carries, and a year before all of them: nothing is found, and the way out is shown.
#[test]
fn what_nobody_meets_finds_nothing_and_keeps_the_way_out() {
    let articles = [
        story("a", "2024-01-01", &["music"]),
        story("b", "2025-01-01", &[]),
    ];
    let index = Index::of(&articles, &site());
    for (text, shown) in [
        (
            "year=1999",
            vec![
                "themes=music 0",
                "section=magazine 0",
                "year=2025 1",
                "year=2024 1",
            ],
        ),
        (
            "themes=heritage",
            vec![
                "themes=music 1",
                "section=magazine 0",
                "year=2025 0",
                "year=2024 0",
            ],
        ),
        (
            "countries=malta",
            vec![
                "themes=music 0",
                "section=magazine 0",
                "year=2025 0",
                "year=2024 0",
            ],
        ),
        (
            "countries=malta&year=1999",
            vec![
                "themes=music 0",
                "section=magazine 0",
                "year=2025 0",
                "year=2024 0",
            ],
        ),
    ] {
        let found = index.find(&query(text));
        assert_eq!((found.count, found.places.len()), (0, 0), "{text}");
        assert_eq!(counts(&found), shown, "{text}");
    }
    assert_eq!(index.find(&query("themes=heritage+music")).count, 1);
    let nothing = Index::of(&[], &site());
    assert_eq!(nothing.count(), 0);
    let found = nothing.find(&query("themes=music"));
    assert_eq!(
        (found.count, found.places, found.axes),
        (0, Vec::new(), Vec::new())
    );
}

// Pages far behind the end are reached by nobody but crawlers; on 32 bits the multiplication would overflow.
#[test]
fn a_page_behind_the_end_is_empty_and_counts_as_before() {
    let articles: Vec<Article> = (10..60)
        .map(|at| story(&format!("a{at}"), "2024-01-01", &[]))
        .collect();
    let index = Index::of(&articles, &site());
    for (page, length) in [(1, 24), (2, 24), (3, 2), (4, 0), (u32::MAX, 0)] {
        let found = index.find(&Query::ALL.on_page(page));
        assert_eq!((found.count, found.places.len()), (50, length), "page {page}");
    }
}

/// Articles with five tags of 300, among them common and rare ones, as a magazine has them.
fn magazine(count: usize) -> (Site, Vec<Article>) {
    let mut site = site();
    site.taxonomies.truncate(1);
    let name = |at: usize| format!("tag-number-{at}");
    let tag = site.taxonomies[0].tags[0].clone();
    site.taxonomies[0].tags = (0..300)
        .map(|at| content::site::Tag {
            slug: slug(&name(at)),
            ..tag.clone()
        })
        .collect();
    let articles = (0..count)
        .map(|at| {
            let year = 2005 + at * 20 / count;
            let tags: BTreeSet<String> = (1..=5_usize)
                .map(|turn| name((at * turn * 7919 % 300) * (at * turn * 104_729 % 300) / 300))
                .collect();
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            story(
                &format!("a-{at}"),
                &format!("{year}-{:02}-01", at % 12 + 1),
                &tags,
            )
        })
        .collect();
    (site, articles)
}

// Readers choose and see at once. Measured with room to spare, since this machine may be busy; a pass that grows with the
// square of the articles would take longer than that.
#[test]
fn two_thousand_articles_are_counted_within_a_moment() {
    for (count, limit) in [(2_000, 50), (10_000, 250)] {
        let (site, articles) = magazine(count);
        let index = Index::of(&articles, &site);
        let query = Query::parse(
            "themes=tag-number-3+tag-number-9&year=2010+2011+2012&section=magazine",
            &site,
        );
        let times = (0..5).map(|_| {
            let start = Instant::now();
            let found = index.find(&query);
            assert!(found.count > 0 && found.axes.len() == 3);
            start.elapsed()
        });
        let best = times.min().unwrap_or(Duration::MAX);
        assert!(
            best < Duration::from_millis(limit),
            "{count} articles took {best:?}"
        );
    }
}

// Words come from fields, bars and clipboards: whatever they are, they have one address, which says the same again.
proptest! {
    #[test]
    fn words_of_a_query_have_one_address(words in any::<String>(), filters in any::<bool>(), is_recent in any::<bool>(), page in 1..9_u32) {
        let site = site();
        let known = filters_of(&site).into_iter().next().expect("the site has filters");
        let mut asked = Query::ALL.with_words(&words);
        if filters {
            asked = asked.with(&known, &site);
        }
        let asked = asked.sorted(if is_recent { Sort::Recent } else { Sort::Best }).on_page(page);
        let text = asked.text();
        prop_assert!(text.is_ascii() && !text.contains([' ', '#', '?']), "{}", text);
        prop_assert_eq!(Query::parse(&text, &site), asked.clone());
        prop_assert!(asked.words().chars().count() <= 500);
        prop_assert!(!asked.words().chars().any(char::is_control));
        prop_assert_eq!(asked.words().trim(), asked.words());
        // What has no words has no best one among what is found.
        prop_assert!(asked.sort() == Sort::Best || !asked.words().is_empty());
    }

    #[test]
    fn any_query_of_an_address_is_read(text in ".*") {
        let site = site();
        let read = Query::parse(&text, &site);
        prop_assert_eq!(Query::parse(&read.text(), &site).text(), read.text());
    }
}

// A form writes a space as a plus, and a plus encoded; the letters of all scripts in bytes.
#[test]
fn words_are_read_as_forms_write_them() {
    for (text, words) in [
        ("q=old+rope", "old rope"),
        ("q=old%20rope", "old rope"),
        ("q=c%2B%2B", "c++"),
        ("q=%E7%81%AF%E5%A1%94", "灯塔"),
        ("q=++rope++&q=other", "rope"),
        ("q=&q=rope", "rope"),
        ("q=a%00b%0Ac", "a b c"),
        ("q=%FFrope", "\u{fffd}rope"),
        ("q=100%", "100%"),
        ("q", ""),
        ("Q=rope", ""),
    ] {
        assert_eq!(query(text).words(), words, "{text}");
    }
    assert_eq!(
        query("q=old+c%2B%2B&sort=recent&page=2").text(),
        "q=old+c%2B%2B&sort=recent&page=2"
    );
    assert_eq!(query("sort=recent").text(), "");
    assert_eq!(query("q=rope&sort=other").text(), "q=rope");
    assert_eq!(query(&format!("q={}", "a".repeat(100_000))).words().len(), 500);
}

// A choice is made within what the words find, and other words are looked for within a choice.
#[test]
fn words_and_filters_of_a_query_keep_each_other() {
    let site = site();
    let known = filters_of(&site)
        .into_iter()
        .next()
        .expect("the site has filters");
    let both = query("q=rope&sort=recent").with(&known, &site);
    assert_eq!((both.words(), both.sort()), ("rope", Sort::Recent));
    assert_eq!(both.without(&known).text(), "q=rope&sort=recent");
    assert_eq!(both.without_filters().text(), "q=rope&sort=recent");
    assert_eq!(both.on_page(3).with_words("boat").page(), 1);
    assert!(both.with_words("boat").has(&known));
    assert_eq!(both.with_words(" ").sort(), Sort::Best);
}
