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
    let paragraph = article.body.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => {
            Some(line(&inline::plain(&paragraph.text))).filter(|text| !text.is_empty())
        }
        _ => None,
    })?;
    Some(cut(&paragraph))
}

/// The beginning of a text, which ends with a whole word where the script parts words.
fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SUMMARY) else {
        return text.to_owned();
    };
    let beginning = &text[..end];
    let whole = beginning
        .rfind(' ')
        .filter(|space| *space > end / 2)
        .map_or(beginning, |space| &beginning[..space]);
    format!("{whole}…")
}
