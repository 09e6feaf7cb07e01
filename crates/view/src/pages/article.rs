//! An article, or a page outside the sections. Parts that are missing leave no empty label behind.

use content::article::{Article, Neighbour, Similar, Tagging};
use content::block::Block;
use content::bundle::calendar_file;
use content::href::Target;
use content::inline::plain;
use content::listing::List;
use content::route::Route;

use crate::View;
use crate::components::blocks::blocks;
use crate::components::cards::{self, closing, deadline_label, names};
use crate::components::date;
use crate::components::fact::fact;
use crate::components::href::{href, words};
use crate::components::inline::inline;
use crate::components::picture::{Urgency, figure_of};
use crate::components::tool::tools;
use crate::consent;
use crate::element::{
    Element, Nodes, a, article, aside, details, div, dl, h1, h2, header, li, nav, nodes, ol, p, span, strong,
    summary, ul,
};
use crate::text::Sentence;

/// The page of an article, with its similar content, best first.
pub fn page(item: &Article, similar: &[Similar], view: &View<'_>) -> Nodes {
    let language = item.language.as_ref().unwrap_or(&view.site.language);
    nodes((
        article().class("article").language(language).child((
            header().class("article-head").child((
                breadcrumb(item, view),
                facts(item, view),
                h1().child(item.title.clone()),
                byline(item, view),
                item.section.as_ref().map(|_| tools(view)),
            )),
            (!item.lead.is_empty()).then(|| p().class("lead").child(inline(&item.lead, view))),
            occasion(item, view),
            item.image
                .as_ref()
                .map(|image| figure_of(image, Urgency::High, view)),
            (
                contents(&item.body, view),
                div().class("prose").child(blocks(&item.body, view)),
            ),
            (privacy(item, view), parts(item, view)),
        )),
        similar_content(similar, view),
    ))
}

fn breadcrumb(item: &Article, view: &View<'_>) -> Option<Element> {
    let section = view.site.section(item.section.as_ref()?)?;
    let address = view.route(&Route::List(List::Section(section.slug.clone()), 1));
    let crumb = a().href(address).child(section.name.clone());
    Some(interface(
        nav()
            .class("breadcrumb")
            .attr("aria-label", view.text.breadcrumb())
            .child(crumb),
        view,
    ))
}

/// Labels stand in the language of the interface, whatever the article's is.
fn interface(inner: Element, view: &View<'_>) -> Element {
    div().language(&view.site.language).child(inner)
}

/// Website and tags, each under its label.
fn facts(item: &Article, view: &View<'_>) -> Option<Element> {
    let website = item.website.as_ref().map(|website| {
        let link = a().href(href(website, view)).child(words(website));
        fact(view.text.website(), link)
    });
    let tags = view.site.taxonomies.iter().filter_map(|taxonomy| {
        let tagging = item
            .tags
            .iter()
            .find(|tagging| tagging.taxonomy == taxonomy.slug)?;
        let links = tag_links(tagging, view);
        (!links.is_empty()).then(|| fact(taxonomy.name.clone(), ul().class("tags").child(links)))
    });
    let facts: Vec<_> = website.into_iter().chain(tags).collect();
    (!facts.is_empty()).then(|| interface(dl().class("facts").child(facts), view))
}

fn tag_links(tagging: &Tagging, view: &View<'_>) -> Vec<Element> {
    let Some(taxonomy) = view.site.taxonomy(&tagging.taxonomy) else {
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
            let address = view.route(&Route::List(list, 1));
            Some(li().child(a().href(address).child(tag.name.clone())))
        })
        .collect()
}

fn byline(item: &Article, view: &View<'_>) -> Option<Element> {
    let by = (!item.authors.is_empty()).then(|| authors(item, view));
    let dated = |label: &'static str, day| li().child((label, " ", date::short(day, view)));
    let posted = item.published.map(|day| dated(view.text.posted_on(), day));
    let updated = item.updated.map(|day| dated(view.text.updated_on(), day));
    let series = item
        .series
        .clone()
        .map(|series| li().child((view.text.series(), " ", series)));
    let minutes = item
        .minutes
        .map(|minutes| li().child(view.count(view.text.minutes(), minutes)));
    let parts: Vec<_> = [by, posted, updated, minutes, series, translations(item, view)]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| ul().class("byline").language(&view.site.language).child(parts))
}

/// Who wrote it; a name leads to the author's page, where there is one. A name in letters of another direction is
/// isolated, so that it cannot turn the sentence.
fn authors(item: &Article, view: &View<'_>) -> Element {
    let name = |name: &String| {
        let byline = item.bylines.iter().find(|byline| byline.name == *name);
        let element = match byline {
            Some(byline) => {
                let list = List::Author(byline.slug.clone());
                a().href(view.route(&Route::List(list, 1))).attr("rel", "author")
            }
            None => span(),
        };
        element.dir("auto").child(name.clone())
    };
    around(view.text.by(), item.authors.iter().map(name).collect(), view)
}

/// The same text in other languages, each under the name that it has itself.
fn translations(item: &Article, view: &View<'_>) -> Option<Element> {
    let others = item.translations.iter().filter(|other| other.slug != item.slug);
    let links: Vec<_> = others
        .map(|other| {
            a().href(view.route(&Route::of(other.section.as_ref(), &other.slug)))
                .language(&other.language)
                .attr("hreflang", other.language.to_string())
                .child(other.name.clone())
        })
        .collect();
    (!links.is_empty()).then(|| around(view.text.also_in(), links, view))
}

