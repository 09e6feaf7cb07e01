//! Similar content.

mod support;

use content::article::Article;
use content::related::{Related, SHOWN, by_tags};
use proptest::prelude::*;
use support::{article, day, slug, tagged};

/// The slugs of what is similar to the article of that name.
fn similar(articles: &[Article], name: &str) -> Vec<String> {
    let index = articles
        .iter()
        .position(|article| article.slug.as_ref() == name)
        .expect("the test names an article");
    Related::new(articles)
        .to(index)
        .iter()
        .map(|similar| similar.card.slug.to_string())
        .collect()
}

fn titled(name: &str, title: &str) -> Article {
    article(name, title)
}

/// A title that shares no word with any other.
fn plain(number: usize) -> Article {
    article(&format!("n{number}"), &format!("qqq{number} zzz{number}"))
}

fn published(mut article: Article, at: &str) -> Article {
    article.published = Some(day(at));
    article
}

// What only few articles share says more than what most of them do.
#[test]
fn a_rare_tag_counts_more_than_a_common_one() {
    let mut articles: Vec<Article> = (0..8)
        .map(|number| tagged(plain(number), &["heritage"]))
        .collect();
    articles.push(tagged(titled("rare", "rare"), &["craft"]));
    articles.push(tagged(titled("asked", "asked"), &["heritage", "craft"]));
    assert_eq!(
        similar(&articles, "asked").first().map(String::as_str),
        Some("rare")
    );
    let shown = Related::new(&articles).to(9);
    assert_eq!(
        shown[0]
            .shared
            .iter()
            .map(|shared| shared.tag.as_ref())
            .collect::<Vec<_>>(),
        ["craft"]
    );
}

// The page says why a card is there: “Also about …”, the most telling tag first.
#[test]
fn the_shared_tags_are_told_rarest_first() {
    let mut articles: Vec<Article> = (0..4)
        .map(|number| tagged(plain(number), &["heritage"]))
        .collect();
    articles.push(tagged(titled("one", "one"), &["heritage", "craft", "music"]));
    articles.push(tagged(titled("two", "two"), &["craft", "heritage"]));
    let shown = Related::new(&articles).to(4);
    assert_eq!(shown[0].card.slug, slug("two"));
    assert_eq!(
        shown[0]
            .shared
            .iter()
            .map(|shared| shared.tag.as_ref())
            .collect::<Vec<_>>(),
        ["craft", "heritage"]
    );
}

// Two tags of one name in two taxonomies have nothing in common.
#[test]
fn a_tag_is_shared_only_within_its_taxonomy() {
    let one = tagged(titled("one", "one"), &["malta"]);
    let mut two = tagged(titled("two", "two"), &["malta"]);
    two.tags[0].taxonomy = slug("countries");
    assert_eq!(similar(&[one, two], "one"), Vec::<String>::new());
}

// A card that has nothing to do with the article is noise.
#[test]
fn an_article_with_nothing_in_common_is_not_shown() {
    let articles = [
        tagged(plain(1), &["music"]),
        tagged(plain(2), &["craft"]),
        plain(3),
    ];
    for name in ["n1", "n2", "n3"] {
        assert_eq!(similar(&articles, name), Vec::<String>::new(), "{name}");
    }
}

// An editor knows better: the choice comes first, in the order of the list, even with nothing in common.
#[test]
fn an_editors_choice_comes_first_in_the_editors_order() {
    let mut articles: Vec<Article> = (0..9).map(|number| tagged(plain(number), &["music"])).collect();
    articles.extend(["newest", "middle", "oldest"].map(|name| titled(name, name)));
    articles[9].published = Some(day("2026-01-03"));
    articles[10].published = Some(day("2026-01-02"));
    articles[11].published = Some(day("2026-01-01"));
    articles[0].related = ["oldest", "newest", "unheard-of", "middle", "oldest"]
        .map(slug)
        .to_vec();
    let shown = similar(&articles, "n0");
    assert_eq!(shown[..3], ["oldest", "newest", "middle"]);
    assert_eq!(shown.len(), SHOWN);
}

// An article that names itself, by a slip, must not be shown under itself.
#[test]
fn an_article_is_never_similar_to_itself_even_when_it_says_so() {
    let mut articles = [tagged(plain(1), &["music"]), tagged(plain(2), &["music"])];
    articles[0].related = vec![slug("n1"), slug("n2")];
    assert_eq!(similar(&articles, "n1"), ["n2"]);
}

// Of two that are equally similar the newer is the better guess; undated ones come last, then the slug decides.
#[test]
fn the_newest_breaks_a_tie() {
    let tag = |article| tagged(article, &["music"]);
    let articles = [
        tag(plain(0)),
        tag(plain(2)),
        tag(plain(1)),
        tag(published(plain(3), "2020-01-01")),
        tag(published(plain(4), "2026-01-01")),
    ];
    assert_eq!(similar(&articles, "n0"), ["n4", "n3", "n1", "n2"]);
}

// Six cards fill the row; the seventh would stand alone.
#[test]
fn at_most_six_are_shown() {
    let articles: Vec<Article> = (0..30).map(|number| tagged(plain(number), &["music"])).collect();
    for index in 0..articles.len() {
        assert_eq!(Related::new(&articles).to(index).len(), SHOWN);
    }
}

// Pages such as “about” share words with everything; nobody looks for them under an article.
#[test]
fn a_page_outside_the_sections_takes_no_part() {
    let mut about = tagged(titled("about", "Tides and harbours"), &["music"]);
    about.section = None;
    let articles = [about, tagged(titled("tides", "Tides and harbours"), &["music"])];
    assert_eq!(similar(&articles, "tides"), Vec::<String>::new());
    assert_eq!(similar(&articles, "about"), Vec::<String>::new());
}

