//! Markdown as the typed blocks of an article. `docs/writing-content.md` says what authors may write.

mod fault;
mod fence;
mod foreign;
pub(crate) mod html;
pub(crate) mod inline;
pub(crate) mod placed;
pub(crate) mod template_tags;
pub mod write;

use std::collections::VecDeque;
use std::collections::btree_map::{BTreeMap, Entry};

use comrak::nodes::{AlertType, ListType, NodeList, NodeTable, NodeValue, TableAlignment};
use comrak::{Arena, Node, Options, parse_document};
use content::block::{
    Align, Block, Callout, Cell, Code, Embed, Figure, Footnotes, Heading, Image, Level, List, Note, OWN_IDS,
    Paragraph, Quote, Separator, Table, Tone,
};
use content::href::Href;
use content::inline::{self as words, Inline};
use content::language::Language;
use content::slug::Slug;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Findings, Position, count};
use crate::read::locale;
use crate::read::media::view::View;
use crate::read::names::HeadingIds;

pub use self::fault::TextFault;
pub(crate) use self::foreign::{foreign_options, task_sign};
pub(crate) use self::inline::without_mark;
use self::inline::{Line, Picture, Runs};

/// How deep blocks may stand within each other.
const MAX_DEPTH: usize = 32;

/// How a paragraph begins that is the caption of the table before it.
const CAPTION: &str = "Table:";

/// What authors write between two blocks that would otherwise belong together.
const GAP: &str = "<!-- -->";

/// The highest number that a list can begin with in Markdown.
const MAX_NUMBER: u32 = 999_999_999;

/// Where a link stands, for whoever finds out that it leads nowhere.
pub type Links = Vec<(Href, Position)>;

/// An embed and where it stands, for whoever finds out that it cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbedPlace {
    /// The service it names.
    pub service: Slug,
    /// Where it names it.
    pub service_at: Position,
    /// What the service calls it.
    pub id: String,
    /// Where that stands.
    pub id_at: Position,
}

/// Where links and files of a site that is being imported are now.
pub trait Addresses {
    /// The link, where it leads elsewhere than it says.
    fn link(&self, url: &str) -> Option<String>;

    /// The path of a file, such as `media/a.avif`, where it is elsewhere than the text says.
    fn file(&self, src: &str) -> Option<String>;

    /// What plays at an address, where the service is known.
    fn embed(&self, url: &str, title: Option<&str>) -> Option<Embed>;
}

/// Turns the texts of one article into blocks and runs.
pub struct Converter<'a> {
    media: &'a View<'a>,
    addresses: Option<&'a dyn Addresses>,
    findings: &'a mut Findings,
    /// The language of the article, where anybody has said it.
    language: Option<Language>,
    headings: HeadingIds,
    links: Links,
    embeds: Vec<EmbedPlace>,
    notes: BTreeMap<u32, Vec<Block>>,
    referred: u32,
    too_deep: bool,
    /// Does the end of a line in the source end one for readers?
    breaks_lines: bool,
    /// What Markdown stands within the blocks of HTML that are being read, the innermost last.
    held: Vec<Vec<Vec<Block>>>,
    /// The level of the heading before; the title is of level 1.
    level: u8,
}

/// One parsed Markdown text: the body, or the inside of a fence.
struct Sheet<'n> {
    origin: Origin,
    definitions: BTreeMap<String, Definition<'n>>,
    /// Notes that have been referred to but not been converted.
    waiting: VecDeque<(u32, Node<'n>)>,
}

struct Definition<'n> {
    node: Node<'n>,
    number: Option<u32>,
}

/// Where a Markdown text stands in its file.
#[derive(Clone, Copy)]
enum Origin {
    /// Its lines are lines of the file, from this one on.
    Lines(u32),
    /// Its lines are ends of lines of the file, from this one on.
    LineEnds(u32),
    /// All of it stands at one place.
    Place(Position),
}

impl Origin {
    fn position(self, line: usize, column: usize) -> Position {
        let after = count(line.saturating_sub(1));
        match self {
            Self::Lines(first) => Position {
                line: first + after,
                column: Some(count(column)),
            },
            Self::LineEnds(first) => Position::line(first + after),
            Self::Place(position) => position,
        }
    }
}

