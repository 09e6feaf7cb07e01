//! The moment of a build or an import: the only thing that press asks of the machine besides files.

use std::env;

use content::day::{Day, Moment};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::time_zone::Zone;

/// The environment variable that names another moment, in seconds since 1970, so that a build can be repeated byte
/// for byte on another day; <https://reproducible-builds.org/specs/source-date-epoch/> has its definition.
pub const SOURCE_DATE_EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Why nobody knows what time it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// `SOURCE_DATE_EPOCH` is no number of seconds.
    #[error("{SOURCE_DATE_EPOCH} is “{0}” (make it the seconds since 1970, or unset it)")]
    NotSeconds(String),
    /// The year has more than four digits, or none.
    #[error("the clock stands outside the years 1 to 9999 (set it, or set {SOURCE_DATE_EPOCH})")]
    BeyondCalendar,
}

/// A moment that is a minute of the calendar in every time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Now(Timestamp);

impl Now {
    /// The moment so many seconds after the beginning of 1970, in Coordinated Universal Time.
    ///
    /// # Errors
    /// When it is outside the calendar.
    pub fn from_seconds(seconds: i64) -> Result<Self, ClockError> {
        let now = Timestamp::from_second(seconds).map_err(|_| ClockError::BeyondCalendar)?;
        Self::of(now)
    }

    fn of(now: Timestamp) -> Result<Self, ClockError> {
        // No zone is a whole day ahead of or behind UTC.
        let is_within = [-24, 24].into_iter().all(|hours| {
            let edge = now.checked_add(SignedDuration::from_hours(hours));
            edge.is_ok_and(|edge| minute_of(edge, &TimeZone::UTC).is_some())
        });
        is_within.then_some(Self(now)).ok_or(ClockError::BeyondCalendar)
    }

    /// What the clocks of a zone show.
    #[expect(
        clippy::missing_panics_doc,
        reason = "it was made of a moment that every zone has"
    )]
    pub fn in_zone(self, zone: &Zone) -> Moment {
        minute_of(self.0, zone.rules()).expect("the moment was found to be within the calendar of every zone")
    }

    pub(crate) fn timestamp(self) -> Timestamp {
        self.0
    }
}

/// The moment, or the one that the environment names instead.
///
/// # Errors
/// When what the environment names is none, or the clock is far off.
pub fn now() -> Result<Now, ClockError> {
    match env::var(SOURCE_DATE_EPOCH) {
        Ok(text) => {
            let seconds = text.trim().parse().map_err(|_| ClockError::NotSeconds(text))?;
            Now::from_seconds(seconds)
        }
        Err(_) => Now::of(Timestamp::now()),
    }
}

pub(crate) fn minute_of(timestamp: Timestamp, zone: &TimeZone) -> Option<Moment> {
    let now = timestamp.to_zoned(zone.clone());
    let small = |number: i8| u8::try_from(number).ok();
    Some(Moment {
        day: Day::new(
            u16::try_from(now.year()).ok()?,
            small(now.month())?,
            small(now.day())?,
        )?,
        time: Some((small(now.hour())?, small(now.minute())?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // The first second of a day, its last one, and a leap day: where a conversion goes wrong if it does.
    #[test]
    fn seconds_since_1970_become_minutes() {
        for (seconds, minute) in [
            (0, "1970-01-01T00:00"),
            (86_399, "1970-01-01T23:59"),
            (951_782_400, "2000-02-29T00:00"),
            (1_795_219_200, "2026-11-21T00:00"),
        ] {
            let now = Now::from_seconds(seconds).expect("the second is one of a calendar");
            assert_eq!(Some(now.in_zone(&Zone::UTC)), Moment::parse(minute), "{seconds}");
        }
    }

    // What is new in Auckland is not yet due in Lima, and the day that pages are prerendered for is that of the site.
    #[test]
    fn a_moment_is_another_day_elsewhere() {
        let now = Now::from_seconds(1_795_219_200).expect("the second is one of a calendar");
        for (zone, minute) in [
            ("Pacific/Auckland", "2026-11-21T13:00"),
            ("America/Lima", "2026-11-20T19:00"),
            ("Asia/Kathmandu", "2026-11-21T05:45"),
        ] {
            let zone = Zone::parse(zone).expect("the database has the zone");
            assert_eq!(Some(now.in_zone(&zone)), Moment::parse(minute), "{zone:?}");
        }
    }

    // A clock that was never set, and one that ran away: nothing after it may have to think of it.
    #[test]
    fn a_moment_outside_the_calendar_is_told() {
        for seconds in [i64::MIN, -62_135_596_800, 253_402_300_799, i64::MAX] {
            assert_eq!(
                Now::from_seconds(seconds),
                Err(ClockError::BeyondCalendar),
                "{seconds}"
            );
        }
    }
}
