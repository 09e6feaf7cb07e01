//! Navigation at work: whatever happens goes through [`step`], and what that wants is done here.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use content::navigation::{
    Address, Announce, Answer, Effects, Entry, Event, Failure, Focus, Freshness, Memory, Now, PATIENCE,
    Scroll, Show, SiteAnswer, State, step,
};
use content::site::Site;
use view::id::own;
use view::pages::failed::Reason;
use wasm_bindgen_futures::spawn_local;

use crate::browser::links::Link;
use crate::browser::{self, base, busy, clock, focus, head, history, live, page, privacy, scroll, signals};
use crate::join::after_effects;
use crate::load::LoadError;
use crate::route::{self, page_of};
use crate::session::{Arrived, Session, Shown};
use crate::{app, shell, tools};

thread_local! {
    static STATE: RefCell<State> = const { RefCell::new(State::new()) };
    static MEMORY: RefCell<Memory<Arc<Arrived>>> = const { RefCell::new(Memory::new()) };
    /// What is to be shown next: the page that has come, or why it has not.
    static NEXT: RefCell<Option<Arc<Arrived>>> = const { RefCell::new(None) };
    /// What has been said of `site.json`: another one, or why it could not be read.
    static SITE: RefCell<Result<Option<(String, Site)>, LoadError>> = const { RefCell::new(Ok(None)) };
    /// Is a page of the app's in the document?
    static HAS_BEGUN: Cell<bool> = const { Cell::new(false) };
    /// What the reader is about to go to.
    static NEAR: RefCell<Option<Near>> = const { RefCell::new(None) };
}

/// A page that is made ready before its link is followed.
struct Near {
    /// Its address.
    page: String,
    /// When that began, in seconds.
    since: u64,
    /// The turn in which it has been asked for meanwhile; 0 before that.
    turn: u32,
    /// What has come of it.
    came: Option<Result<Arrived, LoadError>>,
}

/// For how many seconds what has come says what the host has now.
const FRESH: u64 = 20;

/// Shows the page of the address bar, and follows the reader from then on.
pub(crate) fn start(session: Session) {
    history::watch(
        move || {
            let address = &history::address();
            let known = MEMORY.with_borrow(|memory| memory.page(&address.page).cloned());
            let known = known.filter(|known| !matches!(known.shown, Shown::Adopted) || page::is_aside());
            let is_in_memory = known.is_some();
            NEXT.set(known);
            let kept = history::kept();
            happen(
                session,
                Event::Popped {
                    address,
                    kept,
                    is_in_memory,
                },
            );
        },
        move || happen(session, Event::Scrolled),
    );
    happen(
        session,
        Event::Started {
            address: &history::address(),
            kept: history::kept(),
            is_prerendered: page::is_prerendered(),
        },
    );
}

/// Is another page on its way than the one that is shown? The address bar tells it already.
pub(crate) fn is_waiting() -> bool {
    STATE.with_borrow(State::is_waiting)
}

/// The reader follows a link of the site.
pub(crate) fn follow(session: Session, link: Link) {
    take(session, Event::Clicked(&link.address), &link.written, &link.url);
}

/// Something happens.
pub(crate) fn happen(session: Session, event: Event<'_>) {
    take(session, event, "", "");
}

fn take(session: Session, event: Event<'_>, link: &str, url: &str) {
    let now = Now {
        scroll: scroll::position(),
        link,
    };
    // Scripts of others hear of what is done, and may make something happen: nothing is borrowed meanwhile.
    let (state, effects) = step(STATE.take(), event, now);
    STATE.set(state);
    carry_out(session, effects, url);
}

fn carry_out(session: Session, effects: Effects, url: &str) {
    if let Some(kept) = effects.keep {
        history::write(kept);
    }
    match effects.entry {
        Entry::Stays => {}
        Entry::Pushed(number) => history::push(number, url),
        Entry::Numbered(kept) => history::write(kept),
    }
    // Until the page stands: should the app stop before that, boot.js loads what was asked for.
    if effects.is_busy == Some(true) {
        busy::set(true);
    }
    if effects.load_document {
        browser::reload();
    }
    if effects.take_site
        && let Ok(Some(site)) = SITE.replace(Ok(None))
    {
        MEMORY.take();
        NEAR.take();
        app::take_site(session, site);
        if HAS_BEGUN.get() {
            app::ask_for_consent(session);
        }
    }
    if let Some((turn, freshness)) = effects.fetch {
        fetch(session, turn, freshness);
    }
    if let Some(request) = effects.ask_site {
        ask_site(session, request);
    }
    if effects.show == Show::Nothing {
        if effects.is_busy == Some(false) {
            busy::set(false);
        }
        settle(effects, "");
    } else {
        show(session, effects);
    }
}

