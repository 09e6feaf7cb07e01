//! Filing articles under what they can be found by: the files that [`crate::facets`] reads.

use std::collections::{BTreeMap, HashMap};

use content::bundle::PAGE;
use content::find::Filter;

use crate::bytes::write;
use crate::directory::Directory;
use crate::entry::ascending_into;
use crate::filters::{Block, Filters, Known, group, key};
use crate::making::{BuildError, Limits, Made};
use crate::name::{Kind, Name};
use crate::set;
use crate::terms;

/// Makes the bytes of a file with the cards of these articles.
pub type CardsOf<'c> = &'c dyn Fn(&[u32]) -> Vec<u8>;

/// The articles in the order of lists, and what each can be found by.
#[derive(Debug, Default)]
pub struct Filing {
    /// The filters of the index before, which keep their numbers.
    kept: Vec<String>,
    /// The filters as they come.
    keys: Vec<String>,
    places: BTreeMap<Filter, u32>,
    /// The articles as lists have them, the oldest first.
    order: Vec<u32>,
    /// Where the filters of each begin in `filters`.
    starts: Vec<usize>,
    /// By their places in `keys`.
    filters: Vec<u32>,
}

/// The articles, each with the numbers of its filters.
type Filed<'a> = Vec<&'a (u32, Vec<u32>)>;

/// A key of a file, and what belongs to it.
type Entry = (Vec<u8>, Vec<u8>);

impl Filing {
    /// Nothing filed yet. The filters of an earlier index keep their numbers, so that its files keep their bytes.
    pub fn new(kept: Vec<String>) -> Self {
        Self {
            kept,
            ..Self::default()
        }
    }

    /// Files the next article, in the order of lists from the oldest on. One without filters takes no part: only hits are put in
    /// order with it.
    pub fn add(&mut self, number: u32, filters: &[Filter]) {
        self.order.push(number);
        self.starts.push(self.filters.len());
        for filter in filters {
            let place = if let Some(place) = self.places.get(filter) {
                *place
            } else {
                let place = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
                self.keys.push(filter.as_str().into_owned());
                self.places.insert(filter.clone(), place);
                place
            };
            self.filters.push(place);
        }
    }

    /// Numbers the filters: those of the index before as they were, then the others in the order of their keys. The first
    /// number stands for all articles.
    fn numbered(&self) -> (Vec<String>, Vec<u32>) {
        let mut keys = vec![String::new()];
        keys.extend(self.kept.iter().cloned());
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for (number, key) in (0..).zip(&keys) {
            numbers.insert(key, number);
        }
        let mut new: Vec<&String> = self
            .keys
            .iter()
            .filter(|key| !numbers.contains_key(key.as_str()))
            .collect();
        new.sort_unstable();
        let numbers: HashMap<String, u32> = numbers
            .into_iter()
            .map(|(key, number)| (key.to_owned(), number))
            .collect();
        let (mut numbers, mut next) = (numbers, u32::try_from(keys.len()).unwrap_or(u32::MAX));
        for key in new {
            numbers.insert(key.clone(), next);
            keys.push(key.clone());
            next += 1;
        }
        let of = |key: &String| numbers.get(key).copied().unwrap_or_default();
        (keys, self.keys.iter().map(of).collect())
    }

    /// The articles from the oldest on, each with the numbers of its filters, ascending and each once.
    fn articles(&self, numbers: &[u32]) -> Vec<(u32, Vec<u32>)> {
        let ends = self.starts.iter().skip(1).copied().chain([self.filters.len()]);
        let articles = self.order.iter().zip(self.starts.iter().zip(ends));
        let filed = articles.map(|(number, (start, end))| {
            let places = self.filters.get(*start..end).unwrap_or_default();
            let filters = places
                .iter()
                .filter_map(|place| numbers.get(*place as usize).copied());
            let mut filters: Vec<u32> = filters.collect();
            filters.sort_unstable();
            filters.dedup();
            (*number, filters)
        });
        filed.collect()
    }