impl<'n> Sheet<'n> {
    fn new(root: Node<'n>, origin: Origin, findings: &mut Findings) -> Self {
        let mut sheet = Self {
            origin,
            definitions: BTreeMap::new(),
            waiting: VecDeque::new(),
        };
        for node in root.descendants() {
            if let NodeValue::FootnoteDefinition(definition) = &node.data().value {
                let key = definition.name.to_lowercase();
                let position = sheet.position(node);
                match sheet.definitions.entry(key) {
                    Entry::Vacant(place) => {
                        place.insert(Definition { node, number: None });
                    }
                    Entry::Occupied(_) => {
                        findings.add(position, &TextFault::SecondNote(definition.name.clone()));
                    }
                }
            }
        }
        sheet
    }

    fn position(&self, node: Node<'n>) -> Position {
        let start = node.data().sourcepos.start;
        self.origin.position(start.line, start.column)
    }
}

impl<'a> Converter<'a> {
    /// Ready for the texts of one article.
    pub fn new(media: &'a View<'a>, findings: &'a mut Findings) -> Self {
        Self {
            media,
            addresses: None,
            findings,
            language: None,
            headings: HeadingIds::default(),
            links: Vec::new(),
            embeds: Vec::new(),
            notes: BTreeMap::new(),
            referred: 0,
            too_deep: false,
            breaks_lines: false,
            held: Vec::new(),
            level: 1,
        }
    }

    /// Takes links and files of the texts as leading where `addresses` says.
    #[must_use]
    pub fn with_addresses(mut self, addresses: &'a dyn Addresses) -> Self {
        self.addresses = Some(addresses);
        self
    }

    /// The language that a `lang` attribute names.
    fn language(&mut self, name: &str, position: Position) -> Option<Language> {
        let language = locale::parse(name);
        if language.is_none() {
            self.findings
                .add(position, &TextFault::NoLanguage(name.to_owned()));
        }
        language
    }

    /// Says which language the article is in.
    pub fn set_language(&mut self, language: Option<Language>) {
        self.language = language;
    }

    /// Where the file of a text is now.
    fn source(&self, src: &str) -> String {
        let moved = self.addresses.and_then(|addresses| addresses.file(src));
        moved.unwrap_or_else(|| src.to_owned())
    }

    /// The body of the article; its first line has the given number in its file.
    pub fn body(&mut self, source: &str, first_line: u32) -> Vec<Block> {
        let mut blocks = self.sheet(source, Origin::Lines(first_line), 1);
        let notes = std::mem::take(&mut self.notes);
        if !notes.is_empty() {
            let notes = notes.into_iter().map(|(number, body)| Note {
                id: number.to_string(),
                body,
            });
            blocks.push(Block::Footnotes(Footnotes {
                notes: notes.collect(),
            }));
        }
        // What was left out may have been all that referred to a note.
        if write::tidy::has_unused_notes(&blocks) {
            write::tidy::drop_unused_notes(&mut blocks);
        }
        blocks
    }

    /// One line of Markdown, such as a caption, that stands at one place.
    pub fn line(&mut self, source: &str, position: Position) -> Vec<Inline> {
        let arena = Arena::new();
        let root = parse_document(&arena, source, &self.options());
        let mut sheet = Sheet::new(root, Origin::Place(position), self.findings);
        // What would be a list, a heading or the like in a body is plain text here: “2026. A year in pictures”.
        if !root
            .children()
            .all(|node| matches!(node.data().value, NodeValue::Paragraph))
        {
            return vec![Inline::Text(
                source.split_whitespace().collect::<Vec<_>>().join(" "),
            )];
        }
        let mut runs = Runs::default();
        for node in root.children() {
            let line = self.inline(&mut sheet, node);
            for picture in &line.pictures {
                self.findings
                    .add(position, &TextFault::PictureInLine(picture.src.clone()));
            }
            if !runs.is_empty() {
                runs.push_break();
            }
            runs.push_all(line.text);
        }
        runs.finish()
    }

    /// The links and the embeds met so far.
    pub fn into_places(self) -> (Links, Vec<EmbedPlace>) {
        (self.links, self.embeds)
    }

