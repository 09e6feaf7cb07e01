//! A page that could not be loaded: what happened, a way to try again, and the ways on.

use view::View;
use view::element::{Element, Nodes, a, button, code, div, h1, main, p};
use view::pages::missing;
use view::text::Text;

use crate::load::LoadError;

/// The page; the shell around it still works.
pub(crate) fn page(error: &LoadError, view: &View<'_>) -> Element {
    let text = view.text;
    let (place, view) = view.enter(div(), text.language(view.site));
    let again = button().attr("type", "button").attr("data-retry", "");
    let ways = missing::ways(text.missing_ways(), &view);
    words(place, error, again, Some(ways), text)
}

/// The page when not even the site is known.
pub(crate) fn without_site(error: &LoadError, text: &'static Text) -> Element {
    let place = div().lang("en").dir("ltr");
    main()
        .id(view::id::MAIN)
        .child(words(place, error, a().href(""), None, text))
}

/// All words of the page but the ways on, in a place that is in their language.
fn words(
    place: Element,
    error: &LoadError,
    again: Element,
    ways: Option<Nodes>,
    text: &'static Text,
) -> Element {
    let of = |words| text.bare(words);
    let (reason, where_) = match error {
        LoadError::Network => (of(text.failed_network()).to_owned(), None),
        LoadError::Missing | LoadError::Gone => (text.failed_status().of("404").bare(), None),
        LoadError::Status(status) => (text.failed_status().of(&status.to_string()).bare(), None),
        LoadError::NotJson => (of(text.failed_kind()).to_owned(), None),
        LoadError::Content { file, error } => (
            of(text.failed_content()).to_owned(),
            Some([file, " ", &error.to_string()].concat()),
        ),
    };
    place.class("notice-page").attr("role", "alert").child((
        h1().child(of(text.failed_title())),
        p().child(reason),
        where_.map(|place| p().child(code().dir("auto").child(place))),
        p().child(again.child(of(text.retry()))),
        ways,
    ))
}
