//! Sets of articles, in blocks of numbers: a bit each where they are at hand, and in files whatever is shorter.

use crate::bytes::{Fault, Reader};

/// The most numbers of a block.
pub(crate) const BLOCK: u32 = 65_536;

/// A list of numbers that are written as differences.
const DIFFERENCES: u8 = 0;
/// A list of numbers that are written as a bit each.
const BITS: u8 = 1;

/// The articles of a block, by their places in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    /// No longer than up to the last of them.
    words: Vec<u64>,
}

impl Bits {
    pub(crate) fn insert(&mut self, place: u32) {
        let at = (place / 64) as usize;
        if self.words.len() <= at {
            self.words.resize(at + 1, 0);
        }
        if let Some(word) = self.words.get_mut(at) {
            *word |= 1 << (place % 64);
        }
    }

    pub(crate) fn has(&self, place: u32) -> bool {
        let word = self.words.get((place / 64) as usize);
        word.is_some_and(|word| word & (1 << (place % 64)) != 0)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Keeps what is in both.
    pub(crate) fn keep(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many are in both.
    pub(crate) fn common(&self, other: &Self) -> u32 {
        let both = self.words.iter().zip(&other.words);
        both.map(|(word, other)| (word & other).count_ones()).sum()
    }

    pub(crate) fn count(&self) -> u32 {
        self.common(self)
    }

    /// The places, the last first.
    pub(crate) fn backward(&self) -> Vec<u32> {
        let mut places = Vec::new();
        for (at, word) in self.words.iter().enumerate().rev() {
            let (at, mut rest) = (u32::try_from(at).unwrap_or_default(), *word);
            while rest != 0 {
                let bit = rest.ilog2();
                rest &= !(1 << bit);
                places.push(64 * at + bit);
            }
        }
        places
    }

    /// Reads a list of places below `end`, which is the rest of these bytes.
    pub(crate) fn read(bytes: &[u8], end: u32) -> Result<Self, Fault> {
        let mut reader = Reader::new(bytes);
        let mut bits = Self::default();
        match reader.byte()? {
            DIFFERENCES => {
                each_number(&mut reader, end, &mut |place| bits.insert(place))?;
            }
            BITS => {
                while !reader.is_empty() {
                    let mut word = 0;
                    for shift in (0..64).step_by(8) {
                        if !reader.is_empty() {
                            word |= u64::from(reader.byte()?) << shift;
                        }
                    }
                    bits.words.push(word);
                }
                let beyond = bits.backward().first().is_some_and(|last| *last >= end);
                if beyond || bits.words.len() > end.div_ceil(64) as usize {
                    return Err(Fault::TooLarge);
                }
            }
            _ => return Err(Fault::Order),
        }
        Ok(bits)
    }
}

/// Numbers below `end`, each larger than the one before, until the bytes end.
pub(crate) fn each_number(reader: &mut Reader<'_>, end: u32, of: &mut dyn FnMut(u32)) -> Result<(), Fault> {
    let mut next = 0_u32;
    while !reader.is_empty() {
        let number = next.checked_add(reader.number()?).ok_or(Fault::TooLarge)?;
        if number >= end {
            return Err(Fault::TooLarge);
        }
        of(number);
        next = number + 1;
    }
    Ok(())
}

/// The bytes of a list of ascending places, whichever are fewer.
#[cfg(feature = "build")]
pub(crate) fn write(places: &[u32]) -> Vec<u8> {
    let mut differences = vec![DIFFERENCES];
    crate::entry::ascending_into(&mut differences, places.iter().copied());
    let length = places.last().map_or(0, |last| *last as usize / 8 + 1);
    if differences.len() <= length {
        return differences;
    }
    let mut bits = vec![0_u8; length + 1];
    bits[0] = BITS;
    for place in places {
        bits[1 + *place as usize / 8] |= 1 << (place % 8);
    }
    bits
}
