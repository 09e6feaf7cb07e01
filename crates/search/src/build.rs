//! Making an index: from the digests of articles to the bytes of its files.
//!
//! Whatever was published stays where it is. Articles are numbered once, those that are new come behind the others, and every
//! file but the last few has the articles below a number that is its own, which moves on from time to time: so one article
//! more renews few files. What is newer stands in the files of the next level, which are smaller and renewed more often. All of
//! it follows from the order of the articles and the [`Shape`] alone. The vocabulary stands in levels as the terms do: each says
//! of a word how many articles more have it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::bytes::{Fault, Reader, write};
use crate::digest::Digest;
use crate::directory::Directory;
use crate::entry::{Draft, Posting, TITLE, ascending_into, exact_of};
use crate::filing::{CardsOf, Filing};
use crate::lists::READY;
use crate::making::Made;
use crate::manifest::{BEGINNING, FIELDS, Manifest, Shape};
use crate::name::{FILTERS, Kind, MANIFEST, Name};
use crate::terms;

pub use crate::making::{BuildError, Files, Limits};

/// What part of a site goes into the longest period: sixteen renewals are a file's lot while a site doubles. On a small one the
/// levels behind the first are small as well, so that longer periods save more than they cost.
const SHARE: u32 = 8;
const SHARE_OF_SMALL: u32 = 4;

/// How often the files of a level are renewed while one of the level before is.
const RATIO: u32 = 32;
const RATIO_OF_SMALL: u32 = 8;

/// A longest period of fewer articles than this is that of a small site.
const SMALL_PERIOD: u32 = 128;

/// The shortest period: a shorter one has more files than it saves.
const SHORTEST: u32 = 4;

