//! A site with one service of each kind, and days to step through.

use std::sync::LazyLock;

use content::consent::{
    Consent, ConsentMode, Effects, Event, Legacy, Notice, Now, ServiceSet, State, Stored, Surface,
};
use content::json;
use content::language::Language;

/// Places of the services of [`consent`].
pub(crate) const CHAT: usize = 0;
pub(crate) const MATOMO: usize = 1;
pub(crate) const GOOGLE: usize = 2;
pub(crate) const VIDEO: usize = 3;
pub(crate) const MAP: usize = 4;

pub(crate) const SERVICES: [&str; 5] = ["chat", "matomo", "google", "video", "map"];

/// A functional script, two scripts that count, one frame of each optional category.
pub(crate) const TEXT: &str = r#"{
  "revision": 1, "policy": "/privacy/", "record": "/consent", "services": [
    { "id": "chat", "category": "functional", "name": "Chat", "provider": "We", "purpose": "Talk.",
      "script": { "src": "https://own.example/chat.js" } },
    { "id": "matomo", "category": "statistics", "name": "Matomo", "provider": "We", "purpose": "Count.",
      "cookies": [{ "name": "_pk_id.*", "duration": "13 months" }, { "name": "_pk_ses.*", "duration": "30 minutes" }],
      "script": { "src": "https://stats.example/matomo.js", "kind": "matomo", "site": "1",
                  "endpoint": "https://stats.example/matomo.php" } },
    { "id": "google", "category": "statistics", "name": "Google Analytics", "provider": "G", "purpose": "Count.",
      "hosts": ["*.google-analytics.example"], "cookies": [{ "name": "_ga", "duration": "2 years" }, { "name": "_ga_*" }],
      "storage": ["_ga_store*"], "databases": ["ga-db"],
      "script": { "src": "https://tag.example/gtag/js?id=G-1", "kind": "ga4", "site": "G-1" } },
    { "id": "video", "category": "marketing", "name": "Video", "provider": "V", "purpose": "Play.",
      "cookies": [{ "name": "vuid", "domain": "video.example" }],
      "embed": { "url": "https://player.video.example/embed/{id}?dnt=1", "allow": "fullscreen" } },
    { "id": "map", "category": "marketing", "name": "Map", "provider": "M", "purpose": "Show.",
      "embed": { "url": "https://map.example/export/embed.html?bbox={id}", "ratio": "4:3" } }
  ]
}"#;

/// One thing that the browser is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    ConsentMode(ConsentMode),
    Store { text: String, seconds: u64 },
    Forget,
    KeepOutbox(String),
    Withdraw(usize),
    CleanUp(usize),
    CleanUpLegacy,
    Release(usize),
    ReleaseOnce { service: usize, id: String },
    ReportPageView(usize),
    ShowBanner,
    HideBanner,
    ShowPreferences,
    HidePreferences,
    RenewChoices,
    Announce(Notice),
    TellTabs,
    Post(String),
    RetryAfter(u32),
    CutOff,
    Reload,
}

/// What follows from an event, one by one in the order in which the browser does it.
pub(crate) fn step(consent: &Consent, state: State, event: Event<'_>, now: Now<'_>) -> (State, Vec<Effect>) {
    let (state, effects) = content::consent::step(consent, state, event, now);
    let list = listed(consent, &state, event, now, effects);
    (state, list)
}

