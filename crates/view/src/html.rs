//! Elements as HTML text, which a browser reads as the same elements again.

use crate::element::{Element, Node, Nodes, Parts};
use crate::id::APART;

/// Elements that hold nothing and are not closed, as the HTML standard lists them; those that pages use.
const VOID: [&str; 5] = ["br", "hr", "img", "input", "track"];

/// Nodes as HTML.
pub fn write(nodes: Nodes) -> String {
    all(nodes, false)
}

/// Nodes as the HTML of a page that the portal hydrates: what only the portal answers is hidden until it does, also
/// from readers whose style sheet has not come.
pub fn prerender(nodes: Nodes) -> String {
    all(nodes, true)
}

fn all(nodes: Nodes, waits: bool) -> String {
    let mut html = String::new();
    for node in nodes.into_vec() {
        node_to(&mut html, node, waits);
    }
    html
}

fn node_to(html: &mut String, node: Node, waits: bool) {
    match node {
        Node::Text(text) => escape(html, &text),
        Node::Element(element) => element_to(html, element, waits),
    }
}

fn element_to(html: &mut String, element: Element, waits: bool) {
    let parts = element.into_parts();
    html.push('<');
    html.push_str(parts.tag);
    for (name, value) in &parts.attributes {
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape(html, value);
        html.push('"');
    }
    if waits && is_answered(&parts) {
        html.push_str(" hidden=\"hidden\"");
    }
    html.push('>');
    if VOID.contains(&parts.tag) {
        return;
    }
    // What is no part of the page does not wait for what shows the page.
    let waits = waits && parts.attributes.iter().all(|(name, _)| *name != APART);
    // A browser drops a line end right after this tag.
    if parts.tag == "pre" {
        html.push('\n');
    }
    for child in parts.children {
        node_to(html, child, waits);
    }
    html.push_str("</");
    html.push_str(parts.tag);
    html.push('>');
}

/// Is it of no use without the portal? What is hidden for another reason stays so, and a form that leads on by itself works.
fn is_answered(parts: &Parts) -> bool {
    let has = |wanted: &str| parts.attributes.iter().find(|(name, _)| *name == wanted);
    let is_choice = has("class").is_some_and(|(_, class)| matches!(&**class, "display" | "saved-none"));
    let is_field = has("type").is_some_and(|(_, kind)| kind == "search");
    let is_of_form = has("name").is_some() || has("type").is_some_and(|(_, kind)| kind == "submit");
    (parts.tag == "button" || is_choice || is_field) && !is_of_form && has("hidden").is_none()
}

fn escape(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            // Read as a line feed when it stands there as it is.
            '\r' => html.push_str("&#13;"),
            other => html.push(other),
        }
    }
}
