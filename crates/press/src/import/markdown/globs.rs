//! Patterns of paths as Go, Git and JavaScript write them: `/notes/**`, `*.{md,mdx}`.

use regex::Regex;

/// What a pattern stands for. Capitals make no difference; a pattern that cannot be understood is its own letters.
pub(super) fn expression(pattern: &str) -> Option<Regex> {
    let mut made = String::from("(?i)^");
    let mut letters = pattern.chars().peekable();
    let mut braces = 0_usize;
    while let Some(letter) = letters.next() {
        match letter {
            '*' if letters.next_if_eq(&'*').is_some() => {
                // Folders may stand in its place, or nothing.
                if letters.next_if_eq(&'/').is_some() {
                    made.push_str("(?:.*/)?");
                } else {
                    made.push_str(".*");
                }
            }
            '*' => made.push_str("[^/]*"),
            '?' => made.push_str("[^/]"),
            '{' => {
                braces += 1;
                made.push_str("(?:");
            }
            '}' if braces > 0 => {
                braces -= 1;
                made.push(')');
            }
            ',' if braces > 0 => made.push('|'),
            // A letter of some, or one that is none of them.
            '[' if letters.clone().any(|letter| letter == ']') => {
                let inner: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let (sign, inner) = match inner.strip_prefix(['!', '^']) {
                    Some(inner) => ("^/", inner),
                    None => ("", &*inner),
                };
                let inner = inner
                    .replace('\\', "\\\\")
                    .replace('[', "\\[")
                    .replace('&', "\\&")
                    .replace('~', "\\~");
                made.extend(["[", sign, &inner, "]"]);
            }
            '\\' => made.push_str(&regex::escape(&letters.next().unwrap_or('\\').to_string())),
            _ => made.push_str(&regex::escape(&letter.to_string())),
        }
    }
    made.push('$');
    let literal = || Regex::new(&format!("(?i)^{}$", regex::escape(pattern)));
    Regex::new(&made).or_else(|_| literal()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Two stars stand for any folders, one for a part of a name.
    #[test]
    fn stars_and_braces_stand_for_what_they_say() {
        let is_held = |pattern: &str, path: &str| expression(pattern).is_some_and(|own| own.is_match(path));
        for (pattern, path) in [
            ("/notes/**", "/notes/a/b"),
            ("/notes/a**", "/notes/a/b"),
            ("{/a,/b/**}", "/B/c"),
            ("**/*.{md,mdx}", "a/b.mdx"),
            ("{open", "{open"),
            ("**/[^_]*.{md,mdx}", "a/b.mdx"),
            ("[ab]/*.md", "b/c.md"),
            ("[open", "[open"),
        ] {
            assert!(is_held(pattern, path), "{pattern} {path}");
        }
        assert!(!is_held("/notes/*", "/notes/a/b"));
        assert!(!is_held("/notes/**", "/news/a"));
        assert!(!is_held("**/[^_]*.md", "a/_b.md"));
    }
}
