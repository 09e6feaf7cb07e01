//! The one function that decides where the reader is: from what is shown and what happens to what follows.
//!
//! The address bar changes at once, the page when it has arrived. Whatever else happens meanwhile, the two agree in the end.

mod memory;

pub use memory::Memory;

/// For how many milliseconds a page is waited for. What has not come by then is told as a failure, with a way to try again.
pub const PATIENCE: u32 = 30_000;

/// An address, as the address bar has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The path from the root of the host, and the query with its question mark.
    pub page: String,
    /// The fragment without its hash sign, decoded; empty where there is none.
    pub fragment: String,
}

/// What a pure function cannot know.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Now<'a> {
    /// How far the page is scrolled, in CSS pixels.
    pub scroll: f64,
    /// The address of the link that has the focus, as the page writes it; empty where none has.
    pub link: &'a str,
}

/// What an entry of the session history has kept: its number, and how far it was scrolled when it was left.
pub type Kept = (u32, f64);

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event<'a> {
    /// The app has started at this address.
    Started {
        /// Where.
        address: &'a Address,
        /// What the entry has kept; none for a new one.
        kept: Option<Kept>,
        /// Does the page stand already, as press has rendered it?
        is_prerendered: bool,
    },
    /// The reader follows a link of the site.
    Clicked(&'a Address),
    /// The reader goes back or forward, or has written another fragment into the address bar.
    Popped {
        /// Where to.
        address: &'a Address,
        /// What the entry has kept; none for one that is not ours yet, such as that of a fragment that was written.
        kept: Option<Kept>,
        /// Is the page still in memory?
        is_in_memory: bool,
    },
    /// The reader asks once more for what has failed.
    Retried,
    /// A page has come that was asked for.
    Arrived {
        /// The turn it was asked for in.
        turn: u32,
        /// How its address should be written.
        page: &'a str,
        /// How it goes with what is shown.
        answer: Answer,
    },
    /// A page has not come.
    Failed {
        /// The turn it was asked for in.
        turn: u32,
        /// Why.
        failure: Failure,
    },
    /// The time is over for which a page is waited for.
    TimedOut {
        /// The turn it was asked for in.
        turn: u32,
    },
    /// The host has said what `site.json` is now.
    SiteAnswered {
        /// The number of the request.
        request: u32,
        /// What it said.
        answer: SiteAnswer,
    },
    /// The reader has scrolled, or is leaving the document.
    Scrolled,
}

/// How a page goes with the one that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// It is another one.
    #[default]
    Page,
    /// Both say what a query finds, such as two pages of one list.
    Query,
    /// It says what the query finds that the reader has just narrowed or widened, and goes on choosing in.
    Choice,
    /// It says what the words find that the reader is typing: no page yet that is read, and told once the reader pauses.
    Typed,
}

/// Why a page has not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The site has no such page.
    Missing,
    /// A part of it is gone: the site was published anew since its list was read.
    Gone,
    /// It could not be loaded or read.
    Other,
    /// It was answered at once, and the rest of it could not be loaded or read.
    Rest,
}

/// What the host has said of `site.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteAnswer {
    /// It is as it was.
    Same,
    /// It is another one.
    Other,
    /// Nothing of use.
    Nothing,
}

/// What becomes of the session history.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Entry {
    /// Nothing.
    #[default]
    Stays,
    /// A new entry of that number, with the address that was clicked.
    Pushed(u32),
    /// The entry that is shown gets this number, and keeps that it is scrolled so.
    Numbered(Kept),
}

/// How fresh a file has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// As the host's cache headers say. The first load: what was asked for early is found only by a plain request.
    Usual,
    /// Ask the host whether it is still the same: an open tab shows new content within one navigation.
    Asked,
    /// Not from any cache.
    New,
}

/// What `main` is to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// What it shows.
    #[default]
    Nothing,
    /// What has arrived, or what is in memory.
    Page,
    /// The same page as it is now: what does not differ stays as it is.
    Renewed,
    /// That there is no such page.
    Missing,
    /// That it could not be loaded.
    Failure,
}

/// How the page is to be scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Scroll {
    /// As it is.
    #[default]
    Stay,
    /// To so many CSS pixels from the top.
    To(f64),
    /// To what the fragment names, which gets the focus. Where there is nothing of that name, a new page begins at its top.
    Fragment,
}

/// What is to have the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// What has it.
    #[default]
    Stay,
    /// What has it, and the heading where that is gone.
    StayOrHeading,
    /// The heading.
    Heading,
    /// The link that was followed from here ([`State::link`]), and else the heading.
    Link,
}