    /// The picture that an article names, with all its words. Faults are reported.
    ///
    /// # Errors
    /// When there is no such picture; its words come back.
    pub fn picture(&mut self, mut picture: PictureWords, position: Position) -> Result<Image, PictureWords> {
        picture.alt = picture.alt.map(|alt| alt.trim().to_owned());
        picture.src = self.source(&picture.src);
        match self.media.picture(&picture.src) {
            Ok((src, _)) => {
                if picture.alt.is_none() {
                    self.findings.add(position, &TextFault::NoAlt(picture.src));
                }
                // Its size and its other files are found out for all articles at once.
                Ok(Image {
                    alt: picture.alt,
                    caption: picture.caption,
                    credit: picture.credit,
                    ..Image::of(src)
                })
            }
            Err(fault) => {
                self.findings.add(position, &fault);
                Err(picture)
            }
        }
    }

    fn sheet(&mut self, source: &str, origin: Origin, depth: usize) -> Vec<Block> {
        let source = template_tags::remove(source, |line, column, fault| {
            self.findings.add(origin.position(line, column), &fault);
        });
        let arena = Arena::new();
        let root = parse_document(&arena, &source, &self.options());
        let mut sheet = Sheet::new(root, origin, self.findings);
        let blocks = self.children(&mut sheet, root, depth);
        while let Some((number, node)) = sheet.waiting.pop_front() {
            let body = self.children(&mut sheet, node, depth + 1);
            self.notes.insert(number, body);
        }
        for (name, definition) in &sheet.definitions {
            if definition.number.is_none() {
                self.findings.add(
                    sheet.position(definition.node),
                    &TextFault::UnusedNote(name.clone()),
                );
            }
        }
        blocks
    }

