//! Calendar days and local times, as they are written, without a time zone of their own.

use std::borrow::Cow;

use crate::json::checked_string;

/// A day of the proleptic Gregorian calendar from year 1 to 9999, written `2026-03-14`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    of_month: u8,
}

impl Day {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a day is written 2026-03-14 and stands in the calendar";

    /// The day, if there is one.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        let right = (1..=9999).contains(&year) && (1..=days).contains(&day);
        right.then_some(Self {
            year,
            month,
            of_month: day,
        })
    }

    /// The day, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return None;
        };
        let year = u16::from(two(*y1, *y2)?) * 100 + u16::from(two(*y3, *y4)?);
        Self::new(year, two(*m1, *m2)?, two(*d1, *d2)?)
    }

    /// `2026-03-14`.
    #[expect(clippy::cast_possible_truncation, reason = "a year has four digits")]
    pub fn as_str(&self) -> Cow<'_, str> {
        let mut text = String::with_capacity(10);
        push_two(&mut text, (self.year / 100) as u8);
        push_two(&mut text, (self.year % 100) as u8);
        text.push('-');
        push_two(&mut text, self.month);
        text.push('-');
        push_two(&mut text, self.of_month);
        Cow::Owned(text)
    }

    /// How many days lie between two: negative where the other is earlier.
    pub fn until(self, other: Self) -> i32 {
        other.number() - self.number()
    }

    /// Days since the first of March of the year 0, by the rule that a year from March on has its leap day at its end.
    fn number(self) -> i32 {
        let is_before_march = self.month < 3;
        let year = i32::from(self.year) - i32::from(is_before_march);
        let month = i32::from(self.month) + if is_before_march { 9 } else { -3 };
        // From March on months have 31, 30, 31, 30, 31 days, and again.
        let before = (153 * month + 2) / 5;
        365 * year + year / 4 - year / 100 + year / 400 + before + i32::from(self.of_month)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.of_month
    }
}

checked_string!(
    Day,
    Self {
        year: 1,
        month: 1,
        of_month: 1,
    }
);

/// A day, or a minute of a day on a wall clock: `2026-05-03` or `2026-05-03T19:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Hour and minute, where one is given.
    pub time: Option<(u8, u8)>,
}

impl Moment {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a moment is written 2026-05-03 or 2026-05-03T19:00";

    /// The moment, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((day, time)) = text.split_once('T') else {
            return Day::parse(text).map(|day| Self { day, time: None });
        };
        let [h1, h2, b':', m1, m2] = time.as_bytes() else {
            return None;
        };
        let (hour, minute) = (two(*h1, *h2)?, two(*m1, *m2)?);
        (hour < 24 && minute < 60).then_some(())?;
        Some(Self {
            day: Day::parse(day)?,
            time: Some((hour, minute)),
        })
    }

    /// As it is written.
    pub fn as_str(&self) -> Cow<'_, str> {
        let mut text = self.day.as_str().into_owned();
        if let Some((hour, minute)) = self.time {
            text.push('T');
            push_two(&mut text, hour);
            text.push(':');
            push_two(&mut text, minute);
        }
        Cow::Owned(text)
    }
}

checked_string!(
    Moment,
    Self {
        day: crate::json::Slot::blank(),
        time: None,
    }
);

fn two(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

fn push_two(text: &mut String, number: u8) {
    text.push(char::from(b'0' + number / 10));
    text.push(char::from(b'0' + number % 10));
}
