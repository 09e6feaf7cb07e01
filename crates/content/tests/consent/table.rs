//! Every state with every event: what follows stands in `table.txt`, to be read and to be compared with.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use content::consent::{Consent, Event, Legacy, ServiceSet, State, Stored, Surface};

use crate::values::{
    Effect, GOOGLE, MAP, MATOMO, SERVICES, TODAY, VIDEO, after, asked, consent, day, loaded, set, step,
    stored,
};

fn states(consent: &Consent) -> Vec<(&'static str, State)> {
    let gpc = Event::Loaded {
        stored: Stored::Nothing,
        gpc: true,
        legacy: Legacy::Absent,
    };
    let once = Event::LoadOnce {
        service: VIDEO,
        id: "a",
    };
    vec![
        ("not started", State::default()),
        ("asked", asked(consent, &[]).0),
        ("asked under GPC", after(consent, &[gpc]).0),
        (
            "asked, preferences open",
            asked(consent, &[Event::OpenPreferences]).0,
        ),
        ("asked, one embed loaded once", asked(consent, &[once]).0),
        ("all allowed", asked(consent, &[Event::AcceptAll]).0),
        (
            "all allowed, matomo ran",
            asked(consent, &[Event::AcceptAll, Event::ScriptRan(MATOMO)]).0,
        ),
        (
            "all allowed and taken, matomo ran",
            asked(
                consent,
                &[Event::AcceptAll, Event::RecordTaken, Event::ScriptRan(MATOMO)],
            )
            .0,
        ),
        (
            "all allowed and not taken",
            asked(consent, &[Event::AcceptAll, Event::RecordFailed]).0,
        ),
        (
            "about to be loaded anew",
            asked(
                consent,
                &[Event::AcceptAll, Event::ScriptRan(MATOMO), Event::FunctionalOnly],
            )
            .0,
        ),
        ("all refused", asked(consent, &[Event::FunctionalOnly]).0),
        (
            "matomo and map allowed",
            asked(consent, &[Event::Save(set(&[MATOMO, MAP]))]).0,
        ),
        (
            "matomo and map allowed, preferences open",
            asked(
                consent,
                &[Event::Save(set(&[MATOMO, MAP])), Event::OpenPreferences],
            )
            .0,
        ),
        (
            "map allowed for the visit",
            after(consent, &[loaded(Stored::Refused), Event::Save(set(&[MAP]))]).0,
        ),
    ]
}

fn words(services: impl Iterator<Item = usize>) -> String {
    let names: Vec<_> = services.map(|service| SERVICES[service]).collect();
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join("+")
    }
}

fn told(effect: &Effect) -> String {
    match effect {
        Effect::ConsentMode(entry) => {
            let granted = entry
                .signals()
                .into_iter()
                .filter(|(_, value)| *value == "granted");
            let granted: Vec<_> = granted
                .map(|(name, _)| name.trim_end_matches("_storage"))
                .collect();
            format!("google {} {}", entry.command.as_str(), granted.join("+"))
        }
        Effect::Store { .. } => "store".to_owned(),
        Effect::Withdraw(service) => format!("withdraw {}", SERVICES[*service]),
        Effect::CleanUp(service) => format!("clean up {}", SERVICES[*service]),
        Effect::CleanUpLegacy => "clean up Complianz".to_owned(),
        Effect::Release(service) => format!("release {}", SERVICES[*service]),
        Effect::ReleaseOnce { service, id } => format!("release {} {id}", SERVICES[*service]),
        Effect::ReportPageView(service) => format!("page view {}", SERVICES[*service]),
        Effect::ShowBanner => "show banner".to_owned(),
        Effect::HideBanner => "hide banner".to_owned(),
        Effect::ShowPreferences => "show preferences".to_owned(),
        Effect::HidePreferences => "hide preferences".to_owned(),
        Effect::RenewChoices => "renew choices".to_owned(),
        Effect::Announce(notice) => format!("announce {notice:?}"),
        Effect::TellTabs => "tell tabs".to_owned(),
        Effect::Forget => "forget".to_owned(),
        Effect::KeepOutbox(receipts) => format!("keep outbox of {}", receipts.lines().count()),
        Effect::Post(receipt) => format!("post {}", allowed_by(receipt)),
        Effect::RetryAfter(time) => format!("go on after {time} ms"),
        Effect::CutOff => "cut off".to_owned(),
        Effect::Reload => "reload".to_owned(),
    }
}

