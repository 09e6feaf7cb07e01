//! A page that could not be loaded: what happened, a way to try again, and the ways on.

use super::missing;
use crate::View;
use crate::element::{Element, Nodes, a, button, code, details, div, h1, main, p, summary};
use crate::id;
use crate::text::Text;

/// What kept a page from being shown.
#[derive(Clone, Debug)]
pub enum Reason {
    /// No answer came.
    Network,
    /// The host answered with an error of this number.
    Status(u16),
    /// A file that has come is not what the format says.
    Damaged {
        /// Is it that of the site, rather than one that the page is made from?
        is_site: bool,
        /// Which file it is, where in it, and why: for whoever looks after the site.
        place: String,
    },
}

/// The page; the shell around it still works.
pub fn page(reason: &Reason, view: &View<'_>) -> Element {
    let text = view.text;
    let (place, view) = view.enter(div(), text.language(view.site));
    let again = button().attr("type", "button").attr("data-retry", "");
    let ways = missing::ways(text.missing_ways(), &view);
    words(place, reason, again, Some(ways), text)
}

/// The page when not even the site is known.
pub fn without_site(reason: &Reason, text: &'static Text) -> Element {
    let place = div().lang("en").dir("ltr");
    main()
        .id(id::MAIN)
        .child(words(place, reason, a().href(""), None, text))
}

/// All words of the page but the ways on, in a place that is in their language.
fn words(
    place: Element,
    reason: &Reason,
    again: Element,
    ways: Option<Nodes>,
    text: &'static Text,
) -> Element {
    let of = |words| text.bare(words);
    let mut where_ = None;
    let said = match reason {
        Reason::Network => of(text.failed_network()).to_owned(),
        Reason::Status(status) => text.failed_status().of(&status.to_string()).bare(),
        Reason::Damaged { is_site, place } => {
            let place = code().dir("auto").child(place.clone());
            where_ = Some(details().child((summary().child(of(text.failed_place())), place)));
            let said = if *is_site {
                text.failed_site()
            } else {
                text.failed_content()
            };
            of(said).to_owned()
        }
    };
    place.class("notice-page").attr("role", "alert").child((
        h1().child(of(text.failed_title())),
        p().child(said),
        p().child(again.child(of(text.retry()))),
        where_,
        ways,
    ))
}
