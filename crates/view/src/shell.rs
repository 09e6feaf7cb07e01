//! What surrounds every page: skip link, header, menu, footer, live region.

use content::find::WORDS;
use content::route::Route;
use content::site::{FooterBlock, Link, Site};

use crate::components::display::display;
use crate::components::href::href;
use crate::components::inline::inline;
use crate::components::picture::{Sizes, Urgency, thumbnail};
use crate::consent;
use crate::element::{
    Element, Nodes, a, button, div, footer, form, h2, header, input, li, main, nav, nodes, p, ul,
};
use crate::text::contained;
use crate::{LABEL, View, id};

/// The whole page around what stands in `main`.
pub fn shell(page: Nodes, view: &View<'_>) -> Nodes {
    nodes((
        skip(view),
        masthead(view),
        main().id(id::MAIN).child(page),
        site_footer(view),
        live(view),
    ))
}

/// The link over the head of the page, to its content. What stays while pages in other languages come and go says its own.
pub fn skip(view: &View<'_>) -> Element {
    let language = view.text.language(view.site);
    let words = view.within(language).say(view.text.skip());
    let link = a().class("skip").href(["#", id::MAIN].concat());
    link.language(language).child(words)
}

/// The place of what screen readers are to say.
pub fn live(view: &View<'_>) -> Element {
    let place = div().id(id::LIVE).class("unseen").attr("aria-live", "polite");
    place.language(view.text.language(view.site))
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
            .then(|| search(view)),
    ))
}

/// The field in which readers type what they look for. It is a form, so that it leads there before any app has come.
fn search(view: &View<'_>) -> Element {
    let words = view.text.bare(view.text.search());
    let field = input()
        .attr("type", "search")
        .attr("name", WORDS)
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .attr("placeholder", words);
    let button = button().attr("type", "submit").say(view.text.search(), view);
    let form = form()
        .class("search")
        .attr("role", "search")
        .attr("action", view.route(&Route::Find(String::new())));
    form.child((view.label(field, LABEL, view.text.search()), button))
}

/// The footer of every page.
pub fn site_footer(view: &View<'_>) -> Element {
    let view = &view.within(&view.site.language);
    let site = view.site;
    let blocks: Vec<_> = site
        .footer
        .iter()
        .map(|block| footer_block(block, view))
        .collect();
    footer().class("footer").language(&site.language).child((
        blocks,
        div().class("footer-tools").child((
            consent::of(site).map(|_| consent::open(view)),
            a().href(view.route(&Route::Saved))
                .say(view.text.saved_title(), view),
            display(view),
        )),
    ))
}

fn footer_block(block: &FooterBlock, view: &View<'_>) -> Element {
    div().class("footer-block").child((
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
