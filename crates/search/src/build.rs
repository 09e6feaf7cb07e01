//! Making an index: from the digests of articles to the bytes of its files.
//!
//! Whatever was published stays where it is. Articles are numbered once, those that are new come behind the others, and every
//! file but the last few has the articles below a number that is its own, which moves on from time to time: so one article
//! more renews few files. What is newer stands in the files of the next level, which are smaller and renewed more often. All of
//! it follows from the order of the articles and the [`Shape`] alone.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::bytes::{Fault, Reader, write};
use crate::digest::Digest;
use crate::directory::Directory;
use crate::entry::{Draft, Posting, TITLE, ascending_into};
use crate::lists::READY;
use crate::manifest::{BEGINNING, FIELDS, Manifest, Shape};
use crate::name::{File, Kind, MANIFEST, Name};
use crate::terms;

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
    /// Sites of fewer articles have one level.
    pub small_site: u32,
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
        }
    }
}

/// How many times an article more than this goes into the period of a level: sixteen renewals are a file's lot while a site
/// doubles.
const SHARE: u32 = 8;

/// How often the files of a level are renewed while one of the level before is.
const RATIO: u32 = 32;

/// The shortest period: a shorter one has more files than it saves.
const SHORTEST: u32 = 4;

impl Shape {
    /// The shape of an index that is made from nothing, of so many articles whose fields have these lengths together.
    pub fn new(lengths: [u64; FIELDS], articles: u32, limits: &Limits) -> Self {
        let averages = lengths.map(|length| rounded(length / u64::from(articles.max(1))));
        let mut periods = Vec::new();
        if articles >= limits.small_site {
            let mut period = 1 << (articles / SHARE).max(1).ilog2();
            while period >= SHORTEST || periods.is_empty() {
                periods.push(period);
                period /= RATIO;
            }
        }
        Self {
            averages,
            periods,
            ..Self::default()
        }
    }

    /// Does it still do for so many numbers, of which so many are articles? Else it is better to begin anew.
    pub fn does_for(&self, end: u32, articles: u32) -> bool {
        let longest = self.periods.first().copied().unwrap_or_default();
        longest > 0 && end < longest.saturating_mul(4 * SHARE) && articles >= end - end / 4
    }

    /// How many words title, tags, authors, lead and body have on average.
    pub fn averages(&self) -> &[u32; FIELDS] {
        &self.averages
    }
}

/// A number in steps of about an eighth, so that a few words more change nothing.
fn rounded(number: u64) -> u32 {
    let number = u32::try_from(number).unwrap_or(u32::MAX).max(1);
    let step = 1_u32 << number.ilog2().saturating_sub(2);
    number / step * step
}

/// What one term has so far.
#[derive(Default)]
struct Gathered {
    /// Its postings, one after the other.
    bytes: Vec<u8>,
    /// One more than the last number.
    next: u32,
    count: u32,
    stems: BTreeSet<String>,
    is_word: bool,
    is_in_title: bool,
}

impl Gathered {
    fn push(&mut self, number: u32, impact: u8, places: &[u32]) {
        write::number(&mut self.bytes, number - self.next);
        self.next = number + 1;
        self.count += 1;
        self.bytes.push(impact);
        write::length(&mut self.bytes, places.len());
        ascending_into(&mut self.bytes, places.iter().copied());
    }

    /// The postings from one number to another.
    fn postings(&self, start: u32, end: u32) -> Result<Vec<Posting<'_>>, Fault> {
        let (mut reader, mut next) = (Reader::new(&self.bytes), 0_u32);
        let mut postings = Vec::new();
        while !reader.is_empty() {
            let number = next + reader.number()?;
            if number >= end {
                break;
            }
            next = number + 1;
            let impact = reader.byte()?;
            let before = reader.rest();
            for _ in 0..reader.length()? {
                reader.number()?;
            }
            if number >= start {
                let length = before.len() - reader.rest().len();
                let places = Cow::Borrowed(before.get(..length).unwrap_or_default());
                postings.push(Posting {
                    number,
                    impact,
                    places,
                });
            }
        }
        Ok(postings)
    }
}

