//! Cards: what stands for articles in lists.

use content::article::Card;
use content::day::Day;
use content::route::Route;
use content::slug::Slug;

use crate::View;
use crate::components::date;
use crate::components::picture::{Sizes, Urgency, thumbnail};
use crate::element::{Element, a, article, div, h2, h3, p, span, strong};
use crate::text::{Message, Words};

/// How much a card shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// The first of a page: large, with its lead, its title a heading of level 2.
    Lead,
    /// One of a list, with its lead, its title a heading of level 2.
    Listed,
    /// One of a part of a page that has a heading, with its lead.
    Full,
    /// Picture, or else its lead, beside its title.
    Small,
    /// The same where it is one of one or two beside a lead: its picture grows with the lead's.
    Grown,
    /// Picture and title.
    Similar,
}

/// A card. It names its section, but not within that section.
pub fn card(card: &Card, size: Size, within: Option<&Slug>, view: &View<'_>) -> Element {
    let section = card.section.as_ref().filter(|section| Some(*section) != within);
    let section = section.and_then(|section| view.site.section(section));
    let kicker = section.map(|section| view.content(p().class("kicker"), None, section.name.clone()));
    let by = (!matches!(size, Size::Small | Size::Grown) && !card.authors.is_empty()).then(|| {
        let names = names(&card.authors, view);
        p().class("card-by")
            .say(view.text.by().with_own(&[&names.0]), view)
    });
    let when = when(card, None, view);
    let said = by.is_some() || when.is_some();
    let below = said.then(|| div().class("card-meta").child((by, when)));
    made(card, size, kicker, below, view)
}

/// A card among similar content. `reason` says why it is there, where that is worth saying.
pub fn similar(card: &Card, reason: Option<Message>, view: &View<'_>) -> Element {
    let when = when(card, Some(view.text.posted_on()), view);
    let reason = reason.map(|reason| p().class("card-reason").say(reason, view));
    made(card, Size::Similar, when, reason, view)
}

/// A card, with what stands above its title and at its end.
fn made(card: &Card, size: Size, above: Option<Element>, below: Option<Element>, view: &View<'_>) -> Element {
    let address = view.route(&Route::of(card.section.as_ref(), &card.slug));
    let title_link = a().href(address).child(card.title.clone());
    let title = match size {
        Size::Lead | Size::Listed => h2(),
        Size::Full | Size::Small | Size::Grown | Size::Similar => h3(),
    };
    // Its words have a direction of their own; the card stands as the others do.
    let language = card.language.as_ref();
    let title = view.content(title.class("card-title"), language, title_link);
    let has_lead = match size {
        Size::Lead | Size::Listed | Size::Full => true,
        Size::Small | Size::Grown => card.image.is_none(),
        Size::Similar => false,
    };
    let (sizes, urgency) = match size {
        Size::Lead => (Sizes::Lead, Urgency::High),
        Size::Listed | Size::Full => (Sizes::Card, Urgency::Lazy),
        Size::Small => (Sizes::Beside, Urgency::Lazy),
        Size::Grown => (Sizes::Grown, Urgency::Lazy),
        Size::Similar => (Sizes::Small, Urgency::Lazy),
    };
    article()
        .class(match size {
            Size::Lead => "card card-lead",
            Size::Listed | Size::Full => "card",
            Size::Small | Size::Grown | Size::Similar => "card card-small",
        })
        .child((
            div().class("card-picture").child(
                card.image
                    .as_ref()
                    .map(|image| thumbnail(image, String::new(), sizes, urgency, view)),
            ),
            div().class("card-words").child((
                above,
                title,
                has_lead.then(|| {
                    card.lead
                        .clone()
                        .map(|lead| view.content(p().class("card-lead-words"), language, lead))
                }),
                below,
            )),
        ))
}

/// The one date that matters most on a card: closing day, day of the event, day of publication. The last says what it is
/// only where it is told how.
fn when(card: &Card, posted: Option<Words>, view: &View<'_>) -> Option<Element> {
    let (label, day) = if let Some(deadline) = card.deadline {
        (Some(deadline_label(deadline, view)), deadline)
    } else if let Some(event) = &card.event {
        (Some(view.text.when()), event.start.day)
    } else {
        (posted, card.published?)
    };
    let soon = card.deadline.and_then(|deadline| closing(deadline, view));
    let soon = soon.map(|words| (" ", strong().class("soon").say(words, view)));
    let label = label.map(|label| (view.say(label), " "));
    Some(
        p().class("card-when")
            .child((label, date::short(day, view), soon)),
    )
}

/// For how many days one counts down.
const SOON: i32 = 14;

/// In how many days something closes, where that is soon.
pub fn closing(deadline: Day, view: &View<'_>) -> Option<Message> {
    let days = view.today?.until(deadline);
    match days {
        0 => Some(view.text.message(view.text.closes_today())),
        1 => Some(view.text.message(view.text.closes_tomorrow())),
        2..=SOON => Some(view.count(view.text.closes_in(), days.unsigned_abs())),
        _ => None,
    }
}

/// What to call a closing day: it may have passed.
pub fn deadline_label(deadline: Day, view: &View<'_>) -> Words {
    if view.today.is_some_and(|today| deadline < today) {
        view.text.closed_on()
    } else {
        view.text.deadline()
    }
}

/// Names in a row.
pub fn names(names: &[String], view: &View<'_>) -> Message {
    view.text.row(names.iter().map(String::as_str))
}

/// What keeps the place of a card that is on its way.
pub fn skeleton() -> Element {
    article()
        .class("card card-skeleton")
        .attr("aria-hidden", "true")
        .child((
            div().class("card-picture").child(span()),
            div()
                .class("card-words")
                .child((p().class("kicker"), p().class("card-title"))),
        ))
}

/// Cards of a list, side by side.
pub fn grid(cards: &[Card], within: Option<&Slug>, view: &View<'_>) -> Element {
    div().class("cards").child(
        cards
            .iter()
            .map(|one| card(one, Size::Listed, within, view))
            .collect::<Vec<_>>(),
    )
}
