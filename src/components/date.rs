//! Dates as readers see them.

use content::article::Event;
use content::day::{Day, Moment};

use crate::browser::intl;
use crate::text::Text;
use crate::ui::{Element, Nodes, nodes, time};

/// A date in short, such as “09 Jun 2016”; the style sheet makes it capitals.
pub(crate) fn short(day: Day, text: &Text) -> Element {
    let digits = |number: u8| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    let month = intl::part(day, text.locale, "month", "short");
    let words = (text.short_day)(&digits(day.day()), &month, &day.year().to_string());
    time().attr("datetime", day.to_string()).child(words)
}

/// A date in full, such as “9 June 2016”.
pub(crate) fn long(day: Day, text: &Text) -> String {
    intl::long_day(day, text.locale)
}

/// From when to when an event is.
pub(crate) fn span(event: &Event, text: &Text) -> Nodes {
    nodes((
        moment(event.start, text),
        event.end.map(|end| (" – ", moment(end, text))),
        event
            .zone
            .clone()
            .map(|zone| [" (", &zone.replace('_', " "), ")"].concat()),
    ))
}

fn moment(moment: Moment, text: &Text) -> Element {
    let day = long(moment.day, text);
    let written = moment.to_string();
    let clock = written
        .split_once('T')
        .map(|(_, clock)| [", ", clock].concat())
        .unwrap_or_default();
    time().attr("datetime", written).child([day, clock].concat())
}
