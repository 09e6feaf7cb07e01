//! What an article is like when it has been written and read again, where its bundle could say the same in two ways.

use std::collections::{BTreeMap, BTreeSet};

use content::article::Article;
use content::block::{Block, Footnotes, Image, Note};
use content::inline::{Inline, Mark, Run};

use crate::read::markdown::inline::{Runs, Style};

/// The article with neighbouring runs of one kind as one run, without blocks that show nothing, and with its
/// footnotes at its end, numbered in the order in which they are referred to.
pub fn tidy(article: &Article) -> Article {
    let mut article = article.clone();
    article.lead = text(article.lead);
    article.title = article.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(image) = &mut article.image {
        tidy_image(image);
    }
    let mut notes = BTreeMap::new();
    let mut body = std::mem::take(&mut article.body);
    take_notes(&mut body, &mut notes);
    let mut numbers = Numbers::default();
    numbers.text(&mut article.lead);
    let mut body = tidy_blocks(body);
    for blocks in notes.values_mut() {
        *blocks = tidy_blocks(std::mem::take(blocks));
    }
    numbers.blocks(&mut body);
    let done = numbers.notes(&mut notes);
    for (_, blocks) in notes {
        body.extend(blocks);
    }
    if !done.is_empty() {
        body.push(Block::Footnotes(Footnotes { notes: done }));
    }
    article.body = body;
    article
}

/// A text with neighbouring runs of one kind as one run, and without space at its ends.
pub(super) fn text(pieces: Vec<Inline>) -> Vec<Inline> {
    let mut runs = Runs::default();
    for piece in pieces {
        match piece {
            Inline::Text(text) => push(&mut runs, &text, &Style::default()),
            Inline::Run(Run {
                text,
                marks,
                lang,
                link,
            }) => {
                let mut style = Style {
                    marks: Vec::new(),
                    lang,
                    link,
                };
                for mark in marks {
                    style.add(mark);
                }
                push(&mut runs, &text, &style);
            }
            other => runs.push_all(vec![other]),
        }
    }
    runs.finish()
}

fn push(runs: &mut Runs, text: &str, style: &Style) {
    let text = text.replace('\0', "\u{FFFD}");
    let doubled = runs.ends_with_space() && !style.marks.contains(&Mark::Code);
    let text = if doubled {
        text.trim_start_matches(' ')
    } else {
        &text
    };
    runs.push(text, style);
}

/// The bodies that a block holds, footnotes aside.
pub(super) fn children(block: &Block) -> Box<dyn Iterator<Item = &[Block]> + '_> {
    match block {
        Block::List(list) => Box::new(list.items.iter().map(Vec::as_slice)),
        Block::Quote(quote) => Box::new(std::iter::once(quote.body.as_slice())),
        Block::Callout(callout) => Box::new(std::iter::once(callout.body.as_slice())),
        Block::Details(details) => Box::new(std::iter::once(details.body.as_slice())),
        _ => Box::new(std::iter::empty()),
    }
}

/// Finds the notes of a body by their ids; of two with one id the first counts.
pub(super) fn collect_notes<'a>(blocks: &'a [Block], notes: &mut BTreeMap<&'a str, &'a Note>) {
    for block in blocks {
        if let Block::Footnotes(footnotes) = block {
            for note in &footnotes.notes {
                notes.entry(note.id.as_str()).or_insert(note);
                collect_notes(&note.body, notes);
            }
        }
        children(block).for_each(|body| collect_notes(body, notes));
    }
}

/// Does a body hold a note that nothing refers to?
pub(crate) fn has_unused_notes(blocks: &[Block]) -> bool {
    let mut notes = BTreeMap::new();
    collect_notes(blocks, &mut notes);
    !unused_notes(blocks, &notes).is_empty()
}

/// Takes the notes out that nothing refers to, and numbers the others anew.
pub(crate) fn drop_unused_notes(blocks: &mut Vec<Block>) {
    let mut notes = BTreeMap::new();
    take_notes(blocks, &mut notes);
    let mut numbers = Numbers::default();
    numbers.blocks(blocks);
    let done = numbers.notes(&mut notes);
    if !done.is_empty() {
        blocks.push(Block::Footnotes(Footnotes { notes: done }));
    }
}

/// The notes that nothing refers to, in the order of their ids.
pub(super) fn unused_notes<'a>(blocks: &[Block], notes: &BTreeMap<&'a str, &'a Note>) -> Vec<&'a Note> {
    let mut used = BTreeSet::new();
    let mut order = Vec::new();
    references(blocks, &mut |id| order.push(id.to_owned()));
    while let Some(id) = order.pop() {
        if used.insert(id.clone())
            && let Some(note) = notes.get(id.as_str())
        {
            references(&note.body, &mut |id| order.push(id.to_owned()));
        }
    }
    notes
        .iter()
        .filter(|(id, _)| !used.contains(**id))
        .map(|(_, note)| *note)
        .collect()
}

