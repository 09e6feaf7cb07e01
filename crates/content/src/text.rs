//! The words of a text, for those who look for them.

use crate::block::{Block, Image};
use crate::inline::{Inline, plain};

/// What a reader finds in a text. Parts that do not belong together stand on lines of their own; what says again what stands
/// elsewhere is left out.
pub fn of(blocks: &[Block]) -> String {
    let mut words = String::new();
    add_blocks(blocks, &mut words);
    words
}

fn add_blocks(blocks: &[Block], words: &mut String) {
    for block in blocks {
        add_block(block, words);
    }
}

fn add_block(block: &Block, words: &mut String) {
    match block {
        Block::Paragraph(paragraph) => add_text(&paragraph.text, words),
        Block::Heading(heading) => add_text(&heading.text, words),
        Block::List(list) => list.items.iter().for_each(|item| add_blocks(item, words)),
        Block::Quote(quote) => add_blocks(&quote.body, words),
        // Its words stand in the text as well.
        Block::PullQuote(quote) => add(quote.attribution.as_deref(), words),
        Block::Figure(figure) => add_image(&figure.image, words),
        Block::Gallery(gallery) => {
            gallery.images.iter().for_each(|image| add_image(image, words));
            add_text(&gallery.caption, words);
        }
        Block::Code(code) => add(Some(&code.text), words),
        Block::Table(table) => {
            add_text(&table.caption, words);
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            cells.for_each(|cell| add_text(&cell.text, words));
        }
        Block::Embed(embed) => add(embed.title.as_deref(), words),
        Block::Audio(audio) => {
            add(audio.title.as_deref(), words);
            add(audio.transcript.as_deref(), words);
        }
        Block::Video(video) => {
            add(video.title.as_deref(), words);
            add(video.transcript.as_deref(), words);
        }
        Block::File(file) => add(Some(&file.title), words),
        Block::Callout(callout) => {
            add(callout.title.as_deref(), words);
            add_blocks(&callout.body, words);
        }
        Block::Details(details) => {
            add(Some(&details.summary), words);
            add_blocks(&details.body, words);
        }
        Block::Separator(_) => {}
        Block::Footnotes(notes) => notes.notes.iter().for_each(|note| add_blocks(&note.body, words)),
        Block::Unknown(block) => add(Some(&block.text), words),
    }
}

fn add_image(image: &Image, words: &mut String) {
    add(image.alt.as_deref(), words);
    add_text(&image.caption, words);
    add(image.credit.as_deref(), words);
}

fn add_text(text: &[Inline], words: &mut String) {
    if !text.is_empty() {
        add(Some(&plain(text)), words);
    }
}

fn add(text: Option<&str>, words: &mut String) {
    if let Some(text) = text {
        words.push_str(text);
        words.push('\n');
    }
}
