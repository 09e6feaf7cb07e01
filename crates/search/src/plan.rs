//! The plan of a query, as a pure function: from the files that are at hand to those that are to be fetched next, or to what is
//! found. Whoever asks fetches them all in one turn and asks again; what was worked out before is worked out once more, which
//! takes less than keeping it would.

use crate::entry::TITLE_END;
use crate::forms;
use crate::lists::{List, Rated, entries, of_run, of_words};
use crate::name::{File, Kind};
use crate::order::sorted;
use crate::query::{Query, Word};
use crate::rank::{BEGUN, EXACT_TITLE, HAS_ALL, SIDE_BY_SIDE, STEM, rarity, recency, share, worth};
use crate::shelf::{Look, Shelf};
use crate::typos::meant;

/// Of so many articles it is looked at whether the words stand side by side or are the title.
const LOOKED_AT: usize = 200;

/// With fewer results than this that have all words, those with most of them follow.
pub const ENOUGH: usize = 10;

/// Up to so many words an article that has all of them comes before each that has not.
const FEW: usize = 3;

/// A site of fewer articles has no words that are too common to be asked for.
const SMALL: u32 = 64;

/// What comes next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// These files are needed, all at once.
    Fetch(Vec<File>),
    /// The answer.
    Found(Found),
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is said to the reader by itself, and any may be true beside any other"
)]
pub struct Found {
    /// What became of each word, in the order of the query.
    pub words: Vec<Asked>,
    /// How many articles are found. These are the first of `hits`, and what is counted for filters.
    pub count: u32,
    /// Is the count exact, and is every one of them in `hits`? It is, but for very common words on very large sites, unless all
    /// was asked for.
    pub is_whole: bool,
    /// Have the articles that are counted only most of the words, because too few have all?
    pub is_relaxed: bool,
    /// Could a file not be had or not be read? Then there may be more.
    pub is_short: bool,
    /// Was the query longer than what is read of it?
    pub is_cut: bool,
    /// The best first: so many as are counted, then others that have fewer of the words.
    pub hits: Vec<Hit>,
}

/// What became of a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// As it was typed.
    pub typed: String,
    /// What it was looked for as.
    pub taken: Taken,
    /// How many articles have it.
    pub count: u32,
    /// What it is worth: the rarer, the more.
    pub rarity: f32,
    /// What it was looked for as, without marks: itself or what was taken for it, what means the same, and the stems of these.
    pub keys: Vec<String>,
}

/// What a word was looked for as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Itself.
    AsTyped,
    /// Nobody wrote it: these words instead.
    Instead(Vec<String>),
    /// Nobody wrote it, nor anything like it.
    Unknown,
    /// It stands nearly everywhere: what has it not is found all the same.
    Common,
}

/// An article that is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its number.
    pub number: u32,
    /// How much it answers, the more the better. Only to be compared within one answer.
    pub score: f32,
    /// Which words of [`Found::words`] it has, a bit each, the lowest first.
    pub words: u32,
    /// Is the query its title?
    pub is_title: bool,
    /// How many words of the query stand beside their neighbour in it.
    pub beside: u32,
    /// Has an editor put it here?
    pub is_pinned: bool,
}

/// Answers a query from the files that are there, or says which are missing. With `wants_all` very common words on very large
/// sites are counted exactly, too: filters need it.
pub fn ask(shelf: &Shelf, query: &Query, wants_all: bool) -> Step {
    let look = &mut Look::new(shelf);
    let mut asked = Vec::new();
    for (place, word) in query.words.iter().enumerate() {
        let is_last = query.sequence.last() == Some(&place);
        asked.push(list(look, word, query.is_open && is_last, wants_all));
    }
    if !look.wanted.is_empty() {
        return Step::Fetch(std::mem::take(&mut look.wanted));
    }
    let mut taken = vec![Taken::AsTyped; asked.len()];
    for ((word, list), taken) in query.words.iter().zip(&mut asked).zip(&mut taken) {
        if list.count == 0 && !word.is_literal {
            (*list, *taken) = instead(look, word, wants_all);
        }
    }
    if !look.wanted.is_empty() {
        return Step::Fetch(std::mem::take(&mut look.wanted));
    }
    Step::Found(found(look, query, &asked, taken))
}

/// The file with the card of an article, which stands there under its number.
///
/// # Errors
/// The pages of the directory that are missing to say it; none where there is no such article.
pub fn card_file(shelf: &Shelf, number: u32) -> Result<File, Vec<File>> {
    let look = &mut Look::new(shelf);
    let (cards, each) = shelf.cards();
    let place = usize::try_from(number / each.max(1)).unwrap_or(usize::MAX);
    match look.name_at(cards, place) {
        Some(name) => Ok(File {
            kind: Kind::Cards,
            name,
        }),
        None => Err(std::mem::take(&mut look.wanted)),
    }
}

