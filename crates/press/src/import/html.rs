//! HTML from elsewhere as the typed blocks of an article. Every element is kept, changed or dropped in the account.

mod embed;
mod figure;
mod frame;
mod nesting;
mod table;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use content::block::{
    Block, Code, Details, Footnotes, Heading, Level, List, Note, Paragraph, PullQuote, Quote, Separator,
};
use content::href::{Href, MediaPath};
use content::inline::{self as inlines, Inline, Mark};
use content::json::MAX_STRING;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};

use super::account::{Account, Place};
use crate::read::locale;
use crate::read::markdown::html::{collapse, elements_of, is_inline, name_of, one_line, text_of};
use crate::read::markdown::inline::{Runs, Style, mark_of};
use crate::read::names::HeadingIds;

pub use self::words::{count as count_words, of_blocks as words_of_blocks, of_line as words_of_line};

/// How deep blocks may stand within each other, so that the bundle's limit on nesting is kept: a list costs three of
/// its 96 levels, and the text in it five.
const MAX_BLOCKS: usize = 28;

/// How deep elements may stand within each other before only their text is taken.
const MAX_ELEMENTS: usize = 100;

/// How many bytes a heading may have; its id is made of its words.
const MAX_HEADING: usize = 1000;

/// The kind under which elements stand in the account.
const ELEMENT: &str = "element";

/// What the text of an article may refer to.
pub trait Surroundings {
    /// Where a link of the source leads now: into the new site where its target came along, else where it always led.
    /// `None` where that is no address a link may have.
    fn link(&mut self, url: &str) -> Option<Href>;

    /// The place of a media file in the content folder, if the file is at hand. Where it is not, whoever
    /// implements this keeps the address for the report.
    fn file(&mut self, url: &str) -> Option<MediaPath>;
}

/// What the conversion of one article needs and remembers.
pub struct Context<'a> {
    account: &'a mut Account,
    place: Place,
    surroundings: &'a mut dyn Surroundings,
    headings: HeadingIds,
    /// What the ids of the source's headings are called now.
    anchors: BTreeMap<String, String>,
    heading_ids: BTreeMap<NodeId, String>,
    notes: BTreeMap<String, Footnote>,
    referred: Vec<String>,
    /// What stands elsewhere already, such as the caption of a picture.
    skipped: BTreeSet<NodeId>,
    /// Words that stand in the article without standing in the source, such as the name of a file in a link.
    made_words: usize,
}

struct Footnote {
    html: String,
    number: Option<usize>,
}

impl<'a> Context<'a> {
    /// Ready for the text of one article, which stands at the place.
    pub fn new(account: &'a mut Account, place: Place, surroundings: &'a mut dyn Surroundings) -> Self {
        Self {
            account,
            place,
            surroundings,
            headings: HeadingIds::default(),
            anchors: BTreeMap::new(),
            heading_ids: BTreeMap::new(),
            notes: BTreeMap::new(),
            referred: Vec::new(),
            skipped: BTreeSet::new(),
            made_words: 0,
        }
    }

    /// Adds a footnote, to which `<sup data-fn="id">` refers.
    pub fn add_note(&mut self, id: String, html: String) {
        self.notes.insert(id, Footnote { html, number: None });
    }

    fn keep(&mut self) {
        self.account.read(ELEMENT);
        self.account.keep(ELEMENT);
    }

    fn change(&mut self, reason: impl Into<String>) {
        self.account.read(ELEMENT);
        self.account.change(ELEMENT, reason, &self.place);
    }

    fn drop(&mut self, reason: impl Into<String>) {
        self.account.read(ELEMENT);
        self.account.drop(ELEMENT, reason, &self.place);
    }
}

/// The blocks of an article's HTML. Call it once for each article: it ends with the article's footnotes.
pub fn blocks(html: &str, context: &mut Context<'_>) -> Vec<Block> {
    let made_before = context.made_words;
    let mut blocks = context.document(html, At::default());
    let notes = context.footnotes();
    if !notes.is_empty() {
        blocks.push(Block::Footnotes(Footnotes { notes }));
    }
    words::drop_broken_fragments(&mut blocks);
    let made = context.made_words - made_before;
    context.account.words_kept += words::of_blocks(&blocks).saturating_sub(made);
    blocks
}