fn listed(consent: &Consent, state: &State, event: Event<'_>, now: Now<'_>, effects: Effects) -> Vec<Effect> {
    // Whole, so that a field that is added is not forgotten here.
    let Effects {
        consent_mode_default,
        consent_mode,
        store,
        forget,
        keep_outbox,
        withdraw,
        clean_up,
        clean_up_legacy,
        show_embeds,
        release,
        report,
        hide,
        show,
        renew_choices,
        announce,
        tell_tabs,
        post,
        retry_after,
        cut_off,
        reload,
    } = effects;
    let mut list = Vec::new();
    list.extend(consent_mode_default.then_some(Effect::ConsentMode(ConsentMode::DEFAULT)));
    list.extend(consent_mode.map(Effect::ConsentMode));
    if store {
        let (text, seconds) = state
            .kept(consent, now.seconds)
            .expect("there is something to store");
        list.push(Effect::Store { text, seconds });
    }
    list.extend(forget.then_some(Effect::Forget));
    list.extend(keep_outbox.then(|| Effect::KeepOutbox(state.outbox().to_owned())));
    list.extend(withdraw.iter().map(Effect::Withdraw));
    list.extend(clean_up.iter().map(Effect::CleanUp));
    list.extend(clean_up_legacy.then_some(Effect::CleanUpLegacy));
    if show_embeds {
        let Event::LoadOnce { service, id } = event else {
            panic!("{event:?} allows nothing for once");
        };
        let id = id.to_owned();
        list.push(Effect::ReleaseOnce { service, id });
    }
    list.extend(release.iter().map(Effect::Release));
    list.extend(report.iter().map(Effect::ReportPageView));
    list.extend(match hide {
        Surface::Nothing => None,
        Surface::Banner => Some(Effect::HideBanner),
        Surface::Preferences => Some(Effect::HidePreferences),
    });
    list.extend(match show {
        Surface::Nothing => None,
        Surface::Banner => Some(Effect::ShowBanner),
        Surface::Preferences => Some(Effect::ShowPreferences),
    });
    list.extend(renew_choices.then_some(Effect::RenewChoices));
    list.extend(announce.map(Effect::Announce));
    list.extend(tell_tabs.then_some(Effect::TellTabs));
    if post {
        let receipt = state.posting().expect("there is something to post");
        list.push(Effect::Post(receipt.to_owned()));
    }
    list.extend(retry_after.map(Effect::RetryAfter));
    list.extend(cut_off.then_some(Effect::CutOff));
    list.extend(reload.then_some(Effect::Reload));
    list
}

pub(crate) fn read(text: &str) -> Consent {
    json::from_text(text).expect("privacy settings are always read")
}

pub(crate) fn consent() -> Consent {
    let consent = read(TEXT);
    assert_eq!(consent.faults, Vec::new());
    consent
}

pub(crate) fn set(services: &[usize]) -> ServiceSet {
    services
        .iter()
        .fold(ServiceSet::NONE, |set, service| set.with(*service))
}

/// The language in which tests are asked.
pub(crate) static ENGLISH: LazyLock<Language> =
    LazyLock::new(|| Language::parse("en").expect("it is a language"));

/// Noon of a day, counted from 1970, in a browser that keeps no outbox.
pub(crate) fn day(day: u64) -> Now<'static> {
    second(day * 86_400 + 43_200)
}

/// A second, counted from 1970.
pub(crate) fn second(seconds: u64) -> Now<'static> {
    Now {
        seconds,
        random: 0x1234_5678_9abc,
        language: &ENGLISH,
        words: 0xfeed,
        outbox: None,
    }
}

/// The day of most tests.
pub(crate) const TODAY: u64 = 20_600;

pub(crate) fn loaded(stored: Stored<'_>) -> Event<'_> {
    Event::Loaded {
        stored,
        gpc: false,
        legacy: Legacy::Absent,
    }
}

/// Several events of one day, and all that follows from the last.
pub(crate) fn after(consent: &Consent, events: &[Event<'_>]) -> (State, Vec<Effect>) {
    let mut end = (State::default(), Vec::new());
    for event in events {
        end = step(consent, end.0, *event, day(TODAY));
    }
    end
}

/// A page that has loaded with nothing stored, and what follows from the events after it.
pub(crate) fn asked(consent: &Consent, events: &[Event<'_>]) -> (State, Vec<Effect>) {
    let first = [loaded(Stored::Nothing)];
    let events: Vec<_> = first.iter().chain(events).copied().collect();
    after(consent, &events)
}

/// The text that a state would have stored.
pub(crate) fn stored(state: &State) -> String {
    state.record().expect("somebody has decided").encode()
}

/// A number in digits of base64url.
pub(crate) fn digits(number: u64, count: u64) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let six =
        |place: u64| char::from(alphabet[usize::try_from(number >> (6 * place) & 63).expect("it is small")]);
    (0..count).rev().map(six).collect()
}

/// What the first version kept of a decision in the banner on the day of most tests.
pub(crate) fn first_version(is_taken: bool, allowed: &[u32], denied: &[u32]) -> String {
    let marks = |list: &[u32]| -> String { list.iter().map(|mark| digits((*mark).into(), 4)).collect() };
    let flags = digits(u64::from(is_taken) << 3, 1);
    let head = ["1", &digits(TODAY, 3), &digits(1, 4), &flags, &digits(7, 8)].concat();
    let marks = [&marks(allowed), ".", &marks(denied)].concat();
    let sum = head
        .bytes()
        .chain(marks.bytes())
        .fold(7_u32, |sum, byte| sum.wrapping_mul(0x0100_0193) ^ u32::from(byte));
    let sum = digits(((sum ^ sum >> 24) & 0x00ff_ffff).into(), 4);
    [head, sum, marks].concat()
}
