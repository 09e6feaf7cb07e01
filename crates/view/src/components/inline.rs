//! Text within a block.

use content::inline::{Inline, Mark, Run};

use crate::components::href::href;
use crate::element::{Element, Node, a, br, code, em, s, span, strong, sub, sup};
use crate::{LABEL, View, id};

/// Runs of text. Neighbours with the same link become one link.
pub fn inline(pieces: &[Inline], view: &View<'_>) -> Vec<Node> {
    let mut views = Vec::with_capacity(pieces.len());
    let mut rest = pieces;
    while let Some((first, after)) = rest.split_first() {
        let Inline::Run(Run { link: Some(link), .. }) = first else {
            views.push(piece(first, view));
            rest = after;
            continue;
        };
        let same = |piece: &Inline| matches!(piece, Inline::Run(run) if run.link.as_ref() == Some(link));
        let length = rest.iter().position(|piece| !same(piece)).unwrap_or(rest.len());
        let (linked, after) = rest.split_at(length);
        let words: Vec<_> = linked.iter().map(|linked| piece(linked, view)).collect();
        views.push(a().href(href(link, view)).child(words).into());
        rest = after;
    }
    views
}

fn piece(piece: &Inline, view: &View<'_>) -> Node {
    match piece {
        Inline::Text(words) => words.clone().into(),
        Inline::Break(_) => br().into(),
        Inline::Note(reference) => note_reference(&reference.note, view).into(),
        Inline::Run(run) => run.marks.iter().copied().rev().fold(words_of(run), mark),
    }
}

fn words_of(run: &Run) -> Node {
    match &run.lang {
        Some(language) => span().language(language).child(run.text.clone()).into(),
        None => run.text.clone().into(),
    }
}

fn mark(inner: Node, mark: Mark) -> Node {
    match mark {
        Mark::Strong => strong().child(inner).into(),
        Mark::Em => em().child(inner).into(),
        Mark::Code => code().child(inner).into(),
        Mark::Sub => sub().child(inner).into(),
        Mark::Sup => sup().child(inner).into(),
        Mark::Strike => s().child(inner).into(),
    }
}

fn note_reference(note: &str, view: &View<'_>) -> Element {
    let number = note
        .parse()
        .map_or_else(|_| note.to_owned(), |number| view.own_number(number));
    let link = a()
        .attr("id", id::reference(note))
        .href(["#", &id::note(note)].concat())
        .child(number.clone());
    let link = view.label(link, LABEL, view.text.note().of(&number));
    sup().class("note-reference").child(link)
}