/// The turn of what was asked for last.
pub(crate) fn turn() -> u32 {
    STATE.with_borrow(State::turn)
}

fn fetch(session: Session, turn: u32, freshness: Freshness) {
    let page = here().page;
    let near = NEAR
        .take()
        .filter(|near| freshness == Freshness::Asked && near.is_of(&page));
    match near {
        Some(Near { came: Some(came), .. }) => return come(session, turn, came, false),
        Some(near) => NEAR.set(Some(Near { turn, ..near })),
        None => spawn_local(async move {
            come(session, turn, route::load(session, page, freshness).await, false);
        }),
    }
    clock::after(PATIENCE, move || happen(session, Event::TimedOut { turn }));
}

impl Near {
    /// Is it that page, and as the host has it now?
    fn is_of(&self, page: &str) -> bool {
        let (now, _) = clock::now_and_random();
        self.page == page && now < self.since + FRESH
    }
}

/// Makes ready what a link leads to, because the reader is about to follow it: fetched and decoded, it is there when that happens.
pub(crate) fn prepare(session: Session, link: Link) {
    let page = link.address.page;
    // One that has been asked for is waited for.
    let is_awaited = |near: &Near| near.turn > 0 || near.is_of(&page);
    if page == here().page
        || NEAR.with_borrow(|near| near.as_ref().is_some_and(is_awaited))
        || !route::is_of_files(session, &page)
    {
        return;
    }
    let (since, _) = clock::now_and_random();
    NEAR.set(Some(Near {
        page: page.clone(),
        since,
        turn: 0,
        came: None,
    }));
    spawn_local(async move {
        let came = route::load(session, page.clone(), Freshness::Asked).await;
        let Some(near) = NEAR.take() else { return };
        if near.page != page {
            NEAR.set(Some(near));
        } else if near.turn > 0 {
            come(session, near.turn, came, false);
        } else if came.is_ok() {
            NEAR.set(Some(Near {
                came: Some(came),
                ..near
            }));
        }
    });
}

/// A page has come that was asked for in this turn, or the rest of it, or has not.
#[inline(never)]
pub(crate) fn come(session: Session, turn: u32, came: Result<Arrived, LoadError>, is_rest: bool) {
    if turn != self::turn() {
        return;
    }
    match came {
        Ok(arrived) => {
            let page = page_of(&arrived);
            let answer = session
                .finder
                .map_or(Answer::Page, |finder| (finder.answer)(session, &arrived.shown));
            NEXT.set(Some(Arc::new(arrived)));
            let page = &page;
            happen(session, Event::Arrived { turn, page, answer });
        }
        Err(error) => {
            let failure = match error {
                _ if is_rest => Failure::Rest,
                LoadError::Missing => Failure::Missing,
                LoadError::Gone => Failure::Gone,
                LoadError::Failed(_) => Failure::Other,
            };
            let shown = match error {
                LoadError::Missing => Shown::Missing,
                error => Shown::Failed(error),
            };
            NEXT.set(Some(Arrived::without_page(shown)));
            happen(session, Event::Failed { turn, failure });
        }
    }
}

fn ask_site(session: Session, request: u32) {
    spawn_local(async move {
        let site = app::newer_site().await;
        let answer = match &site {
            Ok(Some(_)) => SiteAnswer::Other,
            Ok(None) => SiteAnswer::Same,
            Err(_) => SiteAnswer::Nothing,
        };
        SITE.set(site);
        happen(session, Event::SiteAnswered { request, answer });
        SITE.set(Ok(None));
    });
}

