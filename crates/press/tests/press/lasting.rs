//! Which pages are the same from now on: the app adopts them as they are prerendered.

use content::day::Day;
use press::edition::bundle::Edition;
use press::edition::routes::routes;
use press::publish::prerender::Prerenderer;

use crate::support::editions::{article, demo, of_site};

/// Fails where one that is said to last is another page on another day; returns those that are said so, and the others.
fn lasting(mut edition: Edition) -> (Vec<String>, Vec<String>) {
    let routes = routes(&edition);
    // The first is the day on which the site is built; where readers are, it may be the one before.
    let days = [
        (2026, 11, 30),
        (2026, 11, 29),
        (2026, 12, 24),
        (2027, 2, 1),
        (2099, 12, 31),
    ];
    let on_each_day = days.map(|(year, month, day)| {
        edition.today = Day::new(year, month, day);
        let prerenderer = Prerenderer::new(&edition);
        let pages = routes.iter().map(|route| prerenderer.render(route, "../"));
        let pages = pages.map(|page| page.expect("the edition has a page for each of its routes"));
        pages.collect::<Vec<_>>()
    });
    let [first, others @ ..] = &on_each_day;
    let (mut lasting, mut passing) = (Vec::new(), Vec::new());
    for (at, route) in routes.iter().enumerate() {
        let (first, path) = (&first[at], route.path());
        for other in others {
            assert!(
                !first.is_lasting || other[at].html == first.html,
                "{path} is said to last, and is another page on another day"
            );
        }
        if first.is_lasting {
            lasting.push(path);
        } else {
            passing.push(path);
        }
    }
    (lasting, passing)
}

// What is adopted nobody reads again: a call that has closed would be open for whoever has an older page.
#[test]
fn what_is_said_to_last_is_the_same_page_on_every_later_day() {
    let (lasting, passing) = lasting(demo());
    let articles = |paths: &[String]| paths.iter().filter(|path| path.starts_with("magazine/")).count();
    assert!(articles(&lasting) > 10, "{lasting:?}");
    for path in [
        "opportunities/",
        "events/",
        "opportunities/ropeworks-residency-2027/",
        "saved/",
        "find/",
    ] {
        assert!(!lasting.contains(&path.to_owned()), "{path}");
    }
    assert!(!passing.is_empty());
}

// Each of these says a day somewhere else: in the text, on a card, by its order, on the front page.
#[test]
fn whatever_tells_of_a_closing_day_does_not_last() {
    let call = article(
        "title = \"Call\"\npublished = 2026-01-02\ndeadline = 2027-01-10\n\n[tags]\nthemes = [\"Sea\"]",
    );
    let piece = article("title = \"Piece\"\npublished = 2026-01-01\n\n[tags]\nthemes = [\"Sea\"]");
    let closed = article(
        "title = \"Closed\"\npublished = 2024-01-02\ndeadline = 2024-05-10\n\n[tags]\nthemes = [\"Ice\"]",
    );
    let alone = article("title = \"Alone\"\npublished = 2025-01-01\n\n[tags]\nthemes = [\"Land\"]");
    let edition = of_site(
        "",
        &[
            ("magazine/call.md", &call),
            ("magazine/piece.md", &piece),
            ("magazine/alone.md", &alone),
            ("magazine/closed.md", &closed),
        ],
    );
    let (lasting, passing) = lasting(edition);
    for path in [
        "",
        "magazine/",
        "magazine/call/",
        "tags/themes/sea/",
        "archive/2026/",
    ] {
        assert!(
            passing.contains(&path.to_owned()),
            "{path} is not among {passing:?}"
        );
    }
    for path in [
        "magazine/alone/",
        "tags/themes/land/",
        "archive/2025/",
        "archive/",
    ] {
        assert!(
            lasting.contains(&path.to_owned()),
            "{path} is not among {lasting:?}"
        );
    }
}
