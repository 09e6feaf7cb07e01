//! Fields in which readers type what they look for in a list, and the choices of that list.

use view::pages::find::FIELD;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// A field before a list.
pub(crate) struct Field(HtmlInputElement);

/// One choice of the list.
pub(crate) struct Choice(Element);

/// Calls back when a reader has typed into a field.
pub(crate) fn watch(on_typed: impl Fn(Field) + 'static) {
    super::listen(&super::document(), "input", move |event| {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        let field = target.filter(|field: &HtmlInputElement| field.has_attribute(FIELD));
        if let Some(field) = field {
            on_typed(Field(field));
        }
    });
}

impl Field {
    /// The fields of the page.
    pub(crate) fn all() -> Vec<Self> {
        let Ok(found) = super::document().query_selector_all(&["[", FIELD, "]"].concat()) else {
            return Vec::new();
        };
        super::elements(&found)
            .map(|field| Self(field.unchecked_into()))
            .collect()
    }

    /// What is typed.
    pub(crate) fn text(&self) -> String {
        self.0.value()
    }

    /// The choices of its list.
    pub(crate) fn choices(&self) -> Vec<Choice> {
        let list = self.0.closest("details").ok().flatten();
        let choices = list.and_then(|list| list.query_selector_all("li").ok());
        choices.map_or_else(Vec::new, |choices| {
            super::elements(&choices).map(Choice).collect()
        })
    }
}

impl Choice {
    /// What it is called.
    pub(crate) fn name(&self) -> String {
        let name = self.0.query_selector("span:not(.option)").ok().flatten();
        name.and_then(|name| name.text_content()).unwrap_or_default()
    }

    /// Has the reader chosen it?
    pub(crate) fn is_chosen(&self) -> bool {
        matches!(self.0.query_selector("[aria-current]"), Ok(Some(_)))
    }

    /// Shows it, or not.
    pub(crate) fn show(&self, is_shown: bool) {
        let _ = self.0.toggle_attribute_with_force("hidden", !is_shown);
    }
}

/// A text in lower case, with the marks of letters behind them.
pub(crate) fn decomposed(text: &str) -> String {
    js_sys::JsString::from(text)
        .normalize("NFKD")
        .to_lower_case()
        .into()
}