fn list(look: &mut Look<'_>, word: &Word, is_open: bool, wants_all: bool) -> List {
    if word.is_run {
        return of_run(look, &word.plain, wants_all);
    }
    let same: Vec<Word> = synonyms(look, &word.plain).into_iter().map(Word::plain).collect();
    let words: Vec<&Word> = std::iter::once(word).chain(&same).collect();
    of_words(look, &words, is_open, wants_all)
}

fn synonyms(look: &Look<'_>, word: &str) -> Vec<String> {
    let groups = look.shelf.manifest.synonyms.iter();
    let groups = groups.filter(|group| group.iter().any(|other| other == word));
    groups.flatten().filter(|other| *other != word).cloned().collect()
}

/// A way to choose other words.
type Choose<'c> = dyn Fn(&mut Look<'_>) -> Vec<String> + 'c;

/// What is found for a word that nobody wrote.
fn instead(look: &mut Look<'_>, word: &Word, wants_all: bool) -> (List, Taken) {
    if word.is_run {
        // Of a run that stands nowhere as a whole, the longest beginning that does.
        let mut letters: Vec<char> = word.plain.chars().collect();
        while letters.len() > 2 {
            letters.pop();
            let shorter: String = letters.iter().collect();
            let list = of_run(look, &shorter, wants_all);
            if !look.wanted.is_empty() || list.count > 0 {
                return (list, Taken::Instead(vec![shorter]));
            }
        }
        return (List::default(), Taken::Unknown);
    }
    let forms = forms::of(look, &word.plain);
    if !look.wanted.is_empty() {
        return (List::default(), Taken::Unknown);
    }
    // Another ending is likelier than a slip in the last letter, and costs no file more.
    let (near, far) = match forms {
        Some((short, forms)) if short <= 1 => (forms, Vec::new()),
        Some((_, forms)) => (Vec::new(), forms),
        None => (Vec::new(), Vec::new()),
    };
    let choices: [&Choose<'_>; 3] = [&|_| near.clone(), &|look| meant(look, &word.plain), &|_| {
        far.clone()
    }];
    for choose in choices {
        let words = choose(look);
        let same: Vec<Word> = words.iter().cloned().map(Word::plain).collect();
        let list = of_words(look, &same.iter().collect::<Vec<_>>(), false, wants_all);
        if !look.wanted.is_empty() {
            break;
        }
        if list.count > 0 {
            return (list, Taken::Instead(words));
        }
    }
    (List::default(), Taken::Unknown)
}

