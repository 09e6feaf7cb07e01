//! Footnotes as pages have them: a number in the text that leads to a note at its end, which leads back.

use std::collections::BTreeMap;

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::{Context, Flow, Footnote};
use crate::read::markdown::html::{name_of, text_of};

/// How long what refers to a note is at most, such as `[12]`.
const MAX_NUMBER: usize = 6;

/// How the ids of notes begin.
const STARTS: &[&str] = &[
    "_edn",
    "_ftn",
    "easy-footnote",
    "endnote",
    "fn",
    "footnote",
    "note-",
];

impl Context<'_> {
    /// Finds the notes and what refers to them, before any of it is met.
    pub(super) fn find_notes(&mut self, root: NodeRef<'_, Node>) {
        let mut named: BTreeMap<&str, NodeRef<'_, Node>> = BTreeMap::new();
        for node in root.descendants() {
            if let Some(element) = node.value().as_element() {
                for id in [element.attr("id"), element.attr("name")].into_iter().flatten() {
                    named.entry(id).or_insert(node);
                }
            }
        }
        let mut boxes = BTreeMap::new();
        for link in root.descendants().filter(|node| name_of(*node) == Some("a")) {
            let Some((id, note)) = note_of(link, &named) else {
                continue;
            };
            let id = format!("#{id}");
            if !self.notes.contains_key(&id) {
                let html = html_of(note);
                self.notes.insert(id.clone(), Footnote { html, number: None });
            }
            self.note_links.insert(link.id(), id);
            self.skipped.insert(note.id());
            let around = note.ancestors().find(|around| has_word(*around, "footnotes"));
            boxes.extend(around.map(|around| (around.id(), around)));
        }
        // Of a box of notes nothing is left to show but its line and its heading.
        for around in boxes.into_values() {
            let mut items = around.descendants().filter(|node| name_of(*node) == Some("li"));
            if items.all(|item| {
                item.ancestors()
                    .chain([item])
                    .any(|node| self.skipped.contains(&node.id()))
            }) {
                self.skipped.insert(around.id());
            }
        }
    }

    /// A link that is the number of a note.
    pub(super) fn note_link(&mut self, link: NodeRef<'_, Node>, flow: &mut Flow) {
        let Some(id) = self.note_links.get(&link.id()).cloned() else {
            return;
        };
        self.refer_to(&id, flow);
        self.keep();
        self.keep_within(link);
    }
}

/// The name of the note that a link leads to, and the note.
fn note_of<'n>(
    link: NodeRef<'n, Node>,
    named: &BTreeMap<&'n str, NodeRef<'n, Node>>,
) -> Option<(&'n str, NodeRef<'n, Node>)> {
    let element = link.value().as_element()?;
    let id = element.attr("href")?.strip_prefix('#')?;
    let number = text_of(link);
    let is_short = (1..=MAX_NUMBER).contains(&number.trim().chars().count());
    let is_back =
        id.starts_with("fnref") || id.contains("ref") && !id.contains("footnote") || id.contains("anchor");
    let is_called_so = STARTS.iter().any(|start| id.starts_with(start));
    let is_of_class = element
        .classes()
        .any(|class| class.contains("footnote") || class.contains("noteref"));
    (is_short && !is_back && (is_called_so || is_of_class)).then_some(())?;
    let target = *named.get(id)?;
    let is_note = |node: &NodeRef<'n, Node>| {
        name_of(*node) == Some("li")
            || matches!(name_of(*node), Some("div" | "p" | "aside")) && has_word(*node, "footnote")
    };
    let note = std::iter::once(target).chain(target.ancestors()).find(is_note)?;
    (!link.ancestors().any(|around| around == note)).then_some((id, note))
}

/// The text of a note, without what leads back.
fn html_of(note: NodeRef<'_, Node>) -> String {
    let mut within = note
        .descendants()
        .filter(|node| has_word(*node, "footnote-content"));
    let Some(element) = ElementRef::wrap(within.next().unwrap_or(note)) else {
        return String::new();
    };
    let mut html = element.inner_html();
    for link in element.descendent_elements() {
        let leads_back = link.value().name() == "a"
            && link.attr("href").is_some_and(|url| url.starts_with('#'))
            && text_of(*link).trim().chars().count() <= MAX_NUMBER;
        if leads_back {
            html = html.replacen(&link.html(), "", 1);
        }
    }
    html
}

/// Is it one of the classes of an element?
fn has_word(node: NodeRef<'_, Node>, word: &str) -> bool {
    node.value()
        .as_element()
        .is_some_and(|element| element.classes().any(|class| class == word))
}
