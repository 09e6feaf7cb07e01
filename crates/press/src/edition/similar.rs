//! Similar content: what else a reader of one article may want.
//!
//! Two articles are as similar as the cosine of their [terms](features), with a share for that of their tags, the less the
//! longer one appeared after the other. Chosen among the best is for variety: what says the same as a card that is there
//! already comes later, and of one author there are at most two. docs/adr/0018-similar-by-texts.md
//! has what each of these is worth, measured.
//!
//! Of a site that holds its articles inline the browser works similar content out itself, by the tags alone
//! ([`content::related::by_tags`]).

mod features;

use std::collections::HashMap;

use content::article::{Article, Similar, TagReference};
use content::day::Day;
use content::language::Language;
use content::listing::last_day;
use content::related::SHOWN;
use content::site::{Order, Site};
use content::slug::Slug;
use rayon::prelude::*;

use self::features::{Features, meet};
use crate::diagnostic::count;
use crate::parallel;
use crate::progress::Progress;

/// What the cosine of the tags is worth beside that of the terms.
const TAGS: f32 = 0.1;

/// In so many years half and a bit, 1/e, of the likeness is gone.
const YEARS: f32 = 6.0;

/// What likeness is worth to readers of another language.
const OTHER_LANGUAGE: f32 = 0.5;

/// How much less an article is worth that is just like one that is shown.
const VARIETY: f32 = 0.3;

/// Of so many of the most similar articles those that are shown are chosen.
const POOL: usize = 48;

/// The most articles of one author.
const OF_ONE_AUTHOR: usize = 2;

/// The most parts of the same series.
const OF_ONE_SERIES: usize = 2;

/// Scores are compared in steps of this size, so that a rounding error decides nothing.
const STEP: f32 = 1e-3;

/// What is less alike has nothing to do with the article.
const LEAST: f32 = 0.01;

/// An article by its place in the order that breaks ties.
type Number = u32;

/// What is similar to each article, best first, in the order of the articles. What is over on that day is no card any more.
pub fn similar(
    articles: &[Article],
    site: &Site,
    today: Option<Day>,
    progress: &Progress,
) -> Vec<Vec<Similar>> {
    progress.begin("finding similar articles", articles.len());
    parallel::run(|| {
        let index = Index::new(articles, site, today);
        let numbers = index.numbers.par_iter();
        let found = numbers.map_init(
            || Sums::new(articles.len()),
            |sums, number| {
                progress.advance();
                index.similar_to(*number, sums)
            },
        );
        found.collect()
    })
}

struct Index<'a> {
    articles: &'a [Article],
    site: &'a Site,
    today: Option<Day>,
    /// The article of each number.
    order: Vec<u32>,
    /// The number of each article.
    numbers: Vec<Number>,
    slugs: HashMap<&'a Slug, Number>,
    /// The parts of each series.
    series: HashMap<&'a str, Vec<Number>>,
    terms: Features,
    tags: Features,
}

impl<'a> Index<'a> {
    fn new(articles: &'a [Article], site: &'a Site, today: Option<Day>) -> Self {
        let mut order: Vec<u32> = (0..count(articles.len())).collect();
        order.sort_by(|one, other| {
            let (one, other) = (&articles[*one as usize], &articles[*other as usize]);
            other
                .published
                .cmp(&one.published)
                .then_with(|| one.slug.cmp(&other.slug))
        });
        let mut numbers = vec![0; articles.len()];
        let mut series: HashMap<&str, Vec<Number>> = HashMap::new();
        for (number, at) in (0..).zip(&order) {
            numbers[*at as usize] = number;
            if let Some(name) = &articles[*at as usize].series {
                series.entry(name).or_default().push(number);
            }
        }
        let in_order: Vec<&Article> = order.iter().map(|at| &articles[*at as usize]).collect();
        let slugs = articles.iter().map(|article| &article.slug);
        Self {
            articles,
            site,
            today,
            slugs: slugs.zip(numbers.iter().copied()).collect(),
            order,
            numbers,
            series,
            terms: features::terms(&in_order, site),
            tags: features::tags(&in_order),
        }
    }

