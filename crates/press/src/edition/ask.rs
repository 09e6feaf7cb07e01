//! Asking the index of an edition as a reader's browser does, file by file.

use content::article::Card;
use content::bundle::FoundCards;
use content::find;
use content::json;
use search::bytes::Fault;
use search::facets::{self, Order};
use search::name::{FILTERS, File, MANIFEST};
use search::native::Native;
use search::plan::{Found, Step, ask, card_file};
use search::query::Query;
use search::shelf::Shelf;

use crate::edition::bundle::Files;

/// How often a query may ask for more: each plan ends long before.
const TURNS: usize = 32;

/// An index that is asked, and what of it has been read.
#[derive(Debug)]
pub struct Index<'f> {
    files: &'f Files,
    shelf: Shelf,
}

/// What was found, and what was read for it.
#[derive(Debug)]
pub struct Answer {
    /// The answer.
    pub found: Found,
    /// The files that were fetched for the words, turn by turn; none that were there already.
    pub turns: Vec<Vec<File>>,
}

impl<'f> Index<'f> {
    /// The index among the files of an edition; none where it has none.
    ///
    /// # Errors
    /// When its manifest cannot be read.
    pub fn of(files: &'f Files) -> Option<Result<Self, Fault>> {
        let (manifest, filters) = (files.get(MANIFEST)?, files.get(FILTERS)?);
        let shelf = Shelf::new(manifest).and_then(|mut shelf| {
            shelf.put_filters(filters)?;
            Ok(shelf)
        });
        Some(shelf.map(|shelf| Self { files, shelf }))
    }

    /// The index with the file of filters alone, as the browser of a reader who asks for no words.
    ///
    /// # Errors
    /// When that file cannot be read.
    pub fn of_filters(files: &'f Files) -> Option<Result<Self, Fault>> {
        let filters = files.get(FILTERS)?;
        Some(Shelf::of_filters(filters).map(|shelf| Self { files, shelf }))
    }

    /// Answers a selection, of all articles or of what was found: what it comes to, and the files that were fetched for it, turn
    /// by turn.
    pub fn select(
        &mut self,
        query: &find::Query,
        hits: Option<&Found>,
        order: Order,
    ) -> (facets::Found, Vec<Vec<File>>) {
        let mut turns = Vec::new();
        while turns.len() < TURNS {
            match facets::ask(&self.shelf, query, hits, order) {
                facets::Step::Found(found) => return (found, turns),
                facets::Step::Fetch(files) => {
                    self.fetch(&files);
                    turns.push(files);
                }
            }
        }
        (facets::Found::default(), turns)
    }

    /// Reads a query. The index knows the stems of its words, so no stemmer is needed.
    pub fn query(text: &str) -> Query {
        Query::new(text, &Native::default())
    }

    /// Answers a query.
    pub fn ask(&mut self, query: &Query, wants_all: bool) -> Answer {
        let mut turns = Vec::new();
        loop {
            match ask(&self.shelf, query, wants_all) {
                Step::Found(found) => return Answer { found, turns },
                Step::Fetch(files) if turns.len() < TURNS => {
                    self.fetch(&files);
                    turns.push(files);
                }
                Step::Fetch(_) => {
                    return Answer {
                        found: Found::default(),
                        turns,
                    };
                }
            }
        }
    }

    /// The card of an article, and the files that were fetched for it.
    pub fn card(&mut self, number: u32) -> (Option<Card>, Vec<File>) {
        let mut fetched = Vec::new();
        for _ in 0..TURNS {
            match card_file(&self.shelf, number) {
                Ok(file) => {
                    if !self.shelf.has(file) {
                        self.fetch(&[file]);
                        fetched.push(file);
                    }
                    let text = self
                        .shelf
                        .bytes(file)
                        .and_then(|bytes| std::str::from_utf8(bytes).ok());
                    let cards = text.and_then(|text| json::from_text::<FoundCards>(text).ok());
                    let card = cards.and_then(|cards| {
                        let mut pairs = cards.numbers.into_iter().zip(cards.cards);
                        pairs.find(|(its, _)| *its == number).map(|(_, card)| card)
                    });
                    return (card, fetched);
                }
                Err(files) if files.is_empty() => break,
                Err(files) => {
                    self.fetch(&files);
                    fetched.extend(files);
                }
            }
        }
        (None, fetched)
    }

    /// Forgets everything but the manifest, as the browser of a reader who comes for the first time.
    pub fn forget(&mut self) {
        if let Some(Ok(new)) = Self::of(self.files) {
            *self = new;
        }
    }

    fn fetch(&mut self, files: &[File]) {
        for file in files {
            match self.files.get(&file.to_string()) {
                // One that is not what its name says counts as missing, and the answer says so.
                Some(bytes) => drop(self.shelf.put(*file, bytes.clone())),
                None => self.shelf.miss(*file),
            }
        }
    }
}
