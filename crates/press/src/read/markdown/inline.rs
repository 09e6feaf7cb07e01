//! Text within a block: the inline nodes of Markdown as runs with marks.

use comrak::Node;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::NodeValue;
use content::href::Href;
use content::inline::{Inline, Mark, NoteReference, Run};
use content::language::Language;

use super::html::{Tag, is_unseen};
use super::{Converter, Sheet, TextFault, placed, task_sign};
use crate::diagnostic::Position;
use crate::read::media;

/// The text of one block, and the pictures found in it.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: Vec<Inline>,
    pub(super) pictures: Vec<Picture>,
    /// The words before each picture, and those after the last, where a picture stays where it stood.
    pub(super) placed: Option<(Vec<Runs>, Runs)>,
    /// Is there anything but alternative texts?
    own_words: bool,
}

impl Line {
    pub(super) fn has_words(&self) -> bool {
        self.own_words || self.pictures.is_empty()
    }
}

/// A picture among text.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) src: String,
    pub(super) alt: String,
    /// What Markdown calls the title; here it is the caption.
    pub(super) title: String,
    pub(super) link: Option<Href>,
    pub(super) position: Position,
}

impl Picture {
    /// What is left of it when there is no such file.
    pub(super) fn into_text(self) -> Vec<Inline> {
        let mut runs = Runs::default();
        runs.push(
            &self.alt,
            &Style {
                link: self.link,
                ..Style::default()
            },
        );
        runs.finish()
    }
}

/// What is special about a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) marks: Vec<Mark>,
    pub(crate) lang: Option<Language>,
    pub(crate) link: Option<Href>,
}

impl Style {
    pub(crate) fn add(&mut self, mark: Mark) {
        if !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
    }

    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// Runs in the making: neighbours of one style become one run.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    pieces: Vec<Inline>,
}

impl Runs {
    pub(crate) fn push(&mut self, text: &str, style: &Style) {
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(Inline::Text(last)) if style.is_plain() => last.push_str(text),
            Some(Inline::Run(last))
                if !style.is_plain()
                    && last.marks == style.marks
                    && last.lang == style.lang
                    && last.link == style.link =>
            {
                last.text.push_str(text);
            }
            _ if style.is_plain() => self.pieces.push(Inline::Text(text.to_owned())),
            _ => self.pieces.push(Inline::Run(Run {
                text: text.to_owned(),
                marks: style.marks.clone(),
                lang: style.lang.clone(),
                link: style.link.clone(),
            })),
        }
    }

    pub(crate) fn push_break(&mut self) {
        self.pieces.push(Inline::line_break());
    }

    pub(crate) fn push_all(&mut self, pieces: Vec<Inline>) {
        self.pieces.extend(pieces);
    }

    pub(crate) fn push_note(&mut self, note: String) {
        self.pieces.push(Inline::Note(NoteReference { note }));
    }

    /// A text in the style of a run, or plain; of two spaces beside each other one is enough.
    pub(super) fn push_spaced(&mut self, text: &str, like: Option<Run>) {
        let style = like.map_or_else(Style::default, |run| Style {
            marks: run.marks,
            lang: run.lang,
            link: run.link,
        });
        let doubled = self.ends_with_space() && !style.marks.contains(&Mark::Code);
        self.push(
            if doubled {
                text.trim_start_matches(' ')
            } else {
                text
            },
            &style,
        );
    }

    /// The runs as they are.
    pub(super) fn pieces(&self) -> &[Inline] {
        &self.pieces
    }

    /// The same, to be put together anew.
    pub(super) fn into_pieces(self) -> Vec<Inline> {
        self.pieces
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Would a space here stand beside another one, or at the beginning?
    pub(crate) fn ends_with_space(&self) -> bool {
        match self.pieces.last() {
            None | Some(Inline::Break(_)) => true,
            Some(Inline::Text(text)) => text.ends_with(' '),
            Some(Inline::Run(run)) => run.text.ends_with(' '),
            Some(Inline::Note(_)) => false,
        }
    }

    /// The runs, without space at either end.
    pub(crate) fn finish(mut self) -> Vec<Inline> {
        while let Some(last) = self.pieces.last_mut() {
            match last {
                Inline::Text(text) => text.truncate(text.trim_end().len()),
                Inline::Run(run) if !run.marks.contains(&Mark::Code) => {
                    run.text.truncate(run.text.trim_end().len());
                }
                Inline::Break(_) => {
                    self.pieces.pop();
                    continue;
                }
                Inline::Run(_) | Inline::Note(_) => break,
            }
            if !is_blank(last) {
                break;
            }
            self.pieces.pop();
        }
        let mut blank = 0;
        for piece in &mut self.pieces {
            match piece {
                Inline::Text(text) => *text = text.trim_start().to_owned(),
                Inline::Run(run) if !run.marks.contains(&Mark::Code) => {
                    run.text = run.text.trim_start().to_owned();
                }
                Inline::Break(_) => {
                    blank += 1;
                    continue;
                }
                Inline::Run(_) | Inline::Note(_) => break,
            }
            if !is_blank(piece) {
                break;
            }
            blank += 1;
        }
        self.pieces.split_off(blank)
    }
}

