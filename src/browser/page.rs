//! The page itself: elements as values put into the document, over what is prerendered there already or in its place.

use leptos::mount::mount_to;
use leptos::prelude::IntoView;
use view::element::{Element, Node, Nodes, Parts, nodes};
use wasm_bindgen::prelude::*;

/// Did press prerender this page before the portal came?
pub(crate) fn is_prerendered() -> bool {
    portal().is_some_and(|portal| portal.has_attribute("data-prerendered"))
}

/// Is it one that is the same on every day and for every reader, and stands for the address that is shown?
pub(crate) fn is_lasting() -> bool {
    super::find("[data-prerendered][data-lasting]").is_some()
}

/// Mounts a view of Leptos on the page, for as long as the document lives. Its parts hydrate what is prerendered.
pub(crate) fn mount<V: IntoView>(app: impl FnOnce() -> V + 'static) {
    if let Some(portal) = portal() {
        if let Some(start) = super::find("#portal_root > .start") {
            start.remove();
        }
        mount_to(portal.unchecked_into(), app).forget();
    }
}

/// Puts a `main` in the place of the one that is prerendered, and leaves what stands around it; where nothing is prerendered, into
/// the page.
pub(crate) fn take_main(wanted: Element) {
    match (super::find("#portal_root > main"), portal()) {
        (Some(main), _) => adapt_element(&main, wanted.into_parts()),
        (None, Some(portal)) => adapt_children(&portal, nodes(wanted).into_vec()),
        (None, None) => {}
    }
}

/// The title of the page, as its heading says it.
pub(crate) fn heading() -> Option<String> {
    super::find("main h1")?.text_content()
}

/// Says that the portal answers now, and shows what was hidden until then. Links that press wrote relative to the page's
/// address are made to hold at any.
pub(crate) fn set_running() {
    if let Some(portal) = portal() {
        run(&portal);
    }
}

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = feuilleton)]
    fn run(portal: &web_sys::Element);

    /// Has the browser put words of another language in the place of what press prerendered?
    #[wasm_bindgen(js_namespace = feuilleton, js_name = isTranslated)]
    pub(crate) fn is_translated() -> bool;

    /// Starts the other app in the place of this one, which has done nothing yet.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = find)]
    pub(crate) fn start_finder();

    /// Keeps what stands in the place of a page that the app has adopted, and is being left.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = setAside)]
    pub(super) fn set_aside(main: &web_sys::Element);

    /// Is there something to be brought back?
    #[wasm_bindgen(js_namespace = feuilleton, js_name = isAside)]
    pub(crate) fn is_aside() -> bool;

    /// Puts what was kept there again.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = bringBack)]
    pub(super) fn bring_back(main: &web_sys::Element);

    /// Takes everything out of a place, so that the browser holds nothing of it.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(super) fn clear(place: &web_sys::Element);

    /// Lets the page that has just come fade in, where the reader wants motion.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn fade();
}

/// Puts nodes in the place of everything that stands in the element of that id.
pub(crate) fn replace(id: &str, wanted: Nodes) {
    if let Some(place) = super::find_id(id) {
        clear(&place);
        append(&place, wanted.into_vec());
    }
}

/// Makes what stands in the element of that id what it is to be now, and leaves alone what does not differ.
pub(crate) fn adapt(id: &str, wanted: Nodes) {
    if let Some(place) = super::document().get_element_by_id(id) {
        adapt_children(&place, wanted.into_vec());
    }
}

/// Makes an element that is on the page what it is to be now. Its name tells which one is meant.
pub(crate) fn renew(selector: &str, wanted: Element) {
    if let Some(place) = super::find(selector) {
        adapt_element(&place, wanted.into_parts());
    }
}

/// Is there an element of that id on the page?
pub(crate) fn has(id: &str) -> bool {
    super::find_id(id).is_some()
}

/// Puts an element behind the skip link, or at the end of the page.
pub(crate) fn insert(wanted: Element, is_first: bool) {
    let (Some(portal), Some(made)) = (portal(), make(wanted.into())) else {
        return;
    };
    let skip = portal.first_child().filter(|_| is_first);
    let place = skip.and_then(|skip| skip.next_sibling());
    let _ = portal.insert_before(&made, place.as_ref());
}

/// Puts an element at the end of that with an id.
pub(crate) fn add(id: &str, wanted: Element) {
    if let Some(parent) = super::find_id(id) {
        append_to(&parent, wanted);
    }
}

