//! Dates as readers see them.

use content::article::Event;
use content::day::{Day, Moment};

use crate::View;
use crate::element::{Element, Nodes, nodes, time};

/// A date in short, such as “09 Jun 2016”; the style sheet makes it capitals.
pub fn short(day: Day, view: &View<'_>) -> Element {
    let digits = |number: u8| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    let month = view.locale.month(day, view.text.locale_of_months());
    let words = view
        .text
        .short_day()
        .with_own(&[&digits(day.day()), &month, &day.year().to_string()]);
    time().attr("datetime", day.to_string()).child(words)
}

/// A date in full, such as “9 June 2016”.
pub fn long(day: Day, view: &View<'_>) -> String {
    view.locale.whole(day, view.text.locale())
}

/// From when to when an event is.
pub fn span(event: &Event, view: &View<'_>) -> Nodes {
    nodes((
        moment(event.start, view),
        event.end.map(|end| (" – ", moment(end, view))),
        event.zone.as_deref().map(|zone| {
            // “Asia/Aqtau”: the city is what people say.
            let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
            [" (", &view.text.time_of().of(&city), ")"].concat()
        }),
    ))
}

fn moment(moment: Moment, view: &View<'_>) -> Element {
    let day = long(moment.day, view);
    let written = moment.to_string();
    let clock = written
        .split_once('T')
        .map(|(_, clock)| [", ", clock].concat())
        .unwrap_or_default();
    time().attr("datetime", written).child([day, clock].concat())
}