fn is_blank(piece: &Inline) -> bool {
    match piece {
        Inline::Text(text) => text.is_empty(),
        Inline::Run(run) => run.text.is_empty(),
        Inline::Note(_) | Inline::Break(_) => false,
    }
}

/// Something that has begun and not ended: emphasis of Markdown or a tag of HTML.
struct Open {
    /// The name of the tag, if it is one.
    tag: Option<String>,
    effect: Effect,
    /// The style from here on, with that of everything begun before. Kept, because adding it up for every
    /// run would take time that grows with the square of the nesting.
    style: Style,
    is_hidden: bool,
}

enum Effect {
    None,
    Mark(Mark),
    Lang(Language),
    Link(Href),
    /// What stands here is no text: scripts and style sheets.
    Hidden,
}

struct Walk {
    open: Vec<Open>,
    runs: Runs,
    pictures: Vec<Picture>,
    /// The words before each picture, where pictures stay where they stood.
    before: Option<Vec<Runs>>,
    own_words: bool,
}

impl Walk {
    fn style(&self) -> Style {
        self.open
            .last()
            .map(|open| open.style.clone())
            .unwrap_or_default()
    }

    fn is_hidden(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_hidden)
    }

    fn text(&mut self, text: &str, mark: Option<Mark>) {
        if self.is_hidden() {
            return;
        }
        self.own_words |= !text.trim().is_empty();
        self.styled(text, mark);
    }

    fn styled(&mut self, text: &str, mark: Option<Mark>) {
        let mut style = self.style();
        if let Some(mark) = mark {
            style.add(mark);
        }
        let doubled = self.runs.ends_with_space() && !style.marks.contains(&Mark::Code);
        self.runs.push(
            if doubled {
                text.trim_start_matches(' ')
            } else {
                text
            },
            &style,
        );
    }

    fn picture(&mut self, src: String, alt: String, title: String, position: Position) {
        if self.is_hidden() {
            return;
        }
        match &mut self.before {
            Some(before) => before.push(std::mem::take(&mut self.runs)),
            None => self.styled(&alt, None),
        }
        self.pictures.push(Picture {
            src,
            alt,
            title,
            link: self.style().link,
            position,
        });
    }

    fn begin(&mut self, effect: Effect) {
        self.push(None, effect);
    }

    fn push(&mut self, tag: Option<String>, effect: Effect) {
        let (mut style, mut is_hidden) = (self.style(), self.is_hidden());
        match &effect {
            Effect::Mark(mark) => style.add(*mark),
            Effect::Lang(language) => style.lang = Some(language.clone()),
            Effect::Link(link) => style.link = Some(link.clone()),
            Effect::Hidden => is_hidden = true,
            Effect::None => {}
        }
        self.open.push(Open {
            tag,
            effect,
            style,
            is_hidden,
        });
    }

    /// Ends what Markdown began last.
    fn end(&mut self) {
        self.end_last(|open| open.tag.is_none());
    }

    /// Ends the last thing that is meant, and says whether there was one. What was begun after it goes on.
    fn end_last(&mut self, is_meant: impl Fn(&Open) -> bool) -> bool {
        let Some(at) = self.open.iter().rposition(is_meant) else {
            return false;
        };
        let later = self.open.split_off(at);
        for open in later.into_iter().skip(1) {
            self.push(open.tag, open.effect);
        }
        true
    }
}

