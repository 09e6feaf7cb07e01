//! Similar content of a site that holds its articles inline.

mod support;

use content::article::Article;
use content::related::{SHOWN, by_tags};
use support::{article, day, slug, tagged};

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
