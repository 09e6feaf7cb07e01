//! How much an article answers a query. `docs/search.md` tells it in words.
#![allow(
    clippy::cast_precision_loss,
    reason = "counts of words and articles, of which a rounded one is as good"
)]

use crate::manifest::FIELDS;

/// How much a word counts in title, tags, authors, lead and body.
pub(crate) const WEIGHTS: [f32; FIELDS] = [3.0, 2.0, 2.0, 1.5, 1.0];

/// How far the length of each field is made up for.
const LENGTHS: [f32; FIELDS] = [0.3, 0.2, 0.2, 0.4, 0.75];

/// How soon one word more says nothing more.
const SATURATION: f32 = 1.2;

/// What a word counts by its stem. As it is typed it is a rarer word of its own, which counts with the rest.
pub(crate) const STEM: f32 = 0.4;

/// What a word counts that only begins as the last one that was typed, beside one that is whole.
pub(crate) const BEGUN: f32 = 0.4;

/// What the whole weight of a query is multiplied by and added: for having all of many words, for the exact title, for words that stand side by side in the
/// text or in the title, and for the newest article beside the oldest.
pub(crate) const HAS_ALL: f32 = 0.25;
pub(crate) const EXACT_TITLE: f32 = 1.0;
pub(crate) const SIDE_BY_SIDE: f32 = 0.12;
pub(crate) const RECENCY: f32 = 0.02;

/// How much a term says of an article, 0 to 15: BM25F (Robertson, Zaragoza and Taylor, “Simple BM25 Extension to Multiple
/// Weighted Fields”, CIKM 2004; Robertson and Zaragoza, “The Probabilistic Relevance Framework”, 2009, section 3.5) without
/// the part that is of the whole site, in steps of a sixteenth of what it can be at most.
pub fn impact(counts: &[u32; FIELDS], lengths: &[u32; FIELDS], averages: &[u32; FIELDS]) -> u8 {
    let mut sum = 0.0;
    for field in 0..FIELDS {
        let (Some(count), Some(length), Some(average)) =
            (counts.get(field), lengths.get(field), averages.get(field))
        else {
            continue;
        };
        let (weight, share) = (
            WEIGHTS.get(field).unwrap_or(&1.0),
            LENGTHS.get(field).unwrap_or(&0.0),
        );
        let longer = *length as f32 / (*average).max(1) as f32;
        sum += weight * *count as f32 / (1.0 - share + share * longer);
    }
    let share = 16.0 * sum / (SATURATION + sum);
    // The last step that is not above it.
    (1..16).rev().find(|step| f32::from(*step) <= share).unwrap_or(0)
}

/// What an impact is worth, 0 to 1: the middle of its step.
pub fn worth(impact: u8) -> f32 {
    (f32::from(impact) + 0.5) / 16.0
}

/// What a word is worth that so many articles have of all (Robertson and Zaragoza, section 3.3, with 1 more under the logarithm
/// so that it is never negative).
pub fn rarity(having: u32, all: u32) -> f32 {
    let (having, all) = (having as f32, all.max(having) as f32);
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
}

/// The bonus of an article for being new, as a share of the weight of a query: articles are numbered as they come.
pub(crate) fn recency(number: u32, end: u32) -> f32 {
    RECENCY * number as f32 / end.max(1) as f32
}

/// A part of a query's weight.
pub(crate) fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}