    fn children<'n>(&mut self, sheet: &mut Sheet<'n>, parent: Node<'n>, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        if depth > MAX_DEPTH {
            let position = sheet.position(parent);
            self.report_depth(position);
            return blocks;
        }
        if self.is_foreign() {
            self.foreign_children(sheet, parent, depth, &mut blocks);
            return blocks;
        }
        for node in parent.children() {
            self.block(sheet, node, depth, &mut blocks);
        }
        blocks
    }

    /// Says once in an article that it is too deep.
    fn report_depth(&mut self, position: Position) {
        if !self.too_deep {
            self.too_deep = true;
            self.findings.add(position, &TextFault::TooDeep(MAX_DEPTH));
        }
    }

    fn block<'n>(&mut self, sheet: &mut Sheet<'n>, node: Node<'n>, depth: usize, blocks: &mut Vec<Block>) {
        let position = sheet.position(node);
        match &node.data().value {
            NodeValue::Paragraph if self.is_foreign() && foreign::holds_players(node) => {
                let html = foreign::as_html(node);
                self.html(&html, position, depth, blocks);
            }
            NodeValue::Paragraph => {
                let line = self.inline(sheet, node);
                match blocks.last_mut() {
                    Some(Block::Table(table))
                        if table.caption.is_empty()
                            && begins_as_caption(&line.text)
                            && !follows_gap(node) =>
                    {
                        table.caption = after_caption_word(line.text);
                        self.figures(line.pictures, blocks);
                    }
                    _ => self.paragraph(line, blocks),
                }
            }
            NodeValue::Heading(heading) => {
                let line = self.inline(sheet, node);
                self.heading(heading.level, line, position, blocks);
            }
            NodeValue::BlockQuote => {
                let body = self.children(sheet, node, depth + 1);
                push_unless_empty(blocks, body, |body| Block::Quote(Quote { body }));
            }
            NodeValue::Alert(alert) => {
                let body = self.children(sheet, node, depth + 1);
                let title = alert
                    .title
                    .as_deref()
                    .map(|title| words::plain(&self.line(title, position)).trim().to_owned())
                    .filter(|title| !title.is_empty());
                let tone = tone(alert.alert_type);
                blocks.push(Block::Callout(Callout { tone, title, body }));
            }
            NodeValue::List(list) => {
                let items: Vec<_> = node
                    .children()
                    .map(|item| self.item(sheet, item, depth + 1))
                    .collect();
                let (ordered, start) = numbering(list);
                blocks.push(Block::List(List {
                    ordered,
                    start,
                    items,
                }));
            }
            NodeValue::CodeBlock(code) => {
                if code.fenced && fence::is_block(&code.info) {
                    self.fence(&code.info, &code.literal, position, depth, blocks);
                } else {
                    let language = code.info.split_whitespace().next().map(ToOwned::to_owned);
                    let text = code
                        .literal
                        .strip_suffix('\n')
                        .unwrap_or(&code.literal)
                        .to_owned();
                    blocks.push(Block::Code(Code { language, text }));
                }
            }
            NodeValue::HtmlBlock(html) if html.literal.trim() == GAP => {}
            NodeValue::HtmlBlock(html) => self.html(&html.literal, position, depth, blocks),
            NodeValue::ThematicBreak => blocks.push(Block::Separator(Separator {})),
            NodeValue::Table(table) => self.table(sheet, node, table, blocks),
            NodeValue::DescriptionList => self.definitions(sheet, node, depth, blocks),
            // Definitions become the footnotes block; comrak makes nothing else from the extensions chosen below.
            _ => {}
        }
    }

    fn paragraph(&mut self, mut line: Line, blocks: &mut Vec<Block>) {
        if let Some((before, rest, pictures)) = line.take_placed() {
            self.placed_paragraph(before, rest, pictures, blocks);
        } else if line.has_words() {
            if !line.text.is_empty() {
                blocks.push(Block::Paragraph(Paragraph { text: line.text }));
            }
            self.figures(line.pictures, blocks);
        } else {
            for picture in line.pictures {
                self.lone_figure(picture, blocks);
            }
        }
    }

    fn heading(&mut self, level: u8, line: Line, position: Position, blocks: &mut Vec<Block>) {
        if level < 2 {
            self.findings.add(position, &TextFault::TopHeading);
        }
        let mut text = line.text;
        let written = written_id(&text);
        if let (Some((_, before)), Some(Inline::Text(last))) = (&written, text.last_mut()) {
            last.truncate(*before);
            let mut runs = Runs::default();
            runs.push_all(text);
            text = runs.finish();
        }
        if text.is_empty() {
            self.findings.add(position, &TextFault::EmptyHeading);
        } else {
            let written = written.and_then(|(id, _)| {
                if id.starts_with(OWN_IDS) {
                    self.findings
                        .add(position, &TextFault::ReservedAnchor(id.clone()));
                }
                self.headings.claim(&id)
            });
            let id = written.unwrap_or_else(|| self.headings.next(&words::plain(&text)));
            let level = level.clamp(2, 6);
            if level > self.level + 1 {
                self.findings
                    .add(position, &TextFault::LevelJump(self.level, level));
            }
            self.level = level;
            let level = Level::new(level).expect("the level is clamped to those that exist");
            blocks.push(Block::Heading(Heading { level, id, text }));
        }
        self.figures(line.pictures, blocks);
    }

    /// Pictures among text: their alternative text stands in the text already.
    fn figures(&mut self, pictures: Vec<Picture>, blocks: &mut Vec<Block>) {
        for picture in pictures {
            let (words, position) = self.words_of(&picture);
            match self.picture(words, position) {
                Ok(image) => blocks.push(Block::Figure(Figure { image })),
                Err(words) => push_paragraph(blocks, words.caption),
            }
        }
    }

    /// A picture that is a paragraph.
    fn lone_figure(&mut self, picture: Picture, blocks: &mut Vec<Block>) {
        let (words, position) = self.words_of(&picture);
        match self.picture(words, position) {
            Ok(image) => {
                if let Some(link) = &picture.link {
                    self.findings
                        .add(position, &TextFault::LinkedPicture(link.as_str().into_owned()));
                }
                blocks.push(Block::Figure(Figure { image }));
            }
            Err(words) if words.caption.is_empty() => push_paragraph(blocks, picture.into_text()),
            Err(words) => push_paragraph(blocks, words.caption),
        }
    }

    fn words_of(&mut self, picture: &Picture) -> (PictureWords, Position) {
        let caption = self.line(&picture.title, picture.position);
        let alt = Some(picture.alt.clone()).filter(|alt| !alt.is_empty());
        (
            PictureWords {
                src: picture.src.clone(),
                alt,
                caption,
                credit: None,
            },
            picture.position,
        )
    }

    fn table<'n>(
        &mut self,
        sheet: &mut Sheet<'n>,
        node: Node<'n>,
        table: &NodeTable,
        blocks: &mut Vec<Block>,
    ) {
        let mut head = Vec::new();
        let mut rows = Vec::new();
        let mut pictures = Vec::new();
        for row in node.children() {
            let is_head = matches!(row.data().value, NodeValue::TableRow(true));
            let mut cells = Vec::new();
            for (column, cell) in row.children().enumerate() {
                let line = self.inline(sheet, cell);
                pictures.extend(line.pictures);
                let align = table.alignments.get(column).copied().and_then(align);
                cells.push(Cell {
                    text: line.text,
                    header: false,
                    align,
                });
            }
            if is_head {
                head = cells;
            } else {
                rows.push(cells);
            }
        }
        if head.iter().all(|cell| cell.text.is_empty()) {
            head.clear();
        }
        blocks.push(Block::Table(Table {
            caption: Vec::new(),
            head,
            rows,
        }));
        self.figures(pictures, blocks);
    }
}

