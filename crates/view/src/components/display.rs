//! How pages look, for the reader to choose.

use content::display::{NORMAL, SYSTEM, TextSize, Theme};

use crate::View;
use crate::element::{Element, details, fieldset, input, label, legend, summary};

/// The choice. What is ticked when nothing is chosen is said here; the portal ticks what is chosen.
pub fn display(view: &View<'_>) -> Element {
    let text = view.text;
    let colours = [
        (SYSTEM, text.as_device()),
        (Theme::Light.as_str(), text.light()),
        (Theme::Dark.as_str(), text.dark()),
    ];
    let sizes = [
        (TextSize::Small.as_str(), text.small()),
        (NORMAL, text.normal()),
        (TextSize::Large.as_str(), text.large()),
        (TextSize::Largest.as_str(), text.largest()),
    ];
    details().class("display needs-program").child((
        summary().child(text.display()),
        choice("theme", text.colours(), &colours),
        choice("text", text.text_size(), &sizes),
    ))
}

fn choice(name: &'static str, title: &'static str, words: &[(&'static str, &'static str)]) -> Element {
    let words: Vec<_> = words
        .iter()
        .map(|(word, shown)| {
            let is_usual = [SYSTEM, NORMAL].contains(word);
            let input = input()
                .attr("type", "radio")
                .attr("name", name)
                .attr("data-display", *word)
                .attr("checked", is_usual.then_some(""));
            label().child((input, *shown))
        })
        .collect();
    fieldset().child((legend().child(title), words))
}