    /// The bytes of the root file; the others are added to those that are made.
    pub(crate) fn finish(
        &self,
        end: u32,
        limits: &Limits,
        cards: &[Name],
        cards_of: CardsOf<'_>,
        made: &mut Made,
    ) -> Result<Vec<u8>, BuildError> {
        let (keys, numbers) = self.numbered();
        let articles = self.articles(&numbers);
        let count = keys.len();
        let takes_part = |article: &&(u32, Vec<u32>)| !article.1.is_empty();
        // The articles of each filter, the newest first.
        let mut newest: Vec<Filed<'_>> = vec![Vec::new(); count];
        for article in articles.iter().rev().filter(takes_part) {
            for filter in std::iter::once(&0).chain(&article.1) {
                newest[*filter as usize].push(article);
            }
        }
        let mut lists: Vec<Vec<u32>> = Vec::with_capacity(count);
        for articles in &newest {
            let mut list: Vec<u32> = articles.iter().map(|(number, _)| *number).collect();
            list.sort_unstable();
            lists.push(list);
        }
        let mut by_number: Filed<'_> = articles.iter().collect();
        by_number.sort_unstable_by_key(|(number, _)| *number);
        let block = limits.block.clamp(1, set::BLOCK);
        let blocks = end.div_ceil(block);
        let few = if blocks > 1 { limits.few } else { 0 };
        let known = keys.into_iter().zip(&lists).map(|(key, list)| {
            let total = u32::try_from(list.len()).unwrap_or(u32::MAX);
            Known {
                filter: Filter::parse(&key),
                key,
                total,
                group: 0,
                has_few: total < few,
            }
        });
        let mut root = Filters {
            end,
            block,
            cards_each: limits.cards,
            cards: directory(cards.to_vec()),
            rows_each: limits.rows.max(1),
            known: known.collect(),
            newest: newest.first().map(|articles| page(articles)).unwrap_or_default(),
            ..Filters::default()
        };
        if !root.newest.is_empty() {
            let bytes = cards_of(&root.newest);
            root.newest_cards = Some(made.add(Kind::First, bytes)?);
        }
        self::groups(&mut root, &newest, cards_of, made)?;
        root.rows = rows(&by_number, end, root.rows_each, made)?;
        root.few = few_lists(&root.known, &lists, limits.facets, made)?;
        let mut orders = order(&self.order, block);
        for number in 0..blocks {
            let order = orders.remove(&number).map(|order| made.add(Kind::Facets, order));
            root.blocks.push(Block {
                lists: block_lists(&root.known, &lists, number, block, limits.facets, made)?,
                order: order.transpose()?,
            });
        }
        if blocks >= limits.pair_blocks {
            root.pairs = pairs(&root.known, &newest, limits, made)?;
        }
        let (bytes, pages) = root.write(few, limits.root_page, limits.card_page);
        for page in pages {
            made.add(Kind::Page, page)?;
        }
        Ok(bytes)
    }
}

fn directory(names: Vec<Name>) -> Directory {
    Directory {
        firsts: Vec::new(),
        names,
        each: 1,
    }
}