/// HTML as one line of text, such as an excerpt or a caption. What cannot stand in a line is in the account.
pub fn line(html: &str, context: &mut Context<'_>) -> Vec<Inline> {
    let made_before = context.made_words;
    let blocks = context.document(html, At::default());
    let (text, others) = words::flatten(blocks);
    for block in others {
        context.drop(format!(
            "a line of text cannot hold a block of the kind {}",
            block.kind()
        ));
    }
    let made = context.made_words - made_before;
    context.account.words_kept += words::of_line(&text).saturating_sub(made);
    text
}

/// The words of HTML without its tags, in one line.
pub fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return one_line(html);
    }
    let html = nesting::limited(html);
    one_line(&words::spaced_text(*Html::parse_fragment(&html).root_element()))
}

/// Blocks in the making, with the line of text that is not yet one.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    runs: Runs,
    /// What the line of text holds that is no text, to stand after it.
    after: Vec<Block>,
    /// Does a line break of the source break the line?
    is_verse: bool,
}

impl Flow {
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.runs).finish();
        if !text.is_empty() {
            let parts = words::parts_that_fit(text);
            self.blocks
                .extend(parts.into_iter().map(|text| Block::Paragraph(Paragraph { text })));
        }
        self.blocks.append(&mut self.after);
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
#[derive(Clone, Copy, Default)]
struct At {
    /// How many blocks stand around this one.
    blocks: usize,
    /// How many elements do.
    elements: usize,
}

impl At {
    fn within_block(self) -> Self {
        Self {
            blocks: self.blocks + 1,
            ..self
        }
    }
}

