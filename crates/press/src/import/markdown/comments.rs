//! What writers leave for themselves in a text, and no reader of the source saw: `%% … %%` of Obsidian, `{/* … */}` of MDX.

use crate::read::markdown::template_tags::code_ranges;

/// The text without its comments, and how many there were. Their line ends stay, so that later lines keep their numbers. One
/// without an end hides all that follows, as it does for its readers.
pub(super) fn without(text: &str, open: &str, close: &str) -> (String, usize) {
    let mut kept = String::with_capacity(text.len());
    let mut count = 0;
    let mut at = 0;
    let code = code_ranges(text);
    while let Some(start) = text[at..].find(open).map(|found| at + found) {
        kept.push_str(&text[at..start]);
        if let Some(range) = code.iter().find(|range| range.contains(&start)) {
            kept.push_str(&text[start..range.end]);
            at = range.end;
            continue;
        }
        let inside = start + open.len();
        let end = text[inside..].find(close);
        let end = end.map_or(text.len(), |length| inside + length + close.len());
        kept.extend(text[start..end].chars().filter(|letter| *letter == '\n'));
        count += 1;
        at = end;
    }
    kept.push_str(&text[at..]);
    (kept, count)
}
