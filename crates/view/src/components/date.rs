//! Dates as readers see them: words of the interface, whatever language the article is in.

use content::article::Event;
use content::day::{Day, Moment};

use crate::View;
use crate::element::{Element, Nodes, nodes, time};
use crate::text::Message;

/// A date in short, such as “09 Jun 2016”; the style sheet makes it capitals.
pub fn short(day: Day, view: &View<'_>) -> Element {
    let digits = |number: u16| view.locale.digits(number.into(), view.text.locale());
    let month = view.locale.month(day, view.text.locale_of_months());
    let words = view
        .text
        .short_day()
        .with_own(&[&digits(day.day().into()), &month, &digits(day.year())]);
    time().attr("datetime", day.to_string()).say(words, view)
}

/// A date in full, such as “9 June 2016”.
pub fn long(day: Day, view: &View<'_>) -> Message {
    Message(view.locale.whole(day, view.text.locale()).into())
}

/// From when to when an event is.
pub fn span(event: &Event, view: &View<'_>) -> Nodes {
    view.phrase(&|view| {
        nodes((
            moment(event.start, view),
            event.end.map(|end| (" – ", moment(end, view))),
            event.zone.as_deref().map(|zone| {
                // “Asia/Aqtau”: the city is what people say.
                let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
                (" (", view.say(view.text.time_of().of(&city)), ")")
            }),
        ))
    })
}

fn moment(moment: Moment, view: &View<'_>) -> Element {
    let mut words = long(moment.day, view);
    if moment.time.is_some() {
        let clock = view.locale.time(moment, view.text.locale());
        words = view.text.day_and_time().with_own(&[&words.0, &clock]);
    }
    time().attr("datetime", moment.to_string()).say(words, view)
}
