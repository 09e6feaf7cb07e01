//! Events in front matter, by the names that themes give to when and where something happens.

use content::article::Event;
use content::day::Moment;

use super::public::plain;
use crate::diagnostic::Position;
use crate::import::day;
use crate::read::settings::{Node, Table, Value};
use crate::read::stamp::Stamp;
use crate::time_zone::Zone;

/// What a key of an event says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Start,
    StartTime,
    End,
    EndTime,
    Zone,
    Place,
}

/// The keys that say it, without capitals and signs.
const KEYS: [(&str, Says); 38] = [
    ("start", Says::Start),
    ("starts", Says::Start),
    ("startat", Says::Start),
    ("startsat", Says::Start),
    ("startdate", Says::Start),
    ("startdatetime", Says::Start),
    ("datestart", Says::Start),
    ("begin", Says::Start),
    ("begins", Says::Start),
    ("eventdate", Says::Start),
    ("eventstart", Says::Start),
    ("eventstartdate", Says::Start),
    ("dtstart", Says::Start),
    ("starttime", Says::StartTime),
    ("eventtime", Says::StartTime),
    ("eventstarttime", Says::StartTime),
    ("time", Says::StartTime),
    ("end", Says::End),
    ("ends", Says::End),
    ("endat", Says::End),
    ("endsat", Says::End),
    ("enddate", Says::End),
    ("enddatetime", Says::End),
    ("dateend", Says::End),
    ("eventend", Says::End),
    ("eventenddate", Says::End),
    ("dtend", Says::End),
    ("endtime", Says::EndTime),
    ("eventendtime", Says::EndTime),
    ("timezone", Says::Zone),
    ("tz", Says::Zone),
    ("zone", Says::Zone),
    ("venue", Says::Place),
    ("location", Says::Place),
    ("place", Says::Place),
    ("where", Says::Place),
    ("eventlocation", Says::Place),
    ("eventvenue", Says::Place),
];

fn says(key: &str) -> Option<Says> {
    let key = plain(key);
    let found = KEYS.iter().find(|(known, _)| *known == key);
    found.map(|(_, says)| *says)
}

/// Is it a key that may tell of an event?
pub(super) fn is_key(key: &str) -> bool {
    plain(key) == "event" || says(key).is_some()
}

/// Is front matter that of something that takes place? A place alone says nothing.
pub(super) fn is_told_by(table: &Table) -> bool {
    table.entries().any(|(key, value)| {
        let key = plain(key);
        match value {
            Value::Text(text) if matches!(&*key, "type" | "kind" | "layout") => {
                matches!(&*plain(text), "event" | "events")
            }
            value if value.is_empty() => false,
            _ => key.starts_with("event") || key == "venue" || says(&key) == Some(Says::Start),
        }
    })
}

/// The event of front matter, and whether each entry that is left belongs to it. Without a beginning there is none: a text may
/// have a place without being an event.
pub(super) fn of(entries: &mut Vec<(String, Position, Node)>) -> Result<Option<(Event, usize)>, Fault> {
    let nested = entries
        .iter()
        .position(|(key, _, node)| plain(key) == "event" && matches!(node.value, Value::Table(_)));
    if let Some(at) = nested {
        let (_, position, node) = entries.remove(at);
        let Value::Table(table) = &node.value else {
            return Ok(None);
        };
        // Within a table of its own, “date” can be nothing but the day of the event.
        let date = table.entries().find(|(key, _)| plain(key) == "date");
        let date = date.map(|(_, value)| (Says::Start, value));
        let said = table
            .entries()
            .filter_map(|(key, value)| Some((says(key)?, value)));
        let said: Vec<_> = said.chain(date).collect();
        return made(&said, position).map(|event| event.map(|event| (event, 1)));
    }
    let said: Vec<_> = entries
        .iter()
        .filter_map(|(key, _, node)| Some((says(key)?, &node.value)))
        .collect();
    let start = entries.iter().find(|(key, ..)| says(key) == Some(Says::Start));
    let Some(position) = start.map(|(_, position, _)| *position) else {
        return Ok(None);
    };
    let event = made(&said, position)?;
    let before = entries.len();
    entries.retain(|(key, ..)| says(key).is_none());
    Ok(event.map(|event| (event, before - entries.len())))
}

