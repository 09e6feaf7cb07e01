//! Similar content for every article of a large site.
//!
//! The results are those of [`content::related::Related`], which adds up a score for every pair. Here a pair is only
//! looked at when it can still be among the best: the features of an article are asked from the most telling to the
//! least, and what shares only the least telling ones is passed over once enough better ones are known. Articles are
//! numbered in the order that breaks ties, so that of two equal scores the later number always loses.

use std::collections::HashMap;

use content::article::{Article, Similar, TagReference};
use content::related::{SHOWN, WORDS_WEIGHT, inverse_frequency, steps, tags_of, words_of};
use content::slug::Slug;
use rayon::prelude::*;

use crate::diagnostic::count;
use crate::progress::Progress;

/// How much the sum of many roundings may add to a score, as a share of it.
const ROUNDING: f32 = 1e-5;

/// How many articles are scored to begin with, so that the hopeless ones can be told from the start.
const SAMPLE: usize = 48;

/// How many articles are read before their features are numbered.
const BATCH: usize = 4096;

/// An article by its place in the order that breaks ties.
type Number = u32;

/// What is similar to each article, best first, in the order of the articles.
pub fn similar(articles: &[Article], progress: &Progress) -> Vec<Vec<Similar>> {
    progress.begin("finding similar articles", articles.len());
    let index = Index::new(articles);
    crate::parallel::run(|| {
        index
            .numbers
            .par_iter()
            .map(|number| {
                progress.advance();
                index.similar_to(*number)
            })
            .collect()
    })
}

struct Index<'a> {
    articles: &'a [Article],
    /// The article of each number.
    order: Vec<u32>,
    /// The number of each article.
    numbers: Vec<Number>,
    slugs: HashMap<&'a Slug, Number>,
    tags: Features,
    words: Features,
}

/// Which articles have which feature, and how much it weighs.
struct Features {
    /// In order: sums are made in this order, as `content` makes them.
    names: Vec<String>,
    /// For each feature the articles that have it, by number.
    postings: Vec<Vec<(Number, f32)>>,
    /// For each number the features of its article, in their order.
    rows: Vec<Vec<(u32, f32)>>,
    /// How much each feature says.
    idf: Vec<f32>,
    /// The greatest weight that each feature has in any article.
    greatest: Vec<f32>,
}

impl Features {
    fn new(articles: &[Article], order: &[u32], read: fn(&Article) -> Vec<String>) -> Self {
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut rows: Vec<Vec<(u32, f32)>> = Vec::with_capacity(articles.len());
        for batch in order.chunks(BATCH) {
            let lists: Vec<Vec<String>> = batch
                .par_iter()
                .map(|at| &articles[*at as usize])
                // Pages outside the sections take no part.
                .map(|article| article.section.as_ref().map_or_else(Vec::new, |_| read(article)))
                .collect();
            for list in lists {
                let mut row = Vec::with_capacity(list.len());
                for name in list {
                    let next = count(ids.len());
                    row.push((*ids.entry(name).or_insert(next), 1.0));
                }
                rows.push(row);
            }
        }
        let mut named: Vec<(String, u32)> = ids.into_iter().collect();
        named.sort_unstable();
        let mut in_order = vec![0; named.len()];
        for (place, (_, id)) in (0..).zip(&named) {
            in_order[*id as usize] = place;
        }
        for row in &mut rows {
            for (id, _) in &mut *row {
                *id = in_order[*id as usize];
            }
            row.sort_unstable_by_key(|(id, _)| *id);
            row.dedup_by(|again, first| {
                let same = again.0 == first.0;
                if same {
                    first.1 += again.1;
                }
                same
            });
            row.shrink_to_fit();
        }
        let mut features = Self {
            names: named.into_iter().map(|(name, _)| name).collect(),
            postings: Vec::new(),
            rows,
            idf: Vec::new(),
            greatest: Vec::new(),
        };
        features.post();
        features.idf = features
            .postings
            .iter()
            .map(|posting| inverse_frequency(articles.len(), posting.len()))
            .collect();
        features
    }

    /// Tells each feature which articles have it.
    fn post(&mut self) {
        self.postings = vec![Vec::new(); self.names.len()];
        self.greatest = vec![0.0; self.names.len()];
        for (number, row) in (0..).zip(&self.rows) {
            for (id, weight) in row {
                let at = *id as usize;
                self.postings[at].push((number, *weight));
                self.greatest[at] = self.greatest[at].max(*weight);
            }
        }
    }

    /// Makes every weight its count times idf, and every article's vector one long.
    fn normalise(&mut self) {
        for row in &mut self.rows {
            for (id, weight) in &mut *row {
                *weight *= self.idf[*id as usize];
            }
            let length = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
            for (_, weight) in row {
                *weight /= length;
            }
        }
        self.post();
    }

    fn row(&self, number: Number) -> &[(u32, f32)] {
        &self.rows[number as usize]
    }
}

