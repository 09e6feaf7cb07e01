//! The minute of a build or an import: the only thing that press asks of the machine besides files.

use std::env;
use std::fmt;

use content::day::{Day, Moment};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The environment variable that names another moment, in seconds since 1970, so that a build can be repeated byte
/// for byte on another day; <https://reproducible-builds.org/specs/source-date-epoch/> has its definition.
pub const SOURCE_DATE_EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Why nobody knows what time it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockError {
    /// `SOURCE_DATE_EPOCH` is no number of seconds.
    NotSeconds(String),
    /// The year has more than four digits, or none.
    BeyondCalendar,
}

impl fmt::Display for ClockError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSeconds(text) => write!(
                out,
                "{SOURCE_DATE_EPOCH} is “{text}” (make it the seconds since 1970, or unset it)"
            ),
            Self::BeyondCalendar => write!(
                out,
                "the clock stands outside the years 1 to 9999 (set it, or set {SOURCE_DATE_EPOCH})"
            ),
        }
    }
}

impl std::error::Error for ClockError {}

/// The minute in Coordinated Universal Time, or the one that the environment names instead.
///
/// # Errors
/// When what the environment names is none, or the clock is far off.
pub fn now() -> Result<Moment, ClockError> {
    let now = match env::var(SOURCE_DATE_EPOCH) {
        Ok(text) => {
            let seconds = text.trim().parse().map_err(|_| ClockError::NotSeconds(text))?;
            Timestamp::from_second(seconds).map_err(|_| ClockError::BeyondCalendar)?
        }
        Err(_) => Timestamp::now(),
    };
    minute_of(now).ok_or(ClockError::BeyondCalendar)
}

fn minute_of(timestamp: Timestamp) -> Option<Moment> {
    let now = timestamp.to_zoned(TimeZone::UTC);
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
            let timestamp = Timestamp::from_second(seconds).expect("the second is one of a calendar");
            assert_eq!(minute_of(timestamp), Moment::parse(minute), "{seconds}");
        }
    }
}
