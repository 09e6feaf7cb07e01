//! Dates and numbers in the reader's language, by the browser's own `Intl`.

use std::cell::RefCell;

use content::day::Day;
use js_sys::Intl::{DateTimeFormat, NumberFormat, PluralRules};
use js_sys::{Array, Date, Function, Object, Reflect};
use view::Locale;
use wasm_bindgen::JsValue;

/// What is formatted, with the names and values that `Intl` knows it by.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Month,
    Whole,
}

thread_local! {
    /// Each takes a browser about a tenth of a millisecond to make, and a list has dozens of days and numbers.
    static FORMATS: RefCell<[Option<(String, Function)>; 3]> = const { RefCell::new([None, None, None]) };
}

/// The browser's `Intl`.
pub(crate) struct Intl;

impl Locale for Intl {
    fn month(&self, day: Day, locale: &str) -> String {
        format(&date(day), locale, Kind::Month)
    }

    fn whole(&self, day: Day, locale: &str) -> String {
        format(&date(day), locale, Kind::Whole)
    }

    fn plural(&self, number: u32, locale: &str) -> String {
        PluralRules::new(&list(locale), &Object::new())
            .select(f64::from(number))
            .into()
    }

    fn number(&self, number: u32, locale: &str) -> String {
        format(&number.into(), locale, Kind::Number)
    }
}

fn list(locale: &str) -> Array {
    Array::of1(&locale.into())
}

/// A date alone is read as midnight UTC, by the standard.
fn date(day: Day) -> JsValue {
    Date::new(&day.to_string().into()).into()
}

fn format(value: &JsValue, locale: &str, kind: Kind) -> String {
    FORMATS
        .with_borrow_mut(|formats| {
            let known = &mut formats[kind as usize];
            if known.as_ref().is_none_or(|(of, _)| of != locale) {
                *known = Some((locale.to_owned(), make(locale, kind)));
            }
            let (_, format) = known.as_ref()?;
            format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
        })
        .unwrap_or_default()
}

fn make(locale: &str, kind: Kind) -> Function {
    let parts: &[(&str, &str)] = match kind {
        Kind::Number => return NumberFormat::new(&list(locale), &Object::new()).format(),
        Kind::Month => &[("month", "short"), UTC],
        Kind::Whole => &[("day", "numeric"), ("month", "long"), ("year", "numeric"), UTC],
    };
    let options = Object::new();
    for (name, value) in parts {
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    DateTimeFormat::new(&list(locale), &options).format()
}

const UTC: (&str, &str) = ("timeZone", "UTC");
