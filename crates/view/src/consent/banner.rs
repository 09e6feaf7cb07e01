//! The banner: the question, as long as it is open.

use content::consent::{Consent, State};

use super::{action, answers, introduction};
use crate::View;
use crate::element::{Element, div, h2, section};
use crate::id;

/// The banner. Only its words scroll where a window is too low for all of it, so that no answer is out of sight.
pub fn banner(consent: &Consent, state: &State, view: &View<'_>) -> Element {
    let words = view.text;
    // It stays while pages in other languages come and go.
    let view = &view.within(&view.site.language);
    let introduction = introduction(consent, state.gpc_refuses(consent), view);
    // What scrolls must be reached by keyboard: by its link, or else by itself.
    let stop = consent.policy.is_none().then_some("0");
    section()
        .id(id::BANNER)
        .class("consent-banner")
        .language(&view.site.language)
        .attr("aria-labelledby", id::BANNER_TITLE)
        .child((
            div()
                .class("consent-words")
                .attr("tabindex", stop)
                .child((h2().id(id::BANNER_TITLE).say(words.privacy(), view), introduction)),
            div()
                .class("consent-choice")
                .child((answers(view), action("preferences", words.preferences(), view))),
        ))
}
