//! The addresses in a style sheet that is served from another folder than it was written for.

use cssparser::{ParseError, Parser, ParserInput, Token};

/// How deep rules and brackets are looked into. Nobody writes more than a dozen.
const DEPTH: usize = 64;

/// The sheet as it reads one folder further down: every address that is relative goes up first.
pub(super) fn one_folder_down(sheet: &str) -> String {
    let mut places = Vec::new();
    let mut input = ParserInput::new(sheet);
    relative(&mut Parser::new(&mut input), DEPTH, false, &mut places);
    let mut moved = String::with_capacity(sheet.len() + places.len() * 3);
    let mut rest = 0;
    for start in places {
        // What stands before an address is its bracket, its quote and space.
        let written = &sheet[start..];
        let written = written.find('(').filter(|_| !written.starts_with(['"', '\'']));
        let start = written.map_or(start, |bracket| start + bracket + 1);
        let gap = sheet[start..]
            .find(|letter: char| !letter.is_whitespace())
            .unwrap_or(0);
        let quote = usize::from(sheet[start + gap..].starts_with(['"', '\'']));
        let at = start + gap + quote;
        moved.push_str(&sheet[rest..at]);
        moved.push_str("../");
        rest = at;
    }
    moved + &sheet[rest..]
}

/// Where relative addresses begin, with what stands around them. `are_addresses` says what texts in quotes are.
fn relative(parser: &mut Parser<'_, '_>, depth: usize, are_addresses: bool, places: &mut Vec<usize>) {
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else {
            return;
        };
        match token {
            Token::UnquotedUrl(address) if is_relative(address) => places.push(start),
            Token::QuotedString(address) if are_addresses && is_relative(address) => places.push(start),
            Token::Function(_)
            | Token::ParenthesisBlock
            | Token::SquareBracketBlock
            | Token::CurlyBracketBlock
                if depth > 0 =>
            {
                let holds_addresses = matches!(token, Token::Function(name)
                    if ["url", "src", "image-set", "-webkit-image-set"].iter().any(|known| name.eq_ignore_ascii_case(known)));
                // What is broken within is passed over as browsers do, and what stands before it counts.
                let _ = parser.parse_nested_block(|within| {
                    relative(within, depth - 1, holds_addresses, places);
                    Ok::<_, ParseError<'_, ()>>(())
                });
            }
            _ => {}
        }
    }
}

/// Does an address depend on the folder of the sheet? One of nothing but a fragment is of the page.
fn is_relative(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let has_scheme = scheme.is_some_and(|scheme| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    !(address.is_empty() || address.starts_with(['/', '\\', '#']) || has_scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    // A sheet that is served from `assets/` would look for its fonts there, and a brand would lose its pictures.
    #[test]
    fn relative_addresses_go_up_and_others_stay() {
        for (sheet, expected) in [
            (
                "a{background:url(content/a.png)}",
                "a{background:url(../content/a.png)}",
            ),
            (
                "a{background:url( 'a b.png' )}",
                "a{background:url( '../a b.png' )}",
            ),
            (
                "a{background:URL(\"./a.png?v#b\")}",
                "a{background:URL(\".././a.png?v#b\")}",
            ),
            ("a{background:url(\\61 .png)}", "a{background:url(../\\61 .png)}"),
            (
                "@font-face{src:local(x),url(f.woff2)format(\"woff2\"),url(g.woff)}",
                "@font-face{src:local(x),url(../f.woff2)format(\"woff2\"),url(../g.woff)}",
            ),
            (
                "@media print{a{background:image-set(\"a.png\" 1x,url(b.png) 2x type(\"image/png\"))}}",
                "@media print{a{background:image-set(\"../a.png\" 1x,url(../b.png) 2x type(\"image/png\"))}}",
            ),
            (
                ":root{--paper:url(a.png);--word:\"a.png\"}",
                ":root{--paper:url(../a.png);--word:\"a.png\"}",
            ),
            ("a{background:url(é.png)}", "a{background:url(../é.png)}"),
        ] {
            assert_eq!(one_folder_down(sheet), expected);
        }
        for sheet in [
            "a{background:url(/a.png)}",
            "a{background:url(//example.org/a.png)}",
            "a{background:url(https://example.org/a.png)}",
            "a{background:url(data:image/png;base64,AAAA)}",
            "a{mask:url(#shape)}",
            "a{content:\"url(a.png)\"}/* url(a.png) */",
            "a{background:url()}",
            "a::before{content:\"a.png\"}",
        ] {
            assert_eq!(one_folder_down(sheet), sheet);
        }
    }

    // Depth is the one property of a text that can kill a recursive program.
    #[test]
    fn brackets_without_end_are_no_crash() {
        let sheet = "(".repeat(100_000);
        assert_eq!(one_folder_down(&sheet), sheet);
    }
}