impl Context<'_> {
    fn document(&mut self, html: &str, at: At) -> Vec<Block> {
        let limited = nesting::limited(html);
        if limited.len() != html.len() {
            self.change(
                "elements stand deeper in each other than any page needs; the innermost are gone, their text is kept",
            );
        }
        let document = Html::parse_fragment(&limited);
        let root = *document.root_element();
        self.account.words_read += words::count(&words::spaced_text(root));
        let outer = (
            std::mem::take(&mut self.skipped),
            std::mem::take(&mut self.heading_ids),
        );
        self.name_headings(root);
        let mut flow = Flow::default();
        self.children(root, &Style::default(), at, &mut flow);
        (self.skipped, self.heading_ids) = outer;
        flow.into_blocks()
    }

    /// Gives every heading its id before any link to one is met.
    fn name_headings(&mut self, root: NodeRef<'_, Node>) {
        for node in root.descendants() {
            if !name_of(node).is_some_and(is_heading) {
                continue;
            }
            let words = one_line(&text_of(node));
            if words.is_empty() || words.len() > MAX_HEADING {
                continue;
            }
            let id = self.headings.next(&words);
            for element in node.descendants().filter_map(|node| node.value().as_element()) {
                for old in [element.attr("id"), element.attr("name")].into_iter().flatten() {
                    self.anchors.insert(old.to_owned(), id.clone());
                }
            }
            self.heading_ids.insert(node.id(), id);
        }
    }

    fn footnotes(&mut self) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut next = 0;
        while let Some(id) = self.referred.get(next).cloned() {
            next += 1;
            let html = self
                .notes
                .get(&id)
                .map(|note| note.html.clone())
                .unwrap_or_default();
            let body = self.document(&html, At::default().within_block());
            notes.push(Note {
                id: next.to_string(),
                body,
            });
        }
        notes
    }

    fn children(&mut self, parent: NodeRef<'_, Node>, style: &Style, at: At, flow: &mut Flow) {
        for node in parent.children() {
            self.node(node, style, at, flow);
        }
    }

    fn node(&mut self, node: NodeRef<'_, Node>, style: &Style, at: At, flow: &mut Flow) {
        match node.value() {
            _ if self.skipped.contains(&node.id()) => {}
            Node::Text(text) => push_text(text, style, flow),
            Node::Element(_) if at.elements >= MAX_ELEMENTS => {
                self.absorb(node, "it stands too deep in other elements; its text is kept");
                push_text(&words::spaced_text(node), style, flow);
            }
            Node::Element(element) => {
                let at = At {
                    elements: at.elements + 1,
                    ..at
                };
                self.element(node, element, style, at, flow);
            }
            _ => {}
        }
    }

    /// Counts an element and those within it where its text is taken as a whole.
    fn absorb(&mut self, node: NodeRef<'_, Node>, reason: &str) {
        for element in node.descendants().filter_map(|node| node.value().as_element()) {
            self.change(format!("<{}>: {reason}", element.name()));
        }
    }

    /// Counts the elements within one as kept: they only carry what it says.
    fn keep_within(&mut self, node: NodeRef<'_, Node>) {
        let within = node
            .descendants()
            .skip(1)
            .filter(|node| node.value().is_element());
        for _ in within {
            self.keep();
        }
    }

    fn element(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        style: &Style,
        at: At,
        flow: &mut Flow,
    ) {
        match element.name() {
            name @ ("script" | "style" | "template" | "head" | "link" | "meta" | "base" | "title") => {
                self.drop(format!(
                    "<{name}> is no text, and press runs no foreign programs or styles"
                ));
            }
            "noscript" => self.noscript(node, at, flow),
            name @ ("svg" | "map" | "canvas") => {
                self.drop(format!("<{name}> is drawn by the browser; save it as a picture"));
            }
            name @ ("input" | "select" | "textarea" | "datalist" | "progress" | "meter") => {
                self.drop(format!(
                    "<{name}> belongs to a form, and there is no server to send one to"
                ));
            }
            "br" => {
                self.keep();
                flow.runs.push_break();
            }
            "hr" => {
                self.keep();
                flow.push(Block::Separator(Separator {}));
            }
            "img" => self.picture(element, Vec::new(), flow),
            "iframe" | "embed" | "object" => self.frame(node, element, style, at, flow),
            "audio" | "video" => self.media(node, element, None, flow),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, element, at, flow),
            "ul" | "ol" | "menu" if has_class(element, is_gallery_class) => {
                self.gallery(node, element, style, at, flow);
            }
            "ul" | "ol" | "menu" | "dir" => self.list(node, element, style, at, flow),
            "blockquote" if has_class(element, |class| class == "wp-block-pullquote") => {
                self.pull_quote(node, at, flow);
            }
            "blockquote" => self.quote(node, style, at, flow),
            "details" => self.details(node, style, at, flow),
            "figure" => self.figure(node, element, style, at, flow),
            "table" => self.table(node, None, at, flow),
            "pre" if has_class(element, |class| class == "wp-block-verse") => {
                self.keep();
                flow.flush();
                flow.is_verse = true;
                self.children(node, style, at, flow);
                flow.flush();
                flow.is_verse = false;
            }
            "pre" | "listing" | "xmp" | "plaintext" => self.code(node, element, flow),
            "sup" if self.is_note(element) => self.note_reference(node, element, flow),
            "a" => self.link(node, element, style, at, flow),
            "div" if has_class(element, is_gallery_class) => self.gallery(node, element, style, at, flow),
            "div" if has_class(element, |class| class == "wp-caption") => {
                self.figure(node, element, style, at, flow);
            }
            "div" if has_class(element, |class| class == "wp-block-file") => {
                self.file(node, style, at, flow);
            }
            "dt" => {
                self.change("<dt>: a term of a list of definitions becomes a paragraph in bold");
                let mut style = style.clone();
                style.add(Mark::Strong);
                self.block(node, &style, at, flow);
            }
            "dl" | "dd" => {
                self.change(format!(
                    "<{}>: a list of definitions becomes paragraphs",
                    element.name()
                ));
                self.block(node, style, at, flow);
            }
            "cite" if has_parent(node, "blockquote") => {
                self.change("<cite>: who is quoted stands in a paragraph of the quote");
                let mut style = style.clone();
                style.add(Mark::Em);
                self.block(node, &style, at, flow);
            }
            "q" => {
                self.keep();
                push_text("“", style, flow);
                self.children(node, style, at, flow);
                push_text("”", style, flow);
            }
            "source" | "track" | "param" | "col" | "colgroup" | "wbr" | "area" => self.keep(),
            _ => self.other(node, element, style, at, flow),
        }
    }

    /// An element that is a mark, or of which only the content counts.
    fn other(&mut self, node: NodeRef<'_, Node>, element: &Element, outer: &Style, at: At, flow: &mut Flow) {
        let name = element.name();
        let mut style = outer.clone();
        if let Some(mark) = mark_of(name) {
            style.add(mark);
        }
        if let Some(language) = element.attr("lang").and_then(locale::meant) {
            style.lang = Some(language);
        }
        match name {
            "kbd" | "samp" | "tt" => {
                style.add(Mark::Code);
                self.change(format!("<{name}> becomes code"));
            }
            "u" | "ins" | "small" | "big" | "mark" | "var" | "abbr" | "acronym" | "cite" | "dfn" | "font"
            | "button" | "label" | "blink" | "marquee" | "nobr" | "form" | "fieldset" | "legend" => {
                self.change(format!("<{name}> has no counterpart; its words are kept"));
            }
            _ => self.keep(),
        }
        if let Some(url) = background_of(element) {
            self.background(&url, flow);
        }
        if is_inline(name)
            || matches!(
                name,
                "acronym" | "nobr" | "blink" | "picture" | "rb" | "rt" | "rp"
            )
        {
            self.children(node, &style, at, flow);
        } else {
            self.block(node, &style, at, flow);
        }
    }

    /// The content of an element, in lines of its own.
    fn block(&mut self, node: NodeRef<'_, Node>, style: &Style, at: At, flow: &mut Flow) {
        flow.flush();
        self.children(node, style, at, flow);
        flow.flush();
    }

    /// The blocks within an element.
    fn body(&mut self, node: NodeRef<'_, Node>, style: &Style, at: At) -> Vec<Block> {
        let mut flow = Flow::default();
        self.children(node, style, at.within_block(), &mut flow);
        flow.into_blocks()
    }

    /// The text within an element, and the blocks in it that are no text.
    fn text(&mut self, node: NodeRef<'_, Node>, at: At) -> (Vec<Inline>, Vec<Block>) {
        words::flatten(self.body(node, &Style::default(), at))
    }

    /// Images that a program loads later stand once more in the page, for browsers that run none.
    fn noscript(&mut self, node: NodeRef<'_, Node>, at: At, flow: &mut Flow) {
        let stands_twice = node
            .prev_siblings()
            .any(|sibling| name_of(sibling) == Some("img"));
        let inner = text_of(node);
        if stands_twice || !inner.contains("<img") {
            self.drop("<noscript> says again what is there already");
            return;
        }
        self.keep();
        flow.flush();
        flow.blocks.extend(self.document(&inner, at));
    }

    fn heading(&mut self, node: NodeRef<'_, Node>, element: &Element, at: At, flow: &mut Flow) {
        let (text, others) = self.text(node, at);
        let level = element
            .name()
            .as_bytes()
            .last()
            .map_or(2, |digit| digit.saturating_sub(b'0'));
        let id = self.heading_ids.get(&node.id()).cloned();
        match (text.is_empty(), id) {
            (true, _) if others.is_empty() => self.drop("the heading is empty"),
            (true, _) => self.change("a heading without words; what else stands in it is kept"),
            (false, None) => {
                self.change("a heading this long becomes a paragraph");
                flow.push(Block::Paragraph(Paragraph { text }));
            }
            (false, Some(id)) => {
                if level == 1 {
                    self.change("<h1>: the title is the only heading of level 1; this one has level 2");
                } else {
                    self.keep();
                }
                let level = Level::new(level.clamp(2, 6)).expect("the level is clamped to those that exist");
                flow.push(Block::Heading(Heading { level, id, text }));
            }
        }
        flow.flush();
        flow.blocks.extend(others);
    }

    fn list(&mut self, node: NodeRef<'_, Node>, element: &Element, style: &Style, at: At, flow: &mut Flow) {
        if at.blocks >= MAX_BLOCKS {
            self.change("lists stand too deep in each other; the items of this one become paragraphs");
            self.block(node, style, at, flow);
            return;
        }
        self.keep();
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in node.children() {
            match name_of(child) {
                Some("li") => {
                    let item = self.body(child, style, at);
                    if item.is_empty() {
                        self.drop("<li>: the item is empty");
                    } else {
                        self.keep();
                        items.push(item);
                    }
                }
                Some("script" | "style" | "template") => {
                    self.node(child, style, at, &mut Flow::default());
                }
                _ => {
                    // A list straight within a list is drawn as belonging to the item before it.
                    let mut inner = Flow::default();
                    self.node(child, style, at.within_block(), &mut inner);
                    let made = inner.into_blocks();
                    match items.last_mut() {
                        _ if made.is_empty() => {}
                        Some(item) => item.extend(made),
                        None => items.push(made),
                    }
                }
            }
        }
        if !items.is_empty() {
            let ordered = element.name() == "ol";
            let start = element.attr("start").and_then(|start| start.trim().parse().ok());
            flow.push(Block::List(List {
                ordered,
                start: start.filter(|start| ordered && *start != 1),
                items,
            }));
        }
    }

    fn quote(&mut self, node: NodeRef<'_, Node>, style: &Style, at: At, flow: &mut Flow) {
        if at.blocks >= MAX_BLOCKS {
            self.change("quotes stand too deep in each other; the words of this one become paragraphs");
            self.block(node, style, at, flow);
            return;
        }
        let body = self.body(node, style, at);
        if body.is_empty() {
            self.drop("<blockquote>: the quote is empty");
        } else {
            self.keep();
            flow.push(Block::Quote(Quote { body }));
        }
    }

    fn pull_quote(&mut self, node: NodeRef<'_, Node>, at: At, flow: &mut Flow) {
        let cite = elements_of(node, "cite")
            .chain(elements_of(node, "figcaption"))
            .next()
            .map(|(node, _)| node);
        self.keep();
        let mut attribution = None;
        if let Some(cite) = cite {
            self.keep();
            self.keep_within(cite);
            self.skipped.insert(cite.id());
            attribution = Some(one_line(&words::spaced_text(cite))).filter(|words| !words.is_empty());
        }
        let (text, others) = self.within_quote(node, at);
        flow.flush();
        if text.is_empty() || attribution.as_ref().is_some_and(|words| words.len() > MAX_STRING) {
            let attribution = attribution.unwrap_or_default();
            let paragraphs = [text, vec![Inline::Text(attribution)]].into_iter();
            flow.blocks.extend(
                paragraphs
                    .filter(|text| words::of_line(text) > 0)
                    .flat_map(words::parts_that_fit)
                    .map(|text| Block::Paragraph(Paragraph { text })),
            );
        } else {
            flow.push(Block::PullQuote(PullQuote { text, attribution }));
        }
        flow.blocks.extend(others);
    }

    /// The words of a quote, without the quote within that WordPress writes into a figure.
    fn within_quote(&mut self, node: NodeRef<'_, Node>, at: At) -> (Vec<Inline>, Vec<Block>) {
        let inner = node
            .children()
            .find(|child| name_of(*child) == Some("blockquote"))
            .filter(|_| name_of(node) == Some("figure"));
        if inner.is_some() {
            self.keep();
        }
        self.text(inner.unwrap_or(node), at)
    }

    fn details(&mut self, node: NodeRef<'_, Node>, style: &Style, at: At, flow: &mut Flow) {
        let summary = node.children().find(|child| name_of(*child) == Some("summary"));
        let words = summary.map(|node| one_line(&words::spaced_text(node)));
        let fits = words
            .as_ref()
            .is_some_and(|words| !words.is_empty() && words.len() <= MAX_STRING);
        if !fits || at.blocks >= MAX_BLOCKS {
            self.change("<details>: without a summary, or too deep in others, nothing is folded");
            self.block(node, style, at, flow);
            return;
        }
        self.keep();
        if let Some(summary) = summary {
            self.keep();
            self.keep_within(summary);
        }
        let mut inner = Flow::default();
        for child in node.children().filter(|child| Some(*child) != summary) {
            self.node(child, style, at.within_block(), &mut inner);
        }
        flow.push(Block::Details(Details {
            summary: words.unwrap_or_default(),
            body: inner.into_blocks(),
        }));
    }

    fn code(&mut self, node: NodeRef<'_, Node>, element: &Element, flow: &mut Flow) {
        let inner = elements_of(node, "code").next().map(|(_, element)| element);
        let language = [Some(element), inner].into_iter().flatten().find_map(language_of);
        self.keep();
        for element in node
            .descendants()
            .skip(1)
            .filter_map(|node| node.value().as_element())
        {
            if matches!(element.name(), "br" | "code" | "span") {
                self.keep();
            } else {
                self.change(format!("<{}>: code is plain text", element.name()));
            }
        }
        let text = words::preformatted_text(node);
        let text = text.trim_matches('\n').trim_end();
        if text.is_empty() {
            return;
        }
        for text in words::pieces(text) {
            flow.push(Block::Code(Code {
                language: language.clone(),
                text: text.to_owned(),
            }));
        }
    }

    fn is_note(&self, element: &Element) -> bool {
        element
            .attr("data-fn")
            .is_some_and(|id| self.notes.contains_key(id))
    }

    fn note_reference(&mut self, node: NodeRef<'_, Node>, element: &Element, flow: &mut Flow) {
        let Some(id) = element.attr("data-fn") else { return };
        let Some(footnote) = self.notes.get_mut(id) else {
            return;
        };
        let number = *footnote.number.get_or_insert_with(|| {
            self.referred.push(id.to_owned());
            self.referred.len()
        });
        flow.runs.push_note(number.to_string());
        self.keep();
        self.keep_within(node);
    }

    fn link(&mut self, node: NodeRef<'_, Node>, element: &Element, style: &Style, at: At, flow: &mut Flow) {
        let mut style = style.clone();
        match element.attr("href").map(str::trim) {
            None | Some("") => self.keep(),
            Some(url) if elements_of(node, "img").next().is_some() && text_of(node).trim().is_empty() => {
                if is_picture(url)
                    || elements_of(node, "img").any(|(_, img)| img.attr("data-link") == Some(url))
                {
                    self.keep();
                } else {
                    self.drop(format!(
                        "<a>: a picture cannot be a link; the link to {url} is gone"
                    ));
                }
            }
            Some(url) => {
                let target = match url.strip_prefix('#') {
                    Some(id) => self.anchors.get(id).and_then(|id| Href::parse(&format!("#{id}"))),
                    None => self.surroundings.link(url),
                };
                if target.is_some() {
                    self.keep();
                } else if url.starts_with('#') {
                    self.change(format!(
                        "<a>: {url} names no heading of this text; the words stay without a link"
                    ));
                } else {
                    self.change(
                        "<a>: its address is none that a link may have; the words stay without a link",
                    );
                }
                style.link = target;
            }
        }
        self.children(node, &style, at, flow);
    }
}

