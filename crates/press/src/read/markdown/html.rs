//! HTML in Markdown: single tags within text, and whole blocks, of which the text and what it says is kept.

use std::collections::BTreeMap;

use content::block::{
    Audio, Block, Cell, Code, Details, Figure, Heading, Level, List, Paragraph, Quote, Separator, Table,
    Video,
};
use content::inline::{self as words, Inline, Mark};
use ego_tree::NodeRef;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use super::foreign::HELD;
use super::inline::{Runs, Style, mark_of};
use super::{Converter, MAX_DEPTH, PictureWords, TextFault, placed, task_sign};
use crate::diagnostic::Position;
use crate::read::locale;

/// How deep elements may stand within each other.
const MAX_ELEMENTS: usize = 200;

/// One tag of HTML.
#[derive(Debug)]
pub(super) enum Tag {
    Open {
        name: String,
        attributes: BTreeMap<String, String>,
    },
    Close(String),
    /// A comment, or what else is no element.
    Comment,
}

impl Tag {
    /// Reads one tag as Markdown found it.
    pub(super) fn read(text: &str) -> Self {
        let Some((name, closes)) = Self::name_of(text) else {
            return Self::Comment;
        };
        if closes {
            return Self::Close(name);
        }
        let fragment = Html::parse_fragment(text);
        let element = fragment
            .root_element()
            .child_elements()
            .next()
            .map(|element| element.value().clone());
        let attributes = element.iter().flat_map(Element::attrs);
        Self::Open {
            name,
            attributes: attributes
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        }
    }

    /// The name of a tag, and whether it ends its element.
    pub(super) fn name_of(text: &str) -> Option<(String, bool)> {
        let inner = text.strip_prefix('<')?;
        let (inner, closes) = inner
            .strip_prefix('/')
            .map_or((inner, false), |inner| (inner, true));
        let end = inner
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
            .unwrap_or(inner.len());
        let name = inner[..end].to_ascii_lowercase();
        (!name.is_empty()).then_some((name, closes))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        match self {
            Self::Open { attributes, .. } => attributes.get(name).map(String::as_str),
            Self::Close(_) | Self::Comment => None,
        }
    }

    /// Does an element of that name last until its closing tag and mean something here?
    pub(super) fn is_kept(name: &str) -> bool {
        matches!(name, "a" | "span" | "script" | "style") || mark_of(name).is_some()
    }
}

/// Blocks in the making, with the line of text that is not yet one.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    runs: Runs,
    /// The words before what the line of text holds that is no text, and that.
    before: Vec<(Runs, Block)>,
}

impl Flow {
    fn flush(&mut self) {
        let before = std::mem::take(&mut self.before);
        self.blocks
            .append(&mut placed::blocks(before, std::mem::take(&mut self.runs)));
    }

    /// Sets a block where the line of text stands.
    fn set(&mut self, block: Block) {
        self.before.push((std::mem::take(&mut self.runs), block));
    }

    fn push(&mut self, block: Block) {
        self.flush();
        self.blocks.push(block);
    }

