//! What surrounds every page: skip link, header, menu, footer, live region.

use content::site::{FooterBlock, Link};
use leptos::prelude::*;

use crate::browser;
use crate::components::href::href;
use crate::components::inline::inline;
use crate::pages;
use crate::session::Session;
use crate::ui::{Element, Nodes, a, div, footer, h2, header, li, live, main, nav, nodes, p, ul};

/// The whole page.
pub(crate) fn shell(session: Session) -> Nodes {
    let text = session.text;
    nodes((
        a().class("skip").href("#main").child(text.skip),
        live(move || nodes(header_of(session))),
        main().id("main").child(live(move || {
            session.view.with(|shown| pages::page(session, shown))
        })),
        live(move || nodes(footer_of(session))),
        div().id("live").class("unseen").attr("aria-live", "polite"),
    ))
}

/// Says once, politely, what the reader has come to.
pub(crate) fn announce(words: &str) {
    browser::live::say(words);
}

fn header_of(session: Session) -> Element {
    let site = session.site.get();
    let language = site.language.clone();
    header()
        .class("masthead")
        .lang(language.to_string())
        .dir(language.direction().as_str())
        .child((
            div().class("masthead-name").child((
                a().href(browser::base::path())
                    .class("site-name")
                    .child(site.name.clone()),
                site.tagline
                    .clone()
                    .map(|tagline| p().class("tagline").child(tagline)),
            )),
            (!site.navigation.is_empty()).then(|| {
                nav()
                    .class("menu")
                    .attr("aria-label", session.text.menu)
                    .child(links(&site.navigation))
            }),
        ))
}

fn footer_of(session: Session) -> Element {
    let site = session.site.get();
    let language = site.language.clone();
    footer()
        .class("colophon")
        .lang(language.to_string())
        .dir(language.direction().as_str())
        .child(
            site.footer
                .iter()
                .map(|block| footer_block(block, session))
                .collect::<Vec<_>>(),
        )
}

fn footer_block(block: &FooterBlock, session: Session) -> Element {
    div().class("colophon-block").child((
        h2().child(block.title.clone()),
        p().child(inline(&block.text, session.text)),
        (!block.links.is_empty()).then(|| links(&block.links)),
    ))
}

fn links(links: &[Link]) -> Element {
    ul().class("links").child(
        links
            .iter()
            .map(|link| li().child(a().href(href(&link.href)).child(link.label.clone())))
            .collect::<Vec<_>>(),
    )
}
