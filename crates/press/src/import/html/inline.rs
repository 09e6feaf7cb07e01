//! Elements within a line of text: marks, links, readings, and those that nobody knows.

use content::href::Href;
use content::inline::Mark;
use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::flow::{Flow, push_text};
use super::{At, Context, has_class};
use crate::read::locale;
use crate::read::markdown::html::{elements_of, is_block, is_inline, name_of, text_of};
use crate::read::markdown::inline::{Style, mark_of};

impl Context<'_> {
    /// An element that is a mark, or of which only the content counts.
    pub(super) fn other(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        outer: &Style,
        at: At,
        flow: &mut Flow,
    ) {
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
            _ if !is_known(name) => {
                self.change(format!(
                    "<{name}> is no element of HTML; its words are kept in their line"
                ));
            }
            _ => self.keep(),
        }
        if let Some(url) = background_of(element) {
            self.background(&url, flow);
        }
        if is_inline(name) {
            self.children(node, &style, at, flow);
        } else {
            self.block(node, &style, at, flow);
        }
    }

    /// Words with their readings, which stand in brackets behind them.
    pub(super) fn ruby(&mut self, node: NodeRef<'_, Node>, style: &Style, at: At, flow: &mut Flow) {
        self.keep();
        let mut is_reading = false;
        for child in node.children() {
            let name = name_of(child);
            let is_blank = child.value().as_text().is_some_and(|text| text.trim().is_empty());
            if name == Some("rp") {
                self.keep();
                continue;
            }
            if is_blank {
                continue;
            }
            if (name == Some("rt")) != is_reading {
                is_reading = !is_reading;
                push_text(if is_reading { "(" } else { ")" }, style, flow);
            }
            self.node(child, style, at, flow);
        }
        if is_reading {
            push_text(")", style, flow);
        }
    }

    pub(super) fn link(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        style: &Style,
        at: At,
        flow: &mut Flow,
    ) {
        let mut style = style.clone();
        match element.attr("href").map(str::trim) {
            None | Some("") => self.keep(),
            // A picture has what it leads to below it.
            Some(_) if elements_of(node, "img").next().is_some() && text_of(node).trim().is_empty() => {
                self.keep();
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

/// Is it an element that browsers know?
fn is_known(name: &str) -> bool {
    is_block(name)
        || mark_of(name).is_some()
        || matches!(
            name,
            "a" | "span"
                | "time"
                | "bdi"
                | "bdo"
                | "picture"
                | "data"
                | "output"
                | "rb"
                | "rt"
                | "rtc"
                | "slot"
        )
}

/// The picture behind the words of a cover, which older versions of WordPress write as a style.
fn background_of(element: &Element) -> Option<String> {
    has_class(element, |class| class.starts_with("wp-block-cover")).then_some(())?;
    let (_, rest) = element.attr("style")?.split_once("background-image")?;
    let (_, rest) = rest.split_once("url(")?;
    let url = rest.split_once(')')?.0.trim().trim_matches(['"', '\'']);
    (!url.is_empty()).then(|| url.to_owned())
}