fn show(session: Session, effects: Effects) {
    let next = NEXT.take().filter(|next| {
        let is_failure = matches!(next.shown, Shown::Failed(_));
        is_failure == (effects.show == Show::Failure)
    });
    let arrived = next.unwrap_or_else(|| {
        // Whether there is such a page was asked of the site as it is now, or nothing has come.
        let fault = SITE.replace(Ok(None)).err();
        let fault = fault.unwrap_or(LoadError::Failed(Reason::Network));
        Arrived::without_page(Shown::Failed(fault))
    });
    if effects.respell {
        STATE.with_borrow(|state| history::respell(&state.here().page));
    }
    if arrived.is_page() {
        let kept = Arc::clone(&arrived);
        MEMORY.with_borrow_mut(|memory| memory.keep(here().page, arrived.bytes, kept));
    }
    let is_same = effects.show == Show::Renewed;
    session.set_arrived(&arrived, is_same);
    if is_same {
        shell::renew(session);
    }
    if HAS_BEGUN.replace(true) {
        spawn_local(async move {
            after_effects().await;
            shown_now(session, effects, &arrived);
        });
    } else {
        begin(session, effects, &arrived);
    }
}

/// The first page that the app shows.
fn begin(session: Session, effects: Effects, arrived: &Arrived) {
    // A link may have been followed before what is prerendered was hydrated.
    let is_load = effects.announce == Announce::Nothing;
    let keeps_prerendered = is_load && shell::keeps_prerendered(&arrived.shown);
    shell::start(session, keeps_prerendered);
    if !is_load {
        busy::set(false);
    }
    if !keeps_prerendered {
        name(session, arrived);
    }
    settle(effects, "");
    app::ask_for_consent(session);
    tools::start(session);
    tools::shown(session);
    if let Some(finder) = session.finder {
        (finder.start)(session);
        (finder.shown)(session, turn());
    }
}

/// The page stands.
fn shown_now(session: Session, effects: Effects, arrived: &Arrived) {
    if effects.is_busy == Some(false) {
        busy::set(false);
    }
    let title = name(session, arrived);
    if let Some(finder) = session.finder {
        (finder.shown)(session, turn());
    }
    // Preferences that stand open keep the focus, and give it back to what they were opened from.
    if effects.count {
        signals::navigate(&title);
    } else if effects.show == Show::Failure {
        privacy::close_preferences();
    }
    settle(effects, &title);
    if effects.announce == Announce::Count
        && let Shown::Found(found) = &arrived.shown
    {
        let site = session.site();
        if let Some(count) = found.count(&session.view(&site, base::path())) {
            live::say(count);
        }
    }
    tools::shown(session);
    if effects.fade {
        page::fade();
    }
}

fn here() -> Address {
    STATE.with_borrow(|state| state.here().clone())
}

/// Scroll, focus, and what those hear who do not see the page.
fn settle(effects: Effects, title: &str) {
    match effects.scroll {
        Scroll::Stay => {}
        Scroll::To(position) => scroll::to(position),
        Scroll::Fragment => {
            if !arrive_at(&here().fragment) && effects.count {
                scroll::to(0.0);
                focus::on("main h1");
            }
        }
    }
    match effects.announce {
        Announce::Nothing | Announce::Count => {}
        Announce::Silence => live::be_silent(),
        // Within a page nothing is new but the place.
        Announce::Title => {
            if effects.count {
                live::say_title(title);
            }
        }
    }
    let is_there = match effects.focus {
        Focus::Stay => true,
        Focus::StayOrHeading => !focus::is_lost(),
        Focus::Heading => false,
        Focus::Link => focus::on_link(&STATE.with_borrow(|state| state.link().to_owned())),
    };
    if !is_there {
        focus::on("main h1");
    }
}

/// Gives the document its title, language and canonical address; says the title without the site's name.
fn name(session: Session, arrived: &Arrived) -> String {
    let site = session.site();
    let title = shell::title(session, &arrived.shown);
    let root = site
        .address
        .as_ref()
        .map_or_else(base::absolute, |address| address.as_str().into_owned());
    let canonical = arrived
        .is_page()
        .then(|| [root.as_str(), &arrived.route.path()].concat());
    head::name(&view::shell::document_title(&title, &site), canonical.as_deref());
    title
}

/// Links of before lead to footnotes, and to lists of services, by ids that were not told from those of headings.
fn arrive_at(id: &str) -> bool {
    focus::arrive_at(id) || focus::arrive_at(&own(id))
}
