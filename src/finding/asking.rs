//! The search index, asked from a browser: files are fetched as a plan needs them, and stay for the next query.

use std::cell::RefCell;

use content::article::Card;
use content::bundle::PAGE;
use content::find::{self, Sort};
use content::navigation::Freshness;
use search::facets::{self, Order};
use search::name::{FILTERS, File, MANIFEST};
use search::plan::{self, card_file};
use search::query::Query;
use search::shelf::Shelf;
use view::pages::failed::Reason;

use crate::join::{join, join_all};
use crate::load::{self, LoadError};

/// How often a query may ask for more: each plan ends long before.
const TURNS: usize = 32;

/// How many bytes of files are kept, and how many cards: a tab may stay open for days.
const KEPT: (usize, usize) = (24 << 20, 4_000);

/// What has been fetched.
struct Known {
    /// The files that are read first, as they are: of filters, and of words once they were asked for.
    filters: Vec<u8>,
    manifest: Option<Vec<u8>>,
    shelf: Shelf,
    bytes: usize,
    cards: Vec<(u32, Card)>,
    /// Could a file not be had?
    has_missed: bool,
}

thread_local! {
    static KNOWN: RefCell<Option<Known>> = const { RefCell::new(None) };
}

/// Begins to know the index, or asks whether it is still the same. Where words are wanted and their first file cannot be had, the
/// index is open for filters alone.
///
/// # Errors
/// Whatever kept the first file of filters from arriving or being read; what was known before is still.
pub(super) async fn open(wants_words: bool, freshness: Freshness) -> Result<(), LoadError> {
    // Two files of one index, of which another may be published between the two answers.
    if take(wants_words, freshness).await? {
        return Ok(());
    }
    take(wants_words, Freshness::New).await.map(|_| ())
}

/// Asks for the first files; false where they are not of one index.
async fn take(wants_words: bool, freshness: Freshness) -> Result<bool, LoadError> {
    let mut manifest = None;
    let filters = join(load::bytes(FILTERS, freshness), async {
        if wants_words {
            manifest = load::bytes(MANIFEST, freshness).await.ok();
        }
    });
    let filters = filters.await?;
    KNOWN.with_borrow_mut(|known| {
        match known.as_mut().filter(|known| known.filters == filters) {
            Some(known) if manifest.is_none() || manifest == known.manifest => return Ok(true),
            Some(known) => known.manifest = manifest,
            None => {
                let shelf = shelf(&filters)?;
                *known = Some(Known {
                    filters,
                    manifest,
                    shelf,
                    bytes: 0,
                    cards: Vec::new(),
                    has_missed: false,
                });
            }
        }
        let is_of_one = known.as_mut().is_some_and(Known::has_put);
        if let Some(known) = known.as_mut().filter(|_| !is_of_one) {
            known.manifest = None;
        }
        Ok(is_of_one)
    })
}

fn shelf(filters: &[u8]) -> Result<Shelf, LoadError> {
    Shelf::of_filters(filters).map_err(|_| {
        LoadError::Failed(Reason::Damaged {
            is_site: false,
            place: FILTERS.to_owned(),
        })
    })
}

/// Is there anything to be asked, and for words?
pub(super) fn is_open(wants_words: bool) -> bool {
    KNOWN.with_borrow(|known| {
        let shelf = known.as_ref().map(|known| &known.shelf);
        shelf.is_some_and(|shelf| !wants_words || shelf.has_manifest())
    })
}

/// Asks once more for what could not be had.
pub(super) fn forgive() {
    KNOWN.with_borrow_mut(|known| {
        if let Some(known) = known {
            known.shelf.forgive();
            known.has_missed = false;
        }
    });
}

/// Could a file not be had, so that there may be more than what was found?
pub(super) fn has_missed() -> bool {
    KNOWN.with_borrow(|known| known.as_ref().is_some_and(|known| known.has_missed))
}

/// Answers a query: what its words find, where it has any, and what its filters leave of that. Nothing where there is nothing to be
/// asked. Where files are gone, because the site was published anew since the first ones were read, these are read again.
pub(super) async fn answer(
    words: &Query,
    query: &find::Query,
) -> (Option<plan::Found>, Option<facets::Found>) {
    let answer = in_turns(words, query).await;
    let before = KNOWN.with_borrow(|known| known.as_ref().map(|known| known.filters.clone()));
    if !has_missed() || take(!words.is_empty(), Freshness::New).await.is_err() {
        return answer;
    }
    if KNOWN.with_borrow(|known| known.as_ref().map(|known| &known.filters) == before.as_ref()) {
        return answer;
    }
    in_turns(words, query).await
}

