//! Similar content: what else a reader of one article may want.
//!
//! The score of a pair is the sum of the inverse document frequencies of the tags they share, plus the cosine
//! of their title and lead as tf-idf vectors. `idf(x) = ln((1 + N) / (1 + n(x))) + 1`, the smoothed form that
//! scikit-learn documents, where `n(x)` of `N` articles have `x`. Ties go to the newer article, then to the
//! smaller slug, so that the result does not depend on the order of the input.
//!
//! [`Related`] is the definition. press asks for all articles of a large site, and has an index of its own that is held
//! to the same results. Of a site that holds its articles inline the browser works similar content out itself, and by less:
//! [`by_tags`] is 3 kB of download smaller.

use crate::article::{Article, Similar, TagReference};
use crate::inline::plain;
use crate::order::sorted;
use crate::slug::Slug;

/// The number of similar articles that a page shows.
pub const SHOWN: usize = 6;

/// Shared words weigh at most as much as two tags that everybody has.
pub const WORDS_WEIGHT: f32 = 2.0;

/// Scores are compared in steps of this size, so that a rounding error decides nothing.
const STEP: f32 = 1e-4;

/// The features of all articles, ready to be asked.
pub struct Related<'a> {
    articles: &'a [Article],
    tags: Features,
    words: Features,
}

/// Which articles have which feature, and how much a feature says.
struct Features {
    /// In order. A tag's name is `taxonomy/tag`, so that tags and words are one type, compiled once.
    names: Vec<String>,
    /// For each feature the articles that have it, with its weight in each.
    postings: Vec<Vec<(usize, f32)>>,
    /// For each article its features, with the same weights.
    articles: Vec<Vec<(usize, f32)>>,
}

impl Features {
    /// Counts; `lists` holds the features of each article, repeated as often as they occur.
    fn new(lists: &[Vec<String>]) -> Self {
        let mut names = sorted(lists.iter().flatten().cloned().collect(), &String::cmp);
        names.dedup();
        let mut postings = vec![Vec::new(); names.len()];
        let mut articles = Vec::with_capacity(lists.len());
        for (index, list) in lists.iter().enumerate() {
            let mut ids: Vec<usize> = list
                .iter()
                .filter_map(|name| names.binary_search(name).ok())
                .collect();
            ids = sorted(ids, &usize::cmp);
            let mut features: Vec<(usize, f32)> = Vec::new();
            for id in ids {
                match features.last_mut() {
                    Some((last, count)) if *last == id => *count += 1.0,
                    _ => features.push((id, 1.0)),
                }
            }
            for (id, count) in &features {
                postings[*id].push((index, *count));
            }
            articles.push(features);
        }
        Self {
            names,
            postings,
            articles,
        }
    }

    fn idf(&self, id: usize) -> f32 {
        inverse_frequency(self.articles.len(), self.postings[id].len())
    }

    /// Makes every weight its count times idf, and every article's vector one long.
    fn normalise(&mut self) {
        let idf: Vec<f32> = (0..self.names.len()).map(|id| self.idf(id)).collect();
        for posting in &mut self.postings {
            posting.clear();
        }
        for (index, features) in self.articles.iter_mut().enumerate() {
            for (id, weight) in &mut *features {
                *weight *= idf[*id];
            }
            let length = features
                .iter()
                .map(|(_, weight)| weight * weight)
                .sum::<f32>()
                .sqrt();
            for (id, weight) in &mut *features {
                *weight /= length;
                self.postings[*id].push((index, *weight));
            }
        }
    }
}

impl<'a> Related<'a> {
    /// Reads the tags, titles and leads of all articles. Pages outside the sections take no part.
    pub fn new(articles: &'a [Article]) -> Self {
        let stands = |article: &Article| article.section.is_some();
        let features = |read: fn(&Article) -> Vec<String>| {
            let lists: Vec<_> = articles
                .iter()
                .map(|article| {
                    if stands(article) {
                        read(article)
                    } else {
                        Vec::new()
                    }
                })
                .collect();
            Features::new(&lists)
        };
        let (tags, mut words) = (features(tags_of), features(words_of));
        words.normalise();
        Self {
            articles,
            tags,
            words,
        }
    }

    /// What is similar to the article at `index`: an editor's choice first, then by score; never the article itself,
    /// nor one with which it has nothing in common.
    pub fn to(&self, index: usize) -> Vec<Similar> {
        let article = &self.articles[index];
        let mut scores = vec![0.0_f32; self.articles.len()];
        for (id, _) in &self.tags.articles[index] {
            let idf = self.tags.idf(*id);
            for (other, _) in &self.tags.postings[*id] {
                scores[*other] += idf;
            }
        }
        for (id, weight) in &self.words.articles[index] {
            for (other, other_weight) in &self.words.postings[*id] {
                scores[*other] += WORDS_WEIGHT * weight * other_weight;
            }
        }
        let ranked: Vec<(u32, usize)> = scores
            .iter()
            .enumerate()
            .map(|(other, score)| {
                let slug = &self.articles[other].slug;
                let chosen = (1_u32..)
                    .zip(&article.related)
                    .find(|(_, chosen)| *chosen == slug);
                (
                    chosen.map_or_else(|| steps(*score), |(place, _)| u32::MAX - place),
                    other,
                )
            })
            .filter(|(steps, other)| *steps > 0 && *other != index)
            .collect();
        let mut ranked = sorted(ranked, &|(steps, one), (other_steps, other)| {
            let (one, other) = (&self.articles[*one], &self.articles[*other]);
            other_steps
                .cmp(steps)
                .then_with(|| other.published.cmp(&one.published))
                .then_with(|| one.slug.cmp(&other.slug))
        });
        ranked.truncate(SHOWN);
        ranked
            .into_iter()
            .map(|(_, other)| Similar {
                card: self.articles[other].card(),
                shared: self.shared(index, other),
            })
            .collect()
    }

