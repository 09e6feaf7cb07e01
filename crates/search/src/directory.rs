//! Which file has what: the first key of each, and its name. A long directory stands in pages of its own, of which one has the
//! first keys alone: what a reader fetches does not grow with the site.

use std::ops::Range;

use crate::bytes::{Fault, Reader};
use crate::name::Name;

/// A directory, or one page of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Directory {
    /// The first key of each file, ascending; the first is empty. None at all where files are found by their places.
    pub(crate) firsts: Vec<Vec<u8>>,
    pub(crate) names: Vec<Name>,
    /// How many files each name stands for: those of a page, or one.
    pub(crate) each: usize,
}

impl Directory {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let each = reader.length()?;
        let has_keys = reader.byte()? != 0;
        let count = reader.count()?;
        let (mut firsts, mut key) = (Vec::new(), Vec::new());
        for place in 0..count {
            if !has_keys {
                break;
            }
            let before = key.clone();
            reader.key(&mut key)?;
            if place > 0 && key <= before {
                return Err(Fault::Order);
            }
            firsts.push(key.clone());
        }
        let names = (0..count).map(|_| Name::read(reader)).collect::<Result<_, _>>()?;
        Ok(Self {
            firsts,
            names,
            each: each.max(1),
        })
    }

    /// Is what it names a page of it?
    pub(crate) fn is_paged(&self) -> bool {
        self.each > 1
    }

    /// The places of the files that may have keys from one to another.
    pub(crate) fn covering(&self, low: &[u8], high: &[u8]) -> Range<usize> {
        let start = self
            .firsts
            .partition_point(|first| first.as_slice() <= low)
            .saturating_sub(1);
        let end = self.firsts.partition_point(|first| first.as_slice() <= high);
        start..end.max(start)
    }

    /// None at all.
    pub(crate) const NONE: Self = Self {
        firsts: Vec::new(),
        names: Vec::new(),
        each: 1,
    };

    /// Writes it, and gives the pages that it is parted into where it has more than `most` files, of so many files `each`.
    #[cfg(feature = "build")]
    pub(crate) fn write(&self, out: &mut Vec<u8>, most: usize, each: usize) -> Vec<Vec<u8>> {
        if self.names.len() <= most {
            self.write_whole(out);
            return Vec::new();
        }
        let each = each.max(2);
        let mut top = Self {
            each,
            ..Self::default()
        };
        let mut pages = Vec::new();
        for (place, names) in (0..).step_by(each).zip(self.names.chunks(each)) {
            let firsts = self.firsts.get(place..place + names.len()).unwrap_or_default();
            let page = Self {
                firsts: firsts.to_vec(),
                names: names.to_vec(),
                each: 1,
            };
            let mut bytes = Vec::new();
            page.write_whole(&mut bytes);
            top.names.push(Name::of(&bytes));
            top.firsts.extend(firsts.first().cloned());
            pages.push(bytes);
        }
        top.write_whole(out);
        pages
    }

    #[cfg(feature = "build")]
    fn write_whole(&self, out: &mut Vec<u8>) {
        use crate::bytes::write;
        write::length(out, self.each);
        out.push(u8::from(!self.firsts.is_empty()));
        write::length(out, self.names.len());
        let mut last: &[u8] = &[];
        for first in &self.firsts {
            write::key(out, last, first);
            last = first;
        }
        for name in &self.names {
            name.write(out);
        }
    }
}
