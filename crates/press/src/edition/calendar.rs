//! Events and deadlines as iCalendar files, RFC 5545: one in the bundle for each article that has them, and one for the
//! site.
//!
//! A deadline is an event of a whole day that leaves the day free, and no to-do: the calendars that people subscribe
//! with pass over to-dos.

mod zone;

use std::collections::BTreeMap;

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType as Kind, ICalendarParameter,
    ICalendarParameterName, ICalendarParameterValue, ICalendarProperty as Property, ICalendarValue,
    ICalendarValueType,
};
use content::article::{Article, Event};
use content::bundle::calendar_file;
use content::day::{Day, Moment};
use content::language::Language;
use content::route::CONTENT;
use content::site::Site;
use jiff::civil::Date;

use crate::edition::bundle::{Edition, Files};
use crate::edition::canonical::Canonical;
use crate::edition::plain;
use crate::edition::portal;
use crate::read::event::end_of;
use crate::read::names::slugify;
use crate::time_zone::Zone;

pub use zone::moment_with_offset;

/// What a calendar file says of the program that wrote it.
const PRODUCT: &str = "-//Feuilleton//press//EN";

/// Does an article have an event or a deadline, and so a calendar?
pub fn has_calendar(article: &Article) -> bool {
    article.event.is_some() || article.deadline.is_some()
}

/// The path of an article's calendar from the site's root, where it has one.
pub fn path(article: &Article) -> Option<String> {
    has_calendar(article).then(|| format!("{CONTENT}/{}", calendar_file(&article.slug)))
}

/// The calendars of single articles, by their path in the bundle.
pub(crate) fn of_articles(site: &Site, articles: &[Article]) -> Files {
    let names = Names::of(site);
    let with_calendar = articles.iter().filter(|article| has_calendar(article));
    let files = with_calendar.map(|article| {
        let entries = entries(article, &names);
        let bytes = calendar(&plain::line(&article.title), &entries);
        (calendar_file(&article.slug), bytes)
    });
    files.collect()
}

/// The calendar of the whole site; none where nothing happens and nothing closes.
pub fn files(edition: &Edition) -> Files {
    let mut files = BTreeMap::new();
    let names = Names::of(&edition.site);
    let entries_of = |article| entries(article, &names);
    let mut all: Vec<_> = edition.articles.iter().flat_map(entries_of).collect();
    if !all.is_empty() {
        all.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
        files.insert(
            portal::CALENDAR.to_owned(),
            calendar(&plain::line(&edition.site.name), &all),
        );
    }
    files
}

/// How a site names its entries.
struct Names<'a> {
    site: &'a Site,
    canonical: Option<Canonical>,
    /// What makes names of this site different from those of others.
    domain: String,
}

impl<'a> Names<'a> {
    fn of(site: &'a Site) -> Self {
        let canonical = Canonical::of(site).ok();
        let domain = match &canonical {
            Some(canonical) => canonical.host().to_owned(),
            None => slugify(&site.name).map_or_else(|| "site".to_owned(), |slug| slug.to_string()),
        };
        Self {
            site,
            canonical,
            domain,
        }
    }
}

/// One entry of a calendar.
struct Entry {
    id: String,
    start: Moment,
    end: Option<Moment>,
    /// A time zone that there is.
    zone: Option<String>,
    title: String,
    summary: Option<String>,
    venue: Option<String>,
    address: Option<String>,
    /// The day of the last change.
    changed: Day,
    /// Does it leave the day free?
    is_free: bool,
}

fn entries(article: &Article, names: &Names<'_>) -> Vec<Entry> {
    let address = names
        .canonical
        .as_ref()
        .map(|canonical| canonical.article(article));
    let title = plain::line(&article.title);
    let changed = article.updated.max(article.published);
    let event = article.event.as_ref().map(|event| Entry {
        id: format!("{}.event@{}", article.slug, names.domain),
        start: event.start,
        end: end_of(event),
        zone: event.zone.clone().filter(|zone| Zone::parse(zone).is_some()),
        title: title.clone(),
        summary: plain::summary(article),
        venue: event.venue.as_deref().map(plain::line),
        address: address.clone(),
        changed: changed.unwrap_or(event.start.day),
        is_free: false,
    });
    let deadline = article.deadline.map(|day| Entry {
        id: format!("{}.deadline@{}", article.slug, names.domain),
        start: Moment { day, time: None },
        end: None,
        zone: None,
        title: closing(&title, article.language.as_ref().unwrap_or(&names.site.language)),
        summary: plain::summary(article),
        venue: None,
        address,
        changed: changed.unwrap_or(day),
        is_free: true,
    });
    event.into_iter().chain(deadline).collect()
}

/// The title of a deadline: among other entries it must say that something closes.
fn closing(title: &str, language: &Language) -> String {
    let tag = language.as_str().to_ascii_lowercase();
    let word = match tag.split('-').next().unwrap_or_default() {
        "ar" => "آخر موعد",
        "de" => "Frist",
        "es" => "Fecha límite",
        "fr" => "Date limite",
        "pt" => "Prazo",
        "zh" => return format!("截止：{title}"),
        _ => "Deadline",
    };
    format!("{word}: {title}")
}