/// A sentence with elements in its gap, as a part of the byline.
fn around(sentence: Sentence, elements: Vec<Element>, view: &View<'_>) -> Element {
    // The sentence is cut with a sign that stands in no word of it.
    let sentence = sentence.with_own(&["\n"]);
    let (before, after) = sentence.split_once('\n').unwrap_or_default();
    let mut words = li().child(before.to_owned());
    let mut left = elements.len();
    for element in elements {
        words = words.child(element);
        left -= 1;
        words = words.child(match left {
            0 => "",
            1 => view.text.and(),
            _ => view.text.comma(),
        });
    }
    words.child(after.to_owned())
}

/// When and where, and until when.
fn occasion(item: &Article, view: &View<'_>) -> Option<Element> {
    let calendar = item.calendar.then(|| {
        a().class("calendar")
            .href(view.file(&calendar_file(&item.slug)))
            .attr("download", "")
            .child(view.text.add_to_calendar())
    });
    let (with_event, with_deadline) = match &item.event {
        Some(_) => (calendar, None),
        None => (None, calendar),
    };
    let when = item
        .event
        .as_ref()
        .map(|event| fact(view.text.when(), (date::span(event, view), with_event)));
    let venue = item.event.as_ref().and_then(|event| event.venue.clone());
    let venue = venue.map(|venue| fact(view.text.venue(), venue));
    let deadline = item.deadline.map(|day| {
        let soon = closing(day, view).map(|words| (" ", strong().class("soon").child(words)));
        fact(
            deadline_label(day, view),
            (date::long(day, view), soon, with_deadline),
        )
    });
    let facts: Vec<_> = [when, venue, deadline].into_iter().flatten().collect();
    (!facts.is_empty()).then(|| dl().class("occasion").child(facts))
}

/// How many headings make a text long enough for a table of contents.
const LONG: usize = 4;

/// The table of contents of a long text: its headings of the first two levels.
fn contents(body: &[Block], view: &View<'_>) -> Option<Element> {
    let entries: Vec<_> = body
        .iter()
        .filter_map(|block| match block {
            Block::Heading(heading) if heading.level.get() < 4 => Some(heading),
            _ => None,
        })
        .map(|heading| {
            let link = a().href(["#", &heading.id].concat()).child(plain(&heading.text));
            li().class(if heading.level.get() == 2 {
                "part"
            } else {
                "section"
            })
            .child(link)
        })
        .collect();
    (entries.len() >= LONG).then(|| {
        let label = summary()
            .language(&view.site.language)
            .child(view.text.contents());
        nav()
            .class("contents")
            .attr("aria-label", view.text.contents())
            .child(details().child((label, ol().class("entries").child(entries))))
    })
}

/// The parts of the series that stand before and after it.
fn parts(item: &Article, view: &View<'_>) -> Option<Element> {
    let link = |part: &Option<Neighbour>, label: &'static str, rel: &'static str| {
        let part = part.as_ref()?;
        let address = view.route(&Route::of(part.section.as_ref(), &part.slug));
        let title = span()
            .class("part-title")
            .attr("lang", part.language.as_ref().map(ToString::to_string))
            .attr("dir", "auto")
            .child(part.title.clone());
        Some(
            a().class("part")
                .href(address)
                .attr("rel", rel)
                .child((span().class("part-label").child(label), title)),
        )
    };
    let before = link(&item.before, view.text.previous_part(), "prev");
    let after = link(&item.after, view.text.next_part(), "next");
    (before.is_some() || after.is_some()).then(|| {
        nav()
            .class("parts")
            .language(&view.site.language)
            .attr("aria-label", item.series.clone().unwrap_or_default())
            .child((before, after))
    })
}

/// What stands on the page that explains the privacy settings: the services, and what the reader has decided.
fn privacy(item: &Article, view: &View<'_>) -> Option<Nodes> {
    let asked = consent::of(view.site)?;
    let Target::Internal(path) = asked.policy.as_ref()?.target() else {
        return None;
    };
    let path = path.split(['#', '?']).next().unwrap_or_default();
    let own = Route::of(item.section.as_ref(), &item.slug);
    (Route::parse(path, "", view.site) == own)
        .then(|| nodes((consent::services(asked, view), consent::record(None, view))))
}

fn similar_content(similar: &[Similar], view: &View<'_>) -> Option<Element> {
    let cards: Vec<_> = similar
        .iter()
        .map(|one| cards::similar(&one.card, reason(one, view), view))
        .collect();
    (!cards.is_empty()).then(|| {
        aside()
            .class("similar")
            .language(&view.site.language)
            .attr("aria-labelledby", "similar")
            .child((
                h2().id("similar").child(view.text.similar()),
                div().class("cards-small").child(cards),
            ))
    })
}

/// Why a card is there: the two rarest tags that both articles share.
fn reason(similar: &Similar, view: &View<'_>) -> Option<String> {
    let shared: Vec<_> = similar
        .shared
        .iter()
        .filter_map(|shared| {
            Some(
                view.site
                    .taxonomy(&shared.taxonomy)?
                    .tag(&shared.tag)?
                    .name
                    .clone(),
            )
        })
        .take(2)
        .collect();
    (!shared.is_empty()).then(|| view.text.shares().of(&names(&shared, view)))
}
