//! Calendars, as another program's parser understands them.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::editions::{HOSTILE, SHOWN, article, demo, of_site};
use crate::support::{content, press, transcript};
use icalendar::parser::{Component, read_calendar, unfold};
use press::edition::bundle::Edition;
use press::edition::calendar::moment_with_offset;

/// The calendar of the site beside the bundle, and those of articles in it.
fn files(edition: &Edition) -> BTreeMap<String, Vec<u8>> {
    let mut files = press::edition::calendar::files(edition);
    let in_bundle = edition
        .files
        .iter()
        .filter(|(name, _)| name.starts_with("calendar/"));
    files.extend(in_bundle.map(|(name, bytes)| (name.clone(), bytes.clone())));
    files
}

fn text(edition: &Edition, name: &str) -> String {
    let files = files(edition);
    let bytes = files.get(name).unwrap_or_else(|| panic!("there is no {name}"));
    String::from_utf8(bytes.clone()).expect("calendars are UTF-8")
}

/// What parsers and RFC 5545 ask of the lines of any calendar.
fn assert_lines(text: &str) {
    assert!(text.ends_with("\r\n"));
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
    }
}

fn value(component: &Component<'_>, name: &str) -> Option<String> {
    component
        .find_prop(name)
        .map(|property| property.val.as_str().to_owned())
}

fn parameter(component: &Component<'_>, name: &str, key: &str) -> Option<String> {
    let property = component.find_prop(name)?;
    let parameter = property.params.iter().find(|parameter| parameter.key == key)?;
    parameter.val.as_ref().map(|value| value.as_str().to_owned())
}

/// The components of one kind of a calendar.
fn with<T>(text: &str, kind: &str, look: impl Fn(&Component<'_>) -> T) -> Vec<T> {
    assert_lines(text);
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).unwrap_or_else(|error| panic!("{error}\n{text}"));
    calendar
        .components
        .iter()
        .filter(|component| component.name == kind)
        .map(look)
        .collect()
}

fn event(keys: &str) -> Edition {
    let text = article(&format!("title = \"A\"\npublished = 2026-01-02\n{keys}"));
    of_site("", &[("magazine/a.md", &text)])
}

const FILE: &str = "calendar/a.ics";

// Half the demo's events are in other zones than its editors: each hour must come with a zone that is described.
#[test]
fn every_zone_that_the_demo_names_is_described() {
    let edition = demo();
    let calendars = files(&edition);
    let dated = edition
        .articles
        .iter()
        .map(|article| usize::from(article.event.is_some()) + usize::from(article.deadline.is_some()));
    let dated: usize = dated.sum();
    assert!(dated > 10);
    for (name, bytes) in &calendars {
        let text = String::from_utf8(bytes.clone()).expect("calendars are UTF-8");
        let zones: BTreeSet<_> = with(&text, "VTIMEZONE", |zone| value(zone, "TZID"))
            .into_iter()
            .flatten()
            .collect();
        let used: BTreeSet<_> = with(&text, "VEVENT", |event| parameter(event, "DTSTART", "TZID"))
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(zones, used, "{name}");
    }
    let ids = with(&text(&edition, "events.ics"), "VEVENT", |event| {
        value(event, "UID")
    });
    assert_eq!(ids.len(), dated);
    assert_eq!(
        ids.iter().collect::<BTreeSet<_>>().len(),
        dated,
        "every id is used once"
    );
}

// The offset decides when somebody stands before a locked door. These are the offsets of the zones on those days.
#[test]
fn the_offset_at_the_start_is_that_of_the_zone_on_that_day() {
    let table = [
        ("Europe/Lisbon", "2026-05-03T19:00", "+0100"),
        ("Europe/Lisbon", "2026-12-03T19:00", "+0000"),
        ("Europe/Lisbon", "2040-07-03T19:00", "+0100"),
        ("Asia/Ho_Chi_Minh", "2026-05-03T19:00", "+0700"),
        ("Asia/Kathmandu", "2026-05-03T19:00", "+0545"),
        ("America/St_Johns", "2026-01-03T19:00", "-0330"),
        ("Australia/Lord_Howe", "2026-07-03T19:00", "+1030"),
        ("UTC", "2026-05-03T19:00", "+0000"),
    ];
    for (zone, start, offset) in table {
        let edition = event(&format!("[event]\nstart = \"{start}\"\nzone = \"{zone}\""));
        let text = text(&edition, FILE);
        let local = start.replace(['-', ':'], "") + "00";
        let starts = with(&text, "VEVENT", |event| {
            (value(event, "DTSTART"), parameter(event, "DTSTART", "TZID"))
        });
        assert_eq!(starts, [(Some(local.clone()), Some(zone.to_owned()))]);
        // The observance in force is the last one that has begun.
        let observances = with(&text, "VTIMEZONE", |zone| {
            let observances = zone.components.iter();
            observances
                .map(|part| {
                    (
                        value(part, "DTSTART").expect("an onset"),
                        value(part, "TZOFFSETTO").expect("an offset"),
                    )
                })
                .collect::<BTreeMap<_, _>>()
        });
        let (_, found) = observances[0].range(..=local).next_back().expect("one has begun");
        assert_eq!(found, offset, "{zone} {start}\n{text}");
        let with_colon = format!("{}:{}", &offset[..3], &offset[3..]);
        let moment = edition.articles[0].event.as_ref().expect("it has an event").start;
        assert_eq!(
            moment_with_offset(moment, Some(zone)),
            format!("{start}:00{with_colon}")
        );
    }
}

