//! The one function that decides: from what a reader has decided and what happens to what follows.

use super::Consent;
use super::complianz::Legacy;
use super::google::ConsentMode;
use super::receipt::Receipt;
use super::record::{Method, Record};
use super::service::{Category, Load};
use super::set::ServiceSet;

const SECONDS_OF_A_DAY: u64 = 24 * 60 * 60;

/// After how many seconds a record is posted again that the endpoint has not taken: the last of them again and again.
/// What is owed when the page is left is posted at the next visit.
const RETRIES: [u32; 3] = [10, 60, 300];

/// What a pure function cannot know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The time, in seconds since 1 January 1970 in Coordinated Universal Time.
    pub seconds: u64,
    /// A fresh random number, from which a new record takes its id.
    pub random: u64,
}

impl Now {
    fn day(self) -> u32 {
        u32::try_from(self.seconds / SECONDS_OF_A_DAY).unwrap_or(u32::MAX)
    }
}

/// What stands on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surface {
    /// Nothing.
    #[default]
    Nothing,
    /// The banner: a question is open.
    Banner,
    /// The preferences.
    Preferences,
}

/// What is stored under the record's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored<'a> {
    /// There is nothing.
    Nothing,
    /// This text.
    Text(&'a str),
    /// The browser refuses to say: storage throws.
    Refused,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// The portal has started.
    Loaded {
        /// What is stored.
        stored: Stored<'a>,
        /// Does the browser send Global Privacy Control?
        gpc: bool,
        /// What an earlier system has left behind.
        legacy: Legacy,
    },
    /// The reader allows everything.
    AcceptAll,
    /// The reader allows no more than what the site needs to work.
    FunctionalOnly,
    /// The reader allows these and refuses the others.
    Save(ServiceSet),
    /// The reader opens the preferences.
    OpenPreferences,
    /// The reader closes the preferences without a decision.
    ClosePreferences,
    /// The reader wants to see this one embed.
    LoadOnce {
        /// Its service.
        service: usize,
        /// What the service calls it.
        id: &'a str,
    },
    /// The reader allows a service at one of its embeds.
    AlwaysAllow(usize),
    /// The reader withdraws what was allowed to a service.
    Withdraw(usize),
    /// Another tab has changed what is stored.
    Changed(Stored<'a>),
    /// The page has come back from the back/forward cache.
    Restored(Stored<'a>),
    /// The portal shows another page.
    Navigated,
    /// The script of a service runs in this document, or may: to be said no later than when it has loaded.
    ScriptRan(usize),
    /// The record could not be stored.
    StorageThrew,
    /// The endpoint has taken a receipt.
    RecordTaken(Receipt),
    /// The endpoint has not taken one.
    RecordFailed,
    /// It is time to post again what has not been taken.
    RetryDue,
    /// Time has passed: a page stands open for days.
    Clock,
}

/// What is announced to those who do not see the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The choice is kept.
    Saved,
    /// The choice holds for this visit: the browser keeps nothing.
    ForThisVisit,
}

/// What the browser is to do, in the order in which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put an entry into `dataLayer`.
    ConsentMode(ConsentMode),
    /// Store the text. A cookie is this host's alone, for every path, `Lax`, `Secure` on https. What cannot be read back
    /// afterwards was refused ([`Event::StorageThrew`]): a browser that keeps no cookies does not say so.
    Store {
        /// The text.
        text: String,
        /// For how many seconds from now.
        seconds: u64,
    },
    /// Remove the frames and the script of a service. No grant for it stands any more.
    Withdraw(usize),
    /// Remove what a service has stored ([`plan`](super::plan)).
    CleanUp(usize),
    /// Remove what an earlier system has stored ([`legacy_plan`](super::legacy_plan)).
    CleanUpLegacy,
    /// A service is allowed: run its script ([`State::script`]), show its embeds ([`State::embed`]).
    Release(usize),
    /// This one embed is allowed ([`State::embed`]).
    ReleaseOnce {
        /// Its service.
        service: usize,
        /// What the service calls it.
        id: String,
    },
    /// Tell a script of a service that a page is read.
    ReportPageView(usize),
    /// Show the banner.
    ShowBanner,
    /// Take the banner away.
    HideBanner,
    /// Open the preferences.
    ShowPreferences,
    /// Close the preferences.
    HidePreferences,
    /// Say it to those who do not see the page.
    Announce(Notice),
    /// Make other tabs read what is stored.
    TellTabs,
    /// Post the receipt to the record's endpoint, and answer with [`Event::RecordTaken`] or [`Event::RecordFailed`].
    Post(Receipt),
    /// Answer with [`Event::RetryDue`] after so many seconds.
    RetryAfter(u32),
    /// Load the page anew: a script cannot be stopped otherwise. Always the last, and once.
    Reload,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    /// The portal has not looked at what is stored.
    #[default]
    Starting,
    Running,
    /// The page is being loaded anew.
    Leaving,
}

