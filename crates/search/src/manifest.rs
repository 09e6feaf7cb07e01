//! The manifest: which files there are, and what everybody who asks must know.

use crate::bytes::{Fault, Reader};
use crate::directory::Directory;
use crate::name::Name;

const MAGIC: &[u8] = b"FSI";

/// The version of the format.
pub(crate) const VERSION: u32 = 2;

/// What a term begins with that stands for all words of a beginning: no word has it.
pub(crate) const BEGINNING: u8 = 1;

/// The fields of an article, in the order of [`Shape::averages`].
pub(crate) const FIELDS: usize = 5;

/// What the files of an index have in common, and what the next one keeps so that they stay the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// How many words title, tags, authors, lead and body have on average.
    pub(crate) averages: [u32; FIELDS],
    /// How many articles pass between two renewals of a file of each level, the last aside.
    pub(crate) periods: Vec<u32>,
    /// Beginnings of three letters or more that have a term of their own, in order.
    pub(crate) heavy: Vec<Vec<u8>>,
    /// The first keys of the files of each level.
    pub(crate) firsts: Vec<Vec<Vec<u8>>>,
    /// Those of each level of the vocabulary, and of the vocabulary from behind.
    pub(crate) words: [Vec<Vec<Vec<u8>>>; 2],
}

/// The manifest, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// How many numbers are given to articles.
    pub(crate) end: u32,
    /// How many articles there are; numbers of those that are gone stay free.
    pub(crate) count: u32,
    /// How many cards stand in a file.
    pub(crate) cards_each: u32,
    pub(crate) averages: [u32; FIELDS],
    pub(crate) periods: Vec<u32>,
    pub(crate) heavy: Vec<Vec<u8>>,
    pub(crate) levels: Vec<Directory>,
    /// The vocabulary and the vocabulary from behind, level by level.
    pub(crate) words: [Vec<Directory>; 2],
    pub(crate) cards: Directory,
    /// Words that mean the same, as they are typed without marks.
    pub(crate) synonyms: Vec<Vec<String>>,
    /// What comes first for a query: its words without marks, and the numbers of articles.
    pub(crate) pinned: Vec<(String, Vec<u32>)>,
    /// What the bytes of the file of filters are.
    pub(crate) filters: Option<Name>,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// When the bytes are none, or of another version.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let reader = &mut Reader::new(bytes);
        if reader.take(MAGIC.len())? != MAGIC {
            return Err(Fault::NoManifest);
        }
        let version = reader.number()?;
        if version != VERSION {
            return Err(Fault::Version(version));
        }
        let (end, count, cards_each) = (reader.number()?, reader.number()?, reader.number()?.max(1));
        let mut averages = [1; FIELDS];
        for average in &mut averages {
            *average = reader.number()?.max(1);
        }
        let periods = (0..reader.count()?)
            .map(|_| reader.number())
            .collect::<Result<Vec<_>, _>>()?;
        let (mut heavy, mut key) = (Vec::new(), Vec::new());
        for _ in 0..reader.count()? {
            reader.key(&mut key)?;
            heavy.push(key.clone());
        }
        let levels = directories(reader)?;
        let words = [directories(reader)?, directories(reader)?];
        let cards = Directory::read(reader)?;
        let mut synonyms = Vec::new();
        for _ in 0..reader.count()? {
            let group = (0..reader.count()?).map(|_| reader.text().map(str::to_owned));
            synonyms.push(group.collect::<Result<_, _>>()?);
        }
        let mut pinned = Vec::new();
        for _ in 0..reader.count()? {
            let query = reader.text()?.to_owned();
            let numbers = (0..reader.count()?).map(|_| reader.number());
            pinned.push((query, numbers.collect::<Result<_, _>>()?));
        }
        let filters = match reader.byte()? {
            0 => None,
            _ => Some(Name::read(reader)?),
        };
        Ok(Self {
            end,
            count,
            cards_each,
            averages,
            periods,
            heavy,
            levels,
            words,
            cards,
            synonyms,
            pinned,
            filters,
        })
    }

    /// How many articles the index has.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// How many numbers are given: those of articles are below it.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// The bytes, and the pages of so many files that its directories are parted into; that of cards, of which one is asked for
    /// each result, has smaller ones.
    #[cfg(feature = "build")]
    pub(crate) fn write(&self, page: usize, of_cards: usize) -> (Vec<u8>, Vec<Vec<u8>>) {
        use crate::bytes::write;
        let mut out = MAGIC.to_vec();
        for number in [VERSION, self.end, self.count, self.cards_each] {
            write::number(&mut out, number);
        }
        for average in self.averages {
            write::number(&mut out, average);
        }
        write::length(&mut out, self.periods.len());
        for period in &self.periods {
            write::number(&mut out, *period);
        }
        write::length(&mut out, self.heavy.len());
        let mut last: &[u8] = &[];
        for heavy in &self.heavy {
            write::key(&mut out, last, heavy);
            last = heavy;
        }
        let mut pages = Vec::new();
        for levels in [&self.levels].into_iter().chain(&self.words) {
            write::length(&mut out, levels.len());
            for directory in levels {
                pages.extend(directory.write(&mut out, page, page));
            }
        }
        pages.extend(self.cards.write(&mut out, page, of_cards));
        write::length(&mut out, self.synonyms.len());
        for group in &self.synonyms {
            write::length(&mut out, group.len());
            for word in group {
                write::bytes(&mut out, word.as_bytes());
            }
        }
        write::length(&mut out, self.pinned.len());
        for (query, numbers) in &self.pinned {
            write::bytes(&mut out, query.as_bytes());
            write::length(&mut out, numbers.len());
            for number in numbers {
                write::number(&mut out, *number);
            }
        }
        out.push(u8::from(self.filters.is_some()));
        if let Some(name) = self.filters {
            name.write(&mut out);
        }
        (out, pages)
    }
}

fn directories(reader: &mut Reader<'_>) -> Result<Vec<Directory>, Fault> {
    (0..reader.count()?).map(|_| Directory::read(reader)).collect()
}