/// Why there is no event where one is said to be.
pub(super) struct Fault {
    pub(super) position: Position,
    pub(super) why: String,
}

fn made(said: &[(Says, &Value)], position: Position) -> Result<Option<Event>, Fault> {
    let text = |wanted: Says| {
        let mut found = said.iter().filter(|(says, _)| *says == wanted);
        found.find_map(|(_, value)| words(value))
    };
    let Some(start) = text(Says::Start) else {
        return Err(Fault {
            position,
            why: "the event does not say when it begins".to_owned(),
        });
    };
    let zone = text(Says::Zone).as_deref().and_then(Zone::parse);
    // A time in UTC is one on those clocks, where nobody has said on which others.
    let in_utc = zone.is_none() && start.trim_end().ends_with('Z');
    let zone = zone.or_else(|| in_utc.then(|| Zone::parse("UTC")).flatten());
    let Some(start) = moment(&start, text(Says::StartTime).as_deref(), zone.as_ref()) else {
        return Err(Fault {
            position,
            why: format!("nobody can tell from “{start}” when the event begins"),
        });
    };
    let (end, end_time) = (text(Says::End), text(Says::EndTime));
    let end = match (end, end_time) {
        (Some(end), time) => moment(&end, time.as_deref(), zone.as_ref()),
        (None, Some(time)) => time_of(&time).map(|time| Moment {
            day: start.day,
            time: Some(time),
        }),
        (None, None) => None,
    };
    Ok(Some(Event {
        start,
        end: end.filter(|end| *end >= start),
        zone: zone.map(|zone| zone.name().to_owned()),
        venue: text(Says::Place).filter(|place| !place.is_empty()),
    }))
}

/// The words of a value: of a place that is a table, its name and its address.
fn words(value: &Value) -> Option<String> {
    let found = match value {
        Value::Text(text) => text.trim().to_owned(),
        Value::Table(table) => {
            let parts = ["name", "title", "address", "street", "city"];
            let parts: Vec<&str> = parts
                .iter()
                .filter_map(|key| part(table, key))
                .filter(|part| !part.is_empty())
                .collect();
            parts.join(", ")
        }
        Value::List(items) => {
            let parts: Vec<String> = items.iter().filter_map(|item| words(&item.value)).collect();
            parts.join(", ")
        }
        Value::Nothing => String::new(),
    };
    (!found.is_empty()).then(|| found.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn part<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    let mut entries = table.entries();
    entries.find_map(|(own, value)| match value {
        Value::Text(text) if plain(own) == key => Some(text.trim()),
        _ => None,
    })
}

fn moment(text: &str, time: Option<&str>, zone: Option<&Zone>) -> Option<Moment> {
    let found = Stamp::parse(text).and_then(|stamp| stamp.moment_at(zone));
    let mut found = found.or_else(|| {
        let day = day(text)?;
        // What stands behind a day that is written in words may be its time.
        let time = text.split([' ', ',', 'T']).find_map(time_of);
        Some(Moment { day, time })
    })?;
    if found.time.is_none() || found.time == Some((0, 0)) {
        found.time = time.and_then(time_of).or(found.time);
    }
    Some(found)
}

/// A time of the day: `19:30`, `7:30 pm`, `7pm`. YAML reads `19:30` as a number of minutes.
fn time_of(text: &str) -> Option<(u8, u8)> {
    let text = text.trim().to_lowercase();
    let (digits, is_late) = match text.strip_suffix("pm") {
        Some(digits) => (digits.trim(), Some(true)),
        None => match text.strip_suffix("am") {
            Some(digits) => (digits.trim(), Some(false)),
            None => (text.as_str(), None),
        },
    };
    let (hour, minute) = match digits.split_once([':', '.', 'h']) {
        Some((hour, rest)) => (hour, rest.get(..2).unwrap_or("00")),
        None if is_late.is_some() => (digits, "00"),
        None => return None,
    };
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match is_late {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(time_of("19:30"), Some((19, 30)));
        assert_eq!(time_of("7:30 pm"), Some((19, 30)));
        assert_eq!(time_of("12 am"), Some((0, 0)));
        assert_eq!(time_of("9:00:00"), Some((9, 0)));
        assert_eq!(time_of("soon"), None);
        assert_eq!(time_of("25:00"), None);
    }
}
