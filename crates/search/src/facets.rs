//! What filters leave of all articles, or of those that a text query finds, as a pure function in the manner of
//! [`crate::plan`]: from the files that are at hand to those that are to be fetched next, or to the answer.
//!
//! [`content::find`] says what is counted. Of nothing chosen the root knows everything; of one filter its tallies do, and on a
//! large site of two as well. Whatever else is chosen is worked out of lists, or of the rows of those articles that may count,
//! whichever fetches less.

use content::bundle::PAGE;
use content::find::{Filter, Query};

use crate::bytes::{Fault, Reader};
use crate::directory::Directory;
use crate::filters::{ALL, Filters, key, number};
use crate::name::{File, Kind, Name};
use crate::plan;
use crate::set::{Bits, each_number};
use crate::shelf::{Look, Shelf};
use crate::terms;

/// About how many bytes it costs to fetch a file of lists, with what a request costs.
const LISTS: usize = 6_800;

/// The same for a file of rows.
const ROWS: usize = 1_800;

/// What comes next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// These files are needed, all at once.
    Fetch(Vec<File>),
    /// The answer.
    Found(Found),
}

/// In which order what is found stands on pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As lists have it: by day, the latest first; of one day by slug.
    #[default]
    Newest,
    /// As a text query ranks it. Without one it is the same as the other.
    Best,
}

/// What a selection comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// How many articles there are on all pages.
    pub count: u32,
    /// The numbers of those on the page, in order.
    pub numbers: Vec<u32>,
    /// Behind them, where a page has room: articles that meet the filters and have fewer of the words, the best first. They are
    /// not counted, and only stand where the order is by rank.
    pub others: Vec<u32>,
    /// The files with the cards of both, which are to be fetched now. Each is read as [`content::bundle::FoundCards`]; where several
    /// have a card, they have the same.
    pub cards: Vec<File>,
    /// Each filter that any article meets, by the number that the index gave it, and how many articles there are with it,
    /// were it the only one of its axis. [`content::find::choices`] puts them in order.
    pub counts: Vec<(Filter, u32)>,
    /// Could a file not be had or not be read? Then there may be more, and counts may be too low.
    pub is_short: bool,
}

/// Answers a selection, of all articles or of what a text query has found, or says which files are missing.
///
/// The hits are to be asked for with all that is wanted, else common words count too few. Without [`Shelf::put_filters`] the
/// answer has the hits alone, counts nothing, and says that it is short.
pub fn ask(shelf: &Shelf, query: &Query, hits: Option<&plan::Found>, order: Order) -> Step {
    let mut asking = Asking::new(shelf, query);
    let found = asking.answer(query.page(), hits, order);
    match found {
        Some(found) if asking.look.wanted.is_empty() => Step::Found(found),
        _ => Step::Fetch(asking.look.wanted),
    }
}

/// How many articles meet each filter, by their numbers, among those of a base.
#[derive(Default)]
struct Tally {
    counts: Vec<u32>,
    /// How many articles the base has.
    count: u32,
    /// Those of its first page.
    newest: Vec<u32>,
}

/// All chosen axes count, or all but one: a filter of an axis counts what meets all others.
type Base = Option<usize>;

/// Articles, block by block.
type Set = Vec<Bits>;

struct Asking<'s> {
    look: Look<'s>,
    filters: &'s Filters,
    is_whole: bool,
    /// The numbers of what is chosen, for each axis in which anything is.
    axes: Vec<Vec<usize>>,
    /// The place in `axes` of the axis of each filter; none where nothing is chosen in it.
    axis_of: Vec<Base>,
}

static NONE: Filters = Filters::NONE;