    fn shared(&self, one: usize, other: usize) -> Vec<TagReference> {
        let others = &self.tags.articles[other];
        let ids: Vec<usize> = self.tags.articles[one]
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| others.iter().any(|(other, _)| other == id))
            .collect();
        let having = |id: &usize| self.tags.postings[*id].len();
        let ids = sorted(ids, &|one, other| having(one).cmp(&having(other)));
        ids.into_iter()
            .filter_map(|id| {
                let (taxonomy, tag) = self.tags.names[id].split_once('/')?;
                Some(TagReference {
                    taxonomy: Slug::parse(taxonomy)?,
                    tag: Slug::parse(tag)?,
                })
            })
            .collect()
    }
}

/// What is similar to the article at `index` of a site that holds its articles inline: what it names itself; else an
/// editor's choice first, then by the number of tags that both carry, the newest first.
pub fn by_tags(articles: &[Article], index: usize) -> Vec<Similar> {
    let article = &articles[index];
    if !article.similar.is_empty() {
        return article.similar.clone();
    }
    let mut best: Vec<(usize, &Article)> = Vec::new();
    for other in articles {
        let chosen = article.related.iter().position(|chosen| *chosen == other.slug);
        let shared = tags(article).filter(|(taxonomy, tag)| other.carries(taxonomy, tag));
        let score = chosen.map_or_else(|| shared.count(), |chosen| usize::MAX - chosen);
        if score == 0 || other.slug == article.slug || other.section.is_none() || article.section.is_none() {
            continue;
        }
        let is_before = |(known, one): &(usize, &Article)| {
            (*known, one.published, &other.slug) > (score, other.published, &one.slug)
        };
        let place = best.iter().take_while(|known| is_before(known)).count();
        best.insert(place, (score, other));
        best.truncate(SHOWN);
    }
    let similar = |(_, other): (usize, &Article)| Similar {
        card: other.card(),
        shared: tags(article)
            .filter(|(taxonomy, tag)| other.carries(taxonomy, tag))
            .map(|(taxonomy, tag)| TagReference {
                taxonomy: taxonomy.clone(),
                tag: tag.clone(),
            })
            .collect(),
    };
    best.into_iter().map(similar).collect()
}

/// The tags of an article, each with its taxonomy.
fn tags(article: &Article) -> impl Iterator<Item = (&Slug, &Slug)> {
    let taggings = article.tags.iter();
    taggings.flat_map(|tagging| tagging.tags.iter().map(move |tag| (&tagging.taxonomy, tag)))
}

/// How much a feature says that so many of all articles have.
#[expect(
    clippy::cast_precision_loss,
    reason = "beyond 16 million articles a rounded number will do"
)]
pub fn inverse_frequency(all: usize, having: usize) -> f32 {
    ((1.0 + all as f32) / (1.0 + having as f32)).ln() + 1.0
}

/// A score in the steps in which scores are compared.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a score is small and not negative"
)]
pub fn steps(score: f32) -> u32 {
    (score / STEP + 0.5) as u32
}

/// An article's tags as `taxonomy/tag`.
pub fn tags_of(article: &Article) -> Vec<String> {
    tags(article)
        .map(|(taxonomy, tag)| [taxonomy.as_ref(), "/", tag.as_ref()].concat())
        .collect()
}

/// The words of an article's title and lead, repeated as often as they occur.
pub fn words_of(article: &Article) -> Vec<String> {
    let mut words = Vec::new();
    for text in [article.title.as_str(), &plain(&article.lead)] {
        collect_words(text, &mut words);
    }
    words
}

/// Words of three letters or more, in lower case as far as ASCII goes; scripts that are written without spaces
/// give pairs of neighbouring characters. Unicode's own tables would cost more bytes than they are worth here.
fn collect_words(text: &str, words: &mut Vec<String>) {
    let mut word = String::new();
    let mut before: Option<char> = None;
    for letter in text.chars().chain([' ']) {
        let dense = matches!(letter, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..)
            && !matches!(letter, '\u{3000}'..='\u{303F}');
        let joins = !dense && (letter.is_ascii_alphanumeric() || (!letter.is_ascii() && !is_mark(letter)));
        if joins {
            word.push(letter.to_ascii_lowercase());
        } else if !word.is_empty() {
            if word.chars().count() > 2 {
                words.push(std::mem::take(&mut word));
            } else {
                word.clear();
            }
        }
        if let (true, Some(before)) = (dense, before) {
            words.push([before, letter].iter().collect());
        }
        before = dense.then_some(letter);
    }
}

/// Punctuation and spaces outside ASCII, of the scripts that are likely to meet in one magazine.
fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{80}'..='\u{BF}'
        | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{66A}'..='\u{66D}' | '\u{6D4}'
        | '\u{964}' | '\u{965}'
        | '\u{2000}'..='\u{206F}'
        | '\u{3000}'..='\u{303F}'
        | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}
