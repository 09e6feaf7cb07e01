//! Similar content: what else a reader of an article may want.

use content::article::{Article, Similar, Tagging};
use content::day::Day;
use content::related::SHOWN;
use content::site::Site;
use content::slug::Slug;
use press::progress::Progress;
use proptest::prelude::*;

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("the test names a slug")
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("the test names a day")
}

/// An article of a section, with these fields besides.
fn article(name: &str, title: &str, others: serde_json::Value) -> Article {
    let mut whole = serde_json::json!({ "slug": name, "section": "magazine", "title": title });
    let fields = whole.as_object_mut().expect("it is an object");
    fields.extend(others.as_object().cloned().expect("the test gives fields"));
    serde_json::from_value(whole).expect("the test writes an article")
}

fn text(name: &str, words: &str) -> Article {
    article(
        name,
        name,
        serde_json::json!({ "body": [{ "kind": "paragraph", "text": [words] }] }),
    )
}

fn tagged(mut article: Article, tags: &[&str]) -> Article {
    if !tags.is_empty() {
        article.tags = vec![Tagging {
            taxonomy: slug("themes"),
            tags: tags.iter().map(|tag| slug(tag)).collect(),
        }];
    }
    article
}

/// A title that shares no word with any other.
fn plain(number: usize) -> Article {
    article(
        &format!("n{number}"),
        &format!("qqq{number} zzz{number}"),
        serde_json::json!({}),
    )
}

fn on(today: Option<Day>, articles: &[Article], name: &str) -> Vec<Similar> {
    let site: Site =
        serde_json::from_value(serde_json::json!({ "format": 1, "name": "S", "language": "en" }))
            .expect("the test writes a site");
    let place = articles.iter().position(|article| article.slug.as_ref() == name);
    let place = place.expect("the test names an article");
    let mut all = press::edition::similar::similar(articles, &site, today, &Progress::silent());
    all.swap_remove(place)
}

fn similar(articles: &[Article], name: &str) -> Vec<String> {
    let shown = on(None, articles, name);
    shown
        .iter()
        .map(|similar| similar.card.slug.to_string())
        .collect()
}

// Tags are given by hand and few; what articles are about stands in their texts. Other endings are the same word.
#[test]
fn articles_find_each_other_by_their_texts_whatever_the_endings() {
    let articles = [
        text("asked", "The rope maker twists hemp into ropes at the harbour."),
        text("near", "Ropes of hemp were twisted here by the last rope makers."),
        text(
            "far",
            "A choir rehearses in the evening, and the audience listens.",
        ),
        text("other", "The audience of the evening likes the choir."),
    ];
    assert_eq!(similar(&articles, "asked"), ["near"]);
    assert_eq!(similar(&articles, "far"), ["other"]);
}

// What only few articles share says more than what most of them do.
#[test]
fn a_rare_tag_counts_more_than_a_common_one() {
    let mut articles: Vec<Article> = (0..8)
        .map(|number| tagged(plain(number), &["heritage"]))
        .collect();
    articles.push(tagged(text("rare", "rare"), &["craft"]));
    articles.push(tagged(text("asked", "asked"), &["heritage", "craft"]));
    assert_eq!(
        similar(&articles, "asked").first().map(String::as_str),
        Some("rare")
    );
}

// The page says why a card is there: the most telling tag first.
#[test]
fn the_shared_tags_are_told_rarest_first() {
    let mut articles: Vec<Article> = (0..4)
        .map(|number| tagged(plain(number), &["heritage"]))
        .collect();
    articles.push(tagged(text("one", "one"), &["heritage", "craft", "music"]));
    articles.push(tagged(text("two", "two"), &["craft", "heritage"]));
    let shown = on(None, &articles, "one");
    assert_eq!(shown[0].card.slug, slug("two"));
    let shared: Vec<_> = shown[0].shared.iter().map(|shared| shared.tag.as_ref()).collect();
    assert_eq!(shared, ["craft", "heritage"]);
}