impl<'s> Asking<'s> {
    fn new(shelf: &'s Shelf, query: &Query) -> Self {
        let filters = shelf.filters().unwrap_or(&NONE);
        let mut names: Vec<String> = Vec::new();
        let mut numbers: Vec<Vec<usize>> = Vec::new();
        for chosen in query.filters() {
            let chosen = chosen.as_str();
            let axis = chosen.split_once('=').map_or("", |(axis, _)| axis);
            let place = names.iter().position(|name| name == axis).unwrap_or_else(|| {
                names.push(axis.to_owned());
                numbers.push(Vec::new());
                names.len() - 1
            });
            let known = filters
                .known
                .iter()
                .skip(1)
                .position(|known| known.key == *chosen);
            if let (Some(known), Some(axis)) = (known, numbers.get_mut(place)) {
                axis.push(known + 1);
            }
        }
        let axis_of = filters.known.iter().map(|known| {
            let axis = known.axis();
            names.iter().position(|name| name == axis)
        });
        Self {
            look: Look::new(shelf),
            filters,
            is_whole: shelf.filters().is_some(),
            axis_of: axis_of.collect(),
            axes: numbers,
        }
    }

    fn answer(&mut self, page: u32, hits: Option<&plan::Found>, order: Order) -> Option<Found> {
        let counted = hits.map(|hits| {
            let counted = hits.hits.len().min(hits.count as usize);
            hits.hits.split_at(counted)
        });
        let among = counted.map(|(counted, _)| self.set_of(&mut counted.iter().map(|hit| hit.number)));
        let mut counts = vec![0; self.filters.known.len()];
        let mut first = Tally::default();
        let mut open: Vec<Base> = Vec::new();
        let bases = (0..self.axes.len()).map(Some).chain([None]);
        for base in bases.collect::<Vec<Base>>() {
            let direct = if among.is_some() { None } else { self.direct(base) };
            let Some(tally) = direct else {
                open.push(base);
                continue;
            };
            for ((count, axis), of) in counts.iter_mut().zip(&self.axis_of).zip(&tally.counts) {
                if *axis == base {
                    *count = *of;
                }
            }
            if base.is_none() {
                first = tally;
            }
        }
        let mut worked_out = None;
        if !open.is_empty() {
            let mut others = counted
                .iter()
                .flat_map(|(_, others)| *others)
                .map(|hit| hit.number);
            worked_out = Some(self.work_out(&open, among.as_deref(), &mut others, &mut counts)?);
        }
        if !self.look.wanted.is_empty() {
            return None;
        }
        let mut found = Found::default();
        let start = (page.saturating_sub(1) as usize).saturating_mul(PAGE);
        let is_open = open.contains(&None);
        let result = worked_out.as_ref().filter(|_| is_open).map(|(result, _)| result);
        found.count = result.map_or(first.count, |result| result.iter().map(Bits::count).sum());
        match (counted, &worked_out) {
            (Some((counted, others)), Some((result, axes))) if order == Order::Best => {
                let has = |number: u32, set: &Set| {
                    let (block, place) = self.place(number);
                    set.get(block).is_some_and(|bits| bits.has(place))
                };
                let meeting = counted
                    .iter()
                    .map(|hit| hit.number)
                    .filter(|number| has(*number, result));
                found.numbers = meeting.skip(start).take(PAGE).collect();
                if start + found.numbers.len() == found.count as usize && start == 0 {
                    let meets = |number: &u32| axes.iter().all(|axis| has(*number, axis));
                    let others = others.iter().map(|hit| hit.number).filter(meets);
                    found.others = others.take(PAGE - found.numbers.len()).collect();
                }
            }
            _ if start == 0 && result.is_none() => found.numbers.clone_from(&first.newest),
            _ => found.numbers = self.walk(start, found.count, result)?,
        }
        found.cards = self.cards(page, &found, hits.is_some());
        let known = self.filters.known.iter().zip(counts).skip(1);
        let known = known.filter(|(known, _)| known.total > 0);
        found.counts = known
            .filter_map(|(known, count)| Some((known.filter.clone()?, count)))
            .collect();
        let is_short = hits.is_some_and(|hits| hits.is_short || !hits.is_whole);
        found.is_short = self.look.is_short || is_short || !self.is_whole;
        Some(found)
    }

    fn place(&self, number: u32) -> (usize, u32) {
        let block = self.filters.block.max(1);
        ((number / block) as usize, number % block)
    }

