//! What browsers do not show: it is taken out before anything is made of a text.

use scraper::{Html, Node};

use crate::read::markdown::html::is_unseen;

/// Takes out of a document the elements that nobody sees, with all that stands in them, and gives their names.
pub(super) fn take_out(document: &mut Html) -> Vec<String> {
    let unseen: Vec<_> = document
        .tree
        .nodes()
        .filter_map(|node| {
            let Node::Element(element) = node.value() else {
                return None;
            };
            is_unseen(|name| element.attr(name)).then(|| (node.id(), element.name().to_owned()))
        })
        .collect();
    let mut names = Vec::with_capacity(unseen.len());
    for (id, name) in unseen {
        if let Some(mut node) = document.tree.get_mut(id) {
            node.detach();
            names.push(name);
        }
    }
    names
}
