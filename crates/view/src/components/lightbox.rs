//! The pictures of a gallery, each as large as the window.
//!
//! Swipes, arrow keys and the way back are the browser's: the pictures stand in a row that snaps, in a dialog. Without the
//! program, a picture leads to its file.

use content::block::Image;

use crate::View;
use crate::components::picture::{Urgency, caption_of, picture};
use crate::components::tool::tool;
use crate::element::{Element, a, button, dialog, div, figure, form, span};

/// A picture among the others, which leads to the large one. `number` counts from 1.
pub fn way(image: &Image, number: usize, count: usize, view: &View<'_>) -> Element {
    let has_words = image.alt.as_ref().is_some_and(|alt| !alt.is_empty());
    let name = (!has_words).then(|| place(number, count, view));
    let link = a()
        .href(view.file(&image.src.as_str()))
        .attr("data-tool", "show")
        .attr("data-slide", number.to_string())
        .attr("aria-label", name)
        .child(picture(image, Urgency::Lazy, view));
    figure().class("figure").child((link, caption_of(image, view)))
}

/// All pictures in a row, for when one is asked for.
pub fn lightbox(images: &[Image], view: &View<'_>) -> Element {
    let slides = (1..).zip(images).map(|(number, image)| {
        let turn = |to: usize, words: &'static str| {
            let is_there = (1..=images.len()).contains(&to);
            is_there.then(|| tool("show", words).attr("data-slide", to.to_string()))
        };
        figure().class("figure").attr("tabindex", "-1").child((
            picture(image, Urgency::Lazy, view),
            caption_of(image, view),
            div().class("turn").language(&view.site.language).child((
                turn(number - 1, view.text.previous()),
                span().child(place(number, images.len(), view)),
                turn(number + 1, view.text.next()),
            )),
        ))
    });
    let close = form().attr("method", "dialog").language(&view.site.language);
    dialog()
        .class("lightbox")
        .attr("aria-label", view.text.pictures())
        .child((
            close.child(button().child(view.text.close_pictures())),
            div().class("slides").child(slides.collect::<Vec<_>>()),
        ))
}

fn place(number: usize, count: usize, view: &View<'_>) -> String {
    view.text
        .picture_of()
        .with(&[&number.to_string(), &count.to_string()])
}