    fn set_of(&self, numbers: &mut dyn Iterator<Item = u32>) -> Set {
        let mut set = self.nothing();
        for number in numbers {
            let (block, place) = self.place(number);
            // Without filters hits are all that there is, and no blocks tell how many there are.
            if set.len() <= block && !self.is_whole && block < 1 << 16 {
                set.resize(block + 1, Bits::default());
            }
            if let Some(bits) = set.get_mut(block) {
                bits.insert(place);
            }
        }
        set
    }

    fn nothing(&self) -> Set {
        vec![Bits::default(); self.filters.blocks.len()]
    }

    /// What is known of a base without working it out; none where it is not. Where a file is missing for it, that is noted.
    fn direct(&mut self, base: Base) -> Option<Tally> {
        let axes = (0..).zip(&self.axes).filter(|(place, _)| Some(*place) != base);
        let mut chosen = Vec::new();
        for (_, axis) in axes {
            let [filter] = axis.as_slice() else { return None };
            chosen.push(*filter);
        }
        match chosen.as_slice() {
            [] => Some(Tally {
                counts: self.filters.known.iter().map(|known| known.total).collect(),
                count: self.filters.count(),
                newest: self.filters.newest.clone(),
            }),
            [one] => {
                let known = self.filters.known.get(*one)?;
                let (tallies, _) = *self.filters.groups.get(known.group)?;
                self.tally(tallies, &key(*one))
            }
            [one, other] => {
                let few = |number: &usize| self.filters.known.get(*number).is_none_or(|known| known.has_few);
                if few(one) || few(other) {
                    return None;
                }
                let (low, high) = (one.min(other), one.max(other));
                let both = [key(*low), key(*high)].concat();
                match self.only(&self.filters.pairs, &both)? {
                    Some(name) => self.tally(name, &both),
                    None => Some(Tally::default()),
                }
            }
            _ => None,
        }
    }

