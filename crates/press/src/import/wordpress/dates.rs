//! Moments as WordPress writes them.

use content::day::{Day, Moment};

/// The moment that `2013-01-05 10:00:49` tells.
pub(super) fn moment_of(text: &str) -> Option<Moment> {
    let day = Day::parse(text.get(..10)?)?;
    let time = text
        .get(11..16)
        .and_then(|time| Moment::parse(&format!("{day}T{time}")));
    Some(time.unwrap_or(Moment { day, time: None }))
}
