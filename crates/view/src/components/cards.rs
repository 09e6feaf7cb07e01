//! Cards: what stands for articles in lists.

use content::article::Card;
use content::day::Day;
use content::route::Route;

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
    /// Picture, date, title.
    Small,
}

/// A card. `reason` says why it is there, where that is worth saying.
pub fn card(card: &Card, size: Size, reason: Option<Message>, view: &View<'_>) -> Element {
    let address = view.route(&Route::of(card.section.as_ref(), &card.slug));
    let title_link = a().href(address).child(card.title.clone());
    let title = match size {
        Size::Lead | Size::Listed => h2(),
        Size::Full | Size::Small => h3(),
    };
    // Its words have a direction of their own; the card stands as the others do.
    let language = card.language.as_ref();
    let title = view.content(title.class("card-title"), language, title_link);
    let (sizes, urgency) = match size {
        Size::Lead => (Sizes::Lead, Urgency::High),
        Size::Listed | Size::Full => (Sizes::Card, Urgency::Lazy),
        Size::Small => (Sizes::Small, Urgency::Lazy),
    };
    article()
        .class(match size {
            Size::Lead => "card card-lead",
            Size::Listed | Size::Full => "card",
            Size::Small => "card card-small",
        })
        .child((
            div().class("card-picture").child(
                card.image
                    .as_ref()
                    .map(|image| thumbnail(image, String::new(), sizes, urgency, view)),
            ),
            div().class("card-words").child((
                when(card, view),
                title,
                (size != Size::Small).then(|| {
                    card.lead
                        .clone()
                        .map(|lead| view.content(p().class("card-lead-words"), language, lead))
                }),
                (size != Size::Small && !card.authors.is_empty()).then(|| {
                    let names = names(&card.authors, view);
                    p().class("card-by")
                        .say(view.text.by().with_own(&[&names.0]), view)
                }),
                reason.map(|reason| p().class("card-reason").say(reason, view)),
            )),
        ))
}

/// The one date that matters most on a card: closing day, day of the event, day of publication.
fn when(card: &Card, view: &View<'_>) -> Option<Element> {
    let (label, day) = if let Some(deadline) = card.deadline {
        (deadline_label(deadline, view), deadline)
    } else if let Some(event) = &card.event {
        (view.text.when(), event.start.day)
    } else {
        (view.text.posted_on(), card.published?)
    };
    let soon = card.deadline.and_then(|deadline| closing(deadline, view));
    let soon = soon.map(|words| (" ", strong().class("soon").say(words, view)));
    Some(
        p().class("card-when")
            .child((view.say(label), " ", date::short(day, view), soon)),
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
pub fn waiting() -> Element {
    article()
        .class("card card-waiting")
        .attr("aria-hidden", "true")
        .child((
            div().class("card-picture").child(span()),
            div()
                .class("card-words")
                .child((p().class("card-when"), p().class("card-title"))),
        ))
}

/// Cards of one size.
pub fn grid(cards: &[Card], size: Size, view: &View<'_>) -> Element {
    div().class("cards").child(
        cards
            .iter()
            .map(|one| card(one, size, None, view))
            .collect::<Vec<_>>(),
    )
}
