//! Dates and numbers in the reader's language, by the browser's own `Intl`.

use std::cell::RefCell;

use content::day::{Day, Moment};
use js_sys::Intl::{DateTimeFormat, NumberFormat, PluralRules};
use js_sys::{Array, Date, Function, Object, Reflect};
use view::Locale;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The list of one locale, as `Intl` spells it.
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = getCanonicalLocales)]
    fn canonical(locale: &str) -> Result<Array, JsValue>;
}

/// What is formatted, with the names and values that `Intl` knows it by.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Digits,
    Month,
    Whole,
    Time,
}

thread_local! {
    /// Each takes a browser about a tenth of a millisecond to make, and a list has dozens of days and numbers.
    static FORMATS: RefCell<[Option<(String, Function)>; 5]> =
        const { RefCell::new([None, None, None, None, None]) };
}

/// The browser's `Intl`.
pub(crate) struct Intl;

impl Locale for Intl {
    fn month(&self, day: Day, locale: &str) -> String {
        format(&date(&day.as_str()), locale, Kind::Month)
    }

    fn whole(&self, day: Day, locale: &str) -> String {
        format(&date(&day.as_str()), locale, Kind::Whole)
    }

    fn time(&self, moment: Moment, locale: &str) -> String {
        format(&date(&[&*moment.as_str(), "Z"].concat()), locale, Kind::Time)
    }

    fn plural(&self, number: u32, locale: &str) -> String {
        PluralRules::new(&list(locale), &Object::new())
            .select(f64::from(number))
            .into()
    }

    fn number(&self, number: f64, locale: &str) -> String {
        format(&number.into(), locale, Kind::Number)
    }

    fn digits(&self, number: u32, locale: &str) -> String {
        format(&number.into(), locale, Kind::Digits)
    }
}

/// What no browser knows as a locale is written as the browser itself writes.
fn list(locale: &str) -> Array {
    canonical(locale).unwrap_or_default()
}

/// A date alone is read as midnight UTC, by the standard.
fn date(written: &str) -> JsValue {
    Date::new(&written.into()).into()
}

fn format(value: &JsValue, locale: &str, kind: Kind) -> String {
    FORMATS
        .with_borrow_mut(|formats| {
            let known = &mut formats[kind as usize];
            if known.as_ref().is_none_or(|(of, _)| of != locale) {
                *known = Some((locale.to_owned(), make(&list(locale), kind)));
            }
            let (_, format) = known.as_ref()?;
            format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
        })
        .unwrap_or_default()
}

fn make(locales: &Array, kind: Kind) -> Function {
    let words: &[(&str, &str)] = match kind {
        Kind::Number => &[],
        Kind::Digits => &[("minimumIntegerDigits", "2"), ("useGrouping", "")],
        Kind::Month => &[("month", "short"), UTC, GREGORIAN],
        Kind::Whole => &[
            ("day", "numeric"),
            ("month", "long"),
            ("year", "numeric"),
            UTC,
            GREGORIAN,
        ],
        Kind::Time => &[("timeStyle", "short"), UTC],
    };
    let options = Object::new();
    for (name, value) in words {
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    match kind {
        Kind::Month | Kind::Whole | Kind::Time => DateTimeFormat::new(locales, &options).format(),
        _ => NumberFormat::new(locales, &options).format(),
    }
}

const UTC: (&str, &str) = ("timeZone", "UTC");
const GREGORIAN: (&str, &str) = ("calendar", "gregory");