/// What a reader has decided, and what is on the page because of it.
///
/// Its default is a page on which nothing has happened yet, and on which nothing is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    phase: Phase,
    surface: Surface,
    gpc: bool,
    /// Did storage throw?
    is_refused: bool,
    record: Option<Record>,
    /// When the reader has decided, where that was in this visit.
    decided: Option<u64>,
    /// What the endpoint has not taken yet, the latest last.
    pending: Vec<Receipt>,
    /// Services that were answered for, and those allowed, by the record.
    answered: ServiceSet,
    allowed: ServiceSet,
    /// Embeds that are allowed until the page is left.
    once: Vec<(usize, String)>,
    /// Services whose script runs in this document.
    ran: ServiceSet,
    failures: usize,
}

impl State {
    /// What stands on the page.
    pub fn surface(&self) -> Surface {
        self.surface
    }

    /// The services that may be loaded now, the functional ones included.
    pub fn allowed(&self, consent: &Consent) -> ServiceSet {
        if self.phase == Phase::Starting {
            ServiceSet::NONE
        } else {
            self.allowed.union(consent.of(Category::Functional))
        }
    }

    /// What stands ticked in the preferences: what the reader has allowed.
    pub fn choices(&self) -> ServiceSet {
        self.allowed
    }

    /// Was the service answered for?
    pub fn is_answered(&self, service: usize) -> bool {
        self.answered.contains(service)
    }

    /// Is marketing refused because the browser sends Global Privacy Control and the reader has said nothing else? The
    /// interface says so.
    pub fn gpc_refuses(&self, consent: &Consent) -> bool {
        let marketing = consent.of(Category::Marketing);
        self.gpc && !marketing.minus(self.answered).is_empty()
    }

    /// Is a choice kept beyond this visit?
    pub fn keeps_choices(&self) -> bool {
        !self.is_refused
    }

    /// What is kept; none where nobody has decided.
    pub fn record(&self) -> Option<&Record> {
        self.record.as_ref()
    }

    /// What the site was told, for the reader to see and to copy; none where nobody has decided.
    pub fn receipt(&self, consent: &Consent) -> Option<Receipt> {
        let record = self.record.as_ref()?;
        let beginning = u64::from(record.day) * SECONDS_OF_A_DAY;
        Some(Receipt::of(record, consent, self.decided.unwrap_or(beginning)))
    }

    /// Is this one embed allowed until the page is left?
    pub(super) fn is_allowed_once(&self, service: usize, id: &str) -> bool {
        self.once
            .iter()
            .any(|(place, own)| *place == service && own == id)
    }

    /// Is there a question that the reader has not answered?
    fn asks(&self, consent: &Consent) -> bool {
        let mut open = consent.optional();
        let is_raised = self
            .record
            .as_ref()
            .is_some_and(|record| record.revision < consent.revision.get());
        if !is_raised {
            open = open.minus(self.answered);
        }
        if self.gpc {
            // The signal has answered for what nobody else has.
            open = open.minus(consent.of(Category::Marketing).minus(self.answered));
        }
        !open.is_empty()
    }

