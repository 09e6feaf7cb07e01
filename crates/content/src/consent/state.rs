//! The one function that decides: from what a reader has decided and what happens to what follows.

use super::Consent;
use super::complianz::Legacy;
use super::google::ConsentMode;
use super::receipt::{self, Receipt};
use super::record::{Method, Record, SECONDS_OF_A_DAY};
use super::service::Category;
use super::set::ServiceSet;
use crate::language::Language;

/// After how many milliseconds a receipt is posted again that the endpoint has not taken: the last of them again and again.
/// What is owed when the page is left is posted at the next visit.
const RETRIES: [u32; 3] = [10_000, 60_000, 300_000];

/// For how many milliseconds a page that is to be loaded anew waits for the endpoint's answer. The post itself outlives the
/// page; an answer that nobody hears would have the next page post again.
const PATIENCE: u32 = 400;

/// What a pure function cannot know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now<'a> {
    /// The time, in seconds since 1 January 1970 in Coordinated Universal Time.
    pub seconds: u64,
    /// A fresh random number, from which a new record takes its id.
    pub random: u64,
    /// The language in which readers are asked.
    pub language: &'a Language,
    /// The hash of the words of what has asked the reader ([`hash_of_words`](super::hash_of_words)); 0 where nothing has.
    pub words: u32,
    /// What is kept of the outbox ([`State::outbox`]), which other tabs change as well; none where it cannot be kept.
    pub outbox: Option<&'a str>,
}

impl Now<'_> {
    fn day(self) -> u32 {
        day(self.seconds)
    }
}

fn day(seconds: u64) -> u32 {
    u32::try_from(seconds / SECONDS_OF_A_DAY).unwrap_or(u32::MAX)
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
    /// The reader wants to see this one embed, on this page.
    LoadOnce {
        /// Its service.
        service: usize,
        /// What the service calls it.
        id: &'a str,
    },
    /// The reader allows a service at one of its embeds.
    AlwaysAllow(usize),
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
    /// The reader deletes what is kept of the choice.
    Delete,
    /// The endpoint has taken the receipt that was posted.
    RecordTaken,
    /// The endpoint has not taken it.
    RecordFailed,
    /// The time is over after which to go on.
    RetryDue,
}

/// What is announced to those who do not see the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The choice is kept.
    Saved,
    /// The choice holds for this visit: the browser keeps nothing.
    ForThisVisit,
}

