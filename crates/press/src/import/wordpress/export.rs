//! The export as its parts: the site, authors, terms and items, one after the other. Never more than one item is held.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::text::Text;

/// How deep elements may stand in each other; an export has five levels.
const MAX_DEPTH: usize = 16;

/// One element with what stands in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without the prefix: prefixes and namespaces vary with the version of the export.
    pub(super) name: String,
    /// Its prefix, or what that stands for.
    space: String,
    /// The line it begins in.
    pub(super) line: u32,
    attributes: Vec<(String, String)>,
    /// Its text.
    pub(super) text: String,
    children: Vec<Element>,
}

impl Element {
    fn of(tag: &BytesStart<'_>, line: u32) -> Self {
        let (local, prefix) = tag.name().decompose();
        let mut attributes = tag.attributes();
        let attributes = attributes.with_checks(false).flatten();
        Self {
            name: local.into_inner().to_owned(),
            space: prefix
                .map(|prefix| prefix.into_inner().to_owned())
                .unwrap_or_default(),
            line,
            attributes: attributes
                .map(|attribute| {
                    let value = attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned);
                    (attribute.key.into_inner().to_owned(), value)
                })
                .collect(),
            text: String::new(),
            children: Vec::new(),
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The elements in it that have the name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first element in it that has the name, trimmed.
    pub(super) fn word(&self, name: &str) -> &str {
        let child = self.children.iter().find(|child| child.name == name);
        child.map_or("", |child| child.text.trim())
    }

    /// The number in the first element in it that has the name.
    pub(super) fn number(&self, name: &str) -> u64 {
        self.word(name).parse().unwrap_or(0)
    }

    /// The body of an item, or its excerpt: both are called `encoded`.
    pub(super) fn encoded(&self, is_excerpt: bool) -> Option<&Element> {
        self.all("encoded")
            .find(|child| child.space.to_ascii_lowercase().contains("excerpt") == is_excerpt)
    }
}

/// A part of an export.
pub(super) enum Part {
    /// A child of the channel: a property of the site, an author, a term or an item.
    Element(Element),
    /// Something is wrong here, and this was done about it.
    Fault { line: u32, reason: String },
}

/// What the file turned out to be.
#[derive(Default)]
pub(super) struct Shape {
    /// Is there a channel of RSS?
    pub(super) has_channel: bool,
    /// The first thing that was wrong.
    pub(super) first_fault: Option<(u32, String)>,
}

/// Reads an export from beginning to end and hands over each part.
pub(super) fn read(text: Text, take: impl FnMut(Part)) -> Shape {
    let mut walk = Walk {
        take,
        shape: Shape::default(),
        spaces: Vec::new(),
        stack: Vec::new(),
        too_deep: 0,
    };
    let mut reader = reader_of(text);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        reader.get_mut().begin_piece();
        let line = reader.get_mut().line();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(event) => walk.event(event, line),
            Err(error) => {
                walk.broken(&error, line);
                let mut text = reader.into_inner();
                text.begin_piece();
                if !skip_to_item(&mut text) {
                    return walk.shape;
                }
                walk.begin_item(text.line());
                reader = reader_of(text);
            }
        }
    }
    walk.end(reader.get_mut().line());
    walk.shape
}

/// Where the reading stands.
struct Walk<T> {
    take: T,
    shape: Shape,
    /// What prefixes stand for.
    spaces: Vec<(String, String)>,
    /// The elements that have begun and not ended.
    stack: Vec<Element>,
    /// How many more have begun than are kept.
    too_deep: usize,
}

impl<T: FnMut(Part)> Walk<T> {
    fn event(&mut self, event: Event<'_>, line: u32) {
        match event {
            Event::Start(tag) => self.start(Element::of(&tag, line)),
            Event::Empty(tag) => {
                if let Some(outer) = self.stack.last_mut().filter(|_| self.too_deep == 0) {
                    outer.children.push(Element::of(&tag, line));
                }
            }
            Event::End(_) if self.too_deep > 0 => self.too_deep -= 1,
            Event::End(tag) => {
                let name = tag.local_name().into_inner();
                match self.stack.iter().rposition(|element| element.name == name) {
                    Some(at) => self.close_to(at),
                    None => self.fault(
                        line,
                        format!("</{name}> ends nothing that has begun; it is passed over"),
                    ),
                }
            }
            Event::Text(piece) => self.push(&piece.into_inner()),
            Event::CData(piece) => self.push(&piece.into_inner()),
            Event::GeneralRef(reference) => {
                let sign = reference.resolve_char_ref().ok().flatten();
                match (sign, &*reference.into_inner()) {
                    (Some(sign), _) => self.push(sign.encode_utf8(&mut [0; 4])),
                    (None, "lt") => self.push("<"),
                    (None, "gt") => self.push(">"),
                    (None, "amp") => self.push("&"),
                    (None, "quot") => self.push("\""),
                    (None, "apos") => self.push("'"),
                    // One that only a document type defines stays as it is written.
                    (None, name) => self.push(&format!("&{name};")),
                }
            }
            Event::DocType(_) => self.fault(
                line,
                "the document type is passed over; what it defines is not expanded".to_owned(),
            ),
            _ => {}
        }
    }

