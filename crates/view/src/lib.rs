//! What a page looks like: pages and components are functions from values to elements.
//!
//! The portal mounts the elements in the reader's browser; press writes the same elements as the HTML of each
//! address, so that what is painted before the program has arrived is what the program would paint.

pub mod components;
pub mod consent;
pub mod element;
pub mod html;
pub mod id;
pub mod pages;
pub mod shell;
pub mod text;

use content::day::Day;
use content::route::Route;
use content::site::Site;

use text::{Counted, Text};

/// How days and numbers are written. The portal asks the browser's `Intl`; press the data that browsers have it from.
pub trait Locale {
    /// The short name of a day's month in a locale, such as “Jun”.
    fn month(&self, day: Day, locale: &str) -> String;

    /// The whole day in a locale, such as “9 June 2016”.
    fn whole(&self, day: Day, locale: &str) -> String;

    /// The plural category of a number in a locale, such as “one” or “few”.
    fn plural(&self, number: u32, locale: &str) -> String;

    /// A number in a locale, such as “1,234”.
    fn number(&self, number: u32, locale: &str) -> String;
}

/// What every page and component may know.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The site.
    pub site: &'a Site,
    /// The words of the interface.
    pub text: &'static Text,
    /// What an address from the site's root begins with: `/`, `/sub/` or `../../`.
    pub root: &'a str,
    /// Today, where the reader is; none where nobody knows.
    pub today: Option<Day>,
    /// How days and numbers are written.
    pub locale: &'a dyn Locale,
}

impl View<'_> {
    /// The address of a route.
    pub fn route(&self, route: &Route) -> String {
        [self.root, &route.path()].concat()
    }

    /// A sentence about so many things.
    pub fn count(&self, words: Counted, count: u32) -> String {
        let locale = self.text.locale();
        words.of(
            &self.locale.plural(count, locale),
            &self.locale.number(count, locale),
        )
    }

    /// The address of a file of the content folder.
    pub fn file(&self, path: &str) -> String {
        [self.root, "content/", path].concat()
    }
}