/// The texts of a block that can refer to notes when they are written.
fn texts(block: &Block) -> Vec<&[Inline]> {
    match block {
        Block::Paragraph(block) => vec![&block.text],
        Block::Heading(block) => vec![&block.text],
        Block::PullQuote(block) => vec![&block.text],
        Block::Table(block) => {
            let cells = block.head.iter().chain(block.rows.iter().flatten());
            let mut texts: Vec<&[Inline]> = cells.map(|cell| cell.text.as_slice()).collect();
            texts.push(&block.caption);
            texts
        }
        _ => Vec::new(),
    }
}

fn references(blocks: &[Block], found: &mut dyn FnMut(&str)) {
    for block in blocks {
        for text in texts(block) {
            for piece in text {
                if let Inline::Note(note) = piece {
                    found(&note.note);
                }
            }
        }
        children(block).for_each(|body| references(body, found));
    }
}

fn take_notes(blocks: &mut Vec<Block>, notes: &mut BTreeMap<String, Vec<Block>>) {
    for block in &mut *blocks {
        for body in bodies_mut(block) {
            take_notes(body, notes);
        }
    }
    for block in std::mem::take(blocks) {
        match block {
            Block::Footnotes(footnotes) => {
                for Note { id, mut body } in footnotes.notes {
                    take_notes(&mut body, notes);
                    notes.entry(id).or_insert(body);
                }
            }
            other => blocks.push(other),
        }
    }
}

fn bodies_mut(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match block {
        Block::List(list) => list.items.iter_mut().collect(),
        Block::Quote(quote) => vec![&mut quote.body],
        Block::Callout(callout) => vec![&mut callout.body],
        Block::Details(details) => vec![&mut details.body],
        _ => Vec::new(),
    }
}

/// The numbers of notes, in the order in which they are referred to.
#[derive(Default)]
struct Numbers {
    order: Vec<String>,
}

impl Numbers {
    /// The notes that are referred to, in the order of their numbers; they are taken out of `notes`.
    fn notes(&mut self, notes: &mut BTreeMap<String, Vec<Block>>) -> Vec<Note> {
        let mut done: Vec<Note> = Vec::new();
        while let Some(id) = self.order.get(done.len()).cloned() {
            let mut body = notes.remove(&id).unwrap_or_default();
            self.blocks(&mut body);
            done.push(Note {
                id: (done.len() + 1).to_string(),
                body,
            });
        }
        done
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(block) => self.text(&mut block.text),
                Block::Heading(block) => self.text(&mut block.text),
                Block::PullQuote(block) => self.text(&mut block.text),
                Block::Table(block) => {
                    for cell in block.head.iter_mut().chain(block.rows.iter_mut().flatten()) {
                        self.text(&mut cell.text);
                    }
                    self.text(&mut block.caption);
                }
                block => bodies_mut(block).into_iter().for_each(|body| self.blocks(body)),
            }
        }
    }

    fn text(&mut self, text: &mut [Inline]) {
        for piece in text {
            if let Inline::Note(reference) = piece {
                let number = self
                    .order
                    .iter()
                    .position(|id| *id == reference.note)
                    .unwrap_or_else(|| {
                        self.order.push(reference.note.clone());
                        self.order.len() - 1
                    });
                reference.note = (number + 1).to_string();
            }
        }
    }
}

fn tidy_image(image: &mut Image) {
    image.caption = text(std::mem::take(&mut image.caption));
    image.alt = image.alt.as_ref().map(|alt| alt.trim().to_owned());
    image.credit = trimmed(image.credit.take());
}

fn trimmed(words: Option<String>) -> Option<String> {
    words
        .map(|words| words.trim().to_owned())
        .filter(|words| !words.is_empty())
}

fn tidy_blocks(blocks: Vec<Block>) -> Vec<Block> {
    let mut tidied = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        let stays = match &mut block {
            Block::Paragraph(block) => {
                block.text = text(std::mem::take(&mut block.text));
                !block.text.is_empty()
            }
            Block::Heading(block) => {
                block.text = text(std::mem::take(&mut block.text));
                !block.text.is_empty()
            }
            Block::PullQuote(block) => {
                block.text = text(std::mem::take(&mut block.text));
                block.attribution = trimmed(block.attribution.take());
                !block.text.is_empty()
            }
            Block::Table(block) => {
                block.caption = text(std::mem::take(&mut block.caption));
                for cell in block.head.iter_mut().chain(block.rows.iter_mut().flatten()) {
                    cell.text = text(std::mem::take(&mut cell.text));
                }
                true
            }
            Block::Figure(block) => {
                tidy_image(&mut block.image);
                true
            }
            Block::Gallery(block) => {
                block.caption = text(std::mem::take(&mut block.caption));
                block.images.iter_mut().for_each(tidy_image);
                !block.images.is_empty()
            }
            Block::List(block) => {
                for item in &mut block.items {
                    *item = tidy_blocks(std::mem::take(item));
                }
                !block.items.is_empty()
            }
            Block::Quote(block) => {
                block.body = tidy_blocks(std::mem::take(&mut block.body));
                !block.body.is_empty()
            }
            Block::Callout(block) => {
                block.title = trimmed(block.title.take());
                block.body = tidy_blocks(std::mem::take(&mut block.body));
                true
            }
            Block::Details(block) => {
                block.body = tidy_blocks(std::mem::take(&mut block.body));
                true
            }
            _ => true,
        };
        if stays {
            tidied.push(block);
        }
    }
    tidied
}
