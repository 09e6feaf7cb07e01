//! What whoever makes files of an index needs: how large they are to be, where they are put, and why that can fail.

use std::collections::BTreeMap;

use crate::bytes::Fault;
use crate::name::{File, Kind, Name};

/// How large the parts of an index are. Tests take smaller ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file of terms of the first level.
    pub file: usize,
    /// Bytes of one of the others.
    pub small: usize,
    /// Bytes of a file of the vocabulary.
    pub words: usize,
    /// Bytes of a list that stands whole among the terms.
    pub list: usize,
    /// How many of the best articles stand there of a longer one.
    pub best: usize,
    /// How many articles a part of such a list has.
    pub part: usize,
    /// Beginnings with more postings than this have a term of their own.
    pub heavy: usize,
    /// Files in a directory that stands in one piece.
    pub page: usize,
    /// Cards in a file.
    pub cards: u32,
    /// Sites of fewer articles have shorter levels, and all their words may be meant by one with a slip.
    pub small_site: u32,
    /// Sites of fewer articles have one level.
    pub one_level: u32,
    /// Files in a page of the directory of cards, and of those that the file of filters names.
    pub card_page: usize,
    /// Files in a directory that stands whole in the file of filters.
    pub root_page: usize,
    /// How many articles are in a block of the lists of filters, at most 65,536.
    pub block: u32,
    /// Where there are several blocks, filters of fewer articles have their lists whole.
    pub few: u32,
    /// Articles in a file that says which filters each meets.
    pub rows: u32,
    /// Bytes of a file of lists of filters.
    pub facets: usize,
    /// From so many blocks on there are tallies of two filters.
    pub pair_blocks: u32,
    /// Two filters with fewer articles in common have none.
    pub pair: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 16 * 1024,
            small: 6 * 1024,
            words: 8 * 1024,
            list: 8 * 1024,
            best: 1024,
            part: 65_536,
            heavy: 16_384,
            page: 2048,
            cards: 16,
            small_site: 1024,
            one_level: 64,
            card_page: 256,
            root_page: 512,
            block: 65_536,
            few: 4096,
            rows: 256,
            facets: 8 * 1024,
            pair_blocks: 3,
            pair: 64,
        }
    }
}

/// Why no index can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildError {
    /// An article came before one with a smaller number.
    Order(u32),
    /// Two files have one name.
    SameName(File),
    /// What was gathered cannot be read again.
    Damaged(Fault),
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Order(number) => write!(out, "article {number} comes after one with a higher number"),
            Self::SameName(file) => write!(out, "two files of the index would be called {file}"),
            Self::Damaged(fault) => write!(out, "what was gathered for the index is damaged: {fault}"),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<Fault> for BuildError {
    fn from(fault: Fault) -> Self {
        Self::Damaged(fault)
    }
}

/// The files of an index, by their paths in the bundle.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The files so far.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) files: BTreeMap<File, Vec<u8>>,
}

impl Made {
    pub(crate) fn add(&mut self, kind: Kind, bytes: Vec<u8>) -> Result<Name, BuildError> {
        let name = Name::of(&bytes);
        let file = File { kind, name };
        if self.files.get(&file).is_some_and(|there| *there != bytes) {
            return Err(BuildError::SameName(file));
        }
        self.files.insert(file, bytes);
        Ok(name)
    }
}