/// What the browser is to do: field by field, in the order in which they stand here.
///
/// Sets and numbers only, so that nothing is allocated and nothing dropped. The texts to keep and to post are asked of the
/// [`State`] that came with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing to do, and any may go with any"
)]
pub struct Effects {
    /// Put the first entry of all into `dataLayer` ([`ConsentMode::DEFAULT`]).
    pub consent_mode_default: bool,
    /// Put this entry into `dataLayer`.
    pub consent_mode: Option<ConsentMode>,
    /// Store [`State::kept`]. A cookie is this host's alone, for every path, `Lax`, `Secure` on https. What cannot be read
    /// back afterwards was refused ([`Event::StorageThrew`]): a browser that keeps no cookies does not say so.
    pub store: bool,
    /// Remove what is stored.
    pub forget: bool,
    /// Keep the outbox ([`State::outbox`]), or remove it where it is empty.
    pub keep_outbox: bool,
    /// Remove the frames and the scripts of these services. No grant for them stands any more.
    pub withdraw: ServiceSet,
    /// Remove what these services have stored ([`plan`](super::plan)).
    pub clean_up: ServiceSet,
    /// Remove what an earlier system has stored ([`plan`](super::plan), too).
    pub clean_up_legacy: bool,
    /// Show every embed that is allowed ([`State::embed`]) and does not stand yet: one was allowed for once.
    pub show_embeds: bool,
    /// These services are allowed: show their embeds ([`State::embed`]), run their scripts ([`State::script`]).
    pub release: ServiceSet,
    /// Tell the scripts of these services that a page is read.
    pub report: ServiceSet,
    /// Take this off the page.
    pub hide: Surface,
    /// Show this.
    pub show: Surface,
    /// Tick the boxes of the preferences anew ([`State::allowed`]) and say so there: something else was decided elsewhere, and what
    /// is saved next must not undo it unseen.
    pub renew_choices: bool,
    /// Say it to those who do not see the page.
    pub announce: Option<Notice>,
    /// Make other tabs read what is stored.
    pub tell_tabs: bool,
    /// Post what is due ([`State::posting`]) to the record's endpoint, in a way that outlives the page. Answer with
    /// [`Event::RecordTaken`] or [`Event::RecordFailed`].
    pub post: bool,
    /// Answer with [`Event::RetryDue`] after so many milliseconds.
    pub retry_after: Option<u32>,
    /// Let the page speak to no other host any more: it is about to be loaded anew.
    pub cut_off: bool,
    /// Load the page anew: a script cannot be stopped otherwise.
    pub reload: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    /// The portal has not looked at what is stored.
    #[default]
    Starting,
    Running,
    /// The page is to be loaded anew once what was posted is answered, or after a short while.
    Leaving,
    /// The page is being loaded anew.
    Left,
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
    /// The receipts that the endpoint has not taken yet, as they are posted, the latest last: a line each.
    outbox: String,
    /// The time of the one that is on its way; 0 where none is.
    posting: u64,
    /// Does a timer run after which the next is posted?
    is_waiting: bool,
    /// Services that were answered for, and those allowed, by the record.
    answered: ServiceSet,
    allowed: ServiceSet,
    /// Services that the reader has answered for since the document was loaded, or had allowed by a record that has run out.
    settled: ServiceSet,
    /// Embeds that are allowed until another page is shown.
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
    #[inline(never)]
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

    /// Has the reader decided about the service, so that what it left on domains above is to be removed with it? What the
    /// reader has allowed and is not allowed any more is settled, too; a refusal that has run out is as good as none.
    pub(super) fn is_settled(&self, service: usize) -> bool {
        self.settled.contains(service)
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
    pub fn receipt(&self, consent: &Consent) -> Option<Receipt<'_>> {
        self.record.as_ref().map(|record| Receipt::of(record, consent))
    }

    /// What the endpoint has not taken yet, as it is kept: a line for each receipt, the latest last.
    pub fn outbox(&self) -> &str {
        &self.outbox
    }

    /// The receipt that is on its way, as it is posted.
    pub fn posting(&self) -> Option<&str> {
        let mut receipts = self.outbox.split('\n');
        receipts.find(|receipt| self.posting > 0 && receipt::time_of(receipt) == self.posting)
    }

    /// The text to keep, and for how many seconds from now, which is given in seconds since 1970; none where nobody has
    /// decided.
    pub fn kept(&self, consent: &Consent, now: u64) -> Option<(String, u64)> {
        let record = self.record.as_ref()?;
        let end = u64::from(record.day.saturating_add(consent.days())) * SECONDS_OF_A_DAY;
        let seal = self.rests(consent).then(|| consent.seal());
        Some((record.encode_with(seal), end.saturating_sub(now)))
    }

    /// Is nothing left to do on this page and on any other: has the reader refused everything, is nothing of it owed, and has
    /// nothing of others run in this document, which could still leave something behind?
    pub fn rests(&self, consent: &Consent) -> bool {
        self.phase == Phase::Running
            && !self.is_refused
            && self.outbox.is_empty()
            && self.ran.is_empty()
            && self.live(consent).is_empty()
            && consent.optional().minus(self.answered).is_empty()
            && self
                .record
                .as_ref()
                .is_some_and(|record| record.revision >= consent.revision.get())
    }