    fn start(&mut self, mut element: Element) {
        let declared = element
            .attributes
            .iter()
            .filter_map(|(key, url)| Some((key.strip_prefix("xmlns:")?.to_owned(), url.clone())));
        self.spaces.extend(declared);
        if let Some((_, url)) = self.spaces.iter().rfind(|(prefix, _)| *prefix == element.space) {
            element.space.push(' ');
            element.space.push_str(url);
        }
        let is_within_item = self.stack.get(2).is_some_and(|outer| outer.name == "item");
        if element.name == "item" && is_within_item {
            self.fault(
                element.line,
                "an item begins before the one before it has ended".to_owned(),
            );
            self.close_to(2);
        }
        self.shape.has_channel |= element.name == "channel";
        if self.stack.len() >= MAX_DEPTH {
            self.too_deep += 1;
        } else {
            self.stack.push(element);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(element) = self.stack.last_mut() {
            element.text.push_str(text);
        }
    }

    fn fault(&mut self, line: u32, reason: String) {
        self.shape
            .first_fault
            .get_or_insert_with(|| (line, reason.clone()));
        (self.take)(Part::Fault { line, reason });
    }

    /// Closes elements down to the one at the place, and hands over what belongs to the channel.
    fn close_to(&mut self, at: usize) {
        while self.stack.len() > at {
            let Some(element) = self.stack.pop() else { return };
            match self.stack.len() {
                2 => (self.take)(Part::Element(element)),
                0 | 1 => {}
                _ => {
                    if let Some(outer) = self.stack.last_mut() {
                        outer.children.push(element);
                    }
                }
            }
        }
    }

    /// The XML is broken here; the item around the place is lost.
    fn broken(&mut self, error: &quick_xml::Error, line: u32) {
        let item = self.stack.get(2).filter(|element| element.name == "item");
        let lost = item.map_or_else(String::new, |item| {
            format!("; the item that begins in line {} is left out", item.line)
        });
        self.fault(line, format!("the XML is broken ({error}){lost}"));
        self.stack.truncate(2);
        self.too_deep = 0;
    }

    /// Goes on with an item of which the beginning has been read.
    fn begin_item(&mut self, line: u32) {
        self.stack.resize_with(2, Element::default);
        self.stack.push(Element {
            name: "item".to_owned(),
            line,
            ..Element::default()
        });
    }

    fn end(&mut self, line: u32) {
        if let Some(open) = self.stack.get(2) {
            let (line, name) = (open.line, open.name.clone());
            self.fault(
                line,
                format!("the file ends before the <{name}> that begins here; it is left out"),
            );
        } else if !self.stack.is_empty() {
            self.fault(line, "the file ends before its last element".to_owned());
        }
    }
}

fn reader_of(text: Text) -> Reader<Text> {
    let mut reader = Reader::from_reader(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// Goes to behind the beginning of the next item. Is there one?
fn skip_to_item(text: &mut Text) -> bool {
    let mut piece = Vec::new();
    loop {
        piece.clear();
        text.begin_piece();
        match text.read_until(b'<', &mut piece) {
            Ok(0) => return false,
            Ok(_) => {}
            Err(_) => continue,
        }
        let starts = |start: &[u8]| start.starts_with(b"item>") || start.starts_with(b"item ");
        piece.clear();
        let Ok(available) = text.fill_buf() else { continue };
        if available.len() >= 5 && !starts(available) {
            continue;
        }
        text.begin_piece();
        match text.read_until(b'>', &mut piece) {
            Ok(0) => return false,
            Ok(_) if starts(&piece) => return true,
            Ok(_) | Err(_) => {}
        }
    }
}
