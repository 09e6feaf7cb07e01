//! Elements as HTML text, which a browser reads as the same elements again.

use crate::element::{Element, Node, Nodes};

/// Elements that hold nothing and are not closed, as the HTML standard lists them; those that pages use.
const VOID: [&str; 5] = ["br", "hr", "img", "input", "track"];

/// Nodes as HTML.
pub fn write(nodes: Nodes) -> String {
    let mut html = String::new();
    for node in nodes.into_vec() {
        node_to(&mut html, node);
    }
    html
}

fn node_to(html: &mut String, node: Node) {
    match node {
        Node::Text(text) => escape(html, &text),
        Node::Element(element) => element_to(html, element),
    }
}

fn element_to(html: &mut String, element: Element) {
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
    html.push('>');
    if VOID.contains(&parts.tag) {
        return;
    }
    // A browser drops a line end right after this tag.
    if parts.tag == "pre" {
        html.push('\n');
    }
    for child in parts.children {
        node_to(html, child);
    }
    html.push_str("</");
    html.push_str(parts.tag);
    html.push('>');
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
