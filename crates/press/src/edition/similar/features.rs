//! What articles can be alike in: their terms, and their tags.
//!
//! A term is the stem of a word, or a pair of signs of a script without spaces. Its weight in an article is
//! `√tf · ln((1 + N) / df)` for `tf` times in the article, and `df` of `N` articles that have it: tf-idf (Manning, Raghavan and
//! Schütze, Introduction to Information Retrieval, 2008, 6.2), with the root for what is said again and again. Of each
//! article the [`BEST`] are kept, and its vector is made one long.

use std::collections::HashMap;

use content::article::Article;
use content::inline::plain;
use content::related::tags_of;
use content::site::Site;
use content::text;
use rayon::prelude::*;
use search::native::Native;
use search::tokens::{self, Letters, pairs, tokens};

use super::Number;
use crate::diagnostic::count;
use crate::edition::stemmers::Stemmers;

/// How many terms stand for an article.
const BEST: usize = 60;

/// How often a word of the title and of the lead counts.
const TITLE: u32 = 2;

/// The most articles that a feature leads to: by what more of them have, the pairs alone are compared.
const MOST: usize = 1500;

/// How many articles are taken apart before their terms are gathered.
const BATCH: usize = 1024;

/// Which articles have which feature, and how much it weighs.
pub(super) struct Features {
    names: Vec<String>,
    /// How many articles have each feature.
    having: Vec<u32>,
    /// For each feature the articles in which it weighs most.
    postings: Vec<Vec<(Number, f32)>>,
    /// For each article its features by their numbers.
    rows: Vec<Vec<(u32, f32)>>,
}

impl Features {
    /// Of the numbers of features by their names, and of rows that hold each feature once.
    fn new(ids: HashMap<String, u32>, mut rows: Vec<Vec<(u32, f32)>>) -> Self {
        let mut names = vec![String::new(); ids.len()];
        for (name, id) in ids {
            names[id as usize] = name;
        }
        let mut postings: Vec<Vec<(Number, f32)>> = vec![Vec::new(); names.len()];
        for (number, row) in (0..).zip(&mut rows) {
            row.sort_unstable_by_key(|(id, _)| *id);
            let length = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
            for (id, weight) in row {
                *weight /= length;
                postings[*id as usize].push((number, *weight));
            }
        }
        let having = postings.iter().map(|posting| count(posting.len())).collect();
        postings.par_iter_mut().for_each(|posting| {
            if posting.len() > MOST {
                posting.sort_by(|(a, one), (b, other)| other.total_cmp(one).then_with(|| a.cmp(b)));
                posting.truncate(MOST);
            }
            posting.shrink_to_fit();
        });
        Self {
            names,
            having,
            postings,
            rows,
        }
    }

    pub(super) fn name(&self, id: u32) -> &str {
        &self.names[id as usize]
    }

    pub(super) fn having(&self, id: u32) -> u32 {
        self.having[id as usize]
    }

    pub(super) fn posting(&self, id: u32) -> &[(Number, f32)] {
        &self.postings[id as usize]
    }

    pub(super) fn row(&self, number: Number) -> &[(u32, f32)] {
        &self.rows[number as usize]
    }

    /// How alike two articles are, from 0 to 1.
    pub(super) fn cosine(&self, one: Number, other: Number) -> f32 {
        let mut sum = 0.0_f32;
        meet(self.row(one), self.row(other), |_, weight, others| {
            sum += weight * others;
        });
        sum
    }
}

/// Walks two rows in order and tells what stands in both.
pub(super) fn meet(one: &[(u32, f32)], other: &[(u32, f32)], mut both: impl FnMut(u32, f32, f32)) {
    let (mut at, mut other_at) = (0, 0);
    while let (Some((id, weight)), Some((other_id, other_weight))) = (one.get(at), other.get(other_at)) {
        if id == other_id {
            both(*id, *weight, *other_weight);
        }
        at += usize::from(id <= other_id);
        other_at += usize::from(other_id <= id);
    }
}

