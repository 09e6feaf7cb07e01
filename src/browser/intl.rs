//! Dates and numbers in the reader's language, by the browser's own `Intl`.

use std::cmp::Ordering;

use content::day::{Day, Moment};
use content::language::Language;
use js_sys::{Array, Function, Object, Reflect};
use view::Locale;
use view::pages::directory::Alphabet;
use wasm_bindgen::prelude::*;

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    /// A number of that kind in the words of a locale.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = write)]
    fn write_number(kind: &str, locale: &str, number: f64) -> String;

    /// A day or a time of that kind, written as JSON has it. A day alone is read as midnight UTC, by the standard.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = write)]
    fn write_day(kind: &str, locale: &str, written: &str) -> String;
}

/// The browser's `Intl`.
pub(crate) struct Intl;

impl Locale for Intl {
    fn month(&self, day: Day, locale: &str) -> String {
        write_day("month", locale, &day.as_str())
    }

    fn whole(&self, day: Day, locale: &str) -> String {
        write_day("whole", locale, &day.as_str())
    }

    fn time(&self, moment: Moment, locale: &str) -> String {
        write_day("time", locale, &[&*moment.as_str(), "Z"].concat())
    }

    fn plural(&self, number: u32, locale: &str) -> String {
        write_number("plural", locale, number.into())
    }

    fn number(&self, number: f64, locale: &str) -> String {
        write_number("number", locale, number)
    }

    fn digits(&self, number: u32, locale: &str) -> String {
        write_number("digits", locale, number.into())
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