    /// Services of which something is loaded or may be.
    fn live(&self, consent: &Consent) -> ServiceSet {
        let once = self.once.iter();
        once.fold(self.allowed(consent), |set, (place, _)| set.with(*place))
    }
}

/// What happens next: the state after an event, and what the browser is to do.
///
/// The same arguments always give the same result. An event that makes no sense, such as one about a service that there
/// is not or one before [`Event::Loaded`], changes nothing.
pub fn step(consent: &Consent, state: State, event: Event<'_>, now: Now) -> (State, Vec<Effect>) {
    let before = state.clone();
    let mut step = Step {
        consent,
        state,
        now,
        is_decision: false,
        late: Vec::new(),
    };
    step.take(event);
    step.finish(&before)
}

struct Step<'a> {
    consent: &'a Consent,
    state: State,
    now: Now,
    /// Has the reader decided something?
    is_decision: bool,
    /// What stands behind all that follows from the states.
    late: Vec<Effect>,
}

impl Step<'_> {
    fn take(&mut self, event: Event<'_>) {
        let optional = self.consent.optional();
        let method = if self.state.surface == Surface::Preferences {
            Method::Preferences
        } else {
            Method::Banner
        };
        if self.state.phase == Phase::Starting && !matches!(event, Event::Loaded { .. }) {
            return;
        }
        self.expire();
        match event {
            Event::Loaded { stored, gpc, legacy } if self.state.phase == Phase::Starting => {
                self.state.phase = Phase::Running;
                self.state.gpc = gpc;
                self.adopt(stored);
                if legacy == Legacy::Refused && self.state.record.is_none() {
                    self.decide(ServiceSet::NONE, Method::Migration);
                }
                if legacy != Legacy::Absent {
                    self.late.push(Effect::CleanUpLegacy);
                }
                if !self.is_decision {
                    self.owe();
                    self.post();
                }
            }
            Event::AcceptAll => self.decide(optional, method),
            Event::FunctionalOnly => self.decide(ServiceSet::NONE, method),
            Event::Save(choices) => self.decide(choices, method),
            Event::OpenPreferences => self.state.surface = Surface::Preferences,
            Event::ClosePreferences => {
                if self.state.surface == Surface::Preferences {
                    self.state.surface = Surface::Nothing;
                }
            }
            Event::LoadOnce { service, id } => {
                let frame = self.consent.services.get(service);
                let takes = frame
                    .and_then(|service| service.frame())
                    .is_some_and(|frame| frame.url.takes(id));
                if takes && self.state.embed(self.consent, service, id).is_none() {
                    self.state.once.push((service, id.to_owned()));
                    let id = id.to_owned();
                    self.late.push(Effect::ReleaseOnce { service, id });
                }
            }
            Event::AlwaysAllow(service) if optional.contains(service) => {
                self.amend(service, true);
            }
            Event::Withdraw(service) if optional.contains(service) => {
                self.amend(service, false);
            }
            Event::Loaded { stored, .. } | Event::Changed(stored) | Event::Restored(stored) => {
                self.adopt(stored);
            }
            Event::Navigated => {
                let running = self.state.allowed(self.consent);
                self.report(running);
            }
            Event::ScriptRan(service) => {
                let is_script = self
                    .consent
                    .services
                    .get(service)
                    .is_some_and(|service| service.script().is_some());
                if is_script {
                    self.state.ran = self.state.ran.with(service);
                }
            }
            Event::StorageThrew => {
                if !self.state.is_refused {
                    self.state.is_refused = true;
                    self.late.push(Effect::Announce(Notice::ForThisVisit));
                }
            }
            Event::RecordTaken(receipt) => self.taken(receipt),
            Event::RecordFailed => {
                let seconds = RETRIES[self.state.failures];
                self.state.failures = (self.state.failures + 1).min(RETRIES.len() - 1);
                self.late.push(Effect::RetryAfter(seconds));
            }
            Event::RetryDue => self.post(),
            Event::Clock | Event::AlwaysAllow(_) | Event::Withdraw(_) => {}
        }
    }

    /// Takes over what is stored.
    fn adopt(&mut self, stored: Stored<'_>) {
        let record = match stored {
            Stored::Text(text) => Record::decode(text),
            // Where nothing can be kept, nothing says nothing.
            Stored::Nothing if !self.state.is_refused => None,
            Stored::Nothing | Stored::Refused => {
                // What was decided in this visit is all that is known.
                self.state.is_refused = true;
                return;
            }
        };
        if self.state.record != record {
            self.state.decided = None;
        }
        self.state.record = record;
        self.expire();
        self.read_answers();
    }

    /// No answer counts for longer than the site says, however long a page stands open.
    fn expire(&mut self) {
        let (today, days) = (self.now.day(), self.consent.days());
        if let Some(record) = &self.state.record
            && !record.holds(today, days)
        {
            self.state.record = None;
            self.read_answers();
        }
    }

    fn read_answers(&mut self) {
        let answers = self
            .state
            .record
            .as_ref()
            .map(|record| record.answers(self.consent));
        let before = self.state.allowed;
        (self.state.answered, self.state.allowed) = answers.unwrap_or_default();
        // What is withdrawn or refused goes whole, with what was loaded once.
        let gone = before.union(self.state.answered).minus(self.state.allowed);
        self.state.once.retain(|(service, _)| !gone.contains(*service));
    }

    /// The reader has answered for everything.
    fn decide(&mut self, allowed: ServiceSet, method: Method) {
        let optional = self.consent.optional();
        self.state.surface = Surface::Nothing;
        if !optional.is_empty() {
            let (day, revision) = (self.now.day(), self.consent.revision.get());
            self.write(optional, allowed.intersection(optional), method, (day, revision));
        }
    }

    /// The reader has answered for one service. The others keep their answers, the day of these, and what the editor
    /// asks anew.
    fn amend(&mut self, service: usize, is_allowed: bool) {
        let one = ServiceSet::NONE.with(service);
        let answered = self.state.answered.union(one);
        let (allowed, method) = if is_allowed {
            (self.state.allowed.union(one), Method::Embed)
        } else {
            (self.state.allowed.minus(one), Method::Preferences)
        };
        let term = match &self.state.record {
            Some(record) => (record.day, record.revision),
            None => (self.now.day(), self.consent.revision.get()),
        };
        self.write(answered, allowed, method, term);
    }

    fn write(
        &mut self,
        answered: ServiceSet,
        allowed: ServiceSet,
        method: Method,
        (day, revision): (u32, u32),
    ) {
        let own = self.state.record.as_ref().map(|record| record.id);
        let mut record = Record {
            id: own.unwrap_or(self.now.random & 0xffff_ffff_ffff),
            day,
            revision,
            method,
            gpc: self.state.gpc,
            delivered: false,
            allowed: Vec::new(),
            denied: Vec::new(),
        };
        record.set_answers(self.consent, answered, allowed);
        self.state.record = Some(record);
        self.state.decided = Some(self.now.seconds);
        self.is_decision = true;
        self.owe();
        self.read_answers();
    }

    /// The endpoint has taken a receipt. Once it has all of them this is remembered, so that the next visit does not
    /// post again.
    fn taken(&mut self, receipt: Receipt) {
        self.state.pending.retain(|pending| *pending != receipt);
        if std::mem::take(&mut self.state.failures) > 0 {
            self.post();
        }
        if self.state.pending.is_empty()
            && let Some(record) = &mut self.state.record
            && !record.delivered
        {
            record.delivered = true;
            self.store();
        }
    }

    /// Takes the decision down as one that the endpoint has to be told of.
    fn owe(&mut self) {
        let is_open = self.state.record.as_ref().is_some_and(|record| !record.delivered);
        if is_open
            && self.consent.record.is_some()
            && let Some(receipt) = self.state.receipt(self.consent)
        {
            self.state.pending.push(receipt);
        }
    }

    /// Posts what is owed.
    fn post(&mut self) {
        let pending = self.state.pending.iter();
        self.late.extend(pending.map(|receipt| Effect::Post(*receipt)));
    }

    fn store(&mut self) {
        let Some(record) = self.state.record.as_ref().filter(|_| !self.state.is_refused) else {
            return;
        };
        let end = u64::from(record.day.saturating_add(self.consent.days())) * SECONDS_OF_A_DAY;
        self.late.push(Effect::Store {
            text: record.encode(),
            seconds: end.saturating_sub(self.now.seconds),
        });
    }

    fn report(&mut self, services: ServiceSet) {
        for service in services.iter() {
            if matches!(self.consent.services[service].load, Load::Script(_)) {
                self.late.push(Effect::ReportPageView(service));
            }
        }
    }

    /// What follows from the two states.
    fn finish(mut self, before: &State) -> (State, Vec<Effect>) {
        let consent = self.consent;
        let mut effects = Vec::new();
        let (was, is) = (before.allowed(consent), self.state.allowed(consent));
        let is_first = before.phase == Phase::Starting && self.state.phase != Phase::Starting;
        let update = ConsentMode::update(consent, is);
        if let Some(update) = update {
            if is_first {
                effects.push(Effect::ConsentMode(ConsentMode::DEFAULT));
            }
            let old = ConsentMode::update(consent, was);
            if self.is_decision || old != Some(update) || (is_first && self.state.record.is_some()) {
                effects.push(Effect::ConsentMode(update));
            }
        }
        let late = std::mem::take(&mut self.late);
        if self.is_decision {
            self.store();
            effects.append(&mut self.late);
        }
        // A script that arrives after its withdrawal is withdrawn again.
        let stray = self.state.ran.minus(before.ran).minus(is);
        let live = before.live(consent).minus(self.state.live(consent));
        let gone = was.minus(is).union(live).union(stray);
        for service in gone.iter() {
            effects.push(Effect::Withdraw(service));
            effects.push(Effect::CleanUp(service));
        }
        if is_first {
            // A script may have stored something while its page was being left, also after the record was deleted, and
            // an answer may have run out since.
            let refused = consent.optional().minus(is).minus(gone);
            effects.extend(refused.iter().map(Effect::CleanUp));
        }
        let new = is.minus(was);
        effects.extend(new.iter().map(Effect::Release));
        self.report(new);
        effects.append(&mut self.late);
        effects.extend(late);
        self.face(before, &mut effects);
        if self.is_decision {
            let is_silent = self
                .state
                .record
                .as_ref()
                .is_some_and(|record| record.method == Method::Migration);
            let notice = if self.state.is_refused {
                Notice::ForThisVisit
            } else {
                Notice::Saved
            };
            effects.extend((!is_silent).then_some(Effect::Announce(notice)));
            effects.extend((!self.state.is_refused).then_some(Effect::TellTabs));
            // What is owed of earlier decisions waits for its own time.
            effects.extend(self.state.pending.last().map(|receipt| Effect::Post(*receipt)));
        }
        if !gone.intersection(self.state.ran).is_empty() && self.state.phase == Phase::Running {
            self.state.phase = Phase::Leaving;
            effects.push(Effect::Reload);
        }
        (self.state, effects)
    }

    /// Shows and hides banner and preferences.
    fn face(&mut self, before: &State, effects: &mut Vec<Effect>) {
        if self.state.surface != Surface::Preferences {
            let asks = self.state.phase != Phase::Starting && self.state.asks(self.consent);
            self.state.surface = if asks { Surface::Banner } else { Surface::Nothing };
        }
        if before.surface == self.state.surface {
            return;
        }
        match before.surface {
            Surface::Nothing => {}
            Surface::Banner => effects.push(Effect::HideBanner),
            Surface::Preferences => effects.push(Effect::HidePreferences),
        }
        match self.state.surface {
            Surface::Nothing => {}
            Surface::Banner => effects.push(Effect::ShowBanner),
            Surface::Preferences => effects.push(Effect::ShowPreferences),
        }
    }
}
