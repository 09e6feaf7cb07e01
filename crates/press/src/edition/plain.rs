//! An article's words without their marks, for readers that show text: summaries in feeds, link previews, calendars.

use content::article::Article;
use content::block::Block;
use content::inline;

/// The most characters of a summary that is cut out of an article's text.
const SUMMARY: usize = 280;

/// The text without what XML forbids and no reader can see: control characters but tabs and line ends, and the two
/// noncharacters of the first plane.
pub fn visible(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\t' | '\n') || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}')))
        .collect()
}

/// The text on one line.
pub fn line(text: &str) -> String {
    // Line ends part words even where they are then removed as control characters.
    let words = text.split_whitespace().map(visible);
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What an article is about: its lead, else the beginning of its first paragraph.
pub fn summary(article: &Article) -> Option<String> {
    let lead = line(&inline::plain(&article.lead));
    if !lead.is_empty() {
        return Some(lead);
    }
    let paragraph = first_paragraph(article)?;
    let end = paragraph.char_indices().nth(SUMMARY);
    Some(end.map_or_else(|| paragraph.clone(), |(end, _)| cut(&paragraph, end)))
}

/// The first paragraph of an article that has words, on one line.
pub(crate) fn first_paragraph(article: &Article) -> Option<String> {
    article.body.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => {
            Some(line(&inline::plain(&paragraph.text))).filter(|text| !text.is_empty())
        }
        _ => None,
    })
}

/// As much of a text as stands before a place in it, which ends with a whole word where the script parts words.
pub(crate) fn cut(text: &str, end: usize) -> String {
    // An accent of its own follows its letter, and what makes one picture of several is no picture.
    let is_part =
        |c: char| matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}');
    let end = (0..=end)
        .rev()
        .find(|end| text.is_char_boundary(*end) && !text[*end..].starts_with(is_part))
        .unwrap_or_default();
    let beginning = &text[..end];
    let whole = beginning
        .rfind(' ')
        .filter(|space| *space > end / 2)
        .map_or(beginning, |space| &beginning[..space]);
    let whole =
        whole.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—'));
    format!("{whole}…")
}
