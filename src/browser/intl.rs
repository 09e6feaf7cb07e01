//! Dates and numbers in the reader's language, by the browser's own `Intl`.

use std::cell::RefCell;
use std::cmp::Ordering;

use content::day::{Day, Moment};
use content::language::Language;
use js_sys::{Array, Date, Function, Object, Reflect};
use view::Locale;
use view::pages::directory::Alphabet;
use wasm_bindgen::{JsCast, JsValue};

/// What is formatted, with the names and values that `Intl` knows it by.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Digits,
    Month,
    Whole,
    Time,
    Plural,
}

/// A formatter and what makes its words.
type Format = (JsValue, Function);

thread_local! {
    /// Each takes a browser about a tenth of a millisecond to make, and a list has dozens of days and numbers.
    static FORMATS: RefCell<[Option<(String, Format)>; 6]> = const { RefCell::new([const { None }; 6]) };
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
        format(&number.into(), locale, Kind::Plural)
    }

    fn number(&self, number: f64, locale: &str) -> String {
        format(&number.into(), locale, Kind::Number)
    }

    fn digits(&self, number: u32, locale: &str) -> String {
        format(&number.into(), locale, Kind::Digits)
    }
}

/// The alphabet of a language.
pub(crate) struct Collator {
    /// The order of names.
    order: Function,
    /// The order of letters without regard to marks and capitals.
    letters: Function,
}

impl Collator {
    /// The alphabet of a language; that of the browser where it knows no such language.
    pub(crate) fn of(language: &Language) -> Self {
        let locales = Array::of1(&language.as_str().as_ref().into());
        Self {
            order: compare(&locales, "variant"),
            letters: compare(&locales, "base"),
        }
    }
}

fn compare(locales: &Array, sensitivity: &str) -> Function {
    let options = Object::new();
    let _ = Reflect::set(&options, &"sensitivity".into(), &sensitivity.into());
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or_default();
    let kind: Function = Reflect::get(&intl, &"Collator".into())
        .unwrap_or_default()
        .unchecked_into();
    // A language that is none by the rules of BCP 47 is an error there.
    let made = Reflect::construct(&kind, &Array::of2(locales, &options));
    let collator = made.unwrap_or_else(|_| js_sys::Intl::Collator::new(&Array::new(), &options).into());
    let collator: js_sys::Intl::Collator = collator.unchecked_into();
    collator.compare()
}

impl Alphabet for Collator {
    fn compare(&self, one: &str, other: &str) -> Ordering {
        ask(&self.order, one, other)
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        ask(&self.letters, one, other) == Ordering::Equal
    }

    fn initial(&self, text: &str) -> Option<String> {
        let letter = text.chars().next()?.to_string();
        let is_letter = js_sys::RegExp::new("\\p{L}", "u").test(&letter);
        is_letter.then(|| js_sys::JsString::from(letter).to_upper_case().into())
    }
}

fn ask(compare: &Function, one: &str, other: &str) -> Ordering {
    let order = compare.call2(&JsValue::UNDEFINED, &one.into(), &other.into());
    let order = order.ok().and_then(|order| order.as_f64()).unwrap_or_default();
    order.partial_cmp(&0.0).unwrap_or(Ordering::Equal)
}

/// Does the browser take that for a locale?
pub(crate) fn takes(locale: &str) -> bool {
    make(&locale.into(), Kind::Number).is_some()
}

/// A date alone is read as midnight UTC, by the standard.
fn date(written: &str) -> JsValue {
    Date::new(&written.into()).into()
}

/// Nothing is borrowed while the browser is at work: it may throw.
fn format(value: &JsValue, locale: &str, kind: Kind) -> String {
    let known = FORMATS.with_borrow(|formats| match &formats[kind as usize] {
        Some((of, format)) if of == locale => Some(format.clone()),
        _ => None,
    });
    let format = known.or_else(|| {
        // What is no locale is left to the browser's own language.
        let format = make(&locale.into(), kind).or_else(|| make(&JsValue::UNDEFINED, kind))?;
        FORMATS.with_borrow_mut(|formats| {
            formats[kind as usize] = Some((locale.to_owned(), format.clone()));
        });
        Some(format)
    });
    format
        .and_then(|(made, format)| format.call1(&made, value).ok()?.as_string())
        .unwrap_or_default()
}

/// None where the browser does not take that for a locale.
fn make(locale: &JsValue, kind: Kind) -> Option<Format> {
    let (name, says, parts): (_, _, &[(&str, &str)]) = match kind {
        Kind::Number => (NUMBER, FORMAT, &[]),
        Kind::Digits => (
            NUMBER,
            FORMAT,
            &[("minimumIntegerDigits", "2"), ("useGrouping", "")],
        ),
        Kind::Plural => ("PluralRules", "select", &[]),
        Kind::Month => (DATE, FORMAT, &[("month", "short"), UTC, GREGORIAN]),
        Kind::Whole => (
            DATE,
            FORMAT,
            &[
                ("day", "numeric"),
                ("month", "long"),
                ("year", "numeric"),
                UTC,
                GREGORIAN,
            ],
        ),
        Kind::Time => (DATE, FORMAT, &[("timeStyle", "short"), UTC]),
    };
    let options = Object::new();
    for (name, value) in parts {
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    let intl = Reflect::get(&super::window(), &"Intl".into()).ok()?;
    let maker = super::method(&intl, name)?;
    let made = Reflect::construct(&maker, &Array::of2(locale, &options)).ok()?;
    let format = super::method(&made, says)?;
    Some((made, format))
}

const DATE: &str = "DateTimeFormat";
const NUMBER: &str = "NumberFormat";
const FORMAT: &str = "format";
const UTC: (&str, &str) = ("timeZone", "UTC");
const GREGORIAN: (&str, &str) = ("calendar", "gregory");
