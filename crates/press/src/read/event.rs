//! When an event is, and what is wrong with that.

use content::article::Event;
use content::day::Moment;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::time_zone::Zone;

/// A time zone that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnknownZone(pub(crate) String);

impl Fault for UnknownZone {
    fn code(&self) -> Code {
        Code::UnknownZone
    }

    fn explain(&self) -> Explanation {
        Explanation::warning(
            format!(
                "there is no time zone “{}”, so calendars show the event at this hour of their own place",
                self.0
            ),
            "write a name such as Europe/Lisbon or Asia/Ho_Chi_Minh",
        )
    }
}

/// The end of an event, where it comes after its beginning. One without a clock is the end of its day.
pub(crate) fn end_of(event: &Event) -> Option<Moment> {
    let start = event.start;
    event.end.filter(|end| {
        let ends_with_day = end.day == start.day && end.time.is_none() && start.time.is_some();
        *end > start || ends_with_day
    })
}

/// Does an event end before it begins? Its end is passed over.
pub(crate) fn ends_early(event: &Event) -> bool {
    event.end.is_some_and(|end| end != event.start) && end_of(event).is_none()
}

/// What is wrong with the time zone of an event, if anything is. It is passed over.
pub(crate) fn fault_of_zone(event: &Event) -> Option<UnknownZone> {
    let zone = event.zone.as_ref().filter(|zone| Zone::parse(zone).is_none())?;
    Some(UnknownZone(zone.clone()))
}
