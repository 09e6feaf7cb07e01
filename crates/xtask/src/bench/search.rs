//! `cargo xtask bench search`: what the search index weighs, how much of it a query fetches, how soon it answers, and what is
//! found, natively. The same seed always asks the same questions.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ::press::edition::ask::Index;
use ::press::edition::bundle::Edition;
use ::press::edition::compose::compose;
use ::press::edition::search::{Earlier, add, document};
use ::press::encoding::brotli;
use ::press::host::serve::ServeError;
use ::press::progress::Progress;
use ::search::name::{FOLDER, File, MANIFEST};
use ::search::native::Native;
use ::search::tokens::{Letters as _, plain, tokens};
use content::slug::Slug;
use fastrand::Rng;

use super::magazine;
use crate::chromium::ChromiumError;
use crate::command::CommandError;
use crate::folder;
use crate::script::ScriptError;
use crate::tools::ToolError;
use crate::workspace::Workspace;

mod peers;

const SEED: u64 = 0x5EA2;

/// How many results a reader sees first.
const FIRST: usize = 10;

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The magazine cannot be written.
    #[error("cannot prepare {}: {source}; {}", folder.display(), ::press::remedy::of(source))]
    Prepare {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The content cannot be indexed.
    #[error("{}: {what}; `press check` says more", folder.display())]
    Content {
        /// The folder.
        folder: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A tool is missing.
    #[error(transparent)]
    Tools(#[from] ToolError),
    /// There is no browser.
    #[error(transparent)]
    Browser(#[from] ChromiumError),
    /// The portal cannot be built.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// A site cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// An index cannot be built.
    #[error(transparent)]
    Build(#[from] super::press::Error),
    /// The measuring script failed.
    #[error(transparent)]
    Script(#[from] ScriptError),
}

/// Indexes these content folders, and generated magazines of these sizes, and prints the figures; with peers, if they are wanted,
/// which index and answer the same.
///
/// # Errors
/// When a folder cannot be read or written, or holds no content.
pub fn run(
    workspace: &Workspace,
    contents: &[PathBuf],
    sizes: &[usize],
    queries: usize,
    has_peers: bool,
) -> Result<(), Error> {
    let peers = has_peers.then_some(workspace);
    for folder in contents {
        measure(folder, queries, peers)?;
    }
    for size in sizes {
        let root = workspace.bench().join(format!("search-{size}"));
        let in_preparing = |source| Error::Prepare {
            folder: root.clone(),
            source,
        };
        folder::remove(&root).map_err(in_preparing)?;
        magazine::write(&root, *size).map_err(in_preparing)?;
        measure(&root, queries, peers)?;
        folder::remove(&root).map_err(in_preparing)?;
    }
    Ok(())
}

/// The words of an article: those of its text, and all.
struct Words {
    body: Vec<String>,
    all: BTreeSet<String>,
}

struct Corpus<'e> {
    words: HashMap<&'e Slug, Words>,
    slugs: Vec<&'e Slug>,
    plain: Plain,
}

/// What everybody compares with: BM25 over the stems of the whole text, of any word, by exact sums (Robertson and Zaragoza, “The
/// Probabilistic Relevance Framework”, 2009, equation 3.15; k1 = 1.2, b = 0.75).
struct Plain {
    letters: Native,
    /// For each stem the articles that have it, by their places, and how often.
    having: HashMap<String, Vec<(usize, u32)>>,
    lengths: Vec<u32>,
}

impl Plain {
    fn new(texts: &[String], language: &str) -> Self {
        let letters = Native::new([language]);
        let mut plain = Self {
            letters,
            having: HashMap::new(),
            lengths: Vec::new(),
        };
        for (place, text) in texts.iter().enumerate() {
            let mut counts: HashMap<String, u32> = HashMap::new();
            let stems = plain.stems(text);
            plain.lengths.push(u32::try_from(stems.len()).unwrap_or(u32::MAX));
            for stem in stems {
                *counts.entry(stem).or_default() += 1;
            }
            for (stem, count) in counts {
                plain.having.entry(stem).or_default().push((place, count));
            }
        }
        plain
    }

    fn stems(&self, text: &str) -> Vec<String> {
        let stem = |word: &str| self.letters.stems(word).into_iter().next();
        let tokens = tokens(text, &self.letters).into_iter();
        tokens
            .map(|token| stem(&token.text).unwrap_or(token.text))
            .collect()
    }

    /// The places of the first articles.
    fn first(&self, words: &str) -> Vec<usize> {
        let all = f64::from(u32::try_from(self.lengths.len()).unwrap_or(u32::MAX));
        let average = self.lengths.iter().map(|length| f64::from(*length)).sum::<f64>() / all;
        let mut scores: HashMap<usize, f64> = HashMap::new();
        for stem in self.stems(words) {
            let Some(having) = self.having.get(&stem) else {
                continue;
            };
            let number = f64::from(u32::try_from(having.len()).unwrap_or(u32::MAX));
            let rarity = (1.0 + (all - number + 0.5) / (number + 0.5)).ln();
            for (place, count) in having {
                let (count, length) = (f64::from(*count), f64::from(self.lengths[*place]));
                let worth = count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / average));
                *scores.entry(*place).or_default() += rarity * worth;
            }
        }
        let mut scores: Vec<_> = scores.into_iter().collect();
        scores
            .sort_by(|(one, score), (other, other_score)| other_score.total_cmp(score).then(one.cmp(other)));
        scores.into_iter().take(FIRST).map(|(place, _)| place).collect()
    }
}

impl<'e> Corpus<'e> {
    fn new(edition: &'e Edition) -> Self {
        let letters = Native::default();
        let (mut words, mut texts) = (HashMap::new(), Vec::new());
        for article in &edition.articles {
            let document = document(article, &edition.site, &edition.search);
            let of = |text: &str| -> Vec<String> {
                let tokens = tokens(text, &letters).into_iter();
                tokens.map(|token| plain(&token.text, &letters)).collect()
            };
            let body = of(&document.body);
            let mut parts = vec![
                document.title.clone(),
                document.lead.clone(),
                document.body.clone(),
            ];
            parts.extend(document.tags.iter().chain(&document.authors).cloned());
            texts.push(parts.join("\n"));
            let rest = [document.title, document.lead]
                .into_iter()
                .chain(document.tags)
                .chain(document.authors);
            let all = rest
                .flat_map(|text| of(&text))
                .chain(body.iter().cloned())
                .collect();
            words.insert(&article.slug, Words { body, all });
        }
        let slugs = edition.articles.iter().map(|article| &article.slug).collect();
        let plain = Plain::new(&texts, &edition.site.language.as_str());
        Self { words, slugs, plain }
    }

    /// An article, and so many of the words of its text that are worth asking for.
    fn item(&self, rng: &mut Rng, count: usize, common: &BTreeSet<&str>) -> Option<(&'e Slug, Vec<String>)> {
        let slug = *self.slugs.get(rng.usize(..self.slugs.len()))?;
        let words = self.words.get(slug)?;
        let is_worth = |word: &&String| {
            let letters = word.chars().count();
            (4..=20).contains(&letters)
                && word.chars().all(char::is_alphabetic)
                && !common.contains(word.as_str())
        };
        let worth: BTreeSet<&String> = words.body.iter().filter(is_worth).collect();
        let mut worth: Vec<&String> = worth.into_iter().collect();
        rng.shuffle(&mut worth);
        (worth.len() >= count).then(|| (slug, worth.into_iter().take(count).cloned().collect()))
    }

    /// How many articles have a word that begins so.
    fn beginning(&self, start: &str) -> usize {
        let has = |words: &&Words| {
            let mut from = words.all.range(start.to_owned()..);
            from.next().is_some_and(|word| word.starts_with(start))
        };
        self.words.values().filter(has).count()
    }

    /// Does the article at this address have the word?
    fn has(&self, url: &str, word: &str) -> bool {
        let slug = url.trim_end_matches('/').rsplit('/').next().and_then(Slug::parse);
        let words = slug.and_then(|slug| self.words.get(&slug));
        words.is_some_and(|words| words.all.contains(word))
    }

    /// How many articles have each word.
    fn having(&self) -> HashMap<&str, usize> {
        let mut having: HashMap<&str, usize> = HashMap::new();
        for word in self.words.values().flat_map(|words| &words.all) {
            *having.entry(word).or_default() += 1;
        }
        having
    }
}

/// What a single slip does to a word.
const SLIPS: [&str; 5] = ["left out", "put in", "another", "turned", "first letter"];

fn slip(word: &str, kind: usize, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let place = rng.usize(1..letters.len());
    let other = rng.lowercase();
    match kind {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, other),
        2 => letters[place] = other,
        3 => letters.swap(place - 1, place),
        _ => letters[0] = other,
    }
    letters.into_iter().collect()
}

fn measure(folder: &Path, queries: usize, peers: Option<&Workspace>) -> Result<(), Error> {
    let wrong = |what: String| Error::Content {
        folder: folder.to_owned(),
        what,
    };
    let outcome = compose(folder).map_err(|error| wrong(error.to_string()))?;
    let mut edition = outcome.edition.ok_or_else(|| wrong("it has errors".to_owned()))?;
    let started = Instant::now();
    add(&mut edition, None, &Progress::silent()).map_err(|error| wrong(error.to_string()))?;
    let built = started.elapsed();
    let corpus = Corpus::new(&edition);
    let files: Vec<(&String, &Vec<u8>)> = edition
        .files
        .iter()
        .filter(|(name, _)| name.starts_with(FOLDER) || *name == MANIFEST)
        .collect();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!(
        "\n{}: {} articles; indexed in {:.2} s: {} files, {} kB, {} B an article",
        folder.display(),
        edition.articles.len(),
        built.as_secs_f64(),
        files.len(),
        bytes / 1000,
        bytes / edition.articles.len().max(1)
    );
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, bytes) in &files {
        let kind = name
            .trim_start_matches(FOLDER)
            .split('/')
            .next()
            .unwrap_or_default();
        let sum = kinds.entry(kind).or_default();
        *sum = (sum.0 + 1, sum.1 + bytes.len());
    }
    for (kind, (count, bytes)) in kinds {
        println!("  {kind:<14}{count:>6} files{:>9} kB", bytes / 1000);
    }
    let index = Index::of(&edition.files).ok_or_else(|| wrong("no article is published".to_owned()))?;
    let mut asking = Asking {
        index: index.map_err(|error| wrong(error.to_string()))?,
        edition: &edition,
        weights: HashMap::new(),
    };
    let having = corpus.having();
    let most = edition.articles.len() / 5;
    let common: BTreeSet<&str> = having
        .iter()
        .filter(|(_, count)| **count > most)
        .map(|(word, _)| *word)
        .collect();
    asking.costs(&corpus, &common, queries);
    asking.times(&corpus, &common, queries);
    asking.beginnings(&corpus, &having, queries);
    asking.slips(&corpus, &common, queries);
    asking.items(&corpus, &common, queries);
    if let Some(workspace) = peers {
        peers::run(workspace, folder, &edition, &corpus, &common)?;
    }
    one_more(edition, &wrong)
}

