//! Dates in the reader's language, by the browser's own `Intl`.

use content::day::Day;
use js_sys::{Date, Object, Reflect};

/// One part of a date as the locale writes it: `part("month", "short")` gives “Sep”.
pub(crate) fn part(day: Day, locale: &str, unit: &str, style: &str) -> String {
    format(day, locale, &[(unit, style)])
}

/// The whole date as the locale writes it: “14 March 2026”.
pub(crate) fn long_day(day: Day, locale: &str) -> String {
    format(
        day,
        locale,
        &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
    )
}

fn format(day: Day, locale: &str, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in parts.iter().chain(&[("timeZone", "UTC")]) {
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    // A date alone is read as midnight UTC, by the standard.
    Date::new(&day.to_string().into())
        .to_locale_date_string(locale, &options)
        .into()
}
