//! Words: those of HTML and those of blocks, to be counted, joined and cut to what the bundle's format allows.

use std::collections::BTreeSet;

use content::block::Block;
use content::href::Target;
use content::inline::{Inline, Run};
use content::json::MAX_STRING;
use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;

use crate::read::markdown::html::is_inline;
use crate::read::markdown::inline::{Runs, Style};

/// How many words a text has.
pub(super) fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// How many words a line has.
pub(super) fn of_line(text: &[Inline]) -> usize {
    count(&content::inline::plain(text))
}

/// The visible text of HTML, with a space where one element's text does not go on in the next one's.
pub(super) fn spaced_text(node: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    let mut hidden = 0_usize;
    for edge in node.traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(piece) if opens && hidden == 0 => text.push_str(piece),
            Node::Element(element) => {
                let name = element.name();
                if is_hidden(name) {
                    hidden = if opens {
                        hidden + 1
                    } else {
                        hidden.saturating_sub(1)
                    };
                }
                if !is_inline(name) || name == "br" {
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
    text
}

/// The text of preformatted HTML, with its line breaks.
pub(super) fn preformatted_text(node: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match node.value() {
            Node::Text(piece) => text.push_str(piece),
            Node::Element(element) if matches!(element.name(), "br" | "div" | "p" | "li" | "tr") => {
                text.push('\n');
            }
            _ => {}
        }
    }
    super::clean(&text.replace("\r\n", "\n"))
}

fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "head"
            | "svg"
            | "title"
            | "iframe"
            | "audio"
            | "video"
            | "object"
            | "select"
            | "textarea"
            | "datalist"
            | "canvas"
    )
}

/// Blocks as one line of text, and the blocks that are none.
pub(in crate::import) fn flatten(blocks: Vec<Block>) -> (Vec<Inline>, Vec<Block>) {
    let mut runs = Runs::default();
    let mut others = Vec::new();
    flatten_into(blocks, &mut runs, &mut others);
    (runs.finish(), others)
}

fn flatten_into(blocks: Vec<Block>, runs: &mut Runs, others: &mut Vec<Block>) {
    for block in blocks {
        match block {
            Block::Paragraph(block) => append(block.text, runs),
            Block::Heading(block) => append(block.text, runs),
            Block::PullQuote(block) => {
                append(block.text, runs);
                append(block.attribution.map(Inline::Text).into_iter().collect(), runs);
            }
            Block::Code(block) => {
                let mut code = Runs::default();
                let style = Style {
                    marks: vec![content::inline::Mark::Code],
                    ..Style::default()
                };
                for (index, line) in block.text.lines().enumerate() {
                    if index > 0 {
                        code.push_break();
                    }
                    code.push(line, &style);
                }
                append(code.finish(), runs);
            }
            Block::List(block) => {
                for item in block.items {
                    flatten_into(item, runs, others);
                }
            }
            Block::Quote(block) => flatten_into(block.body, runs, others),
            Block::Callout(block) => flatten_into(block.body, runs, others),
            Block::Details(block) => {
                append(vec![Inline::Text(block.summary)], runs);
                flatten_into(block.body, runs, others);
            }
            Block::Table(block) => {
                append(block.caption, runs);
                let rows = std::iter::once(block.head).chain(block.rows);
                for row in rows.filter(|row| !row.is_empty()) {
                    let mut line = Runs::default();
                    for cell in row {
                        if !line.is_empty() && !line.ends_with_space() {
                            line.push(" ", &Style::default());
                        }
                        line.push_all(cell.text);
                    }
                    append(line.finish(), runs);
                }
            }
            Block::Separator(_) => {}
            other => others.push(other),
        }
    }
}

fn append(text: Vec<Inline>, runs: &mut Runs) {
    if text.is_empty() {
        return;
    }
    if !runs.is_empty() {
        runs.push_break();
    }
    runs.push_all(text);
}

