//! JSON as settings.

use serde_json::Value as Json;

use super::{MAX_DEPTH, Misplaced, Node, SyntaxFault, Table, Value};
use crate::diagnostic::{Position, count};

/// Reads the JSON object that a text begins with, and how many bytes it takes. Every key stands where the object does.
///
/// # Errors
/// The first place that is no JSON, or an object that nests too deep.
pub fn parse(text: &str, first_line: u32) -> Result<(Table, usize), Misplaced> {
    let start = Position::line(first_line);
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Json>();
    match values.next() {
        Some(Ok(Json::Object(entries))) => {
            let length = values.byte_offset();
            let node = node(Json::Object(entries), start, 0)?;
            match node.value {
                Value::Table(table) => Ok((table, length)),
                _ => Err((start, SyntaxFault::NoTable)),
            }
        }
        Some(Ok(_)) | None => Err((start, SyntaxFault::NoTable)),
        Some(Err(error)) => {
            let position = Position {
                line: first_line + count(error.line().saturating_sub(1)),
                column: Some(count(error.column())),
            };
            Err((position, SyntaxFault::Json(error.to_string())))
        }
    }
}

fn node(value: Json, position: Position, depth: usize) -> Result<Node, Misplaced> {
    if depth > MAX_DEPTH {
        return Err((position, SyntaxFault::TooDeep));
    }
    let value = match value {
        Json::Null => Value::Nothing,
        Json::Bool(truth) => Value::Text(truth.to_string()),
        Json::Number(number) => Value::Text(number.to_string()),
        Json::String(text) => Value::Text(text),
        Json::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| node(item, position, depth + 1))
                .collect::<Result<_, _>>()?,
        ),
        Json::Object(entries) => {
            let mut table = Table::default();
            for (key, value) in entries {
                table
                    .entries
                    .push((key, position, node(value, position, depth + 1)?));
            }
            Value::Table(table)
        }
    };
    Ok(Node { position, value })
}