/// The places in a title alone, of places as they are written.
fn in_title(places: &[u8]) -> Result<Vec<u8>, Fault> {
    let (mut reader, mut kept, mut next) = (Reader::new(places), Vec::new(), 0);
    for _ in 0..reader.length()? {
        let place = next + reader.number()?;
        next = place + 1;
        if place < TITLE {
            kept.push(place);
        }
    }
    let mut out = Vec::new();
    write::length(&mut out, kept.len());
    ascending_into(&mut out, kept.into_iter());
    Ok(out)
}

/// What editors want to be found otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Words that mean the same, without marks.
    pub synonyms: Vec<Vec<String>>,
    /// What comes first for a query, which stands as [`crate::query::Query::plain`] has it.
    pub pinned: Vec<(String, Vec<u32>)>,
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

/// An index in the making.
pub struct Builder {
    limits: Limits,
    shape: Shape,
    terms: HashMap<String, Gathered>,
    end: u32,
    count: u32,
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "an index of {} articles and {} terms",
            self.count,
            self.terms.len()
        )
    }
}

/// The files of an index, by their paths in the bundle.
pub type Files = BTreeMap<String, Vec<u8>>;

impl Builder {
    /// An index without articles.
    pub fn new(shape: Shape, limits: Limits) -> Self {
        Self {
            limits,
            shape,
            terms: HashMap::new(),
            end: 0,
            count: 0,
        }
    }

    /// Adds an article. Numbers ascend; those that are left out stay free.
    ///
    /// # Errors
    /// When its number is not above that of the one before.
    pub fn add(&mut self, number: u32, digest: Digest) -> Result<(), BuildError> {
        if number < self.end {
            return Err(BuildError::Order(number));
        }
        self.end = number + 1;
        self.count += 1;
        for (key, row) in digest.rows {
            let term = match self.terms.get_mut(&key) {
                Some(term) => term,
                None => self.terms.entry(key).or_default(),
            };
            term.push(number, row.impact, &row.places);
            term.is_word |= row.is_word;
            term.is_in_title |= row.is_in_title;
            if let Some(stem) = row.stem
                && !term.stems.contains(&stem)
            {
                term.stems.insert(stem);
            }
        }
        Ok(())
    }