// Two tags of one name in two taxonomies have nothing in common.
#[test]
fn a_tag_is_shared_only_within_its_taxonomy() {
    let one = tagged(plain(1), &["malta"]);
    let mut two = tagged(plain(2), &["malta"]);
    two.tags[0].taxonomy = slug("countries");
    assert_eq!(similar(&[one, two], "n1"), Vec::<String>::new());
}

// A card that has nothing to do with the article is noise; without words or tags there is nothing to divide by.
#[test]
fn an_article_with_nothing_in_common_is_not_shown() {
    let articles = [
        tagged(plain(1), &["music"]),
        tagged(plain(2), &["craft"]),
        plain(3),
        text("empty", ""),
    ];
    for name in ["n1", "n2", "n3", "empty"] {
        assert_eq!(similar(&articles, name), Vec::<String>::new(), "{name}");
    }
    assert_eq!(similar(&articles[..1], "n1"), Vec::<String>::new());
}

// An editor knows better: the choice comes first, in the order of the list, even with nothing in common.
#[test]
fn an_editors_choice_comes_first_in_the_editors_order() {
    let mut articles: Vec<Article> = (0..9).map(|number| tagged(plain(number), &["music"])).collect();
    articles.extend(["newest", "middle", "oldest"].map(|name| text(name, name)));
    articles[0].related = ["oldest", "newest", "unheard-of", "middle", "oldest", "n0"]
        .map(slug)
        .to_vec();
    let shown = similar(&articles, "n0");
    assert_eq!(shown[..3], ["oldest", "newest", "middle"]);
    assert_eq!(shown.len(), SHOWN);
}

// Of two that are equally similar the newer is the better guess; undated ones come last, then the slug decides.
#[test]
fn the_newest_breaks_a_tie() {
    let tag = |article| tagged(article, &["music"]);
    let dated = |number, at| {
        let mut article = tag(plain(number));
        article.published = Some(day(at));
        article
    };
    let articles = [
        tag(plain(0)),
        tag(plain(2)),
        tag(plain(1)),
        dated(3, "2020-01-01"),
        dated(4, "2026-01-01"),
    ];
    assert_eq!(similar(&articles, "n0"), ["n4", "n3", "n1", "n2"]);
}

// What was written on the same days is about the same world.
#[test]
fn of_two_that_say_the_same_the_one_of_those_days_comes_first() {
    let words = "Ropes of hemp were twisted here by the last rope makers.";
    let dated = |name: &str, at: &str| {
        let mut article = text(name, words);
        article.published = Some(day(at));
        article
    };
    let mut articles = vec![
        dated("asked", "2014-05-01"),
        dated("late", "2026-05-01"),
        dated("then", "2014-04-01"),
    ];
    articles.extend((0..3).map(plain));
    assert_eq!(similar(&articles, "asked"), ["then", "late"]);
}

// Pages such as “about” share words with everything; nobody looks for them under an article, nor articles under them.
#[test]
fn a_page_outside_the_sections_takes_no_part() {
    let mut page = tagged(text("page", "hemp and ropes"), &["music"]);
    page.section = None;
    let articles = [
        page,
        tagged(text("one", "hemp and ropes"), &["music"]),
        tagged(plain(2), &["music"]),
    ];
    assert_eq!(similar(&articles, "one"), ["n2"]);
    assert_eq!(similar(&articles, "page"), Vec::<String>::new());
}

// Chinese is written without spaces, and Arabic has punctuation of its own.
#[test]
fn texts_in_any_script_find_each_other() {
    let articles = [
        text("tides", "读懂潮汐的人"),
        text("again", "潮汐与港口"),
        text("quay", "ضجيج الميناء، لماذا؟"),
        text("bells", "أجراس الميناء"),
        text("neither", "完全不同"),
    ];
    assert_eq!(similar(&articles, "tides"), ["again"]);
    assert_eq!(similar(&articles, "quay"), ["bells"]);
    assert_eq!(similar(&articles, "neither"), Vec::<String>::new());
}

