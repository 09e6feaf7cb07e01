//! The style sheet of the content folder that makes the portal the site's own: which media files it names, and what can be
//! wrong with it.

use std::borrow::Cow;
use std::path::Path;

use content::href::SiteAddress;
use content::route::CONTENT;
use cssparser::{ParseError, Parser, ParserInput, SourceLocation, Token};
use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault, Findings, Position};
use crate::read::bounds::Bounds;
use crate::read::folder;
use crate::read::media::{self, Media, MediaFault};
use crate::remedy::Refusal;
use crate::styles;

/// The file of the content folder that makes the portal the site's own.
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
    /// It names a file that there is not, and the nearest that there is.
    NoFile(String, Option<String>),
}

impl Fault for BrandFault {
    fn code(&self) -> Code {
        match self {
            Self::Unreadable(_) => Code::BrandUnreadable,
            Self::Bound(_) => Code::BrandBoundRule,
            Self::Syntax(_) => Code::BrandSyntax,
            Self::NoFile(..) => Code::BrandFileMissing,
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
            Self::NoFile(name, nearest) => Explanation::warning(
                format!("the style sheet names “{name}”, and there is no such file"),
                match nearest {
                    Some(nearest) => {
                        format!("did you mean {CONTENT}/{nearest}? Addresses here begin at the site’s root")
                    }
                    None => format!(
                        "put the file into the media folder and name it {CONTENT}/media/…, as addresses here begin at the site’s root"
                    ),
                },
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
pub(crate) fn check(content: &Path) -> Findings {
    let path = content.join(FILE);
    let mut findings = Findings::new(path.display().to_string());
    // One that must not be opened is told of where the folder is listed.
    if !Bounds::of(content).is_ok_and(|bounds| bounds.has_file(&path) == Ok(true)) {
        return findings;
    }
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        // Where it stops being text is worth more than that it does.
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            folder::text(&path, &mut findings);
            return findings;
        }
        Err(error) => {
            findings.add(None, &BrandFault::Unreadable(error.into()));
            return findings;
        }
    };
    if let Some((rule, position)) = bound_rule(&text) {
        findings.add(position, &BrandFault::Bound(rule));
    } else if let Some((position, why)) = fault_of_style(&text) {
        findings.add(position, &BrandFault::Syntax(why));
    }
    findings
}

/// What is no CSS in a style sheet, if anything is: where it is known, and the parser's own words.
fn fault_of_style(text: &str) -> Option<(Option<Position>, String)> {
    let error = StyleSheet::parse(text, ParserOptions::default()).err()?;
    let position = error.loc.map(|at| Position {
        line: at.line + 1,
        column: Some(at.column),
    });
    Some((position, error.kind.to_string()))
}

/// How deep rules and brackets are looked into. Nobody writes more than a dozen.
const DEPTH: usize = 64;

/// The media files that the sheet names, as their paths from the content folder, and what is wrong with others that it
/// names. A sheet that cannot be read names nothing, and is told of when the sheets are joined.
pub(crate) fn named(
    content: &Path,
    address: Option<&SiteAddress>,
    media: &Media,
) -> (Vec<String>, Vec<Diagnostic>) {
    let (mut named, mut diagnostics) = (Vec::new(), Vec::new());
    let Ok(Some(sheet)) = styles::own_sheet(content) else {
        return (named, diagnostics);
    };
    let file = content.join(FILE).display().to_string();
    for (path, place, is_from_root) in paths(&sheet, address) {
        let position = Some(Position {
            line: place.line + 1,
            column: Some(place.column),
        });
        match media.file(&path) {
            Ok((composed, _)) if !is_from_root => {
                let fault = BrandFault::NoFile(path, Some(composed.to_string()));
                diagnostics.push(Diagnostic::new(&*file, position, &fault));
            }
            Ok((composed, _)) => {
                if *composed.as_str() != path {
                    let fault = Decomposed(composed.to_string());
                    diagnostics.push(Diagnostic::new(&*file, position, &fault));
                }
                named.push(composed.to_string());
            }
            Err(MediaFault::Missing(name, nearest)) => {
                let fault = BrandFault::NoFile(name, nearest);
                diagnostics.push(Diagnostic::new(&*file, position, &fault));
            }
            Err(fault) => diagnostics.push(Diagnostic::new(&*file, position, &fault)),
        }
    }
    (named, diagnostics)
}

/// An address whose escapes write letters and accents apart, as no file is published.
struct Decomposed(String);

impl Fault for Decomposed {
    fn code(&self) -> Code {
        Code::BrandNameDecomposed
    }

    fn explain(&self) -> Explanation {
        Explanation::warning(
            format!(
                "this address writes letters and their accents apart, and so does not find “{}”",
                self.0
            ),
            "write the name as it reads, without escapes",
        )
    }
}

/// The paths of all media files in a sheet, each with whether the address begins at the site's root, as it has to here.
fn paths(sheet: &str, address: Option<&SiteAddress>) -> Vec<(String, SourceLocation, bool)> {
    let mut found = Vec::new();
    let mut input = ParserInput::new(sheet);
    addresses(&mut Parser::new(&mut input), DEPTH, &mut found);
    let site = address.map_or_else(|| "https://site.invalid/".into(), SiteAddress::as_str);
    let Ok(site) = Url::parse(&site) else {
        return Vec::new();
    };
    found
        .into_iter()
        .filter_map(|(text, place)| {
            let (path, is_from_root) = path(&text, &site)?;
            Some((path, place, is_from_root))
        })
        .collect()
}

/// Every address of a sheet, and every text that could be one: a custom property may hold it for elsewhere. Comments hold
/// none.
fn addresses(parser: &mut Parser<'_, '_>, depth: usize, found: &mut Vec<(String, SourceLocation)>) {
    loop {
        let place = parser.current_source_location();
        let Ok(token) = parser.next_including_whitespace_and_comments() else {
            return;
        };
        match token {
            Token::UnquotedUrl(text) | Token::QuotedString(text) => found.push((text.to_string(), place)),
            Token::Function(_)
            | Token::ParenthesisBlock
            | Token::SquareBracketBlock
            | Token::CurlyBracketBlock
                if depth > 0 =>
            {
                // What is broken within is passed over as browsers do, and what stands before it counts.
                let _ = parser.parse_nested_block(|within| {
                    addresses(within, depth - 1, found);
                    Ok::<_, ParseError<'_, ()>>(())
                });
            }
            _ => {}
        }
    }
}

/// The media file that an address leads to from a sheet at the site's root, or that it would be for an article, which names
/// files by their paths from the content folder.
fn path(text: &str, site: &Url) -> Option<(String, bool)> {
    let address = site.join(text).ok()?;
    let path = (address.host() == site.host()).then(|| address.path())?;
    // Whoever writes no address in site.toml may have a site below the root of its host.
    let at = path.find(&format!("/{CONTENT}/{}/", media::FOLDER));
    let from_root = at.map(|at| &path[at + CONTENT.len() + 2..]);
    let is_in_media = |path: &&str| {
        path.strip_prefix(media::FOLDER)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let path = from_root.or_else(|| path.strip_prefix(site.path()).filter(is_in_media))?;
    let path = percent_decode_str(path).decode_utf8().ok().map(Cow::into_owned)?;
    Some((path, from_root.is_some()))
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

    fn named(sheet: &str) -> Vec<String> {
        let address = SiteAddress::parse("https://example.org/sub/");
        let paths = paths(sheet, address.as_ref());
        let paths = paths.into_iter().filter(|(.., is_from_root)| *is_from_root);
        paths.map(|(path, ..)| path).collect()
    }

    // Whoever cannot read how an address is written leaves a font out of the site, or gives away what is commented out.
    #[test]
    fn a_sheet_names_files_in_all_ways_that_browsers_understand() {
        for (sheet, expected) in [
            ("a { background: url(content/media/a.png) }", "media/a.png"),
            ("a { background: url( 'content/media/a.png' ) }", "media/a.png"),
            (
                "a { background: URL(\"./content/media/a.png?v=1#b\") }",
                "media/a.png",
            ),
            ("a { background: url(content/media/\\61 .png) }", "media/a.png"),
            ("a { background: \\75rl(\"content/media/a.png\") }", "media/a.png"),
            (
                "a { background: url(/sub/content/media/b%C3%A4r.png) }",
                "media/bär.png",
            ),
            ("a { background: url(content/media/b%61r.png) }", "media/bar.png"),
            (
                "a { background: url(https://example.org/sub/content/media/a.png) }",
                "media/a.png",
            ),
            ("a { background: url(content/x/../media/a.png) }", "media/a.png"),
            (
                "@font-face { src: local(x), url(content/media/a.woff2) format(\"woff2\") }",
                "media/a.woff2",
            ),
            (
                "@media print { a { background: image-set('content/media/a.png' 2x) } }",
                "media/a.png",
            ),
            (":root { --paper: url(content/media/a.png) }", "media/a.png"),
            (":root { --paper: 'content/media/a.png' }", "media/a.png"),
            ("a { background: url(content/media/a.png", "media/a.png"),
        ] {
            assert_eq!(named(sheet), [expected], "{sheet}");
        }
        for sheet in [
            "/* url(content/media/a.png) */",
            "a { background: url(https://elsewhere.example/content/media/a.png) }",
            "a { background: url(content/media/) url(content/lists/a.json) url(media/a.png) }",
            "a { background: url(content/media/../lists/a.json) }",
        ] {
            assert!(
                named(sheet).iter().all(|path| path == "media/"),
                "{sheet}: {:?}",
                named(sheet)
            );
        }
    }

    // Depth is the one property of a text that can kill a recursive program.
    #[test]
    fn brackets_without_end_are_no_crash() {
        assert!(named(&"(".repeat(100_000)).is_empty());
    }
}
