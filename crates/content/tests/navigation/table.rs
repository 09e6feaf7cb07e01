//! Every state with every event: what follows stands in `table.txt`, to be read and to be compared with.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use content::navigation::{
    Address, Announce, Answer, Effects, Entry, Event, Failure, Focus, Freshness, Scroll, Show, SiteAnswer,
    State,
};

use crate::values::{Reader, at, clicked, for_good, popped, started};

/// A reader to whom something has happened.
fn after(mut reader: Reader, happens: impl FnOnce(&mut Reader)) -> Reader {
    happens(&mut reader);
    reader
}

fn starting(address: &str, scroll: Option<f64>, is_prerendered: bool) -> Reader {
    after(Reader::new(), |reader| {
        let kept = scroll.map(|scroll| (4, scroll));
        reader.does(started(address, kept, is_prerendered));
    })
}

/// On /a/ as the first entry, and with a link to /b/ pressed.
fn leaving() -> Reader {
    after(Reader::on("/a/"), |reader| {
        reader.clicks("/b/");
    })
}

/// On /b/ as the second entry.
fn arrived() -> Reader {
    after(Reader::on("/a/"), |reader| {
        reader.comes_to("/b/");
    })
}

/// Going back to /a/, which is not in memory.
fn returning() -> Reader {
    after(arrived(), |reader| {
        reader.goes_to("/a/", 0);
    })
}

fn fail(reader: &mut Reader) {
    reader.misses(Failure::Other);
}

fn miss(reader: &mut Reader) {
    reader.misses(Failure::Missing);
}

fn first_pages() -> Vec<(&'static str, Reader)> {
    let prerendered = || starting("/a/", None, true);
    let empty = || starting("/a/", None, false);
    vec![
        ("not started", Reader::new()),
        ("/a/ stands as rendered, its file is on its way", prerendered()),
        ("the first page, /a/, is on its way", empty()),
        (
            "the first page, /a/#x, is on its way, and was left at 700",
            starting("/a/#x", Some(700.0), false),
        ),
        (
            "/a/ stands as rendered, its file has not come",
            after(prerendered(), fail),
        ),
        ("the first page, /a/, has failed", after(empty(), fail)),
        ("the first page, /a/, is missing", after(empty(), miss)),
    ]
}

fn later_pages() -> Vec<(&'static str, Reader)> {
    vec![
        ("/a/ stands", Reader::on("/a/")),
        (
            "/a/#x stands after /a/",
            after(Reader::on("/a/"), |reader| {
                reader.clicks("/a/#x");
            }),
        ),
        ("/b/ stands after /a/", arrived()),
        (
            "/b/ stands after /a/, the site has changed",
            after(arrived(), |reader| {
                let request = reader.clicks("/b/").ask_site.expect("a click asks");
                reader.gets_page();
                reader.hears_of_site(request, SiteAnswer::Other);
            }),
        ),
        (
            "/a/ stands as rendered, /b/ is on its way",
            after(starting("/a/", None, true), |reader| {
                reader.clicks("/b/");
            }),
        ),
        ("/a/ stands, /b/ is on its way", leaving()),
        (
            "/a/ stands, /b/ is on its way, the site has changed",
            after(leaving(), |reader| {
                reader.hears_of_site(1, SiteAnswer::Other);
            }),
        ),
        (
            "/a/ stands, /b/ is on its way for the second time, as a part was gone",
            after(leaving(), |reader| {
                reader.misses(Failure::Gone);
            }),
        ),
        (
            "/a/ stands, /b/ is missing and waits for the site",
            after(leaving(), miss),
        ),
        (
            "/a/ stands, /b/ is left to the browser",
            after(leaving(), |reader| {
                reader.hears_of_site(1, SiteAnswer::Same);
                reader.misses(Failure::Missing);
            }),
        ),
        ("/b/ has failed after /a/", after(leaving(), fail)),
        (
            "/b/ stands after /a/, the rest of it has failed",
            after(arrived(), |reader| {
                reader.misses(Failure::Rest);
            }),
        ),
        (
            "/b/ has failed after /a/ and is tried again",
            after(leaving(), |reader| {
                reader.misses(Failure::Other);
                reader.does(Event::Retried);
            }),
        ),
        ("/b/ stands, back to /a/", returning()),
        (
            "/b/ stands, back to /a/, which is missing and waits for the site",
            after(returning(), miss),
        ),
        ("back to /a/, which has failed", after(returning(), fail)),
        (
            "back to /a/, which is missing",
            after(returning(), |reader| {
                reader.hears_of_site(2, SiteAnswer::Same);
                reader.misses(Failure::Missing);
            }),
        ),
        (
            "/a/ stands, /c/ is on its way in place of /b/",
            after(leaving(), |reader| {
                reader.clicks("/c/");
            }),
        ),
    ]
}

