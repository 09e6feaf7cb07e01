//! Lists of attributes, as plugins of Markdown read them: `![a](b){.left width=300}`. They say how something looks.

use crate::read::markdown::template_tags::code_ranges;

/// The text without lists of classes and values right behind a picture, a link or a word. What is the id of a heading stays.
pub(super) fn without(text: &str) -> String {
    if !text.contains('{') {
        return text.to_owned();
    }
    let code = code_ranges(text);
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        made.push_str(&text[at..start]);
        let inside = &text[start + 1..];
        let end = inside
            .find(['}', '\n'])
            .filter(|end| inside[*end..].starts_with('}'));
        let list = end.map(|end| &inside[..end]);
        let is_behind = made.ends_with([')', ']', '*', '_', '`']);
        match list {
            Some(list) if is_behind && is_list(list) && code.iter().all(|range| !range.contains(&start)) => {
                at = start + list.len() + 2;
            }
            _ => {
                made.push('{');
                at = start + 1;
            }
        }
    }
    made.push_str(&text[at..]);
    made
}

/// Are these classes and values, and nothing else?
fn is_list(list: &str) -> bool {
    let mut parts = list.split_whitespace().peekable();
    let is_sign = |letter: char| letter.is_ascii_alphanumeric() || "-_:.%#/\"'".contains(letter);
    parts.peek().is_some()
        && parts.all(|part| {
            let is_class = part.starts_with('.') && part.len() > 1;
            let is_value = part
                .split_once('=')
                .is_some_and(|(name, _)| name.starts_with(|letter: char| letter.is_ascii_alphabetic()));
            (is_class || is_value) && part.chars().all(|letter| is_sign(letter) || letter == '=')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_something_looks_is_left_out() {
        assert_eq!(without("![a](b){.left .pad-2} c"), "![a](b) c");
        assert_eq!(without("[a](b){target=\"_blank\" width=30%}"), "[a](b)");
    }

    // An id is what links lead to; braces in prose and in code are braces.
    #[test]
    fn other_braces_stay() {
        for text in [
            "## Part {#part}",
            "a {b} c",
            "f(x){return}",
            "`[a](b){.c}`",
            "{{ x }}",
            "[a](b){",
            "{.alone}",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