fn push_text(text: &str, style: &Style, flow: &mut Flow) {
    if !flow.is_verse {
        let collapsed = collapse(&clean(text), flow.runs.ends_with_space());
        flow.runs.push(&collapsed, style);
        return;
    }
    for (index, line) in clean(text).split('\n').enumerate() {
        if index > 0 {
            flow.runs.push_break();
        }
        let collapsed = collapse(line, flow.runs.ends_with_space());
        flow.runs.push(&collapsed, style);
    }
}

/// The text without characters that no text has: old databases hold some that no XML or JSON may.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t' | '\r'))
        .collect()
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn has_class(element: &Element, is_meant: impl Fn(&str) -> bool) -> bool {
    element.classes().any(is_meant)
}

fn is_gallery_class(class: &str) -> bool {
    matches!(
        class,
        "gallery" | "wp-block-gallery" | "blocks-gallery-grid" | "tiled-gallery"
    )
}

fn has_parent(node: NodeRef<'_, Node>, name: &str) -> bool {
    node.parent().and_then(name_of) == Some(name)
}

/// Does the address look like that of a picture?
fn is_picture(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let extension = path
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| {
        matches!(
            extension.as_str(),
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" | "bmp" | "tif" | "tiff"
        )
    })
}

/// The language of code, as the common highlighters have it written.
fn language_of(element: &Element) -> Option<String> {
    let class = element.attr("class").unwrap_or_default();
    let word = class.split([' ', ';']).find_map(|word| {
        word.strip_prefix("language-")
            .or_else(|| word.strip_prefix("lang-"))
    });
    let brush = class
        .split_once("brush:")
        .and_then(|(_, rest)| rest.trim_start().split([' ', ';']).next());
    let language = word.or(brush)?.trim();
    (!language.is_empty() && language.len() <= 40).then(|| language.to_owned())
}

/// The picture behind the words of a cover, which older versions of WordPress write as a style.
fn background_of(element: &Element) -> Option<String> {
    has_class(element, |class| class.starts_with("wp-block-cover")).then_some(())?;
    let (_, rest) = element.attr("style")?.split_once("background-image")?;
    let (_, rest) = rest.split_once("url(")?;
    let url = rest.split_once(')')?.0.trim().trim_matches(['"', '\'']);
    (!url.is_empty()).then(|| url.to_owned())
}

/// The words without marks.
fn plain_of(text: &[Inline]) -> String {
    one_line(&inlines::plain(text))
}

/// The words that a block begins with, for a title to be made of.
pub(super) fn first_words(block: &Block) -> String {
    let (text, _) = words::flatten(vec![block.clone()]);
    plain_of(&text)
}