/// The services that a receipt says are allowed.
fn allowed_by(receipt: &str) -> String {
    let receipt: serde_json::Value = serde_json::from_str(receipt).expect("a receipt is JSON");
    let allowed = receipt["choice"]["allowed"].as_array().expect("it is a list");
    let names: Vec<_> = allowed.iter().filter_map(|name| name.as_str()).collect();
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join("+")
    }
}

fn table() -> String {
    let consent = consent();
    let all = stored(&asked(&consent, &[Event::AcceptAll]).0);
    let none = stored(&asked(&consent, &[Event::FunctionalOnly]).0);
    let legacy = Event::Loaded {
        stored: Stored::Nothing,
        gpc: false,
        legacy: Legacy::Refused,
    };
    let events = [
        ("loaded, nothing stored", loaded(Stored::Nothing)),
        ("loaded, all allowed", loaded(Stored::Text(&all))),
        ("loaded, unreadable", loaded(Stored::Text("1garbage"))),
        ("loaded, storage throws", loaded(Stored::Refused)),
        ("loaded, Complianz refused", legacy),
        ("accept all", Event::AcceptAll),
        ("functional only", Event::FunctionalOnly),
        ("save google", Event::Save(set(&[GOOGLE]))),
        ("save nothing", Event::Save(ServiceSet::NONE)),
        ("open preferences", Event::OpenPreferences),
        ("close preferences", Event::ClosePreferences),
        (
            "load video a once",
            Event::LoadOnce {
                service: VIDEO,
                id: "a",
            },
        ),
        ("always allow video", Event::AlwaysAllow(VIDEO)),
        ("other tab allowed all", Event::Changed(Stored::Text(&all))),
        ("other tab refused all", Event::Changed(Stored::Text(&none))),
        ("restored, nothing stored", Event::Restored(Stored::Nothing)),
        ("navigated", Event::Navigated),
        ("matomo's script ran", Event::ScriptRan(MATOMO)),
        ("storage threw", Event::StorageThrew),
        ("delete", Event::Delete),
        ("record taken", Event::RecordTaken),
        ("record failed", Event::RecordFailed),
        ("retry due", Event::RetryDue),
    ];
    let mut table = String::new();
    for (state_name, state) in states(&consent) {
        let _ = writeln!(table, "{state_name}");
        for (event_name, event) in &events {
            let (next, effects) = step(&consent, state.clone(), *event, day(TODAY));
            let surface = match next.surface() {
                Surface::Nothing => "-",
                Surface::Banner => "banner",
                Surface::Preferences => "preferences",
            };
            let allowed = words(next.allowed(&consent).iter());
            let effects: Vec<_> = effects.iter().map(told).collect();
            let _ = writeln!(
                table,
                "  {event_name}: {surface}, {allowed}: {}",
                effects.join("; ")
            );
        }
    }
    table
}

// A machine of this size is right when each of its cells is, and a change shows in the cells that it touches.
#[test]
fn every_state_answers_every_event_as_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/consent/table.txt");
    let table = table();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &table).expect("the table can be written");
    }
    let wanted = fs::read_to_string(&path).expect("the table is there");
    for (number, (wanted, found)) in (1..).zip(wanted.lines().zip(table.lines())) {
        assert_eq!(found, wanted, "{}:{number}", path.display());
    }
    assert_eq!(table.lines().count(), wanted.lines().count());
}
