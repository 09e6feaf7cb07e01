//! Elements that are blocks of text: headings, lists, quotes, details, code, and the notes below them.

use content::block::{Block, Code, Details, Heading, Level, List, Paragraph, PullQuote, Quote};
use content::inline::Inline;
use content::json::MAX_STRING;
use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::{At, Context, Flow, MAX_BLOCKS, language_of, words};
use crate::read::markdown::html::{elements_of, name_of, one_line};
use crate::read::markdown::inline::Style;

impl Context<'_> {
    pub(super) fn heading(&mut self, node: NodeRef<'_, Node>, element: &Element, at: At, flow: &mut Flow) {
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

    pub(super) fn list(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        style: &Style,
        at: At,
        flow: &mut Flow,
    ) {
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

    pub(super) fn quote(&mut self, node: NodeRef<'_, Node>, style: &Style, at: At, flow: &mut Flow) {
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

    pub(super) fn pull_quote(&mut self, node: NodeRef<'_, Node>, at: At, flow: &mut Flow) {
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
    pub(super) fn within_quote(&mut self, node: NodeRef<'_, Node>, at: At) -> (Vec<Inline>, Vec<Block>) {
        let inner = node
            .children()
            .find(|child| name_of(*child) == Some("blockquote"))
            .filter(|_| name_of(node) == Some("figure"));
        if inner.is_some() {
            self.keep();
        }
        self.text(inner.unwrap_or(node), at)
    }

    pub(super) fn details(&mut self, node: NodeRef<'_, Node>, style: &Style, at: At, flow: &mut Flow) {
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

    pub(super) fn code(&mut self, node: NodeRef<'_, Node>, element: &Element, flow: &mut Flow) {
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

    pub(super) fn is_note(&self, element: &Element) -> bool {
        element
            .attr("data-fn")
            .is_some_and(|id| self.notes.contains_key(id))
    }

    pub(super) fn note_reference(&mut self, node: NodeRef<'_, Node>, element: &Element, flow: &mut Flow) {
        let Some(id) = element.attr("data-fn") else { return };
        self.refer_to(id, flow);
        self.keep();
        self.keep_within(node);
    }

    /// Sets the number of a note, which it gets where it is first referred to.
    pub(super) fn refer_to(&mut self, id: &str, flow: &mut Flow) {
        let Some(footnote) = self.notes.get_mut(id) else {
            return;
        };
        let number = *footnote.number.get_or_insert_with(|| {
            self.referred.push(id.to_owned());
            self.referred.len()
        });
        flow.runs.push_note(number.to_string());
    }
}
