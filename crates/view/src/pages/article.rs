//! An article, or a page outside the sections. Parts that are missing leave no empty label behind.

use content::article::{Article, Neighbour, Similar, Tagging};
use content::block::Block;
use content::bundle::calendar_file;
use content::href::Target;
use content::inline::plain;
use content::listing::List;
use content::route::Route;
use content::saved;

use crate::components::blocks::blocks;
use crate::components::cards::{self, closing, deadline_label, names};
use crate::components::date;
use crate::components::fact::fact;
use crate::components::href::{href, words};
use crate::components::inline::inline;
use crate::components::picture::{Sizes, Urgency, figure_of};
use crate::components::tool::tools;
use crate::consent;
use crate::element::{
    Element, Nodes, a, article, aside, bdi, details, div, dl, h1, h2, header, li, nav, nodes, ol, p, span,
    strong, summary, ul,
};
use crate::text::{Message, Sentence};
use crate::{LABEL, View, id};

/// The page of an article, with its similar content, best first.
pub fn page(item: &Article, similar: &[Similar], view: &View<'_>) -> Nodes {
    let language = item.language.as_ref().unwrap_or(&view.site.language);
    let view = &view.within(language);
    let zero = Some(view.own_number(0)).filter(|zero| zero != "0");
    let item_of = article()
        .class("article")
        .attr("data-zero", zero)
        .language(language);
    nodes((
        item_of.child((
            header().class("article-head").child((
                breadcrumb(item, view),
                facts(item, view),
                title(item),
                byline(item, view),
                item.section.as_ref().map(|_| tools(saved::line(item), view)),
            )),
            (!item.lead.is_empty()).then(|| p().class("lead").child(inline(&item.lead, view))),
            occasion(item, view),
            item.image
                .as_ref()
                .map(|image| figure_of(image, Sizes::Wide, Urgency::High, view)),
            (
                contents(&item.body, view),
                div().class("prose").child(blocks(&item.body, view)),
            ),
            (privacy(item, view), parts(item, view)),
        )),
        similar_content(similar, view),
    ))
}

/// The title. Of an article that names no language the letters tell the direction.
fn title(item: &Article) -> Element {
    let auto = item.language.is_none().then_some("auto");
    h1().attr("dir", auto).child(item.title.clone())
}

fn breadcrumb(item: &Article, view: &View<'_>) -> Option<Element> {
    let section = view.site.section(item.section.as_ref()?)?;
    let address = view.route(&Route::List(List::Section(section.slug.clone()), 1));
    let crumb = a().href(address).dir("auto").child(section.name.clone());
    let (own, view) = view.own(div());
    let trail = nav().class("breadcrumb").child(crumb);
    Some(own.child(view.label(trail, LABEL, view.text.breadcrumb())))
}

/// Website and tags, each under its label.
fn facts(item: &Article, view: &View<'_>) -> Option<Element> {
    let (own, view) = view.own(div());
    let view = &view;
    let website = item.website.as_ref().map(|website| {
        let link = a().href(href(website, view)).dir("ltr").child(words(website));
        fact(view.say(view.text.website()), link)
    });
    let tags = view.site.taxonomies.iter().filter_map(|taxonomy| {
        let tagging = item
            .tags
            .iter()
            .find(|tagging| tagging.taxonomy == taxonomy.slug)?;
        let links = tag_links(tagging, view);
        let all = view.route(&Route::Tags(Some(taxonomy.slug.clone())));
        let name = a().href(all).child(taxonomy.name.clone());
        (!links.is_empty()).then(|| fact(name.into(), ul().class("tags").child(links)))
    });
    let facts: Vec<_> = website.into_iter().chain(tags).collect();
    (!facts.is_empty()).then(|| own.child(dl().class("facts").child(facts)))
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
            Some(li().child(a().href(address).dir("auto").child(tag.name.clone())))
        })
        .collect()
}

