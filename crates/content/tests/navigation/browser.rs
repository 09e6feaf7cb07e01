//! A small model of a browser: a session history, a network in which anything may happen, and a screen. It carries effects out
//! and knows nothing of how they were decided.

use content::navigation::{
    Address, Answer, Effects, Entry, Event, Failure, Kept, Memory, Now, Scroll, Show, SiteAnswer, State, step,
};

use crate::values::for_good;

/// The addresses of the site. One of them is not written as it should be.
pub(crate) const PAGES: [&str; 4] = ["/a/", "/b/", "/c", "/find/?tag=a"];
/// The last one is on no page.
pub(crate) const FRAGMENTS: [&str; 4] = ["", "", "x", "none"];

/// What the reader does, or the network, or time. Numbers choose among what there is.
#[derive(Clone, Debug)]
pub(crate) enum Doing {
    Click {
        page: usize,
        fragment: usize,
        has_focus: bool,
    },
    Go(i8),
    Type(usize),
    Scroll(u16),
    Reload {
        is_prerendered: bool,
    },
    Retry,
    /// A file comes; perhaps the rest of it follows.
    Come {
        which: usize,
        answer: Answer,
        is_whole: bool,
    },
    Fail(usize, Failure),
    TimeOut(usize),
    AnswerSite(usize, SiteAnswer),
}

/// An entry of the session history.
#[derive(Clone, Debug)]
pub(crate) struct HistoryEntry {
    pub(crate) address: Address,
    pub(crate) kept: Option<Kept>,
    document: u32,
    /// How far the page was scrolled when it was last seen under this entry, also while another one was on its way.
    pub(crate) place: f64,
    /// The link that was followed from there.
    link: String,
}

impl HistoryEntry {
    /// Its document and its number.
    pub(crate) fn number(&self) -> (u32, Option<u32>) {
        (self.document, self.kept.map(|kept| kept.0))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Nothing,
    /// As press has rendered it; its file has still to come.
    Prerendered,
    Page,
    Missing,
    Failure,
}

/// How the reader comes to what is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Load { is_prerendered: bool },
    Link,
    Return,
}

#[derive(Clone, Debug)]
pub(crate) struct Browser {
    pub(crate) state: State,
    pub(crate) history: Vec<HistoryEntry>,
    pub(crate) place: usize,
    document: u32,
    pub(crate) kind: Kind,
    /// The entry under which the page on the screen stood last.
    stood: (u32, Option<u32>),
    /// The address of the page on the screen, and of the one whose title the document has.
    pub(crate) screen: String,
    pub(crate) title: String,
    pub(crate) scroll: f64,
    pub(crate) is_busy: bool,
    way: Way,
    /// Is the reader coming to a page that was not counted?
    is_visit: bool,
    fetches: Vec<(u32, String)>,
    timers: Vec<u32>,
    sites: Vec<u32>,
    /// The latest request for the site that was answered.
    pub(crate) answered: u32,
    /// What has come of what was asked for last.
    come: Option<String>,
    memory: Memory<()>,
    pub(crate) steps: Vec<Step>,
}

/// One step, and how things stood.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) event: Event<'static>,
    pub(crate) effects: Effects,
    pub(crate) was: Stand,
    pub(crate) is: Stand,
    pub(crate) way: Way,
    /// Of the entry of the address.
    pub(crate) place: f64,
    pub(crate) link: String,
    pub(crate) is_visit: bool,
    /// The page that is shown, as far as one is.
    pub(crate) content: Option<String>,
    pub(crate) is_in_other_turn: bool,
    pub(crate) answered: u32,
}

/// What can be seen.
#[derive(Clone, Debug)]
pub(crate) struct Stand {
    pub(crate) state: State,
    pub(crate) bar: Address,
    pub(crate) entries: usize,
    pub(crate) kind: Kind,
    pub(crate) screen: String,
    pub(crate) title: String,
    pub(crate) scroll: f64,
    pub(crate) is_busy: bool,
}

impl Stand {
    /// Does the page stand that has this address?
    pub(crate) fn shows(&self, page: &str) -> bool {
        self.screen == page && !matches!(self.kind, Kind::Nothing | Kind::Failure)
    }
}

/// How the address of a page should be written.
pub(crate) fn spelled(page: &str) -> &str {
    if page == "/c" { "/c/" } else { page }
}

