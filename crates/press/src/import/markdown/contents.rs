//! Lists of contents, which generators make in the place of a sign: `* TOC` with `{:toc}` below it, `[TOC]`, `[[toc]]`.

use crate::read::markdown::template_tags::code_ranges;

/// The text without such signs. Lines stay where they were.
pub(super) fn without(text: &str) -> String {
    if !text.to_lowercase().contains("toc") {
        return text.to_owned();
    }
    let code = code_ranges(text);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_list = |line: &str| line.trim() == "{:toc}" || line.trim().starts_with("{:toc ");
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for (number, line) in lines.iter().enumerate() {
        let is_code = code.iter().any(|range| range.contains(&at));
        let is_before = lines.get(number + 1).is_some_and(|next| is_list(next)) && is_item(line);
        if !is_code && (is_before || is_list(line) || is_sign(line)) {
            made.push('\n');
        } else {
            made.push_str(line);
        }
        at += line.len();
    }
    made
}

/// Is a line the sign of a list of contents, and nothing else?
fn is_sign(line: &str) -> bool {
    matches!(
        &*line.trim().to_lowercase(),
        "[toc]" | "[[toc]]" | "[[_toc_]]" | "${toc}" | "{{toc}}" | "{{ toc }}" | "@[toc]"
    )
}

/// Is a line an item of a list, of one line?
fn is_item(line: &str) -> bool {
    let line = line.trim();
    let after_number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    line.starts_with(['*', '-', '+']) || after_number.len() < line.len() && after_number.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    // The words of the item are replaced by the list, and no reader ever saw them.
    #[test]
    fn the_sign_of_a_list_of_contents_is_no_text() {
        assert_eq!(without("* TOC\n{:toc}\n\nText.\n"), "\n\n\nText.\n");
        assert_eq!(without("[TOC]\n\nText.\n"), "\n\nText.\n");
        for text in ["* TOC\n* b\n", "`[TOC]`\n", "```\n[TOC]\n```\n"] {
            assert_eq!(without(text), text);
        }
    }
}
