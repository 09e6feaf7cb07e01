//! The root of what filters need: which filters there are, how many articles each has, and in which files the rest stands. The
//! manifest names its bytes, and does not grow with it.

use content::find::Filter;

use crate::bytes::{Fault, Reader};
use crate::directory::Directory;
use crate::name::Name;
use crate::set::BLOCK;

const MAGIC: &[u8] = b"FSF";

/// The version of the format.
const VERSION: u32 = 1;

/// A filter of fewer articles shares its files with its neighbours.
const ALONE: u32 = 8;

/// How many neighbours share a file.
const TOGETHER: usize = 8;

/// The number of what every article meets that takes part.
pub(crate) const ALL: usize = 0;

/// The root file, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// How many numbers are given to articles.
    pub(crate) end: u32,
    /// How many numbers are in a block.
    pub(crate) block: u32,
    /// How many cards stand in a file.
    pub(crate) cards_each: u32,
    pub(crate) cards: Directory,
    /// How many articles stand in a file of rows.
    pub(crate) rows_each: u32,
    pub(crate) rows: Directory,
    /// By their numbers, which they keep. The first stands for all articles, and its key is empty.
    pub(crate) known: Vec<Known>,
    /// The first page of all articles.
    pub(crate) newest: Vec<u32>,
    /// The cards of that page; none where there are none.
    pub(crate) newest_cards: Option<Name>,
    /// What the first choice of a filter needs, for each group of filters: counts with the numbers of the first page, and the
    /// cards of that page.
    pub(crate) groups: Vec<(Name, Name)>,
    /// The lists of filters with few articles, each as a whole.
    pub(crate) few: Directory,
    /// The lists of the others, block by block.
    pub(crate) blocks: Vec<Block>,
    /// The tallies of two filters together, by the number of the first of them.
    pub(crate) pairs: Directory,
}

/// A filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// As it is written; nothing where nobody can read it.
    pub(crate) filter: Option<Filter>,
    pub(crate) key: String,
    /// How many articles meet it.
    pub(crate) total: u32,
    /// Which of the groups has it.
    pub(crate) group: usize,
    pub(crate) has_few: bool,
}

/// A block of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// By the numbers of filters.
    pub(crate) lists: Directory,
    /// Which articles stand elsewhere in the order of days than in that of numbers; none where all stand right.
    pub(crate) order: Option<Name>,
}

/// The key of a filter in directories and files: its number, so that keys ascend as numbers do.
pub(crate) fn key(number: usize) -> [u8; 3] {
    let [_, high, middle, low] = u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    [high, middle, low]
}

/// The number that a key stands for; that of an empty one is the first.
pub(crate) fn number(key: &[u8]) -> usize {
    key.iter()
        .fold(0, |number, byte| number << 8 | usize::from(*byte))
}

impl Known {
    /// The axis, as it is written.
    pub(crate) fn axis(&self) -> &str {
        self.key.split_once('=').map_or("", |(axis, _)| axis)
    }
}

/// Puts filters into groups: those of many articles alone, others with their neighbours. Only neighbours can then change each
/// other's files. Says how many groups there are.
pub(crate) fn group(known: &mut [Known]) -> usize {
    let (mut groups, mut shared) = (0, None);
    for (number, one) in known.iter_mut().enumerate().skip(1) {
        let neighbours = number / TOGETHER;
        match shared {
            Some((group, those)) if one.total < ALONE && those == neighbours => one.group = group,
            _ => {
                one.group = groups;
                if one.total < ALONE {
                    shared = Some((groups, neighbours));
                }
                groups += 1;
            }
        }
    }
    groups
}

impl Filters {
    /// None at all.
    pub(crate) const NONE: Self = Self {
        end: 0,
        block: BLOCK,
        cards_each: 1,
        cards: Directory::NONE,
        rows_each: 1,
        rows: Directory::NONE,
        known: Vec::new(),
        newest: Vec::new(),
        newest_cards: None,
        groups: Vec::new(),
        few: Directory::NONE,
        blocks: Vec::new(),
        pairs: Directory::NONE,
    };

