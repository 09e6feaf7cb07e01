//! Programs in JavaScript, as far as their signs go: which letters are the program's own, and which stand in texts and remarks.

/// The letters that stand in no text and no remark, with their places.
pub(super) fn code(program: &str) -> Vec<(usize, char)> {
    let mut letters = Vec::with_capacity(program.len());
    let mut at = 0;
    while let Some(letter) = program[at..].chars().next() {
        let skipped = match letter {
            '"' | '\'' => text(&program[at..], letter),
            '`' => template(&program[at..]),
            '/' => remark(&program[at..]).filter(|_| !program[..at].ends_with(':')),
            _ => None,
        };
        if let Some(length) = skipped {
            at += length;
        } else {
            letters.push((at, letter));
            at += letter.len_utf8();
        }
    }
    letters
}

/// The program without its remarks; line ends stay.
pub(super) fn without_remarks(program: &str) -> String {
    let mut made = String::with_capacity(program.len());
    let mut at = 0;
    while let Some(letter) = program[at..].chars().next() {
        let found = match letter {
            '"' | '\'' => text(&program[at..], letter),
            '`' => template(&program[at..]),
            _ => None,
        };
        let is_remark = letter == '/' && !program[..at].ends_with(':');
        if let Some(length) = Some(&program[at..]).filter(|_| is_remark).and_then(remark) {
            made.extend(program[at..at + length].chars().filter(|letter| *letter == '\n'));
            at += length;
        } else {
            let length = found.unwrap_or(letter.len_utf8());
            made.push_str(&program[at..at + length]);
            at += length;
        }
    }
    made
}

/// The length of a text in quotes, which ends in its line; an apostrophe among words begins none.
fn text(program: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    for (at, letter) in program.char_indices().skip(1) {
        match letter {
            '\n' => return None,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of a text in back quotes, which may hold programs.
fn template(program: &str) -> Option<usize> {
    let mut at = 1;
    while let Some(letter) = program[at..].chars().next() {
        match letter {
            '\\' => at += 1 + program[at + 1..].chars().next().map_or(0, char::len_utf8),
            '`' => return Some(at + 1),
            '$' if program[at + 1..].starts_with('{') => at += 1 + bracketed(&program[at + 1..])?,
            _ => at += letter.len_utf8(),
        }
    }
    None
}

fn remark(program: &str) -> Option<usize> {
    if program.starts_with("/*") {
        return Some(program.find("*/").map_or(program.len(), |end| end + 2));
    }
    program
        .starts_with("//")
        .then(|| program.find('\n').unwrap_or(program.len()))
}

/// The length of what begins with a bracket, to the one that closes it.
pub(super) fn bracketed(program: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in code(program) {
        match letter {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + letter.len_utf8());
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The value that a program begins with, up to what ends it: a comma, a semicolon or a bracket of what stands around it.
pub(super) fn value(program: &str) -> &str {
    let mut depth = 0_usize;
    for (at, letter) in code(program) {
        match letter {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' | ',' | ';' if depth == 0 => return program[..at].trim(),
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
    }
    program.trim()
}

/// Is a statement at its end, with as many brackets closed as opened?
pub(super) fn is_whole(statement: &str) -> bool {
    let mut depth = 0_i32;
    let mut last = ' ';
    for (_, letter) in code(statement) {
        match letter {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
        if !letter.is_whitespace() {
            last = letter;
        }
    }
    let ends_in_text = statement.trim_end().ends_with(['"', '\'', '`']);
    depth <= 0 && (ends_in_text || !matches!(last, '=' | ',' | '+' | '&' | '|' | '?' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    // A bracket within a text closes nothing, nor does one in a remark.
    #[test]
    fn brackets_in_texts_and_remarks_do_not_count() {
        assert!(is_whole("export const s = \"a ( b\";"));
        assert!(is_whole("export const s = `a ${f({a: '}'})} (`"));
        assert!(is_whole("export const s = 1 // (\n"));
        assert!(!is_whole("export const s = {"));
        assert!(!is_whole("export const s ="));
        assert_eq!(bracketed("{a: '}', b: \"{\"} rest"), Some(16));
        assert_eq!(bracketed("{never closed"), None);
    }

    // People write apostrophes between elements, where they are no quotes.
    #[test]
    fn an_apostrophe_begins_no_text_that_ends_in_another_line() {
        assert_eq!(bracketed("{<p>Don't\n</p>} rest"), Some(15));
    }

    // What is commented out is not said.
    #[test]
    fn remarks_are_no_part_of_a_program() {
        assert_eq!(
            without_remarks("a: 'http://b', // c\n/** d */ e: `/* f */`"),
            "a: 'http://b', \n e: `/* f */`"
        );
    }

    #[test]
    fn a_value_ends_where_its_own_brackets_are_closed() {
        assert_eq!(value("{ a: [1, 2] }, b: 3"), "{ a: [1, 2] }");
        assert_eq!(value("data => f(data, ',') }"), "data => f(data, ',')");
    }
}
