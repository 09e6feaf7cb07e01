//! Dates and numbers in the reader's language, by the browser's own `Intl`.

use std::cell::RefCell;
use std::cmp::Ordering;

use content::day::Day;
use content::language::Language;
use js_sys::Intl::{DateTimeFormat, NumberFormat, PluralRules};
use js_sys::{Array, Date, Function, Object, Reflect};
use view::Locale;
use view::pages::directory::Alphabet;
use wasm_bindgen::{JsCast, JsValue};

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
        let locales = list(&language.as_str());
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