impl Browser {
    pub(crate) fn new(is_prerendered: bool) -> Self {
        let entry = HistoryEntry {
            address: address(0, 0),
            kept: None,
            document: 0,
            place: 0.0,
            link: String::new(),
        };
        let mut browser = Self {
            state: State::default(),
            history: vec![entry],
            place: 0,
            document: 0,
            kind: Kind::Nothing,
            stood: (0, None),
            screen: String::new(),
            title: String::new(),
            scroll: 0.0,
            is_busy: false,
            way: Way::Load { is_prerendered },
            is_visit: false,
            fetches: Vec::new(),
            timers: Vec::new(),
            sites: Vec::new(),
            answered: 0,
            come: None,
            memory: Memory::new(),
            steps: Vec::new(),
        };
        browser.load(is_prerendered);
        browser
    }

    pub(crate) fn lives(is_prerendered: bool, doings: &[Doing]) -> Self {
        let mut browser = Self::new(is_prerendered);
        for doing in doings {
            browser.lets(doing);
        }
        browser
    }

    /// Time passes, and no answer comes any more.
    pub(crate) fn waits(&mut self) {
        for turn in std::mem::take(&mut self.timers) {
            self.does(Event::TimedOut { turn }, "");
        }
    }

    fn entry(&mut self) -> &mut HistoryEntry {
        &mut self.history[self.place]
    }

    pub(crate) fn stand(&self) -> Stand {
        Stand {
            state: self.state.clone(),
            bar: self.history[self.place].address.clone(),
            entries: self.history.len(),
            kind: self.kind,
            screen: self.screen.clone(),
            title: self.title.clone(),
            scroll: self.scroll,
            is_busy: self.is_busy,
        }
    }

    /// Does the page stand to which the entry belongs, and no other one is on its way?
    fn stands(&self) -> bool {
        !self.is_busy && self.stand().shows(&self.history[self.place].address.page)
    }

    /// A new document begins at the address.
    fn load(&mut self, is_prerendered: bool) {
        self.state = State::default();
        self.memory = Memory::new();
        self.fetches.clear();
        self.timers.clear();
        self.sites.clear();
        self.answered = 0;
        self.is_busy = false;
        self.way = Way::Load { is_prerendered };
        self.is_visit = false;
        for entry in &mut self.history {
            entry.link.clear();
            entry.place = entry.kept.map_or(0.0, |kept| kept.1);
        }
        let HistoryEntry {
            address, kept, place, ..
        } = self.entry().clone();
        self.scroll = 0.0;
        if is_prerendered {
            self.kind = Kind::Prerendered;
            self.screen.clone_from(&address.page);
            self.scroll = place;
            if place == 0.0 && address.fragment == "x" {
                self.scroll = 5_000.0;
            }
        } else {
            self.kind = Kind::Nothing;
            self.screen.clear();
        }
        self.title.clone_from(&self.screen);
        let event = Event::Started {
            address: for_good(address),
            kept,
            is_prerendered,
        };
        self.does(event, "");
        if self.scroll > 0.0 {
            self.does(Event::Scrolled, "");
        }
    }

    fn lets(&mut self, doing: &Doing) {
        match *doing {
            Doing::Click {
                page,
                fragment,
                has_focus,
            } => {
                let link = ["", PAGES[page]][usize::from(has_focus)];
                self.does(Event::Clicked(for_good(address(page, fragment))), link);
            }
            Doing::Go(by) => {
                let place = self.place.checked_add_signed(by.into());
                let Some(place) = place.filter(|place| *place < self.history.len() && by != 0) else {
                    return;
                };
                let document = self.history[place].document;
                if document != self.document {
                    self.place = place;
                    self.document = document;
                    return self.load(true);
                }
                let HistoryEntry { address, kept, .. } = self.history[place].clone();
                let is_in_memory = self.memory.page(&address.page).is_some();
                self.place = place;
                let event = Event::Popped {
                    address: for_good(address),
                    kept,
                    is_in_memory,
                };
                self.does(event, "");
            }
            Doing::Type(fragment) => {
                let mut address = self.entry().address.clone();
                FRAGMENTS[fragment].clone_into(&mut address.fragment);
                let stands = self.stand().shows(&address.page);
                let is_in_memory = self.memory.page(&address.page).is_some();
                let entry = HistoryEntry {
                    address: address.clone(),
                    kept: None,
                    document: self.document,
                    place: if stands { self.scroll } else { 0.0 },
                    link: String::new(),
                };
                self.push(entry);
                let event = Event::Popped {
                    address: for_good(address),
                    kept: None,
                    is_in_memory,
                };
                self.does(event, "");
            }
            Doing::Scroll(to) if self.kind != Kind::Nothing => self.scroll_to(to.into()),
            Doing::Scroll(_) => {}
            Doing::Reload { is_prerendered } => {
                self.does(Event::Scrolled, "");
                self.load(is_prerendered);
            }
            Doing::Retry => {
                self.does(Event::Retried, "");
            }
            Doing::Come {
                which,
                answer,
                is_whole,
            } => {
                let Some((turn, page)) = chosen(&mut self.fetches, which, is_whole) else {
                    return;
                };
                let page = spelled(&page).to_owned();
                if turn == self.state.turn() {
                    self.come = Some(page.clone());
                }
                let page = for_good(page);
                self.does(Event::Arrived { turn, page, answer }, "");
            }
            Doing::Fail(which, failure) => {
                if let Some((turn, _)) = chosen(&mut self.fetches, which, true) {
                    self.does(Event::Failed { turn, failure }, "");
                }
            }
            Doing::TimeOut(which) => {
                if let Some(turn) = chosen(&mut self.timers, which, true) {
                    self.does(Event::TimedOut { turn }, "");
                }
            }
            Doing::AnswerSite(which, answer) => {
                if let Some(request) = chosen(&mut self.sites, which, true) {
                    self.does(Event::SiteAnswered { request, answer }, "");
                }
            }
        }
    }