/// Calls back for each click on the element of that id, now or later.
pub(crate) fn watch_clicks(id: &'static str, clicked: impl Fn() + 'static) {
    super::listen(&super::document(), "click", move |event| {
        let target: Option<web_sys::Element> = event.target().and_then(|target| target.dyn_into().ok());
        if target.is_some_and(|target| target.id() == id) {
            clicked();
        }
    });
}

/// Puts an element at the end of another.
pub(super) fn append_to(parent: &web_sys::Node, wanted: Element) {
    append(parent, vec![wanted.into()]);
}

/// Takes the element of that id off the page.
pub(crate) fn remove(id: &str) {
    if let Some(element) = super::find_id(id) {
        element.remove();
    }
}

fn portal() -> Option<web_sys::Element> {
    super::find_id(view::id::ROOT)
}

pub(super) fn append(parent: &web_sys::Node, nodes: Vec<Node>) {
    for node in nodes {
        if let Some(made) = make(node) {
            let _ = parent.append_child(&made);
        }
    }
}

pub(super) fn make(node: Node) -> Option<web_sys::Node> {
    let document = super::document();
    match node {
        Node::Text(text) => Some(document.create_text_node(&text).into()),
        Node::Element(element) => {
            let parts = element.into_parts();
            let made = document.create_element(parts.tag).ok()?;
            for (name, value) in &parts.attributes {
                let _ = made.set_attribute(name, value);
            }
            append(&made, parts.children);
            Some(made.into())
        }
    }
}

/// Is it the place of what another program shows, and stands already?
fn stands_apart(wanted: &Node) -> bool {
    let Node::Element(element) = wanted else {
        return false;
    };
    element.attribute(view::id::APART).is_some() && element.attribute("id").is_some_and(has)
}

/// The node, or the first behind it that is none of another program's.
fn own(mut node: Option<web_sys::Node>) -> Option<web_sys::Node> {
    while let Some(element) = node.as_ref().and_then(|node| node.dyn_ref::<web_sys::Element>()) {
        if !element.has_attribute(view::id::APART) {
            break;
        }
        node = element.next_sibling();
    }
    node
}

pub(super) fn adapt_children(parent: &web_sys::Element, wanted: Vec<Node>) {
    let mut at = own(parent.first_child());
    for node in wanted {
        if stands_apart(&node) {
            continue;
        }
        let Some(there) = at else {
            append(parent, vec![node]);
            continue;
        };
        at = own(there.next_sibling());
        match node {
            Node::Text(text) if there.node_type() == web_sys::Node::TEXT_NODE => {
                if there.node_value().as_deref() != Some(&*text) {
                    there.set_node_value(Some(&text));
                }
            }
            node => match fitting(&there, node) {
                Ok((element, parts)) => adapt_element(element, parts),
                Err(node) => {
                    if let Some(made) = make(node) {
                        let _ = parent.replace_child(&made, &there);
                    }
                }
            },
        }
    }
    while let Some(there) = at {
        at = own(there.next_sibling());
        let _ = parent.remove_child(&there);
    }
}

/// The element that stands there and the parts it is to have, if it is of the same kind and shows the same file. Another
/// picture would be seen in the old element until the new one has come, beside words that are new already.
fn fitting(there: &web_sys::Node, wanted: Node) -> Result<(&web_sys::Element, Parts), Node> {
    match (there.dyn_ref::<web_sys::Element>(), wanted) {
        (Some(element), Node::Element(wanted))
            if element.local_name() == wanted.tag() && shows(element, wanted.attribute("src")) =>
        {
            Ok((element, wanted.into_parts()))
        }
        (_, wanted) => Err(wanted),
    }
}

/// Is it the file that an element shows? Its address may be written from another place.
fn shows(element: &web_sys::Element, wanted: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| {
        // Whatever has this attribute has the property that scripts have, too: its whole address.
        let shown: &web_sys::HtmlScriptElement = element.unchecked_ref();
        element.get_attribute("src").as_deref() == Some(wanted) || shown.src().ends_with(wanted)
    })
}

pub(super) fn adapt_element(element: &web_sys::Element, parts: Parts) {
    for (name, value) in &parts.attributes {
        super::set_attribute(element, name, value);
    }
    // boot.js has said of it whether it can be moved.
    if element.has_attribute("data-scrolls") {
        return adapt_children(element, parts.children);
    }
    for name in element.get_attribute_names() {
        // What the reader has opened stays open, and a heading that has the focus keeps it.
        if let Some(name) = name.as_string()
            && !matches!(name.as_str(), "open" | "tabindex")
            && !parts.attributes.iter().any(|(wanted, _)| *wanted == name)
        {
            let _ = element.remove_attribute(&name);
        }
    }
    adapt_children(element, parts.children);
}