/// The tags of articles, by the names `taxonomy/tag`. Pages outside the sections have none.
pub(super) fn tags(articles: &[&Article]) -> Features {
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut rows = Vec::with_capacity(articles.len());
    for article in articles {
        let mut row: Vec<u32> = Vec::new();
        for name in article
            .section
            .as_ref()
            .map_or_else(Vec::new, |_| tags_of(article))
        {
            let next = count(ids.len());
            row.push(*ids.entry(name).or_insert(next));
        }
        row.sort_unstable();
        row.dedup();
        rows.push(row);
    }
    let mut having = vec![0; ids.len()];
    rows.iter().flatten().for_each(|id| having[*id as usize] += 1);
    let all = standing(articles);
    let weighed = rows.into_iter().map(|row| {
        let row = row.into_iter().map(|id| (id, rarity(all, having[id as usize])));
        row.collect()
    });
    Features::new(ids, weighed.collect())
}

/// The terms of articles. Pages outside the sections have none.
pub(super) fn terms(articles: &[&Article], site: &Site) -> Features {
    let stemmers = Stemmers::new(site, articles.iter().copied());
    let take_apart = |article: &&Article| Counted::of(article, stemmers.of(article).1);
    // Twice over the texts, because nobody knows before the end what is rare.
    let mut having: HashMap<String, u32> = HashMap::new();
    for batch in articles.chunks(BATCH) {
        let counted: Vec<Counted> = batch.par_iter().map(take_apart).collect();
        for term in counted.into_iter().flat_map(|counted| counted.0.into_keys()) {
            *having.entry(term).or_default() += 1;
        }
    }
    let all = standing(articles);
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut rows = Vec::with_capacity(articles.len());
    for batch in articles.chunks(BATCH) {
        let best: Vec<_> = batch
            .par_iter()
            .map(|article| take_apart(article).best(all, &having))
            .collect();
        for best in best {
            let row = best.into_iter().map(|(term, weight)| {
                let next = count(ids.len());
                (*ids.entry(term).or_insert(next), weight)
            });
            rows.push(row.collect());
        }
    }
    Features::new(ids, rows)
}

/// How many articles take part.
fn standing(articles: &[&Article]) -> u32 {
    count(
        articles
            .iter()
            .filter(|article| article.section.is_some())
            .count(),
    )
}

#[expect(
    clippy::cast_precision_loss,
    reason = "beyond 16 million articles a rounded number will do"
)]
fn rarity(all: u32, having: u32) -> f32 {
    ((1.0 + all as f32) / having.max(1) as f32).ln()
}

/// The terms of a text, and how often each is there.
struct Counted(HashMap<String, u32>);

impl Counted {
    fn of(article: &Article, letters: &Native) -> Self {
        let mut counted = Self(HashMap::new());
        if article.section.is_some() {
            counted.add(&article.title, TITLE, letters);
            counted.add(&plain(&article.lead), TITLE, letters);
            counted.add(&text::of(&article.body), 1, letters);
        }
        counted
    }

    fn add(&mut self, text: &str, times: u32, letters: &Native) {
        for token in tokens(text, letters) {
            if token.is_run {
                for pair in pairs(&token.text) {
                    *self.0.entry(pair.to_owned()).or_default() += times;
                }
                continue;
            }
            let stem = letters.stems(&token.text).pop();
            let term = tokens::plain(stem.as_deref().unwrap_or(&token.text), letters);
            if term.chars().count() > 1 {
                *self.0.entry(term).or_default() += times;
            }
        }
    }

    /// The terms that say most of the article, each with its weight. What nobody else has says nothing of others, and what most
    /// have nothing of the article.
    fn best(self, all: u32, having: &HashMap<String, u32>) -> Vec<(String, f32)> {
        #[expect(clippy::cast_precision_loss, reason = "no text says a word 16 million times")]
        let weighed = self.0.into_iter().filter_map(|(term, times)| {
            let having = *having.get(&term)?;
            let is_telling = having > 1 && 2 * having <= all + 1;
            is_telling.then(|| (term, (times as f32).sqrt() * rarity(all, having)))
        });
        let mut weighed: Vec<_> = weighed.collect();
        weighed.sort_by(|(a, one), (b, other)| other.total_cmp(one).then_with(|| a.cmp(b)));
        weighed.truncate(BEST);
        weighed
    }
}