    /// The files of the index. `end` is one more than the last number that is given, and `cards` the bytes of the files of cards,
    /// in their order.
    ///
    /// # Errors
    /// When two files have one name.
    pub fn finish(mut self, end: u32, cards: Vec<Vec<u8>>, wishes: Wishes) -> Result<Files, BuildError> {
        self.end = self.end.max(end);
        let mut made = Made::default();
        let gathered = std::mem::take(&mut self.terms);
        let mut sorted: Vec<(Vec<u8>, Gathered)> = gathered
            .into_iter()
            .map(|(key, term)| (key.into_bytes(), term))
            .collect();
        sorted.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));

        let mut words = <[Directory; 2]>::default();
        for (backward, directory) in words.iter_mut().enumerate() {
            *directory = self.vocabulary(&sorted, backward == 1, &mut made)?;
        }
        if self.shape.firsts.is_empty() {
            self.shape.heavy = heavy(&sorted, self.limits.heavy);
        }
        let ready = self.beginnings(&sorted)?;
        sorted.extend(ready);
        sorted.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));

        let mut starts = vec![0_u32; sorted.len()];
        let mut levels = Vec::new();
        for level in 0..=self.shape.periods.len() {
            levels.push(self.level(level, &sorted, &mut starts, &mut made)?);
        }
        let mut names = Vec::new();
        for cards in cards {
            names.push(made.add(Kind::Cards, cards)?);
        }
        let manifest = Manifest {
            end: self.end,
            count: self.count,
            cards_each: self.limits.cards,
            averages: self.shape.averages,
            periods: self.shape.periods,
            heavy: self.shape.heavy,
            levels,
            words,
            cards: Directory {
                firsts: Vec::new(),
                names,
                each: 1,
            },
            synonyms: wishes.synonyms,
            pinned: wishes.pinned,
        };
        let (bytes, pages) = manifest.write(self.limits.page);
        for page in pages {
            made.add(Kind::Page, page)?;
        }
        let mut files: Files = made
            .files
            .into_iter()
            .map(|(file, bytes)| (file.to_string(), bytes))
            .collect();
        files.insert(MANIFEST.to_owned(), bytes);
        Ok(files)
    }

    /// The number below which a file has its articles: it moves on once in each period, each file at another time.
    fn renewed(&self, first: &[u8], level: usize) -> u32 {
        let Some(period) = self.shape.periods.get(level).copied() else {
            return self.end;
        };
        let phase = Name::of(first).below(period);
        self.end
            .checked_sub(phase)
            .map_or(0, |since| self.end - since % period)
    }

    /// A term for each beginning of one and two letters, and for each that too many words have.
    fn beginnings(&self, sorted: &[(Vec<u8>, Gathered)]) -> Result<Vec<(Vec<u8>, Gathered)>, BuildError> {
        let mut starts: BTreeSet<Vec<u8>> = self.shape.heavy.iter().cloned().collect();
        for (key, term) in sorted {
            if let Ok(word) = std::str::from_utf8(key)
                && is_spelt(word)
                && term.count > 0
            {
                let ends = word
                    .char_indices()
                    .skip(1)
                    .map(|(end, _)| end)
                    .chain([word.len()]);
                starts.extend(
                    ends.take(READY)
                        .filter_map(|end| key.get(..end))
                        .map(<[u8]>::to_vec),
                );
            }
        }
        let mut ready = Vec::new();
        let mut best = vec![0_u8; self.end as usize];
        for start in starts {
            best.fill(0);
            let from = sorted.partition_point(|(key, _)| *key < start);
            for (_, term) in sorted
                .iter()
                .skip(from)
                .take_while(|(key, _)| key.starts_with(&start))
            {
                term.each(|number, impact| {
                    if let Some(best) = best.get_mut(number as usize) {
                        *best = (*best).max(impact + 1);
                    }
                })?;
            }
            let mut term = Gathered::default();
            for (number, best) in (0..).zip(&best) {
                if let Some(impact) = best.checked_sub(1) {
                    term.push(number, impact, &[]);
                }
            }
            let mut key = start;
            key.push(BEGINNING);
            ready.push((key, term));
        }
        Ok(ready)
    }

    /// The files of a level.
    fn level(
        &self,
        level: usize,
        sorted: &[(Vec<u8>, Gathered)],
        starts: &mut [u32],
        made: &mut Made,
    ) -> Result<Directory, BuildError> {
        let limit = if level == 0 {
            self.limits.file
        } else {
            self.limits.small
        };
        // The last level is renewed with every article: nothing of it is to be kept.
        let is_last = level == self.shape.periods.len();
        let kept = self.shape.firsts.get(level).filter(|_| !is_last);
        let mut todo: Vec<(Vec<u8>, usize, usize)> = Vec::new();
        if let Some(firsts) = kept {
            for (place, first) in firsts.iter().enumerate() {
                let at = |first: &Vec<u8>| sorted.partition_point(|(key, _)| key < first);
                let end = firsts.get(place + 1).map_or(sorted.len(), at);
                todo.push((first.clone(), if place == 0 { 0 } else { at(first) }, end));
            }
        } else {
            todo.push((Vec::new(), 0, sorted.len()));
        }
        todo.reverse();
        let mut directory = Directory {
            each: 1,
            ..Directory::default()
        };
        while let Some((first, from, to)) = todo.pop() {
            let end = self.renewed(&first, level);
            let mut entries: Vec<(&[u8], Vec<u8>)> = Vec::new();
            let mut parts: Vec<Vec<u8>> = Vec::new();
            let (mut size, mut split) = (0, None);
            for place in from..to {
                let (Some((key, term)), Some(start)) = (sorted.get(place), starts.get(place)) else {
                    break;
                };
                let (before, parts_before) = (size, parts.len());
                if let Some(entry) = self.entry(key, term, *start, end, &mut parts)? {
                    size += key.len() / 2 + 3 + entry.len();
                    entries.push((key, entry));
                }
                // From nothing a file ends where it is full; one that is kept may grow to twice that.
                let is_full = if kept.is_some() {
                    size > 2 * limit
                } else {
                    size > limit
                };
                if is_full && before > 0 {
                    split = Some(place);
                    // What made it too large begins the next.
                    parts.truncate(parts_before);
                    entries.pop();
                    break;
                }
            }
            let mut to = to;
            if let Some(place) = split {
                let place = if kept.is_some() {
                    from + (place - from) / 2
                } else {
                    place
                };
                if place > from
                    && let (Some((key, _)), Some((before, _))) = (sorted.get(place), sorted.get(place - 1))
                {
                    todo.push((shortest_between(before, key), place, to));
                    to = place;
                }
                if kept.is_some() {
                    // The half is made anew.
                    todo.push((first, from, to));
                    continue;
                }
            }
            if entries.is_empty() && !first.is_empty() {
                starts
                    .iter_mut()
                    .take(to)
                    .skip(from)
                    .for_each(|start| *start = (*start).max(end));
                continue;
            }
            for part in parts {
                made.add(Kind::List, part)?;
            }
            starts
                .iter_mut()
                .take(to)
                .skip(from)
                .for_each(|start| *start = (*start).max(end));
            directory
                .names
                .push(made.add(Kind::Terms, terms::write(&entries))?);
            directory.firsts.push(first);
        }
        Ok(directory)
    }

    /// What a file has of a term; none where it has nothing.
    fn entry(
        &self,
        key: &[u8],
        term: &Gathered,
        start: u32,
        end: u32,
        parts: &mut Vec<Vec<u8>>,
    ) -> Result<Option<Vec<u8>>, BuildError> {
        let mut postings = term.postings(start, end)?;
        if postings.is_empty() {
            return Ok(None);
        }
        // What stands nearly everywhere is looked for beside nothing but in titles.
        if postings.len() > 64 && postings.len() > (end - start) as usize / 8 {
            for posting in &mut postings {
                posting.places = Cow::Owned(in_title(&posting.places)?);
            }
        }
        let stems: Vec<Vec<u8>> = term.stems.iter().map(|stem| stem.clone().into_bytes()).collect();
        let mut draft = Draft {
            key,
            stems: &stems,
            postings: &postings,
            cut: None,
        };
        let mut bytes = Vec::new();
        draft.write(&mut bytes);
        let is_long = postings.len() / 2 > self.limits.list
            || postings.len() > self.limits.best && {
                let bare: Vec<Posting<'_>> = postings.iter().map(Posting::bare).collect();
                let mut bytes = Vec::new();
                Draft {
                    postings: &bare,
                    stems: &[],
                    ..draft
                }
                .write(&mut bytes);
                bytes.len() > self.limits.list
            };
        if !is_long {
            return Ok(Some(bytes));
        }
        let mut names = Vec::new();
        for part in postings.chunks(self.limits.part.max(1)) {
            let part: Vec<Posting<'_>> = part.iter().map(Posting::bare).collect();
            let mut bytes = Vec::new();
            Draft {
                key: &[],
                stems: &[],
                postings: &part,
                cut: None,
            }
            .write(&mut bytes);
            names.push(Name::of(&bytes));
            parts.push(bytes);
        }
        let count = u32::try_from(postings.len()).unwrap_or(u32::MAX);
        let mut best = postings.clone();
        best.sort_unstable_by_key(|posting| {
            (
                std::cmp::Reverse(posting.impact),
                std::cmp::Reverse(posting.number),
            )
        });
        best.truncate(self.limits.best);
        best.sort_unstable_by_key(|posting| posting.number);
        draft = Draft {
            postings: &best,
            cut: Some((count, &names)),
            ..draft
        };
        bytes.clear();
        draft.write(&mut bytes);
        Ok(Some(bytes))
    }

    /// May a word that so many articles have be meant by one with a slip?
    fn is_meant(&self, having: u32, term: &Gathered) -> bool {
        having > 1 || having > 0 && (term.is_in_title || self.shape.periods.is_empty())
    }

    /// The words that a word with a slip may mean, with how many articles have each, in powers of two: on a large site those that
    /// stand in two articles or in a title, so that the stretches of it that a reader fetches stay short.
    fn vocabulary(
        &self,
        sorted: &[(Vec<u8>, Gathered)],
        is_backward: bool,
        made: &mut Made,
    ) -> Result<Directory, BuildError> {
        let mut words: Vec<(Vec<u8>, &Gathered)> = Vec::new();
        for (key, term) in sorted {
            if let Ok(word) = std::str::from_utf8(key)
                && term.is_word
                && is_spelt(word)
                && !word.bytes().any(|byte| byte.is_ascii_digit())
                && word.chars().count() > READY
                && self.is_meant(term.count, term)
            {
                let key = if is_backward {
                    word.chars().rev().collect::<String>().into_bytes()
                } else {
                    key.clone()
                };
                words.push((key, term));
            }
        }
        words.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let kept = self
            .shape
            .words
            .get(usize::from(is_backward))
            .filter(|firsts| !firsts.is_empty());
        let mut firsts: Vec<Vec<u8>> = vec![Vec::new()];
        if let Some(kept) = kept {
            firsts.clone_from(kept);
        } else {
            let mut size = 0;
            for pair in words.windows(2) {
                if let [(before, _), (key, _)] = pair {
                    size += before.len() / 2 + 4;
                    if size > self.limits.words {
                        firsts.push(shortest_between(before, key));
                        size = 0;
                    }
                }
            }
        }
        let mut directory = Directory {
            each: 1,
            ..Directory::default()
        };
        for (place, first) in firsts.iter().enumerate() {
            let at = |first: &Vec<u8>| words.partition_point(|(key, _)| key < first);
            let to = firsts.get(place + 1).map_or(words.len(), at);
            let end = self.renewed(first, 0);
            let mut entries: Vec<(&[u8], Vec<u8>)> = Vec::new();
            for (key, term) in words.iter().take(to).skip(at(first)) {
                let having = term.below(end)?;
                if self.is_meant(having, term) {
                    entries.push((key, vec![u8::try_from(having.ilog2()).unwrap_or(u8::MAX)]));
                }
            }
            directory
                .names
                .push(made.add(Kind::Words, terms::write(&entries))?);
            directory.firsts.push(first.clone());
        }
        Ok(directory)
    }
}