impl Converter<'_> {
    /// The text of a block. Walks without recursion: emphasis may nest as deep as its author likes.
    pub(super) fn inline<'n>(&mut self, sheet: &mut Sheet<'n>, block: Node<'n>) -> Line {
        let mut walk = Walk {
            open: Vec::new(),
            runs: Runs::default(),
            pictures: Vec::new(),
            before: self.is_foreign().then(Vec::new),
            own_words: false,
        };
        let mut picture: Option<(Node<'n>, String)> = None;
        for edge in block.traverse() {
            match edge {
                NodeEdge::Start(node) if node.same_node(block) => {}
                NodeEdge::End(node) if node.same_node(block) => {}
                NodeEdge::Start(node) => match &mut picture {
                    Some((_, alt)) => push_plain(node, alt),
                    None if matches!(node.data().value, NodeValue::Image(_)) => {
                        picture = Some((node, String::new()));
                    }
                    None => self.start(sheet, node, &mut walk),
                },
                NodeEdge::End(node) => match picture.take() {
                    Some((image, alt)) if image.same_node(node) => {
                        if let NodeValue::Image(link) = &node.data().value {
                            walk.picture(link.url.clone(), alt, link.title.clone(), sheet.position(node));
                        }
                    }
                    Some(pending) => picture = Some(pending),
                    None => {
                        if begins(&node.data().value) {
                            walk.end();
                        }
                    }
                },
            }
        }
        let unclosed = walk
            .open
            .iter()
            .filter(|open| !matches!(open.effect, Effect::None));
        for tag in unclosed.filter_map(|open| open.tag.as_ref()) {
            self.findings
                .add(sheet.position(block), &TextFault::HtmlOpen(tag.clone()));
        }
        let Some(before) = walk.before.filter(|_| !walk.pictures.is_empty()) else {
            let text = if self.is_foreign() {
                placed::finished(walk.runs.into_pieces())
            } else {
                walk.runs.finish()
            };
            return Line {
                text,
                pictures: walk.pictures,
                placed: None,
                own_words: walk.own_words,
            };
        };
        Line {
            text: placed::joined(&before, &walk.runs),
            pictures: walk.pictures,
            placed: Some((before, walk.runs)),
            own_words: walk.own_words,
        }
    }

    fn start<'n>(&mut self, sheet: &mut Sheet<'n>, node: Node<'n>, walk: &mut Walk) {
        match &node.data().value {
            NodeValue::Text(text) => {
                for name in references(text) {
                    let fault = TextFault::NoNote(name.to_owned());
                    self.findings.add(sheet.position(node), &fault);
                }
                walk.text(text, None);
            }
            NodeValue::Code(code) => walk.text(&code.literal, Some(Mark::Code)),
            NodeValue::SoftBreak if self.breaks_lines => walk.runs.push_break(),
            NodeValue::SoftBreak if walk.before.is_some() => walk.text(placed::SOFT_BREAK, None),
            NodeValue::SoftBreak => walk.text(" ", None),
            NodeValue::LineBreak => walk.runs.push_break(),
            NodeValue::Emph => walk.begin(Effect::Mark(Mark::Em)),
            NodeValue::Strong => walk.begin(Effect::Mark(Mark::Strong)),
            NodeValue::Strikethrough => walk.begin(Effect::Mark(Mark::Strike)),
            NodeValue::Link(link) => {
                let link = self.href(&link.url, sheet.position(node));
                walk.begin(link.map_or(Effect::None, Effect::Link));
            }
            NodeValue::FootnoteReference(reference) => {
                if let Some(number) = self.refer(sheet, &reference.name) {
                    walk.runs.push_note(number.to_string());
                    walk.own_words = true;
                }
            }
            NodeValue::HtmlInline(tag) => self.tag(&Tag::read(tag), tag, sheet.position(node), walk),
            _ => {}
        }
    }

    /// The number of a footnote, given when it is first referred to.
    fn refer(&mut self, sheet: &mut Sheet<'_>, name: &str) -> Option<u32> {
        let definition = sheet.definitions.get_mut(&name.to_lowercase())?;
        if let Some(number) = definition.number {
            return Some(number);
        }
        self.referred += 1;
        definition.number = Some(self.referred);
        sheet.waiting.push_back((self.referred, definition.node));
        definition.number
    }

    fn tag(&mut self, tag: &Tag, written: &str, position: Position, walk: &mut Walk) {
        match tag {
            Tag::Comment => {}
            Tag::Close(name) => {
                // A tag that is removed itself has been reported where it was opened.
                let is_open = walk.end_last(|open| open.tag.as_ref() == Some(name));
                if is_open && name == "rt" {
                    walk.text(")", None);
                } else if !is_open && Tag::is_kept(name) {
                    self.findings
                        .add(position, &TextFault::HtmlTag(written.to_owned()));
                }
            }
            Tag::Open { name, .. } if is_unseen(|name| tag.attribute(name)) => {
                self.findings.add(position, &TextFault::Unseen(name.clone()));
                if !matches!(&**name, "br" | "img" | "input" | "wbr") {
                    walk.push(Some(name.clone()), Effect::Hidden);
                }
            }
            // A reading stands in brackets behind its word, as browsers show it that know no ruby.
            Tag::Open { name, .. } if matches!(&**name, "ruby" | "rb") => {}
            Tag::Open { name, .. } if name == "rt" => {
                walk.text("(", None);
                walk.push(Some(name.clone()), Effect::None);
            }
            Tag::Open { name, .. } if name == "rp" => walk.push(Some(name.clone()), Effect::Hidden),
            Tag::Open { name, .. } if name == "input" && tag.attribute("type") == Some("checkbox") => {
                walk.text(task_sign(tag.attribute("checked").is_some()), None);
            }
            Tag::Open { name, .. } if name == "br" => walk.runs.push_break(),
            Tag::Open { name, .. } if name == "img" => {
                let attribute = |name| tag.attribute(name).unwrap_or_default().to_owned();
                walk.picture(attribute("src"), attribute("alt"), attribute("title"), position);
            }
            Tag::Open { name, .. } => {
                let effect = match name.as_str() {
                    "a" => tag
                        .attribute("href")
                        .and_then(|url| self.href(url, position))
                        .map(Effect::Link),
                    "span" => tag
                        .attribute("lang")
                        .map(|name| self.language(name, position).map_or(Effect::None, Effect::Lang)),
                    "script" | "style" => {
                        self.findings.add(position, &TextFault::Program(name.clone()));
                        Some(Effect::Hidden)
                    }
                    name => mark_of(name).map(Effect::Mark),
                };
                if effect.is_none() && !(name == "a" && tag.attribute("href").is_some()) {
                    self.findings
                        .add(position, &TextFault::HtmlTag(written.to_owned()));
                }
                if Tag::is_kept(name) {
                    walk.push(Some(name.clone()), effect.unwrap_or(Effect::None));
                }
            }
        }
    }

    /// The target of a link; an unsafe one is reported. A media file is addressed where the portal finds it.
    pub(super) fn href(&mut self, url: &str, position: Position) -> Option<Href> {
        let moved = self.addresses.and_then(|addresses| addresses.link(url.trim()));
        let url = moved.as_deref().unwrap_or(url.trim());
        let named = media::named_by_link(url);
        let parsed = match named.map(|(path, rest)| (self.media.file(&path), rest)) {
            Some((Ok((path, _)), rest)) => Href::parse(&format!("/content/{path}{rest}")),
            Some((Err(fault), _)) => {
                self.findings.add(position, &fault);
                return None;
            }
            None => Href::parse(url),
        };
        match &parsed {
            Some(href) => self.links.push((href.clone(), position)),
            None => self
                .findings
                .add(position, &TextFault::UnsafeLink(url.to_owned())),
        }
        parsed
    }
}

