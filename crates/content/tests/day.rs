//! Days and moments.

use content::day::{Day, Moment};

/// The days of a year and their months counted the slow way, by the rule as people say it.
fn next((year, month, day): (u16, u8, u8)) -> (u16, u8, u8) {
    let every_fourth = year % 4 == 0;
    let century = year % 100 == 0;
    let fourth_century = year % 400 == 0;
    let february = if every_fourth && (!century || fourth_century) {
        29
    } else {
        28
    };
    let length = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][usize::from(month) - 1];
    match (month, day) {
        (12, 31) => (year + 1, 1, 1),
        (_, day) if day == length => (year, month + 1, 1),
        _ => (year, month, day + 1),
    }
}

// Walking through all days one after the other must meet exactly those that `new` accepts, in the order of `Ord`.
#[test]
fn the_calendar_has_exactly_the_days_that_counting_gives() {
    let mut counted = (1, 1, 1);
    let mut before = None;
    for year in 0..=10_000 {
        for month in 0..=13 {
            for day in 0..=32 {
                let there = Day::new(year, month, day);
                let expected = (year, month, day) == counted && year < 10_000;
                assert_eq!(there.is_some(), expected, "{year}-{month}-{day}");
                if let Some(there) = there {
                    assert_eq!((there.year(), there.month(), there.day()), counted);
                    assert!(Some(there) > before, "{there} does not come after {before:?}");
                    before = Some(there);
                    counted = next(counted);
                }
            }
        }
    }
    assert_eq!(counted, (10_000, 1, 1));
}

// Reading and writing are inverse for every day of some years, leap years and the calendar's two ends among them.
#[test]
fn every_day_is_read_back_from_how_it_is_written() {
    for year in [1, 4, 99, 100, 400, 1900, 1970, 1999, 2000, 2024, 2026, 9999] {
        for month in 1..=12 {
            for day in 1..=31 {
                let text = format!("{year:04}-{month:02}-{day:02}");
                let there = Day::new(year, month, day);
                assert_eq!(Day::parse(&text), there, "{text}");
                assert_eq!(there.map(|there| there.to_string()), there.map(|_| text));
            }
        }
    }
}

// Editors write dates in many ways; only one of them is a date, and none may slip in half read.
#[test]
fn a_day_is_written_in_one_way_only() {
    for text in [
        "",
        "2026",
        "2026-3-14",
        "26-03-14",
        "2026-03-14 ",
        " 2026-03-14",
        "2026/03/14",
        "14-03-2026",
        "2026-03-14T00:00",
        "2026-02-29",
        "2026-04-31",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "0000-01-01",
        "+202-01-01",
        "-001-01-01",
        "２０２６-03-14",
        "2026-03-1\u{660}",
        "2026-03-14\0",
        "10000-01-01",
        "2026-1e-01",
    ] {
        assert_eq!(Day::parse(text), None, "{text:?} is no day");
    }
}

// A moment with seconds or a zone would promise more than the page can show.
#[test]
fn a_moment_is_a_day_or_a_minute_of_it() {
    for text in [
        "2026-05-03",
        "2026-05-03T19:00",
        "2026-05-03T00:00",
        "2026-05-03T23:59",
    ] {
        assert_eq!(Moment::parse(text).expect(text).to_string(), text);
    }
    for text in [
        "",
        "T19:00",
        "2026-05-03T",
        "2026-05-03T24:00",
        "2026-05-03T19:60",
        "2026-05-03T9:00",
        "2026-05-03 19:00",
        "2026-05-03t19:00",
        "2026-05-03T19:00:00",
        "2026-05-03T19:00Z",
        "2026-02-30T10:00",
        "2026-05-03T1９:00",
        "2026-05-03T19:00T20:00",
        "2026-05-03T-1:00",
    ] {
        assert_eq!(Moment::parse(text), None, "{text:?} is no moment");
    }
}

// Lists of events are sorted by it: a day alone stands before its minutes.
#[test]
fn moments_come_in_the_order_of_time() {
    let moments = [
        "2026-05-03",
        "2026-05-03T00:00",
        "2026-05-03T09:30",
        "2026-05-03T10:00",
        "2026-05-04",
    ];
    let moments = moments.map(|text| Moment::parse(text).expect(text));
    assert!(moments.is_sorted(), "{moments:?}");
}

// “Closes in 3 days” must count the 29th of February where there is one, and only there.
#[test]
fn from_each_day_of_four_centuries_to_the_next_it_is_one_day() {
    let mut before = Day::new(1999, 12, 31).expect("it stands in the calendar");
    let first = before;
    let mut count = 0;
    for year in 2000..2400 {
        for month in 1..=12 {
            for day in (1..=31).filter_map(|day| Day::new(year, month, day)) {
                count += 1;
                assert_eq!(before.until(day), 1, "{before:?} to {day:?}");
                assert_eq!(day.until(first), -count);
                before = day;
            }
        }
    }
    assert_eq!(count, 146_097);
}
