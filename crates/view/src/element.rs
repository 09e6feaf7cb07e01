//! Elements as values: what pages and components are made of.
//!
//! Leptos gives every combination of tag, attributes and children a type of its own, with code of its own to
//! build and to compare it. Here one type with one loop does; `docs/adr/0004-elements-as-values.md` has the bytes.
//! No string is ever parsed as markup: text becomes text nodes, attributes are set one by one.

use std::borrow::Cow;

use content::language::Language;

use crate::View;
use crate::text::{Message, Said};

/// An element with its attributes and children. Behind a pointer, because it is handed on with every attribute.
#[derive(Debug)]
#[must_use = "an element that stands nowhere is not seen"]
pub struct Element(Box<Parts>);

/// What an element consists of.
#[derive(Debug)]
pub struct Parts {
    /// Its name in lower case.
    pub tag: &'static str,
    /// Its attributes, in the order in which they are to be set.
    pub attributes: Vec<(&'static str, Cow<'static, str>)>,
    /// What stands in it. Texts never stand side by side.
    pub children: Vec<Node>,
}

/// What can stand in an element.
#[derive(Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(Cow<'static, str>),
}

macro_rules! tags {
    ($($tag:ident)*) => { $(
        #[doc = concat!("The element `", stringify!($tag), "`.")]
        pub fn $tag() -> Element {
            Element::new(stringify!($tag))
        }
    )* };
}

tags! {
    a article aside bdi blockquote br button caption code dd details dialog div dl dt em fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr img input label legend li main mark nav ol output p pre s section span strong
    sub summary sup table tbody td th thead time tr track ul
}

macro_rules! attributes {
    ($($name:ident)*) => { $(
        #[doc = concat!("Sets the attribute `", stringify!($name), "`.")]
        pub fn $name(self, value: impl Attribute) -> Self {
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
        }))
    }

    attributes! { class dir href lang src }

    /// Sets the id of an element of the portal's own: one of [`crate::id`].
    pub fn id(self, id: &'static str) -> Self {
        self.attr("id", id)
    }

    /// Sets an attribute; `None` leaves it out. Attributes are set in the order in which they are given.
    pub fn attr(self, name: &'static str, value: impl Attribute) -> Self {
        value.give(self, name)
    }

    /// Says in which language its words are, and which way they run.
    pub fn language(self, language: &Language) -> Self {
        self.lang(language.as_str().into_owned())
            .dir(language.direction().as_str())
    }

    // These are called from everywhere: put into each caller, a push with its growth would be most of the app, and a value
    // made there to be handed on takes as much again.
    #[inline(never)]
    fn set(&mut self, name: &'static str, value: Cow<'static, str>) {
        self.0.attributes.push((name, value));
    }

    #[inline(never)]
    fn with_word(mut self, name: &'static str, value: &'static str) -> Self {
        self.set(name, Cow::Borrowed(value));
        self
    }

    #[inline(never)]
    fn with_text(mut self, name: &'static str, value: String) -> Self {
        self.set(name, Cow::Owned(value));
        self
    }

    /// Adds what the element holds.
    pub fn child(mut self, child: impl Children) -> Self {
        child.add_to(&mut self.0.children);
        self
    }

    /// Adds words of the interface: the same as a child that the view says.
    pub fn say(self, words: impl Said, view: &View<'_>) -> Self {
        self.say_message(words.message(view.text), view)
    }

    #[inline(never)]
    fn say_message(self, words: Message, view: &View<'_>) -> Self {
        self.child(view.say(words))
    }

    /// Says that its attributes are words of a language, and each element in it that says nothing else one of another.
    pub(crate) fn worded(mut self, language: &Language, inner: &Language) -> Self {
        for child in &mut self.0.children {
            if let Node::Element(child) = child
                && !child.0.attributes.iter().any(|(name, _)| *name == "lang")
            {
                child.set("lang", inner.to_string().into());
            }
        }
        self.lang(language.to_string())
    }

    /// Its name in lower case.
    pub fn tag(&self) -> &'static str {
        self.0.tag
    }

    /// The value of one of its attributes.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.0.attributes.iter();
        let (_, value) = attributes.find(|(known, _)| *known == name)?;
        Some(value)
    }

    /// What it consists of.
    pub fn into_parts(self) -> Parts {
        *self.0
    }

    /// What it consists of, to be changed.
    pub(crate) fn parts(&mut self) -> &mut Parts {
        &mut self.0
    }
}

impl From<Parts> for Element {
    fn from(parts: Parts) -> Self {
        Self(Box::new(parts))
    }
}

/// The value of an attribute, or none.
pub trait Attribute {
    /// Gives an element the attribute of that name.
    fn give(self, element: Element, name: &'static str) -> Element;
}

impl Attribute for &'static str {
    fn give(self, element: Element, name: &'static str) -> Element {
        element.with_word(name, self)
    }
}

impl Attribute for String {
    fn give(self, element: Element, name: &'static str) -> Element {
        element.with_text(name, self)
    }
}

impl<T: Attribute> Attribute for Option<T> {
    fn give(self, element: Element, name: &'static str) -> Element {
        match self {
            Some(value) => value.give(element, name),
            None => element,
        }
    }
}

/// What can be put into an element: text, elements, and options, lists and tuples of them.
pub trait Children {
    /// Adds itself to the nodes.
    fn add_to(self, nodes: &mut Vec<Node>);
}

/// Texts side by side become one, as they do where HTML is read.
#[inline(never)]
fn push(nodes: &mut Vec<Node>, node: Node) {
    match (nodes.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(text)) => before.to_mut().push_str(&text),
        (_, Node::Text(text)) if text.is_empty() => {}
        (_, node) => nodes.push(node),
    }
}

impl Children for &'static str {
    #[inline(never)]
    fn add_to(self, nodes: &mut Vec<Node>) {
        push(nodes, Node::Text(Cow::Borrowed(self)));
    }
}

impl Children for String {
    #[inline(never)]
    fn add_to(self, nodes: &mut Vec<Node>) {
        push(nodes, Node::Text(Cow::Owned(self)));
    }
}

impl Children for Element {
    #[inline(never)]
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

/// Nodes side by side.
#[derive(Debug)]
pub struct Nodes(Vec<Node>);

impl Nodes {
    /// The nodes, in order.
    pub fn into_vec(self) -> Vec<Node> {
        self.0
    }
}

/// Nodes from whatever can be put into an element.
pub fn nodes(children: impl Children) -> Nodes {
    let mut nodes = Vec::new();
    children.add_to(&mut nodes);
    Nodes(nodes)
}

impl Children for Nodes {
    fn add_to(self, nodes: &mut Vec<Node>) {
        for node in self.0 {
            push(nodes, node);
        }
    }
}
