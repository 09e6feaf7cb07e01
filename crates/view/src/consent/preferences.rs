//! The preferences: one box for each category and each service, and what there is to know of each.

use content::consent::{Category, Consent, Service, State};

use super::services::facts;
use super::{action, answers, category_words, empty, introduction};
use crate::element::{
    Element, details, dialog, div, dl, fieldset, h2, input, label, legend, output, p, span, summary,
};
use crate::{LABEL, View, id};

/// The preferences with the first category, and the place of the [`further_categories`]: what is made and laid out at once
/// is what a reader who has pressed a button waits for. Ticked is what the reader has allowed, and what the site needs.
pub fn preferences(consent: &Consent, state: &State, view: &View<'_>) -> Element {
    let words = view.text;
    // They stay while pages in other languages come and go.
    let view = &view.within(&view.site.language);
    dialog()
        .id(id::PREFERENCES)
        .class("consent-preferences")
        .attr(id::APART, "")
        .language(&view.site.language)
        .attr("aria-labelledby", id::PREFERENCES_TITLE)
        .child((
            div().class("consent-head").child((
                h2().id(id::PREFERENCES_TITLE).say(words.privacy(), view),
                view.label(empty("close").child("×"), LABEL, words.close()),
                output().id(id::PREFERENCES_NEWS),
            )),
            div().class("consent-words").child((
                introduction(consent, state.gpc_refuses(consent), view),
                (!state.keeps_choices()).then(|| p().say(words.privacy_this_visit(), view)),
                category(Category::Functional, consent, state, view),
                div().id(id::FURTHER_CATEGORIES),
            )),
            div()
                .class("consent-choice")
                .child((action("save", words.save(), view), answers(view))),
        ))
}

/// The categories that a reader can choose, instead of their place. It has no name any more: they are made once.
pub fn further_categories(consent: &Consent, state: &State, view: &View<'_>) -> Element {
    let view = &view.within(&view.site.language);
    let categories = [Category::Statistics, Category::Marketing];
    let categories: Vec<_> = categories
        .into_iter()
        .filter(|known| !consent.of(*known).is_empty())
        .map(|known| category(known, consent, state, view))
        .collect();
    div().child(categories)
}

/// What there is to know of a service, for its row.
pub fn row(service: &Service, view: &View<'_>) -> Element {
    // It comes into what stays.
    dl().child(facts(service, &view.within(&view.site.language)))
}

fn category(known: Category, consent: &Consent, state: &State, view: &View<'_>) -> Element {
    let (name, purpose) = category_words(known, view);
    let own = consent.of(known);
    let is_fixed = known == Category::Functional;
    let is_on = is_fixed || own.minus(state.choices()).is_empty();
    let services: Vec<_> = own
        .iter()
        .map(|place| {
            let service = &consent.services[place];
            let about = view.text.about().of(&service.name);
            let is_on = is_fixed || state.choices().contains(place);
            div().class("consent-service").child((
                label().child((
                    switch("data-switch", service.id.to_string(), is_on, is_fixed),
                    service.name.clone(),
                )),
                // What there is to know is made when the row is opened: the reader has pressed a button and waits.
                details()
                    .attr("data-facts", service.id.to_string())
                    .child(summary().say(about, view)),
            ))
        })
        .collect();
    fieldset().child((
        legend().child(label().child((
            switch("data-category", known.as_str().to_owned(), is_on, is_fixed),
            view.say(name),
            is_fixed.then(|| span().say(view.text.always_on(), view)),
        ))),
        p().say(purpose, view),
        services,
    ))
}

fn switch(kind: &'static str, name: String, is_on: bool, is_fixed: bool) -> Element {
    input()
        .attr("type", "checkbox")
        .attr(kind, name)
        .attr("checked", is_on.then_some(""))
        .attr("disabled", is_fixed.then_some(""))
}