/// One feature of the article that is asked about, and the others that have it.
struct Asked<'a> {
    others: &'a [(Number, f32)],
    /// What it adds to the score of another article, which times the other's weight for words.
    factor: f32,
    is_word: bool,
    /// The most that it can add to a score.
    bound: f32,
}

impl Asked<'_> {
    fn adds(&self, weight: f32) -> f32 {
        if self.is_word {
            self.factor * weight
        } else {
            self.factor
        }
    }
}

/// The best so far: steps and number, best first.
struct Best {
    found: Vec<(u32, Number)>,
    wanted: usize,
    /// Steps that the last place is known to have, whoever is going to take it.
    floor: u32,
}

impl Best {
    /// May an article with that score be among the best? Only numbers later than all seen are asked for.
    fn may_take(&self, score: f32) -> bool {
        let steps = steps(score * (1.0 + ROUNDING));
        let last = if self.found.len() < self.wanted {
            0
        } else {
            self.found.last().map_or(0, |(steps, _)| *steps)
        };
        steps > last && steps >= self.floor
    }

    fn add(&mut self, steps: u32, number: Number) {
        let at = self.found.partition_point(|(other, _)| *other >= steps);
        if steps > 0 && at < self.wanted {
            self.found.insert(at, (steps, number));
            self.found.truncate(self.wanted);
        }
    }
}

impl<'a> Index<'a> {
    fn new(articles: &'a [Article]) -> Self {
        let mut order: Vec<u32> = (0..count(articles.len())).collect();
        order.sort_by(|one, other| {
            let (one, other) = (&articles[*one as usize], &articles[*other as usize]);
            other
                .published
                .cmp(&one.published)
                .then_with(|| one.slug.cmp(&other.slug))
        });
        let mut numbers = vec![0; articles.len()];
        for (number, at) in (0..).zip(&order) {
            numbers[*at as usize] = number;
        }
        let slugs = articles.iter().map(|article| &article.slug);
        let (tags, mut words) = crate::parallel::run(|| {
            (
                Features::new(articles, &order, tags_of),
                Features::new(articles, &order, words_of),
            )
        });
        words.normalise();
        Self {
            articles,
            slugs: slugs.zip(numbers.iter().copied()).collect(),
            order,
            numbers,
            tags,
            words,
        }
    }