    /// The file that may have a key: none at all, or not known yet.
    #[allow(
        clippy::option_option,
        reason = "a file that is not known yet is something else than none"
    )]
    fn only(&mut self, directory: &Directory, key: &[u8]) -> Option<Option<Name>> {
        if directory.names.is_empty() {
            return None;
        }
        let names = self.look.names(directory, key, key, 1);
        if names.is_empty() && self.look.wanted.is_empty() {
            return None;
        }
        Some(names.first().copied())
    }

    fn tally(&mut self, name: Name, key: &[u8]) -> Option<Tally> {
        let Some(bytes) = self.look.file(Kind::Facets, name) else {
            // What is on its way is answered when it is there.
            return (!self.look.wanted.is_empty()).then(Tally::default);
        };
        let entry = self.look.read(terms::find(bytes, key))??;
        let tally = tally(entry, self.filters.known.len());
        self.look.read(tally)
    }

    /// The files with the cards of a page, of which pages of the directory may be missing.
    fn cards(&mut self, page: u32, found: &Found, is_among: bool) -> Vec<File> {
        // The first page of all, and of a single filter, has a file of its own.
        let first = match self.axes.as_slice() {
            _ if is_among || page > 1 || found.numbers.is_empty() => None,
            [] => self.filters.newest_cards,
            [axis] => match axis.as_slice() {
                [one] => {
                    let group = self.filters.known.get(*one).map(|known| known.group);
                    let group = group.and_then(|group| self.filters.groups.get(group));
                    group.map(|(_, cards)| *cards)
                }
                _ => None,
            },
            _ => None,
        };
        if let Some(name) = first {
            let kind = Kind::First;
            return vec![File { kind, name }];
        }
        let mut cards = Vec::new();
        for number in found.numbers.iter().chain(&found.others) {
            match plan::card_file(self.look.shelf, *number) {
                Ok(file) if !cards.contains(&file) => cards.push(file),
                Ok(_) => {}
                Err(pages) => {
                    for page in pages {
                        if !self.look.wanted.contains(&page) {
                            self.look.wanted.push(page);
                        }
                    }
                }
            }
        }
        cards
    }

    /// The articles of a filter in a block. What is not there yet is noted.
    fn list(&mut self, filter: usize, block: usize) -> Bits {
        let filters = self.filters;
        let has_few = filters.known.get(filter).is_some_and(|known| known.has_few);
        let directory = if has_few {
            &filters.few
        } else {
            let Some(block) = filters.blocks.get(block) else {
                return Bits::default();
            };
            &block.lists
        };
        let Some(Some(name)) = self.only(directory, &key(filter)) else {
            return Bits::default();
        };
        let Some(bytes) = self.look.file(Kind::Facets, name) else {
            return Bits::default();
        };
        let entry = self.look.read(terms::find(bytes, &key(filter))).flatten();
        let Some(entry) = entry else {
            return Bits::default();
        };
        if !has_few {
            let bits = Bits::read(entry, filters.block);
            return self.look.read(bits).unwrap_or_default();
        }
        let mut bits = Bits::default();
        let read = each_number(&mut Reader::new(entry), filters.end, &mut |number| {
            if (number / filters.block) as usize == block {
                bits.insert(number % filters.block);
            }
        });
        self.look.read(read);
        bits
    }

    /// The articles of a block that meet an axis.
    fn of_axis(&mut self, axis: usize, block: usize) -> Bits {
        let mut bits = Bits::default();
        for filter in self.axes.get(axis).cloned().unwrap_or_default() {
            let list = self.list(filter, block);
            bits.add(&list);
        }
        bits
    }

    /// The articles of all blocks that meet everything, as far as it is to be worked out for these bases, and for each axis those
    /// that meet it. The filters that are counted in the bases get their counts.
    #[allow(
        clippy::too_many_lines,
        reason = "one way from what is chosen to counts, of which each step needs those before"
    )]
    fn work_out(
        &mut self,
        bases: &[Base],
        among: Option<&[Bits]>,
        others: &mut dyn Iterator<Item = u32>,
        counts: &mut [u32],
    ) -> Option<(Set, Vec<Set>)> {
        let blocks = self.filters.blocks.len();
        // All blocks count, and so does where each stands in the order of days: a turn less than one after the other.
        let mut by_rows = None;
        let mut met = vec![self.nothing(); self.axes.len()];
        if let Some(among) = among {
            let mut wanted = self.set_of(others);
            for (wanted, among) in wanted.iter_mut().zip(among) {
                wanted.add(among);
            }
            let rows = self.rows_of(&wanted);
            if self.costs_less(&rows, &|_| true) {
                let read = self.read_rows(&rows)?;
                for (number, filters) in &read {
                    let (block, place) = self.place(*number);
                    for filter in filters {
                        let axis = self.axis_of.get(*filter).copied().flatten();
                        let is_chosen =
                            axis.and_then(|axis| self.axes.get(axis)?.contains(filter).then_some(axis));
                        let set = is_chosen.and_then(|axis| met.get_mut(axis)?.get_mut(block));
                        if let Some(bits) = set {
                            bits.insert(place);
                        }
                    }
                }
                by_rows = Some(read);
            }
        }
        if by_rows.is_none() {
            for (axis, set) in met.iter_mut().enumerate() {
                for (block, bits) in set.iter_mut().enumerate() {
                    *bits = self.of_axis(axis, block);
                }
            }
            for block in 0..blocks {
                self.order(block);
            }
        }
        if !self.look.wanted.is_empty() {
            return None;
        }
        let mut sets: Vec<Set> = Vec::new();
        for base in bases {
            let others = (0..).zip(&met).filter(|(axis, _)| Some(*axis) != *base);
            let mut parts: Vec<&[Bits]> = others.map(|(_, set)| set.as_slice()).collect();
            parts.extend(among);
            let mut set = self.nothing();
            if parts.is_empty() {
                for (block, bits) in set.iter_mut().enumerate() {
                    *bits = self.list(ALL, block);
                }
            }
            for (block, bits) in set.iter_mut().enumerate() {
                for (at, part) in parts.iter().enumerate() {
                    let Some(part) = part.get(block) else { continue };
                    if at == 0 {
                        bits.clone_from(part);
                    } else {
                        bits.keep(part);
                    }
                }
            }
            sets.push(set);
        }
        if !self.look.wanted.is_empty() {
            return None;
        }
        let mut any = self.nothing();
        for (set, base) in sets.iter().zip(bases) {
            if !self.counts_any(*base) {
                continue;
            }
            for (any, bits) in any.iter_mut().zip(set) {
                any.add(bits);
            }
        }
        let counted_in = |filter: usize| -> Option<usize> {
            let axis = self.axis_of.get(filter)?;
            (filter != ALL).then_some(())?;
            bases.iter().position(|base| base == axis)
        };
        let bases_of: Vec<Option<usize>> = (0..self.filters.known.len()).map(counted_in).collect();
        if by_rows.is_none() {
            let rows = self.rows_of(&any);
            let is_needed = |(block, filter): (Option<usize>, usize)| {
                let base = bases_of.get(filter).copied().flatten();
                let set = base.and_then(|base| sets.get(base));
                set.is_some_and(|set| match block {
                    Some(block) => set.get(block).is_some_and(|bits| !bits.is_empty()),
                    None => set.iter().any(|bits| !bits.is_empty()),
                })
            };
            if self.costs_less(&rows, &is_needed) {
                by_rows = Some(self.read_rows(&rows)?);
            } else {
                self.count_lists(&sets, &bases_of, &is_needed, counts)?;
            }
        }
        for (number, filters) in by_rows.iter().flatten() {
            let (block, place) = self.place(*number);
            for filter in filters {
                let base = bases_of.get(*filter).copied().flatten();
                let set = base.and_then(|base| sets.get(base)?.get(block));
                if set.is_some_and(|bits| bits.has(place))
                    && let Some(count) = counts.get_mut(*filter)
                {
                    *count += 1;
                }
            }
        }
        let whole = bases.iter().position(Option::is_none);
        let mut whole = whole.map_or_else(|| self.nothing(), |at| std::mem::take(&mut sets[at]));
        if !self.is_whole {
            whole = among.map(<[Bits]>::to_vec).unwrap_or_default();
        }
        Some((whole, met))
    }

    /// Is any filter counted in this base?
    fn counts_any(&self, base: Base) -> bool {
        self.axis_of.iter().skip(1).any(|axis| *axis == base)
    }

    /// The places of the files of rows that have any of these articles.
    fn rows_of(&self, set: &[Bits]) -> Vec<usize> {
        let mut rows = Vec::new();
        for (block, bits) in (0_u32..).zip(set) {
            for place in bits.backward().into_iter().rev() {
                let number = block.saturating_mul(self.filters.block).saturating_add(place);
                let row = (number / self.filters.rows_each.max(1)) as usize;
                if rows.last() != Some(&row) {
                    rows.push(row);
                }
            }
        }
        rows
    }

    /// Is less to be fetched of these rows than of the lists that are needed for what they tell?
    fn costs_less(&self, rows: &[usize], is_needed: &dyn Fn((Option<usize>, usize)) -> bool) -> bool {
        let is_missing = |look: &mut Look<'_>, name: Option<Name>| {
            name.is_none_or(|name| {
                let asked = look.wanted.len();
                look.file(Kind::Facets, name);
                look.wanted.len() > asked
            })
        };
        let look = &mut Look::new(self.look.shelf);
        let mut of_lists = 0;
        for (block, directory) in self.directories() {
            for (name, range) in files(look, directory) {
                let mut numbers = range.start..range.end.min(self.filters.known.len());
                if numbers.any(|filter| is_needed((block, filter))) {
                    of_lists += usize::from(is_missing(look, Some(name))) * LISTS;
                }
            }
        }
        let mut of_rows = 0;
        for row in rows {
            let name = look.name_at(&self.filters.rows, *row);
            of_rows += usize::from(is_missing(look, name)) * ROWS;
            if of_rows > of_lists {
                return false;
            }
        }
        true
    }

    /// Each directory of lists with its block; none for that of filters with few articles.
    fn directories(&self) -> Vec<(Option<usize>, &'s Directory)> {
        let filters = self.filters;
        let blocks = filters.blocks.iter().enumerate();
        let blocks = blocks.map(|(block, of)| (Some(block), &of.lists));
        blocks.chain([(None, &filters.few)]).collect()
    }

    /// What filters each article of these rows meets.
    fn read_rows(&mut self, rows: &[usize]) -> Option<Vec<(u32, Vec<usize>)>> {
        let mut all = Vec::new();
        for row in rows {
            let Some(name) = self.look.name_at(&self.filters.rows, *row) else {
                continue;
            };
            let Some(bytes) = self.look.file(Kind::Facets, name) else {
                continue;
            };
            let first = u32::try_from(*row)
                .unwrap_or(u32::MAX)
                .saturating_mul(self.filters.rows_each);
            let read = read_row(bytes, first, self.filters.end);
            all.extend(self.look.read(read).unwrap_or_default());
        }
        self.look.wanted.is_empty().then_some(all)
    }

    fn count_lists(
        &mut self,
        sets: &[Set],
        bases_of: &[Option<usize>],
        is_needed: &dyn Fn((Option<usize>, usize)) -> bool,
        counts: &mut [u32],
    ) -> Option<()> {
        let filters = self.filters;
        for (block, directory) in self.directories() {
            for (name, range) in files(&mut self.look, directory) {
                let mut numbers = range.start..range.end.min(filters.known.len());
                if !numbers.any(|filter| is_needed((block, filter))) {
                    continue;
                }
                let Some(bytes) = self.look.file(Kind::Facets, name) else {
                    continue;
                };
                for (key, entry) in self.look.read(terms::starting(bytes, &[])).unwrap_or_default() {
                    let filter = number(&key);
                    let base = bases_of.get(filter).copied().flatten();
                    let (Some(set), Some(count)) =
                        (base.and_then(|base| sets.get(base)), counts.get_mut(filter))
                    else {
                        continue;
                    };
                    if let Some(block) = block {
                        let bits = Bits::read(entry, filters.block);
                        let bits = self.look.read(bits).unwrap_or_default();
                        *count += set.get(block).map_or(0, |set| set.common(&bits));
                    } else {
                        let read = each_number(&mut Reader::new(entry), filters.end, &mut |number| {
                            let bits = set.get((number / filters.block) as usize);
                            let place = number % filters.block;
                            *count += u32::from(bits.is_some_and(|bits| bits.has(place)));
                        });
                        self.look.read(read);
                    }
                }
            }
        }
        self.look.wanted.is_empty().then_some(())
    }

    /// Which articles of a block stand elsewhere in the order of days, and which stand there from elsewhere: behind which place
    /// of the block, counted from 1, and their numbers, the newest first.
    fn order(&mut self, block: usize) -> (Bits, Vec<(u32, u32)>) {
        let name = self.filters.blocks.get(block).and_then(|block| block.order);
        let bytes = name.and_then(|name| self.look.file(Kind::Facets, name));
        let Some(bytes) = bytes else {
            return (Bits::default(), Vec::new());
        };
        let read = read_order(bytes, self.filters.block, self.filters.end);
        self.look.read(read).unwrap_or_default()
    }

    /// A page in the order of days: what is found stands in a set, or is read block by block as far as it is needed.
    fn walk(&mut self, start: usize, count: u32, result: Option<&Set>) -> Option<Vec<u32>> {
        let blocks = self.filters.blocks.len();
        let end = start.saturating_add(PAGE);
        let all = (count as usize).max(1);
        if start >= all {
            return Some(Vec::new());
        }
        // About so many blocks will do for the page; should they not, as many follow.
        let at_once = (end * blocks).div_ceil(all) * 3 / 2 + 1;
        let mut known: Vec<Option<Bits>> = vec![None; blocks];
        if let Some(result) = result {
            known = result.iter().cloned().map(Some).collect();
        }
        let (mut passed, mut numbers) = (0, Vec::new());
        for block in (0..blocks).rev() {
            if (blocks - 1 - block).is_multiple_of(at_once) {
                for ahead in (0..=block).rev().take(at_once) {
                    self.found_in(ahead, &mut known);
                    self.order(ahead);
                }
                if !self.look.wanted.is_empty() {
                    return None;
                }
            }
            let here = self.found_in(block, &mut known);
            let (moved, come) = self.order(block);
            let mut come = come.into_iter().peekable();
            let mut line = Vec::new();
            let first = u32::try_from(block)
                .unwrap_or(u32::MAX)
                .saturating_mul(self.filters.block);
            for place in here.backward() {
                if moved.has(place) {
                    continue;
                }
                while let Some((_, number)) = come.next_if(|(behind, _)| *behind > place) {
                    line.push((number, true));
                }
                line.push((first.saturating_add(place), false));
            }
            line.extend(come.map(|(_, number)| (number, true)));
            for (number, is_from_elsewhere) in line {
                if is_from_elsewhere {
                    let (block, place) = self.place(number);
                    if !self.found_in(block, &mut known).has(place) {
                        continue;
                    }
                }
                if passed >= start {
                    numbers.push(number);
                }
                passed += 1;
                if passed == end {
                    break;
                }
            }
            if !self.look.wanted.is_empty() {
                return None;
            }
            if passed == end {
                break;
            }
        }
        Some(numbers)
    }

    /// What is found in a block.
    fn found_in(&mut self, block: usize, known: &mut [Option<Bits>]) -> Bits {
        if let Some(Some(bits)) = known.get(block) {
            return bits.clone();
        }
        let mut bits = Bits::default();
        if self.axes.is_empty() {
            bits = self.list(ALL, block);
        }
        for axis in 0..self.axes.len() {
            let of_axis = self.of_axis(axis, block);
            if axis == 0 {
                bits = of_axis;
            } else {
                bits.keep(&of_axis);
            }
        }
        if let Some(known) = known.get_mut(block)
            && self.look.wanted.is_empty()
        {
            *known = Some(bits.clone());
        }
        bits
    }
}

