//! Reads the three kinds of file in one of several ways, and keeps every field alive.

use content::article::Article;
use content::bundle::Listing;
use content::site::Site;
use wasm_bindgen::prelude::*;

/// Reads a file; the number only keeps the optimiser from throwing the work away.
#[wasm_bindgen]
pub fn read(kind: u8, text: &str) -> Result<usize, String> {
    Ok(match kind {
        0 => keep(decode::<Site>(text)?),
        1 => keep(decode::<Listing>(text)?),
        _ => keep(decode::<Article>(text)?),
    })
}

fn keep<T: PartialEq + Clone>(value: T) -> usize {
    let twin = std::hint::black_box(value.clone());
    usize::from(std::hint::black_box(value) == twin)
}

#[cfg(not(any(
    feature = "json-parse",
    feature = "serde-json",
    feature = "serde-wasm-bindgen",
    feature = "miniserde"
)))]
fn decode<T: Known>(text: &str) -> Result<T, String> {
    // The baseline holds the types without any reader: pretend that they came from somewhere.
    let held: Option<T> = std::hint::black_box(None);
    held.ok_or_else(|| text.to_owned())
}

#[cfg(not(any(
    feature = "json-parse",
    feature = "serde-json",
    feature = "serde-wasm-bindgen",
    feature = "miniserde"
)))]
trait Known {}
#[cfg(not(any(
    feature = "json-parse",
    feature = "serde-json",
    feature = "serde-wasm-bindgen",
    feature = "miniserde"
)))]
impl<T> Known for T {}

#[cfg(feature = "json-parse")]
fn decode<T: content::json::Decode>(text: &str) -> Result<T, String> {
    use content::json::Place;
    let value = walk(&js_sys::JSON::parse(text).map_err(|_| String::new())?, Place::Root)?;
    T::decode(value, Place::Root).map_err(|error| error.to_string())
}

#[cfg(feature = "json-parse")]
fn walk(value: &JsValue, place: content::json::Place<'_>) -> Result<content::json::Value, String> {
    use content::json::{DecodeError, MAX_DEPTH, Place, Problem, Value};
    if let Some(text) = value.as_string() {
        return Ok(Value::String(text));
    }
    if let Some(number) = value.as_f64() {
        return Ok(Value::Number(number));
    }
    if let Some(truth) = value.as_bool() {
        return Ok(Value::Bool(truth));
    }
    if value.is_null() {
        return Ok(Value::Null);
    }
    if place.depth() > MAX_DEPTH {
        return Err(DecodeError::new(place, Problem::TooDeep).to_string());
    }
    if let Some(items) = value.dyn_ref::<js_sys::Array>() {
        let mut walked = Vec::new();
        for index in 0..items.length() {
            walked.push(walk(&items.get(index), Place::Item(&place, index as usize))?);
        }
        return Ok(Value::Array(walked));
    }
    let entries = js_sys::Object::entries(value.unchecked_ref());
    let mut fields = Vec::new();
    for index in 0..entries.length() {
        let entry: js_sys::Array = entries.get(index).unchecked_into();
        let name = entry.get(0).as_string().unwrap_or_default();
        let field = walk(&entry.get(1), Place::Field(&place, &name))?;
        fields.push((name, field));
    }
    Ok(Value::Object(fields))
}

#[cfg(all(feature = "serde-json", not(feature = "serde-json-path")))]
fn decode<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[cfg(feature = "serde-json-path")]
fn decode<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    let mut reader = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| error.to_string())
}

#[cfg(feature = "serde-wasm-bindgen")]
fn decode<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    let value = js_sys::JSON::parse(text).map_err(|_| String::new())?;
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}

#[cfg(feature = "miniserde")]
fn decode<T: content::json::Decode>(text: &str) -> Result<T, String> {
    let value = miniserde::json::from_str(text).map_err(|error| error.to_string())?;
    T::decode(convert(value), content::json::Place::Root).map_err(|error| error.to_string())
}

#[cfg(feature = "miniserde")]
fn convert(value: miniserde::json::Value) -> content::json::Value {
    use content::json::Value;
    use miniserde::json::{Number, Value as Mini};
    match value {
        Mini::Null => Value::Null,
        Mini::Bool(truth) => Value::Bool(truth),
        Mini::Number(Number::U64(number)) => Value::Number(number as f64),
        Mini::Number(Number::I64(number)) => Value::Number(number as f64),
        Mini::Number(Number::F64(number)) => Value::Number(number),
        Mini::String(text) => Value::String(text),
        Mini::Array(items) => Value::Array(items.into_iter().map(convert).collect()),
        Mini::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, field)| (name, convert(field))).collect())
        }
    }
}
