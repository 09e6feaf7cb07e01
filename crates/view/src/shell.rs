//! What surrounds every page: skip link, header, menu, footer, live region.

use content::route::Route;
use content::site::{FooterBlock, Link, Site};

use crate::components::display::display;
use crate::components::href::href;
use crate::components::inline::inline;
use crate::components::picture::{Sizes, Urgency, thumbnail};
use crate::consent;
use crate::element::{Element, Nodes, a, div, footer, h2, header, li, main, nav, nodes, p, ul};
use crate::text::contained;
use crate::{LABEL, View, id};

/// The whole page around what stands in `main`.
pub fn shell(page: Nodes, view: &View<'_>) -> Nodes {
    // What stays while pages in other languages come and go says its own.
    let language = view.text.language(view.site);
    let skip = view.within(language).say(view.text.skip());
    nodes((
        a().class("skip")
            .href(["#", id::MAIN].concat())
            .language(language)
            .child(skip),
        masthead(view),
        main().id(id::MAIN).child(page),
        colophon(view),
        div()
            .id(id::LIVE)
            .class("unseen")
            .attr("aria-live", "polite")
            .language(language),
    ))
}

/// The name of a document: that of its page, then that of the site.
pub fn document_title(title: &str, site: &Site) -> String {
    if title == site.name {
        title.to_owned()
    } else {
        [&contained(title), " | ", &site.name].concat()
    }
}

/// The head of every page: the site's name and the menu.
pub fn masthead(view: &View<'_>) -> Element {
    let view = &view.within(&view.site.language);
    let site = view.site;
    let name = a().href(view.root.to_owned()).class("site-name");
    let name = match &site.logo {
        Some(logo) => name.child(thumbnail(
            logo,
            site.name.clone(),
            Sizes::Small,
            Urgency::Soon,
            view,
        )),
        None => name.dir("auto").child(site.name.clone()),
    };
    header().class("masthead").language(&site.language).child((
        div().class("masthead-name").child((
            name,
            site.tagline
                .clone()
                .map(|tagline| p().class("tagline").dir("auto").child(tagline)),
        )),
        (!site.navigation.is_empty()).then(|| {
            let menu = nav().class("menu").child(links(&site.navigation, view));
            view.label(menu, LABEL, view.text.menu())
        }),
        site.sections
            .iter()
            .any(|section| section.count != Some(0))
            .then(|| {
                let address = view.route(&Route::Find(String::new()));
                view.label(a().class("find-link").href(address), LABEL, view.text.find())
            }),
    ))
}

/// The foot of every page.
pub fn colophon(view: &View<'_>) -> Element {
    let view = &view.within(&view.site.language);
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
            a().href(view.route(&Route::Saved))
                .say(view.text.saved_title(), view),
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
