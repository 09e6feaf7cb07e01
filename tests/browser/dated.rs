//! Sections of what closes and of what takes place: what is next comes first, and nothing of what is over is lost.

use press::clock;
use press::time_zone::Zone;

use crate::support::{Browser, Content, Portal};

/// A section with calls, two of which are open, and one with events, three of which are to come.
fn portal() -> Option<Portal> {
    let content = Content::new();
    content.write(
        "site.toml",
        "name = \"Dated\"\naddress = \"https://dated.example/\"\nlanguage = \"en\"\n\n\
         [[sections]]\nslug = \"notes\"\nname = \"Notes\"\n\n\
         [[sections]]\nslug = \"calls\"\nname = \"Calls\"\norder = \"closing\"\n\n\
         [[sections]]\nslug = \"events\"\nname = \"Events\"\n",
    );
    let year = clock::now()
        .expect("the machine has a clock")
        .in_zone(&Zone::UTC)
        .day
        .year();
    let write = |section: &str, name: &str, published: &str, keys: &str| {
        content.write(
            &format!("{section}/{name}.md"),
            format!("+++\ntitle = \"{name}\"\npublished = {published}\n{keys}\n+++\n\nWords.\n"),
        );
    };
    for number in 0..CLOSED {
        let (before, month, day) = (year - 1 - number / 336, number / 28 % 12 + 1, number % 28 + 1);
        let keys = format!("deadline = {before}-{month:02}-{day:02}");
        write("calls", &format!("closed-{number}"), "2020-01-01", &keys);
    }
    for (name, month) in [("open-late", 9), ("open-soon", 3)] {
        write(
            "calls",
            name,
            "2020-01-01",
            &format!("deadline = {}-{month:02}-01", year + 1),
        );
    }
    // The last to be announced is the first to come; more articles than the home list holds come after them.
    for (name, published, start) in [
        ("over", "2020-01-09", format!("{}-05-01", year - 1)),
        ("next-but-one", "2020-01-08", format!("{}-05-01T10:00", year + 1)),
        ("next", "2020-01-07", format!("{}-04-01", year + 1)),
        ("last", "2020-01-06", format!("{}-05-01", year + 2)),
    ] {
        write(
            "events",
            name,
            published,
            &format!("[event]\nstart = \"{start}\""),
        );
    }
    for number in 0..60 {
        write(
            "notes",
            &format!("note-{number}"),
            &format!("2021-01-{:02}", number % 28 + 1),
            "",
        );
    }
    Portal::pressed(content.path())
}

const CLOSED: u16 = 90;

fn titles(browser: &Browser, within: &str) -> Vec<String> {
    browser.texts(&format!("{within} .card-title"))
}

// A reader who looks for last year's call has to find it, and the number beside “Closed” has to be true.
#[test]
fn every_call_that_has_closed_is_counted_and_stands_on_one_of_the_pages() {
    let Some(portal) = portal() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.forget_files();
    let prerendered = browser.changes_when_hydrated("/calls/");
    assert_eq!(
        prerendered,
        Vec::<String>::new(),
        "what press has prerendered is what the portal shows"
    );
    browser.visit("/calls/");
    assert_eq!(titles(&browser, ".list > .cards"), ["open-soon", "open-late"]);
    assert_eq!(browser.text(".closed summary"), "Closed (90)");
    browser.click(".closed summary");
    let mut met = titles(&browser, ".closed");
    for page in 2..=4 {
        browser.click(".pager a[rel=next]");
        browser.arrived(
            &format!("/calls/page/{page}/"),
            &format!("Calls, Page {page} of 4"),
        );
        assert_eq!(browser.text(".closed summary"), "Closed (90)");
        met.extend(titles(&browser, ".closed"));
    }
    assert_eq!(browser.count(".pager a[rel=next]"), 0);
    let mut names: Vec<_> = (0..CLOSED).map(|number| format!("closed-{number}")).collect();
    names.sort();
    met.sort();
    assert_eq!(met, names);
    browser.assert_clean();
}

// A programme is read by the day on which one can go, also on the front page, whatever was announced when.
#[test]
fn events_come_by_their_day_in_their_section_and_on_the_front_page() {
    let Some(portal) = portal() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.forget_files();
    assert_eq!(browser.changes_when_hydrated("/"), Vec::<String>::new());
    browser.visit("/events/");
    assert_eq!(
        titles(&browser, ".list > .cards"),
        ["next", "next-but-one", "last"]
    );
    assert_eq!(browser.text(".closed summary"), "Past events (1)");
    browser.click(".closed summary");
    assert_eq!(titles(&browser, ".closed"), ["over"]);
    browser.visit("/");
    let strip = |name: &str| format!(".strip:has(.strip-head a[href$='/{name}/'])");
    assert_eq!(
        titles(&browser, &strip("events")),
        ["next", "next-but-one", "last"]
    );
    assert_eq!(titles(&browser, &strip("calls")), ["open-soon", "open-late"]);
    browser.assert_clean();
}