fn found(look: &mut Look<'_>, query: &Query, lists: &[List], mut taken: Vec<Taken>) -> Found {
    let (end, all) = (look.shelf.manifest.end, look.shelf.manifest.count);
    let is_common = |list: &List| all >= SMALL && list.count > all / 2;
    let is_known = |list: &List| list.count > 0;
    let has_rare = lists
        .iter()
        .any(|list| is_known(list) && !is_common(list) && !list.is_cut);
    // What must be there: of very common words it may not even be known.
    let is_required = |list: &List| is_known(list) && !(has_rare && (is_common(list) || list.is_cut));
    let bits = |of: &dyn Fn(&List) -> bool| {
        let places = (0_u32..).zip(lists).filter(|(_, list)| of(list));
        places.fold(0_u32, |bits, (place, _)| bits | 1 << place)
    };
    let required = bits(&is_required);
    let weights = weights(lists, all);
    let weight_of = |bits: u32| -> f32 {
        let weights = (0_u32..)
            .zip(&weights)
            .filter(|(place, _)| bits & (1 << place) != 0);
        weights.map(|(_, weight)| weight.any).sum()
    };
    let whole_weight = weight_of(required);

    let mut scored = scored(lists, &weights);
    let has_all = |one: &Scored| one.words & required == required;
    let few = required.count_ones() as usize <= FEW;
    for one in &mut scored {
        one.score += whole_weight * recency(one.number, end);
        if !few && has_all(one) {
            one.score += whole_weight * HAS_ALL;
        }
    }
    let with_all = scored.iter().filter(|one| has_all(one)).count();
    let is_relaxed = with_all == 0 || !few && with_all < ENOUGH;
    let has_most = |one: &Scored| {
        let words = one.words & required;
        let half = 2 * words.count_ones() >= required.count_ones();
        few && half && words != 0 || weight_of(words) >= whole_weight / 2.0
    };
    let is_any_most = !is_relaxed || scored.iter().any(has_most);
    let is_found = |one: &Scored| {
        if is_relaxed {
            !is_any_most || has_most(one)
        } else {
            has_all(one)
        }
    };
    let (counted, mut others): (Vec<Scored>, Vec<Scored>) = scored.into_iter().partition(is_found);
    if counted.len() >= ENOUGH {
        others.clear();
    } else if !is_relaxed {
        others.retain(has_most);
    }
    let missing = lists.iter().filter(|list| list.is_cut).count();
    let is_whole = missing == 0;
    let count = match lists {
        // Of one word it is known how many have it, though not all are at hand.
        [list] => list.count,
        _ => u32::try_from(counted.len()).unwrap_or(u32::MAX),
    };
    for (taken, list) in taken.iter_mut().zip(lists) {
        if *taken == Taken::AsTyped && is_known(list) && !is_required(list) {
            *taken = Taken::Common;
        }
        if *taken == Taken::AsTyped && !is_known(list) {
            *taken = Taken::Unknown;
        }
    }
    let is_short_of_words = taken.contains(&Taken::Unknown);
    let mut hits = ranked(look, query, lists, counted, whole_weight);
    pin(look, query, &mut hits);
    hits.extend(ranked(look, query, lists, others, whole_weight));
    Found {
        words: query
            .words
            .iter()
            .zip(taken)
            .zip(lists)
            .zip(&weights)
            .map(|(((word, taken), list), weight)| Asked {
                typed: word.text.clone(),
                keys: keys(word, &taken, list),
                taken,
                count: list.count,
                rarity: weight.any,
            })
            .collect(),
        count,
        is_whole,
        is_relaxed: (is_relaxed || is_short_of_words) && count > 0,
        is_short: look.is_short,
        is_cut: query.is_cut,
        hits,
    }
}

fn weights(lists: &[List], all: u32) -> Vec<Weight> {
    let weights = lists.iter().map(|list| Weight {
        stem: STEM * rarity(list.whole, all),
        exact: (1.0 - STEM) * rarity(list.exact, all),
        any: rarity(list.count, all),
    });
    weights.collect()
}

/// The articles that have any of the words, and what the words are worth there.
fn scored(lists: &[List], weights: &[Weight]) -> Vec<Scored> {
    let mut scored: Vec<Scored> = Vec::new();
    for ((place, list), weight) in (0_u32..).zip(lists).zip(weights) {
        let worth_of = |rated: &Rated| {
            let of = |impact: u8| impact.checked_sub(1).map_or(0.0, worth);
            let whole = weight.stem * of(rated.whole) + weight.exact * of(rated.exact);
            whole.max(BEGUN * weight.any * of(rated.begun))
        };
        scored = merged(scored, &list.rated, 1 << place, &worth_of);
    }
    scored
}

fn keys(word: &Word, taken: &Taken, list: &List) -> Vec<String> {
    match taken {
        Taken::Unknown => Vec::new(),
        Taken::Instead(words) if word.is_run => words.clone(),
        _ if word.is_run => vec![word.plain.clone()],
        _ => {
            let keys = list.keys.iter();
            keys.map(|key| String::from_utf8_lossy(key).into_owned())
                .collect()
        }
    }
}

/// What a word of a query is worth: the rarer, the more.
struct Weight {
    /// In any of its forms, and as it is typed: both together where both are there.
    stem: f32,
    exact: f32,
    /// In these forms, or only begun.
    any: f32,
}

/// An article with what it is worth so far.
#[derive(Clone, Debug)]
struct Scored {
    number: u32,
    score: f32,
    words: u32,
    is_title: bool,
    beside: u32,
}

/// Adds a word to the articles that have others.
fn merged(scored: Vec<Scored>, rated: &[Rated], bit: u32, worth_of: &dyn Fn(&Rated) -> f32) -> Vec<Scored> {
    let mut both = Vec::with_capacity(scored.len().max(rated.len()));
    let (mut scored, mut rated) = (scored.into_iter().peekable(), rated.iter().peekable());
    loop {
        let order = match (scored.peek(), rated.peek()) {
            (Some(one), Some(other)) => one.number.cmp(&other.number),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => return both,
        };
        let before = if order.is_le() { scored.next() } else { None };
        let new = if order.is_ge() { rated.next() } else { None };
        let number = new.map_or(0, |rated| rated.number);
        let mut one = before.unwrap_or(Scored {
            number,
            score: 0.0,
            words: 0,
            is_title: false,
            beside: 0,
        });
        if let Some(rated) = new {
            one.score += worth_of(rated);
            one.words |= bit;
        }
        both.push(one);
    }
}

