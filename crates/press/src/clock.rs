//! The day of a build: the only thing that press asks of the machine besides files.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

use content::day::Day;
use icu_calendar::types::RataDie;
use icu_calendar::{Date, Iso};

/// The environment variable that names another moment, in seconds since 1970, so that a build can be repeated byte
/// for byte on another day; <https://reproducible-builds.org/specs/source-date-epoch/> has its definition.
pub const SOURCE_DATE_EPOCH: &str = "SOURCE_DATE_EPOCH";

/// 1 January 1970 in days since the beginning of the year 1, that day included.
const EPOCH: i64 = 719_163;

const SECONDS_OF_A_DAY: u64 = 86_400;

/// Today in Coordinated Universal Time, or the day that the environment names instead.
pub fn today() -> Option<Day> {
    let named = env::var(SOURCE_DATE_EPOCH).ok();
    let seconds = match named.and_then(|seconds| seconds.trim().parse().ok()) {
        Some(seconds) => seconds,
        None => SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs(),
    };
    day_of(seconds)
}

fn day_of(seconds: u64) -> Option<Day> {
    let days = i64::try_from(seconds / SECONDS_OF_A_DAY).ok()?;
    let date = Date::from_rata_die(RataDie::new(EPOCH + days), Iso);
    let year = u16::try_from(date.era_year().year).ok()?;
    Day::new(year, date.month().ordinal, date.day_of_month().0)
}

#[cfg(test)]
mod tests {
    use super::*;

    // The first second of a day, its last one, and a leap day: where a conversion goes wrong if it does.
    #[test]
    fn seconds_since_1970_become_days() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_795_219_200, "2026-11-21"),
        ] {
            assert_eq!(day_of(seconds), Day::parse(day), "{seconds}");
        }
    }
}
