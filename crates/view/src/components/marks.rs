//! Cards of what is found by words: the words are marked.

use std::ops::Range;

use content::language::Language;

use crate::View;
use crate::element::{Element, Node, Nodes, mark, nodes, p};

/// Where the words of a query stand in what a card says, in bytes, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// In its title.
    pub title: Vec<Range<usize>>,
    /// In its lead.
    pub lead: Vec<Range<usize>>,
    /// A part of the article's text with the words that stand neither in title nor in lead.
    pub excerpt: Option<Excerpt>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The part.
    pub text: String,
    /// Where the words stand in it, in bytes.
    pub marks: Vec<Range<usize>>,
    /// Is something left out before it?
    pub goes_before: bool,
    /// Is something left out after it?
    pub goes_on: bool,
}

/// Marks the words on a card, and adds the excerpt, which is in the language of the article.
pub fn marked(mut card: Element, marks: &Marks, language: Option<&Language>, view: &View<'_>) -> Element {
    mark_in(&mut card, "card-title", &marks.title);
    mark_in(&mut card, "card-lead-words", &marks.lead);
    if let Some(excerpt) = &marks.excerpt {
        let dots = |is_cut: bool| is_cut.then_some("…");
        let words = (
            dots(excerpt.goes_before),
            split(&excerpt.text, &excerpt.marks),
            dots(excerpt.goes_on),
        );
        let words = view.content(p().class("card-excerpt"), language, words);
        add(&mut card, words);
    }
    card
}

/// Puts the excerpt behind title and lead, and before what else stands there.
fn add(card: &mut Element, excerpt: Element) {
    let Some(Node::Element(words)) = card.parts().children.last_mut() else {
        return;
    };
    let children = &mut words.parts().children;
    let is_text = |node: &Node| {
        let class = match node {
            Node::Element(element) => element.attribute("class"),
            Node::Text(_) => None,
        };
        matches!(class, Some("card-title" | "card-lead-words"))
    };
    let place = children.iter().rposition(is_text).map_or(0, |place| place + 1);
    children.insert(place, excerpt.into());
}

/// Marks places in the text of the element of a class.
fn mark_in(element: &mut Element, class: &str, ranges: &[Range<usize>]) {
    if ranges.is_empty() {
        return;
    }
    let is_within = class.is_empty() || element.attribute("class") == Some(class);
    let children = &mut element.parts().children;
    if is_within && let [Node::Text(text)] = &children[..] {
        *children = split(text, ranges).into_vec();
        return;
    }
    for child in children {
        if let Node::Element(child) = child {
            mark_in(child, if is_within { "" } else { class }, ranges);
        }
    }
}

/// A text in which the words are elements of their own. A range that is none of the text is passed over.
fn split(text: &str, ranges: &[Range<usize>]) -> Nodes {
    let mut pieces: Vec<Node> = Vec::new();
    let mut end = 0;
    for range in ranges {
        if let (Some(before), Some(word)) = (text.get(end..range.start), text.get(range.clone())) {
            pieces.push(before.to_owned().into());
            pieces.push(mark().child(word.to_owned()).into());
            end = range.end;
        }
    }
    pieces.push(text.get(end..).unwrap_or_default().to_owned().into());
    nodes(pieces)
}
