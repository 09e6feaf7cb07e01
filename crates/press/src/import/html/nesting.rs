//! A bound on how deep elements nest, before the parser sees them.

use std::borrow::Cow;

use crate::read::markdown::html::has_optional_end;

/// How many tags may be open at once. Pages have some forty; the parser's work grows with the square of it.
const MAX_OPEN: usize = 400;

/// The HTML without the tags that open beyond the bound, and their ends.
pub(super) fn limited(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut kept_to = 0;
    let mut open = 0_usize;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        if html[start..].starts_with("<!--") {
            at = html[start + 4..]
                .find("-->")
                .map_or(html.len(), |end| start + 4 + end + 3);
            continue;
        }
        let closes = html[start + 1..].starts_with('/');
        let name_start = start + 1 + usize::from(closes);
        let name: String = html[name_start..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .take(20)
            .collect::<String>()
            .to_ascii_lowercase();
        let end = html[name_start..]
            .find('>')
            .map_or(html.len(), |end| name_start + end + 1);
        if name.is_empty() || is_void(&name) || has_optional_end(&name) {
            at = name_start;
            continue;
        }
        let is_beyond = if closes {
            let is_beyond = open > MAX_OPEN;
            open = open.saturating_sub(1);
            is_beyond
        } else {
            open += 1;
            open > MAX_OPEN
        };
        if is_beyond {
            kept.push_str(&html[kept_to..start]);
            kept.push(' ');
            kept_to = end;
        }
        at = end;
    }
    if kept_to == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[kept_to..]);
    Cow::Owned(kept)
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}
