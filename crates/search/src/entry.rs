//! What the index knows of one term: how many articles have it, which, how much it says of each, and where it stands in them.

#[cfg(feature = "build")]
use std::borrow::Cow;

use crate::bytes::{Fault, Reader};
use crate::name::Name;

/// The places from here on are not of the title, whose words stand from 0 on.
#[cfg(feature = "build")]
pub(crate) const TITLE: u32 = 128;

/// A place where the last word of a title stands beside its own. Each pair of signs of a run at the end stands as far before it
/// as it is from the last, so that a run which is asked for is known to end there.
pub(crate) const TITLE_END: u32 = 127;

/// The most words of a title whose places are known.
#[cfg(feature = "build")]
pub(crate) const TITLE_WORDS: u32 = 63;

/// The entry has stems of its word.
const STEMS: u32 = 1;
/// The entry has the best of its articles only, and names the files that have all.
const CUT: u32 = 2;
/// The entry has places.
const PLACES: u32 = 4;
/// Its articles stand as one bit each.
const BITS: u32 = 8;
/// The term is a stem and a word as well, and the entry says how much the word alone says of each article.
const EXACT: u32 = 16;

/// An entry, read.
#[derive(Debug)]
pub(crate) struct Entry<'b> {
    /// The stems of the word, where they are other than itself.
    pub(crate) stems: Vec<Vec<u8>>,
    /// How many articles have the term, in this part of the site.
    pub(crate) count: u32,
    /// Where all of them stand, if not here.
    pub(crate) parts: Vec<Name>,
    /// The articles, ascending.
    pub(crate) numbers: Vec<u32>,
    impacts: &'b [u8],
    /// Those of the word as it is written, each one more; none where they are the same.
    exact: Option<&'b [u8]>,
    places: Option<Reader<'b>>,
}

impl<'b> Entry<'b> {
    pub(crate) fn read(key: &[u8], bytes: &'b [u8]) -> Result<Self, Fault> {
        let mut reader = Reader::new(bytes);
        let flags = reader.number()?;
        let mut stems = Vec::new();
        if flags & STEMS != 0 {
            for _ in 0..reader.count()? {
                let mut stem = key.to_vec();
                reader.key(&mut stem)?;
                stems.push(stem);
            }
        }
        let kept = reader.length()?;
        let mut count = u32::try_from(kept).map_err(|_| Fault::TooLarge)?;
        let mut parts = Vec::new();
        if flags & CUT != 0 {
            count = reader.number()?;
            for _ in 0..reader.count()? {
                parts.push(Name::read(&mut reader)?);
            }
        }
        let numbers = if flags & BITS == 0 {
            ascending(&mut reader, kept)?
        } else {
            bits(&mut reader, kept)?
        };
        let impacts = reader.take(kept.div_ceil(2))?;
        let exact = (flags & EXACT != 0).then(|| reader.take(kept.div_ceil(2)));
        let exact = exact.transpose()?;
        Ok(Self {
            stems,
            count,
            parts,
            numbers,
            impacts,
            exact,
            places: (flags & PLACES != 0).then_some(reader),
        })
    }

    /// How much the term says of the article at this place of [`Entry::numbers`], 0 to 15.
    pub(crate) fn impact(&self, at: usize) -> u8 {
        half(self.impacts, at)
    }

    /// The articles with their impacts, and one more than those of the word as it is written: 0 where it is not.
    pub(crate) fn rated(&self) -> impl Iterator<Item = (u32, u8, u8)> {
        let numbers = self.numbers.iter().enumerate();
        numbers.map(|(at, number)| {
            let impact = self.impact(at);
            let exact = self.exact.map_or(impact + 1, |exact| half(exact, at));
            (*number, impact, exact)
        })
    }

    /// Where the term stands in each of the wanted articles; nothing where the entry does not say it.
    pub(crate) fn places(&self, is_wanted: &dyn Fn(u32) -> bool) -> Result<Vec<(u32, Vec<u32>)>, Fault> {
        let Some(mut reader) = self.places else {
            return Ok(Vec::new());
        };
        let mut all = Vec::new();
        for number in &self.numbers {
            let count = reader.length()?;
            if is_wanted(*number) {
                all.push((*number, ascending(&mut reader, count)?));
            } else {
                for _ in 0..count {
                    reader.number()?;
                }
            }
        }
        Ok(all)
    }
}

/// One of the numbers that stand two in a byte.
fn half(bytes: &[u8], at: usize) -> u8 {
    let two = bytes.get(at / 2).copied().unwrap_or_default();
    if at.is_multiple_of(2) { two & 15 } else { two >> 4 }
}

/// So many numbers, each larger than the one before.
fn ascending(reader: &mut Reader<'_>, count: usize) -> Result<Vec<u32>, Fault> {
    let mut numbers = Vec::new();
    let mut next = 0_u32;
    for _ in 0..count {
        let number = next.checked_add(reader.number()?).ok_or(Fault::TooLarge)?;
        next = number.checked_add(1).ok_or(Fault::TooLarge)?;
        numbers.push(number);
    }
    Ok(numbers)
}

