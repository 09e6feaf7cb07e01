//! Which media files the site's own style sheet names: they are published with it.

use std::borrow::Cow;
use std::path::Path;

use content::href::SiteAddress;
use content::route::CONTENT;
use cssparser::{ParseError, Parser, ParserInput, SourceLocation, Token};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault, Position};
use crate::read::brand;
use crate::read::media::{self, Media, MediaFault};

/// The sheet names a file that there is not; the nearest that there is.
struct NoFile(String, Option<String>);

impl Fault for NoFile {
    fn code(&self) -> Code {
        Code::BrandFileMissing
    }

    fn explain(&self) -> Explanation {
        let Self(name, nearest) = self;
        Explanation::warning(
            format!("the style sheet names “{name}”, and there is no such file"),
            match nearest {
                Some(nearest) => {
                    format!("did you mean {CONTENT}/{nearest}? Addresses here begin at the site’s root")
                }
                None => format!(
                    "put the file into the media folder and name it {CONTENT}/media/…, as addresses here begin at the site’s root"
                ),
            },
        )
    }
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

/// How deep rules and brackets are looked into. Nobody writes more than a dozen.
const DEPTH: usize = 64;

/// The media files that the sheet names, as their paths from the content folder, and what is wrong with others that it
/// names.
pub(crate) fn named(
    sheet: &str,
    content: &Path,
    address: Option<&SiteAddress>,
    media: &Media,
) -> (Vec<String>, Vec<Diagnostic>) {
    let (mut named, mut diagnostics) = (Vec::new(), Vec::new());
    let file = content.join(brand::FILE).display().to_string();
    for (path, place, is_from_root) in paths(sheet, address) {
        let position = Some(Position {
            line: place.line + 1,
            column: Some(place.column),
        });
        match media.file(&path) {
            Ok((composed, _)) if !is_from_root => {
                let fault = NoFile(path, Some(composed.to_string()));
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
                let fault = NoFile(name, nearest);
                diagnostics.push(Diagnostic::new(&*file, position, &fault));
            }
            Err(fault) => diagnostics.push(Diagnostic::new(&*file, position, &fault)),
        }
    }
    (named, diagnostics)
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
