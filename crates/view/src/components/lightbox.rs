//! The pictures of a gallery, each as large as the window.
//!
//! Swipes, arrow keys and the way back are the browser's: the pictures stand in a row that snaps, in a dialog. Without the
//! app, a picture leads to its file.

use content::block::Image;

use crate::components::picture::{Sizes, Urgency, caption_of, picture};
use crate::components::tool::tool;
use crate::element::{Element, a, button, dialog, div, figure, form, span};
use crate::text::{Message, Words};
use crate::{LABEL, View};

/// A picture among the others, which leads to the large one. `number` counts from 1.
pub fn way(image: &Image, number: u32, count: u32, view: &View<'_>) -> Element {
    let has_words = image.alt.as_ref().is_some_and(|alt| !alt.is_empty());
    let sizes = match count {
        1 => Sizes::Wide,
        2 => Sizes::Pair,
        _ => Sizes::Gallery,
    };
    let mut link = a()
        .href(view.file(&image.src.as_str()))
        .attr("data-tool", "show")
        .attr("data-slide", number.to_string())
        .child(picture(image, sizes, Urgency::Lazy, view));
    if !has_words {
        link = view.label(link, LABEL, place(number, count, view));
    }
    figure().class("figure").child((link, caption_of(image, view)))
}

/// All pictures in a row, for when one is asked for.
pub fn lightbox(images: &[Image], count: u32, view: &View<'_>) -> Element {
    let slides = (1..).zip(images).map(|(number, image)| {
        let (turn, own) = view.own(div().class("turn"));
        let step = |to: u32, words: Words| {
            let is_there = (1..=count).contains(&to);
            is_there.then(|| tool("show", words, &own).attr("data-slide", to.to_string()))
        };
        figure().class("figure").attr("tabindex", "-1").child((
            picture(image, Sizes::Window, Urgency::Lazy, view),
            caption_of(image, view),
            turn.child((
                step(number - 1, view.text.previous()),
                span().say(place(number, count, view), &own),
                step(number + 1, view.text.next()),
            )),
        ))
    });
    let (close, own) = view.own(form().attr("method", "dialog"));
    let pictures = dialog().class("lightbox").child((
        close.child(button().say(view.text.close_pictures(), &own)),
        div().class("slides").child(slides.collect::<Vec<_>>()),
    ));
    view.label(pictures, LABEL, view.text.pictures())
}

fn place(number: u32, count: u32, view: &View<'_>) -> Message {
    view.text
        .picture_of()
        .with_own(&[&view.number(number.into()), &view.number(count.into())])
}