/// The numbers of the bits that are set.
fn bits(reader: &mut Reader<'_>, count: usize) -> Result<Vec<u32>, Fault> {
    let first = reader.number()?;
    let mut numbers = Vec::new();
    for (place, byte) in (0_u32..).step_by(8).zip(reader.bytes()?) {
        for bit in (0..8).filter(|bit| byte & (1 << bit) != 0) {
            let number = first.checked_add(place + bit).ok_or(Fault::TooLarge)?;
            numbers.push(number);
        }
    }
    if numbers.len() == count {
        Ok(numbers)
    } else {
        Err(Fault::CutOff)
    }
}

/// An article that has a term.
#[cfg(feature = "build")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Posting<'p> {
    pub(crate) number: u32,
    /// 0 to 15.
    pub(crate) impact: u8,
    /// One more than that of the word as it is written, at most 15; 0 where only others of its stem are there.
    pub(crate) exact: u8,
    /// Their number, and they themselves, as they are written; nothing at all stands for none.
    pub(crate) places: Cow<'p, [u8]>,
}

#[cfg(feature = "build")]
impl Posting<'_> {
    /// Has it places? None are written as nothing or as a zero.
    fn has_places(&self) -> bool {
        !matches!(*self.places, [] | [0])
    }

    /// The same without places.
    pub(crate) fn bare(&self) -> Self {
        Self {
            places: Cow::Borrowed(&[]),
            ..*self
        }
    }
}

/// What stands for an impact of a word as it is written.
#[cfg(feature = "build")]
pub(crate) fn exact_of(impact: u8) -> u8 {
    (impact + 1).min(15)
}

/// What is written of an entry.
#[cfg(feature = "build")]
pub(crate) struct Draft<'d> {
    pub(crate) key: &'d [u8],
    pub(crate) stems: &'d [Vec<u8>],
    /// Has any article the term as a word, and not only as the stem of one?
    pub(crate) is_word: bool,
    pub(crate) postings: &'d [Posting<'d>],
    /// Where the postings are the best only: how many there are, and the files that have all.
    pub(crate) cut: Option<(u32, &'d [Name])>,
}

#[cfg(feature = "build")]
impl Draft<'_> {
    /// The bytes that [`Entry::read`] reads.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        use crate::bytes::write;
        let postings = self.postings;
        let has_places = postings.iter().any(Posting::has_places);
        let mut numbers = Vec::new();
        ascending_into(&mut numbers, postings.iter().map(|posting| posting.number));
        let span = match postings {
            [first, .., last] => last.number - first.number + 1,
            _ => 0,
        };
        let is_dense = span > 0 && (span as usize).div_ceil(8) + 4 < numbers.len();
        // Of a stem that is no word nothing more is known. Each level says it by itself, so what others have does not count.
        let is_exact = |posting: &Posting<'_>| posting.exact == exact_of(posting.impact);
        let has_exact = self.is_word && !postings.iter().all(is_exact);
        let flags = u32::from(!self.stems.is_empty()) * STEMS
            + u32::from(has_exact) * EXACT
            + u32::from(self.cut.is_some()) * CUT
            + u32::from(has_places) * PLACES
            + u32::from(is_dense) * BITS;
        write::number(out, flags);
        if !self.stems.is_empty() {
            write::length(out, self.stems.len());
            for stem in self.stems {
                write::key(out, self.key, stem);
            }
        }
        write::length(out, postings.len());
        if let Some((count, parts)) = self.cut {
            write::number(out, count);
            write::length(out, parts.len());
            for part in parts {
                part.write(out);
            }
        }
        if is_dense {
            let first = postings.first().map_or(0, |posting| posting.number);
            let mut bits = vec![0_u8; (span as usize).div_ceil(8)];
            for posting in postings {
                let at = posting.number - first;
                bits[at as usize / 8] |= 1 << (at % 8);
            }
            write::number(out, first);
            write::bytes(out, &bits);
        } else {
            out.extend_from_slice(&numbers);
        }
        let mut halves = |of: fn(&Posting<'_>) -> u8| {
            for two in postings.chunks(2) {
                let other = two.get(1).map_or(0, of);
                out.push(of(&two[0]) | (other << 4));
            }
        };
        halves(|posting| posting.impact);
        if has_exact {
            halves(|posting| posting.exact);
        }
        if has_places {
            for posting in postings {
                out.extend_from_slice(if posting.has_places() {
                    &posting.places
                } else {
                    &[0]
                });
            }
        }
    }
}

/// Numbers, each larger than the one before.
#[cfg(feature = "build")]
pub(crate) fn ascending_into(out: &mut Vec<u8>, numbers: impl Iterator<Item = u32>) {
    let mut next = 0;
    for number in numbers {
        crate::bytes::write::number(out, number - next);
        next = number + 1;
    }
}