    fn into_blocks(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

/// Where in the article and in the elements the conversion stands.
#[derive(Clone, Copy)]
struct Standing {
    position: Position,
    /// How many blocks stand around this one.
    depth: usize,
    /// How many elements do.
    elements: usize,
}

impl Converter<'_> {
    /// A block of HTML: its text and structure as far as they have a counterpart, reported once.
    pub(super) fn html(&mut self, source: &str, position: Position, depth: usize, blocks: &mut Vec<Block>) {
        let document = Html::parse_fragment(source);
        let mut flow = Flow::default();
        let at = Standing {
            position,
            depth,
            elements: 0,
        };
        self.html_children(*document.root_element(), &Style::default(), at, &mut flow);
        let made = flow.into_blocks();
        let fault = if made.is_empty() {
            TextFault::EmptyHtml
        } else {
            TextFault::HtmlBlock(summary(&made))
        };
        self.findings.add(position, &fault);
        blocks.extend(made);
    }

    fn html_children(&mut self, parent: NodeRef<'_, Node>, style: &Style, at: Standing, flow: &mut Flow) {
        for node in parent.children() {
            self.html_node(node, style, at, flow);
        }
    }

    fn html_node(&mut self, node: NodeRef<'_, Node>, style: &Style, at: Standing, flow: &mut Flow) {
        if at.elements > MAX_ELEMENTS || at.depth > MAX_DEPTH {
            self.report_depth(at.position);
            return;
        }
        match node.value() {
            Node::Text(text) => push_text(text, style, flow),
            Node::Element(element) => {
                self.html_element(
                    node,
                    element,
                    style,
                    Standing {
                        elements: at.elements + 1,
                        ..at
                    },
                    flow,
                );
            }
            _ => {}
        }
    }

    fn html_element(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        style: &Style,
        at: Standing,
        flow: &mut Flow,
    ) {
        if is_unseen(|name| element.attr(name)) {
            let tag = TextFault::Unseen(element.name().to_owned());
            self.findings.add(at.position, &tag);
            return;
        }
        match element.name() {
            "script" | "style" | "template" | "noscript" | "head" | "svg" => {}
            "br" => flow.runs.push_break(),
            "hr" => flow.push(Block::Separator(Separator {})),
            "img" => {
                if let Some(words) = picture_words(element) {
                    self.html_picture(words, style, at.position, flow);
                }
            }
            HELD => {
                flow.flush();
                flow.blocks.append(&mut self.take_held(element.attr("n")));
            }
            "input" if element.attr("type") == Some("checkbox") => {
                push_text(task_sign(element.attr("checked").is_some()), style, flow);
            }
            _ if self.is_foreign() && element.attr("markdown").is_some_and(|says| says != "0") => {
                flow.flush();
                let source = ElementRef::wrap(node).map(|element| element.inner_html());
                let mut made = self.inner_markdown(&source.unwrap_or_default(), at.position, at.depth + 1);
                flow.blocks.append(&mut made);
            }
            "dt" => {
                flow.flush();
                let mut style = style.clone();
                style.add(Mark::Strong);
                self.html_children(node, &style, at, flow);
                flow.flush();
            }
            "ruby" => self.html_ruby(node, style, at, flow),
            "iframe" | "embed" | "object" => self.html_frame(element, at.position, flow),
            "audio" | "video" => self.html_media(node, element, at.position, flow),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.html_heading(node, element, at, flow),
            "ul" | "ol" => self.html_list(node, element, at, flow),
            "blockquote" => {
                let body = self.html_body(node, at);
                if !body.is_empty() {
                    flow.push(Block::Quote(Quote { body }));
                }
            }
            "details" => self.html_details(node, at, flow),
            "figure" => self.html_figure(node, at, flow),
            "table" => self.html_table(node, at, flow),
            "pre" => {
                let text = text_of(node).replace('\r', "\n").trim_matches('\n').to_owned();
                flow.push(Block::Code(Code { language: None, text }));
            }
            name => {
                let style = self.html_style(element, style, at.position);
                if is_inline(name) {
                    self.html_children(node, &style, at, flow);
                } else {
                    flow.flush();
                    self.html_children(node, &style, at, flow);
                    flow.flush();
                }
            }
        }
    }

    /// Words with their readings, which stand in brackets behind them.
    fn html_ruby(&mut self, node: NodeRef<'_, Node>, style: &Style, at: Standing, flow: &mut Flow) {
        let mut is_reading = false;
        for child in node.children() {
            let name = name_of(child);
            let is_blank = child.value().as_text().is_some_and(|text| text.trim().is_empty());
            if name == Some("rp") || is_blank {
                continue;
            }
            if (name == Some("rt")) != is_reading {
                is_reading = !is_reading;
                push_text(if is_reading { "(" } else { ")" }, style, flow);
            }
            self.html_node(child, style, at, flow);
        }
        if is_reading {
            push_text(")", style, flow);
        }
    }

    fn html_style(&mut self, element: &Element, outer: &Style, position: Position) -> Style {
        let mut style = outer.clone();
        if let Some(mark) = mark_of(element.name()) {
            style.add(mark);
        }
        if let Some(name) = element.attr("lang") {
            style.lang = self.language(name, position).or(style.lang);
        }
        if element.name() == "a"
            && let Some(url) = element.attr("href")
        {
            style.link = self.href(url, position);
        }
        style
    }

    /// The blocks within an element.
    fn html_body(&mut self, node: NodeRef<'_, Node>, at: Standing) -> Vec<Block> {
        let mut flow = Flow::default();
        self.html_children(
            node,
            &Style::default(),
            Standing {
                depth: at.depth + 1,
                ..at
            },
            &mut flow,
        );
        flow.into_blocks()
    }

    /// The text within an element, and the blocks in it that are no text.
    fn html_line(&mut self, node: NodeRef<'_, Node>, at: Standing) -> (Vec<Inline>, Vec<Block>) {
        let mut runs = Runs::default();
        let mut others = Vec::new();
        for block in self.html_body(node, at) {
            match block {
                Block::Paragraph(paragraph) => {
                    if !runs.is_empty() {
                        runs.push_break();
                    }
                    runs.push_all(paragraph.text);
                }
                other => others.push(other),
            }
        }
        (runs.finish(), others)
    }

    fn html_picture(&mut self, words: PictureWords, style: &Style, position: Position, flow: &mut Flow) {
        match self.picture(words, position) {
            Ok(mut image) => {
                if let Some(link) = &style.link {
                    placed::linked(&mut image, link);
                }
                flow.set(Block::Figure(Figure { image }));
            }
            Err(words) if words.caption.is_empty() => {
                flow.runs.push(&words.alt.unwrap_or_default(), &Style::default());
            }
            Err(words) => flow.set(Block::Paragraph(Paragraph { text: words.caption })),
        }
    }

    fn html_figure(&mut self, node: NodeRef<'_, Node>, at: Standing, flow: &mut Flow) {
        let pictures: Vec<_> = elements_of(node, "img")
            .filter_map(|(_, element)| picture_words(element))
            .collect();
        let caption = elements_of(node, "figcaption").next();
        let words = |node| one_line(&text_of(node)).len();
        let has_more = words(node) > caption.map_or(0, |(caption, _)| words(caption));
        let ([picture], false) = (pictures.as_slice(), has_more) else {
            self.html_figure_around(node, caption.map(|(node, _)| node), at, flow);
            return;
        };
        let link = elements_of(node, "a")
            .filter(|(link, _)| elements_of(*link, "img").next().is_some())
            .find_map(|(_, link)| link.attr("href"));
        let style = Style {
            link: link.and_then(|url| self.href(url, at.position)),
            ..Style::default()
        };
        let (caption, others) = caption.map_or_else(Default::default, |(node, _)| self.html_line(node, at));
        flow.flush();
        self.html_picture(
            PictureWords {
                caption,
                ..picture.clone()
            },
            &style,
            at.position,
            flow,
        );
        flow.flush();
        flow.blocks.extend(others);
    }

    /// A figure of which something else is the content: its caption is that of a picture alone, else its last words.
    fn html_figure_around(
        &mut self,
        node: NodeRef<'_, Node>,
        caption: Option<NodeRef<'_, Node>>,
        at: Standing,
        flow: &mut Flow,
    ) {
        flow.flush();
        let mut inner = Flow::default();
        for child in node.children().filter(|child| Some(*child) != caption) {
            self.html_node(child, &Style::default(), at, &mut inner);
        }
        let mut made = inner.into_blocks();
        let (text, mut others) = caption.map_or_else(Default::default, |node| self.html_line(node, at));
        match made.as_mut_slice() {
            [Block::Figure(figure)] if figure.image.caption.is_empty() => figure.image.caption = text,
            [Block::Table(table)] if table.caption.is_empty() => table.caption = text,
            _ if text.is_empty() => {}
            _ => made.push(Block::Paragraph(Paragraph { text })),
        }
        flow.blocks.append(&mut made);
        flow.blocks.append(&mut others);
    }

    fn html_frame(&mut self, element: &Element, position: Position, flow: &mut Flow) {
        let Some(src) = element.attr("src").or_else(|| element.attr("data")) else {
            return;
        };
        let url = src
            .strip_prefix("//")
            .map_or_else(|| src.to_owned(), |rest| format!("https://{rest}"));
        let title = element
            .attr("title")
            .map(str::trim)
            .filter(|title| !title.is_empty());
        if let Some(embed) = self.embed_of(&url, title) {
            flow.push(embed);
            return;
        }
        let label = title.unwrap_or(&url);
        let style = Style {
            link: self.href(&url, position),
            ..Style::default()
        };
        flow.flush();
        flow.runs.push(label, &style);
        flow.flush();
    }

    fn html_media(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        position: Position,
        flow: &mut Flow,
    ) {
        let source = elements_of(node, "source").find_map(|(_, source)| source.attr("src"));
        let Some(src) = element.attr("src").or(source) else {
            return;
        };
        let title = element
            .attr("title")
            .map(|title| title.trim().to_owned())
            .filter(|title| !title.is_empty());
        match self.media.file(&self.source(src)) {
            Ok((src, _)) if element.name() == "audio" => {
                flow.push(Block::Audio(Audio {
                    src,
                    title,
                    transcript: None,
                }));
            }
            Ok((src, _)) => {
                let poster = element
                    .attr("poster")
                    .and_then(|poster| self.media.file(&self.source(poster)).ok())
                    .map(|found| found.0);
                let mut captions = Vec::new();
                for (_, track) in elements_of(node, "track") {
                    if let Some(src) = track.attr("src") {
                        let language = track.attr("srclang").and_then(locale::parse);
                        let label = track.attr("label").map(ToOwned::to_owned);
                        self.add_captions(src, language, label, position, &mut captions);
                    }
                }
                flow.push(Block::Video(Video {
                    src,
                    title,
                    poster,
                    width: None,
                    height: None,
                    transcript: None,
                    captions,
                }));
            }
            Err(_) => self.html_frame(element, position, flow),
        }
    }

    fn html_heading(&mut self, node: NodeRef<'_, Node>, element: &Element, at: Standing, flow: &mut Flow) {
        let (text, others) = self.html_line(node, at);
        if !text.is_empty() {
            let level = element
                .name()
                .as_bytes()
                .last()
                .map_or(2, |digit| digit.saturating_sub(b'0').clamp(2, 6));
            let level = Level::new(level).expect("the level is clamped to those that exist");
            let id = self.headings.next(&words::plain(&text));
            flow.push(Block::Heading(Heading { level, id, text }));
        }
        flow.flush();
        flow.blocks.extend(others);
    }

    fn html_list(&mut self, node: NodeRef<'_, Node>, element: &Element, at: Standing, flow: &mut Flow) {
        let mut items = Vec::new();
        for child in node.children() {
            if child.value().is_element() {
                let item = self.html_body(child, at);
                if !item.is_empty() {
                    items.push(item);
                }
            }
        }
        if !items.is_empty() {
            let ordered = element.name() == "ol";
            let start = element.attr("start").and_then(|start| start.parse().ok());
            flow.push(Block::List(List {
                ordered,
                start: start.filter(|start| ordered && *start != 1 && *start <= super::MAX_NUMBER),
                items,
            }));
        }
    }

    fn html_details(&mut self, node: NodeRef<'_, Node>, at: Standing, flow: &mut Flow) {
        let is_summary = |child: &NodeRef<'_, Node>| name_of(*child) == Some("summary");
        let summary = node
            .children()
            .find(is_summary)
            .map(|node| one_line(&text_of(node)));
        let mut inner = Flow::default();
        let at = Standing {
            depth: at.depth + 1,
            ..at
        };
        for child in node.children().filter(|child| !is_summary(child)) {
            self.html_node(child, &Style::default(), at, &mut inner);
        }
        let body = inner.into_blocks();
        match summary {
            Some(summary) if !summary.is_empty() => flow.push(Block::Details(Details { summary, body })),
            _ => {
                flow.flush();
                flow.blocks.extend(body);
            }
        }
    }

    fn html_table(&mut self, node: NodeRef<'_, Node>, at: Standing, flow: &mut Flow) {
        let caption = node.children().find(|child| name_of(*child) == Some("caption"));
        let (caption, _) = caption.map_or_else(Default::default, |node| self.html_line(node, at));
        let mut head = Vec::new();
        let mut rows = Vec::new();
        let mut others = Vec::new();
        for row in rows_of(node) {
            let mut cells = Vec::new();
            for cell in row
                .children()
                .filter(|cell| matches!(name_of(*cell), Some("td" | "th")))
            {
                let (text, blocks) = self.html_line(cell, at);
                others.extend(blocks);
                cells.push(Cell {
                    text,
                    header: name_of(cell) == Some("th"),
                    align: None,
                });
            }
            let is_head = rows.is_empty() && head.is_empty() && cells.iter().all(|cell| cell.header);
            match (cells.is_empty(), is_head) {
                (true, _) => {}
                (false, true) => {
                    for cell in &mut cells {
                        cell.header = false;
                    }
                    head = cells;
                }
                (false, false) => rows.push(cells),
            }
        }
        if !head.is_empty() || !rows.is_empty() {
            flow.push(Block::Table(Table { caption, head, rows }));
        }
        flow.flush();
        flow.blocks.extend(others);
    }
}

fn push_text(text: &str, style: &Style, flow: &mut Flow) {
    let collapsed = collapse(text, flow.runs.ends_with_space());
    flow.runs.push(&collapsed, style);
}

/// A text with one space for every stretch of white space, and none at its start where one is there already.
pub(crate) fn collapse(text: &str, follows_space: bool) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for letter in text.chars() {
        let space = letter.is_ascii_whitespace();
        let after_space = if collapsed.is_empty() {
            follows_space
        } else {
            collapsed.ends_with(' ')
        };
        if !space {
            collapsed.push(letter);
        } else if !after_space {
            collapsed.push(' ');
        }
    }
    collapsed
}

