//! What surrounds every page: skip link, header, menu, footer, live region.

use content::route::Route;
use content::site::{FooterBlock, Link, Site};

use crate::View;
use crate::components::display::display;
use crate::components::href::href;
use crate::components::inline::inline;
use crate::components::picture::{Urgency, thumbnail};
use crate::consent;
use crate::element::{Element, Nodes, a, div, footer, h2, header, li, main, nav, nodes, p, ul};

/// The whole page around what stands in `main`.
pub fn shell(page: Nodes, view: &View<'_>) -> Nodes {
    nodes((
        a().class("skip").href("#main").child(view.text.skip()),
        masthead(view),
        main().id("main").child(page),
        colophon(view),
        div().id("live").class("unseen").attr("aria-live", "polite"),
    ))
}

/// The name of a document: that of its page, then that of the site.
pub fn document_title(title: &str, site: &Site) -> String {
    if title == site.name {
        title.to_owned()
    } else {
        [title, " | ", &site.name].concat()
    }
}

/// The head of every page: the site's name and the menu.
pub fn masthead(view: &View<'_>) -> Element {
    let site = view.site;
    let name = a().href(view.root.to_owned()).class("site-name");
    let name = match &site.logo {
        Some(logo) => name.child(thumbnail(logo, site.name.clone(), Urgency::Soon, view)),
        None => name.child(site.name.clone()),
    };
    header().class("masthead").language(&site.language).child((
        div().class("masthead-name").child((
            name,
            site.tagline
                .clone()
                .map(|tagline| p().class("tagline").child(tagline)),
        )),
        (!site.navigation.is_empty()).then(|| {
            nav()
                .class("menu")
                .attr("aria-label", view.text.menu())
                .child(links(&site.navigation, view))
        }),
        site.sections
            .iter()
            .any(|section| section.count != Some(0))
            .then(|| {
                let address = view.route(&Route::Find(String::new()));
                let link = a().class("find-link").href(address);
                link.attr("aria-label", view.text.find())
            }),
    ))
}

/// The foot of every page.
pub fn colophon(view: &View<'_>) -> Element {
    let site = view.site;
    let blocks: Vec<_> = site
        .footer
        .iter()
        .map(|block| footer_block(block, view))
        .collect();
    footer().class("colophon").language(&site.language).child((
        blocks,
        div().class("colophon-tools").child((
            consent::of(site).map(|_| consent::open(view)),
            a().href(view.route(&Route::Saved)).child(view.text.saved_title()),
            display(view),
        )),
    ))
}

fn footer_block(block: &FooterBlock, view: &View<'_>) -> Element {
    div().class("colophon-block").child((
        h2().child(block.title.clone()),
        p().child(inline(&block.text, view)),
        (!block.links.is_empty()).then(|| links(&block.links, view)),
    ))
}

fn links(links: &[Link], view: &View<'_>) -> Element {
    ul().class("links").child(
        links
            .iter()
            .map(|link| li().child(a().href(href(&link.href, view)).child(link.label.clone())))
            .collect::<Vec<_>>(),
    )
}