/// The articles in their order, the best first; of equal ones the newer.
fn ranked(
    look: &mut Look<'_>,
    query: &Query,
    lists: &[List],
    mut scored: Vec<Scored>,
    weight: f32,
) -> Vec<Hit> {
    // Of equal ones the newer comes first.
    scored.reverse();
    let mut scored = ordered(&scored);
    let looked_at = scored.len().min(LOOKED_AT);
    if let Some(best) = scored.get_mut(..looked_at) {
        let places = places(look, query, lists, best);
        let steps = query.sequence.len().saturating_sub(1);
        for one in &mut *best {
            let of = |place: &usize| {
                let mut of_word = places.get(*place)?.iter();
                of_word
                    .find(|(number, _)| *number == one.number)
                    .map(|(_, places)| places)
            };
            let mut expected = Some(0);
            let mut ends = false;
            let mut last: Option<(&Vec<u32>, u32)> = None;
            for place in &query.sequence {
                let length = length(query, *place);
                let here = of(place);
                if let (Some((before, before_length)), Some(here)) = (last, here) {
                    let follows = |start: &u32| {
                        start
                            .checked_add(before_length)
                            .is_some_and(|next| here.contains(&next))
                    };
                    one.beside += u32::from(before.iter().any(follows));
                }
                expected = expected
                    .filter(|expected| here.is_some_and(|here| here.contains(expected)))
                    .map(|expected| expected + length);
                let end = TITLE_END.saturating_sub(length.saturating_sub(2));
                ends = here.is_some_and(|here| here.contains(&end));
                last = here.map(|here| (here, length));
            }
            one.is_title = expected.is_some() && ends;
            one.score += weight * SIDE_BY_SIDE * share(one.beside as usize, steps);
            if one.is_title {
                one.score += weight * EXACT_TITLE;
            }
        }
        let again = ordered(best);
        scored.splice(..looked_at, again);
    }
    let hits = scored.into_iter().map(|one| Hit {
        number: one.number,
        score: one.score,
        words: one.words,
        is_title: one.is_title,
        beside: one.beside,
        is_pinned: false,
    });
    hits.collect()
}

/// How many places a word takes.
fn length(query: &Query, place: usize) -> u32 {
    let word = query.words.get(place).filter(|word| word.is_run);
    word.map_or(1, |word| u32::try_from(word.plain.chars().count()).unwrap_or(1))
}

/// The best first.
fn ordered(scored: &[Scored]) -> Vec<Scored> {
    // The bits of a number that is not negative ascend as it does.
    sorted(scored, |one| u32::MAX - one.score.max(0.0).to_bits())
}

/// Where each word stands in these articles.
fn places(look: &mut Look<'_>, query: &Query, lists: &[List], best: &[Scored]) -> Vec<Vec<(u32, Vec<u32>)>> {
    let numbers = sorted(best, |one| one.number);
    let is_best = |number: u32| numbers.binary_search_by(|one| one.number.cmp(&number)).is_ok();
    let mut all = Vec::new();
    for (word, list) in query.words.iter().zip(lists) {
        let mut of_word: Vec<(u32, Vec<u32>)> = Vec::new();
        let mut add = |number: u32, places: Vec<u32>| {
            if !is_best(number) {
                return;
            }
            match of_word.iter_mut().find(|(other, _)| *other == number) {
                Some((_, before)) => before.extend(places),
                None => of_word.push((number, places)),
            }
        };
        for (number, starts) in list.starts.iter().filter(|_| word.is_run) {
            add(*number, starts.clone());
        }
        for key in &list.keys {
            for entry in entries(look, key) {
                let places = entry.places(&is_best);
                for (number, places) in look.read(places).unwrap_or_default() {
                    add(number, places);
                }
            }
        }
        all.push(of_word);
    }
    all
}

/// Puts first what an editor wants there.
fn pin(look: &Look<'_>, query: &Query, hits: &mut Vec<Hit>) {
    let plain = query.plain();
    let pinned = look
        .shelf
        .manifest
        .pinned
        .iter()
        .find(|(words, _)| *words == plain);
    for number in pinned.into_iter().flat_map(|(_, numbers)| numbers.iter().rev()) {
        let place = hits.iter().position(|hit| hit.number == *number);
        if let Some(place) = place {
            let hit = hits.remove(place);
            hits.insert(
                0,
                Hit {
                    is_pinned: true,
                    ..hit
                },
            );
        }
    }
}
