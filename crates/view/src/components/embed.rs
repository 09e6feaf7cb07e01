//! What other services play. Nothing of theirs is on a page before the reader allows it: a frame's address stands in no
//! attribute, and only the portal inserts frames.

use content::block::Embed;
use content::consent::Service;

use crate::View;
use crate::components::href::href;
use crate::consent::{action, category_words, change, of};
use crate::element::{Element, Nodes, a, div, figcaption, figure, nodes, p};

/// The place of an embed: a box that asks, where the site has its service, and else a link.
pub fn embed(embed: &Embed, view: &View<'_>) -> Element {
    let service = of(view.site).and_then(|consent| consent.services.get(consent.position(&embed.service)?));
    match service.and_then(|service| asking(embed, service, view)) {
        Some(asking) => asking,
        None => linked(embed, view),
    }
}

fn asking(embed: &Embed, service: &Service, view: &View<'_>) -> Option<Element> {
    let frame = service.frame().filter(|frame| frame.url.takes(&embed.id))?;
    let ask = ask(service, view);
    let place = div()
        .class("embed-box")
        .attr("data-ratio", frame.ratio().as_str());
    Some(
        figure()
            .class("embed")
            .attr("data-service", service.id.to_string())
            .attr("data-embed", embed.id.clone())
            .child((place.child(ask), figcaption().child(title(embed, view)))),
    )
}

/// What asks the reader in place of an embed of that service.
pub fn ask(service: &Service, view: &View<'_>) -> Element {
    let words = view.text;
    let (ask, own) = view.own(div().class("embed-ask"));
    ask.child((
        p().class("embed-service").child(service.name.clone()),
        p().class("embed-words").child((
            own.say(words.loaded_from().with(&[&service.provider, service.host()])),
            service.policy.as_ref().map(|policy| {
                let link = a().href(href(policy, &own));
                (" ", link.say(words.privacy_policy(), &own))
            }),
        )),
        div().class("embed-choice").child((
            action("load-once", words.load_once(), &own),
            action("always-allow", words.always_allow().of(&service.name), &own),
        )),
        // What the second button agrees to.
        p().child((
            own.say(category_words(service.category, &own).0),
            [" · ", &service.purpose, " "].concat(),
            own.say(change(&own)),
        )),
    ))
}

fn linked(embed: &Embed, view: &View<'_>) -> Element {
    let link = embed.link.as_ref().map(ToString::to_string).unwrap_or_default();
    let host = link
        .split('/')
        .nth(2)
        .map(|host| host.strip_prefix("www.").unwrap_or(host));
    let service = host.map_or_else(|| embed.service.to_string(), str::to_owned);
    div().class("embed").child((
        p().class("embed-service")
            .say(view.text.embed().of(&service), view),
        p().class("embed-title").child(title(embed, view)),
        embed
            .link
            .as_ref()
            .map(|_| p().class("embed-words").say(view.text.embed_words(), view)),
    ))
}

/// What it is, as a link to where it can be seen without us.
fn title(embed: &Embed, view: &View<'_>) -> Nodes {
    let title = embed.title.clone().unwrap_or_else(|| embed.id.clone());
    match &embed.link {
        Some(link) => nodes(a().href(href(link, view)).child(title)),
        None => nodes(title),
    }
}