impl Shape {
    /// The shape of an index that is made from nothing, of so many articles whose fields have these lengths together.
    pub fn new(lengths: [u64; FIELDS], articles: u32, limits: &Limits) -> Self {
        let averages = lengths.map(|length| rounded(length / u64::from(articles.max(1))));
        let mut periods = Vec::new();
        if articles >= limits.one_level {
            let (share, ratio) = if articles < limits.small_site {
                (SHARE_OF_SMALL, RATIO_OF_SMALL)
            } else {
                (SHARE, RATIO)
            };
            let mut period = 1 << (articles / share).max(1).ilog2();
            while period >= SHORTEST || periods.is_empty() {
                periods.push(period);
                period /= ratio;
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
        let share = if longest < SMALL_PERIOD {
            SHARE_OF_SMALL
        } else {
            SHARE
        };
        longest > 0 && end < longest.saturating_mul(4 * share) && articles >= end - end / 4
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
    /// The first article that has it in its title.
    in_title: Option<u32>,
}

impl Gathered {
    fn push(&mut self, number: u32, impact: u8, exact: u8, places: &[u32]) {
        write::number(&mut self.bytes, number - self.next);
        self.next = number + 1;
        self.count += 1;
        self.bytes.push(impact | exact << 4);
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
            let impacts = reader.byte()?;
            let before = reader.rest();
            for _ in 0..reader.length()? {
                reader.number()?;
            }
            if number >= start {
                let length = before.len() - reader.rest().len();
                let places = Cow::Borrowed(before.get(..length).unwrap_or_default());
                postings.push(Posting {
                    number,
                    impact: impacts & 15,
                    exact: impacts >> 4,
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

/// Makes what stands under a key in a file: of what was told before, up to a number. Long lists go into files of their own.
type EntryOf<'e, T, S> =
    dyn Fn(&[u8], &T, &S, u32, &mut Vec<Vec<u8>>) -> Result<Option<Vec<u8>>, BuildError> + 'e;

/// The files of one level of a directory.
struct Level<'k> {
    /// How many levels stand before it.
    depth: usize,
    kind: Kind,
    /// How large one is to be.
    limit: usize,
    /// The first keys of the index before.
    kept: Option<&'k Vec<Vec<u8>>>,
}

/// An index in the making.
pub struct Builder {
    limits: Limits,
    shape: Shape,
    terms: HashMap<String, Gathered>,
    end: u32,
    count: u32,
}

/// What filters need, and how the cards of their first pages are written.
pub type Filed<'f> = (&'f Filing, CardsOf<'f>);

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
            term.push(number, row.impact, row.exact, &row.places);
            term.is_word |= row.is_word;
            if row.is_in_title && term.in_title.is_none() {
                term.in_title = Some(number);
            }
            if let Some(stem) = row.stem
                && !term.stems.contains(&stem)
            {
                term.stems.insert(stem);
            }
        }
        Ok(())
    }

    /// The files of the index. `end` is one more than the last number that is given, and `cards` the bytes of the files of cards,
    /// in their order. Without `filters` none finds anything.
    ///
    /// # Errors
    /// When two files have one name.
    pub fn finish(
        mut self,
        end: u32,
        cards: Vec<Vec<u8>>,
        wishes: Wishes,
        filters: Option<Filed<'_>>,
    ) -> Result<Files, BuildError> {
        self.end = self.end.max(end);
        let mut made = Made::default();
        let gathered = std::mem::take(&mut self.terms);
        let mut sorted: Vec<(Vec<u8>, Gathered)> = gathered
            .into_iter()
            .map(|(key, term)| (key.into_bytes(), term))
            .collect();
        sorted.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));

        let mut words = <[Vec<Directory>; 2]>::default();
        for (backward, levels) in words.iter_mut().enumerate() {
            *levels = self.vocabulary(&sorted, backward == 1, &mut made)?;
        }
        if self.shape.firsts.is_empty() {
            self.shape.heavy = heavy(&sorted, self.limits.heavy);
        }
        let ready = self.beginnings(&sorted)?;
        sorted.extend(ready);
        sorted.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));

        // From which number on the postings of each term are not filed yet.
        let mut starts = vec![0_u32; sorted.len()];
        let mut levels = Vec::new();
        for level in 0..=self.shape.periods.len() {
            let filed = Level {
                depth: level,
                kind: Kind::Terms,
                limit: if level == 0 {
                    self.limits.file
                } else {
                    self.limits.small
                },
                kept: self.shape.firsts.get(level),
            };
            let entry = |key: &[u8], term: &Gathered, start: &u32, end: u32, parts: &mut Vec<Vec<u8>>| {
                self.entry(key, term, *start, end, parts)
            };
            let next = |_: &Gathered, start: &mut u32, end: u32| {
                *start = (*start).max(end);
                Ok(())
            };
            levels.push(self.level(&filed, &sorted, &mut starts, &entry, &next, &mut made)?);
        }
        let mut names = Vec::new();
        for cards in cards {
            names.push(made.add(Kind::Cards, cards)?);
        }
        let mut root = None;
        if let Some((filing, cards_of)) = filters {
            root = Some(filing.finish(self.end, &self.limits, &names, cards_of, &mut made)?);
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
            filters: root.as_deref().map(Name::of),
        };
        let (bytes, pages) = manifest.write(self.limits.page, self.limits.card_page);
        for page in pages {
            made.add(Kind::Page, page)?;
        }
        let mut files: Files = made
            .files
            .into_iter()
            .map(|(file, bytes)| (file.to_string(), bytes))
            .collect();
        files.insert(MANIFEST.to_owned(), bytes);
        files.extend(root.map(|root| (FILTERS.to_owned(), root)));
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
                    term.push(number, impact, exact_of(impact), &[]);
                }
            }
            let mut key = start;
            key.push(BEGINNING);
            ready.push((key, term));
        }
        Ok(ready)
    }

    /// The files of a level. `entry` makes what stands under a key, if anything does, of what was told before and up to which
    /// number it is to be told; `next` notes that it is told.
    fn level<T, S>(
        &self,
        filed: &Level<'_>,
        sorted: &[(Vec<u8>, T)],
        told: &mut [S],
        entry: &EntryOf<'_, T, S>,
        next: &dyn Fn(&T, &mut S, u32) -> Result<(), BuildError>,
        made: &mut Made,
    ) -> Result<Directory, BuildError> {
        // The last level is renewed with every article: nothing of it is to be kept.
        let is_last = filed.depth == self.shape.periods.len();
        let kept = filed.kept.filter(|_| !is_last);
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
        while let Some((first, from, mut to)) = todo.pop() {
            let end = self.renewed(&first, filed.depth);
            let mut entries: Vec<(&[u8], Vec<u8>)> = Vec::new();
            let mut parts: Vec<Vec<u8>> = Vec::new();
            let (mut size, mut split) = (0, None);
            for place in from..to {
                let (Some((key, term)), Some(told)) = (sorted.get(place), told.get(place)) else {
                    break;
                };
                let (before, parts_before) = (size, parts.len());
                if let Some(entry) = entry(key, term, told, end, &mut parts)? {
                    size += key.len() / 2 + 3 + entry.len();
                    entries.push((key, entry));
                }
                // From nothing a file ends where it is full; one that is kept may grow to twice that.
                let is_full = if kept.is_some() {
                    size > 2 * filed.limit
                } else {
                    size > filed.limit
                };
                if is_full && before > 0 {
                    split = Some(place);
                    // What made it too large begins the next.
                    parts.truncate(parts_before);
                    entries.pop();
                    break;
                }
            }
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
            for ((_, term), told) in sorted.iter().zip(told.iter_mut()).take(to).skip(from) {
                next(term, told, end)?;
            }
            if entries.is_empty() && !first.is_empty() {
                continue;
            }
            for part in parts {
                made.add(Kind::List, part)?;
            }
            directory
                .names
                .push(made.add(filed.kind, terms::write(&entries))?);
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
            is_word: term.is_word,
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
                is_word: term.is_word,
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

    /// May a word that so many articles below a number have be meant by one with a slip?
    fn is_meant(&self, having: u32, term: &Gathered, end: u32) -> bool {
        let is_in_title = term.in_title.is_some_and(|number| number < end);
        having > 1 || having > 0 && (is_in_title || self.count < self.limits.small_site)
    }

    /// The words that a word with a slip may mean, with how many articles more than in the levels before have each: on a large
    /// site those that stand in two articles or in a title, so that the stretches of it that a reader fetches stay short.
    fn vocabulary(
        &self,
        sorted: &[(Vec<u8>, Gathered)],
        is_backward: bool,
        made: &mut Made,
    ) -> Result<Vec<Directory>, BuildError> {
        let mut words: Vec<(Vec<u8>, &Gathered)> = Vec::new();
        for (key, term) in sorted {
            if let Ok(word) = std::str::from_utf8(key)
                && term.is_word
                && is_spelt(word)
                && !word.bytes().any(|byte| byte.is_ascii_digit())
                && word.chars().count() > READY
                && self.is_meant(term.count, term, self.end)
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
        let kept = self.shape.words.get(usize::from(is_backward));
        // Of how many articles each has been told.
        let mut told = vec![0_u32; words.len()];
        let mut levels = Vec::new();
        for level in 0..=self.shape.periods.len() {
            let filed = Level {
                depth: level,
                kind: Kind::Words,
                limit: self.limits.words,
                kept: kept.and_then(|levels| levels.get(level)),
            };
            let having = |term: &Gathered, end: u32| -> Result<u32, BuildError> {
                let having = term.below(end)?;
                Ok(if self.is_meant(having, term, end) {
                    having
                } else {
                    0
                })
            };
            let entry = |_: &[u8], term: &&Gathered, told: &u32, end: u32, _: &mut Vec<Vec<u8>>| {
                let more = having(term, end)?.saturating_sub(*told);
                let mut entry = Vec::new();
                write::number(&mut entry, more);
                Ok((more > 0).then_some(entry))
            };
            let next = |term: &&Gathered, told: &mut u32, end: u32| {
                *told = (*told).max(having(term, end)?);
                Ok(())
            };
            levels.push(self.level(&filed, &words, &mut told, &entry, &next, made)?);
        }
        Ok(levels)
    }
}

impl Gathered {
    fn each(&self, mut of: impl FnMut(u32, u8)) -> Result<(), Fault> {
        let (mut reader, mut next) = (Reader::new(&self.bytes), 0_u32);
        while !reader.is_empty() {
            let number = next + reader.number()?;
            next = number + 1;
            let impact = reader.byte()? & 15;
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