/// What those hear who do not see the page. A screen reader reads out the heading that gets the focus: it is told the title by
/// one of the two alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Announce {
    /// Nothing.
    #[default]
    Nothing,
    /// Nothing of before any more.
    Silence,
    /// The title.
    Title,
    /// How many articles a query finds.
    Count,
}

/// What the browser is to do: field by field, in the order in which they stand here.
///
/// Numbers and words of the code only, so that nothing is allocated and nothing dropped. Texts are asked of the [`State`] that
/// came with it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing to do, and any may go with any"
)]
pub struct Effects {
    /// Write into the entry that is left what it keeps.
    pub keep: Option<Kept>,
    /// Change the session history.
    pub entry: Entry,
    /// Say whether another page is on its way.
    pub is_busy: Option<bool>,
    /// Load the document of the address from the host: it is none that the app shows.
    pub load_document: bool,
    /// Show from now on the site that has answered, and take nothing of before from memory.
    pub take_site: bool,
    /// Ask for the page of the address. Answer with [`Event::Arrived`] or [`Event::Failed`], and after [`PATIENCE`] with
    /// [`Event::TimedOut`], in this turn.
    pub fetch: Option<(u32, Freshness)>,
    /// Ask whether `site.json` has changed, and answer with [`Event::SiteAnswered`] and this number.
    pub ask_site: Option<u32>,
    /// Show it, with its title, language and canonical address.
    pub show: Show,
    /// Write the address as it should be written ([`State::here`]).
    pub respell: bool,
    /// Scroll.
    pub scroll: Scroll,
    /// Move the focus.
    pub focus: Focus,
    /// Say it to those who do not see the page.
    pub announce: Announce,
    /// Another page is read: tell whoever counts.
    pub count: bool,
    /// Let it fade in, where the reader wants motion.
    pub fade: bool,
}

/// How the reader comes to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arrival {
    /// By the first load of the document; was it rendered by press?
    Load(bool),
    /// By a link.
    Link,
    /// Back or forward.
    Return,
    /// By trying again what was there, and counted, but for its rest.
    Again,
}

/// A page that is on its way, or has failed.
#[derive(Clone, Debug, PartialEq)]
struct Awaited {
    arrival: Arrival,
    /// Does the site have no such page, as far as is known? A newer `site.json` may say otherwise, and is waited for.
    is_missing: bool,
    /// Was it asked for once more because a part of it is gone?
    is_second: bool,
    /// Has the site changed since it was asked for?
    is_of_old_site: bool,
}

impl Awaited {
    fn of(arrival: Arrival) -> Self {
        Self {
            arrival,
            is_missing: false,
            is_second: false,
            is_of_old_site: false,
        }
    }
}

/// How an entry was left.
#[derive(Clone, Debug, Default, PartialEq)]
struct Left {
    entry: u32,
    scroll: f64,
    link: String,
}

/// Where the reader is and is going.
///
/// Its default is a document in which the app has not started.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What the address bar says.
    here: Address,
    /// The number of the entry that it is of.
    entry: u32,
    /// The number of the newest entry.
    newest: u32,
    /// How entries were left.
    left: Vec<Left>,
    /// The number of the entry under which the page stood last.
    stood: u32,
    /// The page that is shown: its address. None before the first one, and where a failure is told.
    shown: Option<String>,
    /// Is it shown as press has rendered it, and its file has still to come?
    is_prerendered: bool,
    awaited: Option<Awaited>,
    /// What has failed, in the place of which that is said.
    failed: Option<Awaited>,
    /// Counts what was asked for, so that an answer that comes late for something earlier is dropped.
    turn: u32,
    /// The number of the latest request for `site.json`, and of the latest that was answered.
    asked: u32,
    answered: u32,
}

impl State {
    /// A document in which the app has not started.
    pub const fn new() -> Self {
        Self {
            here: Address {
                page: String::new(),
                fragment: String::new(),
            },
            entry: 0,
            newest: 0,
            left: Vec::new(),
            stood: 0,
            shown: None,
            is_prerendered: false,
            awaited: None,
            failed: None,
            turn: 0,
            asked: 0,
            answered: 0,
        }
    }

    /// Is another page on its way than the one that is shown? The address bar tells it already.
    pub fn is_waiting(&self) -> bool {
        self.awaited.is_some()
    }

    /// Does the page stand that the address bar tells?
    pub fn is_settled(&self) -> bool {
        self.awaited.is_none() && self.shown.is_some()
    }

    /// The turn of what was asked for last.
    pub fn turn(&self) -> u32 {
        self.turn
    }

