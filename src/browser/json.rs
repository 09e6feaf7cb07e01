//! JSON, read by the browser's own parser.

use content::json::{DecodeError, MAX_DEPTH, Place, Problem, Value};
use js_sys::{Array, JSON, Object};
use wasm_bindgen::{JsCast, JsValue};

/// Reads JSON text.
///
/// # Errors
/// When it is no JSON, or nests too deep.
pub(crate) fn parse(text: &str) -> Result<Value, DecodeError> {
    let parsed = JSON::parse(text).map_err(|error| {
        let words = error
            .dyn_ref::<js_sys::Error>()
            .map(|error| String::from(error.message()));
        DecodeError::new(Place::Root, Problem::Syntax(words.unwrap_or_default()))
    })?;
    walk(&parsed, Place::Root)
}

fn walk(value: &JsValue, place: Place<'_>) -> Result<Value, DecodeError> {
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
        return Err(DecodeError::new(place, Problem::TooDeep));
    }
    if let Some(items) = value.dyn_ref::<Array>() {
        let mut walked = Vec::new();
        for index in 0..items.length() {
            walked.push(walk(&items.get(index), Place::Item(&place, index as usize))?);
        }
        return Ok(Value::Array(walked));
    }
    let entries = Object::entries(value.unchecked_ref());
    let mut fields = Vec::new();
    for index in 0..entries.length() {
        let entry: Array = entries.get(index).unchecked_into();
        let name = entry.get(0).as_string().unwrap_or_default();
        let field = walk(&entry.get(1), Place::Field(&place, &name))?;
        fields.push((name, field));
    }
    Ok(Value::Object(fields))
}