    fn article(&self, number: Number) -> &'a Article {
        &self.articles[self.order[number as usize] as usize]
    }

    fn similar_to(&self, number: Number, sums: &mut Sums) -> Vec<Similar> {
        let mut shown = self.chosen(number);
        for part in self.parts(number) {
            if shown.len() < SHOWN && !shown.contains(&part) {
                shown.push(part);
            }
        }
        let pool = self.pool(number, sums);
        self.choose(pool, &mut shown);
        shown
            .into_iter()
            .map(|other| Similar {
                card: self.article(other).card(),
                shared: self.shared(number, other),
            })
            .collect()
    }

    /// What an editor has chosen, in that order.
    fn chosen(&self, number: Number) -> Vec<Number> {
        let mut shown = Vec::with_capacity(SHOWN);
        for slug in &self.article(number).related {
            let chosen = self.slugs.get(slug).copied();
            shown.extend(chosen.filter(|chosen| *chosen != number && !shown.contains(chosen)));
        }
        shown.truncate(SHOWN);
        shown
    }

    /// The other parts of its series that a reader goes on to: those that follow, then those before.
    fn parts(&self, number: Number) -> Vec<Number> {
        let name = self.article(number).series.as_deref();
        let parts = name
            .and_then(|name| self.series.get(name))
            .map_or(&[][..], Vec::as_slice);
        // The newest has the lowest number.
        let later = parts.iter().rev().filter(|part| **part < number);
        let earlier = parts.iter().filter(|part| **part > number);
        let parts = later.chain(earlier).copied();
        parts
            .filter(|part| self.may_stand(number, *part))
            .take(OF_ONE_SERIES)
            .collect()
    }

    /// May an article be recommended under another that has not asked for it?
    fn may_stand(&self, number: Number, other: Number) -> bool {
        let (one, article) = (self.article(number), self.article(other));
        let is_translation = one.translations.iter().any(|own| own.slug == article.slug);
        let is_past = |today| {
            let card = article.card();
            // A call may go on when its event is over.
            let last = last_day(&card, Order::Closing).max(last_day(&card, Order::Event));
            last.is_some_and(|last| last < today)
        };
        number != other && article.section.is_some() && !is_translation && !self.today.is_some_and(is_past)
    }

    /// The most similar articles, best first.
    fn pool(&self, number: Number, sums: &mut Sums) -> Vec<(f32, Number)> {
        if self.article(number).section.is_none() {
            return Vec::new();
        }
        sums.add(&self.terms, number, 1.0);
        sums.add(&self.tags, number, TAGS);
        let mut near = sums.take();
        let by_score = |one: &(f32, Number), other: &(f32, Number)| {
            other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1))
        };
        // The factors of a pair change the order: more are looked at than are needed.
        let most = 4 * POOL;
        if near.len() > most {
            near.select_nth_unstable_by(most, by_score);
            near.truncate(most);
        }
        let scored = near
            .into_iter()
            .filter(|(_, other)| self.may_stand(number, *other));
        let mut scored: Vec<_> = scored
            .map(|(_, other)| (rounded(self.score(number, other)), other))
            .filter(|(score, _)| *score >= LEAST)
            .collect();
        scored.sort_by(by_score);
        scored.truncate(POOL);
        scored
    }

    fn score(&self, number: Number, other: Number) -> f32 {
        let likeness = TAGS.mul_add(self.tags.cosine(number, other), self.terms.cosine(number, other));
        let (one, article) = (self.article(number), self.article(other));
        let days = one
            .published
            .zip(article.published)
            .map_or(0, |(one, other)| one.until(other));
        #[expect(clippy::cast_precision_loss, reason = "a number of days is small")]
        let years = days.abs() as f32 / 365.25;
        let language = if self.language(one) == self.language(article) {
            1.0
        } else {
            OTHER_LANGUAGE
        };
        likeness * (-years / YEARS).exp() * language
    }

    fn language(&self, article: &'a Article) -> &'a Language {
        article.language.as_ref().unwrap_or(&self.site.language)
    }

    /// Chooses from the best what is shown beside what is there.
    fn choose(&self, mut pool: Vec<(f32, Number)>, shown: &mut Vec<Number>) {
        pool.retain(|(_, other)| !shown.contains(other));
        let has_room = |other: Number, shown: &[Number]| {
            let authors = &self.article(other).authors;
            authors.iter().all(|author| {
                let by_them = shown
                    .iter()
                    .filter(|shown| self.article(**shown).authors.contains(author));
                by_them.count() < OF_ONE_AUTHOR
            })
        };
        let mut likest = vec![0.0_f32; pool.len()];
        for (likest, (_, other)) in likest.iter_mut().zip(&pool) {
            *likest = shown
                .iter()
                .map(|shown| self.terms.cosine(*shown, *other))
                .fold(0.0, f32::max);
        }
        while shown.len() < SHOWN {
            let worth = |at: &usize| {
                let (score, likest) = (pool[*at].0, likest[*at]);
                rounded(score * VARIETY.mul_add(-likest, 1.0))
            };
            let left =
                (0..pool.len()).filter(|at| !shown.contains(&pool[*at].1) && has_room(pool[*at].1, shown));
            // Of equals the first, which is the better or the newer.
            let best = left
                .rev()
                .max_by(|one, other| worth(one).total_cmp(&worth(other)));
            let Some(best) = best else { break };
            let next = pool[best].1;
            shown.push(next);
            for (likest, (_, other)) in likest.iter_mut().zip(&pool) {
                *likest = likest.max(self.terms.cosine(next, *other));
            }
        }
    }

    /// The tags that two articles share, the rarest first.
    fn shared(&self, number: Number, other: Number) -> Vec<TagReference> {
        let mut shared = Vec::new();
        meet(self.tags.row(number), self.tags.row(other), |id, _, _| {
            shared.push(id);
        });
        shared.sort_by_key(|id| self.tags.having(*id));
        let names = shared
            .into_iter()
            .filter_map(|id| self.tags.name(id).split_once('/'));
        names
            .filter_map(|(taxonomy, tag)| {
                Some(TagReference {
                    taxonomy: Slug::parse(taxonomy)?,
                    tag: Slug::parse(tag)?,
                })
            })
            .collect()
    }
}

/// A score without the rounding errors of its sum.
fn rounded(score: f32) -> f32 {
    (score / STEP).round() * STEP
}

/// Sums for each article, most of which are nought.
struct Sums {
    sums: Vec<f32>,
    touched: Vec<Number>,
}

impl Sums {
    fn new(articles: usize) -> Self {
        Self {
            sums: vec![0.0; articles],
            touched: Vec::new(),
        }
    }

    fn add(&mut self, features: &Features, number: Number, factor: f32) {
        for (id, weight) in features.row(number) {
            for (other, others) in features.posting(*id) {
                let sum = &mut self.sums[*other as usize];
                if *sum == 0.0 {
                    self.touched.push(*other);
                }
                *sum += factor * weight * others;
            }
        }
    }

    /// What has been summed up; from then on all are nought again.
    fn take(&mut self) -> Vec<(f32, Number)> {
        let touched = self.touched.drain(..);
        touched
            .map(|number| (std::mem::take(&mut self.sums[number as usize]), number))
            .collect()
    }
}
