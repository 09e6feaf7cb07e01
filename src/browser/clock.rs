//! The reader's clock.

use content::day::Day;

/// Today, where the reader is.
#[expect(clippy::cast_possible_truncation, reason = "a month and a day are small")]
pub(crate) fn today() -> Option<Day> {
    let now = js_sys::Date::new_0();
    let year = u16::try_from(now.get_full_year()).ok()?;
    Day::new(year, now.get_month() as u8 + 1, now.get_date() as u8)
}