/// What a first choice needs, in groups of filters.
fn groups(
    root: &mut Filters,
    newest: &[Filed<'_>],
    cards_of: CardsOf<'_>,
    made: &mut Made,
) -> Result<(), BuildError> {
    let groups = group(&mut root.known);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
    for (number, known) in root.known.iter().enumerate().skip(1) {
        if let Some(group) = members.get_mut(known.group) {
            group.push(number);
        }
    }
    for members in members {
        let mut entries = Vec::new();
        let mut numbers = Vec::new();
        for number in &members {
            let Some(articles) = newest.get(*number) else {
                continue;
            };
            let mut counts = vec![0_u32; root.known.len()];
            for filter in articles.iter().flat_map(|(_, filters)| filters) {
                counts[*filter as usize] += 1;
            }
            let page = page(articles);
            entries.push((key(*number), tally(articles.len(), &page, &counts)));
            numbers.extend(page);
        }
        numbers.sort_unstable();
        numbers.dedup();
        let entries: Vec<(&[u8], Vec<u8>)> = entries
            .iter()
            .map(|(key, entry)| (key.as_slice(), entry.clone()))
            .collect();
        let tallies = made.add(Kind::Facets, terms::write(&entries))?;
        let cards = made.add(Kind::First, cards_of(&numbers))?;
        root.groups.push((tallies, cards));
    }
    Ok(())
}

/// The numbers of the first page of articles that stand newest first.
fn page(articles: &Filed<'_>) -> Vec<u32> {
    articles.iter().take(PAGE).map(|(number, _)| *number).collect()
}

/// The tallies of two filters together: on a large site, where both have many articles and enough in common, so that a second
/// choice needs no lists either. Within their own axes nothing is counted, because there each would stand alone.
fn pairs(
    known: &[Known],
    newest: &[Filed<'_>],
    limits: &Limits,
    made: &mut Made,
) -> Result<Directory, BuildError> {
    let is_large = |number: usize| number > 0 && known.get(number).is_some_and(|known| !known.has_few);
    let mut names: Vec<&str> = Vec::new();
    for known in known {
        if !names.contains(&known.axis()) {
            names.push(known.axis());
        }
    }
    let axis = |known: &Known| names.iter().position(|name| *name == known.axis());
    let axis_of: Vec<Option<usize>> = known.iter().map(axis).collect();
    let mut entries = Vec::new();
    for (one, articles) in newest.iter().enumerate().filter(|(one, _)| is_large(*one)) {
        // For each other filter how many articles meet both, the newest of them, and what else they meet.
        let mut both: BTreeMap<usize, (usize, Vec<u32>, Vec<u32>)> = BTreeMap::new();
        for (number, filters) in articles.iter().copied() {
            for other in filters.iter().map(|other| *other as usize) {
                if other <= one || axis_of[other] == axis_of[one] || !is_large(other) {
                    continue;
                }
                let (total, page, counts) = both
                    .entry(other)
                    .or_insert_with(|| (0, Vec::new(), vec![0; known.len()]));
                *total += 1;
                if page.len() < PAGE {
                    page.push(*number);
                }
                for filter in filters.iter().map(|filter| *filter as usize) {
                    let is_within = axis_of[filter] == axis_of[one] || axis_of[filter] == axis_of[other];
                    counts[filter] += u32::from(!is_within);
                }
            }
        }
        for (other, (total, page, counts)) in both {
            if total >= limits.pair {
                let key = [key(one), key(other)].concat();
                entries.push((key, tally(total, &page, &counts)));
            }
        }
    }
    filed(entries, 2 * limits.facets, made)
}

/// How many articles there are, those of the first page, and how many meet each filter.
fn tally(total: usize, page: &[u32], counts: &[u32]) -> Vec<u8> {
    let mut out = Vec::new();
    write::length(&mut out, total);
    write::length(&mut out, page.len());
    for number in page {
        write::number(&mut out, *number);
    }
    let mut next = 0;
    for (filter, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        write::length(&mut out, filter - next);
        write::number(&mut out, *count);
        next = filter + 1;
    }
    out
}

/// What filters each article meets, so many articles a file.
fn rows(
    articles: &[&(u32, Vec<u32>)],
    end: u32,
    each: u32,
    made: &mut Made,
) -> Result<Directory, BuildError> {
    let mut names = Vec::new();
    let mut articles = articles.iter().peekable();
    for first in (0..end).step_by(each as usize) {
        let mut bytes = Vec::new();
        for number in first..end.min(first.saturating_add(each)) {
            let filters = articles.next_if(|(other, _)| *other == number);
            let filters = filters.map(|(_, filters)| filters.as_slice()).unwrap_or_default();
            write::length(&mut bytes, filters.len());
            ascending_into(&mut bytes, filters.iter().copied());
        }
        names.push(made.add(Kind::Facets, bytes)?);
    }
    Ok(directory(names))
}

/// Puts lists into files, so many bytes each.
fn filed(entries: Vec<Entry>, limit: usize, made: &mut Made) -> Result<Directory, BuildError> {
    let mut directory = directory(Vec::new());
    let (mut file, mut size): (Vec<Entry>, usize) = (Vec::new(), 0);
    let mut put = |file: &mut Vec<Entry>| -> Result<(), BuildError> {
        let Some((first, _)) = file.first() else {
            return Ok(());
        };
        let is_first = directory.firsts.is_empty();
        directory
            .firsts
            .push(if is_first { Vec::new() } else { first.clone() });
        let entries: Vec<(&[u8], Vec<u8>)> = file
            .iter()
            .map(|(key, entry)| (key.as_slice(), entry.clone()))
            .collect();
        directory
            .names
            .push(made.add(Kind::Facets, terms::write(&entries))?);
        file.clear();
        Ok(())
    };
    for (key, entry) in entries {
        if size > 0 && size + entry.len() > limit {
            put(&mut file)?;
            size = 0;
        }
        size += entry.len() + 4;
        file.push((key, entry));
    }
    put(&mut file)?;
    Ok(directory)
}

fn few_lists(
    known: &[Known],
    lists: &[Vec<u32>],
    limit: usize,
    made: &mut Made,
) -> Result<Directory, BuildError> {
    let few = known.iter().zip(lists).enumerate();
    let few = few.filter(|(_, (known, list))| known.has_few && !list.is_empty());
    let entries = few.map(|(number, (_, list))| {
        let mut bytes = Vec::new();
        ascending_into(&mut bytes, list.iter().copied());
        (key(number).to_vec(), bytes)
    });
    filed(entries.collect(), limit, made)
}

fn block_lists(
    known: &[Known],
    lists: &[Vec<u32>],
    number: u32,
    block: u32,
    limit: usize,
    made: &mut Made,
) -> Result<Directory, BuildError> {
    let first = number * block;
    let mut entries = Vec::new();
    for (filter, (known, list)) in known.iter().zip(lists).enumerate() {
        if known.has_few {
            continue;
        }
        let from = list.partition_point(|number| *number < first);
        let here = list
            .iter()
            .skip(from)
            .take_while(|number| **number - first < block);
        let places: Vec<u32> = here.map(|number| number - first).collect();
        if !places.is_empty() {
            entries.push((key(filter).to_vec(), set::write(&places)));
        }
    }
    filed(entries, limit, made)
}

/// Which articles stand elsewhere in the order of days than in that of numbers, block by block: as few as there can be. `order`
/// has the numbers from the oldest article on.
fn order(order: &[u32], block: u32) -> BTreeMap<u32, Vec<u8>> {
    let stands = longest_ascending(order);
    let mut moved: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    // Behind which place of a block, counted from 1, and which number.
    let mut come: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    let mut behind = None;
    for (number, stands) in order.iter().zip(stands) {
        if stands {
            behind = Some(*number);
            continue;
        }
        moved.entry(number / block).or_default().push(number % block);
        let (there, place) = behind.map_or((0, 0), |behind| (behind / block, behind % block + 1));
        come.entry(there).or_default().push((place, *number));
    }
    let mut files = BTreeMap::new();
    let blocks: Vec<u32> = moved.keys().chain(come.keys()).copied().collect();
    for number in blocks {
        let mut places = moved.remove(&number).unwrap_or_default();
        places.sort_unstable();
        if files.contains_key(&number) {
            continue;
        }
        let mut out = Vec::new();
        write::bytes(&mut out, &set::write(&places));
        let mut last = 0;
        for (behind, other) in come.remove(&number).unwrap_or_default() {
            write::number(&mut out, behind - last);
            write::number(&mut out, other);
            last = behind;
        }
        files.insert(number, out);
    }
    files
}

/// Says of each number whether it is one of the longest sequence that ascends (Schensted, “Longest increasing and decreasing
/// subsequences”, 1961).
fn longest_ascending(numbers: &[u32]) -> Vec<bool> {
    // The place of the least number with which a sequence of each length ends, and before each number the one it follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut is_among = vec![false; numbers.len()];
    let mut place = ends.last().copied();
    while let Some(here) = place {
        is_among[here] = true;
        place = before[here];
    }
    is_among
}