fn events(reader: &Reader) -> Vec<(&'static str, Event<'static>)> {
    let turn = reader.state.turn();
    let here = &reader.state.here().page;
    let within = |fragment: &str| [here, "#", fragment].concat();
    let arrived = |answer| reader.arrived(answer);
    let failed = |failure| Event::Failed { turn, failure };
    let site = |request, answer| Event::SiteAnswered { request, answer };
    let old = turn.wrapping_sub(1);
    vec![
        ("started anew at /s/", started("/s/", Some((9, 80.0)), false)),
        (
            "click on this address",
            Event::Clicked(for_good(reader.state.here().clone())),
        ),
        ("click on #y", clicked(&within("y"))),
        ("click on /d/", clicked("/d/")),
        ("click on /d/#y", clicked("/d/#y")),
        ("#y typed", popped(&within("y"), None)),
        ("to /a/, left at 50", popped("/a/", Some((0, 50.0)))),
        ("to /a/#z, left at 60", popped("/a/#z", Some((7, 60.0)))),
        ("to /a/#z, never scrolled", popped("/a/#z", Some((7, 0.0)))),
        ("to /e/, left at 70", popped("/e/", Some((8, 70.0)))),
        (
            "to /e/ in memory, left at 70",
            Event::Popped {
                address: for_good(at("/e/")),
                kept: Some((8, 70.0)),
                is_in_memory: true,
            },
        ),
        ("try again", Event::Retried),
        ("come", arrived(Answer::Page)),
        ("come, another page of the query", arrived(Answer::Query)),
        ("come, after a choice", arrived(Answer::Choice)),
        (
            "come, written /w/",
            Event::Arrived {
                turn,
                page: "/w/",
                answer: Answer::Page,
            },
        ),
        (
            "come late",
            Event::Arrived {
                turn: old,
                page: "/old/",
                answer: Answer::Page,
            },
        ),
        ("missing", failed(Failure::Missing)),
        ("a part is gone", failed(Failure::Gone)),
        ("failed", failed(Failure::Other)),
        ("the rest has failed", failed(Failure::Rest)),
        (
            "failed late",
            Event::Failed {
                turn: old,
                failure: Failure::Other,
            },
        ),
        ("time is over", Event::TimedOut { turn }),
        ("time is over late", Event::TimedOut { turn: old }),
        ("site as it was", site(reader.asked, SiteAnswer::Same)),
        ("another site", site(reader.asked, SiteAnswer::Other)),
        ("nothing of the site", site(reader.asked, SiteAnswer::Nothing)),
        (
            "another site, asked before",
            site(reader.asked.saturating_sub(1), SiteAnswer::Other),
        ),
        ("scrolled", Event::Scrolled),
    ]
}

fn written(address: &Address) -> String {
    if address.fragment.is_empty() {
        address.page.clone()
    } else {
        [&address.page, "#", &address.fragment].concat()
    }
}

