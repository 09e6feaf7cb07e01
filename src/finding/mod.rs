//! From a query to the page of what it finds.
//!
//! What is known stays while the reader goes from query to query: the next one is answered at once, and what is missing
//! of its cards follows.

mod asking;
mod excerpts;
mod field;
mod highlights;
mod inline;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use content::article::Card;
use content::find::Query;
use content::fold::fold;
use content::listing;
use content::navigation::{Answer, Freshness};
use content::route::Route;
use content::site::Site;
use search::marks::Wanted;
use search::name::File;
use search::plan::{self, Taken};
use view::View;
use view::components::marks::{Excerpt, Marks};
use view::element::{Nodes, nodes};
use view::pages::failed::Reason;
use view::pages::find::{self, FindPage, Searched};
use view::text::{Finding, Message};
use wasm_bindgen_futures::spawn_local;

use crate::browser::letters::Unicode;
use crate::browser::narrow::{self, Field};
use crate::browser::{base, history, live};
use crate::directory;
use crate::finder::{Finder, Found, Loading};
use crate::load::LoadError;
use crate::navigation;
use crate::one_file;
use crate::session::{Arrived, Session, Shown};

/// What a query comes to, before its cards are there.
struct Answered {
    query: Query,
    found: content::find::Found,
    cards: Cards,
    searched: Option<Searched>,
    wanted: Wanted,
    /// Have all its cards been asked for? One that could not be had is left out then.
    is_complete: Cell<bool>,
}

/// Where the cards of a page stand.
enum Cards {
    /// In the index: under the numbers of their articles, in these files.
    Numbered(Vec<u32>, Vec<File>),
    /// Here.
    Inline(Vec<Card>),
}

thread_local! {
    /// The site that the index is of which is known.
    static SITE: RefCell<Option<Arc<Site>>> = const { RefCell::new(None) };
    /// What the latest pages were made from, that of the last one at the end.
    static LATEST: RefCell<Vec<Rc<Answered>>> = const { RefCell::new(Vec::new()) };
}

/// So many are kept: more than pages stay in memory, so that the way back finds its own.
const KEPT: usize = 12;

/// What the latest page was made from.
fn latest() -> Option<Rc<Answered>> {
    LATEST.with_borrow(|latest| latest.last().cloned())
}

fn keep(answered: Rc<Answered>) {
    LATEST.with_borrow_mut(|latest| {
        latest.retain(|other| other.query.text() != answered.query.text());
        if latest.len() == KEPT {
            latest.remove(0);
        }
        latest.push(answered);
    });
}

/// What the page of a query was made from, which is the latest from now on.
fn recall(query: &str) -> Option<Rc<Answered>> {
    let known =
        LATEST.with_borrow(|latest| latest.iter().find(|known| known.query.text() == query).cloned())?;
    keep(Rc::clone(&known));
    Some(known)
}

/// The words that only this app says. As those of all pages, they are those of the site that was loaded first.
pub(crate) fn words(site: &Site) -> &'static Finding {
    static WORDS: OnceLock<&Finding> = OnceLock::new();
    WORDS.get_or_init(|| Finding::of(site))
}

/// What `/find/` has beyond the other pages.
pub(crate) static FINDER: Finder = Finder {
    start,
    load,
    answer,
    shown: stands,
    complete: listing::complete,
    article: one_file::article,
    listing: listing::inline_listing,
};

impl Found for FindPage {
    fn title(&self, view: &View<'_>) -> String {
        find::title(self, view)
    }

    fn page(&self, view: &View<'_>) -> Nodes {
        nodes(find::page(self, words(view.site), view))
    }

    fn query(&self) -> Option<String> {
        Some(self.query.text())
    }

    fn count(&self, view: &View<'_>) -> Option<Message> {
        Some(find::announcement(self, words(view.site), view))
    }
}

fn start(session: Session) {
    narrow::watch(move |field| {
        let left = narrow_down(&field);
        let site = session.site();
        let view = session.view(&site, base::path());
        live::say(view.count(words(&site).left(), left));
    });
    field::start(session);
    highlights::start();
}

/// Hides the choices in whose names what is typed does not stand, but for what is chosen. Says how many are left.
fn narrow_down(field: &Field) -> u32 {
    let typed = folded(&field.text());
    let mut left = 0;
    for choice in field.choices() {
        let is_left = choice.is_chosen() || folded(&choice.name()).contains(typed.trim());
        choice.show(is_left);
        left += u32::from(is_left);
    }
    left
}

fn folded(text: &str) -> String {
    fold(&narrow::decomposed(text))
}

fn load(session: Session, route: &Route, freshness: Freshness) -> Loading {
    let route = route.clone();
    Box::pin(async move {
        let site = session.site();
        let Route::Find(mut text) = route else {
            return directory::load(&route, &site, freshness).await;
        };
        let is_finding = session.arrived().shown.is_finding();
        let is_known = is_finding && freshness != Freshness::New && is_of(&site);
        asking::forgive();
        loop {
            let query = asked(&text, &site);
            prepare(&site, &query, freshness, is_known).await?;
            let answered = answered(query, &site).await?;
            // From one query to the next what has arrived of the cards is shown at once.
            if !is_known {
                complete(&answered).await?;
            }
            // The reader may have typed on.
            match history::here().map(|here| Route::parse(&here.path, &here.query, &site)) {
                Some(Route::Find(now)) if now != text && now != answered.query.text() => text = now,
                _ => return Ok(shown(&answered, &site)),
            }
        }
    })
}

