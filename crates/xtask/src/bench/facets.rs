//! `cargo xtask bench facets`: what a reader fetches who chooses filters, of magazines that stand in memory alone. The same seed
//! always makes the same articles and asks for the same selections.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use ::press::edition::ask::Index;
use ::press::encoding::brotli;
use ::search::build::{BuildError, Builder, Limits, Wishes};
use ::search::bytes::Fault;
use ::search::facets::{Found, Order};
use ::search::filing::Filing;
use ::search::manifest::Shape;
use ::search::name::{FILTERS, File};
use ::search::plan::{self, Hit};
use content::bundle::{PAGE, decode_site};
use content::find::{Filter, Query};
use content::json::{self, Decode, DecodeError, Place, Value};
use content::site::Site;
use fastrand::Rng;

const SEED: u64 = 0xFACE;

/// The axes, with how many filters each has: three taxonomies of 285 tags together, sections and years.
const AXES: [(&str, usize); 5] = [
    ("countries", 120),
    ("themes", 95),
    ("formats", 70),
    ("section", 8),
    ("year", 20),
];

/// How many articles of a text query are tried.
const HITS: [usize; 3] = [20, 200, 5000];

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index cannot be made.
    #[error("the index cannot be made: {0}")]
    Build(#[from] BuildError),
    /// The index cannot be read.
    #[error("the index cannot be read: {0}")]
    Read(#[from] Fault),
    /// The site of the magazine cannot be read.
    #[error("the site of the magazine cannot be read: {0}")]
    Site(String),
    /// An answer is not what a look through all articles finds.
    #[error("{chosen:?}: what the index answers is not what a look through all articles finds")]
    Wrong {
        /// What was chosen.
        chosen: Vec<String>,
    },
}

struct WholeSite(Site);

impl Decode for WholeSite {
    fn decode(value: Value, _: Place<'_>) -> Result<Self, DecodeError> {
        decode_site(value).map(Self)
    }
}

/// Makes magazines of these sizes, and prints what readers fetch of each; so many selections are compared with a look through
/// all articles.
///
/// # Errors
/// When an answer is wrong.
pub fn run(sizes: &[usize], selections: usize) -> Result<(), Error> {
    sizes.iter().try_for_each(|size| measure(*size, selections))
}

/// The articles of each filter, a bit for each number, and the numbers in the order of lists.
struct Magazine {
    filters: Vec<Filter>,
    /// Where the filters of each axis begin.
    starts: Vec<usize>,
    having: Vec<Vec<u64>>,
    /// The numbers, the oldest first.
    order: Vec<u32>,
    of: Vec<Vec<usize>>,
    /// A bit for each article.
    all: Vec<u64>,
}

impl Magazine {
    fn new(articles: usize) -> Self {
        let mut rng = Rng::with_seed(SEED);
        let (mut filters, mut starts) = (Vec::new(), Vec::new());
        for (axis, count) in AXES {
            starts.push(filters.len());
            for number in 0..count {
                let text = match axis {
                    "year" => format!("year={}", 2007 + number),
                    _ => format!("{axis}={}-{number}", word(number)),
                };
                filters.extend(Filter::parse(&text));
            }
        }
        let mut having = vec![vec![0_u64; articles.div_ceil(64)]; filters.len()];
        let mut all = vec![0_u64; articles.div_ceil(64)];
        let mut of = Vec::with_capacity(articles);
        for number in 0..articles {
            let mut own = BTreeSet::new();
            for (axis, (name, count)) in AXES.iter().enumerate() {
                match *name {
                    "year" => drop(own.insert(starts[axis] + number * count / articles)),
                    "section" => drop(own.insert(starts[axis] + zipf(&mut rng, *count))),
                    _ => {
                        for _ in 0..rng.usize(1..=2) {
                            own.insert(starts[axis] + zipf(&mut rng, *count));
                        }
                    }
                }
            }
            for filter in &own {
                having[*filter][number / 64] |= 1 << (number % 64);
            }
            all[number / 64] |= 1 << (number % 64);
            of.push(own.into_iter().collect());
        }
        let mut order: Vec<u32> = (0..).take(articles).collect();
        // One of a hundred was dated anew, or came later than its day.
        for _ in 0..articles / 100 {
            let number = order.remove(rng.usize(articles - articles / 10..articles));
            let place = rng.usize(order.len() - order.len() / 20..=order.len());
            order.insert(place, number);
        }
        Self {
            filters,
            starts,
            having,
            order,
            of,
            all,
        }
    }

    fn axis(&self, filter: usize) -> usize {
        self.starts.partition_point(|start| *start <= filter)
    }

    /// What a look through all articles finds: how many, those on the first page, and the counts of all filters.
    fn look_through(&self, chosen: &[usize], among: Option<&[u64]>) -> (u32, Vec<u32>, Vec<u32>) {
        let words = self.having.first().map_or(0, Vec::len);
        let meeting = |without: Option<usize>| {
            let mut all = among.unwrap_or(&self.all).to_vec();
            for axis in 1..=AXES.len() {
                let mut own = chosen
                    .iter()
                    .filter(|filter| self.axis(**filter) == axis)
                    .peekable();
                if Some(axis) == without || own.peek().is_none() {
                    continue;
                }
                let mut any = vec![0; words];
                for filter in own {
                    for (any, word) in any.iter_mut().zip(&self.having[*filter]) {
                        *any |= word;
                    }
                }
                for (word, any) in all.iter_mut().zip(any) {
                    *word &= any;
                }
            }
            all
        };
        let mut counts = vec![0; self.filters.len()];
        for axis in 1..=AXES.len() {
            let meeting = meeting(Some(axis));
            for (filter, count) in counts
                .iter_mut()
                .enumerate()
                .filter(|(filter, _)| self.axis(*filter) == axis)
            {
                let both = meeting.iter().zip(&self.having[filter]);
                *count = both.map(|(word, other)| (word & other).count_ones()).sum();
            }
        }
        let all = meeting(None);
        let has = |number: &&u32| all[**number as usize / 64] & (1 << (**number % 64)) != 0;
        let page = self.order.iter().rev().filter(has).take(PAGE).copied().collect();
        (all.iter().map(|word| word.count_ones()).sum(), page, counts)
    }
}

/// One of so many, by Zipf's law: the second is half as likely as the first.
fn zipf(rng: &mut Rng, count: usize) -> usize {
    let weight = |number: usize| 1.0 / f64::from(u32::try_from(number + 1).unwrap_or(u32::MAX));
    let all: f64 = (0..count).map(weight).sum();
    let mut left = rng.f64() * all;
    for number in 0..count {
        left -= weight(number);
        if left < 0.0 {
            return number;
        }
    }
    count - 1
}

/// A word that follows from a number.
fn word(number: usize) -> String {
    let mut rng = Rng::with_seed(number as u64);
    let syllables = [
        "ba", "de", "li", "mo", "nu", "ra", "se", "ti", "vo", "za", "qu", "pe", "ko", "hi", "ga", "fu",
    ];
    (0..rng.usize(2..5))
        .map(|_| syllables[rng.usize(..syllables.len())])
        .collect()
}

/// The cards of some articles, with words drawn at random.
fn cards(numbers: &[u32]) -> Vec<u8> {
    let texts = numbers.iter().map(|number| {
        let mut rng = Rng::with_seed(u64::from(*number));
        let mut words = |count: usize| -> String {
            let words: Vec<String> = (0..count).map(|_| word(rng.usize(..4000))).collect();
            words.join(" ")
        };
        let (slug, title, lead) = (words(4).replace(' ', "-"), words(6), words(16));
        format!(
            r#"{{"slug":"{slug}","section":"magazine","title":"{title}","lead":["{lead}."],"published":"2024-{:02}-{:02}"}}"#,
            number % 12 + 1,
            number % 28 + 1
        )
    });
    let texts: Vec<String> = texts.collect();
    let text: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    format!(
        r#"{{"numbers":[{}],"cards":[{}]}}"#,
        text.join(","),
        texts.join(",")
    )
    .into_bytes()
}

fn site(magazine: &Magazine) -> Result<Site, Error> {
    let named = |axis: &str| -> String {
        let filters = magazine.filters.iter().map(|filter| filter.as_str().into_owned());
        let own = filters.filter_map(|text| Some(text.strip_prefix(axis)?.strip_prefix('=')?.to_owned()));
        let own: Vec<String> = own
            .map(|slug| format!(r#"{{"slug":"{slug}","name":"{slug}"}}"#))
            .collect();
        own.join(",")
    };
    let taxonomies: Vec<String> = AXES[..3]
        .iter()
        .map(|(axis, _)| format!(r#"{{"slug":"{axis}","name":"{axis}","tags":[{}]}}"#, named(axis)))
        .collect();
    let text = format!(
        r#"{{"format":1,"name":"N","language":"en","sections":[{}],"taxonomies":[{}]}}"#,
        named("section"),
        taxonomies.join(",")
    );
    let site = json::from_text::<WholeSite>(&text).map_err(|error| Error::Site(error.to_string()))?;
    Ok(site.0)
}

/// What the selections of one kind came to.
#[derive(Default)]
struct Row {
    bytes: Vec<usize>,
    files: Vec<usize>,
    turns: Vec<usize>,
    times: Vec<Duration>,
}

impl Row {
    fn print(&mut self, what: &str) {
        self.bytes.sort_unstable();
        self.times.sort_unstable();
        let mean = |values: &[usize]| values.iter().sum::<usize>() / values.len().max(1);
        println!(
            "  {what:<34}{:>10}{:>10}{:>8}{:>7}{:>10.2}",
            mean(&self.bytes),
            self.bytes.last().copied().unwrap_or_default(),
            mean(&self.files),
            self.turns.iter().max().copied().unwrap_or_default(),
            self.times
                .get(self.times.len() / 2)
                .map_or(0.0, Duration::as_secs_f64)
                * 1000.0,
        );
    }
}

struct Asking<'f> {
    files: &'f BTreeMap<String, Vec<u8>>,
    weights: BTreeMap<String, usize>,
}

impl Asking<'_> {
    fn weight(&mut self, file: &str) -> usize {
        if let Some(weight) = self.weights.get(file) {
            return *weight;
        }
        let weight = self.files.get(file).map_or(0, |bytes| brotli(bytes).len());
        self.weights.insert(file.to_owned(), weight);
        weight
    }

    /// Answers, and notes what is fetched that was not there, with the cards.
    fn choose(
        &mut self,
        index: &mut Index<'_>,
        had: &mut BTreeSet<String>,
        query: &Query,
        hits: Option<&plan::Found>,
        row: &mut Row,
    ) -> Found {
        let (found, turns) = index.select(query, hits, Order::Newest);
        let started = Instant::now();
        index.select(query, hits, Order::Newest);
        row.times.push(started.elapsed());
        let files = turns.iter().flatten().chain(&found.cards).map(File::to_string);
        let new: Vec<String> = files.filter(|file| had.insert(file.clone())).collect();
        let has_cards = found
            .cards
            .iter()
            .map(File::to_string)
            .any(|file| new.contains(&file));
        row.files.push(new.len());
        row.turns.push(turns.len() + usize::from(has_cards));
        row.bytes.push(new.iter().map(|file| self.weight(file)).sum());
        found
    }
}

fn measure(articles: usize, selections: usize) -> Result<(), Error> {
    let magazine = Magazine::new(articles);
    let site = site(&magazine)?;
    let limits = Limits::default();
    let mut filing = Filing::default();
    for number in &magazine.order {
        let filters = magazine.of[*number as usize].iter();
        let filters: Vec<Filter> = filters.map(|filter| magazine.filters[*filter].clone()).collect();
        filing.add(*number, &filters);
    }
    let end = u32::try_from(articles).unwrap_or(u32::MAX);
    let of_file = |file: u32| {
        let first = file * limits.cards;
        cards(&(first..end.min(first + limits.cards)).collect::<Vec<u32>>())
    };
    let of_cards = (0..end.div_ceil(limits.cards)).map(of_file).collect();
    let started = Instant::now();
    let files = Builder::new(Shape::default(), limits).finish(
        end,
        of_cards,
        Wishes::default(),
        Some((&filing, &|numbers| cards(numbers))),
    )?;
    let built = started.elapsed();
    let is_ours = |name: &str| !name.contains("/cards/") && name != ::search::name::MANIFEST;
    let ours = files.iter().filter(|(name, _)| is_ours(name));
    let (count, bytes) = ours.fold((0, 0), |(count, sum), (_, bytes)| (count + 1, sum + bytes.len()));
    println!(
        "\n{articles} articles: {count} files of filters, {} kB, made in {:.1} s",
        bytes / 1000,
        built.as_secs_f64()
    );
    println!(
        "  {:<34}{:>10}{:>10}{:>8}{:>7}{:>10}",
        "brotli bytes", "mean", "worst", "files", "turns", "warm ms"
    );
    let mut asking = Asking {
        files: &files,
        weights: BTreeMap::new(),
    };
    readers(&magazine, &site, &mut asking, &files)?;
    compare(&magazine, &site, &files, selections)
}

/// Readers who choose in one axis after the other, and such as look for words.
fn readers(
    magazine: &Magazine,
    site: &Site,
    asking: &mut Asking<'_>,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<(), Error> {
    let mut rng = Rng::with_seed(SEED + 1);
    let mut rows: Vec<Row> = (0..5).map(|_| Row::default()).collect();
    for _ in 0..24 {
        let mut index = Index::of_filters(files).ok_or(Fault::CutOff)??;
        let mut had = BTreeSet::new();
        let mut query = Query::ALL;
        let mut axes: Vec<usize> = (0..AXES.len()).collect();
        rng.shuffle(&mut axes);
        let root = asking.weight(FILTERS);
        asking.choose(&mut index, &mut had, &query, None, &mut rows[0]);
        if let Some(first) = rows[0].bytes.last_mut() {
            *first += root;
        }
        for (choice, axis) in (1..=3).zip(axes) {
            let filter = magazine.starts[axis] + rng.usize(..AXES[axis].1);
            query = query.with(&magazine.filters[filter], site);
            asking.choose(&mut index, &mut had, &query, None, &mut rows[choice]);
        }
        let last = |values: &[usize]| values.last().copied().unwrap_or_default();
        let bytes = last(&rows[0].bytes) + last(&rows[1].bytes);
        // And the root.
        let files = last(&rows[0].files) + last(&rows[1].files) + 1;
        rows[4].bytes.push(bytes);
        rows[4].files.push(files);
    }
    let names = [
        "first view",
        "first choice",
        "second choice",
        "third choice",
        "first view and first choice",
    ];
    for (row, name) in rows.iter_mut().zip(names) {
        row.print(name);
    }
    for count in HITS {
        let mut row = Row::default();
        for _ in 0..4 {
            let hits = hits(magazine, count, &mut rng);
            let mut index = Index::of_filters(files).ok_or(Fault::CutOff)??;
            asking.choose(
                &mut index,
                &mut BTreeSet::new(),
                &Query::ALL,
                Some(&hits),
                &mut row,
            );
        }
        row.print(&format!("counts of {count} hits of a text query"));
    }
    let root = asking.weight(FILTERS);
    println!("  the root alone {root}");
    Ok(())
}

fn hits(magazine: &Magazine, count: usize, rng: &mut Rng) -> plan::Found {
    let numbers: BTreeSet<u32> = (0..count)
        .map(|_| magazine.order[rng.usize(..magazine.order.len())])
        .collect();
    let hit = |number| Hit {
        number,
        score: 1.0,
        words: 1,
        is_title: false,
        beside: 0,
        is_pinned: false,
    };
    plan::Found {
        count: u32::try_from(numbers.len()).unwrap_or(u32::MAX),
        is_whole: true,
        hits: numbers.into_iter().map(hit).collect(),
        ..plan::Found::default()
    }
}

/// Compares answers with a look through all articles.
fn compare(
    magazine: &Magazine,
    site: &Site,
    files: &BTreeMap<String, Vec<u8>>,
    selections: usize,
) -> Result<(), Error> {
    let mut rng = Rng::with_seed(SEED + 2);
    let mut index = Index::of_filters(files).ok_or(Fault::CutOff)??;
    for number in 0..selections {
        let mut chosen: Vec<usize> = Vec::new();
        for (axis, (_, count)) in AXES.iter().enumerate() {
            for _ in 0..rng.usize(..3) {
                chosen.push(magazine.starts[axis] + rng.usize(..*count));
            }
        }
        let query = chosen.iter().fold(Query::ALL, |query, filter| {
            query.with(&magazine.filters[*filter], site)
        });
        let hits = number.is_multiple_of(4).then(|| hits(magazine, 2000, &mut rng));
        let among = hits.as_ref().map(|hits| {
            let mut among = vec![0; magazine.having.first().map_or(0, Vec::len)];
            for hit in &hits.hits {
                among[hit.number as usize / 64] |= 1 << (hit.number % 64);
            }
            among
        });
        let (found, _) = index.select(&query, hits.as_ref(), Order::Newest);
        let (count, page, counts) = magazine.look_through(&chosen, among.as_deref());
        let of = |filter: &Filter| {
            let known = found.counts.iter().find(|(known, _)| known == filter);
            known.map_or(0, |(_, count)| *count)
        };
        let are_right = magazine
            .filters
            .iter()
            .zip(&counts)
            .all(|(filter, count)| of(filter) == *count);
        if found.count != count || found.numbers != page || !are_right || found.is_short {
            let chosen = chosen
                .iter()
                .map(|filter| magazine.filters[*filter].as_str().into_owned());
            return Err(Error::Wrong {
                chosen: chosen.collect(),
            });
        }
    }
    println!(
        "  {selections} selections of every axis, a quarter of them with hits: all counts and first pages exact"
    );
    Ok(())
}
