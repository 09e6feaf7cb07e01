//! Days that are plainly a slip of the pen: a year too many, a digit too few.

use content::article::Article;
use content::day::Day;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, Position};
use crate::read::article::{DayOf, Draft};
use crate::read::event;
use crate::read::release::Gate;

/// Before this year nobody published a thing that stands on a portal.
const FIRST_YEAR: u16 = 1000;

/// How many days ahead a publication may be planned: two years.
const PLANNED: i32 = 2 * 366;

/// How many days ahead a call may close or an event begin: twenty years.
const FORESEEN: i32 = 20 * 366;

/// What is odd about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
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
    fn code(&self) -> Code {
        match self {
            Self::Ancient(_) => Code::YearTooEarly,
            Self::FarAhead(_) => Code::DayTooFarAhead,
            Self::ChangedLater(_) => Code::ChangeToCome,
            Self::NeverShown => Code::NeverShown,
            Self::EndsBeforeStart => Code::EndsBeforeStart,
        }
    }

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
    let mut slips: Vec<(Option<Position>, Slip)> = Vec::new();
    for named in &draft.days {
        let slip = slip(named.of, named.day, gate);
        slips.extend(slip.map(|slip| (Some(named.position), slip)));
    }
    if draft.release.is_empty(gate) {
        slips.push((
            draft.release.until.and_then(|until| until.position),
            Slip::NeverShown,
        ));
    }
    if draft.article.event.as_ref().is_some_and(event::ends_early) {
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

/// The slips in an article whose days stand nowhere but in itself.
pub(super) fn of(article: &Article, gate: &Gate) -> Vec<Slip> {
    let event = article.event.as_ref();
    let days = [
        (DayOf::Publication, article.published),
        (DayOf::Change, article.updated),
        (DayOf::Deadline, article.deadline),
        (DayOf::Event, event.map(|event| event.start.day)),
        (DayOf::Event, event.and_then(|event| event.end).map(|end| end.day)),
    ];
    let slips = days.into_iter().filter_map(|(of, day)| slip(of, day?, gate));
    let early = event.filter(|event| event::ends_early(event));
    slips.chain(early.map(|_| Slip::EndsBeforeStart)).collect()
}

/// What is odd about a day, if anything is.
fn slip(of: DayOf, day: Day, gate: &Gate) -> Option<Slip> {
    let today = gate.now.map(|now| now.in_zone(&gate.zone).day);
    let ahead = today.map_or(0, |today| today.until(day));
    let limit = match of {
        DayOf::Publication => PLANNED,
        DayOf::Change => 1,
        // That something is to stay for ever may be said by any day.
        DayOf::Expiry => i32::MAX,
        DayOf::Deadline | DayOf::Event => FORESEEN,
    };
    if day.year() < FIRST_YEAR {
        Some(Slip::Ancient(day))
    } else if ahead <= limit {
        None
    } else if of == DayOf::Change {
        Some(Slip::ChangedLater(day))
    } else {
        Some(Slip::FarAhead(day))
    }
}