fn picture_words(element: &Element) -> Option<PictureWords> {
    let src = element.attr("src")?.to_owned();
    let alt = element.attr("alt").map(ToOwned::to_owned);
    Some(PictureWords {
        src,
        alt,
        caption: Vec::new(),
        credit: None,
    })
}

/// Elements that stand in lines of their own. All others stand within the line, those too that nobody knows: browsers show them
/// so.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "col"
            | "colgroup"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "frameset"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "marquee"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// Elements that stand within a line of text.
pub(crate) fn is_inline(name: &str) -> bool {
    !is_block(name)
}

pub(crate) fn name_of(node: NodeRef<'_, Node>) -> Option<&str> {
    node.value().as_element().map(Element::name)
}

pub(crate) fn elements_of<'t>(
    node: NodeRef<'t, Node>,
    name: &'t str,
) -> impl Iterator<Item = (NodeRef<'t, Node>, &'t Element)> {
    node.descendants().filter_map(move |node| {
        node.value()
            .as_element()
            .filter(|element| element.name() == name)
            .map(|element| (node, element))
    })
}

/// The rows of a table, but not of tables within it.
pub(crate) fn rows_of(table: NodeRef<'_, Node>) -> impl Iterator<Item = NodeRef<'_, Node>> {
    let parts = table
        .children()
        .filter(|part| matches!(name_of(*part), Some("thead" | "tbody" | "tfoot")));
    parts
        .flat_map(|part| part.children())
        .filter(|row| name_of(*row) == Some("tr"))
}

/// Is it an element that the next one beside it, or the end of what it stands in, ends?
pub(crate) fn has_optional_end(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "option"
            | "optgroup"
            | "param"
    )
}