/// The files of a directory of lists, each with the numbers of filters that may be in it.
fn files(look: &mut Look<'_>, directory: &Directory) -> Vec<(Name, std::ops::Range<usize>)> {
    let mut all: Vec<(Name, std::ops::Range<usize>)> = Vec::new();
    for (name, first) in look.files(directory) {
        let first = number(&first);
        if let Some((_, before)) = all.last_mut() {
            before.end = first;
        }
        all.push((name, first..usize::MAX));
    }
    all
}

/// Reads what a first choice needs: how many articles meet each other filter, as pairs of a distance and a count, behind how
/// many there are and the first page.
fn tally(entry: &[u8], filters: usize) -> Result<Tally, Fault> {
    let mut reader = Reader::new(entry);
    let count = reader.number()?;
    let mut newest = Vec::new();
    for _ in 0..reader.count()? {
        newest.push(reader.number()?);
    }
    let mut counts = vec![0; filters];
    let mut next = 0_usize;
    while !reader.is_empty() {
        let filter = next.checked_add(reader.length()?).ok_or(Fault::TooLarge)?;
        let of = reader.number()?;
        *counts.get_mut(filter).ok_or(Fault::TooLarge)? = of;
        next = filter + 1;
    }
    Ok(Tally {
        counts,
        count,
        newest,
    })
}