// A call that has closed, or an evening that is over, is no advice. The last day itself still is, as are what has one of two days
// ahead, and an editor's choice.
#[test]
fn what_is_over_is_not_recommended() {
    let closing = |name: &str, at: &str| {
        tagged(
            article(name, name, serde_json::json!({ "deadline": at })),
            &["music"],
        )
    };
    let event = |name: &str, at: &str| {
        tagged(
            article(name, name, serde_json::json!({ "event": { "start": at } })),
            &["music"],
        )
    };
    let mut articles = vec![
        tagged(plain(0), &["music"]),
        closing("shut", "2026-03-01"),
        closing("open", "2026-03-02"),
        event("gone", "2026-03-01T20:00"),
        event("tonight", "2026-03-02T20:00"),
        tagged(
            article(
                "two-days",
                "two-days",
                serde_json::json!({ "event": { "start": "2026-03-01" }, "deadline": "2026-04-01" }),
            ),
            &["music"],
        ),
    ];
    let slugs =
        |shown: Vec<Similar>| -> Vec<_> { shown.into_iter().map(|one| one.card.slug.to_string()).collect() };
    let today = Some(day("2026-03-02"));
    assert_eq!(slugs(on(today, &articles, "n0")), ["open", "tonight", "two-days"]);
    assert_eq!(
        slugs(on(None, &articles, "n0")),
        ["gone", "open", "shut", "tonight", "two-days"]
    );
    articles[0].related = vec![slug("shut")];
    assert_eq!(
        slugs(on(today, &articles, "n0")),
        ["shut", "open", "tonight", "two-days"]
    );
}

// Whoever reads the one has its translations at the top of the page.
#[test]
fn a_translation_is_not_similar_to_its_original() {
    let same = serde_json::json!([
        { "slug": "original", "language": "en", "name": "English" },
        { "slug": "translated", "language": "de", "name": "Deutsch" }
    ]);
    let one = article("original", "Hemp", serde_json::json!({ "translations": same }));
    let other = article(
        "translated",
        "Hemp",
        serde_json::json!({ "translations": same, "language": "de" }),
    );
    let articles = [
        tagged(one, &["craft"]),
        tagged(other, &["craft"]),
        tagged(plain(1), &["craft"]),
    ];
    assert_eq!(similar(&articles, "original"), ["n1"]);
}

// Who reads a part of a series wants the next one.
#[test]
fn parts_of_the_same_series_come_first_the_next_one_before_the_earlier() {
    let part = |name: &str, at: &str| {
        article(
            name,
            name,
            serde_json::json!({ "series": "Ferries", "published": at }),
        )
    };
    let mut articles = vec![
        part("first", "2026-01-01"),
        part("second", "2026-01-02"),
        part("third", "2026-01-03"),
        part("fourth", "2026-01-04"),
    ];
    articles[1] = tagged(articles[1].clone(), &["music"]);
    articles.push(tagged(plain(1), &["music"]));
    assert_eq!(similar(&articles, "second"), ["third", "fourth", "n1"]);
    assert_eq!(similar(&articles, "third"), ["fourth", "second"]);
}

// A page of one voice alone leads nowhere.
#[test]
fn of_one_author_there_are_at_most_two() {
    let by = |number: usize, author: &str| {
        let mut article = tagged(plain(number), &["music"]);
        article.authors = vec![author.to_owned()];
        article
    };
    let articles = [
        by(0, "Ada"),
        by(1, "Ada"),
        by(2, "Ada"),
        by(3, "Ada"),
        by(4, "Bo"),
    ];
    assert_eq!(similar(&articles, "n0"), ["n1", "n2", "n4"]);
}