/// What the browser is told, and the texts that the state has for it.
fn told(effects: &Effects, state: &State) -> String {
    // Whole, so that a field that is added is not forgotten here.
    let Effects {
        keep,
        entry,
        is_busy,
        load_document,
        take_site,
        fetch,
        ask_site,
        show,
        respell,
        scroll,
        focus,
        announce,
        count,
        fade,
    } = *effects;
    let mut list = Vec::new();
    list.extend(keep.map(|(entry, scroll)| format!("keep {scroll} in {entry}")));
    match entry {
        Entry::Stays => {}
        Entry::Pushed(number) => list.push(format!("push {number}")),
        Entry::Numbered((number, scroll)) => list.push(format!("number {number} at {scroll}")),
    }
    list.extend(is_busy.map(|is_busy| ["not busy", "busy"][usize::from(is_busy)].to_owned()));
    list.extend(load_document.then(|| "load the document".to_owned()));
    list.extend(take_site.then(|| "take the site".to_owned()));
    list.extend(fetch.map(|(turn, freshness)| {
        let freshness = match freshness {
            Freshness::Usual => "",
            Freshness::Asked => ", asked",
            Freshness::New => ", new",
        };
        format!("fetch in turn {turn}{freshness}")
    }));
    list.extend(ask_site.map(|request| format!("ask for the site as {request}")));
    match show {
        Show::Nothing => {}
        Show::Page => list.push("show it".to_owned()),
        Show::Renewed => list.push("renew it".to_owned()),
        Show::Missing => list.push("show that it is missing".to_owned()),
        Show::Failure => list.push("show that it has failed".to_owned()),
    }
    list.extend(respell.then(|| format!("write {}", state.here().page)));
    match scroll {
        Scroll::Stay => {}
        Scroll::To(place) => list.push(format!("scroll to {place}")),
        Scroll::Fragment => list.push("scroll to the fragment".to_owned()),
    }
    match focus {
        Focus::Stay => {}
        Focus::StayOrHeading => list.push("focus as it is or on the heading".to_owned()),
        Focus::Heading => list.push("focus on the heading".to_owned()),
        Focus::Link => list.push(format!("focus on the link to {}", state.link())),
    }
    match announce {
        Announce::Nothing => {}
        Announce::Silence => list.push("silence".to_owned()),
        Announce::Title => list.push("say the title".to_owned()),
        Announce::Count => list.push("say the count".to_owned()),
    }
    list.extend(count.then(|| "count".to_owned()));
    list.extend(fade.then(|| "fade in".to_owned()));
    list.join("; ")
}

fn table() -> String {
    let mut table = String::new();
    for (name, mut reader) in first_pages().into_iter().chain(later_pages()) {
        let _ = writeln!(table, "{name}");
        reader.scroll = 300.0;
        reader.link = "/l/";
        let mut idle = Vec::new();
        for (event_name, event) in events(&reader) {
            let mut next = reader.clone();
            let effects = next.does(event);
            if next.state == reader.state && effects == Effects::default() {
                idle.push(event_name);
                continue;
            }
            let here = written(next.state.here());
            let settled = ["", " settled"][usize::from(next.state.is_settled())];
            let _ = writeln!(
                table,
                "  {event_name}: {here}{settled}: {}",
                told(&effects, &next.state)
            );
        }
        let _ = writeln!(table, "  nothing follows from: {}", idle.join("; "));
    }
    table
}

// A machine of this size is right when each of its cells is, and a change shows in the cells that it touches.
#[test]
fn every_state_answers_every_event_as_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/navigation/table.txt");
    let table = table();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &table).expect("the table can be written");
    }
    let wanted = fs::read_to_string(&path).expect("the table is there");
    for (number, (wanted, found)) in (1..).zip(wanted.lines().zip(table.lines())) {
        assert_eq!(found, wanted, "{}:{number}", path.display());
    }
    assert_eq!(table.lines().count(), wanted.lines().count());
}
