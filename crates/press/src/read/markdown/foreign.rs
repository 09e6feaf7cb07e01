//! Markdown that other generators read: lists of definitions and tasks, emphasis beside letters that know no spaces, and HTML
//! around Markdown. Press's own dialect has none of it, and writes each in its own words.

use std::fmt::Write;

use comrak::Node;
use comrak::Options;
use comrak::nodes::NodeValue;
use content::block::{Audio, Block, Figure, Paragraph, Video};
use content::inline::{Inline, Mark, Run};

use super::html::{Tag, has_optional_end, is_block};
use super::inline::{Picture, Runs, Style};
use super::{Converter, Line, Sheet, options, placed};
use crate::diagnostic::Position;

/// The element that stands in a block of HTML for Markdown within it.
pub(super) const HELD: &str = "x-held";

/// How a task begins that is open, and one that is done.
const OPEN: &str = "☐ ";
const DONE: &str = "☑ ";

/// What the readers of most other generators understand.
pub(crate) fn foreign_options() -> Options<'static> {
    let mut options = options();
    options.extension.cjk_friendly_emphasis = true;
    options.extension.description_lists = true;
    options.extension.inline_footnotes = true;
    options.extension.tasklist = true;
    options
}

/// The sign before a task.
pub(crate) fn task_sign(is_done: bool) -> &'static str {
    if is_done { DONE } else { OPEN }
}

impl Converter<'_> {
    /// Is the text another generator's?
    pub(super) fn is_foreign(&self) -> bool {
        self.addresses.is_some()
    }

    pub(super) fn options(&self) -> Options<'static> {
        if self.is_foreign() {
            foreign_options()
        } else {
            options()
        }
    }

    /// A list of definitions: terms in bold, each above what it means.
    pub(super) fn definitions<'n>(
        &mut self,
        sheet: &mut Sheet<'n>,
        list: Node<'n>,
        depth: usize,
        blocks: &mut Vec<Block>,
    ) {
        for part in list.children().flat_map(comrak::arena_tree::Node::children) {
            if !matches!(part.data().value, NodeValue::DescriptionTerm) {
                blocks.append(&mut self.children(sheet, part, depth));
                continue;
            }
            for term in part.children() {
                // Each line is a term of its own.
                self.breaks_lines = true;
                let line = self.inline(sheet, term);
                self.breaks_lines = false;
                let terms = line.text.split(|piece| matches!(piece, Inline::Break(_)));
                for text in terms.map(|term| in_bold(term.to_vec())) {
                    if !text.is_empty() {
                        blocks.push(Block::Paragraph(Paragraph { text }));
                    }
                }
                self.figures(line.pictures, blocks);
            }
        }
    }

    /// The blocks of an item of a list, which may be a task.
    pub(super) fn item<'n>(&mut self, sheet: &mut Sheet<'n>, item: Node<'n>, depth: usize) -> Vec<Block> {
        let mut blocks = self.children(sheet, item, depth);
        let NodeValue::TaskItem(task) = &item.data().value else {
            return blocks;
        };
        let sign = task_sign(task.symbol.is_some());
        let mut runs = Runs::default();
        runs.push(sign, &Style::default());
        if let Some(Block::Paragraph(first)) = blocks.first_mut() {
            for piece in std::mem::take(&mut first.text) {
                match piece {
                    Inline::Text(text) => runs.push(&text, &Style::default()),
                    other => runs.push_all(vec![other]),
                }
            }
            first.text = runs.finish();
        } else {
            let text = runs.finish();
            blocks.insert(0, Block::Paragraph(Paragraph { text }));
        }
        blocks
    }

    /// A paragraph whose pictures stay where they stood.
    pub(super) fn placed_paragraph(
        &mut self,
        before: Vec<Runs>,
        rest: Runs,
        pictures: Vec<Picture>,
        blocks: &mut Vec<Block>,
    ) {
        let pictures: Vec<_> = pictures
            .into_iter()
            .map(|picture| self.placed_picture(picture))
            .collect();
        let mut parts = Vec::new();
        let mut words = Runs::default();
        for (own, picture) in before.into_iter().zip(pictures) {
            words.push_all(own.into_pieces());
            match picture {
                Ok(block) => parts.push((std::mem::take(&mut words), block)),
                // What is left of a picture that is none stands in the line.
                Err(text) => words.push_all(text),
            }
        }
        words.push_all(rest.into_pieces());
        blocks.append(&mut placed::blocks(parts, words));
    }

    /// A picture with its caption and its link; of one that is no picture its words.
    fn placed_picture(&mut self, picture: Picture) -> Result<Block, Vec<Inline>> {
        if let Some(player) = self.player(&picture) {
            return Ok(player);
        }
        let (words, position) = self.words_of(&picture);
        match self.picture(words, position) {
            Ok(mut image) => {
                if let Some(link) = &picture.link {
                    placed::linked(&mut image, link);
                }
                Ok(Block::Figure(Figure { image }))
            }
            Err(words) if words.caption.is_empty() => Err(picture.into_text()),
            Err(words) => Err(words.caption),
        }
    }

    /// Sound or a film that is written like a picture.
    fn player(&self, picture: &Picture) -> Option<Block> {
        let path = picture.src.split(['?', '#']).next()?;
        let (_, extension) = path.rsplit_once('.')?;
        let is_sound = matches!(
            &*extension.to_ascii_lowercase(),
            "mp3" | "m4a" | "ogg" | "oga" | "opus" | "wav" | "flac"
        );
        let is_film = matches!(&*extension.to_ascii_lowercase(), "mp4" | "m4v" | "webm" | "mov");
        if !is_sound && !is_film {
            return None;
        }
        let (src, _) = self.media.file(&self.source(&picture.src)).ok()?;
        let words = [&picture.title, &picture.alt];
        let title = words.into_iter().find(|words| !words.is_empty()).cloned();
        Some(if is_sound {
            Block::Audio(Audio {
                src,
                title,
                transcript: None,
            })
        } else {
            Block::Video(Video {
                src,
                title,
                poster: None,
                width: None,
                height: None,
                transcript: None,
                captions: Vec::new(),
            })
        })
    }

    /// Blocks one after the other, of which those that HTML stands around are converted within it. Markdown ends a block of
    /// HTML at an empty line, whether its elements have ended or not.
    pub(super) fn foreign_children<'n>(
        &mut self,
        sheet: &mut Sheet<'n>,
        parent: Node<'n>,
        depth: usize,
        blocks: &mut Vec<Block>,
    ) {
        let mut nodes = parent.children().peekable();
        while let Some(node) = nodes.next() {
            let Some(mut html) = opening(node) else {
                self.block(sheet, node, depth, blocks);
                continue;
            };
            let position = sheet.position(node);
            let mut open = left_open(&html);
            let mut held = Vec::new();
            while open > 0
                && let Some(node) = nodes.next()
            {
                if let NodeValue::HtmlBlock(more) = &node.data().value {
                    open = (open + left_open(&more.literal)).max(0);
                    html.push_str(&more.literal);
                    continue;
                }
                let mut made = Vec::new();
                self.block(sheet, node, depth + 1, &mut made);
                // Writing to a string does not fail.
                let _ = write!(html, "<{HELD} n=\"{}\"></{HELD}>", held.len());
                held.push(made);
            }
            self.held.push(held);
            self.html(&html, position, depth, blocks);
            self.held.pop();
        }
    }

    /// The blocks of Markdown that stand in a block of HTML at that place.
    pub(super) fn take_held(&mut self, number: Option<&str>) -> Vec<Block> {
        let held = number.and_then(|number| number.parse::<usize>().ok());
        let held = held.and_then(|at| self.held.last_mut()?.get_mut(at));
        held.map(std::mem::take).unwrap_or_default()
    }

    /// The embed of an address, where whoever imports knows its service.
    pub(super) fn embed_of(&self, url: &str, title: Option<&str>) -> Option<Block> {
        let addresses = self.addresses?;
        addresses.embed(url, title).map(Block::Embed)
    }

    /// Markdown within an element that asks for it, as `markdown="1"` does.
    pub(super) fn inner_markdown(&mut self, source: &str, position: Position, depth: usize) -> Vec<Block> {
        self.sheet(source, super::Origin::Place(position), depth)
    }
}