/// How a page goes with the one that is shown: the reader may go on choosing, or leaf through what is found.
fn answer(session: Session, shown: &Shown) -> Answer {
    let site = session.site();
    let others = |shown: &Shown| {
        let Shown::Found(found) = shown else { return None };
        Some(Query::parse(&found.query()?, &site).on_page(1).text())
    };
    match (others(&session.arrived().shown), others(shown)) {
        (Some(before), Some(now)) if before == now => Answer::Query,
        (Some(_), Some(_)) if field::is_typing() => Answer::Typed,
        (Some(_), Some(_)) => Answer::Choice,
        _ => Answer::Page,
    }
}

/// The lists have been made anew: what is typed still holds. The browser may have kept it from before a reload, too. And of a
/// page that was answered at once the other cards are loaded.
fn stands(session: Session, turn: u32) {
    for field in Field::all() {
        narrow_down(&field);
    }
    let site = session.site();
    let arrived = session.arrived();
    let query = match &arrived.shown {
        Shown::Found(found) => found.query(),
        _ => None,
    };
    let latest = query.and_then(|query| recall(&query));
    highlights::shown(session, latest.as_ref().map(|latest| &latest.wanted));
    field::shown(latest.as_ref().map(|latest| latest.query.words()));
    let Some(latest) = latest else { return };
    if page(&latest, &site).cards.iter().all(Option::is_some) {
        field::settle_soon(session);
        return;
    }
    spawn_local(async move {
        let came = complete(&latest).await;
        if turn == navigation::turn() && is_latest(&latest) {
            navigation::come(session, turn, came.map(|()| arrive(&latest, &site)), true);
        }
    });
}

/// The reader has typed: what is found now is shown as soon as it is there, unless something else was asked for meanwhile.
fn renew(session: Session) {
    spawn_local(async move {
        let site = session.site();
        let turn = navigation::turn();
        let Some(Route::Find(text)) =
            history::here().map(|here| Route::parse(&here.path, &here.query, &site))
        else {
            return;
        };
        let query = Query::parse(&text, &site);
        let came = match answered(query, &site).await {
            Ok(answered) => complete(&answered).await.map(|()| answered),
            Err(error) => Err(error),
        };
        if history::here().is_some_and(|here| here.query == text) {
            let came = came.map(|answered| arrive(&answered, &site));
            navigation::come(session, turn, came, true);
        }
    });
}

/// Is it what the latest page was made from?
fn is_latest(answered: &Rc<Answered>) -> bool {
    latest().is_some_and(|latest| Rc::ptr_eq(&latest, answered))
}

/// Shows the page that stands once more, with what has come of texts.
fn refresh(session: Session) {
    if let Some(latest) = latest()
        && history::here().is_some_and(|here| here.query == latest.query.text())
    {
        let arrived = arrive(&latest, &session.site());
        navigation::come(session, navigation::turn(), Ok(arrived), true);
    }
}

/// Shows a page whose cards have been asked for: those that could not be had are left out.
fn arrive(answered: &Rc<Answered>, site: &Site) -> Arrived {
    Arrived {
        shown: shown(answered, site),
        route: answered.query.route(),
        bytes: 0,
    }
}

fn shown(answered: &Rc<Answered>, site: &Site) -> Shown {
    keep(Rc::clone(answered));
    Shown::Found(Box::new(page(answered, site)))
}

/// Reads a query, and writes it into the address as it is to be written. What the site does not know stays there, so that
/// the notice of it survives a reload.
fn asked(text: &str, site: &Site) -> Query {
    let query = Query::parse(text, site);
    if query.unknown().is_empty() && query.text() != text {
        history::respell(&base::respelled(&query.route().path(), false));
    }
    query
}

/// Is what is known of this site, and of no earlier one?
fn is_of(site: &Arc<Site>) -> bool {
    SITE.with_borrow(|known| known.as_ref().is_some_and(|known| Arc::ptr_eq(known, site)))
}

/// Opens the index for a query. Its words take no part where their first file cannot be had.
///
/// # Errors
/// Whatever kept the filters from arriving or being read.
async fn prepare(
    site: &Arc<Site>,
    query: &Query,
    freshness: Freshness,
    is_known: bool,
) -> Result<(), LoadError> {
    let wants_words = !query.words().is_empty();
    if site.articles.is_empty() && !(is_known && asking::is_open(wants_words)) {
        let opened = asking::open(wants_words, freshness).await;
        // A site with articles has the page, though its index may be gone.
        let has_articles = site.sections.iter().any(|section| section.count != Some(0));
        opened.map_err(|error| match error {
            LoadError::Missing if has_articles => LoadError::Failed(Reason::Status(404)),
            error => error,
        })?;
    }
    SITE.set(Some(Arc::clone(site)));
    Ok(())
}