/// A text without one of its marks. What then differs in nothing becomes one run.
pub(crate) fn without_mark(text: Vec<Inline>, mark: Mark) -> Vec<Inline> {
    let mut runs = Runs::default();
    for piece in text {
        match piece {
            Inline::Text(text) => runs.push(&text, &Style::default()),
            Inline::Run(mut run) => {
                run.marks.retain(|other| *other != mark);
                let style = Style {
                    marks: run.marks,
                    lang: run.lang,
                    link: run.link,
                };
                runs.push(&run.text, &style);
            }
            other => runs.pieces.push(other),
        }
    }
    runs.pieces
}

/// The mark that an element of HTML stands for.
pub(crate) fn mark_of(element: &str) -> Option<Mark> {
    match element {
        "em" | "i" => Some(Mark::Em),
        "strong" | "b" => Some(Mark::Strong),
        "code" => Some(Mark::Code),
        "sub" => Some(Mark::Sub),
        "sup" => Some(Mark::Sup),
        "s" | "del" | "strike" => Some(Mark::Strike),
        _ => None,
    }
}

/// The names of footnotes that a text refers to. What has a note is no text any more.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("[^").filter_map(|(at, _)| {
        let (name, _) = text[at + 2..].split_once(']')?;
        let is_name = !name.is_empty() && !name.contains([' ', '[', '^']);
        is_name.then_some(name)
    })
}

/// Did [`Converter::start`] begin something at such a node?
fn begins(value: &NodeValue) -> bool {
    matches!(
        value,
        NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough | NodeValue::Link(_)
    )
}

fn push_plain(node: Node<'_>, words: &mut String) {
    match &node.data().value {
        NodeValue::Text(text) => words.push_str(text),
        NodeValue::Code(code) => words.push_str(&code.literal),
        NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
        _ => {}
    }
}
