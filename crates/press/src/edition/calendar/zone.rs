//! Time zones as calendars and structured data need them.

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType as Kind, ICalendarProperty as Property,
};
use content::day::Moment;
use jiff::civil::Date;
use jiff::tz::{Dst, Offset, TimeZoneTransition};
use jiff::{SignedDuration, Timestamp};

use super::{add, date, put};
use crate::time_zone::Zone;

/// The first day of the calendar that other programs count zones without a change from.
const ALWAYS: &str = "16010101T000000";

/// A local time as ISO 8601 has it, with its offset where the zone is known: `2026-05-03T19:00:00+01:00`. A day stays
/// a day.
pub fn moment_with_offset(moment: Moment, zone: Option<&str>) -> String {
    let Some((hour, minute)) = moment.time else {
        return moment.as_str().into_owned();
    };
    let local = format!("{}T{hour:02}:{minute:02}:00", moment.day.as_str());
    let offset = zone.and_then(Zone::parse).and_then(|zone| {
        let time = date(moment.day).at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0);
        let timestamp = zone.rules().to_timestamp(time).ok()?;
        Some(zone.rules().to_offset(timestamp))
    });
    match offset {
        Some(offset) => local + &signed(offset, ":"),
        None => local,
    }
}

/// Describes a zone as far as the days from `first` to `last` need it: every change from the last one before.
pub(super) fn describe(tree: &mut ICalendar, name: &str, first: Date, last: Date) {
    let Some(zone) = Zone::parse(name) else { return };
    let zone = zone.rules();
    let mut component = ICalendarComponent::new(Kind::VTimezone);
    put(&mut component, Property::Tzid, name);
    let place = add(tree, 0, component);
    // A day to each side, because the days are local ones.
    let from = edge(first, -1);
    let to = edge(last, 2);
    let before = zone.preceding(from).next().filter(|change| is_recent(change));
    if before.is_none() {
        let info = zone.to_offset_info(from);
        let observance = observance(
            info.dst(),
            ALWAYS,
            info.offset(),
            info.offset(),
            info.abbreviation(),
        );
        add(tree, place, observance);
    }
    let since = before.as_ref().map_or(from, TimeZoneTransition::timestamp);
    let changes = before.into_iter().chain(
        zone.following(since)
            .take_while(|change| change.timestamp() <= to),
    );
    for change in changes {
        let earlier = zone.to_offset(change.timestamp() - SignedDuration::from_secs(1));
        // The clock shows this time at the change, before it is put forward or back.
        let onset = earlier
            .to_datetime(change.timestamp())
            .strftime("%Y%m%dT%H%M%S")
            .to_string();
        let observance = observance(
            change.dst(),
            &onset,
            earlier,
            change.offset(),
            change.abbreviation(),
        );
        add(tree, place, observance);
    }
}

/// Some zones begin with a change at the beginning of time.
fn is_recent(change: &TimeZoneTransition<'_>) -> bool {
    Offset::UTC.to_datetime(change.timestamp()).year() > 1601
}

fn edge(day: Date, days: i64) -> Timestamp {
    let midnight = Offset::UTC
        .to_timestamp(day.at(0, 0, 0, 0))
        .unwrap_or(if days < 0 { Timestamp::MIN } else { Timestamp::MAX });
    midnight
        .saturating_add(SignedDuration::from_hours(24 * days))
        .unwrap_or(midnight)
}

fn observance(dst: Dst, onset: &str, from: Offset, to: Offset, name: &str) -> ICalendarComponent {
    let kind = if dst.is_dst() {
        Kind::Daylight
    } else {
        Kind::Standard
    };
    let mut component = ICalendarComponent::new(kind);
    put(&mut component, Property::Dtstart, onset);
    put(&mut component, Property::Tzoffsetfrom, &signed(from, ""));
    put(&mut component, Property::Tzoffsetto, &signed(to, ""));
    put(&mut component, Property::Tzname, name);
    component
}

/// `+0100`; seconds only where the zone had some.
fn signed(offset: Offset, between: &str) -> String {
    let sign = if offset.is_negative() { '-' } else { '+' };
    let seconds = offset.seconds().unsigned_abs();
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let text = format!("{sign}{hours:02}{between}{minutes:02}");
    if rest > 0 {
        format!("{text}{between}{rest:02}")
    } else {
        text
    }
}
