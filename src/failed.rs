//! A page that could not be loaded: what happened, a way to try again, and the ways on.

use view::View;
use view::element::{Element, Nodes, a, button, code, div, h1, main, p};
use view::pages::missing;
use view::text::Text;

use crate::load::LoadError;

/// The page; the shell around it still works.
pub(crate) fn page(error: &LoadError, view: &View<'_>) -> Element {
    let text = view.text;
    let again = button().attr("type", "button").attr("data-retry", "");
    let ways = missing::ways(text.missing_ways(), view);
    words(error, again.child(text.retry()), Some(ways), text)
}

/// The page when not even the site is known.
pub(crate) fn without_site(error: &LoadError, text: &'static Text) -> Element {
    main().child(words(error, a().href("").child(text.retry()), None, text))
}

fn words(error: &LoadError, again: Element, ways: Option<Nodes>, text: &'static Text) -> Element {
    let (reason, place) = match error {
        LoadError::Network => (text.failed_network().to_owned(), None),
        LoadError::Missing => (text.failed_status().of("404"), None),
        LoadError::Status(status) => (text.failed_status().of(&status.to_string()), None),
        LoadError::NotJson => (text.failed_kind().to_owned(), None),
        LoadError::Content { file, error } => (
            text.failed_content().to_owned(),
            Some([file, " ", &error.to_string()].concat()),
        ),
    };
    div().class("notice-page").attr("role", "alert").child((
        h1().child(text.failed_title()),
        p().child(reason),
        place.map(|place| p().child(code().child(place))),
        p().child(again),
        ways,
    ))
}