/// Reads a file of rows: for each article how many filters it meets, and which.
fn read_row(bytes: &[u8], first: u32, end: u32) -> Result<Vec<(u32, Vec<usize>)>, Fault> {
    let mut reader = Reader::new(bytes);
    let mut rows = Vec::new();
    for number in first..end {
        if reader.is_empty() {
            break;
        }
        let (mut filters, mut next) = (Vec::new(), 0_usize);
        for _ in 0..reader.count()? {
            let filter = next.checked_add(reader.length()?).ok_or(Fault::TooLarge)?;
            filters.push(filter);
            next = filter.checked_add(1).ok_or(Fault::TooLarge)?;
        }
        rows.push((number, filters));
    }
    Ok(rows)
}

/// Reads what stands elsewhere in the order of days.
fn read_order(bytes: &[u8], block: u32, end: u32) -> Result<(Bits, Vec<(u32, u32)>), Fault> {
    let mut reader = Reader::new(bytes);
    let moved = Bits::read(reader.bytes()?, block)?;
    let (mut come, mut behind) = (Vec::new(), 0_u32);
    while !reader.is_empty() {
        behind = behind.checked_add(reader.number()?).ok_or(Fault::TooLarge)?;
        let number = reader.number()?;
        if behind > block || number >= end {
            return Err(Fault::TooLarge);
        }
        come.push((behind, number));
    }
    come.reverse();
    Ok((moved, come))
}
