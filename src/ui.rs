//! Elements as values: what pages and components are made of.
//!
//! Leptos gives every combination of tag, attributes and children a type of its own, with code of its own to
//! build and to compare it. Here a page is built once for each navigation and never compared, so one type with one
//! loop does; `docs/adr/0004-elements-as-values.md` has the bytes. A reactive part is any Leptos view.
//! No string is ever parsed as markup: text becomes text nodes, attributes are set one by one.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

/// An element with its attributes and children. Behind a pointer, because it is handed on with every attribute.
pub(crate) struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    children: Vec<Node>,
    on_click: Option<Box<dyn Fn() + Send>>,
}

/// What can stand in an element.
pub(crate) enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(Cow<'static, str>),
    /// A part that changes by itself.
    Live(AnyView),
}

macro_rules! tags {
    ($($tag:ident)*) => { $(
        pub(crate) fn $tag() -> Element {
            Element::new(stringify!($tag))
        }
    )* };
}

tags! {
    a article aside blockquote br button caption code dd details div dl dt em figcaption figure footer
    h1 h2 h3 h4 h5 h6 header hr img li main nav ol p pre s section span strong sub summary sup table tbody td
    th thead time tr ul
}

macro_rules! attributes {
    ($($name:ident)*) => { $(
        pub(crate) fn $name(self, value: impl Attribute) -> Self {
            self.attr(stringify!($name), value)
        }
    )* };
}

impl Element {
    #[inline(never)]
    fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts {
            tag,
            attributes: Vec::new(),
            children: Vec::new(),
            on_click: None,
        }))
    }

    attributes! { class dir href id lang src }

    /// Sets an attribute; `None` leaves it out. Attributes are set in the order in which they are given.
    pub(crate) fn attr(mut self, name: &'static str, value: impl Attribute) -> Self {
        if let Some(value) = value.value() {
            self.set(name, value);
        }
        self
    }

    // Called from everywhere: put into each caller, a push with its growth would be most of the app.
    #[inline(never)]
    fn set(&mut self, name: &'static str, value: Cow<'static, str>) {
        self.0.attributes.push((name, value));
    }

    /// Adds what the element holds.
    pub(crate) fn child(mut self, child: impl Children) -> Self {
        child.add_to(&mut self.0.children);
        self
    }

    /// Calls back when the element is pressed, by whatever means.
    pub(crate) fn on_click(mut self, action: impl Fn() + Send + 'static) -> Self {
        self.0.on_click = Some(Box::new(action));
        self
    }
}

/// The value of an attribute, or none.
pub(crate) trait Attribute {
    /// The value.
    fn value(self) -> Option<Cow<'static, str>>;
}

impl Attribute for &'static str {
    fn value(self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Attribute for String {
    fn value(self) -> Option<Cow<'static, str>> {
        Some(Cow::Owned(self))
    }
}

impl<T: Attribute> Attribute for Option<T> {
    fn value(self) -> Option<Cow<'static, str>> {
        self.and_then(T::value)
    }
}

/// What can be put into an element: text, elements, and options, lists and tuples of them.
pub(crate) trait Children {
    /// Adds itself to the nodes.
    fn add_to(self, nodes: &mut Vec<Node>);
}

#[inline(never)]
fn push(nodes: &mut Vec<Node>, node: Node) {
    nodes.push(node);
}

impl Children for &'static str {
    fn add_to(self, nodes: &mut Vec<Node>) {
        push(nodes, Node::Text(Cow::Borrowed(self)));
    }
}

impl Children for String {
    fn add_to(self, nodes: &mut Vec<Node>) {
        push(nodes, Node::Text(Cow::Owned(self)));
    }
}

impl Children for Element {
    fn add_to(self, nodes: &mut Vec<Node>) {
        push(nodes, Node::Element(self));
    }
}

impl Children for Node {
    fn add_to(self, nodes: &mut Vec<Node>) {
        push(nodes, self);
    }
}

impl<T: Children> Children for Option<T> {
    fn add_to(self, nodes: &mut Vec<Node>) {
        if let Some(child) = self {
            child.add_to(nodes);
        }
    }
}

impl<T: Children> Children for Vec<T> {
    fn add_to(self, nodes: &mut Vec<Node>) {
        for child in self {
            child.add_to(nodes);
        }
    }
}

macro_rules! tuples {
    ($($($name:ident)+,)*) => { $(
        impl<$($name: Children),+> Children for ($($name,)+) {
            #[expect(non_snake_case, reason = "a tuple's parts are named after their types")]
            fn add_to(self, nodes: &mut Vec<Node>) {
                let ($($name,)+) = self;
                $($name.add_to(nodes);)+
            }
        }
    )* };
}

