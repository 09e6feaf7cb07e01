//! Dates and numbers in the reader's language, by the browser's own `Intl`.

use content::day::Day;
use js_sys::Intl::PluralRules;
use js_sys::{Array, Date, Number, Object, Reflect};
use view::Locale;

/// The browser's `Intl`.
pub(crate) struct Intl;

impl Locale for Intl {
    fn month(&self, day: Day, locale: &str) -> String {
        format(day, locale, &[("month", "short")])
    }

    fn whole(&self, day: Day, locale: &str) -> String {
        format(
            day,
            locale,
            &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
        )
    }

    fn plural(&self, number: u32, locale: &str) -> String {
        PluralRules::new(&list(locale), &Object::new())
            .select(f64::from(number))
            .into()
    }

    fn number(&self, number: u32, locale: &str) -> String {
        Number::from(number).to_locale_string(locale).into()
    }
}

fn list(locale: &str) -> Array {
    Array::of1(&locale.into())
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
