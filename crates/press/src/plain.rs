//! An article's words without their marks, for readers that show text: feeds, link previews, calendars.

use content::article::Article;
use content::block::{Block, Cell, Image};
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

/// The whole text of an article, with an empty line between two blocks.
pub fn body(article: &Article) -> String {
    let mut parts = Vec::new();
    push(&article.body, &mut parts);
    let parts = parts.iter().map(|part| visible(part).trim().to_owned());
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn push(blocks: &[Block], parts: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(block) => parts.push(inline::plain(&block.text)),
            Block::Heading(block) => parts.push(inline::plain(&block.text)),
            Block::List(list) => {
                let first = list.start.unwrap_or(1);
                let items = list.items.iter().zip(first..).map(|(item, number)| {
                    let mark = if list.ordered {
                        format!("{number}. ")
                    } else {
                        "- ".to_owned()
                    };
                    format!("{mark}{}", within(item).replace('\n', "\n  "))
                });
                parts.push(items.collect::<Vec<_>>().join("\n"));
            }
            Block::Quote(block) => push(&block.body, parts),
            Block::PullQuote(block) => {
                let words = std::iter::once(inline::plain(&block.text)).chain(block.attribution.clone());
                parts.push(words.collect::<Vec<_>>().join("\n"));
            }
            Block::Figure(block) => parts.push(caption(&block.image)),
            Block::Gallery(block) => {
                let captions = block.images.iter().map(caption);
                let lines = captions.chain([inline::plain(&block.caption)]);
                parts.push(
                    lines
                        .filter(|line| !line.is_empty())
                        .collect::<Vec<_>>()
                        .join("\n"),
                );
            }
            Block::Code(block) => parts.push(block.text.clone()),
            Block::Table(block) => {
                parts.push(inline::plain(&block.caption));
                let rows = std::iter::once(&block.head).chain(&block.rows);
                let rows = rows.filter(|row| !row.is_empty()).map(|row| cells(row));
                parts.push(rows.collect::<Vec<_>>().join("\n"));
            }
            Block::Embed(block) => {
                let link = block.link.as_ref().map(ToString::to_string);
                parts.extend(lines([block.title.clone(), link]));
            }
            Block::Audio(block) => parts.extend(lines([block.title.clone(), block.transcript.clone()])),
            Block::Video(block) => parts.extend(lines([block.title.clone(), block.transcript.clone()])),
            Block::File(block) => parts.push(block.title.clone()),
            Block::Callout(block) => {
                parts.extend(block.title.clone());
                push(&block.body, parts);
            }
            Block::Details(block) => {
                parts.push(block.summary.clone());
                push(&block.body, parts);
            }
            Block::Separator(_) => parts.push("* * *".to_owned()),
            Block::Footnotes(block) => {
                let notes = block.notes.iter().zip(1..);
                parts.extend(notes.map(|(note, number)| format!("[{number}] {}", within(&note.body))));
            }
            Block::Unknown(block) => parts.push(block.text.clone()),
        }
    }
}

fn within(blocks: &[Block]) -> String {
    let mut parts = Vec::new();
    push(blocks, &mut parts);
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n")
}

fn caption(image: &Image) -> String {
    let words = [
        inline::plain(&image.caption),
        image.credit.clone().unwrap_or_default(),
    ];
    words
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn cells(row: &[Cell]) -> String {
    let texts = row.iter().map(|cell| inline::plain(&cell.text));
    texts.collect::<Vec<_>>().join("\t")
}

fn lines<const N: usize>(texts: [Option<String>; N]) -> Option<String> {
    let texts: Vec<_> = texts.into_iter().flatten().collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}