/// A text as lines that the bundle's format allows, each of them far shorter than its limit, so that marks written
/// as Markdown fit too.
pub(in crate::import) fn parts_that_fit(text: Vec<Inline>) -> Vec<Vec<Inline>> {
    const ROOM: usize = MAX_STRING / 2;
    let length: usize = text.iter().map(length_of).sum();
    if length <= ROOM {
        return vec![text];
    }
    let mut parts = Vec::new();
    let mut part = Vec::new();
    let mut filled = 0;
    for piece in text {
        for piece in split(piece) {
            let length = length_of(&piece);
            if filled + length > ROOM && !part.is_empty() {
                parts.push(std::mem::take(&mut part));
                filled = 0;
            }
            filled += length;
            part.push(piece);
        }
    }
    parts.push(part);
    parts
}

fn length_of(piece: &Inline) -> usize {
    match piece {
        Inline::Text(text) => text.len(),
        Inline::Run(run) => run.text.len(),
        Inline::Break(_) | Inline::Note(_) => 1,
    }
}

fn split(piece: Inline) -> Vec<Inline> {
    match piece {
        Inline::Text(text) => pieces(&text)
            .into_iter()
            .map(|piece| Inline::Text(piece.to_owned()))
            .collect(),
        Inline::Run(run) => pieces(&run.text)
            .into_iter()
            .map(|piece| {
                Inline::Run(Run {
                    text: piece.to_owned(),
                    ..run.clone()
                })
            })
            .collect(),
        other => vec![other],
    }
}

/// A string as strings that the bundle's format allows, cut at white space where there is any.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    const ROOM: usize = MAX_STRING / 2;
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > ROOM {
        let end = rest.floor_char_boundary(ROOM);
        let cut = rest[..end]
            .rfind('\n')
            .or_else(|| rest[..end].rfind(char::is_whitespace))
            .filter(|cut| *cut > 0)
            .unwrap_or(end);
        let (piece, after) = rest.split_at(cut);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// Takes links away that lead to a heading which became something else.
pub(super) fn drop_broken_fragments(blocks: &mut [Block]) {
    let ids = heading_ids(blocks);
    each_line(blocks, &mut |text| {
        for piece in text {
            let Inline::Run(run) = piece else { continue };
            let is_broken = run
                .link
                .as_ref()
                .is_some_and(|link| matches!(link.target(), Target::Fragment(id) if !ids.contains(id)));
            if is_broken {
                run.link = None;
            }
        }
    });
}

/// The ids of all headings.
pub(in crate::import) fn heading_ids(blocks: &[Block]) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    collect_ids(blocks, &mut ids);
    ids
}

fn collect_ids(blocks: &[Block], ids: &mut BTreeSet<String>) {
    for block in blocks {
        match block {
            Block::Heading(block) => {
                ids.insert(block.id.clone());
            }
            Block::List(block) => block.items.iter().for_each(|item| collect_ids(item, ids)),
            Block::Quote(block) => collect_ids(&block.body, ids),
            Block::Details(block) => collect_ids(&block.body, ids),
            Block::Callout(block) => collect_ids(&block.body, ids),
            _ => {}
        }
    }
}

pub(in crate::import) fn each_line(blocks: &mut [Block], change: &mut impl FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match block {
            Block::Paragraph(block) => change(&mut block.text),
            Block::Heading(block) => change(&mut block.text),
            Block::PullQuote(block) => change(&mut block.text),
            Block::List(block) => block.items.iter_mut().for_each(|item| each_line(item, change)),
            Block::Quote(block) => each_line(&mut block.body, change),
            Block::Details(block) => each_line(&mut block.body, change),
            Block::Callout(block) => each_line(&mut block.body, change),
            Block::Figure(block) => change(&mut block.image.caption),
            Block::Gallery(block) => {
                change(&mut block.caption);
                block
                    .images
                    .iter_mut()
                    .for_each(|image| change(&mut image.caption));
            }
            Block::Table(block) => {
                change(&mut block.caption);
                let cells = block.head.iter_mut().chain(block.rows.iter_mut().flatten());
                cells.for_each(|cell| change(&mut cell.text));
            }
            Block::Footnotes(block) => {
                block
                    .notes
                    .iter_mut()
                    .for_each(|note| each_line(&mut note.body, change));
            }
            _ => {}
        }
    }
}