/// Does nobody see an element with these attributes, nor hear it? What a search within the page brings to light is seen.
pub(crate) fn is_unseen<'a>(attribute: impl Fn(&str) -> Option<&'a str>) -> bool {
    if attribute("hidden").is_some_and(|how| !how.trim().eq_ignore_ascii_case("until-found")) {
        return true;
    }
    let style = attribute("style").unwrap_or_default().to_ascii_lowercase();
    let (mut display, mut visibility) = (String::new(), String::new());
    for (property, value) in style.split(';').filter_map(|rule| rule.split_once(':')) {
        let value = value.replace("!important", "").trim().to_owned();
        match property.trim() {
            "display" => display = value,
            "visibility" => visibility = value,
            _ => {}
        }
    }
    display == "none" || matches!(&*visibility, "hidden" | "collapse")
}

pub(crate) fn text_of(node: NodeRef<'_, Node>) -> String {
    node.descendants()
        .filter_map(|node| node.value().as_text().map(|text| &**text))
        .collect()
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What HTML became, for the message: “one paragraph, 2 times figure”.
fn summary(blocks: &[Block]) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for block in blocks {
        match kinds.iter_mut().find(|(kind, _)| *kind == block.kind()) {
            Some((_, number)) => *number += 1,
            None => kinds.push((block.kind(), 1)),
        }
    }
    let phrases: Vec<String> = kinds
        .into_iter()
        .map(|(kind, number)| {
            if number == 1 {
                format!("one {kind}")
            } else {
                format!("{number} times {kind}")
            }
        })
        .collect();
    phrases.join(", ")
}
