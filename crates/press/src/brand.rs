//! The style sheet of the content folder that makes the portal the site's own: what can be wrong with it.

use std::path::Path;

use cssparser::{Parser, ParserInput, Token};

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, Findings, Position};
use crate::edition::Edition;
use crate::minify;
use crate::remedy::Refusal;
use crate::source;
use crate::styles;

/// Its file in the content folder.
pub(crate) const FILE: &str = "brand.css";

/// What a style sheet may only say in its first lines, or of the sheet that it stands in.
const BOUND_TO_ITS_FILE: [&str; 3] = ["@charset", "@import", "@namespace"];

/// What can be wrong with the site's own style sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
enum BrandFault {
    /// The system refuses to read it, or it is no text.
    Unreadable(Refusal),
    /// A rule that counts only at the beginning of a file.
    Bound(&'static str),
    /// What is no CSS; the parser's own words.
    Syntax(String),
    /// It names a file that there is not.
    NoFile(String),
}

impl Fault for BrandFault {
    fn code(&self) -> Code {
        match self {
            Self::Unreadable(_) => Code::BrandUnreadable,
            Self::Bound(_) => Code::BrandBoundRule,
            Self::Syntax(_) => Code::BrandSyntax,
            Self::NoFile(_) => Code::BrandFileMissing,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Unreadable(refusal) => Explanation::error(
                format!("this style sheet cannot be read: {refusal}"),
                refusal.remedy,
            ),
            Self::Bound(rule) => Explanation::error(
                format!("{rule} has no effect here, because these rules stand behind the portal’s"),
                "leave it out, or put the rules themselves into the file",
            ),
            Self::Syntax(why) => Explanation::warning(
                format!("this is no CSS that press knows ({why}), so the sheet is published as it is"),
                "correct it; browsers pass over what they do not know",
            ),
            Self::NoFile(name) => Explanation::warning(
                format!("the style sheet names “{name}”, and there is no such file"),
                "put the file into the media folder, or correct its name",
            ),
        }
    }
}

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

/// What is wrong with the site's own style sheet, where it has one.
pub(crate) fn check(content: &Path, edition: &Edition) -> Findings {
    let path = content.join(FILE);
    let mut findings = Findings::new(path.display().to_string());
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return findings,
        // Where it stops being text is worth more than that it does.
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            source::text(&path, &mut findings);
            return findings;
        }
        Err(error) => {
            findings.add(None, &BrandFault::Unreadable(error.into()));
            return findings;
        }
    };
    if let Some((rule, position)) = bound_rule(&text) {
        findings.add(position, &BrandFault::Bound(rule));
    } else if let Some((position, why)) = minify::fault_of_style(&text) {
        findings.add(position, &BrandFault::Syntax(why));
    }
    for name in styles::named_by_brand(content) {
        if edition.copies.iter().all(|(published, _)| *published != name) {
            let position = text.find(&name).map(|at| Position::of_byte(&text, at, 1));
            findings.add(position, &BrandFault::NoFile(name));
        }
    }
    findings
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
