//! Days that are plainly a slip of the pen: a year too many, a digit too few.

use content::day::Day;

use crate::article::{DayOf, Draft};
use crate::diagnostic::{Explanation, Fault, Position};
use crate::release::Gate;

/// Before this year nobody published a thing that stands on a portal.
const FIRST_YEAR: u16 = 1000;

/// How many days ahead a publication may be planned: two years.
const PLANNED: i32 = 2 * 366;

/// How many days ahead a call may close or an event begin: twenty years.
const FORESEEN: i32 = 20 * 366;

/// What is odd about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    /// Its year has three digits or fewer.
    Ancient(Day),
    /// It lies further ahead than anybody plans.
    FarAhead(Day),
    /// A change that nobody can have made yet.
    ChangedLater(Day),
    /// The article is to be read no more before it is to be read.
    NeverShown,
    /// An event ends before it begins.
    EndsBeforeStart,
}

impl Fault for Slip {
    fn explain(&self) -> Explanation {
        match self {
            Self::Ancient(day) => Explanation::warning(
                format!("the year of {day} is hardly meant"),
                "write it with four digits, as 2026",
            ),
            Self::FarAhead(day) => Explanation::warning(
                format!("{day} lies so far ahead that it is hardly meant"),
                "correct the year",
            ),
            Self::ChangedLater(day) => Explanation::warning(
                format!("{day}, the day of the last change, is still to come"),
                "write the day on which the text was changed",
            ),
            Self::NeverShown => Explanation::warning(
                "this expires before it appears, so nobody is ever to read it",
                "correct published or expires",
            ),
            Self::EndsBeforeStart => Explanation::warning(
                "the event ends before it begins, so its end is passed over",
                "correct start or end",
            ),
        }
    }
}

/// Tells of the slips in an article.
pub(super) fn tell(draft: &mut Draft, gate: &Gate) {
    let today = gate.now.map(|now| now.in_zone(&gate.zone).day);
    let mut slips: Vec<(Option<Position>, Slip)> = Vec::new();
    for named in &draft.days {
        let ahead = today.map_or(0, |today| today.until(named.day));
        let limit = match named.of {
            DayOf::Publication => PLANNED,
            DayOf::Change => 1,
            // That something is to stay for ever may be said by any day.
            DayOf::Expiry => i32::MAX,
            DayOf::Deadline | DayOf::Event => FORESEEN,
        };
        let slip = if named.day.year() < FIRST_YEAR {
            Slip::Ancient(named.day)
        } else if ahead <= limit {
            continue;
        } else if named.of == DayOf::Change {
            Slip::ChangedLater(named.day)
        } else {
            Slip::FarAhead(named.day)
        };
        slips.push((Some(named.position), slip));
    }
    if draft.release.is_empty(gate) {
        slips.push((
            draft.release.until.and_then(|until| until.position),
            Slip::NeverShown,
        ));
    }
    let event = draft.article.event.as_ref();
    // An end without a clock is the end of its day.
    let ends_early = event.is_some_and(|event| {
        event
            .end
            .is_some_and(|end| (end.day, end.time.or(event.start.time)) < (event.start.day, event.start.time))
    });
    if ends_early {
        let mut days = draft.days.iter().filter(|named| named.of == DayOf::Event);
        slips.push((
            days.next_back().map(|named| named.position),
            Slip::EndsBeforeStart,
        ));
    }
    for (position, slip) in slips {
        draft.findings.add(position, &slip);
    }
}
