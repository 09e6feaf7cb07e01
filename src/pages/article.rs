//! An article, or a page outside the sections. Parts that are missing leave no empty label behind.

use content::article::{Article, Similar, Tagging};
use content::listing::List;
use content::route::Route;
use content::site::Site;
use leptos::prelude::*;

use crate::components::blocks::blocks;
use crate::components::cards::{Size, card, deadline_label, names};
use crate::components::inline::inline;
use crate::components::picture::{Urgency, figure_of};
use crate::components::{date, href};
use crate::session::{ArticlePage, Session};
use crate::text::Text;
use crate::ui::{
    Children, Element, Nodes, a, article, aside, dd, div, dl, dt, h1, h2, header, li, nav, nodes, p, ul,
};

/// The page of an article.
pub(crate) fn page(session: Session, page: &ArticlePage) -> Nodes {
    let item = page.article();
    let site = session.site.get_untracked();
    let text = session.text;
    let language = item.language.as_ref().unwrap_or(&site.language);
    nodes((
        article()
            .class("article")
            .lang(language.to_string())
            .dir(language.direction().as_str())
            .child((
                header().class("article-head").child((
                    breadcrumb(item, &site, text),
                    facts(item, &site, text),
                    h1().child(item.title.clone()),
                    byline(item, &site, text),
                )),
                (!item.lead.is_empty()).then(|| p().class("lead").child(inline(&item.lead, text))),
                item.image
                    .as_ref()
                    .map(|image| figure_of(image, Urgency::High, text)),
                occasion(item, text),
                div().class("prose").child(blocks(&item.body, text)),
            )),
        similar(page.similar(), &site, text),
    ))
}

fn breadcrumb(item: &Article, site: &Site, text: &'static Text) -> Option<Element> {
    let section = site.section(item.section.as_ref()?)?;
    let address = href::route(&Route::List(List::Section(section.slug.clone()), 1));
    let crumb = a().href(address).child(section.name.clone());
    Some(interface(
        nav()
            .class("breadcrumb")
            .attr("aria-label", text.breadcrumb)
            .child(crumb),
        site,
    ))
}

/// Labels stand in the language of the interface, whatever the article's is.
fn interface(inner: Element, site: &Site) -> Element {
    div()
        .lang(site.language.to_string())
        .dir(site.language.direction().as_str())
        .child(inner)
}

/// Website and tags, each under its label.
fn facts(item: &Article, site: &Site, text: &'static Text) -> Option<Element> {
    let website = item.website.as_ref().map(|website| {
        let words = website.as_str();
        let words = words
            .split_once("://")
            .map_or(&*words, |(_, rest)| rest)
            .trim_end_matches('/')
            .to_owned();
        fact(text.website, a().href(href::href(website)).child(words))
    });
    let tags = site.taxonomies.iter().filter_map(|taxonomy| {
        let tagging = item
            .tags
            .iter()
            .find(|tagging| tagging.taxonomy == taxonomy.slug)?;
        let links = tag_links(tagging, site);
        (!links.is_empty()).then(|| fact(&taxonomy.name, ul().class("tags").child(links)))
    });
    let facts: Vec<_> = website.into_iter().chain(tags).collect();
    (!facts.is_empty()).then(|| interface(dl().class("facts").child(facts), site))
}

fn fact(label: &str, value: impl Children) -> Element {
    div().child((dt().child(label.to_owned()), dd().child(value)))
}

fn tag_links(tagging: &Tagging, site: &Site) -> Vec<Element> {
    let Some(taxonomy) = site.taxonomy(&tagging.taxonomy) else {
        return Vec::new();
    };
    tagging
        .tags
        .iter()
        .filter_map(|slug| {
            let tag = taxonomy.tag(slug)?;
            let list = List::Tag {
                taxonomy: taxonomy.slug.clone(),
                tag: tag.slug.clone(),
            };
            let address = href::route(&Route::List(list, 1));
            Some(li().child(a().href(address).child(tag.name.clone())))
        })
        .collect()
}

fn byline(item: &Article, site: &Site, text: &'static Text) -> Option<Element> {
    let by = (!item.authors.is_empty()).then(|| li().child((text.by)(&names(&item.authors, text))));
    let dated = |label: &'static str, day| li().child((label, " ", date::short(day, text)));
    let posted = item.published.map(|day| dated(text.posted_on, day));
    let updated = item.updated.map(|day| dated(text.updated_on, day));
    let series = item
        .series
        .clone()
        .map(|series| li().child((text.series, " ", series)));
    let parts: Vec<_> = [by, posted, updated, series].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| ul().class("byline").lang(site.language.to_string()).child(parts))
}

/// When and where, and until when.
fn occasion(item: &Article, text: &'static Text) -> Option<Element> {
    let when = item
        .event
        .as_ref()
        .map(|event| fact(text.when, date::span(event, text)));
    let venue = item.event.as_ref().and_then(|event| event.venue.clone());
    let venue = venue.map(|venue| fact(text.venue, venue));
    let deadline = item
        .deadline
        .map(|day| fact(deadline_label(day, text), date::long(day, text)));
    let facts: Vec<_> = [when, venue, deadline].into_iter().flatten().collect();
    (!facts.is_empty()).then(|| dl().class("occasion").child(facts))
}

fn similar(similar: &[Similar], site: &Site, text: &'static Text) -> Option<Element> {
    let cards: Vec<_> = similar
        .iter()
        .map(|one| card(&one.card, Size::Small, reason(one, site, text), text))
        .collect();
    (!cards.is_empty()).then(|| {
        aside()
            .class("similar")
            .lang(site.language.to_string())
            .dir(site.language.direction().as_str())
            .attr("aria-labelledby", "similar")
            .child((
                h2().id("similar").child(text.similar),
                div().class("cards cards-small").child(cards),
            ))
    })
}

/// Why a card is there: the two rarest tags that both articles share.
fn reason(similar: &Similar, site: &Site, text: &'static Text) -> Option<String> {
    let shared: Vec<_> = similar
        .shared
        .iter()
        .filter_map(|shared| Some(site.taxonomy(&shared.taxonomy)?.tag(&shared.tag)?.name.clone()))
        .take(2)
        .collect();
    (!shared.is_empty()).then(|| (text.shares)(&names(&shared, text)))
}
