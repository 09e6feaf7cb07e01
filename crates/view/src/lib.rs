//! What a page looks like: pages and components are functions from values to elements.
//!
//! The portal mounts the elements in the reader's browser; press writes the same elements as the HTML of each
//! address, so that what is prerendered before the app has arrived is what the app would show.

pub mod components;
pub mod consent;
pub mod element;
pub mod html;
pub mod id;
pub mod pages;
pub mod shell;
pub mod text;

use std::borrow::Cow;

use content::day::{Day, Moment};
use content::language::Language;
use content::route::Route;
use content::site::Site;

use element::{Children, Element, Node, Nodes, nodes, span};
use text::{Counted, Message, Said, Text};

/// How days and numbers are written. The portal asks the browser's `Intl`; press the data that browsers have it from.
///
/// Days are those of the Gregorian calendar in every locale, as addresses and lists have them.
pub trait Locale {
    /// The short name of a day's month in a locale, such as “Jun”.
    fn month(&self, day: Day, locale: &str) -> String;

    /// The whole day in a locale, such as “9 June 2016”.
    fn whole(&self, day: Day, locale: &str) -> String;

    /// The time of a moment that has one in a locale, such as “19:00”.
    fn time(&self, moment: Moment, locale: &str) -> String;

    /// The plural category of a number in a locale, such as “one” or “few”.
    fn plural(&self, number: u32, locale: &str) -> String;

    /// A number in a locale, such as “1,234”; of a fraction at most tenths, such as “1.5”.
    fn number(&self, number: f64, locale: &str) -> String;

    /// A number as it stands in dates, of two digits or more: “04”, “2016”.
    fn digits(&self, number: u32, locale: &str) -> String;
}

/// The attribute that names an element.
pub const LABEL: &str = "aria-label";

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
    /// The language of what surrounds that which is made now.
    pub around: &'a Language,
}

impl<'a> View<'a> {
    /// The same where words in a language surround what is made.
    #[inline(never)]
    #[must_use]
    pub fn within(&self, language: &'a Language) -> Self {
        Self {
            around: language,
            ..*self
        }
    }

    /// An element whose words are in a language, and the view for what stands in it. The element says so where what
    /// surrounds it is in another.
    #[inline(never)]
    pub fn enter(&self, element: Element, language: &'a Language) -> (Element, Self) {
        let element = if language == self.around {
            element
        } else {
            element.language(language)
        };
        (element, self.within(language))
    }

    /// The same in the site's language, for a part of the page with names of the site.
    pub fn own(&self, element: Element) -> (Element, Self) {
        self.enter(element, &self.site.language)
    }

    /// Words of the interface as a child. Among others in another language they are marked, and turn neither them nor
    /// themselves.
    pub fn say(&self, words: impl Said) -> Node {
        self.node(words.message(self.text))
    }

    #[inline(never)]
    fn node(&self, words: Message) -> Node {
        let words = Node::Text(words.0);
        match self.apart() {
            Some(apart) => apart.child(words).into(),
            None => words,
        }
    }

    /// The same for words with elements among them.
    pub fn phrase(&self, make: &dyn Fn(&Self) -> Nodes) -> Nodes {
        let words = make(&self.within(self.text.language(self.site)));
        match self.apart() {
            Some(apart) => nodes(apart.child(words)),
            None => words,
        }
    }

    /// What words of the interface stand in among others; nothing where these are in the same language.
    fn apart(&self) -> Option<Element> {
        let language = self.text.language(self.site);
        (language != self.around).then(|| span().language(language))
    }

    /// Names an element by words of the interface, when all that stands in it does. An attribute is in the language of its
    /// element, so each element in it is said to be in its own.
    pub fn label(&self, element: Element, attribute: &'static str, words: impl Said) -> Element {
        self.labelled(element, attribute, words.message(self.text))
    }

    #[inline(never)]
    fn labelled(&self, element: Element, attribute: &'static str, words: Message) -> Element {
        let language = self.text.language(self.site);
        let element = element.attr(attribute, words.bare());
        if language == self.around {
            element
        } else {
            element.worded(language, self.around)
        }
    }

    /// Words of the content that stand by themselves, such as a title: in the language that is said of them, or else in the
    /// site's and in the direction of their letters. Whatever signs are in them, they turn nothing beside them.
    pub fn content(&self, element: Element, language: Option<&Language>, words: impl Children) -> Element {
        let element = if let Some(language) = language {
            element.language(language)
        } else {
            let own = &self.site.language;
            let lang = (own != self.around).then(|| own.to_string());
            element.attr("lang", lang).dir("auto")
        };
        element.child(words)
    }

    /// The address of a route.
    pub fn route(&self, route: &Route) -> String {
        [self.root, &route.path()].concat()
    }

    /// A sentence about so many things.
    pub fn count(&self, words: Counted, count: u32) -> Message {
        let locale = self.text.locale();
        words.of(&self.locale.plural(count, locale), &self.number(count.into()))
    }

    /// A number as the interface writes it.
    pub fn number(&self, number: f64) -> String {
        self.locale.number(number, self.text.locale())
    }

    /// A number as the language writes it that surrounds it.
    pub fn own_number(&self, number: u32) -> String {
        // A site says itself how its own language does.
        let own = self.around.is_spoken_as(self.text.language(self.site));
        let locale = if own {
            Cow::Borrowed(self.text.locale())
        } else {
            self.around.as_str()
        };
        self.locale.number(number.into(), &locale)
    }

    /// A year as the interface writes it.
    pub fn year(&self, year: u32) -> String {
        self.locale.digits(year, self.text.locale())
    }

    /// The address of a file of the content folder.
    pub fn file(&self, path: &str) -> String {
        [self.root, "content/", path].concat()
    }
}
