//! YAML as settings.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::{MAX_DEPTH, Misplaced, Node, SyntaxFault, Table, Value};
use crate::diagnostic::{Position, count};

/// Reads YAML whose first line has the given number in its file.
///
/// # Errors
/// The first place that is no YAML, nests too deep, uses an alias or names a key twice.
pub fn parse(text: &str, first_line: u32) -> Result<Table, Misplaced> {
    parse_strictly(text, first_line)
        .or_else(|misplaced| parse_strictly(&indent_loose_lines(text), first_line).map_err(|_| misplaced))
}

/// Puts a space before lines that can only continue a text begun on an earlier line. The standard wants that
/// space, but Jekyll's parser does not, and many a site was written with it.
fn indent_loose_lines(text: &str) -> String {
    let mut indented = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let key = line
            .split(':')
            .next()
            .filter(|key| key.len() < line.len())
            .unwrap_or_default();
        let is_key = !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        if !is_key && !line.starts_with([' ', '-', '#', '\n', '}', ']']) {
            indented.push(' ');
        }
        indented.push_str(line);
    }
    indented
}

fn parse_strictly(text: &str, first_line: u32) -> Result<Table, Misplaced> {
    let mut events = Events {
        parser: Parser::new_from_str(text),
        first_line,
    };
    loop {
        let (event, position) = events.next()?;
        match event {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            Event::StreamEnd | Event::DocumentEnd => return Ok(Table::default()),
            event => {
                let node = events.node(event, position, 0)?;
                return match node.value {
                    Value::Table(table) => Ok(table),
                    Value::Nothing => Ok(Table::default()),
                    Value::Text(_) | Value::List(_) => Err((position, SyntaxFault::NoTable)),
                };
            }
        }
    }
}

struct Events<'t> {
    parser: Parser<'t, StrInput<'t>>,
    first_line: u32,
}

impl<'t> Events<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Position), Misplaced> {
        let first_line = self.first_line;
        let place = |line: usize, column: usize| Position {
            line: first_line + count(line.saturating_sub(1)),
            column: Some(count(column) + 1),
        };
        let (event, span): (Event<'t>, Span) = match self.parser.next() {
            Some(Ok(next)) => next,
            Some(Err(error)) => {
                let error: ScanError = error;
                let mark = error.marker();
                return Err((
                    place(mark.line(), mark.col()),
                    SyntaxFault::Yaml(error.info().to_owned()),
                ));
            }
            None => (Event::StreamEnd, Span::default()),
        };
        Ok((event, place(span.start.line(), span.start.col())))
    }

    fn node(&mut self, event: Event<'t>, position: Position, depth: usize) -> Result<Node, Misplaced> {
        if depth > MAX_DEPTH {
            return Err((position, SyntaxFault::TooDeep));
        }
        let value = match event {
            Event::Scalar(text, ScalarStyle::Plain, ..)
                if matches!(&*text, "" | "~" | "null" | "Null" | "NULL") =>
            {
                Value::Nothing
            }
            Event::Scalar(text, ..) => Value::Text(text.into_owned()),
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    let (event, position) = self.next()?;
                    if event == Event::SequenceEnd {
                        break Value::List(items);
                    }
                    items.push(self.node(event, position, depth + 1)?);
                }
            }
            Event::MappingStart(..) => Value::Table(self.table(depth)?),
            Event::Alias(_) => return Err((position, SyntaxFault::Alias)),
            _ => return Err((position, SyntaxFault::Yaml("the text ends too early".to_owned()))),
        };
        Ok(Node { position, value })
    }

    fn table(&mut self, depth: usize) -> Result<Table, Misplaced> {
        let mut table = Table::default();
        loop {
            let (event, position) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(table);
            }
            let Event::Scalar(key, ..) = event else {
                return Err((position, SyntaxFault::NoTable));
            };
            let key = key.into_owned();
            if table.entries.iter().any(|(other, ..)| *other == key) {
                return Err((position, SyntaxFault::Twice(key)));
            }
            let (event, value_position) = self.next()?;
            let node = self.node(event, value_position, depth + 1)?;
            table.entries.push((key, position, node));
        }
    }
}
