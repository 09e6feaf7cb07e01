//! Days and times as front matter has them, whichever tool has written it.

use content::day::{Day, Moment};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use crate::time_zone::Zone;

/// A day, perhaps with a time of it, perhaps with the distance of its clock from Coordinated Universal Time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The day, as it is written.
    pub day: Day,
    /// Hour, minute and second; fractions of a second are passed over.
    time: Option<(i8, i8, i8)>,
    offset: Option<Distance>,
}

/// How far a clock is ahead of Coordinated Universal Time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Distance {
    /// It shows that very time: what programs write that ask nobody for a place.
    Zulu,
    /// By so many seconds.
    Seconds(i32),
}

impl Stamp {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str =
        "a day is written 2026-03-14, a time of it 2026-03-14T09:40 or 2026-03-14T09:40:00+01:00";

    /// The stamp, if the text is one: RFC 3339, with a space before the time or the offset if need be, with or without
    /// seconds, fractions of them and an offset.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, rest) = text.split_at_checked(10)?;
        let day = Day::parse(day)?;
        if rest.is_empty() {
            return Some(day.into());
        }
        let time = with_usual_offset(rest.strip_prefix(['T', 't', ' '])?);
        let written = format!("{}T{}", day.as_str(), two_digits(&time));
        let pieces = Pieces::parse(&written).ok()?;
        if pieces.time_zone_annotation().is_some() {
            return None;
        }
        let time = pieces.time()?;
        Some(Self {
            day,
            time: Some((time.hour(), time.minute(), time.second())),
            offset: pieces.offset().map(|offset| match offset {
                PiecesOffset::Numeric(offset) => Distance::Seconds(offset.offset().seconds()),
                _ => Distance::Zulu,
            }),
        })
    }

    /// When it is: at its first moment, on the clocks of a zone where it does not say which.
    pub(crate) fn instant(self, zone: &Zone) -> Timestamp {
        let (hour, minute, second) = self.time.unwrap_or_default();
        let time = Time::new(hour, minute, second, 0).expect("it was read from a time");
        let local = date(self.day).to_datetime(time);
        let offset = match self.offset {
            None => return zone.rules().to_timestamp(local).unwrap_or(edge(self.day)),
            Some(Distance::Zulu) => Offset::UTC,
            Some(Distance::Seconds(seconds)) => {
                Offset::from_seconds(seconds).expect("it was read from an offset")
            }
        };
        offset.to_timestamp(local).unwrap_or(edge(self.day))
    }

    /// The minute that it is on the clocks of a place: of that zone where it is known, else as it is written. None of a
    /// time in UTC of which nobody knows where it is to be read.
    pub(crate) fn moment_at(self, zone: Option<&Zone>) -> Option<Moment> {
        let Some((hour, minute, _)) = self.time else {
            return Some(Moment {
                day: self.day,
                time: None,
            });
        };
        match (self.offset, zone) {
            (Some(Distance::Zulu), None) => None,
            (Some(_), Some(zone)) => crate::clock::minute_of(self.instant(zone), zone.rules()),
            _ => Some(Moment {
                day: self.day,
                time: Some((hour.unsigned_abs(), minute.unsigned_abs())),
            }),
        }
    }
}

/// A time whose offset is written as RFC 3339 has it: YAML and Ruby write ` -4`, ` +01:00` and ` UTC`, too.
fn with_usual_offset(time: &str) -> String {
    for zone in ["UTC", "GMT"] {
        if let Some(time) = time.strip_suffix(zone) {
            return [time.trim_end(), "Z"].concat();
        }
    }
    let Some(sign) = time.rfind(['+', '-']) else {
        return time.to_owned();
    };
    let (time, offset) = time.split_at(sign);
    let (sign, offset) = offset.split_at(1);
    [time.trim_end(), sign, &two_digits(offset)].concat()
}

/// A time whose hours have two digits.
fn two_digits(time: &str) -> String {
    let is_short = time.split(':').next().is_some_and(|hours| hours.len() == 1);
    [if is_short { "0" } else { "" }, time].concat()
}

impl From<Day> for Stamp {
    fn from(day: Day) -> Self {
        Self {
            day,
            time: None,
            offset: None,
        }
    }
}