/// Answers a query.
///
/// # Errors
/// Where nothing can be said without what could not be had.
async fn answered(query: Query, site: &Site) -> Result<Rc<Answered>, LoadError> {
    let words = search::query::Query::new(query.words(), &Unicode);
    let mut searched = (!query.words().is_empty()).then(|| Searched {
        is_cut: words.is_cut(),
        ..Searched::default()
    });
    if !site.articles.is_empty() {
        let (found, cards) = inline::answer(&query, site);
        return Ok(Rc::new(Answered {
            query,
            found,
            cards: Cards::Inline(cards),
            searched,
            wanted: Wanted::literal(&words),
            is_complete: Cell::new(true),
        }));
    }
    asking::tidy();
    let (hits, selected) = asking::answer(&words, &query).await;
    let selected = selected.filter(|selected| !selected.is_short || hits.is_some());
    let selected = selected.ok_or(LoadError::Failed(Reason::Network))?;
    let mut wanted = Wanted::default();
    if let Some(searched) = &mut searched {
        match &hits {
            Some(hits) => {
                wanted = Wanted::of(&words, hits);
                tell(searched, hits);
            }
            None => searched.is_failed = !words.is_empty(),
        }
    }
    Ok(Rc::new(Answered {
        found: content::find::Found {
            count: selected.count,
            places: Vec::new(),
            axes: content::find::choices(&selected.counts, site),
        },
        cards: Cards::Numbered(selected.numbers, selected.cards),
        query,
        searched,
        wanted,
        is_complete: Cell::new(false),
    }))
}

/// What is said of an answer.
fn tell(searched: &mut Searched, found: &plan::Found) {
    let (mut taken, mut literal) = (String::new(), String::new());
    let mut has_others = false;
    for word in &found.words {
        let of = match &word.taken {
            Taken::Instead(words) => words.first(),
            _ => None,
        };
        has_others |= of.is_some();
        for (text, mark) in [
            (&mut taken, ""),
            (&mut literal, if of.is_some() { "\"" } else { "" }),
        ] {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(mark);
            text.push_str(of.filter(|_| mark.is_empty()).unwrap_or(&word.typed));
            text.push_str(mark);
        }
        if word.taken == Taken::Unknown {
            searched.left_out.push(word.typed.clone());
        }
    }
    searched.instead = has_others.then_some((taken, literal));
    searched.is_relaxed = found.is_relaxed && searched.left_out.is_empty();
    searched.is_short = asking::has_missed();
    searched.is_ranked = true;
}

/// The page of an answer with what has arrived of its cards.
fn page(answered: &Answered, site: &Site) -> FindPage {
    let mut cards = match &answered.cards {
        Cards::Numbered(numbers, _) => asking::cards(numbers),
        Cards::Inline(cards) => cards.iter().cloned().map(Some).collect(),
    };
    if answered.is_complete.get() {
        cards.retain(Option::is_some);
    }
    let wanted = &answered.wanted;
    let marks = cards.iter().filter(|_| !wanted.is_empty());
    let marks = marks.map(|card| card.as_ref().map(|card| marks_of(card, wanted, site)));
    FindPage {
        query: answered.query.clone(),
        found: answered.found.clone(),
        marks: marks.map(Option::unwrap_or_default).collect(),
        searched: answered.searched.clone(),
        cards,
        is_answered: true,
    }
}

fn marks_of(card: &Card, wanted: &Wanted, site: &Site) -> Marks {
    let title = wanted.marks(&card.title, &Unicode);
    let lead = wanted.marks(card.lead.as_deref().unwrap_or_default(), &Unicode);
    let excerpt = if wanted.is_all(title.iter().chain(&lead)) {
        None
    } else {
        excerpts::text(&card.slug, site).and_then(|text| wanted.excerpt(&text, &Unicode))
    };
    let ranges = |marks: Vec<search::marks::Mark>| marks.into_iter().map(|mark| mark.range).collect();
    Marks {
        title: ranges(title),
        lead: ranges(lead),
        excerpt: excerpt.map(|excerpt| Excerpt {
            text: excerpt.text,
            marks: excerpt.marks,
            goes_before: excerpt.goes_before,
            goes_on: excerpt.goes_on,
        }),
    }
}

/// Loads the cards that a page still lacks.
///
/// # Errors
/// When none of them could be had.
async fn complete(answered: &Answered) -> Result<(), LoadError> {
    let Cards::Numbered(numbers, files) = &answered.cards else {
        return Ok(());
    };
    if asking::cards(numbers).iter().any(Option::is_none) {
        asking::load_files(files).await;
    }
    answered.is_complete.set(true);
    let is_there = asking::cards(numbers).iter().any(Option::is_some);
    if is_there || numbers.is_empty() {
        Ok(())
    } else {
        Err(LoadError::Failed(Reason::Network))
    }
}