// Titles and leads count, too, whatever the case of ASCII letters and the punctuation around them.
#[test]
fn articles_find_each_other_by_the_words_of_title_and_lead() {
    let mut lead = titled("lead", "qqq");
    lead.lead = vec![content::inline::Inline::Text(
        "On “Harbours”, at night.".to_owned(),
    )];
    let articles = [
        titled("asked", "HARBOURS of Malta"),
        lead,
        titled("other", "Kites"),
    ];
    assert_eq!(similar(&articles, "asked"), ["lead"]);
}

// Chinese is written without spaces: neighbouring characters stand for words.
#[test]
fn chinese_titles_find_each_other() {
    let articles = [
        titled("asked", "港口的潮汐表"),
        titled("tides", "潮汐与月亮"),
        titled("kites", "风筝回家"),
        titled("one", "表"),
        titled("stop", "港，口"),
    ];
    assert_eq!(similar(&articles, "asked"), ["tides"]);
}

// Arabic has commas and question marks of its own; they are no part of the word before them.
#[test]
fn arabic_titles_find_each_other_past_their_punctuation() {
    let articles = [
        titled("asked", "جدول البحر، في الميناء"),
        titled("sea", "أين البحر؟"),
        titled("harbour", "سوق الميناء؛ ليلا"),
        titled("kites", "طائرة ورقية"),
    ];
    let mut shown = similar(&articles, "asked");
    shown.sort();
    assert_eq!(shown, ["harbour", "sea"]);
}

// Nothing to compare, and nothing to divide by.
#[test]
fn articles_without_words_or_tags_are_no_reason_to_stop() {
    let articles = [titled("a", ""), titled("b", "— ? !"), titled("c", "a b c")];
    for name in ["a", "b", "c"] {
        assert_eq!(similar(&articles, name), Vec::<String>::new());
    }
    assert_eq!(similar(&articles[..1], "a"), Vec::<String>::new());
}

fn many() -> impl Strategy<Value = Vec<Article>> {
    let words = prop::sample::subsequence(
        vec!["tides", "harbour", "bells", "market", "潮汐", "الميناء"],
        0..5,
    );
    let tags = prop::sample::subsequence(vec!["heritage", "music", "craft", "film"], 0..4);
    let at = prop::option::of(1..4_u8);
    let related = prop::option::weighted(0.2, 0..12_usize);
    let one = (words, tags, at, related, prop::bool::weighted(0.9)).prop_map(
        |(words, tags, at, related, stands)| {
            let mut one = tagged(article("unnamed", &words.join(" ")), &tags);
            one.published = at.and_then(|at| content::day::Day::new(2026, 1, at));
            one.related = related
                .map(|other| slug(&format!("a{other}")))
                .into_iter()
                .collect();
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
            prop_assert_eq!(similar(&articles, name), similar(&shuffled, name), "similar to {}", name);
        }
    }

    // What holds for every article, whatever the others are.
    #[test]
    fn no_article_is_shown_twice_nor_under_itself(articles in many()) {
        for (index, article) in articles.iter().enumerate() {
            let shown = Related::new(&articles).to(index);
            prop_assert!(shown.len() <= SHOWN);
            for (place, one) in shown.iter().enumerate() {
                prop_assert!(one.card.slug != article.slug);
                prop_assert!(shown[..place].iter().all(|other| other.card.slug != one.card.slug));
            }
            if let Some(chosen) = article.related.first().filter(|chosen| {
                **chosen != article.slug && articles.iter().any(|other| other.slug == **chosen)
            }) {
                prop_assert_eq!(&shown[0].card.slug, chosen);
            }
        }
    }
}

// A site of one file is read in browsers that have no room for more than the tags.
#[test]
fn a_site_of_one_file_has_similar_articles_by_tags() {
    let dated = |mut article: Article, day_of: &str| {
        article.published = Some(day(day_of));
        article
    };
    let mut first = tagged(article("first", "First"), &["rope", "tide"]);
    first.related = vec![slug("chosen"), slug("gone")];
    let mut page = tagged(article("page", "A page"), &["rope", "tide"]);
    page.section = None;
    let articles = [
        first,
        dated(tagged(article("one-old", "One tag"), &["rope"]), "2020-01-01"),
        dated(tagged(article("one-new", "One tag"), &["tide"]), "2021-01-01"),
        tagged(article("two", "Two tags"), &["tide", "rope"]),
        article("chosen", "Nothing in common"),
        tagged(article("none", "First"), &["bell"]),
        page,
    ];
    let shown = by_tags(&articles, 0);
    let names: Vec<_> = shown.iter().map(|one| one.card.slug.as_ref()).collect();
    assert_eq!(names, ["chosen", "two", "one-new", "one-old"]);
    let shared: Vec<_> = shown[1].shared.iter().map(|tag| tag.tag.as_ref()).collect();
    assert_eq!(shared, ["rope", "tide"]);
    assert!(
        by_tags(&articles, 6).is_empty(),
        "a page outside the sections has none"
    );
    let mut own = articles;
    own[5].similar = vec![shown[0].clone()];
    assert_eq!(
        by_tags(&own, 5),
        [shown[0].clone()],
        "what a bundle says itself counts"
    );
    let many: Vec<Article> = (0..20)
        .map(|at| tagged(article(&format!("a{at}"), "A"), &["rope"]))
        .collect();
    assert_eq!(by_tags(&many, 3).len(), SHOWN);
}
