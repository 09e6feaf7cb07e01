//! The banner: the question, as long as it is open.

use content::consent::{Category, Consent, State};

use super::{action, answers, category_words, change, introduction};
use crate::View;
use crate::element::{Element, div, h2, p, section};
use crate::id;
use crate::text::Message;

/// So many third parties are named. Of more there is the number: the preferences, one button away, list them all.
const NAMED: usize = 3;

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
        .attr(id::APART, "")
        // press puts it into every page, and search engines are to find its words on none.
        .attr("data-nosnippet", "")
        .language(&view.site.language)
        .attr("aria-labelledby", id::BANNER_TITLE)
        .child((
            div().class("consent-words").attr("tabindex", stop).child((
                h2().id(id::BANNER_TITLE).say(words.privacy(), view),
                introduction,
                p().say(parties(consent, view), view),
                p().say(change(view), view),
            )),
            div()
                .class("consent-choice")
                .child((answers(view), action("preferences", words.preferences(), view))),
        ))
}

/// Who would know of the visit and what for.
fn parties(consent: &Consent, view: &View<'_>) -> Message {
    let words = view.text;
    let (mut parties, mut purposes) = (String::new(), String::new());
    let mut known: Vec<&str> = Vec::new();
    for place in consent.optional().iter() {
        let provider = consent.services[place].provider.as_str();
        if !known.contains(&provider) {
            known.push(provider);
            add(&mut parties, words.bare(words.comma()), provider);
        }
    }
    if known.len() > NAMED {
        parties = known.len().to_string();
    }
    for category in [Category::Statistics, Category::Marketing] {
        if !consent.of(category).is_empty() {
            let (name, _) = category_words(category, view);
            add(&mut purposes, words.bare(words.and()), words.bare(name));
        }
    }
    words.privacy_parties().with(&[&parties, &purposes])
}

#[inline(never)]
fn add(list: &mut String, between: &str, name: &str) {
    if !list.is_empty() {
        list.push_str(between);
    }
    list.push_str(name);
}