    fn push(&mut self, entry: HistoryEntry) {
        self.history.truncate(self.place + 1);
        self.history.push(entry);
        self.place += 1;
    }

    /// The page is scrolled, by the reader or by the app, and the browser says so.
    fn scroll_to(&mut self, to: f64) {
        self.scroll = to;
        self.does(Event::Scrolled, "");
    }

    fn does(&mut self, event: Event<'static>, link: &str) {
        let mut was = self.stand();
        if let Some(Step { is, .. }) = self.steps.last()
            && matches!(event, Event::Popped { .. })
        {
            // The browser has changed the address before it says so.
            was.bar = is.bar.clone();
            was.entries = is.entries;
        }
        let is_in_other_turn = match event {
            Event::Arrived { turn, .. } | Event::Failed { turn, .. } | Event::TimedOut { turn } => {
                turn != self.state.turn()
            }
            _ => false,
        };
        let now = Now {
            scroll: self.scroll,
            link,
        };
        let (state, effects) = step(self.state.clone(), event, now);
        self.state = state;
        self.foresee(event, &effects, &was, link);
        let content = match (event, effects.show) {
            (Event::Popped { address, .. }, Show::Page) => Some(address.page.clone()),
            (Event::Arrived { page, .. }, Show::Renewed) => Some(page.to_owned()),
            (_, Show::Page) => self.come.clone(),
            _ => None,
        };
        let is_kept = was.kind == Kind::Prerendered && self.way == (Way::Load { is_prerendered: true });
        let scrolls_to = self.carry_out(event, &effects, content.clone(), is_kept);
        let step = Step {
            way: self.way,
            place: self.history[self.place].place,
            link: self.history[self.place].link.clone(),
            is_visit: self.is_visit,
            answered: self.answered,
            is: self.stand(),
            event,
            effects,
            was,
            content,
            is_in_other_turn,
        };
        if matches!(step.effects.show, Show::Page | Show::Missing) {
            self.is_visit = false;
        }
        if let Event::SiteAnswered { request, .. } = step.event {
            self.answered = self.answered.max(request);
        }
        let loads_document = step.effects.load_document;
        self.steps.push(step);
        if let Some(to) = scrolls_to {
            self.scroll_to(to);
        }
        if self.stands() {
            self.stood = self.entry().number();
        }
        if !matches!(self.kind, Kind::Nothing | Kind::Failure) {
            let (stood, scroll) = (self.stood, self.scroll);
            for entry in self.history.iter_mut().filter(|entry| entry.number() == stood) {
                entry.place = scroll;
            }
        }
        if loads_document {
            // The host's answer stands in place of the entry.
            self.document = 1 + self
                .history
                .iter()
                .map(|entry| entry.document)
                .max()
                .unwrap_or_default();
            self.entry().document = self.document;
            self.entry().kept = None;
            self.history.truncate(self.place + 1);
            self.load(true);
        }
    }

