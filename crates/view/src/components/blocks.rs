//! The blocks of an article's body.

use content::block::{
    Align, Block, Callout, Cell, Code, File, Footnotes, Gallery, Heading, List, PullQuote, Table, Tone, Video,
};

use crate::components::embed::embed;
use crate::components::inline::inline;
use crate::components::lightbox;
use crate::components::picture::{Sizes, Urgency, figure_of};
use crate::components::tool::tool;
use crate::element::{
    Element, Node, Nodes, a, aside, blockquote, button, caption, code, details, div, figcaption, figure, h2,
    h3, h4, h5, h6, hr, img, li, nodes, ol, p, pre, section, span, summary, table, tbody, td, th, thead, tr,
    ul,
};
use crate::id;
use crate::text::Message;
use crate::{LABEL, View};

/// The attribute of what may be wider than its place. boot.js sees whether it is: then it can be moved by keyboard, and is
/// called what the attribute says, if it says something.
const SCROLLS: &str = "data-scrolls";

/// Blocks in order.
pub fn blocks(body: &[Block], view: &View<'_>) -> Vec<Element> {
    body.iter().map(|one| block(one, view)).collect()
}

fn block(block: &Block, view: &View<'_>) -> Element {
    match block {
        Block::Paragraph(block) => p().child(inline(&block.text, view)),
        Block::Heading(block) => heading(block, view),
        Block::List(block) => list(block, view),
        Block::Quote(block) => blockquote().child(blocks(&block.body, view)),
        Block::PullQuote(block) => pull_quote(block, view),
        Block::Figure(block) => figure_of(&block.image, Sizes::Text, Urgency::Lazy, view),
        Block::Gallery(block) => gallery(block, view),
        Block::Code(block) => code_block(block, view),
        Block::Table(block) => table_block(block, view),
        Block::Embed(block) => embed(block, view),
        Block::Audio(block) => media(
            Player {
                tag: "audio",
                src: view.file(&block.src.as_str()),
                poster: None,
                captions: None,
            },
            block.title.as_ref(),
            block.transcript.as_ref(),
            view,
        ),
        Block::Video(block) => media(
            Player {
                tag: "video",
                src: view.file(&block.src.as_str()),
                poster: block.poster.as_ref().map(|poster| view.file(&poster.as_str())),
                captions: captions(block, view),
            },
            block.title.as_ref(),
            block.transcript.as_ref(),
            view,
        ),
        Block::File(block) => file(block, view),
        Block::Callout(block) => callout(block, view),
        Block::Details(block) => {
            details().child((summary().child(block.summary.clone()), blocks(&block.body, view)))
        }
        Block::Separator(_) => hr(),
        Block::Footnotes(block) => footnotes(block, view),
        Block::Unknown(block) => p().child(block.text.clone()),
    }
}

fn heading(heading: &Heading, view: &View<'_>) -> Element {
    let words = inline(&heading.text, view);
    let element = match heading.level.get() {
        2 => h2(),
        3 => h3(),
        4 => h4(),
        5 => h5(),
        _ => h6(),
    };
    element.attr("id", id::heading(&heading.id)).child(words)
}

fn list(list: &List, view: &View<'_>) -> Element {
    let items: Vec<_> = list
        .items
        .iter()
        .map(|item| li().child(list_item(item, view)))
        .collect();
    if list.ordered {
        ol().attr("start", list.start.map(|start| start.to_string()))
            .child(items)
    } else {
        ul().child(items)
    }
}

/// An item of one paragraph, with or without lists under it, needs no paragraph of its own.
fn list_item(item: &[Block], view: &View<'_>) -> Nodes {
    match item {
        [Block::Paragraph(first), rest @ ..] if rest.iter().all(|block| matches!(block, Block::List(_))) => {
            nodes((inline(&first.text, view), blocks(rest, view)))
        }
        _ => nodes(blocks(item, view)),
    }
}

fn pull_quote(quote: &PullQuote, view: &View<'_>) -> Element {
    figure().class("pull-quote").child((
        blockquote().child(p().child(inline(&quote.text, view))),
        quote.attribution.clone().map(|name| figcaption().child(name)),
    ))
}

fn gallery(gallery: &Gallery, view: &View<'_>) -> Element {
    let images = &gallery.images;
    let count = u32::try_from(images.len()).unwrap_or(u32::MAX);
    let figures: Vec<_> = (1..)
        .zip(images)
        .map(|(number, image)| lightbox::way(image, number, count, view))
        .collect();
    figure().class("gallery").child((
        div().class("gallery-images").child(figures),
        (!gallery.caption.is_empty()).then(|| figcaption().child(inline(&gallery.caption, view))),
        lightbox::lightbox(images, count, view),
    ))
}

fn code_block(block: &Code, view: &View<'_>) -> Element {
    let code = pre()
        .attr(SCROLLS, "")
        .attr("data-language", block.language.clone())
        .child(code().child(block.text.clone()));
    div()
        .class("code")
        .child((code, tool("copy", view.text.copy(), view)))
}