    /// What the address bar says.
    pub fn here(&self) -> &Address {
        &self.here
    }

    /// The link that was followed when the entry was left, as the page writes it; empty where none was.
    pub fn link(&self) -> &str {
        self.left().map_or("", |left| &left.link)
    }

    fn left(&self) -> Option<&Left> {
        self.left.iter().find(|left| left.entry == self.entry)
    }
}

/// What happens next: the state after an event, and what the browser is to do.
///
/// The same arguments always give the same result. An event that makes no sense, such as the answer to a question of before,
/// changes nothing.
pub fn step(mut state: State, event: Event<'_>, now: Now<'_>) -> (State, Effects) {
    let mut step = Step {
        state: &mut state,
        now,
        effects: Effects::default(),
    };
    step.take(event);
    if step.is_here() {
        step.state.stood = step.state.entry;
    }
    let effects = step.effects;
    (state, effects)
}

struct Step<'a> {
    state: &'a mut State,
    now: Now<'a>,
    effects: Effects,
}

impl Step<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Started {
                address,
                kept,
                is_prerendered,
            } => {
                let (entry, scroll) = kept.unwrap_or_default();
                self.state.here.clone_from(address);
                self.state.entry = entry;
                self.state.newest = entry;
                self.left().scroll = scroll;
                self.state.shown = is_prerendered.then(|| self.state.here.page.clone());
                self.state.is_prerendered = is_prerendered;
                self.effects.entry = Entry::Numbered((entry, scroll));
                self.await_page(Arrival::Load(is_prerendered), Freshness::Usual);
            }
            Event::Clicked(address) => self.click(address),
            Event::Popped {
                address,
                kept,
                is_in_memory,
            } => self.pop(address, kept, is_in_memory),
            Event::Retried => {
                if let Some(failed) = self.state.failed.take() {
                    self.await_page(failed.arrival, Freshness::Asked);
                    self.effects.is_busy = Some(true);
                    self.ask_site();
                }
            }
            Event::Arrived { turn, page, answer } => {
                if turn == self.state.turn {
                    self.arrive(page, answer);
                }
            }
            Event::Failed { turn, failure } => {
                if turn == self.state.turn {
                    self.fail(failure);
                }
            }
            Event::TimedOut { turn } => {
                if turn == self.state.turn && self.state.awaited.is_some() {
                    // What comes now comes too late.
                    self.state.turn += 1;
                    self.give_up(Show::Failure);
                }
            }
            Event::SiteAnswered { request, answer } => self.take_site(request, answer),
            Event::Scrolled => self.keep(),
        }
    }

    fn click(&mut self, address: &Address) {
        let is_same = *address == self.state.here;
        let is_fragment = !address.fragment.is_empty() && address.page == self.state.here.page;
        // What is told of a failure has places, too, such as the skip link's.
        let is_within = is_fragment && (self.is_shown() || self.state.failed.is_some());
        if is_same && !is_within && self.state.awaited.is_some() {
            // It is on its way.
            return;
        }
        self.keep();
        if self.effects.keep.is_some() {
            self.now.link.clone_into(&mut self.left().link);
        }
        if !is_same {
            self.state.newest += 1;
            self.state.entry = self.state.newest;
            self.effects.entry = Entry::Pushed(self.state.entry);
        }
        self.state.here.clone_from(address);
        if is_within {
            self.effects.scroll = Scroll::Fragment;
        } else if is_fragment && self.state.awaited.is_some() {
            // The page that it is in is on its way, and will begin there.
        } else {
            self.await_page(Arrival::Link, Freshness::Asked);
            self.ask_site();
        }
    }

    fn pop(&mut self, address: &Address, kept: Option<Kept>, is_in_memory: bool) {
        self.keep();
        // The entry has changed already: nothing can be written into the one that was left.
        self.effects.keep = None;
        let is_same_page = address.page == self.state.here.page;
        self.state.here.clone_from(address);
        let is_shown = self.is_shown();
        if let Some((entry, scroll)) = kept {
            self.state.entry = entry;
            self.state.newest = self.state.newest.max(entry);
            if self.state.left().is_none() {
                self.left().scroll = scroll;
            }
        } else {
            self.state.newest += 1;
            self.state.entry = self.state.newest;
            let scroll = if is_shown { self.now.scroll } else { 0.0 };
            self.effects.entry = Entry::Numbered((self.state.entry, scroll));
        }
        if is_shown {
            // Whatever else was on its way is waited for no longer.
            if !self.is_loading() && self.state.awaited.take().is_some() {
                self.state.turn += 1;
                if self.state.is_prerendered {
                    self.await_page(Arrival::Load(true), Freshness::Asked);
                }
                self.effects.is_busy = Some(false);
            }
            if kept.is_some() {
                self.come_back();
            } else if !self.state.here.fragment.is_empty() {
                self.effects.scroll = Scroll::Fragment;
            }
        } else if is_same_page
            && let Some(awaited) = &self.state.awaited
            && (kept.is_none() || awaited.arrival != Arrival::Link)
        {
            // The page that it is in is on its way, and will begin there.
        } else {
            self.await_page(Arrival::Return, Freshness::Asked);
            self.ask_site();
            if is_in_memory {
                self.effects.fetch = None;
                self.arrive(&address.page, Answer::Page);
            }
        }
    }

    /// Does the page of the address stand? Before its file has come, it does as press has rendered it.
    fn is_shown(&self) -> bool {
        self.state.shown.as_ref() == Some(&self.state.here.page)
    }

    /// Is the file awaited of what press has rendered?
    fn is_loading(&self) -> bool {
        let awaited = self.state.awaited.as_ref();
        awaited.is_some_and(|awaited| awaited.arrival == Arrival::Load(true))
    }

    fn await_page(&mut self, arrival: Arrival, freshness: Freshness) {
        self.state.failed = None;
        self.state.turn += 1;
        self.state.awaited = Some(Awaited::of(arrival));
        self.effects.fetch = Some((self.state.turn, freshness));
        self.effects.is_busy = (!matches!(arrival, Arrival::Load(_))).then_some(true);
    }

    /// What stands is asked for as it is on the site of now.
    fn renew(&mut self) {
        self.effects.fetch = Some((self.state.turn, Freshness::Asked));
    }

    fn ask_site(&mut self) {
        self.state.asked += 1;
        self.effects.ask_site = Some(self.state.asked);
    }

    fn arrive(&mut self, page: &str, answer: Answer) {
        let Some(Awaited {
            arrival,
            is_of_old_site,
            ..
        }) = self.state.awaited.take()
        else {
            // More of what is shown, or what it is on a site that has changed.
            if self.state.shown.is_some() {
                self.effects.show = Show::Renewed;
                self.spell(page);
            }
            return;
        };
        if is_of_old_site {
            self.renew();
        }
        self.effects.show = Show::Page;
        self.effects.is_busy = Some(false);
        self.spell(page);
        self.state.is_prerendered = false;
        let has_fragment = !self.state.here.fragment.is_empty();
        match arrival {
            Arrival::Load(is_prerendered) => {
                let kept = self.left().scroll;
                // Whoever has scrolled already is not thrown back; and what is prerendered, the browser has put into place.
                if self.now.scroll > 0.0 {
                } else if has_fragment && (is_prerendered || kept == 0.0) {
                    self.effects.scroll = Scroll::Fragment;
                } else if !is_prerendered && kept > 0.0 {
                    self.effects.scroll = Scroll::To(kept);
                }
            }
            Arrival::Link if answer == Answer::Choice => {
                self.effects.focus = Focus::StayOrHeading;
                self.effects.announce = Announce::Count;
            }
            Arrival::Link if answer == Answer::Typed => {}
            Arrival::Link | Arrival::Again => self.come_new(),
            Arrival::Return => self.come_back(),
        }
        let is_typed = answer == Answer::Typed;
        self.effects.count = matches!(arrival, Arrival::Link | Arrival::Return) && !is_typed;
        // The browser has motion of its own for the ways back.
        self.effects.fade = arrival == Arrival::Link && answer == Answer::Page;
    }

    /// What is shown is at this address.
    fn spell(&mut self, page: &str) {
        self.effects.respell = page != self.state.here.page;
        page.clone_into(&mut self.state.here.page);
        self.state.shown = Some(page.to_owned());
    }

    fn come_new(&mut self) {
        if self.state.here.fragment.is_empty() {
            self.effects.scroll = Scroll::To(0.0);
            self.effects.focus = Focus::Heading;
            self.effects.announce = Announce::Silence;
        } else {
            self.effects.scroll = Scroll::Fragment;
            self.effects.announce = Announce::Title;
        }
    }

    /// Back or forward: everything is as it was left.
    fn come_back(&mut self) {
        let left = self.left();
        let (scroll, has_link) = (left.scroll, !left.link.is_empty());
        if scroll > 0.0 || self.state.here.fragment.is_empty() {
            self.effects.scroll = Scroll::To(scroll);
            (self.effects.announce, self.effects.focus) = if has_link {
                (Announce::Title, Focus::Link)
            } else {
                (Announce::Silence, Focus::Heading)
            };
        } else {
            self.effects.scroll = Scroll::Fragment;
            self.effects.announce = Announce::Title;
        }
    }

    fn fail(&mut self, failure: Failure) {
        let is_waiting = self.state.asked > self.state.answered;
        if failure == Failure::Rest && self.state.is_settled() {
            self.keep();
            self.state.shown = None;
            self.state.failed = Some(Awaited::of(Arrival::Again));
            self.effects.show = Show::Failure;
        }
        let Some(awaited) = &mut self.state.awaited else {
            return;
        };
        match failure {
            Failure::Gone if !awaited.is_second => {
                awaited.is_second = true;
                self.effects.fetch = Some((self.state.turn, Freshness::New));
            }
            Failure::Missing if is_waiting => awaited.is_missing = true,
            Failure::Missing if awaited.is_of_old_site => {
                awaited.is_of_old_site = false;
                self.effects.fetch = Some((self.state.turn, Freshness::Asked));
            }
            Failure::Missing => self.miss(),
            Failure::Gone | Failure::Other | Failure::Rest => self.give_up(Show::Failure),
        }
    }

    /// The site has no such page. It may be a file that stands beside its pages, or an address of before.
    fn miss(&mut self) {
        if self
            .state
            .awaited
            .as_ref()
            .is_some_and(|awaited| matches!(awaited.arrival, Arrival::Link | Arrival::Again))
        {
            self.effects.load_document = true;
        } else {
            self.give_up(Show::Missing);
        }
    }

    /// What is awaited does not come, and that is said in its place.
    fn give_up(&mut self, show: Show) {
        let Some(awaited) = self.state.awaited.take() else {
            return;
        };
        self.effects.show = show;
        self.effects.is_busy = Some(false);
        self.state.shown = Some(self.state.here.page.clone());
        self.state.is_prerendered = false;
        match awaited.arrival {
            // What press has rendered stays, and can be read.
            Arrival::Load(true) if show == Show::Failure => return,
            Arrival::Load(_) => {}
            Arrival::Link | Arrival::Return | Arrival::Again => {
                self.effects.scroll = Scroll::To(0.0);
                self.effects.focus = Focus::Heading;
                self.effects.announce = Announce::Silence;
                self.effects.count = show == Show::Missing && awaited.arrival != Arrival::Again;
            }
        }
        if show == Show::Failure {
            self.state.shown = None;
            self.state.failed = Some(awaited);
        }
    }

    fn take_site(&mut self, request: u32, answer: SiteAnswer) {
        // Of two answers that of the later request is the newer one.
        if request <= self.state.answered {
            return;
        }
        self.state.answered = request;
        let is_other = answer == SiteAnswer::Other;
        self.effects.take_site = is_other;
        match &mut self.state.awaited {
            // What was asked before the page was may be of before it.
            Some(awaited) if awaited.is_missing && (is_other || request == self.state.asked) => {
                awaited.is_missing = false;
                match answer {
                    SiteAnswer::Other => self.effects.fetch = Some((self.state.turn, Freshness::Asked)),
                    SiteAnswer::Same => self.miss(),
                    SiteAnswer::Nothing => self.give_up(Show::Failure),
                }
            }
            Some(awaited) => awaited.is_of_old_site |= is_other,
            None if is_other && self.state.shown.is_some() => self.renew(),
            None => {}
        }
    }

    /// Does the page of the address stand, and no other one is on its way?
    fn is_here(&self) -> bool {
        self.state.is_settled() || self.is_loading()
    }

    /// The entry that is shown keeps how far it is scrolled. While another page is on its way, that is known here alone: the
    /// browser has gone on to the entry of that one.
    fn keep(&mut self) {
        let scroll = self.now.scroll;
        if self.state.shown.is_some() {
            self.left_of(self.state.stood).scroll = scroll;
        }
        if self.is_here() {
            self.effects.keep = Some((self.state.entry, scroll));
        }
    }

    /// How the entry was left.
    fn left(&mut self) -> &mut Left {
        self.left_of(self.state.entry)
    }

    #[inline(never)]
    fn left_of(&mut self, entry: u32) -> &mut Left {
        let known = self.state.left.iter().position(|left| left.entry == entry);
        let place = known.unwrap_or_else(|| {
            self.state.left.push(Left {
                entry,
                ..Left::default()
            });
            self.state.left.len() - 1
        });
        &mut self.state.left[place]
    }
}