/// How much of the index is new after one more article.
fn one_more(mut edition: Edition, wrong: &dyn Fn(String) -> Error) -> Result<(), Error> {
    let is_index = |name: &str| name.starts_with(FOLDER) || name == MANIFEST;
    let published = tempfile::tempdir().map_err(|error| wrong(error.to_string()))?;
    let mut before = BTreeMap::new();
    for (name, bytes) in edition.files.iter().filter(|(name, _)| is_index(name)) {
        let path = published.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(published.path()))
            .map_err(|error| wrong(error.to_string()))?;
        fs::write(path, bytes).map_err(|error| wrong(error.to_string()))?;
        before.insert(name.clone(), bytes.clone());
    }
    edition.files.retain(|name, _| !is_index(name));
    let Some(mut article) = edition.articles.get(edition.articles.len() / 2).cloned() else {
        return Ok(());
    };
    article.title.push_str(" once more");
    article.slug = Slug::parse("one-more-article").unwrap_or(article.slug);
    edition.articles.push(article);
    let earlier = Earlier::read(published.path());
    add(&mut edition, earlier, &Progress::silent()).map_err(|error| wrong(error.to_string()))?;
    let (mut all, mut new) = (0, 0);
    for (name, bytes) in edition.files.iter().filter(|(name, _)| is_index(name)) {
        all += bytes.len();
        new += if before.get(name) == Some(bytes) {
            0
        } else {
            bytes.len()
        };
    }
    println!(
        "  one article more: {new} of {all} bytes are new, {} of all",
        share(new, all)
    );
    Ok(())
}