fn table_block(block: &Table, view: &View<'_>) -> Element {
    let head = (!block.head.is_empty()).then(|| {
        thead().child(
            tr().child(
                block
                    .head
                    .iter()
                    .map(|cell| head_cell(cell, view))
                    .collect::<Vec<_>>(),
            ),
        )
    });
    let rows: Vec<_> = block
        .rows
        .iter()
        .map(|row| tr().child(row.iter().map(|cell| body_cell(cell, view)).collect::<Vec<_>>()))
        .collect();
    let place = div().class("table").child(table().child((
        (!block.caption.is_empty()).then(|| caption().child(inline(&block.caption, view))),
        head,
        tbody().child(rows),
    )));
    view.label(place, SCROLLS, view.text.scrolls())
}

fn head_cell(cell: &Cell, view: &View<'_>) -> Element {
    th().attr("scope", "col")
        .attr("data-align", cell.align.map(Align::as_str))
        .child(inline(&cell.text, view))
}

fn body_cell(cell: &Cell, view: &View<'_>) -> Element {
    let align = cell.align.map(Align::as_str);
    let words = inline(&cell.text, view);
    if cell.header {
        th().attr("scope", "row").attr("data-align", align).child(words)
    } else {
        td().attr("data-align", align).child(words)
    }
}

/// Sound or moving pictures. Nothing is fetched before the reader asks for it: browsers look a player's file up even
/// when they are told to preload nothing.
struct Player {
    tag: &'static str,
    src: String,
    poster: Option<String>,
    captions: Option<String>,
}

impl Player {
    fn view(&self, title: Option<&String>, view: &View<'_>) -> Element {
        let play = button().attr("type", "button").say(view.text.play(), view);
        let play = match title {
            Some(title) => view.label(play, LABEL, view.text.play_of().of(title)),
            None => play,
        };
        div()
            .class("player")
            .attr("data-player", self.tag)
            .attr("data-file", self.src.clone())
            .attr("data-captions", self.captions.clone())
            .child((
                self.poster
                    .clone()
                    .map(|poster| img().attr("alt", "").attr("loading", "lazy").src(poster)),
                play,
            ))
    }
}

fn media(player: Player, title: Option<&String>, transcript: Option<&String>, view: &View<'_>) -> Element {
    let name = title.map_or_else(|| view.say(view.text.play()), |title| title.clone().into());
    figure().class("media").child((
        player.view(title, view),
        figcaption().child(a().href(player.src).child(name)),
        transcript
            .cloned()
            .map(|words| details().child((summary().say(view.text.transcript(), view), p().child(words)))),
    ))
}

/// The captions of a video for the portal: three lines for each language, with file, language and name.
fn captions(video: &Video, view: &View<'_>) -> Option<String> {
    let mut lines = Vec::new();
    for captions in &video.captions {
        lines.push(view.file(&captions.src.as_str()));
        lines.push(captions.language.to_string());
        lines.push(captions.label.clone().unwrap_or_default());
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn file(file: &File, view: &View<'_>) -> Element {
    let link = a()
        .href(view.file(&file.src.as_str()))
        .attr("download", "")
        .dir("auto");
    let size = file
        .bytes
        .map(|bytes| span().class("file-size").say(size(bytes, view), view));
    p().class("file").child((link.child(file.title.clone()), size))
}

/// A size in kilobytes of 1,000 bytes, or megabytes from a thousand of them.
fn size(bytes: u32, view: &View<'_>) -> Message {
    match bytes.div_ceil(1000) {
        kilobytes @ 0..1000 => {
            let number = view.number(kilobytes.into());
            view.text.kilobytes().with_own(&[&number])
        }
        kilobytes => {
            let number = view.number(f64::from(kilobytes / 100) / 10.0);
            view.text.megabytes().with_own(&[&number])
        }
    }
}

fn callout(callout: &Callout, view: &View<'_>) -> Element {
    let tone = match callout.tone {
        Tone::Note => view.text.tone_note(),
        Tone::Tip => view.text.tone_tip(),
        Tone::Important => view.text.tone_important(),
        Tone::Warning => view.text.tone_warning(),
        Tone::Caution => view.text.tone_caution(),
    };
    aside()
        .class("callout")
        .attr("data-tone", callout.tone.as_str())
        .child((
            p().class("callout-title")
                .child(callout.title.clone().map_or_else(|| view.say(tone), Node::from)),
            blocks(&callout.body, view),
        ))
}

fn footnotes(footnotes: &Footnotes, view: &View<'_>) -> Element {
    let notes: Vec<_> = footnotes
        .notes
        .iter()
        .map(|note| {
            let back = a()
                .class("note-back")
                .href(["#", &id::reference(&note.id)].concat())
                .child("↩");
            li().attr("id", id::note(&note.id)).child((
                blocks(&note.body, view),
                view.label(back, LABEL, view.text.back_from_note()),
            ))
        })
        .collect();
    let notes = section().class("footnotes").child(ol().child(notes));
    view.label(notes, LABEL, view.text.footnotes())
}