/// What an author says of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureWords {
    /// The file as the author names it.
    pub src: String,
    /// What it shows.
    pub alt: Option<String>,
    /// A caption.
    pub caption: Vec<Inline>,
    /// Whose picture it is.
    pub credit: Option<String>,
}

pub(crate) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.alerts = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.parse.leave_footnote_definitions = true;
    // What is escaped is told apart: \[^a] refers to no note.
    options.parse.escaped_char_spans = true;
    options.parse.sourcepos_chars = true;
    options
}

fn tone(alert: AlertType) -> Tone {
    match alert {
        AlertType::Note => Tone::Note,
        AlertType::Tip => Tone::Tip,
        AlertType::Important => Tone::Important,
        AlertType::Warning => Tone::Warning,
        AlertType::Caution => Tone::Caution,
    }
}

fn numbering(list: &NodeList) -> (bool, Option<u32>) {
    let ordered = list.list_type == ListType::Ordered;
    let start = u32::try_from(list.start)
        .ok()
        .filter(|start| ordered && *start != 1);
    (ordered, start)
}

fn align(alignment: TableAlignment) -> Option<Align> {
    match alignment {
        TableAlignment::None => None,
        TableAlignment::Left => Some(Align::Start),
        TableAlignment::Center => Some(Align::Center),
        TableAlignment::Right => Some(Align::End),
    }
}

fn begins_as_caption(text: &[Inline]) -> bool {
    matches!(text.first(), Some(Inline::Text(text)) if text.starts_with(CAPTION))
}

fn follows_gap(node: Node<'_>) -> bool {
    node.previous_sibling().is_some_and(
        |before| matches!(&before.data().value, NodeValue::HtmlBlock(html) if html.literal.trim() == GAP),
    )
}

/// The id that a heading’s words end with, as in `Words {#id}`, and the number of bytes before it in the last text.
fn written_id(text: &[Inline]) -> Option<(String, usize)> {
    let Some(Inline::Text(last)) = text.last() else {
        return None;
    };
    let (before, id) = last.strip_suffix('}')?.rsplit_once("{#")?;
    let is_apart = if before.is_empty() {
        text.len() > 1
    } else {
        before.ends_with(' ')
    };
    let is_id = HeadingIds::is_id(id);
    (is_apart && is_id && (text.len() > 1 || !before.trim().is_empty()))
        .then(|| (id.to_owned(), before.len()))
}

fn after_caption_word(mut text: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(first)) = text.first_mut() {
        let rest = first.strip_prefix(CAPTION).unwrap_or(first);
        *first = rest.trim_start().to_owned();
    }
    let mut runs = Runs::default();
    runs.push_all(text);
    runs.finish()
}

fn push_paragraph(blocks: &mut Vec<Block>, text: Vec<Inline>) {
    if !text.is_empty() {
        blocks.push(Block::Paragraph(Paragraph { text }));
    }
}

fn push_unless_empty(blocks: &mut Vec<Block>, body: Vec<Block>, block: impl FnOnce(Vec<Block>) -> Block) {
    if !body.is_empty() {
        blocks.push(block(body));
    }
}