// Six reports of one evening say the same: what comes next to them is worth more than the last of them.
#[test]
fn what_says_the_same_as_a_card_that_is_shown_comes_later() {
    let report = "hemp rope harbour quay";
    let mut articles = vec![text("asked", "hemp rope harbour quay market bells")];
    articles.extend((0..6).map(|number| text(&format!("report{number}"), report)));
    articles.push(text("market", "market bells harbour"));
    articles.extend((0..9).map(plain));
    let shown = similar(&articles, "asked");
    let place = shown.iter().position(|name| name == "market");
    assert!(place.is_some_and(|place| place < 3), "{shown:?}");
}

// Two thousand articles with one tag and one title tie for every place, and are more than a feature leads to: the newest win.
#[test]
fn articles_that_are_all_alike_are_shown_by_their_day() {
    let articles: Vec<_> = (0..2000)
        .map(|number| {
            let mut one = tagged(
                article(&format!("a{number}"), "tides", serde_json::json!({})),
                &["music"],
            );
            one.published = Some(day(if number < 1993 { "2026-01-01" } else { "2026-01-02" }));
            one
        })
        .collect();
    let shown = similar(&articles, "a1999");
    assert_eq!(shown, ["a1993", "a1994", "a1995", "a1996", "a1997", "a1998"]);
}

fn many() -> impl Strategy<Value = Vec<Article>> {
    let words = prop::sample::subsequence(
        vec!["tides", "harbour", "bells", "market", "潮汐", "الميناء"],
        0..5,
    );
    let tags = prop::sample::subsequence(vec!["heritage", "music", "craft", "film"], 0..4);
    let at = prop::option::of(1..4_u8);
    let related = prop::option::weighted(0.2, 0..12_usize);
    let author = prop::option::of(prop::sample::select(vec!["Ada", "Bo"]));
    let one = (words, tags, at, related, author, prop::bool::weighted(0.9)).prop_map(
        |(words, tags, at, related, author, stands)| {
            let mut one = tagged(article("unnamed", &words.join(" "), serde_json::json!({})), &tags);
            one.published = at.and_then(|at| Day::new(2026, 1, at));
            one.related = related
                .map(|other| slug(&format!("a{other}")))
                .into_iter()
                .collect();
            one.authors = author.map(ToOwned::to_owned).into_iter().collect();
            one.section = one.section.filter(|_| stands);
            one
        },
    );
    prop::collection::vec(one, 1..12).prop_map(|mut all| {
        for (number, one) in all.iter_mut().enumerate() {
            one.slug = slug(&format!("a{number}"));
        }
        all
    })
}

proptest! {
    // press writes the result into files: it has to be the same on every machine, in whatever order files are read.
    #[test]
    fn the_result_does_not_depend_on_the_order_of_the_input(
        (articles, shuffled) in many().prop_flat_map(|articles| (Just(articles.clone()), Just(articles).prop_shuffle()))
    ) {
        for article in &articles {
            let name = article.slug.as_ref();
            prop_assert_eq!(on(None, &articles, name), on(None, &shuffled, name), "similar to {}", name);
        }
    }

    // What holds for every article, whatever the others are.
    #[test]
    fn no_article_is_shown_twice_nor_under_itself(articles in many()) {
        for article in &articles {
            let shown = on(None, &articles, article.slug.as_ref());
            prop_assert!(shown.len() <= SHOWN);
            for (place, one) in shown.iter().enumerate() {
                prop_assert!(one.card.slug != article.slug);
                prop_assert!(shown[..place].iter().all(|other| other.card.slug != one.card.slug));
            }
            for author in ["Ada", "Bo"] {
                let by_them = shown.iter().filter(|one| {
                    one.card.authors.iter().any(|name| name == author) && !article.related.contains(&one.card.slug)
                });
                prop_assert!(by_them.count() <= 2);
            }
            let known = |chosen: &&Slug| articles.iter().any(|other| other.slug == **chosen);
            let chosen = article.related.first().filter(known).filter(|chosen| **chosen != article.slug);
            if let Some(chosen) = chosen {
                prop_assert_eq!(&shown[0].card.slug, chosen);
            }
        }
    }
}
