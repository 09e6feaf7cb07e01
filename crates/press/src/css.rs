//! What a style sheet may only say in its first lines, or of the sheet that it stands in.

use cssparser::{Parser, ParserInput, Token};

use crate::diagnostic::Position;

/// What a style sheet may only say in its first lines, or of the sheet that it stands in.
const BOUND_TO_ITS_FILE: [&str; 3] = ["@charset", "@import", "@namespace"];

/// The first rule of a sheet that counts only at the beginning of a file, and where it stands. One within a comment or a
/// text is none.
pub(crate) fn bound_rule(sheet: &str) -> Option<(&'static str, Position)> {
    let mut input = ParserInput::new(sheet);
    let mut parser = Parser::new(&mut input);
    loop {
        parser.skip_whitespace();
        let at = parser.current_source_location();
        // What stands in braces is passed over as a whole.
        if let Token::AtKeyword(name) = parser.next().ok()? {
            let bound = BOUND_TO_ITS_FILE
                .into_iter()
                .find(|rule| rule[1..].eq_ignore_ascii_case(name));
            if let Some(rule) = bound {
                let position = Position {
                    line: at.line + 1,
                    column: Some(at.column),
                };
                return Some((rule, position));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // A sheet is refused for what it says, not for its letters: a comment that explains why there is no import is right.
    #[test]
    fn only_what_a_browser_reads_as_a_rule_is_one() {
        for harmless in [
            "/* No @import here. */ p { margin: 0 }",
            "p::after { content: \"@import url(a.css)\" }",
            "p { background: url(content/media/@import.png) }",
            ":root { --note: \"@charset\"; } .imported { color: teal }",
            "@important { }",
            "/* @namespace svg url(x); */",
            "",
        ] {
            assert_eq!(bound_rule(harmless), None, "{harmless}");
        }
        for (sheet, rule, line) in [
            ("@import url(a.css);", "@import", 1),
            ("/* Why. */\n@IMPORT \"a.css\" layer(x);", "@import", 2),
            ("@charset \"utf-8\";\np { margin: 0 }", "@charset", 1),
            (
                "p { margin: 0 }\n\n@namespace svg url(http://www.w3.org/2000/svg);",
                "@namespace",
                3,
            ),
        ] {
            let (found, position) = bound_rule(sheet).expect(sheet);
            assert_eq!((found, position.line), (rule, line), "{sheet}");
        }
    }
}
