//! Cards: what stands for articles in lists.

use content::article::Card;
use content::day::Day;
use content::route::Route;

use crate::View;
use crate::components::date;
use crate::components::picture::{Urgency, thumbnail};
use crate::element::{Element, a, article, div, h2, h3, p, span, strong};

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
pub fn card(card: &Card, size: Size, reason: Option<String>, view: &View<'_>) -> Element {
    let address = view.route(&Route::of(card.section.as_ref(), &card.slug));
    let title_link = a().href(address).child(card.title.clone());
    let title = match size {
        Size::Lead | Size::Listed => h2(),
        Size::Full | Size::Small => h3(),
    };
    // Its words have a direction of their own; the card stands as the others do.
    let own = |words: Element| match &card.language {
        Some(language) => words.language(language),
        None => words,
    };
    let title = own(title.class("card-title")).child(title_link);
    let urgency = if size == Size::Lead {
        Urgency::High
    } else {
        Urgency::Lazy
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
                    .map(|image| thumbnail(image, String::new(), urgency, view)),
            ),
            div().class("card-words").child((
                when(card, view),
                title,
                (size != Size::Small).then(|| {
                    card.lead
                        .clone()
                        .map(|lead| own(p().class("card-lead-words")).child(lead))
                }),
                (size != Size::Small && !card.authors.is_empty()).then(|| {
                    p().class("card-by")
                        .child(view.text.by().of(&names(&card.authors, view)))
                }),
                reason.map(|reason| p().class("card-reason").child(reason)),
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
    let soon = soon.map(|words| (" ", strong().class("soon").child(words)));
    Some(
        p().class("card-when")
            .child((label, " ", date::short(day, view), soon)),
    )
}

/// For how many days one counts down.
const SOON: i32 = 14;

/// In how many days something closes, where that is soon.
pub fn closing(deadline: Day, view: &View<'_>) -> Option<String> {
    let days = view.today?.until(deadline);
    match days {
        0 => Some(view.text.closes_today().to_owned()),
        1 => Some(view.text.closes_tomorrow().to_owned()),
        2..=SOON => Some(view.count(view.text.closes_in(), days.unsigned_abs())),
        _ => None,
    }
}

/// What to call a closing day: it may have passed.
pub fn deadline_label(deadline: Day, view: &View<'_>) -> &'static str {
    if view.today.is_some_and(|today| deadline < today) {
        view.text.closed_on()
    } else {
        view.text.deadline()
    }
}

/// Names in a row.
pub fn names(names: &[String], view: &View<'_>) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => [&first.join(view.text.comma()), view.text.and(), last].concat(),
    }
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