tuples! { A B, A B C, A B C D, A B C D E, A B C D E F, }

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// A part that is made anew whenever a signal that it reads changes.
pub(crate) fn live(part: impl Fn() -> Nodes + Send + 'static) -> Node {
    // Behind a pointer, because Leptos compiles its machinery anew for every type of closure.
    let part: Box<dyn Fn() -> Nodes + Send> = Box::new(part);
    Node::Live(part.into_any())
}

/// Nodes from whatever can be put into an element.
pub(crate) fn nodes(children: impl Children) -> Nodes {
    let mut nodes = Vec::new();
    children.add_to(&mut nodes);
    Nodes(nodes)
}

/// Nodes side by side, as a Leptos view.
pub(crate) struct Nodes(Vec<Node>);

impl Children for Nodes {
    fn add_to(self, nodes: &mut Vec<Node>) {
        nodes.extend(self.0);
    }
}

/// Nodes that stand in the document.
pub(crate) struct Mounted {
    roots: Vec<Root>,
    /// Marks the place, so that the nodes can be replaced even when there are none.
    marker: types::Placeholder,
    /// Live parts below the roots: dropping their state would stop them.
    #[expect(dead_code, reason = "held, not read")]
    live: Vec<AnyViewState>,
}

type AnyViewState = <AnyView as Render>::State;

enum Root {
    Plain(types::Node),
    Live(Box<AnyViewState>),
}

fn build(node: Node, live: &mut Vec<AnyViewState>) -> Root {
    match node {
        Node::Text(text) => Root::Plain(Rndr::create_text_node(&text).into()),
        Node::Live(view) => Root::Live(Box::new(view.build())),
        Node::Element(Element(element)) => {
            let element = *element;
            let built = Rndr::create_element(element.tag, None);
            for (name, value) in element.attributes {
                Rndr::set_attribute(&built, name, &value);
            }
            if let Some(action) = element.on_click {
                // The listener lives as long as its element.
                std::mem::forget(Rndr::add_event_listener(
                    &built,
                    "click",
                    Box::new(move |_| action()),
                ));
            }
            for child in element.children {
                match build(child, live) {
                    Root::Plain(child) => Rndr::insert_node(&built, &child, None),
                    Root::Live(mut child) => {
                        child.mount(&built, None);
                        live.push(*child);
                    }
                }
            }
            Root::Plain(built.into())
        }
    }
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        for root in &mut self.roots {
            match root {
                Root::Plain(node) => Rndr::remove(node),
                Root::Live(state) => state.unmount(),
            }
        }
        Rndr::remove(self.marker.as_ref());
    }

    fn mount(&mut self, parent: &types::Element, before: Option<&types::Node>) {
        for root in &mut self.roots {
            match root {
                Root::Plain(node) => Rndr::insert_node(parent, node, before),
                Root::Live(state) => state.mount(parent, before),
            }
        }
        Rndr::insert_node(parent, self.marker.as_ref(), before);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.roots.first() {
            Some(Root::Live(state)) => state.insert_before_this(child),
            Some(Root::Plain(node)) => insert_before(node, child),
            None => insert_before(self.marker.as_ref(), child),
        }
    }

    fn elements(&self) -> Vec<types::Element> {
        Vec::new()
    }
}

fn insert_before(node: &types::Node, child: &mut dyn Mountable) -> bool {
    let parent = Rndr::get_parent(node).and_then(|parent| {
        use leptos::tachys::renderer::CastFrom;
        types::Element::cast_from(parent)
    });
    if let Some(parent) = &parent {
        child.mount(parent, Some(node));
    }
    parent.is_some()
}

impl Render for Nodes {
    type State = Mounted;

    fn build(self) -> Mounted {
        let mut live = Vec::new();
        let roots = self.0.into_iter().map(|node| build(node, &mut live)).collect();
        Mounted {
            roots,
            marker: Rndr::create_placeholder(),
            live,
        }
    }

    fn rebuild(self, state: &mut Mounted) {
        let mut new = self.build();
        insert_before(state.marker.as_ref(), &mut new);
        state.unmount();
        *state = new;
    }
}

leptos::tachys::no_attrs!(Nodes);

/// Only what rendering in the browser needs; the app is never rendered to a string, nor hydrated by Leptos.
impl RenderHtml for Nodes {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<leptos::tachys::html::attribute::any_attribute::AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Mounted {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