    /// Is this one embed allowed until another page is shown?
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
pub fn step(consent: &Consent, mut state: State, event: Event<'_>, now: Now<'_>) -> (State, Effects) {
    let mut step = Step {
        consent,
        state: &mut state,
        now,
        is_decision: false,
        is_due: event == Event::RetryDue,
        effects: Effects::default(),
    };
    step.take(event);
    let effects = step.effects;
    (state, effects)
}

struct Step<'a> {
    consent: &'a Consent,
    state: &'a mut State,
    now: Now<'a>,
    /// Has the reader decided something?
    is_decision: bool,
    /// Has a timer ended?
    is_due: bool,
    effects: Effects,
}

impl Step<'_> {
    fn take(&mut self, event: Event<'_>) {
        let is_first = self.state.phase == Phase::Starting;
        if is_first && !matches!(event, Event::Loaded { .. }) {
            return;
        }
        let before = Before {
            is_first,
            surface: self.state.surface,
            allowed: self.state.allowed(self.consent),
            live: self.state.live(self.consent),
            ran: self.state.ran,
        };
        self.open_outbox();
        self.expire();
        self.answer(event, is_first);
        self.follow(&before);
    }

    fn answer(&mut self, event: Event<'_>, is_first: bool) {
        let optional = self.consent.optional();
        let method = if self.state.surface == Surface::Preferences {
            Method::Preferences
        } else {
            Method::Banner
        };
        match event {
            Event::Loaded { stored, gpc, legacy } => {
                if is_first {
                    self.state.phase = Phase::Running;
                    self.state.gpc = gpc;
                }
                self.adopt(stored);
                if !is_first {
                    return;
                }
                if legacy == Legacy::Refused && self.state.record.is_none() {
                    self.decide(ServiceSet::NONE, Method::Migration);
                }
                self.effects.clean_up_legacy = legacy != Legacy::Absent;
                // A record of the first version remembered that it was to be posted.
                if self.state.record.as_ref().is_some_and(|record| record.is_owed) {
                    self.effects.store = !self.state.is_refused;
                    self.owe();
                }
                self.post();
            }
            Event::AcceptAll => self.decide(optional, method),
            Event::FunctionalOnly => self.decide(ServiceSet::NONE, method),
            Event::Save(choices) => self.decide(choices, method),
            Event::OpenPreferences => self.state.surface = Surface::Preferences,
            Event::ClosePreferences => self.close_preferences(),
            Event::LoadOnce { service, id } => {
                let frame = self.consent.services.get(service);
                let takes = frame
                    .and_then(|service| service.frame())
                    .is_some_and(|frame| frame.url.takes(id));
                if takes && self.state.embed(self.consent, service, id).is_none() {
                    self.state.once.push((service, id.to_owned()));
                    self.effects.show_embeds = true;
                }
            }
            Event::AlwaysAllow(service) => self.allow(service),
            Event::Changed(stored) | Event::Restored(stored) => {
                let before = (self.state.answered, self.state.allowed);
                self.adopt(stored);
                // Who refuses elsewhere what was refused before has decided, too.
                let is_other =
                    matches!(event, Event::Changed(_)) || before != (self.state.answered, self.state.allowed);
                self.effects.renew_choices = is_other && self.state.surface == Surface::Preferences;
            }
            Event::Navigated => {
                // They hold links, and the page that one leads to would stand behind them.
                self.close_preferences();
                self.state.once.clear();
                self.report(self.state.allowed(self.consent));
            }
            Event::ScriptRan(service) => {
                let service = ServiceSet::NONE.with(service);
                self.state.ran = self.state.ran.union(service.intersection(self.consent.scripts()));
            }
            Event::StorageThrew => {
                if !self.state.is_refused {
                    self.state.is_refused = true;
                    self.effects.announce = Some(Notice::ForThisVisit);
                }
            }
            Event::Delete => self.delete(),
            Event::RecordTaken => {
                let taken = std::mem::take(&mut self.state.posting);
                if taken > 0 {
                    self.keep_receipts(&|time| time != taken);
                    self.effects.keep_outbox = true;
                    self.state.failures = 0;
                    self.post();
                }
            }
            Event::RecordFailed => {
                let was_posting = std::mem::take(&mut self.state.posting) > 0;
                if was_posting && !self.state.is_waiting {
                    self.state.is_waiting = true;
                    self.effects.retry_after = RETRIES.get(self.state.failures).copied();
                    self.state.failures = (self.state.failures + 1).min(RETRIES.len() - 1);
                }
            }
            Event::RetryDue => {
                self.state.is_waiting = false;
                if self.state.phase == Phase::Running {
                    self.post();
                }
            }
        }
    }

    fn close_preferences(&mut self) {
        if self.state.surface == Surface::Preferences {
            self.state.surface = Surface::Nothing;
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
            let (_, allowed) = record.answers(self.consent);
            self.state.settled = self.state.settled.union(allowed);
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
        self.state.settled = self.state.settled.union(self.state.answered);
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

    /// The reader has allowed one service. The others keep their answers, the day of these, and what the editor
    /// asks anew.
    fn allow(&mut self, service: usize) {
        let one = ServiceSet::NONE.with(service);
        if self.consent.optional().intersection(one).is_empty() {
            return;
        }
        let answered = self.state.answered.union(one);
        let allowed = self.state.allowed.union(one);
        let term = match &self.state.record {
            Some(record) => (record.day, record.revision),
            None => (self.now.day(), self.consent.revision.get()),
        };
        self.write(answered, allowed, Method::Embed, term);
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
            time: self.time_of_decision(),
            day,
            revision,
            method,
            gpc: self.state.gpc,
            words: self.now.words,
            language: Some(self.now.language.clone()),
            is_owed: false,
            allowed: Vec::new(),
            denied: Vec::new(),
        };
        record.set_answers(self.consent, answered, allowed);
        self.state.record = Some(record);
        self.is_decision = true;
        self.owe();
        self.read_answers();
    }

    /// Now, but later than the decision before: a record's id and the time tell each decision from all others, and the order of
    /// those that are owed.
    fn time_of_decision(&self) -> u64 {
        let kept = self.state.record.as_ref().map_or(0, |record| record.time);
        let owed = self
            .state
            .outbox
            .split('\n')
            .next_back()
            .map_or(0, receipt::time_of);
        self.now.seconds.max(kept.max(owed) + 1)
    }

    /// The reader has deleted the record: nothing is answered any more, and the site is told so, once.
    fn delete(&mut self) {
        let time = self.time_of_decision();
        let Some(record) = &mut self.state.record else {
            return;
        };
        record.time = time;
        record.words = self.now.words;
        record.language = Some(self.now.language.clone());
        record.method = Method::Deletion;
        record.allowed.clear();
        record.denied.clear();
        self.owe();
        self.state.record = None;
        self.read_answers();
        self.effects.forget = true;
        self.effects.tell_tabs = true;
        self.post();
    }

    /// Other tabs write into the outbox, too, so what is kept counts. What nobody has taken for as long as an answer is kept,
    /// or what is no receipt, goes.
    fn open_outbox(&mut self) {
        if let Some(kept) = self.now.outbox {
            kept.clone_into(&mut self.state.outbox);
        }
        let length = self.state.outbox.len();
        let (today, days) = (self.now.day(), self.consent.days());
        let is_wanted = self.consent.record.is_some();
        self.keep_receipts(&|time| is_wanted && today < day(time).saturating_add(days));
        self.effects.keep_outbox = self.state.outbox.len() < length;
    }

    /// Removes the receipts of all other times, and what is no receipt.
    #[inline(never)]
    fn keep_receipts(&mut self, is_kept: &dyn Fn(u64) -> bool) {
        for receipt in std::mem::take(&mut self.state.outbox).split('\n') {
            let time = receipt::time_of(receipt);
            if time > 0 && is_kept(time) {
                self.add_receipt(receipt);
            }
        }
    }

    fn add_receipt(&mut self, receipt: &str) {
        if !self.state.outbox.is_empty() {
            self.state.outbox.push('\n');
        }
        self.state.outbox.push_str(receipt);
    }

    /// Puts the receipt of the record into the outbox.
    fn owe(&mut self) {
        if let Some(record) = &mut self.state.record
            && self.consent.record.is_some()
        {
            record.is_owed = false;
            let receipt = Receipt::of(record, self.consent).body(self.consent);
            self.add_receipt(&receipt);
            self.effects.keep_outbox = true;
        }
    }

    /// Posts the earliest that is owed, unless one is on its way.
    fn post(&mut self) {
        // A page that waits for an answer before it goes may post what comes next meanwhile; one that goes may not.
        let is_free = self.state.posting == 0 && self.state.phase != Phase::Left;
        let earliest = self.state.outbox.split('\n').next().map_or(0, receipt::time_of);
        if is_free && earliest > 0 {
            self.state.posting = earliest;
            self.effects.post = true;
        }
    }

    fn report(&mut self, services: ServiceSet) {
        let scripts = services.intersection(self.consent.scripts());
        self.effects.report = self.effects.report.union(scripts);
    }

    /// What follows from the state before and the state now.
    fn follow(&mut self, before: &Before) {
        let consent = self.consent;
        let is = self.state.allowed(consent);
        let has_record = self.state.record.is_some();
        if let Some(update) = ConsentMode::update(consent, is) {
            self.effects.consent_mode_default = before.is_first;
            let old = ConsentMode::update(consent, before.allowed);
            let is_news = self.is_decision || old != Some(update) || (before.is_first && has_record);
            self.effects.consent_mode = is_news.then_some(update);
        }
        // A script that arrives after its withdrawal is withdrawn again.
        let stray = self.state.ran.minus(before.ran).minus(is);
        let gone = before.live.minus(self.state.live(consent));
        let gone = before.allowed.minus(is).union(gone).union(stray);
        self.effects.withdraw = gone;
        self.effects.clean_up = gone;
        if before.is_first {
            // A script may have stored something while its page was being left, also after the record was deleted, and
            // an answer may have run out since.
            self.effects.clean_up = gone.union(consent.optional().minus(is));
        }
        self.effects.release = is.minus(before.allowed);
        self.report(self.effects.release);
        self.face(before.surface);
        if self.is_decision {
            let record = self.state.record.as_ref();
            let is_silent = record.is_some_and(|record| record.method == Method::Migration);
            let (is_kept, notice) = if self.state.is_refused {
                (false, Notice::ForThisVisit)
            } else {
                (true, Notice::Saved)
            };
            self.effects.store = is_kept;
            self.effects.tell_tabs = is_kept;
            self.effects.announce = (!is_silent).then_some(notice);
            self.post();
        }
        if !gone.intersection(self.state.ran).is_empty() && self.state.phase == Phase::Running {
            self.state.phase = Phase::Leaving;
            self.effects.cut_off = true;
            self.effects.retry_after = (self.state.posting > 0).then_some(PATIENCE);
        }
        let is_over = self.state.posting == 0 || self.is_due;
        if self.state.phase == Phase::Leaving && is_over {
            self.state.phase = Phase::Left;
            self.effects.reload = true;
        }
    }

    /// Shows and hides banner and preferences.
    fn face(&mut self, before: Surface) {
        if self.state.surface != Surface::Preferences {
            let asks = self.state.asks(self.consent);
            self.state.surface = if asks { Surface::Banner } else { Surface::Nothing };
        }
        if before != self.state.surface {
            self.effects.hide = before;
            self.effects.show = self.state.surface;
        }
    }
}

/// What was before an event.
struct Before {
    is_first: bool,
    surface: Surface,
    allowed: ServiceSet,
    live: ServiceSet,
    ran: ServiceSet,
}