    fn article(&self, number: Number) -> &'a Article {
        &self.articles[self.order[number as usize] as usize]
    }

    fn similar_to(&self, number: Number) -> Vec<Similar> {
        let mut shown: Vec<Number> = Vec::with_capacity(SHOWN);
        for slug in &self.article(number).related {
            let chosen = self.slugs.get(slug).copied();
            shown.extend(chosen.filter(|chosen| *chosen != number && !shown.contains(chosen)));
        }
        shown.truncate(SHOWN);
        let ranked = self.ranked(number, SHOWN - shown.len(), &shown);
        shown.extend(ranked);
        shown
            .into_iter()
            .map(|other| Similar {
                card: self.article(other).card(),
                shared: self.shared(number, other),
            })
            .collect()
    }

    /// The articles with the highest scores, but for some.
    fn ranked(&self, number: Number, wanted: usize, but: &[Number]) -> Vec<Number> {
        let asked = self.asked(number);
        if wanted == 0 || asked.is_empty() {
            return Vec::new();
        }
        let is_out = |other: Number| other == number || but.contains(&other);
        let reach = reach(&asked);
        let mut best = Best {
            found: Vec::with_capacity(wanted + 1),
            wanted,
            floor: self.floor(number, wanted, &asked, &is_out),
        };
        let words = most_of_words(asked.iter().filter(|feature| feature.is_word));
        let mut cursors = vec![0_usize; asked.len()];
        let mut needed = 0;
        loop {
            // An article that has none of the features from `needed` on cannot be among the best.
            while needed < asked.len() && !best.may_take(reach[needed]) {
                needed += 1;
            }
            let here =
                |feature: &Asked<'_>, cursor: usize| feature.others.get(cursor).map(|(other, _)| *other);
            let next = (needed..asked.len())
                .filter_map(|at| here(&asked[at], cursors[at]))
                .min();
            let Some(next) = next else { break };
            let mut sum = if needed == 0 { 0.0 } else { reach[needed - 1] };
            for at in needed..asked.len() {
                if let Some((other, weight)) = asked[at].others.get(cursors[at])
                    && *other == next
                {
                    sum += asked[at].adds(*weight);
                    cursors[at] += 1;
                }
            }
            if best.may_take(sum) && !is_out(next) {
                let tags = self.score_of_tags(number, next);
                if best.may_take(tags + words) {
                    best.add(steps(self.with_words(tags, number, next)), next);
                }
            }
        }
        best.found.into_iter().map(|(_, other)| other).collect()
    }

    /// The features of an article, the least telling first.
    fn asked(&self, number: Number) -> Vec<Asked<'_>> {
        let tags = self.tags.row(number).iter().map(|(id, _)| {
            let idf = self.tags.idf[*id as usize];
            Asked {
                others: &self.tags.postings[*id as usize],
                factor: idf,
                is_word: false,
                bound: idf,
            }
        });
        let words = self.words.row(number).iter().map(|(id, weight)| {
            let factor = WORDS_WEIGHT * weight;
            Asked {
                others: &self.words.postings[*id as usize],
                factor,
                is_word: true,
                bound: factor * self.words.greatest[*id as usize],
            }
        });
        // Nobody else has a feature that one article has.
        let mut asked: Vec<_> = tags
            .chain(words)
            .filter(|feature| feature.others.len() > 1)
            .collect();
        asked.sort_by(|one, other| {
            one.bound
                .total_cmp(&other.bound)
                .then_with(|| other.others.len().cmp(&one.others.len()))
        });
        asked
    }

    /// Steps that the last of the best has at least: those of some articles that share the most telling features.
    fn floor(
        &self,
        number: Number,
        wanted: usize,
        asked: &[Asked<'_>],
        is_out: &impl Fn(Number) -> bool,
    ) -> u32 {
        let mut sample: Vec<Number> = Vec::with_capacity(SAMPLE);
        for feature in asked.iter().rev() {
            let room = SAMPLE - sample.len();
            let others = feature.others.iter().take(room).map(|(other, _)| *other);
            sample.extend(others.filter(|other| !is_out(*other)));
            if sample.len() == SAMPLE {
                break;
            }
        }
        sample.sort_unstable();
        sample.dedup();
        let mut scores: Vec<u32> = sample
            .into_iter()
            .map(|other| steps(self.score(number, other)))
            .collect();
        scores.sort_unstable_by(|one, other| other.cmp(one));
        scores.get(wanted - 1).copied().unwrap_or(0)
    }

    /// The score of a pair, added up in the order in which `content` adds.
    fn score(&self, number: Number, other: Number) -> f32 {
        self.with_words(self.score_of_tags(number, other), number, other)
    }

    fn score_of_tags(&self, number: Number, other: Number) -> f32 {
        let mut score = 0.0_f32;
        meet(self.tags.row(number), self.tags.row(other), |id, _, _| {
            score += self.tags.idf[id as usize];
        });
        score
    }

    /// The score of a pair, whose tags have been added up.
    fn with_words(&self, mut score: f32, number: Number, other: Number) -> f32 {
        let (row, other_row) = (self.words.row(number), self.words.row(other));
        meet(row, other_row, |_, weight, other_weight| {
            score += WORDS_WEIGHT * weight * other_weight;
        });
        score
    }

    /// The tags that two articles share, the rarest first.
    fn shared(&self, number: Number, other: Number) -> Vec<TagReference> {
        let mut ids = Vec::new();
        meet(self.tags.row(number), self.tags.row(other), |id, _, _| {
            ids.push(id);
        });
        ids.sort_by_key(|id| self.tags.postings[*id as usize].len());
        ids.into_iter()
            .filter_map(|id| {
                let (taxonomy, tag) = self.tags.names[id as usize].split_once('/')?;
                Some(TagReference {
                    taxonomy: Slug::parse(taxonomy)?,
                    tag: Slug::parse(tag)?,
                })
            })
            .collect()
    }
}

/// For each feature, the least telling first, the most that it and those before it can add up to.
fn reach(asked: &[Asked<'_>]) -> Vec<f32> {
    let tags = asked.iter().scan(0.0_f32, |sum, feature| {
        *sum += if feature.is_word { 0.0 } else { feature.bound };
        Some(*sum)
    });
    let words =
        (1..=asked.len()).map(|end| most_of_words(asked[..end].iter().filter(|feature| feature.is_word)));
    tags.zip(words).map(|(tags, words)| tags + words).collect()
}

/// The most that words can add up to: neither more than each at its most, nor, as every article's vector is one
/// long, more than the length of their own.
fn most_of_words<'a>(words: impl Iterator<Item = &'a Asked<'a>>) -> f32 {
    let (sum, squares) = words.fold((0.0_f32, 0.0_f32), |(sum, squares), word| {
        (sum + word.bound, word.factor.mul_add(word.factor, squares))
    });
    sum.min(squares.sqrt() * (1.0 + ROUNDING))
}

/// Walks two rows in order and tells what stands in both.
fn meet(one: &[(u32, f32)], other: &[(u32, f32)], mut both: impl FnMut(u32, f32, f32)) {
    let (mut at, mut other_at) = (0, 0);
    while let (Some((id, weight)), Some((other_id, other_weight))) = (one.get(at), other.get(other_at)) {
        if id == other_id {
            both(*id, *weight, *other_weight);
        }
        at += usize::from(id <= other_id);
        other_at += usize::from(other_id <= id);
    }
}