/// A whole file.
fn calendar(name: &str, entries: &[Entry]) -> Vec<u8> {
    let mut tree = ICalendar {
        components: vec![ICalendarComponent::new(Kind::VCalendar)],
    };
    let root = &mut tree.components[0];
    put(root, Property::Version, "2.0");
    put(root, Property::Prodid, PRODUCT);
    put(root, Property::Calscale, "GREGORIAN");
    put(root, Property::Name, name);
    // The name that calendars of before RFC 7986 read.
    put(root, Property::Other("X-WR-CALNAME".to_owned()), name);
    let mut zones: BTreeMap<&str, (Date, Date)> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.start.time.is_some()) {
        if let Some(zone) = &entry.zone {
            let (start, end) = (entry.start.day, entry.end.map_or(entry.start.day, |end| end.day));
            let span = zones.entry(zone).or_insert((date(start), date(end)));
            *span = (span.0.min(date(start)), span.1.max(date(end)));
        }
    }
    for (name, (first, last)) in zones {
        zone::describe(&mut tree, name, first, last);
    }
    for entry in entries {
        add(&mut tree, 0, entry.component());
    }
    tree.to_string().into_bytes()
}

impl Entry {
    fn component(&self) -> ICalendarComponent {
        let mut event = ICalendarComponent::new(Kind::VEvent);
        put(&mut event, Property::Uid, &self.id);
        // Without a method, this is the moment of the last change.
        put(
            &mut event,
            Property::Dtstamp,
            &format!("{}T000000Z", digits(self.changed)),
        );
        match self.start.time {
            None => {
                put_day(&mut event, Property::Dtstart, date(self.start.day));
                // The end of whole days is the day after the last one. A whole day takes no clock at its end.
                let last = self.end.map_or(self.start.day, |end| end.day);
                if let Ok(after) = date(last).tomorrow() {
                    put_day(&mut event, Property::Dtend, after);
                }
            }
            Some(time) => {
                self.put_moment(&mut event, Property::Dtstart, self.start.day, time);
                if let Some(end) = self.end {
                    // Start and end are of one kind: an end without a clock is the last minute of its day.
                    self.put_moment(&mut event, Property::Dtend, end.day, end.time.unwrap_or((23, 59)));
                }
            }
        }
        put(&mut event, Property::Summary, &self.title);
        let texts = [
            (Property::Description, &self.summary),
            (Property::Location, &self.venue),
            (Property::Url, &self.address),
        ];
        for (property, text) in texts {
            if let Some(text) = text {
                put(&mut event, property, text);
            }
        }
        let transparency = if self.is_free { "TRANSPARENT" } else { "OPAQUE" };
        put(&mut event, Property::Transp, transparency);
        event
    }

    /// A local time, on the clock of its zone where that is known, else on that of whoever reads it.
    fn put_moment(
        &self,
        event: &mut ICalendarComponent,
        property: Property,
        day: Day,
        (hour, minute): (u8, u8),
    ) {
        let value = format!("{}T{hour:02}{minute:02}00", digits(day));
        match &self.zone {
            Some(zone) => {
                event.add_property_with_params(
                    property,
                    [ICalendarParameter::tzid(zone.clone())],
                    text(&value),
                );
            }
            None => put(event, property, &value),
        }
    }
}

/// Adds a component below another one, and gives its place.
fn add(tree: &mut ICalendar, parent: usize, component: ICalendarComponent) -> usize {
    let place = tree.components.len();
    tree.components.push(component);
    tree.components[parent]
        .component_ids
        .push(u32::try_from(place).expect("a calendar holds a few entries for each article of a site"));
    place
}

fn put(component: &mut ICalendarComponent, property: Property, value: &str) {
    component.add_property(property, text(value));
}

fn put_day(component: &mut ICalendarComponent, property: Property, day: Date) {
    let kind = ICalendarParameter::new(
        ICalendarParameterName::Value,
        ICalendarParameterValue::Value(ICalendarValueType::Date),
    );
    let value = text(&day.strftime("%Y%m%d").to_string());
    component.add_property_with_params(property, [kind], value);
}

fn text(value: &str) -> ICalendarValue {
    ICalendarValue::Text(value.to_owned())
}

fn digits(day: Day) -> String {
    day.as_str().replace('-', "")
}

fn date(day: Day) -> Date {
    day.as_str()
        .parse()
        .expect("both calendars have the days of the years 1 to 9999")
}

/// When an event begins and ends, for structured data: with the offset of its zone where that is known.
pub(crate) fn span(event: &Event) -> (String, Option<String>) {
    let zone = event.zone.as_deref();
    let end = end_of(event);
    (
        moment_with_offset(event.start, zone),
        end.map(|end| moment_with_offset(end, zone)),
    )
}
