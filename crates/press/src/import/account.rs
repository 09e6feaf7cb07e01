//! The account of an import: every element that went in was kept, changed or dropped, and the last two have a reason
//! and a place.

use std::collections::BTreeMap;

use serde::Serialize;

use super::words::Words;

/// What became of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It is there as it was meant.
    Kept,
    /// It is there in another shape.
    Changed,
    /// It is not there.
    Dropped,
}

/// Where an element stands in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file, as it is reached from the working directory.
    pub file: String,
    /// The line in it, counted from 1; 0 where none is known.
    pub line: u32,
    /// The item of a source that holds many, such as the title of a post.
    pub item: String,
}

/// An element that is not there as it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Entry {
    /// The place.
    pub place: Place,
    /// What it was, such as `post`, `block`, `shortcode` or `tag`.
    pub kind: &'static str,
    /// Changed or dropped.
    pub fate: Fate,
    /// Why, as a sentence without a full stop.
    pub reason: String,
    /// Was it left out because its source does not publish it either?
    pub withheld: bool,
}

/// How many elements of a kind went in, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Those that were read.
    pub read: usize,
    /// Those that are there as they were meant.
    pub kept: usize,
    /// Those that are there in another shape.
    pub changed: usize,
    /// Those that are not there.
    pub dropped: usize,
}

impl Tally {
    /// Does every element that was read have one fate?
    pub fn balances(&self) -> bool {
        self.read == self.kept + self.changed + self.dropped
    }
}

/// A key of the front matter that nothing reads, and what it may mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Map {
    /// The key.
    pub key: String,
    /// The key that may be meant.
    pub meant: &'static str,
    /// How many articles have it.
    pub articles: usize,
}

/// The account of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The elements by kind.
    pub tallies: BTreeMap<&'static str, Tally>,
    /// Those that were changed or dropped, in the order of the source.
    pub entries: Vec<Entry>,
    /// Keys that many articles have and nothing reads, the most frequent first.
    pub maps: Vec<Map>,
    /// What the source says to its readers, to be compared with what the articles say.
    #[serde(skip)]
    pub words: Words,
}

impl Account {
    /// Counts an element when it is read, before its fate is known.
    pub fn read(&mut self, kind: &'static str) {
        self.tallies.entry(kind).or_default().read += 1;
    }

    /// An element is there as it was meant.
    pub fn keep(&mut self, kind: &'static str) {
        self.tallies.entry(kind).or_default().kept += 1;
    }

    /// An element is there in another shape.
    pub fn change(&mut self, kind: &'static str, reason: impl Into<String>, place: &Place) {
        self.tallies.entry(kind).or_default().changed += 1;
        self.enter(kind, Fate::Changed, reason.into(), false, place);
    }

    /// An element is not there.
    pub fn drop(&mut self, kind: &'static str, reason: impl Into<String>, place: &Place) {
        self.tallies.entry(kind).or_default().dropped += 1;
        self.enter(kind, Fate::Dropped, reason.into(), false, place);
    }

    /// An element is not there, and readers of the source did not see it either.
    pub fn withhold(&mut self, kind: &'static str, reason: impl Into<String>, place: &Place) {
        self.tallies.entry(kind).or_default().dropped += 1;
        self.enter(kind, Fate::Dropped, reason.into(), true, place);
    }

    /// An element that was kept is not there after all.
    pub fn lose(&mut self, kind: &'static str, reason: impl Into<String>, place: &Place) {
        let tally = self.tallies.entry(kind).or_default();
        match tally.kept.checked_sub(1) {
            Some(kept) => tally.kept = kept,
            None => tally.read += 1,
        }
        self.drop(kind, reason, place);
    }

    /// Does every element that was read have one fate?
    pub fn balances(&self) -> bool {
        self.tallies.values().all(Tally::balances)
    }

    fn enter(&mut self, kind: &'static str, fate: Fate, reason: String, withheld: bool, place: &Place) {
        self.entries.push(Entry {
            place: place.clone(),
            kind,
            fate,
            reason,
            withheld,
        });
    }
}
