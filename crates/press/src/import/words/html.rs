//! What a reader sees of HTML, taken from its tokens: no tree, and nothing of the converter, whose work this is to measure.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::{Part, Said};

/// Takes in what HTML says.
pub(super) fn add(html: &str, said: &mut Said) {
    let sink = Reader::default();
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    // Scripts hand the text back to whoever would run them.
    while let TokenizerResult::Script(()) = tokenizer.feed(&queue) {}
    tokenizer.end();
    let mut state = tokenizer.sink.0.take();
    state.flush();
    for (part, text) in state.found {
        said.add(part, &text);
    }
}

#[derive(Default)]
struct Reader(RefCell<State>);

#[derive(Default)]
struct State {
    /// The elements that decide what the words in them are, with how deep they stand in others of their name.
    within: Vec<(String, Option<Part>, usize)>,
    text: String,
    found: Vec<(Part, String)>,
}

impl State {
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        match self.within.last() {
            None => self.found.push((Part::Text, text)),
            Some((_, Some(part), _)) => self.found.push((*part, text)),
            Some((_, None, _)) => {}
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let is_end = tag.kind == TagKind::EndTag;
        if !is_of_line(name) {
            self.text.push(' ');
        }
        if name == "img" && !is_end {
            let mut attributes = tag.attrs.iter();
            if let Some(alt) = attributes.find(|attribute| &*attribute.name.local == "alt") {
                self.found.push((Part::Picture, alt.value.to_string()));
            }
        }
        if let Some((outer, _, depth)) = self.within.last_mut()
            && outer == name
        {
            if !is_end {
                *depth += 1;
            } else if *depth > 0 {
                *depth -= 1;
            } else {
                self.flush();
                self.within.pop();
            }
        } else if !is_end
            && !tag.self_closing
            && !is_alone(name)
            && (is_unseen(name) || is_closed(tag) || part_of(name).is_some())
        {
            self.flush();
            // Within what nobody sees, nothing is seen.
            let is_hidden = is_closed(tag) || self.within.iter().any(|(_, part, _)| part.is_none());
            self.within
                .push((name.to_owned(), part_of(name).filter(|_| !is_hidden), 0));
        }
        match name {
            _ if is_end => TokenSinkResult::Continue,
            "script" | "style" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text.push_str(&text),
            Token::TagToken(tag) => return state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    // What pages hold as they are, such as MathML, keeps its words.
    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        true
    }
}

/// Has an element nothing in it?
fn is_alone(name: &str) -> bool {
    matches!(
        name,
        "area" | "br" | "col" | "hr" | "img" | "input" | "source" | "track" | "wbr"
    )
}

/// Is an element hidden by its attributes?
fn is_closed(tag: &Tag) -> bool {
    tag.attrs.iter().any(|attribute| match &*attribute.name.local {
        "hidden" => &*attribute.value != "until-found",
        "style" => {
            let style: String = attribute.value.to_lowercase().split_whitespace().collect();
            let mut rules = style.split(';').map(|rule| rule.trim_end_matches("!important"));
            rules.any(|rule| matches!(rule, "display:none" | "visibility:hidden"))
        }
        _ => false,
    })
}

/// Does nobody see the words within an element?
fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "head"
            | "title"
            | "iframe"
            | "audio"
            | "video"
            | "object"
            | "canvas"
            | "datalist"
            | "noembed"
            | "noframes"
            | "annotation"
            | "desc"
            | "metadata"
            | "defs"
    )
}

/// What the words within an element are, where it decides that.
fn part_of(name: &str) -> Option<Part> {
    match name {
        "form" | "select" | "textarea" | "button" => Some(Part::Form),
        "svg" => Some(Part::Drawing),
        "figcaption" => Some(Part::Picture),
        "pre" => Some(Part::Code),
        "table" => Some(Part::Table),
        _ => None,
    }
}

/// Does text go on where this element begins or ends?
fn is_of_line(name: &str) -> bool {
    !matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "br"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "frame"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "iframe"
            | "img"
            | "input"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "optgroup"
            | "p"
            | "pre"
            | "section"
            | "select"
            | "summary"
            | "svg"
            | "table"
            | "tbody"
            | "td"
            | "textarea"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "audio"
            | "video"
            | "object"
            | "embed"
            | "text"
            | "rt"
            | "rp"
            | "rb"
            | "ruby"
    )
}