    /// Reads the root file.
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
        let (end, block, few) = (reader.number()?, reader.number()?, reader.number()?);
        if block == 0 || block > BLOCK {
            return Err(Fault::TooLarge);
        }
        let (cards_each, cards) = (reader.number()?.max(1), Directory::read(reader)?);
        let (rows_each, rows) = (reader.number()?.max(1), Directory::read(reader)?);
        let (mut known, mut key) = (Vec::new(), Vec::new());
        for _ in 0..reader.count()? {
            reader.key(&mut key)?;
            let text = std::str::from_utf8(&key).map_err(|_| Fault::Text)?;
            let total = reader.number()?;
            known.push(Known {
                filter: Filter::parse(text),
                key: text.to_owned(),
                total,
                group: 0,
                has_few: total < few,
            });
        }
        group(&mut known);
        let newest = (0..reader.count()?)
            .map(|_| reader.number())
            .collect::<Result<_, _>>()?;
        let newest_cards = optional(reader)?;
        let mut groups = Vec::new();
        for _ in 0..reader.count()? {
            groups.push((Name::read(reader)?, Name::read(reader)?));
        }
        let few = Directory::read(reader)?;
        let mut blocks = Vec::new();
        for _ in 0..reader.count()? {
            let (lists, order) = (Directory::read(reader)?, optional(reader)?);
            blocks.push(Block { lists, order });
        }
        let pairs = Directory::read(reader)?;
        if u64::from(end) > blocks.len() as u64 * u64::from(block) {
            return Err(Fault::TooLarge);
        }
        Ok(Self {
            end,
            block,
            cards_each,
            cards,
            rows_each,
            rows,
            known,
            newest,
            newest_cards,
            groups,
            few,
            blocks,
            pairs,
        })
    }

    /// The filters that the index has numbers for, in their order. An index that goes on from this one keeps them.
    pub fn keys(&self) -> Vec<String> {
        self.known.iter().skip(1).map(|known| known.key.clone()).collect()
    }

    /// How many articles take part: those that stand in a section.
    pub fn count(&self) -> u32 {
        self.known.first().map_or(0, |all| all.total)
    }

    /// The bytes, where filters with fewer articles than `few` have their lists whole, and the pages that directories of more than
    /// `most` files are parted into, of so many files `each`.
    #[cfg(feature = "build")]
    pub(crate) fn write(&self, few: u32, most: usize, each: usize) -> (Vec<u8>, Vec<Vec<u8>>) {
        use crate::bytes::write;
        let mut out = MAGIC.to_vec();
        for number in [VERSION, self.end, self.block, few, self.cards_each] {
            write::number(&mut out, number);
        }
        let mut pages = self.cards.write(&mut out, most, each);
        write::number(&mut out, self.rows_each);
        pages.extend(self.rows.write(&mut out, most, each));
        write::length(&mut out, self.known.len());
        let mut last: &[u8] = &[];
        for known in &self.known {
            write::key(&mut out, last, known.key.as_bytes());
            write::number(&mut out, known.total);
            last = known.key.as_bytes();
        }
        write::length(&mut out, self.newest.len());
        for number in &self.newest {
            write::number(&mut out, *number);
        }
        write_optional(&mut out, self.newest_cards);
        write::length(&mut out, self.groups.len());
        for (tallies, cards) in &self.groups {
            tallies.write(&mut out);
            cards.write(&mut out);
        }
        pages.extend(self.few.write(&mut out, most, each));
        write::length(&mut out, self.blocks.len());
        for block in &self.blocks {
            pages.extend(block.lists.write(&mut out, most, each));
            write_optional(&mut out, block.order);
        }
        pages.extend(self.pairs.write(&mut out, most, each));
        (out, pages)
    }
}

fn optional(reader: &mut Reader<'_>) -> Result<Option<Name>, Fault> {
    Ok(match reader.byte()? {
        0 => None,
        _ => Some(Name::read(reader)?),
    })
}

#[cfg(feature = "build")]
fn write_optional(out: &mut Vec<u8>, name: Option<Name>) {
    out.push(u8::from(name.is_some()));
    if let Some(name) = name {
        name.write(out);
    }
}
