//! A reader of a small site, and what the browser is told for what this reader does.

use content::navigation::{Address, Answer, Effects, Event, Failure, Kept, Now, SiteAnswer, State};

/// An address as it is written.
pub(crate) fn at(text: &str) -> Address {
    let (page, fragment) = text.split_once('#').unwrap_or((text, ""));
    Address {
        page: page.to_owned(),
        fragment: fragment.to_owned(),
    }
}

/// What an event borrows, for as long as the tests run: events can be kept, and told again later.
pub(crate) fn for_good<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

pub(crate) fn started(address: &str, kept: Option<Kept>, is_prerendered: bool) -> Event<'static> {
    Event::Started {
        address: for_good(at(address)),
        kept,
        is_prerendered,
    }
}

pub(crate) fn clicked(address: &str) -> Event<'static> {
    Event::Clicked(for_good(at(address)))
}

pub(crate) fn popped(address: &str, kept: Option<Kept>) -> Event<'static> {
    Event::Popped {
        address: for_good(at(address)),
        kept,
        is_in_memory: false,
    }
}

/// One document with its reader.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    pub(crate) state: State,
    /// How far the page is scrolled.
    pub(crate) scroll: f64,
    /// The link that has the focus.
    pub(crate) link: &'static str,
    /// The number of the latest request for the site.
    pub(crate) asked: u32,
}

impl Reader {
    pub(crate) fn new() -> Self {
        Self {
            state: State::new(),
            scroll: 0.0,
            link: "",
            asked: 0,
        }
    }

    /// A reader to whom a page has come that press has rendered.
    pub(crate) fn on(address: &str) -> Self {
        let mut reader = Self::new();
        reader.does(started(address, None, true));
        reader.gets_page();
        assert!(reader.state.is_settled());
        reader
    }

    pub(crate) fn does(&mut self, event: Event<'_>) -> Effects {
        let now = Now {
            scroll: self.scroll,
            link: self.link,
        };
        let (state, effects) = content::navigation::step(self.state.clone(), event, now);
        self.state = state;
        self.asked = effects.ask_site.unwrap_or(self.asked);
        effects
    }

    pub(crate) fn clicks(&mut self, address: &str) -> Effects {
        self.does(clicked(address))
    }

    /// Back or forward to an entry that was left at the top of its page.
    pub(crate) fn goes_to(&mut self, address: &str, entry: u32) -> Effects {
        self.does(popped(address, Some((entry, 0.0))))
    }

    /// Writes another fragment into the address bar.
    pub(crate) fn types(&mut self, address: &str) -> Effects {
        self.does(popped(address, None))
    }

    /// What was asked for last, as it comes.
    pub(crate) fn arrived(&self, answer: Answer) -> Event<'static> {
        Event::Arrived {
            turn: self.state.turn(),
            page: for_good(self.state.here().page.clone()),
            answer,
        }
    }

    pub(crate) fn gets(&mut self, answer: Answer) -> Effects {
        self.does(self.arrived(answer))
    }

    /// What was asked for last comes.
    pub(crate) fn gets_page(&mut self) -> Effects {
        self.gets(Answer::Page)
    }

    pub(crate) fn misses(&mut self, failure: Failure) -> Effects {
        let turn = self.state.turn();
        self.does(Event::Failed { turn, failure })
    }

    pub(crate) fn waits_in_vain(&mut self) -> Effects {
        let turn = self.state.turn();
        self.does(Event::TimedOut { turn })
    }

    pub(crate) fn hears_of_site(&mut self, request: u32, answer: SiteAnswer) -> Effects {
        self.does(Event::SiteAnswered { request, answer })
    }

    /// Goes to a page by a link, and reads it from the top.
    pub(crate) fn comes_to(&mut self, address: &str) -> Effects {
        let request = self.clicks(address).ask_site;
        let effects = self.gets_page();
        if let Some(request) = request {
            self.hears_of_site(request, SiteAnswer::Same);
        }
        self.scroll = 0.0;
        effects
    }

    pub(crate) fn scrolls_to(&mut self, scroll: f64) -> Effects {
        self.scroll = scroll;
        self.does(Event::Scrolled)
    }
}