struct Asking<'e> {
    index: Index<'e>,
    edition: &'e Edition,
    /// What each file weighs, compressed.
    weights: HashMap<String, usize>,
}

impl Asking<'_> {
    fn weight(&mut self, file: &str) -> usize {
        if let Some(weight) = self.weights.get(file) {
            return *weight;
        }
        let weight = self
            .edition
            .files
            .get(file)
            .map_or(0, |bytes| brotli(bytes).len());
        self.weights.insert(file.to_owned(), weight);
        weight
    }

    /// The first results, by their slugs.
    fn first(&mut self, words: &str) -> Vec<Slug> {
        let answer = self.index.ask(&Index::query(words), false);
        let hits = answer.found.hits.iter().take(FIRST);
        let numbers: Vec<u32> = hits.map(|hit| hit.number).collect();
        let cards = numbers.into_iter().filter_map(|number| self.index.card(number).0);
        cards.map(|card| card.slug).collect()
    }

    /// What the first query of a reader fetches, beside the app.
    fn costs(&mut self, corpus: &Corpus<'_>, common: &BTreeSet<&str>, queries: usize) {
        println!(
            "  first query, brotli bytes with manifest and ten cards: mean, 95 of 100, worst; turns; files"
        );
        for count in [1, 2, 4] {
            let mut rng = Rng::with_seed(SEED);
            let (mut bytes, mut turns, mut requests) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..queries {
                let Some((_, words)) = corpus.item(&mut rng, count, common) else {
                    continue;
                };
                self.index.forget();
                let answer = self.index.ask(&Index::query(&words.join(" ")), false);
                let mut files: BTreeSet<File> = answer.turns.iter().flatten().copied().collect();
                for hit in answer.found.hits.iter().take(FIRST) {
                    files.extend(self.index.card(hit.number).1);
                }
                let files: Vec<String> = files
                    .iter()
                    .map(ToString::to_string)
                    .chain([MANIFEST.to_owned()])
                    .collect();
                bytes.push(files.iter().map(|file| self.weight(file)).sum::<usize>());
                // The manifest before them, and the cards behind them.
                turns.push(answer.turns.len() + 2);
                requests.push(files.len());
            }
            let (mean, often, worst) = spread(&mut bytes);
            let (_, often_turns, worst_turns) = spread(&mut turns);
            let (mean_files, ..) = spread(&mut requests);
            println!(
                "    {count} words{mean:>10}{often:>10}{worst:>10}   turns {often_turns}, worst {worst_turns}   files {mean_files}"
            );
        }
        let manifest = self.weight(MANIFEST);
        println!("    the manifest alone {manifest}");
    }

    /// How long an answer takes when its files are there.
    fn times(&mut self, corpus: &Corpus<'_>, common: &BTreeSet<&str>, queries: usize) {
        let mut rng = Rng::with_seed(SEED + 1);
        let mut asked: Vec<String> = Vec::new();
        for _ in 0..queries {
            let count = rng.usize(1..=4);
            asked.extend(
                corpus
                    .item(&mut rng, count, common)
                    .map(|(_, words)| words.join(" ")),
            );
        }
        asked.extend(common.iter().take(queries / 10).map(ToString::to_string));
        asked.extend(('a'..='z').map(String::from));
        let mut times: Vec<(Duration, &String)> = Vec::new();
        for words in &asked {
            let query = Index::query(words);
            self.index.ask(&query, false);
            // The least of a few: what else the machine does is not the answer's.
            let tries = (0..5).map(|_| {
                let started = Instant::now();
                self.index.ask(&query, false);
                started.elapsed()
            });
            times.extend(tries.min().map(|least| (least, words)));
        }
        times.sort();
        let at = |share: usize| {
            times
                .get(times.len() * share / 100)
                .map_or(0, |(time, _)| time.as_micros())
        };
        let (worst, what) = times
            .last()
            .map_or((0, ""), |(time, words)| (time.as_micros(), words.as_str()));
        println!(
            "  warm answer, microseconds: half {}, 99 of 100 {}, worst {worst} (“{what}”)",
            at(50),
            at(99)
        );
    }

    /// Of the articles that have a word which begins so, how many are found.
    fn beginnings(&mut self, corpus: &Corpus<'_>, having: &HashMap<&str, usize>, queries: usize) {
        let mut words: Vec<&str> = having
            .keys()
            .copied()
            .filter(|word| word.chars().count() > 4)
            .collect();
        words.sort_unstable();
        for letters in 2..=4 {
            let mut rng = Rng::with_seed(SEED + 2);
            let (mut wanted, mut found) = (0_usize, 0_usize);
            for _ in 0..queries.min(100) {
                let word = words[rng.usize(..words.len())];
                let start: String = word.chars().take(letters).collect();
                let answer = self.index.ask(&Index::query(&start), true);
                let counted = answer.found.hits.iter().take(answer.found.count as usize);
                let numbers: Vec<u32> = counted.map(|hit| hit.number).collect();
                let slugs: BTreeSet<Slug> = numbers
                    .into_iter()
                    .filter_map(|number| self.index.card(number).0)
                    .map(|card| card.slug)
                    .collect();
                for (slug, words) in &corpus.words {
                    let mut from = words.all.range(start.clone()..);
                    if from.next().is_some_and(|word| word.starts_with(&start)) {
                        wanted += 1;
                        found += usize::from(slugs.contains(*slug));
                    }
                }
            }
            println!(
                "  beginnings of {letters} letters: {} of articles found",
                share(found, wanted)
            );
        }
    }

    /// Of words with one slip, for how many is a page with the meant word among the first ten.
    fn slips(&mut self, corpus: &Corpus<'_>, common: &BTreeSet<&str>, queries: usize) {
        let (mut all, mut right) = (0, 0);
        print!("  one slip:");
        for (kind, name) in SLIPS.iter().enumerate() {
            let mut rng = Rng::with_seed(SEED + 3);
            let (mut asked, mut met) = (0, 0);
            for _ in 0..queries {
                let Some((_, words)) = corpus.item(&mut rng, 1, common) else {
                    continue;
                };
                let Some(word) = words.first() else { continue };
                let typed = slip(word, kind, &mut rng);
                let first = self.first(&format!("{typed} "));
                asked += 1;
                let has = |slug: &Slug| {
                    corpus
                        .words
                        .get(slug)
                        .is_some_and(|words| words.all.contains(word))
                };
                met += usize::from(first.iter().any(has));
            }
            print!(" {name} {}", share(met, asked));
            (all, right) = (all + asked, right + met);
        }
        println!("; together {}", share(right, all));
    }

    /// The mean reciprocal rank, among the first ten, of an article of which three words are known.
    fn items(&mut self, corpus: &Corpus<'_>, common: &BTreeSet<&str>, queries: usize) {
        for has_slip in [false, true] {
            let mut rng = Rng::with_seed(SEED + 4);
            let (mut sum, mut of_plain, mut asked, mut empty) = (0.0, 0.0, 0_usize, 0_usize);
            let reciprocal = |place: usize| 1.0 / f64::from(u32::try_from(place + 1).unwrap_or(u32::MAX));
            for _ in 0..queries {
                let Some((slug, mut words)) = corpus.item(&mut rng, 3, common) else {
                    continue;
                };
                if has_slip {
                    let kind = rng.usize(..SLIPS.len());
                    words[1] = slip(&words[1], kind, &mut rng);
                }
                let words = words.join(" ") + " ";
                let first = self.first(&words);
                asked += 1;
                empty += usize::from(first.is_empty());
                let place = first.iter().position(|found| found == slug);
                sum += place.map_or(0.0, reciprocal);
                let first = corpus.plain.first(&words);
                let place = first.iter().position(|place| corpus.slugs[*place] == slug);
                of_plain += place.map_or(0.0, reciprocal);
            }
            let count = f64::from(u32::try_from(asked.max(1)).unwrap_or(u32::MAX));
            let (mean, of_plain) = (sum / count, of_plain / count);
            let what = if has_slip { ", one with a slip" } else { "" };
            println!(
                "  known item by three words{what}: MRR@10 {mean:.3}, plain BM25 with a stemmer {of_plain:.3}; nothing found {empty}"
            );
        }
    }
}

/// Mean, the value below which 95 of 100 are, and the largest.
fn spread(values: &mut [usize]) -> (usize, usize, usize) {
    values.sort_unstable();
    let mean = values.iter().sum::<usize>() / values.len().max(1);
    let often = values.get(values.len() * 95 / 100).copied().unwrap_or_default();
    (mean, often, values.last().copied().unwrap_or_default())
}

/// A part of a whole, in thousandths.
pub(super) fn share(part: usize, whole: usize) -> String {
    let thousandths = 1000 * part / whole.max(1);
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}
