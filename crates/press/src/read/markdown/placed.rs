//! Pictures among the words of a paragraph: each stays where it stood, before them, after them or between two lines, and words
//! in italics right below are its caption.

use content::block::{Block, Image, Paragraph};
use content::href::{Href, Target};
use content::inline::{Inline, Mark, Run};

use super::inline::{Runs, without_mark};

/// How the ends of lines are kept that the source alone shows, until it is known what stands there.
pub(super) const SOFT_BREAK: &str = "\n";

/// What stands at one side of a picture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Nothing.
    Nothing,
    /// The end of a line that readers see.
    Break,
    /// The end of a line that the source alone shows.
    SoftBreak,
    Words,
}

/// A paragraph as blocks: the words before each picture, with the picture, and the words after the last.
pub(crate) fn blocks(before: Vec<(Runs, Block)>, rest: Runs) -> Vec<Block> {
    let (words, pictures): (Vec<_>, Vec<_>) = before.into_iter().unzip();
    let mut words: Vec<Vec<Inline>> = words.into_iter().chain([rest]).map(Runs::into_pieces).collect();
    let mut made = Vec::new();
    let mut line = Vec::new();
    // Those that stand within a sentence follow it.
    let mut held = Vec::new();
    for (at, mut picture) in pictures.into_iter().enumerate() {
        let left = match side(words[at].iter().rev(), str::trim_end, str::ends_with) {
            Side::Nothing if !line.is_empty() => Side::Words,
            side => side,
        };
        let right = match side(words[at + 1].iter(), str::trim_start, str::starts_with) {
            Side::Nothing if at + 2 < words.len() => left,
            side => side,
        };
        let is_end = |side| matches!(side, Side::Nothing | Side::Break);
        join(&mut line, std::mem::take(&mut words[at]));
        if !is_end(left) && !is_end(right) && (left, right) != (Side::SoftBreak, Side::SoftBreak) {
            held.push(picture);
            continue;
        }
        flush(&mut made, &mut line, &mut held);
        if let Block::Figure(figure) = &mut picture
            && matches!(right, Side::Break | Side::SoftBreak)
            && figure.image.caption.is_empty()
            && is_emphasised(&words[at + 1])
        {
            let caption = without_mark(std::mem::take(&mut words[at + 1]), Mark::Em);
            figure.image.caption = finished(caption);
        }
        made.push(picture);
    }
    join(&mut line, words.pop().unwrap_or_default());
    flush(&mut made, &mut line, &mut held);
    made
}

/// The words of a paragraph around its pictures, as one text.
pub(super) fn joined(before: &[Runs], rest: &Runs) -> Vec<Inline> {
    let mut line = Vec::new();
    for words in before.iter().chain([rest]) {
        join(&mut line, words.pieces().to_vec());
    }
    finished(line)
}

/// The picture with the link that it was: below it, because a picture leads nowhere itself. One that leads to a picture shows
/// that one already.
pub(crate) fn linked(image: &mut Image, link: &Href) {
    if is_picture(&link.as_str()) {
        return;
    }
    if image.caption.is_empty() {
        let alt = image.alt.clone().filter(|alt| !alt.trim().is_empty());
        image.caption = vec![Inline::Text(alt.unwrap_or_else(|| shown(link)))];
    }
    let caption = std::mem::take(&mut image.caption).into_iter();
    let caption = caption.map(|piece| match piece {
        Inline::Text(text) => Inline::Run(Run {
            text,
            marks: Vec::new(),
            lang: None,
            link: Some(link.clone()),
        }),
        Inline::Run(mut run) => {
            run.link = run.link.or_else(|| Some(link.clone()));
            Inline::Run(run)
        }
        other => other,
    });
    image.caption = caption.collect();
}

/// An address as words, where there are no others.
pub(crate) fn shown(link: &Href) -> String {
    let whole = link.to_string();
    let bare = whole.split_once("://").map_or(whole.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let bare = bare.split(['?', '#']).next().unwrap_or(bare);
    match link.target() {
        Target::External(_) => bare.trim_end_matches('/').to_owned(),
        _ => bare.to_owned(),
    }
}

/// Does an address look like that of a picture?
pub(crate) fn is_picture(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let extension = path
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| {
        matches!(
            extension.as_str(),
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" | "bmp" | "tif" | "tiff"
        )
    })
}

/// What stands next to a picture, of the pieces that begin there.
fn side<'p>(
    pieces: impl Iterator<Item = &'p Inline>,
    trim: fn(&str) -> &str,
    ends: fn(&str, char) -> bool,
) -> Side {
    for piece in pieces {
        let text = match piece {
            Inline::Break(_) => return Side::Break,
            Inline::Note(_) => return Side::Words,
            Inline::Text(text) => text,
            Inline::Run(run) => &run.text,
        };
        if trim(text).is_empty() {
            if text.contains(SOFT_BREAK) {
                return Side::SoftBreak;
            }
            continue;
        }
        let is_soft = ends(text.trim_matches(' '), '\n');
        return if is_soft { Side::SoftBreak } else { Side::Words };
    }
    Side::Nothing
}

/// Do words stand there, all of them in italics?
fn is_emphasised(words: &[Inline]) -> bool {
    let is_blank = |text: &str| text.trim().is_empty();
    let mut any = false;
    let all = words.iter().all(|piece| match piece {
        Inline::Text(text) => is_blank(text),
        Inline::Run(run) => {
            any |= !is_blank(&run.text);
            is_blank(&run.text) || run.marks.contains(&Mark::Em)
        }
        Inline::Break(_) => true,
        Inline::Note(_) => false,
    });
    all && any
}

/// Words behind others, with a space between them.
fn join(line: &mut Vec<Inline>, words: Vec<Inline>) {
    let ends_in_space = match line.last() {
        None | Some(Inline::Break(_)) => true,
        Some(Inline::Text(text)) => text.ends_with([' ', '\n']),
        Some(Inline::Run(run)) => run.text.ends_with([' ', '\n']),
        Some(Inline::Note(_)) => false,
    };
    let begins = match words.first() {
        None | Some(Inline::Break(_) | Inline::Note(_)) => true,
        Some(Inline::Text(text)) => text.starts_with([' ', '\n', '.', ',', ';', ':', '!', '?', ')']),
        Some(Inline::Run(run)) => run.text.starts_with([' ', '\n']),
    };
    if !ends_in_space && !begins {
        line.push(Inline::Text(" ".to_owned()));
    }
    line.extend(words);
}

fn flush(made: &mut Vec<Block>, line: &mut Vec<Inline>, held: &mut Vec<Block>) {
    let text = finished(std::mem::take(line));
    if !text.is_empty() {
        made.push(Block::Paragraph(Paragraph { text }));
    }
    made.append(held);
}

/// The words of a line without what stands at its ends, and with spaces where its source had ends of lines.
pub(super) fn finished(words: Vec<Inline>) -> Vec<Inline> {
    let mut runs = Runs::default();
    for piece in words {
        match piece {
            Inline::Text(text) => runs.push_spaced(&text.replace(SOFT_BREAK, " "), None),
            Inline::Run(run) => {
                let text = run.text.replace(SOFT_BREAK, " ");
                runs.push_spaced(&text, Some(run));
            }
            other => runs.push_all(vec![other]),
        }
    }
    runs.finish()
}