impl Gathered {
    fn each(&self, mut of: impl FnMut(u32, u8)) -> Result<(), Fault> {
        let (mut reader, mut next) = (Reader::new(&self.bytes), 0_u32);
        while !reader.is_empty() {
            let number = next + reader.number()?;
            next = number + 1;
            let impact = reader.byte()?;
            for _ in 0..reader.length()? {
                reader.number()?;
            }
            of(number, impact);
        }
        Ok(())
    }

    /// How many articles below a number have it.
    fn below(&self, end: u32) -> Result<u32, Fault> {
        let mut count = 0;
        self.each(|number, _| count += u32::from(number < end))?;
        Ok(count)
    }
}

/// Beginnings of three letters and more that so many postings have that they would be read from too many files.
fn heavy(sorted: &[(Vec<u8>, Gathered)], limit: usize) -> Vec<Vec<u8>> {
    let mut counts: BTreeMap<&[u8], usize> = BTreeMap::new();
    for (key, term) in sorted {
        let Some(word) = std::str::from_utf8(key).ok().filter(|word| is_spelt(word)) else {
            continue;
        };
        let ends = word
            .char_indices()
            .map(|(end, _)| end)
            .chain([word.len()])
            .skip(READY + 1);
        for end in ends {
            *counts.entry(key.get(..end).unwrap_or_default()).or_default() += term.count as usize;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > limit)
        .map(|(start, _)| start.to_vec())
        .collect()
}

/// Is it a word of letters, and no run of signs?
fn is_spelt(word: &str) -> bool {
    !crate::tokens::is_run(word)
}

/// The shortest key that is after one and not after the other.
fn shortest_between(before: &[u8], key: &[u8]) -> Vec<u8> {
    let shared = before
        .iter()
        .zip(key)
        .take_while(|(one, other)| one == other)
        .count();
    key.get(..=shared).unwrap_or(key).to_vec()
}

/// The files so far.
#[derive(Default)]
struct Made {
    files: BTreeMap<File, Vec<u8>>,
}

impl Made {
    fn add(&mut self, kind: Kind, bytes: Vec<u8>) -> Result<Name, BuildError> {
        let name = Name::of(&bytes);
        let file = File { kind, name };
        if self.files.get(&file).is_some_and(|there| *there != bytes) {
            return Err(BuildError::SameName(file));
        }
        self.files.insert(file, bytes);
        Ok(name)
    }
}
