//! What press works out for readers of an article: for how long one reads it, and which parts of its series stand beside it.

use std::collections::BTreeMap;

use content::article::{Article, Neighbour};
use content::block::Block;

/// Words a minute, of silent reading of English non-fiction: Brysbaert, “How many words do we read per minute?”, Journal of
/// Memory and Language 109 (2019), has 238.
const WORDS: usize = 238;

/// Chinese, Japanese and Korean signs a minute; they stand for more than a letter and are not parted by spaces. Trauzettel-Klosinski
/// and Dietz, “Standardized assessment of reading performance”, IOVS 53 (2012), have 255 for Chinese and 357 for Japanese.
const SIGNS: usize = 255;

/// Works out what each article says of itself.
pub(crate) fn complete(articles: &mut [Article]) {
    for article in &mut *articles {
        article.minutes = minutes(&article.body);
    }
    let mut series: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, article) in articles.iter().enumerate() {
        if let Some(name) = &article.series {
            series.entry(name.clone()).or_default().push(place);
        }
    }
    for mut parts in series.into_values() {
        parts.sort_by_key(|place| (articles[*place].published, articles[*place].slug.clone()));
        for pair in parts.windows(2) {
            let (earlier, later) = (neighbour(&articles[pair[0]]), neighbour(&articles[pair[1]]));
            articles[pair[1]].before = Some(earlier);
            articles[pair[0]].after = Some(later);
        }
    }
}

fn neighbour(article: &Article) -> Neighbour {
    Neighbour {
        slug: article.slug.clone(),
        section: article.section.clone(),
        title: article.title.clone(),
        language: article.language.clone(),
    }
}

/// Whole minutes; none for a text that takes less than one, where it is not worth saying.
fn minutes(body: &[Block]) -> Option<u32> {
    let text = serde_json::to_string(body)
        .ok()
        .and_then(|json| content::json::value_of(&json).ok())
        .map(|value| value.words())
        .unwrap_or_default();
    let signs = text.chars().filter(|letter| is_sign(*letter)).count();
    let words = text
        .split(|letter: char| letter.is_whitespace() || is_sign(letter))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count();
    let minutes = (words * SIGNS + signs * WORDS).div_euclid(WORDS * SIGNS);
    u32::try_from(minutes).ok().filter(|minutes| *minutes > 0)
}

fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use content::block::Paragraph;
    use content::inline::Inline;

    fn body(text: &str) -> Vec<Block> {
        vec![Block::Paragraph(Paragraph {
            text: vec![Inline::Text(text.to_owned())],
        })]
    }

    // Somebody who has four minutes wants to know whether they will do.
    #[test]
    fn minutes_follow_from_words_and_from_signs_that_are_words() {
        assert_eq!(minutes(&body(&"tide ".repeat(100))), None);
        assert_eq!(minutes(&body(&"tide ".repeat(1000))), Some(4));
        assert_eq!(minutes(&body(&"潮".repeat(1000))), Some(3));
        assert_eq!(minutes(&body(&"潮 tide ".repeat(500))), Some(4));
    }

    fn part(slug: &str, day: &str, series: Option<&str>) -> Article {
        let series = series.map_or_else(String::new, |name| format!(r#","series":"{name}""#));
        let json = format!(
            r#"{{"slug":"{slug}","section":"magazine","title":"T {slug}","published":"{day}"{series}}}"#
        );
        content::json::from_text(&json).expect("the test writes an article")
    }

    // Who has read the second part wants the third, and the parts lie in the folder in any order.
    #[test]
    fn the_parts_of_a_series_know_those_beside_them_by_their_day() {
        let mut articles = [
            part("third", "2026-03-01", Some("Bells")),
            part("other", "2026-01-15", Some("Ropes")),
            part("first", "2026-01-01", Some("Bells")),
            part("single", "2026-01-20", None),
            part("second", "2026-02-01", Some("Bells")),
        ];
        complete(&mut articles);
        let beside = articles.each_ref().map(|article| {
            let slug = |part: &Option<Neighbour>| part.as_ref().map(|part| part.slug.to_string());
            (slug(&article.before), slug(&article.after))
        });
        let some = |slug: &str| Some(slug.to_owned());
        assert_eq!(
            beside,
            [
                (some("second"), None),
                (None, None),
                (None, some("second")),
                (None, None),
                (some("first"), some("third")),
            ]
        );
    }
}
