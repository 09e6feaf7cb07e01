//! WordPress's paragraph rule: in a classic body an empty line ends a paragraph, and a single line break is one.

/// How many bytes a tag may have.
const MAX_TAG: usize = 16 * 1024;

/// A piece of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// Text and what stands in a line of it.
    Words(&'a str),
    /// The tag of an element that stands in lines of its own.
    Block { tag: &'a str, name: &'a str },
    /// An element whose text is not touched, with its tags.
    Verbatim(&'a str),
    /// An empty line.
    Gap,
}

/// The body with `<p>` and `<br />`.
pub(super) fn paragraphs(body: &str) -> String {
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(body.len() + body.len() / 8);
    let mut line = Vec::new();
    // Text straight after the tag that opens an element belongs to the element itself, as in `<div>text</div>`.
    let mut is_bare = false;
    for piece in pieces(&body) {
        match piece {
            Piece::Words(words) => line.push(words),
            Piece::Gap => {
                end_line(&mut line, &mut out, is_bare);
                is_bare = false;
            }
            Piece::Block { tag, name } => {
                end_line(&mut line, &mut out, is_bare);
                out.push_str(tag);
                let closes = tag.starts_with("</") || name == "hr";
                is_bare = !closes && name != "blockquote";
                if closes {
                    out.push('\n');
                }
            }
            Piece::Verbatim(text) => {
                end_line(&mut line, &mut out, is_bare);
                out.push_str(text);
                out.push('\n');
                is_bare = false;
            }
        }
    }
    end_line(&mut line, &mut out, is_bare);
    out
}

/// Writes the line that was gathered, as a paragraph or bare.
fn end_line(line: &mut Vec<&str>, out: &mut String, is_bare: bool) {
    let text: String = line.drain(..).collect();
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let text = with_breaks(text);
    if is_bare {
        out.push_str(&text);
    } else {
        out.push_str("<p>");
        out.push_str(&text);
        out.push_str("</p>\n");
    }
}

/// The text with a `<br />` for every line break that is not within a tag and does not follow one.
fn with_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_tag = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let begins_tag = |next: &char| next.is_ascii_alphabetic() || matches!(next, '/' | '!');
        match letter {
            '<' if letters.peek().is_some_and(begins_tag) => in_tag = true,
            '>' => in_tag = false,
            '\n' if !in_tag => {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
                let lower = out[out.floor_char_boundary(out.len().saturating_sub(6))..].to_ascii_lowercase();
                if !(lower.ends_with("<br />") || lower.ends_with("<br/>") || lower.ends_with("<br>")) {
                    out.push_str("<br />");
                }
            }
            _ => {}
        }
        out.push(letter);
    }
    out
}

fn pieces(body: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let bytes = body.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => {
                let blank = body[at..]
                    .find(|letter: char| !letter.is_ascii_whitespace())
                    .map_or(body.len(), |length| at + length);
                if body[at + 1..blank].contains('\n') {
                    pieces.push(Piece::Words(&body[start..at]));
                    pieces.push(Piece::Gap);
                    start = blank;
                    at = blank;
                } else {
                    at += 1;
                }
            }
            b'<' => {
                let Some((tag, name)) = tag_at(body, at) else {
                    at += 1;
                    continue;
                };
                let end = at + tag.len();
                let lower = name.to_ascii_lowercase();
                if matches!(lower.as_str(), "pre" | "script" | "style" | "svg" | "textarea")
                    && !tag.starts_with("</")
                {
                    let close = format!("</{lower}");
                    let last = find_ignoring_case(&body[end..], &close).map_or(body.len(), |found| {
                        let from = end + found;
                        body[from..]
                            .find('>')
                            .map_or(body.len(), |length| from + length + 1)
                    });
                    if lower == "pre" || lower == "style" {
                        pieces.push(Piece::Words(&body[start..at]));
                        pieces.push(Piece::Verbatim(&body[at..last]));
                        start = last;
                    }
                    at = last;
                } else if is_double_break(&body[at..], tag, &lower) {
                    pieces.push(Piece::Words(&body[start..at]));
                    pieces.push(Piece::Gap);
                    let rest = &body[end..];
                    let second = end + rest.len() - rest.trim_start().len();
                    at = second + tag_at(body, second).map_or(0, |(tag, _)| tag.len());
                    start = at;
                } else if let Some(name) = block_name(&lower) {
                    pieces.push(Piece::Words(&body[start..at]));
                    pieces.push(Piece::Block { tag, name });
                    start = end;
                    at = end;
                } else {
                    at = end;
                }
            }
            _ => at += 1,
        }
    }
    pieces.push(Piece::Words(&body[start..]));
    pieces
}

/// The tag or comment that begins at the place, and its name.
fn tag_at(body: &str, at: usize) -> Option<(&str, &str)> {
    let rest = body.get(at..)?;
    let rest = &rest[..rest.floor_char_boundary(MAX_TAG)];
    if rest.starts_with("<!--") {
        let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
        return Some((&rest[..end], ""));
    }
    let inner = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'))?;
    let length = inner
        .find(|letter: char| !letter.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let name = &inner[..length];
    name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        .then_some(())?;
    let mut quote = None;
    for (index, letter) in rest.char_indices() {
        match (letter, quote) {
            ('"' | '\'', None) => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            ('>', None) => return Some((&rest[..=index], name)),
            _ => {}
        }
    }
    // A quote that nobody closes: the tag ends where the first one does.
    rest.find('>').map(|end| (&rest[..=end], name))
}

fn is_double_break(rest: &str, tag: &str, name: &str) -> bool {
    name == "br"
        && rest[tag.len()..]
            .trim_start()
            .get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes()
        .windows(wanted.len())
        .position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The elements around which WordPress makes no paragraph.
fn block_name(name: &str) -> Option<&'static str> {
    const NAMES: [&str; 44] = [
        "table",
        "thead",
        "tfoot",
        "caption",
        "col",
        "colgroup",
        "tbody",
        "tr",
        "td",
        "th",
        "div",
        "dl",
        "dd",
        "dt",
        "ul",
        "ol",
        "li",
        "form",
        "map",
        "area",
        "blockquote",
        "address",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "fieldset",
        "legend",
        "section",
        "article",
        "aside",
        "hgroup",
        "header",
        "footer",
        "nav",
        "figure",
        "figcaption",
        "details",
        "menu",
        "summary",
    ];
    NAMES.into_iter().find(|block| *block == name)
}