impl Line {
    /// Is it a paragraph whose pictures have a place of their own?
    pub(super) fn take_placed(&mut self) -> Option<(Vec<Runs>, Runs, Vec<Picture>)> {
        let (before, rest) = self.placed.take()?;
        Some((before, rest, std::mem::take(&mut self.pictures)))
    }
}

/// Does a paragraph hold tags of what is played, which Markdown takes for words?
pub(super) fn holds_players(paragraph: Node<'_>) -> bool {
    paragraph.descendants().any(|node| match &node.data().value {
        NodeValue::HtmlInline(tag) => Tag::name_of(tag).is_some_and(|(name, closes)| {
            !closes && matches!(&*name, "video" | "audio" | "object" | "embed" | "iframe")
        }),
        _ => false,
    })
}

/// A block as the HTML that it stands for.
pub(super) fn as_html(node: Node<'_>) -> String {
    let mut options = foreign_options();
    options.render.r#unsafe = true;
    let mut html = String::new();
    comrak::format_html(node, &options, &mut html).expect("a text takes all that is written to it");
    html
}

/// The HTML of a block that leaves elements open.
fn opening(node: Node<'_>) -> Option<String> {
    match &node.data().value {
        NodeValue::HtmlBlock(html) if left_open(&html.literal) > 0 => Some(html.literal.clone()),
        _ => None,
    }
}

/// How many elements of blocks are opened and not closed. Those that may go without an end count for nothing.
fn left_open(html: &str) -> i32 {
    let mut open = 0;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..=end];
        match Tag::name_of(tag) {
            Some((name, closes)) if is_block(&name) && !may_stay_open(&name) && !tag.ends_with("/>") => {
                open += if closes { -1 } else { 1 };
            }
            _ => {}
        }
        rest = &rest[end + 1..];
    }
    open
}

/// Elements that have no end, or whose end another one says.
fn may_stay_open(name: &str) -> bool {
    has_optional_end(name) || matches!(name, "hr" | "html" | "body" | "caption" | "colgroup")
}

fn in_bold(text: Vec<Inline>) -> Vec<Inline> {
    let mut runs = Runs::default();
    for piece in text {
        match piece {
            Inline::Text(text) => runs.push_all(vec![Inline::Run(Run {
                text,
                marks: vec![Mark::Strong],
                lang: None,
                link: None,
            })]),
            Inline::Run(mut run) => {
                if !run.marks.contains(&Mark::Strong) {
                    run.marks.push(Mark::Strong);
                }
                runs.push_all(vec![Inline::Run(run)]);
            }
            other => runs.push_all(vec![other]),
        }
    }
    runs.finish()
}
