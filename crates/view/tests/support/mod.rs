//! What the tests of the view share.

use content::day::{Day, Moment};
use content::site::Site;
use view::text::Text;
use view::{Locale, View};

/// Days and numbers as they are written in files.
struct Days;

impl Locale for Days {
    fn month(&self, day: Day, _: &str) -> String {
        day.month().to_string()
    }

    fn whole(&self, day: Day, _: &str) -> String {
        day.to_string()
    }

    fn time(&self, moment: Moment, _: &str) -> String {
        let (hour, minute) = moment.time.expect("only moments with a time are asked for");
        format!("{hour:02}:{minute:02}")
    }

    fn plural(&self, number: u32, _: &str) -> String {
        if number == 1 { "one" } else { "other" }.to_owned()
    }

    fn number(&self, number: f64, _: &str) -> String {
        number.to_string()
    }

    fn digits(&self, number: u32, _: &str) -> String {
        format!("{number:02}")
    }
}

/// A view of a site whose addresses begin at the root, on no day.
pub(crate) fn view(site: &Site) -> View<'_> {
    View {
        site,
        text: Text::of(site),
        root: "/",
        today: None,
        locale: &Days,
        around: &site.language,
    }
}