async fn in_turns(words: &Query, query: &find::Query) -> (Option<plan::Found>, Option<facets::Found>) {
    let mut found = None;
    if !words.is_empty() {
        for _ in 0..TURNS {
            let step = KNOWN.with_borrow(|known| {
                let shelf = &known.as_ref()?.shelf;
                shelf.has_manifest().then(|| plan::ask(shelf, words, true))
            });
            match step {
                Some(plan::Step::Fetch(files)) => fetch(files).await,
                Some(plan::Step::Found(answer)) => {
                    found = Some(answer);
                    break;
                }
                None => break,
            }
        }
    }
    let order = match query.sort() {
        Sort::Best => Order::Best,
        Sort::Recent => Order::Newest,
    };
    // What stands first without filters is known already: its cards come with what is to be counted.
    let mut first = Vec::new();
    if query.is_empty() && order == Order::Best && query.page() == 1 {
        let hits = found
            .iter()
            .flat_map(|found| found.hits.iter().take(found.count as usize));
        first.extend(hits.take(PAGE).map(|hit| hit.number));
    }
    let selected = join(select(query, found.as_ref(), order), async {
        load_cards(&first).await;
    });
    let selected = selected.await;
    (found, selected)
}

async fn select(query: &find::Query, hits: Option<&plan::Found>, order: Order) -> Option<facets::Found> {
    for _ in 0..TURNS {
        let step = KNOWN.with_borrow(|known| Some(facets::ask(&known.as_ref()?.shelf, query, hits, order)));
        match step? {
            facets::Step::Found(found) => return Some(found),
            facets::Step::Fetch(files) => fetch(files).await,
        }
    }
    None
}

/// Fetches files side by side.
async fn fetch(files: Vec<File>) {
    let answers = files.into_iter().map(async |file| {
        let bytes = load::bytes(&file.path(), Freshness::Usual).await;
        (file, bytes.ok())
    });
    let answers = join_all(answers).await;
    KNOWN.with_borrow_mut(|known| {
        let Some(known) = known else { return };
        for (file, bytes) in answers {
            known.bytes += bytes.as_ref().map_or(0, Vec::len);
            let is_there = if let Some(bytes) = bytes {
                known.shelf.put(file, bytes).is_ok()
            } else {
                known.shelf.miss(file);
                false
            };
            known.has_missed |= !is_there;
        }
    });
}

/// Forgets what was fetched where it has become much. The browser's own cache has it still.
pub(super) fn tidy() {
    KNOWN.with_borrow_mut(|known| {
        if let Some(known) = known
            && (known.bytes > KEPT.0 || known.cards.len() > KEPT.1)
            && let Ok(new) = shelf(&known.filters)
        {
            (known.shelf, known.bytes) = (new, 0);
            known.cards.clear();
            known.has_put();
        }
    });
}

/// The cards that have arrived of these articles, in their order.
pub(super) fn cards(numbers: &[u32]) -> Vec<Option<Card>> {
    KNOWN.with_borrow(|known| {
        let card = |number: &u32| {
            let mut cards = known.as_ref()?.cards.iter();
            cards
                .find(|(known, _)| known == number)
                .map(|(_, card)| card.clone())
        };
        numbers.iter().map(card).collect()
    })
}

/// Loads files of cards, which the answer has named, side by side.
pub(super) async fn load_files(files: &[File]) {
    let wanted = KNOWN.with_borrow(|known| {
        let shelf = known.as_ref().map(|known| &known.shelf);
        let is_new = |file: &&File| shelf.is_some_and(|shelf| !shelf.has(**file) && !shelf.is_missed(**file));
        files.iter().filter(is_new).copied().collect::<Vec<_>>()
    });
    if !wanted.is_empty() {
        fetch(wanted).await;
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(known) = known {
            for file in files {
                known.read(*file);
            }
        }
    });
}

/// Loads the cards of these articles that are not there yet. One that cannot be had is left out.
pub(super) async fn load_cards(numbers: &[u32]) {
    for _ in 0..TURNS {
        let wanted = KNOWN.with_borrow_mut(|known| known.as_mut().map(|known| known.missing(numbers)));
        match wanted {
            Some(wanted) if !wanted.is_empty() => fetch(wanted).await,
            _ => return,
        }
    }
}

impl Known {
    /// Adds the first file of words, where it is there; false where it is of another index or cannot be read.
    fn has_put(&mut self) -> bool {
        let manifest = self.manifest.as_ref();
        manifest.is_none_or(|manifest| self.shelf.put_manifest(manifest).is_ok())
    }

    /// Reads the cards of the files that are there, and says which are to be fetched for the others.
    fn missing(&mut self, numbers: &[u32]) -> Vec<File> {
        let mut wanted = Vec::new();
        for number in numbers {
            if self.cards.iter().any(|(known, _)| known == number) {
                continue;
            }
            match card_file(&self.shelf, *number) {
                Ok(file) if self.shelf.has(file) => self.read(file),
                Ok(file) if !self.shelf.is_missed(file) => add(&mut wanted, file),
                Ok(_) => {}
                Err(files) => files.into_iter().for_each(|file| add(&mut wanted, file)),
            }
        }
        wanted
    }

    fn read(&mut self, file: File) {
        let text = self
            .shelf
            .bytes(file)
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        let cards = text.and_then(|text| load::read_cards(&file.path(), text).ok());
        if let Some(cards) = cards {
            self.cards.extend(cards.numbers.into_iter().zip(cards.cards));
        } else {
            self.has_missed = true;
            self.shelf.miss(file);
        }
    }
}

fn add(files: &mut Vec<File>, file: File) {
    if !files.contains(&file) {
        files.push(file);
    }
}