fn byline(item: &Article, view: &View<'_>) -> Option<Element> {
    let language = view.around;
    let (list, view) = view.own(ul().class("byline"));
    let view = &view;
    let by = (!item.authors.is_empty()).then(|| authors(item, view));
    let dated = |label, day| li().child((view.say(label), " ", date::short(day, view)));
    let posted = item.published.map(|day| dated(view.text.posted_on(), day));
    let updated = item.updated.map(|day| dated(view.text.updated_on(), day));
    let series = item.series.clone().map(|series| {
        let (name, _) = view.enter(bdi(), language);
        li().child((view.say(view.text.series()), " ", name.child(series)))
    });
    let minutes = item
        .minutes
        .map(|minutes| li().say(view.count(view.text.minutes(), minutes), view));
    let parts: Vec<_> = [by, posted, updated, minutes, series, translations(item, view)]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| list.child(parts))
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
    let (before, after) = sentence.around();
    let (item, view) = view.enter(li(), view.text.language(view.site));
    let view = &view;
    let mut words = item.child(before);
    let mut left = elements.len();
    for element in elements {
        words = words.child(element);
        left -= 1;
        words = match left {
            0 => words,
            1 => words.say(view.text.and(), view),
            _ => words.say(view.text.comma(), view),
        };
    }
    words.child(after)
}

/// When and where, and until when.
fn occasion(item: &Article, view: &View<'_>) -> Option<Element> {
    let calendar = item.calendar.then(|| {
        a().class("calendar")
            .href(view.file(&calendar_file(&item.slug)))
            .attr("download", "")
            .say(view.text.add_to_calendar(), view)
    });
    let (with_event, with_deadline) = match &item.event {
        Some(_) => (calendar, None),
        None => (None, calendar),
    };
    let when = item
        .event
        .as_ref()
        .map(|event| fact(view.say(view.text.when()), (date::span(event, view), with_event)));
    let venue = item.event.as_ref().and_then(|event| event.venue.clone());
    let venue = venue.map(|venue| fact(view.say(view.text.venue()), venue));
    let deadline = item.deadline.map(|day| {
        let soon = closing(day, view).map(|words| (" ", strong().class("soon").say(words, view)));
        fact(
            view.say(deadline_label(day, view)),
            (view.say(date::long(day, view)), soon, with_deadline),
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
        let label = summary().say(view.text.contents(), view);
        let list = details().child((label, ol().class("entries").child(entries)));
        view.label(nav().class("contents").child(list), LABEL, view.text.contents())
    })
}

/// The parts of the series that stand before and after it.
fn parts(item: &Article, view: &View<'_>) -> Option<Element> {
    let link = |part: &Option<Neighbour>, label, rel: &'static str| {
        let part = part.as_ref()?;
        let address = view.route(&Route::of(part.section.as_ref(), &part.slug));
        let language = part.language.as_ref().unwrap_or(&view.site.language);
        let title = span()
            .class("part-title")
            .attr("lang", (language != view.around).then(|| language.to_string()))
            .dir("auto")
            .child(part.title.clone());
        let label = span().class("part-label").say(label, view);
        Some(
            a().class("part")
                .href(address)
                .attr("rel", rel)
                .child((label, title)),
        )
    };
    let before = link(&item.before, view.text.previous_part(), "prev");
    let after = link(&item.after, view.text.next_part(), "next");
    (before.is_some() || after.is_some()).then(|| {
        nav()
            .class("parts")
            .attr(LABEL, item.series.clone().unwrap_or_default())
            .child((before, after))
    })
}

/// The places on the page that explains the privacy settings: of the services, and of what the reader has decided.
fn privacy(item: &Article, view: &View<'_>) -> Option<Nodes> {
    let asked = consent::of(view.site)?;
    let Target::Internal(path) = asked.policy.as_ref()?.target() else {
        return None;
    };
    let path = path.split(['#', '?']).next().unwrap_or_default();
    let own = Route::of(item.section.as_ref(), &item.slug);
    (Route::parse(path, "", view.site) == own)
        .then(|| nodes((consent::place(id::SERVICES), consent::place(id::RECORD))))
}

fn similar_content(similar: &[Similar], view: &View<'_>) -> Option<Element> {
    let (aside, view) = view.own(aside().class("similar"));
    let view = &view;
    let cards: Vec<_> = similar
        .iter()
        .map(|one| cards::similar(&one.card, reason(one, view), view))
        .collect();
    (!cards.is_empty()).then(|| {
        aside.attr("aria-labelledby", id::SIMILAR).child((
            h2().id(id::SIMILAR).say(view.text.similar(), view),
            div().class("cards-small").child(cards),
        ))
    })
}

/// Why a card is there: the two rarest tags that both articles share.
fn reason(similar: &Similar, view: &View<'_>) -> Option<Message> {
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
    (!shared.is_empty()).then(|| view.text.shares().with_own(&[&names(&shared, view).0]))
}