/// The first or the last moment that there is, for days at the end of the calendar whose hours have no place in it.
fn edge(day: Day) -> Timestamp {
    if day.year() == 1 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    }
}

fn date(day: Day) -> Date {
    day.as_str()
        .parse()
        .expect("both calendars have the days of the years 1 to 9999")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str, zone: &str) -> Option<i64> {
        let zone = Zone::parse(zone).expect("the database has the zone");
        Stamp::parse(text).map(|stamp| stamp.instant(&zone).as_second())
    }

    // Hugo, Jekyll, Decap and people write times in as many ways; all of these are one moment.
    #[test]
    fn one_moment_is_read_in_every_way_in_which_tools_write_it() {
        for text in [
            "2026-03-14T09:40",
            "2026-03-14 09:40",
            "2026-03-14t09:40:00",
            "2026-03-14T09:40:00.000",
            "2026-03-14T09:40:00.123456789",
            "2026-03-14T08:40:00Z",
            "2026-03-14T08:40:00.000Z",
            "2026-03-14 08:40:00 UTC",
            "2026-03-14T09:40:00+01:00",
            "2026-03-14 09:40:00 +0100",
            "2026-03-14 09:40:00.5 +01:00",
            "2026-03-14T05:10:00-03:30",
            "2026-03-14 05:10:00 -3:30",
            "2026-03-14 04:40:00 -4",
            "2026-03-14 4:40:00 -4",
            "2026-03-14T9:40",
        ] {
            assert_eq!(seconds(text, "Europe/Berlin"), Some(1_773_477_600), "{text}");
        }
    }

    // A day without a time begins at midnight where the site is.
    #[test]
    fn a_day_begins_with_its_first_moment() {
        assert_eq!(seconds("2026-03-14", "UTC"), seconds("2026-03-14T00:00Z", "UTC"));
        assert_eq!(
            seconds("2026-03-14", "Asia/Tokyo"),
            seconds("2026-03-13T15:00Z", "UTC")
        );
        // In spring an hour is left out, and in autumn one comes twice: the clocks show the first of the two.
        assert_eq!(
            seconds("2026-03-29T02:30", "Europe/Berlin"),
            seconds("2026-03-29T01:30Z", "UTC")
        );
        assert_eq!(
            seconds("2026-10-25T02:30", "Europe/Berlin"),
            seconds("2026-10-25T00:30Z", "UTC")
        );
    }

    // What is read half could be published too early.
    #[test]
    fn what_is_no_time_is_refused_as_a_whole() {
        for text in [
            "",
            "2026-03",
            "2026-03-14T",
            "2026-03-14 soon",
            "2026-03-14T25:00",
            "2026-03-14T09:60",
            "2026-03-14T09:40 PM",
            "2026-03-14T09:40:00+99:00",
            "2026-03-14T09:40[Europe/Lisbon]",
            "2026-03-14x09:40",
            "2026-03-1409:40",
            "14 March 2026",
            "2026-02-29T10:00",
            "２０２６-03-14",
        ] {
            assert_eq!(Stamp::parse(text), None, "{text}");
        }
    }

    // A calendar shows what the clocks at the place of an event show.
    #[test]
    fn an_event_stands_on_the_clocks_of_its_place() {
        let at = |text: &str, zone: Option<&str>| {
            let zone = zone.and_then(Zone::parse);
            let moment = Stamp::parse(text).and_then(|stamp| stamp.moment_at(zone.as_ref()));
            moment.map(|moment| moment.as_str().into_owned())
        };
        let lisbon = Some("Europe/Lisbon");
        for (text, zone, moment) in [
            ("2026-05-03", lisbon, Some("2026-05-03")),
            ("2026-05-03T19:00:00.000", lisbon, Some("2026-05-03T19:00")),
            ("2026-05-03T18:00:00.000Z", lisbon, Some("2026-05-03T19:00")),
            ("2026-05-03T20:00:00+02:00", lisbon, Some("2026-05-03T19:00")),
            ("2026-05-03T23:30Z", Some("Asia/Tokyo"), Some("2026-05-04T08:30")),
            ("2026-05-03T19:00:00+01:00", None, Some("2026-05-03T19:00")),
            ("2026-05-03T19:00:00Z", None, None),
        ] {
            assert_eq!(at(text, zone).as_deref(), moment, "{text} {zone:?}");
        }
    }
}
