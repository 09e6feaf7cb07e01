//! Days as the many sources write them.

use content::day::Day;
use jiff::fmt::strtime::BrokenDownTime;

/// The ways in which generators, blogs and feeds write a day; a time may follow. Of days in figures alone those are read
/// whose order nobody can mistake.
const FORMATS: [&str; 17] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%A, %d %B %Y",
    "%A, %B %d, %Y",
    "%A, %B %d %Y",
    "%B %d, %Y",
    "%B %d %Y",
    "%d %B %Y",
    "%d %B, %Y",
    "%d-%B-%Y",
    "%A %B %d %Y",
    "%A %d %B %Y",
    "%Y %B %d",
    "%A, %d-%B-%Y",
];

/// A day, also as the beginning of whatever a source takes for a time.
pub(super) fn day(text: &str) -> Option<Day> {
    let text = text.trim().replace("th,", ",").replace("Sept ", "Sep ");
    FORMATS.iter().find_map(|format| {
        // Names of months and days are read whole and short alike.
        let short = format.replace("%B", "%b").replace("%A", "%a");
        [(*format).to_owned(), short]
            .iter()
            .find_map(|format| of_format(format, &text))
    })
}

fn of_format(format: &str, text: &str) -> Option<Day> {
    let (time, length) = BrokenDownTime::parse_prefix(format, text).ok()?;
    let rest = text.get(length..)?;
    let is_over = rest.is_empty() || rest.starts_with([' ', 'T', 't', ',']);
    let whole = time.to_date().ok().filter(|_| is_over)?;
    let small = |number: i8| u8::try_from(number).ok();
    let year = u16::try_from(whole.year()).ok().filter(|year| *year >= 1000)?;
    Day::new(year, small(whole.month())?, small(whole.day())?)
}
