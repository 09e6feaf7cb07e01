//! HTML from elsewhere as the typed blocks of an article. Every element is kept, changed or dropped in the account.

mod block;
mod embed;
mod figure;
mod flow;
mod frame;
mod inline;
mod nesting;
mod notes;
mod table;
mod unseen;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use content::block::{Block, Footnotes, Note, Separator};
use content::href::{Href, MediaPath};
use content::inline::{self as inlines, Inline, Mark};
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};

use super::account::{Account, Place};
use crate::read::markdown::html::{name_of, one_line, text_of};
use crate::read::markdown::inline::Style;
use crate::read::markdown::task_sign;
use crate::read::names::HeadingIds;

pub(super) use self::embed::of_url as embed_of;
use self::flow::{Flow, clean, push_text};
pub(super) use self::words::{each_line, flatten, heading_ids, parts_that_fit};

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
    /// The links that are numbers of notes, with the names of those.
    note_links: BTreeMap<NodeId, String>,
    referred: Vec<String>,
    /// What stands elsewhere already, such as the caption of a picture.
    skipped: BTreeSet<NodeId>,
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
            note_links: BTreeMap::new(),
            referred: Vec::new(),
            skipped: BTreeSet::new(),
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
    let mut blocks = context.document(html, At::default());
    let notes = context.footnotes();
    if !notes.is_empty() {
        blocks.push(Block::Footnotes(Footnotes { notes }));
    }
    words::drop_broken_fragments(&mut blocks);
    blocks
}

/// HTML as one line of text, such as an excerpt or a caption. What cannot stand in a line is in the account.
pub fn line(html: &str, context: &mut Context<'_>) -> Vec<Inline> {
    let blocks = context.document(html, At::default());
    let (text, others) = words::flatten(blocks);
    for block in others {
        context.drop(format!(
            "a line of text cannot hold a block of the kind {}",
            block.kind()
        ));
    }
    text
}

/// The words of HTML without its tags, in one line.
pub fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return one_line(html);
    }
    let html = nesting::limited(html);
    let mut document = Html::parse_fragment(&html);
    unseen::take_out(&mut document);
    one_line(&words::spaced_text(*document.root_element()))
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
        let mut document = Html::parse_fragment(&limited);
        for name in unseen::take_out(&mut document) {
            self.account.read(ELEMENT);
            let reason = format!("<{name}> is hidden from readers, and what stands in it stays hidden");
            self.account.withhold(ELEMENT, reason, &self.place);
        }
        let root = *document.root_element();
        let outer = (
            std::mem::take(&mut self.skipped),
            std::mem::take(&mut self.heading_ids),
            std::mem::take(&mut self.note_links),
        );
        self.name_headings(root);
        self.find_notes(root);
        let mut flow = Flow::default();
        self.children(root, &Style::default(), at, &mut flow);
        (self.skipped, self.heading_ids, self.note_links) = outer;
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
            // The ids that headings had are kept: links lead to them.
            let named = node.descendants().filter_map(|node| node.value().as_element());
            let mut olds = named.flat_map(|element| [element.attr("id"), element.attr("name")]);
            let own = olds.find_map(|old| self.headings.claim(old?));
            let id = own.unwrap_or_else(|| self.headings.next(&words));
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
            "input" if is_task(node, element) => self.task(element, style, flow),
            name @ ("input" | "select" | "textarea" | "datalist" | "progress" | "meter") => {
                self.drop(format!(
                    "<{name}> belongs to a form, and there is no server to send one to"
                ));
            }
            "form" if is_filled_in(node) => self.form(node),
            "br" => {
                self.keep();
                flow.runs.push_break();
            }
            "hr" => {
                self.keep();
                flow.push(Block::Separator(Separator {}));
            }
            "img" => self.picture(node, element, Vec::new(), flow),
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
            "a" if self.note_links.contains_key(&node.id()) => self.note_link(node, flow),
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
            "ruby" => self.ruby(node, style, at, flow),
            "source" | "track" | "param" | "col" | "colgroup" | "wbr" | "area" => self.keep(),
            _ => self.other(node, element, style, at, flow),
        }
    }

    /// A form that readers were to fill in.
    fn form(&mut self, node: NodeRef<'_, Node>) {
        self.drop("<form>: there is no server to send one to");
        self.keep_within(node);
    }

    /// The box before a task, which may be ticked.
    fn task(&mut self, element: &Element, style: &Style, flow: &mut Flow) {
        self.keep();
        push_text(task_sign(element.attr("checked").is_some()), style, flow);
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

/// Is it a form that readers were to fill in, rather than a page within one?
fn is_filled_in(form: NodeRef<'_, Node>) -> bool {
    let has = |names: &[&str]| {
        form.descendants()
            .any(|node| name_of(node).is_some_and(|name| names.contains(&name)))
    };
    has(&["input", "textarea", "select", "button"]) && !has(&["img", "h1", "h2", "article", "table"])
}

/// Is it the box before a task of a list?
fn is_task(node: NodeRef<'_, Node>, element: &Element) -> bool {
    element.attr("type") == Some("checkbox") && has_ancestor(node, "li")
}

fn has_ancestor(node: NodeRef<'_, Node>, name: &str) -> bool {
    node.ancestors().any(|around| name_of(around) == Some(name))
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

/// The words without marks.
fn plain_of(text: &[Inline]) -> String {
    one_line(&inlines::plain(text))
}

/// The words that a block begins with, for a title to be made of.
pub(super) fn first_words(block: &Block) -> String {
    let (text, _) = words::flatten(vec![block.clone()]);
    plain_of(&text)
}