// An event across the night in which clocks change needs both offsets.
#[test]
fn an_event_across_a_change_of_clocks_has_both_offsets() {
    let edition =
        event("[event]\nstart = 2026-10-24T20:00\nend = 2026-10-26T20:00\nzone = \"Europe/Lisbon\"");
    let parts = with(&text(&edition, FILE), "VTIMEZONE", |zone| {
        let parts = zone.components.iter();
        parts
            .map(|part| (part.name.to_string(), value(part, "DTSTART")))
            .collect::<Vec<_>>()
    });
    assert_eq!(
        parts[0],
        [
            ("DAYLIGHT".to_owned(), Some("20260329T010000".to_owned())),
            ("STANDARD".to_owned(), Some("20261025T020000".to_owned())),
        ]
    );
}

// The end of whole days is the day after; with a clock it is a time. The two must not be mixed.
#[test]
fn start_and_end_are_of_one_kind() {
    let table = [
        ("start = 2026-05-03", "20260503", Some("20260504")),
        (
            "start = 2026-05-03\nend = 2026-05-05",
            "20260503",
            Some("20260506"),
        ),
        (
            "start = 2026-05-03\nend = 2026-05-05T18:00",
            "20260503",
            Some("20260506"),
        ),
        ("start = 2026-05-03T19:00", "20260503T190000", None),
        (
            "start = 2026-05-03T19:00\nend = 2026-05-05",
            "20260503T190000",
            Some("20260505T235900"),
        ),
        (
            "start = 2026-05-03T19:00\nend = 2026-05-03T21:30",
            "20260503T190000",
            Some("20260503T213000"),
        ),
        // An end before the start is a slip of the editor's; calendars would refuse the file.
        (
            "start = 2026-05-03T19:00\nend = 2026-05-01",
            "20260503T190000",
            None,
        ),
    ];
    for (keys, start, end) in table {
        let edition = event(&format!("[event]\n{keys}"));
        let found = with(&text(&edition, FILE), "VEVENT", |event| {
            let kind = parameter(event, "DTSTART", "VALUE");
            let end_kind = parameter(event, "DTEND", "VALUE");
            assert_eq!(kind.is_some(), !start.contains('T'));
            assert_eq!(end_kind.is_some(), end.is_some_and(|end| !end.contains('T')));
            (value(event, "DTSTART"), value(event, "DTEND"))
        });
        assert_eq!(
            found,
            [(Some(start.to_owned()), end.map(ToOwned::to_owned))],
            "{keys}"
        );
    }
}

// A deadline is a day that stays free, and says that something closes, in the language of its article.
#[test]
fn a_deadline_is_a_free_day_that_says_so() {
    let edition = event("deadline = 2026-12-01\nlanguage = \"fr\"");
    let found = with(&text(&edition, FILE), "VEVENT", |event| {
        ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP", "URL"]
            .map(|name| value(event, name).expect(name))
    });
    assert_eq!(
        found,
        [[
            "a.deadline@example.org",
            "20260102T000000Z",
            "20261201",
            "20261202",
            "Date limite: A",
            "TRANSPARENT",
            "https://example.org/sub/magazine/a/",
        ]]
    );
}

// Whatever stands in a title, it must not become a line of the calendar.
#[test]
fn hostile_words_stay_words() {
    let keys = format!(
        "title = \"{HOSTILE}\"\npublished = 2026-01-02\n[event]\nstart = 2026-05-03\nvenue = \"{HOSTILE}\""
    );
    let edition = of_site("", &[("magazine/a.md", &article(&keys))]);
    let found = with(&text(&edition, FILE), "VEVENT", |event| {
        assert_eq!(value(event, "DTEND").as_deref(), Some("20260504"));
        ["SUMMARY", "LOCATION"].map(|name| value(event, name).expect("it has one"))
    });
    assert_eq!(found, [[SHOWN, SHOWN]]);
}

// A zone that is none would be read as another place's time; the editor must hear of it.
#[test]
fn an_unknown_zone_is_told_and_the_time_floats() {
    let text_of = article("title = \"A\"\n[event]\nstart = 2026-05-03T19:00\nzone = \"Europe/Lissabon\"");
    let folder = content(&[("magazine/a.md", &text_of)]);
    let said = transcript(&press(folder.path(), &["check", "content"]));
    assert!(
        said.contains("a.md:5:8: warning: there is no time zone “Europe/Lissabon”"),
        "{said}"
    );
    let edition = crate::support::editions::compose(&folder.path().join("content"));
    let text = text(&edition, FILE);
    assert_eq!(
        with(&text, "VEVENT", |event| parameter(event, "DTSTART", "TZID")),
        [None]
    );
    assert!(with(&text, "VTIMEZONE", |_| ()).is_empty());
}

// Nothing that happens, nothing to subscribe to.
#[test]
fn a_site_without_days_has_no_calendar() {
    assert!(files(&event("")).is_empty());
}

// A link to a file that is not there would be worse than none: the article says what the bundle has.
#[test]
fn an_article_says_whether_the_bundle_has_its_calendar() {
    let said = |edition: &Edition| {
        let article = std::str::from_utf8(&edition.files["articles/a.json"]).expect("press writes UTF-8");
        (
            article.contains(r#""calendar":true"#),
            edition.files.contains_key(FILE),
        )
    };
    assert_eq!(said(&event("deadline = 2026-12-01")), (true, true));
    assert_eq!(said(&event("[event]\nstart = 2026-05-03")), (true, true));
    assert_eq!(said(&event("")), (false, false));
}
