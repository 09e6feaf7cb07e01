//! Privacy settings as the reader sees them: what is asked, what is used, and what is kept of the answer.
//!
//! No button here does anything by itself. Each says in `data-consent` what is wanted, and the portal answers.

mod banner;
mod preferences;
mod record;
mod services;

use content::consent::{Category, Consent};
use content::site::Site;

use crate::components::href::href;
use crate::element::{Element, Node, Nodes, a, button, nodes, p, section};
use crate::text::{Message, Said, Words};
use crate::{View, id};

pub use banner::banner;
pub use preferences::{further_categories, preferences, row};
pub use record::record;
pub use services::services;

/// What a site's readers are asked about; none where it uses no services.
pub fn of(site: &Site) -> Option<&Consent> {
    site.consent
        .as_ref()
        .filter(|consent| !consent.services.is_empty())
}

/// A place that the app of the settings fills, and press, which prerenders it.
pub(crate) fn place(id: &'static str) -> Element {
    section().id(id).attr(id::APART, "")
}

/// The page with what belongs into its places.
pub fn fill(page: Nodes, view: &View<'_>) -> Nodes {
    let Some(consent) = of(view.site) else { return page };
    let filled = page.into_vec().into_iter().map(|node| match node {
        Node::Element(element) => match element.attribute("id") {
            Some(id::SERVICES) => services(consent, view).into(),
            Some(id::RECORD) => record(None, view).into(),
            _ => {
                let mut parts = element.into_parts();
                let children: Vec<Node> = parts.children;
                parts.children = fill(nodes(children), view).into_vec();
                Element::from(parts).into()
            }
        },
        text @ Node::Text(_) => text,
    });
    nodes(filled.collect::<Vec<Node>>())
}

/// The button that opens the preferences, with the words of their heading: it stands at the foot of every page.
pub fn open(view: &View<'_>) -> Element {
    action("preferences", view.text.privacy(), view)
}

/// A button, and what is wanted when it is pressed.
pub(crate) fn action(wanted: &'static str, words: impl Said, view: &View<'_>) -> Element {
    empty(wanted).say(words, view)
}

fn empty(wanted: &'static str) -> Element {
    button().attr("type", "button").attr("data-consent", wanted)
}

/// The name of a category, and what it is for.
pub(crate) fn category_words(category: Category, view: &View<'_>) -> (Words, Words) {
    let words = view.text;
    match category {
        Category::Functional => (words.functional(), words.functional_words()),
        Category::Statistics => (words.statistics(), words.statistics_words()),
        Category::Marketing => (words.marketing(), words.marketing_words()),
    }
}

/// The two answers, alike in everything but their words: neither is to be found sooner than the other.
fn answers(view: &View<'_>) -> (Element, Element) {
    let words = view.text;
    (
        action("functional-only", words.functional_only(), view),
        action("accept-all", words.accept_all(), view),
    )
}

/// Where a choice can be changed.
pub(crate) fn change(view: &View<'_>) -> Message {
    let words = view.text;
    words.privacy_change().with_own(&[words.bare(words.privacy())])
}

/// What it is all about, with the page that explains it, and why marketing is off where a browser has said so.
fn introduction(consent: &Consent, gpc_refuses: bool, view: &View<'_>) -> Nodes {
    let words = view.text;
    let policy = consent.policy.as_ref().map(|policy| {
        let link = a().href(href(policy, view));
        (" ", link.say(words.privacy_policy(), view))
    });
    let sets_cookies = consent.services.iter().any(|service| !service.cookies.is_empty());
    let purpose = if sets_cookies {
        words.privacy_words()
    } else {
        words.privacy_services()
    };
    nodes((
        p().child((view.say(purpose), policy)),
        gpc_refuses.then(|| p().say(words.privacy_gpc(), view)),
    ))
}
