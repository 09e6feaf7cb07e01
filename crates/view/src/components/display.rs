//! How pages look, for the reader to choose.

use content::display::{SIZES, THEMES};

use crate::View;
use crate::element::{Element, details, fieldset, input, label, legend, summary};
use crate::text::Words;

/// The choice. What is ticked when nothing is chosen is said here; the portal ticks what is chosen.
pub fn display(view: &View<'_>) -> Element {
    let text = view.text;
    details().class("display").child((
        summary().say(text.display(), view),
        choice(text.colours(), &THEMES, view),
        choice(text.text_size(), &SIZES, view),
    ))
}

/// A group of words. The interface has a word of the same name for each.
fn choice(title: Words, words: &[&'static str], view: &View<'_>) -> Element {
    let words: Vec<_> = words
        .iter()
        .map(|word| {
            let is_usual = *word == words[0];
            let input = input()
                .attr("type", "radio")
                .attr("name", words[0])
                .attr("data-display", *word)
                .attr("checked", is_usual.then_some(""));
            label().child((input, view.text.get(word).map(|word| view.say(word))))
        })
        .collect();
    fieldset().child((legend().say(title, view), words))
}
