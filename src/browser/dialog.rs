//! A modal dialog and the boxes in it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlInputElement};

/// Opens the dialog of that id.
pub(crate) fn open(id: &str) {
    if let Some(dialog) = dialog(id) {
        let _ = dialog.show_modal();
    }
}

/// Closes it and takes it off the page. The focus goes back to where it was.
pub(crate) fn close(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
        dialog.remove();
    }
}

/// Calls back when the reader closes the dialog of that id by its key; others close by themselves.
pub(crate) fn watch_escape(id: &'static str, on_escape: impl Fn() + 'static) {
    super::listen_early(&super::document(), "cancel", move |event| {
        if event.target() == dialog(id).map(Into::into) {
            on_escape();
            event.prevent_default();
        }
    });
}

/// Calls back when a box of a dialog changes.
pub(crate) fn watch_boxes(on_change: impl Fn(Box) + 'static) {
    super::listen_early(&super::document(), "change", move |event| {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        if let Some(input) = target {
            on_change(Box(input));
        }
    });
}

/// Calls back with the name of each row that is opened for the first time, for what is to stand in it.
pub(crate) fn watch_rows(contents: impl Fn(&str) -> Option<view::element::Element> + 'static) {
    super::listen_early(&super::document(), "toggle", move |event| {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        let row: Option<Element> = target.filter(|row: &Element| row.child_element_count() == 1);
        let made = row
            .as_ref()
            .and_then(|row| contents(&row.get_attribute("data-facts")?));
        if let (Some(row), Some(made)) = (row, made) {
            super::page::append_to(&row, made);
        }
    });
}

/// A box that is ticked or not.
pub(crate) struct Box(HtmlInputElement);

impl Box {
    /// The boxes that have an attribute.
    pub(crate) fn all(attribute: &str) -> Vec<Self> {
        let selector = ["input[", attribute, "]"].concat();
        let Ok(found) = super::document().query_selector_all(&selector) else {
            return Vec::new();
        };
        super::elements(&found)
            .map(|input: Element| Self(input.unchecked_into()))
            .collect()
    }

    /// The value of one of its attributes.
    pub(crate) fn named(&self, attribute: &str) -> Option<String> {
        self.0.get_attribute(attribute)
    }

    /// Is it ticked?
    pub(crate) fn is_ticked(&self) -> bool {
        self.0.checked()
    }

    /// Ticks it wholly, not at all, or in part.
    pub(crate) fn tick(&self, all: bool, some: bool) {
        self.0.set_checked(all);
        self.0.set_indeterminate(some && !all);
    }
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    super::find_id(id).map(JsCast::unchecked_into)
}