    /// How the reader comes to what follows, and whether that is a page view.
    fn foresee(&mut self, event: Event<'_>, effects: &Effects, was: &Stand, link: &str) {
        match event {
            Event::Clicked(address) => {
                let is_followed =
                    *address != was.bar || !address.fragment.is_empty() || was.kind != Kind::Prerendered;
                if is_followed && !was.is_busy && was.shows(&was.bar.page) {
                    link.clone_into(&mut self.entry().link);
                }
                if effects.fetch.is_some() {
                    self.way = Way::Link;
                    self.is_visit = true;
                }
                assert_eq!(self.state.here(), address);
            }
            Event::Popped { address, kept, .. } => {
                let is_coming = was.is_busy || was.kind == Kind::Nothing;
                let is_within = was.bar.page == address.page && is_coming;
                if was.shows(&address.page) {
                    self.is_visit = false;
                    if was.kind == Kind::Prerendered {
                        self.way = Way::Load { is_prerendered: true };
                    }
                } else if !is_within || kept.is_some() && self.way == Way::Link {
                    self.way = Way::Return;
                    self.is_visit = true;
                }
            }
            // It was there, and was counted.
            Event::Failed {
                failure: Failure::Rest,
                ..
            } if effects.show == Show::Failure
                && !was.is_busy
                && matches!(was.kind, Kind::Page | Kind::Missing) =>
            {
                self.way = Way::Link;
            }
            _ => {}
        }
    }

    /// Does what it is told, in the order of the fields. Says to where the page is scrolled.
    fn carry_out(
        &mut self,
        event: Event<'_>,
        effects: &Effects,
        content: Option<String>,
        is_kept: bool,
    ) -> Option<f64> {
        // Whole, so that a field that is added is not forgotten here.
        let Effects {
            keep,
            entry,
            is_busy,
            load_document: _,
            take_site,
            fetch,
            ask_site,
            show,
            respell,
            scroll,
            focus: _,
            announce: _,
            count: _,
            fade: _,
        } = effects;
        if let Some(kept) = keep {
            assert_eq!(
                self.entry().kept.map(|kept| kept.0),
                Some(kept.0),
                "it is the entry's own"
            );
            self.entry().kept = Some(*kept);
        }
        match *entry {
            Entry::Stays => {}
            Entry::Pushed(number) => {
                let Event::Clicked(address) = event else {
                    panic!("{event:?} makes no entry");
                };
                let entry = HistoryEntry {
                    address: address.clone(),
                    kept: Some((number, 0.0)),
                    document: self.document,
                    place: 0.0,
                    link: String::new(),
                };
                self.push(entry);
            }
            Entry::Numbered(kept) => self.entry().kept = Some(kept),
        }
        self.is_busy = is_busy.unwrap_or(self.is_busy);
        if *take_site {
            self.memory = Memory::new();
        }
        if let Some((turn, _)) = fetch {
            let page = self.state.here().page.clone();
            self.fetches.push((*turn, page));
            self.timers.push(*turn);
        }
        self.sites.extend(*ask_site);
        let here = self.state.here().page.clone();
        match show {
            Show::Nothing => {}
            Show::Failure if is_kept => self.kind = Kind::Page,
            Show::Page | Show::Renewed => {
                let content = content.expect("there is something to show");
                self.memory.keep(content.clone(), 1, ());
                self.kind = Kind::Page;
                self.screen.clone_from(&content);
                self.title = content;
            }
            Show::Missing | Show::Failure => {
                self.kind = if *show == Show::Missing {
                    Kind::Missing
                } else {
                    Kind::Failure
                };
                self.screen.clone_from(&here);
                self.title = here;
            }
        }
        if *respell {
            let page = self.state.here().page.clone();
            self.entry().address.page = page;
        }
        let is_typed = matches!(event, Event::Popped { kept: None, .. });
        match scroll {
            Scroll::Stay if is_typed && self.stands() && self.state.here().fragment.is_empty() => Some(0.0),
            Scroll::Stay => None,
            Scroll::To(place) => Some(*place),
            Scroll::Fragment if self.state.here().fragment == "x" => Some(5_000.0),
            Scroll::Fragment => (*show == Show::Page).then_some(0.0),
        }
    }
}

fn address(page: usize, fragment: usize) -> Address {
    Address {
        page: PAGES[page].to_owned(),
        fragment: FRAGMENTS[fragment].to_owned(),
    }
}

/// One of several; it may be taken.
fn chosen<T: Clone>(list: &mut Vec<T>, which: usize, is_taken: bool) -> Option<T> {
    let which = which.checked_rem(list.len())?;
    Some(if is_taken {
        list.remove(which)
    } else {
        list[which].clone()
    })
}
