//! TOML as settings.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{MAX_DEPTH, Misplaced, Node, SyntaxFault, Table, Value};
use crate::diagnostic::Position;

/// Reads TOML whose first line has the given number in its file.
///
/// # Errors
/// The first place that is no TOML or nests too deep.
pub fn parse(text: &str, first_line: u32) -> Result<Table, Misplaced> {
    let document = DeTable::parse(text).map_err(|error| {
        let position = Position::of_byte(text, error.span().map_or(0, |span| span.start), first_line);
        (position, SyntaxFault::Toml(one_line(error.message())))
    })?;
    let place = |byte| Position::of_byte(text, byte, first_line);
    table(document.into_inner(), &place, 0)
}

fn table(entries: DeTable<'_>, place: &impl Fn(usize) -> Position, depth: usize) -> Result<Table, Misplaced> {
    let mut entries: Vec<(Spanned<_>, _)> = entries.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let entries = entries.into_iter().map(|(key, value)| {
        let position = place(key.span().start);
        Ok((
            key.into_inner().into_owned(),
            position,
            node(value, place, depth + 1)?,
        ))
    });
    Ok(Table {
        entries: entries.collect::<Result<_, _>>()?,
    })
}

fn node(
    value: Spanned<DeValue<'_>>,
    place: &impl Fn(usize) -> Position,
    depth: usize,
) -> Result<Node, Misplaced> {
    let position = place(value.span().start);
    if depth > MAX_DEPTH {
        return Err((position, SyntaxFault::TooDeep));
    }
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => Value::Text(number.to_string()),
        DeValue::Float(number) => Value::Text(number.to_string()),
        DeValue::Boolean(truth) => Value::Text(truth.to_string()),
        DeValue::Datetime(moment) => Value::Text(moment.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| node(item, place, depth + 1))
                .collect::<Result<_, _>>()?,
        ),
        DeValue::Table(entries) => Value::Table(table(entries, place, depth)?),
    };
    Ok(Node { position, value })
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
