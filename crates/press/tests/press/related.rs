//! Similar content by the index of press, held to what `content` works out pair by pair.

use content::article::{Article, Tagging};
use content::day::Day;
use content::related::Related;
use content::slug::Slug;
use press::edition::related::similar;
use press::progress::Progress;
use proptest::prelude::*;

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("the test names a slug")
}

fn article(number: usize, words: &[&str], tags: &[&str]) -> Article {
    let text = serde_json::json!({
        "slug": format!("a{number}"), "section": "magazine", "title": words.join(" "),
    });
    let mut article: Article = serde_json::from_value(text).expect("the test writes an article");
    if !tags.is_empty() {
        article.tags = vec![Tagging {
            taxonomy: slug("themes"),
            tags: tags.iter().map(|tag| slug(tag)).collect(),
        }];
    }
    article
}

fn many(most: usize) -> impl Strategy<Value = Vec<Article>> {
    let vocabulary = vec![
        "tides",
        "tides",
        "harbour",
        "bells",
        "market",
        "the",
        "the",
        "and",
        "潮汐",
        "الميناء",
        "rope",
        "quay",
        "low",
    ];
    let words = prop::sample::subsequence(vocabulary, 0..9);
    let tags = prop::sample::subsequence(vec!["heritage", "music", "craft", "film", "dance"], 0..4);
    let at = prop::option::of(1..4_u8);
    let related = prop::collection::vec(0..most, 0..3);
    let one = (
        words,
        tags,
        at,
        prop::bool::weighted(0.2),
        related,
        prop::bool::weighted(0.9),
    )
        .prop_map(|(words, tags, at, chooses, related, stands)| {
            let mut one = article(0, &words, &tags);
            one.published = at.and_then(|at| Day::new(2026, 1, at));
            if chooses {
                one.related = related.iter().map(|other| slug(&format!("a{other}"))).collect();
            }
            one.section = one.section.filter(|_| stands);
            one
        });
    prop::collection::vec(one, 1..most).prop_map(|mut all| {
        for (number, one) in all.iter_mut().enumerate() {
            one.slug = slug(&format!("a{number}"));
        }
        all
    })
}

fn pair_by_pair(articles: &[Article]) -> Vec<Vec<content::article::Similar>> {
    let related = Related::new(articles);
    (0..articles.len()).map(|index| related.to(index)).collect()
}

proptest! {
    // The portal works out the same for a site in one file: the two must never disagree.
    #[test]
    fn the_index_finds_what_comparing_every_pair_finds(articles in many(40)) {
        prop_assert_eq!(similar(&articles, &Progress::silent()), pair_by_pair(&articles));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    // Only where there are more articles than are scored to begin with are hopeless ones passed over.
    #[test]
    fn nothing_is_passed_over_that_belongs_among_the_best(articles in many(500)) {
        prop_assert_eq!(similar(&articles, &Progress::silent()), pair_by_pair(&articles));
    }
}

// A thousand articles with one tag and one title tie for every place: the newest win, whatever is passed over.
#[test]
fn articles_that_are_all_alike_are_shown_by_their_day() {
    let articles: Vec<_> = (0..1000)
        .map(|number| {
            let mut one = article(number, &["tides"], &["music"]);
            one.published = Day::new(2026, 1, u8::try_from(number % 28 + 1).expect("a month is short"));
            one
        })
        .collect();
    assert_eq!(similar(&articles, &Progress::silent()), pair_by_pair(&articles));
}
